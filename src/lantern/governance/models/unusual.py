"""Access that is unusual, with its reason, and what information governance answered."""

from django.db import models
from django.db.models import F, Q

from lantern.children.models import Child
from lantern.governance.vocabulary import Reason, State
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Unusual(Recorded):
    """One member's looks at one child on one day of London, for one reason; a burst is about no single child (SHA-6).

    `looks` counts them, or the children of a burst; `said` is the reason in words, without names.
    """

    member = Within(Member, related_name="+")
    child = Within(Child, null=True, related_name="+")
    reason = models.CharField(max_length=12, choices=[(reason, reason.label) for reason in Reason])
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    looks = models.PositiveIntegerField()
    said = models.CharField(max_length=300)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=State.NEW, choices=[(state, state.label) for state in State])

    class Meta:
        verbose_name_plural = "unusual accesses"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "member", "child", "reason", "day"], name="unusual_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(last_at__gte=F("first_at")), name="unusual_first_before_last"),
            models.CheckConstraint(
                condition=Q(reason=Reason.BURST, child=None) | (~Q(reason=Reason.BURST) & Q(child__isnull=False)),
                name="unusual_child_unless_burst",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state", "-last_at", "id"], name="unusual_by_state")]

    def __str__(self) -> str:
        return f"{Reason(self.reason).label}, {self.day}"


class Answer(Recorded):
    """What somebody of information governance found out; kept, whatever is answered later."""

    unusual = Within(Unusual, related_name="answers")
    state = models.CharField(max_length=12, choices=[(state, state.label) for state in State])
    note = models.CharField(max_length=1_000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="answer_has_a_note")]

    def __str__(self) -> str:
        return State(self.state).label
