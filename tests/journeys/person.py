"""What a person does in a browser, in the words of a journey. Everything is done by keyboard."""

import os
import re
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FARTHEST = 300  # Tab presses to reach anything on a page
HAS_FOCUS = "element => document.activeElement === element"


class Person:
    """Somebody at a keyboard. Each page they arrive at is checked for accessibility (WCAG 2.2 AA)."""

    def __init__(self, page: Page, *, scripted: bool = True) -> None:
        self.page = page
        self.scripted = scripted  # without it the check, a script itself, cannot run
        self.clicks = 0  # what somebody with a mouse would click: links, buttons, choices, files

    def begins(self) -> Self:
        """At My work, where everybody begins."""
        return self.goes_to("/").sees_heading("Good ")

    def goes_to(self, path: str) -> Self:
        self.page.goto(path)
        return self.arrives()

    def arrives(self) -> Self:
        """The page is there, and is accessible."""
        self.page.wait_for_load_state("load")
        return self.is_accessible() if self.scripted else self

    def is_accessible(self) -> Self:
        self.page.evaluate(AXE)
        found = self.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", STANDARD)
        told = [
            f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}"
            for each in found["violations"]
        ]
        assert told == [], f"{self.page.url}: {told}"
        return self

    def sees(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def does_not_see(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self

    def sees_heading(self, words: str) -> Self:
        expect(self.page.get_by_role("heading", name=words).first).to_be_visible()
        return self

    def sees_on_paper(self, *words: str) -> Self:
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible()
        return self

    def is_not_on_paper(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("a, button, summary").filter(has_text=each, visible=True)).to_have_count(0)
        return self

    def opens(self, words: str, *, within: str = "") -> Self:
        """Follow a link by its words, and check the page it leads to."""
        return self._follow(self._control("link", words, within))

    def presses(self, words: str, *, within: str = "") -> Self:
        """Press a button by its words, and check the page it leads to."""
        return self._follow(self._control("button", words, within))

    def strikes(self, key: str) -> Self:
        """Press one key, and come to where it leads."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self.arrives()

    def takes_out(self, words: str) -> str:
        """Press a button that hands over a file; the text of the file."""
        self._reach(self._control("button", words, ""))
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return Path(download.value.path()).read_text(encoding="utf-8-sig")

    def cannot_press(self, words: str, *, because: str) -> Self:
        """A button that is greyed out says why."""
        button = self.page.get_by_role("button", name=words).first
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).to_have_accessible_description(re.compile(re.escape(because)))
        return self

    def unfolds(self, words: str) -> Self:
        """Open something folded by its words; the page stays."""
        self._reach(self.page.locator("summary", has_text=words).first)
        self.page.keyboard.press("Enter")
        return self

    def types(self, label: str, text: str) -> Self:
        """Put text into a field by its label."""
        self._write(self.page.get_by_label(label, exact=False).first, text)
        return self

    def types_in(self, group: str, label: str, text: str) -> Self:
        """Put text into the field of exactly that label, in the group of that name."""
        self._write(self.page.get_by_role("group", name=group, exact=True).get_by_label(label, exact=True), text)
        return self

    def says_when(self, legend: str, day: str, time: str = "") -> Self:
        """Fill a date "28/03/2027", and a time "00:30", in the group of that legend."""
        group = self.page.get_by_role("group", name=re.compile(re.escape(legend), re.IGNORECASE)).last
        for label, text in zip(("Day", "Month", "Year"), day.split("/"), strict=True):
            self._write(group.get_by_label(label, exact=True), text)
        if time:
            self._write(group.get_by_label("Time", exact=True), time)
        return self

    def chooses(self, label: str, *, of: str = "") -> Self:
        """Choose a radio button or tick a box by its label, with the space bar; `of` is the question it answers."""
        asked = self.page.get_by_role("group", name=of).last if of else self.page.locator("main")
        option = asked.get_by_label(label, exact=False).first
        if option.get_attribute("type") == "radio":
            self.clicks += 1
            option.focus()  # arrow keys move inside a group of radio buttons; Tab reaches the group alone
        else:
            self._reach(option)
        self.page.keyboard.press("Space")
        expect(option).to_be_checked()
        return self

    def picks(self, label: str, option: str) -> Self:
        """Pick from a list by its label, by typing the option's beginning."""
        field = self.page.get_by_label(label, exact=False).first
        self._reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_contain_text(option)
        return self

    def attaches(self, label: str, path: Path) -> Self:
        """Choose a file; the dialog itself is the browser's."""
        field = self.page.get_by_label(label, exact=False).first
        self._reach(field)
        field.set_input_files(path)
        return self

    def searches(self, text: str) -> Self:
        """The slash key, some words, Enter: from any page."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self.arrives()

    def signs_out(self) -> Self:
        return self.unfolds("Your menu").presses("Sign out")

    def fits(self, *widths: int) -> Self:
        """Nothing is cut off at the side of a window of each width: no sideways scrolling (WCAG 1.4.10)."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 800})
            needed = self.page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{self.page.url}: {needed} px in a window of {width}"
        return self

    def is_refused(self, path: str) -> Self:
        """The page does not exist for this person."""
        answer = self.page.goto(path)
        assert answer and answer.status == 404, f"{path}: {answer.status if answer else 'no answer'}"
        return self.arrives()

    def takes_a_picture(self, name: str, *, height: int = 0) -> Self:
        """A picture for the guides, only when asked for by LANTERN_PICTURES; at the top of the page."""
        if folder := os.environ.get("LANTERN_PICTURES"):
            size = self.page.viewport_size
            assert size
            self.page.set_viewport_size({"width": size["width"], "height": height or size["height"]})
            self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"))
        return self

    def _control(self, role: Any, words: str, within: str) -> Locator:
        """The control of exactly that name, else one that says it; with `within`, in the smallest part that says that."""
        exact = self.page.get_by_role(role, name=words, exact=True)
        if not within:
            return (exact if exact.count() else self.page.get_by_role(role, name=words)).first
        parts = self.page.locator("main").locator("section, article, li, tr").filter(has_text=within)
        if parts.filter(has=exact).count():
            return parts.filter(has=exact).last.get_by_role(role, name=words, exact=True).first
        said = self.page.get_by_role(role, name=words)
        return parts.filter(has=said).last.get_by_role(role, name=words).first

    def _follow(self, target: Locator) -> Self:
        self._reach(target)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self.arrives()

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field, clicked=False)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _reach(self, target: Locator, *, clicked: bool = True) -> None:
        """Tab until the target has the focus; a control that Tab cannot reach fails the journey."""
        self.clicks += clicked
        expect(target).to_be_visible()
        handle = target.element_handle()
        for _ in range(FARTHEST):
            if self.page.evaluate(HAS_FOCUS, handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")
