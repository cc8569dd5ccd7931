"""What agencies said of the children on an agenda (M1-5)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lantern.access.viewer import Viewer
from lantern.mace1.models import Item, NothingHeld, ReturnText
from lantern.mace1.rules.returns import Return, word
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.queries.series import arranged_on, seats_on
from lantern.meetings.rules.planning import cycle
from lantern.organisation.models import Agency
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import london
from lantern.writing.queries import sections_of
from lantern.writing.rules import SectionNow

Said = Mapping[tuple[UUID, UUID], Return]


def section_of(agency: UUID) -> str:
    """The section in which an agency's words on a child stand."""
    return str(agency)


def due_of(meeting: Meeting) -> datetime:
    """By when each agency is to have said what it holds."""
    arranged = arranged_on(london(meeting.begins_at).date())
    return cycle(meeting.begins_at, meeting.length, arranged.clocks).return_due


def agencies_of(meeting: Meeting) -> list[Agency]:
    """The agencies that are asked, by name: those with a seat that is not filled by invitation, nor only where required."""
    seats = seats_on([meeting.series_id], london(meeting.begins_at).date())
    core = {each.agency for each in seats if each.kind != SeatKind.INVITED and not each.where_required}
    return sorted(core, key=lambda each: each.name)


def said_of(items: Collection[Item], due: datetime) -> Said:
    """Every word by agency and item, in two queries; who said nothing at all is not there."""
    texts = ReturnText.objects.filter(item__in=items, standing=True)
    written = {
        (UUID(section), item): (text, at)
        for item, section, text, at in texts.values_list("item_id", "section", "text", "at")
    }
    rows = NothingHeld.objects.filter(item__in=items, withdrawn_at=None)
    nothing = {(agency, item): at for agency, item, at in rows.values_list("agency_id", "item_id", "at")}
    found = {}
    for key in {*written, *nothing}:
        text, at = written.get(key, ("", None))
        found[key] = word(text, at, nothing.get(key), due)
    return found


def still_to_say(viewer: Viewer) -> "QuerySet[Item]":
    """Children on agendas that are sent, of meetings in which the viewer sits, of whom their agency has not said what it holds.

    The next meeting first; until it begins.
    """
    of, agency = places(viewer), viewer.member.agency_id
    sits = of.sits if not of.against else frozenset[UUID]()
    texts = ReturnText.objects.filter(item=OuterRef("pk"), section=section_of(agency), standing=True).exclude(text="")
    nothing = NothingHeld.objects.filter(item=OuterRef("pk"), agency=agency, withdrawn_at=None)
    found = Item.visible_to(viewer).filter(~Exists(texts), ~Exists(nothing), meeting__series__in=sits, deferred_at=None)
    found = found.filter(meeting__agenda_sent_at__isnull=False, meeting__begun_at=None, meeting__cancelled_at=None)
    return found.select_related("child", "meeting__series__area").order_by("meeting__begins_at", "id")


def own_texts(items: Collection[Item], agency: UUID) -> dict[UUID, SectionNow]:
    """What one agency wrote, and what waits beside it, by item; one query."""
    rows = ReturnText.objects.filter(item__in=items, section=section_of(agency), settled_at=None)
    rows = rows.exclude(standing=False, beside=False)
    by_item: dict[UUID, list[ReturnText]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    return {item: sections_of(some)[section_of(agency)] for item, some in by_item.items()}


def writers_of(items: Collection[Item]) -> dict[str, str]:
    """The names of everybody who wrote what their agency holds, by id."""
    found = ReturnText.objects.filter(item__in=items).order_by().values_list("by_id", "by__name").distinct()
    return {str(pk): name for pk, name in found}
