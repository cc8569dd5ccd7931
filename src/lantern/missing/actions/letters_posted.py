"""What posting a letter means for the chat: it is offered, to each it was written to, until that is taken back (MIS-8)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from lantern.missing.actions.chats import offer_chat, withdraw_chat_fact
from lantern.missing.actions.steps import record_step, withdraw_step
from lantern.missing.models import Episode, Letter, LetterAbout, Offer, Step
from lantern.missing.rules.letters import To
from lantern.missing.vocabulary import OfferedHow, OfferedTo, StepKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action

OFFERED_TO = {To.CHILD: OfferedTo.CHILD, To.PARENT: OfferedTo.PARENT}
TO_WHOM = {To.CHILD: "the child", To.PARENT: "the parent or carer"}


@action
def offer(*, letters: Collection[Letter], posted: Moment, by: Member, at: datetime) -> None:
    """The chat about each episode of the letters was offered when they were posted."""
    rows = list(LetterAbout.objects.filter(letter__in=letters, ended_at=None).select_related("letter"))
    episodes = Episode.objects.in_bulk([each.incident_id for each in rows])
    for incident, about in _by_incident(rows).items():
        if incident not in episodes:  # folded into another since it was printed: that one has its own letters
            continue
        whom = " and ".join(
            TO_WHOM[To(each.to)] for each in sorted(about, key=lambda each: list(To).index(To(each.to)))
        )
        step = record_step(
            episode=episodes[incident],
            kind=StepKind.CHAT_OFFER,
            happened=posted,
            by=by,
            at=at,
            note=f"By letter to {whom}",
        )
        LetterAbout.objects.filter(pk__in=[each.pk for each in about]).update(offer=step)
        for to in sorted({To(each.to) for each in about}):
            offer_chat(
                episode=episodes[incident], to=OFFERED_TO[to], how=OfferedHow.LETTER, happened=posted, by=by, at=at
            )


@action
def take_back(*, letter: Letter, by: Member, at: datetime) -> None:
    """What posting the letter recorded, unless another letter of that post still stands for it."""
    rows = LetterAbout.objects.filter(letter=letter, offer__isnull=False)
    for row in rows.select_related("offer"):
        _take_back_offer(letter, row.incident_id, row.offer.happened_at, by, at)
    offers = list(rows.values_list("offer_id", flat=True))
    rows.update(offer=None)
    still = set(LetterAbout.objects.filter(offer__in=offers).values_list("offer_id", flat=True))
    for step in Step.objects.filter(pk__in=set(offers) - still, withdrawn_at=None):
        withdraw_step(step=step, by=by, at=at)


def _take_back_offer(letter: Letter, incident: UUID, posted: datetime, by: Member, at: datetime) -> None:
    """The chat was not offered to whom this letter was written to."""
    posted_to = Offer.objects.filter(
        chat__covers__incident=incident, how=OfferedHow.LETTER, to=OFFERED_TO[To(letter.to)], happened_at=posted
    )
    for fact in posted_to.filter(withdrawn_at=None).distinct():
        withdraw_chat_fact(fact=fact, by=by, at=at)


def _by_incident(rows: Iterable[LetterAbout]) -> dict[UUID, list[LetterAbout]]:
    found: dict[UUID, list[LetterAbout]] = {}
    for row in rows:
        found.setdefault(row.incident_id, []).append(row)
    return found
