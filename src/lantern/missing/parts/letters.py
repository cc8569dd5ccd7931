"""Letters as the pages show them, and as the file that is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.documents.rules import Document
from lantern.documents.rules.content import section_of
from lantern.missing.models import Letter
from lantern.missing.parts.who import child_url, named
from lantern.missing.queries.letters import ToWrite
from lantern.missing.rules.letters import LetterState, To
from lantern.timekeeping.moments import Moment

TO_WORDS = {To.CHILD: "To the child", To.PARENT: "To the parent or carer"}
STATES = {
    LetterState.PRINTED: ("Printed, not posted", "warning"),
    LetterState.POSTED: ("Posted", "done"),
    LetterState.DISCARDED: ("Discarded", "plain"),
}


@dataclass(frozen=True)
class OwedLine:
    """A child who is owed letters: where they would go, or why they cannot be written."""

    child: Child
    name: str
    url: str
    back: Moment | None
    episodes: int
    due: datetime
    to: tuple[tuple[str, tuple[str, ...], str, str], ...]
    against: str
    missing_again: bool
    can_be_written: bool
    no_letters_url: str
    move_url: str
    elsewhere: str
    chat_url: str


@dataclass(frozen=True)
class LetterLine:
    """One letter and how far it has come."""

    letter: Letter
    name: str
    url: str
    to: str
    lines: tuple[str, ...]
    state: str
    kind: str
    posted: Moment | None
    waits: bool
    undo_url: str
    batch_url: str


def owed_lines(wanted: Iterable[ToWrite], viewer: Viewer) -> list[OwedLine]:
    may_edit = viewer.may(Permission.EDIT_CHILD)
    return [_owed(each, viewer, may_edit=may_edit) for each in wanted]


def _owed(each: ToWrite, viewer: Viewer, *, may_edit: bool) -> OwedLine:
    child: Any = each.child
    return OwedLine(
        child=child,
        name=named(child, viewer),
        url=child_url(child, viewer),
        back=each.episodes[-1].end if each.episodes else None,
        episodes=len(each.episodes),
        due=child.due,
        to=tuple((TO_WORDS[to], place.lines, place.why_not, place.ask) for to, place in each.letters),
        against=each.against,
        missing_again=each.missing_again,
        can_be_written=each.can_be_written,
        no_letters_url=reverse("missing:no_letters", args=[child.pk]),
        move_url=reverse("children:move", args=[child.pk]) if may_edit else "",
        elsewhere=each.elsewhere,
        chat_url=reverse("missing:chat_of", args=[each.episodes[-1].pk]) if each.episodes else "",
    )


def letter_lines(letters: Iterable[Letter], viewer: Viewer) -> list[LetterLine]:
    return [_line(each, viewer) for each in letters]


def _line(each: Letter, viewer: Viewer) -> LetterLine:
    words, kind = STATES[each.state]
    posted = each.state is LetterState.POSTED
    return LetterLine(
        letter=each,
        name=named(each.child, viewer),
        url=child_url(each.child, viewer),
        to=TO_WORDS[To(each.to)],
        lines=tuple(each.said["address"]),
        state=words,
        kind=kind,
        posted=Moment(each.posted_at, each.posted_date_only) if each.posted_at else None,
        waits=each.state is LetterState.PRINTED,
        undo_url=reverse("missing:undo_posted", args=[each.pk]) if posted else "",
        batch_url=reverse("missing:letter_batch", args=[each.batch]),
    )


def as_document(letters: Sequence[Letter]) -> Document:
    """The letters as one file, as they were printed."""
    title = (
        letters[0].said["title"] if len(letters) == 1 else f"{number_of(len(letters), 'letter')} about missing chats"
    )
    return Document(title, tuple(section_of(each.said) for each in letters), letters[0].marking)


def number_of(number: int, word: str) -> str:
    """1 letter, 2 letters."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
