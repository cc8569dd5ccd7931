"""What the pages about the trail share."""

from django.urls import reverse

from lantern.design.parts import Tab

TABS = (
    ("unusual", "Unusual access"),
    ("trail", "Every entry"),
    ("seal", "Seal"),
    ("conflicts", "Conflicts and restrictions"),
)


def tabs(current: str) -> tuple[Tab, ...]:
    """The pages of information governance."""
    return tuple(Tab(label, reverse(f"governance:{name}"), name == current) for name, label in TABS)
