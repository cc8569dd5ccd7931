"""The API's address, outside all pages: no cookie is read or set there, and whatever goes wrong is a problem."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lantern.exchange.rules.api.problems import BY_STATUS, MEDIA_TYPE, Kind, problem
from lantern.organisation.vocabulary import API_PATH

Respond = Callable[[HttpRequest], HttpResponse]


def systems_have_no_session(get_response: Respond) -> Respond:
    """Comes before the session: who opens the API in a browser is nobody there, and cannot be made to call it."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API_PATH):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
            said = problem(
                BY_STATUS.get(response.status_code, Kind.FAULT if response.status_code >= 500 else Kind.MISSING)
            )
            response.content = said.model_copy(update={"status": response.status_code}).model_dump_json().encode()
            response["Content-Type"] = MEDIA_TYPE
        response["Cache-Control"] = "no-store"
        response.cookies.clear()
        return response

    return respond
