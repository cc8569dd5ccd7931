"""A request's Python frames lie in one piece of memory (docs/decisions/0018-frames-in-one-piece.md)."""

from collections.abc import Callable
from types import FunctionType

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
ROOM = 16_384  # slots of 8 bytes: CPython takes the next power of two, and what is over holds the frames that follow


def frames_have_room(get_response: Respond) -> Respond:
    """Answer from a frame that has CPython fetch one large piece of memory for every frame beneath it.

    CPython keeps frames in pieces of 16 KB and gives a piece back when the first frame in it returns. A loop that happens
    to run at the end of a piece fetches and returns one for each call: the same page cost 5 or 14 ms, by how deep it was
    called.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    roomy = respond.__code__.replace(co_stacksize=ROOM)
    return FunctionType(roomy, respond.__globals__, closure=respond.__closure__)
