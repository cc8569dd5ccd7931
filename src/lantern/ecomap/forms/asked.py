"""Fields that several forms of a map ask alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from lantern.children.rules.around import Bearing, Direction, Strength, Surety
from lantern.design.forms import DayField, Form, Radios
from lantern.ecomap.rules.limits import FIRST_YEAR, LABEL, LAST_YEAR, WORDS
from lantern.ecomap.rules.map import Map
from lantern.ecomap.rules.said import TieSaid
from lantern.ecomap.vocabulary import BEARINGS, DIRECTIONS, STRENGTHS, SURETIES

WIDE = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})
YEAR = forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"})


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, said) for key, said in words.items()]


def label_field(label: str = "Name") -> forms.CharField:
    return forms.CharField(label=label, max_length=LABEL, widget=WIDE)


def year_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=YEAR,
        error_messages={"invalid": "Enter a year, such as 1984"},
    )


class TiedForm(Form):
    """What a tie is like."""

    words = forms.CharField(
        label="What is the tie?",
        help_text="Such as “football coach, sees them on Saturdays”",
        required=False,
        max_length=WORDS,
    )
    bearing = forms.ChoiceField(
        label="Is it a concern, or protective?",
        choices=choices(BEARINGS),
        initial=Bearing.NEUTRAL,
        widget=Radios(inline=True),
    )
    surety = forms.ChoiceField(
        label="Is it known, or suspected?",
        choices=choices({each: SURETIES[each] for each in (Surety.KNOWN, Surety.SUSPECTED)}),
        initial=Surety.KNOWN,
        widget=Radios(inline=True),
    )
    strength = forms.ChoiceField(label="How does it hold?", choices=choices(STRENGTHS), initial=Strength.ORDINARY)
    direction = forms.ChoiceField(
        label="Which way does it go?",
        help_text="Who gives, who calls, who pays. For somebody added here the first is the one they are tied to",
        choices=choices(DIRECTIONS),
        initial=Direction.BOTH,
    )
    since = DayField(label="Since when?", noun="the day", required=False, past=True)

    def tie_said(self, **more: Any) -> TieSaid:
        """The tie as it was typed."""
        data = self.cleaned_data
        return TieSaid(
            strength=Strength(data["strength"]),
            direction=Direction(data["direction"]),
            bearing=Bearing(data["bearing"]),
            surety=Surety(data["surety"]),
            words=data["words"],
            since=data["since"],
            **more,
        )


def ends(of: Map, *, only: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Those of the map whom a tie may join, by name, the child first."""
    kept = set(only)
    return [(each.key, each.label) for each in of.things if not kept or each.key in kept]
