"""The forms of the missing room: what they save, what they refuse and in which words; nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.children.actions import allocate
from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.missing.actions import record_return, record_step
from lantern.missing.models import Episode, Message, Step
from lantern.missing.vocabulary import Absence, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def ago(hours: float) -> datetime:
    """A time to the minute, as forms take it."""
    return (datetime.now(UTC) - timedelta(hours=hours)).replace(second=0, microsecond=0)


def typed(name: str, at: datetime, *, time_known: bool = True) -> dict[str, str]:
    """The boxes of a day and time."""
    there = london(at)
    boxes = {f"{name}-day": str(there.day), f"{name}-month": str(there.month), f"{name}-year": str(there.year)}
    return boxes | ({f"{name}-time": words.clock_time(at)} if time_known else {f"{name}-unknown": "on"})


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


def episodes(scene: Scene) -> list[Episode]:
    with within(scene.here.pk):
        return list(Episode.objects.select_related("child").order_by("started_at"))


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
        assert Obligation.objects.get().kind == "attendance"
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
    assert "Now Medium Invented for a test. · priority attendance" in page
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


# The return


def a_return(at: datetime, **changes: Any) -> dict[str, str]:
    filled = {"found_by": "police", "where": "Fictional Station", "harm": "suspected", "note": "Cold and hungry."}
    return {**typed("found", at), **filled, **changes}


def test_a_return_ends_the_episode_and_says_what_it_started(scene: Scene) -> None:
    """MIS-6 to MIS-8: the check is due first, and the page says when."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=scene.officer, hours_ago=9)
    back = ago(1)
    response = scene.client.post(f"/missing/{episode.pk}/return/", a_return(back), follow=True)
    due = words.long_when(back + timedelta(hours=24))
    said = text_of(response)
    assert f"Return recorded. The vulnerability check is due by {due}." in said
    (ended,) = episodes(scene)
    assert (ended.ended_at, ended.found_by, ended.harm, ended.found_where) == (
        back,
        "police",
        "suspected",
        "Fictional Station",
    )
    assert "Cold and hungry." in ended.circumstances
    for verb in (
        "Record the vulnerability check",
        "Record the contact",
        "Record the prevention plan",
        "Offer a missing chat",
    ):
        assert verb in said


def test_a_return_before_the_child_was_last_seen_is_refused_and_kept_on_the_form(scene: Scene) -> None:
    """MIS-6."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5)
    response = scene.client.post(f"/missing/{episode.pk}/return/", a_return(ago(8)))
    assert "The return cannot be before the child was last seen" in text_of(response)
    assert "Cold and hungry." in response.content.decode()
    assert 'value="Fictional Station"' in response.content.decode()
    assert episodes(scene)[0].is_open


def test_a_second_return_is_told_of_the_first(scene: Scene) -> None:
    """MIS-3: who comes second sees what stands, and is led to correct it instead."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5)
        record_return(episode=episode, found=Moment(ago(2)), by=scene.officer, at=datetime.now(UTC))
        before = Message.objects.count()
    url = f"/missing/{episode.pk}/return/"
    for response in (scene.client.get(url), scene.client.post(url, a_return(ago(1)))):
        assert "The return is recorded already" in text_of(response)
    with within(scene.here.pk):
        assert Message.objects.count() == before


# Correcting


def test_a_correction_moves_what_it_says_and_nothing_else(scene: Scene) -> None:
    """MIS-3: the clocks follow; what was there before stays on the page."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=4)
    url = f"/missing/{episode.pk}/correct/"
    form = scene.client.get(url)
    assert f'value="{words.clock_time(episode.ended_at)}"' in form.content.decode()
    moved = {**typed("last_seen", episode.started_at), **typed("found", ago(2))}
    said = text_of(scene.client.post(url, moved, follow=True))
    assert "Corrected." in said
    assert f"{words.said_long(episode.end)} Superseded" in said
    (after,) = episodes(scene)
    assert after.ended_at == ago(2)
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="vulnerability check").due_at == ago(2) + timedelta(hours=24)


def test_a_correction_that_changes_nothing_is_refused(scene: Scene) -> None:
    """MIS-3: nothing is written to the history for nothing."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, at=ago(0))
        before = Message.objects.count()
    same = typed("last_seen", episode.started_at)
    response = scene.client.post(f"/missing/{episode.pk}/correct/", same)
    assert "Nothing is different from what stands" in text_of(response)
    with within(scene.here.pk):
        assert Message.objects.count() == before


def test_the_kind_can_be_corrected_for_a_looked_after_child(scene: Scene) -> None:
    """MIS-5."""
    with within(scene.here.pk):
        cared = an_episode(a_child(status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=9, at=ago(0))
        other = an_episode(a_child(), by=scene.officer, hours_ago=9, at=ago(0))
    filled = {**typed("last_seen", cared.started_at), "absence": "A"}
    for each in (cared, other):
        scene.client.post(f"/missing/{each.pk}/correct/", filled)
    assert {each.pk: each.absence for each in episodes(scene)} == {cared.pk: Absence.AWAY, other.pk: Absence.MISSING}


# What was done


@pytest.mark.parametrize("kind", [each for each in StepKind if each is not StepKind.ATTENDANCE])
def test_each_step_meets_what_is_owed(scene: Scene, kind: StepKind) -> None:
    """MIS-7 to MIS-9."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=scene.officer, hours_ago=9, back_hours_ago=4)
    url = f"/missing/{episode.pk}/steps/{kind.slug}/"
    assert "due in" in text_of(scene.client.get(url))
    filled = {**typed("happened", ago(1)), "note": "Seen alone.", "reference": "PLAN-7"}
    said = text_of(scene.client.post(url, filled, follow=True))
    assert f"{kind.capitalize()} recorded." in said
    with within(scene.here.pk):
        assert Obligation.objects.get(kind=kind).met_at == ago(1)


def test_attendance_is_recorded_while_the_child_is_missing(scene: Scene) -> None:
    """MIS-1."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9)
    scene.client.post(f"/missing/{episode.pk}/steps/attendance/", typed("happened", ago(8)))
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="attendance").met_at == ago(8)


def test_a_step_that_cannot_be_yet_says_so(scene: Scene) -> None:
    """MIS-7: a check follows a return; a plan needs its reference (MIS-8); no step lies before the return."""
    with within(scene.here.pk):
        open_one = an_episode(a_child(), by=scene.officer, hours_ago=9)
        back = an_episode(a_child(status=Status.IN_NEED), by=scene.officer, hours_ago=9, back_hours_ago=2)
    check = f"/missing/{open_one.pk}/steps/vulnerability-check/"
    for response in (scene.client.get(check), scene.client.post(check, typed("happened", ago(1)))):
        assert "The child is not back yet. Record the return first." in text_of(response)
    plan = scene.client.post(f"/missing/{back.pk}/steps/prevention-plan/", typed("happened", ago(1)))
    assert "Enter the reference of the plan" in text_of(plan)
    early = scene.client.post(
        f"/missing/{back.pk}/steps/contact/", {**typed("happened", ago(5)), "note": "By telephone."}
    )
    assert "That is before it could be done" in text_of(early)
    assert "By telephone." in early.content.decode()
    assert scene.client.get(f"/missing/{back.pk}/steps/dancing/").status_code == 404
    with within(scene.here.pk):
        assert Step.objects.count() == 0


def test_a_chat_is_offered_by_letter_to_a_child_not_open_to_services(scene: Scene) -> None:
    """MIS-8."""
    with within(scene.here.pk):
        closed = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=2)
        open_one = an_episode(a_child(status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=9, back_hours_ago=2)
    letter = "one to the child and one to the parent or carer"
    assert letter in text_of(scene.client.get(f"/missing/{closed.pk}/steps/chat-offer/"))
    assert letter not in text_of(scene.client.get(f"/missing/{open_one.pk}/steps/chat-offer/"))


def test_a_step_is_taken_back_after_asking(scene: Scene) -> None:
    """MIS-7: nothing is deleted; what it met is owed again."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=4)
        other = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=4)
        step = record_step(
            episode=episode, kind=StepKind.CHAT_OFFER, happened=Moment(ago(1)), by=scene.officer, at=datetime.now(UTC)
        )
    url = f"/missing/{episode.pk}/withdraw/{step.pk}/"
    assert "What it met is owed again." in text_of(scene.client.get(url))
    with within(scene.here.pk):
        assert Step.objects.get().withdrawn_at is None
    assert scene.client.get(f"/missing/{other.pk}/withdraw/{step.pk}/").status_code == 404
    said = text_of(scene.client.post(url, follow=True))
    assert "Chat offer Taken back" in said
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="chat offer", subject_id=episode.pk).met_at is None
    assert "It was taken back already." in text_of(scene.client.post(url))


# Who may


FORMS = ("grade/", "return/", "correct/", "steps/vulnerability-check/")
MAY = {
    Role.MISSING_COORDINATOR: FORMS,
    Role.LIAISON_OFFICER: FORMS,
    Role.TRIAGE_OFFICER: FORMS,
    Role.SOCIAL_WORKER: FORMS[1:],
    Role.CHAT_WORKER: FORMS[3:],
}


@pytest.mark.parametrize("role", list(Role))
def test_each_form_opens_for_those_who_may(scene: Scene, role: Role) -> None:
    """SHA-2: to everybody else the form is not there, by GET and by POST alike."""
    member = a_member(scene.here, role)
    with within(scene.here.pk):
        child = a_child()
        allocate(
            child=child, member=member, kind="social worker", since=date(2024, 1, 1), by=None, at=datetime.now(UTC)
        )
        episode = an_episode(child, by=scene.officer, hours_ago=5)
    client: Client = signed_in_client(member)
    for form in FORMS:
        allowed = form in MAY.get(role, ())
        assert client.get(f"/missing/{episode.pk}/{form}").status_code == (200 if allowed else 404), form
        assert client.post(f"/missing/{episode.pk}/{form}").status_code == (200 if allowed else 404), form
    reports = role == Role.SOCIAL_WORKER or "grade/" in MAY.get(role, ())
    assert client.get("/missing/report/").status_code == (200 if reports else 404)


def test_the_forms_ask_little(scene: Scene) -> None:
    """The bar: at most 12 queries a page."""
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=4)
        step = record_step(
            episode=episode, kind=StepKind.CHAT_OFFER, happened=Moment(ago(1)), by=scene.officer, at=datetime.now(UTC)
        )
    ways = ("grade/", "return/", "correct/", "steps/contact/", f"withdraw/{step.pk}/")
    urls = [f"/missing/{episode.pk}/{way}" for way in ways]
    scene.client.get(urls[0])
    for url in [*urls, "/missing/report/", f"/missing/report/?child={child.pk}"]:
        with asking_at_most(12):
            assert scene.client.get(url).status_code == 200
