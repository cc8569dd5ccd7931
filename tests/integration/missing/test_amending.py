"""Putting an episode right: every fact of it, which kind it was when, one episode or two (MIS-1, MIS-3, MIS-5, MIS-6)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.exchange.queries.looked_after import looked_after_return
from lantern.missing.actions import (
    change_kind,
    correct,
    decide_child,
    decide_not_child,
    join_episode,
    record_return,
    record_step,
    split_episode,
    undo_decision,
)
from lantern.missing.actions.receiving import receive
from lantern.missing.models import Decision, Episode, Incident, Step
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Absence, DecisionKind, FoundBy, MessageKind, StepKind
from lantern.organisation.models import Area, Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from lantern.timekeeping.periods import ReturnYear
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, signed_in_client
from tests.integration.missing.pages import Scene, ago, asking_at_most, episodes, text_of, typed
from tests.integration.missing.test_episode_page import a_feed_message

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def coordinator(scene: Scene) -> Client:
    return scene.sees_as(Role.MISSING_COORDINATOR)


# Facts


def test_every_fact_can_be_put_right_and_what_was_there_stays(scene: Scene) -> None:
    """MIS-1, MIS-3, MIS-6: who saw the child and who reported it, where from, where found, with whom, in what state."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=4)
    facts = {
        "seen_by": "An aunt, Fern Sample", "reported_by": "Fern Sample", "missing_from": "school",
        "from_where": "Invented School", "risk_reason": "Left with somebody unknown.", "found_where": "Nowhere Park",
        "found_kind": "street",
        "found_area": "Chelmsford", "found_with": "Two friends", "found_state": "Cold", "found_by": "carer",
        "harm": "suspected",
    }  # fmt: skip
    said = text_of(scene.client.post(f"/missing/{episode.pk}/correct/", facts, follow=True))
    assert "Corrected." in said
    for words in (
        "An aunt, Fern Sample",
        "Fern Sample",
        "School",
        "Invented School",
        "Nowhere Park",
        "Two friends",
        "Street, park",
    ):
        assert words in said
    (after,) = episodes(scene)
    assert {name: getattr(after, name) for name in facts} == facts
    assert (after.started_at, after.ended_at) == (episode.started_at, episode.ended_at)


def test_what_was_said_is_not_emptied(scene: Scene) -> None:
    """MIS-3: silence never erases, so an emptied box is no correction; what was typed stays."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9)
        correct(episode=episode, facts={"seen_by": "A teacher"}, by=scene.officer, at=NOW)
    response = scene.client.post(f"/missing/{episode.pk}/correct/", {"seen_by": "", "from_where": "Typed Row"})
    assert "What was said cannot be emptied" in text_of(response)
    assert "Typed Row" in response.content.decode()
    assert episodes(scene)[0].seen_by == "A teacher"


def test_no_fact_of_a_return_before_there_is_one(scene: Scene) -> None:
    """MIS-6."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9)
        with pytest.raises(NotAllowed, match="No return is recorded yet"):
            correct(episode=episode, facts={"found_by": FoundBy.CARER}, by=scene.officer, at=NOW)
        with pytest.raises(TypeError, match="no such facts: child"):
            correct(episode=episode, facts={"child": 1}, by=scene.officer, at=NOW)
        with pytest.raises(NotAllowed, match="future"):
            late = Moment(NOW + timedelta(hours=1))
            correct(episode=episode, facts={"reported": late}, by=scene.officer, at=NOW)
    assert "found" not in scene.client.get(f"/missing/{episode.pk}/correct/").content.decode().partition("<form")[2]


def test_a_child_found_in_another_area_names_it(scene: Scene) -> None:
    """MIS-6: on the page, beside the area the child went missing from."""
    with within(scene.here.pk):
        home = Area.objects.get(name="Braintree")
        episode = an_episode(a_child(area=home), by=scene.officer, hours_ago=9)
    page = scene.client.get(f"/missing/{episode.pk}/return/").content.decode()
    assert "Chelmsford" in page
    assert "Outside our areas" in page
    given = {
        **typed("found", ago(2)),
        "found_by": "police",
        "harm": "none",
        "found_area": "Chelmsford",
        "found_kind": "friend",
        "company": "Nobody",
    }
    said = text_of(scene.client.post(f"/missing/{episode.pk}/return/", given, follow=True))
    assert "Found in another area: Chelmsford. Missing from Braintree." in said
    assert "Nobody" in said
    assert "Kind of place A friend’s home" in said


def test_who_told_which_time_stands_side_by_side(scene: Scene) -> None:
    """MIS-3: police and council times differ; neither is overwritten, and the one that stands is marked."""
    with within(scene.here.pk):
        child = a_child()
        said = Moment(ago(9))
        a_report_of(child, "MP/1", said, scene.officer, reported=Moment(ago(8)))
        episode = Episode.objects.select_related("incident", "child").get()
        correct(episode=episode, facts={"last_seen": Moment(ago(10))}, by=scene.officer, at=NOW)
    page = text_of(scene.client.get(f"/missing/{episode.pk}/"))
    assert "Where accounts differ Time police" in page
    assert page.count("Stands") == 1
    with within(scene.here.pk):
        calm = an_episode(a_child(), by=scene.officer, hours_ago=3)
    assert "Where accounts differ" not in text_of(scene.client.get(f"/missing/{calm.pk}/"))


# Missing, then away


def test_known_where_the_child_is_from_a_time_on(scene: Scene) -> None:
    """MIS-5: the episode goes on as the other kind; the board counts the child with the one it is now."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=9)
    assert "1 child" in text_of(scene.client.get("/missing/"))
    url = f"/missing/{episode.pk}/kind/"
    assert "It is known where the child is" in text_of(scene.client.get(f"/missing/{episode.pk}/"))
    said = text_of(scene.client.post(url, {**typed("since", ago(2)), "note": "With an aunt."}, follow=True))
    assert "Away without authorisation since then." in said
    assert "Missing from" in said
    assert "Away without authorisation from" in said
    (after,) = episodes(scene)
    assert (after.absence, after.absence_now) == ("M", "A")
    assert after.is_open
    assert "1 child" not in text_of(scene.client.get("/missing/"))
    assert after.child.surname in text_of(scene.client.get("/missing/?show=away"))
    again = scene.client.post(url, {**typed("since", ago(1)), "note": ""}, follow=True)
    assert "Missing since then." in text_of(again)
    assert episodes(scene)[0].absence_now == "M"


def test_only_a_looked_after_child_is_counted_away(scene: Scene) -> None:
    """MIS-5: of the others the return knows no such kind."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9)
    url = f"/missing/{episode.pk}/kind/"
    assert "Only a looked-after child" in text_of(scene.client.get(url))
    scene.client.post(url, typed("since", ago(2)))
    assert episodes(scene)[0].absence_now == "M"


def test_a_time_that_cannot_be_is_refused_with_what_was_typed(scene: Scene) -> None:
    """MIS-5."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=9)
    response = scene.client.post(f"/missing/{episode.pk}/kind/", {**typed("since", ago(20)), "note": "Kept."})
    assert "The episode began later" in text_of(response)
    assert "Kept." in response.content.decode()


def test_the_return_counts_the_two_apart(scene: Scene) -> None:
    """MIS-5, MIS-16: a row for each part, the second from the day on which the first ended."""
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        episode = an_episode(child, by=scene.officer, hours_ago=24 * 6, back_hours_ago=24 * 2)
        since = Moment(ago(24 * 4))
        change_kind(episode=episode, kind=Absence.AWAY, since=since, by=scene.officer, at=NOW)
        year = ReturnYear.of(since.day)
        rows = [each.row for each in looked_after_return(year, None).rows]
    days = [london(NOW - timedelta(days=ago)).date() for ago in (6, 4, 4, 2)]
    found = [(row.kind, row.start.day, row.end.day) for row in rows]
    if all(ReturnYear.of(day) == year for day in days):
        assert found == [("M", days[0], days[1]), ("A", days[2], days[3])]
    assert {kind for kind, _, _ in found} == {"M", "A"}


# One or two


def a_report_of(child: Child, reference: str, seen: Moment, by: Member, **says: Any) -> None:
    """What a feed says about a child, linked by a person."""
    told = a_feed_message(reference, MessageKind.INITIAL, seen.at, last_seen=seen, **says)
    receive(messages=[(told, {"Ref": reference})], by=None, at=NOW)
    decide_child(incident=Incident.objects.get(reference=reference), child=child, by=by, at=NOW)


def two_in_one(scene: Scene) -> tuple[Episode, list[Any]]:
    """One reference under which two absences came in."""
    child = a_child()
    moments = [Moment(ago(hours)) for hours in (90, 80, 40, 30)]
    told = [
        a_feed_message("MP/7", MessageKind.INITIAL, moments[0].at, last_seen=moments[0], reported=moments[0]),
        a_feed_message("MP/7", MessageKind.FOUND, moments[1].at, found=moments[1]),
        a_feed_message("MP/7", MessageKind.UPDATE, moments[2].at, last_seen=moments[2], reported=moments[2]),
        a_feed_message("MP/7", MessageKind.FOUND, moments[3].at, found=moments[3]),
    ]
    receive(messages=[(each, {"Ref": "MP/7"}) for each in told], by=None, at=NOW)
    decide_child(incident=Incident.objects.get(reference="MP/7"), child=child, by=scene.officer, at=NOW)
    episode = Episode.objects.select_related("incident", "child").get()
    rows = {row.fingerprint: row for row in episode.incident.messages.select_related("incident")}
    return episode, [rows[each.fingerprint] for each in told]


def spans() -> list[tuple[datetime, datetime | None]]:
    return list(Episode.objects.order_by("started_at").values_list("started_at", "ended_at"))


def test_two_absences_under_one_reference_become_two(scene: Scene, coordinator: Client) -> None:
    """MIS-3: by ticking what tells of the second; the page says what the two are; it can be undone."""
    with within(scene.here.pk):
        episode, told = two_in_one(scene)
    url = f"/missing/{episode.pk}/split/"
    assert text_of(coordinator.get(url)).count("Report: last seen") == 1
    given = {"told": [str(told[2].pk), str(told[3].pk)], "reason": "Two nights"}
    assert "Two episodes now." in text_of(coordinator.post(url, given, follow=True))
    with within(scene.here.pk):
        assert [(end - start).total_seconds() for start, end in spans() if end] == [10 * 3600, 10 * 3600]
    assert "Two episodes: the second is MP/7 (2)" in text_of(coordinator.get("/notifications/decisions/"))


def test_split_and_undone_is_as_before_and_loses_nothing(scene: Scene) -> None:
    """MIS-3: what was done about the part meanwhile is of the whole again."""
    with within(scene.here.pk):
        episode, told = two_in_one(scene)
        before = spans()
        decision = split_episode(episode=episode, told=told[2:], by=scene.officer, at=NOW, reason="Two")
        part = Episode.objects.select_related("incident").exclude(pk=episode.pk).get()
        record_step(episode=part, kind=StepKind.VULNERABILITY_CHECK, happened=Moment(ago(29)), by=scene.officer, at=NOW)
        undo_decision(decision=decision, by=scene.officer, at=NOW)
        assert spans() == before
        assert Episode.objects.get().pk == episode.pk
        step = Step.objects.get()
        assert step.withdrawn_at is None
    assert "Vulnerability check" in text_of(scene.client.get(f"/missing/{episode.pk}/"))


@pytest.mark.parametrize("ticked", [[], [0, 1, 2, 3], [1], [3]])
def test_what_does_not_come_to_two_is_refused_and_nothing_written(scene: Scene, ticked: list[int]) -> None:
    """MIS-3."""
    with within(scene.here.pk):
        episode, told = two_in_one(scene)
        before = spans()
    member = a_member(scene.here, Role.MISSING_COORDINATOR)
    given = {"told": [str(told[number].pk) for number in ticked], "reason": "Two"}
    response = signed_in_client(member).post(f"/missing/{episode.pk}/split/", given)
    assert response.status_code == 200
    assert "There is a problem" in text_of(response)
    with within(scene.here.pk):
        assert spans() == before
        assert not Decision.objects.filter(kind=DecisionKind.SPLIT).exists()
        assert Incident.objects.count() == 1


def test_the_part_goes_along_when_whom_it_is_about_was_wrong(scene: Scene) -> None:
    """MIS-3, MIS-4: unlinked and linked to another child, both episodes and what was done about them move."""
    with within(scene.here.pk):
        episode, told = two_in_one(scene)
        wrong, right = episode.child, a_child()
        split_episode(episode=episode, told=told[2:], by=scene.officer, at=NOW)
        part = Episode.objects.select_related("incident").exclude(pk=episode.pk).get()
        record_step(episode=part, kind=StepKind.VULNERABILITY_CHECK, happened=Moment(ago(29)), by=scene.officer, at=NOW)
        incident = Incident.objects.get(pk=episode.incident_id)
        decide_not_child(incident=incident, child=wrong, by=scene.officer, at=NOW)
        assert not Episode.objects.filter(child=wrong).exists()
        incident = Incident.objects.get(pk=episode.incident_id)
        decide_child(incident=incident, child=right, by=scene.officer, at=NOW)
        assert Episode.objects.filter(child=right).count() == 2
        assert Step.objects.get().child_id == right.pk


def test_one_absence_told_as_two_becomes_one_and_two_again(scene: Scene, coordinator: Client) -> None:
    """MIS-3: joined from the page with a reason; what each said counts; undone, both stand again."""
    with within(scene.here.pk):
        child = a_child()
        first = an_episode(child, by=scene.officer, hours_ago=30, back_hours_ago=20)
        second = an_episode(child, by=scene.officer, hours_ago=15, back_hours_ago=10)
        before = spans()
    url = f"/missing/{second.pk}/join/"
    assert "no return recorded" not in text_of(coordinator.get(url))
    said = text_of(coordinator.post(url, {"other": str(first.pk), "reason": "Seen in between by nobody"}, follow=True))
    assert "One episode now" in said
    with within(scene.here.pk):
        assert spans() == [(before[0][0], before[1][1])]
        undo_decision(decision=Decision.objects.get(), by=scene.officer, at=NOW)
        assert spans() == before


def test_taking_back_a_join_leaves_what_a_person_entered_with_its_child(scene: Scene) -> None:
    """MIS-3, MIS-4: an episode that was entered here has no other decision about whom it is about."""
    with within(scene.here.pk):
        child = a_child()
        first = an_episode(child, by=scene.officer, hours_ago=30, back_hours_ago=20)
        second = an_episode(child, by=scene.officer, hours_ago=15, back_hours_ago=10)
        decision = join_episode(incident=second.incident, other=first.incident, by=scene.officer, at=NOW)
        undo_decision(decision=decision, by=scene.officer, at=NOW)
        assert Incident.objects.get(pk=second.incident_id).child_id == child.pk


def test_another_child_s_episode_is_not_offered(scene: Scene, coordinator: Client) -> None:
    """SHA-2, MIS-3."""
    with within(scene.here.pk):
        first = an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=20)
        second = an_episode(a_child(), by=scene.officer, hours_ago=15)
    url = f"/missing/{second.pk}/join/"
    assert "The child has no other episode" in text_of(coordinator.get(url))
    assert coordinator.post(url, {"other": str(first.pk), "reason": "x"}).status_code == 200
    with within(scene.here.pk):
        assert Episode.objects.count() == 2


@pytest.mark.parametrize("page", ["correct", "kind", "split", "join"])
def test_each_page_asks_little(scene: Scene, coordinator: Client, page: str) -> None:
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        for days in range(12, 2, -1):
            episode = an_episode(child, by=scene.officer, hours_ago=days * 24, back_hours_ago=days * 24 - 5)
    coordinator.get(f"/missing/{episode.pk}/{page}/")
    with asking_at_most(12):
        assert coordinator.get(f"/missing/{episode.pk}/{page}/").status_code == 200


def test_an_episode_that_was_away_before_the_upgrade_is_away_now(scene: Scene) -> None:
    """MIS-5: a return after a change counts from the same row; `date` alone reads as its day (MIS-17)."""
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        episode = an_episode(child, by=scene.officer, hours_ago=50)
        away = correct(episode=episode, facts={"absence": Absence.AWAY}, by=scene.officer, at=NOW)
        assert (away.absence, away.absence_now, away.stretches) == ("A", "A", [])
        back = record_return(episode=away, found=Moment.on(date.today()), by=scene.officer, at=datetime.now(UTC))  # noqa: DTZ011
        assert back.absence == "A"
