"""What is owed for restricted records, brought in line with their facts and with the arrangement (SHA-4, PAR-7)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from lantern.children.models import Restriction
from lantern.governance.queries.reviews import SUBJECT, Arranged, review_claims
from lantern.obligations import actions as obligations
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.consequences import Change, Moved
from lantern.organisation.rules.versions import Versions
from lantern.trail.acting import action


@action
def settle_reviews(
    *, children: Iterable[UUID], by: Member | None, at: datetime, arranged: Arranged | None = None
) -> None:
    """The reviews of these children's restrictions; working them out again changes nothing."""
    subjects, claims = review_claims(children, arranged or _here())
    if subjects:
        obligations.settle(subject_kind=SUBJECT, subjects=subjects, claims=claims, by=by, at=at)


@action
def follow_arrangement(*, change: Change, by: Member | None, at: datetime) -> tuple[Moved, ...]:
    """Reviews fall due by the arrangement as it is then; which they are, and how many, is told to nobody (SHA-4)."""
    children = Restriction.objects.filter(lifted_at=None).values_list("child", flat=True)
    settle_reviews(children=children, by=by, at=at, arranged=_by(change.after))
    return ()


def _here() -> Arranged:
    return lambda day: arrangement_on(day, current_partnership())


def _by(versions: Versions) -> Arranged:
    def arranged(day: date) -> Arrangement:
        found = versions.in_force(day)
        assert found is not None
        return found.arrangement

    return arranged
