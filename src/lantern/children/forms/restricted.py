"""Restricting a record, saying who is named, and whether it must stay so (SHA-4)."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.children.rules.restricting import FEWEST, against_naming_only
from lantern.children.vocabulary import Ground
from lantern.design.forms import Form, Group, Radios
from lantern.organisation.models import Member

PEOPLE = ("first", "second", "third", "fourth")
KEEP, LIFT = "keep", "lift"
LONGEST = 1000


def reason_box(label: str, hint: str = "", *, required: str) -> forms.CharField:
    """A few lines of a person's own words, which are asked for."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required},
    )


class NamingForm(Form):
    """Who is to see the record: two people at least, of those who could. `people` are these, by agency."""

    first = forms.ChoiceField(label="First person")  # they are declared, so that groups know them
    second = forms.ChoiceField(label="Second person")
    third = forms.ChoiceField(label="Third person (optional)", required=False)
    fourth = forms.ChoiceField(label="Fourth person (optional)", required=False)

    def __init__(self, *args: Any, people: Iterable[Member], first: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        choices = _by_agency(self.people.values())
        for name in PEOPLE:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["required"] = "Choose a person"
        if first is not None and str(first.pk) in self.people:
            self.fields[PEOPLE[0]].initial = str(first.pk)

    def clean(self) -> dict[str, Any]:
        """The people as one list, each once."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [cleaned.pop(name) for name in PEOPLE if cleaned.get(name)]
        if len(chosen) >= FEWEST and (against := against_naming_only(len(set(chosen)))):
            raise ValidationError({PEOPLE[1]: against})
        members = [self.people[key] for key in dict.fromkeys(chosen)]
        return {name: value for name, value in cleaned.items() if name not in PEOPLE} | {"named": members}


class RestrictForm(NamingForm):
    """Why only named people are to see the record, and who they are."""

    groups = (
        Group("Why", ("ground", "words")),
        Group("Who is to see the record", PEOPLE, "Two people at least. Name yourself if you are to see it"),
    )

    ground = forms.ChoiceField(
        label="Why is it restricted?",
        choices=[(each, each.label) for each in Ground],
        widget=Radios(),
        error_messages={"required": "Choose why it is restricted"},
    )
    words = reason_box(
        "What the people named need to know about this", "Only they read it", required="Say in a few words why"
    )

    def clean_ground(self) -> Ground:
        return Ground(self.cleaned_data["ground"])


class NamePersonForm(Form):
    """One more person who is to see the record."""

    member = forms.ChoiceField(
        label="Who else is to see the record?",
        help_text="Only people whose role opens children’s records, and who declared no conflict of interest",
        error_messages={"required": "Choose a person"},
    )

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        self.fields["member"].choices = _by_agency(self.people.values())  # type: ignore[attr-defined]

    def clean_member(self) -> Member:
        return self.people[self.cleaned_data["member"]]


class ReviewForm(Form):
    """Whether the record must stay restricted, and why."""

    answer = forms.ChoiceField(
        label="Must it stay restricted?",
        choices=[(KEEP, "Yes, keep it restricted"), (LIFT, "No, lift the restriction")],
        widget=Radios(hints={LIFT: "Role and work decide again who sees the record, from now on"}),
        error_messages={"required": "Choose whether it must stay restricted"},
    )
    because = reason_box("Why?", required="Say why")


class ConflictForm(Form):
    """Somebody knows the child or the family."""

    words = reason_box(
        "How do you know them?",
        "Information governance reads this when it decides whether the conflict is over. Do not write names",
        required="Say in a few words how you know them",
    )


class ConflictOfMemberForm(Form):
    """The same for somebody else, by whoever manages people and sees no children."""

    number = forms.RegexField(
        r"^\s*[Ll]\d{7}\s*$",
        label="Lantern’s number of the child",
        help_text="Such as L0000123. Ask whoever works with the child for it: you see no record here",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Enter the number",
            "invalid": "Enter Lantern’s number of the child: L and seven digits",
        },
    )
    words = reason_box(
        "What is the conflict of interest?",
        "Information governance reads this when it decides whether the conflict is over. Do not write the child’s name",
        required="Say in a few words what the conflict is",
    )


class EndConflictForm(Form):
    """Why a conflict is over."""

    because = reason_box("Why is it over?", required="Say why it is over")


def _by_agency(people: Iterable[Member]) -> Sequence[Any]:
    groups = groupby(people, key=lambda each: each.agency.name)
    return [("", "Choose a person"), *((agency, [(str(m.pk), _named(m)) for m in some]) for agency, some in groups)]


def _named(member: Member) -> str:
    return f"{member.name}, {member.designation}" if member.designation else member.name
