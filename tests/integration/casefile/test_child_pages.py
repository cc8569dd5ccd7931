"""A child's own pages: what stands on them, for whom, and at what cost (SHA-2, SHA-6, MIS-5, MIS-12)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.children import actions
from lantern.children.chronology import entries
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing.actions import correct, record_step
from lantern.missing.vocabulary import Absence, StepKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
TABS = ("", "chronology/", "chronology/picture/", "missing/", "access/")
SEES = (
    Role.MISSING_COORDINATOR,
    Role.LIAISON_OFFICER,
    Role.TRIAGE_OFFICER,
)
SEES_OWN = (
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.CHAT_WORKER,
    Role.CHAIR,
    Role.BUSINESS_SUPPORT,
    Role.HEALTH_MEMBER,
)


@pytest.fixture
def known() -> Known:
    return Known()


def a_full_child(known: Known, *, episodes: int = 4) -> Child:
    """A looked-after child with a worker, a placement and episodes of which the last is open."""
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane", reference="C0700001")
    worker = a_member(known.here, Role.SOCIAL_WORKER, name="Sam Invented")
    now = datetime.now(UTC)
    with within(known.here.pk):
        actions.set_status(
            child=child, status=Status.LOOKED_AFTER, legal_status="C2", since=date(2025, 9, 1), by=None, at=now
        )
        actions.place(child=child, code="K2", where="Fictional House", since=date(2025, 9, 1), by=None, at=now)
        actions.allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=LONG_AGO, by=None, at=now)
        for number in range(episodes, 1, -1):
            ago = 24.0 * 14 * number
            an_episode(child, by=known.coordinator, hours_ago=ago, back_hours_ago=ago - 6)
        an_episode(child, by=known.coordinator, hours_ago=5)
    return child


def test_the_bar_says_who_how_things_stand_and_why_it_is_seen_on_every_tab(known: Known) -> None:
    """SHA-2: with the way to who has looked."""
    child = a_full_child(known)
    for tab in TABS:
        response = known.mid_client.get(f"/children/{child.pk}/{tab}")
        said = text_of(response)
        for expected in (
            "Zoë Madeup",
            "Born 3 March 2012",
            "Looked after, C2, since Sept 2025",
            "Children's home",
            "Worker: Sam Invented",
            "Chelmsford, Mid",
            "Missing now · 5 h",
            "You see this: missing coordinator for Chelmsford",
        ):
            assert expected in said, (tab, expected)
        assert f'href="/children/{child.pk}/access/">Who has looked' in response.content.decode()


def test_the_overview_counts_in_the_arrangements_window(known: Known) -> None:
    """MIS-12a: three in ninety days are repeatedly missing; the window is the arrangement's."""
    child = a_full_child(known)
    said = text_of(known.client.get(f"/children/{child.pk}/"))
    assert "In 90 days 4 times Repeatedly missing" in said
    assert "In 12 months 4 times" in said
    assert "Record the return" in said
    assert "Fictional Station" in said


def test_missing_and_away_are_never_added_together(known: Known) -> None:
    """MIS-5."""
    child = known.a_child()
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=100, back_hours_ago=90)
        away = an_episode(child, by=known.coordinator, hours_ago=50, back_hours_ago=40)
        correct(episode=away, facts={"absence": Absence.AWAY}, by=known.coordinator, at=datetime.now(UTC))
    said = text_of(known.client.get(f"/children/{child.pk}/"))
    assert "In 12 months 1 time" in said
    assert "Away without authorisation 1 time" in said
    assert "Missing 1 time, away without authorisation 1 time" in text_of(
        known.client.get(f"/children/{child.pk}/missing/")
    )


def test_what_is_owed_leads_to_the_work_for_those_who_may_do_it(known: Known) -> None:
    """MIS-7: others read it without a link."""
    child = known.a_child()
    with within(known.here.pk):
        episode = an_episode(child, by=known.coordinator, hours_ago=10, back_hours_ago=2)
    html = known.client.get(f"/children/{child.pk}/").content.decode()
    assert f'<a href="/missing/{episode.pk}/steps/vulnerability-check/">Record the vulnerability check</a>' in html
    assert "due in 21 hours" in html or "due in 22 hours" in html
    chair = a_member(known.here, Role.CHAIR)
    with within(known.here.pk):
        actions.allocate(child=child, member=chair, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=datetime.now(UTC))
    theirs = signed_in_client(chair).get(f"/children/{child.pk}/").content.decode()
    assert "<strong>Record the vulnerability check</strong>" in theirs
    assert "Your role does not let you report a child missing." in theirs


def test_a_child_never_missing_says_so(known: Known) -> None:
    """An empty state says what would be there."""
    child = known.a_child()
    assert "No missing episode is recorded." in text_of(known.client.get(f"/children/{child.pk}/"))
    said = text_of(known.client.get(f"/children/{child.pk}/missing/"))
    assert "An episode appears here when the child is reported missing" in said
    assert "Nothing is owed for this child now." in text_of(known.client.get(f"/children/{child.pk}/"))


def test_the_chronology_is_one_line_newest_first_with_sources(known: Known) -> None:
    """Every room adds its part; each line says who told."""
    child = a_full_child(known, episodes=2)
    with within(known.here.pk):
        episode = Child.objects.get(pk=child.pk).episodes.order_by("started_at").first()
        at = datetime.now(UTC)
        found = Moment(episode.ended_at + timedelta(hours=1))
        record_step(episode=episode, kind=StepKind.VULNERABILITY_CHECK, happened=found, by=known.coordinator, at=at)
        actions.set_status(child=child, status=Status.IN_NEED, since=london(at).date(), by=known.coordinator, at=at)
        told = entries(child, viewer_of(known.coordinator, now=at))
    assert [each.when for each in told] == sorted((each.when for each in told), reverse=True)
    assert {each.kind for each in told} >= {"Record", "Missing", "Status", "Placement", "Address", "Worker"}
    assert all(each.source for each in told)
    sources = {each.title: each.source for each in told}
    assert sources["Child in need"] == f"Entered by Rowan Sample, Invented Agency, {words.day(london(at).date())}"
    assert sources["Record opened"] == sources["Looked after"] == "As received"
    said = text_of(known.client.get(f"/children/{child.pk}/chronology/"))
    for expected in ("Went missing", "Returned after 6 h", "Vulnerability check", "Placed", "Social worker allocated"):
        assert expected in said
    narrowed = text_of(known.client.get(f"/children/{child.pk}/chronology/?kind=Placement"))
    assert "Fictional House" in narrowed
    assert "Went missing" not in narrowed


def test_a_long_chronology_shows_its_latest_part_first(known: Known) -> None:
    """A page that a phone can hold, and all of it when asked for."""
    child = known.a_child()
    with within(known.here.pk):
        at = datetime.now(UTC)
        for number in range(120):
            since = date(2020, 1, 1) + timedelta(days=number)
            actions.move_to(child=child, text=f"{number} Nowhere Lane", postcode="", since=since, by=None, at=at)
    page = f"/children/{child.pk}/chronology/"
    first, all_of_it = known.client.get(page), known.client.get(f"{page}?all=1")
    assert first.content.decode().count("moj-timeline__item") == 100
    assert "Show all 121" in text_of(first)
    second = known.client.get(f"{page}?page=2")
    assert second.content.decode().count("moj-timeline__item") == 21
    assert "101 to 121 of 121" in text_of(second)
    assert all_of_it.content.decode().count("moj-timeline__item") == 121


def test_every_episode_is_in_the_table_and_in_its_year(known: Known) -> None:
    """MIS-13: when, how long, from where, risk, and how the child came back."""
    child = a_full_child(known)
    response = known.client.get(f"/children/{child.pk}/missing/")
    said = text_of(response)
    assert "Missing 4 times · 4 in 90 days" in said
    assert said.count("Fictional Station") == 3
    assert response.content.decode().count('<rect class="lantern-strip__past"') >= 3
    assert response.content.decode().count('<rect class="lantern-strip__open"') == 1


def test_who_has_looked_says_who_of_which_agency_and_what(known: Known) -> None:
    """SHA-6: looks and changes, the latest first; repeats within a minute in one line."""
    child = known.a_child()
    known.mid_client.get(f"/children/{child.pk}/")
    known.mid_client.get(f"/children/{child.pk}/")
    known.client.post(f"/children/{child.pk}/name/", {"forename": "Zora", "source": "school"})
    said = text_of(known.client.get(f"/children/{child.pk}/access/"))
    assert "Mid Sample Missing coordinator, Invented Agency Looked at the overview (2 times)" in said
    assert "Rowan Sample Missing coordinator, Invented Agency Added another name" in said
    assert "Lantern, from what came in Opened the record" in said
    assert "Missing coordinator for Chelmsford" in said
    changed = text_of(known.client.get(f"/children/{child.pk}/access/?show=changed"))
    assert "Looked at the overview" not in changed
    assert "Added another name" in changed


def test_each_look_is_on_the_trail_before_the_page_is_sent(known: Known) -> None:
    """SHA-6."""
    child = known.a_child()
    for tab in TABS:
        known.client.get(f"/children/{child.pk}/{tab}")
    with within(known.here.pk):
        looks = Entry.objects.filter(child_id=child.pk, member_id=known.coordinator.pk).order_by("id")
        assert list(looks.values_list("what", flat=True)) == [
            "casefile/overview",
            "casefile/chronology",
            "casefile/picture",
            "casefile/missing",
            "casefile/access",
        ]


def test_nobody_opens_a_child_out_of_scope(known: Known) -> None:
    """SHA-2, PAR-1: unknown and forbidden look the same, and no look is recorded."""
    child = known.a_child(area=known.colchester)
    with within(a_partnership("Nowhere").pk):
        foreign = a_child("Zoë", "Madeup")
    for key in (child.pk, foreign.pk):
        for tab in TABS:
            answer = known.mid_client.get(f"/children/{key}/{tab}")
            assert answer.status_code == 404
            assert text_of(answer) == text_of(known.mid_client.get(f"/children/{known.here.pk}/{tab}"))
    with within(known.here.pk):
        assert not Entry.objects.filter(child_id=child.pk, member_id=known.in_mid.pk).exists()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_it_may(known: Known, role: Role) -> None:
    """SHA-2: roles with an area by the area, others by their work with the child alone."""
    child = known.a_child()
    member = a_member(known.here, role)
    client = signed_in_client(member)
    by_area = {client.get(f"/children/{child.pk}/{tab}").status_code for tab in TABS}
    assert by_area == ({200} if role in SEES else {404})
    with within(known.here.pk):
        actions.allocate(child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=datetime.now(UTC))
    by_work = {client.get(f"/children/{child.pk}/{tab}").status_code for tab in TABS}
    assert by_work == ({200} if role in (*SEES, *SEES_OWN) else {404})


def test_those_without_names_read_a_number_and_an_age(known: Known) -> None:
    """SHA-2: on the pages that others may open."""
    child = known.a_child(born=date(2012, 3, 3))
    with within(known.here.pk):
        analyst = viewer_of(a_member(known.here, Role.ANALYST), now=datetime(2026, 3, 2, 12, tzinfo=UTC))
        assert name_for(child, analyst) == "Child L0000001, 13"
        assert name_for(child, viewer_of(known.coordinator, now=analyst.now)) == "Zoë Madeup"


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("episodes", [1, 30])
def test_no_tab_asks_more_than_twelve_queries(known: Known, tab: str, episodes: int) -> None:
    """The same for a child with one episode and with thirty."""
    child = a_full_child(known, episodes=episodes)
    known.client.get(f"/children/{child.pk}/{tab}")
    with asking_at_most(12):
        assert known.client.get(f"/children/{child.pk}/{tab}").status_code == 200
