"""Kinds of entry in the trail."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing an entry tells of (SHA-6)."""

    VIEW = "view"
    CHANGE = "change"
    SEARCH = "search"
    PRINT = "print"
    DOWNLOAD = "download"
    EXPORT = "export"
    SIGN_IN = "sign-in"
    REFUSED = "refused"
    SIGN_OUT = "sign-out"
    PERMISSION = "permission"
    SEAL = "seal"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return LABELS[self]


LABELS = {
    Kind.VIEW: "Looked at",
    Kind.CHANGE: "Changed",
    Kind.SEARCH: "Searched",
    Kind.PRINT: "Printed",
    Kind.DOWNLOAD: "Downloaded",
    Kind.EXPORT: "Taken out",
    Kind.SIGN_IN: "Signed in",
    Kind.REFUSED: "Sign-in failed",
    Kind.SIGN_OUT: "Signed out",
    Kind.PERMISSION: "Permission changed",
    Kind.SEAL: "Sealed or checked",
}

KIND_OF = {
    "access.signed_in": Kind.SIGN_IN,
    "accounts.signed_in": Kind.SIGN_IN,
    "accounts.sign_in_refused": Kind.REFUSED,
    "exchange.api_refused": Kind.REFUSED,
    "accounts.signed_out": Kind.SIGN_OUT,
    "accounts.session_ended": Kind.SIGN_OUT,
    "accounts.factor_added": Kind.PERMISSION,
    "accounts.factor_removed": Kind.PERMISSION,
    "accounts.factor_reset": Kind.PERMISSION,
    "accounts.recovery_codes_made": Kind.PERMISSION,
    "accounts.password_changed": Kind.PERMISSION,
    "organisation.member_added": Kind.PERMISSION,
    "organisation.member_invited": Kind.PERMISSION,
    "organisation.invitation_accepted": Kind.PERMISSION,
    "organisation.member_removed": Kind.PERMISSION,
    "organisation.role_given": Kind.PERMISSION,
    "organisation.role_ended": Kind.PERMISSION,
    "organisation.credential_made": Kind.PERMISSION,
    "organisation.credential_revoked": Kind.PERMISSION,
    "organisation.second_factor_reset": Kind.PERMISSION,
    "organisation.sessions_ended": Kind.SIGN_OUT,
    "organisation.sign_in_connected": Kind.PERMISSION,
    "organisation.sign_in_ended": Kind.PERMISSION,
    "children/search": Kind.SEARCH,
    "children/new": Kind.SEARCH,
    "exchange.outcomes_downloaded": Kind.DOWNLOAD,
    "exchange.outcomes_read": Kind.DOWNLOAD,
    "casefile.transfer_taken_out": Kind.EXPORT,
    "exchange.return_taken_out": Kind.EXPORT,
    "mace1.paper_taken_out": Kind.DOWNLOAD,
    "exchange.list_taken_out": Kind.EXPORT,
    "exchange.inspection_taken_out": Kind.EXPORT,
    "exchange.episodes_read": Kind.DOWNLOAD,
    "missing/letters_pdf": Kind.PRINT,
    "missing/letters_word": Kind.DOWNLOAD,
    "governance/trail": Kind.SEARCH,
    "governance.trail_exported": Kind.EXPORT,
    "trail.sealed": Kind.SEAL,
    "trail.verified": Kind.SEAL,
}
"""What is neither a mere look nor a change of a record, by the name its room gives it (SHA-6)."""
