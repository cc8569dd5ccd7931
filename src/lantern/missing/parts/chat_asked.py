"""That a child was asked about a missing chat, as pages draw it (MIS-9)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.models import AskedAbout
from lantern.missing.parts.who import named
from lantern.missing.queries.chat_asked import Differing
from lantern.timekeeping.moments import Moment


@dataclass(frozen=True)
class AskedLine:
    """One time: what the child said, who asked, of which agency; the child's words only for who may read them."""

    pk: UUID
    said: str
    at: Moment
    by: str
    note: str
    is_withdrawn: bool
    may_take_back: bool


def asked_lines(rows: Iterable[AskedAbout], viewer: Viewer, *, shown: Collection[str] = ()) -> list[AskedLine]:
    """A line each. Words of the child are for those who read chats, and for who wrote them down; `shown` stand elsewhere."""
    return [_line(each, viewer, shown) for each in rows]


def _line(each: AskedAbout, viewer: Viewer, shown: Collection[str]) -> AskedLine:
    is_own = each.by_id == viewer.member.pk
    reads = is_own or (viewer.may(Permission.READ_CHATS) and viewer.sees_names)
    return AskedLine(
        pk=each.pk,
        said=each.said,
        at=Moment(each.happened_at, each.date_only),
        by=f"{each.by.name}, {each.by.agency.name}",
        note=each.note if reads and not each.withdrawn_at and each.note not in shown else "",
        is_withdrawn=each.withdrawn_at is not None,
        may_take_back=each.withdrawn_at is None and (is_own or viewer.may(Permission.ALLOCATE_CHATS)),
    )


def differing_lines(found: Iterable[Differing], viewer: Viewer) -> list[tuple[str, str, Moment, str]]:
    """Where to look, whom it is about, when the child was asked, and what differs."""
    return [(_where(each), named(each.asked.child, viewer), _when(each), each.words) for each in found]


def _where(each: Differing) -> str:
    if each.chat:
        return reverse("missing:chat", args=[each.chat])
    return reverse("missing:asked_about_chat", args=[each.asked.child_id])


def _when(each: Differing) -> Moment:
    return Moment(each.asked.happened_at, each.asked.date_only)
