"""The public form by which anybody asks for a chat: it answers everybody alike and looks nothing up (MIS-10)."""

from datetime import datetime
from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lantern.accounts.adapters import client_address
from lantern.missing import actions
from lantern.missing.forms import PublicForm
from lantern.missing.vocabulary import Channel
from lantern.organisation.queries import partnership_names
from lantern.tenancy.current import within
from lantern.trail import actions as trail

TOO_MANY = (
    "Too many were sent from here just now. Wait an hour and send it again, or call Childline on 0800 1111: it is free"
)


@require_http_methods(["GET", "HEAD"])
def ask(request: HttpRequest) -> HttpResponse:
    """The plain address: straight to the form, or first where the child lives when there are several places."""
    names = partnership_names()
    if len(names) == 1:
        return redirect("missing:ask", next(iter(names)))
    places = sorted(names.items(), key=lambda place: place[1])
    return render(request, "missing/ask_where.html", {"places": places})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables("form")
def ask_here(request: HttpRequest, partnership_id: UUID) -> HttpResponse:
    """A few questions; what is sent waits for a person, and the answer is the same whatever is known of the child."""
    names = partnership_names()
    if partnership_id not in names:
        return redirect("missing:ask_anywhere")
    form = PublicForm(request.POST or None)
    status = 200
    if form.is_valid() and not ratelimit.consume(request, action="chat_request", key=str(partnership_id)):
        form.add_error(None, TOO_MANY)  # on the form itself: a child who wrote keeps the words, and reads whom to call
        status = 429
    if not form.is_valid():
        return render(request, "missing/ask.html", {"form": form, "place": names[partnership_id]}, status=status)
    now: datetime = request.now  # type: ignore[attr-defined]
    with within(partnership_id), trail.from_address(client_address(request)):
        actions.receive_request(channel=Channel.FORM, by=None, at=now, **form.cleaned_request())
    return redirect("missing:asked", partnership_id)


@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest, partnership_id: UUID) -> HttpResponse:
    """Thank you: the same for everybody."""
    return render(request, "missing/asked.html")
