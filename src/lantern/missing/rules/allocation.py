"""Who suits to hold a chat: capacity, travel, independence from the child's case, and the child's wish (MIS-9).

A person decides; this only says what speaks for and against each, in words, and puts those with least against them first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lantern.missing.vocabulary import Wish


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who holds chats. `travels` holds areas with all within, none for everywhere; `load` counts chats not told of."""

    id: UUID
    name: str
    agency: UUID
    capacity: int
    load: int
    travels: frozenset[UUID] = frozenset()
    described: Wish = Wish.ANYBODY


@dataclass(frozen=True, slots=True)
class Case:
    """What matters of the child: where they live, who works on their case, with whom they would rather talk."""

    area: UUID | None
    on_the_case: frozenset[UUID] = frozenset()
    agencies: frozenset[UUID] = frozenset()
    wish: Wish = Wish.ANYBODY
    wish_words: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """What speaks for and against somebody."""

    candidate: Candidate
    pros: tuple[str, ...]
    cons: tuple[str, ...]


def ranked(candidates: Iterable[Candidate], case: Case) -> tuple[Fit, ...]:
    """Those with least against them first; whom the child names before all others; then who has most room."""
    fits = [Fit(each, tuple(_pros(each, case)), tuple(_cons(each, case))) for each in candidates]
    return tuple(
        sorted(
            fits,
            key=lambda fit: (
                not _is_named(fit.candidate, case),
                len(fit.cons),
                fit.candidate.load - fit.candidate.capacity,
                fit.candidate.name,
            ),
        )
    )


def _pros(each: Candidate, case: Case) -> Iterable[str]:
    if _is_named(each, case):
        yield "the child asked for them"
    if case.wish in (Wish.WOMAN, Wish.MAN) and each.described is case.wish:
        yield f"the child would rather talk with {case.wish}"
    if each.load < each.capacity:
        yield f"holds {each.load} of {each.capacity}"
    if each.id not in case.on_the_case and each.agency not in case.agencies:
        yield "independent of the child’s case"
    if case.area and case.area in each.travels:
        yield "works where the child lives"


def _cons(each: Candidate, case: Case) -> Iterable[str]:
    if each.id in case.on_the_case:
        yield "works on the child’s case"
    elif each.agency in case.agencies:
        yield "of the agency that works on the child’s case"
    if each.load >= each.capacity:
        yield f"holds {each.load} of {each.capacity}"
    if each.travels and case.area not in each.travels:
        yield "does not travel there"
    if case.wish in (Wish.WOMAN, Wish.MAN) and each.described is not case.wish:
        yield f"the child would rather talk with {case.wish}"


def _is_named(each: Candidate, case: Case) -> bool:
    """Whether the child's words have somebody's first name or more; one letter alone names nobody."""
    words = set(case.wish_words.casefold().replace(",", " ").split())
    first = each.name.casefold().split()[0] if each.name.split() else ""
    return len(first) > 1 and first in words
