"""MIS-16: the boundaries of the return's rules that the recorded vectors leave open, and their cost."""

import time
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.return_checks import RULES, Finding, NotChecked, check, not_checked
from lantern.exchange.rules.return_checks.days_covered import DaysCovered
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow, HeaderRow, MissingRow, ReturnTables, Table
from lantern.timekeeping.periods import ReturnYear

YEAR = ReturnYear("2025-26")
BORN = "01/06/2011"
cell = DateCell.received


def away(
    start: str | None, end: str | None = None, *, number: int = 2, child: str = "C1", kind: str | None = "M"
) -> MissingRow:
    return MissingRow(number, child, cell(BORN), kind, cell(start), cell(end))


def care(start: str, end: str | None = None, *, number: int = 2, because: str | None = None) -> EpisodeRow:
    return EpisodeRow(number, "C1", DateCell.of_episode(start), DateCell.of_episode(end), because)


def rules_broken(tables: ReturnTables) -> set[str]:
    return {finding.rule for finding in check(tables, YEAR)}


def by_missing_alone(*rows: MissingRow) -> set[str]:
    return rules_broken(ReturnTables(missing=rows))


def test_a_finding_says_where_and_what() -> None:
    """MIS-16: number, table, row, cells and words, for the page that shows it."""
    (finding,) = check(ReturnTables(missing=(away("02/05/2025", "01/05/2025", number=7),)), YEAR)
    assert finding == Finding("567", "Missing", 7, ("MIS_START", "MIS_END"), "The period ends before it starts.")


def test_a_sound_row_has_no_finding() -> None:
    """MIS-16: with every table there, and the child in care throughout."""
    tables = ReturnTables(
        header=(HeaderRow(2, "C1", cell(BORN)),),
        episodes=(care("01/01/2025"),),
        missing=(away("02/05/2025", "03/05/2025"),),
        missing_last=(),
    )
    assert check(tables, YEAR) == []
    assert not_checked(tables, YEAR) == []


def test_the_first_and_last_day_belong_to_the_year() -> None:
    """MIS-16, rules 570 and 571."""
    assert by_missing_alone(away("01/03/2025", "01/04/2025")) == set()
    assert by_missing_alone(away("31/03/2026", "31/03/2026")) == set()
    assert by_missing_alone(away("01/03/2025", "31/03/2025")) == {"571"}
    assert by_missing_alone(away("01/04/2026", "01/04/2026")) == {"570", "571"}


def test_away_again_on_the_day_of_return_is_no_overlap() -> None:
    """MIS-3, rule 574: also when the second is open, or both lie within the day, in whatever order."""
    first, again = away("01/05/2025", "03/05/2025"), away("03/05/2025", number=3, kind="A")
    assert by_missing_alone(first, again) == set()
    assert by_missing_alone(again, first) == set()
    assert by_missing_alone(first, away("02/05/2025", number=3)) == {"574"}


def test_the_later_neighbour_is_named() -> None:
    """MIS-16, rule 574: and other children's rows do not matter."""
    rows = (away("01/05/2025"), away("04/05/2025", "05/05/2025", number=3), away("02/05/2025", number=4, child="C2"))
    assert [(found.rule, found.row) for found in check(ReturnTables(missing=rows), YEAR)] == [("574", 3)]


def test_a_year_with_five_figures_is_no_date() -> None:
    """MIS-16, rules 1004 and 1005: nor is a two-figure year, nor a day that the calendar lacks."""
    assert by_missing_alone(away("01/05/20225")) == {"1004"}
    assert by_missing_alone(away("01/05/25", "30/02/2026")) == {"1004", "1005"}
    assert cell("01/05/20225") == DateCell("01/05/20225", None)
    assert DateCell.of_episode("04/03/20").day == date(2020, 3, 4)
    assert DateCell.of_episode("01/05/20225").day is None


def test_a_blank_start_is_not_also_called_outside_care() -> None:
    """MIS-16, rule 581: 1004 and 564 say what is wrong."""
    assert rules_broken(ReturnTables(missing=(away(None),), episodes=(care("01/01/2025"),))) == {"1004", "564"}


def test_care_joins_episodes_that_touch() -> None:
    """MIS-16, rules 577, 578, 581: a change of placement is no end of care; a day between is."""
    missing = (away("31/05/2025", "02/06/2025"),)
    touching = (care("01/01/2025", "01/06/2025"), care("01/06/2025", "01/09/2025", number=3))
    apart = (care("01/01/2025", "30/05/2025"), care("01/06/2025", "01/09/2025", number=3))
    assert rules_broken(ReturnTables(missing=missing, episodes=touching)) == set()
    assert rules_broken(ReturnTables(missing=missing, episodes=apart)) == {"578", "581"}


def test_an_open_period_after_care_ceased_is_found() -> None:
    """MIS-16, rules 575 and 577: until the period is ended by the day care ceased."""
    episodes = (care("01/01/2025", "01/06/2025"),)
    assert rules_broken(ReturnTables(missing=(away("31/05/2025"),), episodes=episodes)) == {"575", "577"}
    assert rules_broken(ReturnTables(missing=(away("31/05/2025", "01/06/2025"),), episodes=episodes)) == set()
    assert rules_broken(ReturnTables(missing=(away("31/05/2025", "02/06/2025"),), episodes=episodes)) == {"577"}


def test_a_period_left_open_must_be_carried_over() -> None:
    """MIS-16, rule 576: with its start; when the child has no row at all, last year's row is named."""
    last = (away("20/03/2025", number=9),)
    carried = ReturnTables(missing=(away("20/03/2025", "02/04/2025"),), missing_last=last)
    moved = replace(carried, missing=(away("01/04/2025", "02/04/2025"),))
    dropped = replace(carried, missing=())
    assert check(carried, YEAR) == []
    assert [(found.rule, found.table, found.row) for found in check(moved, YEAR)] == [("576", "Missing", 2)]
    assert [(found.rule, found.table, found.row) for found in check(dropped, YEAR)] == [("576", "Missing_last", 9)]


def test_missing_on_the_18th_birthday_needs_e8() -> None:
    """MIS-16, rule 580: born on 29 February, the return counts 28 February."""
    leap = MissingRow(2, "C1", cell("29/02/2008"), "A", cell("01/02/2026"), cell("28/02/2026"))
    other = ReturnTables(missing=(leap,), episodes=(care("01/01/2025", "28/02/2026", because="E4"),))
    right = replace(other, episodes=(care("01/01/2025", "28/02/2026", because="E8"),))
    assert [(found.rule, found.table) for found in check(other, YEAR)] == [("580", "Episodes")]
    assert check(right, YEAR) == []


def test_only_two_known_dates_of_birth_can_differ() -> None:
    """MIS-16, rule INT13: a blank one in Header says nothing."""
    tables = ReturnTables(header=(HeaderRow(2, "C1"),), missing=(away("02/05/2025", "03/05/2025"),))
    assert check(tables, YEAR) == []
    assert rules_broken(replace(tables, header=(HeaderRow(2, "C1", cell("02/06/2011")),))) == {"INT13"}


def test_a_period_may_start_the_day_after_birth() -> None:
    """MIS-16, rule 586: the day of birth itself is found, as the public validator does."""
    period = away("01/05/2025", "03/05/2025")
    assert by_missing_alone(replace(period, born=cell("30/04/2025"))) == set()
    assert by_missing_alone(replace(period, born=cell("01/05/2025"))) == {"586"}


def test_a_rule_without_its_tables_is_reported_not_passed_over() -> None:
    """MIS-16: a return of the Missing table alone."""
    left_out = not_checked(ReturnTables(missing=()), YEAR)
    assert {rule.rule for rule in left_out} == {"1012", "575", "576", "577", "578", "580", "581", "INT04", "INT13"}
    assert NotChecked("576", "Rule 576 needs Missing_last, not given.") in left_out


def test_a_rule_no_longer_live_is_reported_not_checked() -> None:
    """MIS-16: as of the first return without it."""
    rules = tuple(replace(rule, last_year=2024) for rule in RULES if rule.number == "567")
    tables = ReturnTables(missing=(away("02/05/2025", "01/05/2025"),))
    assert [found.rule for found in check(tables, ReturnYear("2024-25"), rules)] == ["567"]
    assert check(tables, YEAR, rules) == []
    assert not_checked(tables, YEAR, rules) == [
        NotChecked("567", "Rule 567 is not part of the return for the year that starts on 01/04/2025.")
    ]


def test_words_are_plain_and_say_what_to_look_at() -> None:
    """MIS-16: a sentence each, and no two rules with the same."""
    assert all(rule.words.endswith(".") and len(rule.words) < 200 for rule in RULES)
    assert len({rule.words for rule in RULES}) == len(RULES)


days = st.dates(date(2025, 1, 1), date(2025, 2, 20))
spans = st.lists(st.tuples(days, st.none() | days), max_size=8)


@given(spans, days)
def test_days_covered_are_those_of_any_span(covered: list[tuple[date, date | None]], day: date) -> None:
    """MIS-16: the quick answer is the plain one."""
    assert (day in DaysCovered(covered)) == any(start <= day <= (end or date.max) for start, end in covered)


def many(rows: int, children: int) -> ReturnTables:
    """`rows` periods and as many episodes, dealt out to `children`; half of what a row may break is broken."""

    def on(place: int) -> DateCell:
        return DateCell.on(date(2025, 4, 1) + timedelta(days=place % 360))

    return ReturnTables(
        header=tuple(HeaderRow(n, str(n), cell(BORN)) for n in range(children)),
        episodes=tuple(EpisodeRow(n, str(n % children), on(n), on(n + n % 7), "E4") for n in range(rows)),
        missing=tuple(
            MissingRow(n, str(n % children), cell(BORN), "M", on(n), on(n + 3) if n % 2 else cell(None))
            for n in range(rows)
        ),
        missing_last=tuple(MissingRow(n, str(n % children), start=on(n)) for n in range(rows)),
        others=dict.fromkeys(Table.WITH_CHILD_ONLY, ()),
    )


def test_100_000_rows_take_seconds_even_when_all_are_one_childs() -> None:
    """MIS-16: processor time of all 20 rules; a walk of one table inside another would take hours."""
    for children in (30_000, 1):
        tables = many(100_000, children)
        begun = time.process_time()
        assert check(tables, YEAR)
        assert time.process_time() - begun < 20
