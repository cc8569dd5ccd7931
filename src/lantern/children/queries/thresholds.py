"""When evidence is enough, as the arrangement has it (MIS-4, PAR-7)."""

from datetime import date

from lantern.children.rules.matching import Thresholds
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.arrangement import Matching


def thresholds_on(day: date) -> Thresholds:
    """The arrangement's thresholds for matching on `day`."""
    return as_thresholds(arrangement_on(day, current_partnership()).missing.matching)


def as_thresholds(given: Matching) -> Thresholds:
    """What an arrangement says, as the rules want it."""
    return Thresholds(
        certain=given.certain_from,
        possible=given.possible_from,
        margin=given.lead_over_next,
        largest_block=given.largest_block,
    )
