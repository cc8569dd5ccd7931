"""What somebody typed into the search, read as a name, a birth date, a postcode or a reference."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from jellyfish import metaphone
from rapidfuzz.distance import OSA

from lantern.children.rules.described import Described
from lantern.children.rules.names import parts
from lantern.children.rules.profiles import Profile

LONGEST = 200  # characters of a search that are read
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(
    r"\b(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?:st|nd|rd|th)?[/.\- ](?P<month>\d{1,2}|(?:" + "|".join(MONTHS) + r")[a-z]*)[/.\- ]"
    r"(?P<year>\d{4}|\d{2}))\b",
    re.IGNORECASE,
)
THIS_CENTURY = 40  # a year of two digits below this is 20xx
REFERENCE = re.compile(r"\S*\d\S*")
WORDS_AT_MOST = 5
SLIP_EACH = 4  # letters of a name for each slip that is forgiven
SLIPS_AT_MOST = 2


@dataclass(frozen=True)
class Wanted:
    """A search, understood. `words` are those of a name in plain letters and in the order typed; either may be the surname."""

    described: Described
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.described == Described() and not self.words

    @property
    def references(self) -> frozenset[str]:
        return self.described.references

    @property
    def meaning(self) -> str:
        """What is sought in one form, however it was typed: two searches for the same have the same (SHA-6)."""
        if self.is_empty:
            return ""
        born = self.described.born.isoformat() if self.described.born else ""
        references = sorted({each.upper() for each in self.references})
        return "|".join((" ".join(sorted(self.words)), born, self.described.postcode, " ".join(references)))

    @property
    def fields(self) -> tuple[str, ...]:
        """Which kinds of thing were typed, in words, without what they were."""
        said = {
            "name": self.words,
            "date of birth": self.described.born,
            "postcode": self.described.postcode,
            "reference": self.references,
        }
        return tuple(name for name, value in said.items() if value)

    @property
    def profile(self) -> Profile:
        """What is sought, with the words of the name read either way round."""
        named = [replace(self.described, forename=f, surname=s) for f, s in _readings(self.words)]
        return Profile.of(*(named or [self.described]))

    @property
    def starts(self) -> tuple[tuple[str, str], ...]:
        """What a stored sort name may start with, and how a word after that begins, so that all words are in it."""
        return tuple((surname, forename) for forename, surname in _readings(self.words) if surname)

    @property
    def sounds(self) -> frozenset[str]:
        """Keys of a single name by its sound; two names have a key together."""
        return single_sounds(self.words[0]) if len(self.words) == 1 else frozenset()

    def begins(self, stored: str) -> bool:
        """Whether each word typed begins a word of a stored name, no word of it twice."""
        left = stored.split()
        for word in sorted(self.words, key=len, reverse=True):
            found = next((each for each in left if each.startswith(word)), None)
            if found is None:
                return False
            left.remove(found)
        return bool(self.words)


def read_search(text: str) -> Wanted:
    """`text` as a search: what looks like a date, a postcode or a number is taken as one, the rest as a name."""
    born, rest = _day(text.replace("\0", " ").strip()[:LONGEST])
    code = POSTCODE.search(rest)
    if code:
        rest = rest[: code.start()] + " " + rest[code.end() :]
    references = frozenset(REFERENCE.findall(rest))
    described = Described(
        born=born,
        postcode="".join(code.groups()).upper() if code else "",
        references=references | {each.upper() for each in references},
    )
    return Wanted(described, parts(REFERENCE.sub(" ", rest))[:WORDS_AT_MOST])


def wanted_like(described: Described) -> Wanted:
    """A search for somebody described field by field, as when a record is about to be opened."""
    return Wanted(described, (*parts(described.forename), *parts(described.surname))[:WORDS_AT_MOST])


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


def first_word(sorted_by: str) -> str:
    """What a sort name begins with: the surname, or the first word of one."""
    return sorted_by.partition(" ")[0]


def near(word: str, known: Iterable[str]) -> list[str]:
    """Those of `known` that `word` may be a slip of the keys for, the nearest first."""
    most = min(len(word) // SLIP_EACH, SLIPS_AT_MOST)
    counted = ((OSA.distance(word, each, score_cutoff=most), each) for each in known)
    return [each for count, each in sorted(counted) if count <= most]


def beginnings(word: str) -> frozenset[str]:
    """The letter the word meant may begin with: as typed, or the second where the first two are swapped or one is too many."""
    return frozenset({word[:1], word[1:2]} - {""})


def _readings(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Forename and surname in every way the words may be meant, the usual one first; a single word may be either."""
    if len(words) == 1:
        yield "", words[0]
        yield words[0], ""
    for cut in reversed(range(1, len(words))):
        one, other = " ".join(words[:cut]), " ".join(words[cut:])
        yield one, other
        yield other, one


def _day(text: str) -> tuple[date | None, str]:
    found = DAY.search(text)
    if not found:
        return None, text
    try:
        born = _born({name: part for name, part in found.groupdict().items() if part})
    except ValueError:
        return None, text
    return born, text[: found.start()] + " " + text[found.end() :]


def _born(typed: dict[str, str]) -> date:
    if "iso_year" in typed:
        return date(int(typed["iso_year"]), int(typed["iso_month"]), int(typed["iso_day"]))
    month, year = typed["month"], int(typed["year"])
    if len(typed["year"]) == 2:
        year += 2000 if year < THIS_CENTURY else 1900
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].casefold()) + 1
    return date(year, number, int(typed["day"]))
