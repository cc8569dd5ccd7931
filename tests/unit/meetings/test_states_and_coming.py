"""How far a meeting is and what that allows; who comes, and which agencies have nobody (M1-4 to M1-7, PAR-4 to PAR-6)."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.meetings.rules import refusals
from lantern.meetings.rules.coming import Sits, agencies_without, expected, here_by_agency
from lantern.meetings.rules.papers import NOT_ACCEPTED, against_papers, digest
from lantern.meetings.rules.states import Times, against, stage
from lantern.meetings.vocabulary import Act, Stage
from lantern.organisation.rules.protocol import Protocol
from lantern.organisation.rules.seating import SeatKind, read_list, read_seats

AT = datetime(2026, 3, 5, tzinfo=UTC)
TIMES = {
    Stage.PLANNED: Times(),
    Stage.AGENDA_OUT: Times(AT),
    Stage.RUNNING: Times(AT, AT),
    Stage.ENDED: Times(AT, AT, AT),
    Stage.MINUTES_OUT: Times(AT, AT, AT, AT),
    Stage.CANCELLED: Times(AT, cancelled=AT),
}
ALLOWED = {
    Stage.PLANNED: {Act.MOVE, Act.CANCEL, Act.SEND_AGENDA},
    Stage.AGENDA_OUT: {Act.MOVE, Act.CANCEL, Act.BEGIN},
    Stage.RUNNING: {Act.END},
    Stage.ENDED: {Act.ISSUE_MINUTES},
    Stage.MINUTES_OUT: set[Act](),
    Stage.CANCELLED: set[Act](),
}


@pytest.mark.parametrize("reached", Stage)
@pytest.mark.parametrize("act", Act)
def test_each_stage_allows_what_it_allows(reached: Stage, act: Act) -> None:
    """M1-4, M1-6, M1-7: by hand, each stage and each act."""
    assert stage(TIMES[reached]) is reached
    assert (against(TIMES[reached], act) == "") == (act in ALLOWED[reached])


def test_a_reason_is_said() -> None:
    """M1-4: in words that the greyed button shows."""
    assert against(TIMES[Stage.PLANNED], Act.BEGIN) == refusals.NOT_SENT
    assert against(TIMES[Stage.CANCELLED], Act.MOVE) == refusals.CANCELLED


def test_without_protocol_nobody_opens_a_paper() -> None:
    """PAR-6, SHA-3: the protocol comes first, then the statement."""
    assert "not signed" in against_papers(Protocol.UNSIGNED, accepted=True)
    assert "expired" in against_papers(Protocol.EXPIRED, accepted=True)
    assert against_papers(Protocol.SIGNED, accepted=False) == NOT_ACCEPTED
    assert against_papers(Protocol.SIGNED, accepted=True) == ""
    assert digest("Words\n") == digest(" Words") != digest("Other words")


def sits(agency: UUID, member: UUID | None, kind: SeatKind = SeatKind.MEMBER, *, where_required: bool = False) -> Sits:
    return Sits(uuid4(), agency, kind, member, where_required)


def test_who_sent_apologies_is_represented_or_missed() -> None:
    """PAR-5: the representative comes in their place; without one the agency has nobody."""
    police, health, charity = uuid4(), uuid4(), uuid4()
    first, second = uuid4(), uuid4()
    seats = [
        sits(police, first),
        sits(health, second),
        sits(charity, None),
        sits(uuid4(), uuid4(), SeatKind.INVITED),
        sits(uuid4(), None, where_required=True),
    ]
    instead = uuid4()
    found = expected(seats, {first: instead, second: None})
    assert [each.comes for each in found] == [instead, None, None, None]
    assert [each.apologies for each in found] == [True, True, False, False]
    assert agencies_without(found) == {health, charity}
    assert here_by_agency(found, {instead}) == (1, 3)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), max_size=12))
def test_an_agency_is_there_or_missed_never_both(rows: list[tuple[int, bool, bool]]) -> None:
    """PAR-5, ATT-1: two seats of an agency make one agency."""
    agencies = [uuid4() for _ in range(5)]
    seats = [sits(agencies[agency], uuid4() if filled else None) for agency, filled, _ in rows]
    sorry = {each.member: None for each, (_, _, gone) in zip(seats, rows, strict=True) if each.member and gone}
    found = expected(seats, sorry)
    coming = {each.comes for each in found if each.comes}
    there, every = here_by_agency(found, coming)
    assert there + len(agencies_without(found)) == every == len({each.agency for each in seats})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("member | Police | Sergeant", "a meeting has a chair"),
        ("king | Police | Sergeant", "no kind of seat"),
        ("chair | Police", "names no agency"),
        ("chair | Police | Sergeant | sometimes", "neither"),
        ("\n".join(["chair | Police | Sergeant"] * 61), "at most 60"),
    ],
)
def test_seats_that_cannot_be_read_say_why(text: str, said: str) -> None:
    """PAR-4, PAR-7: in the words of the line."""
    with pytest.raises(ValueError, match=said):
        read_seats(text)


def test_a_seat_is_read_whole() -> None:
    """PAR-4: ranked alternatives, who decides, where required."""
    (seat,) = read_seats("co-chair | Police | Inspector or else Sergeant | decides | where required\n\n")
    assert (seat.kind, seat.designation, seat.alternatives) == (SeatKind.CO_CHAIR, "Inspector", ("Sergeant",))
    assert (seat.decides, seat.where_required) == (True, True)


@pytest.mark.parametrize(("text", "said"), [("", "1 to 12"), ("Risks\nrisks", "twice"), ("x" * 121, "at most 120")])
def test_lists_that_cannot_be_read_say_why(text: str, said: str) -> None:
    """PAR-7: none, twice, too long."""
    with pytest.raises(ValueError, match=said):
        read_list(text)
    first, second = read_list("Risks\nStrengths")
    assert first.key != second.key
    assert read_list("risks")[0].key == first.key
