"""Two records of one person joined, and parted again (EXP-5): which record stands for which, as a fold over the joinings.

Nothing moves: each record keeps what was recorded on it, and the one that stands shows what all of its family hold. Parting
takes one joining away, and what is left is as if it had never been.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
ITSELF = "Choose another record: this is the same one."
TOGETHER = "These two are joined already."
IS_JOINED = "This record is joined to another. Open that one first."
CHILD_FIRST = (
    "One of the two is linked to a child and the other is not to the same. Say first whether both are that child."
)


def roots(records: Iterable[Key], joined: Mapping[Key, Key]) -> dict[Key, Key]:
    """The record that stands for each of `records`; `joined` leads from each that was joined to the one it was joined to."""
    return {each: root_of(each, joined) for each in records}


def root_of(record: Key, joined: Mapping[Key, Key]) -> Key:
    """The record that stands for `record`: followed from joining to joining, of which there is no circle."""
    while record in joined:
        record = joined[record]
    return record


def against_joining(kept: Key, other: Key, joined: Mapping[Key, Key]) -> str:
    """Why `other` cannot be joined to `kept`, or "": both stand for themselves, and they are two."""
    if kept == other:
        return ITSELF
    if root_of(kept, joined) == root_of(other, joined):
        return TOGETHER
    return IS_JOINED if kept in joined or other in joined else ""
