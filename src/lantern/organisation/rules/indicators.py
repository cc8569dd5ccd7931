"""What an assessment of exploitation asks and the levels it may end in, as a partnership words them (EXP-2, PAR-7).

Indicators: "## " begins a group, "- " an indicator of it. An indicator may end with "*2", which makes it count twice as much
(up to 5), and with "[high]": present now or in the last six months, it alone suggests that level at least. Levels: one a line,
the lowest first; behind each but the first may stand the number of points from which it is suggested.
"""

import re
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

LONGEST = 20_000  # characters
MOST_INDICATORS, MOST_LEVELS, LONGEST_WORDS = 120, 8, 200
ENDING = re.compile(r"^(?P<words>.*?)(?:\s+\*(?P<weight>[1-5]))?(?:\s+\[(?P<alone>[^\[\]]+)\])?$")
LEFT_OVER = re.compile(r"(?:\*\s*\d+|\[[^\[\]]*\])$")  # an ending that would be read as words
LEVEL = re.compile(r"^(?P<name>[^\d]*?[^\d\s])(?:\s+(?P<points>\d{1,4}))?$")

LEVELS = """\
Standard
Medium 6
High 15
Actual
"""

INDICATORS = """\
## Missing
- Is missing, or away for hours without anybody knowing where, more than once *2
- Stays away overnight, or for longer each time *2
- Is found far from home, or where there is no reason to be *2
- Comes back with things that were not there before: clothes, phone, money, train tickets
- Will not or cannot say where they were, or is afraid to

## Accommodation
- Lives where they do not feel safe, or moves from place to place
- Stays with people whom those responsible do not know *2
- Is placed far from home, or with others who are exploited

## Education
- Stays away from school or college, or leaves during the day
- Is excluded, on a reduced timetable or on no roll
- Suddenly does much worse, or has given up what they were good at

## Substance use
- Uses alcohol or drugs more, or others than before
- Is given alcohol or drugs by older people or by people nobody knows *2
- Owes money for drugs, or is made to pay a debt off *3 [high]

## Family and relationships
- Is drawing away from family and old friends
- Family members are, or were, exploited or exploit others *2
- Violence, loss, or somebody’s illness or drug use at home
- Has a much older partner, or one who decides for them *3

## Engagement
- Avoids professionals, or says only what is expected
- Those who knew them well are losing touch
- Seems to be told what to say, or is always accompanied *2

## Coercion, gangs and control
- Is afraid of somebody, or of what would happen to their family *2
- Has injuries that nobody explains *2
- Carries a weapon, or says they need one
- Is said to carry, sell or hold drugs, money or weapons for others *3 [high]
- Travels to other towns for somebody, or was found at an address used to deal *3 [high]
- Has money, phones or a bank account that is used by others *2

## Sexual health
- Needed a pregnancy test, a test for infections or emergency contraception more than once
- An infection or pregnancy for which no explanation fits their age *2
- Says that they had to do sexual things for something, or for somebody *5 [actual]

## Emotional health
- Harms themselves, or speaks of not wanting to live *2
- Is angry, low or frightened in a way that is new
- Sleeps badly, hardly eats, or is always on guard
- Sees no way out, or believes that they owe somebody

## Adults, peers and places
- Is seen with adults whom the partners worry about *3
- Is with other children who are exploited *2
- Goes to places that are known or suspected for exploitation *2
- Is picked up, dropped off or collected by cars nobody knows *2
- Somebody was arrested or warned for harm to this child *5 [actual]

## Online
- Is in touch online with people they have never met *2
- Was sent, or asked for, sexual pictures *3
- Has several phones or accounts, or is called at all hours
- Pictures or films of them are shared or used as a threat *4 [actual]

## Other
- Something else that worries us
"""


class Indicator(NamedTuple):
    """One thing that is asked. `key` is the same as long as group and words are; `alone` is the level it alone suggests."""

    key: str
    words: str
    weight: int = 1
    alone: str = ""


class IndicatorGroup(NamedTuple):
    """Indicators that belong together; `key` is the same as long as the title is."""

    key: str
    title: str
    indicators: tuple[Indicator, ...]


class Level(NamedTuple):
    """What an assessment may end in; with `points` it is suggested from so many, without never by points."""

    name: str
    points: int | None = None


def read_levels(text: str) -> tuple[Level, ...]:
    """The levels, the lowest first. Raises `ValueError`, in words, for a text that has none or contradicts itself."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 2 <= len(lines) <= MOST_LEVELS:
        raise ValueError(f"Enter from 2 to {MOST_LEVELS} levels, one a line, the lowest first")
    levels = tuple(_level(line) for line in lines)
    if len({level.name.lower() for level in levels}) < len(levels):
        raise ValueError("Each level has a name of its own")
    if levels[0].points is not None:
        raise ValueError(f"{levels[0].name} is the lowest level and has no number: it needs no points")
    points = [level.points for level in levels if level.points is not None]
    if any(later <= earlier for earlier, later in pairwise(points)) or 0 in points:
        raise ValueError("Each number is greater than the one above it, and the first greater than 0")
    return levels


def read_groups(text: str, levels: tuple[Level, ...]) -> tuple[IndicatorGroup, ...]:
    """The groups with their indicators. Raises `ValueError`, which says in which line what is wrong."""
    groups: list[tuple[str, list[Indicator]]] = []
    names = {level.name.lower(): level.name for level in levels}
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if said.startswith("## "):
            groups.append((_short(said[3:].strip(), number), []))
        elif said.startswith("- "):
            if not groups:
                raise ValueError(f"Line {number}: a group begins with “## ” and stands above its indicators")
            groups[-1][1].append(_indicator(said[2:], groups[-1][0], names, number))
        elif said:
            raise ValueError(f"Line {number} begins with neither “## ” nor “- ”")
    _check(groups)
    return tuple(IndicatorGroup(_key(title), title, tuple(indicators)) for title, indicators in groups)


def named_in(text: str) -> tuple[str, ...]:
    """The levels that indicators of the text name."""
    found = (ENDING.match(line.strip()) for line in text.splitlines() if line.strip().startswith("- "))
    return tuple(dict.fromkeys(each["alone"].strip() for each in found if each and each["alone"]))


def _level(line: str) -> Level:
    found = LEVEL.match(line)
    if found is None or len(found["name"]) > 40:
        raise ValueError(f"“{line[:40]}” is a name, and behind it a whole number if points suggest it")
    return Level(found["name"], int(found["points"]) if found["points"] else None)


def _indicator(line: str, group: str, names: dict[str, str], number: int) -> Indicator:
    found = ENDING.match(line.strip())
    assert found is not None
    words, alone = _short(found["words"].strip(), number), (found["alone"] or "").strip().lower()
    if LEFT_OVER.search(words):
        raise ValueError(f"Line {number} ends with a weight from *1 to *5, then a level in brackets, each once")
    if alone and alone not in names:
        raise ValueError(f"Line {number}: there is no level “{alone}”")
    return Indicator(_key(group, words), words, int(found["weight"] or 1), names.get(alone, ""))


def _short(words: str, number: int) -> str:
    if not 1 <= len(words) <= LONGEST_WORDS:
        raise ValueError(f"Line {number} has from 1 to {LONGEST_WORDS} characters of words")
    return words


def _check(groups: list[tuple[str, list[Indicator]]]) -> None:
    titles = [title.lower() for title, _ in groups]
    keys = [indicator.key for _, indicators in groups for indicator in indicators]
    if not 1 <= len(keys) <= MOST_INDICATORS:
        raise ValueError(f"Enter from 1 to {MOST_INDICATORS} indicators, each in a group")
    if len(set(titles)) < len(titles):
        raise ValueError("Each group has a title of its own")
    if len(set(keys)) < len(keys):
        raise ValueError("One indicator stands twice in its group")


def _key(*words: str) -> str:
    return sha256("|".join(word.lower() for word in words).encode()).hexdigest()[:12]
