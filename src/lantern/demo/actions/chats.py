"""Missing chats of the invented county, many at a time; and what was asked for by the public form."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lantern.children.models import Allocation, Child
from lantern.children.vocabulary import WorkKind
from lantern.demo.rules.chats import DrawnAsked, DrawnChat, drawn_asked, drawn_chat
from lantern.demo.rules.history import Episode
from lantern.missing.actions import receive_request
from lantern.missing.models import (
    Answer,
    AskedAbout,
    Chat,
    ChatText,
    ChatWorker,
    Cover,
    FollowUp,
    Offer,
    Sitting,
    Telling,
)
from lantern.missing.vocabulary import Asker, Channel, Section, StepKind, Wish
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.trail.acting import action

AT_ONCE = 1_000
LATELY = timedelta(days=14)
WORDS = "Talked for an hour, calm and open. Please see what is to be done."
TO_DO = "Speak with the school about lunch breaks"


@action
def chats_of(
    *,
    episodes: Iterable[Episode],
    children: Mapping[int, Child],
    incidents: Mapping[str, UUID],
    doers: Mapping[Role, Member],
    by: None,
    at: datetime,
) -> None:
    """A chat for each offer that was made."""
    offerer, worker = doers.get(Role.MISSING_COORDINATOR), doers.get(Role.CHAT_WORKER)
    kinds = (Chat, Cover, Offer, Answer, Sitting, ChatText, Telling, FollowUp, AskedAbout)
    rows: dict[type[Any], list[Any]] = {model: [] for model in kinds}
    lately: dict[UUID, datetime] = {}
    for each, deed in _offers(episodes):
        drawn = drawn_chat(each.reference, deed.at, at, by_letter="Letters" in deed.note)
        child = children[each.child]
        for row in _rows(drawn, child, incidents[each.reference], offerer, worker):
            rows[type(row)].append(row)
        rows[AskedAbout] += _asked(drawn_asked(each.reference, drawn, at), child, doers.get(Role.HEALTH_MEMBER))
        if drawn.taken and worker and drawn.told is None and at - drawn.offered < LATELY:
            lately[child.pk] = drawn.offered
    told_to = _social_workers(each.child_id for each in rows[Telling])
    rows[Telling] = [each for each in rows[Telling] if _addressed(each, told_to)]
    rows[FollowUp] = [each for each in rows[FollowUp] if _owned(each, told_to)]
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=AT_ONCE)
    Allocation.objects.bulk_create(
        Allocation(child_id=child, member=worker, kind=WorkKind.CHAT_WORKER, since=london(since).date())
        for child, since in lately.items()
    )


def _offers(episodes: Iterable[Episode]) -> Iterator[tuple[Episode, Any]]:
    for each in episodes:
        for deed in each.deeds:
            if deed.kind is StepKind.CHAT_OFFER and not deed.waived:
                yield each, deed


def _rows(
    drawn: DrawnChat, child: Child, incident: UUID, offerer: Member | None, worker: Member | None
) -> Iterator[Any]:
    holds = worker if drawn.taken else None
    chat = Chat(
        child=child, worker=holds, allocated_at=drawn.offered if holds else None, wish=drawn.wish, opened_at=drawn.offered,
        by=offerer,
    )  # fmt: skip
    of = {"chat": chat, "child": child}
    yield chat
    yield Cover(incident_id=incident, by=offerer, at=drawn.offered, **of)
    yield Offer(to=drawn.to, how=drawn.how, happened_at=drawn.offered, recorded_at=drawn.offered, by=offerer, **of)
    for whose, said, when in drawn.answers:
        yield Answer(whose=whose, said=said, happened_at=when, recorded_at=when, by=offerer, **of)
    if drawn.held:
        yield Sitting(how="in person", happened_at=drawn.held, recorded_at=drawn.held, by=worker, **of)
    if drawn.held and worker:
        yield from _told(drawn, drawn.held, of, worker)


def _asked(drawn: DrawnAsked | None, child: Child, nurse: Member | None) -> list[AskedAbout]:
    if drawn is None or nurse is None:
        return []
    when = {"happened_at": drawn.when, "recorded_at": drawn.when}
    return [AskedAbout(child=child, said=drawn.said, note=drawn.note, by=nurse, **when)]


def _told(drawn: DrawnChat, held: datetime, of: dict[str, Any], worker: Member) -> Iterator[Any]:
    for section, text in (drawn.texts or {}).items():
        yield ChatText(
            section=Section(section), text=text, version=1, based_on=0, by=worker, began_at=held, at=held, **of
        )  # fmt: skip
    if drawn.told:
        opened = drawn.told + timedelta(hours=5) if drawn.told.minute % 3 else None
        yield Telling(to=worker, words=WORDS, by=worker, at=drawn.told, opened_at=opened, acknowledged_at=opened, **of)
        if drawn.texts:
            yield FollowUp(text=TO_DO, owner=worker, by=worker, at=drawn.told, **of)


def _social_workers(children: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = Allocation.objects.filter(child__in=set(children), kind=WorkKind.SOCIAL_WORKER, until=None)
    return dict(rows.values_list("child_id", "member_id"))


def _addressed(telling: Telling, told_to: Mapping[UUID, UUID]) -> bool:
    if found := told_to.get(telling.child_id):
        telling.to_id = found
    return found is not None


def _owned(follow_up: FollowUp, told_to: Mapping[UUID, UUID]) -> bool:
    if found := told_to.get(follow_up.child_id):
        follow_up.owner_id = found
    return found is not None


@action
def asked_for(*, doers: Mapping[Role, Member], by: None, at: datetime) -> None:
    """What came by the public form and the mailbox, and how many chats the chat worker holds."""
    if ChatWorker.objects.exists():
        return
    if worker := doers.get(Role.CHAT_WORKER):
        ChatWorker.objects.create(member=worker, capacity=6, described=Wish.WOMAN, note="Speaks Polish and English")
    for hours, asker, name, born, words in (
        (3, Asker.CHILD, "Robin Pretend", "14", "Can I talk to someone who is not from the home"),
        (27, Asker.PARENT, "Ash Nowhere", "4 May 2012", "She will not tell me where she was and I am worried"),
        (50, Asker.PROFESSIONAL, "Sky Madeup", "12", "Often tired on Mondays; has been away twice this month"),
    ):
        receive_request(
            asker=asker, channel=Channel.FORM, name=name, born=born, reach="By the school office, at lunch", words=words,
            by=by, at=at - timedelta(hours=hours),
        )  # fmt: skip
