"""The cut of a list by each mark of more vulnerable children, and what a narrowed page says of it (MIS-14)."""

from collections.abc import Mapping

from django.http import QueryDict

from lantern.children.vocabulary import Mark
from lantern.design.listing import Pill, pills

TODAY = "Marked as more vulnerable today"
THAT_DAY = "Marked as more vulnerable on that day"


def mark_pills(params: QueryDict, counts: Mapping[Mark, int] | None = None) -> tuple[Pill, ...]:
    """One for each mark. With `counts`, those alone that lead to somebody, and the one that is on."""
    chosen = params.get("mark", "")
    offered = [each for each in Mark if counts is None or counts.get(each) or each == chosen]
    numbers = {each.value: number for each, number in (counts or {}).items()}
    return pills(params, "mark", [("", "Marked or not"), *((each.value, each.label) for each in offered)], numbers)


def cut_words(mark: Mark | None, *, on: str = "today") -> str:
    """Of children marked today as in care: for the line under a heading, which is printed as the filters are not."""
    return f"of children marked {on} as {mark.label.lower()}" if mark else ""
