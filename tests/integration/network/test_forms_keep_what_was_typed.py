"""EXP-5, INT-3: every form about a person of concern: what is missing or wrong is said, and what was typed stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.network.models import (
    Breach,
    ChildTie,
    Joining,
    Order,
    PersonOfConcern,
    PersonTie,
    PersonTurn,
    SameChild,
    Statement,
)
from lantern.network.vocabulary.persons import About
from tests.factories.people import signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import text_of
from tests.integration.network.concern import Concern
from tests.integration.network.forms_sent import GRADED, TO_COME, TYPED, boxes, day, refuses, without
from tests.integration.network.refused import an_order, ended, lifted, tied_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(concern: Concern) -> Client:
    return signed_in_client(concern.county)


STATEMENT = {"about": "alias", "words": TYPED, **GRADED, **day("on")}
TIE = {"kind": "drives", "certainty": "known", "note": TYPED, **GRADED}
ORDER = {
    "power": "sexual risk order", "issued_by": TYPED, "reference": "FC 7", "conditions": "Stays away.", **day("issued_on"),
}  # fmt: skip
BREACH = {"words": TYPED, "reported_to": "Fictional Police", **day("on")}
END = {"because": TYPED, **day("on")}


STATEMENTS = [
    (without(STATEMENT, "about"), "Choose what it is about"),
    (STATEMENT | {"about": "shoe size"}, "Select a valid choice"),
    (STATEMENT | {"words": " "}, "Enter what is said"),
    (STATEMENT | {"words": "x" * 401}, "at most 400"),
    (STATEMENT | {"source": ""}, "Enter who or what says so"),
    (STATEMENT | {"source": "s" * 201}, "at most 200"),
    (STATEMENT | {"source_grade": ""}, "Choose how reliable the source is"),
    (STATEMENT | {"information_grade": ""}, "Choose how far the information is known"),
    (STATEMENT | {"handling": ""}, "Choose how it may be shared"),
    (STATEMENT | {"handling": "P1"}, "Select a valid choice"),
    (STATEMENT | {"source_grade": "A"}, "Select a valid choice"),
    (without(STATEMENT, *boxes("on")), "Enter the day as of which it is said"),
    (STATEMENT | {"on-month": "13"}, "must be a real date"),
    (STATEMENT | {"on-year": "26"}, "Year must include 4 numbers"),
    (STATEMENT | day("on", TO_COME), "must not be in the future"),
    (STATEMENT | {"about": "born"}, "Enter the date of birth"),
    (STATEMENT | {"about": "born"} | day("day", TO_COME), "The date of birth must not be in the future"),
    (STATEMENT | {"about": "born", "day-day": "31", "day-month": "2", "day-year": "1990"}, "must be a real date"),
]


@pytest.mark.parametrize("sent, said", STATEMENTS, ids=[said for _, said in STATEMENTS])
def test_a_statement(concern: Concern, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-5, INT-3: words, a source, a grade of the scheme in use, a day that has been."""
    refuses(client, f"/persons/{concern.person().pk}/say/", sent, said)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("about", [each for each in About if each is not About.BORN])
def test_of_whatever_it_is_about_words_are_enough(concern: Concern, client: Client, about: About) -> None:
    """EXP-5: a date of birth typed beside another thing is not kept as one."""
    sent = STATEMENT | {"about": about} | day("day", date(1990, 2, 3))
    assert client.post(f"/persons/{concern.person().pk}/say/", sent).status_code == 302
    made = Statement.objects.get()
    assert (made.about, made.day, made.graded) == (about, None, "1 B C (3x5x2)")
    assert made.words.casefold() == TYPED.casefold()
    assert (made.entity is not None) is (
        about in {About.ADDRESS, About.PLACE, About.VEHICLE, About.PHONE, About.ACCOUNT}
    )


TIES = [
    (without(TIE, "kind"), "Choose what kind of tie"),
    (TIE | {"kind": "owns"}, "Select a valid choice"),
    (without(TIE, "certainty"), "Choose how sure it is"),
    (TIE | {"certainty": "perhaps"}, "Select a valid choice"),
    (TIE | {"note": "n" * 401}, "at most 400"),
    (TIE | day("since", TO_COME), "must not be in the future"),
    (TIE | {"since-day": "3", "since-month": "", "since-year": ""}, "must include"),
    (without(TIE, "source"), "Enter who or what says so"),
    (TIE | {"handling": ""}, "Choose how it may be shared"),
]


@pytest.mark.parametrize("to", ["child", "person"])
@pytest.mark.parametrize("sent, said", TIES, ids=[said for _, said in TIES])
def test_a_tie(concern: Concern, client: Client, to: str, sent: dict[str, str], said: str) -> None:
    """EXP-5: to a child as to another person: what kind, how sure, who says so, with a grade."""
    person = concern.person()
    whom = concern.children()[0].pk if to == "child" else concern.person("Mick Nowhere").pk
    key = "child" if to == "child" else "other"
    sent = sent | {"kind": "drives for"} if to == "person" and sent.get("kind") == "drives" else sent
    refuses(client, f"/persons/{person.pk}/tie-{to}/?{key}={whom}", sent, said)
    assert not ChildTie.objects.exists() and not PersonTie.objects.exists()


ORDERS = [
    (without(ORDER, "power"), "Choose which power"),
    (ORDER | {"power": "closure order"}, "Select a valid choice"),
    (ORDER | {"issued_by": " "}, "Enter who issued it"),
    (ORDER | {"issued_by": "i" * 121}, "at most 120"),
    (ORDER | {"reference": "r" * 61}, "at most 60"),
    (ORDER | {"conditions": "c" * 2001}, "at most 2000"),
    (without(ORDER, *boxes("issued_on")), "Enter the day it was issued"),
    (ORDER | day("issued_on", TO_COME), "The day it was issued must not be in the future"),
    (ORDER | day("expires_on", today() - timedelta(days=1)), "must not be before the day it was issued"),
    (ORDER | {"expires_on-day": "31", "expires_on-month": "6", "expires_on-year": "2027"}, "must be a real date"),
]


@pytest.mark.parametrize("sent, said", ORDERS, ids=[said for _, said in ORDERS])
def test_an_order(concern: Concern, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-5: a power over persons, by whom, since when, until a day that is not before."""
    refuses(client, f"/persons/{concern.person().pk}/order/", sent, said)
    assert not Order.objects.exists()


def test_an_orders_last_day_may_be_the_day_of_its_issue_or_none(concern: Concern, client: Client) -> None:
    """EXP-5: and what was typed is what is kept."""
    url = f"/persons/{concern.person().pk}/order/"
    for more in ({}, day("expires_on")):
        assert client.post(url, ORDER | more).status_code == 302
    without_end, of_a_day = Order.objects.order_by("at")
    assert (without_end.expires_on, of_a_day.expires_on) == (None, today())
    assert (of_a_day.issued_by, of_a_day.reference, of_a_day.conditions) == (TYPED, "FC 7", "Stays away.")


BREACHES = [
    (BREACH | {"words": ""}, "Say what happened"),
    (BREACH | {"words": "w" * 1001}, "at most 1000"),
    (BREACH | {"reported_to": "r" * 121}, "at most 120"),
    (without(BREACH, *boxes("on")), "Enter the day of the breach"),
    (BREACH | day("on", TO_COME), "The day of the breach must not be in the future"),
    (BREACH | day("on", today() - timedelta(days=1)), "It cannot be breached before it was issued"),
]


@pytest.mark.parametrize("sent, said", BREACHES, ids=[said for _, said in BREACHES])
def test_a_breach(concern: Concern, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-5: what, when, not before the order was issued."""
    order = an_order(concern, concern.person())
    refuses(client, f"/persons/order/{order.pk}/breach/", sent, said)
    assert not Breach.objects.exists()


ENDS = [
    (END | {"because": " "}, "Say why it is over"),
    (END | {"because": "b" * 401}, "at most 400"),
    (without(END, *boxes("on")), "Enter the day since when it is over"),
    (END | day("on", TO_COME), "must not be in the future"),
]


@pytest.mark.parametrize("what", ["child-tie", "tie", "order"])
@pytest.mark.parametrize("sent, said", ENDS, ids=[said for _, said in ENDS])
def test_an_end(concern: Concern, client: Client, what: str, sent: dict[str, str], said: str) -> None:
    """EXP-5: of a tie as of an order: since when and why."""
    made = _made(concern, what)
    url = f"/persons/order/{made.pk}/end/" if what == "order" else f"/persons/{what}/{made.pk}/over/"
    refuses(client, url, sent, said)
    made.refresh_from_db()
    assert made.ended_on is None


@pytest.mark.parametrize("what", ["child-tie", "tie", "order"])
def test_what_is_over_is_not_ended_by_a_page_that_was_open_before(concern: Concern, client: Client, what: str) -> None:
    """EXP-5: the second is told, and their words stand in the form."""
    made = _made(concern, what)
    if what == "order":
        lifted(concern, made)
    else:
        ended(concern, made)
    url = f"/persons/order/{made.pk}/end/" if what == "order" else f"/persons/{what}/{made.pk}/over/"
    refuses(client, url, END, "is over already")
    made.refresh_from_db()
    assert made.ended_because in ("Quashed.", "Moved away.")


@pytest.mark.parametrize("what", ["statement", "child-tie", "tie", "order"])
@pytest.mark.parametrize("because, said", [("", "Say why"), ("b" * 401, "at most 400")])
def test_taking_back(concern: Concern, client: Client, what: str, because: str, said: str) -> None:
    """INT-5: never without a reason."""
    made = _made(concern, what)
    refuses(client, f"/persons/{what}/{made.pk}/take-back/", {"because": because}, said)
    made.refresh_from_db()
    assert made.withdrawn_at is None


def _made(concern: Concern, what: str) -> Any:
    person = concern.person()
    if what == "child-tie":
        return concern.tie(person, concern.children()[0])
    if what == "tie":
        return tied_to(concern, person, concern.person("Mick Nowhere"))
    return an_order(concern, person) if what == "order" else concern.says(person, About.ALIAS, "Vee")


PERSONS = [
    ({"name": "", "description": ""}, "Enter a name, or how they can be told from others"),
    ({"name": "n" * 121, "description": TYPED}, "at most 120"),
    ({"name": TYPED, "description": "d" * 201}, "at most 200"),
    ({"name": TYPED, "area": "nowhere"}, "Select a valid choice"),
]


@pytest.mark.parametrize("sent, said", PERSONS, ids=[said for _, said in PERSONS])
def test_a_new_person(client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-5: a name or how they can be told from others; an area that there is."""
    answer = client.post("/persons/new/", sent)
    assert answer.status_code == 200 and said in text_of(answer)
    assert not PersonOfConcern.objects.exists()


@pytest.mark.parametrize("sent, said", PERSONS, ids=[said for _, said in PERSONS])
def test_a_changed_person(concern: Concern, client: Client, sent: dict[str, str], said: str) -> None:
    """EXP-5: the same of a change; what stood stands."""
    person = concern.person()
    answer = client.post(f"/persons/{person.pk}/change/", sent | {"version": "1"})
    assert answer.status_code == 200 and said in text_of(answer)
    person.refresh_from_db()
    assert (person.name, person.version) == ("Vance Madeup", 1) and not PersonTurn.objects.exists()


@pytest.mark.parametrize("version", ["", "0", "7"])
def test_a_change_of_no_version_that_stands_loses_nothing(concern: Concern, client: Client, version: str) -> None:
    """EXP-5: what stands is shown beside what was typed."""
    person = concern.person(area=concern.chelmsford)
    sent = {"name": TYPED, "description": "Tall", "version": version}
    html = refuses(client, f"/persons/{person.pk}/change/", without(sent, "version") | {"version": version}, "changed")
    assert "Now: Vance Madeup" in html and "Yours: " + TYPED in html
    assert "Now: Chelmsford" in html and "Yours: empty" in html
    person.refresh_from_db()
    assert person.name == "Vance Madeup"


def test_a_change_asks_with_what_stands(concern: Concern, client: Client) -> None:
    """EXP-5: each box holds what the record holds."""
    person = concern.person(description="Tall", area=concern.colchester)
    html = client.get(f"/persons/{person.pk}/change/").content.decode()
    assert 'value="Vance Madeup"' in html and 'value="Tall"' in html
    assert f'<option value="{concern.colchester.pk}" selected' in html


@pytest.mark.parametrize("act", ["close", "join"])
def test_closing_and_joining_ask_why(concern: Concern, client: Client, act: str) -> None:
    """EXP-5: in words that are not too many."""
    person, other = concern.person(), concern.person("Vic Nowhere")
    url = f"/persons/{person.pk}/{act}/" + (f"?other={other.pk}" if act == "join" else "")
    for because, said in ((" ", "Say why"), ("b" * 401, "at most 400")):
        refuses(client, url, {"because": because}, said)
    person.refresh_from_db()
    assert person.closed_at is None and not Joining.objects.exists()


def test_joining_what_is_joined_meanwhile_is_told(concern: Concern, client: Client) -> None:
    """EXP-5: two records joined the other way round a moment before."""
    person, other = concern.person(), concern.person("Vic Nowhere")
    url = f"/persons/{person.pk}/join/?other={other.pk}"
    assert client.post(url, {"because": TYPED}).status_code == 302
    assert client.post(url, {"because": TYPED}).status_code == 404, "the other stands for itself no more"
    assert Joining.objects.count() == 1


@pytest.mark.parametrize("child", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_no_child_is_no_answer(concern: Concern, client: Client, child: str) -> None:
    """EXP-5: nothing is said of a child that there is not."""
    url = f"/persons/{concern.person().pk}/child/"
    assert client.post(url, {"child": child, "answer": "same"}).status_code == 404
    assert not SameChild.objects.exists()


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "perhaps"}])
def test_an_answer_is_one_of_the_two(concern: Concern, client: Client, answer: dict[str, str]) -> None:
    """EXP-5: nobody is said to be somebody else because nothing was answered."""
    person, (amber, _) = concern.person(), concern.children()
    assert client.post(f"/persons/{person.pk}/child/", {"child": str(amber.pk)} | answer).status_code == 404
    assert not SameChild.objects.exists()
