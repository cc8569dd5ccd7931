"""SHA-6: which entries are openings of a record, and what is known of both sides, in few queries."""

from datetime import timedelta

import pytest

from lantern.children import actions as children
from lantern.governance.queries.openings import by_key, known_of, looks, openings
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.vocabulary import Kind
from lantern.trail.vocabulary.said import IN_LISTS
from tests.factories.people import LONG_AGO, an_area
from tests.integration.governance.watching import Governed
from tests.integration.missing.pages import asking_at_most

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here() -> Governed:
    return Governed()


def test_what_is_an_opening(here: Governed) -> None:
    """SHA-6: a page of one child looked at or printed by a member; no list, search, change, system or command."""
    someone, child = here.someone(), here.child()
    with within(here.here.pk):
        trail.viewed("casefile/overview", child, by=someone, at=here.noon)
        trail.record("casefile/overview", child, by=someone, at=here.noon, kind=Kind.PRINT)
        for name in IN_LISTS:
            trail.viewed(name, child, by=someone, at=here.noon)
        trail.searched("children/search", [child], sought="", detail="", by=someone, at=here.noon)
        trail.record("children.changed", child, by=someone, at=here.noon)
        trail.viewed("casefile/overview", child, by=None, at=here.noon)
        trail.viewed("casefile/overview", None, by=someone, at=here.noon)
        found = openings(here.noon, here.noon + timedelta(seconds=1))
        assert [(each.member, each.child) for each in found] == [(someone.pk, child.pk)] * 2


def test_from_a_moment_up_to_another(here: Governed) -> None:
    """SHA-6: the first moment counts, the last does not; of one member where one is asked for."""
    one, other, child = here.someone(), here.someone("Kit Sample"), here.child()
    for at in (here.noon - timedelta(microseconds=1), here.noon, here.noon + DAY):
        here.looks(one, child, at=at)
        here.looks(other, child, at=at)
    with within(here.here.pk):
        assert {each.at for each in openings(here.noon, here.noon + DAY)} == {here.noon}
        assert {each.member for each in openings(here.noon, here.noon + DAY, of=one.pk)} == {one.pk}


def test_what_is_known_asks_the_same_for_one_and_for_many(here: Governed) -> None:
    """The bar: seven queries, however many looked at however many."""
    for number in range(6):
        here.looks(here.someone(f"Sam{number} Sample"), here.child(), here.child())
    with within(here.here.pk):
        keys = by_key(openings(here.noon, here.noon + DAY))
        assert len(keys) == 12
        with asking_at_most(7):
            known = known_of(keys, here.here)
        with asking_at_most(5):  # areas of the day and what is behind them, once a process
            assert all(looks(key, times, known).by_area for key, times in keys.items())


def test_a_child_who_moved_may_be_looked_up_from_where_they_lived_that_day(here: Governed) -> None:
    """SHA-2, SHA-6: the role that covered the home of that day opened the record then; of today's home it does now."""
    from_mid, from_north, child = here.someone(area="Mid"), here.someone("Kit Sample", area="North"), here.child()
    with within(here.here.pk):
        for place, since in (("Chelmsford", LONG_AGO), ("Colchester", here.day())):
            district = an_area(here.here, place).pk
            children.move_to(
                child=child, text=f"1 {place} Road", postcode="", since=since, district=district, by=None, at=here.noon
            )
    here.looks(from_mid, child, at=here.noon - 5 * DAY)
    here.looks(from_north, child)
    here.looks(from_mid, child, at=here.noon + timedelta(hours=1))
    here.watch(days=10)
    assert {(each.member_id, each.reason, each.day) for each in here.found()} <= {(from_mid.pk, "ground", here.day())}
