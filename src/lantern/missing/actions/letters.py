"""Letters: printed from the record, posted by a person, which is the offer; taken back, discarded, not to be sent (MIS-8)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from lantern.children.models import Child
from lantern.documents.rules import Document
from lantern.documents.rules.content import as_values
from lantern.missing.actions.folding import hold
from lantern.missing.actions.letters_posted import offer, take_back
from lantern.missing.models import Letter, LetterAbout, NoLetters
from lantern.missing.queries.letters import ToWrite, marked, not_open, to_write, wording
from lantern.missing.rules.letters import Envelope, LetterState, check_can_become, posting_order, section
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import Moment, london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def print_letters(*, children: Iterable[Child], by: Member, at: datetime) -> list[Letter]:
    """Write the letters that `children` are owed, in posting order; what is printed is kept as it was printed.

    Raises `NotAllowed` with the reason to show when nothing can be written. A child for whom somebody else has printed them
    meanwhile is left out.
    """
    ids = [each.pk for each in children]
    hold(ids)
    today = london(at).date()
    words = wording(by.partnership, today)
    if words.against:
        raise NotAllowed(words.against)
    wanted = to_write(marked(Child.objects.filter(pk__in=ids)), by.partnership, today, not_open())
    writable = [each for each in wanted if each.episodes and each.can_be_written]
    if not writable:
        raise NotAllowed("None of these can be written to now: see the reason beside each.")
    marking = arrangement_on(today, by.partnership).marking
    letters = _written(writable, words, marking, by, at)
    Letter.objects.bulk_create(letters)
    about = _about(letters, writable)
    strays = LetterAbout.objects.filter(incident__in=[each.incident_id for each in about], ended_at=None)
    strays.update(ended_at=at)  # printed for another child, whose the episode turned out not to be
    LetterAbout.objects.bulk_create(about)
    trail.record_many("missing.letters_printed", letters, by=by, at=at)
    return letters


@action
def record_posted(*, letters: Collection[Letter], posted: Moment, by: Member, at: datetime) -> None:
    """A person says that these were posted then: that is the offer of the chat, to each it was written to.

    Raises `NotAllowed` when one of them cannot be posted, or was printed after that; nothing is recorded then.
    """
    held = _held(letters)
    for each in held:
        check_can_become(each.state, LetterState.POSTED)
        if posted.latest < each.printed_at.replace(second=0, microsecond=0):  # a clock shows whole minutes
            raise NotAllowed("That is before the letters were printed: check the day.")
    if posted.at > at:
        raise NotAllowed("That time lies in the future.")
    for each in held:
        each.posted_at, each.posted_date_only, each.posted_by, each.recorded_at = posted.at, posted.date_only, by, at
    Letter.objects.set_many(held, ["posted_at", "posted_date_only", "posted_by", "recorded_at"])
    trail.record_many("missing.letters_posted", held, by=by, at=at)
    offer(letters=held, posted=posted, by=by, at=at)


@action
def undo_posted(*, letter: Letter, by: Member, at: datetime) -> None:
    """It was not posted after all: the offer is taken back, and owed again unless something else met it."""
    (held,) = _held([letter])
    check_can_become(held.state, LetterState.PRINTED)
    held.posted_at, held.posted_date_only, held.posted_by, held.recorded_at = None, False, None, None
    Letter.objects.set_many([held], ["posted_at", "posted_date_only", "posted_by", "recorded_at"])
    trail.record("missing.letter_not_posted", held, by=by, at=at)
    take_back(letter=held, by=by, at=at)


@action
def discard_letters(*, letters: Collection[Letter], by: Member, at: datetime) -> None:
    """They will not be posted: whom they were written to is owed a letter again."""
    held = _held(letters)
    for each in held:
        check_can_become(each.state, LetterState.DISCARDED)
        each.discarded_at, each.discarded_by = at, by
    Letter.objects.set_many(held, ["discarded_at", "discarded_by"])
    LetterAbout.objects.filter(letter__in=held, ended_at=None).update(ended_at=at)
    trail.record_many("missing.letters_discarded", held, by=by, at=at)


@action
def stop_letters(*, child: Child, reason: str, by: Member, at: datetime) -> NoLetters:
    """Nothing is posted to this child's address from now on. Raises `NotAllowed` without a reason, or when it is so."""
    hold([child.pk])
    if not reason.strip():
        raise NotAllowed("Say why it is not safe to write.")
    if NoLetters.objects.filter(child=child, ended_at=None).exists():
        raise NotAllowed("It is recorded already that nothing is to be posted.")
    made = NoLetters.objects.create(child=child, reason=reason.strip(), by=by, at=at)
    trail.record("missing.letters_stopped", made, by=by, at=at)
    return made


@action
def allow_letters(*, child: Child, by: Member, at: datetime) -> None:
    """It is safe to write again; that it was not stays on the record."""
    hold([child.pk])
    held = NoLetters.objects.filter(child=child, ended_at=None).first()
    if held is None:
        raise NotAllowed("Letters may be posted already.")
    held.ended_at, held.ended_by = at, by
    held.save(update_fields=["ended_at", "ended_by"])
    trail.record("missing.letters_allowed", held, by=by, at=at)


def _held(letters: Collection[Letter]) -> list[Letter]:
    """The letters as they stand, with nobody else at work on them."""
    hold({each.child_id for each in letters})
    rows = Letter.objects.filter(pk__in=[each.pk for each in letters]).order_by("place", "pk")
    return list(rows.select_for_update(no_key=True))


def _written(writable: list[ToWrite], words: Any, marking: str, by: Member, at: datetime) -> list[Letter]:
    by_child = {str(each.child.pk): each for each in writable}
    envelopes = posting_order(
        Envelope(each.child.sort_name, str(each.child.pk), to)
        for each in writable
        for to, place in each.letters
        if place.lines
    )
    batch, today = uuid4(), london(at).date()
    letters = []
    for place, envelope in enumerate(envelopes, start=1):
        one = by_child[envelope.child]
        back = one.episodes[-1].end
        assert back is not None
        written = section(envelope.to, str(one.child), back.day, today, dict(one.letters)[envelope.to].lines, words)
        said = as_values(Document(written.title, (written,), marking))["sections"][0]
        letters.append(
            Letter(
                child=one.child, to=envelope.to, batch=batch, place=place, said=said, marking=marking, printed_at=at,
                printed_by=by,
            )
        )  # fmt: skip
    return letters


def _about(letters: list[Letter], writable: list[ToWrite]) -> list[LetterAbout]:
    episodes: dict[UUID, Any] = {each.child.pk: each.episodes for each in writable}
    return [
        LetterAbout(letter=letter, child_id=letter.child_id, incident_id=episode.incident_id, to=letter.to)
        for letter in letters
        for episode in episodes[letter.child_id]
    ]
