"""Several people write one section, and nothing is lost (MIS-9, EXP-2): what a save does, as a pure function.

A save says on top of which version it was typed. On top of the one that stands it becomes the next. On top of an older one it
is kept beside, never over what somebody else wrote; its writer is shown both, and what they then save on top of the standing
version settles it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Result(StrEnum):
    """What became of a save."""

    SAVED = "saved"
    SAME = "same"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sends: the text, the version it was typed on top of, and in which opened page (`editing`)."""

    text: str
    based_on: int
    by: str
    editing: str = ""

    def with_text(self, text: str) -> "Typed":
        """The same with another text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class SectionNow:
    """A section as it stands; `beside` holds, by writer, what was typed on top of an older version and is not settled."""

    version: int = 0
    text: str = ""
    by: str = ""
    editing: str = ""
    based_on: int = 0
    beside: Mapping[str, str] = field(default_factory=dict)


def saved(now: SectionNow, typed: Typed) -> tuple[SectionNow, Result]:
    """The section after a save, and what became of it."""
    settled = {who: text for who, text in now.beside.items() if who != typed.by}
    if typed.text == now.text:
        return replace(now, beside=settled if typed.based_on == now.version else now.beside), Result.SAME
    if typed.based_on == now.version or _goes_on(now, typed):
        following = SectionNow(now.version + 1, typed.text, typed.by, typed.editing, typed.based_on, settled)
        return following, Result.SAVED
    return replace(now, beside={**now.beside, typed.by: typed.text}), Result.BESIDE


def _goes_on(now: SectionNow, typed: Typed) -> bool:
    """Whether it comes from the very page that saved last and never heard of it: the line broke before the answer came."""
    same_page = bool(typed.editing) and (now.by, now.editing) == (typed.by, typed.editing)
    return same_page and typed.based_on == now.based_on
