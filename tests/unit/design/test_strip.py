"""The strip of past episodes says in words what it draws, counts what it says, and says days as London had them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.design.parts import Episode
from lantern.design.pictures import LEAST, WIDTH, stage_mark, strip
from lantern.timekeeping.moments import Moment

NOW = datetime(2026, 7, 15, 11, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def bars(page: str) -> list[tuple[str, float, float]]:
    """What is drawn: the kind of each bar, where it begins and how wide it is."""
    found = re.findall(r'lantern-strip__(past|open)" x="([\d.]+)" y="5" width="([\d.]+)"', page)
    return [(kind, float(left), float(width)) for kind, left, width in found]


def label(page: str) -> str:
    return re.findall(r'aria-label="([^"]*)"', page)[0]


def words(page: str) -> str:
    return re.findall(r"lantern-strip__words\">([^<]*)<", page)[0]


SAID = [
    ([], "None in 90 days", "nothing"),
    ([(1, 0.5)], "Once in 90 days", "one that is over"),
    ([(1, None)], "First in 90 days", "one that goes on"),
    ([(20, 19), (1, None)], "2 times in 90 days", "two"),
    ([(90, 89)], "Once in 90 days", "the first day of the window"),
    ([(90.01, 89)], "None in 90 days", "begun before the window: drawn, not counted"),
    ([(200, 150)], "None in 90 days", "all of it before the window"),
    ([(200, None)], "None in 90 days", "begun long ago and going on"),
    ([(-1, None)], "None in 90 days", "not begun yet"),
]


@pytest.mark.parametrize(("spans", "said"), [row[:2] for row in SAID], ids=[row[2] for row in SAID])
def test_what_the_strip_says(spans: list[tuple[float, float | None]], said: str) -> None:
    """MIS-12a: by when they began."""
    episodes = [Episode(NOW - start * DAY, None if end is None else NOW - end * DAY) for start, end in spans]
    page = strip(episodes, NOW)
    assert words(page) == said
    assert label(page).startswith(said)


DRAWN = [
    ([(45, 44)], [("past", 75.0, 3.0)], "half way along, at the least width"),
    ([(45, 36)], [("past", 75.0, 15.0)], "nine of ninety days are a tenth"),
    ([(9, None)], [("open", 135.0, 15.0)], "the open one reaches the end"),
    ([(0, None)], [("open", 147.0, 3.0)], "one that has just begun stays inside"),
    ([(99, 81)], [("past", 0.0, 15.0)], "one begun before begins at the edge"),
    ([(200, 90)], [("past", 0.0, 3.0)], "one that ended at the edge is still there"),
    ([(200, 90.01)], [], "one that ended before it is not"),
]


@pytest.mark.parametrize(("spans", "drawn"), [row[:2] for row in DRAWN], ids=[row[2] for row in DRAWN])
def test_where_bars_are_drawn(spans: list[tuple[float, float | None]], drawn: list[tuple[str, float, float]]) -> None:
    """MIS-13: 150 units are ninety days."""
    episodes = [Episode(NOW - start * DAY, None if end is None else NOW - end * DAY) for start, end in spans]
    assert bars(strip(episodes, NOW)) == drawn


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 200)), max_size=15), st.booleans())
def test_bars_and_words_have_the_same_number(spans: list[tuple[int, int]], is_open: bool) -> None:
    """MIS-12a: what is counted is what was drawn and began within the window; the days said are those bars."""
    episodes = [Episode(NOW - ago * HOUR, min(NOW, NOW - (ago - long) * HOUR)) for ago, long in spans]
    episodes += [Episode(NOW - HOUR)] if is_open else []
    page = strip(episodes, NOW)
    inside = sum(each.start >= NOW - 90 * DAY for each in episodes)
    touching = [each for each in episodes if (each.end or NOW) >= NOW - 90 * DAY]
    assert len(bars(page)) == len(touching)
    number = re.match(r"(\d+) times", words(page))
    said = int(number[1]) if number else {"None": 0, "Once": 1, "First": 1}[words(page).split()[0]]
    assert said == inside
    days = label(page).partition(": ")[2]
    assert len(days.split(", ")) == min(len(touching), 12) if touching else days == ""
    lefts = [left for _, left, _ in bars(page)]
    assert lefts == sorted(lefts)


@settings(max_examples=60)
@given(st.integers(1, 400), st.lists(st.integers(0, 500), min_size=1, max_size=6))
def test_the_strip_may_be_of_any_length(days: int, ago: list[int]) -> None:
    """MIS-12a: how long the window is, the arrangement says."""
    page = strip([Episode(NOW - each * DAY, NOW - each * DAY + HOUR) for each in ago if each], NOW, days=days)
    assert words(page).endswith(f"in {days} days")
    for _, left, width in bars(page):
        assert 0 <= left <= WIDTH - LEAST
        assert LEAST <= width <= WIDTH


NIGHTS = [
    (datetime(2026, 7, 14, 23, 30, tzinfo=UTC), "Today", "half past midnight in London, the evening before in UTC"),
    (datetime(2026, 7, 14, 22, 30, tzinfo=UTC), "Yesterday", "half past eleven in London"),
    (datetime(2026, 6, 1, 23, 15, tzinfo=UTC), "2 Jun", "a night of some weeks ago"),
    (datetime(2026, 5, 31, 22, 15, tzinfo=UTC), "31 May", "the evening of the last of a month"),
]


@pytest.mark.parametrize(("start", "day"), [row[:2] for row in NIGHTS], ids=[row[2] for row in NIGHTS])
def test_days_are_those_of_london(start: datetime, day: str) -> None:
    """MIS-17: in summer the day turns an hour before it does in UTC, and that is when children go missing."""
    assert label(strip([Episode(start, start + HOUR)], NOW)) == f"Once in 90 days: {day}"


def test_today_is_london_s_today() -> None:
    """MIS-17: read at a quarter past midnight, what began an hour before was yesterday."""
    now = datetime(2026, 7, 14, 23, 15, tzinfo=UTC)
    assert label(strip([Episode(now - HOUR)], now)) == "First in 90 days: Yesterday"


def test_an_episode_whose_hour_is_not_known_is_drawn_on_its_day() -> None:
    """MIS-17: moments with a day alone are taken as well as times."""
    page = strip([Episode(Moment.on(date(2026, 7, 1)), Moment.on(date(2026, 7, 2)))], NOW)  # type: ignore[arg-type]
    assert label(page) == "Once in 90 days: 1 Jul"
    assert bars(page) != []


STATES = [("done", "Done", "12"), ("now", "Now", "10"), ("late", "Late", "12"), ("next", "Not yet", "12")]


@pytest.mark.parametrize(("state", "said", "radius"), STATES)
def test_a_stage_says_its_state(state: str, said: str, radius: str) -> None:
    """Colour and shape never carry meaning alone."""
    mark = stage_mark(state)
    assert f'aria-label="{said}"' in mark
    assert f'r="{radius}"' in mark
    assert ("<path" in mark) is (state in ("done", "late"))
