"""Marks of more vulnerable children as a cut of the figures of a year, and as a table of them (MIS-14)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.actions import school
from lantern.children.models import Child, Placement, SchoolFact, ServiceStatus
from lantern.children.vocabulary import Mark, SchoolKind
from lantern.demo.actions import make_data
from lantern.missing.models import Episode
from lantern.missing.queries.episodes import Asked, episodes
from lantern.missing.queries.figures import figures, totals
from lantern.missing.rules.figures import Count, Item, bounds, year_of, year_words
from lantern.missing.vocabulary import Absence
from lantern.organisation.models import Member
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership
from tests.factories.today import today
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.missing.test_figures import NOW, YEARS, recount

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MIDSUMMER = date(2025, 7, 10)
SAID = {
    Mark.REDUCED: "reduced timetable",
    Mark.EXCLUDED: "excluded",
    Mark.NO_ROLL: "not on a roll",
    Mark.MISSING_EDUCATION: "missing education",
}


@pytest.fixture
def known() -> Known:
    return Known()


def in_scope(known: Known, member: Member, *, focus: Any = None) -> Viewer:
    return viewer_of(member, now=datetime.now(UTC), focus=focus)


def not_at_school(
    known: Known,
    forename: str = "Rowan",
    *,
    kind: SchoolKind = SchoolKind.EXCLUDED,
    since: date = LONG_AGO,
    until: date | None = None,
    area: Any = None,
) -> Child:
    """A child of whose schooling `kind` holds from `since` until the day before `until`."""
    child = known.a_child(forename, "Pretend", area=area)
    with within(known.here.pk):
        school.record_schooling(child=child, kind=kind, since=since, until=until, by=None, at=datetime.now(UTC))
    return child


def went_at(known: Known, child: Child, at: datetime, *, hours: int = 7) -> None:
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=hours, back_hours_ago=0, at=at + timedelta(hours=hours))


class Slowly:
    """Everything dated about every child, and whether a child had a mark on the day in London that an episode began."""

    def __init__(self) -> None:
        self.statuses = list(ServiceStatus.objects.all())
        self.placements = list(Placement.objects.all())
        self.schooling = list(SchoolFact.objects.all())

    def had(self, each: Episode, mark: Mark) -> bool:
        day = each.started_at.astimezone(ZoneInfo("Europe/London")).date()
        rows = [row for row in self._rows(mark) if row.child_id == each.child_id]
        return any((row.since or date.min) <= day < (row.until or date.max) for row in rows)

    def _rows(self, mark: Mark) -> list[Any]:
        if mark is Mark.IN_CARE:
            return [row for row in self.statuses if row.status == "LAC"]
        if mark is Mark.RESIDENTIAL:
            return [row for row in self.placements if row.code in ("K1", "K2", "R1", "R2", "R3", "R5", "S1")]
        if mark is Mark.SEMI_INDEPENDENT:
            return [row for row in self.placements if row.code in ("H5", "P2", "P3")]
        if mark is Mark.OUT_OF_AREA:
            return [row for row in self.placements if row.out_of_area]
        return [row for row in self.schooling if row.kind == SAID[mark] and row.withdrawn_at is None]


def test_the_cut_by_each_mark_agrees_with_a_slow_recount() -> None:
    """MIS-14: totals, every table and the table of marks itself, whole and cut by each, for two years of a county."""
    make_data(children=160, years=2, now=NOW)
    key = next(each for each, name in partnership_names().items() if "Made-up" in name)
    seen: Counter[Mark] = Counter()
    with within(key):
        held = Member.objects.filter(roles__role=Role.MISSING_COORDINATOR, roles__area=None)
        viewer = viewer_of(held.select_related("partnership", "agency").order_by("email")[0], now=NOW)
        slowly = Slowly()
        marks = {
            each.pk: {mark for mark in Mark if slowly.had(each, mark)}
            for each in Episode.objects.select_related("child")
        }
        for year in YEARS:
            for cut in (None, *Mark):
                counted = totals(viewer, year, cut)
                slow, every = recount(year, lambda each, cut=cut: cut is None or cut in marks[each.pk])  # type: ignore[misc]
                assert _plain(counted.kinds) == every, cut
                assert {item: {row: _plain(kinds) for row, kinds in table.items()} for item, table in
                        figures(viewer, year, cut).items()} == {item: slow.get(item, {}) for item in Item}, cut  # fmt: skip
                for mark in Mark:
                    both = {mark} | ({cut} if cut else set())
                    _, of_mark = recount(year, lambda each, both=both: both <= marks[each.pk])  # type: ignore[misc]
                    assert _plain(counted.marks[mark]) == of_mark, (cut, mark)
                    seen[mark] += sum(number for number, _ in of_mark.values())
    assert sum(1 for mark in Mark if seen[mark]) >= 5, seen  # the county's invented years have most marks


def _plain(kinds: Any) -> dict[str, tuple[int, int]]:
    return {kind: (count.episodes, count.children) for kind, count in kinds.items()}


@pytest.mark.parametrize(
    ("since", "until", "at", "counts"),
    [
        (MIDSUMMER, None, datetime(2025, 7, 9, 22, 59, tzinfo=UTC), False),
        (MIDSUMMER, None, datetime(2025, 7, 9, 23, 0, tzinfo=UTC), True),  # midnight in London
        (LONG_AGO, MIDSUMMER, datetime(2025, 7, 9, 22, 59, tzinfo=UTC), True),
        (LONG_AGO, MIDSUMMER, datetime(2025, 7, 9, 23, 0, tzinfo=UTC), False),
        (MIDSUMMER, MIDSUMMER + DAY, datetime(2025, 7, 10, 12, tzinfo=UTC), True),
        (MIDSUMMER + DAY, None, datetime(2025, 7, 10, 12, tzinfo=UTC), False),  # holds today, did not then
    ],
)
def test_a_mark_counts_when_it_held_on_the_day_in_london(
    known: Known, since: date, until: date | None, at: datetime, counts: bool
) -> None:
    """MIS-14, MIS-17: what holds today is not asked; the first day counts, the last is the one before it ended."""
    went_at(known, not_at_school(known, since=since, until=until), at)
    one = {Absence.MISSING: Count(1, 1)} if counts else {}
    with within(known.here.pk):
        viewer = in_scope(known, known.coordinator)
        assert totals(viewer, 2025).kinds == {Absence.MISSING: Count(1, 1)}
        assert totals(viewer, 2025).marks[Mark.EXCLUDED] == one
        assert totals(viewer, 2025, Mark.EXCLUDED).kinds == one
        assert sum(len(table) for table in figures(viewer, 2025, Mark.EXCLUDED).values()) == (6 if counts else 0)


def test_a_child_of_two_marks_is_in_the_row_of_each_and_once_in_each(known: Known) -> None:
    """MIS-14: the cut by one mark shows who had the other besides."""
    child = not_at_school(known)
    with within(known.here.pk):
        school.record_schooling(child=child, kind=SchoolKind.NO_ROLL, since=LONG_AGO, by=None, at=datetime.now(UTC))
    other = not_at_school(known, "Ash")
    for who, day in ((child, 1), (child, 3), (other, 2)):
        went_at(known, who, datetime(2025, 7, day, 12, tzinfo=UTC))
    with within(known.here.pk):
        viewer = in_scope(known, known.coordinator)
        whole, cut = totals(viewer, 2025).marks, totals(viewer, 2025, Mark.NO_ROLL).marks
    assert (whole[Mark.EXCLUDED], whole[Mark.NO_ROLL]) == (_missing(3, 2), _missing(2, 1))
    assert (cut[Mark.EXCLUDED], cut[Mark.NO_ROLL]) == (_missing(2, 1), _missing(2, 1))


def _missing(number: int, children: int) -> dict[Absence, Count]:
    return {Absence.MISSING: Count(number, children)}


def test_the_row_of_a_mark_counts_what_the_list_of_episodes_shows(known: Known) -> None:
    """MIS-14: one condition for both, for the same year and mark; the day before the year is in neither."""
    for at in (datetime(2025, 3, 31, 22, 59, tzinfo=UTC), datetime(2025, 3, 31, 23, tzinfo=UTC), NOW):
        went_at(known, not_at_school(known), at)
    first, after = bounds(2025)
    with within(known.here.pk):
        viewer = in_scope(known, known.coordinator)
        listed = episodes(viewer, Asked(mark=Mark.EXCLUDED, since=first, until=after - DAY)).count()
        assert totals(viewer, 2025).marks[Mark.EXCLUDED][Absence.MISSING].episodes == listed == 2


def test_the_cut_keeps_to_the_area_and_to_ones_own_children(known: Known) -> None:
    """MIS-14, PAR-2, SHA-2: the area that was chosen, what the role covers, and no other partnership."""
    for area, times in ((known.chelmsford, 1), (known.colchester, 2)):
        for day in range(times):
            child = not_at_school(known, area=area)
            went_at(known, child, datetime(2025, 7, 1 + day, 12, tzinfo=UTC))
    nowhere = a_partnership("Nowhere")
    theirs = a_member(nowhere, Role.MISSING_COORDINATOR)
    with within(nowhere.pk):
        foreign = a_child("Xq", "Pretend")
        school.record_schooling(child=foreign, kind=SchoolKind.EXCLUDED, since=LONG_AGO, by=None, at=NOW)
        an_episode(foreign, by=theirs, hours_ago=9, back_hours_ago=0, at=NOW)
    with within(known.here.pk):
        for member, focus, number in (
            (known.coordinator, None, 3),
            (known.coordinator, known.chelmsford.pk, 1),
            (known.coordinator, known.colchester.pk, 2),
            (known.in_mid, None, 1),
        ):
            viewer = in_scope(known, member, focus=focus)
            assert totals(viewer, 2025, Mark.EXCLUDED).kinds == _missing(number, number)
            assert totals(viewer, 2025).marks[Mark.EXCLUDED] == _missing(number, number)
            for table in figures(viewer, 2025, Mark.EXCLUDED).values():
                assert sum(kinds[Absence.MISSING].episodes for kinds in table.values()) == number


def this_year(known: Known) -> None:
    """One excluded child and one on a reduced timetable, yesterday; the second twice."""
    excluded, reduced = not_at_school(known), not_at_school(known, "Ash", kind=SchoolKind.REDUCED)
    for child, hours in ((excluded, 30), (reduced, 60), (reduced, 30)):
        went_at(known, child, datetime.now(UTC) - timedelta(hours=hours))


def test_the_page_has_a_row_for_each_mark_and_a_cut_by_each(known: Known) -> None:
    """MIS-14: episodes and children of each; the cut stands in the words above, which are printed as the pills are not."""
    this_year(known)
    said = text_of(known.client.get("/missing/figures/"))
    assert "Missing Episodes 3 Children 2" in said
    assert "Reduced timetable 2 1 – – Excluded 1 1 – – Not on a roll – – – –" in said
    for mark in Mark:
        cut = text_of(known.client.get("/missing/figures/", {"mark": mark.value}))
        assert f"of children marked on that day as {mark.label.lower()}" in cut
    page = known.client.get("/missing/figures/?mark=reduced-timetable")
    assert f"<title>Figures, {year_words(year_of(today()))}, reduced timetable" in page.content.decode()
    cut = text_of(page)
    assert "Missing Episodes 2 Children 1" in cut
    assert "Reduced timetable 2 1 – – Excluded – – – –" in cut
    assert "6 to 24 hours 2 1 – –" in cut


def test_the_cut_stays_in_the_address_when_the_year_changes(known: Known) -> None:
    """MIS-14: and the year when the cut does; nonsense asks for nothing."""
    this_year(known)
    latest = year_of(today())
    page = known.client.get(f"/missing/figures/?mark=excluded&year={latest}").content.decode()
    assert f'href="?mark=excluded&amp;year={latest - 1}"' in page
    assert f'href="?mark=no-roll&amp;year={latest}"' in page
    assert f'href="?year={latest}"' in page  # Marked or not
    before = text_of(known.client.get(f"/missing/figures/?mark=excluded&year={latest - 1}"))
    assert "No episode of a child so marked began in this year" in before
    assert "Missing Episodes 3 Children 2" in text_of(known.client.get("/missing/figures/?mark=nonsense%00"))


@pytest.mark.parametrize("asked", ["", "?mark=excluded", "?mark=care"])
def test_the_page_asks_at_most_twelve_queries(known: Known, asked: str) -> None:
    """MIS-14: eight marks in the query that counts the year; an analyst sees numbers and no name."""
    this_year(known)
    client = known.sees_as(Role.ANALYST)
    client.get("/missing/figures/")  # the first page of a session notes that somebody is there
    with asking_at_most(12):
        page = client.get(f"/missing/figures/{asked}")
    assert "Pretend" not in text_of(page)
