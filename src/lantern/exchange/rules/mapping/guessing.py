"""Which column feeds which field, told from its name and from what stands in it, each with a reason in words (MIS-3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lantern.exchange.rules.mapping.dates import Order
from lantern.exchange.rules.mapping.fields import BY_RETURN, FIELDS, Field, Holds, fields_of
from lantern.exchange.rules.mapping.headings import names_a_clock, sounds_like, without_clock
from lantern.exchange.rules.mapping.looks import Look, look
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.rules.mapping.words import proposed_words
from lantern.exchange.vocabulary import FileKind

BELIEVED = 0.45  # confidence from which a column is chosen beforehand
SURE = 0.8  # confidence that is called sure
BY_NAME = 0.75  # how much the name counts; what stands in the column has the rest
LOOKS_WRONG = 0.35  # what is left of a name's confidence when the cells cannot be that
MOST = 0.5  # share of cells from which a column looks like something
CLEAR = 0.9  # share from which cells alone can name a column
OTHER_WORDS = 0.6  # how well words that nobody has explained yet fit a column of words
MAYBE = 0.55  # confidence in a column that only its cells name


@dataclass(frozen=True, slots=True)
class Guess:
    """A column for a field: how sure (0 to 1), and why, as a person would say it."""

    field: str
    column: str
    confidence: float
    reason: str
    clock: str = ""

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Guessed:
    """A mapping to begin with; `guesses` by field; `asked` the dated fields whose order nobody can tell from the file."""

    mapping: FileMapping
    guesses: Mapping[str, Guess]
    asked: frozenset[str]


def guess(kind: FileKind, columns: Mapping[str, Sequence[str]], *, later_epoch: bool = False) -> Guessed:
    """A mapping for a file, by its columns in order with their first cells."""
    looks = {name: look(cells, later_epoch=later_epoch) for name, cells in columns.items()}
    found = _assigned(kind, looks)
    clocks = _clocks(kind, list(columns), looks, found)
    guesses = {
        name: Guess(name, each.column, each.confidence, each.reason, clocks.get(name, ""))
        for name, each in found.items()
    }
    orders, asked = _orders(kind, guesses, looks)
    mapping = FileMapping(
        kind=kind,
        columns={name: each.column for name, each in guesses.items()},
        times=clocks,
        orders=orders,
        words={
            name: words for name, each in guesses.items() if (words := proposed_words(kind, name, columns[each.column]))
        },
        message=BY_RETURN if kind is FileKind.NOTIFICATIONS and "message" not in guesses else "",
    )
    return Guessed(mapping, guesses, asked)


def _assigned(kind: FileKind, looks: Mapping[str, Look]) -> dict[str, Guess]:
    """The surest first; each column once, but for a whole name, which feeds both of its parts."""
    offered = [
        each for field in FIELDS[kind] for name, seen in looks.items() if (each := _offer(field, name, seen, kind))
    ]
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for each in sorted(offered, key=lambda one: -one.confidence):
        if each.field not in found and each.column not in taken:
            found[each.field] = each
            taken.add(each.column)
    return _whole_names(found, offered)


def _whole_names(found: dict[str, Guess], offered: list[Guess]) -> dict[str, Guess]:
    """A column called "Name" or "Full name" alone feeds surname and forename."""
    if ("surname" in found) == ("forename" in found):
        return found
    one, other = ("surname", "forename") if "surname" in found else ("forename", "surname")
    column = found[one].column
    also = next((each for each in offered if each.field == other and each.column == column), None)
    if also and also.confidence >= SURE:
        found[other] = Guess(other, column, also.confidence, f"“{column}” seems to hold the whole name.")
    return found


def _offer(field: Field, column: str, seen: Look, kind: FileKind) -> Guess | None:
    sound, call = sounds_like(column, field, kind)
    fit = _fit(field, seen)
    if seen.filled == 0:
        confidence = sound * 0.9
    elif fit is None:
        confidence = sound * (BY_NAME + (1 - BY_NAME) * 0.6)
    elif fit < MOST:
        confidence = sound * LOOKS_WRONG
    else:
        confidence = sound * BY_NAME + fit * (1 - BY_NAME) * min(1.0, sound * 2)
        if fit >= CLEAR and sound < BELIEVED and _tells_alone(field, seen):
            return Guess(field.name, column, MAYBE, f"Its cells look like {_LOOKS[field.name]}.")
    if confidence < BELIEVED:
        return None
    return Guess(field.name, column, round(confidence, 3), _reason(field, column, sound, call, fit, seen))


_LOOKS = {
    "postcode": "postcodes", "pupil_number": "pupil numbers", "born": "dates of birth", "sex": "sexes",
    "message": "kinds of message",
}  # fmt: skip


def _tells_alone(field: Field, seen: Look) -> bool:
    """Whether cells alone, under a name that says nothing, can be taken for this field."""
    return field.name in _LOOKS and (field.name != "sex" or seen.filled > 3)


def _fit(field: Field, seen: Look) -> float | None:
    """How well the cells are what the field holds; `None` when cells of that kind look like anything."""
    if field.name == "born":
        return seen.share("date") * (0.3 if seen.share("timed") > MOST else 1.0) if _young(seen) else 0.0
    if field.dated:
        return seen.share("date")
    if field.name == "pupil_number":
        return seen.share("upn")
    if field.holds is Holds.POSTCODE:
        return seen.share("postcode")
    if field.words:
        other = max(seen.share(thing) for thing in ("date", "clock", "postcode", "upn", "long"))
        return seen.share(field.name) if other > MOST else max(seen.share(field.name), OTHER_WORDS)
    if field.holds is Holds.REFERENCE:
        return seen.share("reference") * (1 - seen.share("date"))
    if field.holds is Holds.NAME:
        return seen.share("name")
    return 0.0 if max(seen.share("date"), seen.share("clock")) > MOST else None


def _young(seen: Look) -> bool:
    return 1990 <= seen.middle_year <= 2099


def _reason(field: Field, column: str, sound: float, call: str, fit: float | None, seen: Look) -> str:
    like = "is a usual name for it" if sound > 0.99 else f"is like “{call}”"
    if fit is not None and fit >= CLEAR and field.dated:
        return f"“{column}” {like}, and its cells are dates."
    if fit is not None and fit >= CLEAR and field.name in _LOOKS:
        return f"“{column}” {like}, and its cells look like {_LOOKS[field.name]}."
    if seen.filled == 0:
        return f"“{column}” {like}; its first cells are empty."
    return f"“{column}” {like}."


def _clocks(kind: FileKind, names: list[str], looks: Mapping[str, Look], found: Mapping[str, Guess]) -> dict[str, str]:
    """Columns of times alone, each beside the date it belongs to: by its name, else by standing right after it."""
    fields, taken = fields_of(kind), {each.column for each in found.values()}
    dates = {name: each.column for name, each in found.items() if fields[name].holds is Holds.MOMENT}
    clocks: dict[str, str] = {}
    for place, column in enumerate(names):
        seen = looks[column]
        is_clock = seen.filled and seen.share("clock") > CLEAR and seen.share("date") < MOST
        if column in taken or not (is_clock or (not seen.filled and names_a_clock(column))):
            continue
        own = without_clock(column)
        named = next((name for name, date in dates.items() if own and without_clock(date) == own), None)
        before = next((name for name, date in dates.items() if place and names[place - 1] == date), None)
        best = max(dates, key=lambda name: sounds_like(column, fields[name], kind)[0], default=None)
        heard = best if best and own and sounds_like(column, fields[best], kind)[0] >= BELIEVED else None
        name = named or heard or before
        if name and name not in clocks and looks[dates[name]].share("timed") < MOST:
            clocks[name] = column
    return clocks


def _orders(
    kind: FileKind, guesses: Mapping[str, Guess], looks: Mapping[str, Look]
) -> tuple[dict[str, Order], frozenset[str]]:
    """Each column as a whole says which of day and month comes first; one that cannot say follows those that can."""
    dated = {name: looks[each.column].orders for name, each in guesses.items() if fields_of(kind)[name].dated}
    matter = {name: orders for name, orders in dated.items() if orders is not None}
    settled = {next(iter(orders)) for orders in matter.values() if len(orders) == 1}
    shared = next(iter(settled)) if len(settled) == 1 else Order.DAY_FIRST
    orders = {name: next(iter(each)) if each and len(each) == 1 else shared for name, each in dated.items()}
    open_questions = {name for name, each in matter.items() if len(each) == 0 or (len(each) == 2 and len(settled) != 1)}
    return orders, frozenset(open_questions)
