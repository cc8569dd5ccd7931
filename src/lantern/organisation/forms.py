"""Accepting an invitation, and an agency's own sign-in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from lantern.accounts.forms import HOW_TO_CHOOSE
from lantern.accounts.issuer import WELL_KNOWN
from lantern.accounts.models import User
from lantern.accounts.rules.addresses import against_url
from lantern.design.forms import Form, Group
from lantern.organisation.rules.mail_domains import against_domain, domains_in


class PasswordForm(Form):
    """The password of somebody new."""

    password = forms.CharField(
        label="Choose a password",
        help_text=HOW_TO_CHOOSE,
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )
    again = forms.CharField(
        label="The password again",
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password again"},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, User(email=self.email))
        return str(password)

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise ValidationError("Enter the same password twice")
        return str(self.cleaned_data["again"])


class ConnectionForm(Form):
    """An agency's own issuer; the secret is typed once and never shown again."""

    groups = (
        Group("The agency’s issuer", ("issuer", "client_id", "secret"), "Its IT department gives you these"),
        Group("Who comes in through it", ("domains", "required")),
    )
    issuer = forms.CharField(
        label="Issuer",
        max_length=300,
        help_text="Such as https://login.example.org/tenant. Lantern adds /.well-known/openid-configuration",
        error_messages={"required": "Enter the issuer’s address"},
    )
    client_id = forms.CharField(label="Client ID", max_length=200, error_messages={"required": "Enter the client ID"})
    secret = forms.CharField(
        label="Client secret",
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label="Mail domains",
        max_length=2_000,
        help_text="What stands after the @ in its people’s addresses, such as council.example",
        error_messages={"required": "Enter at least one mail domain"},
    )
    required = forms.BooleanField(
        label="Its people sign in this way alone",
        required=False,
        help_text="Their own passwords and passkeys no longer open this partnership",
    )

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (
            "Kept, and shown to nobody. Leave empty to keep it"
            if has_secret
            else "Kept encrypted, and never shown again"
        )
        self.fields["secret"].help_text = kept
        self.fields["secret"].required = not has_secret

    def clean_issuer(self) -> str:
        typed = str(self.cleaned_data["issuer"]).strip().removesuffix(WELL_KNOWN)
        if reason := against_url(typed, plain=settings.ISSUERS_MAY_BE_PLAIN):
            raise ValidationError(reason)
        return typed

    def clean_domains(self) -> list[str]:
        found = domains_in(self.cleaned_data["domains"])
        if reasons := [reason for each in found if (reason := against_domain(each))]:
            raise ValidationError(reasons)
        return found
