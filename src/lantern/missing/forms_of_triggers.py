"""The form on which a trigger is answered (MIS-12)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from lantern.design.forms import Checkboxes, Form, Radios
from lantern.missing.vocabulary import ANSWER_WORDS, AnswerKind

HINTS = {
    AnswerKind.SUPPORT.value: "To children’s services. Say what the child needs; the answer to it is chased",
    AnswerKind.STRATEGY.value: "Of all agencies that know the child. Say why and who should come; the meeting is chased",
    AnswerKind.NOTHING.value: "Say why nothing more is needed than what is being done",
}
LONG = 4_000  # characters


class AnswerForm(Form):
    """One answer, with its words; `also` are others of the child that wait and that it may answer as well."""

    kind = forms.ChoiceField(
        label="What do you decide?",
        choices=[(each.value, said) for each, said in ANSWER_WORDS.items()],
        widget=Radios(hints=HINTS),
    )
    text = forms.CharField(
        label="What is asked for, or why",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Others read it: what was considered, what is asked of whom, what the child says",
        error_messages={"required": "Enter what is asked for, or why"},
    )
    also = forms.MultipleChoiceField(label="It answers these of the child as well", required=False, widget=Checkboxes)

    def __init__(self, *args: Any, others: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), said) for pk, said in others]
        if choices:
            self.fields["also"].choices = choices  # type: ignore[attr-defined]
            self.fields["also"].initial = [value for value, _ in choices]
        else:
            del self.fields["also"]

    def cleaned_answer(self) -> dict[str, Any]:
        """What the action takes besides the triggers."""
        return {"kind": AnswerKind(self.cleaned_data["kind"]), "text": self.cleaned_data["text"]}

    @property
    def also_answered(self) -> set[str]:
        """Ids of the others that were ticked."""
        return set(self.cleaned_data.get("also", ()))


class TakeBackForm(Form):
    """Why an answer does not stand."""

    why = forms.CharField(
        label="Why is it taken back?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays beside the answer",
    )
