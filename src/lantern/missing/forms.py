"""Forms of the missing room: they check and clean what was typed, and never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Form, Group, Radios, WhenField
from lantern.missing.vocabulary import (
    FOUND_BY_WORDS,
    FROM_WORDS,
    HARM_WORDS,
    Absence,
    FoundBy,
    Grade,
    Harm,
    MissingFrom,
    Risk,
    StepKind,
)

RISKS = [(Risk.HIGH.value, "High"), (Risk.MEDIUM.value, "Medium")]
RISK_HINTS = {
    Risk.HIGH.value: "Immediate risk: substantial grounds to believe the child is in danger, or may be the victim of a serious "
    "crime, or the public is in danger",
    Risk.MEDIUM.value: "Likely to place the child in danger, or they are a threat to themselves or others",
}
GRADES = [(grade.value, grade.value.capitalize()) for grade in Grade]
LONG = 4_000


def _text(label: str, *, rows: int = 4, required: bool = False, hint: str = "", most: int = LONG) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint, widget=area)


def _absence() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Is it known where the child is?",
        choices=[(Absence.MISSING.value, "No: missing"), (Absence.AWAY.value, "Yes: away without authorisation")],
        initial=Absence.MISSING.value,
        widget=Radios(hints={Absence.AWAY.value: "Away from the placement; the looked-after return counts it apart"}),
    )


class Graded(Form):
    """Risk and attendance grade, where the arrangement may ask for the reason (MIS-1, MIS-2)."""

    risk = forms.ChoiceField(label="Risk", choices=RISKS, widget=Radios(hints=RISK_HINTS))
    risk_reason = _text("Why this risk?", rows=3, most=400)
    grade = forms.ChoiceField(label="Attendance", choices=GRADES, widget=Radios())

    def __init__(
        self, *args: Any, reason_required: bool = False, grade_hints: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if "risk" in self.fields:
            self.fields["risk_reason"].required = reason_required
            self.fields["grade"].widget.hints = grade_hints or {}

    def cleaned_grading(self) -> dict[str, Any]:
        """Risk, reason and grade as an action takes them; nothing where the form does not ask."""
        if "risk" not in self.fields:
            return {}
        data = self.cleaned_data
        return {"risk": Risk(data["risk"]), "risk_reason": data["risk_reason"], "grade": Grade(data["grade"])}


class ReportForm(Graded):
    """A child is reported missing (MIS-1). Grading is asked of those who may, the kind for looked-after children (MIS-5)."""

    groups = (
        Group("Last seen", ("last_seen", "missing_from", "from_where", "absence")),
        Group("The report", ("reported", "circumstances")),
        Group("Risk and attendance", ("risk", "risk_reason", "grade")),
    )
    last_seen = WhenField(label="When was the child last seen?", noun="when the child was last seen", past=True)
    missing_from = forms.ChoiceField(
        label="Where from?",
        choices=[(each.value, FROM_WORDS[each]) for each in MissingFrom],
        widget=Radios(inline=True),
    )
    from_where = forms.CharField(
        label="Which place?",
        required=False,
        max_length=200,
        help_text="The address, the placement or the school they left",
    )
    absence = _absence()
    reported = WhenField(label="When was it reported?", noun="when it was reported", past=True)
    circumstances = _text(
        "What is known?",
        required=True,
        hint="Who reported it and who saw the child last, with whom they may be, what they wore, what worries people",
    )

    def __init__(self, *args: Any, looked_after: bool = False, may_grade: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not looked_after:
            del self.fields["absence"]
        if not may_grade:
            for name in ("risk", "risk_reason", "grade"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        seen, reported = self.cleaned_data.get("last_seen"), self.cleaned_data.get("reported")
        if seen and reported and reported.latest < seen.at:
            self.add_error("reported", "The report cannot be before the child was last seen")
        return self.cleaned_data

    def cleaned_report(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "last_seen": data["last_seen"],
            "reported": data["reported"],
            "circumstances": data["circumstances"],
            "missing_from": MissingFrom(data["missing_from"]),
            "from_where": data["from_where"],
            "absence": Absence(data.get("absence") or Absence.MISSING),
            **self.cleaned_grading(),
        }


class GradeForm(Graded):
    """Risk and attendance, assessed again; every earlier one stays in the history."""

    groups = (Group("", ("risk", "risk_reason", "grade")),)


class ReturnForm(Form):
    """The child was found or came back (MIS-6)."""

    found = WhenField(
        label="When was the child found, or when did they return?", noun="when the child returned", past=True
    )
    found_by = forms.ChoiceField(
        label="How did the child come back?",
        choices=[(each.value, FOUND_BY_WORDS[each]) for each in FoundBy],
        widget=Radios(),
    )
    where = forms.CharField(
        label="Where?", required=False, max_length=200, help_text="An address, a postcode or a place people know"
    )
    harm = forms.ChoiceField(
        label="Did the child come to harm?",
        choices=[(each.value, HARM_WORDS[each]) for each in Harm],
        widget=Radios(),
    )
    note = _text(
        "What else is known?", hint="In what state they were, who they were with. It is added to the circumstances"
    )

    def cleaned_return(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "found": data["found"],
            "found_by": FoundBy(data["found_by"]),
            "where": data["where"],
            "harm": Harm(data["harm"]),
            "note": data["note"],
        }


class CorrectForm(Form):
    """When an episode began or ended, or which kind it was; filled with what stands now (MIS-3)."""

    last_seen = WhenField(label="Last seen", noun="when the child was last seen", past=True)
    found = WhenField(label="Found or returned", noun="when the child returned", past=True)
    absence = _absence()

    def __init__(self, *args: Any, has_return: bool, may_be_away: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_return:
            del self.fields["found"]
        if not may_be_away:
            del self.fields["absence"]

    def clean(self) -> dict[str, Any]:
        seen, found = self.cleaned_data.get("last_seen"), self.cleaned_data.get("found")
        if seen and found and found.latest < seen.at:
            self.add_error("found", "The return cannot be before the child was last seen")
        if not self.errors and not self.cleaned_correction():
            raise ValidationError("Nothing is different from what stands. Change what is wrong, or cancel.")
        return self.cleaned_data

    def cleaned_correction(self) -> dict[str, Any]:
        """What differs from what stands, as the action takes it."""
        changed = {
            name: value for name, value in self.cleaned_data.items() if value and value != self.initial.get(name)
        }
        return {name: Absence(value) if name == "absence" else value for name, value in changed.items()}


WHEN_DONE = {
    StepKind.ATTENDANCE: "When did police attend?",
    StepKind.VULNERABILITY_CHECK: "When was the check done?",
    StepKind.CHAT_OFFER: "When was the chat offered?",
    StepKind.CONTACT: "When was meaningful contact made?",
    StepKind.PREVENTION_PLAN: "When was the plan completed?",
}
NOTES = {
    StepKind.ATTENDANCE: "Who attended, and what was found",
    StepKind.VULNERABILITY_CHECK: "Who spoke with the child, and what matters for others to know",
    StepKind.CHAT_OFFER: "To whom, how, and what they said",
    StepKind.CONTACT: "How, and what matters for others to know",
    StepKind.PREVENTION_PLAN: "",
}


class StepForm(Form):
    """Something was done about an episode; a plan names where it is filed (MIS-8)."""

    happened = WhenField(label="When?", noun="when it was done", past=True)
    reference = forms.CharField(
        label="Reference of the plan", max_length=80, help_text="On the social care record, where the plan is filed"
    )
    note = _text("Note")

    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened"].label = WHEN_DONE[kind]
        self.fields["note"].help_text = NOTES[kind]
        if kind is not StepKind.PREVENTION_PLAN:
            del self.fields["reference"]

    def cleaned_step(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {"happened": data["happened"], "note": data["note"], "reference": data.get("reference", "")}


class ConfirmForm(Form):
    """Nothing to fill in: pressing the button is the confirmation."""
