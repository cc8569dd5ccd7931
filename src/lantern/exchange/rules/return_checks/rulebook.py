"""The return's rules that touch the Missing table, as data: number, cells, words, tables needed, finder (MIS-16)."""

from typing import Final

from lantern.exchange.rules.return_checks import care, cells, children, periods
from lantern.exchange.rules.return_checks.finding import Rule
from lantern.exchange.rules.return_tables import Table

_MISSING = frozenset({Table.MISSING})
_WITH_EPISODES = frozenset({Table.MISSING, Table.EPISODES})
_WITH_HEADER = frozenset({Table.MISSING, Table.HEADER})
_WITH_LAST_YEAR = frozenset({Table.MISSING, Table.MISSING_LAST})

RULES: Final = (
    Rule(
        "1004",
        ("MIS_START",),
        "The start is not a date. Give the day the period began as dd/mm/yyyy.",
        _MISSING,
        cells.rows_where(cells.start_is_no_date),
    ),
    Rule(
        "1005",
        ("MIS_END",),
        "The end is not a date. Give it as dd/mm/yyyy, or leave it blank while the period goes on.",
        _MISSING,
        cells.rows_where(cells.end_is_no_date),
    ),
    Rule(
        "1006",
        ("MISSING",),
        "The type is neither M (missing) nor A (away from placement without authorisation).",
        _MISSING,
        cells.rows_where(cells.kind_is_unknown),
    ),
    Rule(
        "564",
        ("MISSING", "MIS_START"),
        "There is a type but no start. Give the day the period began.",
        _MISSING,
        cells.rows_where(cells.kind_without_start),
    ),
    Rule(
        "565",
        ("MISSING", "MIS_START"),
        "There is a start but no type. Say whether the child was missing (M) or away (A).",
        _MISSING,
        cells.rows_where(cells.start_without_kind),
    ),
    Rule(
        "566",
        ("MISSING", "MIS_END"),
        "There is an end but no type. Say whether the child was missing (M) or away (A).",
        _MISSING,
        cells.rows_where(cells.end_without_kind),
    ),
    Rule(
        "567",
        ("MIS_START", "MIS_END"),
        "The period ends before it starts.",
        _MISSING,
        cells.rows_where(cells.end_before_start),
    ),
    Rule(
        "570",
        ("MIS_START",),
        "The period starts after 31 March, so it belongs to a later year's return.",
        _MISSING,
        cells.rows_where(cells.start_after_year),
    ),
    Rule(
        "571",
        ("MIS_END",),
        "The period ends outside 1 April to 31 March. Leave the end blank if the child was still missing or away on "
        "31 March; leave the period out if it was over before 1 April.",
        _MISSING,
        cells.rows_where(cells.end_outside_year),
    ),
    Rule(
        "574",
        ("MIS_START", "MIS_END"),
        "The period starts while the child's previous one is still open, or before that one ended.",
        _MISSING,
        periods.overlapping_periods,
    ),
    Rule(
        "575",
        ("MIS_END",),
        "The placement the child left has ended, so the period needs an end too.",
        _WITH_EPISODES,
        care.open_after_placement_ended,
    ),
    Rule(
        "576",
        ("CHILD",),
        "Last year's return left a period open for this child, and this year's does not begin with it. Add it with the "
        "same start.",
        _WITH_LAST_YEAR,
        periods.open_periods_not_carried_over,
    ),
    Rule(
        "577",
        ("MIS_END",),
        "The child ceased to be looked after, but the period was not ended by then.",
        _WITH_EPISODES,
        care.open_after_care_ceased,
    ),
    Rule(
        "578",
        ("MIS_START",),
        "The period starts when the child was no longer, or not yet, looked after.",
        _WITH_EPISODES,
        care.start_outside_care,
    ),
    Rule(
        "580",
        ("REC",),
        "The child was missing or away when care ceased on the 18th birthday, so the reason must be E8.",
        _WITH_EPISODES,
        care.missing_at_18_with_other_reason,
    ),
    Rule(
        "581",
        ("MIS_START",),
        "No episode of care covers the day the period starts.",
        _WITH_EPISODES,
        care.start_outside_any_episode,
    ),
    Rule(
        "586",
        ("MIS_START",),
        "The period starts before, or on, the day the child was born. Check both dates.",
        _MISSING,
        cells.rows_where(cells.start_before_birth),
    ),
    Rule(
        "1012",
        ("CHILD",),
        "The child has no episode of care this year, so nothing else may be returned for them.",
        frozenset({Table.EPISODES}),
        children.without_an_episode,
    ),
    Rule(
        "INT04",
        ("CHILD",),
        "The child is not in the Header table.",
        _WITH_HEADER,
        children.not_in_header,
    ),
    Rule(
        "INT13",
        ("DOB",),
        "The date of birth differs from the one in the Header table.",
        _WITH_HEADER,
        children.born_on_another_day_in_header,
    ),
)
