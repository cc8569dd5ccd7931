"""Chats that go on, who holds them, who could, and requests that wait for a person (MIS-9, MIS-10)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.queries.standing import allocated_on
from lantern.children.vocabulary import Mark, WorkKind
from lantern.missing.models import Chat, ChatRequest, ChatWorker, Cover, FollowUp, Sitting, Telling
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.board import marked_now
from lantern.missing.queries.chat_facts import facts_of_chats
from lantern.missing.rules.allocation import Candidate, Case
from lantern.missing.rules.chats import OVER, standing
from lantern.missing.vocabulary import ChatState, StepKind, Wish
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role

AT_MOST = 200
RECENT = timedelta(days=120)
USUAL_CAPACITY = 4


@dataclass(frozen=True)
class Going:
    """A chat that goes on: how it stands, and by when it is owed."""

    chat: Chat
    state: ChatState
    due: datetime | None


def chats_seen(viewer: Viewer) -> "QuerySet[Chat]":
    """Chats with something still to do, opened in the last months, in the viewer's scope and focus."""
    found = Chat.visible_to(viewer).filter(in_focus(viewer, through_child), unfinished(viewer))
    return found.filter(opened_at__gte=viewer.now - RECENT).select_related("child", "worker")


def unfinished(viewer: Viewer) -> Q:
    """Not told of yet; of a child without a social worker, who can be told of nothing, for some days after it was held."""
    told = Telling.objects.filter(chat=OuterRef("pk"))
    to_tell = allocated_on(viewer.today).filter(child=OuterRef("child"), kind=WorkKind.SOCIAL_WORKER)
    written = viewer.now - timedelta(days=arranged(viewer).chats.worker_days)
    long_held = Sitting.objects.filter(chat=OuterRef("pk"), withdrawn_at=None, happened_at__lt=written)
    return ~Q(Exists(told)) & (Q(Exists(to_tell)) | ~Q(Exists(long_held)))


def going_on(viewer: Viewer, mark: Mark | None = None) -> list[Going]:
    """Those with somebody still to do something: the earliest due first, then the longest open; at most `AT_MOST` of them.

    A chat that was refused is owed no more, so that it does not take the place of one that is. With `mark`, those with
    children who have it today (MIS-14).
    """
    rows = chats_seen(viewer).annotate(due=_due()).filter(_wanted(), marked_now(viewer, mark))
    found = list(rows.order_by(F("due").asc(nulls_last=True), "opened_at", "pk")[:AT_MOST])
    facts = facts_of_chats([each.pk for each in found])
    going = [Going(each, standing(facts[each.pk]), each.due) for each in found]
    return [each for each in going if each.state not in OVER]


def of_group(found: list[Going], shown: str, viewer: Viewer) -> list[Going]:
    """Those of `found` that nobody holds yet, or the viewer's own; all where neither is asked for."""
    if shown == "nobody":
        return [each for each in found if each.chat.worker_id is None]
    if shown == "mine":
        return [each for each in found if each.chat.worker_id == viewer.member.pk]
    return found


def _wanted() -> Q:
    """Owed, held already, asked for, or about no episode yet."""
    of_chat = {"chat": OuterRef("pk")}
    held = Sitting.objects.filter(withdrawn_at=None, **of_chat)
    covers = Cover.objects.filter(ended_at=None, **of_chat)
    asked = ChatRequest.objects.filter(**of_chat)
    return Q(due__isnull=False) | Q(Exists(held)) | Q(Exists(asked)) | ~Q(Exists(covers))


def _due() -> Subquery:
    """The earliest time by which a chat is owed for an episode that it covers."""
    covered = Cover.objects.filter(chat=OuterRef(OuterRef("pk")), ended_at=None).values("incident")
    owed = Obligation.objects.filter(
        subject_id__in=covered, child=OuterRef("child"), kind=StepKind.CHAT, met_at=None, waived_at=None
    )
    return Subquery(owed.order_by("due_at").values("due_at")[:1])


def waiting_requests(viewer: Viewer) -> "QuerySet[ChatRequest]":
    """Requests of whom nobody has said yet which child they are about, the oldest first."""
    return ChatRequest.visible_to(viewer).filter(child=None, set_aside="").order_by("received_at")


def tellings_to(viewer: Viewer) -> "QuerySet[Telling]":
    """What the viewer was told of chats and has not acknowledged."""
    return Telling.visible_to(viewer).filter(to=viewer.member, acknowledged_at=None).order_by("at")


def follow_ups_of(viewer: Viewer) -> "QuerySet[FollowUp]":
    """What the viewer is to do because of what a chat told."""
    return FollowUp.visible_to(viewer).filter(owner=viewer.member, done_at=None).order_by("due_on", "at")


def candidates(viewer: Viewer) -> list[Candidate]:
    """Everybody who holds the role of a chat worker today or was given a capacity, with how many chats they hold."""
    held = RoleHeld.objects.filter(role=Role.CHAT_WORKER, since__lte=viewer.today).exclude(until__lte=viewer.today)
    members = {each.member_id: each.member for each in held.select_related("member")}
    profiles = {each.member_id: each for each in ChatWorker.objects.select_related("member")}
    members |= {key: each.member for key, each in profiles.items()}
    load = loads(viewer)
    current = sorted((each for each in members.values() if each.removed_at is None), key=lambda each: each.name)
    return [_candidate(each, profiles.get(each.pk), load[each.pk], viewer) for each in current]


def loads(viewer: Viewer) -> Counter[UUID]:
    """How many chats each member holds with something still to do, of any child: a full load is full for everybody."""
    rows = Chat.objects.filter(unfinished(viewer), opened_at__gte=viewer.now - RECENT, worker__isnull=False)
    return Counter(rows.values_list("worker_id", flat=True))


def case_of(chat: Chat, viewer: Viewer) -> Case:
    """What matters for who holds it."""
    on_it = allocated_on(viewer.today).filter(child=chat.child_id).exclude(kind=WorkKind.CHAT_WORKER)
    rows = list(on_it.values_list("member_id", "member__agency_id"))
    return Case(
        area=chat.child.area_id,
        on_the_case=frozenset(member for member, _ in rows),
        agencies=frozenset(agency for _, agency in rows),
        wish=Wish(chat.wish),
        wish_words=chat.wish_words,
    )


def social_worker_of(chat: Chat, viewer: Viewer) -> Member | None:
    """Who is told how it went."""
    rows = allocated_on(viewer.today).filter(child=chat.child_id, kind=WorkKind.SOCIAL_WORKER)
    found = rows.select_related("member").first()
    return found.member if found else None


def _candidate(member: Member, profile: ChatWorker | None, load: int, viewer: Viewer) -> Candidate:
    return Candidate(
        id=member.pk,
        name=member.name,
        agency=member.agency_id,
        capacity=profile.capacity if profile else USUAL_CAPACITY,
        load=load,
        travels=viewer.areas.within(profile.travels) if profile and profile.travels else frozenset(),
        described=Wish(profile.described) if profile else Wish.ANYBODY,
    )


def chat_worker_by_id(key: UUID) -> Member | None:
    """A current member who may be given chats."""
    return Member.objects.filter(pk=key, removed_at=None).first()


def worker_profile(member_id: UUID) -> ChatWorker | None:
    """What is known of somebody as one who holds chats."""
    return ChatWorker.objects.filter(member=member_id).first()


def owners_for(chat: Chat, viewer: Viewer) -> list[Member]:
    """Who can be given something to do: those who work with the child, and the viewer."""
    working = allocated_on(viewer.today).filter(child=chat.child_id).values("member")
    return list(Member.objects.filter(Q(pk__in=working) | Q(pk=viewer.member.pk), removed_at=None).order_by("name"))
