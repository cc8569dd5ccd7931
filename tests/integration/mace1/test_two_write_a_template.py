"""Two at one template at the same moment, on connections of their own: nothing is lost, nothing done twice (M1-3)."""

import pytest

from lantern.mace1.actions import discussing
from lantern.mace1.actions import template as actions
from lantern.mace1.models import Template, TemplateText
from lantern.mace1.queries.owing import TEMPLATE
from lantern.mace1.queries.templates import sections_now
from lantern.mace1.rules.template import NEEDED
from lantern.mace1.vocabulary import TemplatePart
from lantern.meetings.actions.running import begin, end
from lantern.obligations.models import Obligation
from lantern.tenancy.current import within
from lantern.writing.rules import Typed
from tests.factories.people import now
from tests.integration.mace1.gathered import Room
from tests.integration.mace1.test_two_at_once import both, one_of_two

pytestmark = pytest.mark.django_db(transaction=True)


class Sharing(Room):
    """A child on an agenda, with a template."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.came = self.item()
            self.template = Template.objects.get(case=self.came.case)

    def begin(self, by: object, text: str = "Said") -> Template:
        texts = dict.fromkeys(NEEDED, text)
        return actions.begin(template=self.template, texts=texts, by=by, at=now())  # type: ignore[arg-type]


@pytest.fixture
def sharing() -> Sharing:
    return Sharing()


def test_two_begin_it_and_one_did(sharing: Sharing) -> None:
    """The parts are filled once, by one of them; the other is told that it is begun."""
    found = both(
        sharing, lambda: sharing.begin(sharing.chair, "Chair"), lambda: sharing.begin(sharing.minutes, "Minutes")
    )
    assert one_of_two(found)
    with within(sharing.here.pk):
        assert TemplateText.objects.count() == len(NEEDED)
        assert len(set(TemplateText.objects.values_list("text", flat=True))) == 1


def test_two_write_one_part_and_both_texts_are_there(sharing: Sharing) -> None:
    with within(sharing.here.pk):
        sharing.begin(sharing.chair)
    acts = [
        lambda by=by: actions.write_part(
            template=sharing.template, part="concerns", typed=Typed(f"By {by.name}", 1, str(by.pk), str(by.pk)), by=by,
            at=now(),
        )
        for by in (sharing.chair, sharing.minutes)
    ]  # fmt: skip
    both(sharing, *acts)  # type: ignore[arg-type]
    with within(sharing.here.pk):
        stands = sections_now(sharing.template)[TemplatePart.CONCERNS]
        assert {stands.text, *stands.beside.values()} == {"By Ash Pretend", "By Max Invented"}


def test_two_hand_it_in_and_it_is_handed_in_once(sharing: Sharing) -> None:
    with within(sharing.here.pk):
        sharing.begin(sharing.chair)
    acts = [
        lambda by=by: actions.hand_in(template=sharing.template, by=by, at=now())
        for by in (sharing.chair, sharing.minutes)
    ]
    assert one_of_two(both(sharing, *acts))  # type: ignore[arg-type]
    with within(sharing.here.pk):
        met = Obligation.objects.get(subject_kind=TEMPLATE).met_at
        assert met == Template.objects.get().submitted_at


def test_handed_in_while_the_meeting_ends_it_is_one_or_the_other(sharing: Sharing) -> None:
    """Whoever ends the meeting and whoever hands in wait for each other; what is owed agrees with what stands."""
    with within(sharing.here.pk):
        sharing.begin(sharing.chair)
        sharing.sent()
        begin(meeting=sharing.meeting, by=sharing.chair, at=now())
        discussing.decide(item=sharing.came, decided=sharing.stays(), by=sharing.chair, at=now())
    both(
        sharing,
        lambda: actions.hand_in(template=sharing.template, by=sharing.minutes, at=now()),
        lambda: end(meeting=sharing.meeting, by=sharing.chair, at=now()),
    )
    with within(sharing.here.pk):
        template = Template.objects.get()
        owed = list(Obligation.objects.filter(subject_kind=TEMPLATE).values_list("met_at", flat=True))
        assert owed == ([template.submitted_at] if template.submitted_at else [])
        assert sharing.meeting.ended_at is not None
