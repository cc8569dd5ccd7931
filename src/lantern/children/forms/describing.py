"""Who a child is: a new record, changed details, another name, another number."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer

from lantern.children.forms.layout import MEDIUM, WIDE, choices_with, words_of
from lantern.children.forms.postcode import PostcodeField
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.rules.opening import Opening
from lantern.children.vocabulary import ETHNICITIES, SEXES, STATUS_WORDS, ReferenceSystem, Status
from lantern.design.forms import DayField, Form, Group, Radios
from lantern.timekeeping import words

ONE_NAME = "A forename or a surname is enough"
NEITHER_NAME = "Enter a forename or a surname"
DETAILS = ("forename", "surname", "known_as", "pronouns", "born", "sex", "ethnicity", "pupil_number")
SIGNED = Signer(salt="lantern.children.looked")


class WhoForm(Form):
    """What a record says of who a child is."""

    forename = forms.CharField(max_length=100, required=False, label="Forename", widget=WIDE)
    surname = forms.CharField(max_length=100, required=False, label="Surname", widget=WIDE)
    known_as = forms.CharField(
        max_length=60, required=False, label="Known as", help_text="What the child wants to be called", widget=WIDE
    )
    pronouns = forms.CharField(max_length=30, required=False, label="Pronouns", widget=MEDIUM)
    born = DayField(required=False, label="Date of birth", noun="the date of birth", past=True)
    sex = forms.ChoiceField(
        required=False, label="Sex", choices=[*SEXES.items(), ("", "Not recorded")], widget=Radios()
    )
    ethnicity = forms.ChoiceField(
        required=False, label="Ethnicity", choices=[("", "Not recorded"), *ETHNICITIES.items()]
    )
    pupil_number = forms.CharField(max_length=20, required=False, label="Pupil number", widget=MEDIUM)

    def clean(self) -> dict[str, Any]:
        """A record needs something to call the child by."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"forename", "surname"} <= cleaned.keys() and not cleaned["forename"] and not cleaned["surname"]:
            raise ValidationError({"forename": NEITHER_NAME})
        return cleaned


class NewChildForm(WhoForm):
    """A child who has no record; `looked` says that likely records were shown for exactly this description."""

    groups = (
        Group("Who", ("forename", "surname", "known_as", "pronouns", "born", "sex", "ethnicity"), ONE_NAME),
        Group("Where", ("address", "postcode")),
        Group("Children’s services", ("status", "council", "police", "pupil_number")),
    )

    address = forms.CharField(max_length=200, required=False, label="Address")
    postcode = PostcodeField()
    status = forms.ChoiceField(label="Status", choices=list(STATUS_WORDS.items()), initial=Status.NONE)
    council = forms.CharField(max_length=60, required=False, label="Council reference", widget=MEDIUM)
    police = forms.CharField(max_length=60, required=False, label="Police reference", widget=MEDIUM)

    @property
    def described(self) -> Described:
        """What identifies the child, for finding records there may be."""
        given = {
            name: self.cleaned_data[name] for name in ("forename", "surname", "born", "sex", "address", "postcode")
        }
        return Described(
            **given,
            pupil_number=self.cleaned_data["pupil_number"],
            references=frozenset({self.cleaned_data["council"], self.cleaned_data["police"]} - {""}),
        )

    @property
    def opening(self) -> Opening:
        cleaned = self.cleaned_data
        given = {ReferenceSystem.COUNCIL: cleaned["council"], ReferenceSystem.POLICE: cleaned["police"]}
        return Opening(
            described=self.described,
            known_as=cleaned["known_as"],
            pronouns=cleaned["pronouns"],
            ethnicity=cleaned["ethnicity"],
            status=Status(cleaned["status"]),
            references={system: value for system, value in given.items() if value},
        )

    @property
    def ticket(self) -> str:
        """Proof that the records likely for this description were shown."""
        return SIGNED.signature(_identifying(self.described))

    @property
    def was_looked_for(self) -> bool:
        """Whether what comes with the form is that proof."""
        try:
            SIGNED.unsign(f"{_identifying(self.described)}:{self.data.get('looked', '')}")
        except BadSignature:
            return False
        return True


class Difference(NamedTuple):
    """A detail that was typed differently from what stands meanwhile."""

    label: str
    typed: str
    stands: str


class DetailsForm(WhoForm):
    """The details of a record; `version` is the one they were read from."""

    groups = (Group("", DETAILS),)

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        initial = {name: getattr(child, name) for name in (*DETAILS, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        choices_with(self.fields["ethnicity"], child.ethnicity)
        choices_with(self.fields["sex"], child.sex)

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DETAILS}

    def now_on(self, child: Child) -> list[Difference]:
        """Where what was typed and what somebody else saved meanwhile differ; the next save is upon what stands."""
        typed: Any = self.data
        self.data = typed.copy()
        self.data["version"] = str(child.version)  # type: ignore[index]
        return list(self._differences(child))

    def _differences(self, child: Child) -> Iterator[Difference]:
        for name, typed in self.changes.items():
            if typed != (stands := getattr(child, name)):
                yield Difference(str(self.fields[name].label), self._said(name, typed), self._said(name, stands))

    def _said(self, name: str, value: Any) -> str:
        if name == "born":
            return words.day(value) if value else "—"
        field = self.fields[name]
        return str(words_of(field).get(value, value)) if isinstance(field, forms.ChoiceField) else value or "—"


class AliasForm(Form):
    """Another name the child goes by."""

    forename = forms.CharField(max_length=100, required=False, label="Forename", widget=WIDE)
    surname = forms.CharField(max_length=100, required=False, label="Surname", widget=WIDE)
    since = DayField(required=False, label="Used since", noun="the day since when", past=True)
    source = forms.CharField(
        max_length=80, label="Who told you?", help_text="For example: the child, school, police log"
    )

    def clean(self) -> dict[str, Any]:
        """One of the two will do."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("forename") and not cleaned.get("surname"):
            raise ValidationError({"forename": NEITHER_NAME})
        return cleaned


class ReferenceForm(Form):
    """Somebody else's number for the child."""

    system = forms.ChoiceField(
        label="Whose number is it?",
        choices=[(each, each.value[:1].upper() + each.value[1:]) for each in ReferenceSystem],
        widget=Radios(),
    )
    value = forms.CharField(max_length=60, label="Number", widget=MEDIUM)


def _identifying(described: Described) -> str:
    said = [getattr(described, name) for name in Described.__slots__ if name != "references"]
    return json.dumps([*map(str, said), *sorted(described.references)])
