"""The pages of triggers: the list, the answer, the episode, the child, My work, the chronology (MIS-12)."""

from datetime import timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions.school import record_schooling
from lantern.children.models import Child
from lantern.children.vocabulary import Mark, SchoolKind
from lantern.missing.actions import answer_triggers, correct, take_back_answer
from lantern.missing.models import Episode, Trigger, TriggerAnswer
from lantern.missing.queries.triggers import Asked, triggers
from lantern.missing.vocabulary import AnswerKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def three_times(scene: Scene, forename: str = "Rowan", *, area: str = "Chelmsford", newest: int = 2) -> Child:
    """A child who went missing for the third time `newest` days ago."""
    place = an_area(scene.here, area)
    with within(scene.here.pk):
        child = a_child(forename, "Example", area=place)
        for days in (newest + 30, newest + 9, newest):
            an_episode(child, by=scene.officer, hours_ago=24 * days, back_hours_ago=24 * days - 3)
        return child


def trigger_of(scene: Scene, child: Child, answerer: str = "liaison officer") -> Trigger:
    with within(scene.here.pk):
        return Trigger.objects.filter(child=child, answerer=answerer).order_by("-at")[0]


def answered(scene: Scene, trigger: Trigger, by: Member, kind: AnswerKind = AnswerKind.SUPPORT) -> TriggerAnswer:
    with within(scene.here.pk):
        (made,) = answer_triggers(triggers=[trigger], kind=kind, text="A place at the evening group.", by=by, at=now())
        return made


# The list


def test_the_list_has_those_that_wait_the_longest_waiting_first(scene: Scene) -> None:
    """MIS-12: explained, with whose answer it is and by when."""
    three_times(scene, "Newer")
    three_times(scene, "Older", newest=5)
    said = text_of(scene.client.get("/missing/triggers/"))
    assert "4 triggers" in said
    assert said.index("Older Example") < said.index("Newer Example")
    assert "3 episodes since" in said and "3 in 90 days are enough." in said
    assert "Liaison officer" in said and "Children’s services" in said
    assert "late" in said


def test_mine_are_those_of_my_agency(scene: Scene) -> None:
    """MIS-12: each answers their own; a role that answers none has no such list."""
    three_times(scene)
    said = text_of(scene.client.get("/missing/triggers/?state=mine"))
    assert "1 trigger" in said and "Children’s services" not in said.split("Due", 1)[1]
    analyst = text_of(scene.sees_as(Role.ANALYST).get("/missing/triggers/"))
    assert "Mine to answer" not in analyst


def test_each_state_has_its_list_and_its_number(scene: Scene) -> None:
    """MIS-12: answered with what was decided and by whom; withdrawn with why."""
    child, other = three_times(scene), three_times(scene, "Sasha")
    answered(scene, trigger_of(scene, child), scene.officer)
    with within(scene.here.pk):
        move_the_first_away(scene, other)
    said = text_of(scene.client.get("/missing/triggers/?state=answered"))
    assert "1 trigger" in said and "Request for support" in said and scene.officer.name in said
    said = text_of(scene.client.get("/missing/triggers/?state=withdrawn"))
    assert "2 triggers" in said and "There are no longer so many episodes in so many days." in said
    said = text_of(scene.client.get("/missing/triggers/?kind=harm"))
    assert "No trigger here" in said
    assert text_of(scene.client.get("/missing/triggers/?state=what&kind=ever")).startswith("Triggers 1 trigger")


def move_the_first_away(scene: Scene, child: Child) -> None:
    """The first episode began earlier than was thought: there are no three any more."""
    first = Episode.objects.select_related("incident").filter(child=child).earliest("started_at")
    correct(episode=first, facts={"last_seen": Moment(now() - timedelta(days=120))}, by=scene.officer, at=now())


def test_another_areas_children_are_not_on_the_list(scene: Scene) -> None:
    """SHA-2: nor counted, nor opened, nor answered."""
    child = three_times(scene, area="Colchester")
    member = a_member(scene.here, Role.LIAISON_OFFICER, "Mid")
    client = signed_in_client(member)
    assert "No trigger here" in text_of(client.get("/missing/triggers/"))
    trigger = trigger_of(scene, child)
    url = f"/missing/triggers/{trigger.pk}/"
    assert client.get(url).status_code == client.post(url, an_answer()).status_code == 404
    with within(scene.here.pk):
        assert not TriggerAnswer.objects.exists()


def test_the_list_costs_the_same_however_long_it_is(scene: Scene) -> None:
    """At most 12 queries a page."""
    for name in ("One", "Two", "Three", "Four"):
        three_times(scene, name)
    scene.client.get("/missing/")  # areas and the arrangement are in memory from the first page on
    for state in ("", "mine", "answered", "withdrawn"):
        with asking_at_most(12):
            scene.client.get(f"/missing/triggers/?state={state}")


def test_an_analyst_reads_no_name_and_no_free_text(scene: Scene) -> None:
    """SHA-2: the explanation has days and numbers alone; the words of an answer are people's own."""
    child = three_times(scene)
    trigger = trigger_of(scene, child)
    answered(scene, trigger, scene.officer)
    client = scene.sees_as(Role.ANALYST)
    for url in ("/missing/triggers/", "/missing/triggers/?state=answered", f"/missing/{trigger.incident_id}/"):
        said = text_of(client.get(url))
        assert "3 episodes since" in said
        assert "Rowan" not in said and "evening group" not in said
    assert client.get(f"/missing/triggers/{trigger.pk}/").status_code == 404


# The answer


def an_answer(**changes: Any) -> dict[str, Any]:
    return {"kind": "request for support", "text": "A place at the evening group.", **changes}


def test_a_liaison_officer_answers_their_own(scene: Scene) -> None:
    """MIS-12: it is met, stands on the episode and the child's page, and what it promised is owed."""
    child = three_times(scene)
    trigger = trigger_of(scene, child)
    url = f"/missing/triggers/{trigger.pk}/"
    said = text_of(scene.client.get(url))
    assert "Repeatedly missing" in said and "3 episodes since" in said and "Liaison officer must answer" in said
    said = text_of(scene.client.post(url, an_answer(), follow=True))
    assert "Answered. What follows from it is owed." in said
    assert "Request for support" in said and "A place at the evening group." in said
    assert "Answer the request for support" in said
    said = text_of(scene.client.get(f"/children/{child.pk}/missing/"))
    assert "A place at the evening group." in said and "3 episodes since" in said
    said = text_of(scene.client.get(f"/children/{child.pk}/chronology/"))
    assert "Trigger for the liaison officer: repeatedly missing" in said
    assert "Answered, repeatedly missing: request for support" in said


def test_nobody_answers_for_the_other_agency(scene: Scene) -> None:
    """MIS-12: the page says whose it is, to those who look and to those who post."""
    child = three_times(scene)
    theirs = trigger_of(scene, child, "children's services")
    url = f"/missing/triggers/{theirs.pk}/"
    assert "Children’s services must answer this one." in text_of(scene.client.get(url))
    assert "Children’s services must answer this one." in text_of(scene.client.post(url, an_answer()))
    assert scene.sees_as(Role.TRIAGE_OFFICER).get(url).status_code == 404
    coordinator = scene.sees_as(Role.MISSING_COORDINATOR)
    assert "Answered." in text_of(coordinator.post(url, an_answer(kind="no further action"), follow=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Enter what is asked for, or why"),
        ({"text": "   "}, "Enter what is asked for, or why"),
        ({"kind": ""}, "Answer “What do you decide?”"),
        ({"kind": "shrug"}, "Select a valid choice"),
    ],
)
def test_an_answer_without_words_or_decision_is_refused(scene: Scene, changes: dict[str, str], words: str) -> None:
    """MIS-12: no further action with a reason; what was typed stays."""
    url = f"/missing/triggers/{trigger_of(scene, three_times(scene)).pk}/"
    response = scene.client.post(url, an_answer(**changes))
    assert words in text_of(response)
    if "kind" in changes:
        assert "A place at the evening group." in response.content.decode()


def test_one_answer_can_answer_others_of_the_child_and_only_those_ticked(scene: Scene) -> None:
    """MIS-12: what waits for the same agency, none of another child's."""
    child, other = three_times(scene), three_times(scene, "Sasha")
    with within(scene.here.pk):
        an_episode(child, by=scene.officer, hours_ago=5)
        mine = list(Trigger.objects.filter(child=child, answerer="liaison officer").order_by("at"))
    stranger = trigger_of(scene, other)
    url = f"/missing/triggers/{mine[0].pk}/"
    said = text_of(scene.client.get(url))
    assert "It answers these of the child as well" in said and "4 episodes since" in said
    refused = text_of(scene.client.post(url, an_answer(also=[str(stranger.pk)])))
    assert "Select a valid choice" in refused
    scene.client.post(url, an_answer(also=[str(mine[1].pk)]))
    with within(scene.here.pk):
        assert set(TriggerAnswer.objects.values_list("trigger", flat=True)) == {each.pk for each in mine}


def test_whoever_comes_second_reads_what_was_answered_and_keeps_what_they_typed(scene: Scene) -> None:
    """Habit 11."""
    trigger = trigger_of(scene, three_times(scene))
    colleague = a_member(scene.here, Role.LIAISON_OFFICER, name="Ada Sample")
    url = f"/missing/triggers/{trigger.pk}/"
    scene.client.get(url)
    answered(scene, trigger, colleague)
    assert "It was answered on" in text_of(scene.client.get(url))
    assert "It was answered on" in text_of(scene.client.post(url, an_answer(text="Something else.")))
    with within(scene.here.pk):
        assert TriggerAnswer.objects.get().by_id == colleague.pk


def test_an_answer_is_taken_back_by_the_agency_that_gave_it(scene: Scene) -> None:
    """MIS-12: the trigger waits again and the answer is read as taken back."""
    child = three_times(scene)
    trigger = trigger_of(scene, child)
    answer = answered(scene, trigger, scene.officer)
    url = f"/missing/triggers/answers/{answer.pk}/"
    assert "A place at the evening group." in text_of(scene.client.get(url))
    refused = text_of(scene.sees_as(Role.MISSING_COORDINATOR).post(url))
    assert "Liaison officer must answer this one." in refused
    assert "Answer “Why is it taken back?”" in text_of(scene.client.post(url))
    said = text_of(scene.client.post(url, {"why": "Said of another child."}, follow=True))
    assert "Said of another child." in said
    assert "Taken back. The trigger waits again." in said and "Taken back" in said and "Unanswered" in said
    assert "This answer has been taken back already." in text_of(scene.client.get(url))
    assert "taken back" in text_of(scene.client.get(f"/children/{child.pk}/chronology/"))


def test_a_withdrawn_trigger_says_why_and_takes_no_answer(scene: Scene) -> None:
    """MIS-12: on its page, on the episode, and its answer is kept there."""
    child = three_times(scene)
    trigger = trigger_of(scene, child)
    answered(scene, trigger, scene.officer)
    with within(scene.here.pk):
        move_the_first_away(scene, child)
    said = text_of(scene.client.get(f"/missing/triggers/{trigger.pk}/"))
    assert "It was withdrawn: there are no longer so many episodes in so many days." in said
    said = text_of(scene.client.get(f"/missing/{trigger.incident_id}/"))
    assert "Withdrawn" in said and "A place at the evening group." in said


# My work


def test_my_work_counts_what_waits_for_my_answer_and_leads_there(scene: Scene) -> None:
    """MIS-12: in the line on top, and in what is to be done now, with the verb."""
    three_times(scene)
    response = scene.client.get("/")
    said = text_of(response)
    assert "1 trigger waits for your answer" in said
    assert "Answer: repeatedly missing" in said
    assert "/missing/triggers/?state=mine" in response.content.decode()
    worker = text_of(scene.sees_as(Role.SOCIAL_WORKER).get("/"))
    assert "trigger" not in worker


def test_the_childs_page_folds_those_that_wait_for_nobody(scene: Scene) -> None:
    """MIS-12: what waits stands open; what was answered stays on the record behind a fold."""
    child = three_times(scene)
    answered(scene, trigger_of(scene, child), scene.officer)
    said = text_of(scene.client.get(f"/children/{child.pk}/missing/"))
    before, folded = said.split("1 answered or withdrawn")
    assert "Unanswered" in before and "A place at the evening group." not in before
    assert "A place at the evening group." in folded and "Unanswered" not in folded


def test_the_pages_stay_within_their_queries(scene: Scene) -> None:
    """At most 12 queries a page, with triggers and answers on it."""
    child = three_times(scene)
    trigger = trigger_of(scene, child)
    with within(scene.here.pk):
        take_back_answer(answer=answered(scene, trigger, scene.officer), why="Invented.", by=scene.officer, at=now())
    answered(scene, trigger, scene.officer)
    scene.client.get("/missing/")  # areas and the arrangement are in memory from the first page on
    for url in (
        f"/missing/{trigger.incident_id}/",
        f"/missing/triggers/{trigger.pk}/",
        f"/children/{child.pk}/missing/",
        f"/children/{child.pk}/chronology/",
        f"/children/{child.pk}/",
        "/",
        "/missing/",
    ):
        with asking_at_most(12):
            assert scene.client.get(url).status_code == 200


def test_the_list_is_cut_by_each_mark_of_the_day_the_cause_was_known(scene: Scene) -> None:
    """MIS-14: the rows and the numbers of every state alike; a mark that began since is not that day's."""
    excluded, later, plain = (three_times(scene, name) for name in ("Rowan", "Ash", "Wren"))
    today = Moment(now()).day
    with within(scene.here.pk):
        for child, since in ((excluded, today - timedelta(days=300)), (later, today)):
            record_schooling(child=child, kind=SchoolKind.EXCLUDED, since=since, by=None, at=now())
        viewer = viewer_of(scene.officer, now=now())
        for mark in Mark:
            found = set(triggers(viewer, Asked(mark=mark)).values_list("child", flat=True))
            assert found == ({excluded.pk} if mark is Mark.EXCLUDED else set()), mark
        assert {excluded.pk, later.pk, plain.pk} == set(triggers(viewer, Asked()).values_list("child", flat=True))
    with asking_at_most(12):
        page = scene.client.get("/missing/triggers/?mark=excluded")
    assert "Rowan Example" in text_of(page)
    assert "Ash Example" not in text_of(page)
    assert "Unanswered 2 Mine to answer 1" in text_of(page)
    assert "?mark=excluded&amp;state=answered" in page.content.decode()
