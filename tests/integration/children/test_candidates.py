"""MIS-4: who may be somebody sought, found by keys alone and read in two queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.children import actions
from lantern.children.actions import refresh_keys
from lantern.children.models import Child, MatchKey, MatchProfile
from lantern.children.queries.candidates import known_like
from lantern.children.queries.profiles import gathered_profiles, profiles_of
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from tests.factories.people import a_partnership

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
ROWAN = Described("Rowan", "Example", date(2012, 3, 4), "F")
pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


def opened(described: Described = ROWAN) -> Child:
    return actions.create_child(described=described, by=None, at=NOW)


def like(*sought: Described, largest_block: int = 2_000) -> set[str]:
    return set(known_like(map(Profile.of, sought), largest_block=largest_block).children)


@action
def forget_profiles(*, by: None, at: datetime) -> None:
    MatchProfile.objects.all().delete()


def test_whoever_shares_a_key_is_read(here: Partnership) -> None:
    """MIS-4: and nobody else."""
    with within(here.pk):
        rowan = opened()
        opened(Described("Kim", "Pretend", date(2010, 9, 9), "M"))
        assert like(Described("Rowen", "Example", date(2012, 4, 3))) == {str(rowan.pk)}
        assert like(Described("Zuzu", "Madeup", date(2001, 1, 1))) == set()


def test_two_queries_however_many_are_sought(here: Partnership) -> None:
    """MIS-4: keys, then profiles."""
    with within(here.pk):
        for day in range(1, 9):
            opened(Described("Rowan", "Example", date(2012, 3, day), "F"))
        with CaptureQueriesContext(connection) as asked:
            assert len(like(*(Described("Rowan", "Example", date(2012, 3, day)) for day in range(1, 9)))) == 8
        assert len(asked.captured_queries) == 2


def test_blocks_say_who_shares_which_key(here: Partnership) -> None:
    """MIS-4: so that nothing has to be keyed again to weigh it."""
    with within(here.pk):
        rowan = opened()
        sought = Profile.of(ROWAN)
        known = known_like([sought], largest_block=9)
        assert known.blocks.keys() <= searching_keys(sought)
        assert {child for children in known.blocks.values() for child in children} == {str(rowan.pk)}


def test_a_key_that_too_many_share_is_given_up(here: Partnership) -> None:
    """MIS-4, PAR-7: at one more than the arrangement allows, and not before."""
    with within(here.pk):
        for number in range(4):
            opened(Described(f"R{'aeiou'[number]}", "Different", date(2012, 3, 4)))
        sought = Described("Rzz", "", date(2012, 3, 4))
        assert len(like(sought, largest_block=4)) == 4
        assert like(sought, largest_block=3) == set()


def test_another_partnerships_children_are_not_read(here: Partnership) -> None:
    """PAR-1, MIS-4: the wall stands behind raw SQL as well."""
    elsewhere = a_partnership("Nowhere")
    with within(elsewhere.pk):
        opened()
    with within(here.pk):
        assert like(ROWAN) == set()


def test_a_record_of_an_earlier_version_is_read_from_its_tables(here: Partnership) -> None:
    """MIS-4: before it has a row of its own it is known all the same, and it gets one when it is next touched."""
    with within(here.pk):
        rowan = opened()
        forget_profiles(by=None, at=NOW)
        assert profiles_of([rowan.pk])[rowan.pk] == Profile.of(ROWAN)
        refresh_keys(children=[rowan], by=None, at=NOW)
        assert MatchProfile.objects.get().said == Profile.of(ROWAN).as_json


def test_rebuilding_writes_nothing_anew(here: Partnership) -> None:
    """MIS-4: the same rows, keys and profile, with the ids they had."""
    with within(here.pk):
        rowan = opened()
        before = sorted(MatchKey.objects.values_list("pk", flat=True)), MatchProfile.objects.get().pk
        refresh_keys(children=[rowan], by=None, at=NOW)
        assert (sorted(MatchKey.objects.values_list("pk", flat=True)), MatchProfile.objects.get().pk) == before


def test_everything_recorded_reaches_the_profile(here: Partnership) -> None:
    """MIS-4: another name, a home, a number, a change of birth date."""
    with within(here.pk):
        rowan = opened()
        actions.add_alias(child=rowan, forename="Ro", surname="Pretend", by=None, at=NOW)
        actions.move_to(child=rowan, text="1 Nowhere Lane", postcode="CM1 1AA", since=None, by=None, at=NOW)
        actions.add_reference(child=rowan, system="police", value="P9", by=None, at=NOW)
        profile = profiles_of([rowan.pk])[rowan.pk]
        assert profile == gathered_profiles([rowan.pk])[rowan.pk]
        assert (len(profile.names), len(profile.places), profile.references) == (2, 1, frozenset({"P9"}))
