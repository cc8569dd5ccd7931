"""What somebody typed into the search, read as a name, a birth date, a postcode or a reference."""

import re
from dataclasses import dataclass, field
from datetime import date

from jellyfish import metaphone

from lantern.children.rules.described import Described
from lantern.children.rules.names import parts
from lantern.children.rules.profiles import Profile

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
REFERENCE = re.compile(r"\S*\d\S*")


@dataclass(frozen=True)
class Wanted:
    """A search, understood. `words` are those of a name, in order; either may be the surname."""

    described: Described
    words: tuple[str, ...] = ()
    references: frozenset[str] = field(default=frozenset())

    @property
    def is_empty(self) -> bool:
        return self.described == Described() and not self.words

    @property
    def name_starts(self) -> tuple[str, ...]:
        """What a stored `surname forename` may start with."""
        if not self.words:
            return ()
        return tuple({" ".join(self.words), " ".join((*self.words[1:], self.words[0])), self.words[-1]})

    @property
    def sound_keys(self) -> frozenset[str]:
        """Keys of a single name by its sound; two names have a key together."""
        return single_sounds(self.words[0]) if len(self.words) == 1 else frozenset()

    def is_prefix_of(self, stored: str) -> bool:
        """Whether the words start a stored sort name, whichever comes first."""
        return any(stored.startswith(sort_name(start, "")) for start in self.name_starts)


def read_search(text: str) -> Wanted:
    """`text` as a search: what looks like a date, a postcode or a number is taken as one, the rest as a name."""
    rest = text.strip()[:200]
    born, rest = _day(rest)
    code = POSTCODE.search(rest)
    if code:
        rest = rest[: code.start()] + " " + rest[code.end() :]
    references = frozenset(REFERENCE.findall(rest))
    words = tuple(word for word in REFERENCE.sub(" ", rest).replace(",", " ").split() if parts(word))
    forename, surname = (" ".join(words[:-1]), words[-1]) if len(words) > 1 else ("", "".join(words))
    described = Described(
        forename=forename,
        surname=surname,
        born=born,
        postcode="".join(code.groups()).upper() if code else "",
        references=references | {each.upper() for each in references},
    )
    return Wanted(described, words, described.references)


def single_sounds(word: str) -> frozenset[str]:
    """Keys of one name by its sound, for a search that knows no more."""
    return frozenset(f"s:{sound}" for part in parts(word) if (sound := metaphone(part.replace("?", ""))))


def search_keys(profile: Profile) -> frozenset[str]:
    """Keys to store so that a child is found by one name alone, as it sounds."""
    words = {word for name in profile.names for word in (*name.forename, *name.surname)}
    return frozenset().union(*(single_sounds(word) for word in words))


def sort_name(surname: str, forename: str) -> str:
    """What lists are sorted by and prefixes are sought in: plain letters, surname first."""
    return " ".join((*parts(surname), *parts(forename)))[:200]


def _day(text: str) -> tuple[date | None, str]:
    found = DAY.search(text)
    if not found:
        return None, text
    day, month, year, *iso = found.groups()
    try:
        born = date(int(year), int(month), int(day)) if day else date(*(int(each) for each in iso))
    except ValueError:
        return None, text
    return born, text[: found.start()] + " " + text[found.end() :]
