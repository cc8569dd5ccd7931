"""Who holds a chat, and what comes after it: the social worker told, and what is to be done (MIS-9, MIS-11)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.mail import send_mail
from django.urls import reverse

from lantern.children.actions import allocate, end_allocation
from lantern.children.models import Allocation
from lantern.children.queries.standing import allocated_on
from lantern.children.vocabulary import WorkKind
from lantern.missing.actions.folding import as_it_stands, hold, refold
from lantern.missing.models import Chat, ChatWorker, FollowUp, Telling
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

SUBJECT = "Lantern: you have something to read"
MAIL = "You have something to read in Lantern:\n\n{link}\n\nSign in to open it. This message tells nothing else.\n"


@action
def allocate_chat(*, chat: Chat, worker: Member, by: Member, at: datetime) -> None:
    """`worker` is to hold the chat, and sees the child for that (SHA-2); whoever was to before sees the child no more."""
    hold([chat.child_id])
    today = london(at).date()
    if chat.worker_id and chat.worker_id != worker.pk:
        _release(chat, on=today, by=by, at=at)
    _let_in(chat, worker, today, by, at)
    chat.worker, chat.allocated_at = worker, at
    chat.save(update_fields=["worker", "allocated_at"])
    trail.record("missing.chat_allocated", chat, by=by, at=at)
    refold(children=[chat.child_id], by=by, at=at)


@action
def tell_of_chat(*, chat: Chat, to: Member, words: str, site: str, by: Member, at: datetime) -> Telling:
    """Tell the social worker how the chat went; the mail says only that there is something to read (MIS-11, SHA-10).

    The chat worker's own work with the child ends some days after. Raises `NotAllowed` when the mail cannot be handed over.
    """
    telling = Telling.objects.create(chat=chat, child_id=chat.child_id, to=to, words=words, by=by, at=at)
    trail.record("missing.chat_told", telling, by=by, at=at)
    today = london(at).date()
    days = arrangement_on(today, by.partnership).missing.chats.worker_days
    if chat.worker_id:
        _release(chat, on=today + timedelta(days=days), by=by, at=at)
    link = site.rstrip("/") + reverse("missing:chat", args=[chat.pk])
    try:
        send_mail(SUBJECT, MAIL.format(link=link), None, [to.email])
    except OSError as error:  # smtplib's errors are
        raise NotAllowed("The mail could not be sent. Nothing was kept: try again in a few minutes.") from error
    return telling


@action
def open_telling(*, telling: Telling, by: Member, at: datetime) -> None:
    """They opened what they were told of: the first time is the proof of it."""
    as_it_stands(telling)
    if telling.opened_at is None:
        telling.opened_at = at
        telling.save(update_fields=["opened_at"])
        trail.record("missing.chat_telling_opened", telling, by=by, at=at)


@action
def acknowledge_telling(*, telling: Telling, by: Member, at: datetime) -> None:
    """They say that they have read it and take on what is theirs to do."""
    as_it_stands(telling)
    if telling.to_id != by.pk:
        raise NotAllowed("Only who was told can say so.")
    if telling.acknowledged_at:
        raise NotAllowed("It is acknowledged already.")
    telling.opened_at, telling.acknowledged_at = telling.opened_at or at, at
    telling.save(update_fields=["opened_at", "acknowledged_at"])
    trail.record("missing.chat_acknowledged", telling, by=by, at=at)


@action
def add_follow_up(*, chat: Chat, text: str, owner: Member, due_on: date | None, by: Member, at: datetime) -> FollowUp:
    """Something is to be done because of what the chat told (MIS-11)."""
    follow_up = FollowUp.objects.create(
        chat=chat, child_id=chat.child_id, text=text, owner=owner, due_on=due_on, by=by, at=at
    )
    trail.record("missing.chat_action_added", follow_up, by=by, at=at)
    return follow_up


@action
def finish_follow_up(*, follow_up: FollowUp, outcome: str, by: Member, at: datetime) -> None:
    """It was done, or was not and why: `outcome` says what came of it."""
    as_it_stands(follow_up)
    if follow_up.done_at:
        raise NotAllowed("It is done already.")
    if not outcome.strip():
        raise NotAllowed("Say what came of it.")
    follow_up.done_at, follow_up.done_by, follow_up.outcome = at, by, outcome.strip()
    follow_up.save(update_fields=["done_at", "done_by", "outcome"])
    trail.record("missing.chat_action_done", follow_up, by=by, at=at)


def _let_in(chat: Chat, worker: Member, today: date, by: Member, at: datetime) -> None:
    """Work of kind chat from today on; where it was to end soon, it goes on."""
    theirs = allocated_on(today).filter(child=chat.child_id, member=worker, kind=WorkKind.CHAT_WORKER).first()
    if theirs is None:
        allocate(child=chat.child, member=worker, kind=WorkKind.CHAT_WORKER, since=today, by=by, at=at)
    elif theirs.until is not None:
        theirs.until = None
        theirs.save(update_fields=["until"])
        trail.record("children.allocated", theirs, by=by, at=at)


def _release(chat: Chat, *, on: date, by: Member, at: datetime) -> None:
    """The worker's sight of the child ends `on` that day, unless another chat with the child is theirs."""
    others = Chat.objects.filter(child=chat.child_id, worker=chat.worker, tellings=None).exclude(pk=chat.pk)
    if others.exists():
        return
    rows = Allocation.objects.filter(
        child=chat.child_id, member=chat.worker, kind=WorkKind.CHAT_WORKER, until=None, since__lte=on
    )
    for row in rows:
        end_allocation(allocation=row, on=on, by=by, at=at)


@action
def set_capacity(
    *,
    worker: Member,
    capacity: int,
    travels: list[UUID],
    described: str,
    note: str,
    seen: int,
    by: Member,
    at: datetime,
) -> ChatWorker:
    """How many chats somebody holds at a time, and where. Raises `NotAllowed` when it was changed since version `seen`."""
    profile = ChatWorker.objects.select_for_update().filter(member=worker).first() or ChatWorker(
        member=worker, version=0
    )
    if profile.version != seen:
        raise NotAllowed(f"Somebody changed this meanwhile: {profile.capacity} chats. Look at it again, then save.")
    profile.capacity, profile.travels, profile.described, profile.note = capacity, travels, described, note
    profile.version += 1
    profile.save()
    trail.record("missing.chat_capacity_set", profile, by=by, at=at)
    return profile
