"""Signing in and out: the address first, then what goes with its domain."""

from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from lantern.accounts.forms import AddressFirst
from lantern.accounts.offers import ADDRESS, offers_for
from lantern.accounts.rules.agency_tokens import domain_of


class SignIn(LoginView):
    """Two steps. The first answers alike for every address of a domain, whether or not anybody has it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "password" in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        first = AddressFirst(request.POST)
        if not first.is_valid():
            return self.render_to_response(self.get_context_data(form=first))
        address = first.cleaned_data["login"]
        if offers_for(domain_of(address)):
            request.session[ADDRESS] = address
        form = self.get_form_class()(request=request, initial={"login": address})
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET":
            kwargs["form"] = AddressFirst(initial={"login": self.request.GET.get("login", "")})
        context: dict[str, Any] = super().get_context_data(**kwargs)
        address = self.request.POST.get("login", "").strip()
        second = not isinstance(context["form"], AddressFirst)
        following = urlencode({"next": target}) if (target := get_next_redirect_url(self.request)) else ""
        offered = offers_for(domain_of(address)) if second else []
        return context | {"address": address if second else "", "offers": offered, "following": following}


class PasskeySignIn(LoginWebAuthnView):
    """A passkey by itself: it is something one has, and it asked for a finger or a PIN, so it counts as both factors."""

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        answer: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return answer


class SignOut(LogoutView):
    """Ends the session, and has the browser forget what it kept.

    Not its cookies: those of the council's other services on the same domain would go too, and the session behind ours is
    gone anyway.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def look_into_mailbox(request: HttpRequest) -> HttpResponse:
    """The second factor was reset: the way on is a link in a mail."""
    if not request.user.is_authenticated:
        return redirect(reverse("account_login"))
    return render(request, "account/look_into_mailbox.html")


sign_in = SignIn.as_view()
passkey_sign_in = PasskeySignIn.as_view()
sign_out = SignOut.as_view()
