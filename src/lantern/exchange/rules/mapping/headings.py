"""How much a heading sounds like a field, from 0 to 1 (MIS-3)."""

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from lantern.exchange.rules.mapping.fields import LAYOUTS, Field, fields_of
from lantern.exchange.vocabulary import FileKind

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
WORDS = re.compile(r"[a-z0-9&']+")
ALIKE = 84  # of 100: two words one of which is the other mistyped
SHORT = 4  # letters: shorter words must be the same
NOISE = frozenset({
    "the", "of", "a", "an", "for", "to", "was", "were", "is", "and", "or", "child", "childs", "child's", "children",
    "person", "persons", "person's", "misper", "mispers", "mfh", "mp", "yp", "young", "subject", "nominal",
    "individual", "client", "name's", "missing's", "details", "detail", "info", "information", "field", "value", "dd",
    "mm", "yyyy", "hh", "hhmm", "ddmmyyyy", "please", "select", "current", "primary", "main", "latest", "text", "txt",
    "fld", "col",
})  # fmt: skip
LONG_FORMS = {
    "dob": "date of birth", "d.o.b": "date of birth", "ref": "reference", "refno": "reference", "no": "number",
    "num": "number", "nr": "number", "dt": "date", "datetime": "date", "pcode": "postcode", "pc": "postcode",
    "addr": "address", "add": "address", "loc": "location", "lac": "looked after", "cla": "looked after", "cic": "in care",
    "eth": "ethnicity", "circs": "circumstances", "rptd": "reported", "rep": "reported", "ret": "returned",
    "gndr": "gender", "inc": "incident", "msg": "message", "typ": "type", "fore": "forename", "sur": "surname",
    "surname's": "surname", "lvl": "level", "tel": "telephone", "uid": "unique id", "forename(s)": "forename",
    "lastname": "last name", "firstname": "first name", "lastseen": "last seen", "birthdate": "birth date",
    "homeaddress": "home address", "risklevel": "risk level", "datereported": "date reported",
}  # fmt: skip
CLOCK_WORDS = frozenset({"time", "clock", "hour", "hours", "hrs", "at"})
DATE_WORDS = frozenset({"date", "day", "on", "when"})


def words_of(heading: str) -> tuple[str, ...]:
    """Its words in lower case, written out, without those that say nothing."""
    found: list[str] = []
    for whole in heading.replace("_", " ").split():
        plain = whole if whole.casefold() in LONG_FORMS else CAMEL.sub(" ", whole)
        for each in WORDS.findall(plain.casefold()):
            found += LONG_FORMS.get(each, each).split()
    kept = [each for each in found if each not in NOISE]
    return tuple(kept or found)


def sounds_like(heading: str, field: Field, kind: FileKind) -> tuple[float, str]:
    """How much, and the name of the field that it is most like."""
    own = words_of(heading)
    return max(((_alike(own, words_of(call)), call) for call in _calls(field.name, kind)), default=(0.0, ""))


@lru_cache(maxsize=64)
def _calls(name: str, kind: FileKind) -> tuple[str, ...]:
    column = next(each for each in LAYOUTS[kind].columns if each.field == name)
    field = fields_of(kind)[name]
    return (field.label, *column.headings, *field.calls)


@lru_cache(maxsize=4096)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Twice the words they share by all their words; a date's "date" and "time" count for little."""
    if one == other:
        return 1.0
    weight = {each: 0.35 if each in DATE_WORDS | CLOCK_WORDS else 1.0 for each in (*one, *other)}
    left, shared = list(other), 0.0
    for each in one:
        match = next((word for word in left if _same(each, word)), None)
        if match is not None:
            left.remove(match)
            shared += min(weight[each], weight[match])
    whole = sum(weight[each] for each in one) + sum(weight[each] for each in other)
    return 2 * shared / whole if whole else 0.0


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > SHORT and ratio(one, other) >= ALIKE


def without_clock(heading: str) -> tuple[str, ...]:
    """The words of a heading that do not only say that it is a date or a time."""
    return tuple(each for each in words_of(heading) if each not in CLOCK_WORDS | DATE_WORDS)


def names_a_clock(heading: str) -> bool:
    return bool(CLOCK_WORDS & set(words_of(heading)))
