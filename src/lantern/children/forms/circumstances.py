"""Address, status, placement and who works with a child: each from a day on."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from lantern.children.forms.postcode import PostcodeField
from lantern.children.forms.suggesting import Suggesting
from lantern.children.rules.authorities import AGREED_WITH_WHOM
from lantern.children.vocabulary import LEGAL_STATUSES, PLACEMENTS, STATUS_WORDS, Status, WorkKind
from lantern.design.forms import DayField, Form, Radios
from lantern.organisation.models import Member

LOOKED_AFTER = {Status.LOOKED_AFTER.value: "legal_status"}


class MoveForm(Form):
    """Where the child lives now. `districts` can be chosen when a postcode says nothing."""

    text = forms.CharField(max_length=200, required=False, label="Address")
    postcode = PostcodeField(help_text="The district follows from it")
    district = forms.ChoiceField(
        required=False, label="District", help_text="Only used when the postcode is not known to Lantern"
    )
    since = DayField(label="Living there since", noun="the day since when", past=True)

    def __init__(self, *args: Any, districts: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Follows from the postcode"), *((str(key), name) for key, name in districts)]
        self.fields["district"].choices = choices  # type: ignore[attr-defined]

    def clean_district(self) -> UUID | None:
        return UUID(self.cleaned_data["district"]) if self.cleaned_data["district"] else None

    def clean(self) -> dict[str, Any]:
        """Something must say where."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "postcode" in cleaned and not any(cleaned.get(name) for name in ("text", "postcode", "district")):
            raise ValidationError({"text": "Enter the address, the postcode or the district"})
        return cleaned


class WithAuthority(Form):
    """A form that names another authority, and may say that the duties were agreed with it (PAR-9)."""

    authority, agreed = "", ""

    def __init__(self, *args: Any, named: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.authority].widget = Suggesting(tuple(named))

    def clean(self) -> dict[str, Any]:
        """Nothing is agreed with nobody."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get(self.agreed) and not cleaned.get(self.authority):
            raise ValidationError({self.authority: AGREED_WITH_WHOM})
        return cleaned


class StatusForm(WithAuthority):
    """How the child stands with children's services, and which authority is responsible."""

    authority, agreed = "home_authority", "agreed_ours"

    status = forms.ChoiceField(label="Status", choices=list(STATUS_WORDS.items()), widget=Radios(reveals=LOOKED_AFTER))
    legal_status = forms.TypedChoiceField(
        label="Legal status",
        empty_value="",
        choices=[
            ("", "Choose the legal status"),
            *((code, f"{code} {words}") for code, words in LEGAL_STATUSES.items()),
        ],
    )
    home_authority = forms.CharField(
        max_length=120,
        required=False,
        label="Home authority",
        help_text="Who is responsible, for a child placed here by another authority. Empty when it is ours",
    )
    agreed_ours = forms.BooleanField(
        required=False, label="It is agreed that we offer the missing chat, make contact and plan"
    )
    since = DayField(label="Since", noun="the day since when", past=True)

    def clean_status(self) -> Status:
        return Status(self.cleaned_data["status"])


class PlacementForm(WithAuthority):
    """Where a looked-after child is placed, and in whose area."""

    authority, agreed = "host_authority", "agreed_theirs"

    code = forms.ChoiceField(
        label="Kind of placement",
        choices=[("", "Choose the kind"), *((code, f"{words} ({code})") for code, words in PLACEMENTS.items())],
    )
    where = forms.CharField(max_length=200, required=False, label="Name or address of the placement")
    postcode = PostcodeField()
    out_of_area = forms.BooleanField(required=False, label="Outside the home authority’s area")
    host_authority = forms.CharField(
        max_length=120,
        required=False,
        label="Host authority",
        help_text="In whose area, when it is not ours. Empty when it is",
    )
    agreed_theirs = forms.BooleanField(
        required=False, label="It is agreed that they offer the missing chat, make contact and plan"
    )
    since = DayField(label="Placed there since", noun="the day since when", past=True)


class AllocateForm(Form):
    """Who works with the child from now on. `people` are those it may be, by agency."""

    member = forms.ChoiceField(label="Who?")
    kind = forms.ChoiceField(
        label="As",
        choices=[(each, each.value[:1].upper() + each.value[1:]) for each in WorkKind],
        widget=Radios(hints={WorkKind.SOCIAL_WORKER: "One at a time: the one before ends"}),
        initial=WorkKind.SOCIAL_WORKER,
    )
    since = DayField(label="From", noun="the day from which on", past=True)

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        groups = groupby(self.people.values(), key=lambda each: each.agency.name)
        choices = [(agency, [(str(each.pk), _named(each)) for each in members]) for agency, members in groups]
        self.fields["member"].choices = [("", "Choose a person"), *choices]  # type: ignore[attr-defined]

    def clean_member(self) -> Member:
        return self.people[self.cleaned_data["member"]]

    def clean_kind(self) -> WorkKind:
        return WorkKind(self.cleaned_data["kind"])


class EndWorkForm(Form):
    """From which day on somebody no longer works with the child."""

    on = DayField(label="They stop on", noun="the day", help_text="From this day on they no longer see the record")

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        """Never before they began."""
        on: date = self.cleaned_data["on"]
        if on < self.since:
            raise ValidationError("They began later than that")
        return on


def _named(member: Member) -> str:
    return f"{member.name}, {member.designation}" if member.designation else member.name
