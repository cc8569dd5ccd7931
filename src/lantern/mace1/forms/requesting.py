"""Asking for a discussion, answering, dissent, deferring (M1-2, M1-10)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Form, Radios
from lantern.mace1.rules.refusals import NEEDS_REASON
from lantern.meetings.models import Meeting
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import long_day

ACCEPT, LATER, DECLINE = "accept", "later", "decline"


def _words(label: str, hint: str, required: str, most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required},
    )  # fmt: skip


def _meeting_choices(meetings: Iterable[Meeting]) -> list[tuple[str, str]]:
    return [(str(each.pk), long_day(london(each.begins_at).date())) for each in meetings]


class AskForm(Form):
    """Why the child should be discussed."""

    words = _words(
        "Why should the child be discussed?",
        "What worries you, and what the meeting could do that you cannot. The chair reads this",
        "Say why the child should be discussed",
    )


class DissentForm(Form):
    """Why whoever asked does not agree."""

    words = _words("Why do you not agree?", "This stands in the minutes, with your name", "Say why you do not agree")


class DecideForm(Form):
    """Whether the child is discussed, at which meeting, or why not; `meetings` are later ones still open."""

    answer = forms.ChoiceField(
        label="Is the child discussed?", widget=Radios(), error_messages={"required": "Choose an answer"}
    )
    meeting = forms.ChoiceField(label="At which meeting instead?", required=False)
    reason = forms.CharField(
        label="Why?",
        help_text="Needed for another meeting and for no. Whoever asked reads it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, of: Meeting, is_open: bool, meetings: Iterable[Meeting]) -> None:
        super().__init__(data)
        later = _meeting_choices(meetings)
        answers = [(DECLINE, "No")]
        if later:
            answers.insert(0, (LATER, "Yes, at another meeting"))
        if is_open:
            answers.insert(0, (ACCEPT, f"Yes, on {long_day(london(of.begins_at).date())}"))
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]
        self.fields["meeting"].choices = [("", "Choose a meeting"), *later]  # type: ignore[attr-defined]
        if not later:
            del self.fields["meeting"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        answer = cleaned.get("answer")
        if answer in (LATER, DECLINE) and not cleaned.get("reason"):
            self.add_error("reason", NEEDS_REASON)
        if answer == LATER and not cleaned.get("meeting"):
            self.add_error("meeting", "Choose the meeting")
        return cleaned

    @property
    def declines(self) -> bool:
        """Whether the answer is no."""
        return bool(self.cleaned_data["answer"] == DECLINE)

    @property
    def to(self) -> UUID | None:
        """The other meeting, if one was chosen."""
        said = self.cleaned_data
        return UUID(said["meeting"]) if said["answer"] == LATER else None


class DeferForm(Form):
    """To which later meeting, and why."""

    to = forms.TypedChoiceField(label="To which meeting?", coerce=UUID, error_messages={"required": "Choose a meeting"})
    because = _words("Why?", "The meeting sees this", "Say why the child is deferred", most=400)

    def __init__(self, data: Any = None, *, meetings: Iterable[Meeting]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [("", "Choose a meeting"), *_meeting_choices(meetings)]  # type: ignore[attr-defined]

    def clean_to(self) -> UUID:
        found: UUID | str = self.cleaned_data["to"]
        if not isinstance(found, UUID):
            raise ValidationError("Choose a meeting")
        return found
