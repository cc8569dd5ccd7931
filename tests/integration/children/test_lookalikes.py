"""MIS-4: records that may be of one child are found when one is opened or changed, and forgotten when they are not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from lantern.children import actions
from lantern.children.actions import merging
from lantern.children.actions.lookalikes import look_at_provisional, look_for_doubles
from lantern.children.models import Child, Lookalike
from lantern.children.rules.described import Described
from lantern.children.rules.opening import Opening
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, a_partnership

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
BORN = date(2012, 3, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Iterator[Member]:
    here = a_partnership()
    member = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        yield member


def opened(by: Member, forename: str = "Rowan", surname: str = "Example", born: date = BORN) -> Child:
    return actions.open_record(opening=Opening(Described(forename, surname, born, "F")), by=by, at=NOW)


def pairs() -> set[frozenset[object]]:
    return {frozenset(pair) for pair in Lookalike.objects.values_list("child_id", "other_id")}


def test_a_record_opened_beside_another_is_found_at_once(officer: Member) -> None:
    """MIS-4: with the evidence in words."""
    first, second = opened(officer), opened(officer, "Rowen")
    assert pairs() == {frozenset({first.pk, second.pk})}
    assert "same birth date" in Lookalike.objects.get().agrees


def test_looking_again_finds_the_same_once(officer: Member) -> None:
    """MIS-4: from either side."""
    first, second = opened(officer), opened(officer, "Rowen")
    for ids in ([first.pk], [second.pk], [second.pk, first.pk]):
        look_for_doubles(children=ids, by=None, at=NOW)
        assert pairs() == {frozenset({first.pk, second.pk})}


def test_a_correction_takes_a_pair_away_and_brings_one(officer: Member) -> None:
    """MIS-4: a record is compared as it stands."""
    first, second = opened(officer), opened(officer, "Kim", "Pretend", date(2009, 9, 9))
    assert pairs() == set()
    changed = {"forename": "Rowen", "surname": "Example", "born": BORN}
    actions.change_child(child=second, changes=changed, version=second.version, by=officer, at=NOW)
    assert pairs() == {frozenset({first.pk, second.pk})}


def test_provisional_records_are_compared_with_everybody(officer: Member) -> None:
    """MIS-4: whoever opened the other, and however."""
    first = actions.create_child(described=Described("Rowan", "Example", BORN), provisional=True, by=None, at=NOW)
    second = actions.create_child(described=Described("Rowen", "Example", BORN), by=None, at=NOW)
    assert pairs() == set()
    look_at_provisional(by=None, at=NOW)
    assert pairs() == {frozenset({first.pk, second.pk})}


def test_a_merged_record_is_in_no_pair(officer: Member) -> None:
    """MIS-4: what it was like, the other is like now."""
    first, second, third = opened(officer), opened(officer, "Rowen"), opened(officer, "Rowann")
    merging.merge(child=first, other=second, by=officer, at=NOW)
    assert pairs() == {frozenset({first.pk, third.pk})}


def test_told_apart_holds_for_records_merged_into_either(officer: Member) -> None:
    """MIS-4: the child that the third is not is the same child under another record."""
    first, second, third = opened(officer), opened(officer, "Rowen"), opened(officer, "Rowann")
    merging.tell_apart(child=second, other=third, by=officer, at=NOW)
    merging.merge(child=first, other=second, by=officer, at=NOW)
    assert pairs() == set()


def test_telling_apart_twice_is_once(officer: Member) -> None:
    """MIS-4: either way round."""
    first, second = opened(officer), opened(officer, "Rowen")
    once = merging.tell_apart(child=first, other=second, by=officer, at=NOW)
    assert merging.tell_apart(child=second, other=first, by=officer, at=NOW).pk == once.pk
