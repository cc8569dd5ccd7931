"""Actions and templates as claims upon the table of obligations: each is somebody's to do by a day (M1-3, M1-6, MSR-11)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from lantern.mace1.models import Action, Case, Item, Template
from lantern.mace1.queries.templates import due_before_meeting, first_meetings
from lantern.mace1.rules.template import BEFORE_THE_END
from lantern.meetings.models import Meeting
from lantern.obligations.rules import Claim
from lantern.timekeeping.clocks import last_minute

ACTION, DO = "mace1 action", "mace1 action"
TEMPLATE, WRITE = "mace1 template", "information template"
COORDINATOR = "missing coordinator"
"""Who sees to an action of an agency that nobody sits for, and to the template of a child without a social worker."""


def claims_of_actions(actions: Collection[UUID]) -> Iterator[Claim]:
    """Those that are issued and not dropped, until the last minute of their day."""
    for each in Action.objects.filter(pk__in=actions, issued_at__isnull=False, dropped_at=None):
        assert each.issued_at is not None
        yield Claim(
            child=each.child_id, subject_kind=ACTION, subject=each.pk, kind=DO, cause="meeting",
            starts_at=each.issued_at, due_at=max(each.issued_at, last_minute(each.due_on)),
            met_at=last_minute(each.done_on) if each.done_on else None, owner_role=COORDINATOR, owner=each.owner_id,
        )  # fmt: skip


def actions_of(children: Collection[UUID]) -> list[UUID]:
    """Every action of these children."""
    return list(Action.objects.filter(child__in=children).values_list("pk", flat=True))


def claims_of_templates(cases: Collection[UUID]) -> Iterator[Claim]:
    """Those of open cases that stand on an agenda for a first discussion which is not over, and those that were handed in."""
    found = list(Template.objects.filter(case__in=cases).select_related("case"))
    meetings = first_meetings([each.case_id for each in found])
    for each in found:
        meeting = meetings.get(each.case_id)
        due = due_before_meeting(meeting)
        if meeting is None or due is None:
            continue
        is_asked = each.case.closed_at is None and meeting.stage in BEFORE_THE_END
        if is_asked or each.submitted_at is not None:
            yield Claim(
                child=each.child_id, subject_kind=TEMPLATE, subject=each.case_id, kind=WRITE, cause="agenda",
                starts_at=each.case.opened_at, due_at=max(each.case.opened_at, due), met_at=each.submitted_at,
                owner_role=COORDINATOR, owner=each.presenter_id,
            )  # fmt: skip


def cases_of(children: Collection[UUID]) -> list[UUID]:
    """The open cases of these children."""
    return list(Case.objects.filter(child__in=children, closed_at=None).values_list("pk", flat=True))


def cases_in(series: Collection[UUID]) -> list[UUID]:
    """The cases that are open to these series."""
    return list(Case.objects.filter(series__in=series, closed_at=None).values_list("pk", flat=True))


def cases_at(meeting: Meeting) -> list[UUID]:
    """The cases that stood on the agenda of a meeting."""
    return list(Item.objects.filter(meeting=meeting, deferred_at=None).values_list("case", flat=True))
