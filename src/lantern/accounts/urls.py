"""Sign-in: those of allauth's pages that we want, under the names by which allauth finds them."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.generic import RedirectView, TemplateView

from lantern.accounts.views import factors, sessions, signing

urlpatterns = [
    path("", factors.your_sign_in, name="mfa_index"),
    path("sign-in/", signing.sign_in, name="account_login"),
    path("sign-in/passkey/", signing.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-out/", signing.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("joining/", TemplateView.as_view(template_name="account/signup_closed.html"), name="account_signup"),
    path("confirm/", factors.confirm_by_password, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/none/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", factors.second_step, name="mfa_authenticate"),
    path("second-factor/confirm/", factors.confirm_by_code, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/replace/", factors.replace_app, name="mfa_deactivate_totp"),
    path("second-factor/link/", signing.look_into_mailbox, name="account_look_into_mailbox"),
    path("second-factor/link/<uuid:reset_id>/<str:secret>/", factors.new_factor, name="account_new_factor"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/new/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/confirm/", factors.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/name/", factors.name_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("sessions/", sessions.sessions, name="account_sessions"),
    path("sessions/others/end/", sessions.end_other_sessions, name="account_end_other_sessions"),
    path("sessions/<str:handle>/end/", sessions.end_session, name="account_end_session"),
]
