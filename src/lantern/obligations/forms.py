"""Forms about what is owed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantern.design.forms import Form
from lantern.organisation.models import Member

LONGEST_REASON = 400  # characters


class WaiveForm(Form):
    """Why it is not owed after all."""

    reason = forms.CharField(
        label="Why is this not owed?",
        help_text="The reason stays on the record. Whoever looks later should understand the decision.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why this is not owed"},
    )


class MemberChoice(forms.ModelChoiceField):
    """Members by name, with their agency."""

    def label_from_instance(self, member: Member) -> str:
        return f"{member.name}, {member.agency.name}"


class HandOverForm(Form):
    """Who owes it from now on."""

    to = MemberChoice(
        Member.objects.none(),
        label="Hand over to",
        empty_label="Choose somebody",
        error_messages={"required": "Choose who takes it over"},
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = members  # type: ignore[attr-defined]
