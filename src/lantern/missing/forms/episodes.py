"""What is entered about an episode."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Checkboxes, Form, Group, Radios, WhenField
from lantern.missing.vocabulary import (
    FOUND_BY_WORDS,
    FOUND_IN_WORDS,
    FROM_WORDS,
    HARM_WORDS,
    Absence,
    FoundBy,
    FoundIn,
    Grade,
    Harm,
    MissingFrom,
    Risk,
)

RISKS = [(Risk.HIGH.value, "High"), (Risk.MEDIUM.value, "Medium")]
RISK_HINTS = {
    Risk.HIGH.value: "Immediate risk: substantial grounds to believe the child is in danger, or may be the victim of a serious "
    "crime, or the public is in danger",
    Risk.MEDIUM.value: "Likely to place the child in danger, or they are a threat to themselves or others",
}
TYPED: dict[str, type[Any]] = {
    "absence": Absence,
    "missing_from": MissingFrom,
    "found_kind": FoundIn,
    "found_by": FoundBy,
    "harm": Harm,
}
ELSEWHERE = "Outside our areas"
GRADES = [(grade.value, grade.value.capitalize()) for grade in Grade]
LONG = 4_000


def _text(label: str, *, rows: int = 4, required: bool = False, hint: str = "", most: int = LONG) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint, widget=area)


def _line(label: str, *, required: bool = False, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=200, help_text=hint)


def _one_of(label: str, said: Mapping[Any, str]) -> forms.ChoiceField:
    """A choice that may be left open."""
    return forms.ChoiceField(
        label=label, required=False, choices=[(each.value, words) for each, words in said.items()], widget=Radios()
    )


def _area() -> forms.ChoiceField:
    return forms.ChoiceField(label="In which area?", required=False, choices=(), widget=forms.Select())


def _kind_of_place() -> forms.ChoiceField:
    """Ten kinds are too many to lay out: a list is chosen from by typing the first letter of one."""
    choices = [("", "Not known"), *((each.value, FOUND_IN_WORDS[each]) for each in FoundIn)]
    return forms.ChoiceField(
        label="What kind of place is that?", required=False, choices=choices, widget=forms.Select()
    )


def _offer(form: Form, areas: Sequence[str]) -> None:
    """The areas to choose from, and one for everywhere else."""
    chosen = form.initial.get("found_area")
    every = [*areas, *([chosen] if chosen and chosen not in (*areas, ELSEWHERE) else []), ELSEWHERE]
    form.fields["found_area"].choices = [("", "Not known"), *((name, name) for name in every)]  # type: ignore[attr-defined]


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
        Group("Last seen", ("last_seen", "seen_by", "missing_from", "from_where", "absence")),
        Group("The report", ("reported", "reported_by", "circumstances")),
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
    seen_by = _line("Who saw the child last?")
    absence = _absence()
    reported_by = _line("Who reported it?", hint="Name, and how they know the child")
    reported = WhenField(label="When was it reported?", noun="when it was reported", past=True)
    circumstances = _text(
        "What is known?",
        required=True,
        hint="With whom they may be, where they may go, what they wore, what worries people",
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
            "reported_by": data["reported_by"],
            "seen_by": data["seen_by"],
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
    found_kind = _kind_of_place()
    found_area = _area()
    company = _line("Who was the child with?")
    state = _line("In what state was the child?", hint="Hurt, cold, upset, under the influence, well")
    harm = forms.ChoiceField(
        label="Did the child come to harm?",
        choices=[(each.value, HARM_WORDS[each]) for each in Harm],
        widget=Radios(),
    )
    note = _text("What else is known?", hint="It is added to the circumstances")

    def __init__(self, *args: Any, areas: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, areas)

    def cleaned_return(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "found": data["found"],
            "found_by": FoundBy(data["found_by"]),
            "where": data["where"],
            "where_kind": FoundIn(data["found_kind"]) if data["found_kind"] else None,
            "area": data["found_area"],
            "state": data["state"],
            "company": data["company"],
            "harm": Harm(data["harm"]),
            "note": data["note"],
        }


class CorrectForm(Form):
    """Whatever of an episode was wrong; filled with what stands now (MIS-3)."""

    groups = (
        Group("Last seen", ("last_seen", "seen_by", "missing_from", "from_where", "absence")),
        Group("The report", ("reported", "reported_by", "risk_reason")),
        Group(
            "The return",
            ("found", "found_by", "found_where", "found_kind", "found_area", "found_with", "found_state", "harm"),
        ),
    )
    last_seen = WhenField(label="Last seen", noun="when the child was last seen", past=True)
    seen_by = _line("Last seen by")
    missing_from = _one_of("Missing from", FROM_WORDS)
    from_where = _line("Place left")
    absence = _absence()
    reported = WhenField(label="Reported", noun="when it was reported", past=True)
    reported_by = _line("Reported by")
    risk_reason = _text("Reason for the risk", rows=3, most=400)
    found = WhenField(label="Found or returned", noun="when the child returned", past=True)
    found_by = _one_of("How the child came back", FOUND_BY_WORDS)
    found_where = _line("Where found")
    found_kind = _kind_of_place()
    found_area = _area()
    found_with = _line("With whom")
    found_state = _line("In what state")
    harm = _one_of("Harm on return", HARM_WORDS)

    def __init__(
        self, *args: Any, has_return: bool, may_be_away: bool, areas: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        gone = [] if may_be_away else ["absence"]
        for name in gone if has_return else [*gone, *self.groups[2].fields]:
            del self.fields[name]
        if has_return:
            _offer(self, areas)
        for field in self.fields.values():
            field.required = False  # what is not sent stays as it is
            field.stands = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        seen, found = self.cleaned_data.get("last_seen"), self.cleaned_data.get("found")
        if seen and found and found.latest < seen.at:
            self.add_error("found", "The return cannot be before the child was last seen")
        for name, field in self.fields.items():
            sent = not field.widget.value_omitted_from_data(self.data, self.files, name)
            if sent and self.initial.get(name) and name in self.cleaned_data and not self.cleaned_data[name]:
                self.add_error(name, "What was said cannot be emptied. Say what is right, or that it is not known")
        if not self.errors and not self.cleaned_correction():
            raise ValidationError("Nothing is different from what stands. Change what is wrong, or cancel.")
        return self.cleaned_data

    def cleaned_correction(self) -> dict[str, Any]:
        """What differs from what stands, as the action takes it."""
        changed = {
            name: value for name, value in self.cleaned_data.items() if value and value != self.initial.get(name)
        }
        return {name: TYPED[name](value) if name in TYPED else value for name, value in changed.items()}


class ChangeKindForm(Form):
    """From when it is known, or no longer known, where a child is who has not come back (MIS-5)."""

    since = WhenField(label="Since when?", noun="since when", past=True)
    note = _text("What is known?", rows=3, hint="Where the child is and who has seen them, or how contact was lost")


class SplitForm(Form):
    """Which messages tell of another episode than the rest (MIS-3)."""

    told = forms.MultipleChoiceField(
        label="Which of these are about the second episode?", widget=Checkboxes(),
        help_text="Those not ticked stay with the first. What was done after the return stays with the first, too",
    )  # fmt: skip
    reason = _line("Why?", required=True)

    def __init__(self, *args: Any, messages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = messages  # type: ignore[attr-defined]


class JoinForm(Form):
    """Which other episode this one is the same as (MIS-3)."""

    other = forms.ChoiceField(label="Which episode is the same absence?", choices=(), widget=Radios())
    reason = _line("Why?", required=True)

    def __init__(self, *args: Any, episodes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = episodes  # type: ignore[attr-defined]


class ConfirmForm(Form):
    """Nothing to fill in: pressing the button is the confirmation."""
