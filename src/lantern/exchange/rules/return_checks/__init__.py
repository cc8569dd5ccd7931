"""The looked-after return's own rules about the Missing table: 20 numbered checks over plain rows (MIS-16)."""

from lantern.exchange.rules.return_checks.checking import check, not_checked
from lantern.exchange.rules.return_checks.finding import Finding, NotChecked, Rule
from lantern.exchange.rules.return_checks.rulebook import RULES

__all__ = ["RULES", "Finding", "NotChecked", "Rule", "check", "not_checked"]
