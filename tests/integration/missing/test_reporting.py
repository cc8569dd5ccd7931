"""Reporting a child missing and grading the report: what is saved, what is refused; nothing typed is lost."""

from typing import Any

import pytest

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, ago, episodes, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def a_report(**changes: Any) -> dict[str, str]:
    """A report as somebody fills it in."""
    filled = {
        **typed("last_seen", ago(3)),
        **typed("reported", ago(1)),
        "missing_from": "home",
        "from_where": "1 Nowhere Row",
        "circumstances": "Left after school, phone off.",
        "risk": "high",
        "risk_reason": "Seen with an adult.",
        "grade": "priority",
    }
    return filled | changes


def child_of(scene: Scene, **options: Any) -> Child:
    with within(scene.here.pk):
        return a_child(**options)


# Reporting


def test_a_report_opens_the_episode_and_starts_attendance(scene: Scene) -> None:
    """MIS-1: graded priority, police attend within the hour of the arrangement; the episode's page follows."""
    child = child_of(scene)
    seen = a_report()
    response = scene.client.post(f"/missing/report/?child={child.pk}", seen, follow=True)
    (episode,) = episodes(scene)
    assert response.redirect_chain[-1][0] == f"/missing/{episode.pk}/"
    assert (episode.risk, episode.grade, episode.missing_from, episode.from_where) == (
        "high",
        "priority",
        "home",
        "1 Nowhere Row",
    )
    assert words.clock_time(episode.started_at) == seen["last_seen-time"]
    said = text_of(response)
    assert "Report recorded. Police attend by" in said
    with within(scene.here.pk):
        assert Obligation.objects.order_by("due_at")[0].kind == "attendance"
        assert Entry.objects.filter(what="missing.reported", child_id=child.pk, member_id=scene.officer.pk).count() == 1


def test_a_time_that_is_not_known_is_recorded_as_a_day(scene: Scene) -> None:
    """MIS-17."""
    child = child_of(scene)
    yesterday = ago(24)
    filled = a_report() | typed("last_seen", yesterday, time_known=False)
    filled.pop("last_seen-time")
    scene.client.post(f"/missing/report/?child={child.pk}", filled)
    (episode,) = episodes(scene)
    assert episode.start_date_only
    assert episode.start.day == london(yesterday).date()


def test_a_report_refused_keeps_what_was_typed_and_says_why(scene: Scene) -> None:
    """MIS-3: a child is never missing twice at a time; and each missing answer is named."""
    child = child_of(scene)
    with within(scene.here.pk):
        an_episode(child, by=scene.officer, hours_ago=30, back_hours_ago=2)
    response = scene.client.post(f"/missing/report/?child={child.pk}", a_report())
    said = text_of(response)
    assert "The child was last seen before the end of the episode of" in said
    assert "Left after school, phone off." in response.content.decode()
    assert "Seen with an adult." in response.content.decode()
    assert len(episodes(scene)) == 1
    empty = text_of(scene.client.post(f"/missing/report/?child={child.pk}", {}))
    for words_of_error in (
        "Enter when the child was last seen",
        "Answer “Where from?”",
        "Answer “What is known?”",
        "Choose the risk",
        "Answer “Why this risk?”",
    ):
        assert words_of_error in empty


def test_a_report_in_the_future_or_before_last_seen_is_refused(scene: Scene) -> None:
    """MIS-1."""
    child = child_of(scene)
    future = a_report() | typed("last_seen", ago(-3))
    assert "must not be in the future" in text_of(scene.client.post(f"/missing/report/?child={child.pk}", future))
    swapped = a_report() | typed("last_seen", ago(1)) | typed("reported", ago(3))
    said = text_of(scene.client.post(f"/missing/report/?child={child.pk}", swapped))
    assert "The report cannot be before the child was last seen" in said
    assert episodes(scene) == []


def test_a_child_who_is_missing_already_leads_to_that_episode(scene: Scene) -> None:
    """MIS-3."""
    child = child_of(scene)
    with within(scene.here.pk):
        episode = an_episode(child, by=scene.officer)
    page = scene.client.get(f"/missing/report/?child={child.pk}")
    assert "Missing already" in text_of(page)
    assert f'href="/missing/{episode.pk}/"' in page.content.decode()
    assert "<textarea" not in page.content.decode()


def test_the_kind_is_asked_for_looked_after_children_alone(scene: Scene) -> None:
    """MIS-5: away without authorisation is a word of the looked-after return."""
    other, cared = child_of(scene), child_of(scene, status=Status.LOOKED_AFTER)
    assert "away without authorisation" not in text_of(scene.client.get(f"/missing/report/?child={other.pk}"))
    assert "away without authorisation" in text_of(scene.client.get(f"/missing/report/?child={cared.pk}"))
    scene.client.post(f"/missing/report/?child={other.pk}", a_report(absence="A"))
    scene.client.post(f"/missing/report/?child={cared.pk}", a_report(absence="A"))
    assert {each.child_id: each.absence for each in episodes(scene)} == {other.pk: "M", cared.pk: "A"}


def test_who_does_not_grade_reports_without_a_risk(scene: Scene) -> None:
    """MIS-2: it stands as medium, and flagged, until a person grades it."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    child = child_of(scene, worker=worker)
    client = signed_in_client(worker)
    page = text_of(client.get(f"/missing/report/?child={child.pk}"))
    assert "Attendance" not in page
    assert "Police grade risk and attendance" in page
    client.post(f"/missing/report/?child={child.pk}", a_report())
    (episode,) = episodes(scene)
    assert (episode.risk, episode.grade) == ("medium", "")
    assert "until a person grades it" in episode.risk_flag


def test_a_reason_for_the_risk_is_asked_as_the_arrangement_says(scene: Scene) -> None:
    """MIS-2, PAR-7."""
    child = child_of(scene)
    without = a_report(risk_reason="")
    assert "Answer “Why this risk?”" in text_of(scene.client.post(f"/missing/report/?child={child.pk}", without))
    scene.arranges("risk_reason_required", False)
    scene.client.post(f"/missing/report/?child={child.pk}", without)
    assert len(episodes(scene)) == 1


def test_the_report_begins_with_finding_the_child(scene: Scene) -> None:
    """MIS-4: search before create."""
    page = scene.client.get("/missing/report/")
    assert "Who is missing?" in text_of(page)
    assert 'action="/children/"' in page.content.decode()
    far = child_of(scene, area=an_area(scene.here, "Harlow"))
    mid = scene.sees_as(Role.LIAISON_OFFICER, "Mid")
    for key in (far.pk, "rubbish", "00000000-0000-0000-0000-000000000000"):
        assert mid.get(f"/missing/report/?child={key}").status_code == 404
        assert mid.post(f"/missing/report/?child={key}", a_report()).status_code == 404


# Grading


def test_grading_again_keeps_what_was_there_before(scene: Scene) -> None:
    """MIS-1, MIS-2: risk is assessed again over time, every change kept."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5)
    url = f"/missing/{episode.pk}/grade/"
    page = text_of(scene.client.get(url))
    assert "Now Medium · priority attendance Invented for a test." in page
    assert "Police attend within 1 hour" in page
    said = text_of(
        scene.client.post(url, {"risk": "high", "risk_reason": "Phone found.", "grade": "immediate"}, follow=True)
    )
    assert "Graded. The attendance is due by" in said
    assert "Medium Superseded" in said
    assert "High risk" in said


def test_a_risk_no_child_may_have_cannot_be_chosen(scene: Scene) -> None:
    """MIS-2: never standard, low, no apparent risk or absent."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5)
    page = scene.client.get(f"/missing/{episode.pk}/grade/").content.decode().casefold()
    for word in ("standard", "no apparent", "absent", 'value="low"'):
        assert word not in page
    forged = {"risk": "standard", "risk_reason": "x", "grade": "priority"}
    assert scene.client.post(f"/missing/{episode.pk}/grade/", forged).status_code == 200
    assert episodes(scene)[0].risk == "medium"


def test_a_child_who_is_back_is_not_graded(scene: Scene) -> None:
    """MIS-1: nobody attends a child who is back; the button and the form give the same reason."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5, back_hours_ago=1)
    url = f"/missing/{episode.pk}/grade/"
    graded = {"risk": "high", "risk_reason": "x", "grade": "priority"}
    for response in (scene.client.get(url), scene.client.post(url, graded)):
        assert "The child is back, so there is nothing to attend." in text_of(response)
    assert episodes(scene)[0].risk == "medium"
