"""Who told which time, side by side: police and council where they differ, and neither overwritten (MIS-3)."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.models import Episode
from lantern.missing.parts.accounts import TIMES, accounts, sender_of
from lantern.missing.parts.history import said
from lantern.missing.rules import wire
from lantern.timekeeping.moments import Moment
from tests.unit.missing.drawn import an_episode as drawn
from tests.unit.missing.told import message, moment

SEEN, EARLIER, BACK = "2026-03-05 16:15", "2026-03-05 15:00", "2026-03-06 03:10"
COUNCIL, POLICE = "Exampleshire council", "Exampleshire police"


def told_by(sender: str | None, *, person: bool = False, reference: str = "A1", **says: Any) -> Any:
    """A stored message: by somebody of an agency, by a person nobody names, or by the feed called `sender`."""
    kind = "found" if "found" in says else "initial"
    read = message(f"{sender}{says}", kind, reference, person_made=person, **says)
    by = SimpleNamespace(agency=SimpleNamespace(name=sender)) if person and sender else None
    incident = SimpleNamespace(source=sender or "lantern", reference=reference)
    return SimpleNamespace(said=wire.to_json(read), by=by, person_made=person, incident=incident)


def an_episode(start: str = SEEN, reported: str | None = None, end: str | None = None) -> Episode:
    told = {"reported_at": moment(reported).at} if reported else {}
    return drawn(started_at=start, **told, **({"ended_at": end} if end else {}))


def lines(episode: Episode, *messages: Any) -> dict[str, dict[str, tuple[str, bool]]]:
    """Each differing time, by its label, with what each sender said and whether that stands."""
    found = accounts(episode, messages)
    assert found is not None
    assert all([each.sender for each in line] == list(found.senders) for _, line in found.lines)
    return {label: {each.sender: (each.words, each.stands) for each in line} for label, line in found.lines}


def test_two_senders_who_differ_stand_side_by_side() -> None:
    found = lines(
        an_episode(EARLIER), told_by(POLICE, last_seen=SEEN), told_by(COUNCIL, person=True, last_seen=EARLIER)
    )
    assert found == {
        "Last seen": {
            POLICE: ("Thursday 5 March 2026, 4:15pm", False),
            COUNCIL: ("Thursday 5 March 2026, 3pm", True),
        }
    }


def test_senders_who_agree_are_not_shown() -> None:
    assert accounts(an_episode(), [told_by(POLICE, last_seen=SEEN), told_by(COUNCIL, last_seen=SEEN)]) is None


def test_one_sender_who_changed_their_mind_is_no_difference() -> None:
    """What each said last counts; what was superseded is in the history."""
    assert accounts(an_episode(), [told_by(POLICE, last_seen=EARLIER), told_by(POLICE, last_seen=SEEN)]) is None


def test_only_the_times_that_differ_have_a_line_and_silence_is_said() -> None:
    found = lines(
        an_episode(SEEN, end=BACK),
        told_by(POLICE, last_seen=SEEN),
        told_by(POLICE, found="2026-03-06 02:00"),
        told_by(COUNCIL, last_seen=SEEN),
        told_by("hospital", found=BACK),
    )
    assert found == {
        "Found or returned": {
            POLICE: ("Friday 6 March 2026, 2am", False),
            "hospital": ("Friday 6 March 2026, 3:10am", True),
        }
    }


def test_who_said_nothing_of_a_time_has_an_empty_place() -> None:
    found = lines(
        an_episode(SEEN, reported="2026-03-05 21:00"),
        told_by(POLICE, last_seen=SEEN, reported="2026-03-05 21:00"),
        told_by(COUNCIL, last_seen=EARLIER),
        told_by("school", reported="2026-03-05 20:00"),
    )
    assert found["Reported"][COUNCIL] == ("", False)
    assert found["Last seen"]["school"] == ("", False)


def test_a_day_and_a_time_on_that_day_differ() -> None:
    """MIS-17: that the time is not known is another account."""
    found = lines(an_episode(SEEN), told_by(POLICE, last_seen=SEEN), told_by(COUNCIL, last_seen="2026-03-05"))
    assert found["Last seen"][COUNCIL] == ("Thursday 5 March 2026", False)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (told_by(POLICE), POLICE),
        (told_by(COUNCIL, person=True), COUNCIL),
        (told_by(None, person=True), "Lantern"),
        (told_by("feed 7", reference="MP/9"), "feed 7"),
    ],
)
def test_a_sender_is_an_agency_or_a_system(sent: Any, name: str) -> None:
    """Not one person: colleagues of one agency give one account."""
    assert sender_of(sent) == name


moments = st.integers(0, 4).map(lambda hours: Moment(datetime(2026, 3, 5, hours, tzinfo=UTC)))
told = st.lists(st.tuples(st.sampled_from([POLICE, COUNCIL, "school"]), st.sampled_from(TIMES), moments), max_size=10)


@given(told)
def test_it_is_shown_exactly_when_two_senders_last_said_different_things(
    statements: list[tuple[str, str, Moment]],
) -> None:
    latest: dict[str, dict[str, Moment]] = {name: {} for name in TIMES}
    for sender, name, when in statements:
        latest[name][sender] = when
    differing = [name for name, by in latest.items() if len(set(by.values())) > 1]
    found = accounts(an_episode(), [told_by(sender, **{name: when}) for sender, name, when in statements])
    assert (found is None) is (not differing)
    if found:
        assert len(found.lines) == len(differing)
        for name, (_, line) in zip(differing, found.lines, strict=True):
            assert {each.sender: each.words for each in line if each.words} == {
                sender: said(when) for sender, when in latest[name].items()
            }
