"""The forms of the missing room: what they save, what they refuse and in which words; nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.children.actions import allocate
from lantern.children.vocabulary import Status
from lantern.missing.actions import record_return, record_step
from lantern.missing.models import Message, Step
from lantern.missing.vocabulary import Absence, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, signed_in_client
from tests.factories.steps import typed as answers
from tests.integration.missing.pages import Scene, ago, asking_at_most, episodes, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


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
    back = ago(2)
    moved = {**typed("last_seen", episode.started_at), **typed("found", back)}
    said = text_of(scene.client.post(url, moved, follow=True))
    assert "Corrected." in said
    assert f"{words.said_long(episode.end)} Superseded" in said
    (after,) = episodes(scene)
    assert after.ended_at == back
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="vulnerability check").due_at == back + timedelta(hours=24)


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


@pytest.mark.parametrize("kind", [StepKind.VULNERABILITY_CHECK, StepKind.CONTACT, StepKind.PREVENTION_PLAN])
def test_each_step_meets_what_is_owed(scene: Scene, kind: StepKind) -> None:
    """MIS-7 to MIS-9."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=scene.officer, hours_ago=9, back_hours_ago=4)
    url = f"/missing/{episode.pk}/steps/{kind.slug}/"
    assert "due in" in text_of(scene.client.get(url))
    done = ago(1)
    filled = {**typed("happened", done), "note": "Seen alone.", "reference": "PLAN-7", **answers(kind)}
    said = text_of(scene.client.post(url, filled, follow=True))
    assert f"{kind.capitalize()} recorded." in said
    with within(scene.here.pk):
        assert Obligation.objects.get(kind=kind).met_at == done


def test_attendance_is_recorded_while_the_child_is_missing(scene: Scene) -> None:
    """MIS-1."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9)
    done = ago(8)
    scene.client.post(f"/missing/{episode.pk}/steps/attendance/", typed("happened", done))
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="attendance").met_at == done


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
        f"/missing/{back.pk}/steps/contact/",
        {**typed("happened", ago(5)), "note": "By telephone.", **answers(StepKind.CONTACT)},
    )
    assert "That is before it could be done" in text_of(early)
    assert "By telephone." in early.content.decode()
    assert scene.client.get(f"/missing/{back.pk}/steps/dancing/").status_code == 404
    with within(scene.here.pk):
        assert Step.objects.count() == 0


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
    Role.TEAM_MANAGER: FORMS[1:],
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
    reports = role in (Role.SOCIAL_WORKER, Role.TEAM_MANAGER) or "grade/" in MAY.get(role, ())
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
