"""MIS-3, MIS-4: people who act while an import, or somebody else, is at the same incident or child wait for their turn."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection

from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.missing.actions import decide_new, link_waiting, receive, report_missing
from lantern.missing.models import Episode, Incident
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership
from tests.unit.missing.told import message

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
A_WHILE, AT_MOST = 0.5, 30  # seconds: to see that somebody waits; until somebody who may go on has gone on
MORGAN = Described(forename="Morgan", surname="Pretend", born=date(2011, 1, 2))
pytestmark = pytest.mark.django_db(transaction=True)


class Beside(threading.Thread):
    """Somebody else, on a connection of their own; `refusal` is what they were told when they were refused."""

    def __init__(self, here: UUID, act: Callable[[], object]) -> None:
        super().__init__()
        self.here, self.act, self.refusal = here, act, ""

    def run(self) -> None:
        try:
            with within(self.here):
                self.act()
        except NotAllowed as refused:
            self.refusal = refused.reason
        finally:
            connection.close()

    def waits(self) -> bool:
        self.join(A_WHILE)
        return self.is_alive()


def test_who_decides_while_an_import_links_waits_and_is_told() -> None:
    """MIS-4: one record of the child, the import's; the person looks again instead of making a second."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        said = replace(message("a", last_seen="2026-03-01 20:00"), who=MORGAN)
        receive(messages=[(said, {})], by=None, at=NOW)
        seen = Incident.objects.get()
    person = Beside(here.pk, lambda: decide_new(incident=seen, by=officer, at=NOW))
    with within(here.pk):
        link_waiting(by=None, at=NOW)
        person.start()
        assert person.waits()
    person.join(AT_MOST)
    assert "meanwhile" in person.refusal
    with within(here.pk):
        assert Child.objects.count() == 1


def test_two_who_report_one_child_at_once_make_one_episode() -> None:
    """MIS-3: the second is told that the child is missing already."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        child = a_child()
    other = Beside(here.pk, lambda: _report(child, officer))
    with within(here.pk):
        _report(child, officer)
        other.start()
        assert other.waits()
    other.join(AT_MOST)
    assert "missing already" in other.refusal
    with within(here.pk):
        assert Episode.objects.count() == 1


def _report(child: Child, by: Member) -> None:
    report_missing(child=child, last_seen=Moment(NOW), reported=Moment(NOW), circumstances="", by=by, at=NOW)
