"""PAR-2: areas change over the years: each day has its own map, for lists, roles and children alike."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from lantern.access.scope import in_focus
from lantern.access.viewer import Viewer, viewer_of
from lantern.children.models import Child
from lantern.missing.queries.board import numbers
from lantern.missing.queries.districts import District, districts
from lantern.organisation import actions
from lantern.organisation.actions.partnership import areas_changed
from lantern.organisation.models import Area, Geography, Holding
from lantern.organisation.queries import Areas, areas_on
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import midnight
from lantern.trail.acting import action
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area

pytestmark = pytest.mark.django_db
MOVES = date(2026, 4, 1)
BEFORE, LATER = MOVES - timedelta(days=1), MOVES + timedelta(days=400)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


def move(here: Partnership, name: str, to: str, on: date) -> None:
    actions.move_area(area=an_area(here, name), to=an_area(here, to), on=on, by=None, at=NOON)
    here.refresh_from_db()


def held_by(here: Partnership, name: str, day: date) -> set[str]:
    """The names of the areas that `name` holds on `day`, at any depth, and its own."""
    areas = areas_on(day, here)
    return {areas.name(each) for each in areas.within([an_area(here, name).pk])}


def above(here: Partnership, name: str, level: str, day: date) -> str:
    areas = areas_on(day, here)
    return areas.name(areas.above(an_area(here, name).pk, level))


MID, NORTH = {"Mid", "Chelmsford", "Braintree", "Maldon"}, {"North", "Colchester", "Tendring"}


@pytest.mark.parametrize(
    ("day", "mid", "north"),
    [
        (date(1974, 4, 1), MID, NORTH),
        (BEFORE, MID, NORTH),
        (MOVES, MID - {"Maldon"}, NORTH | {"Maldon"}),
        (LATER, MID - {"Maldon"}, NORTH | {"Maldon"}),
    ],
)
def test_a_district_moves_on_a_day_and_not_before(here: Partnership, day: date, mid: set[str], north: set[str]) -> None:
    """PAR-2: the day before still has the old map; long ago has the one there always was."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
        assert (held_by(here, "Mid", day), held_by(here, "North", day)) == (mid, north)
        assert above(here, "Maldon", "quadrant", day) == ("North" if day >= MOVES else "Mid")
        assert above(here, "Maldon", "county", day) == "Essex"
        assert len(held_by(here, "Essex", day)) == 17  # four quadrants, twelve districts, the county


def test_a_district_that_moves_and_comes_back_has_three_times(here: Partnership) -> None:
    """PAR-2: each is kept; on every day it lies in one quadrant."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
        move(here, "Maldon", "Mid", LATER)
        days = (BEFORE, MOVES, LATER - timedelta(days=1), LATER)
        assert [above(here, "Maldon", "quadrant", day) for day in days] == ["Mid", "North", "North", "Mid"]
        kept = Holding.objects.filter(held=an_area(here, "Maldon")).order_by("since")
        assert [(each.since, each.until) for each in kept] == [(date.min, MOVES), (MOVES, LATER), (LATER, None)]


def test_moved_twice_on_one_day_it_lies_where_it_was_moved_last(here: Partnership) -> None:
    """PAR-2: a slip put right on the day leaves no day without a quadrant."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
        move(here, "Maldon", "South", MOVES)
        assert [above(here, "Maldon", "quadrant", day) for day in (BEFORE, MOVES, LATER)] == ["Mid", "South", "South"]
        assert "Maldon" not in held_by(here, "North", MOVES)


def test_a_whole_quadrant_moves_with_all_it_holds(here: Partnership) -> None:
    """PAR-2: what lies below it goes along."""
    with within(here.pk):
        move(here, "Mid", "North", MOVES)
        assert held_by(here, "North", MOVES) == MID | NORTH
        assert held_by(here, "North", BEFORE) == NORTH


def test_no_area_has_two_holders_on_one_day_or_holds_itself(here: Partnership) -> None:
    """PAR-2: the database says no, whoever asks."""
    with within(here.pk):
        maldon, north = an_area(here, "Maldon"), an_area(here, "North")
        for holder, since in ((north, MOVES), (maldon, MOVES)):
            with pytest.raises(IntegrityError), transaction.atomic():
                put_in(holder=holder, held=maldon, since=since)


@action
def put_in(
    *,
    holder: Area,
    held: Area,
    since: date,
    in_tree: bool = True,
    until: date | None = None,
    by: None = None,
    at: datetime = NOON,
) -> None:
    Holding.objects.create(holder=holder, held=held, since=since, until=until, in_tree=in_tree)
    areas_changed()


@action
def lay_over(*, names: list[str], by: None = None, at: datetime = NOON) -> list[Area]:
    """Police districts laid over the main map."""
    police = Geography.objects.get(key="police")
    return [Area.objects.create(geography=police, code=each, name=each, level="police district") for each in names]


def test_an_overlay_shares_and_joins_districts_and_leaves_the_tree_alone(here: Partnership) -> None:
    """PAR-2: two police districts share one district; one of them has half of another quadrant besides."""
    with within(here.pk):
        east, west = lay_over(names=["Police East", "Police West"])
        for holder, held in ((east, "Chelmsford"), (west, "Chelmsford"), (west, "Harlow")):
            put_in(holder=holder, held=an_area(here, held), since=MOVES, in_tree=False)
        here.refresh_from_db()
        areas = areas_on(MOVES, here)
        assert {areas.name(each) for each in areas.within([west.pk])} == {"Police West", "Chelmsford", "Harlow"}
        assert {areas.name(each) for each in areas.within([east.pk])} == {"Police East", "Chelmsford"}
        assert above(here, "Chelmsford", "quadrant", MOVES) == "Mid"
        assert areas.above(east.pk, "quadrant") is None
        assert areas_on(BEFORE, here).within([west.pk]) == {west.pk}


def test_a_role_over_an_overlay_opens_its_districts_while_it_has_them(here: Partnership) -> None:
    """PAR-2, SHA-2: a police district's officer sees the children of the districts it holds that day, and no others."""
    with within(here.pk):
        (west,) = lay_over(names=["Police West"])
        put_in(holder=west, held=an_area(here, "Harlow"), since=MOVES, until=LATER, in_tree=False)
    officer = a_member(here, Role.LIAISON_OFFICER, west)
    with within(here.pk):
        officer.partnership.refresh_from_db()
        a_child("Harry", area=an_area(here, "Harlow"))
        a_child("Mia", area=an_area(here, "Chelmsford"))
        assert [seen_on(officer, day) for day in (BEFORE, MOVES, LATER)] == [set(), {"Harry"}, set()]


def on(member: object, day: date, focus: str = "") -> Viewer:
    """The member at noon of a day."""
    at = datetime.combine(day, time(12), UTC)
    return viewer_of(member, now=at, focus=an_area(member.partnership, focus).pk if focus else None)  # type: ignore[attr-defined, arg-type]


def seen_on(member: object, day: date) -> set[str]:
    return set(Child.visible_to(on(member, day)).values_list("forename", flat=True))


@pytest.mark.parametrize(
    ("area", "before", "after"),
    [
        ("Mid", {"Mo", "Cy"}, {"Cy"}),
        ("North", {"Nia"}, {"Nia", "Mo"}),
        ("Maldon", {"Mo"}, {"Mo"}),
        (None, {"Mo", "Cy", "Nia", "Una"}, {"Mo", "Cy", "Nia", "Una"}),
    ],
)
def test_an_officer_sees_the_children_of_their_area_as_it_is_that_day(
    here: Partnership, area: str | None, before: set[str], after: set[str]
) -> None:
    """SHA-2: the children of a district that moves change hands at midnight; one without an area is for the whole."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
    officer = a_member(here, Role.LIAISON_OFFICER, area)
    with within(here.pk):
        for name, place in (("Mo", "Maldon"), ("Cy", "Chelmsford"), ("Nia", "Colchester")):
            a_child(name, area=an_area(here, place))
        a_child("Una")
        assert (seen_on(officer, BEFORE), seen_on(officer, MOVES)) == (before, after)
        midnights = (midnight(MOVES) - timedelta(microseconds=1), midnight(MOVES))
        viewers = [viewer_of(officer, now=at) for at in midnights]
        assert [set(Child.visible_to(each).values_list("forename", flat=True)) for each in viewers] == [before, after]


def test_the_area_somebody_chose_to_look_at_is_that_of_the_day_too(here: Partnership) -> None:
    """PAR-2: a focus narrows to what the quadrant holds now, and to nothing where it is none of one's own."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
    wide, mid = a_member(here, Role.LIAISON_OFFICER), a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        a_child("Mo", area=an_area(here, "Maldon"))

        def found(viewer: Viewer) -> list[str]:
            return list(Child.visible_to(viewer).filter(in_focus(viewer)).values_list("forename", flat=True))

        assert [found(on(wide, day, "Mid")) for day in (BEFORE, MOVES)] == [["Mo"], []]
        assert [found(on(wide, day, "North")) for day in (BEFORE, MOVES)] == [[], ["Mo"]]
        assert [found(on(mid, day, "Maldon")) for day in (BEFORE, MOVES)] == [["Mo"], []]
        assert on(mid, MOVES, "North").focus is None
        assert on(mid, MOVES, "Maldon").focus is None
        assert on(mid, BEFORE, "Maldon").focus == an_area(here, "Maldon").pk


def test_whoever_looks_may_choose_between_the_areas_that_are_theirs_that_day(here: Partnership) -> None:
    """PAR-2: quadrants first, then districts, each by name."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
    mid = a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        for day, names in (
            (BEFORE, ["Mid", "Braintree", "Chelmsford", "Maldon"]),
            (MOVES, ["Mid", "Braintree", "Chelmsford"]),
        ):
            viewer = on(mid, day)
            assert [viewer.areas.name(each) for each in viewer.own_areas] == names


def test_the_board_counts_districts_of_the_day(here: Partnership) -> None:
    """PAR-2, MIS-13: a district that went elsewhere is not among the viewer's own any more."""
    with within(here.pk):
        move(here, "Maldon", "North", MOVES)
    mid = a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        for day, names in ((BEFORE, ["Braintree", "Chelmsford", "Maldon"]), (MOVES, ["Braintree", "Chelmsford"])):
            viewer = on(mid, day)
            found = districts(viewer, numbers(viewer))
            assert found == [District(an_area(here, name).pk, name, 0, 0) for name in names]


def test_another_partnerships_map_is_not_moved(here: Partnership) -> None:
    """PAR-1: the same names, another map; and what was read of ours is read anew at once."""
    elsewhere = a_partnership("Elsewhere")
    with within(here.pk):
        first: Areas = areas_on(MOVES, here)
        assert areas_on(MOVES, here) is first
        move(here, "Maldon", "North", MOVES)
        assert areas_on(MOVES, here) is not first
    with within(elsewhere.pk):
        assert "Maldon" in held_by(elsewhere, "Mid", MOVES)
        assert areas_on(MOVES, elsewhere).name(an_area(here, "Maldon").pk) == ""


def test_questions_about_no_area_have_an_answer(here: Partnership) -> None:
    """PAR-2: a child without one, an area without such a level, an area nobody knows."""
    with within(here.pk):
        areas = areas_on(MOVES, here)
        essex = an_area(here, "Essex").pk
        assert (areas.name(None), areas.above(None, "district"), areas.within([])) == ("", None, frozenset())
        assert areas.above(essex, "district") is None
        assert areas.above(essex, "county") == essex
        assert areas.above(here.pk, "county") is None
