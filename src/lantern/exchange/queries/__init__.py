"""Reading what was received and what is given out."""

from lantern.exchange.queries.looked_after import looked_after_return, years_held
from lantern.exchange.queries.received import OUTCOME_COLUMNS, counts, outcomes, result, rows_of

__all__ = ["OUTCOME_COLUMNS", "counts", "looked_after_return", "outcomes", "result", "rows_of", "years_held"]
