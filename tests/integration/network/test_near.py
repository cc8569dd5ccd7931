"""EXP-7, EXP-5: persons of concern and what was named, as the eco map of a child is given them."""

from typing import Any

import pytest

from lantern.children.around import around, sources, still_seen
from lantern.children.chronology import entries
from lantern.children.rules.around import Around, Bearing, Direction, Near, Surety
from lantern.network.actions.context_ties import tie_child_to
from lantern.network.actions.contexts import record_context
from lantern.network.actions.naming import confirm_mention
from lantern.network.actions.persons import close_person
from lantern.network.actions.same_child import say_same_child
from lantern.network.actions.statements import withdraw
from lantern.network.actions.ties import end_tie
from lantern.network.models import ChildTie
from lantern.network.rules.contexts import Described
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary import Kind
from lantern.network.vocabulary.contexts import ContextKind, ContextTieKind
from lantern.network.vocabulary.persons import Certainty, ChildTieKind
from lantern.organisation.models import Member
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.missing.pages import asking_at_most
from tests.integration.network.concern import KNOWN, SOURCE, Concern

pytestmark = pytest.mark.django_db


def persons_of(concern: Concern, child: Any, member: Member) -> list[Around]:
    return [each for each in around(child, concern.viewer(member)) if each.key.startswith("person:")]


def test_a_tie_that_stands_is_a_tie_of_concern_with_its_direction_and_surety(concern: Concern) -> None:
    """EXP-7: from the person to the child; suspected is drawn as suspected."""
    (amber, _), person = concern.children(), concern.person()
    concern.tie(person, amber, kind=ChildTieKind.DRIVES, tied=Tied(Certainty.SUSPECTED, SOURCE, today()))
    concern.tie(person, amber, kind=ChildTieKind.ASSOCIATES)
    drives, associates = sorted(persons_of(concern, amber, concern.county), key=lambda each: each.words, reverse=True)
    assert (drives.label, drives.kind, drives.bearing) == ("Vance Madeup", Near.ADULT, Bearing.CONCERN)
    assert (drives.direction, drives.surety, drives.since) == (Direction.TO, Surety.SUSPECTED, today())
    assert (associates.direction, associates.surety, associates.key) == (Direction.BOTH, Surety.KNOWN, drives.key)
    assert drives.url == f"/persons/{person.pk}/"


def test_family_stands_with_the_family_and_a_child_with_the_peers(concern: Concern) -> None:
    """EXP-5, EXP-7: a person who is a child is never drawn among adults."""
    amber, kit = concern.children()
    uncle, peer = concern.person("Uncle Madeup"), concern.person("Kit Pretend")
    concern.tie(uncle, amber, kind=ChildTieKind.FAMILY)
    concern.tie(peer, amber)
    say_same_child(person=peer, child=kit, by=concern.county, at=now())
    found = {each.label: each.kind for each in persons_of(concern, amber, concern.county)}
    assert found == {"Uncle Madeup": Near.FAMILY, "Kit Pretend": Near.PEER}
    assert [each.label for each in persons_of(concern, amber, concern.mid)] == ["Uncle Madeup"]


@pytest.mark.parametrize("way", ["over", "taken back", "closed"])
def test_what_stands_no_more_is_not_proposed(concern: Concern, way: str) -> None:
    """EXP-7: an earlier map goes on to show a tie that is over, and not one that was taken back."""
    (amber, _), person = concern.children(), concern.person()
    tie = concern.tie(person, amber)
    if way == "over":
        end_tie(tie=tie, on=today(), because="x", by=concern.county, at=now())
    elif way == "taken back":
        withdraw(said=ChildTie.objects.get(), because="x", by=concern.county, at=now())
    else:
        close_person(person=person, because="x", by=concern.county, at=now())
    assert persons_of(concern, amber, concern.county) == []
    kept = still_seen([f"person:{person.pk}"], amber, concern.viewer(concern.county))
    assert bool(kept) is (way != "taken back")


def test_an_earlier_map_shows_nobody_who_is_out_of_sight_today(concern: Concern) -> None:
    """SHA-4: the person turned out to be a child whom the viewer may not see."""
    (amber, kit), person = concern.children(), concern.person()
    concern.tie(person, amber)
    key = f"person:{person.pk}"
    assert still_seen([key], amber, concern.viewer(concern.mid)) == {key}
    say_same_child(person=person, child=kit, by=concern.county, at=now())
    assert still_seen([key], amber, concern.viewer(concern.mid)) == set()
    assert still_seen([key], amber, concern.viewer(concern.county)) == {key}


def test_a_group_and_a_place_stand_with_their_kind(concern: Concern) -> None:
    """EXP-6, EXP-7: a tie of concern, on the time line too; over, it is left out of the map and stays on an earlier one."""
    amber, _ = concern.children()
    for name, kind in (("The Invented Four", ContextKind.GROUP), ("Fictional Arcade", ContextKind.BUSINESS)):
        described = Described(name, kind, Certainty.KNOWN)
        place = record_context(described=described, by=concern.county, at=now())
        tie = tie_child_to(
            context=place, child=amber, kind=ContextTieKind.GOES, tied=KNOWN, by=concern.county, at=now()
        )  # fmt: skip
    viewer = concern.viewer(concern.county)
    found = {each.label: each.kind for each in around(amber, viewer) if each.key.startswith("context:")}
    assert found == {"The Invented Four": Near.GROUP, "Fictional Arcade": Near.PLACE}
    assert "Goes there: Fictional Arcade" in {each.title for each in entries(amber, viewer)}
    end_tie(tie=tie, on=today(), because="x", by=concern.county, at=now())
    later, key = concern.viewer(concern.county), f"context:{tie.context_id}"
    assert key not in {each.key for each in around(amber, later)}
    assert still_seen([key], amber, later) == {key}
    assert still_seen([key], amber, concern.viewer(concern.north)) == set()


def test_what_was_named_and_who_is_tied_are_read_once(concern: Concern) -> None:
    """design.md: one query of this room for the map, the earlier map and the time line."""
    amber, _ = concern.children()
    concern.tie(concern.person(), amber)
    for words in ("AB12 CDE", "ab12cde"):
        confirm_mention(
            child=amber, kind=Kind.VEHICLE, words=words, source_kind="chat", source_id=amber.pk, part=words, by=concern.county,
            at=now(),
        )  # fmt: skip
    assert {"entity", "person"} <= set(sources())
    viewer = concern.viewer(concern.county)
    first = [each for each in around(amber, viewer) if each.key.split(":")[0] in ("entity", "person")]
    assert [each.words for each in first] == ["named twice", "exploits"]
    with asking_at_most(0):
        assert still_seen([each.key for each in first], amber, viewer) == {each.key for each in first}
