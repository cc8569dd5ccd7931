"""Absences over time as small multiples: each counted once, kinds never added together, the same numbers in the table."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.casefile import multiples
from lantern.casefile.rules.multiples import (
    LENGTHS,
    MONTHS_AT_MOST,
    NOT_SAID,
    Absence,
    Lane,
    Row,
    is_by_month,
    length_words,
    rows_of,
)
from lantern.timekeeping.moments import Moment, london

NOW = datetime(2026, 7, 15, 11, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def absence(
    start: datetime, hours: float | None = 6, lane: Lane = Lane.MISSING, whence: str = "Home", found: str = ""
) -> Absence:
    until = None if hours is None else Moment(start + hours * HOUR)
    return Absence(lane, Moment(start), until, whence, found)


def test_few_absences_have_a_row_a_month_and_many_years_a_row_a_year() -> None:
    """MIS-13: within twelve months a row is a month, the latest first; a day longer and it is a year."""
    within = [absence(datetime(2025, 8, 1, 1, tzinfo=UTC)), absence(datetime(2026, 7, 1, 1, tzinfo=UTC))]
    rows = rows_of(within, NOW)
    assert is_by_month(rows)
    assert len(rows) == MONTHS_AT_MOST
    assert [rows[0].label, rows[-1].label] == ["July 2026", "August 2025"]
    longer = [absence(datetime(2025, 7, 31, 1, tzinfo=UTC)), *within]
    assert [row.label for row in rows_of(longer, NOW)] == ["2026", "2025"]
    assert rows_of([], NOW) == []
    assert not is_by_month([])


def test_months_run_on_over_new_year() -> None:
    """MIS-17: December is followed by January, and each ends where the next begins."""
    rows = rows_of([absence(datetime(2025, 11, 5, tzinfo=UTC)), absence(datetime(2026, 2, 5, tzinfo=UTC))], NOW)
    assert [row.label for row in rows] == ["February 2026", "January 2026", "December 2025", "November 2025"]
    assert all(later.opens == earlier.closes for later, earlier in pairwise(rows))


def test_an_absence_over_new_year_is_drawn_in_both_rows_and_counted_in_the_first() -> None:
    """MIS-17: at midnight in London, whatever the clock elsewhere."""
    over = absence(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), 5)
    later = absence(datetime(2026, 3, 1, tzinfo=UTC))
    rows = {row.label: row for row in rows_of([over, later], NOW)}
    assert over in rows["2024"].touching
    assert over in rows["2025"].touching
    assert (rows["2024"].times(Lane.MISSING), rows["2025"].times(Lane.MISSING)) == (1, 0)


LENGTH_EDGES = [
    (timedelta(0), "Under 6 hours"),
    (6 * HOUR - timedelta(microseconds=1), "Under 6 hours"),
    (6 * HOUR, "6 to 24 hours"),
    (DAY, "1 to 3 days"),
    (3 * DAY, "3 to 7 days"),
    (7 * DAY, "Over 7 days"),
    (900 * DAY, "Over 7 days"),
]


@pytest.mark.parametrize(("lasted", "said"), LENGTH_EDGES)
def test_how_long_at_its_edges(lasted: timedelta, said: str) -> None:
    """MIS-13: exactly six hours are not under six hours."""
    assert length_words(lasted) == said


def test_the_hour_is_that_of_londons_clocks() -> None:
    """MIS-17: 11:30pm in London in summer is 10:30pm elsewhere; a day alone has no hour and says so."""
    summer = absence(datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    unknown = Absence(Lane.MISSING, Moment.on(date(2026, 6, 3)), Moment.on(date(2026, 6, 3)))
    (row,) = rows_of([summer, unknown], datetime(2026, 6, 30, tzinfo=UTC))
    assert row.hours == {Lane.MISSING: Counter({23: 1})}
    assert row.untimed(Lane.MISSING) == 1
    (drawn,) = multiples.multiples([row], NOW)
    assert drawn.panels[1].note == "1 with no time of day"
    assert 'aria-label="Missing: once from 11pm"' in drawn.panels[1].picture


def test_a_day_alone_lasts_until_its_end_and_never_beyond_now() -> None:
    """MIS-17: unknown times make nothing longer than it can have been."""
    day = Absence(Lane.SCHOOL, Moment.on(date(2026, 7, 15)), Moment.on(date(2026, 7, 15)))
    assert day.ends(NOW) == NOW
    assert day.ends(NOW + 2 * DAY) == Moment.on(date(2026, 7, 15)).latest
    assert absence(NOW - HOUR, None).ends(NOW) == NOW


LANES = st.sampled_from(list(Lane))
SOME = st.lists(
    st.builds(
        absence,
        st.datetimes(datetime(2015, 1, 1), datetime(2026, 7, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (naive bounds)
        st.one_of(st.none(), st.floats(0.1, 900)),
        LANES,
        st.sampled_from(["Home", "Placement", "", "School"]),
        st.sampled_from(["", "Station", "Park", "Shop", "Bus", "Beach", "Mall", "Pier"]),
    ),
    max_size=25,
)


@settings(max_examples=80, deadline=None)
@given(SOME)
def test_every_absence_is_counted_once_and_in_its_own_lane(some: list[Absence]) -> None:
    """MIS-5, MIS-14: the numbers of all rows add up to what was given, kind by kind; school has no clock of its own."""
    rows = rows_of(some, NOW)
    for lane in Lane:
        mine = [each for each in some if each.lane is lane]
        assert sum(row.times(lane) for row in rows) == len(mine)
        for tally in ("lengths", "whence"):
            counted = sum(sum(getattr(row, tally).get(lane, Counter()).values()) for row in rows)
            assert counted == (0 if lane is Lane.SCHOOL else len(mine))
        ended = sum(each.until is not None for each in mine)
        found = sum(sum(row.found.get(lane, Counter()).values()) for row in rows)
        assert found == (0 if lane is Lane.SCHOOL else ended)


@settings(max_examples=60, deadline=None)
@given(SOME)
def test_the_table_says_what_the_picture_draws(some: list[Absence]) -> None:
    """MIS-13: the numbers beside the bars are those of the row; no bar hangs over the edge; places left out are counted."""
    rows = rows_of(some, NOW)
    drawn = multiples.multiples(rows, NOW)
    table = multiples.table_rows(rows)
    assert [each.label for each in drawn] == [line[0] for line in table] == [row.label for row in rows]
    for row, one, line in zip(rows, drawn, table, strict=True):
        assert set(one.said.lower().split(", ")) <= set(str(line[1]).lower().split(", "))
        for panel, tally in zip(one.panels, (row.lengths, None, row.whence, row.found), strict=True):
            if tally is not None:
                assert numbers(panel) == sum(sum(counted.values()) for counted in tally.values())
        for _, _, picture in one.lanes:
            for left, width in re.findall(r' x="([\d.]+)" y="5" width="([\d.]+)"', picture):
                assert 0 <= float(left) <= float(left) + float(width) <= multiples.WIDTH + 0.11
        bars = sum(picture.count("<rect") for _, _, picture in one.lanes)
        assert bars == len(row.touching)


def numbers(panel: multiples.Panel) -> int:
    drawn = [re.sub(r"<[^>]+>", " ", bar).split()[0] for line in panel.bars for bar in line.bars]
    return sum(map(int, drawn))


def test_kinds_differ_by_line_and_by_pattern_and_are_never_added() -> None:
    """MIS-5, MIS-14: solid, striped and outlined; each with its own number and words for those who do not see it."""
    start = datetime(2026, 7, 1, 20, tzinfo=UTC)
    some = [absence(start, lane=lane, found="Park") for lane in Lane] + [absence(start + DAY, found="Park")]
    (one,) = multiples.multiples(rows_of(some, NOW), NOW)
    assert one.said == "Missing twice, away without authorisation once, absent from school once"
    assert [(label, fill) for label, fill, _ in one.lanes] == [
        ("Missing", "solid"), ("Away without authorisation", "striped"), ("Absent from school", "outlined"),
    ]  # fmt: skip
    (park,) = one.panels[3].bars
    words = [re.sub(r"<[^>]+>", "", bar) for bar in park.bars]
    assert words == ["2", "1 away without authorisation"]
    assert "lantern-multiple__solid" in park.bars[0]
    assert "lantern-multiple__striped" in park.bars[1]
    assert 'id="lantern-stripes"' in multiples.STRIPES


def test_a_kind_that_never_occurs_has_no_line() -> None:
    """MIS-13: a picture of missing alone says nothing of school."""
    (one,) = multiples.multiples(rows_of([absence(NOW - DAY)], NOW), NOW)
    assert [label for label, _, _ in one.lanes] == ["Missing"]
    assert one.said == "Missing once"


def test_the_line_says_each_absence_to_those_who_do_not_see_it() -> None:
    """MIS-13: when and how long, the one that goes on until now; after a dozen how many more."""
    (one,) = multiples.multiples(rows_of([absence(NOW - 2 * HOUR, None), absence(NOW - DAY, 6)], NOW), NOW)
    (label,) = re.findall(r'aria-label="([^"]+)"', one.lanes[0][2])
    assert label == "Missing, July 2026: 15 July 2026 for 2 h until now; 14 July 2026 for 6 h"
    many = [absence(NOW - number * DAY, 1) for number in range(1, 15)]
    (full,) = multiples.multiples(rows_of(many, NOW), NOW)
    assert "; and 2 more" in full.lanes[0][2]


def test_places_beyond_the_most_frequent_are_counted_together() -> None:
    """MIS-6: none is lost; what nobody said stands last."""
    names = ["A", "A", "B", "B", "C", "D", "E", "F", ""]
    some = [absence(NOW - (place + 1) * HOUR, 0.5, found=name) for place, name in enumerate(names)]
    (one,) = multiples.multiples(rows_of(some, NOW), NOW)
    assert [bar.words for bar in one.panels[3].bars] == ["A", "B", "C", "D", multiples.OTHERS, NOT_SAID]
    assert numbers(one.panels[3]) == len(names)


def test_the_lengths_are_in_order_and_cover_everything() -> None:
    """MIS-13: from short to long, however many there are."""
    uppers = [upper for _, upper in LENGTHS]
    assert uppers == sorted(uppers)
    assert uppers[-1] == timedelta.max


def test_bars_of_all_rows_have_one_scale() -> None:
    """MIS-13: twice as many is twice as wide in whichever year."""
    many = [absence(datetime(2024, 5, day, 20, tzinfo=UTC), 1) for day in range(1, 11)]
    few = [absence(datetime(2026, 5, day, 20, tzinfo=UTC), 1) for day in range(1, 6)]
    later, _, earlier = multiples.multiples(rows_of([*many, *few], NOW), NOW)
    assert width(earlier) == 2 * width(later) == multiples.LONGEST


def width(one: multiples.Multiple) -> int:
    (found,) = re.findall(r'y="0.5" width="(\d+)"', one.panels[0].bars[0].bars[0])
    return int(found)


def test_an_empty_row_between_says_so() -> None:
    """MIS-13: a year without an absence is a year, not a gap."""
    some = [absence(datetime(2024, 5, 1, tzinfo=UTC)), absence(datetime(2026, 5, 1, tzinfo=UTC))]
    middle: Row = rows_of(some, NOW)[1]
    assert (middle.label, multiples.said(middle, [Lane.MISSING])) == ("2025", "Missing never")
    assert london(middle.opens).date() == date(2025, 1, 1)
