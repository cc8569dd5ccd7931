"""A check, a contact, a plan as recorded: read, corrected with what was there kept, begun from the last one (MIS-7, 8)."""

from datetime import timedelta
from typing import Any

import pytest

from lantern.children.vocabulary import Status
from lantern.missing.actions import correct_step, record_step, withdraw_step
from lantern.missing.models import Episode, Step, StepVersion, Trigger
from lantern.missing.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import now
from tests.factories.steps import said
from tests.factories.steps import typed as answers
from tests.factories.today import today
from tests.integration.missing.pages import Scene, ago, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
CHECK, PLAN = StepKind.VULNERABILITY_CHECK, StepKind.PREVENTION_PLAN


@pytest.fixture
def scene() -> Scene:
    return Scene()


def back(scene: Scene, *, hours_ago: float = 9) -> Episode:
    with within(scene.here.pk):
        child = a_child("Rowan", status=Status.LOOKED_AFTER)
        return an_episode(child, by=scene.officer, hours_ago=hours_ago, back_hours_ago=hours_ago - 2)


def done(scene: Scene, episode: Episode, kind: StepKind = CHECK, hours: float = 5, **told: Any) -> Step:
    with within(scene.here.pk):
        return record_step(
            episode=episode, kind=kind, happened=Moment(ago(hours)), said=said(kind, **told), reference="PLAN-1",
            by=scene.officer, at=now(),
        )  # fmt: skip


def test_a_check_is_recorded_with_all_that_it_asks_and_read_again(scene: Scene) -> None:
    """MIS-7: what was asked and said, on its own page, with a button to print it."""
    episode = back(scene)
    form = typed("happened", ago(3)) | answers(
        CHECK, with_whom="Somebody called Pretend.", harm="suspected", again="likely"
    )
    response = scene.client.post(f"/missing/{episode.pk}/steps/vulnerability-check/", form, follow=True)
    assert "Vulnerability check recorded." in text_of(response)
    with within(scene.here.pk):
        step = Step.objects.get()
        assert step.said["with_whom"] == "Somebody called Pretend."
        assert Trigger.objects.filter(kind="harm", withdrawn_at=None).exists()
    url = f"/missing/{episode.pk}/recorded/{step.pk}/"
    assert url in response.content.decode()
    page = scene.client.get(url)
    for words in ("Somebody called Pretend.", "Suspected", "Likely", "In person", "Not answered", "Print"):
        assert words in text_of(page)
    with asking_at_most(12):
        scene.client.get(url)


def test_a_check_without_its_answers_is_refused_and_keeps_what_was_typed(scene: Scene) -> None:
    """MIS-7: a date alone is no check."""
    episode = back(scene)
    response = scene.client.post(
        f"/missing/{episode.pk}/steps/vulnerability-check/", typed("happened", ago(3)) | {"where": "At the seafront."}
    )
    assert "Answer “Is the child safe and well?”" in text_of(response)
    assert "At the seafront." in response.content.decode()
    with within(scene.here.pk):
        assert not Step.objects.exists()


def test_a_correction_keeps_what_was_there(scene: Scene) -> None:
    """MIS-7: who wrote it, when, and each answer that differs; what it met and set off is worked out again."""
    episode = back(scene)
    step = done(scene, episode, harm="disclosed")
    page = f"/missing/{episode.pk}/recorded/{step.pk}/"
    form = (
        typed("happened", ago(4))
        | answers(CHECK, harm="none", seems="Calm.")
        | {"version": "1", "note": "Spoke again."}
    )
    said_then = text_of(scene.client.post(f"{page}correct/", form, follow=True))
    assert "Corrected. What was there before is kept." in said_then and "corrected" in said_then
    shown = text_of(scene.client.get(page))
    assert "What it said before" in shown and "Disclosed by the child" in shown and "Calm." in shown
    with within(scene.here.pk):
        step.refresh_from_db()
        kept = StepVersion.objects.get()
        assert (step.version, step.said["harm"], kept.number, kept.said["harm"]) == (2, "none", 1, "disclosed")
        assert Obligation.objects.get(kind="vulnerability check").met_at == step.happened_at
        assert {row.withdrawn_why[:9] for row in Trigger.objects.filter(kind__in=("harm", "risk of harm"))} == {
            "No record"
        }


def test_whoever_corrects_second_sees_both_and_loses_nothing(scene: Scene) -> None:
    """Habit 11: two people with the same form open; the second one's words come back beside those of the first."""
    episode = back(scene)
    step = done(scene, episode)
    url = f"/missing/{episode.pk}/recorded/{step.pk}/correct/"
    mine = typed("happened", ago(5)) | answers(CHECK, seems="Mine: quiet.") | {"version": "1"}
    theirs = typed("happened", ago(5)) | answers(CHECK, seems="Theirs: upset.") | {"version": "1"}
    assert 'value="1"' in scene.client.get(url).content.decode()
    scene.client.post(url, theirs)
    response = scene.client.post(url, mine)
    shown = text_of(response)
    assert "Changed while you were working" in shown and "Mine: quiet." in shown and "Theirs: upset." in shown
    with within(scene.here.pk):
        assert Step.objects.get().said["seems"] == "Theirs: upset."
    assert 'name="version" value="2"' in response.content.decode()
    scene.client.post(url, mine | {"version": "2"})
    with within(scene.here.pk):
        assert Step.objects.get().said["seems"] == "Mine: quiet."
        assert [each.said.get("seems", "") for each in StepVersion.objects.order_by("number")][1:] == ["Theirs: upset."]


def test_what_was_taken_back_cannot_be_corrected(scene: Scene) -> None:
    """MIS-7: the page says so, and the action refuses."""
    episode = back(scene)
    step = done(scene, episode)
    with within(scene.here.pk):
        withdraw_step(step=step, by=scene.officer, at=now())
        with pytest.raises(NotAllowed, match="taken back already"):
            correct_step(episode=episode, step=step, version=1, happened=Moment(ago(5)), by=scene.officer, at=now())
    url = f"/missing/{episode.pk}/recorded/{step.pk}/correct/"
    assert "It was taken back already." in text_of(scene.client.get(url))


def test_an_action_takes_no_answer_to_what_nobody_asked(scene: Scene) -> None:
    """MIS-7: nor a version that is not the one that stands."""
    episode = back(scene)
    with within(scene.here.pk), pytest.raises(NotAllowed, match="Nobody asked about this: colour"):
        record_step(
            episode=episode, kind=CHECK, happened=Moment(ago(5)), said={"colour": "blue"}, by=scene.officer, at=now()
        )
    step = done(scene, episode)
    with within(scene.here.pk), pytest.raises(ChangedMeanwhile):
        correct_step(episode=episode, step=step, version=7, happened=Moment(ago(5)), by=scene.officer, at=now())


def test_a_new_plan_begins_with_the_last_one_and_meets_its_review(scene: Scene) -> None:
    """MIS-8: a plan is looked at again at each next episode."""
    first = back(scene, hours_ago=60)
    done(scene, first, PLAN, hours=50, pushes="Arguments about the phone.")
    with within(scene.here.pk):
        again = an_episode(first.child, by=scene.officer, hours_ago=9, back_hours_ago=7)
        assert Obligation.objects.get(kind="plan review").subject_id == again.pk
    url = f"/missing/{again.pk}/steps/prevention-plan/"
    page = scene.client.get(url)
    assert "It begins with the plan of" in text_of(page)
    assert "Arguments about the phone." in page.content.decode()
    form = typed("happened", ago(3)) | answers(PLAN) | {"reference": "PLAN-2"}
    assert "Prevention plan recorded." in text_of(scene.client.post(url, form, follow=True))
    with within(scene.here.pk):
        assert Obligation.objects.get(kind="plan review").met_at is not None


def test_the_reference_of_a_plan_is_kept_and_read(scene: Scene) -> None:
    """MIS-8: the plan is filed on the social care record; its reference leads there."""
    episode = back(scene)
    form = typed("happened", ago(3)) | answers(PLAN) | {"reference": "PLAN-2"}
    scene.client.post(f"/missing/{episode.pk}/steps/prevention-plan/", form)
    with within(scene.here.pk):
        step = Step.objects.get(kind=PLAN)
    assert step.reference == "PLAN-2"
    read = text_of(scene.client.get(f"/missing/{episode.pk}/recorded/{step.pk}/"))
    assert "Reference of the plan PLAN-2" in read


def test_a_long_absence_is_reviewed_and_handed_over_on_its_page(scene: Scene) -> None:
    """MIS-15: while the child is missing; the stepper of a return does not stand in the way."""
    with within(scene.here.pk):
        turned = today().replace(year=now().year - 18) - timedelta(days=1)
        child = a_child(born=turned)
        episode = an_episode(child, by=scene.officer, hours_ago=94)  # a day and more before the birthday, at any hour
    shown = text_of(scene.client.get(f"/missing/{episode.pk}/"))
    assert "Review the long absence" in shown and "Hand over to adult missing procedures" in shown
    form = typed("happened", ago(1)) | answers(StepKind.LONG_MISSING_REVIEW)
    url = f"/missing/{episode.pk}/steps/long-missing-review/"
    assert "Long missing review recorded." in text_of(scene.client.post(url, form, follow=True))
    form = typed("happened", ago(1)) | answers(StepKind.ADULT_HANDOVER)
    url = f"/missing/{episode.pk}/steps/adult-handover/"
    assert "Adult handover recorded." in text_of(scene.client.post(url, form, follow=True))
    assert "It was recorded before" in text_of(scene.client.get(url))
    with within(scene.here.pk):
        assert Episode.objects.get().is_open
        assert not Obligation.objects.filter(kind="adult handover", met_at=None).exists()
    board = text_of(scene.client.get("/missing/"))
    assert "3 days 22 h" in board


def test_a_second_review_is_not_said_to_be_recorded_before(scene: Scene) -> None:
    """MIS-15: each review is owed for itself; the earliest does not count for the others."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=30)
    url = f"/missing/{episode.pk}/steps/long-missing-review/"
    scene.client.post(url, typed("happened", ago(1)) | answers(StepKind.LONG_MISSING_REVIEW))
    shown = text_of(scene.client.get(url))
    assert "Review the long absence" in shown and "It was recorded before" not in shown


def test_a_strategy_meeting_is_recorded_and_its_review_owed(scene: Scene) -> None:
    """MIS-12c: who, decisions, safety plan, and the day it is looked at again."""
    episode = back(scene)
    form = typed("happened", ago(3)) | answers(StepKind.STRATEGY_MEETING, attended=[["Sam Sample", "Police"]])
    said_then = text_of(scene.client.post(f"/missing/{episode.pk}/steps/strategy-meeting/", form, follow=True))
    assert "Strategy meeting recorded." in said_then and "Record the review of the safety plan" in said_then
    with within(scene.here.pk):
        step = Step.objects.get()
    shown = text_of(scene.client.get(f"/missing/{episode.pk}/recorded/{step.pk}/"))
    assert "Sam Sample, Police" in shown and "Tuesday 4 March 2031" in shown


def test_who_may_not_record_reads_nothing_of_it(scene: Scene) -> None:
    """SHA-2: an analyst sees that it was done, and none of its words."""
    episode = back(scene)
    step = done(scene, episode, seems="Quiet.")
    client = scene.sees_as(Role.ANALYST)
    assert client.get(f"/missing/{episode.pk}/recorded/{step.pk}/").status_code == 404
    assert "Quiet." not in text_of(client.get(f"/missing/{episode.pk}/"))
