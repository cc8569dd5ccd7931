"""Records of what people did, and their earlier wordings."""

from lantern.missing.models import Episode, Step, StepVersion
from lantern.missing.vocabulary import StepKind


def versions_of(step: Step) -> list[StepVersion]:
    """What `step` said before each correction, the latest first. The caller has reached it through the scope."""
    return list(StepVersion.objects.filter(step=step).select_related("by").order_by("-number"))


def plan_before(episode: Episode) -> Step | None:
    """The child's latest prevention plan, with which a new one begins."""
    plans = Step.objects.filter(child=episode.child_id, kind=StepKind.PREVENTION_PLAN, withdrawn_at=None)
    return plans.exclude(said={}).order_by("-happened_at", "-id").first()
