"""One's own factors: the app on a phone, passkeys, and a new one after all were lost."""

import json
import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from lantern.accounts import queries, second_factor
from lantern.accounts.adapters import passkey_host
from lantern.accounts.rules.secrets_kept import digest_of
from lantern.accounts.sessions import VIA

LAST = "This is your only second step. Set up another first."


class SecondStep(AuthenticateView):
    """After the password: the code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        return context | {
            "has_app": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
            "has_passkey": is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]),
            "options_json": json.dumps(context["js_data"]["request_options"]),
        }


class YourSignIn(IndexView):
    """What one signs in with; through an agency, that agency says."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        sessions = queries.sessions_of(self.request.user.pk)
        via = self.request.session.get(VIA)
        return context | {"via": via, "session_count": sessions.count(), "now": datetime.now(UTC)}


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class ReplaceApp(ActivateTOTPView):
    """A new phone: the old factor goes in the transaction in which the new one comes, so that there is always one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            second_factor.forget(self.request.user)
            answer: HttpResponse = super().form_valid(form)
        return answer


class AddPasskey(AddWebAuthnView):
    """A further passkey: always one that asks for a finger or a PIN, and that can sign in by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        return context | {
            "possible": bool(passkey_host()),
            "options_json": json.dumps(auth.begin_registration(self.request.user, True)) if passkey_host() else "",
            "first": not second_factor.has_one(self.request.user),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
        return answer


class NamePasskey(EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """A passkey that is not needed any more; never the last factor."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            if second_factor.others(self.request.user, self.get_object()):
                answer: HttpResponse = super().form_valid(form)
                return answer
        messages.warning(self.request, LAST)
        return redirect("mfa_index")


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    """Is it still you, by passkey; an answer that is not right is said on the page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options_json": json.dumps(context["js_data"]["request_options"]), **kwargs}


@require_safe
def new_factor(request: HttpRequest, reset_id: UUID, secret: str) -> HttpResponse:
    """The link in the mail after a reset: with the password it opens the way to another factor, once."""
    response = _new_factor(request, reset_id, secret)
    response["Referrer-Policy"] = "strict-origin"  # the address is the secret
    return response


def _new_factor(request: HttpRequest, reset_id: UUID, secret: str) -> HttpResponse:
    reset = queries.open_reset(reset_id, datetime.now(UTC))
    if reset is None or not secrets.compare_digest(reset.digest, digest_of(secret)):
        return render(request, "account/link_no_longer.html", status=404)
    if not request.user.is_authenticated:
        return render(request, "account/new_factor.html", {"address": reset.user.email})
    if request.user.pk != reset.user_id:
        return render(request, "account/other_person.html")
    request.session[second_factor.RESET] = str(reset.pk)
    return redirect("mfa_activate_totp")


second_step = SecondStep.as_view()
your_sign_in = YourSignIn.as_view()
replace_app = ReplaceApp.as_view()
add_passkey = AddPasskey.as_view()
name_passkey = NamePasskey.as_view()
remove_passkey = RemovePasskey.as_view()
confirm_by_password = ReauthenticateView.as_view()
confirm_by_code = CodeView.as_view()
confirm_by_passkey = ConfirmByPasskey.as_view()
