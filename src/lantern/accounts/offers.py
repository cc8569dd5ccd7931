"""Which agencies' own sign-in is offered for a mail domain: the room that knows agencies says so at start-up."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """A way in through an agency: its words and its address."""

    label: str
    url: str


ADDRESS = "address_typed"  # what was typed at the first step of signing in, in the session
_ways: list[Callable[[str], list[Offer]]] = []


def register(find: Callable[[str], list[Offer]]) -> None:
    """Add a way to find offers; called from an app's `ready`, once each."""
    if find not in _ways:
        _ways.append(find)


def offers_for(domain: str) -> list[Offer]:
    """What is offered to every address of `domain`, whether or not somebody has it."""
    return [offer for find in _ways for offer in find(domain)] if domain else []
