"""Sections as they stand, and what waits beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from lantern.writing.rules import SectionNow

Texts = QuerySet[Any, Any]
NEVER_WRITTEN = SectionNow()


def sections_now(texts: Texts) -> Mapping[str, SectionNow]:
    """Every section of `texts`, in one query; one that was never written is empty, and writers are ids of members."""
    return sections_of(standing_or_waiting(texts))


def sections_of(texts: Iterable[Any]) -> Mapping[str, SectionNow]:
    """The same from rows that were read, each standing or waiting."""
    rows = defaultdict(list)
    for row in texts:
        rows[row.section].append(row)
    found: defaultdict[str, SectionNow] = defaultdict(SectionNow)
    found.update({section: _section(some) for section, some in rows.items()})
    return found


def section_now(texts: Texts, section: str) -> SectionNow:
    """One section."""
    return _section(standing_or_waiting(texts.filter(section=section)))


def writers(texts: Texts) -> dict[str, str]:
    """The names of everybody who wrote in it, by id."""
    rows = texts.order_by().values_list("by_id", "by__name").distinct()
    return {str(pk): name for pk, name in rows}


def standing_or_waiting(texts: Texts) -> Texts:
    """What counts, and what waits beside it."""
    return texts.filter(settled_at=None).exclude(standing=False, beside=False)


def _section(rows: Iterable[Any]) -> SectionNow:
    standing, beside = NEVER_WRITTEN, {}
    for row in rows:
        if row.standing:
            standing = SectionNow(row.version, row.text, str(row.by_id), row.editing, row.based_on)
        else:
            beside[str(row.by_id)] = row.text
    return SectionNow(standing.version, standing.text, standing.by, standing.editing, standing.based_on, beside)
