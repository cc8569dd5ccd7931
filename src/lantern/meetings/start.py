"""What the meetings room tells others at start-up."""

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.meetings import tabs
from lantern.meetings.queries import places
from lantern.meetings.tabs import ListPage, MeetingPage

LISTS = (
    ListPage(10, "Meetings", "meetings:list", Permission.SEE_MEETINGS),
    ListPage(40, "Series and seats", "meetings:all_series", Permission.SEE_MEETINGS),
    ListPage(50, "Contact list", "meetings:contacts", Permission.SEE_MEETINGS),
)


def ready() -> None:
    """Register; called once."""
    places.ready()
    tabs.register(MeetingPage(10, "Who comes", "meetings:meeting"))
    for page in LISTS:
        tabs.register_list(page)
    register(Item(34, "Meetings", "meetings:list", "/meetings/", Permission.SEE_MEETINGS))
