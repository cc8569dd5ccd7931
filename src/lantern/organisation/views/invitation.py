"""An invitation's page: no partnership is current before it, and it tells nothing to who does not hold the secret."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lantern.accounts import second_factor
from lantern.accounts.adapters import start_session
from lantern.accounts.models import User
from lantern.accounts.offers import ADDRESS
from lantern.accounts.rules.secrets_kept import digest_of
from lantern.organisation import actions
from lantern.organisation.forms import PasswordForm
from lantern.organisation.models import Invitation, Member
from lantern.organisation.queries import open_invitation, user_with_email
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.ways import Way, way
from lantern.tenancy.current import within


@dataclass(frozen=True)
class Guest:
    """Somebody who holds an invitation, and the user they already are, in whatever partnership."""

    http: HttpRequest
    invitation: Invitation
    known: User | None
    now: datetime

    @property
    def member(self) -> Member:
        return self.invitation.member

    def show(self, template: str, **context: object) -> HttpResponse:
        return render(self.http, f"organisation/{template}.html", {"member": self.member, **context})

    def accept(self, user: User | None = None, password: str = "") -> Member:
        return actions.accept_invitation(invitation=self.invitation, user=user, password=password, at=self.now)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables("secret")
def invitation(request: HttpRequest, partnership_id: UUID, secret: str) -> HttpResponse:
    """Choose a password, or add the partnership to the sign-in one has already."""
    now: datetime = request.now  # type: ignore[attr-defined]
    with within(partnership_id):
        found = open_invitation(digest_of(secret), now)
        if found is None:
            return _no_longer(request)
        known = user_with_email(found.member.email)
        try:
            response = _welcome(Guest(request, found, known, now))
        except NotAllowed:
            return _no_longer(request)
    response["Referrer-Policy"] = "strict-origin"  # the address is the secret; without an origin no form is believed
    return response


def _welcome(guest: Guest) -> HttpResponse:
    user = guest.http.user
    if user.is_authenticated and user != guest.known:
        return guest.show("invitation_other_person")
    own = None if user.is_authenticated else way(guest.member.agency_id)
    if own:
        guest.http.session[ADDRESS] = guest.member.email
    if own and own.connection.required:
        return guest.show("invitation_agency", way=own)
    if guest.known is None:
        return _new_person(guest, own)
    if not user.is_authenticated:
        return guest.show("invitation_sign_in")
    if not second_factor.passed(guest.http):
        return second_factor.ask_for_it(guest.http)
    return _known_person(guest, guest.known)


def _new_person(guest: Guest, own: Way | None) -> HttpResponse:
    """A password, or the agency's own sign-in, which is an answer to the invitation too."""
    form = PasswordForm(guest.http.POST or None, email=guest.member.email)
    if not form.is_valid():
        return guest.show("invitation_new_person", form=form, way=own)
    start_session(guest.http, guest.accept(password=form.cleaned_data["password"]).user)
    return redirect("mfa_activate_totp")


def _known_person(guest: Guest, known: User) -> HttpResponse:
    if guest.http.method != "POST":
        return guest.show("invitation_known_person")
    guest.http.session["membership"] = str(guest.accept(user=known).pk)
    return redirect("/")


def _no_longer(request: HttpRequest) -> HttpResponse:
    return render(request, "organisation/invitation_no_longer.html", status=404)
