"""The form field of each value of the arrangement, by the value's name."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Checkboxes, Radios
from lantern.design.forms.clock import ClockField
from lantern.design.forms.lines import Box, LinesField
from lantern.organisation.rules import indicators, letters, seating
from lantern.organisation.rules.arrangement import ContactSpec
from lantern.organisation.rules.in_words import CLOCKS, WEEKDAYS, WEEKS, label_of
from lantern.organisation.rules.part import LONGEST

Choices = Mapping[str, Mapping[str, str]]
YES, NO = "yes", "no"
MOST_CONTACTS = 12
CONTACT = (Box("who", "Who", 80), Box("call", "Number or address", 120), Box("hours", "When (optional)", 120, False))


def field_for(name: str, choices: Choices) -> forms.Field:
    """The field in which the value of that name is changed."""
    if name.rsplit(".", 1)[-1] in CLOCKS:
        label = label_of(name)
        return ClockField(longest=LONGEST, label=label, error_messages={"required": "Enter how long there is"})
    if name in choices:
        return Codes(
            label=label_of(name),
            choices=list(choices[name].items()),
            codes=tuple(choices[name]),
            widget=Checkboxes,
            error_messages={"required": "Choose at least one"},
        )
    return FIELDS[name](label=label_of(name))


class Codes(forms.MultipleChoiceField):
    """Some of a list of codes, in the list's own order."""

    def __init__(self, *, codes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.codes = codes

    def clean(self, value: Any) -> Any:
        chosen = set(super().clean(value))
        return tuple(code for code in self.codes if code in chosen)


class YesOrNo(forms.ChoiceField):
    """A choice between yes and no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(YES, "Yes"), (NO, "No")], widget=Radios(inline=True), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else YES if value else NO

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value) == YES)


class Grading(forms.ChoiceField):
    """One scheme of grading, or none."""

    def __init__(self, **kwargs: Any) -> None:
        schemes = [("5x5x5", "5x5x5"), ("3x5x2", "3x5x2"), ("none", "None: only the source is named")]
        super().__init__(choices=schemes, widget=Radios(), **kwargs)


class Contacts(LinesField):
    """Who to call, a line each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            boxes=CONTACT,
            most=MOST_CONTACTS,
            noun="Contact",
            help_text="Empty a line to take it away. They stand in this order.",
            error_messages={"required": "Enter at least one"},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return tuple(
            (each.who, each.call, each.hours) if isinstance(each, ContactSpec) else each for each in value or ()
        )

    def clean(self, value: Any) -> Any:
        return tuple(ContactSpec(who=who, call=call, hours=hours) for who, call, hours in super().clean(value))


class Weight(forms.FloatField):
    """A weight in bits, without the zero behind the point."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value


def number(
    kind: type[forms.IntegerField] | type[Weight], least: int, most: int, hint: str = "", **kwargs: Any
) -> forms.Field:
    """A number within bounds; one sentence says them whatever was wrong."""
    said = f"Enter a {'whole ' if kind is forms.IntegerField else ''}number from {least:,g} to {most:,g}"
    return kind(
        min_value=least,
        max_value=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
        **kwargs,
    )


class LetterField(forms.CharField):
    """The text of a letter: what is filled in, and how a heading and a list are written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=letters.LONGEST,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 24}),
            help_text="Short words for a child of ten. {name}, {day}, {phone}, {mailbox} and {team} are filled in. "
            "“# ” begins the title, “## ” a heading, “- ” an item of a list; an empty line ends a paragraph",
            error_messages={"required": "Enter the text of the letter"},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).replace("\r\n", "\n").strip() + "\n"
        if against := letters.against_text(text):
            raise ValidationError(against)
        return text


class LevelsField(forms.CharField):
    """The levels of exploitation, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=1_000,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text="One a line, the lowest first. A number behind a name is from how many points it is suggested; without "
            "one, points never suggest it",
            error_messages={"required": "Enter the levels"},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return _read(str(super().clean(value)), indicators.read_levels)


class IndicatorsField(forms.CharField):
    """The indicators in their groups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=indicators.LONGEST,
            widget=forms.Textarea(attrs={"rows": 30}),
            help_text="“## ” begins a group, “- ” an indicator. At the end of one, “*2” makes it count twice, and "
            "“[high]” lets it alone suggest that level at least",
            error_messages={"required": "Enter the indicators"},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """One kind of line end; whether the levels named exist is asked with the levels beside it."""
        text = str(super().clean(value)).replace("\r\n", "\n").strip() + "\n"
        named = tuple(indicators.Level(name) for name in indicators.named_in(text))
        return _read(text, lambda text: indicators.read_groups(text, named))


class TextOfLines(forms.CharField):
    """A text that `read` takes, a line an entry."""

    def __init__(self, *, read: Callable[[str], object], hint: str, rows: int = 10, **kwargs: Any) -> None:
        super().__init__(
            max_length=seating.LONGEST,
            widget=forms.Textarea(attrs={"rows": rows}),
            help_text=hint,
            error_messages={"required": "Enter at least one line"},
            **kwargs,
        )
        self.read = read

    def clean(self, value: Any) -> str:
        return _read(str(super().clean(value)), self.read)


class Chosen(forms.TypedChoiceField):
    """One number by its words."""

    def __init__(self, *, words: Mapping[int, str], **kwargs: Any) -> None:
        choices = [(number, said.capitalize()) for number, said in words.items()]
        super().__init__(choices=choices, coerce=int, widget=Radios(inline=True), **kwargs)


def _read(text: str, read: Callable[[str], object]) -> str:
    plain = text.replace("\r\n", "\n").strip() + "\n"
    try:
        read(plain)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return plain


def line(most: int, hint: str, **kwargs: Any) -> forms.Field:
    """A line of text that may be empty still."""
    return forms.CharField(max_length=most, required=False, help_text=hint, **kwargs)


SEATS = (
    "One a line: kind | agency | designation. Kinds: chair, vice chair, co-chair, support, member, invited. “or else” parts "
    "designations that may come instead. Add “| decides” for who may commit the agency’s resources, “| where required” for who "
    "need not come each time"
)
POINTS = "Points. What is worse counts for at least as much"
WEIGHT = "In bits: each bit more is twice as sure. "
FIELDS: dict[str, Callable[..., forms.Field]] = {
    "marking": partial(
        forms.CharField, max_length=60, error_messages={"required": "Enter the marking, such as Official-Sensitive"}
    ),
    "contacts": Contacts,
    "missing.repeat_count": partial(number, forms.IntegerField, 2, 100, "Episodes"),
    "missing.repeat_days": partial(number, forms.IntegerField, 1, 3650, "Days. The last of them counts"),
    "missing.risk_reason_required": YesOrNo,
    "missing.high_risk_is_harm": YesOrNo,
    "missing.acknowledge_minutes": partial(number, forms.IntegerField, 1, 1_440, "Minutes"),
    "missing.late_days": partial(
        number, forms.IntegerField, 0, 90, "Days. What is late for longer stands with everything owed"
    ),
    "missing.handover_hours": partial(
        number, forms.IntegerField, 1, 72, "Hours. As long as a shift, or a little longer"
    ),
    "missing.adult_ahead_months": partial(
        number, forms.IntegerField, 0, 24, "Months before the birthday. Until then nobody is reminded of it"
    ),
    "missing.profile_months": partial(
        number, forms.IntegerField, 1, 24, "Months after which a child’s profile is to be checked again"
    ),
    "missing.chats.after_away": YesOrNo,
    "missing.chats.only_if_open": YesOrNo,
    "missing.chats.parent_ends": YesOrNo,
    "missing.chats.change_days": partial(
        number, forms.IntegerField, 0, 365, "Days. A child who asks later than that asks for something new"
    ),
    "missing.chats.worker_days": partial(number, forms.IntegerField, 0, 90, "Days. Then the record closes for them"),
    "missing.matching.certain_from": partial(
        number, Weight, 1, 1000, f"{WEIGHT}Higher: fewer wrong links, more for people to decide"
    ),
    "missing.matching.possible_from": partial(
        number, Weight, 1, 1000, "Below this weight nobody is asked: the child counts as new"
    ),
    "missing.matching.lead_over_next": partial(
        number, Weight, 0, 1000, "A second child as likely as this keeps a match from linking itself"
    ),
    "missing.matching.largest_block": partial(
        number, forms.IntegerField, 1, 100_000, "A surname or postcode that more children share is not searched by"
    ),
    "missing.letters.team": partial(line, 80, "Stands above the address and under the letter"),
    "missing.letters.mailbox": partial(line, 120, "Without it no letter can be printed"),
    "missing.letters.phone": partial(line, 40, "Without it no letter can be printed"),
    "missing.letters.child_from_age": partial(
        number, forms.IntegerField, 0, 18, "Years. For a younger child the parent or carer alone is written to"
    ),
    "missing.letters.child_text": LetterField,
    "missing.letters.parent_text": LetterField,
    "exploitation.levels": LevelsField,
    "exploitation.indicators": IndicatorsField,
    "exploitation.suggests": YesOrNo,
    "exploitation.weights.now": partial(number, forms.IntegerField, 0, 10, POINTS),
    "exploitation.weights.recent": partial(number, forms.IntegerField, 0, 10, POINTS),
    "exploitation.weights.older": partial(number, forms.IntegerField, 0, 10, POINTS),
    "exploitation.weights.suspected": partial(number, forms.IntegerField, 0, 10, POINTS),
    "exploitation.review_months": partial(number, forms.IntegerField, 1, 12, "Months"),
    "membership.invitation_days": partial(number, forms.IntegerField, 1, 90, "Days"),
    "restricted.review_days": partial(number, forms.IntegerField, 1, 365, "Days, counted from the last review"),
    "intelligence.grading": Grading,
    "intelligence.expiry_days": partial(number, forms.IntegerField, 1, 365, "Days"),
    "unusual.children_an_hour": partial(number, forms.IntegerField, 2, 1_000, "Children whose own pages were opened"),
    "unusual.times_usual": partial(
        number, forms.IntegerField, 1, 100, "Times. What is usual is the person’s busiest hour on most of their days"
    ),
    "unusual.days_after_work": partial(number, forms.IntegerField, 0, 3_650, "Days"),
    "unusual.quiet_from": partial(number, forms.IntegerField, 0, 23, "An hour of the clock, such as 22"),
    "mace1.level": partial(
        forms.CharField, max_length=30, help_text="As the list of areas calls them: county, quadrant or district"
    ),
    "mace1.every_months": partial(number, forms.IntegerField, 1, 6, "Months"),
    "mace1.week": partial(Chosen, words=WEEKS),
    "mace1.weekday": partial(Chosen, words=WEEKDAYS),
    "mace1.begins": partial(
        forms.RegexField,
        regex=r"^([01]\d|2[0-3]):[0-5]\d$",
        help_text="Such as 09:30",
        error_messages={"invalid": "Enter a time such as 09:30"},
    ),
    "mace1.length": partial(number, forms.IntegerField, 15, 600, "Minutes"),
    "mace1.highest": partial(number, forms.IntegerField, 0, 8, "Levels. 0: no level alone proposes a child"),
    "mace1.known_victim": YesOrNo,
    "mace1.from_missing": YesOrNo,
    "mace1.seats": partial(TextOfLines, read=seating.read_seats, rows=24, hint=SEATS),
    "mace1.sections": partial(TextOfLines, read=seating.read_list, hint="One a line, in the order of the page"),
    "mace1.closures": partial(TextOfLines, read=seating.read_list, hint="One a line"),
    "mace1.statement": partial(
        forms.CharField,
        max_length=seating.LONGEST,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="An empty line ends a paragraph",
        error_messages={"required": "Enter what everybody agrees to"},
    ),
    "unusual.quiet_until": partial(
        number, forms.IntegerField, 0, 23, "An hour of the clock, such as 6. Said beside another reason, never alone"
    ),
}
