"""What the trail says on a child's page (SHA-6)."""

import re
from pathlib import Path

from lantern.trail.rules.in_words import names_said, what_words
from lantern.trail.vocabulary.said import CHANGES, LOOKS, SAID

SOURCE = Path(__file__).parent.parent.parent.parent / "src" / "lantern"
RECORDS = "Child|Episode|Allocation|Concern|Assessment|Protection"
ROOMS = ("children", "missing", "exploitation", "obligations", "casefile", "exchange")


def test_every_page_about_a_child_and_every_change_has_its_words() -> None:
    """SHA-6: a new page or action without words fails here, not on the page."""
    code = [path.read_text() for room in ROOMS for path in (SOURCE / room).rglob("*.py")]
    recorded = {name for text in code for name in re.findall(r'trail\.record(?:_many)?\(\s*"([a-z_.]+)"', text)}
    pages = {
        name
        for text in code
        for name in re.findall(
            r'@page\("([a-z_/]+)\.html"[^)]*\)\ndef \w+\(request: Request, \w+: (?:' + RECORDS + r")\b", text
        )
    }
    about = {name for name in recorded if name.split(".")[0] in ("children", "missing", "exploitation", "obligations")}
    assert about - set(CHANGES) == set()
    assert pages - set(LOOKS) == set()
    assert len(pages) > 10


def test_a_name_without_words_is_shown_as_it_is() -> None:
    """SHA-6: nothing is left out."""
    assert what_words("change", "somewhere.thing_done") == "Changed: somewhere.thing done"
    assert what_words("view", "casefile/overview") == "Looked at the overview"
    assert what_words("print", "casefile/overview") == "Printed a page. Looked at the overview"
    assert what_words("search", "children/search") == "Found in a search"
    assert what_words("search", "children/search", of_child=False) == "Searched for a child"


def test_everything_that_any_room_records_has_its_words() -> None:
    """SHA-6: information governance reads the whole trail, not the part about children alone."""
    code = [path.read_text() for path in SOURCE.rglob("*.py") if "demo" not in path.parts]
    names = r'trail\.(?:record|record_many|viewed|viewed_many|searched)\(\s*"([a-z_]+[./][a-z_]+)"'
    recorded = {name for text in code for name in re.findall(names, text)}
    assert recorded - set(SAID) == set()
    assert len(recorded) > 60


def test_what_was_done_is_found_by_its_words() -> None:
    """SHA-6: nobody has to know the names that rooms use."""
    assert "organisation.role_given" in names_said("gave ROLE")
    assert names_said("no such words") == []
