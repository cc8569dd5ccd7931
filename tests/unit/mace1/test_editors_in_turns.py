"""Chair and minute-taker in any order, with answers that are lost: no word goes, nothing is overwritten unseen (M1-6).

The room's pages as they work: each has a text in its box, the version it was typed on, and hears what became of a save unless
the line breaks. Hypothesis plays the orders: at any time every word that ever reached the server stands or waits beside, since
nobody here takes a word out.
"""

import os
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from lantern.writing.rules import Result, SectionNow, Typed, saved

WRITERS = ("chair", "minutes")
INTERLEAVINGS = int(os.environ.get("LANTERN_INTERLEAVINGS", "1000"))  # 10000 take half a minute and are run by hand


@dataclass
class Page:
    """An opened page: what is in its box, on top of which version, and the words its writer has put there and not taken out."""

    who: str
    editing: str
    text: str = ""
    base: int = 0
    clash: bool = False


class Editors(RuleBasedStateMachine):
    """One section, two pages of two people; words are numbered, so that each can be sought."""

    def __init__(self) -> None:
        super().__init__()
        self.now = SectionNow()
        self.words = (f"w{number}" for number in count())
        self.pages = {who: Page(who, f"page of {who}") for who in WRITERS}
        self.typed: dict[str, set[str]] = {who: set() for who in WRITERS}
        self.reached: dict[str, set[str]] = {who: set() for who in WRITERS}

    @rule(who=st.sampled_from(WRITERS))
    def types(self, who: str) -> None:
        """A word more at the end of the box."""
        word, page = next(self.words), self.pages[who]
        page.text = f"{page.text} {word}".strip()
        self.typed[who].add(word)

    @rule(who=st.sampled_from(WRITERS), heard=st.booleans())
    def saves(self, who: str, heard: bool) -> None:
        """The page sends its box; the server takes it, and the answer may be lost on the way."""
        page = self.pages[who]
        sent = Typed(page.text, page.base, who, page.editing)
        self.now, result = saved(self.now, sent)
        self.reached[who] |= set(page.text.split())
        if not heard:
            return
        if result is Result.BESIDE:
            page.clash = True
        else:
            page.base, page.clash = self.now.version, False

    @rule(who=st.sampled_from(WRITERS))
    def never_arrives(self, who: str) -> None:
        """The line breaks before the server hears of it: the box keeps its words."""
        assert self.pages[who].who == who

    @rule(who=st.sampled_from(WRITERS))
    def puts_together(self, who: str) -> None:
        """Shown both texts, the writer puts into the box what is missing of the other's, on top of what stands."""
        page = self.pages[who]
        if not page.clash:
            return
        missing = [word for word in self.now.text.split() if word not in page.text.split()]
        page.text = " ".join([*page.text.split(), *missing])
        page.base = self.now.version
        self.saves(who, heard=True)

    @rule(who=st.sampled_from(WRITERS))
    def looks(self, who: str) -> None:
        """The page asks what stands: it takes it over only into a box in which nothing is unsaved."""
        page = self.pages[who]
        unsaved = set(page.text.split()) - set(self.now.text.split())
        if not page.clash and not unsaved and self.now.version > page.base:
            page.text, page.base = self.now.text, self.now.version

    @invariant()
    def no_word_is_lost(self) -> None:
        """What reached the server stands or waits beside, whoever saved since; what did not is in the box of its writer."""
        kept = set(self.now.text.split()) | {word for text in self.now.beside.values() for word in text.split()}
        for who, page in self.pages.items():
            assert self.reached[who] <= kept
            assert self.typed[who] <= kept | set(page.text.split())


TestEditors = Editors.TestCase
TestEditors.settings = settings(
    max_examples=INTERLEAVINGS, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
