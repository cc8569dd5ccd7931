"""What a child's record refuses, in words to show."""


class NotAllowed(Exception):
    """What was asked is not allowed; `reason` is a sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChangedMeanwhile(NotAllowed):
    """Somebody else saved the record since it was read."""

    words = "Somebody else changed this record while you were working. Both versions are below: nothing is lost."

    def __init__(self) -> None:
        super().__init__(self.words)
