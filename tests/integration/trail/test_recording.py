"""SHA-6: what an entry says: who, what, about whom, when, why, from where."""

from typing import Any
from uuid import uuid4

import pytest

from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from lantern.trail.sought import LENGTH, digest
from lantern.trail.vocabulary import KIND_OF, LABELS, Kind, said_of_network
from lantern.trail.vocabulary.said import SAID, SEARCHES
from tests.factories.people import a_partnership
from tests.integration.trail.writing import NOON, Owned, Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


def last(here: Partnership, count: int = 1) -> list[Entry]:
    with within(here.pk):
        return list(Entry.objects.order_by("-id")[:count])[::-1]


def test_every_kind_has_its_word_and_every_name_of_a_kind_its_words() -> None:
    """SHA-6: nothing on the page of the trail stands in the program's own words."""
    assert set(LABELS) == set(Kind)
    assert len(set(LABELS.values())) == len(Kind)
    assert KIND_OF.keys() - SAID.keys() <= {"trail.sealed"}
    always = {name for name, kind in KIND_OF.items() if kind is Kind.SEARCH}
    assert always == SEARCHES.keys() - said_of_network.SEARCHES.keys()
    assert said_of_network.SEARCHES.keys() <= said_of_network.LOOKS.keys(), "pages that are looked at, and searched on"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("missing.returned", "change"),
        ("access.signed_in", "sign-in"),
        ("accounts.sign_in_refused", "refused"),
        ("exchange.api_refused", "refused"),
        ("accounts.signed_out", "sign-out"),
        ("organisation.role_given", "permission"),
        ("organisation.role_ended", "permission"),
        ("organisation.member_removed", "permission"),
        ("accounts.factor_reset", "permission"),
        ("exchange.outcomes_downloaded", "download"),
        ("exchange.return_taken_out", "export"),
        ("trail.verified", "seal"),
    ],
)
def test_the_kind_follows_from_what_was_done(here: Partnership, what: str, kind: str) -> None:
    """SHA-6: a room says what was done; one table says of which kind that is."""
    with within(here.pk):
        trail.record(what, None, by=None, at=NOON)
    assert last(here)[0].kind == kind


def test_many_and_looked_at_follow_the_same_table(here: Partnership) -> None:
    """SHA-6: children in a return that is taken out are taken out, not looked at."""
    with within(here.pk):
        trail.record_many("exchange.return_taken_out", [Subject(), Subject()], by=None, at=NOON)
        trail.viewed_many("exchange.return_taken_out", [Subject()], by=None, at=NOON)
        trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
    assert [each.kind for each in last(here, 4)] == ["export", "export", "export", "view"]


def test_a_list_of_several_kinds_keeps_its_order_and_each_its_child(here: Partnership) -> None:
    """SHA-6: a list that mixes children and what belongs to them is one statement; nothing of one row comes to another."""
    child, other = Subject(), Subject()
    owned = [Owned(child.pk), Owned(None), Owned(other.pk)]
    shown = [owned[0], child, owned[1], other, owned[2]]
    with within(here.pk), trail.from_address("192.0.2.1"):
        trail.viewed_many("casefile/overview", shown, by=None, at=NOON)
        trail.viewed_many("casefile/overview", [], by=None, at=NOON)
    left = last(here, 5)
    assert [each.subject_id for each in left] == [each.pk for each in shown]
    assert [each.subject_kind for each in left] == [each._meta.label_lower for each in shown]
    assert [each.child_id for each in left] == [child.pk, child.pk, None, other.pk, other.pk]
    assert {(each.at, each.origin, each.kind) for each in left} == {(NOON, "192.0.2.1", "view")}


def test_who_about_whom_why_and_from_where(here: Partnership) -> None:
    """SHA-6."""
    member, child, system = Subject(), Subject(), uuid4()
    with within(here.pk), trail.from_address("192.0.2.1"):
        trail.record("children.changed", child, by=member, at=NOON, purpose="A correction", detail="by form")
        with trail.by_system(system):
            trail.record("exchange.file_received", None, by=None, at=NOON)
        trail.record("exchange.file_received", None, by=None, at=NOON)
    first, second, third = last(here, 3)
    assert (first.member_id, first.child_id, first.subject_id) == (member.pk, child.pk, child.pk)
    assert (first.purpose, first.detail, first.origin, first.at) == ("A correction", "by form", "192.0.2.1", NOON)
    assert (second.credential_id, second.member_id, third.credential_id) == (system, None, None)


def test_a_search_leaves_one_entry_and_one_for_each_it_showed(here: Partnership) -> None:
    """SHA-6: "who searched for this child" is answered by ids."""
    children = [Subject(), Subject()]
    with within(here.pk):
        trail.searched("children/search", children, sought="a" * 32, detail="By name: 2 shown", by=None, at=NOON)
    left = last(here, 3)
    assert [each.child_id for each in left] == [None, *(child.pk for child in children)]
    assert {(each.kind, each.sought, each.detail) for each in left} == {("search", "a" * 32, "By name: 2 shown")}
    assert len({each.transaction for each in left}) == 1


def test_again_for_something_else(here: Partnership) -> None:
    """SHA-6: the same members and subjects, another kind and time; nothing else of the first is repeated."""
    with within(here.pk):
        trail.viewed("casefile/overview", Subject(), by=Subject(), at=NOON, purpose="why")
        shown = list(Entry.objects.order_by("-id")[:1])
        trail.again(shown, kind=Kind.PRINT, at=NOON.replace(hour=13), detail="casefile:overview")
    first, second = last(here, 2)
    assert (second.kind, second.what, second.purpose) == ("print", "casefile/overview", "")
    assert (second.member_id, second.child_id) == (first.member_id, first.child_id)
    assert (second.at.hour, second.detail) == (13, "casefile:overview")


def test_a_digest_is_of_this_installation_and_this_partnership(here: Partnership, settings: Any) -> None:
    """SHA-6, PAR-1: a copy of the database tells nothing without the secret, nor one partnership of another."""
    other = a_partnership("Nowhere")
    with within(here.pk):
        found = digest("children|rowan")
        assert found == digest("children|rowan") != digest("children|rowa")
        assert len(found) == LENGTH
        assert digest("") == ""
    with within(other.pk):
        assert digest("children|rowan") != found
    settings.SECRET_KEY = "another secret"
    with within(here.pk):
        assert digest("children|rowan") != found


def test_entries_of_one_transaction_stand_together(here: Partnership) -> None:
    """security.md 3: in a savepoint too, the number is that of the whole transaction."""
    from django.db import transaction

    with within(here.pk):
        trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
        with transaction.atomic():
            trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
    assert len({each.transaction for each in last(here, 2)}) == 1
