"""Records closed to most who would see them: restricted to people named, or by a conflict of interest (SHA-4)."""

from typing import Any
from uuid import UUID

from lantern.children.actions.conflicts import end_conflict, record_conflict
from lantern.children.actions.restricting import keep_restricted, name_person, restrict, take_off
from lantern.children.models import Child
from lantern.children.vocabulary import Ground
from lantern.organisation import actions as organisation
from lantern.organisation.models import Area, Member
from tests.factories.children import a_child
from tests.factories.people import now


def restricted_to(child: Child, named: list[Member], *, mark: str, by: Member, before: Member) -> dict[str, UUID]:
    """The record with all that a restriction holds, `before` among those who were named; the arguments of addresses."""
    at, say = now(), f"Xq{mark}".__add__
    made = restrict(child=child, ground=Ground.WITNESS, words=say("why"), named=named, by=by, at=at)
    over = name_person(restriction=made, member=before, by=by, at=at)
    take_off(person=over, by=by, at=at)
    keep_restricted(restriction=made, because=say("kept"), by=by, at=at)
    person = made.named.filter(ended_at=None).order_by("member__name").first()
    assert person
    return {"child": child.pk, "restriction": made.pk, "named_person": person.pk}


def conflicting(child: Child, members: list[Member], *, mark: str, by: Member, ends: Member) -> dict[str, Any]:
    """Each of `members` has a conflict about the child; the first had one before, which was ended."""
    at = now()
    over = record_conflict(child=child, member=members[0], words=f"Xq{mark}before", by=by, at=at)
    end_conflict(conflict=over, because=f"Xq{mark}over", by=ends, at=at)
    made = [record_conflict(child=child, member=each, words=f"Xq{mark}", by=by, at=at) for each in members]
    return {"conflict": made[0].pk}


def left_to_nobody(named: list[Member], *, mark: str, area: Area, by: Member) -> dict[str, UUID]:
    """A restricted record, both of whose people left the partnership."""
    child, at = a_child(f"Xq{mark}fore", f"Xq{mark}sur", area=area), now()
    made = restrict(child=child, ground=Ground.SOURCE, words=f"Xq{mark}why", named=named, by=by, at=at)
    for each in named:
        organisation.remove_member(member=each, by=None, at=at)
    return {"restriction_id": made.pk}
