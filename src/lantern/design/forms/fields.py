"""Fields for days and moments. A form that holds one with `past=True` is given `now=`."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError

from lantern.design import rules
from lantern.design.forms.widgets import DayInput, Typed, WhenInput
from lantern.timekeeping.moments import Moment, london


class TypedField(forms.Field):
    """A day or moment read from boxes. `noun` names it in errors: "the date of birth"."""

    now: datetime | None = None  # given by the form, which is given the request's

    def __init__(self, *, noun: str = "the date", past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.noun, self.past = noun, past
        self.error_messages.setdefault("required", f"Enter {noun}")
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = f"Enter {noun}"

    def to_python(self, value: Typed | None) -> Any:
        """The day or moment typed; None when nothing was."""
        if value is None:
            return None
        try:
            return self.read(value)
        except rules.Unreadable as error:
            raise ValidationError(str(error), code="invalid", params={"parts": error.parts}) from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.past and value is not None and self.is_future(value):
            raise ValidationError(f"{self.noun[:1].upper()}{self.noun[1:]} must not be in the future", code="future")

    def has_changed(self, initial: Any, data: Typed | None) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def known_now(self) -> datetime:
        """The request's time; refusing to guess when the form was not told."""
        if self.now is None:
            raise ImproperlyConfigured("A form with a field that must lie in the past is given now=.")
        return self.now

    def read(self, typed: Typed) -> Any:
        """What was typed, as a value; each field says its own. Raises `rules.Unreadable`."""
        return typed

    def is_future(self, value: Any) -> bool:
        """Whether a value lies after now; a field without a past has none that does."""
        return False


class DayField(TypedField):
    """A calendar day as a `date`."""

    widget = DayInput

    def read(self, typed: Typed) -> date:
        return rules.read_day(typed.day, typed.month, typed.year, noun=self.noun)

    def is_future(self, value: date) -> bool:
        return value > london(self.known_now()).date()


class WhenField(TypedField):
    """A day and time as a `Moment`; date-only when "time not known" is ticked (MIS-17)."""

    widget = WhenInput

    def __init__(self, *, may_be_unknown: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", WhenInput(may_be_unknown=may_be_unknown))
        super().__init__(**kwargs)
        self.may_be_unknown = may_be_unknown

    def read(self, typed: Typed) -> Moment:
        day = rules.read_day(typed.day, typed.month, typed.year, noun=self.noun)
        if typed.time:
            self._check_not_both(typed)
            return rules.read_moment(day, typed.time)
        if typed.unknown and self.may_be_unknown:
            return Moment.on(day)
        known = ", or tick that it is not known" if self.may_be_unknown else ""
        raise rules.Unreadable(f"Enter the time{known}", "time")

    def _check_not_both(self, typed: Typed) -> None:
        if typed.unknown and self.may_be_unknown:
            raise rules.Unreadable("Enter the time or tick that it is not known, not both", "time", "unknown")

    def is_future(self, value: Moment) -> bool:
        return value.at > self.known_now()


class PurposeField(forms.CharField):
    """What something that leaves is needed for: it stands on the trail and at the top of what leaves (SHA-6).

    `who` needs it, "you" or "they"; `top_of` says what leaves.
    """

    def __init__(self, *, who: str = "you", top_of: str = "file", **kwargs: Any) -> None:
        super().__init__(
            max_length=200,
            label=f"What do {who} need it for?",
            help_text=f"It goes on the trail, and stands at the top of the {top_of}. No child’s name",
            error_messages={"required": f"Enter what {who} need it for"},
            **kwargs,
        )
