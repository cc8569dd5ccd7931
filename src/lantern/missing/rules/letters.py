"""The letters that offer a missing chat to a child who is not open to children's services (MIS-8): pure functions.

Who is written to and where, what a letter says, the order in which envelopes are filled, and what may become of a letter.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lantern.documents.rules import Block, Bullets, Heading, Paragraph, Section
from lantern.missing.rules.refusals import NotAllowed
from lantern.timekeeping.words import age, day


class To(StrEnum):
    """To whom a letter goes; the values are those of an offer."""

    CHILD = "child"
    PARENT = "parent or carer"


class LetterState(StrEnum):
    """How far a letter has come. Only a posted one is an offer: paper in a tray reaches nobody."""

    PRINTED = "printed"
    POSTED = "posted"
    DISCARDED = "discarded"


# From each state to those that can follow it; read by the actions and by the diagram in the docs.
LETTER_TRANSITIONS = {
    LetterState.PRINTED: {LetterState.POSTED, LetterState.DISCARDED},
    LetterState.POSTED: {LetterState.PRINTED},  # a person says that it was not posted after all
    LetterState.DISCARDED: set[LetterState](),
}
AGAINST = {
    (LetterState.POSTED, LetterState.POSTED): "It is recorded as posted already.",
    (LetterState.POSTED, LetterState.DISCARDED): "It was posted. Undo that first.",
    (LetterState.PRINTED, LetterState.PRINTED): "It is not recorded as posted.",
    (LetterState.DISCARDED, LetterState.POSTED): "It was discarded. Print it again.",
    (LetterState.DISCARDED, LetterState.PRINTED): "It was discarded. Print it again.",
    (LetterState.DISCARDED, LetterState.DISCARDED): "It was discarded already.",
}


def check_can_become(now: LetterState, then: LetterState) -> None:
    """Raise `NotAllowed` with the reason unless a letter in state `now` may become `then`."""
    if then not in LETTER_TRANSITIONS[now]:
        raise NotAllowed(AGAINST[now, then])


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds of where a child lives on the day: the home, the placement of a child in care, the worker."""

    home: str = ""
    postcode: str = ""
    looked_after: bool = False
    placement: str = ""
    placement_postcode: str = ""
    worker: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Lines of an envelope; or why there is none, and whom to ask."""

    lines: tuple[str, ...] = ()
    why_not: str = ""
    ask: str = ""


def addressed(to: To, name: str, known: Known) -> Addressed:
    """Where the letter goes. A child in care is written to where the child is placed, never at the old home."""
    place, code = (known.placement, known.placement_postcode) if known.looked_after else (known.home, known.postcode)
    ask = known.worker or "children’s services"
    if not name.strip():
        return Addressed(why_not="The child’s name is not known", ask=ask)
    postcode = spaced(code)
    parts = [part.strip() for part in re.split(r"[,\n]", place) if part.strip()]
    if postcode and parts and parts[-1].replace(" ", "").upper() == postcode.replace(" ", ""):
        parts.pop()
    if not parts:  # a postcode alone is no door
        what = "The address of the placement is not known" if known.looked_after else "No address is known"
        return Addressed(why_not=what, ask=ask)
    whom = name if to is To.CHILD else f"The carer of {name}" if known.looked_after else f"Parent or carer of {name}"
    return Addressed((whom, *parts, *([postcode] if postcode else [])))


def spaced(code: str) -> str:
    """CM1 1AA."""
    plain = code.replace(" ", "").upper()
    return f"{plain[:-3]} {plain[-3:]}".strip()


def recipients(born: date | None, today: date, child_from_age: int) -> tuple[To, ...]:
    """Who is written to, in posting order; a child younger than that is offered it through the parent or carer."""
    too_young = born is not None and age(born, today) < child_from_age
    return (To.PARENT,) if too_young else (To.CHILD, To.PARENT)


@dataclass(frozen=True, slots=True)
class Wording:
    """The arrangement's word on letters."""

    sender: str
    team: str
    mailbox: str
    phone: str
    texts: Mapping[To, str]

    @property
    def against(self) -> str:
        """Why nothing can be printed yet, or ""."""
        missing = [word for word, said in (("mailbox", self.mailbox), ("phone number", self.phone)) if not said]
        if not missing:
            return ""
        return f"The arrangement gives no {' and no '.join(missing)} for the letters yet: a child could not answer."


def section(to: To, name: str, back: date, written: date, lines: Sequence[str], wording: Wording) -> Section:
    """The letter. A child is called by the forename; `back` is the day of the latest return."""
    called = name.split()[0] if to is To.CHILD else name
    said = {
        "name": called,
        "day": day(back),
        "phone": wording.phone,
        "mailbox": wording.mailbox,
        "team": wording.team or wording.sender,
    }
    title, blocks = _blocks(filled(wording.texts[to], said))
    return Section(
        title=title,
        blocks=blocks,
        holder=lines[0],
        address=tuple(lines),
        sender=tuple(filter(None, (wording.sender, wording.team, wording.phone, wording.mailbox))),
        dated=day(written),
    )


def filled(text: str, said: Mapping[str, str]) -> str:
    """`text` with its braces filled in; what is filled in is not read for braces again."""
    return re.sub(r"\{(\w+)\}", lambda found: said.get(found[1], found[0]), text)


def _blocks(text: str) -> tuple[str, tuple[Block, ...]]:
    """The title, and everything else in order."""
    title, blocks = "", list[Block]()
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            blocks.append(Bullets(tuple(line[2:] for line in lines)))
            continue
        for line in lines:
            if line.startswith("# "):
                title = line[2:]
            elif line.startswith("## "):
                blocks.append(Heading(line[3:]))
            elif line.startswith("- "):
                blocks.append(Bullets((line[2:],)))
            else:
                blocks.append(Paragraph(line))
    return title, tuple(blocks)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter in its place: by child, the child's own before the parent's or carer's."""

    sort_name: str
    child: str
    to: To


def posting_order(envelopes: Iterable[Envelope]) -> list[Envelope]:
    """By name, so that two letters for one door lie together; one child's never apart."""
    return sorted(envelopes, key=lambda each: (each.sort_name.casefold(), each.child, list(To).index(each.to)))
