"""Accepting the information sharing statement, in the wording of today (SHA-3)."""

from datetime import datetime

from lantern.meetings.models import Accepted
from lantern.meetings.queries.series import arranged_on
from lantern.meetings.rules.papers import digest
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def accept(*, by: Member, at: datetime) -> Accepted:
    """`by` accepts the statement as it is worded today; once is enough for a wording."""
    words = arranged_on(london(at).date()).statement
    made, is_new = Accepted.objects.get_or_create(member=by, digest=digest(words), defaults={"words": words, "at": at})
    if is_new:
        trail.record("meetings.statement_accepted", made, by=by, at=at)
    return made
