"""PAR-7: what a change moves, counted for the page that asks to confirm it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from lantern.obligations.rules import Claim, begun_otherwise, moved
from lantern.organisation.rules.consequences import Moved, by_kind

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
KINDS = ("contact", "chat offer", "attendance")


def hours(number: int) -> datetime:
    return NOW + timedelta(hours=number)


def a_claim(due: int, *, subject: UUID | None = None, kind: str = "contact", met: bool = False) -> Claim:
    return Claim(
        child=uuid4(),
        subject_kind="episode",
        subject=subject or uuid4(),
        kind=kind,
        cause="returned",
        starts_at=hours(-100),
        due_at=hours(due),
        met_at=hours(-1) if met else None,
        owner_role="police",
    )


claims = st.builds(a_claim, st.integers(-50, 50), kind=st.sampled_from(KINDS), met=st.booleans())


@st.composite
def changed(draw: st.DrawFn) -> tuple[list[Claim], list[Claim]]:
    """The same claims by two arrangements: some later, some only by one of them."""
    before, after = [], []
    for claim in draw(st.lists(claims, max_size=8)):
        where = draw(st.sampled_from(["before", "after", "both", "both"]))
        if where != "after":
            before.append(claim)
        if where != "before":
            after.append(replace(claim, due_at=claim.due_at + timedelta(hours=draw(st.integers(-30, 30)))))
    return before, after


@given(pair=changed())
def test_what_moved_applied_to_before_gives_after(pair: tuple[list[Claim], list[Claim]]) -> None:
    """PAR-7: nothing that moves is left out, nothing is named that stays."""
    before, after = pair
    due = {claim.key: claim.due_at for claim in before}
    for each in moved(before, after, frozenset()):
        key = (each.subject_kind, each.subject, each.kind, each.cause)
        assert due.get(key) == each.before != each.after
        if each.after is None:
            del due[key]
        else:
            due[key] = each.after
    assert due == {claim.key: claim.due_at for claim in after}


def test_what_is_done_or_waived_follows_but_is_not_counted() -> None:
    """PAR-7: it moves nobody's work."""
    subject = uuid4()
    done, waived = a_claim(1, met=True), a_claim(2, subject=subject)
    later = [replace(claim, due_at=hours(9)) for claim in (done, waived)]
    found = moved([done, waived], later, {waived.key})
    assert [each.is_open for each in found] == [False, False]
    assert by_kind(found, NOW) == ()


def test_the_counts_of_a_kind() -> None:
    """PAR-7: how many, the first due, how many late at once, new and gone."""
    late, later, new = a_claim(5), a_claim(5), a_claim(7)
    gone, other = a_claim(5), a_claim(5, kind="chat offer")
    before = [late, later, gone, other]
    after = [replace(late, due_at=hours(-2)), replace(later, due_at=hours(20)), new, replace(other, due_at=hours(6))]
    contact, chat = by_kind(moved(before, after, frozenset()), NOW)
    assert (contact.kind, contact.number, contact.earliest) == ("contact", 4, hours(-2))
    assert (contact.late_at_once, contact.new, contact.gone) == (1, 1, 1)
    assert (chat.number, chat.late_at_once, chat.earliest) == (1, 0, hours(6))


def test_what_was_late_before_is_not_late_by_the_change() -> None:
    """PAR-7."""
    known = Moved("contact", uuid4(), "episode", uuid4(), "returned", hours(-5), hours(-9))
    assert not known.is_late_at_once(NOW)
    assert replace(known, before=hours(0)).is_late_at_once(NOW)
    assert not replace(known, before=None, after=hours(0)).is_late_at_once(NOW)
    assert not replace(known, after=None).is_late_at_once(NOW)


def test_what_begins_otherwise_is_written_anew_though_it_moves_nobody() -> None:
    """MIS-15, PAR-7: a handover owed from nine months before instead of six falls due on the same day."""
    near, same = replace(a_claim(90), begins_at=hours(10)), replace(a_claim(90), begins_at=hours(10))
    earlier = replace(near, begins_at=hours(5))
    assert moved([near, same], [earlier, same], frozenset()) == ()
    assert begun_otherwise([near, same], [earlier, same]) == {near.subject}
    assert begun_otherwise([], [earlier]) == set()  # what is owed anew moves already
