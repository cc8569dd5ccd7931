"""EXP-7: what is refused on a map, in which state, in which words; that nothing was written; and what each act leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lantern.children.actions.merging import merge, unmerge
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Bearing, Near, Strength
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.ecomap import actions
from lantern.ecomap.actions.placing import Put
from lantern.ecomap.models import KeptMap, Node, Placing, Tie
from lantern.ecomap.queries.drawn import key_of_node
from lantern.ecomap.rules.limits import LABEL, NOTE, WORDS
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.ecomap.vocabulary import How, TieKind
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.integration.access.whole import whole_of
from tests.integration.ecomap.maps_known import Mapped

pytestmark = pytest.mark.django_db
NODE = NodeSaid(label="Terry Example", kind=Near.FAMILY)
RING = "parent or grandparent of the first already"


class Drawn(Mapped):
    """The same map, acted upon by the worker at this moment."""

    def by(self) -> dict[str, Any]:
        return {"by": self.worker, "at": datetime.now(UTC)}

    def tie(self, first: str, second: str, kind: TieKind = TieKind.TIE, **said: Any) -> Tie:
        """Between two keys."""
        tied = TieSaid(kind=kind, **said)
        return actions.add_tie(child=self.child, first=first, second=second, said=tied, **self.by())

    def node(self, label: str = "Terry Example") -> Node:
        """Without a tie."""
        return actions.add_node(child=self.child, said=NodeSaid(label=label, kind=Near.FAMILY), **self.by())

    def off(self, row: Node | Tie) -> None:
        """Taken off."""
        if isinstance(row, Node):
            actions.take_off_node(node=row, **self.by())
        else:
            actions.take_off_tie(tie=row, **self.by())

    def back(self, row: Node | Tie) -> None:
        """Put back."""
        if isinstance(row, Node):
            actions.put_back_node(node=row, **self.by())
        else:
            actions.put_back_tie(tie=row, **self.by())


@pytest.fixture
def known() -> Any:
    made = Drawn()
    with within(made.here.pk):
        yield made


@contextmanager
def refused(known: Drawn, words: str) -> Iterator[None]:
    """What is done inside is refused in these words, and no row of any table is other than before."""
    before = whole_of(known.here.pk)
    with pytest.raises(NotAllowed, match=words) as told:
        yield
    assert told.value.reason.endswith("."), "a sentence to show"
    assert whole_of(known.here.pk) == before


def left(act: Callable[[], object]) -> list[tuple[str, Any, Any]]:
    """What each entry says that `act` leaves, of what and of which child."""
    last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    act()
    rows = Entry.objects.filter(id__gt=last).order_by("id")
    return [(each.what.removeprefix("ecomap."), each.subject_id, each.child_id) for each in rows]


class TestWhatCannotBeSo:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            (NodeSaid(label=" ", kind=Near.PEER), "Give a name"),
            (NodeSaid(label="x" * (LABEL + 1), kind=Near.PEER), "Give a name"),
            (NodeSaid(label="Kez", kind=Near.PEER, words="x" * (WORDS + 1)), "Give a name"),
            (NodeSaid(label="Kez", kind=Near.FAMILY, born=1990, died=1989, has_died=True), "year of death is before"),
            (NodeSaid(label="Kez", kind=Near.FAMILY, figure="X"), "Choose one of the symbols"),
        ],
        ids=["blank", "long name", "long words", "died before", "no symbol"],
    )
    def test_of_somebody_added_or_changed(self, known: Drawn, said: NodeSaid, words: str) -> None:
        """EXP-7: the same of both."""
        node = known.node()
        with refused(known, words):
            actions.add_node(child=known.child, said=said, **known.by())
        with refused(known, words):
            actions.change_node(node=node, said=said, version=1, **known.by())

    @pytest.mark.parametrize(
        ("kind", "how"),
        [
            (TieKind.TIE, How.BIRTH), (TieKind.PARENT, How.MARRIED), (TieKind.PARTNER, How.FOSTERED),
            (TieKind.SIBLING, How.IDENTICAL), (TieKind.TWIN, How.TOGETHER),
        ],
    )  # fmt: skip
    def test_of_a_tie_drawn_or_changed(self, known: Drawn, kind: TieKind, how: How) -> None:
        """EXP-7: a way that does not go with the kind."""
        key = key_of_node(known.node())
        with refused(known, "That way does not go"):
            known.tie(key, CHILD, kind, how=how)
        tie = known.tie(key, CHILD)
        with refused(known, "That way does not go"):
            actions.change_tie(tie=tie, said=TieSaid(kind=kind, how=how), version=1, **known.by())

    def test_of_one_added_with_a_tie_neither_is_there(self, known: Drawn) -> None:
        """EXP-7: nobody stands on a map whose tie was refused."""
        with refused(known, "That way does not go"):
            actions.add_with_tie(
                child=known.child, node=NODE, tie=TieSaid(how=How.BIRTH), ends=lambda key: (CHILD, key), **known.by()
            )
        assert not Node.objects.exists()

    def test_nobody_is_their_own_forebear(self, known: Drawn) -> None:
        """EXP-7: by a tie that is drawn, changed, or put back beside what was drawn since."""
        one, two = (key_of_node(known.node(label)) for label in ("Dana Example", "Terry Example"))
        known.tie(one, two, TieKind.PARENT)
        known.tie(two, CHILD, TieKind.PARENT)
        with refused(known, RING):
            known.tie(CHILD, one, TieKind.PARENT)
        plain = known.tie(CHILD, one)
        with refused(known, RING):
            actions.change_tie(tie=plain, said=TieSaid(kind=TieKind.PARENT), version=1, **known.by())
        first = Tie.objects.get(first=one, second=two)
        known.off(first)
        known.tie(CHILD, one, TieKind.PARENT)
        with refused(known, RING):
            known.back(first)

    def test_a_tie_is_not_its_own_hindrance(self, known: Drawn) -> None:
        """EXP-7: a parent's tie is changed and stays a parent's."""
        tie = known.tie(key_of_node(known.node()), CHILD, TieKind.PARENT)
        said = TieSaid(kind=TieKind.PARENT, how=How.FOSTERED)
        actions.change_tie(tie=tie, said=said, version=1, **known.by())
        assert (tie.how, tie.version) == (How.FOSTERED, 2)

    def test_a_day_to_come_is_kept_of_no_map(self, known: Drawn) -> None:
        """EXP-7: today is."""
        drawn, by = known.map_as(known.worker), known.by()
        today = by["at"].date()
        with refused(known, "must not be in the future"):
            actions.keep_map(child=known.child, drawn=drawn, on=date(2199, 1, 1), note="", **by)
        kept = actions.keep_map(child=known.child, drawn=drawn, on=today, note="n" * (NOTE + 1), **by)
        assert (kept.on, len(kept.note)) == (today, NOTE)


class TestTheMost:
    @pytest.fixture(autouse=True)
    def two_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for place in ("nodes", "ties"):
            monkeypatch.setattr(f"lantern.ecomap.actions.{place}.MOST", 2)

    def test_of_those_added_by_hand(self, known: Drawn) -> None:
        """EXP-7: what is off the map does not count, and does not come back while there is no room."""
        one, two = known.node("One"), known.node("Two")
        with refused(known, "Take some off first"):
            known.node("Three")
        known.off(one)
        three = known.node("Three")
        with refused(known, "Take some off first"):
            known.back(one)
        known.off(three)
        known.back(one)
        assert {each.label for each in Node.objects.filter(removed_at=None)} == {one.label, two.label}

    def test_of_ties(self, known: Drawn) -> None:
        """EXP-7: likewise."""
        key = key_of_node(known.node())
        first = known.tie(CHILD, key, words="one")
        known.tie(CHILD, key, words="two")
        with refused(known, "Take some off first"):
            known.tie(CHILD, key, words="three")
        known.off(first)
        known.tie(CHILD, key, words="three")
        with refused(known, "Take some off first"):
            known.back(first)

    def test_the_page_says_so_and_keeps_what_is_there(self, known: Drawn) -> None:
        """EXP-7: pressing Put back tells why it does not come back."""
        one, _ = known.node("One"), known.node("Two")
        known.off(one)
        known.node("Three")
        answer = known.by_worker.post(f"/network/maps/things/{one.pk}/back/", follow=True)
        assert "Take some off first" in answer.content.decode()
        one.refresh_from_db()
        assert one.removed_at is not None


class TestWhoWasSecond:
    def test_of_somebody_changed(self, known: Drawn) -> None:
        """EXP-7: or taken off in between; nothing is written over what they never saw."""
        node = known.node()
        actions.change_node(node=node, said=NodeSaid(label="Dana", kind=Near.FAMILY), version=1, **known.by())
        for version in (1, 3):
            with refused(known, ChangedMeanwhile.words):
                actions.change_node(node=node, said=NODE, version=version, **known.by())
        known.off(node)
        with refused(known, ChangedMeanwhile.words):
            actions.change_node(node=node, said=NODE, version=2, **known.by())

    def test_of_a_tie_changed(self, known: Drawn) -> None:
        """EXP-7: likewise."""
        tie = known.tie(CHILD, key_of_node(known.node()))
        actions.change_tie(tie=tie, said=TieSaid(strength=Strength.WEAK), version=1, **known.by())
        with refused(known, ChangedMeanwhile.words):
            actions.change_tie(tie=tie, said=TieSaid(bearing=Bearing.CONCERN), version=1, **known.by())
        assert (tie.strength, tie.bearing) == (Strength.WEAK, Bearing.NEUTRAL)

    @pytest.mark.parametrize("what", ["node", "tie"])
    def test_twice_off_and_twice_back_is_once(self, known: Drawn, what: str) -> None:
        """EXP-7: the second finds it done; the version counts what was done."""
        node = known.node()
        row: Any = node if what == "node" else known.tie(CHILD, key_of_node(node))
        for act in (known.off, known.off, known.back, known.back):
            act(row)
        row.refresh_from_db()
        assert (row.removed_at, row.version) == (None, 3)


class TestWhatEachLeaves:
    def test_of_somebody(self, known: Drawn) -> None:
        """SHA-6: one entry an act, on the child's own trail, with ids and no words."""
        assert [what for what, _, _ in left(known.node)] == ["added"]
        node = Node.objects.get()
        for act, what in (
            (lambda: actions.change_node(node=node, said=NODE, version=1, **known.by()), "changed"),
            (lambda: known.off(node), "taken_off"),
            (lambda: known.off(node), ""),
            (lambda: known.back(node), "put_back"),
            (lambda: known.back(node), ""),
        ):
            assert left(act) == ([(what, node.pk, known.child.pk)] if what else [])

    def test_of_a_tie(self, known: Drawn) -> None:
        """SHA-6: likewise."""
        key = key_of_node(known.node())
        assert [what for what, _, _ in left(lambda: known.tie(CHILD, key))] == ["tied"]
        tie = Tie.objects.get()
        for act, what in (
            (lambda: actions.change_tie(tie=tie, said=TieSaid(words="x"), version=1, **known.by()), "tie_changed"),
            (lambda: known.off(tie), "tie_taken_off"),
            (lambda: known.back(tie), "tie_put_back"),
        ):
            assert left(act) == [(what, tie.pk, known.child.pk)]

    def test_of_places(self, known: Drawn) -> None:
        """SHA-6: once for all that was put; for what did not move or was hidden already, nothing."""
        one, two = (key_of_node(known.node(label)) for label in ("One", "Two"))
        given = {"child": known.child, **known.by()}
        both = [Put(one, 10, 20, 0), Put(two, 30, 40, 0)]
        arranged = [("arranged", known.child.pk, known.child.pk)]
        assert left(lambda: actions.put(puts=both, **given)) == arranged
        assert left(lambda: actions.put(puts=both, **given)) == []
        assert left(lambda: actions.put(puts=[], **given)) == []
        assert left(lambda: actions.arrange_anew(**given)) == arranged
        assert [what for what, _, _ in left(lambda: actions.hide(key=one, **given))] == ["hidden"]
        assert left(lambda: actions.hide(key=one, **given)) == []
        assert [what for what, _, _ in left(lambda: actions.show(key=one, **given))] == ["shown"]
        assert left(lambda: actions.show(key=one, **given)) == []
        assert left(lambda: actions.show(key="work:never", **given)) == [] and not Placing.objects.filter(
            key="work:never"
        )

    def test_of_a_version_kept(self, known: Drawn) -> None:
        """SHA-6: of the version."""
        drawn = known.map_as(known.worker)
        act = lambda: actions.keep_map(child=known.child, drawn=drawn, on=date(2026, 1, 1), note="", **known.by())  # noqa: E731
        (entry,) = left(act)
        assert entry == ("kept", KeptMap.objects.get().pk, known.child.pk)


class TestTwoRecordsOfOneChild:
    def test_what_is_hidden_on_both_maps_hinders_no_merge(self, known: Drawn) -> None:
        """MIS-4: the same worker hidden or put somewhere on each; unmerged, each is as it was."""
        other = known.a_child("Zoe", "Madeup")
        known.works_with(other, known.worker)
        key = f"work:{known.worker.pk}"
        actions.hide(child=known.child, key=key, **known.by())
        actions.put(child=other, puts=[Put(key, 10, 20, 0)], **known.by())
        before = _placings()
        made = merge(child=other, other=Child.objects.get(pk=known.child.pk), by=known.coordinator, at=known.by()["at"])
        assert Placing.objects.filter(child=other, key=key).count() == 1
        unmerge(merge=made, by=known.coordinator, at=known.by()["at"])
        assert _placings() == before

    def test_both_families_stand_on_the_one_map(self, known: Drawn) -> None:
        """MIS-4: with their ties, and without a ring; unmerged, each has its own."""
        other, mine = known.a_child("Zoe", "Madeup"), known.node("Dana Example")
        known.tie(key_of_node(mine), CHILD, TieKind.PARENT)
        theirs = actions.add_node(child=other, said=NODE, **known.by())
        actions.add_tie(child=other, first=CHILD, second=key_of_node(theirs), said=TieSaid(), **known.by())
        made = merge(child=other, other=Child.objects.get(pk=known.child.pk), by=known.coordinator, at=known.by()["at"])
        assert set(Tie.objects.values_list("child", flat=True)) == {other.pk}
        kept = Child.objects.get(pk=other.pk)
        with refused(known, RING):
            actions.add_tie(
                child=kept, first=CHILD, second=key_of_node(mine), said=TieSaid(kind=TieKind.PARENT), **known.by()
            )
        unmerge(merge=made, by=known.coordinator, at=known.by()["at"])
        assert set(Node.objects.values_list("child", "label")) == {
            (known.child.pk, "Dana Example"), (other.pk, "Terry Example"),
        }  # fmt: skip


def _placings() -> list[Any]:
    return sorted(Placing.objects.values_list("child", "key", "x", "y", "hidden"), key=str)
