"""Faults of signing in: what would make a second factor, a session or an agency's answer worth less than it seems."""

from collections.abc import Iterator

from django.conf import settings

from lantern.config.safety.fault import Fault

SESSIONS = "lantern.accounts.sessions"


def faults() -> Iterator[Fault]:
    """As the settings stand, whichever file they come from."""
    from lantern.accounts.adapters import passkey_host

    if settings.MFA_WEBAUTHN_USER_VERIFICATION != "required":
        yield Fault("passkeys", "Passkeys would open without a finger or a PIN. Leave MFA_WEBAUTHN_USER_VERIFICATION.")
    if settings.SESSION_ENGINE != SESSIONS:
        yield Fault("sessions", f"Sessions could not be listed and ended. Leave SESSION_ENGINE at {SESSIONS}.")
    if settings.ISSUERS_MAY_BE_PLAIN and not settings.DEBUG:
        yield Fault("issuers", "Agencies’ own sign-in could be read on the way. Leave ISSUERS_MAY_BE_PLAIN.")
    if not passkey_host():
        yield Fault(
            "passkey name",
            "There are no passkeys at an address in numbers. Let LANTERN_HOSTS begin with a name.",
            stops=False,
        )
