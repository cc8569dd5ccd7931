"""Why somebody may not do something here, in words for the greyed-out button: first who they are, then what the state is."""

from collections.abc import Callable

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.rules.refusals import NotAllowed


def against(viewer: Viewer, permission: Permission) -> str:
    """Why the viewer's roles do not allow it, or ""."""
    return "" if viewer.may(permission) else f"Your role does not let you {permission.value}."


def against_now(check: Callable[[], None]) -> str:
    """Why the state does not allow it, or "": `check` raises `NotAllowed`."""
    try:
        check()
    except NotAllowed as refusal:
        return refusal.reason
    return ""
