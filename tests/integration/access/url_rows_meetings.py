"""Who may open which page of meetings and of MACE 1, written by hand from the spec (SHA-2, PAR-4 to PAR-6, M1-4 to M1-7).

What is about children opens by a place in the meeting: the scene's chair and support have one (`marked_mace1`).
"""

from tests.integration.access.url_rows import ANY_ROLE, CHILDREN, COORDINATORS, Row

PLANS = COORDINATORS | {"chair", "support", "administrator"}


def of_meeting(**others: object) -> Row:
    """A page of a meeting that shows children."""
    return Row(CHILDREN, CHILDREN, of="mace1", **others)  # type: ignore[arg-type]


def of_item(**others: object) -> Row:
    """A page about a child in a meeting."""
    return Row(CHILDREN, CHILDREN, of="discussed", **others)  # type: ignore[arg-type]


def of_action(posts: frozenset[str] | None) -> Row:
    """A page about an action of the agency that everybody here is of: whoever sees the child answers for it."""
    return Row(CHILDREN, posts, of="asked of an agency")


MEETINGS: dict[str, Row] = {
    "meetings:list": Row(ANY_ROLE),
    "meetings:all_series": Row(ANY_ROLE),
    "meetings:contacts": Row(ANY_ROLE),
    "meetings:statement": Row(ANY_ROLE, ANY_ROLE, post=302),
    "meetings:new_series": Row(PLANS, PLANS),
    "meetings:series": Row(ANY_ROLE, of="series"),
    "meetings:year": Row(PLANS, PLANS, of="series", post=302),
    "meetings:new_seat": Row(PLANS, PLANS, of="series"),
    "meetings:holder": Row(PLANS, PLANS, of="seat", post=302),
    "meetings:meeting": Row(ANY_ROLE, ANY_ROLE, of="meeting", post=302, body="coming=1"),
    "meetings:calendar": Row(ANY_ROLE, of="meeting"),
    "meetings:own_calendar": Row(frozenset({"chair", "support", "elsewhere"})),
    "meetings:move": Row(PLANS, PLANS, of="meeting"),
    "meetings:cancel": Row(PLANS, PLANS, of="meeting"),
    "meetings:apologies": Row(ANY_ROLE, ANY_ROLE, of="mace1", post=302),
    "mace1:agenda": of_meeting(post=404),
    "mace1:returns": of_meeting(post=302),
    "mace1:save_return": of_meeting(get=302, post=403),
    "mace1:minutes": of_meeting(post=302),
    "mace1:take_out": of_meeting(arguments={"paper": "minutes"}),
    "mace1:item": of_item(post=302),
    "mace1:save_section": of_item(get=302, post=422),
    "mace1:now": Row(CHILDREN, of="discussed"),
    "mace1:amend": of_item(),
    "mace1:dissent": of_item(),
    "mace1:actions": Row(CHILDREN),
    "mace1:action": of_action(None),
    "mace1:finish_action": of_action(CHILDREN),
    "mace1:tell_action": of_action(CHILDREN),
    "mace1:drop_action": of_item(),
}
