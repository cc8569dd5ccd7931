"""Which duties go with the authority that is responsible, and which stay here (PAR-9)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from lantern.children.queries.record import Record, StatusRow
from lantern.missing.parts.authorities import chat_holder, filled_in, whose_duty
from lantern.missing.vocabulary import StepKind
from lantern.obligations.rows import holder_of
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import Moment
from tests.unit.missing.drawn import ANALYST, NOW, viewer

SINCE = date(2026, 3, 1)
GO_ALONG = ("chat offer", "missing chat", "contact", "prevention plan", "plan review")
OFFICER = viewer(Role.LIAISON_OFFICER)


def a_child(*, agreed: bool = False) -> Any:
    status = StatusRow(uuid4(), "LAC", "C2", SINCE, None, "Sampleshire", agreed)
    return SimpleNamespace(_record=Record((), (), (), (status,), (), (), (), ()))


def owed(kind: StepKind, starts: datetime = NOW) -> Any:
    return SimpleNamespace(kind=kind, starts_at=starts, subject_kind="episode")


def an_episode(end: datetime | None, child: Any) -> Any:
    return SimpleNamespace(end=Moment(end) if end else None, child=child)


@pytest.mark.parametrize("kind", list(StepKind))
def test_chat_contact_and_plan_go_along_and_nothing_else(kind: StepKind) -> None:
    """PAR-9: the police's attendance and check, and what a trigger asks for, are done here as for any child."""
    wanted = "Sampleshire" if kind in GO_ALONG else ""
    assert holder_of(owed(kind), OFFICER, a_child()) == wanted
    said = whose_duty(owed(kind), a_child(), OFFICER, "Police")
    assert said == ("Sampleshire holds this duty, watched here: Police" if wanted else "Police")
    assert holder_of(owed(kind), OFFICER, a_child(agreed=True)) == ""


def test_it_is_whose_it_was_when_it_began() -> None:
    """PAR-9: the day in London on which the duty began; 23:30 in summer time is the day after."""
    kind, child = StepKind.CONTACT, a_child()
    assert holder_of(owed(kind, datetime(2026, 2, 28, 12, tzinfo=UTC)), OFFICER, child) == ""
    assert holder_of(owed(kind, datetime(2026, 3, 1, 0, 0, tzinfo=UTC)), OFFICER, child) == "Sampleshire"


def test_who_reads_no_names_reads_that_there_is_another() -> None:
    """SHA-2."""
    said = whose_duty(owed(StepKind.CONTACT), a_child(), ANALYST, "Police")
    assert said == "Another authority holds this duty, watched here: Police"


def test_a_chat_is_offered_by_who_was_responsible_on_the_last_return() -> None:
    """PAR-9: of several episodes the last; without a return, as it is today; the form starts with the same."""
    child = a_child()
    before, after = (an_episode(datetime(2026, month, 1, 12, tzinfo=UTC), child) for month in (2, 4))
    assert chat_holder(child, [before], OFFICER) == ""
    assert chat_holder(child, [before, after], OFFICER) == "Sampleshire"
    assert chat_holder(child, [], OFFICER) == "Sampleshire"
    assert filled_in(before) == filled_in(an_episode(None, child)) == {}
    assert filled_in(after) == {
        "how": "not offered",
        "reason": "Sampleshire is responsible and is to offer it.",
        "authority": "Sampleshire",
    }
