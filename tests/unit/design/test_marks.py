"""Small marks and pictures say what they mean in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from lantern.design import marks, pictures
from lantern.design.parts import Episode, Fact, Identity, Stage, Tag
from lantern.timekeeping.moments import Moment

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def drawn(template: str, **context: object) -> str:
    return Template("{% load design %}" + template).render(Context({"now": NOW, **context}))


def test_due_says_the_time_left_and_the_exact_time() -> None:
    """MIS-7: due in words, the exact time on hover and in print."""
    page = drawn("{% due at %}", at=NOW + 5 * HOUR)
    assert ">due in 5 hours<" in page
    assert 'title="Tuesday 3 March 2026, 10:58pm"' in page
    assert "lantern-late" not in page


def test_late_is_said_in_words_as_well_as_in_red() -> None:
    """MIS-7: colour never carries meaning alone."""
    page = drawn("{% due at short=True %}", at=NOW - 18 * HOUR)
    assert "lantern-late" in page
    assert ">18 h late<" in page


def test_nothing_owed_is_nothing_said() -> None:
    assert drawn("{% due at %}", at=None) == ""


def test_a_day_alone_never_gets_an_hour() -> None:
    """MIS-17: a time that is not known is not made up."""
    known, only = Moment(NOW - 5 * HOUR), Moment.on(date(2026, 3, 1))
    assert "pm" in marks.when(known, NOW)
    assert "am" not in marks.when(only, NOW)
    assert "data-since" in marks.since(known, NOW)
    assert "data-since" not in marks.since(only, NOW)
    assert "2 days" in marks.since(only, NOW)


@pytest.mark.parametrize(("ago", "counted"), [(90 * DAY, 2), (90 * DAY + timedelta(seconds=1), 1)])
def test_the_ninetieth_day_counts(ago: timedelta, counted: int) -> None:
    """MIS-12a: by start, an episode exactly 90 days ago is one of those in 90 days."""
    page = pictures.strip([Episode(NOW - ago, NOW), Episode(NOW - HOUR)], NOW)
    assert page.count("<rect") == 2
    assert ("2 times in 90 days" if counted == 2 else "First in 90 days") in page


def test_the_strip_has_words_for_those_who_do_not_see_it() -> None:
    """MIS-13."""
    page = pictures.strip([Episode(NOW - 40 * DAY, NOW - 39 * DAY), Episode(NOW - HOUR)], NOW, caption=False)
    assert 'role="img" aria-label="2 times in 90 days: 22 Jan, Today"' in page
    assert pictures.strip([], NOW).count("None in 90 days") == 2


@given(st.lists(st.tuples(st.integers(0, 2_000), st.one_of(st.none(), st.integers(0, 500))), max_size=12))
def test_bars_stay_inside_the_picture(hours: list[tuple[int, int | None]]) -> None:
    """MIS-12a: however long, short or old the episodes are."""
    ends = [
        (NOW - ago * 2 * HOUR, None if long is None else min(NOW, NOW - ago * 2 * HOUR + long * HOUR))
        for ago, long in hours
    ]
    opens = NOW - 90 * DAY
    for start, end in ends:
        _, left, width = pictures._drawn(pictures.Bar(start, end), opens, NOW)
        assert float(left) >= 0
        assert float(width) >= pictures.LEAST
        assert float(left) + float(width) <= pictures.WIDTH + 0.11


def test_every_value_is_escaped() -> None:
    """A name from a feed is text, wherever it is drawn."""
    bad = "<b>&\"'"
    page = drawn(
        "{% tag bad 'late' %}{% notice bad %}{% empty bad bad bad bad %}{% action bad bad %}{% action bad bad reason=bad %}"
        "{% post bad bad name=bad value=bad %}{% table columns rows caption=bad %}{% summary facts %}{% steps stages bad %}"
        "{% identity who %}{% card bad count=bad kind=bad url=bad %}{% endcard %}"
        "{% map bad bad %}{% endmap %}{% live bad %}{% endlive %}",
        bad=bad,
        columns=[bad],
        rows=[(bad,)],
        facts=[Fact(bad, bad, bad, bad)],
        stages=[Stage(bad, "late", note=bad, url=bad)],
        who=Identity(name=bad, also=bad, why=bad, facts=(bad,), tags=(Tag(bad, bad),), looked_url=bad, url=bad),
    )
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_a_greyed_button_says_why_and_stays_reachable() -> None:
    """A reason from `access` or from the room's rules is shown on the button."""
    page = drawn("{% action 'Offer a missing chat' '/offer' reason='A chat was offered yesterday.' %}")
    assert 'aria-disabled="true"' in page
    assert "disabled>" not in page
    assert "A chat was offered yesterday." in page
    assert "/offer" not in page


def test_stages_say_their_state_in_words() -> None:
    """MIS-7, MIS-9: reported, checked, talked with, planned for."""
    page = drawn(
        "{% steps stages %}", stages=[Stage("Found", "done", at=NOW - HOUR), Stage("Check", "late", due=NOW - 2 * HOUR)]
    )
    assert 'aria-label="Done"' in page
    assert 'aria-label="Late"' in page
    assert "2 hours late" in page


def test_the_age_is_that_of_the_day_in_london() -> None:
    """MIS-17: a birthday begins at midnight in London, an hour before midnight in UTC."""
    who = Identity(name="Rowan Example", why="their worker", born=date(2012, 7, 1))
    before = drawn("{% identity who %}", who=who, now=datetime(2026, 6, 30, 22, 59, tzinfo=UTC))
    after = drawn("{% identity who %}", who=who, now=datetime(2026, 6, 30, 23, 1, tzinfo=UTC))
    assert "Born 1 July 2012 (13)" in before
    assert "Born 1 July 2012 (14)" in after
