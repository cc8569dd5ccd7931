"""What a person does in a browser, in the words of a journey. Everything is done by keyboard."""

import os
import re
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FARTHEST = 250  # Tab presses to reach anything on a page


class Person:
    """Somebody at a keyboard. Each page they arrive at is checked for accessibility (WCAG 2.2 AA)."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, path: str) -> Self:
        self.page.goto(path)
        return self.arrives()

    def arrives(self) -> Self:
        """The page is there, and is accessible."""
        self.page.wait_for_load_state("load")
        self.is_accessible()
        return self

    def is_accessible(self) -> Self:
        self.page.evaluate(AXE)
        found = self.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", STANDARD)
        told = [
            f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}" for each in found["violations"]
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

    def opens(self, words: str, *, within: str = "") -> Self:
        """Follow a link by its words, and check the page it leads to."""
        return self._follow(self._scope(within).get_by_role("link", name=words, exact=False).first)

    def presses(self, words: str, *, within: str = "") -> Self:
        """Press a button by its words, and check the page it leads to."""
        return self._follow(self._scope(within).get_by_role("button", name=words, exact=False).first)

    def unfolds(self, words: str) -> Self:
        """Open something folded by its words; the page stays."""
        return self._enter(self.page.locator("summary", has_text=words).first)

    def types(self, label: str, text: str) -> Self:
        """Put text into a field by its label."""
        field = self.page.get_by_label(label, exact=False).first
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        return self

    def says_when(self, legend: str, day: str, time: str = "") -> Self:
        """Fill a date "28/03/2027", and a time "00:30", in the group of that legend."""
        group = self.page.get_by_role("group", name=re.compile(re.escape(legend), re.IGNORECASE)).first
        for label, text in zip(("Day", "Month", "Year"), day.split("/"), strict=True):
            self._write(group.get_by_label(label, exact=True), text)
        if time:
            self._write(group.get_by_label("Time", exact=False).first, time)
        return self

    def chooses(self, label: str, *, within: str = "") -> Self:
        """Choose a radio button or tick a box by its label, with the space bar."""
        option = self._scope(within).get_by_label(label, exact=False).first
        option.focus()  # arrow keys move inside a group of radio buttons; Tab reaches the group alone
        self.page.keyboard.press("Space")
        expect(option).to_be_checked()
        return self

    def picks(self, label: str, option: str) -> Self:
        """Pick from a list by its label."""
        field = self.page.get_by_label(label, exact=False).first
        self._reach(field)
        field.select_option(label=option)
        return self

    def searches(self, text: str) -> Self:
        """The slash key, some words, Enter: from any page."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self.arrives()

    def takes_a_picture(self, name: str, *, width: int = 1280) -> Self:
        """A picture for the guides, only when asked for by LANTERN_PICTURES."""
        if folder := os.environ.get("LANTERN_PICTURES"):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=False)
        return self

    def _scope(self, within: str) -> Any:
        if not within:
            return self.page
        return self.page.locator("main").locator("section, article, li, tr, .lantern-card", has_text=within).first

    def _follow(self, target: Locator) -> Self:
        self._reach(target)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self.arrives()

    def _enter(self, target: Locator) -> Self:
        self._reach(target)
        self.page.keyboard.press("Enter")
        return self

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _reach(self, target: Locator) -> None:
        """Tab until the target has the focus; a control that Tab cannot reach fails the journey."""
        expect(target).to_be_visible()
        handle = target.element_handle()
        for _ in range(FARTHEST):
            if self.page.evaluate("element => document.activeElement === element", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")
