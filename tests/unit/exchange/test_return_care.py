"""MIS-16: rows of Episodes become days looked after and placements that never contradict each other."""

from datetime import date, timedelta
from itertools import combinations, count

from hypothesis import given
from hypothesis import strategies as st

from lantern.children.vocabulary import Status
from lantern.exchange.rules.return_care import Care, Stay, take_all
from lantern.exchange.rules.return_spells import Spell, overlap
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow
from lantern.missing.vocabulary import Outcome

CARE = Status.LOOKED_AFTER
_numbers = count(2)


def day(text: str) -> date:
    return date.fromisoformat(text)


def row(start: str, end: str = "", legal_status: str = "C2", place: str = "U4", because: str = "X1") -> EpisodeRow:
    return EpisodeRow(
        next(_numbers), "C1",
        DateCell.on(day(start)), DateCell.on(day(end) if end else None),
        because if end else None, legal_status, place, "PR1",
    )  # fmt: skip


def taken(care: Care, *rows: EpisodeRow) -> list[Outcome]:
    """What became of each row, in the order given."""
    verdicts = take_all(care, rows)
    return [verdicts[each.number][0] for each in rows]


def spells(care: Care) -> list[tuple[str, str, str]]:
    return [(str(each.since or ""), str(each.until or ""), each.legal_status) for each in care.spells]


def test_touching_rows_under_one_legal_status_are_one_time_in_care() -> None:
    """MIS-16: three placements, two legal statuses, one gap."""
    care = Care([], [])
    rows = [
        row("2019-01-01", "2019-02-01"),
        row("2019-02-01", "2019-03-01", place="K2"),
        row("2019-03-01", "2019-04-01", "V2"),
        row("2019-05-01", "", "V2"),
    ]
    assert taken(care, *rows[::-1]) == [Outcome.OPENED] * 4
    assert spells(care) == [
        ("2019-01-01", "2019-03-01", "C2"),
        ("2019-03-01", "2019-04-01", "V2"),
        ("2019-05-01", "", "V2"),
    ]
    assert [(each.code, each.reason_ended) for each in care.stays] == [
        ("U4", "X1"),
        ("K2", "X1"),
        ("U4", "X1"),
        ("U4", ""),
    ]


def test_a_row_that_overlaps_an_earlier_one_is_refused_and_its_days_count() -> None:
    """MIS-16: which placement is in doubt, that the child was looked after is not."""
    care = Care([], [])
    assert taken(care, row("2019-01-01", "2019-07-01"), row("2019-06-17", "", "V2", "K2")) == [
        Outcome.OPENED,
        Outcome.REFUSED,
    ]
    assert spells(care) == [("2019-01-01", "2019-07-01", "C2"), ("2019-07-01", "", "V2")]
    assert [each.code for each in care.stays] == ["U4"]


def test_rows_that_mean_nothing_are_refused_with_the_reason() -> None:
    """MIS-16: ends before it starts; no start; an end that is no date; a code too long."""
    wrong = [
        row("2019-02-01", "2019-01-01"),
        EpisodeRow(3, "C1", DateCell.of_episode("30/02/2019")),
        EpisodeRow(4, "C1", DateCell.on(day("2019-01-01")), DateCell.of_episode("soon")),
        row("2019-01-01", place="FOSTER"),
        row("2019-01-01", legal_status="CARE"),
    ]
    care = Care([], [])
    verdicts = take_all(care, wrong)
    assert {outcome for outcome, _ in verdicts.values()} == {Outcome.REFUSED}
    assert [verdicts[each.number][1].split(":")[0] for each in wrong] == [
        "It ends before it starts.", "DECOM is not a date", "DEC is not a date",
        "PLACE, PLACE_PROVIDER or REC is no code", "LS is no code",
    ]  # fmt: skip
    assert care == Care([], [])


def test_next_years_return_ends_what_went_on() -> None:
    """MIS-16: the same placement with its end, then the one that followed, under the same legal status: care goes on."""
    care = Care([], [])
    taken(care, row("2019-01-01"))
    assert taken(care, row("2019-01-01", "2020-06-01"), row("2020-06-01", place="K2")) == [
        Outcome.UPDATED,
        Outcome.OPENED,
    ]
    assert spells(care) == [("2019-01-01", "", "C2")]
    assert care.stays[0] == Stay(day("2019-01-01"), day("2020-06-01"), "U4", "PR1", "", "X1")
    assert taken(care, row("2020-06-01", "2020-09-01", place="K2", because="E4A")) == [Outcome.UPDATED]
    assert spells(care) == [("2019-01-01", "2020-09-01", "C2")]


def test_an_older_return_after_a_newer_one_takes_nothing_back() -> None:
    """MIS-16: it had no end yet; another end than the one known is refused."""
    care = Care([], [])
    taken(care, row("2019-01-01", "2020-06-01"))
    before = (list(care.spells), list(care.stays))
    assert taken(care, row("2019-01-01")) == [Outcome.DUPLICATE]
    assert taken(care, row("2019-01-01", "2020-05-01")) == [Outcome.REFUSED]
    assert (care.spells, care.stays) == before


def test_a_dated_standing_of_another_kind_is_not_overwritten() -> None:
    """MIS-16: somebody recorded a child in need for that time; a person says first which is right."""
    care = Care([Spell(day("2019-03-01"), None, Status.IN_NEED)], [])
    assert taken(care, row("2019-01-01", "2019-02-01"), row("2019-04-01", "2019-05-01")) == [
        Outcome.OPENED,
        Outcome.REFUSED,
    ]


def test_a_status_whose_start_nobody_knows_begins_when_care_was_over() -> None:
    """MIS-16: a list says "in need" without a day; the return says looked after until May."""
    care = Care([Spell(None, None, Status.IN_NEED)], [])
    assert taken(care, row("2019-01-01", "2019-05-01")) == [Outcome.OPENED]
    assert spells(care) == [("2019-05-01", "", ""), ("2019-01-01", "2019-05-01", "C2")]
    assert taken(Care([Spell(None, None, Status.IN_NEED)], []), row("2019-01-01")) == [Outcome.REFUSED]


def test_care_of_one_day_is_kept() -> None:
    """MIS-16: DECOM and DEC the same day; then one that begins on it and goes on."""
    care = Care([], [])
    assert taken(care, row("2019-05-01", "2019-05-01")) == [Outcome.OPENED]
    assert spells(care) == [("2019-05-01", "2019-05-01", "C2")]
    assert taken(care, row("2019-05-01", "2019-06-01")) == [Outcome.OPENED]
    assert len(care.stays) == 2


days = st.integers(0, 60).map(lambda number: date(2019, 4, 1) + timedelta(days=number))
rows = st.lists(
    st.builds(
        EpisodeRow,
        st.integers(2, 99),
        st.just("C1"),
        days.map(DateCell.on),
        st.one_of(st.none(), days).map(DateCell.on),
        st.just("X1"),
        st.sampled_from(["C1", "V2"]),
        st.sampled_from(["U4", "K2"]),
    ),
    max_size=8,
    unique_by=lambda each: each.number,
)


@given(rows, rows)
def test_no_two_things_hold_at_once_and_no_day_in_care_is_lost(
    first: list[EpisodeRow], second: list[EpisodeRow]
) -> None:
    """MIS-16: whatever two returns say, in any order of their rows; the same return again changes nothing."""
    care = Care([], [])
    take_all(care, first)
    assert spells(care) == spells(_after(first[::-1]))
    for each in (*first, *second):
        assert each.start.day
    take_all(care, second)
    stands = (list(care.spells), list(care.stays))
    for one, other in combinations(care.spells, 2):
        assert one.since and other.since and not overlap(one.since, one.until, other.since, other.until)
    for here, there in combinations(care.stays, 2):
        assert not overlap(here.since, here.until, there.since, there.until)
    take_all(care, second)
    assert (care.spells, care.stays) == stands


@given(rows)
def test_every_day_of_a_sound_row_is_looked_after(given_rows: list[EpisodeRow]) -> None:
    """MIS-16: also those of a row whose placement is refused."""
    care = _after(given_rows)
    for each in given_rows:
        start, end = each.start.day, each.end.day
        if start and (end is None or end > start):
            cared = (spell for spell in care.spells if spell.is_care and spell.since)
            assert any(spell.since <= start < (spell.until or date.max) for spell in cared if spell.since)


def _after(given_rows: list[EpisodeRow]) -> Care:
    care = Care([], [])
    take_all(care, given_rows)
    return care
