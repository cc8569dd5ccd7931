"""Decision 0018: the outermost middleware brings room for the frames of a request, and changes nothing else."""

from typing import Any

import pytest

from lantern.config.frames import ROOM, frames_have_room
from lantern.config.settings import MIDDLEWARE


def test_it_answers_what_is_answered() -> None:
    asked: Any = object()
    assert frames_have_room(lambda request: request)(asked) is asked  # type: ignore[arg-type, return-value]


def test_each_has_its_own_answer() -> None:
    """The code is shared, what it calls is not."""
    given: list[Any] = [frames_have_room(lambda _, word=word: word) for word in ("one", "two")]  # type: ignore[misc]
    assert [each(None) for each in given] == ["one", "two"]


def test_a_fault_goes_through() -> None:
    def fails(_: Any) -> Any:
        raise LookupError("as it was")

    with pytest.raises(LookupError, match="as it was"):
        frames_have_room(fails)(None)  # type: ignore[arg-type]


def test_it_asks_for_room_and_comes_first() -> None:
    respond: Any = frames_have_room(lambda request: request)  # type: ignore[arg-type, return-value]
    assert respond.__code__.co_stacksize == ROOM
    assert MIDDLEWARE[0] == "lantern.config.frames.frames_have_room"
