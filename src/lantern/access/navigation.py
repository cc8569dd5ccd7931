"""What stands in the navigation: each room adds its own at start-up, and a person sees what their role can open."""

from dataclasses import dataclass

from lantern.access.vocabulary import Permission


@dataclass(frozen=True, order=True)
class Item:
    """A word in the navigation; `starts` is the part of the path under which it counts as current."""

    position: int
    label: str
    url_name: str
    starts: str
    may: Permission | None = None


_items: list[Item] = []


def register(item: Item) -> None:
    """Add a word; called from an app's `ready`, once each."""
    if item not in _items:
        _items.append(item)
        _items.sort()


def items() -> tuple[Item, ...]:
    """All words, left to right."""
    return tuple(_items)
