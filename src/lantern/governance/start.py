"""What the governance room tells others at start-up."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import changes, hanging
from lantern.governance.actions.reviews import follow_arrangement, settle_reviews
from lantern.governance.models import Unusual
from lantern.governance.queries.reviews import REVIEW, SUBJECT, foreseen
from lantern.obligations import subjects
from lantern.organisation import consequences
from lantern.organisation.models import Member

NEVER_WAIVED = "A restricted record is always looked at again: keep it restricted, or lift the restriction."


def ready() -> None:
    """Register; called once."""
    hanging.register(hanging.Follows.STAYS, Unusual)  # it tells of looks at the record
    subjects.register(
        SUBJECT,
        url=lambda restriction, kind: reverse("children:review_restriction", args=[restriction]),
        verbs={REVIEW: "Say whether the record stays restricted"},
        may=Permission.SEE_CHILDREN,
        never_waived=NEVER_WAIVED,
    )
    changes.follow(_settle_again)
    consequences.register("restricted", foresee=foreseen, carry_out=follow_arrangement)
    register(Item(80, "Trail", "governance:unusual", "/trail/", Permission.SEE_TRAIL))


def _settle_again(children: list[UUID], by: Member | None, at: datetime) -> None:
    settle_reviews(children=children, by=by, at=at)
