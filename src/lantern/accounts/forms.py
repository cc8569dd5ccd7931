"""allauth's forms in our words; each still validates and does what allauth's does."""

from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Form

HOW_TO_CHOOSE = "At least 12 characters. Three words that do not belong together are easy to keep in mind."


class Words(NamedTuple):
    """What a field says: label, hint, and what it says when left empty."""

    label: str
    hint: str = ""
    empty: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


EMAIL = Words("Email address", empty="Enter your email address", attributes=(("autocomplete", "username"),))
PASSWORD = Words("Password", empty="Enter your password")
NEW = Words("New password", HOW_TO_CHOOSE, "Enter a new password")
AGAIN = Words("New password again", empty="Enter the new password again")
SIX_DIGITS = (("autocomplete", "one-time-code"), ("inputmode", "numeric"), ("class", "govuk-input--width-10"))


class Worded:
    """Gives the fields of a form our words."""

    words: ClassVar[dict[str, Words]]
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = words.label, words.hint
            field.error_messages["required"] = words.empty or f"Enter the {words.label.lower()}"
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(words.attributes)


class AddressFirst(Form):
    """The first step: the domain of the address decides what the second offers."""

    login = forms.EmailField(
        label=EMAIL.label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": EMAIL.empty, "invalid": "Enter an email address, such as name@example.org"},
    )


class SignIn(Worded, account.LoginForm):
    words: ClassVar[dict[str, Words]] = {"login": EMAIL, "password": PASSWORD}


class ChangePassword(Worded, account.ChangePasswordForm):
    words: ClassVar[dict[str, Words]] = {
        "oldpassword": Words("Current password", empty="Enter your current password"),
        "password1": NEW,
        "password2": AGAIN,
    }


class ForgottenPassword(Worded, account.ResetPasswordForm):
    words: ClassVar[dict[str, Words]] = {"email": EMAIL}


class NewPassword(Worded, account.ResetPasswordKeyForm):
    words: ClassVar[dict[str, Words]] = {"password1": NEW, "password2": AGAIN}


class ConfirmByPassword(Worded, account.ReauthenticateForm):
    words: ClassVar[dict[str, Words]] = {"password": PASSWORD}


class SecondFactor(Worded, mfa.AuthenticateForm):
    words: ClassVar[dict[str, Words]] = {
        "code": Words(
            "Code",
            "Six digits from your authenticator app, or one of your recovery codes",
            "Enter the code",
            SIX_DIGITS,
        )
    }


class ConfirmByCode(Worded, mfa.ReauthenticateForm):
    words = SecondFactor.words


class SetUpSecondFactor(Worded, totp.ActivateTOTPForm):
    words: ClassVar[dict[str, Words]] = {
        "code": Words("Code", "The six digits that the app shows now", "Enter the code", SIX_DIGITS)
    }


class NewRecoveryCodes(Worded, codes.GenerateRecoveryCodesForm):
    words: ClassVar[dict[str, Words]] = {}


NOT_ACCEPTED = "This passkey was not accepted. Try again, or use another way."


class AddPasskey(Worded, passkeys.AddWebAuthnForm):
    """Every passkey asks for a finger or a PIN: it stands for two factors."""

    words: ClassVar[dict[str, Words]] = {"name": Words("Name", "So that you know it again, such as “Work laptop”")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            return dict(super().clean())
        except (ValidationError, KeyError, AttributeError):
            raise ValidationError(NOT_ACCEPTED) from None


class NamePasskey(Worded, passkeys.EditWebAuthnForm):
    words: ClassVar[dict[str, Words]] = {"name": Words("Name", empty="Enter a name")}

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:60]


class ByPasskey:
    """One sentence for whatever is wrong with a passkey's answer."""

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, KeyError, AttributeError, TypeError):
            raise ValidationError(NOT_ACCEPTED) from None
        return found


class SignInByPasskey(ByPasskey, passkeys.LoginWebAuthnForm):
    """Without a password."""


class SecondFactorByPasskey(ByPasskey, passkeys.AuthenticateWebAuthnForm):
    """After a password."""


class ConfirmByPasskey(ByPasskey, passkeys.ReauthenticateWebAuthnForm):
    """Is it still you?"""
