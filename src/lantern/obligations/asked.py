"""What an address asks a list of obligations for."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from lantern.children.queries.marked import read_mark
from lantern.design.asked import read_day, read_id
from lantern.obligations import subjects
from lantern.obligations.queries import Asked
from lantern.obligations.vocabulary import DUTY_WORDS, Shown, Whose

Word = TypeVar("Word", bound=StrEnum)


def asked_for(params: Mapping[str, str]) -> Asked:
    """What the address says; words that are not known ask for nothing."""
    return Asked(
        shown=_word(Shown, params.get("shown", "")),
        whose=_word(Whose, params.get("whose", "")),
        kind=_one_of(subjects.kinds(), params.get("kind", "")),
        duty=_one_of(DUTY_WORDS, params.get("duty", "")),
        owner=read_id(params.get("owner", "")),
        agency=read_id(params.get("agency", "")),
        day=read_day(params.get("day", "")),
        mark=read_mark(params),
    )


def _word(words: type[Word], text: str) -> Word:
    return words(text) if text in set(words) else words("")


def _one_of(words: Iterable[str], text: str) -> str:
    return text if text in words else ""
