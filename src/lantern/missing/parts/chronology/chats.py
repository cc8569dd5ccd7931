"""Lines of missing chats: asked for, offered, answered, held, told of, and what came of them (MIS-9 to MIS-11).

What a chat told stands in its record and is read there; what people wrote about one only by those who read chats.
"""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.vocabulary import Line
from lantern.missing.parts.chronology.sources import by_whom
from lantern.missing.queries.lived import Lived, Row
from lantern.missing.vocabulary import OfferedHow
from lantern.timekeeping.moments import Moment


def chat_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """Every dated fact about the child's chats."""
    reads = viewer.may(Permission.READ_CHATS) and viewer.sees_names
    opens = viewer.may(Permission.OFFER_CHATS)
    for title, row, when, text, source in _told(held):
        url = reverse("missing:chat", args=[row.chat_id]) if opens and row.chat_id else ""
        yield Entry(when, title, text if reads else "", url, source, Line.CHAT)


Told = tuple[str, Row, Moment, str, str]


def _told(held: Lived) -> Iterator[Told]:
    for row in held.requests:
        source = by_whom(row, row.decided_at or row.received_at)
        yield f"Chat asked for by the {row.asker}, {row.channel}", row, Moment(row.received_at), row.words, source
    for row in held.offers:
        yield _offered(row), row, row.when, _lines(row.reason, row.note), by_whom(row, row.recorded_at)
    for row in held.answers:
        title = f"Chat {row.said} by the {row.whose}" if row.said != "no answer" else f"No answer from the {row.whose}"
        yield title, row, row.when, _lines(row.channel, row.note), by_whom(row, row.recorded_at)
    for row in held.sittings:
        yield f"Missing chat held {row.how}", row, row.when, _lines(row.where, row.note), by_whom(row, row.recorded_at)
    yield from _after(held)


def asked_lines(child: Child, held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """What the child said when somebody asked whether they had one; it hangs on no chat (MIS-9)."""
    reads = viewer.may(Permission.READ_CHATS) and viewer.sees_names
    url = reverse("missing:asked_about_chat", args=[child.pk]) if reads else ""
    for row in held.asked:
        title, text = f"Asked about a missing chat: {row.said}", row.note if reads else ""
        yield Entry(row.when, title, text, url, by_whom(row, row.recorded_at), Line.CHAT)


def _after(held: Lived) -> Iterator[Told]:
    for row in held.follow_ups:
        text = _lines(row.text, f"For {row.owner}")
        yield "Action from a missing chat", row, Moment(row.at), text, by_whom(row, row.at)
        if row.done_at:
            source = by_whom(row, row.done_at, name="doer", agency="doer_agency")
            yield "Action from a missing chat done", row, Moment(row.done_at), _lines(row.text, row.outcome), source
    for row in held.tellings:
        yield f"{row.to} told of a missing chat", row, Moment(row.at), "", by_whom(row, row.at)
        if row.acknowledged_at:
            source = by_whom(row, row.acknowledged_at, name="to", agency="to_agency")
            yield f"{row.to} has read of a missing chat", row, Moment(row.acknowledged_at), "", source


def _offered(row: Row) -> str:
    if row.how == OfferedHow.NOT_OFFERED:
        return "Missing chat not offered"
    return f"Missing chat offered to the {row.to}, {row.how}"


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
