"""What stands on My work where nothing waits: what would, and a way on."""

from typing import NamedTuple

from lantern.access.vocabulary import Permission


class Nothing(NamedTuple):
    """What stands where nothing waits, for those who may do something: what would, and a way on."""

    may: Permission
    words: str
    way: str = ""
    url_name: str = ""


NOTHING_WAITS = (
    Nothing(Permission.DECIDE_NOTIFICATIONS, "A notification that is not certain comes here for you to decide."),
    Nothing(
        Permission.MANAGE_MEMBERS,
        "People whom you invite stand here until they have accepted.",
        "Invite someone",
        "access:new_member",
    ),
    Nothing(Permission.EDIT_CHILD, "A record of yours that has to be confirmed comes here."),
    Nothing(Permission.SEE_CHILDREN, "What needs your decision comes here."),
    Nothing(
        Permission.SEE_MISSING,
        "You see who is missing by number and age, without names. Nothing of that waits for you.",
        "See who is missing",
        "missing:now",
    ),
    Nothing(
        Permission.SEE_ORGANISATION,
        "Your role opens people, agencies, areas and the arrangement, and no child’s record. None of that waits for you.",
        "See people and agencies",
        "access:people",
    ),
)
NO_ROLE = Nothing(
    Permission.SEE_MISSING, "You hold no role today. An administrator gives you one; your work is here then."
)
