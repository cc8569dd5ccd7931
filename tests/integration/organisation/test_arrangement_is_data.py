"""PAR-7, PAR-8: each value of the arrangement is data; changing one changes what is owed or shown, from its day on."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status
from lantern.missing.actions import link_waiting, receive, refold
from lantern.missing.models import Incident
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Grade, MessageKind
from lantern.obligations.models import Obligation
from lantern.organisation.actions import publish_arrangement
from lantern.organisation.models import ArrangementVersion
from lantern.organisation.presets import preset
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, signed_in_client

MARCH = datetime(2026, 3, 3, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db

CLOCKS = {
    "attend_immediate": ("attendance", Grade.IMMEDIATE),
    "attend_priority": ("attendance", Grade.PRIORITY),
    "attend_scheduled": ("attendance", Grade.SCHEDULED),
    "vulnerability_check": ("vulnerability check", Grade.PRIORITY),
    "chat_offer": ("chat offer", Grade.PRIORITY),
    "chat": ("missing chat", Grade.PRIORITY),
    "contact": ("contact", Grade.PRIORITY),
    "prevention_plan": ("prevention plan", Grade.PRIORITY),
}


def changed(here: Partnership, *path: str, to: Any, since: date) -> None:
    """Publish the arrangement with one value changed."""
    document = deepcopy(ArrangementVersion.objects.latest("number").document)
    part = document
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = to
    publish_arrangement(document=document, effective_from=since, by=None, at=MARCH)


@pytest.mark.parametrize("clock", CLOCKS)
def test_each_clock_moves_what_is_owed_and_march_keeps_marchs(clock: str) -> None:
    """PAR-7: an episode of April follows April's version; March's follows March's when it is worked out again."""
    kind, graded = CLOCKS[clock]
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        child = a_child(status=Status.IN_NEED)
        march = an_episode(child, by=officer, hours_ago=90, back_hours_ago=80, grade=graded, at=MARCH)
        changed(here, "missing", "clocks", clock, to={"amount": 5, "unit": "days"}, since=date(2026, 4, 1))
        april_now = MARCH + timedelta(days=40)
        april = an_episode(child, by=officer, hours_ago=90, back_hours_ago=80, grade=graded, at=april_now)
        refold(children=[child.pk], by=None, at=april_now)
        in_march = Obligation.objects.get(subject_id=march.pk, kind=kind)
        in_april = Obligation.objects.get(subject_id=april.pk, kind=kind)
        assert in_april.due_at - in_april.starts_at == timedelta(days=5)
        assert in_march.due_at - in_march.starts_at != timedelta(days=5)


def test_which_statuses_are_open_is_data() -> None:
    """MIS-8: a partnership that does not count family solutions owes those children no contact."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        changed(here, "missing", "open_statuses", to=["LAC"], since=date(2026, 4, 1))
        child = a_child(status=Status.FAMILY_SOLUTIONS)
        for at in (MARCH, MARCH + timedelta(days=40)):
            an_episode(child, by=officer, hours_ago=9, back_hours_ago=2, at=at)
        assert Obligation.objects.filter(kind="contact").count() == 1
        assert Obligation.objects.filter(kind="vulnerability check").count() == 2


def test_a_date_without_a_time_starts_the_clock_where_the_arrangement_says() -> None:
    """MIS-17: at the end of that day, or at its start."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    from lantern.missing.actions import record_return

    due = []
    with within(here.pk):
        for number, setting in enumerate(("end_of_day", "start_of_day")):
            to = {"amount": 24, "unit": "hours", "unknown_time": setting}
            changed(here, "missing", "clocks", "vulnerability_check", to=to, since=date(2026, 1, 1 + number))
            episode = an_episode(a_child(), by=officer, hours_ago=30, at=MARCH)
            record_return(episode=episode, found=Moment.on(date(2026, 3, 3)), by=officer, at=MARCH)
            due.append(Obligation.objects.get(subject_id=episode.pk, kind="vulnerability check").due_at)
    assert due[0] - due[1] == timedelta(days=1)


def a_report(forename: str) -> Message:
    who = Described(forename=forename, surname="Example", born=date(2012, 3, 4))
    return Message(
        key=forename, source="police", reference=f"R{forename}", kind=MessageKind.INITIAL, fingerprint=forename, who=who,
        reported=Moment(MARCH), last_seen=Moment(MARCH),
    )  # fmt: skip


def test_thresholds_of_matching_are_data() -> None:
    """MIS-4: what is certain enough is the arrangement's choice."""
    here = a_partnership()
    with within(here.pk):
        a_child("Rosalind", "Example", born=date(2012, 3, 4))
        receive(messages=[(a_report("Rosalind"), {})], by=None, at=MARCH)
        bits = {"certain_from": 900.0, "possible_from": 1.0, "lead_over_next": 1.0, "largest_block": 2000}
        changed(here, "missing", "matching", to=bits, since=date(2026, 1, 1))
        link_waiting(by=None, at=MARCH)
        assert Incident.objects.get().child is None
        changed(here, "missing", "matching", to=bits | {"certain_from": 10.0}, since=date(2026, 1, 2))
        link_waiting(by=None, at=MARCH)
        assert Incident.objects.get().child == Child.objects.get()


def test_the_marking_and_who_to_call_stand_on_every_page() -> None:
    """SHA-1, PAR-7: the marking's text and the foot of the page are the arrangement's."""
    here = a_partnership()
    member = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        changed(here, "marking", to="Restricted-Fictional", since=date(2026, 1, 1))
        changed(here, "contacts", to=[{"who": "Invented duty desk", "call": "ext. 1"}], since=date(2026, 1, 2))
    page = signed_in_client(member).get("/missing/").content.decode()
    assert "Restricted-Fictional" in page
    assert "Invented duty desk" in page


def test_a_word_nobody_knows_is_refused() -> None:
    """PAR-7: a typing error must not become a silent default."""
    document = preset("essex").arrangement.model_dump(mode="json")
    document["missing"]["clocks"]["vulnerabilty_check"] = {"amount": 1, "unit": "hours"}
    here = a_partnership()
    with within(here.pk), pytest.raises(ValidationError, match="vulnerabilty_check"):
        publish_arrangement(document=document, effective_from=date(2026, 5, 1), by=None, at=MARCH)
    document = preset("essex").arrangement.model_dump(mode="json")
    document["missing"]["clocks"]["contact"] = {"amount": -1, "unit": "hours"}
    with within(here.pk), pytest.raises(ValidationError):
        publish_arrangement(document=document, effective_from=date(2026, 5, 1), by=None, at=MARCH)


def test_the_essex_preset_has_its_quadrants_and_districts() -> None:
    """PAR-2, PAR-8: Mid, North, South and West; twelve districts, Brentwood in West."""
    chosen = preset("essex")
    within_of = {area.name: area.within for area in chosen.areas if area.level == "district"}
    assert len(within_of) == 12
    assert within_of["Brentwood"] == ("west",)
    assert {area.name for area in chosen.areas if area.level == "quadrant"} == {"Mid", "North", "South", "West"}
