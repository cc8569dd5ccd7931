"""What a role opens, in words: said from the same tables that decide it (SHA-2)."""

from lantern.access.vocabulary import COVERS_ITS_AREA, PERMISSIONS, Permission
from lantern.organisation.vocabulary import Role

SAID_ELSEWHERE = {Permission.SEE_NAMES, Permission.SEE_CHILDREN}


def what_it_sees(role: Role, place: str) -> str:
    """Which children a role held over `place` shows, and whether by name."""
    permissions = PERMISSIONS[role]
    if not permissions & {Permission.SEE_CHILDREN, Permission.SEE_MISSING}:
        return "Sees no child’s record"
    which = f"every child in {place}" if role in COVERS_ITS_AREA else "the children they work with"
    return f"Sees {which}" + ("" if Permission.SEE_NAMES in permissions else ", without names")


def what_it_may(role: Role) -> tuple[str, ...]:
    """Everything else the role permits, in the order of the list of permissions."""
    return tuple(each.value for each in Permission if each in PERMISSIONS[role] - SAID_ELSEWHERE)
