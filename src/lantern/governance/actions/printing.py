"""A page that was printed, as far as the browser tells (SHA-6)."""

from datetime import datetime

from lantern.governance.queries.shown import shown_on_page
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.trail.vocabulary import Kind

NO_CHILD = "governance.printed"


@action
def printed(*, shown_at: datetime | None, page: str, by: Member, at: datetime) -> int:
    """One entry for each child that the page showed when it was served at `shown_at`; how many.

    What it showed is read from the trail, not from the browser: nobody can print somebody else's page in a word. `page`
    is the name of the address.
    """
    shown = shown_on_page(by, shown_at, page) if shown_at else []
    if shown:
        trail.again(shown, kind=Kind.PRINT, at=at, detail=page)
    else:
        trail.record(NO_CHILD, None, by=by, at=at, kind=Kind.PRINT, detail=page)
    return len(shown)
