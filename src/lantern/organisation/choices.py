"""What a value of the arrangement may be, where a room above knows it: it says so at start-up, with the words for each.

choices.register("missing.open_statuses", {"LAC": "Looked after"})
"""

from collections.abc import Mapping

_choices: dict[str, dict[str, str]] = {}


def register(name: str, words: Mapping[str, str]) -> None:
    """The value of that name holds some of `words`, by code."""
    _choices[name] = dict(words)


def choices() -> dict[str, dict[str, str]]:
    """Words by code, by the value's name."""
    return {name: dict(words) for name, words in _choices.items()}
