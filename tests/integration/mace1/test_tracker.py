"""The tracker: its numbers are its lists, narrowed, sorted, kept, and silent about whom the viewer may not see (M1-8)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.actions.conflicts import record_conflict
from lantern.children.models import Child
from lantern.exploitation.models import KindOfExploitation
from lantern.exploitation.vocabulary import Model
from lantern.mace1.actions.deferring import defer
from lantern.mace1.actions.gathering import open_case, put_on
from lantern.mace1.models import Case, Decision, Item, SavedView
from lantern.mace1.parts.tracker import summary_words
from lantern.mace1.queries.tracker import Asked, Summary, narrowed, summary, tracked
from lantern.mace1.vocabulary import ItemKind, Outcome, Tracked, TrackerOrder, Way
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
URL = "/meetings/tracker/"


class Tracking(Room):
    """Somebody who covers the whole partnership, and cases as long open as a test says."""

    def __init__(self) -> None:
        super().__init__()
        self.sees = a_member(self.here, Role.MISSING_COORDINATOR)

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.sees, now=now())

    def case(self, surname: str, days: int = 1, way: Way = Way.LEVEL, area: str = "Chelmsford") -> Case:
        child = self.child(area, surname)
        at = now() - timedelta(days=days)
        return open_case(child=child, meeting=self.meetings[1], way=way, because="High", by=None, at=at).case

    def names(self, asked: Asked) -> list[str]:
        return [each.child.surname for each in tracked(self.viewer, asked)]


@action
def closed(*, case: Case, by: Member | None, at: datetime) -> None:
    case.closed_at, case.closed_because = at, "Risk reduced"
    case.save()


@action
def changed(*, row: Any, by: Member | None, at: datetime, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.fixture
def tracking() -> Tracking:
    return Tracking()


def page(client: Client, query: str = "") -> str:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_chip_is_counted_from_its_list(tracking: Tracking) -> None:
    """M1-8: open, a review due at the next meeting, open over a year, in care, closed within 12 months."""
    with within(tracking.here.pk):
        tracking.case("New")
        tracking.case("Old", days=366)
        reviewed = tracking.case("Reviewed", days=20)
        put_on(case=reviewed, meeting=tracking.meetings[0], kind=ItemKind.REVIEW, because="Due", by=None, at=now())
        care = tracking.case("Care")
        changed(row=care.child, values={"status": "LAC"}, by=None, at=now())
        closed(case=tracking.case("Closed", days=40), by=None, at=now() - DAY)
        closed(case=tracking.case("Former", days=800), by=None, at=now() - 366 * DAY)
        found = {each: sorted(tracking.names(Asked(each))) for each in Tracked}
        assert found == {
            Tracked.OPEN: ["Care", "New", "Old", "Reviewed"],
            Tracked.REVIEW: ["Reviewed"],
            Tracked.LATE: [],
            Tracked.YEAR: ["Old"],
            Tracked.CARE: ["Care"],
            Tracked.CLOSED: ["Closed"],
        }
        assert all(narrowed(tracking.viewer, Asked(each)).count() == len(names) for each, names in found.items())


def test_a_review_at_a_later_meeting_is_not_due_yet(tracking: Tracking) -> None:
    """M1-8: and one that was deferred is due no more."""
    with within(tracking.here.pk):
        later, off = tracking.case("Later"), tracking.case("Deferred")
        put_on(case=later, meeting=tracking.meetings[2], kind=ItemKind.REVIEW, because="Due", by=None, at=now())
        item = put_on(case=off, meeting=tracking.meetings[0], kind=ItemKind.REVIEW, because="Due", by=None, at=now())
        assert tracking.names(Asked(Tracked.REVIEW)) == ["Deferred"]
        defer(item=item, to=tracking.meetings[3].pk, because="Court", by=tracking.chair, at=now())
        assert tracking.names(Asked(Tracked.REVIEW)) == []


def test_it_is_narrowed_by_area_way_and_model(tracking: Tracking) -> None:
    """M1-8, MSR-10."""
    with within(tracking.here.pk):
        tracking.case("Here")
        there = tracking.case("There", way=Way.TRIAGE, area="Braintree")
        tracking.exploited(there.child)
        changed(row=KindOfExploitation.objects.get(), values={"ways": [Model.GANGS.value]}, by=None, at=now())
        assert tracking.names(Asked(area=there.child.area_id)) == ["There"]
        assert tracking.names(Asked(way=Way.TRIAGE)) == ["There"]
        assert tracking.names(Asked(model=Model.GANGS)) == ["There"]
        assert tracking.names(Asked(model=Model.PEERS)) == []


def test_days_sort_the_longest_open_as_the_greatest(tracking: Tracking) -> None:
    """M1-8: each column sorts, and the other way round."""
    with within(tracking.here.pk):
        for surname, days in (("B", 3), ("A", 9), ("C", 1)):
            tracking.case(surname, days=days)
        assert tracking.names(Asked(order=TrackerOrder.DAYS, down=True)) == ["A", "B", "C"]
        assert tracking.names(Asked(order=TrackerOrder.DAYS)) == ["C", "B", "A"]
        assert tracking.names(Asked()) == ["A", "B", "C"]


@pytest.mark.parametrize("order", list(TrackerOrder))
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_column_sorts_and_loses_nobody(tracking: Tracking, order: TrackerOrder, sign: str) -> None:
    """M1-8: those of whom the column says nothing stand last."""
    with within(tracking.here.pk):
        tracking.case("One")
        tracking.case("Two", days=9)
        asked = Asked.read(QueryDict(f"sort={sign}{order}"))
        assert (asked.order, asked.down) == (order, bool(sign))
        assert sorted(tracking.names(asked)) == ["One", "Two"]


def test_an_address_that_nobody_can_read_asks_for_nothing() -> None:
    """M1-8."""
    assert Asked.read(QueryDict("show=x&sort=y&area=z")) == Asked()
    assert Asked.read(QueryDict("way=%00")) == Asked()


def test_the_heading_is_a_sentence_of_what_is_open(tracking: Tracking) -> None:
    """M1-8, MSR-9: how many, the median, the reviews of the next meeting."""
    with within(tracking.here.pk):
        for surname, days in (("A", 1), ("B", 10), ("C", 400)):
            tracking.case(surname, days=days)
        found = summary(tracking.viewer)
        assert (found.number, found.median_days, found.reviews) == (3, 10, 0)
        assert summary_words(found, "Mid", tracking.viewer) == "3 children open to MACE 1 in Mid · median 10 days"
        at = datetime.fromisoformat("2027-03-05T09:30:00+00:00")
        words = summary_words(Summary(1, 1, 1, at), "", tracking.viewer)
        assert words.startswith("1 child open to MACE 1 · median 1 day · 1 review due on ") and words.endswith(
            "5 Mar 2027"
        )


def test_no_number_tells_of_a_child_out_of_sight(tracking: Tracking) -> None:
    """SHA-2, SHA-4, M1-8: a conflict of interest, a role without the child, another partnership."""
    with within(tracking.here.pk):
        case = tracking.case("Hidden")
        assert summary(tracking.viewer).number == 1
        record_conflict(child=case.child, member=tracking.sees, words="Family", by=tracking.by, at=now())
        assert summary(tracking.viewer) == Summary(0, None, 0, None)
        core = viewer_of(tracking.core, now=now())
        assert not tracked(core, Asked()).exists()
    assert "Hidden" not in page(signed_in_client(tracking.sees))
    elsewhere = a_member(a_partnership("Other"), Role.MISSING_COORDINATOR)
    assert "0 children open to MACE 1" in page(signed_in_client(elsewhere))


def test_who_reads_nothing_of_exploitation_meets_no_level_and_no_model(tracking: Tracking) -> None:
    """SHA-2: business support runs the meeting, and sees the other columns."""
    with within(tracking.here.pk):
        tracking.case("Shown")
    shown = page(signed_in_client(tracking.minutes))
    assert "Shown" in shown and "Days open" in shown
    assert "Model" not in shown and "Level since opened" not in shown
    assert "Level since opened" in page(signed_in_client(tracking.sees))


def test_columns_are_chosen_in_the_address(tracking: Tracking) -> None:
    """M1-8: the child always stands first; words that are no column show all."""
    with within(tracking.here.pk):
        tracking.case("Shown")
    shown = page(signed_in_client(tracking.sees), "?column=days")
    assert '<td data-label="Days open"' in shown and '<td data-label="District"' not in shown
    assert '<td data-label="District"' in page(signed_in_client(tracking.sees), "?column=nothing")


def test_a_view_is_saved_under_a_name_of_ones_own(tracking: Tracking) -> None:
    """M1-8: saved twice it is replaced; nobody else meets it; it holds what the tracker knows alone."""
    client = signed_in_client(tracking.sees)
    of = "show%3Dlate%26sort%3D-days%26next%3D//evil.example"
    assert client.post(f"{URL}save/?of={of}", {"name": ""}).status_code == 200
    client.post(f"{URL}save/?of={of}", {"name": "Late ones"})
    client.post(f"{URL}save/?of=show%3Dyear", {"name": "Late ones"})
    with within(tracking.here.pk):
        kept = SavedView.objects.get()
        assert (kept.name, kept.query, kept.member) == ("Late ones", "show=year", tracking.sees)
    assert "Late ones" in page(client)
    other = signed_in_client(tracking.chair)
    assert "Late ones" not in page(other)
    forget = reverse("mace1:forget_view", args=[kept.pk])
    assert other.post(forget).status_code == 404
    assert client.post(forget).status_code == 302
    with within(tracking.here.pk):
        assert not SavedView.objects.exists()


def test_a_page_of_many_takes_as_many_queries_as_a_page_of_few(tracking: Tracking) -> None:
    """M1-8: at most a dozen of the page's own, however many are open."""
    client = signed_in_client(tracking.sees)
    with within(tracking.here.pk):
        tracking.case("One")
    page(client)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(client)
        return sum("mace1_" in each["sql"] and each["sql"].lstrip().startswith(("SELECT", "WITH")) for each in seen)

    few = queries()
    with within(tracking.here.pk):
        for number in range(8):
            tracking.case(f"Child{number}")
    assert queries() == few <= 12


def test_the_case_page_tells_of_every_meeting_and_of_the_time_before(tracking: Tracking) -> None:
    """M1-8, M1-9: deferrals with their reasons; re-opening keeps the history."""
    with within(tracking.here.pk):
        before = tracking.case("Again", days=300)
        closed(case=before, by=None, at=now() - 90 * DAY)
        child = Child.objects.get(pk=before.child_id)
        item = open_case(child=child, meeting=tracking.meetings[0], way=Way.AGENCY, because="Asked", by=None, at=now())
        assert item.case.previous == before
        defer(item=item, to=tracking.meetings[2].pk, because="Court first", by=tracking.chair, at=now())
    shown = page_of(signed_in_client(tracking.sees), item.case)
    assert "Court first" in shown and "To come" in shown and before.number in shown
    assert "Closed after 210 days: risk reduced" in shown
    assert signed_in_client(tracking.core).get(reverse("mace1:case", args=[item.case_id])).status_code == 404


def page_of(client: Client, case: Case) -> str:
    answer = client.get(reverse("mace1:case", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def agreed(tracking: Tracking, case: Case, level: str, *, meeting: int = 0, days: int = 0) -> None:
    """A meeting that is over agreed a level, so many days ago."""
    item = put_on(case=case, meeting=tracking.meetings[meeting], kind=ItemKind.REVIEW, because="Due", by=None, at=now())
    _decided(item=item, level=level, review=tracking.meetings[4], by=tracking.chair, at=now() - timedelta(days=days))


@action
def _decided(*, item: Item, level: str, review: Meeting, by: Member, at: datetime) -> None:
    Meeting.objects.filter(pk=item.meeting_id).update(agenda_sent_at=at, begun_at=at, ended_at=at)
    Decision.objects.create(
        child_id=item.child_id, item=item, outcome=Outcome.STAYS, level=level, review=review, words="As said", by=by, at=at
    )  # fmt: skip


class TestLevels:
    """M1-6, M1-8: the level now is the one that was decided last, in an assessment or in a meeting."""

    def test_a_meeting_agrees_the_level_of_who_was_never_assessed(self, tracking: Tracking) -> None:
        """It stands on the row and as a step of the line, and the tracker is narrowed by it."""
        with within(tracking.here.pk):
            agreed(tracking, tracking.case("Agreed", days=60), "High", days=5)
            tracking.case("Nobody", days=60)
            (row,) = tracked(tracking.viewer, Asked(level="High"))
            assert (row.child.surname, row.level_now) == ("Agreed", "High")  # type: ignore[attr-defined]
        shown = page(signed_in_client(tracking.sees))
        assert 'class="lantern-spark"' in shown and "High on" in shown

    def test_the_later_word_counts(self, tracking: Tracking) -> None:
        """Two meetings: the second."""
        with within(tracking.here.pk):
            case = tracking.case("Twice", days=90)
            agreed(tracking, case, "High", meeting=0, days=40)
            agreed(tracking, case, "Standard", meeting=1, days=10)
            assert [each.child.surname for each in tracked(tracking.viewer, Asked(level="Standard"))] == ["Twice"]
            assert not tracked(tracking.viewer, Asked(level="High")).exists()

    def test_what_a_meeting_that_runs_says_is_not_agreed_yet(self, tracking: Tracking) -> None:
        """M1-6: it takes effect when the meeting is over."""
        with within(tracking.here.pk):
            case = tracking.case("Early", days=60)
            agreed(tracking, case, "High", days=1)
            reopened(meeting=tracking.meetings[0], by=tracking.chair, at=now())
            assert not tracked(tracking.viewer, Asked(level="High")).exists()

    def test_levels_sort_by_how_high_they_are(self, tracking: Tracking) -> None:
        """M1-8: not by their letters; who has none stands last when the highest is asked for first."""
        with within(tracking.here.pk):
            for number, (surname, level) in enumerate((("B", "Standard"), ("A", "High"), ("C", "Medium"))):
                agreed(tracking, tracking.case(surname, days=60), level, meeting=number, days=3)
            tracking.case("D")
            down = Asked(order=TrackerOrder.LEVEL, down=True)
            assert tracking.names(down) == ["A", "C", "B", "D"]
            assert tracking.names(Asked(order=TrackerOrder.LEVEL)) == ["D", "B", "C", "A"]


@action
def reopened(*, meeting: Meeting, by: Member, at: datetime) -> None:
    """As if the meeting were still running."""
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=None)
