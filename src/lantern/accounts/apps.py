"""The accounts app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "lantern.accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from lantern.accounts import adapters, second_factor

        authenticator_added.connect(second_factor.set_up_here, dispatch_uid="second factor set up here")
        user_logged_in.connect(adapters.note_sign_in, dispatch_uid="signed in at")
