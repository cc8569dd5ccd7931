"""Invented children and staff: clearly fictional, believable, the same at any number."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from lantern.children.vocabulary import LEGAL_STATUSES, PLACEMENTS, Status
from lantern.demo.rules.names_of_people import FORENAMES, SURNAMES
from lantern.demo.rules.people import Population
from lantern.demo.rules.staff import caseloads, draw_agencies, draw_staff
from lantern.organisation.vocabulary import Role
from tests.unit.demo.invented import NOW, TODAY, a_county, people


def age(population: Population, number: int) -> int:
    born = population.child(number).born
    return TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))


def test_everyone_is_eight_to_seventeen_and_made_up() -> None:
    """Invented people only: every surname is made of words that say so."""
    for child in people():
        assert 8 <= age(people(), child.number) <= 17
        assert set(child.surname.split("-")) <= {*SURNAMES} or child.surname in SURNAMES
        assert child.forename in FORENAMES[child.sex]
        assert child.pupil_number[0] in "IOS", "a check letter that no real pupil number has"


def test_a_child_is_the_same_whatever_number_is_asked_for() -> None:
    """`lantern make-data` goes on where it stopped: the child is a function of the seed and its number."""
    few, many = people(30), people(400)
    assert list(few) == [many.child(number) for number in range(1, 31)]
    assert list(many.since(371)) == list(many)[370:]
    with pytest.raises(ValueError, match="no child 401"):
        many.child(401)


def test_council_references_count_children() -> None:
    """MIS-4: D0000001 and on; a child the council does not know has none, and every child has a police one."""
    known = [child for child in people() if child.reference]
    assert 0.9 < len(known) / len(people()) < 1
    assert all(child.reference == f"D{child.number:07d}" for child in known)
    assert all(not child.services and not child.worker for child in people() if not child.reference)
    assert len({child.police_reference for child in people()}) == len(people())


def test_twins_share_a_birthday_and_brothers_and_sisters_do_not() -> None:
    """MIS-4: twins, some with one pupil number; the first two children are twins in every county."""
    families: dict[int, list[int]] = {}
    for child in people(4000):
        families.setdefault(child.household, []).append(child.number)
    several = [[people(4000).child(number) for number in numbers] for numbers in families.values() if len(numbers) > 1]
    assert 0.1 < len(several) / len(families) < 0.4
    for family in several:
        assert len({child.forename for child in family}) == len(family)
        births = sorted(child.born for child in family)
        assert all(one == other or other - one > timedelta(days=300) for one, other in pairwise(births))
    twins = [family for family in several if family[0].twin]
    assert [child.number for child in twins[0]] == [1, 2]
    assert any(family[0].pupil_number == family[1].pupil_number for family in twins)


def test_addresses_are_in_the_county_and_some_are_not_known() -> None:
    """SHA-2: a child whose area is not known has no address."""
    codes = {postcode.code: postcode for postcode in a_county().postcodes}
    for child in people():
        for home in child.residences:
            assert codes[home.postcode].district == home.area
            assert codes[home.postcode].street in home.text
        assert all(one.until == other.since for one, other in pairwise(child.residences))
    without = [child for child in people() if not child.residences]
    assert 0 < len(without) < 0.1 * len(people())
    assert any(len(child.residences) > 1 for child in people())


def test_periods_of_service_and_placement_follow_one_another() -> None:
    """MIS-8: one status a day; a placement for each day of being looked after, and for no other."""
    for child in people():
        assert all(one.until == other.since and one.since < other.since for one, other in pairwise(child.services))
        assert all(one.until == other.since and one.since < other.since for one, other in pairwise(child.placements))
        assert all(period.since >= child.born for period in child.services)
        for period in child.services:
            cared_for = period.status is Status.LOOKED_AFTER
            assert (period.legal_status in LEGAL_STATUSES) == cared_for
            assert (child.placed_on(period.since) is not None) == cared_for
        assert all(placed.code in PLACEMENTS for placed in child.placements)
        assert child.service_on(TODAY) is child.status


def test_every_status_and_some_placements_out_of_area() -> None:
    """MIS-8, MIS-14: each status occurs; some looked-after children are placed with a neighbouring authority."""
    assert {child.status for child in people()} == set(Status)
    away = [child.placement for child in people() if child.placement and child.placement.out_of_area]
    assert away
    assert all(placed.postcode.startswith("XQ") and placed.area.startswith("neighbour") for placed in away)


def test_workers_come_from_the_team_of_the_home_district() -> None:
    """SHA-2: somebody works with each child in need, of the quadrant's own team."""
    teams = caseloads(a_county(), draw_staff(a_county()))
    for child in people():
        home = child.address.area if child.address else ""
        assert not child.worker or child.worker in teams[home]
        if child.status in {Status.LOOKED_AFTER, Status.PROTECTION_PLAN, Status.IN_NEED, Status.ASSESSMENT}:
            assert child.worker


def test_every_role_has_somebody() -> None:
    """PAR-3, PAR-4: one click signs in as any of the demo people; distinct, reachable nowhere."""
    staff = draw_staff(a_county())
    assert {member.role for member in staff} == set(Role)
    assert len({member.email for member in staff}) == len({member.key for member in staff}) == len(staff)
    assert all(member.email.endswith("@example.org") for member in staff)
    agencies = {agency.key for agency in draw_agencies(a_county(), TODAY)}
    assert {member.agency for member in staff} <= agencies
    areas = {area.key for area in a_county().areas}
    assert all(set(member.areas) <= areas for member in staff)


def test_liaison_officers_cover_police_districts_but_not_all() -> None:
    """PAR-2: one to a police district; some posts are vacant."""
    posts = [member.areas[0] for member in draw_staff(a_county()) if member.role is Role.LIAISON_OFFICER]
    assert len(posts) == len(set(posts))
    assert set(posts) < {area.key for area in a_county().police_districts}


def test_one_agency_has_no_current_protocol() -> None:
    """PAR-6: an expired and an unsigned protocol, so that both can be seen."""
    agencies = draw_agencies(a_county(), TODAY)
    assert [a.key for a in agencies if a.expires and a.expires < TODAY] == ["probation"]
    assert [a.key for a in agencies if a.signed is None] == ["fire"]


def test_a_population_of_another_county_is_another() -> None:
    """The seed of the county is that of its people."""
    other = replace(people(30), county=a_county(3))
    assert [child.surname for child in other] != [child.surname for child in people(30)]
    assert NOW.date() == TODAY
