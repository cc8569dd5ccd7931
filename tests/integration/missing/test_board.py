"""MIS-13: everyone missing now on one page that keeps itself current, highest risk and longest first."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children.vocabulary import Status
from lantern.missing.actions import correct, record_return, record_step, report_missing
from lantern.missing.queries.board import briefing
from lantern.missing.vocabulary import Absence, Risk, StepKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_high_risk_then_longest_missing_comes_first(scene: Scene) -> None:
    """MIS-13: the most worrying on top, whoever was reported first."""
    with within(scene.here.pk):
        for name, ago, risk in (
            ("Ada", 2, Risk.MEDIUM),
            ("Bo", 30, Risk.MEDIUM),
            ("Cy", 1, Risk.HIGH),
            ("Di", 4, Risk.HIGH),
        ):
            an_episode(a_child(name, "Sample"), by=scene.officer, hours_ago=ago, risk=risk)
    said = text_of(scene.client.get("/missing/"))
    places = [said.index(f"{name} Sample") for name in ("Di", "Cy", "Bo", "Ada")]
    assert places == sorted(places)
    assert "4 children · 2 high risk · at" in said


def test_a_card_says_who_how_long_from_where_and_what_is_next(scene: Scene) -> None:
    """MIS-1, MIS-13: the clock runs from when the child was last seen; attendance is owed by its grade."""
    with within(scene.here.pk):
        child = a_child("Rowan", born=date(2012, 3, 3), status=Status.LOOKED_AFTER)
        an_episode(child, by=scene.officer, hours_ago=60, back_hours_ago=50)
        an_episode(child, by=scene.officer, hours_ago=0.7, risk=Risk.HIGH)
    said = text_of(scene.client.get("/missing/"))
    for words in ("Rowan Example , ", "High risk 42 min", "Left after an argument", "2 times in 90 days", "In care"):
        assert words in said
    assert "Next Attend, due in" in said


def test_an_attended_episode_says_when_and_an_ungraded_one_asks_for_its_grade(scene: Scene) -> None:
    """MIS-1."""
    now = datetime.now(UTC)
    with within(scene.here.pk):
        attended = an_episode(a_child(), by=scene.officer, hours_ago=5)
        record_step(
            episode=attended, kind=StepKind.ATTENDANCE, happened=Moment(now - hours(4)), by=scene.officer, at=now
        )
        an_episode(a_child(), by=scene.officer, hours_ago=3, grade=None)
    said = text_of(scene.client.get("/missing/"))
    assert "Attended" in said
    assert "Next Grade the report" in said


def test_filters_stay_in_the_address_and_count_what_they_list(scene: Scene) -> None:
    """MIS-12a, MIS-14: in care, placed out of area, and repeatedly missing as the arrangement counts it."""
    with within(scene.here.pk):
        care = a_child("Care", status=Status.LOOKED_AFTER)
        children.place(child=care, code="K2", since=date(2024, 1, 1), out_of_area=True, by=None, at=datetime.now(UTC))
        repeat = a_child("Repeat")
        for days in (80, 40):
            an_episode(repeat, by=scene.officer, hours_ago=days * 24, back_hours_ago=days * 24 - 5)
        for child in (care, repeat, a_child("Neither")):
            an_episode(child, by=scene.officer, hours_ago=4)
    said = text_of(scene.client.get("/missing/"))
    assert "All 3 High risk 0 Repeat (3+ in 90 days) 1 " in said
    assert "Marked or not In care 1 Residential placement 1 Placed out of area 1 " in said
    for asked, name in (("mark=care", "Care"), ("mark=out-of-area", "Care"), ("show=repeat", "Repeat")):
        page = scene.client.get(f"/missing/?{asked}").content.decode()
        assert page.count("<article") == 1
        assert f">{name} Example</a>" in page
        assert f"/missing/board/?{asked}" in page
    assert "Nobody here fits" in text_of(scene.client.get("/missing/?show=high"))


def test_away_without_authorisation_is_shown_apart_and_never_added(scene: Scene) -> None:
    """MIS-5: the two kinds are recorded both, never added together."""
    with within(scene.here.pk):
        an_episode(a_child("Missing"), by=scene.officer, hours_ago=4)
        away = an_episode(a_child("Away", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=6, risk=Risk.HIGH)
        correct(episode=away, facts={"absence": Absence.AWAY}, by=scene.officer, at=datetime.now(UTC))
        viewer = viewer_of(scene.officer, now=datetime.now(UTC))
        assert (briefing(viewer).missing, briefing(viewer).high) == (1, 0)
    said = text_of(scene.client.get("/missing/"))
    assert "1 child · 1 away without authorisation" in said
    assert "Away Example" not in said
    shown = scene.client.get("/missing/?show=away").content.decode()
    assert shown.count("<article") == 1
    assert "Away Example" in shown
    assert "data-high=" not in shown


def test_another_area_and_another_partnership_are_not_there(scene: Scene) -> None:
    """PAR-1, SHA-2: a role sees its own area; the numbers and the map count no more than the cards show."""
    elsewhere = Scene()
    with within(elsewhere.here.pk):
        an_episode(a_child("Foreign"), by=elsewhere.officer)
    with within(scene.here.pk):
        an_episode(a_child("Near", area=an_area(scene.here, "Chelmsford")), by=scene.officer)
        an_episode(a_child("Far", area=an_area(scene.here, "Harlow")), by=scene.officer)
        an_episode(a_child("Unplaced"), by=scene.officer)
    said = text_of(scene.sees_as(Role.LIAISON_OFFICER, "Mid").get("/missing/"))
    assert "1 child ·" in said
    assert "Near Example" in said
    assert "Far" not in said
    assert "Chelmsford 1" in said
    assert "Harlow" not in said
    everything = text_of(scene.client.get("/missing/"))
    assert "3 children" in everything
    assert "Area not known 1" in everything
    assert "Foreign" not in everything


def test_the_chosen_area_narrows_the_board(scene: Scene) -> None:
    """PAR-2: a focus narrows and opens nothing."""
    with within(scene.here.pk):
        an_episode(a_child("Near", area=an_area(scene.here, "Chelmsford")), by=scene.officer)
        an_episode(a_child("Far", area=an_area(scene.here, "Harlow")), by=scene.officer)
    session = scene.client.session
    session["area"] = str(an_area(scene.here, "Mid").pk)
    session.save()
    said = text_of(scene.client.get("/missing/"))
    assert "1 child in Mid" in said
    assert "Far" not in said


def test_a_worker_sees_the_children_they_work_with(scene: Scene) -> None:
    """SHA-2."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        an_episode(a_child("Mine", worker=worker), by=scene.officer)
        an_episode(a_child("Other"), by=scene.officer)
    said = text_of(signed_in_client(worker).get("/missing/"))
    assert "Mine Example" in said
    assert "Other" not in said


def test_an_analyst_sees_numbers_and_no_names_or_free_text(scene: Scene) -> None:
    """SHA-2: analyst without names."""
    with within(scene.here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(scene.here, "Chelmsford"))
        an_episode(child, by=scene.officer, hours_ago=3)
        an_episode(a_child("Robin", "Fictional"), by=scene.officer, hours_ago=30, back_hours_ago=9)
        now = datetime.now(UTC)
        report_missing(
            child=a_child(), last_seen=Moment(now), reported=Moment(now), circumstances="", from_where="1 Nowhere Row",
            by=scene.officer, at=now,
        )  # fmt: skip
    assert "1 Nowhere Row" in text_of(scene.client.get("/missing/"))
    said = text_of(scene.sees_as(Role.ANALYST).get("/missing/"))
    assert f"Child {child.number}" in said
    for hidden in ("Rowan", "Robin", "Fictional", "argument", "Nowhere Row"):
        assert hidden not in said
    assert "Your role does not let you record a return." in said


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MISSING_COORDINATOR, 200), (Role.LIAISON_OFFICER, 200), (Role.TRIAGE_OFFICER, 200), (Role.SOCIAL_WORKER, 200),
        (Role.CHAT_WORKER, 200), (Role.ANALYST, 200), (Role.CHAIR, 404), (Role.BUSINESS_SUPPORT, 404),
        (Role.HEALTH_MEMBER, 404), (Role.ADMINISTRATOR, 404), (Role.INFORMATION_GOVERNANCE, 404),
    ],
)  # fmt: skip
def test_who_opens_the_board(scene: Scene, role: Role, status: int) -> None:
    """SHA-2: the board, its fragment and its map answer alike."""
    client = scene.sees_as(role)
    for url in ("/missing/", "/missing/board/", "/missing/areas.geojson", "/missing/episodes/"):
        assert client.get(url).status_code == status
        assert client.post(url).status_code in (404, 405)


def test_only_those_who_may_are_offered_to_record_a_return(scene: Scene) -> None:
    """MIS-6."""
    worker = a_member(scene.here, Role.CHAT_WORKER)
    with within(scene.here.pk):
        child = a_child("Rowan")
        children.allocate(
            child=child, member=worker, kind="chat worker", since=date(2024, 1, 1), by=None, at=datetime.now(UTC)
        )
        episode = an_episode(child, by=scene.officer)
    link = f'href="/missing/{episode.pk}/return/"'
    assert link in scene.client.get("/missing/").content.decode()
    refused = signed_in_client(worker).get("/missing/").content.decode()
    assert link not in refused
    assert "Your role does not let you record a return." in refused


def test_who_came_back_stands_with_each_clock_until_all_is_done(scene: Scene) -> None:
    """MIS-7, MIS-8: done, due, late, waived or not owed; an old return with nothing open is gone."""
    now = datetime.now(UTC)
    with within(scene.here.pk):
        an_episode(a_child("Recent", status=Status.IN_NEED), by=scene.officer, hours_ago=40, back_hours_ago=29.5)
        an_episode(a_child("Closed"), by=scene.officer, hours_ago=40, back_hours_ago=1)
        old = an_episode(a_child("Old"), by=scene.officer, hours_ago=240, back_hours_ago=200)
        for kind in (StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER, StepKind.CHAT):
            record_step(episode=old, kind=kind, happened=Moment(now - hours(190)), by=scene.officer, at=now)
        an_episode(a_child("Long", "Sample"), by=scene.officer, hours_ago=240, back_hours_ago=200)
    said = text_of(scene.client.get("/missing/"))
    table = said[said.index("Returned, and owed") :]
    assert "Vulnerability check within 24 hours" in table
    recent = table[table.index("Recent Example") :]
    assert "5 h late due in 18 h due in 42 h due in 42 h due in 42 h" in recent[:120]
    assert "not owed not owed" in table[table.index("Closed Example") :][:120]
    assert "Old Example" not in table
    assert "Long Sample" in table


def test_the_clocks_are_the_arrangements(scene: Scene) -> None:
    """PAR-7: a changed clock changes the head of the table."""
    scene.arranges("clocks.vulnerability_check.amount", 36)
    scene.arranges("repeat_days", 30)
    with within(scene.here.pk):
        an_episode(a_child(), by=scene.officer, hours_ago=60, back_hours_ago=20)
        an_episode(a_child(), by=scene.officer, hours_ago=2)
    said = text_of(scene.client.get("/missing/"))
    assert "within 36 hours" in said
    assert "Repeat (3+ in 30 days)" in said
    assert "First in 30 days" in said


def test_what_a_feed_said_that_no_child_may_have_is_a_quiet_warning(scene: Scene) -> None:
    """MIS-2: reported by somebody who does not grade, it stands as medium until a person does."""
    with within(scene.here.pk):
        an_episode(a_child(), by=scene.officer, risk=None, grade=None)  # type: ignore[arg-type]
    assert "it stands as medium until a person grades it" in text_of(scene.client.get("/missing/"))


def test_nobody_missing_says_how_a_child_gets_here(scene: Scene) -> None:
    """pages.md: the empty state says what would be here."""
    said = text_of(scene.client.get("/missing/"))
    assert "Nobody is missing" in said
    assert "police notification opens an episode" in said


def looks(scene: Scene) -> int:
    with within(scene.here.pk):
        return Entry.objects.filter(what="missing/now").count()


def test_the_page_is_a_look_at_every_child_on_it_and_its_fragment_is_not_again(scene: Scene) -> None:
    """SHA-6: no flood of the trail; a child who comes onto the board is a new look."""
    with within(scene.here.pk):
        an_episode(a_child(), by=scene.officer)
        an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=2)
    scene.client.get("/missing/")
    assert looks(scene) == 2
    for _ in range(3):
        assert "updated" in text_of(scene.client.get("/missing/board/"))
    assert looks(scene) == 2
    with within(scene.here.pk):
        an_episode(a_child(), by=scene.officer)
    scene.client.get("/missing/board/")
    assert looks(scene) == 3


def test_the_fragment_is_the_board_without_a_frame(scene: Scene) -> None:
    """MIS-13: what is swapped in carries the lead line and the counts by district with it."""
    with within(scene.here.pk):
        episode = an_episode(a_child("Rowan"), by=scene.officer, risk=Risk.HIGH)
    scene.client.get("/missing/")
    page = scene.client.get("/missing/board/").content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="true"' in page
    assert f'data-high="{episode.pk}"' in page
    with within(scene.here.pk):
        record_return(episode=episode, found=Moment(datetime.now(UTC)), by=scene.officer, at=datetime.now(UTC))
    after = scene.client.get("/missing/board/").content.decode()
    assert "data-high" not in after
    assert "Nobody is missing" in after
    assert "Rowan Example" in after[after.index("Returned, and owed") :]


def test_the_map_counts_by_district_and_only_what_the_viewer_may_see(scene: Scene) -> None:
    """PAR-2, SHA-2: boundaries with counts; no address, no name."""
    from lantern.organisation.models import Area
    from lantern.trail.acting import action

    @action
    def draw(*, by: None, at: datetime) -> None:
        square = {"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]]}
        Area.objects.filter(name__in=["Chelmsford", "Harlow"]).update(boundary=square)

    with within(scene.here.pk):
        draw(by=None, at=datetime.now(UTC))
        an_episode(a_child("Near", area=an_area(scene.here, "Chelmsford")), by=scene.officer, risk=Risk.HIGH)
        an_episode(a_child("Far", area=an_area(scene.here, "Harlow")), by=scene.officer)
    everything = scene.client.get("/missing/areas.geojson").json()
    labels = sorted(each["properties"]["label"] for each in everything["features"])
    assert labels == ["Chelmsford: 1 missing, 1 high risk"] * 2 + ["Harlow: 1 missing"] * 2
    mid = scene.sees_as(Role.LIAISON_OFFICER, "Mid").get("/missing/areas.geojson")
    assert {each["properties"]["label"] for each in mid.json()["features"]} == {"Chelmsford: 1 missing, 1 high risk"}
    assert b"Near" not in mid.content


def test_the_board_asks_as_much_with_many_children_as_with_few(scene: Scene) -> None:
    """The bar: at most 12 queries with 2 rows and with 60."""
    with within(scene.here.pk):
        for number in range(60):
            an_episode(a_child(), by=scene.officer, hours_ago=5 + number, back_hours_ago=None if number % 2 else 1)
    scene.client.get("/missing/")
    with asking_at_most(12):
        page = scene.client.get("/missing/")
    assert page.content.decode().count("<article") == 24
    assert "1 to 24 of 30" in text_of(page)
    with asking_at_most(12):
        scene.client.get("/missing/board/")
    assert scene.client.get("/missing/?page=2").content.decode().count("<article") == 6
