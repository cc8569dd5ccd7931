"""One episode: the process as it stands, facts beside what was received, what is owed and by whom (MIS-1 to MIS-9)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status
from lantern.missing.actions import correct, decide_child, grade, receive, record_return, record_step, withdraw_step
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.models import Episode, Incident
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Grade, MessageKind, MissingFrom, Risk, StepKind
from lantern.obligations.actions import waive
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def page(scene: Scene, episode: Episode) -> str:
    return text_of(scene.client.get(f"/missing/{episode.pk}/"))


def a_feed_message(reference: str, kind: MessageKind, at: datetime, **says: object) -> Message:
    who = Described(
        forename="Rowan",
        surname="Example",
        born=date(2012, 3, 3),
        sex="F",
        address="1 Nowhere Row",
        postcode="ZZ1 1ZZ",
    )
    key = uuid4().hex
    return Message(key, "police", reference, kind, key, who, said_at=at, **says)  # type: ignore[arg-type]


def from_the_feed(*messages: Message) -> Episode:
    """The episode that messages open, about a child nobody knew."""
    receive(
        messages=[(each, {"Ref": each.reference, "Address": each.who.address}) for each in messages], by=None, at=NOW
    )
    link_and_fold(by=None, at=NOW)
    return Episode.objects.select_related("child", "incident").get(incident__reference=messages[0].reference)


def test_the_stepper_says_what_was_done_when_and_what_is_due(scene: Scene) -> None:
    """MIS-1, MIS-6 to MIS-9: reported, graded, back; the check late, the chat offered, the plan due."""
    with within(scene.here.pk):
        child = a_child(status=Status.IN_NEED)
        episode = an_episode(child, by=scene.officer, hours_ago=40, back_hours_ago=29.5)
        record_step(
            episode=episode,
            kind=StepKind.CHAT_OFFER,
            happened=Moment(NOW - timedelta(hours=3)),
            by=scene.officer,
            at=NOW,
        )
    said = page(scene, episode)
    stepper = said[said.index("How it stands") : said.index("Owed")]
    assert "Graded" in stepper
    assert "priority" in stepper
    assert "Fictional Station" in stepper
    assert "Vulnerability check 5 hours late" in stepper
    assert "Prevention plan due in 42 hours" in stepper
    html = scene.client.get(f"/missing/{episode.pk}/").content.decode()
    assert f'href="/missing/{episode.pk}/steps/vulnerability-check/"' in html


def test_an_open_episode_offers_to_grade_and_to_record_the_return(scene: Scene) -> None:
    """MIS-1, MIS-6."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5.5, grade=None)
    said = page(scene, episode)
    assert f"Missing since {words.said_long(episode.start)}" in said
    assert "5 h 30 min so far" in said
    assert "Grading the report sets by when police attend." in said
    html = scene.client.get(f"/missing/{episode.pk}/").content.decode()
    for way in ("grade", "return", "correct"):
        assert f'href="/missing/{episode.pk}/{way}/"' in html


def test_a_superseded_value_stays_to_be_seen_with_who_said_it(scene: Scene) -> None:
    """MIS-3: every correction keeps what was there before."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=5, back_hours_ago=1)
        before = words.said_long(episode.start)
        moved = Moment(episode.started_at - timedelta(hours=2))
        after = correct(episode=episode, facts={"last_seen": moved}, by=scene.officer, at=NOW)
    said = page(scene, after)
    assert f"Last seen {words.said_long(moved)}" in said
    assert f"{before} Superseded Report" in said
    assert f"{scene.officer.name} · entered:" in said


def test_what_a_feed_said_stands_beside_what_a_person_entered(scene: Scene) -> None:
    """MIS-2, MIS-3: the feed's own word for a risk is kept; a person's grading takes its place and the flag away."""
    with within(scene.here.pk):
        episode = from_the_feed(
            a_feed_message(
                "MP/1", MessageKind.INITIAL, NOW - timedelta(hours=4), last_seen=Moment(NOW - timedelta(hours=5)),
                reported=Moment(NOW - timedelta(hours=4)), risk=Risk.MEDIUM, risk_received="Standard",
                missing_from=MissingFrom.HOME, doubts=("Grade: “X1” is not a word known here; left blank.",),
            )
        )  # fmt: skip
    said = page(scene, episode)
    assert "Received as “Standard”, which no child may have" in said
    assert "Risk Medium Standard Superseded Report" in said
    assert "police, MP/1" in said
    assert "“X1” is not a word known here" in said
    assert "1 Nowhere Row" in said
    with within(scene.here.pk):
        grade(
            episode=episode,
            grade=Grade.PRIORITY,
            risk=Risk.HIGH,
            risk_reason="Seen with an adult.",
            by=scene.officer,
            at=NOW,
        )
    said = page(scene, episode)
    assert "no child may have" not in said
    assert "High risk" in said


def test_what_waits_beside_the_episode_is_said(scene: Scene) -> None:
    """MIS-3: on child and overlapping period a person decides; the episode's page says that something waits."""
    seen, reported = Moment(NOW - timedelta(hours=30)), Moment(NOW - timedelta(hours=29))
    overlapping = a_feed_message("MP/9", MessageKind.INITIAL, reported.at, last_seen=seen, reported=reported)
    with within(scene.here.pk):
        child = a_child()
        episode = an_episode(child, by=scene.officer, hours_ago=40, back_hours_ago=10)
        receive(messages=[(overlapping, {"Ref": "MP/9"})], by=None, at=NOW)
        decide_child(incident=Incident.objects.get(reference="MP/9"), child=child, by=scene.officer, at=NOW)
        assert Incident.objects.get(reference="MP/9").held
    assert "MP/9 from police waits for a person" in page(scene, episode)


def test_what_was_done_waived_and_taken_back_stands_under_done(scene: Scene) -> None:
    """MIS-7 to MIS-9."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=60, back_hours_ago=50, at=NOW)
        at = Moment(NOW - timedelta(hours=20))
        record_step(
            episode=episode,
            kind=StepKind.VULNERABILITY_CHECK,
            happened=at,
            by=scene.officer,
            at=NOW,
            note="Seen alone.",
        )
        mistake = record_step(episode=episode, kind=StepKind.CHAT_OFFER, happened=at, by=scene.officer, at=NOW)
        withdraw_step(step=mistake, by=scene.officer, at=NOW)
        for owed in Obligation.objects.filter(kind__contains="chat"):
            waive(obligation=owed, reason="Asked elsewhere.", by=scene.officer, at=NOW)
    said = page(scene, episode)
    done = said[said.index("Done") : said.index("What is known")]
    assert "Vulnerability check 6 h late" in done
    assert "Seen alone." in done
    assert "Chat offer Taken back" in done
    assert "Chat offer Waived" in done and "Missing chat Waived" in done
    assert "Asked elsewhere." in done
    assert "Attendance" in done
    assert "The child was back first." in done
    assert "everything is done" in said


def test_an_analyst_sees_neither_name_nor_free_text_nor_what_was_received(scene: Scene) -> None:
    """SHA-2: analyst without names."""
    with within(scene.here.pk):
        episode = from_the_feed(
            a_feed_message(
                "MP/2", MessageKind.INITIAL, NOW - timedelta(hours=4), last_seen=Moment(NOW - timedelta(hours=5)),
                from_where="1 Nowhere Row", circumstances="Left with her cousin Nemo.",
            ),
            a_feed_message(
                "MP/2", MessageKind.FOUND, NOW - timedelta(hours=1), found=Moment(NOW - timedelta(hours=2)),
                found_where="Pretend Pier",
            ),
        )  # fmt: skip
        record_step(
            episode=episode,
            kind=StepKind.VULNERABILITY_CHECK,
            happened=Moment(NOW),
            by=scene.officer,
            at=NOW,
            note="Seen at Pretend Pier.",
        )
        number = episode.child.number
    said = text_of(scene.sees_as(Role.ANALYST).get(f"/missing/{episode.pk}/"))
    assert number in said
    for hidden in ("Rowan", "Nowhere Row", "Nemo", "Pretend Pier", "As received:"):
        assert hidden not in said
    assert "Pretend Pier" in page(scene, episode)


def test_the_page_says_why_it_is_seen_and_leaves_a_look_on_the_trail(scene: Scene) -> None:
    """SHA-2, SHA-6."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        episode = an_episode(a_child(worker=worker), by=scene.officer)
    said = text_of(signed_in_client(worker).get(f"/missing/{episode.pk}/"))
    assert "You see this: you work with this child (social worker)." in said
    with within(scene.here.pk):
        looks = Entry.objects.filter(what="missing/episode", member_id=worker.pk, child_id=episode.child_id)
        assert looks.count() == 1


def test_an_episode_out_of_scope_looks_like_one_that_is_not_there(scene: Scene) -> None:
    """SHA-2, security.md 2: another area, another partnership and no episode at all answer alike, on every page of it."""
    elsewhere = Scene()
    with within(elsewhere.here.pk):
        foreign = an_episode(a_child(), by=elsewhere.officer)
    with within(scene.here.pk):
        far = an_episode(a_child(area=an_area(scene.here, "Harlow")), by=scene.officer, hours_ago=9, back_hours_ago=2)
        step = record_step(
            episode=far, kind=StepKind.VULNERABILITY_CHECK, happened=Moment(NOW), by=scene.officer, at=datetime.now(UTC)
        )
    client = scene.sees_as(Role.LIAISON_OFFICER, "Mid")
    ways = ("", "grade/", "return/", "correct/", "steps/contact/", f"withdraw/{step.pk}/")
    for key in (far.pk, foreign.pk, uuid4()):
        for way in ways:
            assert client.get(f"/missing/{key}/{way}").status_code == 404
            assert client.post(f"/missing/{key}/{way}").status_code in (404, 405)
    assert scene.client.get(f"/missing/{far.pk}/withdraw/{step.pk}/").status_code == 200


def test_the_page_asks_as_much_of_a_long_history_as_of_a_short_one(scene: Scene) -> None:
    """The bar: at most 12 queries."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER, worker=worker)
        for days in range(8, 1, -1):
            an_episode(child, by=scene.officer, hours_ago=days * 24, back_hours_ago=days * 24 - 9)
        episode = an_episode(child, by=scene.officer, hours_ago=12)
        for hour in range(5):
            grade(
                episode=episode, grade=Grade.PRIORITY, risk=Risk.HIGH, risk_reason=f"Reason {hour}.", by=scene.officer,
                at=NOW + timedelta(seconds=hour),
            )  # fmt: skip
        episode = record_return(episode=episode, found=Moment(NOW), by=scene.officer, at=NOW + timedelta(minutes=1))
        for kind in StepKind:
            record_step(
                episode=episode,
                kind=kind,
                happened=Moment(NOW),
                reference="P1",
                by=scene.officer,
                at=NOW + timedelta(minutes=2),
            )
    for client in (scene.client, signed_in_client(worker)):
        client.get(f"/missing/{episode.pk}/")
        with asking_at_most(12):
            said = text_of(client.get(f"/missing/{episode.pk}/"))
    assert said.count("Superseded") == 6  # five reasons for the risk, and medium
