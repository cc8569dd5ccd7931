"""The process of an episode as it stands, as the design draws it."""

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.parts import Stage as Drawn
from lantern.missing.models import Episode
from lantern.missing.queries.owing import facts_from, owed_from
from lantern.missing.queries.told import Told
from lantern.missing.rules.transitions import STEP_OF_STAGE, Stage, StageNow, StageStanding, stages
from lantern.missing.vocabulary import ChatState, StepKind

ABOUT_CHATS = frozenset({StepKind.CHAT_OFFER, StepKind.CHAT})
LABELS = {
    Stage.REPORTED: "Reported",
    Stage.GRADED: "Graded",
    Stage.LOCATED: "Found or returned",
    Stage.CHECK: "Vulnerability check",
    Stage.CHAT: "Missing chat",
    Stage.PLAN: "Prevention plan",
}
CHAT_STATES = frozenset(each.value for each in ChatState)
STATES = {
    StageStanding.DONE: "done",
    StageStanding.WAIVED: "done",
    StageStanding.OVERDUE: "late",
    StageStanding.NEXT: "next",
    StageStanding.LATER: "next",
    StageStanding.NOT_OWED: "next",
}


def stepper(episode: Episode, told: Told, viewer: Viewer) -> list[Drawn]:
    """Every stage with its time, or when it is due; the first that can be done now is the current one."""
    standing = [step for step in told.steps if step.withdrawn_at is None]
    owed = [owed_from(one, standing) for one in told.owed]
    waived = {StepKind(one.kind): _reason(one.waived_reason, viewer) for one in told.owed if one.waived_at}
    found = stages(facts_from(episode), owed, viewer.now, waived, told.chat)
    current = next((one.stage for one in found if one.standing is StageStanding.NEXT), None)
    return [_drawn(one, episode, viewer, is_current=one.stage is current) for one in found]


def _drawn(one: StageNow, episode: Episode, viewer: Viewer, *, is_current: bool) -> Drawn:
    is_open = one.standing in (StageStanding.NEXT, StageStanding.OVERDUE)
    return Drawn(
        label=LABELS[one.stage],
        state="now" if is_current else STATES[one.standing],
        at=one.at,  # type: ignore[arg-type]  # drawn with the day alone where the time is not known
        due=one.due if is_open else None,
        note=_note(one, viewer),
        url=_url(one.stage, episode, viewer) if is_open else "",
    )


def _note(one: StageNow, viewer: Viewer) -> str:
    if one.standing is StageStanding.NOT_OWED:
        return one.words or "not owed"
    if one.standing in (StageStanding.NEXT, StageStanding.OVERDUE) and one.due:
        return one.words if one.stage is Stage.CHAT and one.words in CHAT_STATES else ""  # the due time says the rest
    if one.words == "met" or (one.stage is Stage.LOCATED and not viewer.sees_names):
        return ""
    return one.words


def _url(stage: Stage, episode: Episode, viewer: Viewer) -> str:
    """Where the stage is done, for those who may."""
    if stage is Stage.CHAT:
        return reverse("missing:chat_of", args=[episode.pk]) if viewer.may(Permission.OFFER_CHATS) else ""
    if stage in STEP_OF_STAGE:
        return step_url(episode, STEP_OF_STAGE[stage]) if viewer.may(Permission.RECORD_STEPS) else ""
    name, permission = {
        Stage.GRADED: ("missing:grade", Permission.GRADE),
        Stage.LOCATED: ("missing:return", Permission.RECORD_RETURN),
    }[stage]
    return reverse(name, args=[episode.pk]) if viewer.may(permission) else ""


def step_url(episode: Episode, kind: StepKind) -> str:
    """The form on which a step of `kind` is recorded; what is owed about a chat is done on the chat's own pages."""
    if kind in ABOUT_CHATS:
        return reverse("missing:chat_of", args=[episode.pk])
    return reverse("missing:step", args=[episode.pk, kind.slug])


def _reason(reason: str, viewer: Viewer) -> str:
    return reason if viewer.sees_names else "reason not shown"
