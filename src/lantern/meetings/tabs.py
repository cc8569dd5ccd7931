"""The pages of one meeting, and the lists of the room: each room that has one says so at start-up."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.parts import Tab
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places


@dataclass(frozen=True, order=True)
class MeetingPage:
    """A page of a meeting; `runs_only` is for whoever chairs or supports it, `comes_only` for whoever has a place in it,
    `reads` for whoever may open papers.

    `is_open` says of a meeting, and of whether the viewer runs it, that there is something on the page already.
    """

    position: int
    label: str
    url_name: str
    runs_only: bool = False
    comes_only: bool = False
    reads: bool = False
    is_open: Callable[[Meeting, bool], bool] = field(default=lambda meeting, runs: True, compare=False)


@dataclass(frozen=True, order=True)
class ListPage:
    """A list beside the one of meetings, for those who may open it."""

    position: int
    label: str
    url_name: str
    may: Permission


_pages: list[MeetingPage] = []
_lists: list[ListPage] = []


def register(page: MeetingPage) -> None:
    """Add a page, whose address takes the meeting's id; called at start-up, once each."""
    if page not in _pages:
        _pages.append(page)
        _pages.sort()


def register_list(page: ListPage) -> None:
    """Add a list; called at start-up, once each."""
    if page not in _lists:
        _lists.append(page)
        _lists.sort()


def lists(current: str, viewer: Viewer) -> tuple[Tab, ...]:
    """Those that the viewer may open; `current` is the name of the address of the one that is shown."""
    found = (each for each in _lists if viewer.may(each.may))
    return tuple(Tab(each.label, reverse(each.url_name), each.url_name == current) for each in found)


def tabs(current: str, meeting: Meeting, viewer: Viewer) -> tuple[Tab, ...]:
    """Those that the viewer may open; `current` is the name of the address of the one that is shown."""
    of = places(viewer)
    runs, has_a_place = meeting.series_id in of.runs, comes(meeting, viewer)
    return tuple(
        Tab(each.label, reverse(each.url_name, args=[meeting.pk]), each.url_name == current)
        for each in _pages
        if (runs or not each.runs_only) and (has_a_place or not each.comes_only)
        if not (each.reads and of.against) and each.is_open(meeting, runs)
    )


def comes(meeting: Meeting, viewer: Viewer) -> bool:
    of = places(viewer)
    return meeting.series_id in of.sits or meeting.pk in of.represents | of.invited


def first_page(meeting: Meeting, viewer: Viewer) -> str:
    """Where a list leads: the first page of the meeting that the viewer may open."""
    return tabs("", meeting, viewer)[0].url
