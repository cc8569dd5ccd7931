"""Series, dates, seats (M1-1, PAR-4)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import DayField, Form, Radios, WhenField
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import london


class SeriesForm(Form):
    """For which area, where it usually meets, and the mailbox of its business support."""

    area = forms.ChoiceField(error_messages={"required": "Choose the area"})
    place = forms.CharField(
        label="Where it usually meets", max_length=200, required=False, help_text="Or the link of the call"
    )
    mailbox = forms.EmailField(
        label="Secure mailbox of business support",
        required=False,
        error_messages={"invalid": "Enter an address such as mace@example.org"},
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(each.pk): each for each in areas}
        self.fields["area"].choices = [("", "Choose"), *((key, each.name) for key, each in self.areas.items())]  # type: ignore[attr-defined]

    def clean_area(self) -> Area:
        return self.areas[self.cleaned_data["area"]]


class YearForm(Form):
    """From which day to which meetings are planned."""

    start = DayField(label="From", noun="the first day")
    end = DayField(label="To", noun="the last day")

    def clean(self) -> dict[str, Any]:
        """The first day comes first and is still to come, and the last lies at most two years ahead."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and self.now and start <= london(self.now).date():
            raise ValidationError({"start": "Enter a day that is still to come"})
        if start and end and not start <= end:
            raise ValidationError({"end": "Enter a day after the first"})
        if start and end and (end - start).days > MOST_DAYS:
            raise ValidationError({"end": "Plan at most two years at once"})
        return cleaned


MOST_DAYS = 731


class MoveForm(Form):
    """To when, and why."""

    to = WhenField(label="To when?", noun="the new day", may_be_unknown=False)
    because = forms.CharField(
        label="Why?",
        max_length=400,
        help_text="Everybody who comes reads it",
        error_messages={"required": "Say why it moves"},
    )

    def clean_to(self) -> datetime:
        at: datetime = self.cleaned_data["to"].at
        return at


class CancelForm(Form):
    """Why a meeting does not take place."""

    because = forms.CharField(
        label="Why is it cancelled?",
        max_length=400,
        help_text="Everybody who comes reads it. The children on its agenda stand on the next one",
        error_messages={"required": "Say why it is cancelled"},
    )


class HolderForm(Form):
    """Who holds a seat from today on."""

    member = forms.ChoiceField(label="Who holds it?", required=False)

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        lines = [(key, f"{each.name}, {each.designation}".rstrip(", ")) for key, each in self.people.items()]
        self.fields["member"].choices = [("", "Nobody for now"), *lines]  # type: ignore[attr-defined]

    def clean_member(self) -> Member | None:
        return self.people.get(self.cleaned_data["member"])


class SeatForm(Form):
    """A seat more."""

    kind = forms.ChoiceField(
        label="What kind of seat?",
        choices=[(each.value, each.value.capitalize()) for each in SeatKind],
        widget=Radios(inline=True),
        error_messages={"required": "Choose a kind"},
    )
    agency = forms.ChoiceField(error_messages={"required": "Choose the agency"})
    designation = forms.CharField(max_length=120, help_text="Such as “Named nurse”. The person is named afterwards")
    decides = forms.BooleanField(label="May commit the agency’s resources", required=False)
    where_required = forms.BooleanField(label="Comes only where required", required=False)

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(each.pk): each for each in agencies}
        self.fields["agency"].choices = [("", "Choose"), *((key, each.name) for key, each in self.agencies.items())]  # type: ignore[attr-defined]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]

    def clean_kind(self) -> SeatKind:
        return SeatKind(self.cleaned_data["kind"])


class ApologyForm(Form):
    """Somebody cannot come, and who comes instead."""

    words = forms.CharField(label="Apologies", max_length=400, required=False, help_text="If there is something to say")
    representative = forms.ChoiceField(label="Who comes instead?", required=False)
    briefed = forms.BooleanField(label="They are briefed", required=False)

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        lines = [("", "Nobody"), *((key, each.name) for key, each in self.people.items())]
        self.fields["representative"].choices = lines  # type: ignore[attr-defined]

    def clean_representative(self) -> Member | None:
        return self.people.get(self.cleaned_data["representative"])

    def clean(self) -> dict[str, Any]:
        """A representative is briefed: they speak and decide for the agency (PAR-5)."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("representative") and not cleaned.get("briefed"):
            raise ValidationError({"briefed": "Brief them before they come, then tick it"})
        return cleaned


def chosen_days(posted: Any) -> list[date]:
    """The days that were ticked."""
    found = []
    for text in posted.getlist("day"):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return found
