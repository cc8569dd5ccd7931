"""The frame round every page of somebody who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lantern.access.navigation import items
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.frame import Contact, Frame, Link
from lantern.organisation.queries import NoArrangement, arrangement_on


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` for a member's page, nothing for one who is not inside."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {"frame": _frame(viewer, request)} if viewer else {}


def _frame(viewer: Viewer, request: HttpRequest) -> Frame:
    member = viewer.member
    roles = sorted(role.label for role in viewer.roles)
    marking, contacts = _from_arrangement(viewer)
    return Frame(
        now=viewer.now,
        partnership_name=member.partnership.name,
        person_name=member.name,
        person_role=roles[0] if roles else member.designation,
        sign_out_url=reverse("account_logout"),
        area_name=viewer.areas.name(viewer.focus),
        areas=_areas(viewer),
        nav=_navigation(viewer, request.path),
        person_links=_person_links(request),
        search_url=reverse("children:search") if viewer.may(Permission.SEE_CHILDREN) else "",
        printed_url=reverse("governance:printed"),
        marking=marking,
        contacts=contacts,
    )


def _from_arrangement(viewer: Viewer) -> tuple[str, tuple[Contact, ...]]:
    try:
        arrangement = arrangement_on(viewer.today, viewer.member.partnership)
    except NoArrangement:
        return "Official-Sensitive", ()
    return arrangement.marking, tuple(Contact(each.who, each.call, each.hours) for each in arrangement.contacts)


def _areas(viewer: Viewer) -> tuple[Link, ...]:
    """What the area switcher offers; nothing when there is nothing to choose between."""
    own = viewer.own_areas
    if len(own) < 2:
        return ()
    everything = Link("All my areas", reverse("access:focus", args=["all"]), viewer.focus is None)
    return (
        everything,
        *(Link(viewer.areas.name(area), reverse("access:focus", args=[area]), area == viewer.focus) for area in own),
    )


def _person_links(request: HttpRequest) -> tuple[Link, ...]:
    links = [Link("Your sign-in", reverse("mfa_index")), Link("Your home", reverse("governance:home"))]
    if getattr(request, "has_other_partnerships", False):
        links.append(Link("Another partnership", reverse("access:partnership")))
    return tuple(links)


def _navigation(viewer: Viewer, path: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            item.label,
            reverse(item.url_name),
            path == item.starts or (item.starts != "/" and path.startswith(item.starts)),
        )
        for item in items()
        if item.may is None or viewer.may(item.may)
    )
