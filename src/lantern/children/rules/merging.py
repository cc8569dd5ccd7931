"""When two records may be made one, and which of them is the one to keep (MIS-4)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from lantern.timekeeping import words

FILLED = ("born", "sex", "ethnicity", "pupil_number", "known_as", "pronouns", "area_id")  # from the other, where blank


class Record(Protocol):
    """As much of a child's record as the choice rests on."""

    @property
    def provisional(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def number(self) -> str: ...


def in_order_of_keeping(records: Sequence[Record]) -> list[Record]:
    """The record to keep first: one that somebody confirmed, then the older."""
    return sorted(records, key=lambda each: (each.provisional, each.created_at, each.number))


def against_merging(*, same: bool, child_merged: bool, other_merged: bool, told_apart: date | None = None) -> str:
    """Why two records may not be merged, or ""."""
    if same:
        return "A record cannot be merged into itself."
    if child_merged or other_merged:
        return "One of the two has been merged already. Look at it again."
    if told_apart:
        return f"On {words.day(told_apart)} somebody said that these are two children. Take that back first."
    return ""


def against_unmerging(*, undone: bool, kept_merged: bool) -> str:
    """Why a merge may not be undone, or ""."""
    if undone:
        return "It has been undone already."
    if kept_merged:
        return "The record it was merged into was itself merged later. Undo that first."
    return ""
