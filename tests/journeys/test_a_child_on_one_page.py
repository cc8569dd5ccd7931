"""The overview of a child with everything on it: on one screen, and printed as a summary on one sheet of A4 (EXP-2, EXP-7)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from lantern.demo.actions.maps import draw_map
from lantern.demo.rules.maps import MANY
from lantern.exploitation.actions import assessing
from lantern.exploitation.actions.facts import record_type
from lantern.exploitation.queries.assessments import told_in
from lantern.exploitation.vocabulary import Answer, Because, Certainty, ExploitationType, Model, Voice
from lantern.tenancy.current import within
from lantern.writing.rules import Typed
from tests.factories.children import an_episode
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.exploitation.assessed import DAY, Team
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Somebody older gives lifts and things and asks for favours, and nobody knows yet who that is. " * 4
HEADINGS = (
    "Level over time",
    "Owed",
    "What worries us",
    "What is strong",
    "Around",
    "How things stand",
    "Who they are",
)


@pytest.fixture
def team() -> Team:
    """A child of whom everything is known: thirty episodes, four assessments with long texts, a map with sixty ties."""
    team = Team()
    with within(team.here.pk):
        for weeks in range(30, 0, -1):
            hours = 24 * 7 * weeks
            an_episode(team.child, by=team.coordinator, hours_ago=hours, back_hours_ago=hours - 9)
        for place, level in enumerate(("Standard", "Medium", "High", "Actual")):
            assessed(team, level, days_ago=300 - 80 * place)
        for kind in (ExploitationType.CRIMINAL, ExploitationType.SEXUAL):
            record_type(
                child=team.child, kind=kind, certainty=Certainty.SUSPECTED, since=today() - DAY, source=LONG[:380],
                ways=list(Model), by=team.worker, at=now(),
            )  # fmt: skip
        draw_map(child=team.child, ties=MANY, by=team.worker, at=now())
    return team


def assessed(team: Team, level: str, *, days_ago: int) -> None:
    at = now() - timedelta(days=days_ago)
    made = assessing.open_assessment(child=team.child, because=Because.REVIEW, by=team.worker, at=at)
    texts: dict[str, Any] = dict.fromkeys(Voice, LONG)
    texts |= {f"i-{key}": Answer.NOW for key in told_in(made).scheme.indicators}
    for section, text in texts.items():
        typed = Typed(text, 0, str(team.worker.pk))
        assessing.write_section(assessment=made, section=section, typed=typed, by=team.worker, at=at)
    assessing.finish(assessment=made, level=level, manager=team.manager, reason="As agreed", by=team.worker, at=at)
    assessing.sign_off(assessment=made, by=team.manager, at=at)


def on_paper(page: Page, folder: Path) -> tuple[int, str]:
    """How many sheets it is, and what can be read on them."""
    file = folder / "summary.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    read = PdfReader(file)
    size = read.pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (595, 842)
    return len(read.pages), " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


def test_everything_known_of_a_child_prints_on_one_sheet(as_member: AsMember, team: Team, tmp_path: Path) -> None:
    """Issue of the child's page: a one-page summary in print, with the marking, and who printed it."""
    person = as_member(team.worker).goes_to(f"/children/{team.child.pk}/")
    sheets, said = on_paper(person.page, tmp_path)
    for each in (*HEADINGS, "OFFICIAL-SENSITIVE", "Printed by Robin Sample", str(team.child)):
        assert each in said, each
    assert sheets == 1


def test_worries_and_what_is_owed_are_seen_without_scrolling(as_member: AsMember, team: Team) -> None:
    """pages.md: the overview fits one screen; a tired person finds the one thing in seconds."""
    page = as_member(team.worker).goes_to(f"/children/{team.child.pk}/").page
    page.set_viewport_size({"width": 1280, "height": 1024})
    below = """(names) => names.filter((name) => {
      const found = [...document.querySelectorAll('h2')].find((each) => each.textContent.startsWith(name));
      return !found || found.getBoundingClientRect().bottom > window.innerHeight;
    })"""
    assert page.evaluate(below, ["Level over time", "Owed", "What worries us", "What is strong", "Around"]) == []


def test_on_a_phone_nothing_lies_beside_the_screen(as_member: AsMember, team: Team) -> None:
    """WCAG 2.2, 1.4.10: one column, no sideways scrolling, the small map as wide as its card."""
    page = as_member(team.worker, viewport=PHONE).goes_to(f"/children/{team.child.pk}/").page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card = page.locator(".lantern-small-map").bounding_box()
    picture = page.locator(".lantern-small-map svg").bounding_box()
    assert card and picture and picture["width"] <= card["width"]
