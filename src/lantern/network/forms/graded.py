"""Who says so, and how it is graded: the part that every statement and tie has (INT-3, INT-5)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Form, Group
from lantern.network.rules.grading import PARTS, Sourced, against_grade
from lantern.network.vocabulary.grading import Scheme

GRADES = ("source_grade", "information_grade", "handling")
SOURCE = Group("Who says so", ("source", *GRADES))
NO_CHILD = "Do not name a child here: children stand as ties, which only those see who may see the child"


class SourcedForm(Form):
    """A form with a source; `scheme` is the arrangement's grading, whose codes it asks for."""

    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Who or what says so, and where it is written, such as a report’s reference",
        error_messages={"required": "Enter who or what says so"},
    )
    source_grade = forms.ChoiceField(
        label="The source is", error_messages={"required": "Choose how reliable the source is"}
    )
    information_grade = forms.ChoiceField(
        label="The information is", error_messages={"required": "Choose how far the information is known"}
    )
    handling = forms.ChoiceField(label="Handling", error_messages={"required": "Choose how it may be shared"})

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        for name, (_, codes) in zip(GRADES, PARTS, strict=True):
            if scheme is Scheme.NONE:
                del self.fields[name]
                continue
            choices = [("", "Choose"), *((code, f"{code} {words}") for code, words in codes[scheme].items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Source and grade as one value."""
        cleaned: dict[str, Any] = super().clean() or {}
        grade = "".join(cleaned.pop(name, "") for name in GRADES if name in self.fields)
        if "source" not in cleaned or any(name in self.errors for name in GRADES):
            return cleaned
        if against := against_grade(self.scheme, grade):
            raise ValidationError(against)
        return cleaned | {"source": Sourced(cleaned["source"], self.scheme if grade else "", grade)}
