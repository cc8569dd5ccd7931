"""What is drawn of a child's life: services and placements, steps about an absence, scenes, who works where."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status
from lantern.demo.rules.absences import BY_AGE, PAUSE, SHORTEST, Away, absences, pace
from lantern.demo.rules.chance import stream
from lantern.demo.rules.child import Child
from lantern.demo.rules.deeds import FACE_TO_FACE, FORGOTTEN, ONLY_WHEN_OPEN, OWNERS, Deed, deed, deeds, waiver
from lantern.demo.rules.people import AGES, OLDEST, YOUNGEST
from lantern.demo.rules.scenes import MISSING_NOW, RETURNED, cast, missing_scenes
from lantern.demo.rules.services import LASTS_DAYS, MOVED, OLDER_ONLY, placements, services
from lantern.demo.rules.staff import LIAISON_GAP, caseloads, draw_agencies, draw_staff
from lantern.demo.rules.stories import WAIVERS
from lantern.demo.rules.telling import Facts, Teller, haunts
from lantern.demo.rules.unclear import BLURS
from lantern.missing.vocabulary import Grade, MissingFrom, Risk, StepKind
from lantern.organisation.vocabulary import Role
from tests.unit.demo.invented import NOW, TODAY, a_county, people

BORN = date(2011, 5, 6)
seeds = st.integers(0, 5000)


@settings(max_examples=150)
@given(seeds)
def test_services_follow_one_another_up_to_today(seed: int) -> None:
    """MIS-8: one status a day, none before birth, the last one open; a legal status while looked after alone."""
    periods = services(Random(seed), BORN, TODAY)
    if not periods:
        return
    assert periods[-1].until is None
    assert all(one.until == other.since for one, other in pairwise(periods))
    assert all(period.since >= BORN and (period.until or TODAY) > period.since for period in periods)
    for period in periods:
        assert bool(period.legal_status) is (period.status is Status.LOOKED_AFTER)
        shortest, longest = LASTS_DAYS[period.status]
        days = ((period.until or TODAY) - period.since).days
        assert days <= longest
        assert days >= shortest or period.since == BORN or period.legal_status in ("C1", "C2")


@settings(max_examples=60)
@given(seeds)
def test_a_full_order_follows_an_interim_one(seed: int) -> None:
    """codes.md: C1 for half a year, then C2; a shorter time is interim throughout."""
    for one, other in pairwise(services(Random(seed), BORN, TODAY)):
        if other.legal_status == "C2":
            assert one.legal_status == "C1"
            assert other.since - one.since == timedelta(days=180)


@settings(max_examples=100)
@given(seeds)
def test_placements_cover_the_time_in_care_and_no_other(seed: int) -> None:
    """MIS-14: without a gap; the codes that end them say why."""
    rng = Random(seed)
    periods = services(rng, BORN, TODAY)
    cared = [period for period in periods if period.status is Status.LOOKED_AFTER]
    found = placements(rng, a_county(), periods, BORN, TODAY, a_county().districts[0].key)
    assert bool(found) is bool(cared)
    if not found:
        return
    assert (found[0].since, found[-1].until) == (cared[0].since, cared[-1].until)
    assert all(one.until == other.since and one.reason_ended == MOVED for one, other in pairwise(found))
    assert bool(found[-1].reason_ended) is (found[-1].until is not None)
    for each in found:
        age = (each.since - BORN).days / 365.25
        assert each.code not in OLDER_ONLY or age >= 16
        assert each.out_of_area is each.area.startswith("neighbour")
        assert each.place
        assert each.provider


def test_nobody_in_care_is_placed_nowhere() -> None:
    """MIS-14."""
    assert placements(Random(1), a_county(), (), BORN, TODAY, "") == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.floats(0.2, 12), st.integers(0, 900))
def test_absences_keep_to_their_window_and_never_touch(number: int, rate: float, days: int) -> None:
    """MIS-3: in order, at least an hour apart, none shorter than can be told, all over by the end."""
    child = people().child(number)
    since = NOW - timedelta(days=days)
    found = absences(child, stream("test", number), since=since, until=NOW, rate=rate)
    for away in found:
        assert away.end is not None
        assert since <= away.start < away.end < NOW
        assert away.end - away.start >= timedelta(seconds=SHORTEST) - timedelta(minutes=1)
        assert away.start.second == away.end.second == 0
    for one, other in pairwise(found):
        assert one.end is not None
        assert other.start - one.end >= timedelta(seconds=PAUSE) - timedelta(minutes=2)


def test_more_is_more() -> None:
    """`--rate` does what it says; a rate of nearly none gives nearly none."""

    def count(rate: float) -> int:
        window = {"since": NOW - timedelta(days=700), "until": NOW}
        return sum(len(absences(child, stream("rate", child.number), rate=rate, **window)) for child in people())

    few, some, many = count(0.01), count(1.0), count(4.0)
    assert few < some / 20
    assert many == pytest.approx(4 * some, rel=0.35)


@pytest.mark.parametrize("years", [0.25, 1, 2, 4, 8])
def test_children_were_younger_then(years: float) -> None:
    """The pace is that of the whole time: lower the further back it goes."""
    assert pace(years) > pace(years * 2) > 0
    assert set(BY_AGE) == set(range(YOUNGEST, OLDEST + 1)) == set(AGES.items)


def facts(grade: Grade | None = Grade.PRIORITY, ended_hours_ago: float = 24 * 60) -> Facts:
    child = next(child for child in people() if child.residences)
    end = NOW - timedelta(hours=ended_hours_ago)
    teller = Teller(child, a_county(), haunts(a_county()), Random(1))
    return teller.facts("DEMO/1", Away(end - timedelta(hours=10), end))._replace(grade=grade)


def drawn(times: int = 300, **given_: object) -> list[Deed]:
    asked: dict[str, object] = {"is_open": True, "gone_again": None, "now": NOW, **given_}
    told = asked.pop("facts", None) or facts()
    return [each for seed in range(times) for each in deeds(Random(seed), told, **asked)]  # type: ignore[arg-type]


STEPS = set(StepKind) - {StepKind.CHAT}  # a chat is held by the child's own choice, and drawn apart


def test_each_step_is_the_duty_of_its_role_and_taken_once() -> None:
    """MIS-7 to MIS-9."""
    for seed in range(100):
        found = list(deeds(Random(seed), facts(), is_open=True, gone_again=None, now=NOW))
        kinds = [each.kind for each in found]
        assert len(kinds) == len(set(kinds))
        assert all(each.role is OWNERS[each.kind] for each in found)
    assert {each.kind for each in drawn()} == STEPS


@pytest.mark.parametrize(("is_open", "kinds"), [(True, STEPS), (False, STEPS - ONLY_WHEN_OPEN)])
def test_contact_and_plan_only_for_who_is_open(is_open: bool, kinds: set[StepKind]) -> None:
    """MIS-8: the others have letters."""
    found = drawn(is_open=is_open)
    assert {each.kind for each in found} == kinds
    offers = {each.note for each in found if each.kind is StepKind.CHAT_OFFER and not each.waived}
    assert len(offers) == 1
    assert ("Letters" in offers.pop()) is not is_open


def test_nobody_attends_a_report_without_a_grade_or_after_the_return() -> None:
    """MIS-2."""
    assert StepKind.ATTENDANCE not in {each.kind for each in drawn(facts=facts(grade=None))}
    told = facts(grade=Grade.SCHEDULED)
    assert told.away.end is not None
    attended = [each.at for each in drawn(facts=told) if each.kind is StepKind.ATTENDANCE]
    assert attended
    assert all(told.reported < at < told.away.end for at in attended)


def test_what_needs_the_child_there_is_waived_when_they_are_gone_again() -> None:
    """MIS-7: three hours later somebody says so."""
    told = facts()
    assert told.away.end is not None
    again = told.away.end + timedelta(hours=2)
    found = [each for each in drawn(facts=told, gone_again=again) if each.kind in FACE_TO_FACE and each.at > again]
    assert found
    assert {each.waived for each in found if each.at == again + timedelta(hours=3)} == {
        "Missing again before it could be done."
    }
    assert all(each.waived for each in found)


def test_what_was_forgotten_is_closed_by_a_review_only_after_weeks() -> None:
    """MIS-7: nothing is said of it before."""
    told = facts()
    assert told.away.end is not None
    late = [each for each in drawn(facts=told) if each.waived.startswith("Not done in time")]
    assert {each.at - told.away.end for each in late} == {FORGOTTEN * 0.7}
    assert not [each for each in drawn(facts=facts(ended_hours_ago=24 * 20)) if each.waived.startswith("Not done")]


def test_now_and_then_a_step_is_waived_with_its_reason() -> None:
    """MIS-7: about one in twenty, each for one of the reasons that are usual."""
    checks = [each for each in drawn() if each.kind is StepKind.VULNERABILITY_CHECK]
    waived = [each for each in checks if each.waived in WAIVERS]
    assert 0.02 < len(waived) / len(checks) < 0.09
    assert len({each.waived for each in waived}) > 1


def test_nothing_was_done_in_the_future() -> None:
    """Steps that are not due yet are simply not there."""
    found = drawn(facts=facts(ended_hours_ago=12))
    assert all(each.at <= NOW for each in found)
    assert len(found) < 0.7 * len(drawn())


def test_a_plan_has_its_number_and_a_waiver_its_reason() -> None:
    """MIS-9: that of the social care record."""
    plan = deed(facts(), StepKind.PREVENTION_PLAN, NOW, is_open=True)
    assert plan.reference == "PLAN-DEMO/1"
    assert deed(facts(), StepKind.CONTACT, NOW, is_open=True).reference == ""
    assert waiver(StepKind.CONTACT, NOW, "Seen in hospital.").waived == "Seen in hospital."
    assert all(bool(each.waived) is not bool(each.note) for each in drawn(50))


@pytest.mark.parametrize("count", [0, 1, 8, 9, 20])
def test_scenes_come_again_when_more_are_asked_for(count: int) -> None:
    """Each some hours apart from the like one before."""
    found = list(missing_scenes(count, NOW))
    assert len(found) == count
    assert len({scene.began for scene in found}) == count
    assert all(scene.returned is None for scene in found)


HOURS = [
    (datetime(2026, 3, 31, 10, tzinfo=UTC), True, "a Tuesday at eleven in London"),
    (datetime(2026, 3, 31, 8, 30, tzinfo=UTC), False, "half past nine"),
    (datetime(2026, 3, 31, 15, tzinfo=UTC), False, "four in the afternoon"),
    (datetime(2026, 3, 28, 12, tzinfo=UTC), False, "a Saturday"),
    (datetime(2026, 8, 4, 11, tzinfo=UTC), False, "August"),
]


@pytest.mark.parametrize(("now", "school"), [row[:2] for row in HOURS], ids=[row[2] for row in HOURS])
def test_a_child_is_missing_from_school_only_while_there_is_school(now: datetime, school: bool) -> None:
    """MIS-1: by London's clock."""
    left = {scene.missing_from for scene in missing_scenes(len(MISSING_NOW), now)}
    assert (MissingFrom.SCHOOL in left) is school


def test_every_part_is_played_by_a_child_whom_it_suits() -> None:
    """MIS-14: old enough, and in care, at home or at school as the part says; the first twins play none."""
    played = cast(people(), NOW, missing_now=5)
    assert len(played) == 5 + len(RETURNED)
    assert not {1, 2} & set(played)
    suited = [scene.who(people().child(number)) for number, scene in played.items()]
    assert all(suited)
    assert all(people().child(number).born < TODAY - timedelta(days=11 * 365) for number in played)
    assert cast(people(), NOW, missing_now=5) == played
    assert cast(people(), NOW, missing_now=0) == {}


def test_parts_that_suit_nobody_are_played_all_the_same() -> None:
    """A county of a few children has as many missing as was asked for, while there are children."""
    assert len(cast(people(30), NOW, missing_now=3)) == 3 + len(RETURNED)
    assert len(cast(people(8), NOW, missing_now=3)) == 6


def test_scenes_are_told_in_the_order_of_time() -> None:
    """What was done lies after the return and before now; a child who is back was away before."""
    for scene in (*MISSING_NOW, *RETURNED):
        assert scene.risk in Risk
        assert scene.began > scene.reported_after or scene.returned is None
        if scene.returned is not None:
            assert scene.began > scene.returned
        for kind, hours in scene.done:
            limit = scene.began - scene.reported_after if kind is StepKind.ATTENDANCE else scene.returned
            assert limit is not None
            assert 0 < hours <= limit
        assert all(day * 24 > scene.began for day in scene.earlier)


WHO = Described("Rowan", "Example", date(2012, 2, 29), "M", "145 Fictional Lane", "QX1 4AB", "", frozenset())


@pytest.mark.parametrize(("why", "blur"), BLURS, ids=[row[0] for row in BLURS])
def test_a_blurred_description_is_another_and_says_less(why: str, blur: object) -> None:
    """MIS-4: so that no machine links it by itself; a leap day becomes a day that exists."""
    found: Described = blur(WHO)  # type: ignore[operator]
    assert found != WHO
    assert (found.address, found.postcode) != (WHO.address, WHO.postcode) or found.forename == "R"
    assert found.born in (WHO.born, date(2011, 2, 28), None)
    assert found.sex == WHO.sex
    assert blur(replace(WHO, born=None)).born is None  # type: ignore[operator]


def test_one_police_district_in_four_has_no_liaison_officer() -> None:
    """PAR-2: a vacant post is an everyday thing."""
    staff = draw_staff(a_county())
    officers = [member for member in staff if member.role is Role.LIAISON_OFFICER]
    districts = a_county().police_districts
    assert len(officers) == len(districts) - len(districts) // LIAISON_GAP
    assert all(member.agency == "police" for member in officers)


@pytest.mark.parametrize("workers", [1, 3, 8, 13])
def test_every_district_has_a_social_worker_however_few_there_are(workers: int) -> None:
    """SHA-2: a team without anybody borrows from the others."""
    staff = draw_staff(a_county(), social_workers=workers)
    covering = caseloads(a_county(), staff)
    assert set(covering) == {"", *(area.key for area in a_county().districts)}
    assert all(covering.values())
    assert len(covering[""]) == workers
    counts = Counter(member.role for member in staff)
    assert counts[Role.SOCIAL_WORKER] == workers
    assert counts[Role.CHAIR] == len(a_county().quadrants)
    keys = {member.key for member in staff if member.role is Role.SOCIAL_WORKER}
    assert {key for team in covering.values() for key in team} <= keys


def test_agencies_are_those_of_the_county() -> None:
    """PAR-3, PAR-6: a council to each district; signed three years before they expire; mail that reaches nobody."""
    agencies = draw_agencies(a_county(), TODAY)
    assert len({agency.key for agency in agencies}) == len(agencies)
    assert {f"council-{area.key}" for area in a_county().districts} <= {agency.key for agency in agencies}
    for agency in agencies:
        assert agency.mailbox == f"{agency.key}.secure@example.org"
        if agency.signed and agency.expires:
            assert agency.expires - agency.signed == timedelta(days=3 * 365)


def test_where_a_child_lives_now_is_the_placement_while_it_is_in_the_county() -> None:
    """PAR-2: out of the county it is home's district that stays responsible."""

    def area_of(child: Child) -> str:
        home = child.address.area if child.address else ""
        return child.placement.area if child.placement and not child.placement.out_of_area else home

    assert all(child.area == area_of(child) for child in people())
    placed = [child for child in people() if child.placement and child.placement.out_of_area]
    assert placed
    assert not any(child.area.startswith("neighbour") for child in placed)
