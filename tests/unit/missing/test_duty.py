"""MIS-13: acknowledge or escalate, whose turn it is; and the rota that says who is asked."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.duty import (
    Acknowledged,
    Shift,
    Telling,
    Turn,
    Waiting,
    against_shift,
    for_area,
    gaps,
    high_since,
    standing,
    turns,
)
from lantern.missing.vocabulary import Risk

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
COUNTY, MID, TOWN = (UUID(int=number) for number in (901, 902, 903))
ROBIN, SAM, KIT = (UUID(int=number) for number in (1, 2, 3))
NAMES = {ROBIN: "Robin Sample", SAM: "Sam Pretend", KIT: "Kit Example"}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def at(number: float) -> datetime:
    """So many minutes after noon."""
    return NOON + minutes(number)


def shift(
    member: UUID, since: float, until: float, *, place: int = 1, area: UUID | None = None, near: int = 0
) -> Shift:
    """A shift in minutes from noon."""
    pk = UUID(int=member.int * 1_000_000 + int(since + 100_000))
    return Shift(pk, member, NAMES.get(member, str(member.int)), area, place, at(since), at(until), near)


def who(found: tuple[Turn, ...]) -> list[tuple[str, float, float | None]]:
    """Each turn as a name, and minutes from noon."""

    def after(moment: datetime | None) -> float | None:
        return None if moment is None else (moment - NOON) / minutes(1)

    return [
        (each.shift.name.split()[0] if each.shift else "", after(each.since) or 0, after(each.until)) for each in found
    ]


BOTH = (shift(ROBIN, -60, 600), shift(SAM, -60, 600, place=2))


def stands(now: float, *shifts: Shift, given_at: float | None = None, since: float = 10) -> Acknowledged | Waiting:
    acknowledged = [] if given_at is None else [Acknowledged(KIT, "Kit Example", at(given_at))]
    return standing(since=at(since), acknowledged=acknowledged, shifts=shifts, minutes=15, now=at(now))


def waits(now: float, *shifts: Shift, since: float = 10) -> Waiting:
    found = stands(now, *shifts, since=since)
    assert isinstance(found, Waiting)
    return found


class TestTurns:
    """Who is asked, one after the other."""

    def test_the_first_then_the_second_then_nobody(self) -> None:
        """MIS-13: each has it for the arrangement's minutes."""
        found = turns(at(10), BOTH, 15, until=at(100))
        assert who(found) == [("Robin", 10, 25), ("Sam", 25, 40), ("", 40, None)]

    def test_the_turn_goes_on_at_the_very_minute(self) -> None:
        """MIS-13: the moment at which the minutes are over belongs to the next."""
        just_before = at(25) - timedelta(microseconds=1)
        assert who(turns(at(10), BOTH, 15, until=just_before))[-1][0] == "Robin"
        assert who(turns(at(10), BOTH, 15, until=at(25)))[-1][0] == "Sam"

    def test_who_goes_off_duty_hands_on_at_once(self) -> None:
        """MIS-13: nobody is waited for who is not there."""
        found = turns(at(10), [shift(ROBIN, -60, 13), shift(SAM, -60, 600, place=2)], 15, until=at(100))
        assert who(found)[:2] == [("Robin", 10, 13), ("Sam", 13, 28)]

    def test_who_comes_on_duty_first_in_order_is_asked_when_the_turn_goes_on(self) -> None:
        """MIS-13: a turn is not taken from whoever has it; the next is the first of those who are there then."""
        found = turns(at(10), [shift(SAM, -60, 600, place=2), shift(ROBIN, 12, 600)], 15, until=at(100))
        assert who(found)[:2] == [("Sam", 10, 25), ("Robin", 25, 40)]

    def test_with_nobody_on_duty_it_waits_for_the_next_shift(self) -> None:
        """MIS-13: a gap in the rota is a time in which nobody has it, and it says until when."""
        found = turns(at(10), [shift(ROBIN, 50, 600)], 15, until=at(55))
        assert who(found) == [("", 10, 50), ("Robin", 50, 65)]

    def test_with_no_rota_at_all_nobody_ever_has_it(self) -> None:
        """MIS-13."""
        assert who(turns(at(10), [], 15, until=at(500))) == [("", 10, None)]

    def test_nobody_is_asked_twice_in_one_shift_but_again_in_their_next(self) -> None:
        """MIS-13: who did not answer at noon is asked when they come on duty the next day."""
        found = turns(at(10), [shift(ROBIN, -60, 60), shift(ROBIN, 1440, 1800)], 15, until=at(2000))
        assert who(found) == [("Robin", 10, 25), ("", 25, 1440), ("Robin", 1440, 1455), ("", 1455, None)]

    def test_one_person_on_two_rotas_is_asked_once(self) -> None:
        """MIS-13: on the district's and the county's at the same time."""
        twice = [shift(ROBIN, -60, 600), shift(ROBIN, -60, 600, near=2), shift(SAM, -60, 600, near=2, place=2)]
        assert [each[0] for each in who(turns(at(10), twice, 15, until=at(100)))] == ["Robin", "Sam", ""]

    def test_the_nearest_area_is_asked_before_the_county(self) -> None:
        """MIS-13: number 3 of the district comes before number 1 of the whole partnership."""
        far = shift(SAM, -60, 600, near=2)
        assert who(turns(at(10), [far, shift(KIT, -60, 600, place=3)], 15, until=at(30)))[0][0] == "Kit"

    def test_a_shift_that_was_called_off_before_it_began_asks_nobody(self) -> None:
        """MIS-13: its end was brought forward to its start."""
        assert who(turns(at(10), [shift(ROBIN, 5, 5)], 15, until=at(11))) == [("", 10, None)]


class TestStanding:
    """What the card says."""

    def test_with_whom_since_when_and_to_whom_it_goes(self) -> None:
        """MIS-13."""
        found = waits(12, *BOTH)
        assert found.member == ROBIN
        assert who((found.now,)) == [("Robin", 10, 25)]
        assert found.after
        assert who((found.after,)) == [("Sam", 25, 40)]

    def test_the_last_is_told_that_nobody_comes_after(self) -> None:
        """MIS-13."""
        found = waits(30, *BOTH)
        assert (found.member, found.after and found.after.shift) == (SAM, None)
        assert found.after
        assert found.after.since == at(40)

    def test_when_everybody_was_asked_nobody_is_left(self) -> None:
        """MIS-13."""
        found = waits(41, *BOTH)
        assert found.member is None
        assert [each.shift is not None for each in found.asked] == [True, True, False]
        assert found.after is None

    def test_whoever_acknowledges_ends_it_whosever_turn_it_was(self) -> None:
        """MIS-13: Kit is not even on the rota."""
        found = stands(500, *BOTH, given_at=11)
        assert isinstance(found, Acknowledged)
        assert found.name == "Kit Example"

    def test_what_was_acknowledged_before_the_risk_was_high_again_does_not_count(self) -> None:
        """MIS-13: the risk rose after Kit had looked."""
        assert isinstance(stands(12, *BOTH, given_at=9), Waiting)
        assert isinstance(stands(12, *BOTH, given_at=10), Acknowledged)

    def test_the_first_of_two_acknowledgements_is_named(self) -> None:
        """MIS-13."""
        two = [Acknowledged(SAM, "Sam Pretend", at(20)), Acknowledged(KIT, "Kit Example", at(19))]
        found = standing(since=at(10), acknowledged=two, shifts=BOTH, minutes=15, now=at(60))
        assert found == two[1]

    def test_a_clock_that_runs_ahead_of_ours_asks_from_now_on(self) -> None:
        """MIS-17: a sender's time in the future loses no turn."""
        assert waits(5, *BOTH, since=10).member == ROBIN


class TestHighSince:
    """From when somebody is asked."""

    def test_since_the_first_that_nothing_lowered(self) -> None:
        """MIS-2, MIS-13."""
        told = [Telling(Risk.HIGH, at(5)), Telling(Risk.HIGH, at(3)), Telling(Risk.MEDIUM, at(1))]
        assert high_since(told) == at(3)

    def test_lowered_and_raised_again_is_asked_about_again(self) -> None:
        """MIS-13."""
        told = [Telling(Risk.HIGH, at(1)), Telling(Risk.MEDIUM, at(3)), Telling(Risk.HIGH, at(9))]
        assert high_since(told) == at(9)

    def test_a_person_outweighs_a_feed(self) -> None:
        """MIS-2: a feed that says medium afterwards lowers nothing that a person graded."""
        told = [Telling(Risk.HIGH, at(1), True), Telling(Risk.MEDIUM, at(3)), Telling(Risk.HIGH, at(4))]
        assert high_since(told) == at(1)

    def test_of_one_moment_the_high_one_counts(self) -> None:
        """MIS-13: in doubt somebody is asked."""
        assert high_since([Telling(Risk.HIGH, at(1)), Telling(Risk.MEDIUM, at(1))]) == at(1)

    @pytest.mark.parametrize("told", [[], [Telling(Risk.MEDIUM, at(1))]], ids=["nothing", "medium"])
    def test_nothing_says_high(self, told: list[Telling]) -> None:
        """MIS-2."""
        assert high_since(told) is None


def test_whose_rota_counts_is_a_matter_of_the_childs_area() -> None:
    """PAR-2, MIS-13: the district's, its quadrant's, everybody's; no other district's."""
    every = [
        shift(ROBIN, 0, 60, area=TOWN),
        shift(SAM, 0, 60, area=MID),
        shift(KIT, 0, 60),
        shift(KIT, 0, 60, area=COUNTY),
    ]
    assert [(each.member, each.near) for each in for_area(every, (TOWN, MID, None))] == [(ROBIN, 0), (SAM, 1), (KIT, 2)]
    assert [each.member for each in for_area(every, (None,))] == [KIT]


class TestGaps:
    """Nobody is on duty from ... to ..."""

    def test_before_between_and_after(self) -> None:
        """MIS-13."""
        found = gaps([shift(SAM, 300, 400), shift(ROBIN, 60, 120)], at(0), at(500))
        assert [(each.since, each.until) for each in found] == [(at(0), at(60)), (at(120), at(300)), (at(400), at(500))]

    def test_shifts_that_meet_or_overlap_leave_none(self) -> None:
        """MIS-13."""
        assert gaps([shift(ROBIN, -60, 120), shift(SAM, 120, 300), shift(KIT, 200, 600)], at(0), at(500)) == ()

    def test_a_short_shift_inside_a_long_one_opens_none(self) -> None:
        """MIS-13."""
        assert gaps([shift(ROBIN, 0, 500), shift(SAM, 10, 20)], at(0), at(500)) == ()

    def test_with_nobody_all_of_it_is_one(self) -> None:
        """MIS-13: a shift that begins later covers nothing."""
        assert [(each.since, each.until) for each in gaps([shift(KIT, 500, 600)], at(0), at(500))] == [(at(0), at(500))]


class TestAShiftOnTheRota:
    """What does not fit."""

    @pytest.mark.parametrize(
        ("new", "said"),
        [
            (shift(KIT, 60, 60, place=3), "ends after it begins"),
            (shift(KIT, 60, 30, place=3), "ends after it begins"),
            (shift(KIT, 60, 60 + 7 * 1440 + 1, place=3), "a week at most"),
            (shift(KIT, -60, 0, place=3), "over already"),
            (shift(ROBIN, 60, 90, place=3), "Robin Sample is on this rota already"),
            (shift(KIT, 60, 90, place=2), "Sam Pretend is asked as number 2"),
            (shift(KIT, 60, 90, place=3), ""),
            (shift(KIT, 600, 900, place=2), ""),
            (shift(KIT, 60, 90, place=2, area=MID), ""),
            (shift(KIT, -60, 1, place=3), ""),
            (shift(KIT, 60, 60 + 7 * 1440, place=3), ""),
        ],
        ids=range(11),
    )
    def test_it_says_why(self, new: Shift, said: str) -> None:
        """MIS-13: two of one place, one person twice, one that is over; the shift that follows may begin as one ends."""
        found = against_shift(new, BOTH, now=NOON)
        assert found == "" if not said else said in found


MEMBERS = [UUID(int=number) for number in range(1, 6)]
SHIFTS = st.lists(
    st.builds(
        lambda member, since, length, place, near: shift(member, since, since + length, place=place, near=near),
        st.sampled_from(MEMBERS), st.integers(-300, 600), st.integers(0, 400), st.integers(1, 4), st.integers(0, 2),
    ),
    max_size=9,
    unique_by=lambda each: each.id,
)  # fmt: skip
TIMES = st.integers(0, 900)
N = st.integers(1, 60)


@given(SHIFTS, st.randoms(use_true_random=False), TIMES, N, TIMES)
def test_the_order_in_which_facts_came_changes_nothing(
    shifts: list[Shift], chance: object, since: int, n: int, now: int
) -> None:
    """MIS-3, MIS-13: whoever entered which shift first."""
    shuffled = list(shifts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def asked(known: list[Shift]) -> object:
        return standing(since=at(since), acknowledged=[], shifts=known, minutes=n, now=at(now))

    assert asked(shuffled) == asked(shifts)


@given(SHIFTS, N, TIMES)
def test_turns_follow_without_a_gap_and_hold_to_the_rota(shifts: list[Shift], n: int, until: int) -> None:
    """MIS-13: at each moment exactly one answer; who has it is on duty, and for so many minutes at most."""
    found = turns(at(0), shifts, n, until=at(until))
    assert found[0].since == at(0)
    assert all(one.until == other.since for one, other in pairwise(found))
    assert found[-1].since <= at(until)
    assert found[-1].until is None or found[-1].until > at(until)
    for each in found:
        if each.shift:
            assert each.until
            assert each.shift.since <= each.since < each.until <= each.shift.until
            assert each.until - each.since <= minutes(n)


@given(SHIFTS, N, TIMES)
def test_nobody_is_left_only_when_all_on_duty_were_asked(shifts: list[Shift], n: int, until: int) -> None:
    """MIS-13: by a slow recount, minute by minute, of everybody on duty."""
    found = turns(at(0), shifts, n, until=at(until))
    for place, each in enumerate(found):
        if each.shift is None:
            asked = [(turn.shift.member, turn.since) for turn in found[:place] if turn.shift]
            for other in shifts:
                if other.is_on(each.since):
                    assert any(member == other.member and since >= other.since for member, since in asked)


@given(SHIFTS, N, TIMES, TIMES)
def test_reading_later_tells_the_same_past(shifts: list[Shift], n: int, one: int, other: int) -> None:
    """MIS-13: whose turn it was then is the same whenever somebody reads."""
    early, late = sorted((one, other))
    before, after = (turns(at(0), shifts, n, until=at(when)) for when in (early, late))
    assert after[: len(before)] == before


@given(SHIFTS, TIMES)
def test_gaps_are_where_nobody_is(shifts: list[Shift], until: int) -> None:
    """MIS-13: minute by minute."""
    found = gaps(shifts, at(0), at(until))
    for minute in range(0, until, 7):
        alone = not any(each.is_on(at(minute)) for each in shifts)
        assert any(each.since <= at(minute) < each.until for each in found) is alone


TELLINGS = st.lists(st.builds(Telling, st.sampled_from(Risk), TIMES.map(at), st.booleans()), max_size=8)


@given(TELLINGS, st.randoms(use_true_random=False))
def test_since_when_the_risk_is_high_does_not_rest_on_order(told: list[Telling], chance: object) -> None:
    """MIS-3, MIS-13."""
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert high_since(shuffled) == high_since(told)


@given(TELLINGS)
def test_it_is_a_moment_at_which_somebody_said_high(told: list[Telling]) -> None:
    """MIS-2: and a person's word is not outweighed."""
    found = high_since(told)
    heard = {
        each.heard for each in told if each.risk is Risk.HIGH and (each.by_person or not any(o.by_person for o in told))
    }
    assert found is None or found in heard
