"""The pages of this room, as tabs under the heading of each."""

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.parts import Tab

TABS = (
    ("Missing now", "now", Permission.SEE_MISSING),
    ("Episodes", "episodes", Permission.SEE_MISSING),
    ("Figures", "figures", Permission.SEE_MISSING),
    ("Triggers", "triggers", Permission.SEE_MISSING),
    ("Missing chats", "chats", Permission.OFFER_CHATS),
    ("Letters", "letters", Permission.SEND_LETTERS),
    ("Places in common", "common_places", Permission.ACKNOWLEDGE),
    ("Rota", "rota", Permission.SEE_MISSING),
    ("Handover", "handover", Permission.ACKNOWLEDGE),
)


def tabs(viewer: Viewer, current: str) -> tuple[Tab, ...]:
    """Those that `viewer` may open; `current` is the name of the page's address."""
    return tuple(
        Tab(label, reverse(f"missing:{name}"), name == current) for label, name, may in TABS if viewer.may(may)
    )
