"""Triggers as they fired, and what people answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.missing.vocabulary import ANSWER_WORDS, ANSWERER_WORDS, TRIGGER_WORDS, Answerer, AnswerKind, TriggerKind
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.timekeeping.moments import Moment


class Trigger(OfChild):
    """An episode asks for more than its own clocks, and somebody must answer (MIS-12).

    An index over facts (`lantern.missing.rules.triggers`) whose id follows from its incident, kind and answerer, so that
    working it out again finds the same row. One whose cause went away is withdrawn with the reason; its answers stay.
    `answered_at` repeats the answer that stands, for the list of what waits.
    """

    child = Within(Child, related_name="triggers")
    incident = Within(Incident, related_name="triggers")
    kind = models.CharField(max_length=20, choices=list(TRIGGER_WORDS.items()))
    answerer = models.CharField(max_length=20, choices=list(ANSWERER_WORDS.items()))
    at = models.DateTimeField(help_text="since when its cause is known")
    date_only = models.BooleanField(default=False)
    due_at = models.DateTimeField(help_text="by when it is to be answered")
    words = models.TextField(help_text="what it rests on")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "incident", "kind", "answerer"], name="trigger_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="") | (~Q(withdrawn_at=None) & ~Q(withdrawn_why="")),
                name="trigger_withdrawn_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "at", "id"],
                name="trigger_unanswered",
                condition=Q(withdrawn_at=None, answered_at=None),
            ),
            models.Index(fields=["child", "-at"], name="trigger_by_child"),
            models.Index(fields=["partnership", "-at", "id"], name="trigger_latest"),
        ]

    @property
    def when(self) -> Moment:
        return Moment(self.at, self.date_only)

    @property
    def title(self) -> str:
        """Repeatedly missing."""
        return TRIGGER_WORDS[TriggerKind(self.kind)]

    @property
    def answered_by(self) -> str:
        """Children’s services."""
        return ANSWERER_WORDS[Answerer(self.answerer)]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer."""
        return self.withdrawn_at is None and self.answered_at is None

    def __str__(self) -> str:
        return f"{self.kind}, {self.answerer}"


class TriggerAnswer(OfChild):
    """What somebody decided about a trigger, and why; `undone_at` takes it back. Nothing is deleted."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "trigger")

    child = Within(Child, related_name="trigger_answers")
    incident = Within(Incident, related_name="+")
    trigger = Within(Trigger, related_name="answers")
    kind = models.CharField(max_length=20, choices=list(ANSWER_WORDS.items()))
    text = models.TextField(help_text="what is asked for, or why")
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")
    undone_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "trigger"], condition=Q(undone_at=None), name="trigger_answered_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="trigger_answer_says_why"),
        ]
        indexes = [models.Index(fields=["incident", "at"], name="trigger_answer_of_incident")]

    @property
    def title(self) -> str:
        """No further action."""
        return ANSWER_WORDS[AnswerKind(self.kind)]

    def __str__(self) -> str:
        return self.kind
