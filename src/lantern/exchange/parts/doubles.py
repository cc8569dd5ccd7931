"""Two records side by side: what each says, what agrees, what does not, and which to keep (MIS-4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lantern.access.viewer import Viewer
from lantern.children.models import Lookalike, Merge, NeverSame
from lantern.children.rules.merging import in_order_of_keeping
from lantern.design.parts import Fact
from lantern.exchange.parts.queue import KINDS, record_facts
from lantern.exchange.rules.likelihood import likelihood
from lantern.missing.models import Episode
from lantern.missing.parts.who import child_url, named
from lantern.organisation.rules.arrangement import Matching


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    child: UUID
    name: str
    url: str
    facts: tuple[Fact, ...]
    provisional: bool
    key: str
    kind: str


def sides(
    pair: Lookalike, latest: Mapping[UUID, Episode], episodes: Mapping[UUID, int], viewer: Viewer
) -> tuple[Side, ...]:
    """Both records, the one to keep first."""
    ordered: list[Any] = list(in_order_of_keeping((pair.child, pair.other)))
    return tuple(
        Side(
            child=each.pk,
            name=named(each, viewer),
            url=child_url(each, viewer),
            facts=(*record_facts(each, latest.get(each.pk), viewer), Fact("Episodes", str(episodes.get(each.pk, 0)))),
            provisional=each.provisional,
            key=str(place),
            kind="primary" if place == 1 else "secondary",
        )
        for place, each in enumerate(ordered, start=1)
    )


@dataclass(frozen=True)
class Line:
    """One pair of the list."""

    pair: Lookalike
    names: tuple[str, str]
    numbers: tuple[str, str]
    word: str
    kind: str


def lines(pairs: Iterable[Lookalike], viewer: Viewer, given: Matching) -> list[Line]:
    """One line a pair, the record to keep first."""
    return [_line(pair, viewer, given) for pair in pairs]


def _line(pair: Any, viewer: Viewer, given: Matching) -> Line:
    first, second = in_order_of_keeping((pair.child, pair.other))
    word = likelihood(pair.weight, certain=given.certain_from, possible=given.possible_from, disagrees=pair.disagrees)
    return Line(
        pair=pair,
        names=(named(first, viewer), named(second, viewer)),  # type: ignore[arg-type]
        numbers=(first.number, second.number),
        word=word.capitalize(),
        kind=KINDS[word],
    )


@dataclass(frozen=True)
class Said:
    """What a person said of two records: that they are one, or two."""

    what: str
    by: str
    at: Any
    reason: str
    undone_at: Any
    undo: str
    pk: UUID
    child_url: str


def merged(row: Merge, viewer: Viewer) -> Said:
    """Rowan Example, 14 and L0000012 are one record."""
    words = f"{row.other.number} was merged into {named(row.child, viewer)} ({row.child.number})"
    url = child_url(row.child, viewer)
    return Said(words, row.by.name, row.at, row.reason, row.undone_at, "exchange:unmerge", row.pk, url)


def apart(row: NeverSame, viewer: Viewer) -> Said:
    """These two are two children."""
    words = f"{named(row.child, viewer)} ({row.child.number}) and {named(row.other, viewer)} ({row.other.number})"
    words += " are two children"
    url = child_url(row.child, viewer)
    return Said(words, row.by.name, row.at, row.reason, row.undone_at, "exchange:untell_apart", row.pk, url)
