"""Who says what stands on a line of a chronology: a person of an agency, a feed, or Lantern, and from which day."""

from datetime import date

from lantern.timekeeping import words

WORKED_OUT = "Worked out by Lantern"
AS_RECEIVED = "As received"


def entered_by(name: str, agency: str = "", on: date | None = None) -> str:
    """Entered by Robin Sample, Fictional Council, 3 June 2026."""
    return ", ".join(part for part in (f"Entered by {name}", agency, words.day(on) if on else "") if part)


def received_from(source: str, on: date | None = None) -> str:
    """Police feed, 3 June 2026; a list or a return is called what it is."""
    named = source if source.endswith(NOT_FEEDS) else f"{source} feed"
    return ", ".join(part for part in (named[:1].upper() + named[1:], words.day(on) if on else "") if part)


NOT_FEEDS = ("list", "return", "record", "notification")
