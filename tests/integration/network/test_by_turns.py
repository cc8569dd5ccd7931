"""EXP-5, EXP-6, MIS-4: whatever two people do in turn, the lists say what follows; merging undone is nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.children.actions.merging import merge, unmerge
from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.joining import part
from lantern.network.actions.same_child import say_other_child, say_same_child
from lantern.network.models import ChildTie, ContextChild, Joining, PersonOfConcern
from lantern.network.queries.person import said_of
from lantern.network.queries.persons import Asked, persons
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.contexts import ContextTieKind
from lantern.network.vocabulary.persons import About, Certainty, Shown
from lantern.trail.models import Entry
from tests.factories.people import now
from tests.integration.missing.test_merging import snapshot
from tests.integration.network.concern import KNOWN, SOURCE
from tests.integration.network.places import Places
from tests.integration.network.refused import closed, ended, joined, reopened, taken_back

pytestmark = pytest.mark.django_db
PLAIN = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NAMES = ("Vance Madeup", "Vic Nowhere", "Mick Pretend", "Kez Invented")
WHICH = st.integers(0, len(NAMES) - 1)
turns = st.lists(st.tuples(st.sampled_from(["join", "part", "close", "open", "say"]), WHICH, WHICH), max_size=10)
SUSPECTED = Tied(Certainty.SUSPECTED, SOURCE)


class Told:
    """What should follow, kept beside: who was joined to whom, who is closed, how much was said of each."""

    def __init__(self) -> None:
        self.joined: dict[int, int] = {}
        self.closed: set[int] = set()
        self.said = dict.fromkeys(range(len(NAMES)), 0)
        self.done = 0

    def root(self, one: int) -> int:
        while one in self.joined:
            one = self.joined[one]
        return one

    def may(self, what: str, one: int, other: int) -> bool:
        """Whether it is allowed as things stand."""
        if what == "join":
            alone = one not in self.joined and other not in self.joined
            return alone and one != other and one not in self.closed
        if what == "part":
            return one in self.joined
        if what == "open":
            return one in self.closed and one not in self.joined
        return one not in self.joined and one not in self.closed

    def does(self, what: str, one: int, other: int) -> None:
        """What it changes."""
        self.done += 1
        if what == "join":
            self.joined[other] = one
        elif what == "part":
            del self.joined[one]
        elif what == "say":
            self.said[one] += 1
        else:
            (self.closed.add if what == "close" else self.closed.discard)(one)


def turn(places: Places, people: list[PersonOfConcern], what: str, one: int, other: int) -> bool:
    """Do it, as the program does; whether it was allowed."""
    person, second = people[one], people[other]
    acts: dict[str, Callable[[], object]] = {
        "join": lambda: joined(places, person, second),
        "part": lambda: part(joining=Joining.objects.get(other=person, undone_at=None), by=places.mid, at=now()),
        "close": lambda: closed(places, person),
        "open": lambda: reopened(places, person),
        "say": lambda: places.says(person, About.ALIAS, "Vee"),
    }
    try:
        with transaction.atomic():
            acts[what]()
    except (NotAllowed, Joining.DoesNotExist):
        return False
    return True


@PLAIN
@given(turns)
def test_lists_and_pages_follow_from_what_was_done(places: Places, done: list[tuple[str, int, int]]) -> None:
    """EXP-5: refused exactly when it cannot be; each record shows what its family holds, and stands in one list."""
    with transaction.atomic():
        people, told = [places.person(name) for name in NAMES], Told()
        before = Entry.objects.count()
        for what, one, other in done:
            allowed = told.may(what, one, other)
            assert turn(places, people, what, one, other) is allowed, (what, one, other)
            if allowed:
                told.does(what, one, other)
        seen = places.viewer(places.county)
        roots = {one for one in range(len(NAMES)) if told.root(one) == one}
        current = {people[one].pk for one in roots - told.closed}
        assert {each.pk for each in persons(seen, Asked())} == current
        assert {each.pk for each in persons(seen, Asked(Shown.CLOSED))} == {
            people[one].pk for one in roots & told.closed
        }
        for one in roots:
            family = [each for each in range(len(NAMES)) if told.root(each) == one]
            assert len(said_of(people[one])) == sum(told.said[each] for each in family)
        assert Entry.objects.count() - before == told.done, "one entry for each, none for what was refused"
        transaction.set_rollback(True)


ties = st.lists(st.tuples(st.sampled_from(["suspected", "known", "over", "back"]), st.booleans()), max_size=8)


@PLAIN
@given(ties)
def test_of_each_tie_one_stands_at_most(places: Places, done: list[tuple[str, bool]]) -> None:
    """EXP-5, EXP-6: of a child with a person and with a place, whoever says what in which order; none is ever deleted."""
    with transaction.atomic():
        (amber, _), person, place = places.children(), places.person(), places.place()
        made = 0
        for what, with_person in done:
            model: Any = ChildTie if with_person else ContextChild
            stands = model.objects.filter(ended_on=None, withdrawn_at=None).first()
            try:
                if what in ("over", "back"):
                    if stands:
                        (ended if what == "over" else taken_back)(places, stands)
                    continue
                tied = KNOWN if what == "known" else SUSPECTED
                places.tie(person, amber, tied=tied) if with_person else places.ties(place, amber, tied=tied)
                made += 1
            except NotAllowed:
                assert stands is not None and stands.certainty == what
            else:
                assert model.objects.get(ended_on=None, withdrawn_at=None).certainty == what
        assert ChildTie.objects.count() + ContextChild.objects.count() == made
        transaction.set_rollback(True)


DEEDS: dict[str, Callable[[Places, Child], object]] = {
    "tied": lambda places, child: places.tie(places.person(), child),
    "tied and over": lambda places, child: ended(places, places.tie(places.person(), child)),
    "goes there": lambda places, child: places.ties(places.place(), child),
    "taken back": lambda places, child: taken_back(
        places, places.ties(places.place(), child, kind=ContextTieKind.FOUND)
    ),
    "is the child": lambda places, child: say_same_child(
        person=places.person(), child=child, by=places.county, at=now()
    ),
    "is not the child": lambda places, child: say_other_child(
        person=places.person(), child=child, by=places.county, at=now()
    ),
}
lives = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans()), max_size=5)


@PLAIN
@given(lives)
def test_merged_and_unmerged_is_as_it_was(places: Places, life: list[tuple[str, bool]]) -> None:
    """MIS-4: whatever is known of either child, every table says what it said before; meanwhile all is of the one."""
    with transaction.atomic():
        amber, kit = places.children()
        for deed, of_kit in life:
            DEEDS[deed](places, kit if of_kit else amber)
        before, linked = snapshot(amber, kit), _linked()
        made = merge(child=kit, other=amber, by=places.county, at=now(), reason="The same.")
        rows = [*ChildTie.objects.all(), *ContextChild.objects.all()]
        assert {each.child_id for each in rows} <= {kit.pk}
        unmerge(merge=made, by=places.county, at=now())
        after = snapshot(amber, kit)
        network = {table for table in after if table.startswith("network_")}
        assert network and {table: after[table] for table in network if after[table] != before[table]} == {}
        assert _linked() == linked
        transaction.set_rollback(True)


def _linked() -> list[Any]:
    return sorted(PersonOfConcern.objects.values_list("number", "child_id"), key=str)
