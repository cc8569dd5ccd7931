"""What makes a function a page: who may open it, the record it shows, the trail it leaves, the template it fills.

Forbidden and unknown answer alike: 404, the same body (security.md 2).
"""

import functools
import inspect
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol, TypeVar, get_type_hints

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.accounts import proof
from lantern.design.asked import read_id
from lantern.organisation.models import Member
from lantern.trail import actions as trail

Response = HttpResponse
Record = TypeVar("Record")
OK = 200


class Visible(Protocol):
    """A record that is reached through the viewer's scope."""

    pk: Any


class Request:
    """A request by somebody who has been let in: who, when, the records it names, and two ways to answer."""

    def __init__(self, http: HttpRequest, template: str) -> None:
        self.http = http
        self.template = template
        self.viewer: Viewer = http.viewer  # type: ignore[attr-defined]
        self.now: datetime = http.now  # type: ignore[attr-defined]

    @property
    def member(self) -> Member:
        return self.viewer.member

    @property
    def posted(self) -> bool:
        return self.http.method == "POST"

    @property
    def POST(self) -> Any:  # noqa: N802
        """What was posted, or `None`: a form takes it as it is."""
        return self.http.POST if self.posted else None

    @property
    def FILES(self) -> MultiValueDict[str, Any] | None:  # noqa: N802
        return self.http.FILES if self.posted else None

    @property
    def GET(self) -> Any:  # noqa: N802
        return self.http.GET

    def record(self, model: type[Record], key: str) -> Record:
        """The record that a field or the address names, in scope; the look is recorded by the page that shows it."""
        found: Record = _load(model, self.viewer, read_id(key))
        return found

    def show(self, template: str = "", *, status: int = 200, **context: Any) -> Response:
        """The page, rendered now, so that what it looked at is in the same transaction as its trail."""
        context |= {"viewer": self.viewer, "now": self.now}
        return HttpResponse(render_to_string(template or self.template, context, request=self.http), status=status)

    def go(self, url_name: str, *arguments: Any, said: str = "", refused: str = "") -> Response:
        """On to another page, with a word of what was done, or of why it was not."""
        if said:
            messages.success(self.http, said)
        if refused:
            messages.warning(self.http, refused)
        return redirect(url_name, *[getattr(each, "pk", each) for each in arguments])


View = Callable[..., Response | StreamingHttpResponse]


def page(
    template: str, *, may: Permission | None, writes: bool = False, powerful: bool = False, trail_as: str = "",
    along: Callable[[Any], Any] | None = None,
) -> Callable[[View], View]:  # fmt: skip
    """Declare a page. A parameter annotated with a record is loaded through `visible_to`, and the look is recorded.

    `writes` lets it take POST; `powerful` lets a POST through only after a recent proof of who it is (`accounts.proof`).
    `trail_as` overrides the name in the trail, by default the template's. `along` adds to the query of the records what the
    page reads of them.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(http: HttpRequest, **kwargs: Any) -> Response | StreamingHttpResponse:
            if http.method not in ({"GET", "HEAD", "POST"} if writes else {"GET", "HEAD"}):
                return HttpResponseNotAllowed(["GET", "POST"] if writes else ["GET"])
            request = Request(http, template)
            if may is not None and not request.viewer.may(may):
                raise Http404
            if powerful:
                proof.go_on(http)
                if request.posted and not proof.is_fresh(http):
                    return proof.ask(http)
            loaded = _records(view).items()
            records = {name: _load(record, request.viewer, kwargs.pop(name), along) for name, record in loaded}
            if not request.posted:
                looked(request, records.values())
            response = view(request, **records, **kwargs)
            if request.posted and response.status_code == OK:  # a form that comes back shows the record like the page
                looked(request, records.values())
            return response

        def looked(request: Request, records: Iterable[Any]) -> None:
            for record in records:
                trail.viewed(trail_as or template.removesuffix(".html"), record, by=request.member, at=request.now)

        run.page = (template, may, writes)  # type: ignore[attr-defined]
        run.powerful = powerful  # type: ignore[attr-defined]
        run.along = along  # type: ignore[attr-defined]
        return run

    return decorate


@functools.cache
def _records(view: View) -> dict[str, type[Any]]:
    hints = get_type_hints(view)
    return {name: hints[name] for name in inspect.signature(view).parameters if hasattr(hints.get(name), "visible_to")}


def _load(model: Any, viewer: Viewer, key: Any, along: Callable[[Any], Any] | None = None) -> Any:
    rows = model.visible_to(viewer).select_related(*model.on_a_page).filter(pk=key)
    found = (along(rows) if along else rows).first()
    if found is None:
        raise Http404
    return found
