"""Keys under which a child can be found among a million by equality alone (MIS-4).

Two descriptions of one child should share a key although one of them has a wrong name, birth date or postcode. The
keys of children are stored and indexed; those of somebody sought add the mistakes that are made in birth dates.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from jellyfish import metaphone

from lantern.children.rules.described import Described
from lantern.children.rules.given_names import HEADS
from lantern.children.rules.names import LOST, PARTICLES
from lantern.children.rules.profiles import Name, Place, Profile
from lantern.children.rules.romanised import frame

LONGEST = 40  # characters of what somebody wrote, in a key
STREET = 4  # letters of a street's name
CHILDHOOD = 20  # years between two birth dates of which one is a slip of the keys
SOUNDS = 4  # letters of a phonetic key: enough to tell names apart, few enough to forgive their endings


def blocking_keys(described: Described) -> frozenset[str]:
    """Keys to store for a child described so: short strings, about seven."""
    return stored_keys(Profile.of(described))


def stored_keys(profile: Profile) -> frozenset[str]:
    """Keys to store for a child with this profile; under the name alone also where no birth date is known."""
    undated = () if profile.born else (f"m:{name}" for name in _named(profile))
    return frozenset((*_keys(profile), *_born_keys(profile, profile.born), *_named(profile), *undated))


def searching_keys(profile: Profile) -> frozenset[str]:
    """Keys to look for somebody with this profile: also under birth dates that theirs may be a mistake for.

    Of one born on a known day, those who have the name alone in common are left out: a thousand children may share it, and
    with another birth date and another home it says nothing. Those whose own birth date nobody knows are looked at.
    """
    if not profile.born:
        return frozenset((*_keys(profile), *_named(profile)))
    mistaken = {day for born in profile.born for day in (*mistakes(born), *slips_of_one_digit(born))}
    undated = (f"m:{name}" for name in _named(profile))
    return frozenset((*_keys(profile), *_born_keys(profile, mistaken), *undated))


def mistakes(born: date) -> Iterator[date]:
    """Birth dates that `born` may be a mistake for: day and month swapped, a year more or less."""
    for year, month, day in (
        (born.year, born.day, born.month),
        (born.year - 1, born.month, born.day),
        (born.year + 1, born.month, born.day),
    ):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


@lru_cache(1 << 12)
def slips_of_one_digit(born: date) -> tuple[date, ...]:
    """Birth dates with one digit other than in `born`, as far off as a child's may be."""
    said = f"{born:%Y%m%d}"
    slipped = (said[:at] + digit + said[at + 1 :] for at in range(2, len(said)) for digit in "0123456789")
    days = (_day(text) for text in slipped if text != said)
    return tuple(day for day in days if day and abs(day.year - born.year) <= CHILDHOOD)


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _keys(profile: Profile) -> Iterator[str]:
    initials = {initial for name in profile.names for initial in _initials(name)} or {""}
    for day in profile.born:
        yield from (f"b:{_digits(day)}{initial}" for initial in initials)
    for place in profile.places:
        if place.postcode:
            yield f"p:{place.postcode}"
        if place.address:
            yield from (f"a:{_door(place)}{initial}" for initial in initials)
    yield from (f"u:{number[:LONGEST]}" for number in profile.pupil_numbers)
    yield from (f"r:{reference[:LONGEST]}" for reference in profile.references)


def _named(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        yield from _sounds(name)
        yield from _frames(name)


def _born_keys(profile: Profile, born: Iterable[date]) -> Iterator[str]:
    """Keys of birth dates together with both initials: a date that may be a mistake is too common with one alone."""
    pairs = {pair for name in profile.names for pair in _initial_pairs(name)}
    for day in born:
        yield from (f"d:{_digits(day)}{pair}" for pair in pairs)


def _digits(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


@lru_cache(1 << 16)
def _door(place: Place) -> str:
    """House number and how the street begins, which a slip further on leaves alone; a house with a name has no number."""
    street = "".join(letter for letter in place.address if letter.isalpha())
    return f"{place.numbers[0][:5]}{street[:STREET]}" if place.numbers else street[:LONGEST]


@lru_cache(1 << 16)
def _initial_pairs(name: Name) -> frozenset[str]:
    """Initials of a word of the forename and one of the surname, in the order of the alphabet."""
    ours, theirs = _initials(Name(name.forename, ())), _initials(Name((), name.surname))
    return frozenset("".join(sorted((one, other))) for one in ours for other in theirs)


@lru_cache(1 << 16)
def _initials(name: Name) -> frozenset[str]:
    """First letters of the words of a name: one wrong letter leaves the others to be found by."""
    words = [*name.forename, *(word for word in name.surname if word not in PARTICLES)]
    return frozenset(word.lstrip(LOST)[0] for word in words if word.strip(LOST))


@lru_cache(1 << 16)
def _sounds(name: Name) -> frozenset[str]:
    """How forename and surname sound together, whichever comes first, in each form of the forename."""
    forenames = {_sound(form) for word in name.forename for form in (word, *HEADS.get(word, ()))}
    surnames = {_sound("".join(name.surname))} | {_sound(word) for word in name.surname if word not in PARTICLES}
    return frozenset(f"n:{'|'.join(sorted((f, s)))}" for f in forenames for s in surnames if f and s)


@lru_cache(1 << 16)
def _frames(name: Name) -> frozenset[str]:
    """Forename and surname as they may be spelt in another's letters, whichever comes first."""
    forename = frame(name.forename[0].replace(LOST, "")) if name.forename else ""
    surname = frame("".join(word for word in name.surname if word not in PARTICLES).replace(LOST, ""))
    return frozenset({f"t:{'|'.join(sorted((forename, surname)))}"[:LONGEST] if forename and surname else ""} - {""})


@lru_cache(1 << 16)
def _sound(word: str) -> str:
    return metaphone(word.replace(LOST, ""))[:SOUNDS]
