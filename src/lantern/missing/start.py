"""What the missing room tells others at start-up: what notifications say of children, and what follows a change."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from lantern.access.arranging import rooms
from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import around, changes, chronology, hanging, marks, triggers, voices
from lantern.children.queries.profiles import describe_further
from lantern.missing.actions.arranging import follow_arrangement
from lantern.missing.actions.folding import refold
from lantern.missing.models import Candidate, Episode
from lantern.missing.parts.around import found_near, found_still
from lantern.missing.parts.authorities import HELD
from lantern.missing.parts.chronology import chronology_of
from lantern.missing.parts.stepper import ABOUT_CHATS
from lantern.missing.parts.who import missing_mark, read_missing_now
from lantern.missing.queries.arranging import foreseen
from lantern.missing.queries.chat_texts import own_words_of
from lantern.missing.queries.described import described_in_messages
from lantern.missing.queries.owing import SUBJECT, TRIGGER
from lantern.missing.queries.triggers import standing_triggers
from lantern.missing.queries.under import counts
from lantern.missing.rules.owed import AFTER_RETURN, Owner
from lantern.missing.vocabulary import STEP_VERBS, TRIGGER_VERBS, StepKind
from lantern.network import sources
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.organisation import consequences
from lantern.organisation.duties import register_owner
from lantern.organisation.models import Member

OWNERS = {
    "attend_immediate": Owner.POLICE,
    "attend_priority": Owner.POLICE,
    "attend_scheduled": Owner.POLICE,
    **{row.kind.name.lower(): row.owner for row in AFTER_RETURN},
    "plan_review": Owner.ALLOCATED_WORKER,
    "answer_trigger": "each agency that must",
    "support_response": Owner.CHILDRENS_SERVICES,
    "strategy_meeting": Owner.CHILDRENS_SERVICES,
    **dict.fromkeys(("review_first", "review_second", "review_third", "review_fourth"), Owner.MISSING_COORDINATOR),
    "adult_handover": Owner.MISSING_COORDINATOR,
}


def ready() -> None:
    """Register; called once."""
    describe_further(described_in_messages)
    changes.follow(_fold_again)
    hanging.register(hanging.Follows.WORKED_OUT, Candidate, Episode, Obligation)
    chronology.register("missing", chronology_of)
    around.register("found", found_near, still=found_still)
    voices.register("chats", own_words_of)
    marks.register("missing", read_missing_now, missing_mark)
    triggers.register("missing", standing_triggers)
    verbs = {kind.value: verb for kind, verb in STEP_VERBS.items()}
    subjects.register(SUBJECT, url=_where_done, verbs=verbs, of_responsible=HELD)
    subjects.register(
        TRIGGER,
        url=_where_answered,
        verbs={f"trigger: {kind}": verb for kind, verb in TRIGGER_VERBS.items()},
        may=Permission.ANSWER_TRIGGERS,
    )
    rooms.counted_by(counts)
    consequences.register("missing", foresee=foreseen, carry_out=follow_arrangement)
    for clock, owner in OWNERS.items():
        register_owner(clock, owner)
    sources.register("chat", url=lambda key: reverse("missing:chat", args=[key]), words="Missing chat")
    register(Item(20, "Missing", "missing:now", "/missing/", Permission.SEE_MISSING))


def _where_done(episode: UUID, kind: str) -> str:
    if kind in ABOUT_CHATS:
        return reverse("missing:chat_of", args=[episode])
    return reverse("missing:step", args=[episode, StepKind(kind).slug])


def _where_answered(trigger: UUID, kind: str) -> str:
    return reverse("missing:answer", args=[trigger])


def _fold_again(children: list[UUID], by: Member | None, at: datetime) -> None:
    refold(children=children, by=by, at=at)
