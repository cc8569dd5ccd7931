"""An action and a decision, as they are typed in the meeting (M1-6)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from lantern.design.forms import Checkboxes, DayField, Form, Radios
from lantern.exploitation.vocabulary import Model
from lantern.mace1.models import Decision
from lantern.mace1.rules.deciding import Decided
from lantern.mace1.vocabulary import ACTION_WORDS, ActionKind, Outcome
from lantern.meetings.models import Meeting
from lantern.organisation.models import Agency, Member
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

WEEKS = (1, 2, 3, 4)
AGENCY, PERSON = "agency", "person"


def due_choices(today: date, review: Meeting | None) -> list[tuple[str, str]]:
    """Days by which an action can be asked for, with the words for each."""
    found = [(today + timedelta(weeks=each), "In a week" if each == 1 else f"In {each} weeks") for each in WEEKS]
    said = [(day.isoformat(), f"{label}, {words.day(day)}") for day, label in found]
    if review:
        day = london(review.begins_at).date()
        said.append((day.isoformat(), f"By the next meeting, {words.day(day)}"))
    return list(dict(said).items())


class ActionForm(Form):
    """What is asked of whom by when. `asked` are the agencies of the meeting, each with its people."""

    prefix = "action"
    words = forms.CharField(
        label="What is to be done?", max_length=400, error_messages={"required": "Say what is to be done"}
    )
    kind = forms.ChoiceField(
        label="What for?",
        choices=[(each.value, ACTION_WORDS[each]) for each in ActionKind],
        error_messages={"required": "Choose what it is for"},
    )
    who = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    by = forms.ChoiceField(label="By when?", error_messages={"required": "Choose by when"})
    on = DayField(label="Instead by this day", noun="the day by which it is done", required=False)

    def __init__(
        self, *args: Any, asked: Mapping[Agency, Sequence[Member]], today: date, review: Meeting | None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"by": due_choices(today, review)[1][0]} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.owners: dict[str, tuple[Agency, Member | None]] = {}
        groups = []
        for agency, people in asked.items():
            lines = [(f"{AGENCY} {agency.pk}", agency.name)]
            lines += [(f"{PERSON} {each.pk}", f"{each.name}, {each.designation or agency.name}") for each in people]
            self.owners |= {lines[0][0]: (agency, None)}
            self.owners |= {key: (agency, each) for (key, _), each in zip(lines[1:], people, strict=True)}
            groups.append((agency.name, lines))
        self.fields["who"].choices = [("", "Choose an agency or a person"), *groups]  # type: ignore[attr-defined]
        self.fields["by"].choices = due_choices(today, review)  # type: ignore[attr-defined]

    @property
    def agreed(self) -> dict[str, Any]:
        """What the action `agree` takes."""
        said = self.cleaned_data
        agency, owner = self.owners[said["who"]]
        due_on = said["on"] or date.fromisoformat(said["by"])
        return {
            "kind": ActionKind(said["kind"]),
            "words": said["words"],
            "agency": agency,
            "owner": owner,
            "due_on": due_on,
        }


class DecisionForm(Form):
    """What the meeting decides of the child. `levels` the highest first; `reviews` the meetings to come."""

    prefix = "decision"
    level = forms.ChoiceField(label="Level agreed", required=False)
    ways = forms.MultipleChoiceField(
        label="Models agreed",
        required=False,
        choices=[(each.value, each.value.capitalize()) for each in Model],
        widget=Checkboxes,
    )
    outcome = forms.ChoiceField(
        label="What does the meeting decide?",
        choices=[(Outcome.STAYS.value, "Stays open, reviewed at"), (Outcome.CLOSES.value, "Closes, because of")],
        widget=Radios(reveals={Outcome.STAYS.value: "review", Outcome.CLOSES.value: "closing"}),
        error_messages={"required": "Choose whether the child stays open"},
    )
    review = forms.ChoiceField(label="Meeting", error_messages={"required": "Choose the meeting"})
    closing = forms.ChoiceField(label="Reason", error_messages={"required": "Choose why the child is closed"})
    words = forms.CharField(
        label="Why?",
        max_length=2000,
        help_text="The chair’s reasons. The minutes carry them",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is decided so"},
    )

    def __init__(
        self,
        *args: Any,
        levels: Sequence[str],
        reviews: Sequence[Meeting],
        closings: Sequence[str],
        stands: Decision | None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _initial(stands, reviews) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", "Not discussed"), *((each, each) for each in levels)]  # type: ignore[attr-defined]
        self.fields["review"].choices = [  # type: ignore[attr-defined]
            ("", "Choose" if reviews else "No meeting is planned"),
            *((str(each.pk), words.day(london(each.begins_at).date())) for each in reviews),
        ]
        self.fields["closing"].choices = [("", "Choose"), *((each, each) for each in closings)]  # type: ignore[attr-defined]

    @property
    def decided(self) -> Decided:
        """What the action `decide` takes."""
        said = self.cleaned_data
        return Decided(
            outcome=Outcome(said["outcome"]),
            words=said["words"],
            level=said["level"],
            ways=tuple(said["ways"]),
            review=UUID(said["review"]) if said["review"] else None,
            closing=said["closing"],
        )


def _initial(stands: Decision | None, reviews: Sequence[Meeting]) -> dict[str, Any]:
    """What stands; else the next meeting, which nearly every child is reviewed at."""
    if stands is None:
        return {"outcome": Outcome.STAYS.value, "review": str(reviews[0].pk)} if reviews else {}
    names = ("level", "ways", "outcome", "closing", "words")
    return {name: getattr(stands, name) for name in names} | {"review": str(stands.review_id or "")}


class FinishForm(Form):
    """It is done, and what came of it."""

    on = DayField(label="Done on", noun="the day it was done", past=True)
    words = forms.CharField(
        label="What came of it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what came of it"},
    )


class TellForm(Form):
    """How it goes."""

    words = forms.CharField(
        label="How does it go?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how it goes"},
    )


class DropForm(Form):
    """It is not asked for any more."""

    because = forms.CharField(
        label="Why is it not asked for any more?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
    )
