"""Buttons that a key presses: said to machines, shown to people, and never there without a key (MIS-4)."""

import pytest

from lantern.design.controls import action, post

TOKEN = "token"


@pytest.mark.parametrize("key", ["1", "n", "s", "u"])
def test_a_button_says_which_key_presses_it(key: str) -> None:
    """MIS-4: for the page's script, for screen readers, and for the eye."""
    for drawn in (post("Yes", "/there/", TOKEN, key=key), action("On", "/there/", key=key)):
        assert f'data-key="{key}"' in drawn
        assert f'aria-keyshortcuts="{key}"' in drawn
        assert f'<kbd class="lantern-key" aria-hidden="true">{key}</kbd>' in drawn


@pytest.mark.parametrize("drawn", [post("Yes", "/there/", TOKEN), action("On", "/there/")])
def test_a_button_without_a_key_says_nothing_of_keys(drawn: str) -> None:
    """MIS-4: no empty shortcut."""
    assert "key" not in drawn


def test_a_greyed_button_has_no_key() -> None:
    """MIS-4: what may not be pressed is not pressed by a key either."""
    assert "data-key" not in post("Yes", "/there/", TOKEN, key="1", reason="It was taken back.")
    assert "data-key" not in action("On", "/there/", key="1", reason="Nobody is there.")


def test_a_key_is_escaped() -> None:
    """MIS-4: whatever stands for one."""
    assert "<b>" not in post("Yes", "/there/", TOKEN, key="<b>")
