"""MIS-16: the inspection list from the record to the file."""

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.exchange.rules.inspection import HEADINGS
from lantern.missing import actions
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Said, StepKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import an_area, now
from tests.factories.today import today
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
LIST, TAKE = "/inspection/", "/inspection/take-out/"
PURPOSE = {"purpose": "The inspection"}


class Care(Scene):
    """A coordinator of the whole partnership, and children in care."""

    def __init__(self) -> None:
        super().__init__()
        self.client: Client = self.sees_as(Role.MISSING_COORDINATOR)

    def in_care(self, forename: str, number: str = "", **known: Any) -> Child:
        with within(self.here.pk):
            child = a_child(forename, status=Status.LOOKED_AFTER, area=an_area(self.here, "Chelmsford"), **known)
            if number:
                children.add_reference(child=child, system="council", value=number, by=self.officer, at=now())
        return child

    def away(self, child: Child, *, offered: bool = False) -> None:
        with within(self.here.pk):
            episode = an_episode(child, by=self.officer, hours_ago=30, back_hours_ago=20)
            if offered:
                actions.record_step(
                    episode=episode, kind=StepKind.CHAT_OFFER, happened=Moment(now()), by=self.officer, at=now()
                )

    def csv(self) -> list[list[str]]:
        import csv

        response = self.client.post(TAKE, {**PURPOSE, "csv": "1"})
        return list(csv.reader(io.StringIO(response.content.decode())))


@pytest.fixture
def care() -> Care:
    return Care()


def test_a_row_for_each_child_in_care(care: Care) -> None:
    """MIS-16: by the council's number; counts, and the chat after the latest."""
    rowan, robin = care.in_care("Rowan", "C-2"), care.in_care("Robin", "C-1")
    care.away(rowan, offered=True)
    assert care.csv() == [
        list(HEADINGS),
        ["C-1", "03/03/2012", "0", "0", "", ""],
        ["C-2", "03/03/2012", "1", "0", "Y", "N"],
    ]
    said = text_of(care.client.get(LIST))
    assert "2 children looked after between" in said
    assert robin.forename in said


@pytest.mark.parametrize(
    ("said", "in_the_list"),
    [
        ([Said.ACCEPTED], ["Y", "Y"]),
        ([Said.DECLINED], ["Y", "N"]),
        ([Said.NO_ANSWER, Said.ACCEPTED], ["Y", "Y"]),
        ([], ["Y", "N"]),
    ],
)
def test_a_chat_is_accepted_by_a_yes(care: Care, said: list[Said], in_the_list: list[str]) -> None:
    """MIS-9, MIS-16: by the child's word, after the latest episode."""
    child = care.in_care("Rowan", "C1")
    with within(care.here.pk):
        episode = an_episode(child, by=care.officer, hours_ago=30, back_hours_ago=20)
        offer = actions.offer_chat(
            episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(now()), by=care.officer, at=now()
        )
        for word in said:
            answer = actions.answer_chat(
                chat=offer.chat, whose=OfferedTo.CHILD, said=word, happened=Moment(now()), by=care.officer, at=now()
            )
    assert care.csv()[1][-2:] == in_the_list
    if said == [Said.ACCEPTED]:
        with within(care.here.pk):
            actions.withdraw_chat_fact(fact=answer, by=care.officer, at=now())
        assert care.csv()[1][-2:] == ["Y", "N"]


def test_children_who_were_not_in_care_are_not_on_it(care: Care) -> None:
    """MIS-16: looked after within the twelve months; one whose care ended before is not."""
    with within(care.here.pk):
        left = a_child("Left", status=Status.LOOKED_AFTER, area=an_area(care.here, "Chelmsford"))
        children.set_status(child=left, status=Status.NONE, since=date(2021, 1, 1), by=care.officer, at=now())
        a_child("Home", status=Status.IN_NEED)
    care.in_care("Rowan", "C-2")
    assert [row[0] for row in care.csv()[1:]] == ["C-2"]


def test_an_episode_from_before_care_does_not_count(care: Care) -> None:
    """MIS-16: absences from the placement."""
    with within(care.here.pk):
        child = a_child("Rowan")
        an_episode(child, by=care.officer, hours_ago=80, back_hours_ago=70)
        children.set_status(child=child, status=Status.LOOKED_AFTER, since=today(), by=care.officer, at=now())
    assert care.csv()[1][2:4] == ["0", "0"]


def test_a_row_that_breaks_a_rule_stops_the_file(care: Care) -> None:
    """MIS-16: its own validation before writing: the page says what to put right, and nothing leaves."""
    care.in_care("Rowan", "C-2", born=None)
    said = text_of(care.client.get(LIST))
    assert "The date of birth is not known" in said
    assert "1 row breaks a rule" in said
    answer = care.client.post(TAKE, {**PURPOSE, "csv": "1"})
    assert "1 row breaks a rule" in text_of(answer)
    with within(care.here.pk):
        assert not Entry.objects.filter(what="exchange.inspection_taken_out").exists()


def test_as_a_workbook_it_has_marking_and_purpose(care: Care) -> None:
    """SHA-1, security.md 7; numbers are numbers and days are days."""
    care.away(care.in_care("Rowan", "C-2"))
    response: Any = care.client.post(TAKE, PURPOSE)
    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert page is not None
    assert page["A1"].value == "Official-Sensitive"
    assert page["A4"].value == "For: The inspection"
    assert [cell.value for cell in page[5]] == list(HEADINGS)
    assert page["C6"].value == 1
    assert page["B6"].number_format == "dd/mm/yyyy"


def test_the_trail_has_the_file_and_each_child(care: Care) -> None:
    """SHA-6: purpose, and whose row left."""
    child = care.in_care("Rowan", "C-2")
    care.csv()
    with within(care.here.pk):
        left = list(Entry.objects.filter(what="exchange.inspection_taken_out"))
    assert {each.kind for each in left} == {"export"}
    assert {each.child_id for each in left} == {None, child.pk}
    assert {each.purpose for each in left if not each.child_id} == {"The inspection"}


def test_an_area_s_coordinator_sees_the_area_and_takes_out_nothing(care: Care) -> None:
    """SHA-2: the file holds every area."""
    care.in_care("Rowan", "C-2")
    client = care.sees_as(Role.MISSING_COORDINATOR, "Mid")
    assert "C-2" in text_of(client.get(LIST))
    assert "The file holds every area." in text_of(client.post(TAKE, {**PURPOSE, "csv": "1"}))
    assert "C-2" not in text_of(care.sees_as(Role.MISSING_COORDINATOR, "North").get(LIST))


def test_a_day_can_be_chosen_and_none_to_come(care: Care) -> None:
    """The twelve months end on the day asked for."""
    care.away(care.in_care("Rowan", "C-2"))
    assert "31 March 2024" in text_of(care.client.get(LIST, {"until": "2024-03-31"}))
    assert care.client.get(LIST, {"until": "2999-01-01"}).status_code == 200


def test_it_is_reached_from_the_return_and_costs_no_more_with_more(care: Care) -> None:
    """At most 12 queries."""
    for number in range(6):
        care.away(care.in_care(f"Child{number}", f"C-{number}"))
    assert reverse("exchange:inspection") in care.client.get("/return/").content.decode()
    with asking_at_most(12):
        care.client.get(LIST)
