"""What a page says of mail that went, or did not."""

from collections.abc import Iterable

from lantern.access.page import Request
from lantern.organisation.models import Member


def site(request: Request) -> str:
    """Where Lantern answers, for links in mail and calendars."""
    return f"{request.http.scheme}://{request.http.get_host()}"


def unreached(failed: Iterable[Member]) -> str:
    """Whom no mail reached, in words, or ""."""
    names = ", ".join(each.name for each in failed)
    return f"No mail could be sent to {names}. Their calendar file is on the page of the meeting." if names else ""
