"""MIS-4, PAR-7: what other thresholds would have made of the last notifications, told before they are published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.rules.matching import Thresholds
from lantern.missing.actions import decide_child, receive
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.models import Candidate, Episode, Incident
from lantern.missing.queries.trying import LATEST, Tried, tried
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, a_partnership
from tests.unit.missing.told import message

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
ROWAN = Described("Rowan", "Example", date(2012, 3, 3), "F", "1 Nowhere Lane", "CM1 1AA")
PLAIN, STRICT = Thresholds(), Thresholds(certain=60.0, possible=12.0)
NOBODY_ASKED = Thresholds(certain=60.0, possible=50.0)
pytestmark = pytest.mark.django_db


class Desk:
    def __init__(self) -> None:
        self.here = a_partnership()
        self.officer = a_member(self.here, Role.LIAISON_OFFICER)

    def knows(self, described: Described = ROWAN) -> Child:
        child = children.create_child(described=described, by=None, at=NOW)
        children.move_to(
            child=child, text=described.address, postcode=described.postcode, since=None, by=None, at=NOW
        )  # so that a home is known
        return child

    def hears(self, reference: str, who: Described = ROWAN) -> Incident:
        said = replace(message(reference, reference=reference, last_seen="2026-02-09 20:00"), who=who)
        receive(messages=[(said, {})], by=None, at=NOW)
        return Incident.objects.get(reference=reference)


@pytest.fixture
def desk() -> Iterator[Desk]:
    found = Desk()
    with within(found.here.pk):
        yield found


def test_one_that_links_would_wait_by_stricter_ones(desk: Desk) -> None:
    """MIS-4: both answers at once, of the same notifications."""
    desk.knows()
    desk.hears("A")
    assert tried(PLAIN, STRICT) == (1, [Tried(1, 0, 0, 0), Tried(0, 1, 0, 0)])


def test_one_that_waits_would_open_a_record(desk: Desk) -> None:
    """MIS-4: who asks nobody about anyone opens a record for everyone."""
    desk.knows()
    desk.hears("A")
    assert tried(NOBODY_ASKED) == (1, [Tried(0, 0, 1, 0)])


def test_nothing_has_come_in(desk: Desk) -> None:
    """MIS-4: then there is nothing to say."""
    assert tried(PLAIN, STRICT) == (0, [Tried(0, 0, 0, 0)] * 2)


def test_what_a_notification_taught_does_not_count(desk: Desk) -> None:
    """MIS-4: linked once by a person, it would else recognise itself by the name that it brought."""
    child = desk.knows()
    incident = desk.hears("A", replace(ROWAN, forename="Zuzu"))
    decide_child(incident=incident, child=child, by=desk.officer, at=NOW)
    assert tried(PLAIN)[1][0].linked == 0


def test_a_record_that_a_notification_opened_does_not_count(desk: Desk) -> None:
    """MIS-4: nobody has confirmed it."""
    desk.hears("A")
    link_and_fold(by=None, at=NOW)
    assert Child.objects.get().provisional
    assert tried(PLAIN) == (1, [Tried(0, 0, 1, 0)])


def test_a_link_to_another_child_than_now_is_counted(desk: Desk) -> None:
    """MIS-4: a person knew better than the weights."""
    desk.knows()
    other = desk.knows(Described("Kim", "Pretend", date(2010, 9, 9), "M", "9 Elsewhere Road", "CO15 6HY"))
    decide_child(incident=desk.hears("A"), child=other, by=desk.officer, at=NOW)
    assert tried(PLAIN) == (1, [Tried(1, 0, 0, 1)])


def test_trying_changes_nothing(desk: Desk) -> None:
    """MIS-4: it is a question."""
    desk.knows()
    incident = desk.hears("A")
    tried(PLAIN, STRICT, NOBODY_ASKED)
    incident.refresh_from_db()
    assert (incident.child_id, Candidate.objects.count(), Episode.objects.count()) == (None, 0, 0)


def test_only_the_latest_are_tried(desk: Desk) -> None:
    """MIS-4: as many as a page can wait for."""
    said = [
        (replace(message(f"k{n}", reference=f"A{n}", last_seen="2026-02-09 20:00"), who=ROWAN), {})
        for n in range(LATEST + 3)
    ]
    receive(messages=said, by=None, at=NOW)
    assert tried(PLAIN)[0] == LATEST
