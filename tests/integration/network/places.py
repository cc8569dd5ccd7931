"""Peer groups and places, and everything that can be done to one (EXP-6)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from lantern.network.actions import contexts as actions
from lantern.network.actions.context_ties import tie_child_to, tie_person_to
from lantern.network.models import Context, ContextAssessment, ContextChild, ContextPerson, Guardian, PlanStep
from lantern.network.rules.contexts import Assessed, Described
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Certainty
from lantern.organisation.models import Member
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.network.concern import KNOWN, Concern


class Places(Concern):
    """An arcade and those who look at it."""

    def place(self, name: str = "Fictional Arcade", **given: Any) -> Context:
        """Recorded by the county's coordinator, without an area."""
        described = Described(name, given.pop("kind", ContextKind.BUSINESS), Certainty.KNOWN, given.pop("area", None))
        return actions.record_context(described=described, by=given.get("by", self.county), at=now())

    def assesses(self, context: Context, risks: str, *, days: int = 90, by: Member | None = None) -> ContextAssessment:
        """On top of what stands now, to be looked at again in some days."""
        context.refresh_from_db()
        assessed = Assessed(risks, "", today() + timedelta(days=days))
        return actions.assess(
            context=context, assessed=assessed, version=context.version, by=by or self.county, at=now()
        )

    def ties(self, context: Context, child: Any, **given: Any) -> ContextChild:
        """Known to go there."""
        said = {"kind": ContextTieKind.GOES, "tied": KNOWN, "by": self.county, "at": now()} | given
        return tie_child_to(context=context, child=child, **said)

    def seen_by(self, context: Context) -> list[bool]:
        """In the sight of the county, Mid, North and the worker."""
        return [
            Context.visible_to(self.viewer(each)).filter(pk=context.pk).exists()
            for each in (self.county, self.mid, self.north, self.worker)
        ]

    def ties_person(self, context: Context, person: Any, **given: Any) -> ContextPerson:
        """Known to run it."""
        said = {"kind": ContextRole.RUNS, "tied": KNOWN, "by": self.county, "at": now()} | given
        return tie_person_to(context=context, person=person, **said)

    def step(self, context: Context, text: str = "Light it", *, days: int = 0, owner: Member | None = None) -> PlanStep:
        """The county's unless it is somebody else's, due in some days."""
        due = today() + timedelta(days=days)
        return actions.add_step(
            context=context, text=text, owner=owner or self.county, due_on=due, by=self.county, at=now()
        )

    def done(self, step: PlanStep, on: date | None = None) -> None:
        """With six lamps."""
        actions.finish_step(step=step, on=on or today(), outcome="Six lamps.", by=self.county, at=now())

    def guardian(self, context: Context, who: str = "The caretaker") -> Guardian:
        """Since today."""
        return actions.add_guardian(context=context, who=who, how="", since=today(), by=self.county, at=now())

    def guarded_until(self, guardian: Guardian, on: date | None = None) -> None:
        """Over."""
        actions.end_guardian(guardian=guardian, on=on or today(), by=self.county, at=now())

    def changes(self, context: Context, name: str = "Pretend Park", version: int | None = None) -> None:
        """Another name, by who read the record as it stands."""
        context.refresh_from_db()
        described = Described(name, ContextKind.PARK, Certainty.SUSPECTED)
        actions.change_context(
            context=context, described=described, version=version or context.version, by=self.county, at=now()
        )

    def closes(self, context: Context, because: str = "Built over.") -> None:
        """Watched no more."""
        actions.close_context(context=context, because=because, by=self.county, at=now())

    def reopens(self, context: Context) -> None:
        """Watched again."""
        actions.reopen_context(context=context, because="Not yet.", by=self.county, at=now())


Act = Callable[[Places, Context], object]
ADDS: dict[str, Act] = {
    "changed": lambda places, context: places.changes(context),
    "assessed": lambda places, context: places.assesses(context, "Dark after six."),
    "a guardian": lambda places, context: places.guardian(context),
    "a step": lambda places, context: places.step(context),
    "closed": lambda places, context: places.closes(context),
}
"""What adds to a record or decides about it: each needs a record that is open."""
