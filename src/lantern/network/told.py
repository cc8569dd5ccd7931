"""What was named in connection with a child, and persons of concern tied to them, on their time line (INT-6, EXP-5)."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.rules.sourced import entered_by
from lantern.children.vocabulary import Line
from lantern.network import sources
from lantern.network.queries.told import Row, What, told_of
from lantern.network.vocabulary.contexts import ContextTieKind
from lantern.network.vocabulary.persons import ChildTieKind
from lantern.timekeeping.moments import Moment, london


def told_of_network(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each mention that stands, each tie with a person, group or place in sight and its end; one query."""
    for row in told_of(child, viewer):
        yield from _mention(row) if row.what is What.NAMED else _tie(row)


def _mention(row: Row) -> Iterator[Entry]:
    where = sources.source(row.kind).words.lower()
    url = reverse("network:entity", args=[row.key])
    title = f"Named in a {where}: {row.label}"
    yield Entry(Moment(row.at), title, row.words.capitalize(), url, _source(row), Line.NAMED)


def _tie(row: Row) -> Iterator[Entry]:
    kind = ChildTieKind(row.kind) if row.what is What.PERSON else ContextTieKind(row.kind)
    words, said = f"{kind.label}: {row.label}", f"{row.certainty.capitalize()}. {row.words}"
    url = reverse(f"network:{row.what}", args=[row.key])
    begun = Moment.on(row.since) if row.since else Moment(row.at)
    yield Entry(begun, words, said, url, _source(row), Line.NETWORK)
    if row.ended_on:
        yield Entry(Moment.on(row.ended_on), f"Over: {words}", row.ended_because, url, _source(row), Line.NETWORK)


def _source(row: Row) -> str:
    return entered_by(row.by, row.agency, london(row.at).date())
