"""A request for a discussion as pages draw it (M1-2)."""

from typing import Any

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design.parts import Kind, Tag
from lantern.mace1.models import Item, Request
from lantern.mace1.vocabulary import Asked, ItemKind

TAGS = {
    Asked.WAITING: Tag("Waits for the chair", Kind.WARNING),
    Asked.ACCEPTED: Tag("Accepted", Kind.DONE),
    Asked.DECLINED: Tag("Declined", Kind.LATE),
    Asked.TAKEN_BACK: Tag("Taken back"),
}
WORDS = {ItemKind.INITIAL: "A first discussion", ItemKind.REVIEW: "A review"}


def about(child: Child, viewer: Viewer) -> dict[str, Any]:
    """Who it is, for the top of a page."""
    return {
        "child": child,
        "name": name_for(child, viewer),
        "who": identity_of(child, viewer),
        "child_url": reverse("casefile:overview", args=[child.pk]),
    }


def state_tag(asked: Request) -> Tag:
    """What became of it."""
    return TAGS[Asked(asked.state)]


def asked_words(asked: Request) -> str:
    """A first discussion, asked for by Rowan Sample, Invented Agency."""
    return f"{WORDS[ItemKind(asked.kind)]}, asked for by {asked.by.name}, {asked.by.agency.name}"


def place_of(asked: Request, viewer: Viewer) -> Item | None:
    """Where an accepted request led: the first agenda on which the child was put when it was decided."""
    if asked.state != Asked.ACCEPTED:
        return None
    found = Item.visible_to(viewer).filter(child=asked.child_id, at__gte=asked.decided_at)
    return found.select_related("meeting__series__area").order_by("at").first()
