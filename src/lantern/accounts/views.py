"""Where allauth's own pages do not do what we want."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LogoutView
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from lantern.accounts import second_factor


class SignOut(LogoutView):
    """Ends the session, and has the browser forget what it kept.

    Not its cookies: those of the council's other services on the same domain would go too, and the session behind ours is
    gone anyway.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class ReplaceSecondFactor(ActivateTOTPView):
    """A new phone: the old factor goes in the transaction in which the new one comes, so that there is always one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            second_factor.forget(self.request.user)
            answer: HttpResponse = super().form_valid(form)
        return answer


sign_out = SignOut.as_view()
replace_second_factor = ReplaceSecondFactor.as_view()
