"""EXP-6: every form about a group or place: what is missing or wrong is said, what was typed stands, nothing is written."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from lantern.network.models import (
    Context,
    ContextAssessment,
    ContextChild,
    ContextPerson,
    ContextTurn,
    Guardian,
    PlanStep,
)
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Turn
from lantern.organisation.models import Member
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import a_member, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import text_of
from tests.integration.network.forms_sent import GRADED, TO_COME, TYPED, boxes, day, refuses, without
from tests.integration.network.places import Places
from tests.integration.network.refused import ended

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
BASE = "/persons/contexts/"
WHAT = {
    "name": TYPED, "kind": "business", "certainty": "suspected", "area": "", "address": "3 Invented Way",
    "latitude": "51.73", "longitude": "0.47",
}  # fmt: skip
ASSESSED = {"risks": TYPED, "strengths": "Well lit & open", **day("review_on", TO_COME)}
GUARDIAN = {"who": TYPED, "how": "Calls at once", **day("since")}
STEP = {"text": TYPED, **day("due_on", TO_COME)}
DONE = {"outcome": TYPED, **day("on")}
OVER = {"because": TYPED, **day("on")}


@pytest.fixture
def client(places: Places) -> Client:
    return signed_in_client(places.county)


WRONG = [
    (WHAT | {"name": " "}, "Enter the name"),
    (WHAT | {"name": "n" * 121}, "at most 120"),
    (without(WHAT, "kind"), "kind"),
    (WHAT | {"kind": "ship"}, "Select a valid choice"),
    (without(WHAT, "certainty"), "Choose whether it is suspected or known"),
    (WHAT | {"certainty": "perhaps"}, "Select a valid choice"),
    (WHAT | {"area": "nowhere"}, "Select a valid choice"),
    (WHAT | {"address": "a" * 201}, "at most 200"),
    (WHAT | {"latitude": "90.1"}, "less than or equal to 90"),
    (WHAT | {"longitude": "-180.1"}, "greater than or equal to -180"),
    (WHAT | {"latitude": "north"}, "Enter a number"),
    (WHAT | {"latitude": "nan"}, "Enter a number"),
    (without(WHAT, "latitude"), "Enter latitude and longitude, or neither"),
    (without(WHAT, "longitude"), "Enter latitude and longitude, or neither"),
]


def keeps(client: Client, url: str, sent: dict[str, str], said: str) -> None:
    """The page says what is wrong and holds each text that was typed; what is no choice of a list it cannot hold."""
    answer = client.post(url, sent)
    assert answer.status_code == 200, answer.get("Location", answer.status_code)
    html = unescape(answer.content.decode())
    assert said in text_of(answer) and "There is a problem" in html
    for name in ("name", "address", "latitude", "longitude"):
        assert f'value="{sent.get(name, "").strip()}"' in html or not sent.get(name, "").strip(), f"{name} is lost"


@pytest.mark.parametrize("sent, said", WRONG, ids=[f"{said} {number}" for number, (_, said) in enumerate(WRONG)])
def test_what_it_is_and_where(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: of a new record as of one that is changed."""
    keeps(client, f"{BASE}new/", sent, said)
    assert not Context.objects.exists()
    place = places.place()
    keeps(client, f"{BASE}{place.pk}/change/", sent | {"version": "1"}, said)
    place.refresh_from_db()
    assert (place.name, place.version) == ("Fictional Arcade", 1) and not ContextTurn.objects.exists()


@pytest.mark.parametrize("kind", list(ContextKind))
def test_of_every_kind_there_is_one(places: Places, client: Client, kind: ContextKind) -> None:
    """EXP-6: without an address and a point; what was typed is what is kept."""
    sent = {"name": TYPED, "kind": kind.value, "certainty": "known", "area": str(places.colchester.pk)}
    assert client.post(f"{BASE}new/", sent).status_code == 302
    made = Context.objects.get()
    assert (made.name, made.kind, made.area_id, made.address) == (TYPED, kind, places.colchester.pk, "")
    assert kind.label in text_of(client.get(f"{BASE}{made.pk}/"))
    assert made.name in unescape(client.get(f"{BASE}?kind={kind.value}").content.decode())


def test_a_change_asks_with_what_stands(places: Places, client: Client) -> None:
    """EXP-6: each box holds what the record holds."""
    assert client.post(f"{BASE}new/", WHAT | {"area": str(places.colchester.pk)}).status_code == 302
    html = unescape(client.get(f"{BASE}{Context.objects.get().pk}/change/").content.decode())
    for name in ("name", "address", "latitude", "longitude"):
        assert f'value="{WHAT[name]}"' in html, name
    assert f'<option value="{places.colchester.pk}" selected' in html and '<option value="business" selected' in html


@pytest.mark.parametrize("version", ["", "0", "7"])
def test_a_change_of_no_version_that_stands_loses_nothing(places: Places, client: Client, version: str) -> None:
    """EXP-6: what stands is shown, what was typed is in the boxes."""
    place = places.place()
    page = client.post(f"{BASE}{place.pk}/change/", WHAT | {"version": version})
    assert "It stands now as: Fictional Arcade" in text_of(page)
    assert f'value="{TYPED}"' in unescape(page.content.decode())
    place.refresh_from_db()
    assert place.version == 1


RISKS = [
    (ASSESSED | {"risks": " "}, "Say what the risks are"),
    (ASSESSED | {"risks": "r" * 4001}, "at most 4000"),
    (ASSESSED | {"strengths": "s" * 4001}, "at most 4000"),
    (without(ASSESSED, *boxes("review_on")), "Enter the day by which it is looked at again"),
    (ASSESSED | {"review_on-month": "13"}, "must be a real date"),
    (ASSESSED | day("review_on", today() - A_DAY), "Enter a day that is still to come"),
]


@pytest.mark.parametrize("sent, said", RISKS, ids=[said for _, said in RISKS])
def test_an_assessment(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: risks, and a day that is not past."""
    refuses(client, f"{BASE}{places.place().pk}/assess/", sent | {"version": "1"}, said)
    assert not ContextAssessment.objects.exists()


def test_the_next_assessment_begins_with_the_last(places: Places, client: Client) -> None:
    """EXP-6: nothing is typed twice; the earlier one stays as it is."""
    place = places.place()
    places.assesses(place, TYPED)
    url = f"{BASE}{place.pk}/assess/"
    page = unescape(client.get(url).content.decode())
    assert TYPED in page and 'name="version" value="2"' in page
    assert "The boxes begin with assessment 1, County Example, today" in text_of(client.get(url))


GUARDIANS = [
    (GUARDIAN | {"who": " "}, "Answer “Who?”"),
    (GUARDIAN | {"who": "w" * 121}, "at most 120"),
    (GUARDIAN | {"how": "h" * 401}, "at most 400"),
    (without(GUARDIAN, *boxes("since")), "Enter the day since when"),
    (GUARDIAN | day("since", TO_COME), "must not be in the future"),
]


@pytest.mark.parametrize("sent, said", GUARDIANS, ids=[said for _, said in GUARDIANS])
def test_a_guardian(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: somebody, since a day that has been."""
    refuses(client, f"{BASE}{places.place().pk}/guardian/", sent, said)
    assert not Guardian.objects.exists()


@pytest.mark.parametrize(
    "sent, said",
    [
        ({}, "Enter the day until when"),
        (day("on", TO_COME), "must not be in the future"),
        (day("on", today() - A_DAY), "It cannot end before it began"),
    ],
    ids=["no day", "to come", "before"],
)
def test_the_end_of_a_guardian(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: the refusal of the action is told in the form."""
    guardian = places.guardian(places.place())
    refuses(client, f"{BASE}guardians/{guardian.pk}/", sent, said)
    guardian.refresh_from_db()
    assert guardian.until is None


STEPS = [
    (STEP | {"text": " "}, "Answer “What is to be done?”"),
    (STEP | {"text": "t" * 401}, "at most 400"),
    (STEP | {"owner": ""}, "Choose who does it"),
    (without(STEP, *boxes("due_on")), "Enter the day by which it is done"),
    (STEP | {"due_on-day": "31", "due_on-month": "2"}, "must be a real date"),
]


@pytest.mark.parametrize("sent, said", STEPS, ids=[said for _, said in STEPS])
def test_a_step(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: something, of somebody, by a day."""
    sent = {"owner": str(places.mid.pk)} | sent
    refuses(client, f"{BASE}{places.place().pk}/step/", sent, said)
    assert not PlanStep.objects.exists()


def test_a_step_is_given_to_nobody_who_left_or_is_of_another_partnership(places: Places, client: Client) -> None:
    """PAR-1: neither is a choice."""
    elsewhere = Places()
    place = places.place()
    with within(places.here.pk):
        answer = client.post(f"{BASE}{place.pk}/step/", STEP | {"owner": str(elsewhere.mid.pk)})
        assert answer.status_code == 200 and "Select a valid choice" in text_of(answer)
        assert elsewhere.mid.name == places.mid.name, "so that the name alone would not tell"
        assert not PlanStep.objects.exists()


DONES = [
    (DONE | {"outcome": " "}, "Say what came of it"),
    (DONE | {"outcome": "o" * 1001}, "at most 1000"),
    (without(DONE, *boxes("on")), "Enter the day it was done"),
    (DONE | day("on", TO_COME), "must not be in the future"),
]


@pytest.mark.parametrize("sent, said", DONES, ids=[said for _, said in DONES])
def test_what_came_of_a_step(places: Places, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-6: in words, on a day that has been."""
    step = places.step(places.place())
    refuses(client, f"{BASE}steps/{step.pk}/", sent, said)
    step.refresh_from_db()
    assert (step.done_on, step.outcome) == (None, "")


def test_a_step_that_somebody_did_meanwhile(places: Places, client: Client) -> None:
    """EXP-6: the second is told, and their words stand in the form."""
    step = places.step(places.place())
    places.done(step)
    refuses(client, f"{BASE}steps/{step.pk}/", DONE, "This step is done already.")
    step.refresh_from_db()
    assert step.outcome == "Six lamps."


def test_who_may_say_what_came_of_it(places: Places) -> None:
    """EXP-6: its owner, and who records; a chair who reads is led to no step of others, and finds nothing there."""
    place = places.place()
    chair = a_member(places.here, "chair", name="Chair Sample")
    own, step = places.step(place, "Of the chair", owner=chair), places.step(place, "Of the county")

    def led_to(member: Member) -> set[str]:
        html = signed_in_client(member).get(f"{BASE}{place.pk}/").content.decode()
        return {each.text for each in (own, step) if f"{BASE}steps/{each.pk}/" in html}

    assert led_to(places.county) == {"Of the chair", "Of the county"}
    assert led_to(chair) == {"Of the chair"}
    reads = signed_in_client(chair)
    assert "Of the county" in text_of(reads.get(f"{BASE}{place.pk}/"))
    assert reads.get(f"{BASE}steps/{step.pk}/").status_code == 404
    assert reads.post(f"{BASE}steps/{step.pk}/", DONE).status_code == 404
    assert reads.post(f"{BASE}steps/{own.pk}/", DONE).status_code == 302


TIES = [
    (without(GRADED, "source"), "Enter who or what says so"),
    (GRADED | {"handling": ""}, "Choose how it may be shared"),
    (GRADED | {"certainty": ""}, "Choose how sure it is"),
    (GRADED | {"note": "n" * 401}, "at most 400"),
    (GRADED | day("since", TO_COME), "must not be in the future"),
    (GRADED | {"kind": ""}, "Choose what kind of tie"),
]


@pytest.mark.parametrize("to", ["child", "person"])
@pytest.mark.parametrize("sent, said", TIES, ids=[said for _, said in TIES])
def test_a_tie(places: Places, client: Client, to: str, sent: dict[str, str], said: str) -> None:
    """EXP-6: to a child as to a person of concern: what kind, how sure, who says so, with a grade."""
    place = places.place()
    whom = places.children()[0].pk if to == "child" else places.person().pk
    sent = {"kind": "goes there", "certainty": "known"} | sent
    refuses(client, f"{BASE}{place.pk}/tie-{to}/?{'child' if to == 'child' else 'other'}={whom}", sent, said)
    assert not ContextChild.objects.exists() and not ContextPerson.objects.exists()


@pytest.mark.parametrize("to", ["child", "person"])
def test_of_every_kind_there_is_a_tie(places: Places, client: Client, to: str) -> None:
    """EXP-6: each reads as a sentence on the page."""
    place, kinds = places.place(), ContextTieKind if to == "child" else ContextRole
    whom = places.children()[0].pk if to == "child" else places.person().pk
    url = f"{BASE}{place.pk}/tie-{to}/?{'child' if to == 'child' else 'other'}={whom}"
    for kind in kinds:
        assert client.post(url, {"kind": kind.value, "certainty": "known", **GRADED}).status_code == 302
    said = text_of(client.get(f"{BASE}{place.pk}/"))
    name = "Amber Fictional" if to == "child" else "Vance Madeup"
    assert all(f"{name}: {kind.label.lower()}" in said for kind in kinds)


@pytest.mark.parametrize("to", ["child", "person"])
def test_as_sure_as_it_stands_is_told_in_the_form(places: Places, client: Client, to: str) -> None:
    """EXP-6: with what was typed."""
    place, (amber, _), person = places.place(), places.children(), places.person()
    places.ties(place, amber)
    places.ties_person(place, person, kind=ContextRole.GOES)
    whom = f"child={amber.pk}" if to == "child" else f"other={person.pk}"
    sent = {"kind": "goes there", "certainty": "known", "note": TYPED, **GRADED}
    refuses(client, f"{BASE}{place.pk}/tie-{to}/?{whom}", sent, "This tie stands already, as sure as that.")


@pytest.mark.parametrize("kind", ["child", "person"])
@pytest.mark.parametrize(
    "sent, said",
    [
        (OVER | {"because": " "}, "Say why it is over"),
        (OVER | {"because": "b" * 401}, "at most 400"),
        (without(OVER, *boxes("on")), "Enter the day since when it is over"),
        (OVER | day("on", TO_COME), "must not be in the future"),
    ],
    ids=["no reason", "too long", "no day", "to come"],
)
def test_the_end_of_a_tie(places: Places, client: Client, kind: str, sent: dict[str, str], said: str) -> None:
    """EXP-6: since when and why."""
    tie = _tie(places, kind)
    refuses(client, f"{BASE}{kind}/{tie.pk}/over/", sent, said)
    tie.refresh_from_db()
    assert tie.ended_on is None
    ended(places, tie)
    refuses(client, f"{BASE}{kind}/{tie.pk}/over/", OVER, "This tie is over already")


@pytest.mark.parametrize("kind", ["child", "person", "step"])
@pytest.mark.parametrize("because, said", [("", "Say why"), ("b" * 401, "at most 400")])
def test_taking_back(places: Places, client: Client, kind: str, because: str, said: str) -> None:
    """INT-5: never without a reason; once taken back, it has no form any more."""
    made = places.step(places.place()) if kind == "step" else _tie(places, kind)
    url = f"{BASE}{kind}/{made.pk}/take-back/"
    refuses(client, url, {"because": because}, said)
    made.refresh_from_db()
    assert made.withdrawn_at is None
    assert client.post(url, {"because": TYPED}).status_code == 302
    assert (client.get(url).status_code, client.post(url, {"because": TYPED}).status_code) == (404, 404)


@pytest.mark.parametrize("because, said", [(" ", "Say why"), ("b" * 401, "at most 400")])
def test_closing_and_opening(places: Places, client: Client, because: str, said: str) -> None:
    """EXP-6: never without a reason, either way."""
    place = places.place()
    for what in (Turn.CLOSED, Turn.REOPENED):
        refuses(client, f"{BASE}{place.pk}/close/", {"because": because}, said)
        assert not ContextTurn.objects.filter(what=what).exists()
        assert client.post(f"{BASE}{place.pk}/close/", {"because": TYPED}).status_code == 302
        assert ContextTurn.objects.get(what=what).because == TYPED


@pytest.mark.parametrize("kind", ["ship", "statement", "CHILD"])
def test_there_is_nothing_else_to_take_back_or_to_end(places: Places, client: Client, kind: str) -> None:
    """EXP-6: and a step is never over, it is done."""
    tie, step = _tie(places, "child"), places.step(places.place("Pretend Park"))
    for url in (f"{BASE}{kind}/{tie.pk}/take-back/", f"{BASE}{kind}/{tie.pk}/over/", f"{BASE}step/{step.pk}/over/"):
        assert client.get(url).status_code == 404
        assert client.post(url, OVER).status_code == 404


def _tie(places: Places, kind: str) -> Any:
    place = places.place()
    if kind == "child":
        return places.ties(place, places.children()[0])
    return places.ties_person(place, places.person())


@pytest.mark.parametrize("to, what", [("child", "network/context_child"), ("person", "network/context_person")])
def test_whoever_is_sought_leaves_a_trace_without_the_words(places: Places, client: Client, to: str, what: str) -> None:
    """SHA-6: that it was searched for whom to tie, how many were shown, and not what was typed."""
    places.children()
    places.person("Amber Madeup")
    page = client.get(f"{BASE}{places.place().pk}/tie-{to}/?q=amber")
    assert ("Amber Fictional" if to == "child" else "Amber Madeup") in text_of(page)
    entry = Entry.objects.filter(what=what, kind="search").order_by("id").first()
    assert entry is not None and "amber" not in f"{entry.detail}{entry.purpose}".casefold()
    assert "nothing" not in text_of(client.get(f"{BASE}{places.place().pk}/tie-{to}/")).casefold()
