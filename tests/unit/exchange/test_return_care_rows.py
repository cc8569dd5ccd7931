"""A row of Episodes beside what the record holds: what becomes of it, in which words, and how the record stands (MIS-16)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.vocabulary import Status
from lantern.exchange.rules.return_care import DAYS_COUNT, Care, Stay, in_order, take_all
from lantern.exchange.rules.return_spells import Spell
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow
from lantern.missing.vocabulary import Outcome

CARE, NEED, PLAN = Status.LOOKED_AFTER, Status.IN_NEED, Status.PROTECTION_PLAN
OPENED, UPDATED, DUPLICATE, REFUSED = Outcome.OPENED, Outcome.UPDATED, Outcome.DUPLICATE, Outcome.REFUSED
BOTH = "The days looked after and the placement are recorded."
DAYS_ALONE = "The days looked after are recorded. No placement is given."
Span = tuple[int, int | None]


def day(number: int) -> date:
    """The day of May 2025 with that number."""
    return date(2025, 4, 30) + timedelta(days=number)


def row(
    start: int, end: int | None = None, place: str | None = "U4", *, status: str | None = "C2", number: int = 2,
    provider: str | None = "PR1", because: str | None = "X1", postcode: str | None = None,
) -> EpisodeRow:  # fmt: skip
    return EpisodeRow(
        number, "C1", DateCell.on(day(start)), DateCell.on(day(end) if end else None),
        because if end else None, status, place, provider, None, postcode,
    )  # fmt: skip


def stay(start: int, end: int | None = None, place: str = "U4", **more: str) -> Stay:
    return Stay(
        day(start), day(end) if end else None, place, **{"provider": "PR1", "reason_ended": "X1" if end else ""} | more
    )


def spell(start: int | None, end: int | None = None, kind: Status = CARE, legal: str = "C2") -> Spell:
    return Spell(day(start) if start else None, day(end) if end else None, kind, legal)


def spans(care: Care) -> list[Span]:
    """The days looked after, by number."""
    first = date(2025, 4, 30)
    cared = (each for each in care.spells if each.status == CARE and each.since)
    return [
        ((each.since - first).days, (each.until - first).days if each.until else None) for each in cared if each.since
    ]


@pytest.mark.parametrize(
    ("spells", "stays", "told", "outcome", "words", "after"),
    [
        ([], [], row(1, 5), OPENED, BOTH, [(1, 5)]),
        ([], [], row(1), OPENED, BOTH, [(1, None)]),
        ([], [], row(1, 5, None), OPENED, DAYS_ALONE, [(1, 5)]),
        ([], [], row(1, 5, ""), OPENED, DAYS_ALONE, [(1, 5)]),
        ([spell(1, 5)], [stay(1, 5)], row(1, 5), DUPLICATE, "The record says the same.", [(1, 5)]),
        ([spell(1)], [stay(1)], row(1), DUPLICATE, "The record says the same.", [(1, None)]),
        ([spell(1, 5)], [stay(1, 5)], row(1), DUPLICATE, "The record knows its end.", [(1, 5)]),
        (
            [spell(1, 5)],
            [stay(1, 5)],
            row(1, 4),
            REFUSED,
            "The record has another end for the placement U4 from 1 May 2025 to 5 May 2025.",
            [(1, 5)],
        ),
        ([spell(1)], [stay(1)], row(1, 5), UPDATED, "The placement ended on 5 May 2025.", [(1, 5)]),
        (
            [spell(1)],
            [stay(1)],
            row(3, 5, "K2"),
            REFUSED,
            f"Overlaps the placement U4 from 1 May 2025 which goes on. {DAYS_COUNT}",
            [(1, None)],
        ),
        (
            [spell(1, 5)],
            [stay(1, 5)],
            row(3, 8, "K2"),
            REFUSED,
            f"Overlaps the placement U4 from 1 May 2025 to 5 May 2025. {DAYS_COUNT}",
            [(1, 8)],
        ),
        ([spell(1, 5)], [stay(1, 5)], row(3, 8, None), OPENED, DAYS_ALONE, [(1, 8)]),
        ([spell(1, 5)], [stay(1, 5)], row(5, 8, "K2"), OPENED, BOTH, [(1, 8)]),
        ([spell(5, 8)], [stay(5, 8)], row(1, 5, "K2"), OPENED, BOTH, [(1, 8)]),
        ([spell(1, 5)], [stay(1, 5)], row(6, 8, "K2"), OPENED, BOTH, [(1, 5), (6, 8)]),
        (
            [
                spell(1),
            ],
            [stay(1), stay(5, 8, "K2")],
            row(1, 6),
            REFUSED,
            "The end overlaps a later placement than that U4 from 1 May 2025 which goes on.",
            [(1, None)],
        ),
        (
            [
                spell(1),
            ],
            [stay(1), stay(5, 8, "K2")],
            row(1, 5),
            UPDATED,
            "The placement ended on 5 May 2025.",
            [(1, 5)],
        ),
        (
            [spell(1, 5)],
            [stay(1, 5)],
            row(1, 5, "U4", provider="PR2"),
            REFUSED,
            f"Overlaps the placement U4 from 1 May 2025 to 5 May 2025. {DAYS_COUNT}",
            [(1, 5)],
        ),
        (
            [spell(1, 9, NEED)],
            [],
            row(5, 8),
            REFUSED,
            "The record says “Child in need” since 1 May 2025: say first which is right.",
            [],
        ),
        ([spell(1, 5, NEED)], [], row(5, 8), OPENED, BOTH, [(5, 8)]),
        ([spell(8, None, PLAN)], [], row(5, 8), OPENED, BOTH, [(5, 8)]),
        (
            [spell(7, None, PLAN)],
            [],
            row(5, 8),
            REFUSED,
            "The record says “Child protection plan” since 7 May 2025: say first which is right.",
            [],
        ),
        ([spell(None, None, NEED)], [], row(5, 8), OPENED, BOTH, [(5, 8)]),
        (
            [spell(None, None, NEED)],
            [],
            row(5),
            REFUSED,
            "The record says “Child in need”: say first which is right.",
            [],
        ),
        (
            [spell(None, 7, NEED)],
            [],
            row(5, 8),
            REFUSED,
            "The record says “Child in need”: say first which is right.",
            [],
        ),
        ([spell(None, 9, NEED)], [], row(5, 8), OPENED, BOTH, [(5, 8)]),
        (
            [spell(None, 8, NEED)],
            [],
            row(5, 8),
            REFUSED,
            "The record says “Child in need”: say first which is right.",
            [],
        ),
        ([spell(None, None, CARE)], [], row(5, 8), OPENED, BOTH, [(8, None), (5, 8)]),
    ],
)
def test_a_row_beside_what_the_record_holds(
    spells: list[Spell], stays: list[Stay], told: EpisodeRow, outcome: Outcome, words: str, after: list[Span]
) -> None:
    """MIS-16: new, the same, its end, another end, an overlap, another standing; the days count where they are in no doubt."""
    care = Care(list(spells), list(stays))
    verdicts = take_all(care, [told])
    assert verdicts == {told.number: (outcome, words)}
    assert spans(care) == after


def test_what_is_refused_for_what_it_is_changes_nothing() -> None:
    """MIS-16: a fault, or a contradiction: neither days nor placement."""
    before = Care([spell(1, 9, NEED)], [])
    care = Care(list(before.spells), [])
    wrong = [row(5, 8), row(8, 5, number=3), row(2, 3, "FOSTER", number=4), row(2, 3, status="C2X", number=5)]
    assert {outcome for outcome, _ in take_all(care, wrong).values()} == {REFUSED}
    assert care == before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"place": "U4444"}, "PLACE, PLACE_PROVIDER or REC is no code: it has more than 4 characters."),
        ({"provider": "PR123"}, "PLACE, PLACE_PROVIDER or REC is no code: it has more than 4 characters."),
        ({"because": "E4AAA"}, "PLACE, PLACE_PROVIDER or REC is no code: it has more than 4 characters."),
        ({"status": "C22"}, "LS is no code: it has more than 2 characters."),
        ({"place": "U444", "provider": "PR12", "because": "E4AA", "status": "C2"}, BOTH),
        ({"place": "U4", "provider": None, "because": None, "status": None}, BOTH),
    ],
)
def test_a_code_is_as_long_as_a_code_may_be(changed: dict[str, str | None], words: str) -> None:
    """MIS-16: one character more is no code; a blank one is none."""
    care = Care([], [])
    assert take_all(care, [row(1, 5, **changed)])[2][1] == words  # type: ignore[arg-type]


def test_days_that_make_no_sense_are_said() -> None:
    """MIS-16: no start, an end that is no date, an end before the start; one day is one."""
    for told, words in (
        (EpisodeRow(2, "C1"), "DECOM is not a date: nothing says when this began."),
        (
            EpisodeRow(2, "C1", DateCell.on(day(1)), DateCell.received("soon")),
            "DEC is not a date: nobody could tell whether this goes on.",
        ),
        (row(5, 4), "It ends before it starts."),
        (row(5, 5), BOTH),
    ):
        assert take_all(Care([], []), [told])[2][1] == words


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (row(1, 5, postcode="co15 6hy"), stay(1, 5, postcode="CO156HY")),
        (row(1, 5, postcode="CO15 6HY AND MORE"), stay(1, 5)),
        (row(1, 5, postcode=None), stay(1, 5)),
        (row(1, None), stay(1)),
        (row(1, 5, because=None), stay(1, 5, reason_ended="")),
        (row(1, 5, provider=None), stay(1, 5, provider="")),
    ],
)
def test_a_placement_is_kept_as_it_was_told(told: EpisodeRow, kept: Stay) -> None:
    """MIS-16: a postcode without its blank, or none where it cannot be one; a reason only with an end."""
    care = Care([], [])
    take_all(care, [told])
    assert care.stays == [kept]


def test_the_end_of_a_placement_brings_its_reason() -> None:
    """MIS-16: and none where the row has none."""
    for because, kept in (("E4A", "E4A"), (None, "")):
        care = Care([spell(1)], [stay(1, postcode="CO156HY")])
        take_all(care, [row(1, 5, because=because)])
        assert care.stays == [stay(1, 5, postcode="CO156HY", reason_ended=kept)]


def test_of_two_placements_on_one_day_the_row_with_the_same_end_is_meant() -> None:
    """MIS-16: a single day in a place, and the same place again from that day on."""
    for stays in ([stay(1, 1), stay(1)], [stay(1), stay(1, 1)]):
        care = Care([spell(1)], list(stays))
        assert care.knows(row(1, 1)) == stay(1, 1)
        assert care.knows(row(1)) == stay(1)
        assert care.knows(row(1, 5)) == stay(1)
    assert Care([], [stay(1, 1)]).knows(row(1, 5)) is None
    assert Care([], [stay(1, 5), stay(1, 7)]).knows(row(1, 7)) == stay(1, 7)


@pytest.mark.parametrize(
    ("spells", "after"),
    [
        ([spell(1)], [spell(1, 5)]),
        ([spell(1, 9)], [spell(1, 9)]),
        ([spell(2)], [spell(2)]),
        ([spell(1, None, legal="V2")], [spell(1, 5, legal="V2")]),
        ([spell(None)], [spell(None)]),
        ([spell(1, 3, legal="V2"), spell(3)], [spell(1, 3, legal="V2"), spell(3)]),
    ],
)
def test_care_that_went_on_ends_with_the_placement_it_began_with(spells: list[Spell], after: list[Spell]) -> None:
    """MIS-16: care that ended, or began later, or nobody knows when, is another matter."""
    care = Care(list(spells), [stay(1)])
    care.take(row(1, 5))
    assert care.spells == after


@pytest.mark.parametrize(
    ("spells", "after"),
    [
        ([spell(None, None, NEED), spell(1, 5)], [spell(5, None, NEED), spell(1, 5)]),
        ([spell(None, 9, NEED), spell(1, 5)], [spell(5, 9, NEED), spell(1, 5)]),
        ([spell(None, 5, NEED), spell(1, 5)], [spell(1, 5)]),
        ([spell(None, 4, NEED), spell(1, 5)], [spell(1, 5)]),
        ([spell(None, None, NEED), spell(1)], [spell(1)]),
        ([spell(None, None, NEED), spell(1, 3), spell(4, 7)], [spell(7, None, NEED), spell(1, 3), spell(4, 7)]),
        ([spell(None, None, NEED)], [spell(None, None, NEED)]),
        ([spell(None, None, NEED), spell(1, 5, PLAN)], [spell(None, None, NEED), spell(1, 5, PLAN)]),
        (
            [spell(None, None, NEED), spell(1, 5), spell(7, 9, PLAN)],
            [spell(5, None, NEED), spell(1, 5), spell(7, 9, PLAN)],
        ),
    ],
)
def test_a_standing_since_nobody_knows_when_begins_when_dated_care_is_over(
    spells: list[Spell], after: list[Spell]
) -> None:
    """MIS-16: it cannot have been at the same time; other dated standings say nothing about it."""
    care = Care(list(spells), [])
    care.settle()
    assert care.spells == after


def test_rows_come_by_start_then_by_the_earlier_end_then_as_they_came() -> None:
    """MIS-16: one without a start is last, one without an end after those with one."""
    wanted = [
        row(1, 3, number=9),
        row(1, 5, number=3),
        row(1, 5, number=4),
        row(1, number=2),
        row(2, 3, number=5),
        EpisodeRow(1, "C1"),
    ]
    for order in permutations(wanted):
        assert in_order(order) == wanted


def test_what_ends_what_is_known_makes_room_for_what_follows() -> None:
    """MIS-16: rows about placements that are known come first, whatever their place in the file."""
    care = Care([spell(5)], [stay(5)])
    verdicts = take_all(care, [row(8, None, "K2", number=2), row(5, 8, number=3), row(1, 5, "P1", number=4)])
    assert [verdicts[number][0] for number in (2, 3, 4)] == [OPENED, UPDATED, OPENED]
    assert spans(care) == [(1, None)]


numbers = st.integers(1, 12)


@st.composite
def rows(draw: st.DrawFn) -> list[EpisodeRow]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        start, end = sorted([draw(numbers), draw(numbers)])
        place = draw(st.sampled_from(["U4", "K2", None]))
        found.append(
            row(
                start,
                draw(st.sampled_from([end + 1, None])),
                place,
                status=draw(st.sampled_from(["C2", "V2"])),
                number=number,
            )
        )
    return found


def days_of(found: Iterable[tuple[date | None, date | None]]) -> set[date]:
    """Every day of stretches, up to the end of the month."""
    last = day(31)
    return {start + timedelta(days=n) for start, end in found if start for n in range(((end or last) - start).days)}


@given(rows())
def test_no_day_counts_that_no_row_tells_of_and_none_is_lost_for_a_placement(told: list[EpisodeRow]) -> None:
    """MIS-16: whichever placement is in doubt; but where two rows end one placement on two days, the days between are too."""
    care = Care([], [])
    verdicts = take_all(care, told)
    assert set(verdicts) == {one.number for one in told}
    found = days_of((one.since, one.until) for one in care.spells)
    refused_for_its_end = {
        number for number, (_, words) in verdicts.items() if "end" in words and "Overlaps" not in words
    }
    sure = [one for one in told if one.end.day and one.number not in refused_for_its_end]
    assert days_of((one.start.day, one.end.day) for one in sure) <= found
    assert found <= days_of((one.start.day, one.end.day) for one in told)


@given(rows())
def test_taking_the_rows_in_again_says_nothing_new(told: list[EpisodeRow]) -> None:
    """MIS-16: the same return twice leaves the record as it stood."""
    care = Care([], [])
    take_all(care, told)
    before = set(care.spells), set(care.stays)
    again = take_all(care, told)
    assert (set(care.spells), set(care.stays)) == before
    assert UPDATED not in {outcome for outcome, _ in again.values()}
