"""Years of invented episodes, through the same doors as real ones: messages received, linked, folded."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Least

from lantern.children.models import Child
from lantern.demo.actions.answers import answer_and_follow
from lantern.demo.actions.chats import chats_of
from lantern.demo.rules.history import Episode
from lantern.missing.actions import receive, refold
from lantern.missing.actions.known import link_known
from lantern.missing.models import Incident, Message, Step
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation, Waiver
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.trail.acting import action

SUBJECT = "episode"
ENDS = {StepKind.CHAT_OFFER: (StepKind.CHAT_OFFER.value, StepKind.CHAT.value)}  # where no chat is offered, none is held


@action
def live_through(
    *, episodes: list[Episode], children: Mapping[int, Child], doers: Mapping[Role, Member], by: None, at: datetime
) -> None:
    """Messages, what people did, and everything that follows, for whole children at a time."""
    messages = [(message, {"source": message.source}) for each in episodes for message in each.messages]
    if not messages:
        return
    receive(messages=messages, by=by, at=at)
    incidents = _incidents(episodes)
    _came_when_said(incidents, at)
    pairs = {incidents[each.reference]: children[each.child].pk for each in episodes}
    link_known(children=pairs, why="Agrees: police reference", by=by, at=at)
    Step.objects.bulk_create(
        (
            Step(
                child=children[each.child],
                incident_id=incidents[each.reference],
                kind=deed.kind,
                happened_at=deed.at,
                note=deed.note,
                reference=deed.reference,
                said=dict(deed.said),
                by=doers.get(deed.role),
                recorded_at=deed.at,
            )
            for each in episodes
            for deed in each.deeds
            if not deed.waived and deed.kind is not StepKind.CHAT_OFFER
        ),
        batch_size=1_000,
    )
    chats_of(episodes=episodes, children=children, incidents=incidents, doers=doers, by=by, at=at)
    touched = sorted({children[each.child].pk for each in episodes})
    refold(children=touched, by=by, at=at)
    answered = answer_and_follow(incidents=incidents, doers=doers, by=by, at=at)
    refold(children=_waive(episodes, incidents, doers) | answered, by=by, at=at)


def _incidents(episodes: list[Episode]) -> dict[str, UUID]:
    sources = {message.source for each in episodes for message in each.messages}
    rows = Incident.objects.filter(source__in=sources, reference__in=[each.reference for each in episodes])
    return dict(rows.values_list("reference", "pk"))


def _came_when_said(incidents: Mapping[str, UUID], at: datetime) -> None:
    """The past was told as it happened, not on the day it is invented: else all of it is new to everybody (MIS-13)."""
    said = Cast(KT("said__said_at"), DateTimeField())
    Message.objects.filter(incident__in=incidents.values()).update(received_at=Least(Coalesce(said, at), at))


def _waive(episodes: list[Episode], incidents: Mapping[str, UUID], doers: Mapping[Role, Member]) -> set[UUID]:
    """Waive what was waived, once it is owed; the children of whom that has to be worked in."""
    wanted = {
        (incidents[each.reference], kind): deed
        for each in episodes
        for deed in each.deeds
        if deed.waived
        for kind in ENDS.get(deed.kind, (deed.kind.value,))
    }
    rows = Obligation.objects.filter(
        subject_kind=SUBJECT, subject_id__in={subject for subject, _ in wanted}, met_at=None
    )
    waivers = [
        Waiver(
            child_id=row.child_id,
            subject_kind=SUBJECT,
            subject_id=row.subject_id,
            kind=row.kind,
            cause=row.cause,
            reason=deed.waived,
            by=doers[deed.role],
            at=deed.at,
        )
        for row in rows
        if (deed := wanted.get((row.subject_id, row.kind)))
    ]
    Waiver.objects.bulk_create(waivers, batch_size=1_000)
    return {each.child_id for each in waivers}
