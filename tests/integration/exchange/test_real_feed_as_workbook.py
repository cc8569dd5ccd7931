"""The feed that came as an example, as a workbook of another layout: what it comes to is the same (MIS-3, MIS-4)."""

import csv
import io
import random
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from lantern.exchange.actions.children import import_children
from lantern.exchange.actions.notifications import import_notifications
from lantern.exchange.actions.sources import save_source
from lantern.exchange.models import ReceivedRow
from lantern.exchange.queries import result
from lantern.exchange.rules.feed_values import DATE_FORMATS, UnreadableError, day, moment
from lantern.exchange.rules.mapping.guessing import guess
from lantern.exchange.rules.mapping.unfolding import unfold
from lantern.exchange.vocabulary import FileKind
from lantern.missing.models import Episode, Incident
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from tests.factories.layouts import as_workbook
from tests.factories.people import a_member, a_partnership, now

pytestmark = pytest.mark.django_db
ROWS = 400
OTHER = {
    "Ref": "Niche ref", "Message": "Type of notification", "Surname": "Nominal surname", "Forename(s)": "Nominal forename",
    "DOB": "Birth date", "Sex": "Gender", "Ethnicity (18+1)": "Ethnic origin", "Address": "Lives at", "Postcode": "Post code",
    "LAC": "In care?", "Missing from": "Type of place", "Reported": "Call time", "Grade": "Response grade",
    "Risk": "Risk level", "Circumstances": "Narrative", "Found": "Date traced", "Found at": "Where located",
    "Harm disclosed": "Any harm", "District": "Borough",
}  # fmt: skip
WORDS = {"INITIAL": "New report", "FOUND": "Traced", "UPDATE": "Amended", "M": "Boy", "F": "Girl"}


@pytest.fixture
def feed(shared_data: Path) -> list[list[str]]:
    text = (shared_data / "notifications" / "notifications.csv").read_text(encoding="cp1252")
    return list(csv.reader(io.StringIO(text, newline="")))[: ROWS + 1]


@pytest.fixture
def taken(shared_data: Path) -> Callable[[Path, str], dict[str, Any]]:
    """A file taken in by a new partnership that has the council's list, and what it came to."""

    def take(path: Path, source: str) -> dict[str, Any]:
        here = a_partnership()
        with within(here.pk):
            import_children(path=shared_data / "notifications" / "children.csv", by=None, at=now())
            if path.suffix == ".xlsx":
                _save(here, path, source)
            file, new = import_notifications(path=path, source=source, by=None, at=now())
            assert new
            assert bool(file.mapping) == (path.suffix == ".xlsx")
            return _came_to()

    return take


def _save(here: Partnership, path: Path, source: str) -> None:
    with path.open("rb") as opened:
        guessed = guess(FileKind.NOTIFICATIONS, unfold(opened, FileKind.NOTIFICATIONS, most_bytes=10**8).columns)
    member = a_member(here, Role.MISSING_COORDINATOR)
    save_source(name=source.title(), agency=None, mapping=guessed.mapping, by=member, at=now())


def _came_to() -> dict[str, Any]:
    """Whom each incident is about, each child's episodes, and the outcome of each row with its reason."""
    rows = (
        ReceivedRow.objects.filter(file__kind=FileKind.NOTIFICATIONS)
        .select_related("message__incident")
        .order_by("number")
    )
    return {
        "incidents": sorted(Incident.objects.values_list("reference", "child__number", "link")),
        "episodes": sorted(
            Episode.objects.values_list("child__number", "started_at", "ended_at", "risk", "start_date_only"), key=str
        ),
        "rows": [(row.number, *result(row)) for row in rows],
    }


def _other_layout(feed: list[list[str]]) -> list[list[object]]:
    """The rows in a shuffled order of columns, with dates as dates, a time apart, and other words."""
    headings, *rows = feed
    order = random.Random(3).sample(range(len(headings)), len(headings))
    named = [
        name
        for place in order
        for name in ([OTHER[headings[place]]] if headings[place] in OTHER else ["Seen last on", "Seen last at (time)"])
    ]
    table: list[list[object]] = [["Fictional export"], [], list(named)]
    for row in rows:
        line: list[object] = []
        for place in order:
            line += _cell(headings[place], row[place])
        table.append(line)
    return table


def _cell(heading: str, text: str) -> list[object]:
    if heading == "Last seen":
        at = _wall(text)
        return [text, ""] if at is None else [at.date(), at.time() if at.time() != time() else ""]
    if heading in ("Reported", "Found"):
        return [_wall(text) or text]
    if heading == "DOB":
        return [_day(text) or text]
    return [WORDS.get(text, text) if heading in ("Message", "Sex") else text]


def _wall(text: str) -> datetime | None:
    """What London's clocks showed; nothing for a cell that is no time."""
    try:
        read = moment(text, "")
    except UnreadableError:
        return None
    return london(read.at).replace(tzinfo=None) if read else None


def _day(text: str) -> datetime | None:
    try:
        read = day(text, "")
    except UnreadableError:
        return None
    return datetime.combine(read, time()) if read else None


def test_a_workbook_of_another_layout_comes_to_the_same(
    feed: list[list[str]], taken: Callable[[Path, str], dict[str, Any]], tmp_path: Path
) -> None:
    """MIS-3, MIS-4: guessed without a correction; the same incidents, children, episodes and outcomes row by row."""
    assert len(DATE_FORMATS) > 1
    with (tmp_path / "feed.csv").open("w", encoding="cp1252", newline="") as plain:
        csv.writer(plain).writerows(feed)
    (tmp_path / "feed.xlsx").write_bytes(as_workbook(_other_layout(feed)))
    before, after = taken(tmp_path / "feed.csv", "police"), taken(tmp_path / "feed.xlsx", "police")
    assert len(before["episodes"]) > 100
    assert after["incidents"] == before["incidents"]
    assert after["episodes"] == before["episodes"]
    assert [row[1] for row in after["rows"]] == [row[1] for row in before["rows"]]
