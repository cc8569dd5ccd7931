"""What happens to a sign-in, as the trail names it (SHA-6)."""

from enum import StrEnum


class Event(StrEnum):
    SIGNED_IN = "accounts.signed_in"
    REFUSED = "accounts.sign_in_refused"
    SIGNED_OUT = "accounts.signed_out"
    SESSION_ENDED = "accounts.session_ended"
    FACTOR_ADDED = "accounts.factor_added"
    FACTOR_REMOVED = "accounts.factor_removed"
    FACTOR_RESET = "accounts.factor_reset"
    CODES_MADE = "accounts.recovery_codes_made"
    PASSWORD_CHANGED = "accounts.password_changed"  # noqa: S105  (a name)
