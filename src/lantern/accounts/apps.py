"""The accounts app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class AccountsConfig(AppConfig):
    name = "lantern.accounts"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset
        from allauth.mfa import signals as mfa

        from lantern.accounts import adapters, second_factor, telling

        connections: list[tuple[Any, Any]] = [
            (user_logged_in, adapters.note_sign_in),
            (user_logged_out, adapters.note_sign_out),
            (mfa.authenticator_added, second_factor.set_up_here),
            (mfa.authenticator_added, telling.factor_added),
            (mfa.authenticator_removed, telling.factor_removed),
            (mfa.authenticator_reset, telling.codes_made),
            (mfa.authentication_failed, telling.code_refused),
            (password_changed, telling.password_changed),
            (password_reset, telling.password_changed),
        ]
        for signal, receiver in connections:
            signal.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__name__}")
