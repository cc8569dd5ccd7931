"""Persons of concern round a marked child, with every text that a record of one can hold; call inside a partnership (EXP-5)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from lantern.children.models import Child
from lantern.network.actions.context_ties import tie_child_to, tie_person_to
from lantern.network.actions.contexts import (
    add_guardian,
    add_step,
    assess,
    change_context,
    close_context,
    finish_step,
    record_context,
    reopen_context,
)
from lantern.network.actions.joining import join
from lantern.network.actions.orders import end_order, record_breach, record_order, record_order_over
from lantern.network.actions.persons import change_person, close_person, record_person, reopen_person
from lantern.network.actions.same_child import say_other_child, say_same_child
from lantern.network.actions.statements import record_statement, withdraw
from lantern.network.actions.ties import end_tie, tie_child, tie_person
from lantern.network.models import Context, PersonOfConcern, SameChild
from lantern.network.rules.contexts import Assessed, Described
from lantern.network.rules.grading import Sourced
from lantern.network.rules.tied import Issued, Tied
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind, PersonTieKind
from lantern.network.vocabulary.powers import Power
from lantern.organisation.models import Area, Member
from tests.factories.people import LONG_AGO, now
from tests.factories.today import today

KNOWN, SUSPECTED = Certainty.KNOWN, Certainty.SUSPECTED
COMMON = "Common Person"  # tied to every child: without a mark, so that ties alone tell of each


class Persons:
    """Records persons round the children of one partnership."""

    def __init__(self, *, area: Area, by: Member) -> None:
        self.by = by
        self.common = record_person(name=COMMON, description="", area=area, by=by, at=now())

    def round(self, child: Child, key: str, *, closed: bool) -> dict[str, UUID]:
        """Two persons marked as the child is, a third joined to the first; a closed child is the person themselves."""
        say, by, at = f"Xq{key}".__add__, self.by, now()
        person, other = self._person(child, key, "person"), self._person(child, key, "other")
        joined = self._joined(person, child, key)
        arguments = self._about(person, key) | self._orders(person, key)
        tied = Tied(KNOWN, Sourced(say("associatesource")), LONG_AGO, say("associatenote"))
        tie_person(person=person, other=other, kind=PersonTieKind.DIRECTS, tied=tied, by=by, at=at)
        tie_person(person=self.common, other=person, kind=PersonTieKind.DRIVES, tied=tied, by=by, at=at)
        tie = self._tie(self.common, child, key)
        decide = say_same_child if closed else say_other_child
        for each in (person, other) if closed else (person,):
            decide(person=each, child=child, by=by, at=at)
        decision = SameChild.objects.get(person=person, undone_at=None)
        ids = {"person": person.pk, "other": other.pk, "tied": tie, "same_child_said": decision.pk, "joined": joined}
        return arguments | ids

    def place_of(self, child: Child, key: str, person: UUID, *, closed: bool) -> tuple[dict[str, UUID], UUID]:
        """A place marked as the child is, and the child's tie with it.

        Where the child's record is closed the place has no mark, and the texts of the tie alone tell of the child.
        """
        say, by, at = f"Xq{key}".__add__, self.by, now()
        mark = "Common {}".format if closed else say
        common = Described(f"Common Arcade {key}", ContextKind.BUSINESS, KNOWN, self.common.area_id)
        own = Described(say("place"), ContextKind.ESTATE, KNOWN, child.area_id, say("street"))
        context = record_context(described=common if closed else own, by=by, at=at)
        change_context(context=context, described=common if closed else own, version=1, by=by, at=at)
        self._assessed(context, mark)
        guardian = add_guardian(context=context, who=mark("guard"), how=mark("how"), since=LONG_AGO, by=by, at=at)
        step = add_step(context=context, text=mark("step"), owner=by, due_on=today() - timedelta(days=2), by=by, at=at)
        tied = Tied(KNOWN, Sourced(say("contextsource")), LONG_AGO, say("contextnote"))
        tie = tie_child_to(context=context, child=child, kind=ContextTieKind.MEMBER, tied=tied, by=by, at=at)
        self._tied_before(context, child, tied, key)
        leads = PersonOfConcern.objects.get(pk=person)
        tie_person_to(context=context, person=leads, kind=ContextRole.LEADS, tied=tied, by=by, at=at)
        self._ordered(context, mark)
        return {"context": context.pk, "guardian": guardian.pk, "plan_step": step.pk}, tie.pk

    def _ordered(self, context: Context, mark: Callable[[str], str]) -> None:
        """A power over the place that was not kept."""
        by, at = self.by, now()
        issued = Issued(Power.CLOSURE_ORDER, LONG_AGO, mark("court"), None, mark("orderref"), mark("conditions"))
        made = record_order_over(context=context, issued=issued, by=by, at=at)
        record_breach(order=made, on=today(), words=mark("breach"), reported_to=mark("reported"), by=by, at=at)

    def _tied_before(self, context: Context, child: Child, tied: Tied, key: str) -> None:
        """A tie that was over, and then was found to be a mistake."""
        by, at = self.by, now()
        before = tie_child_to(context=context, child=child, kind=ContextTieKind.GOES, tied=tied, by=by, at=at)
        end_tie(tie=before, on=today(), because=f"Xq{key}contextover", by=by, at=at)
        withdraw(said=before, because=f"Xq{key}contextback", by=by, at=at)

    def _assessed(self, context: Context, mark: Callable[[str], str]) -> None:
        """Twice, with a step that is done and one taken back; closed and opened again."""
        by, at = self.by, now()
        for number in (1, 2):
            assessed = Assessed(mark(f"risks{number}"), mark("strong"), today() + timedelta(days=number))
            assess(context=context, assessed=assessed, version=number + 1, by=by, at=at)
        done, back = (
            add_step(context=context, text=mark(what), owner=by, due_on=today(), by=by, at=at)
            for what in ("done", "back")
        )
        finish_step(step=done, on=today(), outcome=mark("outcome"), by=by, at=at)
        withdraw(said=back, because=mark("stepback"), by=by, at=at)
        close_context(context=context, because=mark("shut"), by=by, at=at)
        reopen_context(context=context, because=mark("again"), by=by, at=at)

    def _person(self, child: Child, key: str, what: str) -> PersonOfConcern:
        said = {"description": f"Xq{key}{what}words", "area": child.area, "by": self.by, "at": now()}
        person = record_person(name=f"Xq{key}{what}", **said)  # type: ignore[arg-type]
        self._tie(person, child, key)
        return person

    def _tie(self, person: PersonOfConcern, child: Child, key: str) -> UUID:
        """One that is over, one that stands."""
        say, by, at = f"Xq{key}".__add__, self.by, now()
        for certainty in (SUSPECTED, KNOWN):  # the surer one ends the other
            tied = Tied(certainty, Sourced(say("tiesource")), LONG_AGO, say("tienote"))
            made = tie_child(person=person, child=child, kind=ChildTieKind.DRIVES, tied=tied, by=by, at=at)
        tied = Tied(KNOWN, Sourced(say("endsource")), None, say("endnote"))
        over = tie_child(person=person, child=child, kind=ChildTieKind.ONLINE, tied=tied, by=by, at=at)
        end_tie(tie=over, on=today(), because=say("tieended"), by=by, at=at)
        return made.pk

    def _joined(self, person: PersonOfConcern, child: Child, key: str) -> UUID:
        say, by, at = f"Xq{key}".__add__, self.by, now()
        second = record_person(name=say("second"), description="", area=child.area, by=by, at=at)
        return join(person=person, other=second, because=say("joined"), by=by, at=at).pk

    def _about(self, person: PersonOfConcern, key: str) -> dict[str, UUID]:
        say, by, at = f"Xq{key}".__add__, self.by, now()
        for about in (About.ALIAS, About.VEHICLE, About.PLACE, About.OTHER):
            made = _said(person, about, say(about), say("saidsource"), by, at)
        back = _said(person, About.GROUP, say("gang"), say("gangsource"), by, at)
        withdraw(said=back, because=say("withdrawn"), by=by, at=at)
        close_person(person=person, because=say("closed"), by=by, at=at)
        reopen_person(person=person, because=say("reopened"), by=by, at=at)
        now_said = {"name": say("person"), "description": say("anew"), "area": person.area}
        change_person(person=person, version=1, by=by, at=at, **now_said)
        return {"said": made.pk}

    def _orders(self, person: PersonOfConcern, key: str) -> dict[str, UUID]:
        say, by, at = f"Xq{key}".__add__, self.by, now()
        soon = today() + timedelta(days=7)
        issued = Issued(Power.ABDUCTION, LONG_AGO, say("court"), soon, say("orderref"), say("conditions"))
        over = record_order(person=person, issued=issued, by=by, at=at)
        end_order(order=over, on=today(), because=say("orderended"), by=by, at=at)
        made = record_order(person=person, issued=issued, by=by, at=at)
        record_breach(order=made, on=today(), words=say("breach"), reported_to=say("reported"), by=by, at=at)
        return {"order": made.pk}


def _said(person: PersonOfConcern, about: About, words: str, source: str, by: Member, at: datetime):  # type: ignore[no-untyped-def]
    graded = Sourced(source, "3x5x2", "1AP")
    return record_statement(person=person, about=about, words=words, on=today(), source=graded, by=by, at=at)
