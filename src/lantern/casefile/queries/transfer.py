"""What a transfer summary tells, through the viewer's scope (PAR-9)."""

from dataclasses import dataclass
from datetime import timedelta

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile.queries.missing import YEAR, history_of
from lantern.children.models import Child
from lantern.missing.models import Episode, Profile, Step
from lantern.missing.queries.profiles import profile_of
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.queries import owed_for_child, to_do


@dataclass(frozen=True)
class Summed:
    """Episodes of twelve months, what is owed, plan and profile; `None` also where not theirs to read."""

    episodes: tuple[Episode, ...]
    owed: tuple[Obligation, ...]
    plan: Step | None
    profile: Profile | None


def summed(child: Child, viewer: Viewer) -> Summed:
    """In four queries, of a child whom the caller has reached through the scope."""
    opens = viewer.now - timedelta(days=YEAR)
    return Summed(
        episodes=tuple(each for each in history_of(child, viewer).episodes if each.is_open or each.start.at >= opens),
        owed=tuple(owed_for_child(viewer, child).filter(to_do(viewer.now)).order_by("due_at", "id")),
        plan=_plan(child, viewer) if viewer.may(Permission.RECORD_STEPS) else None,
        profile=profile_of(child) if viewer.may(Permission.SEE_PROFILES) else None,
    )


def _plan(child: Child, viewer: Viewer) -> Step | None:
    """The last one filed that was not taken back."""
    plans = Step.visible_to(viewer).filter(child=child, kind=StepKind.PREVENTION_PLAN, withdrawn_at=None)
    return plans.order_by("-happened_at", "-id").first()
