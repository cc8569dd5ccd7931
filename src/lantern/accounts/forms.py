"""allauth's forms in our words; each still validates and does what allauth's does."""

from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as codes
from allauth.mfa.totp import forms as totp

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
