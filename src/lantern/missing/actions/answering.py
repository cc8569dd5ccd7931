"""A person answers what an episode set off, and can take the answer back (MIS-12)."""

from collections.abc import Sequence
from datetime import datetime

from lantern.missing.actions.folding import hold, refold
from lantern.missing.models import Trigger, TriggerAnswer
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import ANSWER_WORDS, AnswerKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def answer_triggers(
    *, triggers: Sequence[Trigger], kind: AnswerKind, text: str, by: Member, at: datetime
) -> list[TriggerAnswer]:
    """One answer to several triggers of a child, which all wait; what it promises is owed from now on.

    Raises `NotAllowed` when one was answered or withdrawn since it was looked at, and says by whom and with what words.
    """
    if not text.strip():
        raise NotAllowed("Say why: the answer is read by others.")
    hold({each.child_id for each in triggers})
    standing = {row.pk: row for row in Trigger.objects.filter(pk__in=[each.pk for each in triggers])}
    for each in triggers:
        _check_waits(standing[each.pk])
    made = [
        TriggerAnswer(
            child_id=row.child_id, incident_id=row.incident_id, trigger=row, kind=kind, text=text, by=by, at=at
        )
        for row in standing.values()
    ]
    TriggerAnswer.objects.bulk_create(made)
    trail.record_many("missing.trigger_answered", made, by=by, at=at)
    refold(children={row.child_id for row in standing.values()}, by=by, at=at)
    return made


@action
def take_back_answer(*, answer: TriggerAnswer, why: str, by: Member, at: datetime) -> None:
    """The trigger waits again; the answer stays to be read as taken back. Raises `NotAllowed` when it was already."""
    hold([answer.child_id])
    answer.refresh_from_db()
    if answer.undone_at:
        raise NotAllowed("This answer has been taken back already.")
    answer.undone_at, answer.undone_by, answer.undone_why = at, by, why
    answer.save(update_fields=["undone_at", "undone_by", "undone_why"])
    trail.record("missing.trigger_answer_undone", answer, by=by, at=at)
    refold(children=[answer.child_id], by=by, at=at)


def _check_waits(trigger: Trigger) -> None:
    if trigger.withdrawn_at:
        raise NotAllowed(f"“{trigger.title}” was withdrawn meanwhile. {trigger.withdrawn_why}")
    if trigger.answered_at:
        given = TriggerAnswer.objects.filter(trigger=trigger, undone_at=None).select_related("by").first()
        said = f" by {given.by.name}: {ANSWER_WORDS[AnswerKind(given.kind)]}. {given.text}" if given else ""
        raise NotAllowed(f"“{trigger.title}” was answered meanwhile{said}")
