"""An episode in each of its states, wherever it is shown: page, board, list and mark agree (MIS-1 to MIS-6, MIS-13)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.marks import marks_of
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status
from lantern.missing.actions import correct, record_return, record_step
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.actions.receiving import receive
from lantern.missing.models import Episode
from lantern.missing.queries.board import briefing, numbers, shown_now
from lantern.missing.queries.episodes import Asked, episodes
from lantern.missing.queries.returned import returned_and_owed
from lantern.missing.queries.strips import strips
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, FoundBy, Grade, Harm, MessageKind, Risk, Shown, Sort, StepKind
from lantern.organisation.models import Area
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from lantern.trail.acting import action
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area
from tests.integration.missing.pages import Scene, ago, text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHO = Described(
    forename="Rowan", surname="Pretend", born=date(2012, 3, 3), sex="F", address="1 Nowhere Row", postcode="ZZ1 1ZZ"
)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def now() -> datetime:
    return datetime.now(UTC)


def told(reference: str, kind: MessageKind, hours_ago: float, **says: Any) -> Message:
    key = uuid4().hex
    return Message(key, "police", reference, kind, key, WHO, said_at=ago(hours_ago), **says)


def from_the_feed(*messages: Message) -> None:
    """Messages about a child nobody knows."""
    receive(messages=[(each, {"Ref": each.reference}) for each in messages], by=None, at=now())
    link_and_fold(by=None, at=now())


# Each state, made as it comes about


def is_open(scene: Scene) -> None:
    an_episode(a_child("Rowan", "Pretend"), by=scene.officer, hours_ago=5)


def is_high(scene: Scene) -> None:
    an_episode(a_child("Rowan", "Pretend"), by=scene.officer, hours_ago=5, risk=Risk.HIGH)


def is_ungraded(scene: Scene) -> None:
    an_episode(a_child("Rowan", "Pretend"), by=scene.officer, hours_ago=5, grade=None)


def is_away(scene: Scene) -> None:
    episode = an_episode(a_child("Rowan", "Pretend", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=5)
    correct(episode=episode, facts={"absence": Absence.AWAY}, by=scene.officer, at=now())


def is_back(scene: Scene) -> None:
    an_episode(a_child("Rowan", "Pretend"), by=scene.officer, hours_ago=9, back_hours_ago=2)


def is_back_by_its_day(scene: Scene) -> None:
    episode = an_episode(a_child("Rowan", "Pretend"), by=scene.officer, hours_ago=60)
    record_return(
        episode=episode, found=Moment.on(london(ago(30)).date()), where="", found_by=FoundBy.OWN_ACCORD, harm=Harm.NONE,
        by=scene.officer, at=now(),
    )  # fmt: skip


def is_flagged(scene: Scene) -> None:
    from_the_feed(
        told("MP/1", MessageKind.INITIAL, 4, last_seen=Moment(ago(5)), risk=Risk.MEDIUM, risk_received="Standard")
    )


def is_in_doubt(scene: Scene) -> None:
    from_the_feed(
        told("MP/1", MessageKind.INITIAL, 4, last_seen=Moment(ago(5)), risk=Risk.HIGH, risk_received="High"),
        told("MP/1", MessageKind.FOUND, 1, found=Moment(ago(20)), found_where="Pretend Pier"),
    )


def has_no_return(scene: Scene) -> None:
    from_the_feed(
        told("MP/1", MessageKind.INITIAL, 70, last_seen=Moment(ago(72))),
        told("MP/2", MessageKind.INITIAL, 40, last_seen=Moment(ago(42))),
        told("MP/2", MessageKind.FOUND, 30, found=Moment(ago(33))),
    )


@dataclass(frozen=True)
class Seen:
    """What each place says of it. `on` are the filters of the board that have it; `listed` counts the list of missing."""

    page: tuple[str, ...]
    on: tuple[Shown, ...] = ()
    mark: str = ""
    row: str = ""
    listed: int = 1


STATES: dict[str, tuple[Callable[[Scene], None], Seen]] = {
    "open": (
        is_open,
        Seen(("Missing since", "Missing now", "Medium risk"), (Shown.ALL,), "Missing now · 5 h", "Missing now"),
    ),
    "high": (
        is_high,
        Seen(("Missing since", "High risk"), (Shown.ALL, Shown.HIGH), "Missing now · 5 h", "Missing now"),
    ),
    "ungraded": (
        is_ungraded,
        Seen(("Grading the report sets by when police attend.",), (Shown.ALL,), "Missing now · 5 h", "Missing now"),
    ),
    "away": (
        is_away,
        Seen(("Away without authorisation since",), (Shown.AWAY,), "Away without authorisation now · 5 h", listed=0),
    ),
    "back": (is_back, Seen(("Missing from", "Returned", "Vulnerability check"), row="am|pm|mid")),
    "back by its day": (is_back_by_its_day, Seen(("Missing from", "Came back of their own accord"), row="")),
    "flagged": (
        is_flagged,
        Seen(
            ("Received as “Standard”, which no child may have", "Medium risk"),
            (Shown.ALL,),
            "Missing now · 5 h",
            "Missing now",
        ),
    ),
    "in doubt": (
        is_in_doubt,
        Seen(
            ("was received, before the child was last seen", "High risk"),
            (Shown.ALL, Shown.HIGH),
            "Missing now · 5 h",
            "Missing now",
        ),
    ),
    "no return": (
        has_no_return,
        Seen(
            ("No return is recorded. The child was back by", "No return recorded"), row="No return recorded", listed=2
        ),
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_every_place_that_shows_an_episode_says_the_same_of_it(scene: Scene, state: str) -> None:
    """MIS-13: its page, the filters of the board, the list, and the mark beside the child's name."""
    make, seen = STATES[state]
    with within(scene.here.pk):
        make(scene)
        episode = Episode.objects.select_related("child").earliest("started_at")
        viewer = viewer_of(scene.officer, now=now())
        on = tuple(shown for shown in Shown if episode in shown_now(viewer, shown))
        counted = {shown: numbers(viewer).of(shown) for shown in Shown}
        marks = [each.text for each in marks_of([episode.child], viewer)[episode.child_id] if " now" in each.text]
        in_list = list(episodes(viewer, Asked()))
        bars = strips([episode.child_id], viewer.now)
    said = text_of(scene.client.get(f"/missing/{episode.pk}/"))
    for words in seen.page:
        assert words in said, words
    assert on == seen.on
    assert counted == {shown: int(shown in seen.on) for shown in Shown}
    assert marks == ([seen.mark] if seen.mark else [])
    assert len(in_list) == seen.listed
    assert len(bars.get(episode.child_id, [])) == seen.listed
    board, rows = text_of(scene.client.get("/missing/")), text_of(scene.client.get("/missing/episodes/"))
    assert ("Rowan Pretend" in board.split("Returned, and owed")[0]) is (Shown.ALL in seen.on)
    assert any(each in rows for each in seen.row.split("|"))
    assert f"{seen.listed} episode{'' if seen.listed == 1 else 's'}, missing" in rows


@pytest.mark.parametrize(
    ("state", "open_", "high"),
    [("open", 1, 0), ("high", 1, 1), ("away", 0, 0), ("back", 0, 0), ("in doubt", 1, 1), ("no return", 0, 0)],
)
def test_the_top_of_my_work_counts_those_missing_now(scene: Scene, state: str, open_: int, high: int) -> None:
    """MIS-5, MIS-13: nobody who is back, nobody whose whereabouts are known."""
    with within(scene.here.pk):
        STATES[state][0](scene)
        found = briefing(viewer_of(scene.officer, now=now()))
    assert (found.missing, found.high) == (open_, high)


def test_two_in_one_day_are_two_and_stand_in_order(scene: Scene) -> None:
    """MIS-3: home at noon, gone again in the afternoon: two episodes, the second open; the strip has both."""
    with within(scene.here.pk):
        child = a_child("Rowan", "Pretend")
        first = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=6)
        second = an_episode(child, by=scene.officer, hours_ago=6)
        viewer = viewer_of(scene.officer, now=now())
        assert {each.pk for each in episodes(viewer, Asked())} == {first.pk, second.pk}
        assert [each.pk for each in shown_now(viewer, Shown.ALL)] == [second.pk]
        assert shown_now(viewer, Shown.ALL)[0].times == 2
        assert len(strips([child.pk], viewer.now)[child.pk]) == 2
        assert {each.pk for each in returned_and_owed(viewer)} == {first.pk}
    assert "2 times in 90 days" in text_of(scene.client.get("/missing/"))


@action
def move_to(*, child: Child, area: Area, by: None, at: datetime) -> None:
    """The child lives elsewhere from now on."""
    child.area = area
    child.save(update_fields=["area"])


def test_an_episode_stays_in_the_area_where_it_began_and_its_child_is_found_where_they_live(scene: Scene) -> None:
    """PAR-2: numbers of an area keep what happened in it; who may see the child goes by where they live now."""
    old, new = (
        a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"),
        a_member(scene.here, Role.LIAISON_OFFICER, "Harlow"),
    )
    with within(scene.here.pk):
        child = a_child("Rowan", "Pretend", area=an_area(scene.here, "Chelmsford"))
        episode = an_episode(child, by=scene.officer, hours_ago=5)
        move_to(child=child, area=an_area(scene.here, "Harlow"), by=None, at=now())
        episode.refresh_from_db()
        assert episode.area_id == an_area(scene.here, "Chelmsford").pk
        seen = {member: Episode.visible_to(viewer_of(member, now=now())).count() for member in (old, new)}
    assert seen == {old: 0, new: 1}


def test_a_child_nobody_knew_is_shown_like_any_other_and_says_so(scene: Scene) -> None:
    """MIS-4: a provisional record, opened from what was said; reachable by its name."""
    with within(scene.here.pk):
        is_flagged(scene)
        episode = Episode.objects.select_related("child").get()
        assert episode.child.provisional
    assert "Rowan Pretend" in text_of(scene.client.get("/missing/"))
    assert "Rowan Pretend" in text_of(scene.client.get(f"/missing/{episode.pk}/"))


ORDERS = {Sort.LATEST: ["Cy", "Bo", "Ada"], Sort.EARLIEST: ["Ada", "Bo", "Cy"], Sort.RETURNED: ["Ada", "Bo"]}


@pytest.mark.parametrize("sort", list(Sort))
def test_the_list_stands_in_the_order_asked_for(scene: Scene, sort: Sort) -> None:
    """MIS-13: by start, or by return with those who are not back left out."""
    with within(scene.here.pk):
        an_episode(a_child("Ada"), by=scene.officer, hours_ago=30, back_hours_ago=1)
        an_episode(a_child("Bo"), by=scene.officer, hours_ago=20, back_hours_ago=10)
        an_episode(a_child("Cy"), by=scene.officer, hours_ago=5)
    html = scene.client.get(f"/missing/episodes/?sort={sort.value}").content.decode()
    rows = html.split('<th scope="row">')[1:]
    assert [row.split(">", 1)[1].split(" ", 1)[0] for row in rows] == ORDERS[sort]


FOUND = (
    (Asked(), {"Ada", "Bo", "Cy"}),
    (Asked(is_open=True), {"Cy"}),
    (Asked(is_open=False), {"Ada", "Bo"}),
    (Asked(risk=Risk.HIGH), {"Bo"}),
    (Asked(risk=Risk.MEDIUM), {"Ada", "Cy"}),
    (Asked(looked_after=True), {"Cy"}),
    (Asked(absence=Absence.AWAY), {"Di"}),
    (Asked(absence=Absence.AWAY, is_open=False), set()),
    (Asked(absence=Absence.AWAY, looked_after=True, is_open=True), {"Di"}),
    (Asked(risk=Risk.HIGH, is_open=True), set()),
    (Asked(risk=Risk.HIGH, is_open=False, sort=Sort.RETURNED), {"Bo"}),
    (Asked(is_open=True, sort=Sort.RETURNED), set()),
)


def test_filters_together_find_what_fits_all_of_them(scene: Scene) -> None:
    """Habit 12, MIS-5: missing and away never in one list; the number is that of the rows."""
    with within(scene.here.pk):
        an_episode(a_child("Ada"), by=scene.officer, hours_ago=30, back_hours_ago=1)
        an_episode(a_child("Bo"), by=scene.officer, hours_ago=20, back_hours_ago=10, risk=Risk.HIGH)
        an_episode(a_child("Cy", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=5)
        away = an_episode(a_child("Di", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=5)
        correct(episode=away, facts={"absence": Absence.AWAY}, by=scene.officer, at=now())
        for asked, found in FOUND:
            rows = episodes(viewer_of(scene.officer, now=now()), asked)
            assert {each.child.forename for each in rows} == found, asked
            assert rows.count() == len(found), asked


def test_days_of_the_list_are_londons_and_both_ends_are_in(scene: Scene) -> None:
    """MIS-17: half past midnight in summer is the day before in UTC."""
    with within(scene.here.pk):
        at = datetime(2026, 6, 10, 12, tzinfo=UTC)
        for name, hours_ago in (("First", 36.6), ("Midnight", 12.99), ("Last", 13.01)):
            an_episode(a_child(name), by=scene.officer, hours_ago=hours_ago, back_hours_ago=1, at=at)
        viewer = viewer_of(scene.officer, now=at)

        def names(since: str, until: str) -> set[str]:
            asked = Asked.read({"from": since, "to": until})
            return {each.child.forename for each in episodes(viewer, asked)}

        assert names("2026-06-10", "2026-06-10") == {"Midnight"}
        assert names("2026-06-09", "2026-06-09") == {"Last", "First"}
        assert names("", "2026-06-08") == set()
        assert names("2026-06-10", "") == {"Midnight"}
        assert names("2026-06-10", "2026-06-09") == set()


@pytest.mark.parametrize(
    ("done", "back_days_ago", "shown"),
    [
        (False, 1, True),
        (True, 1, True),
        (False, 10, True),
        (True, 10, False),
        (False, 13.9, True),
        (False, 14.1, False),
    ],
)
def test_who_came_back_is_followed_while_something_is_owed(
    scene: Scene, done: bool, back_days_ago: float, shown: bool
) -> None:
    """MIS-7: for as long as the longest clock in any case; then for a fortnight while something is open."""
    hours = back_days_ago * 24
    with within(scene.here.pk):
        episode = an_episode(a_child("Rowan"), by=scene.officer, hours_ago=hours + 5, back_hours_ago=hours)
        if done:
            for kind in (StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER, StepKind.CHAT):
                record_step(episode=episode, kind=kind, happened=Moment(ago(hours - 1)), by=scene.officer, at=now())
        assert bool(returned_and_owed(viewer_of(scene.officer, now=now()))) is shown


@pytest.mark.parametrize(("grade", "owed"), [(Grade.IMMEDIATE, 15), (Grade.PRIORITY, 60), (Grade.SCHEDULED, 48 * 60)])
def test_a_card_counts_down_to_the_attendance_of_its_grade(scene: Scene, grade: Grade, owed: int) -> None:
    """MIS-1: or counts how late it is."""
    with within(scene.here.pk):
        an_episode(a_child("Rowan"), by=scene.officer, hours_ago=1.5, grade=grade)
    said = text_of(scene.client.get("/missing/"))
    following = "Next Attend" if owed < 24 * 60 else "Next Long missing review"  # what is due first (MIS-15)
    assert ("late" if owed < 80 else "due in") in said[said.index(following) :][:40]
