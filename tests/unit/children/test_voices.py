"""What a child said, from every room that wrote it down: the last, of what the viewer may read (EXP-2)."""

from datetime import datetime, timedelta

import pytest

from lantern.access.viewer import Viewer
from lantern.children import voices
from lantern.children.models import Child
from lantern.children.voices import Said
from tests.unit.missing.drawn import NOW, NOWHERE, viewer

CHILD, OFFICER = Child(**NOWHERE), viewer()


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is registered but what a test registers."""
    monkeypatch.setattr(voices, "_sources", {})


def said(text: str, at: datetime = NOW) -> Said:
    return Said(text, "in a test", at)


def test_nobody_said_anything() -> None:
    """A child whom no room heard has no voice, and a room that may not be read has none either."""
    assert voices.last_said(CHILD, OFFICER) is None
    voices.register("a", lambda child, viewer: None)
    assert voices.last_said(CHILD, OFFICER) is None


def test_the_last_of_all_rooms_counts_whatever_the_order_in_which_they_registered() -> None:
    for names in (("a", "b"), ("b", "a")):
        for name in names:
            earlier = NOW - timedelta(days=1) if name == "a" else NOW
            voices.register(name, lambda child, viewer, at=earlier, name=name: said(name, at))  # type: ignore[misc]
        found = voices.last_said(CHILD, OFFICER)
        assert found and found.text == "b"


def test_the_same_name_again_replaces_the_room() -> None:
    voices.register("a", lambda child, viewer: said("old", NOW + timedelta(days=1)))
    voices.register("a", lambda child, viewer: said("new"))
    found = voices.last_said(CHILD, OFFICER)
    assert found and found.text == "new"


def test_a_room_is_asked_about_this_child_for_this_viewer() -> None:
    """SHA-2: whose words they are and who reads them are the room's to decide."""
    asked: list[tuple[Child, Viewer]] = []

    def source(child: Child, viewer: Viewer) -> Said | None:
        asked.append((child, viewer))
        return None

    voices.register("a", source)
    voices.last_said(CHILD, OFFICER)
    assert asked == [(CHILD, OFFICER)]


def test_a_source_that_is_left_out_is_not_asked() -> None:
    """EXP-2: a page that writes such words down itself asks the others alone."""
    voices.register("a", lambda child, viewer: said("elsewhere"))
    voices.register("b", lambda child, viewer: said("here", NOW + timedelta(days=1)))
    found = voices.last_said(CHILD, OFFICER, but="b")
    assert found and found.text == "elsewhere"
    assert voices.last_said(CHILD, OFFICER, but="nobody") == said("here", NOW + timedelta(days=1))
