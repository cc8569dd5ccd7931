"""Refusing what the state of the organisation does not allow, in words for the page and the greyed-out button."""


class NotAllowed(Exception):
    """What was asked is not allowed now; `reason` is a sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse(reason: str) -> None:
    """Raise `NotAllowed` when there is a reason."""
    if reason:
        raise NotAllowed(reason)
