"""A peer group or place, its assessment, its guardians and its plan (EXP-6)."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from lantern.access.viewer import Viewer
from lantern.design.forms import DayField, Form, Group, Radios
from lantern.network.models import Context
from lantern.network.rules.contexts import Assessed, Described
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Certainty
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london

CHILD_KINDS = [(each.value, each.label) for each in ContextTieKind]
PERSON_KINDS = [(each.value, each.label) for each in ContextRole]
NO_CHILD = "Do not name a child here: children stand as ties"


class ContextForm(Form):
    """What it is, and where. `version` is that of the record when the form was opened."""

    groups = (
        Group("What it is", ("name", "kind", "certainty")),
        Group("Where it is", ("area", "address", "latitude", "longitude")),
    )
    name = forms.CharField(max_length=120, help_text="Such as “Arcade by the station”. No child’s name")
    kind = forms.ChoiceField(choices=[("", "Choose"), *((each, each.label) for each in ContextKind)])
    certainty = forms.ChoiceField(
        label="Exploitation there is",
        choices=[(each, each.value.capitalize()) for each in Certainty],
        widget=Radios(inline=True),
        error_messages={"required": "Choose whether it is suspected or known"},
    )
    area = forms.ChoiceField(required=False, help_text="Whose role covers it sees the record")
    address = forms.CharField(max_length=200, required=False, help_text="Or the address online")
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, help_text="Degrees, such as 51.73")
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, help_text="Degrees, such as 0.47")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, context: Context | None = None, **kwargs: Any) -> None:
        if context:
            names = ("name", "kind", "certainty", "address", "latitude", "longitude", "version")
            kwargs["initial"] = {name: getattr(context, name) for name in names} | {"area": str(context.area_id or "")}
        super().__init__(*args, **kwargs)
        names_of = sorted(viewer.areas.names.items(), key=lambda each: each[1])
        self.fields["area"].choices = [("", "Not known"), *((str(key), name) for key, name in names_of)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A point is both numbers."""
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None) and not self.errors:
            raise ValidationError({"longitude": "Enter latitude and longitude, or neither"})
        return cleaned

    @property
    def described(self) -> Described:
        """What the actions take."""
        said = self.cleaned_data
        return Described(
            name=said["name"],
            kind=ContextKind(said["kind"]),
            certainty=Certainty(said["certainty"]),
            area_id=UUID(said["area"]) if said["area"] else None,
            address=said["address"],
            latitude=said["latitude"],
            longitude=said["longitude"],
        )


class AssessForm(Form):
    """What is risky there and what is strong, and by when it is looked at again."""

    risks = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=NO_CHILD,
        error_messages={"required": "Say what the risks are"},
    )
    strengths = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What keeps children safe there",
    )
    review_on = DayField(label="Look at it again by", noun="the day by which it is looked at again")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_review_on(self) -> date:
        """Later than today."""
        day: date = self.cleaned_data["review_on"]
        if self.now and day < london(self.now).date():
            raise ValidationError("Enter a day that is still to come")
        return day

    @property
    def assessed(self) -> Assessed:
        """What the action takes."""
        said = self.cleaned_data
        return Assessed(said["risks"], said["strengths"], said["review_on"])


class GuardianForm(Form):
    """Who could keep it safe."""

    who = forms.CharField(max_length=120, label="Who?", help_text="A person or a role, such as the station manager")
    how = forms.CharField(max_length=400, required=False, label="How could they keep it safe?")
    since = DayField(label="Since", noun="the day since when", past=True)


class EndGuardianForm(Form):
    """Until when they did."""

    on = DayField(label="Until", noun="the day until when", past=True)


class StepForm(Form):
    """A step of the plan. `people` are those it may be given to, by agency."""

    text = forms.CharField(
        max_length=400, label="What is to be done?", help_text=NO_CHILD, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DayField(label="By", noun="the day by which it is done")

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        groups = groupby(self.people.values(), key=lambda each: each.agency.name)
        choices = [(agency, [(str(each.pk), each.name) for each in some]) for agency, some in groups]
        self.fields["owner"].choices = [("", "Choose a person"), *choices]  # type: ignore[attr-defined]

    def clean_owner(self) -> Member:
        """The member."""
        return self.people[self.cleaned_data["owner"]]


class FinishForm(Form):
    """It is done, and what came of it."""

    on = DayField(label="Done on", noun="the day it was done", past=True)
    outcome = forms.CharField(
        max_length=1000,
        label="What came of it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_CHILD,
        error_messages={"required": "Say what came of it"},
    )
