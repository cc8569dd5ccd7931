"""The social worker draws who is around a child by keyboard and mouse, keeps it, sees what changed, and prints it (EXP-7)."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.demo.actions.maps import draw_map
from lantern.demo.rules.maps import MANY
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import AsMember
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.lantern-eco [data-key]')].map((each) => each.getBoundingClientRect());
  return boxes.flatMap((one, n) => boxes.slice(n + 1).filter((two) =>
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)).length;
}"""
SPILLED = """() => [...document.querySelectorAll('.lantern-eco [data-key]')].filter((node) => {
  const box = node.firstElementChild.getBoundingClientRect();
  return [...node.querySelectorAll('text')].some((text) => {
    const words = text.getBoundingClientRect();
    return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom;
  });
}).length"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.lantern-eco [data-key] text[font-weight="700"]')]
  .map((each) => each.getBoundingClientRect().height))"""


def a_child_with(ties: int) -> tuple[Member, Child]:
    """A child in Chelmsford, their social worker, and a map with so many ties."""
    here = a_partnership()
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED, worker=worker)
        if ties:
            draw_map(child=child, ties=ties, by=worker, at=now())
    return worker, child


def one(page: Page, name: str) -> Locator:
    """One of the picture by its name."""
    row = page.locator("li[data-row]").filter(has=page.locator("strong", has_text=name)).first
    return page.locator(f'a[data-key="{row.get_attribute("data-row")}"]')


def saved(person: Person) -> Person:
    expect(person.page.locator("[data-eco-said]")).to_have_text("Saved where you put it.")
    return person


def place(node: Locator) -> tuple[float, float]:
    across, down = (node.get_attribute("transform") or "").removeprefix("translate(").rstrip(")").split()
    return float(across), float(down)


def test_a_map_is_drawn_kept_and_compared(as_member: AsMember, tmp_path: Path) -> None:
    """EXP-7: an uncle by keyboard alone, moved by arrow keys and mouse, a version, what changed since, and paper."""
    worker, _ = a_child_with(0)
    person = as_member(worker).begins().searches("Rowan Fictional").opens("Rowan Fictional").opens("Network")
    person.sees("Sam Sample", "Rowan and Sam Sample: a tie, known").opens("Keep this version")
    person.types("What is it kept for?", "For the review").presses("Keep it").sees(
        "This version is kept.", "For the review"
    )
    person.opens("Network").opens("Add family").types("Name", "Terry Example").chooses(
        "Male", of="Symbol in the genogram"
    )
    person.types("Year of birth", "1980").picks("They are", "Another relative of").types(
        "What is the tie?", "uncle, rings often"
    )
    person.chooses("Protective", of="Is it a concern").presses("Add to the map").sees("Terry Example is on the map.")
    person.sees("Rowan and Terry Example: a tie, protective, known. Uncle, rings often.")
    page, uncle = person.page, one(person.page, "Terry Example")
    before = place(uncle)
    person._reach(uncle)
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    saved(person)
    assert place(uncle) == (round(before[0]) + 20, round(before[1]) + 10)
    person._reach(uncle)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="About this one")).to_contain_text("born 1980")
    page.keyboard.press("Escape")
    expect(uncle).to_be_focused()
    dragged(page, uncle, by=(-60, -40))
    saved(person).is_accessible()
    moved = place(uncle)
    page.get_by_role("button", name="Undo").click()
    expect(uncle).not_to_have_attribute("transform", f"translate({moved[0]:.0f} {moved[1]:.0f})")
    saved(person)
    page.get_by_role("button", name="Redo").click()
    expect(uncle).to_have_attribute("transform", f"translate({moved[0]:.0f} {moved[1]:.0f})")
    saved(person)
    dragged(page, one(page, "Sam Sample"), by=(30, 20))
    saved(person)
    assert ties_drawn(page, reloaded=False) == ties_drawn(page, reloaded=True)  # ecomap.js draws as lines.py does
    assert place(one(page, "Terry Example")) == moved
    person.opens("Versions").opens("What changed since").sees("Terry Example (family)", "Added")
    expect(page.locator("[data-changed]")).to_have_count(1)
    person.opens("Versions").opens("Network").fits(1280, 390)
    on_paper(person, tmp_path, "Terry Example", "Sam Sample", "Rowan and Terry Example")


def ties_drawn(page: Page, *, reloaded: bool) -> list[list[int]]:
    """Each line as it is drawn, in whole units; `reloaded` as the server draws it."""
    if reloaded:
        page.reload()
    paths = [each.get_attribute("d") or "" for each in page.locator("[data-tie] path").all()]
    return [[round(float(number)) for number in re.findall(r"-?[0-9.]+", path)] for path in paths]


def dragged(page: Page, node: Locator, *, by: tuple[int, int]) -> None:
    node.scroll_into_view_if_needed()
    box = node.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=6)
    page.mouse.up()


def on_paper(person: Person, folder: Path, *words: str) -> PdfReader:
    """The page as it is printed: on sheets of A4 on their side, the picture's words as text."""
    file = folder / "map.pdf"
    person.page.pdf(path=str(file), prefer_css_page_size=True)
    read = PdfReader(file)
    size = read.pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (842, 595)
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for each in ("OFFICIAL-SENSITIVE", "Printed by Sam Sample", *words):
        assert each in text, each
    return read


def test_two_of_the_picture_are_connected_by_keyboard(as_member: AsMember) -> None:
    """EXP-7: C on one, Enter on the other, and the form knows both."""
    worker, child = a_child_with(25)
    person = as_member(worker).goes_to(f"/children/{child.pk}/network/")
    person._reach(one(person.page, "Kez"))
    person.page.keyboard.press("c")
    person.sees("Connecting Kez")
    person._reach(one(person.page, "Dana Fictional"))
    person.strikes("Enter").sees_heading("Connect two on the map")
    chosen = [
        person.page.get_by_label(f"The {name}", exact=True).locator("option:checked") for name in ("first", "second")
    ]
    expect(chosen[0]).to_have_text("Kez")
    expect(chosen[1]).to_have_text("Dana Fictional")
    person.types("What is the tie?", "knows her from work").presses("Connect them")
    person.sees("Kez and Dana Fictional: a tie, known. Knows her from work.")


def test_sixty_ties_are_readable(as_member: AsMember, tmp_path: Path) -> None:
    """EXP-7: at 1280 pixels and on A4 no box covers another, every word is inside its box, and large enough to read."""
    worker, child = a_child_with(MANY)
    person = as_member(worker).goes_to(f"/children/{child.pk}/network/")
    page = person.page
    assert page.locator("[data-tie]").count() >= MANY
    assert page.evaluate(OVERLAPS) == 0
    assert page.evaluate(SPILLED) == 0
    assert page.evaluate(SMALLEST) >= 11
    read = on_paper(person, tmp_path, "Dana Fictional", "Riverside car park")
    first = " ".join(read.pages[0].extract_text().split())
    assert "Dana" in first
    assert "a concern" in first  # the legend stands with the picture on the first sheet
    person.opens("Genogram").sees("Dana Fictional is the birth parent of Rowan").fits(1280, 390)
    assert page.locator("[data-person]").count() == 9


def test_it_is_arranged_by_ties_and_by_kind_again(as_member: AsMember) -> None:
    """EXP-7: what was put by hand stays where it is while the others are arranged; and all is undone in one step."""
    worker, child = a_child_with(25)
    person = as_member(worker).goes_to(f"/children/{child.pk}/network/")
    page, kez = person.page, one(person.page, "Kez")
    dragged(page, kez, by=(-80, 30))
    put = place(kez)
    mother = place(one(page, "Dana Fictional"))
    saved(person)
    page.get_by_role("button", name="Arrange by ties").click()
    saved(person)
    assert place(kez) == put
    assert place(one(page, "Dana Fictional")) != mother
    page.get_by_role("button", name="Undo").click()
    expect(one(page, "Dana Fictional")).to_have_attribute(
        "transform", f"translate({round(mother[0])} {round(mother[1])})"
    )
    person.presses("Arrange by kind").sees("Everything is arranged anew.")


def test_without_script_the_map_is_read_and_changed_by_forms(as_member: AsMember) -> None:
    """security.md 6: the picture is drawn, each of it leads to its words, and no button stands that does nothing."""
    worker, child = a_child_with(25)
    person = as_member(worker, java_script_enabled=False).goes_to(f"/children/{child.pk}/network/")
    page = person.page
    one(page, "Kez").click()
    assert page.url.endswith(f"#about-{one(page, 'Kez').get_attribute('data-key')}")
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    expect(page.get_by_role("button", name="Arrange by ties")).to_be_hidden()
    row = page.locator("li[data-row]", has_text="Kez").first
    row.get_by_role("button", name="Take off").click()
    expect(page.locator("body")).to_contain_text("Kez is off the map.")
    page.get_by_role("button", name="Put back Kez").click()
    expect(page.locator("body")).to_contain_text("Kez is on the map again.")
