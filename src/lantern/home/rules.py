"""How somebody is greeted."""

from datetime import datetime

from lantern.timekeeping.moments import london

GREETINGS = (
    (5, "Good evening"),
    (12, "Good morning"),
    (18, "Good afternoon"),
    (24, "Good evening"),
)  # until which hour


def greeting(name: str, now: datetime) -> str:
    """Good afternoon, Rowan: by London's clock and the first of the names."""
    hour = london(now).hour
    said = next(words for until, words in GREETINGS if hour < until)
    first = name.split()[0] if name.split() else ""
    return f"{said}, {first}" if first else said
