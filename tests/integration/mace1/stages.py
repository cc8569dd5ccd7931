"""A room brought to each stage of a meeting, and everything that can be done with a child on its agenda."""

from collections.abc import Callable
from typing import Any

from lantern.mace1.actions import acting, discussing, returning
from lantern.mace1.actions import minutes as of_minutes
from lantern.mace1.actions.deferring import defer
from lantern.mace1.models import Action, Item
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.vocabulary import ActionKind
from lantern.meetings.actions.planning import cancel
from lantern.meetings.actions.running import begin, end, issue_minutes, send_agenda
from lantern.meetings.vocabulary import Stage
from lantern.timekeeping.moments import DAY
from lantern.writing.rules import Typed
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.mace1.gathered import Room


def to(room: Room, item: Item, stage: Stage) -> None:
    """The first meeting of the room, with `item` on its agenda, is brought to `stage`."""
    said: dict[str, Any] = {"by": room.chair, "at": now()}
    if stage is Stage.CANCELLED:
        cancel(meeting=room.meeting, because="Strike", **said)
    steps = (Stage.AGENDA_OUT, Stage.RUNNING, Stage.ENDED, Stage.MINUTES_OUT)
    for step in steps[: steps.index(stage) + 1] if stage in steps else ():
        if step is Stage.ENDED:
            discussing.decide(item=item, decided=room.stays(), **said)
        {Stage.AGENDA_OUT: send_agenda, Stage.RUNNING: begin, Stage.ENDED: end, Stage.MINUTES_OUT: issue_minutes}[step](
            meeting=room.meeting, **said
        )


def write(room: Room, item: Item, text: str = "Said") -> object:
    """Something in the first section of the discussion."""
    key = sections_of(item.meeting)[0].key
    return discussing.write_section(
        item=item, section=key, typed=Typed(text, 0, str(room.chair.pk)), by=room.chair, at=now()
    )


def agree(room: Room, item: Item, words: str = "See a nurse") -> Action:
    """An action of the core member's agency."""
    return acting.agree(
        item=item, kind=ActionKind.SUPPORT, words=words, agency=room.core.agency, due_on=today() + 7 * DAY,
        by=room.chair, at=now(),
    )  # fmt: skip


def held(room: Room, item: Item, text: str = "Held") -> object:
    """What the core member's agency holds."""
    typed = Typed(text, 0, str(room.core.pk))
    return returning.write_return(item=item, agency=room.core.agency, typed=typed, by=room.core, at=now())


ACTS: dict[str, Callable[[Room, Item], object]] = {
    "write": write,
    "agree": agree,
    "hold": held,
    "decide": lambda room, item: discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now()),
    "defer": lambda room, item: defer(item=item, to=room.meetings[2].pk, because="Court", by=room.chair, at=now()),
    "amend": lambda room, item: of_minutes.amend(item=item, words="Not so", by=room.chair, at=now()),
    "dissent": lambda room, item: of_minutes.dissent(item=item, words="We do not", by=room.core, at=now()),
}
