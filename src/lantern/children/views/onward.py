"""Where a page about a child leads when it is done."""

from lantern.access.page import Request, Response
from lantern.access.vocabulary import Permission
from lantern.children.models import Child

REPORT = "report"  # what `then` asks for when the way here began with a report
LOST = "You no longer see this record: neither your work nor your area leads to it."
NOT_NAMED = "You are not among those named, so you no longer see it."


def onward(request: Request, child: Child, *, said: str, url: str = "", lost: str = LOST) -> Response:
    """To the child's page or to `url`; to the search when what was done took the record out of the viewer's sight."""
    if not Child.visible_to(request.viewer.afresh()).filter(pk=child.pk).exists():
        return request.go("children:search", said=f"{said} {lost}")
    return request.go(url, said=said) if url else request.go("casefile:overview", child, said=said)


def reports_next(request: Request) -> bool:
    """Whether the viewer came to find or add a child in order to report them missing, and may."""
    return request.GET.get("then") == REPORT and request.viewer.may(Permission.REPORT_MISSING)
