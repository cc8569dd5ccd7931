"""The API described to people, from the same models that read the calls."""

from django.http import HttpResponse, JsonResponse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.exchange.parts.api import chapters, problems, rules
from lantern.exchange.rules.api.document import told
from lantern.exchange.views.api.operations import document


@page("exchange/api.html", may=Permission.SEE_ORGANISATION)
def description(request: Request) -> Response:
    """How an agency's system sends notifications and reads what became of them."""
    said = told(document())
    return request.show(told=said, chapters=chapters(said), rules=rules(), problems=problems())


@page("exchange/api.html", may=Permission.SEE_ORGANISATION)
def for_programs(request: Request) -> HttpResponse:
    """The same as an OpenAPI document, to be given to whoever programs against it."""
    response = JsonResponse(document(), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="lantern-openapi.json"'
    return response
