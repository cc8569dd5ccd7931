"""The form of each step: when it was done, what the table of questions asks, and where it is filed (MIS-7, MIS-8)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from lantern.design.forms import DayField, Form, Group, Radios, WhenField
from lantern.design.forms.lines import Box, LinesField
from lantern.missing.rules.questions import ASKED, Kind, Question, asked
from lantern.missing.vocabulary import StepKind

LONG, LINE, MOST_LINES = 4_000, 200, 12  # characters, characters, lines

WHEN_DONE = {
    StepKind.ATTENDANCE: "When did police attend?",
    StepKind.VULNERABILITY_CHECK: "When was the check done?",
    StepKind.CHAT_OFFER: "When was the chat offered?",
    StepKind.CONTACT: "When was meaningful contact made?",
    StepKind.PREVENTION_PLAN: "When was the plan completed?",
    StepKind.PLAN_REVIEW: "When was the plan looked at?",
    StepKind.LONG_MISSING_REVIEW: "When was it reviewed?",
    StepKind.ADULT_HANDOVER: "When was it handed over?",
    StepKind.SUPPORT_RESPONSE: "When was the request answered?",
    StepKind.STRATEGY_MEETING: "When was the meeting?",
    StepKind.STRATEGY_REVIEW: "When was the safety plan looked at?",
}
NOTES = {
    StepKind.ATTENDANCE: "Who attended, and what was found",
    StepKind.VULNERABILITY_CHECK: "What else matters for others to know",
    StepKind.CHAT_OFFER: "To whom, how, and what they said",
    StepKind.CONTACT: "What else matters for others to know",
    **dict.fromkeys((kind for kind in StepKind if kind in ASKED), "What else matters for others to know"),
}


def _text(question: Question, **common: Any) -> forms.Field:
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), **common)


def _line(question: Question, **common: Any) -> forms.Field:
    return forms.CharField(max_length=LINE, **common)


def _choice(question: Question, **common: Any) -> forms.Field:
    return forms.ChoiceField(choices=question.choices, widget=Radios(inline=len(question.choices) < 3), **common)


def _day(question: Question, **common: Any) -> forms.Field:
    return DayField(noun=question.noun, **common)


def _lines(question: Question, **common: Any) -> forms.Field:
    boxes = [Box(key, label, longest, required=not place) for place, (key, label, longest) in enumerate(question.boxes)]
    said = {"required": f"Enter at least one {question.noun.lower()}"}
    return LinesField(boxes=boxes, most=MOST_LINES, noun=question.noun, error_messages=said, **common)


FIELDS: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LINE: _line,
    Kind.CHOICE: _choice,
    Kind.DAY: _day,
    Kind.LINES: _lines,
}


def field_of(question: Question) -> forms.Field:
    """The field in which `question` is answered."""
    common = {"label": question.label, "required": question.required, "help_text": question.hint}
    return FIELDS[question.kind](question, **common)


class StepForm(Form):
    """Something was done about an episode; a plan names where it is filed (MIS-8).

    `version` is that of the record which is being corrected, and 0 of a new one.
    """

    happened = WhenField(label="When?", noun="when it was done", past=True)
    reference = forms.CharField(
        label="Reference of the plan", max_length=80, help_text="On the social care record, where the plan is filed"
    )
    note = forms.CharField(label="Note", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["happened"].label = WHEN_DONE[kind]
        self.fields["note"].help_text = NOTES[kind]
        if kind is not StepKind.PREVENTION_PLAN:
            del self.fields["reference"]
        for question in asked(kind):
            field = self.fields[question.key] = field_of(question)
            if isinstance(field, DayField):
                field.now = self.now
            elif question.kind in (Kind.TEXT, Kind.LINE, Kind.CHOICE):
                field.error_messages["required"] = f"Answer “{question.label}”"
        parts = [Group(part.legend, tuple(one.key for one in part.questions)) for part in ASKED.get(kind, ())]
        last = Group("The record" if parts else "", ("reference", "note"))
        self.groups = (Group("", ("happened",)), *parts, last)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        done, again = self.cleaned_data.get("happened"), self.cleaned_data.get("review_on")
        if done and again and again < done.day:
            self.add_error("review_on", "The day of the review cannot be before the meeting")
        return self.cleaned_data

    def cleaned_step(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        answers = {one.key: kept(data.get(one.key)) for one in asked(self.kind)}
        return {
            "happened": data["happened"],
            "note": data["note"],
            "reference": data.get("reference", ""),
            "said": {key: value for key, value in answers.items() if value},
        }


def kept(value: Any) -> Any:
    """An answer as it is kept: plain text, a day as 2026-03-04, lines as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return [list(line) for line in value] if isinstance(value, tuple) else value


def initial_of(kind: StepKind, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, as the fields of the form begin with it."""
    return {one.key: _shown(one, said[one.key]) for one in asked(kind) if one.key in said}


def _shown(question: Question, value: Any) -> Any:
    if question.kind is Kind.DAY:
        return date.fromisoformat(value)
    return tuple(tuple(line) for line in value) if question.kind is Kind.LINES else value
