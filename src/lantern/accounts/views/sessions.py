"""Where one is signed in, and ending it there."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lantern.accounts import actions, queries
from lantern.accounts.models import Session, User
from lantern.accounts.sessions import VIA


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Every session of one's own: with what, from where, since when, used last."""
    found = queries.signed_in(_own(request), request.session.session_key)
    return render(request, "account/sessions.html", {"sessions": found, "now": datetime.now(UTC)})


@login_required
@require_POST
def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    """End one of them; the one in use is ended by signing out."""
    chosen = [each for each in _others(request) if queries.handle_of(each.session_key) == handle]
    if not chosen:
        raise Http404
    actions.end_sessions(user=_user(request), sessions=chosen, by=request.user, at=datetime.now(UTC))
    messages.success(request, "Signed out there.")
    return redirect("account_sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all but this one."""
    count = actions.end_sessions(user=_user(request), sessions=_others(request), by=request.user, at=datetime.now(UTC))
    messages.success(request, "Signed out everywhere else." if count else "You were signed in here alone.")
    return redirect("account_sessions")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _own(request: HttpRequest) -> QuerySet[Session]:
    """All of one's own; a session through an agency knows only those through the same."""
    own = queries.sessions_of(_user(request).pk)
    via = request.session.get(VIA)
    return own.filter(via=via["connection"]) if via else own


def _others(request: HttpRequest) -> QuerySet[Session]:
    return _own(request).exclude(pk=request.session.session_key)
