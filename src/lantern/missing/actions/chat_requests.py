"""Anybody may ask that a child be offered a chat; staff say which child it is (MIS-10)."""

from datetime import datetime, timedelta
from uuid import UUID

from lantern.children.models import Child
from lantern.children.queries.standing import area_of_postcode
from lantern.missing.actions.chats import answer_chat, chat_about
from lantern.missing.actions.folding import as_it_stands, hold
from lantern.missing.models import Chat, ChatRequest
from lantern.missing.queries.chat_facts import state_of
from lantern.missing.rules.chats import REFUSED
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Asker, Channel, OfferedTo, Said, StepKind, Wish
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import Moment, london
from lantern.trail import actions as trail
from lantern.trail.acting import action

WHOSE = {Asker.CHILD: OfferedTo.CHILD, Asker.PARENT: OfferedTo.PARENT}
SHORT, LINE = 120, 200  # characters kept


@action
def receive_request(
    *, asker: Asker, channel: Channel, by: Member | None, at: datetime, name: str = "", born: str = "", postcode: str = "",
    reach: str = "", words: str = "", wish: Wish = Wish.ANYBODY, wish_words: str = "",
) -> ChatRequest:  # fmt: skip
    """Keep a request as it was written; nothing is looked up for who wrote it, so that nothing can be learned from it."""
    code = postcode.replace(" ", "").upper()
    request = ChatRequest.objects.create(
        asker=asker, channel=channel, name=name[:SHORT], born=born[:40], postcode=code if len(code) <= 8 else "",
        area_id=area_of_postcode(code), reach=reach[:LINE], words=words, wish=wish, wish_words=wish_words[:LINE], by=by,
        received_at=at,
    )  # fmt: skip
    trail.record("missing.chat_requested", request, by=by, at=at)
    return request


@action
def request_chat(
    *, child: Child, asker: Asker, channel: Channel, by: Member, at: datetime, words: str = "", reach: str = "",
    wish: Wish = Wish.ANYBODY, wish_words: str = "",
) -> ChatRequest:  # fmt: skip
    """A professional asks on the child's page, or enters what the child or a parent asked by mailbox or phone."""
    request = receive_request(
        asker=asker, channel=channel, words=words, reach=reach, wish=wish, wish_words=wish_words, by=by, at=at
    )
    match_request(request=request, child=child, by=by, at=at)
    return request


@action
def match_request(*, request: ChatRequest, child: Child, by: Member, at: datetime) -> Chat:
    """Say that a request is about `child`: the chat about what is owed begins or goes on, and a child's own wish is a yes."""
    _check_undecided(request)
    hold([child.pk])
    owed = Obligation.objects.filter(child=child, kind=StepKind.CHAT, met_at=None, waived_at=None)
    incidents = list(owed.values_list("subject_id", flat=True))
    if request.asker == Asker.CHILD:
        incidents = incidents or _refused_lately(child, by, at)
    chat = chat_about(child=child.pk, incidents=incidents, by=by, at=at)
    request.child, request.chat, request.decided_by, request.decided_at = child, chat, by, at
    request.save(update_fields=["child", "chat", "decided_by", "decided_at"])
    trail.record("missing.chat_request_matched", request, by=by, at=at)
    whose = WHOSE.get(Asker(request.asker))
    if whose:
        answer_chat(
            chat=chat, whose=whose, said=Said.ACCEPTED, happened=Moment(request.received_at), note=request.words,
            channel=Channel(request.channel), wish=Wish(request.wish), wish_words=request.wish_words, by=by, at=at,
        )  # fmt: skip
    return chat


@action
def set_request_aside(*, request: ChatRequest, reason: str, by: Member, at: datetime) -> None:
    """It is about no child here, or no request at all; the reason stays."""
    _check_undecided(request)
    if not reason.strip():
        raise NotAllowed("Say why it is set aside.")
    request.set_aside, request.decided_by, request.decided_at = reason.strip(), by, at
    request.save(update_fields=["set_aside", "decided_by", "decided_at"])
    trail.record("missing.chat_request_set_aside", request, by=by, at=at)


def _refused_lately(child: Child, by: Member, at: datetime) -> list[UUID]:
    """What the child's last chat was about, when it was refused not long ago: a child who then asks has changed it (MIS-9)."""
    last = Chat.objects.filter(child=child).order_by("-opened_at", "pk").first()
    if last is None or state_of(last) not in REFUSED:
        return []
    days = arrangement_on(london(at).date(), by.partnership).missing.chats.change_days
    refusals = last.answers.filter(said=Said.DECLINED, withdrawn_at=None)
    if not refusals.filter(happened_at__gte=at - timedelta(days=days)).exists():
        return []
    return list(last.covers.filter(ended_at=None).values_list("incident_id", flat=True))


def _check_undecided(request: ChatRequest) -> None:
    as_it_stands(request)
    if request.child_id or request.set_aside:
        raise NotAllowed("Somebody has decided about this request already.")
