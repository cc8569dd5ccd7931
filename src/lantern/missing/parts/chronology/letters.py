"""Lines of the letters that were posted, and of when it was not safe to write (MIS-8)."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.vocabulary import Line
from lantern.missing.parts.chronology.sources import by_whom
from lantern.missing.queries.lived import Lived
from lantern.timekeeping.moments import Moment


def letter_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """A letter counts from its posting; where it went stands on the letter alone."""
    sends = viewer.may(Permission.SEND_LETTERS)
    for row in held.letters:
        yield Entry(
            when=Moment(row.posted_at, row.posted_date_only),
            title=f"Letter posted to the {row.to}",
            text="It offers a missing chat.",
            url=reverse("missing:letter_batch", args=[row.batch]) if sends else "",
            source=by_whom(row, row.recorded_at or row.posted_at),
            kind=Line.LETTER,
        )
    for row in held.no_letters:
        reason = row.reason if sends and viewer.sees_names else ""
        yield Entry(Moment(row.at), "Not safe to write", reason, source=by_whom(row, row.at), kind=Line.LETTER)
        if row.ended_at:
            source = by_whom(row, row.ended_at, name="ender", agency="ender_agency")
            yield Entry(Moment(row.ended_at), "Safe to write again", source=source, kind=Line.LETTER)
