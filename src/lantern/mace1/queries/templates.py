"""Information sharing templates: by when each is due, who writes and who reads them, what stands in them (M1-3)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Allocation, Child
from lantern.children.queries.record import with_own_record
from lantern.children.vocabulary import WorkKind
from lantern.exploitation.queries.facts import with_known
from lantern.exploitation.queries.levels import with_levels
from lantern.mace1.models import Case, Item, Template, TemplateText
from lantern.mace1.vocabulary import ItemKind
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.queries.series import arranged_on
from lantern.meetings.rules.planning import cycle
from lantern.meetings.tabs import comes
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.writing import queries as writing
from lantern.writing.rules import SectionNow


def with_all(children: "QuerySet[Child]") -> "QuerySet[Child]":
    """`children` with what a template says of each from the record."""
    return with_levels(with_known(with_own_record(children)))


def first_meetings(cases: Collection[UUID]) -> dict[UUID, Meeting]:
    """The meeting at which each case is discussed for the first time, as the agendas stand; by case, one query."""
    items = Item.objects.filter(case__in=cases, kind=ItemKind.INITIAL, deferred_at=None, meeting__cancelled_at=None)
    found = items.select_related("meeting__series__area").order_by("meeting__begins_at")
    return {each.case_id: each.meeting for each in found}


def due_before_meeting(meeting: Meeting | None) -> datetime | None:
    """By when the templates of a meeting are due, by the arrangement of its own day."""
    if meeting is None:
        return None
    arranged = arranged_on(london(meeting.begins_at).date())
    return cycle(meeting.begins_at, meeting.length, arranged.clocks).template_due


def template_of(case: Case, viewer: Viewer) -> Template | None:
    """The one of a case in sight."""
    found = Template.visible_to(viewer).filter(case=case)
    return found.select_related("child", "case__series", "presenter__agency", "submitted_by").first()


def templates_for(items: Collection[Item]) -> dict[UUID, Template]:
    """Of first discussions among `items`, by the item; one query."""
    first = {each.case_id: each.pk for each in items if each.kind == ItemKind.INITIAL}
    found = Template.objects.filter(case__in=first).select_related("case", "presenter__agency", "submitted_by")
    return {first[each.case_id]: each for each in found}


def may_write(template: Template, viewer: Viewer) -> bool:
    """Whoever presents the child, their agency, and who runs the meetings that the child is open to.

    While nobody presents the child, whoever may ask for a discussion.
    """
    if not viewer.sees_names:
        return False
    presenter = template.presenter
    asks = viewer.may(Permission.ASK_FOR_DISCUSSION)
    own = viewer.member.agency_id == presenter.agency_id if presenter else asks
    of = places(viewer)
    return own or (not of.against and template.case.series_id in of.runs)


def may_read(template: Template, meeting: Meeting | None, viewer: Viewer) -> bool:
    """Who writes it, and once it is handed in whoever comes to the first discussion and may open its papers (SHA-3)."""
    if may_write(template, viewer):
        return True
    is_out = meeting is not None and meeting.agenda_sent_at is not None and template.submitted_at is not None
    return is_out and meeting is not None and comes(meeting, viewer) and not places(viewer).against


def sections_now(template: Template) -> Mapping[str, SectionNow]:
    """What stands and waits, by the parts; one query."""
    return writing.sections_now(TemplateText.objects.filter(template=template))


def writers_of(template: Template) -> dict[str, str]:
    """The names of everybody who wrote in it, by id."""
    return writing.writers(TemplateText.objects.filter(template=template))


def standing_texts(templates: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """What stands in each of several, by part; one query."""
    found: dict[UUID, dict[str, str]] = {each: {} for each in templates}
    rows = TemplateText.objects.filter(template__in=templates, standing=True).exclude(text="")
    for template, section, text in rows.values_list("template_id", "section", "text"):
        found[template][section] = text
    return found


def social_workers(children: Collection[UUID], on: date) -> dict[UUID, Member]:
    """The social worker of each child on the day."""
    rows: QuerySet[Allocation] = Allocation.objects.filter(
        child__in=children, kind=WorkKind.SOCIAL_WORKER, since__lte=on
    )
    rows = rows.exclude(until__lte=on).select_related("member").order_by("since")
    return {each.child_id: each.member for each in rows}
