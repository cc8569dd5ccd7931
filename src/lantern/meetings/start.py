"""What the meetings room tells others at start-up."""

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.meetings import tabs
from lantern.meetings.queries import places
from lantern.meetings.tabs import MeetingPage


def ready() -> None:
    """Register; called once."""
    places.ready()
    tabs.register(MeetingPage(10, "Who comes", "meetings:meeting"))
    register(Item(34, "Meetings", "meetings:list", "/meetings/", Permission.SEE_MEETINGS))
