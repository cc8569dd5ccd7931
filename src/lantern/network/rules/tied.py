"""What is said of a tie or an order, as a form gives it to an action (EXP-5)."""

from dataclasses import dataclass
from datetime import date

from lantern.network.rules.grading import Sourced
from lantern.network.vocabulary.persons import Certainty
from lantern.network.vocabulary.powers import Power


@dataclass(frozen=True)
class Tied:
    """What is said of a tie: how sure, since when, who says so."""

    certainty: Certainty
    source: Sourced
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Issued:
    """An order as it was issued; `expires_on` is its last day."""

    power: Power
    on: date
    by: str
    expires_on: date | None = None
    reference: str = ""
    conditions: str = ""
