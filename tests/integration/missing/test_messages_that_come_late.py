"""MIS-3, MIS-4: messages about an incident that the machine has linked, or about which a person has decided."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child, MatchKey
from lantern.exchange.actions.children import import_children
from lantern.exchange.actions.notifications import import_notifications
from lantern.missing.actions import (
    decide_child,
    decide_new,
    record_step,
    undo_decision,
)
from lantern.missing.models import Decision, Episode, Incident, Message, Step
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Link, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.feeds import CHILDREN, NOTIFICATIONS, child, notification, written
from tests.factories.people import a_member, a_partnership

NOW = datetime(2025, 7, 20, 12, tzinfo=UTC)
FOUND = {"Message": "FOUND", "Found": "15/07/2025 08:00", "Reported": "15/07/2025 09:00"}
ELSE = {
    "Surname": "Pretend",
    "Forename(s)": "Morgan",
    "DOB": "09/11/2009",
    "Address": "9 Nowhere Road",
    "Postcode": "CM1 1AA",
}
HOME = {"Address": "1 Invented Lane", "Postcode": "CO1 1AA"}
pytestmark = pytest.mark.django_db


class Desk:
    """One partnership that takes small files in; a file a call."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.here, self.files = folder, a_partnership(), 0
        self.officer: Member = a_member(self.here, Role.LIAISON_OFFICER)

    def takes(self, *lines: str, header: str = NOTIFICATIONS) -> None:
        self.files += 1
        path = written(self.folder / f"{self.files}.csv", header, *lines)
        with within(self.here.pk):
            if header == CHILDREN:
                import_children(path=path, by=None, at=NOW)
            else:
                import_notifications(path=path, source="police", by=None, at=NOW)

    def knows(self, reference: str, **cells: str) -> None:
        self.takes(child(reference, **cells), header=CHILDREN)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.knows("C1", postcode="CO1 1AA", address="1 Invented Lane")
    return made


def the_episode(reference: str = "MP/1") -> Episode:
    return Episode.objects.get(incident__reference=reference)


def message_of(kind: str, reference: str = "MP/1") -> Message:
    return Message.objects.get(kind=kind, incident__reference=reference)


def test_a_later_message_goes_to_the_child_that_the_incident_has(desk: Desk) -> None:
    """MIS-3: the return that comes in a later file closes the episode; a name with a slip is no other child."""
    desk.takes(notification(**HOME))
    with within(desk.here.pk):
        assert the_episode().is_open
    desk.takes(notification(**HOME | FOUND | {"Forename(s)": "Rowen", "DOB": ""}))
    with within(desk.here.pk):
        assert the_episode().ended_at == datetime(2025, 7, 15, 7, tzinfo=UTC)
        assert (message_of("found").outcome, the_episode().doubts) == ("closed", [])


def test_a_later_message_about_somebody_else_closes_nothing(desk: Desk) -> None:
    """MIS-4: a reference mistyped must not make a missing child found: the message waits, and the episode asks."""
    desk.takes(notification(**HOME))
    desk.takes(notification(**ELSE | FOUND))
    with within(desk.here.pk):
        episode = the_episode()
        assert episode.is_open
        assert "another child" in episode.doubts[0]
        assert message_of("found").outcome == "needs-person"
        assert not Obligation.objects.filter(kind="vulnerability check").exists()
        assert not Child.objects.filter(surname="Pretend").exists()


def test_a_person_who_says_that_it_is_the_child_lets_the_message_count(desk: Desk) -> None:
    """MIS-4: decided is decided."""
    desk.takes(notification(**HOME))
    desk.takes(notification(**ELSE | FOUND))
    with within(desk.here.pk):
        incident = Incident.objects.get()
        decide_child(incident=incident, child=incident.child, by=desk.officer, at=NOW)
        assert not the_episode().is_open
        assert the_episode().doubts == []
        assert message_of("found").outcome == "closed"


def test_messages_together_that_tell_of_two_wait_together(desk: Desk) -> None:
    """MIS-4: nobody had been linked before, so nothing speaks for the one or the other."""
    desk.takes(notification(**HOME), notification(**ELSE | FOUND))
    with within(desk.here.pk):
        assert Incident.objects.get().child is None
        assert set(Message.objects.values_list("outcome", flat=True)) == {"needs-person"}


def test_what_a_person_decided_holds_whatever_comes_later(desk: Desk) -> None:
    """MIS-4: people's decisions are facts: later messages go to the child a person chose."""
    desk.takes(notification(**ELSE))
    with within(desk.here.pk):
        rowan = Child.objects.get(provisional=False)
        decide_child(incident=Incident.objects.get(), child=rowan, by=desk.officer, at=NOW)
    desk.takes(notification(**ELSE | FOUND))
    with within(desk.here.pk):
        assert (the_episode().child_id, the_episode().is_open) == (rowan.pk, False)


def test_a_list_that_comes_later_takes_over_no_child_by_itself(desk: Desk) -> None:
    """MIS-4: the provisional record keeps its episodes beside the new one; what comes next is a question to a person."""
    sam = {
        "Surname": "Sample",
        "Forename(s)": "Sam",
        "DOB": "01/02/2011",
        "Address": "5 Fictional Row",
        "Postcode": "CM1 1AB",
    }
    desk.takes(notification("MP/7", **sam))
    desk.knows("C7", forename="Sam", surname="Sample", dob="2011-02-01", address="5 Fictional Row", postcode="CM1 1AB")
    desk.takes(notification("MP/8", **sam | {"Last seen": "18/07/2025 20:00", "Reported": "18/07/2025 21:00"}))
    with within(desk.here.pk):
        assert Child.objects.filter(surname="Sample").count() == 2
        assert the_episode("MP/7").child.provisional
        later = Incident.objects.get(reference="MP/8")
        assert (later.child, later.candidates.count()) == (None, 2)


def test_an_older_incident_that_a_later_file_explains_gets_its_episode(desk: Desk) -> None:
    """MIS-3: who waited, and is linked in the run of another file, is folded although no message of it is new."""
    desk.takes(notification("MP/5", **HOME))
    with within(desk.here.pk), connection.cursor() as cursor:  # as it stood before anybody knew the child
        cursor.execute("DELETE FROM obligations_obligation; DELETE FROM missing_episode")
        cursor.execute("UPDATE missing_message SET outcome = 'needs-person', reason = 'Waits.'")
        cursor.execute("UPDATE missing_incident SET child_id = NULL, link = 'waiting'")
    desk.takes(notification("MP/6", **ELSE))
    with within(desk.here.pk):
        assert Incident.objects.get(reference="MP/5").link == Link.MACHINE
        assert the_episode("MP/5").is_open
        assert message_of("initial", "MP/5").outcome == "opened"


def test_who_decided_about_something_else_is_told(desk: Desk) -> None:
    """MIS-4: an import linked the incident while the person looked: the decision was about another state of things."""
    desk.takes(notification("MP/9", **HOME | {"Forename(s)": "Q"}))
    with within(desk.here.pk):
        seen = Incident.objects.get(reference="MP/9")
        assert seen.child is None
        rowan = Child.objects.get(provisional=False)
        decide_child(incident=Incident.objects.get(pk=seen.pk), child=rowan, by=desk.officer, at=NOW)
        with pytest.raises(NotAllowed, match="meanwhile"):
            decide_new(incident=seen, by=desk.officer, at=NOW)
        assert Child.objects.count() == 1


def test_what_was_done_goes_along_when_a_decision_is_taken_back(desk: Desk) -> None:
    """MIS-4: wrong links are undone with everything that followed: the machine's link takes the steps with it."""
    desk.takes(notification(**HOME | FOUND))
    with within(desk.here.pk):
        incident = Incident.objects.get()
        rowan = incident.child
        other = decide_new(incident=incident, by=desk.officer, at=NOW)
        record_step(
            episode=the_episode(), kind=StepKind.VULNERABILITY_CHECK, happened=Moment(NOW), by=desk.officer, at=NOW
        )
        assert Step.objects.get().child_id == other.pk
        undo_decision(decision=Decision.objects.get(), by=desk.officer, at=NOW)
        assert Incident.objects.get().child_id == rowan.pk
        assert Step.objects.get().child_id == rowan.pk
        assert Obligation.objects.get(kind="vulnerability check").met_at == NOW
        with pytest.raises(NotAllowed, match="already"):
            undo_decision(decision=Decision.objects.get(), by=desk.officer, at=NOW)


def test_taking_back_an_older_decision_leaves_the_later_one(desk: Desk) -> None:
    """MIS-4: the latest decision that was not taken back counts, in whatever order they are taken back."""
    desk.knows("C3", surname="Madeup", forename="Alex", dob="2010-10-10")
    desk.takes(notification("MP/9", **HOME | {"Forename(s)": "Q"}))
    with within(desk.here.pk):
        rowan, alex = (Child.objects.get(surname=name) for name in ("Example", "Madeup"))
        first = decide_child(incident=Incident.objects.get(), child=rowan, by=desk.officer, at=NOW)
        second = decide_child(incident=Incident.objects.get(), child=alex, by=desk.officer, at=NOW)
        undo_decision(decision=Decision.objects.get(pk=first.pk), by=desk.officer, at=NOW)
        assert Incident.objects.get().child_id == alex.pk
        third = decide_child(incident=Incident.objects.get(), child=rowan, by=desk.officer, at=NOW)
        undo_decision(decision=Decision.objects.get(pk=third.pk), by=desk.officer, at=NOW)
        assert (Incident.objects.get().child_id, the_episode("MP/9").child_id) == (alex.pk, alex.pk)
        undo_decision(decision=Decision.objects.get(pk=second.pk), by=desk.officer, at=NOW)
        assert Incident.objects.get().child is None
        assert not Episode.objects.exists()


def test_the_machines_links_bring_the_keys_up_to_date(desk: Desk) -> None:
    """MIS-4: an address that a linked notification told of finds the child from then on; a rebuild gives the same keys."""
    desk.takes(notification(**HOME | {"Postcode": "CM1 1AA", "Address": "9 Nowhere Road"}))
    with within(desk.here.pk):
        found = Child.objects.get()
        assert Incident.objects.get().link == Link.MACHINE
        keys = set(MatchKey.objects.values_list("key", flat=True))
        refresh_keys(children=[found], by=None, at=NOW)
        assert set(MatchKey.objects.values_list("key", flat=True)) == keys
        assert any("CM11AA" in key.upper() for key in keys)
