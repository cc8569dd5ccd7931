"""SHA-4: whatever is restricted, named, lifted, declared and ended in whatever order, who sees equals a slow recount."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lantern.access.viewer import viewer_of
from lantern.children.actions.conflicts import end_conflict, record_conflict
from lantern.children.actions.restricting import lift, name_person, restrict, take_off
from lantern.children.models import Child, Conflict, Restriction
from lantern.children.queries.barred import barred, closed_to_those, with_closed
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Ground
from lantern.missing.models import Episode
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.integration.missing.pages import asking_at_most

pytestmark = pytest.mark.django_db(transaction=False)
COUNTY, MID, WORKER, ELSEWHERE, JUDGE = range(5)
CHILDREN = 2
DEEDS = ("restrict", "name", "take off", "lift", "declare", "end")


@dataclass
class Slow:
    """The same, kept by hand: of each child who is named, and between whom and whom a conflict stands."""

    named: dict[int, set[int]] = field(default_factory=dict)
    torn: set[tuple[int, int]] = field(default_factory=set)

    def granted(self, member: int, child: int) -> bool:
        """By role and work alone: the first child is of Mid and has the worker, the second of North and has nobody."""
        by_role = member == COUNTY or (child == 0 and member in (MID, WORKER))
        return by_role or member in self.named.get(child, set())

    def sees(self, member: int, child: int) -> bool:
        """Every denial beats every grant."""
        if (member, child) in self.torn:
            return False
        if child in self.named and member not in self.named[child]:
            return False
        return self.granted(member, child)

    def able(self, child: int) -> set[int]:
        return {each for each in self.named[child] if each != JUDGE and (each, child) not in self.torn}

    def does(self, deed: str, who: int, other: int, child: int) -> bool:
        """Whether it is allowed; if so it is done."""
        return bool(getattr(self, deed.replace(" ", "_"))(who, other, child))

    def restrict(self, who: int, other: int, child: int) -> bool:
        wanted = {each for each in (who, other) if each != JUDGE and (each, child) not in self.torn}
        if child in self.named or len(wanted) < 2:
            return False
        self.named[child] = wanted
        return True

    def name(self, who: int, other: int, child: int) -> bool:
        may = child in self.named and who != JUDGE and (who, child) not in self.torn and who not in self.named[child]
        if may:
            self.named[child].add(who)
        return may

    def take_off(self, who: int, other: int, child: int) -> bool:
        may = child in self.named and who in self.named[child] and len(self.able(child) - {who}) >= 2
        if may:
            self.named[child].discard(who)
        return may

    def lift(self, who: int, other: int, child: int) -> bool:
        return self.named.pop(child, None) is not None

    def declare(self, who: int, other: int, child: int) -> bool:
        may = (who, child) not in self.torn
        self.torn.add((who, child))
        return may

    def end(self, who: int, other: int, child: int) -> bool:
        may = (who, child) in self.torn and who != other
        if may:
            self.torn.discard((who, child))
        return may


class Real:
    """The actions themselves, and who sees by the query that every list is made of."""

    def __init__(self) -> None:
        here = self.here = a_partnership()
        held: tuple[tuple[Any, Any], ...] = (
            (Role.MISSING_COORDINATOR, None), (Role.MISSING_COORDINATOR, "Mid"), (Role.SOCIAL_WORKER, "Mid"),
            (Role.CHAT_WORKER, "North"), (Role.INFORMATION_GOVERNANCE, None),
        )  # fmt: skip
        self.members: list[Member] = [a_member(here, role, area) for role, area in held]
        with within(here.pk):
            first = a_child(area=an_area(here, "Chelmsford"), worker=self.members[WORKER])
            self.children: list[Child] = [first, a_child(area=an_area(here, "Colchester"))]
            for each in self.children:
                an_episode(each, by=self.members[COUNTY], hours_ago=9, back_hours_ago=5)
        self.at: datetime = now() - timedelta(minutes=5)

    def does(self, deed: str, who: int, other: int, child: int) -> bool:
        self.at += timedelta(seconds=1)
        try:
            self._do(deed, self.members[who], self.members[other], self.children[child])
        except NotAllowed:
            return False
        return True

    def _do(self, deed: str, who: Member, other: Member, child: Child) -> None:
        made = Restriction.objects.filter(child=child, lifted_at=None).first()
        if deed == "restrict":
            given: dict[str, Any] = {"ground": Ground.WITNESS, "words": "x", "by": other, "at": self.at}
            restrict(child=child, named=[who, other], **given)
        elif deed == "declare":
            record_conflict(child=child, member=who, words="x", by=who, at=self.at)
        elif deed == "end":
            conflict = Conflict.objects.filter(child=child, member=who, ended_at=None).first()
            self._if(conflict)
            end_conflict(conflict=conflict, because="x", by=other, at=self.at)  # type: ignore[arg-type]
        else:
            self._if(made)
            assert made
            person = made.named.filter(member=who, ended_at=None).first()
            if deed == "name":
                name_person(restriction=made, member=who, by=other, at=self.at)
            elif deed == "lift":
                lift(restriction=made, because="x", by=other, at=self.at)
            else:
                self._if(person)
                take_off(person=person, by=other, at=self.at)  # type: ignore[arg-type]

    def _if(self, there: Any) -> None:
        if there is None:
            raise NotAllowed("It is not there.")

    def seen(self) -> Iterator[tuple[int, int]]:
        for number, member in enumerate(self.members):
            visible = set(Child.visible_to(viewer_of(member, now=now())).values_list("pk", flat=True))
            yield from ((number, place) for place, each in enumerate(self.children) if each.pk in visible)

    def seen_missing(self) -> set[tuple[int, int]]:
        """Through a record of the child's, as lists of episodes and all that hangs on a child are made."""
        keys = [each.pk for each in self.children]
        return {
            (number, keys.index(child))
            for number, member in enumerate(self.members)
            for child in Episode.visible_to(viewer_of(member, now=now())).values_list("child_id", flat=True)
        }

    def barred(self) -> set[tuple[int, int]]:
        ids, keys = [each.pk for each in self.members], [each.pk for each in self.children]
        viewer = viewer_of(self.members[COUNTY], now=now())
        return {(ids.index(member), keys.index(child)) for member, child in barred(self.members, keys, viewer)}

    def closed_along(self) -> set[tuple[int, int]]:
        """Read along with rows that have a member, as a rota reads its shifts."""
        ids, keys = [each.pk for each in self.members], [each.pk for each in self.children]
        rows = with_closed(RoleHeld.objects.filter(member__in=ids).select_related("member"))
        viewer = viewer_of(self.members[COUNTY], now=now())
        with asking_at_most(1):
            found = closed_to_those(rows, keys, viewer)
        return {(ids.index(member), keys.index(child)) for member, child in found}


MEMBERS, ABLE = st.integers(0, JUDGE), st.permutations(range(JUDGE))
DEED = st.sampled_from((*DEEDS, "name", "take off", "take off"))  # lifted less often than there is something to lift
FURTHER = st.lists(st.tuples(DEED, MEMBERS, MEMBERS, st.sampled_from([0, 0, 0, 1])), max_size=16)
SEQUENCES = st.builds(lambda able, further: [("restrict", able[0], able[1], 0), *further], ABLE, FURTHER)
NAMED_AND_TAKEN_OFF = [("restrict", COUNTY, MID, 0), ("name", ELSEWHERE, MID, 0), ("take off", ELSEWHERE, MID, 0)]
TORN_BEFORE_NAMED = [("declare", MID, MID, 0), ("restrict", COUNTY, MID, 0), ("restrict", COUNTY, WORKER, 0)]
TORN_AND_COUNTED = [
    ("restrict", COUNTY, MID, 0),
    ("name", WORKER, MID, 0),
    ("declare", MID, MID, 0),
    ("take off", WORKER, MID, 0),
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(done=SEQUENCES)
@example(done=NAMED_AND_TAKEN_OFF)
@example(done=TORN_BEFORE_NAMED)
@example(done=TORN_AND_COUNTED)
def test_who_sees_equals_a_slow_recount(done: list[tuple[str, int, int, int]]) -> None:
    """SHA-4: through children, through their episodes, and asked for many people at once; what is refused is refused alike."""
    real, slow = Real(), Slow()
    with within(real.here.pk):
        for deed in done:
            assert real.does(*deed) == slow.does(*deed), deed
        pairs = {(member, child) for member in range(JUDGE + 1) for child in range(CHILDREN)}
        assert set(real.seen()) == real.seen_missing() == {pair for pair in pairs if slow.sees(*pair)}
        against = {p for p in pairs if p in slow.torn or (p[1] in slow.named and p[0] not in slow.named[p[1]])}
        assert real.barred() == against == real.closed_along()
