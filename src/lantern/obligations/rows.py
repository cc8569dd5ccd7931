"""What a page says of an obligation: the verb that leads to the work, whose child, whose duty, by when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.obligations.rules import against_handing_over, against_waiving
from lantern.obligations.vocabulary import DUTY_WORDS


@dataclass(frozen=True)
class Line:
    """One obligation as lists show it, to somebody who may see its child."""

    obligation: Obligation
    verb: str
    url: str
    child: str
    whose: str
    against_waiving: str
    against_handing_over: str


def lines(found: Iterable[Obligation], viewer: Viewer) -> list[Line]:
    """`found` with their children and owners loaded."""
    return [line(each, viewer) for each in found]


def line(obligation: Obligation, viewer: Viewer) -> Line:
    met, waived = obligation.met_at is not None, obligation.waived_at is not None
    return Line(
        obligation=obligation,
        verb=subjects.verb(obligation),
        url=_where(obligation, viewer),
        child=name_for(obligation.child, viewer),
        whose=whose(obligation, viewer),
        against_waiving=against_waiving(met=met, waived=waived),
        against_handing_over=against_handing_over(met=met, waived=waived),
    )


def _where(obligation: Obligation, viewer: Viewer) -> str:
    """Where the work is done, for those who may record it; the child's page for all others."""
    if subjects.may_do(obligation, viewer):
        return subjects.url(obligation)
    return reverse("casefile:overview", args=[obligation.child_id])


def whose(obligation: Obligation, viewer: Viewer) -> str:
    """You; somebody by name; or the duty, while nobody has taken it."""
    if obligation.owner_id == viewer.member.pk:
        return "You"
    if obligation.owner:
        return obligation.owner.name
    if obligation.owner_role == "allocated worker":
        return "No social worker yet"
    return DUTY_WORDS.get(obligation.owner_role, obligation.owner_role.capitalize())
