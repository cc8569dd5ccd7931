"""A seal as it is kept elsewhere: one line, that a person can copy and a program can read."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

LINE = re.compile(r"^Lantern seal (?P<number>\d{1,9}) of (?P<partnership>[0-9a-f-]{36}): (?P<hash>[0-9a-f]{64})\b")


class Unreadable(Exception):
    """A line that is no seal; the text says which."""


class KeptSeal(NamedTuple):
    """What has to be kept of a seal so that no later change goes unnoticed."""

    partnership: UUID
    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"Lantern seal {self.number} of {self.partnership}: {self.hash.hex()}"


def kept_seals(lines: Iterable[str]) -> list[KeptSeal]:
    """The seals in a file or a mail; empty lines and lines that begin with # are passed over. Raises `Unreadable`."""
    return [_read(line.strip(), at) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]


def _read(line: str, at: int) -> KeptSeal:
    found = LINE.match(line)
    if not found:
        raise Unreadable(f"Line {at} is not a seal. A seal begins with “Lantern seal” and is one line.")
    return KeptSeal(UUID(found["partnership"]), int(found["number"]), bytes.fromhex(found["hash"]))
