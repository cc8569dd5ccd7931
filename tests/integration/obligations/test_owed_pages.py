"""Obligations due: what is owed, whose, by when; waived with a reason, handed over, and taken back (MIS-7 to MIS-9)."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children.vocabulary import Status
from lantern.design.keyset import counted_together
from lantern.design.listing import Count
from lantern.missing.vocabulary import StepKind
from lantern.obligations import actions, subjects
from lantern.obligations.models import Obligation, Reassignment, Waiver
from lantern.obligations.queries import Asked, due_by_day, mine, owed
from lantern.obligations.vocabulary import Shown
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
CHECK, CHAT = StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER


@pytest.fixture
def scene() -> Scene:
    return Scene()


def returned(scene: Scene, name: str = "Rowan", *, area: str | None = None, hours: float = 40, **child: object) -> None:
    """A child who came back some hours ago, so that their check is late after 24."""
    with within(scene.here.pk):
        place = an_area(scene.here, area) if area else None
        an_episode(
            a_child(name, "Sample", area=place, **child),  # type: ignore[arg-type]
            by=scene.officer,
            hours_ago=hours + 8,
            back_hours_ago=hours,
        )


def one(scene: Scene, kind: StepKind = CHECK) -> Obligation:
    with within(scene.here.pk):
        return Obligation.objects.select_related("child").get(kind=kind)


def test_each_row_says_what_to_do_for_whom_and_how_late(scene: Scene) -> None:
    """MIS-7: the check is due 24 hours after the return, and late in words; the row leads to where the work is done."""
    returned(scene)
    check = one(scene)
    page = scene.client.get("/owed/?shown=overdue")
    said = text_of(page)
    assert "1 obligation" in said
    assert f"{subjects.verb(check)} Rowan Sample" in said.replace(f"Tick: {subjects.verb(check)}, Rowan Sample ", "")
    assert "16 h late" in said
    assert f'href="{subjects.url(check)}"' in page.content.decode()


def test_another_areas_child_is_in_no_list_and_cannot_be_changed(scene: Scene) -> None:
    """SHA-2: absent from list, calendar and counts; by address as if it did not exist."""
    returned(scene, area="Harlow")
    check = one(scene)
    here = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"))
    for path in ("/owed/", "/owed/?shown=overdue", f"/owed/calendar/week/?day={london(check.due_at).date()}"):
        assert "Sample" not in here.get(path).content.decode()
    assert "0 obligations" in text_of(here.get("/owed/?shown=overdue"))
    assert here.get(f"/owed/{check.pk}/waive/").status_code == 404
    assert here.post(f"/owed/{check.pk}/waive/", {"reason": "Not mine to waive."}).status_code == 404
    assert here.post(f"/owed/{check.pk}/owed-again/").status_code == 404
    here.post("/owed/hand-over/", {"owed": [check.pk], "to": str(scene.officer.pk)})
    with within(scene.here.pk):
        assert not Waiver.objects.exists()
        assert not Reassignment.objects.exists()


@pytest.mark.parametrize(
    ("role", "list_status", "waive_status"),
    [
        (Role.MISSING_COORDINATOR, 200, 200),
        (Role.LIAISON_OFFICER, 200, 200),
        (Role.TRIAGE_OFFICER, 200, 404),
        (Role.SOCIAL_WORKER, 200, 404),
        (Role.CHAT_WORKER, 200, 404),
        (Role.CHAIR, 200, 404),
        (Role.BUSINESS_SUPPORT, 200, 404),
        (Role.HEALTH_MEMBER, 200, 404),
        (Role.ANALYST, 404, 404),
        (Role.ADMINISTRATOR, 404, 404),
        (Role.INFORMATION_GOVERNANCE, 404, 404),
    ],
)
def test_who_may_open_what(scene: Scene, role: Role, list_status: int, waive_status: int) -> None:
    """SHA-2: the list for those who see what is owed, changes for those who may waive."""
    returned(scene)
    client = scene.sees_as(role)
    for path in ("/owed/", "/owed/calendar/", "/owed/calendar/week/"):
        assert client.get(path).status_code == list_status
    assert client.get(f"/owed/{one(scene).pk}/waive/").status_code == waive_status
    assert client.get(f"/owed/hand-over/?owed={one(scene).pk}").status_code == waive_status


def test_what_is_mine_by_duty_is_mine_until_somebody_takes_it(scene: Scene) -> None:
    """MIS-7, MIS-8: the police's check for officers, the coordinator's chat and what has no worker yet for coordinators."""
    returned(scene, status=Status.IN_NEED)
    coordinator = a_member(scene.here, Role.MISSING_COORDINATOR)
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    now = datetime.now(UTC)
    with within(scene.here.pk):

        def kinds(member: object) -> set[str]:
            return set(mine(viewer_of(member, now=now)).values_list("kind", flat=True))  # type: ignore[arg-type]

        assert kinds(scene.officer) == {"vulnerability check"}
        assert kinds(coordinator) == {"chat offer", "missing chat", "contact", "prevention plan"}
        assert kinds(worker) == set()
        chat = Obligation.objects.get(kind=CHAT)
        actions.hand_over_all(obligations=[chat], to=scene.officer, by=coordinator, at=now)
        assert kinds(coordinator) == {"missing chat", "contact", "prevention plan"}
        assert kinds(scene.officer) == {"vulnerability check", "chat offer"}


def test_states_divide_what_is_open(scene: Scene) -> None:
    """MIS-17: overdue, today, the seven days after and later are each other's rest, at the viewer's time."""
    returned(scene, hours=1)
    with within(scene.here.pk):
        due = Obligation.objects.get(kind=CHECK).due_at
        for at, expected in (
            (due, Shown.TODAY),
            (due + timedelta(microseconds=1), Shown.OVERDUE),
            (due - timedelta(days=3), Shown.WEEK),
            (due - timedelta(days=9), Shown.LATER),
        ):
            viewer = viewer_of(scene.officer, now=at)
            states = (Shown.OVERDUE, Shown.TODAY, Shown.WEEK, Shown.LATER)
            holding = [s for s in states if owed(viewer, Asked(shown=s)).filter(kind=CHECK).exists()]
            assert holding == [expected]


def test_waived_with_a_reason_and_taken_back(scene: Scene) -> None:
    """MIS-7: a reason is asked for, what was typed is kept, the waiver stands in its list and can be taken back."""
    returned(scene)
    check = one(scene)
    empty = scene.client.post(f"/owed/{check.pk}/waive/", {"reason": ""})
    assert "Enter why this is not owed" in text_of(empty)
    scene.client.post(f"/owed/{check.pk}/waive/", {"reason": "Seen by the night team."})
    listed = scene.client.get("/owed/?shown=waived")
    assert "Seen by the night team." in text_of(listed)
    assert "Take back" in text_of(listed)
    again = scene.client.post(f"/owed/{check.pk}/waive/", {"reason": "Typed a second time."})
    assert "It is waived already." in text_of(again)
    assert "Typed a second time." in again.content.decode()
    scene.client.post(f"/owed/{check.pk}/owed-again/")
    assert one(scene).waived_at is None
    with within(scene.here.pk):
        done = set(Entry.objects.filter(child_id=check.child_id).values_list("what", flat=True))
        assert {"obligations.waived", "obligations.owed_again"} <= done


def test_several_are_handed_over_at_once_to_somebody_who_may_see_them(scene: Scene) -> None:
    """SHA-2: never to a person who may not see the child; then nothing changes, and nobody is named."""
    returned(scene, "Ada", area="Harlow")
    returned(scene, "Bo", area="Chelmsford")
    near = a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford", name="Jo Pretend")
    wide = a_member(scene.here, Role.LIAISON_OFFICER, name="Lee Madeup")
    with within(scene.here.pk):
        ids = [str(pk) for pk in Obligation.objects.filter(kind=CHECK).values_list("pk", flat=True)]
    assert "Hand over 2 obligations" in text_of(scene.client.get("/owed/hand-over/", {"owed": ids}))
    refused = scene.client.post("/owed/hand-over/", {"owed": ids, "to": str(near.pk)})
    assert "Jo Pretend may not see 1 of these 2 children" in text_of(refused)
    with within(scene.here.pk):
        assert not Reassignment.objects.exists()
    scene.client.post("/owed/hand-over/", {"owed": ids, "to": str(wide.pk)})
    with within(scene.here.pk):
        assert set(Obligation.objects.filter(kind=CHECK).values_list("owner", flat=True)) == {wide.pk}
        assert Entry.objects.filter(what="obligations.handed_over").count() == 2


def test_nothing_ticked_hands_nothing_over(scene: Scene) -> None:
    page = scene.client.get("/owed/hand-over/", follow=True)
    assert "Nothing was ticked" in text_of(page)


def test_filters_narrow_list_and_numbers_alike(scene: Scene) -> None:
    """design.md habit 12: the number on a filter is that of its list."""
    returned(scene, status=Status.IN_NEED, hours=80)
    for query, number in (
        ("", 5),
        (f"kind={quote(CHECK)}", 1),
        ("duty=police", 1),
        ("duty=allocated+worker", 2),
        ("whose=mine", 1),
        ("whose=nobody", 5),
        (f"owner={scene.officer.pk}", 0),
        (f"agency={scene.officer.agency_id}", 0),
        (f"day={london(one(scene).due_at).date()}", 1),
        ("kind=nothing+known&owner=nobody&day=someday", 5),
    ):
        said = text_of(scene.client.get(f"/owed/?{query}"))
        assert f"{number} obligation" in said, query
        assert f"To do {number} Overdue {number}" in said, query


def test_the_calendar_counts_what_its_days_list(scene: Scene) -> None:
    """design.md habit 12: a day's number leads to exactly those obligations."""
    returned(scene)
    day = london(one(scene).due_at).date()
    month = scene.client.get(f"/owed/calendar/?day={day}")
    assert f"/owed/?day={day}" in month.content.decode()
    assert "1 obligation" in text_of(scene.client.get(f"/owed/?day={day}"))
    assert "Rowan Sample" in text_of(scene.client.get(f"/owed/calendar/week/?day={day}"))
    with within(scene.here.pk):
        viewer = viewer_of(scene.officer, now=datetime.now(UTC))
        assert due_by_day(viewer, Asked(), day, day) == {day: 1}


def test_a_day_is_londons(scene: Scene) -> None:
    """MIS-17: what is due at 00:30 in London in summer is due on that day, though in UTC it is the day before."""
    with within(scene.here.pk):
        found = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)  # 00:30 on 10 June in London, due 00:30 on 11 June
        an_episode(a_child(), by=scene.officer, hours_ago=5, back_hours_ago=0, at=found)
        viewer = viewer_of(scene.officer, now=found)
        asked = Asked(kind=CHECK)
        assert due_by_day(viewer, asked, date(2026, 6, 1), date(2026, 6, 30)) == {date(2026, 6, 11): 1}


@pytest.mark.parametrize("day", ["", "0001-01-01", "9999-12-31", "2026-02-30", "never"])
def test_any_day_in_the_address_opens_a_calendar(scene: Scene, day: str) -> None:
    for path in ("/owed/calendar/", "/owed/calendar/week/"):
        assert scene.client.get(path, {"day": day}).status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat(scene: Scene) -> None:
    """Every obligation once, there and back, in the order of due times."""
    for number in range(30):
        returned(scene, f"Ada{number:02}", hours=30 + number)
    names = [f"Ada{number:02} Sample" for number in reversed(range(30))]
    first = scene.client.get(f"/owed/?kind={quote(CHECK)}")
    second = scene.client.get("/owed/" + link(first, "next"))
    assert shown(first) == names[:25]
    assert shown(second) == names[25:]
    assert "26 to 30 of 30" in text_of(second)
    back = scene.client.get("/owed/" + link(second, "prev"))
    assert shown(back) == names[:25]
    latest = scene.client.get(f"/owed/?kind={quote(CHECK)}&sort=-due")
    assert shown(latest) == names[:4:-1]


def test_a_place_that_cannot_be_read_is_the_beginning(scene: Scene) -> None:
    returned(scene)
    for place in ("after=nonsense", "after=2026-01-01~nobody", "before=~", "after=1~2~3"):
        assert "Rowan Sample" in text_of(scene.client.get(f"/owed/?{place}"))


def test_a_page_asks_the_same_of_the_database_with_few_and_many(scene: Scene) -> None:
    """The bar: at most 12 queries, however many rows there are."""
    returned(scene)
    scene.client.get("/owed/")
    for _ in range(2):
        for path in ("/owed/", "/owed/?shown=met", "/owed/calendar/", "/owed/calendar/week/"):
            with asking_at_most(12):
                assert scene.client.get(path).status_code == 200
        for number in range(8):
            returned(scene, f"Cy{number}", status=Status.IN_NEED)


def test_a_list_of_children_is_a_look_at_each(scene: Scene) -> None:
    """SHA-6."""
    returned(scene)
    scene.client.get("/owed/?shown=overdue")
    with within(scene.here.pk):
        child = Obligation.objects.get(kind=CHECK).child_id
        assert Entry.objects.filter(child_id=child, what="obligations/owed", member_id=scene.officer.pk).count() == 1


def test_numbers_stop_where_counting_costs_more_than_it_tells(scene: Scene) -> None:
    """A list that is longer than its cap says "more than", and its number does not read to the end."""
    returned(scene, hours=80)
    with within(scene.here.pk):
        lists = {"all": Obligation.objects.all(), "none": Obligation.objects.none()}
        assert counted_together(lists, cap=3) == {"all": Count(3, more=True), "none": Count(0)}
        assert counted_together(lists, cap=4) == {"all": Count(4), "none": Count(0)}


def test_an_empty_page_says_what_would_be_here(scene: Scene) -> None:
    assert "When a report is graded or a return recorded" in text_of(scene.client.get("/owed/"))


def link(page: object, rel: str) -> str:
    html = page.content.decode()  # type: ignore[attr-defined]
    before = html[: html.index(f'rel="{rel}"')]
    return before[before.rindex('href="') + 6 : before.rindex('"')].replace("&amp;", "&")


def shown(page: object) -> list[str]:
    html = page.content.decode()  # type: ignore[attr-defined]
    return [cell.split("<")[0] for cell in html.split('<td data-label="Child">')[1:]]


def test_nobody_reads_it_without_signing_in() -> None:
    assert Client().get("/owed/").status_code == 302
