"""Which column of a file feeds which field: chosen beforehand by the guess, changed by a person (MIS-3)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from lantern.design.forms import Form
from lantern.exchange.models import Source
from lantern.exchange.rules.mapping.dates import Order, Zone
from lantern.exchange.rules.mapping.fields import BY_RETURN, EITHER_OF, FIELDS, KINDS, Field, Holds
from lantern.exchange.rules.mapping.guessing import Guessed
from lantern.exchange.rules.mapping.stated import AS_IT_CAME, FileMapping, MappingError
from lantern.exchange.rules.mapping.unfolding import Unfolded, cells_by_column
from lantern.exchange.rules.mapping.words import new_words, proposed_words, unknown_words
from lantern.exchange.vocabulary import FileKind
from lantern.organisation.models import Agency

ORDERS = {Order.DAY_FIRST: "Day first: 3/4 is 3 April", Order.MONTH_FIRST: "Month first: 3/4 is 4 March"}
ZONES = {Zone.LONDON: "London’s clocks", Zone.UTC: "UTC, an hour behind London in summer"}
WITHOUT = {
    BY_RETURN: "A row with a time of return is a return, any other a report",
    **{kind: f"Every row: {label.lower()}" for kind, label in KINDS.items()},
}


@dataclass(frozen=True)
class Line:
    """One of our fields on the page: its column, why that was chosen, and how what stands in it is written."""

    field: Field
    column: forms.BoundField
    reason: str
    sure: bool
    how: list[forms.BoundField]
    words: list[tuple[str, forms.BoundField]]
    folded: bool = False


class MappingForm(Form):
    """A mapping as somebody makes it. `mapping` is what stands in it, right or not yet; nothing is saved by it."""

    name = forms.CharField(
        label="Name of the source",
        help_text="Who sends these files. It belongs to every reference they send, so it cannot be changed later.",
        max_length=60,
        error_messages={"required": "Enter who sends these files"},
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="None of ours")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any, *, kind: FileKind, unfolded: Unfolded, guessed: Guessed, known: FileMapping | None,
        source: Source | None = None, said: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_initial(source, said))
        self.kind, self.unfolded, self.guessed, self.known, self.source = kind, unfolded, guessed, known, source
        self.begins = begins = known or guessed.mapping
        self.names = {name.casefold(): name for name in unfolded.columns}
        agencies: Any = self.fields["agency"]
        agencies.queryset = Agency.objects.all()
        if source:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = "It belongs to every reference they have sent, so it stays."
        for field in FIELDS[kind]:
            self._offer(field)
        if kind is FileKind.NOTIFICATIONS:
            self._add(
                "message", "If no column says what kind of message a row is", WITHOUT, begins.message or BY_RETURN
            )
            self._add("zone", "Times without a zone are", ZONES, begins.zone)
            self.fields["zone"].required = True
        self._offer_words()
        self.new_words = new_words(known, self.cells) if known else {}

    @property
    def mapping(self) -> FileMapping:
        """What is chosen now. Raises `MappingError` when what was posted cannot be one."""
        columns = {each.name: column for each in FIELDS[self.kind] if (column := self._chosen(f"column-{each.name}"))}
        dated = {each.name for each in FIELDS[self.kind] if each.dated and each.name in columns}
        kept = {
            "columns": columns,
            "times": {name: clock for name in dated if (clock := self._chosen(f"clock-{name}"))},
            "orders": {name: self._chosen(f"order-{name}") or Order.DAY_FIRST for name in dated},
            "zone": self._chosen("zone") or Zone.LONDON,
            "words": self._words(columns),
            "message": "" if "message" in columns else self._chosen("message"),
            "sheet": self.unfolded.table.sheet,
        }
        return FileMapping.from_json(kept, self.kind)

    def full_clean(self) -> None:
        """Faults are told to somebody who saves: showing it again is how they are mended."""
        if self.is_bound and "save" not in self.data:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """What is lacking is said at the field where it is lacking."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            mapping = self.mapping
        except MappingError as wrong:
            raise ValidationError(str(wrong)) from None
        either = EITHER_OF[self.kind]
        if either and not any(name in mapping.columns for name in either):
            self.add_error(
                f"column-{either[0]}", "Choose the column that says when the child was last seen or reported"
            )
        return cleaned

    def lines(self) -> Iterator[Line]:
        """Our fields in their order."""
        for field in FIELDS[self.kind]:
            column = self._chosen(f"column-{field.name}")
            how = [f"clock-{field.name}", f"order-{field.name}"] if column and field.dated else []
            if field.name == "message" and not column:
                how = ["message"]
            words = [(text, self[name]) for text, name in self._word_names(field, column)]
            reason, sure = self._reason(field, column)
            yield Line(
                field,
                self[f"column-{field.name}"],
                reason,
                sure,
                [self[name] for name in how if name in self.fields],
                words,
                folded=not (column or how or reason or field.needed or self._asked_for(field)),
            )

    def unused(self) -> list[str]:
        """Columns of the file that feed nothing: they are not taken in."""
        used = {self._chosen(name) for name in self.fields if name.startswith(("column-", "clock-"))}
        return [name for name in self.unfolded.columns if name not in used]

    def _asked_for(self, field: Field) -> bool:
        """Whether the field is one of those of which one must be there, and none is."""
        either = EITHER_OF[self.kind]
        return field.name in either and not any(self._chosen(f"column-{name}") for name in either)

    def _reason(self, field: Field, column: str) -> tuple[str, bool]:
        guess = self.guessed.guesses.get(field.name)
        gone = self.begins.columns.get(field.name, "")
        if gone and gone.casefold() not in self.names:
            return (
                f"It was “{gone}”, which is not in this file. {guess.reason if guess and column else ''}".strip(),
                False,
            )
        if not column:
            return "", True
        if self.known and (words := self.new_words.get(field.name)):
            return (
                f"New words: say what {', '.join(f'“{word}”' for word in words[:3])} means. Rows with it are refused.",
                False,
            )
        if guess and guess.column == column:
            ask = (
                " Say which way its dates are written: the file does not tell."
                if field.name in self.guessed.asked
                else ""
            )
            return guess.reason + ask, guess.sure and not ask
        return ("Chosen as for their files before." if gone == column else "Chosen by you."), True

    def _offer(self, field: Field) -> None:
        columns = {"": "Not in this file", **{name: name for name in self.unfolded.columns}}
        self._add(f"column-{field.name}", field.label, columns, self._column(field))
        self.fields[f"column-{field.name}"].required = field.needed
        self.fields[f"column-{field.name}"].error_messages["required"] = (
            f"Choose the column with the {_lower(field.label)}"
        )
        if field.dated:
            order = self.begins.orders.get(field.name, Order.DAY_FIRST)
            self._add(f"order-{field.name}", f"{field.label}: how dates are written", ORDERS, order)
        if field.holds is Holds.MOMENT:
            clocks = {"": "In the same column", **{name: name for name in self.unfolded.columns}}
            clock = self._named(self.begins.times.get(field.name, ""))
            self._add(f"clock-{field.name}", f"{field.label}: the time of day", clocks, clock)

    def _offer_words(self) -> None:
        self.cells = cells_by_column(self.unfolded)
        for field in FIELDS[self.kind]:
            if not field.words:
                continue
            column = self._chosen(f"column-{field.name}")
            ours = {AS_IT_CAME: _left(field), "": "Nothing is known", **field.words}
            proposed = {**self._proposed(field, column), **self.begins.words.get(field.name, {})}
            for text, name in self._word_names(field, column):
                self._add(name, f"{field.label}: “{text}” means", ours, proposed.get(text, AS_IT_CAME))

    def _proposed(self, field: Field, column: str) -> Mapping[str, str]:
        return proposed_words(self.kind, field.name, self.cells.get(column, ()))

    def _word_names(self, field: Field, column: str) -> list[tuple[str, str]]:
        if not field.words or not column:
            return []
        said = unknown_words(self.kind, field.name, self.cells.get(column, ()))
        return [(text, f"word-{field.name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}") for text in said]

    def _words(self, columns: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """What was said about words, and what was said before about words that this file does not have."""
        found: dict[str, dict[str, str]] = {}
        for field in FIELDS[self.kind]:
            said = dict(self.begins.words.get(field.name, {})) if field.words and field.name in columns else {}
            for text, name in self._word_names(field, columns.get(field.name, "")):
                chosen = self._chosen(name)
                said[text] = chosen
            if said:
                found[field.name] = said
        return found

    def _add(self, name: str, label: str, choices: Mapping[Any, str], initial: str) -> None:
        field = forms.ChoiceField(
            label=label, choices=[(str(key), text) for key, text in choices.items()], required=False
        )
        field.initial = str(initial)
        field.error_messages["invalid_choice"] = "Choose one of the columns of this file"
        field.widget.attrs["autocomplete"] = "off"
        self.fields[name] = field

    def _chosen(self, name: str) -> str:
        """What stands in a select now: as posted, else as it begins; nothing where something else was posted."""
        field = self.fields.get(name)
        if field is None:
            return ""
        value = str(self.data[name]) if self.is_bound and name in self.data else str(field.initial)
        return value if value in {str(key) for key, _ in field.choices} else ""  # type: ignore[attr-defined]

    def _column(self, field: Field) -> str:
        """What stands in the select at first: as before, or the guess where that column is gone or nothing is known."""
        before = self.begins.columns.get(field.name, "")
        guess = self.guessed.guesses.get(field.name)
        if before and not self._named(before) and guess:
            taken = {column.casefold() for column in self.begins.headings}
            return "" if guess.column.casefold() in taken else guess.column
        return self._named(before)

    def _named(self, column: str) -> str:
        """The column as this file spells it; nothing when it has none of that name."""
        return self.names.get(column.casefold(), "")


def _initial(source: Source | None, said: str) -> dict[str, Any]:
    if source is None:
        return {"name": said, "version": 0}
    return {"name": source.name, "agency": source.agency_id, "version": source.version}


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _left(field: Field) -> str:
    if field.name == "risk":
        return "Held as medium until a person grades it"
    return "Rows with it are refused" if field.name in ("message", "status") else "Left blank, and said so"
