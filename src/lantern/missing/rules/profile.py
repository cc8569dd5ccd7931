"""What a carer would tell police when a child goes missing, written down before it happens (as the Philomena protocol asks)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from lantern.timekeeping import words

LONGEST = 2_000  # characters of an answer


class Asked(NamedTuple):
    """A part of the profile; `hint` says what to write."""

    key: str
    label: str
    hint: str


PARTS = (
    Asked(
        "description",
        "What the child looks like",
        "Height, build, hair, eyes, marks, glasses, languages, how they speak",
    ),
    Asked("clothes", "What they usually wear", "Coat, shoes, bag, what they would never leave without"),
    Asked("phones", "Phone and accounts", "Numbers, names they use, apps, games, bank card, travel card"),
    Asked("people", "Whom they may be with", "Friends, family, whoever worries you, and how to reach them"),
    Asked("places", "Where they may go", "Places they have been found, places they like, how they travel"),
    Asked("health", "Medication and health needs", "What they take and by when, allergies, what happens without it"),
    Asked("helps", "What helps when they are found", "How to speak with them, whom they trust, what frightens them"),
    Asked("call", "Who to call", "At any hour: name, how they know the child, number"),
)
KEYS = tuple(part.key for part in PARTS)
Said = Mapping[str, str]


class Difference(NamedTuple):
    """A part that differs between two wordings."""

    label: str
    before: str
    after: str


def clean(said: Said) -> dict[str, str]:
    """The parts that say something, in their order. Raises `ValueError` for one that nobody asked for, or too long a text."""
    if strange := set(said) - set(KEYS):
        raise ValueError(f"Nobody asked about this: {', '.join(sorted(strange))}.")
    if any(len(text) > LONGEST for text in said.values()):
        raise ValueError(f"Keep each part to {LONGEST:,} characters.")
    return {key: said[key].strip() for key in KEYS if said.get(key, "").strip()}


def differences(before: Said, after: Said) -> list[Difference]:
    """The parts in which two wordings differ, in their order."""
    return [
        Difference(part.label, before.get(part.key, ""), after.get(part.key, ""))
        for part in PARTS
        if before.get(part.key, "") != after.get(part.key, "")
    ]


def months_since(checked: date, today: date) -> int:
    """Whole calendar months between two days."""
    months = (today.year - checked.year) * 12 + today.month - checked.month
    return months - (today.day < checked.day)


def is_stale(checked: date, today: date, months: int) -> bool:
    """Whether it is to be checked again: `months` whole months after the last time."""
    return months_since(checked, today) >= months


def checked_words(checked: date, today: date, months: int) -> str:
    """Checked on 3 March 2026; checked 4 months ago: check it again."""
    if not is_stale(checked, today, months):
        return f"Checked on {words.day(checked)}"
    number = months_since(checked, today)
    return f"Checked {number} {'month' if number == 1 else 'months'} ago: check it again"
