"""What the MACE 1 room tells others at start-up."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from lantern.access.vocabulary import Permission
from lantern.children import changes as of_children
from lantern.children import chronology, triggers
from lantern.exploitation import following
from lantern.mace1 import access
from lantern.mace1.actions.discussing import carry_out
from lantern.mace1.actions.gathering import gather_children, gather_series
from lantern.mace1.actions.owing import settle_actions
from lantern.mace1.actions.template import settle_templates
from lantern.mace1.queries.owing import (
    ACTION,
    DO,
    TEMPLATE,
    WRITE,
    actions_of,
    cases_at,
    cases_in,
    cases_of,
)
from lantern.mace1.told import told_of_mace1, with_told
from lantern.meetings import changes as of_meetings
from lantern.meetings import tabs
from lantern.meetings.models import Meeting
from lantern.meetings.tabs import ListPage, MeetingPage
from lantern.obligations import subjects
from lantern.organisation.models import Member

DROPPED_BY_MEETING = "The meeting asked for it. Whoever runs the meeting can say that it is not asked any more."


def ready() -> None:
    """Register; called once."""
    access.ready()
    chronology.register("mace1", told_of_mace1, along=with_told)
    following.follow(_children_changed)
    triggers.follow(_children_changed)
    of_children.follow(_children_changed)
    of_meetings.follow_plans(_planned)
    of_meetings.follow_ends(_ended)
    tabs.register(MeetingPage(30, "What we hold", "mace1:returns", comes_only=True, reads=True, is_open=_is_asked))
    tabs.register(MeetingPage(40, "Minutes", "mace1:minutes", comes_only=True, reads=True, is_open=_has_minutes))
    tabs.register(MeetingPage(10, "Proposals", "mace1:proposals", runs_only=True))
    tabs.register_list(ListPage(20, "Tracker", "mace1:tracker", Permission.SEE_CHILDREN))
    tabs.register_list(ListPage(30, "Action log", "mace1:actions", Permission.SEE_CHILDREN))
    subjects.register(
        ACTION,
        url=lambda action, kind: reverse("mace1:action", args=[action]),
        verbs={DO: "Do what the meeting asked for"},
        may=Permission.SEE_CHILDREN,
        never_waived=DROPPED_BY_MEETING,
    )
    subjects.register(
        TEMPLATE,
        url=lambda case, kind: reverse("mace1:case", args=[case]),
        verbs={WRITE: "Hand in the information template"},
        may=Permission.SEE_CHILDREN,
    )
    tabs.register(MeetingPage(20, "Agenda", "mace1:agenda", comes_only=True))


def _children_changed(children: Collection[UUID], by: Member | None, at: datetime) -> None:
    gather_children(children=children, by=by, at=at)
    settle_actions(actions=actions_of(children), by=by, at=at)
    settle_templates(cases=cases_of(children), by=by, at=at)


def _ended(meeting: Meeting, by: Member, at: datetime) -> None:
    carry_out(meeting=meeting, by=by, at=at)
    settle_templates(cases=cases_at(meeting), by=by, at=at)


def _planned(series: Collection[UUID], by: Member | None, at: datetime) -> None:
    gather_series(series=series, by=by, at=at)
    settle_templates(cases=cases_in(series), by=by, at=at)


def _has_minutes(meeting: Meeting, runs: bool) -> bool:
    """Whoever runs the meeting sees them while they are written, everybody else once they are issued."""
    return meeting.minutes_issued_at is not None or (runs and meeting.begun_at is not None)


def _is_asked(meeting: Meeting, runs: bool) -> bool:
    """From the day the agenda is sent each agency is asked; who runs the meeting sees the children before."""
    return runs or meeting.agenda_sent_at is not None
