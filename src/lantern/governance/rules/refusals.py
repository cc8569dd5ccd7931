"""Why something cannot be done, for the page that asked for it."""


class TooMany(Exception):
    """More rows than may leave at once; `reason` is the sentence to show."""

    def __init__(self, most: int) -> None:
        self.reason = (
            f"More than {most:,} entries may not be taken out at once. Ask for fewer: a person, a child, some days"
        )
        super().__init__(self.reason)
