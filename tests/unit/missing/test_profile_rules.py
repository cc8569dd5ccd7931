"""What would help to find a child: which parts there are, when it is to be checked again, how wordings differ (item 8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.demo.rules.profiles import said_of
from lantern.missing.rules.profile import (
    KEYS,
    LONGEST,
    PARTS,
    checked_words,
    clean,
    differences,
    is_stale,
    months_since,
)

SAID = st.dictionaries(
    st.sampled_from(KEYS), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
)


def test_every_part_that_a_carer_would_tell_is_asked_for() -> None:
    """Item 8: description, clothes, phone, people, places, health, what helps, who to call; a photo is kept elsewhere."""
    assert KEYS == ("description", "clothes", "phones", "people", "places", "health", "helps", "call")
    assert all(part.label and part.hint for part in PARTS)
    assert not [part for part in PARTS if "photo" in part.label.lower()]


@given(SAID)
def test_what_is_kept_is_what_was_typed_without_its_empty_parts(said: dict[str, str]) -> None:
    """Item 8: in the order of the page, whatever the order in which it was typed; cleaning again changes nothing."""
    kept = clean(said)
    assert kept == {key: said[key].strip() for key in KEYS if said.get(key, "").strip()}
    assert list(kept) == [key for key in KEYS if key in kept]
    assert clean(kept) == kept


@pytest.mark.parametrize("said", [{"photo": "x"}, {"health": "x" * (LONGEST + 1)}, {"": "x"}])
def test_what_nobody_asked_for_and_what_is_too_long_is_refused(said: dict[str, str]) -> None:
    """Item 8: a part that is not on the page cannot be smuggled in."""
    with pytest.raises(ValueError, match=r"Nobody asked|Keep each part"):
        clean(said)


def test_the_longest_text_is_kept_whole() -> None:
    """Item 8: to the last sign."""
    assert clean({"health": "x" * LONGEST}) == {"health": "x" * LONGEST}


@given(SAID, SAID)
def test_the_differences_lead_from_one_wording_to_the_other(one: dict[str, str], other: dict[str, str]) -> None:
    """Item 8: two editors see both texts: applying the differences to the first gives the second, part by part."""
    before, after = clean(one), clean(other)
    labels = {part.label: part.key for part in PARTS}
    made = {**dict.fromkeys(KEYS, ""), **before}
    for each in differences(before, after):
        assert made[labels[each.label]] == each.before
        made[labels[each.label]] = each.after
    assert clean(made) == after
    assert differences(before, before) == []


MONTHS = [
    (date(2026, 3, 3), date(2026, 3, 3), 0),
    (date(2026, 3, 3), date(2026, 4, 2), 0),
    (date(2026, 3, 3), date(2026, 4, 3), 1),
    (date(2026, 1, 31), date(2026, 2, 28), 0),
    (date(2026, 1, 31), date(2026, 3, 1), 1),
    (date(2025, 12, 15), date(2026, 3, 14), 2),
    (date(2025, 12, 15), date(2026, 3, 15), 3),
    (date(2024, 2, 29), date(2025, 2, 28), 11),
]


@pytest.mark.parametrize(("checked", "today", "months"), MONTHS)
def test_months_are_those_of_the_calendar(checked: date, today: date, months: int) -> None:
    """Item 8, MIS-17: a month is over on the same day of the next one."""
    assert months_since(checked, today) == months


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 900), st.integers(1, 24))
def test_once_it_is_to_be_checked_it_stays_so(checked: date, days: int, months: int) -> None:
    """PAR-7: from the day on which the arrangement's months are over, and not a day before."""
    today = checked + timedelta(days=days)
    stale = is_stale(checked, today, months)
    assert stale is (months_since(checked, today) >= months)
    assert not stale or is_stale(checked, today + timedelta(days=1), months)
    assert ("check it again" in checked_words(checked, today, months)) is stale


WORDS = [
    (date(2026, 3, 3), date(2026, 3, 3), "Checked on 3 March 2026"),
    (date(2026, 3, 3), date(2026, 6, 2), "Checked on 3 March 2026"),
    (date(2026, 3, 3), date(2026, 6, 3), "Checked 3 months ago: check it again"),
    (date(2026, 3, 3), date(2026, 7, 10), "Checked 4 months ago: check it again"),
]


@pytest.mark.parametrize(("checked", "today", "said"), WORDS)
def test_when_it_was_checked_in_words(checked: date, today: date, said: str) -> None:
    """Item 8: checked 4 months ago: check it again."""
    assert checked_words(checked, today, 3) == said


def test_one_month_is_said_as_one() -> None:
    """Item 8."""
    assert checked_words(date(2026, 3, 3), date(2026, 4, 3), 1) == "Checked 1 month ago: check it again"


@given(st.integers(0, 500))
def test_invented_profiles_are_ones_that_people_could_have_written(number: int) -> None:
    """The invented county shows what the page is for: no part is strange, most are filled."""
    said = said_of(number, "Robin")
    assert clean(said) == said
    assert len(said) >= 7
