"""PAR-7: which version a day follows, whatever was published, replaced and withdrawn before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.organisation.rules.leaves import with_values
from lantern.organisation.rules.versions import (
    Version,
    Versions,
    against_day,
    against_withdrawing,
    days_that_differ,
)
from tests.unit.organisation.arrangements import ESSEX

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAYS = st.integers(-3, 6).map(lambda number: TODAY + timedelta(days=number))
BEFORE_ALL = TODAY - timedelta(days=40)


def version(number: int, since: date, *, count: int = 3) -> Version:
    return Version(number, since, with_values(ESSEX, {"missing.repeat_count": count}))


FIRST = Versions((version(1, TODAY - timedelta(days=10)),))


@st.composite
def histories(draw: st.DrawFn) -> Versions:
    """Versions published from any days, some withdrawn again."""
    versions = FIRST
    for number, since in enumerate(draw(st.lists(DAYS, max_size=6)), start=2):
        versions = versions.with_further(version(number, since, count=draw(st.integers(2, 4))), AT)
        if draw(st.booleans()):
            versions = versions.without(draw(st.integers(2, number)), AT)
    return versions


def in_force(versions: Versions, day: date) -> Version:
    found = versions.in_force(day)
    assert found is not None
    return found


@given(versions=histories(), day=DAYS)
def test_a_day_follows_the_version_that_took_effect_last(versions: Versions, day: date) -> None:
    """PAR-7: of those that stand, the latest that is not later than the day."""
    found = in_force(versions, day)
    assert found.stands and found.since <= day
    assert not [each for each in versions.every if each.stands and found.since < each.since <= day]


@given(versions=histories())
def test_no_two_versions_stand_from_one_day(versions: Versions) -> None:
    """PAR-7: the later replaces the earlier, which stays in the history and says by which."""
    days = [each.since for each in versions.standing]
    assert len(days) == len(set(days))
    replaced = [each for each in versions.every if each.replaced_by]
    assert all(each.withdrawn_at for each in replaced)
    assert all(each.since == versions.every[each.replaced_by - 1].since for each in replaced if each.replaced_by)


@given(before=histories(), since=DAYS, count=st.integers(2, 4))
def test_the_days_that_differ_are_those_and_no_others(before: Versions, since: date, count: int) -> None:
    """PAR-7: exactly the days on which another arrangement is in force than was."""
    after = before.with_further(version(99, since, count=count), AT)
    found = list(days_that_differ(before, after))
    for number in range(-12, 9):
        day = TODAY + timedelta(days=number)
        differs = in_force(before, day).arrangement != in_force(after, day).arrangement
        assert differs == any(first <= day < last for first, last in found), day


@given(before=histories(), since=DAYS)
def test_days_before_a_version_never_change(before: Versions, since: date) -> None:
    """PAR-7: March keeps March's version forever."""
    after = before.with_further(version(99, since, count=50), AT)
    assert all(first >= since for first, _ in days_that_differ(before, after))


def test_the_years_before_the_first_keep_it_though_it_be_replaced_on_its_own_day() -> None:
    """PAR-7: an administrator who changes a clock on the first day does not rewrite the years that were imported."""
    versions = FIRST.with_further(version(2, FIRST.every[0].since, count=9), AT)
    assert in_force(versions, BEFORE_ALL).number == 1
    assert in_force(versions, TODAY).number == 2
    assert list(days_that_differ(FIRST, versions)) == [(FIRST.every[0].since, date.max)]


def test_withdrawing_gives_the_day_back_to_the_version_before() -> None:
    """PAR-7."""
    versions = FIRST.with_further(version(2, TODAY + timedelta(days=3)), AT).without(2, AT)
    assert in_force(versions, TODAY + timedelta(days=5)).number == 1
    assert Versions(()).in_force(TODAY) is None


@pytest.mark.parametrize(("since", "refused"), [(-1, True), (0, False), (1, False), (400, False)])
def test_a_version_starts_today_or_later(since: int, refused: bool) -> None:
    """PAR-7: and the refusal says why."""
    said = against_day(TODAY + timedelta(days=since), TODAY)
    assert bool(said) is refused
    assert not said or "keeps the version of its day" in said


def test_what_is_in_force_cannot_be_withdrawn() -> None:
    """PAR-7: nor what is withdrawn or replaced already."""
    future = version(2, TODAY + timedelta(days=1))
    assert against_withdrawing(future, TODAY) == ""
    assert "in force since" in against_withdrawing(version(2, TODAY), TODAY)
    assert "withdrawn already" in against_withdrawing(future.withdrawn(AT), TODAY)
    assert "Version 3 replaced it" in against_withdrawing(future.withdrawn(AT, 3), TODAY)
