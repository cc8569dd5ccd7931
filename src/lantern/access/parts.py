"""What the pages about the organisation share: their tabs, and the choices of their filters."""

from django.urls import reverse

from lantern.access.queries import PeopleAsked
from lantern.access.viewer import Viewer
from lantern.design.parts import Tab
from lantern.organisation.models import Agency
from lantern.organisation.vocabulary import Role

TABS = (
    ("people", "People"),
    ("agencies", "Agencies"),
    ("roles", "Roles"),
    ("areas", "Areas"),
    ("arrangement", "Arrangement"),
)
Choice = tuple[str, str, bool]


def tabs(current: str) -> tuple[Tab, ...]:
    """The pages about the organisation."""
    return tuple(Tab(label, reverse(f"access:{name}"), name == current) for name, label in TABS)


def filter_choices(viewer: Viewer, asked: PeopleAsked) -> dict[str, list[Choice]]:
    """Value, label and whether it is chosen, for each filter of the list of people."""
    areas = sorted(viewer.areas.names.items(), key=lambda item: item[1])
    return {
        "role": [(role.value, role.label, role.value == asked.role) for role in Role],
        "agency": [(str(each.pk), each.name, each.pk == asked.agency) for each in Agency.objects.all()],
        "area": [(str(key), name, key == asked.area) for key, name in areas],
    }
