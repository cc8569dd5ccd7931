"""What a text may name: plates, phone numbers, accounts, postcodes, names known of the record, and names at all (INT-6).

Suggestions, no facts: a person confirms each. They never overlap, and each says which words of the text it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lantern.network.rules.keys import key_of
from lantern.network.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Known:
    """Something the record names already; `entity` is its id where it is an entity."""

    kind: Kind
    label: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of a text that may name something. `kind` is `None` where only a person can tell; `words` says it whole."""

    kind: Kind | None
    words: str
    start: int
    end: int
    entity: str = ""

    @property
    def key(self) -> str:
        """As `keys.key_of`."""
        return key_of(self.kind, self.words) if self.kind else ""


# AB12 CDE in any case; the older A123 BCD and ABC 123D in capitals alone, or every "a1 and" would be one.
PLATE = re.compile(
    r"\b(?:(?i:[A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2} ?[A-HJ-PR-Z]{3})|[A-HJ-NPR-TV-Y][0-9]{1,3} ?[A-HJ-PR-Y]{3}"
    r"|[A-HJ-PR-Y]{3} ?[0-9]{1,3}[A-HJ-NPR-TV-Y])\b"
)
PHONE = re.compile(r"(?<![\w+])(?:\+44|0044|0)(?:\s?\(0\))?(?:[ -]?[0-9]){9,10}(?![0-9])")
ACCOUNT = re.compile(r"(?<![\w.@/])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b")
NAME = re.compile(r"\b[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?(?: [A-Z][a-z]+(?:['’-][A-Z][a-z]+)?){0,2}")
PLATFORM = re.compile(
    r"\b(snapchat|snap|instagram|insta|tiktok|whatsapp|telegram|facebook|discord|roblox|xbox|playstation)\b",
    re.IGNORECASE,
)
SAME_PLATFORM = {"snap": "Snapchat", "insta": "Instagram"}
NEAR = 30  # characters between an account and the word for its platform
PLACE_BEFORE = re.compile(r"\b(?:at|to|in|near|from|outside|behind)(?: the)? $", re.IGNORECASE)
PERSON_BEFORE = re.compile(r"\b(?:with|called|named|and|by|friend|mate|boyfriend|girlfriend) $", re.IGNORECASE)
NO_NAMES = frozenset({
    "I", "Mum", "Mom", "Dad", "Nan", "God", "English", "Christmas", "Easter",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Snapchat", "Instagram", "Facebook", "Whatsapp", "Tiktok", "Telegram", "Discord", "Roblox", "Xbox", "Uber",
    "He", "She", "They", "We", "It", "The", "An", "And", "But", "Then", "When",
})  # fmt: skip


def suggestions(text: str, known: Iterable[Known] = ()) -> tuple[Suggestion, ...]:
    """What `text` may name, in the order of the text; the surer finder takes the words first."""
    found: list[Suggestion] = []
    taken: list[tuple[int, int]] = []
    for one in (*_written(text), *_known(text, known), *_names(text)):
        if one.end > one.start and all(one.end <= start or one.start >= end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def _written(text: str) -> Iterator[Suggestion]:
    """Things that are known by how they are written."""
    for kind, pattern in ((Kind.PHONE, PHONE), (Kind.VEHICLE, PLATE), (Kind.PLACE, POSTCODE)):
        for match in pattern.finditer(text):
            yield Suggestion(kind, match[0].strip(), match.start(), match.start() + len(match[0].rstrip()))
    for match in ACCOUNT.finditer(text):
        platform = _platform(text, match.start(), match.end())
        yield Suggestion(Kind.ACCOUNT, f"{platform} {match[0]}".strip(), match.start(), match.end())


def _platform(text: str, start: int, end: int) -> str:
    """The platform named nearest to an account, in its usual spelling, or ""."""
    near = [
        (min(abs(match.start() - end), abs(start - match.end())), match[0].casefold())
        for match in PLATFORM.finditer(text)
    ]
    distance, name = min(near, default=(NEAR + 1, ""))
    return SAME_PLATFORM.get(name, name.capitalize()) if distance <= NEAR else ""


def _known(text: str, known: Iterable[Known]) -> Iterator[Suggestion]:
    """Names that the record has, in any case, the longest first."""
    for each in sorted(known, key=lambda one: (-len(one.label), one.label, one.kind)):
        if len(each.label.strip()) < 3:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(each.label.strip())}(?!\w)", text, re.IGNORECASE):
            yield Suggestion(each.kind, match[0], match.start(), match.end(), each.entity)


def _names(text: str) -> Iterator[Suggestion]:
    """Words in capitals where a sentence would not have them."""
    for match in NAME.finditer(text):
        words, start = match[0], match.start()
        first, _, rest = words.partition(" ")
        if _begins_sentence(text, start) or first in NO_NAMES:
            words, start = rest, start + len(first) + 1
        if words and words.split()[0] not in NO_NAMES:
            yield Suggestion(_guess(text[:start]), words, start, start + len(words))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"


def _guess(before: str) -> Kind | None:
    if PLACE_BEFORE.search(before):
        return Kind.PLACE
    return Kind.PERSON if PERSON_BEFORE.search(before) else None
