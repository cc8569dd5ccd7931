"""When looks at a child's record are unusual, and what is said of them (SHA-6)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.governance.rules.looks import Looks, Spell, is_quiet, unusual
from lantern.governance.vocabulary import Reason
from lantern.organisation.rules.arrangement import Unusual

BY_DAY = datetime(2026, 3, 3, 11, tzinfo=UTC)
DAY = date(2026, 3, 3)
AS_A_RULE = Unusual()
ORDINARY: dict[str, Any] = {"day": DAY, "times": (BY_DAY,)}
SURNAMES = st.frozensets(st.sampled_from(["example", "sample", "nowhere", "de", "o"]), min_size=1, max_size=3)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))
SPELLS = st.lists(
    st.builds(lambda a, b, is_open: Spell(min(a, b), None if is_open else max(a, b)), DAYS, DAYS, st.booleans()),
    max_size=4,
).map(tuple)


def reasons(looks: Looks, thresholds: Unusual = AS_A_RULE) -> list[Reason]:
    return [each.reason for each in unusual(looks, thresholds)]


def words(looks: Looks) -> str:
    return " ".join(each.said for each in unusual(looks, AS_A_RULE))


def test_an_ordinary_look_is_not_unusual() -> None:
    """SHA-6: somebody with a role over the area, at any hour, called otherwise."""
    assert reasons(Looks(**ORDINARY)) == []
    assert reasons(Looks(day=DAY, times=(BY_DAY.replace(hour=2),))) == []  # quiet hours alone say nothing


@given(SURNAMES, SURNAMES)
def test_the_same_surname_or_a_part_of_it(own: frozenset[str], childs: frozenset[str]) -> None:
    """SHA-6: half of a double-barrelled name counts; "de" and "o" do not."""
    found = unusual(Looks(**ORDINARY, own_surname=own, surnames=childs), AS_A_RULE)
    shared = {part for part in own & childs if len(part) > 2}
    assert [each.reason for each in found] == ([Reason.SURNAME] if shared else [])
    if shared and own == childs == shared:
        assert found[0].said == "They have the same surname."
    elif shared:
        assert found[0].said == "Part of their surnames is the same."


def test_the_same_home() -> None:
    """SHA-6: told by digests alone; without one given, nothing is said."""
    assert reasons(Looks(**ORDINARY, own_home="d1", homes=frozenset({"d1", "d2"}))) == [Reason.HOME]
    assert reasons(Looks(**ORDINARY, own_home="d3", homes=frozenset({"d1"}))) == []
    assert reasons(Looks(**ORDINARY, own_home="", homes=frozenset({""}))) == []


@given(SPELLS, st.booleans(), DAYS, st.integers(0, 400))
def test_a_ground_a_lost_ground_and_none(work: tuple[Spell, ...], by_area: bool, day: date, days: int) -> None:
    """SHA-6, SHA-2: who works with the child is never asked; who did, after so many days; who never could, always."""
    looks = Looks(day=day, times=(BY_DAY,), by_area=by_area, work=work)
    found = reasons(looks, Unusual(days_after_work=days))
    works = any((s.since or day) <= day and (s.until is None or day < s.until) for s in work)
    ends = [s.until for s in work if s.until and s.until <= day]
    if works:
        assert found == []
    elif not by_area:
        assert found == [Reason.NO_GROUND]
    else:
        late = bool(ends) and (day - max(ends)).days >= days
        assert found == ([Reason.AFTER_WORK] if late else [])


def test_the_days_after_work_are_closed_at_the_beginning() -> None:
    """SHA-6: exactly as many days after as the arrangement says is unusual; one day fewer is not."""
    ended = Looks(**ORDINARY, work=(Spell(None, DAY - timedelta(days=14)),))
    assert words(ended) == "Their work with the child ended on 17 February 2026, 14 days before."
    assert reasons(Looks(**ORDINARY, work=(Spell(None, DAY - timedelta(days=13)),))) == []


def test_no_ground_says_what_there_had_been() -> None:
    """SHA-6."""
    said = words(Looks(**ORDINARY, by_area=False, work=(Spell(None, date(2026, 3, 3)),)))
    assert "held no role over the child’s area" in said
    assert "had ended on 3 March 2026" in said


def test_quiet_hours_are_said_beside_another_reason() -> None:
    """SHA-6: a weak reason, never alone; London's clock, not the server's."""
    at = datetime(2026, 7, 3, 21, 30, tzinfo=UTC)  # 10:30pm in London
    looks = Looks(day=DAY, times=(BY_DAY, at), own_surname=frozenset({"example"}), surnames=frozenset({"example"}))
    assert words(looks) == "They have the same surname. It was in quiet hours, at 10:30pm."


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_run_over_midnight(start: int, end: int, hour: int) -> None:
    """SHA-6: counted round the clock; from an hour until the same hour there are none."""
    at = datetime(2026, 1, 5, hour, 59, tzinfo=UTC)
    quiet = {(start + n) % 24 for n in range((end - start) % 24)}
    assert is_quiet(at, Unusual(quiet_from=start, quiet_until=end)) == (hour in quiet)


@pytest.mark.parametrize("name", ["example", "sample"])
def test_the_words_name_nobody(name: str) -> None:
    """SHA-2: those who read them may not see names."""
    looks = Looks(**ORDINARY, own_surname=frozenset({name}), surnames=frozenset({name}), by_area=False)
    assert name not in words(looks).casefold()
