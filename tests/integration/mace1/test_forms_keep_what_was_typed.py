"""Every form of a meeting and of its children that is refused comes back with what was typed, and says why (M1-1 to M1-10)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.mace1.actions import discussing
from lantern.mace1.actions.requesting import ask, decline
from lantern.mace1.models import Action, Amendment, Dissent, Progress, Request
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.meetings.actions.running import end, issue_minutes
from lantern.meetings.vocabulary import Stage
from lantern.tenancy.current import within
from tests.factories.people import now, signed_in_client
from tests.integration.mace1.gathered import Room
from tests.integration.mace1.stages import agree, to

pytestmark = pytest.mark.django_db
LONG = "Typed with care. " * 130
TYPED = LONG.strip()


class Forms(Room):
    """A meeting that is over with an action, a request that waits and one that was declined."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.child_asked, declined = self.child(surname="Asked"), self.child(surname="Declined")
            self.of_item = self.item()
            said: dict[str, Any] = {"kind": ItemKind.INITIAL, "way": Way.AGENCY, "by": self.by, "at": now()}
            self.waits = ask(child=self.child_asked, words="Worried", **said)
            self.declined = ask(child=declined, words="Worried", **said)
            decline(asked=self.declined, reason="Not yet", by=self.chair, at=now())
            to(self, self.of_item, Stage.RUNNING)
            self.action = agree(self, self.of_item)
            self.other = self.child(surname="Other")

    def over(self) -> None:
        said: dict[str, Any] = {"by": self.chair, "at": now()}
        discussing.decide(item=self.of_item, decided=self.stays(), **said)
        end(meeting=self.meeting, **said)
        issue_minutes(meeting=self.meeting, **said)


@pytest.fixture
def forms() -> Forms:
    return Forms()


def comes_back(client: Client, url: str, sent: dict[str, str], said: str) -> None:
    """As 200, with the reason, and with each thing that was typed."""
    answer = client.post(url, sent)
    assert answer.status_code == 200, url
    text = answer.content.decode()
    assert said in text
    assert all(value[:120] in text for value in sent.values()), url


def day(name: str, year: str) -> dict[str, str]:
    return {f"{name}-day": "1", f"{name}-month": "2", f"{name}-year": year}


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("finish_action", {"words": "", **day("on", "2025")}, "Say what came of it"),
        ("finish_action", {"words": "Seen", **day("on", "2199")}, "day"),
        ("finish_action", {"words": TYPED, **day("on", "2025")}, "2000"),
        ("tell_action", {"words": TYPED}, "2000"),
        ("drop_action", {"because": TYPED}, "400"),
    ],
)
def test_of_an_action(forms: Forms, name: str, sent: dict[str, str], said: str) -> None:
    """M1-6: nothing is told, done or dropped by it."""
    with within(forms.here.pk):
        forms.over()
    client = signed_in_client(forms.chair if name == "drop_action" else forms.core)
    comes_back(client, reverse(f"mace1:{name}", args=[forms.action.pk]), sent, said)
    with within(forms.here.pk):
        found = Action.objects.get()
        assert (found.done_on, found.dropped_at, Progress.objects.count()) == (None, None, 0)


@pytest.mark.parametrize("name", ["amend", "dissent"])
def test_of_the_minutes(forms: Forms, name: str) -> None:
    """M1-7, M1-10: too long is said, and nothing of it is lost."""
    with within(forms.here.pk):
        forms.over()
    comes_back(
        signed_in_client(forms.chair), reverse(f"mace1:{name}", args=[forms.of_item.pk]), {"words": TYPED}, "2000"
    )
    with within(forms.here.pk):
        assert not Amendment.objects.exists() and not Dissent.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"answer": "decline", "reason": ""}, "Say why"),
        ({"answer": "later", "reason": "Typed"}, "Choose the meeting"),
        ({"answer": "decline", "reason": TYPED}, "2000"),
        ({"reason": "Typed, and no answer"}, "Choose an answer"),
    ],
)
def test_of_the_chairs_answer(forms: Forms, sent: dict[str, str], said: str) -> None:
    """M1-2: the request still waits."""
    comes_back(signed_in_client(forms.chair), reverse("mace1:decide", args=[forms.waits.pk]), sent, said)
    with within(forms.here.pk):
        assert Request.objects.get(pk=forms.waits.pk).decided_at is None


def test_of_asking_and_of_not_agreeing(forms: Forms) -> None:
    """M1-2, M1-10."""
    client = signed_in_client(forms.by)
    comes_back(client, reverse("mace1:ask", args=[forms.other.pk]), {"words": TYPED}, "2000")
    comes_back(client, reverse("mace1:dissent_request", args=[forms.declined.pk]), {"words": TYPED}, "2000")
    with within(forms.here.pk):
        assert Request.objects.count() == 2 and not Dissent.objects.exists()


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        (
            "move",
            {"because": "Typed", "to-day": "31", "to-month": "2", "to-year": "2027", "to-time": "10:00"},
            "real date",
        ),
        (
            "move",
            {"because": "", "to-day": "3", "to-month": "2", "to-year": "2199", "to-time": "10:00"},
            "Say why it moves",
        ),
        ("cancel", {"because": TYPED}, "400"),
    ],
)
def test_of_a_date(forms: Forms, name: str, sent: dict[str, str], said: str) -> None:
    """M1-1: the meeting stands as it was planned."""
    meeting = forms.meetings[2]
    comes_back(signed_in_client(forms.by), reverse(f"meetings:{name}", args=[meeting.pk]), sent, said)
    with within(forms.here.pk):
        meeting.refresh_from_db()
        assert (meeting.sequence, meeting.cancelled_at) == (0, None)
