"""The figures of a year against a slow, obvious recount of what `make-data` made (GOV-3, issue 4)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.rules.described import Described
from lantern.demo.actions import make_data
from lantern.missing.actions import correct, record_return, report_missing
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.actions.receiving import receive
from lantern.missing.models import Episode
from lantern.missing.queries.figures import figures, totals
from lantern.missing.rules.figures import (
    NOT_BACK,
    NOT_KNOWN,
    OUTSIDE,
    Count,
    Item,
    bounds,
    is_to_come,
    year_of,
    year_words,
)
from lantern.missing.rules.message import Message
from lantern.missing.views.figures import tables
from lantern.missing.vocabulary import FOUND_IN_WORDS, Absence, FoundIn, MessageKind
from lantern.organisation.models import Area, Member
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client
from tests.integration.missing.pages import asking_at_most, text_of

NOW = datetime(2026, 3, 3, 12, 34, tzinfo=UTC)
YEARS = (2024, 2025)
Tally = dict[Item, dict[str, dict[str, tuple[int, int]]]]


@pytest.fixture
def county(db: None) -> Viewer:
    """Two years of invented episodes, and somebody who sees them all."""
    make_data(children=160, years=2, now=NOW)
    key = next(each for each, name in partnership_names().items() if "Made-up" in name)
    with within(key):
        held = Member.objects.filter(roles__role=Role.MISSING_COORDINATOR, roles__area=None)
        return viewer_of(held.select_related("partnership", "agency").order_by("email")[0], now=NOW)


def month_year(start: Moment) -> int:
    """The obvious reading: January to March belong to the year before."""
    day = start.day
    return day.year - 1 if day.month in (1, 2, 3) else day.year


def keys_of(each: Any, areas: set[str]) -> Iterator[tuple[Item, str]]:
    """Where one episode is counted, asked of its own fields one after the other."""
    back = each.ended_at is not None or each.back_by is not None
    if each.start_date_only:
        yield Item.WHEN, NOT_KNOWN
    else:
        hour = _hour(each.started_at)
        yield Item.WHEN, "0" if hour < 6 else "1" if hour < 12 else "2" if hour < 18 else "3"
    yield Item.LENGTH, _length(each) if back else NOT_BACK
    yield Item.WHENCE, each.missing_from or NOT_KNOWN
    if not back:
        yield Item.FOUND, NOT_BACK
        yield Item.PLACE, NOT_BACK
        yield Item.FINDER, NOT_BACK
    else:
        yield Item.FOUND, (each.found_area if each.found_area in areas else OUTSIDE) if each.found_area else NOT_KNOWN
        yield Item.PLACE, each.found_kind or NOT_KNOWN
        yield Item.FINDER, each.found_by or NOT_KNOWN


def _hour(at: datetime) -> int:
    """British Summer Time from the last Sunday of March to that of October, written out for these years."""
    summer = [
        (datetime(2024, 3, 31, 1, tzinfo=UTC), datetime(2024, 10, 27, 1, tzinfo=UTC)),
        (datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC)),
    ]
    return (at + timedelta(hours=any(first <= at < last for first, last in summer))).hour


def _length(each: Any) -> str:
    if each.ended_at is None or each.start_date_only or each.end_date_only:
        return NOT_KNOWN
    hours = (each.ended_at - each.started_at).total_seconds() / 3600
    return "0" if hours < 6 else "1" if hours < 24 else "2" if hours < 72 else "3" if hours < 168 else "4"


def recount(year: int, counts: Callable[[Any], bool] = lambda each: True) -> tuple[Tally, dict[str, tuple[int, int]]]:
    """Every episode that `counts`, read one by one."""
    areas = set(Area.objects.values_list("name", flat=True))
    seen: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for each in Episode.objects.all():
        if month_year(each.start) == year and counts(each):
            seen[("all", each.absence)].append(each.child_id)
            for item, key in keys_of(each, areas):
                seen[(item, key, each.absence)].append(each.child_id)
    found: Tally = defaultdict(lambda: defaultdict(dict))
    for (item, *rest), children in seen.items():
        if item != "all":
            found[item][rest[0]][rest[1]] = (len(children), len(set(children)))
    every = {rest[0]: (len(of), len(set(of))) for (item, *rest), of in seen.items() if item == "all"}
    return found, every


def test_the_figures_agree_with_a_slow_recount(county: Viewer) -> None:
    """GOV-3: numbers, times and durations, where from, where found; each kind of absence, episodes and children."""
    with within(county.member.partnership_id):
        for year in YEARS:
            slow, every = recount(year)
            assert every, year
            assert {kind: (n.episodes, n.children) for kind, n in totals(county, year).kinds.items()} == every
            quick = {
                item: {
                    key: {kind: (n.episodes, n.children) for kind, n in of_kind.items()}
                    for key, of_kind in table.items()
                }
                for item, table in figures(county, year).items()
            }
            assert quick == {item: {key: dict(kinds) for key, kinds in table.items()} for item, table in slow.items()}
            assert len(slow[Item.PLACE]) > 5  # the county's invented year has most kinds of place
            for item in Item:
                assert sum(n for kinds in slow[item].values() for n, _ in kinds.values()) == sum(
                    n for n, _ in every.values()
                )


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2026, 1, 1), 2025), (date(2025, 12, 31), 2025)],
)
def test_the_year_begins_on_the_first_of_april(day: date, year: int) -> None:
    """MIS-16: as the statutory return's does."""
    assert year_of(day) == year
    first, after = bounds(year)
    assert first <= day < after


@pytest.mark.parametrize(("year", "words"), [(2025, "2025-26"), (2098, "2098-99"), (2099, "2099-00")])
def test_a_year_is_said_as_the_return_says_it(year: int, words: str) -> None:
    assert year_words(year) == words
    assert is_to_come(2026, NOW) and not is_to_come(2025, NOW)


BEGAN = datetime(2026, 3, 28, 20, tzinfo=UTC)
LATER = BEGAN + timedelta(hours=900)
DAY = Moment.on(date(2026, 3, 28))


@pytest.fixture
def officer(db: None) -> Iterator[Member]:
    """A liaison officer, in a partnership that knows of no episode."""
    here = a_partnership()
    with within(here.pk):
        yield a_member(here, Role.LIAISON_OFFICER)


def counted(officer: Member, item: Item, began: datetime = BEGAN) -> dict[str, int]:
    """How many episodes stand in which band, in the year of `began`."""
    table = figures(viewer_of(officer, now=LATER), month_year(Moment(began)))[item]
    return {band: kinds[Absence.MISSING].episodes for band, kinds in table.items()}


@pytest.mark.parametrize(
    ("hours", "band"),
    [(0, "0"), (5.99, "0"), (6, "1"), (23.99, "1"), (24, "2"), (71.9, "2"), (72, "3"), (167.9, "3"), (168, "4"), (900, "4")],
)  # fmt: skip
def test_a_length_is_elapsed_time_across_a_change_of_the_clocks(officer: Member, hours: float, band: str) -> None:
    """MIS-17: the clocks went forward in that night; 24 hours are 24 hours."""
    an_episode(a_child("Rowan"), by=officer, hours_ago=hours, back_hours_ago=0, at=BEGAN + timedelta(hours=hours))
    assert counted(officer, Item.LENGTH) == {band: 1}


@pytest.mark.parametrize(
    ("began", "back", "when", "length"),
    [
        (DAY, Moment(BEGAN), NOT_KNOWN, NOT_KNOWN),
        (Moment(BEGAN), Moment.on(date(2026, 3, 30)), "3", NOT_KNOWN),
        (DAY, None, NOT_KNOWN, NOT_BACK),
        (Moment(BEGAN), None, "3", NOT_BACK),
    ],
)
def test_what_is_not_known_is_in_no_band(
    officer: Member, began: Moment, back: Moment | None, when: str, length: str
) -> None:
    """MIS-17: a day without a time is not guessed, and who is not back has no length yet."""
    episode = report_missing(
        child=a_child("Rowan"), last_seen=began, reported=Moment(BEGAN), circumstances="", by=officer, at=BEGAN
    )
    if back:
        record_return(episode=episode, found=back, by=officer, at=LATER)
    assert (counted(officer, Item.WHEN), counted(officer, Item.LENGTH)) == ({when: 1}, {length: 1})


def test_a_return_that_nobody_recorded_has_no_length(officer: Member) -> None:
    """MIS-17: who went missing again was back before, nobody knows since when."""
    who = Described(
        forename="Rowan", surname="Pretend", born=date(2012, 3, 3), sex="F", address="1 Nowhere Row", postcode="ZZ1 1ZZ"
    )
    again, found = BEGAN + timedelta(days=2), BEGAN + timedelta(days=2, hours=9)
    messages = [
        Message("1", "police", "MP/1", MessageKind.INITIAL, "1", who, said_at=BEGAN, last_seen=Moment(BEGAN)),
        Message("2", "police", "MP/2", MessageKind.INITIAL, "2", who, said_at=again, last_seen=Moment(again)),
        Message("3", "police", "MP/2", MessageKind.FOUND, "3", who, said_at=found, found=Moment(found)),
    ]
    receive(messages=[(each, {"Ref": each.reference}) for each in messages], by=None, at=found)
    link_and_fold(by=None, at=found)
    assert counted(officer, Item.LENGTH) == {NOT_KNOWN: 1, "1": 1}


@pytest.mark.parametrize(
    ("at", "band"),
    [
        (datetime(2026, 6, 9, 23, 30, tzinfo=UTC), "0"),  # 00:30 in London
        (datetime(2026, 1, 9, 23, 30, tzinfo=UTC), "3"),
        (datetime(2026, 6, 10, 4, 59, tzinfo=UTC), "0"),
        (datetime(2026, 6, 10, 5, 0, tzinfo=UTC), "1"),
        (datetime(2026, 6, 10, 11, 0, tzinfo=UTC), "2"),
        (datetime(2026, 6, 10, 17, 0, tzinfo=UTC), "3"),
    ],
)
def test_the_time_of_day_is_londons(officer: Member, at: datetime, band: str) -> None:
    """MIS-17."""
    an_episode(a_child("Rowan"), by=officer, hours_ago=0, at=at)
    assert counted(officer, Item.WHEN, at) == {band: 1}


@pytest.mark.django_db
def test_the_page_shows_each_kind_by_itself_and_only_ones_own_area() -> None:
    """MIS-5, SHA-2: of the other district nothing is counted, and away without authorisation is not missing."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    with within(here.pk):
        mine, far = a_child("Mine", area=an_area(here, "Chelmsford")), a_child("Far", area=an_area(here, "Colchester"))
        for child, hours in ((mine, 40), (mine, 20), (far, 30)):
            an_episode(child, by=officer, hours_ago=hours, back_hours_ago=hours - 7)
    client = signed_in_client(officer)
    said = text_of(client.get("/missing/figures/"))
    assert "Missing Episodes 2 Children 1" in said
    assert "6 to 24 hours 2 1 – –" in said
    assert "Away without authorisation Episodes 0 Children 0" in said
    with asking_at_most(12):
        client.get("/missing/figures/")


@pytest.mark.django_db
def test_the_figures_are_of_the_area_that_was_chosen() -> None:
    """PAR-2: a coordinator of the county who looks at one district counts that district, in the totals and in each table."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        chosen = an_area(here, "Chelmsford")
        mine, far = a_child("Mine", area=chosen), a_child("Far", area=an_area(here, "Colchester"))
        for child, hours in ((mine, 40), (far, 30), (far, 20)):
            an_episode(child, by=coordinator, hours_ago=hours, back_hours_ago=hours - 7)
        now = datetime.now(UTC)
        year = year_of(Moment(now).day)
        for focus, counted in ((None, 3), (chosen.pk, 1)):
            viewer = viewer_of(coordinator, now=now, focus=focus)
            assert totals(viewer, year).kinds[Absence.MISSING].episodes == counted
            for table in figures(viewer, year).values():
                assert sum(kinds[Absence.MISSING].episodes for kinds in table.values()) == counted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status"), [("1950", 200), ("", 200), ("x", 200), ("2999", 404), ("²", 200), ("99999999", 200)]
)
def test_any_year_in_the_address_is_answered(asked: str, status: int) -> None:
    """A year without episodes says so; one to come is nowhere; what is no year is this one."""
    here = a_partnership()
    page = signed_in_client(a_member(here, Role.ANALYST)).get("/missing/figures/", {"year": asked})
    assert page.status_code == status
    assert status == 404 or "No episode began in this year" in text_of(page)


def test_rows_that_are_fixed_are_shown_though_nobody_is_in_them() -> None:
    """Two years can be laid beside each other; areas are those that occur."""
    shown = {table.heading: [words for words, _ in table.rows] for table in tables({})}
    assert shown["When they went"] == [
        "Midnight to 6am",
        "6am to midday",
        "Midday to 6pm",
        "6pm to midnight",
        "Time not known",
    ]
    assert shown["Where they were found"] == [*FOUND_IN_WORDS.values(), "Not back yet", "Not recorded"]
    assert shown["In which area they were found"] == []
    assert len(shown) == len(Item)


@pytest.mark.django_db
def test_where_they_were_found_is_counted_by_the_kind_of_place() -> None:
    """MIS-6, GOV-3: one that nobody said is not recorded, one who is not back is not back, and no place is named."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        said, unsaid, away = (a_child() for _ in range(3))
        episode = an_episode(said, by=coordinator, hours_ago=9, back_hours_ago=5)
        an_episode(unsaid, by=coordinator, hours_ago=9, back_hours_ago=5)
        an_episode(away, by=coordinator, hours_ago=9)
        now = datetime.now(UTC)
        correct(episode=episode, facts={"found_kind": FoundIn.FRIEND}, by=coordinator, at=now)
        table = figures(viewer_of(coordinator, now=now), year_of(Moment(now).day))[Item.PLACE]
        one = {Absence.MISSING: Count(1, 1)}
        assert table == {FoundIn.FRIEND: one, NOT_KNOWN: one, NOT_BACK: one}
    said_there = text_of(signed_in_client(coordinator).get("/missing/figures/"))
    assert "A friend’s home 1 1" in said_there and "Fictional Station" not in said_there
