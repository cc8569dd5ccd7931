"""The kind of place that a feed's own words name (MIS-6)."""

import pytest

from lantern.demo.rules.stories import ELSEWHERE
from lantern.missing.rules.places_found import kind_said
from lantern.missing.vocabulary import FOUND_IN_WORDS, FoundIn

SAID = {
    "address of friend": FoundIn.FRIEND,
    "At a friend's house": FoundIn.FRIEND,
    "Friend’s flat.": FoundIn.FRIEND,
    "Address of a relative": FoundIn.FAMILY,
    "grandmother's home": FoundIn.FAMILY,
    "Home": FoundIn.HOME,
    "Returned home": FoundIn.HOME,
    "Own address": FoundIn.HOME,
    "Returned to placement": FoundIn.PLACEMENT,
    "their children's home": FoundIn.PLACEMENT,
    "Another known address": FoundIn.KNOWN,
    "Fictional Station": FoundIn.TRANSPORT,
    "Example  Bus Station": FoundIn.TRANSPORT,
    "On a train to London": FoundIn.TRANSPORT,
    "Example Police Station": FoundIn.SERVICE,
    "Sample General Hospital": FoundIn.SERVICE,
    "Sample Retail Park": FoundIn.PUBLIC,
    "Pretend Arcade": FoundIn.PUBLIC,
    "Nowhere Park": FoundIn.STREET,
    "Kite Meadow, Pretend Town": FoundIn.STREET,
    "Sample Hospital, Nowhere": FoundIn.SERVICE,
    "Walking on a main road": FoundIn.STREET,
}
UNSAID = (
    "", "London", "12 Station Road", "Park Lane", "Hospital Approach, Sampleton", "Friend", "School Lane", "7 Nowhere Row",
    "Address of a friend of a relative", "With the friend who lives near Fictional Station, in the house next door",
    "Seen at home of nobody known", "Parkside", "Trainer shop assistant",
    "With somebody she met on the way to Fictional Station", "12 Fictional Park", "Fictional Station, 12 Park Road",
)  # fmt: skip


@pytest.mark.parametrize(("where", "kind"), SAID.items())
def test_a_kind_that_is_named_is_read(where: str, kind: FoundIn) -> None:
    """MIS-6: a place by its whole phrase or the last word of its name, however it is written."""
    assert kind_said(where) is kind
    assert kind_said(where.upper()) is kind


@pytest.mark.parametrize("where", UNSAID)
def test_what_is_not_surely_a_kind_is_none(where: str) -> None:
    """MIS-6: Station Road is no station: nothing is guessed, and a person may say it."""
    assert kind_said(where) is None


def test_every_kind_has_its_words_and_the_county_tells_of_most() -> None:
    assert list(FOUND_IN_WORDS) == list(FoundIn)
    assert all(kind_said(each) for each in ELSEWHERE)
