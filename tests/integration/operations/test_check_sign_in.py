"""security.md 5: `lantern check` says what would make signing in worth less than it seems."""

from typing import Any

import pytest

from lantern.config.safety import of_sign_in


def said(settings: Any, **changes: Any) -> list[tuple[str, bool]]:
    """The faults by name, and whether each stops `lantern serve`, with these settings."""
    settings.ALLOWED_HOSTS = ["lantern.example.org"]
    for name, value in changes.items():
        setattr(settings, name, value)
    return [(fault.name, fault.stops) for fault in of_sign_in.faults()]


def test_the_settings_as_they_come_are_safe(settings: Any) -> None:
    assert said(settings) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"MFA_WEBAUTHN_USER_VERIFICATION": "preferred"}, ("passkeys", True)),
        ({"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}, ("sessions", True)),
        ({"ISSUERS_MAY_BE_PLAIN": True}, ("issuers", True)),
        ({"ALLOWED_HOSTS": ["192.0.2.7", "lantern.example.org"]}, ("passkey name", False)),
    ],
)
def test_what_is_unsafe_is_said(settings: Any, changes: dict[str, Any], fault: tuple[str, bool]) -> None:
    assert said(settings, **changes) == [fault]
