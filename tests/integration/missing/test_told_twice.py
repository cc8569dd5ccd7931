"""The same notification twice is one message, one incident and one episode, whoever brings it (MIS-3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lantern.children.rules.described import Described
from lantern.missing.actions import receive, refold
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.models import Episode, Incident, Message
from lantern.missing.rules import message as rules
from lantern.missing.vocabulary import MessageKind, Risk
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.people import a_partnership, now

pytestmark = pytest.mark.django_db
WHO = Described("Rowan", "Example", date(2012, 3, 3), "F", "1 Nowhere Row", "ZZ1 1ZZ")
SEEN = Moment(datetime(2026, 3, 4, 21, 40, tzinfo=UTC))
FIRST = rules.Message(
    "first", "police", "MP/1", MessageKind.INITIAL, "first", WHO, said_at=SEEN.at, last_seen=SEEN, risk=Risk.MEDIUM
)
HIGH = replace(FIRST, key="high", fingerprint="high", kind=MessageKind.UPDATE, risk=Risk.HIGH)


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with within(a_partnership().pk):
        yield


def brought(*messages: rules.Message) -> frozenset[str]:
    """Received and folded; the fingerprints of those that were new."""
    found = receive(messages=[(each, {"Ref": each.reference}) for each in messages], by=None, at=now())
    link_and_fold(by=None, at=now())
    refold(children=Incident.objects.exclude(child=None).values_list("child", flat=True), by=None, at=now())
    return found.fresh


def test_what_came_before_is_not_stored_again() -> None:
    """MIS-3: by reference and content; the answer names the message that is stored already."""
    assert brought(FIRST) == {"first"}
    stored = Message.objects.get()
    again = receive(messages=[(FIRST, {"Ref": "written otherwise"})], by=None, at=now())
    assert (again.fresh, again.stored) == (frozenset(), {"first": stored.pk})
    assert (Message.objects.count(), Incident.objects.count(), Episode.objects.count()) == (1, 1, 1)
    assert Message.objects.get().received == {"Ref": "MP/1"}, "kept as it was received first"


def test_twice_in_one_batch_is_once() -> None:
    """MIS-3: a file may hold a row twice."""
    assert brought(FIRST, FIRST, HIGH) == {"first", "high"}
    assert (Message.objects.count(), Episode.objects.count()) == (2, 1)


def test_what_was_said_before_stays_in_the_history_of_the_episode() -> None:
    """MIS-2, MIS-3: each risk with the message that gave it, whichever stands."""
    brought(FIRST)
    brought(HIGH)
    episode = Episode.objects.get()
    assert episode.risk == Risk.HIGH
    assert [said for said in episode.history if said[0] == "risk"] == [
        ["risk", "medium", "first"],
        ["risk", "high", "high"],
    ]
