"""One thing that makes an installation unsafe."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Its name, a sentence with what to do, and whether `lantern serve` refuses to start because of it."""

    name: str
    sentence: str
    stops: bool = True

    def __str__(self) -> str:
        return self.sentence
