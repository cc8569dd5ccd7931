"""security.md 5: a browser in words, so that somebody knows their own again."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lantern.accounts.rules.devices import device

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 1) {KIT} Chrome/140.0.0.0 Safari/537.36", "Chrome on a Chromebook"),
        (
            f"Mozilla/5.0 (Linux; Android 15) {KIT} Chrome/140.0.0.0 Mobile Safari/537.36",
            "Chrome on an Android device",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on a Mac"),
        (f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/140.0 Safari/537.36 OPR/120.0", "Opera on Windows"),
        ("curl/8.0 Linux", "A browser on Linux"),
        ("Firefox/140.0", "Firefox"),
        ("", "A browser that does not say which it is"),
    ],
)
def test_browsers_and_machines(agent: str, words: str) -> None:
    assert device(agent) == words


@given(some.text(max_size=400))
def test_whatever_it_says_there_are_words(agent: str) -> None:
    """And none of them is the browser's own text, which anybody can write."""
    assert 0 < len(device(agent)) < 60
