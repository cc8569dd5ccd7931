"""The operations, version 1: send notifications, ask what became of them, read episodes, ask who one is (MIS-3)."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Body, Header, NinjaAPI, Query
from ninja.parser import Parser

from lantern.exchange.actions import delivering
from lantern.exchange.queries.deliveries import delivery_of, outcomes_of
from lantern.exchange.queries.reading import as_read, episodes_after
from lantern.exchange.rules.api import reading
from lantern.exchange.rules.api.answers import Me, Outcomes
from lantern.exchange.rules.api.document import ABOUT, finished
from lantern.exchange.rules.api.episodes import (
    ASKED,
    LONGEST_PLACE,
    MOST,
    PLACE,
    Day,
    Episodes,
    State,
    place_of,
    read_place,
)
from lantern.exchange.rules.api.messages import Batch, Key, rows_of
from lantern.exchange.rules.api.problems import Kind, Problem, Refusal, only_known
from lantern.exchange.views.api.entrance import Caller, Credentials, admitted
from lantern.exchange.views.api.faults import answered
from lantern.organisation.vocabulary import API_PATH, Scope
from lantern.trail import actions as trail

JSON = "application/json"
EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
CALLING: dict[Any, Any] = {401: Problem, 403: Problem, 429: Problem}
SENDING: dict[Any, Any] = {400: Problem, 413: Problem, 415: Problem, 422: Problem}


class StrictParser(Parser):
    """Reads a body as `rules.api.reading` wants it."""

    def parse_body(self, request: HttpRequest) -> Any:
        reading.check_headers(request.headers.get("Content-Type", ""), request.headers.get("Content-Encoding", ""))
        found = reading.read(request.body)
        request.said = reading.canonical(found)  # type: ignore[attr-defined]
        return found


api = answered(
    NinjaAPI(
        title="Lantern",
        version="1",
        description=ABOUT,
        openapi_url=None,
        docs_url=None,
        auth=Credentials(),
        parser=StrictParser(),
        urls_namespace="exchange:api",
    )
)


@api.post(
    "/notifications",
    response={200: Outcomes, 202: Outcomes, **SENDING, **CALLING},
    operation_id="sendNotifications",
    summary="Send notifications",
    url_name="send",
)
def send(
    request: HttpRequest,
    batch: Annotated[Batch, Body(description="The messages.")],
    idempotency_key: Annotated[
        Key,
        Header(
            alias="Idempotency-Key",
            description="Your own name for this batch, a new one for each; the same again gives the same answer, and "
            "nothing happens twice.",
            examples=["5f0c7b52-3d3c-4f1f-9f5e-2f3f8a1d7c10"],
        ),
    ],
) -> HttpResponse:
    """Send messages about children who are missing or were found.

    They are stored as received before anything is made of them, and answered with what became of each: 200 when every one
    has come to something, 202 when some wait for a person. Send the batch again with the same key when no answer came.
    """
    caller = admitted(request, Scope.SEND)
    said: bytes = request.said  # type: ignore[attr-defined]
    brought = delivering.Brought(credential=caller.credential, key=idempotency_key, said=said, rows=rows_of(batch))
    with caller.at_work():
        try:
            delivery = delivering.deliver(brought=brought, at=caller.now)
        except delivering.KeyUsed:
            raise Refusal(Kind.KEY) from None
    return HttpResponse(bytes(delivery.answer or b""), status=delivery.status or 200, content_type=JSON)


@api.get(
    "/notifications/{uuid:batch}",
    response={200: Outcomes, 404: Problem, **CALLING},
    operation_id="readOutcomes",
    summary="Read what became of a batch",
    url_name="outcomes",
)
def outcomes(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What became of each message of a batch that your agency sent, as it stands now."""
    caller = admitted(request, Scope.READ)
    with caller.inside():
        delivery = delivery_of(caller.agency, batch)
        if delivery is None:
            raise Http404
        trail.viewed("exchange.outcomes_read", delivery.file, by=None, at=caller.now)
        found = outcomes_of(delivery, reader=caller.credential)
    return HttpResponse(found.model_dump_json(), content_type=JSON)


@api.get(
    "/episodes",
    response={200: Episodes, 422: Problem, **CALLING},
    operation_id="readEpisodes",
    summary="Read missing episodes",
    url_name="episodes",
)
def episodes(
    request: HttpRequest,
    since: Annotated[
        Day | None, Query(description="Only those that began on this day in London or later.", examples=["2026-04-01"])
    ] = None,
    state: Annotated[State, Query(description="Those still open, those that ended, or any.")] = State.ANY,
    after: Annotated[
        str, Query(max_length=LONGEST_PLACE, pattern=PLACE, description="What the last answer gave as next.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most.", examples=["100"])] = 100,
) -> HttpResponse:
    """Every missing episode of the partnership, a page at a time: numbers, times and codes, what is owed and what was done.

    No name, no address and nothing that was written about a child is in it, and none of a record that is restricted to
    people named. Each child read has an entry on the trail.
    """
    caller = admitted(request, Scope.EPISODES)
    only_known(request.GET, ASKED)
    place = read_place(after)
    with caller.inside():
        rows, more = episodes_after(place, since=since, state=state, limit=limit)
        trail.viewed_many("exchange.episodes_read", rows, by=None, at=caller.now)
        found = as_read(rows, agency=caller.agency, credential=caller.credential, now=caller.now)
    following = place_of(rows[-1].started_at, rows[-1].pk) if more else ""
    return HttpResponse(Episodes(episodes=found, next=following).model_dump_json(), content_type=JSON)


@api.get(
    "/me",
    response={200: Me, 401: Problem, 429: Problem},
    operation_id="whoAmI",
    summary="Ask who you are",
    url_name="me",
)
def me(request: HttpRequest) -> HttpResponse:
    """Who Lantern takes you for and whether your agency’s protocol stands: a first call to try, and one to watch."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    with caller.inside():
        trail.viewed("exchange.api_asked", caller.credential, by=None, at=caller.now)
    credential, agency = caller.credential, caller.agency
    said = Me(
        agency=agency.name,
        partnership=caller.partnership.name,
        credential=credential.name,
        prefix=credential.prefix,
        source=credential.source,
        scopes=[Scope(each) for each in credential.scopes],
        expires_on=credential.expires_on,
        protocol=caller.protocol,
        protocol_expires_on=agency.protocol_expires_on,
    )
    return HttpResponse(said.model_dump_json(), content_type=JSON)


@api.get("/openapi.json", include_in_schema=False, url_name="document")
def openapi(request: HttpRequest) -> HttpResponse:
    """This description of itself."""
    return JsonResponse(document())


@api.api_operation(EVERY_METHOD, "/", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest) -> HttpResponse:
    """The address under which all is."""
    raise Http404


@api.api_operation(EVERY_METHOD, "/{path:rest}", include_in_schema=False, url_name="unknown")
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address."""
    raise Http404


def document() -> dict[str, Any]:
    """The OpenAPI description of all of it."""
    return finished(dict(api.get_openapi_schema(path_prefix=API_PATH)))
