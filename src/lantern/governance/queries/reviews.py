"""When a restricted record is looked at again, worked out from its facts and the arrangement (SHA-4, PAR-7)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from lantern.children.models import Restriction, RestrictionReview
from lantern.children.queries.restricted import restricted_among
from lantern.children.rules.restricting import review_due
from lantern.obligations.rules import Claim
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.consequences import Change, Foreseen
from lantern.organisation.rules.versions import Versions
from lantern.timekeeping.clocks import last_minute
from lantern.timekeeping.moments import london

Arranged = Callable[[date], Arrangement]
SUBJECT = "restriction"
REVIEW = "restriction_review"
OWNER = "named person"
NOT_COUNTED = (
    "Restricted records are reviewed by it as well. They are not counted here: only the people named know of one."
)


def review_claims(children: Iterable[UUID], arranged: Arranged) -> tuple[list[UUID], list[Claim]]:
    """The restrictions of these children, and every review that was or is owed for them; two queries at most."""
    found = list(restricted_among(children))
    if not found:
        return [], []
    reviews: dict[UUID, list[RestrictionReview]] = defaultdict(list)
    for each in RestrictionReview.objects.filter(restriction__in=found).order_by("at", "id"):
        reviews[each.restriction_id].append(each)
    return [each.pk for each in found], [
        claim for each in found for claim in claims_of(each, reviews[each.pk], arranged)
    ]


def foreseen(change: Change, at: datetime) -> Foreseen:
    """That reviews move, and not how many: the number alone would tell of restricted records."""
    differ = any(_days(change.before, since) != _days(change.after, since) for since, _ in change.days)
    return Foreseen((), (NOT_COUNTED,) if differ else ())


def _days(versions: Versions, day: date) -> int | None:
    found = versions.in_force(day)
    return found.arrangement.restricted.review_days if found else None


def claims_of(restriction: Restriction, reviews: Iterable[RestrictionReview], arranged: Arranged) -> Iterator[Claim]:
    """One for each time it is looked at: met by the review, and the last by lifting it."""
    answered = list(reviews)
    since = [restriction.at, *(each.at for each in answered)]
    met = [*(each.at for each in answered), restriction.lifted_at]
    for place, (began, met_at) in enumerate(zip(since, met, strict=True)):
        yield _claim(restriction, place, began, met_at, arranged)


def _claim(restriction: Restriction, place: int, since: datetime, met_at: datetime | None, arranged: Arranged) -> Claim:
    first = london(since).date()
    return Claim(
        child=restriction.child_id,
        subject_kind=SUBJECT,
        subject=restriction.pk,
        kind=REVIEW,
        cause=f"review {place + 1}",
        starts_at=since,
        due_at=last_minute(review_due(first, arranged(first).restricted.review_days)),
        met_at=met_at,
        owner_role=OWNER,
    )
