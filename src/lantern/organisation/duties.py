"""Whose duty each clock of the arrangement is: the room that starts a clock says so at start-up."""

_owners: dict[str, str] = {}


def register_owner(clock: str, owner: str) -> None:
    """The clock of that name in the arrangement ("chat_offer") is the duty of `owner` ("missing coordinator")."""
    _owners[clock] = owner


def owners() -> dict[str, str]:
    """Owners by the clock's name."""
    return dict(_owners)
