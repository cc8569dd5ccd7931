"""The information sharing template: whose it is, by when, filled from the record, written by several, handed in (M1-3)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.children.actions.circumstances import allocate
from lantern.children.models import Child
from lantern.children.vocabulary import WorkKind
from lantern.mace1.actions import discussing, requesting
from lantern.mace1.actions import template as actions
from lantern.mace1.actions.deferring import defer
from lantern.mace1.actions.gathering import open_case
from lantern.mace1.models import Item, Template, TemplateText
from lantern.mace1.queries.owing import TEMPLATE
from lantern.mace1.queries.templates import due_before_meeting, first_meetings, standing_texts
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.rules.template import NEEDED
from lantern.mace1.vocabulary import ItemKind, TemplatePart, Way
from lantern.meetings.actions.planning import cancel, move
from lantern.meetings.actions.running import begin, end
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from lantern.trail.models import Entry
from lantern.writing.rules import Result, Typed
from tests.factories.children import a_child
from tests.factories.people import a_member, an_area, now
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db
SAID = dict.fromkeys(NEEDED, "Said")


class Sharing(Room):
    """A child who came by themselves, with a social worker, and one who was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = a_member(self.here, Role.SOCIAL_WORKER, name="Kit Example")
        with within(self.here.pk):
            self.amber = a_child("Amber", "Example", area=an_area(self.here, "Chelmsford"), worker=self.worker)
            self.exploited(self.amber)
            self.came = self.of(self.amber)
            self.template = self.template_of(self.came)

    def template_of(self, item: Item) -> Template:
        return Template.objects.select_related("case", "presenter__agency").get(case=item.case)

    def owed(self, item: Item | None = None) -> list[Obligation]:
        return list(Obligation.objects.filter(subject_kind=TEMPLATE, subject_id=(item or self.came).case_id))

    def begun(self, **texts: str) -> Template:  # type: ignore[override]
        wanted = {TemplatePart(part): text for part, text in (texts or SAID).items()}
        return actions.begin(template=self.template, texts=wanted, by=self.worker, at=now())

    def running(self) -> None:
        self.sent()
        begin(meeting=self.meeting, by=self.chair, at=now())


@pytest.fixture
def sharing() -> Sharing:
    return Sharing()


def refused(act: Callable[..., Any], **given: Any) -> str:
    with pytest.raises(NotAllowed) as refusal:
        act(**given, at=now())
    return refusal.value.reason


def typed(text: str, version: int, by: Any) -> Typed:
    return Typed(text, version, str(by.pk), str(by.pk))


@action
def put(*, template: Template, values: dict[str, Any], by: None, at: datetime) -> None:
    """Straight into the table, as no action does."""
    Template.objects.filter(pk=template.pk).update(**values)


class TestWhose:
    def test_who_came_by_themselves_is_presented_by_their_social_worker(self, sharing: Sharing) -> None:
        """M1-3: for automatic ones the social worker."""
        assert sharing.template.presenter == sharing.worker

    def test_who_was_asked_for_is_presented_by_who_asked(self, sharing: Sharing) -> None:
        """M1-3: the requesting agency's professional."""
        with within(sharing.here.pk):
            rowan = sharing.child(surname="Invented")
            asked = requesting.ask(
                child=rowan, kind=ItemKind.INITIAL, way=Way.AGENCY, words="Worried", by=sharing.core, at=now()
            )
            item = requesting.accept(asked=asked, by=sharing.chair, at=now())
            allocate(
                child=rowan, member=sharing.worker, kind=WorkKind.SOCIAL_WORKER, since=today(), by=sharing.by, at=now()
            )
            assert sharing.template_of(item).presenter == sharing.core

    def test_a_new_social_worker_owes_it_from_then_on(self, sharing: Sharing) -> None:
        """M1-3: until it is handed in; what was handed in stays whose it was."""
        other = a_member(sharing.here, Role.SOCIAL_WORKER, name="Lou Pretend")
        with within(sharing.here.pk):
            _instead(sharing, sharing.amber, other)
            assert sharing.template_of(sharing.came).presenter == other
            assert [each.owner for each in sharing.owed()] == [other]
            sharing.begun()
            actions.hand_in(template=sharing.template, by=other, at=now())
            _instead(sharing, sharing.amber, sharing.worker)
            assert sharing.template_of(sharing.came).presenter == other

    def test_without_a_social_worker_it_is_the_coordinators(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            item = sharing.item("Madeup")
            (owed,) = sharing.owed(item)
            assert sharing.template_of(item).presenter is None
            assert (owed.owner, owed.owner_role) == (None, "missing coordinator")


def _instead(sharing: Sharing, child: Child, worker: Any) -> None:
    allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=today(), by=sharing.by, at=now())


class TestOwed:
    def test_it_is_due_by_the_arrangement_before_the_meeting(self, sharing: Sharing) -> None:
        """M1-3: at least 7 working days before."""
        with within(sharing.here.pk):
            (owed,) = sharing.owed()
            due = due_before_meeting(first_meetings([sharing.came.case_id])[sharing.came.case_id])
            assert due is not None
            assert owed.due_at == max(due, sharing.came.case.opened_at)
            assert owed.met_at is None

    def test_it_moves_with_the_meeting(self, sharing: Sharing) -> None:
        """M1-1: everything owed moves along."""
        with within(sharing.here.pk):
            (before,) = sharing.owed()
            meeting = sharing.meeting
            move(meeting=meeting, to=meeting.begins_at + 7 * DAY, because="Holiday", by=sharing.chair, at=now())
            (after,) = sharing.owed()
            assert after.due_at > before.due_at

    def test_deferred_it_is_due_before_the_later_meeting(self, sharing: Sharing) -> None:
        """M1-2: the template goes along; nobody writes it again."""
        with within(sharing.here.pk):
            sharing.begun(concerns="Worried")
            defer(item=sharing.came, to=sharing.meetings[2].pk, because="Court", by=sharing.chair, at=now())
            (owed,) = sharing.owed()
            assert owed.due_at == due_before_meeting(sharing.meetings[2])
            assert Template.objects.filter(case=sharing.came.case).count() == 1

    def test_a_cancelled_meeting_hands_it_on(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            cancel(meeting=sharing.meeting, because="Strike", by=sharing.chair, at=now())
            (owed,) = sharing.owed()
            assert owed.due_at == due_before_meeting(sharing.meetings[1])

    def test_handed_in_it_is_met_and_taken_back_it_is_owed_again(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            sharing.begun()
            at = now()
            actions.hand_in(template=sharing.template, by=sharing.worker, at=at)
            assert [each.met_at for each in sharing.owed()] == [at]
            actions.take_back_template(template=sharing.template, by=sharing.worker, at=now())
            assert [each.met_at for each in sharing.owed()] == [None]

    def test_once_discussed_nobody_owes_it_any_more(self, sharing: Sharing) -> None:
        """M1-3: what was never handed in is not chased after the discussion; the template says that it was not."""
        with within(sharing.here.pk):
            sharing.running()
            discussing.decide(item=sharing.came, decided=sharing.stays(), by=sharing.chair, at=now())
            end(meeting=sharing.meeting, by=sharing.chair, at=now())
            assert sharing.owed() == []

    def test_a_review_asks_for_none(self, sharing: Sharing) -> None:
        """M1-3: per initial discussion."""
        with within(sharing.here.pk):
            sharing.running()
            discussing.decide(item=sharing.came, decided=sharing.stays(), by=sharing.chair, at=now())
            end(meeting=sharing.meeting, by=sharing.chair, at=now())
            review = sharing.of(sharing.amber)
            assert review.kind == ItemKind.REVIEW
            assert Template.objects.count() == 1

    def test_who_comes_again_is_written_of_again(self, sharing: Sharing) -> None:
        """M1-9: a re-opened child has a template of this time; the one before stays."""
        with within(sharing.here.pk):
            sharing.running()
            discussing.decide(item=sharing.came, decided=CLOSES, by=sharing.chair, at=now())
            end(meeting=sharing.meeting, by=sharing.chair, at=now())
            again = open_case(
                child=sharing.amber, meeting=sharing.meetings[1], way=Way.WORKER, because="Again", by=sharing.worker,
                at=now(), presenter=sharing.worker,
            )  # fmt: skip
            assert sharing.template_of(again).pk != sharing.template.pk
            assert len(sharing.owed(again)) == 1


class TestWriting:
    def test_it_begins_with_what_the_record_says(self, sharing: Sharing) -> None:
        """M1-3: pre-filled, under the name of who began it; a part of which the record says nothing is empty."""
        with within(sharing.here.pk):
            begun = sharing.begun(concerns="A type on the record", health="")
            assert (begun.begun_by, begun.submitted_at) == (sharing.worker, None)
            (text,) = TemplateText.objects.filter(template=begun)
            assert (text.section, text.text, text.by, text.version) == (
                "concerns",
                "A type on the record",
                sharing.worker,
                1,
            )

    def test_it_is_begun_once(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            sharing.begun()
            given = {"template": sharing.template, "texts": SAID, "by": sharing.chair}
            assert refused(actions.begin, **given) == refusals.TEMPLATE_BEGUN

    def test_nothing_is_written_before_it_is_begun_nor_where_there_is_no_part(self, sharing: Sharing) -> None:
        given = {"template": sharing.template, "typed": typed("Said", 0, sharing.worker), "by": sharing.worker}
        with within(sharing.here.pk):
            assert refused(actions.write_part, part="health", **given) == refusals.TEMPLATE_NOT_BEGUN
            sharing.begun()
            assert refused(actions.write_part, part="shoe size", **given) == refusals.NO_SUCH_SECTION

    def test_two_write_one_part_and_nothing_is_lost(self, sharing: Sharing) -> None:
        """M1-3: saved as they type; whoever typed on top of an older text is shown both."""
        with within(sharing.here.pk):
            sharing.begun(health="Asthma")
            first = actions.write_part(
                template=sharing.template, part="health", typed=typed("Asthma, and a nurse", 1, sharing.worker),
                by=sharing.worker, at=now(),
            )  # fmt: skip
            second = actions.write_part(
                template=sharing.template, part="health", typed=typed("Asthma, no allergies", 1, sharing.chair),
                by=sharing.chair, at=now(),
            )  # fmt: skip
            assert (first.result, second.result) == (Result.SAVED, Result.BESIDE)
            assert second.now.text == "Asthma, and a nurse"
            assert second.now.beside == {str(sharing.chair.pk): "Asthma, no allergies"}

    def test_what_is_lacking_is_said_by_its_name(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            sharing.begun(concerns="Worried")
            said = refused(actions.hand_in, template=sharing.template, by=sharing.worker)
            assert said == "Still to be written: Parents’ or carers’ view; The child’s view."
            assert sharing.template_of(sharing.came).submitted_at is None

    def test_handed_in_it_stands(self, sharing: Sharing) -> None:
        """M1-3: submitted once."""
        with within(sharing.here.pk):
            sharing.begun()
            actions.hand_in(template=sharing.template, by=sharing.worker, at=now())
            given = {"template": sharing.template, "by": sharing.worker}
            again = typed("More", 1, sharing.worker)
            assert refused(actions.write_part, part="concerns", typed=again, **given) == refusals.TEMPLATE_SUBMITTED
            assert refused(actions.hand_in, **given) == refusals.TEMPLATE_SUBMITTED
            assert standing_texts([sharing.template.pk])[sharing.template.pk] == SAID

    def test_late_is_still_accepted_until_the_discussion_is_over(self, sharing: Sharing) -> None:
        """M1-3: also while the meeting runs; then the template stands as it was."""
        with within(sharing.here.pk):
            sharing.begun()
            sharing.running()
            actions.hand_in(template=sharing.template, by=sharing.worker, at=now())
            given = {"template": sharing.template, "by": sharing.worker}
            assert refused(actions.take_back_template, **given) == refusals.TEMPLATE_OVER

    def test_over_nothing_is_written_any_more(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            sharing.begun()
            sharing.running()
            discussing.decide(item=sharing.came, decided=CLOSES, by=sharing.chair, at=now())
            end(meeting=sharing.meeting, by=sharing.chair, at=now())
            given = {"template": sharing.template, "by": sharing.worker}
            more = typed("More", 1, sharing.worker)
            assert refused(actions.write_part, part="concerns", typed=more, **given) == refusals.TEMPLATE_OVER
            assert refused(actions.hand_in, **given) == refusals.TEMPLATE_OVER

    def test_what_is_not_handed_in_is_not_taken_back(self, sharing: Sharing) -> None:
        with within(sharing.here.pk):
            sharing.begun()
            given = {"template": sharing.template, "by": sharing.worker}
            assert refused(actions.take_back_template, **given) == refusals.TEMPLATE_NOT_SUBMITTED


class TestTables:
    @pytest.mark.parametrize(
        "values",
        [
            {"begun_at": now()},
            {"submitted_at": now()},
            {"begun_by": "worker", "begun_at": now(), "submitted_at": now()},
            {"submitted_by": "worker", "submitted_at": now()},
        ],
    )
    def test_the_database_refuses_half_of_a_fact(self, sharing: Sharing, values: dict[str, Any]) -> None:
        """M1-3: begun and handed in have somebody, and nothing is handed in that was not begun."""
        given = {name: sharing.worker if value == "worker" else value for name, value in values.items()}
        with within(sharing.here.pk), pytest.raises(IntegrityError), transaction.atomic():
            put(template=sharing.template, values=given, by=None, at=now())

    def test_a_case_has_one_template(self, sharing: Sharing) -> None:
        with within(sharing.here.pk), pytest.raises(IntegrityError), transaction.atomic():
            actions.prepare(case=sharing.came.case, presenter=None, by=None, at=now())

    def test_every_act_is_in_the_trail(self, sharing: Sharing) -> None:
        """SHA-6: begun, written, handed in, taken back, taken out with what for."""
        with within(sharing.here.pk):
            sharing.begun()
            later = now() + timedelta(minutes=5)
            by = {"template": sharing.template, "by": sharing.worker, "at": later}
            actions.write_part(part="health", typed=typed("Asthma", 0, sharing.worker), **by)
            actions.hand_in(**by)
            actions.take_back_template(**by)
            actions.take_out_template(purpose="No network there", **by)
            left = Entry.objects.filter(
                member_id=sharing.worker.pk, what__startswith="mace1.", child_id=sharing.amber.pk
            )
            assert set(left.values_list("what", flat=True)) == {
                "mace1.template_begun", "mace1.template_written", "mace1.template_handed_in",
                "mace1.template_taken_back", "mace1.paper_taken_out",
            }  # fmt: skip
            assert left.get(what="mace1.paper_taken_out").purpose == "No network there"
