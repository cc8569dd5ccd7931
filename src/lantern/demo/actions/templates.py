"""Information templates of the invented county: most handed in, some late, some only begun (M1-3)."""

from datetime import datetime, timedelta
from random import Random

from lantern.access.viewer import viewer_of
from lantern.children.models import Child
from lantern.demo.rules import meetings as invented
from lantern.demo.rules.chance import pick
from lantern.mace1.actions import template as actions
from lantern.mace1.models import Item, Template
from lantern.mace1.parts.on_record import as_text, on_record
from lantern.mace1.queries.templates import due_before_meeting, with_all
from lantern.mace1.vocabulary import ItemKind, TemplatePart
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action

HANDED_IN, LATE, BEGUN = 0.7, 0.15, 0.85  # how often; of the rest some are begun, and some are not


@action
def share(*, meeting: Meeting, chair: Member, rng: Random, by: None, at: datetime) -> None:
    """What the presenters of first discussions had written by `at`; whoever has none, the chair wrote for."""
    due = due_before_meeting(meeting)
    first = Item.objects.filter(meeting=meeting, kind=ItemKind.INITIAL, deferred_at=None)
    waiting = Template.objects.filter(case__in=first.values("case"), begun_at=None)
    for template in waiting.select_related("presenter__partnership", "presenter__agency", "case").order_by(
        "case__number"
    ):
        chance, begun = rng.random(), max(template.case.opened_at, at - timedelta(days=rng.randint(2, 9)))
        if chance > BEGUN or begun > at:
            continue
        writer = template.presenter or chair
        _begin(template, writer, begun, rng)
        handed = due + 2 * DAY if due and chance < LATE else begun + timedelta(hours=rng.randint(1, 30))
        if chance < HANDED_IN and begun < handed <= at:
            actions.hand_in(template=template, by=writer, at=handed)


def _begin(template: Template, writer: Member, at: datetime, rng: Random) -> None:
    child = with_all(Child.objects.filter(pk=template.child_id)).get()
    held = on_record(child, viewer_of(writer, now=at))
    texts = {part: as_text(some) for part, some in held.items()}
    for part in (TemplatePart.CONCERNS, TemplatePart.PARENT, TemplatePart.CHILD):
        texts.setdefault(part, pick(rng, invented.TEMPLATE[part]))
    actions.begin(template=template, texts=texts, by=writer, at=at)
