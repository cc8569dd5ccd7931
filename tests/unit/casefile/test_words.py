"""What the trail says on a child's page (SHA-6)."""

import re
from pathlib import Path

from lantern.casefile.rows import what_words
from lantern.casefile.vocabulary import CHANGES, LOOKS
from lantern.trail.models import Entry

SOURCE = Path(__file__).parent.parent.parent.parent / "src" / "lantern"
ROOMS = ("children", "missing", "obligations", "casefile", "exchange")


def test_every_page_about_a_child_and_every_change_has_its_words() -> None:
    """SHA-6: a new page or action without words fails here, not on the page."""
    code = [path.read_text() for room in ROOMS for path in (SOURCE / room).rglob("*.py")]
    recorded = {name for text in code for name in re.findall(r'trail\.record(?:_many)?\(\s*"([a-z_.]+)"', text)}
    pages = {
        name
        for text in code
        for name in re.findall(
            r'@page\("([a-z_/]+)\.html"[^)]*\)\ndef \w+\(request: Request, \w+: (?:Child|Episode|Allocation)\b', text
        )
    }
    about = {name for name in recorded if name.split(".")[0] in ("children", "missing", "obligations")}
    assert about - set(CHANGES) == set()
    assert pages - set(LOOKS) == set()
    assert len(pages) > 10


def test_a_name_without_words_is_shown_as_it_is() -> None:
    """SHA-6: nothing is left out."""
    assert what_words(Entry(kind="change", what="somewhere.thing_done")) == "Changed: somewhere.thing done"
    assert what_words(Entry(kind="view", what="casefile/overview")) == "Looked at the overview"
