"""My work: the first page of everybody."""

from lantern.access.page import Request, Response, page
from lantern.home import parts, since
from lantern.home.queries import work as queries
from lantern.home.rules import greeting
from lantern.trail import actions as trail


@page("home/my_work.html", may=None)
def my_work(request: Request) -> Response:
    """What I owe, what comes, what waits for my decision."""
    work = queries.work(request.viewer)
    trail.viewed_many("home/my_work", work.children, by=request.member, at=request.now)
    return request.show(
        greeting=greeting(request.member.name, request.now),
        briefing=parts.briefing(work, request.viewer),
        columns=parts.columns(work, request.viewer),
        since=since.since_words(request.viewer) if work.since else "",
        lately=since.summary(work.since),
    )
