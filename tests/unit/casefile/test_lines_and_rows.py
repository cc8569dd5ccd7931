"""Bars over a year have the numbers of their table, and rows say of an episode and of the trail what there is to say."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile import rows
from lantern.casefile.parts import Owed, folded, gathered
from lantern.casefile.pictures import LEAST, WIDTH, line, months
from lantern.casefile.rules.periods import Period, by_year, started_within
from lantern.missing.models import Episode
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Risk
from lantern.organisation.models import Member
from lantern.organisation.queries import Areas
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind

NOW = datetime(2026, 7, 15, 11, tzinfo=UTC)
OPENS = NOW - timedelta(days=365)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HERE = uuid4()


def viewer(*permissions: Permission) -> Viewer:
    return Viewer(
        member=Member(partnership_id=HERE),
        roles=frozenset(),
        permissions=frozenset(permissions),
        covers_all=True,
        covers=frozenset(),
        areas=Areas({}, {}, {}, {}),
        now=NOW,
    )


def bars(page: str) -> list[tuple[str, float, float]]:
    found = re.findall(r'lantern-strip__(past|open)" x="([\d.]+)" y="4" width="([\d.]+)"', page)
    return [(kind, float(left), float(width)) for kind, left, width in found]


BARS = [
    (Period(OPENS, OPENS + 36.5 * DAY), [("past", 0.0, 100.0)], "a tenth of the year from its beginning"),
    (Period(OPENS + 182.5 * DAY, OPENS + 182.5 * DAY + HOUR), [("past", 500.0, 5.0)], "an hour has the least width"),
    (Period(NOW - 36.5 * DAY), [("open", 900.0, 100.0)], "one that goes on reaches the end"),
    (Period(NOW - HOUR), [("open", 995.0, 5.0)], "one that has just begun stays inside"),
    (Period(OPENS - 30 * DAY, OPENS + 36.5 * DAY), [("past", 0.0, 100.0)], "one from before begins at the edge"),
    (Period(OPENS - 30 * DAY, OPENS), [("past", 0.0, 5.0)], "one that ended at the edge"),
    (Period(OPENS - 30 * DAY, OPENS - HOUR), [], "one that ended before it"),
    (Period(NOW, NOW + HOUR), [], "one that begins where the line ends"),
]


@pytest.mark.parametrize(("period", "drawn"), [row[:2] for row in BARS], ids=[row[2] for row in BARS])
def test_where_a_bar_stands(period: Period, drawn: list[tuple[str, float, float]]) -> None:
    """MIS-13: a thousand units are the line."""
    page = line([period], OPENS, NOW, NOW, "Missing once in 12 months")
    assert bars(page) == drawn
    assert 'role="img" aria-label="Missing once in 12 months"' in page


starts = st.integers(0, 24 * 900)


@settings(max_examples=80)
@given(st.lists(st.tuples(starts, st.integers(1, 800)), max_size=12), st.booleans())
def test_bars_stay_inside_and_are_as_many_as_touch_the_line(spans: list[tuple[int, int]], is_open: bool) -> None:
    """MIS-13: none is lost, none hangs over the edge."""
    periods = [Period(NOW - ago * HOUR, min(NOW, NOW - (ago - long) * HOUR)) for ago, long in spans if ago]
    periods += [Period(NOW - 2 * HOUR)] if is_open else []
    drawn = bars(line(periods, OPENS, NOW, NOW, ""))
    assert len(drawn) == sum((each.end or NOW) >= OPENS for each in periods)
    for _, left, width in drawn:
        assert left >= 0
        assert width >= LEAST
        assert left + width <= WIDTH + 0.11
    assert sum(kind == "open" for kind, _, _ in drawn) == is_open


@settings(max_examples=60)
@given(st.lists(st.tuples(starts, st.integers(1, 400)), min_size=1, max_size=10))
def test_a_years_picture_its_words_and_its_number_agree(spans: list[tuple[int, int]]) -> None:
    """MIS-12: the row says as many times as began that year; every bar of it touches the year; the years add up."""
    periods = [Period(NOW - ago * HOUR, min(NOW, NOW - (ago - long) * HOUR)) for ago, long in spans if ago]
    years = by_year(periods, NOW)
    table = rows.year_rows(years, viewer())
    assert sum(int(str(row[2])) for row in table) == len(periods)
    assert [row[0] for row in table] == [str(year.number) for year in years]
    for year, row in zip(years, table, strict=True):
        times = "once" if row[2] == 1 else f"{row[2]} times"
        assert f'aria-label="Missing {times} in {year.number}"' in str(row[1])
        assert len(bars(str(row[1]))) == len(year.periods) >= year.started
        assert (row[3] == rows.NOTHING) is (row[2] == 0)
    assert started_within(periods, NOW, 3650) == len(periods)


MONTHS = [
    (datetime(2026, 7, 15, 11, tzinfo=UTC), ["Jul 2025", "Oct", "Jan", "Apr", "Now"]),
    (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), ["Jan 2025", "Apr", "Jul", "Oct", "Now"]),
    (datetime(2026, 5, 31, 23, 30, tzinfo=UTC), ["Jun 2025", "Aug", "Nov", "Mar", "Now"]),
]


@pytest.mark.parametrize(("now", "said"), MONTHS)
def test_a_month_stands_at_each_quarter(now: datetime, said: list[str]) -> None:
    """MIS-17: as London's calendar has it."""
    page = months(now - timedelta(days=365), now)
    assert re.findall(r"<span>([^<]+)</span>", page) == said
    assert 'aria-hidden="true"' in page


def episode(**changed: Any) -> Episode:
    found: dict[str, Any] = {
        "absence": Absence.MISSING, "risk": Risk.HIGH, "started_at": NOW - 5 * HOUR, "ended_at": None, **changed,
    }  # fmt: skip
    return Episode(partnership_id=HERE, **found)


LASTED = [
    ({}, "5\xa0h", "going on"),
    ({"ended_at": NOW - 3 * HOUR}, "2\xa0h", "over"),
    ({"back_by": NOW - HOUR}, "—", "nobody has said when it ended"),
    ({"started_at": NOW - 8 * DAY}, "8\xa0days", "over a week, in days alone"),
]


@pytest.mark.parametrize(("changed", "said"), [row[:2] for row in LASTED], ids=[row[2] for row in LASTED])
def test_how_long_an_episode_lasted(changed: dict[str, Any], said: str) -> None:
    """MIS-17: in words that stay on one line; no length is made up."""
    assert rows.lasted(episode(**changed), viewer()) == said


FOUND = [
    ({}, "", "nothing said"),
    ({"found_by": FoundBy.POLICE}, "Police", "by whom"),
    ({"found_where": "Fictional Station"}, "Fictional Station", "where"),
    ({"found_by": FoundBy.POLICE, "found_where": "Fictional Station"}, "Police, Fictional Station", "both"),
    ({"found_by": FoundBy.POLICE, "found_kind": FoundIn.TRANSPORT}, "Police, Station, train or bus", "the kind alone"),
    ({"found_where": "Fictional Station", "found_kind": FoundIn.TRANSPORT}, "Fictional Station", "the place says more"),
]


@pytest.mark.parametrize(("changed", "said"), [row[:2] for row in FOUND], ids=[row[2] for row in FOUND])
def test_how_a_child_was_found(changed: dict[str, Any], said: str) -> None:
    """MIS-6: what was said and nothing else."""
    assert rows.found_words(episode(**changed)) == said


BACK = [
    ({}, "Missing now", "missing"),
    ({"absence_now": Absence.AWAY}, "Away now", "away: never called missing"),
    ({"back_by": NOW - HOUR}, "No return recorded", "back, though nobody said so"),
]


@pytest.mark.parametrize(("changed", "said"), [row[:2] for row in BACK], ids=[row[2] for row in BACK])
def test_what_stands_where_a_return_would(changed: dict[str, Any], said: str) -> None:
    """MIS-5."""
    (row,) = rows.episode_rows([episode(**changed)], viewer())
    assert said in str(row[5])
    assert len(row) == len(rows.EPISODES)


@pytest.mark.parametrize("may", [True, False])
def test_an_episode_is_a_link_for_those_who_may_open_it(may: bool) -> None:
    """SHA-2: a link that would be refused is not drawn."""
    one = episode()
    (row,) = rows.episode_rows([one], viewer(*([Permission.SEE_MISSING] if may else [])))
    assert (f'href="/missing/{one.pk}/"' in str(row[0])) is may


SAM, LEE = uuid4(), uuid4()
PEOPLE = {
    SAM: SimpleNamespace(name="Sam <Invented>", role_names="missing coordinator", agency_name="Invented Agency"),
    LEE: SimpleNamespace(name="Lee Madeup", role_names=None, agency_name="Fictional Council"),
}


def entry(at: datetime, who: UUID | None = SAM, what: str = "casefile/overview", kind: Kind = Kind.VIEW) -> Entry:
    return Entry(partnership_id=HERE, at=at, member_id=who, what=what, kind=kind)


def said(entries: list[Entry]) -> list[list[str]]:
    return [
        [re.sub(r"<[^>]+>", " ", str(cell)).strip() for cell in row]
        for row in rows.trail_rows(entries, PEOPLE, viewer())
    ]


ALIKE = [
    ([entry(NOW), entry(NOW)], 1, "the same twice"),
    ([entry(NOW), entry(NOW + timedelta(seconds=59))], 1, "within the minute"),
    ([entry(NOW), entry(NOW + timedelta(seconds=60))], 2, "in the next one"),
    ([entry(NOW), entry(NOW, LEE)], 2, "by somebody else"),
    ([entry(NOW), entry(NOW, what="casefile/missing")], 2, "at something else"),
    ([entry(NOW), entry(NOW, kind=Kind.CHANGE)], 2, "a look and a change"),
    ([entry(NOW), entry(NOW, LEE), entry(NOW)], 3, "with somebody else between"),
]


@pytest.mark.parametrize(("entries", "count"), [row[:2] for row in ALIKE], ids=[row[2] for row in ALIKE])
def test_repeats_within_a_minute_are_one_row(entries: list[Entry], count: int) -> None:
    """SHA-6: nothing is left out: a row says how many it stands for."""
    found = said(entries)
    assert len(found) == count
    stood_for = [int((re.findall(r"\((\d+) times\)", row[2]) or ["1"])[0]) for row in found]
    assert sum(stood_for) == len(entries)


def test_a_row_of_the_trail_says_who_of_where() -> None:
    """SHA-6: a colleague without a role today is named all the same; what nobody did was Lantern's."""
    found = said([entry(NOW), entry(NOW, LEE), entry(NOW, None), entry(NOW, uuid4())])
    assert [" ".join(row[1].split()) for row in found] == [
        "Sam &lt;Invented&gt; Missing coordinator, Invented Agency", "Lee Madeup Fictional Council",
        "Lantern, from what came in", "Lantern, from what came in",
    ]  # fmt: skip
    assert found[0][2] == "Looked at the overview"


@pytest.mark.parametrize(("lines", "first", "behind"), [(0, 0, 0), (4, 4, 0), (5, 5, 0), (6, 4, 2), (9, 4, 5)])
def test_a_fold_never_hides_a_single_line(lines: int, first: int, behind: int) -> None:
    owed = [Owed(f"Do {each}", "", NOW, "Police", "today") for each in range(lines)]
    shown, hidden = folded(owed)
    assert (len(shown), len(hidden)) == (first, behind)
    assert shown + hidden == owed


def test_what_one_piece_of_work_meets_is_one_line() -> None:
    """MIS-15: four reviews of a long absence are one line, due with the first, until the last; nothing else is put together."""
    days = [NOW + timedelta(days=each) for each in (1, 3, 7)]
    reviews = [Owed("Review", "/one/", day, "Police", "today") for day in days]
    others = [Owed("Review", "/two/", NOW, "Police", "today"), Owed("Answer", "/one/", NOW, "Police", "today")]
    others += [Owed("Review", "/one/", NOW, "Council", "today")]
    first, *rest = gathered([reviews[0], *others, *reviews[1:]])
    assert (first.due_at, first.more, first.until) == (days[0], 2, days[2])
    assert [(each.verb, each.url, each.whose, each.more) for each in rest] == [
        (each.verb, each.url, each.whose, 0) for each in others
    ]


def test_what_leads_nowhere_is_not_put_together() -> None:
    """SHA-2: without the work's address nobody can say that it is the same."""
    lines = [Owed("Review", "", NOW, "Police", "today")] * 3
    assert [each.more for each in gathered(lines)] == [0, 0, 0]
