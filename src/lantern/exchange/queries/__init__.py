"""Reading what was received and what is given out."""

from lantern.exchange.queries.received import OUTCOME_COLUMNS, counts, outcomes, result, rows_of

__all__ = ["OUTCOME_COLUMNS", "counts", "outcomes", "result", "rows_of"]
