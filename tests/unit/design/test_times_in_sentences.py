"""A time in the middle of a sentence begins small: today 3:10am, never "seen Today" (MIS-17)."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template

import lantern
from lantern.design import marks
from lantern.timekeeping import words

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
AFTER_A_WORD = re.compile(r"[a-z,] \{% when [\w.]+ %\}")
TEMPLATES = sorted(Path(lantern.__file__).parent.glob("*/templates/**/*.html"))


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today midday"), (-1, "yesterday midday"), (1, "tomorrow midday"), (-2, "Sun midday")]
)
def test_near_days_are_small_and_names_are_not(days: int, said: str) -> None:
    """MIS-17: weekdays and months keep their capital."""
    at = NOW + timedelta(days=days)
    assert words.inside(words.when(at, NOW)) == said
    assert f">{said}<" in marks.when(at, NOW, inside=True)
    assert f">{said[:1].upper()}{said[1:]}<" in marks.when(at, NOW)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_template_puts_a_capital_after_a_word(template: Path) -> None:
    """MIS-17: `inside=True` wherever words stand before the time."""
    assert not AFTER_A_WORD.findall(template.read_text())


@pytest.mark.parametrize(("filtered", "said"), [("day", "1 July 2026"), ("long_day", "Wednesday 1 July 2026")])
def test_the_day_of_a_moment_is_that_of_london(filtered: str, said: str) -> None:
    """MIS-17: half past midnight in summer is still yesterday by the clock that moments are kept in."""
    page = Template("{% load design %}{{ at|" + filtered + " }}")
    assert page.render(Context({"at": datetime(2026, 6, 30, 23, 30, tzinfo=UTC)})) == said
    assert page.render(Context({"at": date(2026, 7, 1)})) == said
