"""Running the rulebook over a return (MIS-16)."""

from collections.abc import Iterable, Iterator

from lantern.exchange.rules.return_checks.finding import Finding, NotChecked, Rule
from lantern.exchange.rules.return_checks.gathered import Gathered
from lantern.exchange.rules.return_checks.rulebook import RULES
from lantern.exchange.rules.return_tables import CollectionYear, ReturnTables


def check(tables: ReturnTables, year: CollectionYear, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Every rule of `year` that a row breaks, by table, row and rule number; empty when the return is sound.

    Rules that could not be checked at all are named by `not_checked`.
    """
    gathered = Gathered(tables)
    checked = (rule for rule in rules if rule.is_live(year) and rule.needs <= tables.given)
    found = (finding for rule in checked for finding in _findings(rule, gathered, year))
    return sorted(found, key=lambda finding: (finding.table, finding.row, finding.rule))


def not_checked(tables: ReturnTables, year: CollectionYear, rules: Iterable[Rule] = RULES) -> list[NotChecked]:
    """Rules left out of `check`, each with its reason: not part of that year's return, or a table not given."""
    reasons = ((rule.number, _why_not(rule, tables, year)) for rule in rules)
    return [NotChecked(number, words) for number, words in reasons if words]


def _findings(rule: Rule, gathered: Gathered, year: CollectionYear) -> Iterator[Finding]:
    for table, row in rule.find(gathered, year):
        yield Finding(rule.number, table, row, rule.fields, rule.words)


def _why_not(rule: Rule, tables: ReturnTables, year: CollectionYear) -> str:
    if not rule.is_live(year):
        return f"Rule {rule.number} is not part of the return for the year that starts on {year.start:%d/%m/%Y}."
    absent = sorted(rule.needs - tables.given)
    return f"Rule {rule.number} needs {' and '.join(absent)}, not given." if absent else ""
