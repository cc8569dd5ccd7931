"""Missing chats: offered, answered, held, each a dated fact that may come late or be taken back (MIS-8, MIS-9)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lantern.missing.actions.folding import as_it_stands, hold, refold
from lantern.missing.models import Answer, Chat, Cover, Episode, Offer, Sitting
from lantern.missing.queries.chat_facts import facts_of_chats
from lantern.missing.rules.chats import standing
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Channel, ChatState, OfferedHow, OfferedTo, Said, Wish
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action

GOES_ON = {ChatState.ASKED_FOR, ChatState.OFFERED, ChatState.NO_ANSWER, ChatState.ACCEPTED}
"""A chat that stands so takes in a further episode; after a refusal, or once it was held, there is a new one."""


@action
def offer_chat(
    *, episode: Episode, to: OfferedTo | None, how: OfferedHow, happened: Moment, by: Member, at: datetime,
    reason: str = "", note: str = "", authority: str = "", also: Iterable[Episode] = (),
) -> Offer:  # fmt: skip
    """Record that a chat about `episode` was offered to somebody; or why it was not (`how` says so, `reason` is given).

    `also` are further episodes that the one chat is to be about; `authority` is another that holds the duty to offer it
    (PAR-9). Raises `NotAllowed` with the reason to show.
    """
    episodes = [episode, *also]
    for each in episodes:
        _check_after(each, episode.child_id, happened, at)
    if how is OfferedHow.NOT_OFFERED and not reason:
        raise NotAllowed("Say why it was not offered.")
    hold([episode.child_id])
    chat = chat_about(child=episode.child_id, incidents=[each.incident_id for each in episodes], by=by, at=at)
    if authority:
        chat.authority = authority
        chat.save(update_fields=["authority"])
    offer = Offer.objects.create(
        chat=chat, child_id=chat.child_id, to="" if how is OfferedHow.NOT_OFFERED else to or OfferedTo.CHILD, how=how,
        reason=reason, happened_at=happened.at, date_only=happened.date_only, note=note, by=by, recorded_at=at,
    )  # fmt: skip
    trail.record("missing.chat_not_offered" if reason else "missing.chat_offered", offer, by=by, at=at)
    refold(children=[chat.child_id], by=by, at=at)
    return offer


@action
def answer_chat(
    *, chat: Chat, whose: OfferedTo, said: Said, happened: Moment, by: Member | None, at: datetime, note: str = "",
    channel: Channel | None = None, wish: Wish = Wish.ANYBODY, wish_words: str = "",
) -> Answer:  # fmt: skip
    """Record what the child, or the parent or carer, said; an earlier answer stays beside it. `wish` is for whom."""
    _check_not_future(happened, at)
    hold([chat.child_id])
    answer = Answer.objects.create(
        chat=chat, child_id=chat.child_id, whose=whose, said=said, channel=channel or "", happened_at=happened.at,
        date_only=happened.date_only, note=note, by=by, recorded_at=at,
    )  # fmt: skip
    if wish or wish_words:
        chat.wish, chat.wish_words = wish, wish_words
        chat.save(update_fields=["wish", "wish_words"])
    trail.record("missing.chat_answered", answer, by=by, at=at)
    refold(children=[chat.child_id], by=by, at=at)
    return answer


@action
def record_sitting(
    *, chat: Chat, happened: Moment, how: OfferedHow, covers: Iterable[Episode], by: Member, at: datetime, where: str = "",
    note: str = "",
) -> Sitting:  # fmt: skip
    """The chat was held: it meets what is owed for each episode it covers. Raises `NotAllowed` with the reason to show."""
    _check_not_future(happened, at)
    episodes = list(covers)
    if not episodes:
        raise NotAllowed("Choose at least one episode that the chat was about.")
    for each in episodes:
        _check_after(each, chat.child_id, happened, at)
    hold([chat.child_id])
    cover_exactly(chat=chat, incidents=[each.incident_id for each in episodes], by=by, at=at)
    sitting = Sitting.objects.create(
        chat=chat, child_id=chat.child_id, how=how, where=where, happened_at=happened.at, date_only=happened.date_only,
        note=note, by=by, recorded_at=at,
    )  # fmt: skip
    trail.record("missing.chat_held", sitting, by=by, at=at)
    refold(children=[chat.child_id], by=by, at=at)
    return sitting


@action
def withdraw_chat_fact(*, fact: Offer | Answer | Sitting, by: Member, at: datetime) -> None:
    """Take back an offer, an answer or a sitting recorded by mistake; the record of it stays."""
    as_it_stands(fact)
    if fact.withdrawn_at:
        raise NotAllowed("It was taken back already.")
    hold([fact.child_id])
    fact.withdrawn_at = at
    fact.save(update_fields=["withdrawn_at"])
    trail.record("missing.chat_fact_withdrawn", fact, by=by, at=at)
    refold(children=[fact.child_id], by=by, at=at)


@action
def chat_about(*, child: UUID, incidents: Iterable[UUID], by: Member | None, at: datetime) -> Chat:
    """The chat that covers these, or the child's that goes on and now covers them too, or a new one."""
    wanted = list(incidents)
    chats = list(Chat.objects.filter(child_id=child).order_by("-opened_at", "pk"))
    covering = {row.chat_id for row in Cover.objects.filter(chat__in=chats, incident__in=wanted, ended_at=None)}
    facts = facts_of_chats({each.pk for each in chats})
    states = {each.pk: standing(facts[each.pk]) for each in chats}
    open_ones = [each for each in chats if states[each.pk] is not ChatState.HELD]
    chat = next((each for each in open_ones if each.pk in covering), None)
    chat = chat or next((each for each in open_ones if states[each.pk] in GOES_ON), None)
    chat = chat or Chat.objects.create(child_id=child, opened_at=at, by=by)
    _cover(chat, wanted, by, at)
    return chat


@action
def cover_exactly(*, chat: Chat, incidents: Iterable[UUID], by: Member | None, at: datetime) -> None:
    """The chat is about these and no others."""
    wanted = list(incidents)
    Cover.objects.filter(chat=chat, ended_at=None).exclude(incident__in=wanted).update(ended_at=at)
    _cover(chat, wanted, by, at)


def _cover(chat: Chat, incidents: list[UUID], by: Member | None, at: datetime) -> None:
    held = set(Cover.objects.filter(chat=chat, ended_at=None).values_list("incident_id", flat=True))
    Cover.objects.bulk_create(
        Cover(chat=chat, child_id=chat.child_id, incident_id=each, by=by, at=at)
        for each in incidents
        if each not in held
    )


def _check_after(episode: Episode, child: UUID, happened: Moment, at: datetime) -> None:
    _check_not_future(happened, at)
    if episode.child_id != child:
        raise NotAllowed("That episode is another child’s.")
    if episode.end is None:
        raise NotAllowed("The child is not back yet. Record the return first.")
    if happened.latest < episode.end.at:
        raise NotAllowed("That is before the child was back: check the time.")


def _check_not_future(happened: Moment, at: datetime) -> None:
    if happened.at > at:
        raise NotAllowed("That time lies in the future.")
