"""What the page about the API draws."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.exchange.rules.api.document import Named, Operation, Shape, Told
from lantern.exchange.rules.api.in_words import RULES, command
from lantern.exchange.rules.api.problems import WORDS, Kind

FIELDS = ("Field", "Holds", "What it is")
ANSWERS = ("Answer", "Means", "Body")
PROBLEMS = ("Problem", "Status", "What to do")
Row = tuple[object, ...]


@dataclass(frozen=True)
class Chapter:
    """One operation with the command that calls it."""

    operation: Operation
    command: str
    parameters: list[Row]
    answers: list[Row]


@dataclass(frozen=True)
class Described:
    """One object that is sent or answered."""

    shape: Shape
    fields: list[Row]


@dataclass(frozen=True)
class Chapters:
    """The page, in order."""

    operations: list[Chapter]
    shapes: list[Described]
    columns: tuple[str, ...] = FIELDS
    answered: tuple[str, ...] = ANSWERS
    wrong: tuple[str, ...] = PROBLEMS


def chapters(told: Told) -> Chapters:
    """Every operation, then every object."""
    return Chapters(
        [
            Chapter(each, command(each), _fields(each.parameters), [_answer(*answer) for answer in each.answers])
            for each in told.operations
        ],
        [Described(each, _fields(each.fields)) for each in told.shapes],
    )


def rules() -> list[SafeString]:
    """What callers can rely on; what stands between backticks is what they type or are told."""
    return [format_html("<strong>{}</strong> {}", rule, _typed(more)) for rule, more in RULES]


def problems() -> list[Row]:
    """What can be wrong, each at the address that its `type` names."""
    return [
        (format_html('<span id="{}">{}</span>', kind.value, WORDS[kind].title), WORDS[kind].status, WORDS[kind].detail)
        for kind in Kind
    ]


def _fields(fields: Iterable[Named]) -> list[Row]:
    return [(_name(each), each.kind, _about(each)) for each in fields]


def _name(field: Named) -> SafeString:
    needed = format_html('<span class="lantern-table__hint">{}</span>', "required" if field.required else "")
    return format_html("<code>{}</code>{}", field.name, needed)


def _about(field: Named) -> SafeString:
    if not field.example:
        return format_html("{}", field.about)
    return format_html("<span>{} For example <code>{}</code>.</span>", field.about, field.example)


def _answer(status: int, words: str, shape: str) -> Row:
    return status, words, format_html('<a href="#{}">{}</a>', shape.lower(), shape)


def _typed(text: str) -> SafeString:
    parts = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in parts))
