"""Forms about people and agencies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Checkboxes, DayField, Form, Group
from lantern.organisation.models import Agency, Area
from lantern.organisation.rules.credential import against_expiry
from lantern.organisation.vocabulary import AgencyKind, Role, Scope
from lantern.timekeeping.moments import london

WHOLE = "whole"


class MemberForm(Form):
    """Somebody new, with their first role."""

    name = forms.CharField(max_length=120, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Work email address",
        help_text="The invitation goes there. It holds a link and nothing else.",
        error_messages={"required": "Enter their work email address"},
    )
    designation = forms.CharField(max_length=120, required=False, help_text="Their post, such as team manager")
    agency = forms.ModelChoiceField(
        Agency.objects.none(), empty_label="Choose their agency", error_messages={"required": "Choose their agency"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.all()  # type: ignore[attr-defined]


class RoleForm(Form):
    """A role over an area, from a day on."""

    role = forms.ChoiceField(
        choices=[("", "Choose a role"), *((role.value, role.label) for role in Role)],
        error_messages={"required": "Choose a role"},
    )
    area = forms.ChoiceField(
        help_text="The role covers the area and every area in it", error_messages={"required": "Choose an area"}
    )
    since = DayField(label="From", noun="the day it starts")
    until = DayField(
        label="Until", noun="the day it ends", required=False, help_text="Leave empty when it has no end yet"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in Area.objects.select_related("geography").defer("boundary")}
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an area"),
            (WHOLE, "The whole partnership"),
            *_by_geography(self.areas),
        ]

    def clean_area(self) -> Area | None:
        return self.areas.get(self.cleaned_data["area"])

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if self.now and since < london(self.now).date():
            raise ValidationError("A role starts today or later: nobody held it before it was given")
        return since

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            self.add_error("until", "The role must end after it starts")
        return self.cleaned_data


class AgencyForm(Form):
    """An agency and its sharing protocol (PAR-3, PAR-6)."""

    groups = (
        Group("", ("name", "kind", "mailbox", "escalation_route")),
        Group("Sharing protocol", ("protocol_signed_on", "protocol_expires_on"), "Without one it receives no papers"),
    )
    name = forms.CharField(max_length=120, error_messages={"required": "Enter the agency’s name"})
    kind = forms.ChoiceField(choices=[(kind.value, kind.value.capitalize()) for kind in AgencyKind])
    mailbox = forms.EmailField(label="Secure mailbox", required=False)
    escalation_route = forms.CharField(
        max_length=200, required=False, help_text="Who to turn to when something is overdue"
    )
    protocol_signed_on = DayField(label="Signed on", noun="the day it was signed", required=False, past=True)
    protocol_expires_on = DayField(label="Expires on", noun="the day it expires", required=False)

    def clean(self) -> dict[str, Any]:
        signed, expires = self.cleaned_data.get("protocol_signed_on"), self.cleaned_data.get("protocol_expires_on")
        if expires and not signed and "protocol_signed_on" not in self.errors:
            self.add_error("protocol_signed_on", "Enter the day it was signed")
        if signed and expires and expires <= signed:
            self.add_error("protocol_expires_on", "The protocol must expire after it was signed")
        return self.cleaned_data


class SystemForm(Form):
    """A credential for a system of an agency (MIS-3)."""

    name = forms.CharField(
        max_length=80,
        help_text="Which system it is for, such as Control room",
        error_messages={"required": "Enter which system it is for"},
    )
    source = forms.CharField(
        label="Counted as",
        max_length=60,
        help_text="The sender’s name that its references are counted under, the same as for its files",
        error_messages={"required": "Enter the sender’s name"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=[(scope.value, scope.label) for scope in Scope],
        initial=[Scope.SEND.value, Scope.READ.value],
        widget=Checkboxes,
        error_messages={"required": "Choose what it may do"},
    )
    expires_on = DayField(label="Until", noun="the last day", help_text="At most a year from today")

    def clean_expires_on(self) -> Any:
        expires = self.cleaned_data["expires_on"]
        if self.now and (reason := against_expiry(expires, london(self.now).date())):
            raise ValidationError(reason)
        return expires


class ConfirmForm(Form):
    """Nothing to fill in: pressing the button is the confirmation."""


def _by_geography(areas: dict[str, Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for key, area in sorted(areas.items(), key=lambda item: (not item[1].geography.is_main, item[1].name)):
        grouped.setdefault(area.geography.name, []).append((key, area.name))
    return list(grouped.items())
