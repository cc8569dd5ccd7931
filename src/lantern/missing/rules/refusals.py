"""Refusing what the state of an episode does not allow, in words for the page and the greyed-out button."""


class NotAllowed(Exception):
    """What was asked is not allowed now; `reason` is a sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChangedMeanwhile(NotAllowed):
    """Somebody else corrected the record since it was read."""

    def __init__(self) -> None:
        super().__init__("Somebody else corrected this while you were working. Both are below: nothing is lost.")
