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
