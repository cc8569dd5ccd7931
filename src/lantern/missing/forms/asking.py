"""Asking for a chat: the public form a child can read, the form on a child's page, and what staff decide (MIS-9 to MIS-11)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantern.design.forms import Checkboxes, DayField, Form, Group, Radios, WhenField
from lantern.missing.forms.chats import Wished
from lantern.missing.vocabulary import Asker, Channel, HadChat, Wish

LONG = 2_000
MOST = 40  # chats somebody can hold


class PublicForm(Form):
    """What anybody can send: few questions, words that a child of ten reads. Only how to reach them must be said."""

    asker = forms.ChoiceField(
        label="Who are you?",
        choices=[
            (Asker.CHILD.value, "I am the child or young person"),
            (Asker.PARENT.value, "I am a parent or I look after them"),
            (Asker.PROFESSIONAL.value, "I work with them"),
        ],
        widget=Radios(),
        error_messages={"required": "Tell us who you are"},
    )
    name = forms.CharField(
        label="What is the child’s name?",
        max_length=120,
        help_text="Your own name, if this is for you",
        error_messages={"required": "Tell us the name"},
    )
    born = forms.CharField(
        label="How old is the child, or when is the birthday?",
        required=False,
        max_length=40,
        help_text="Like 13, or 4 May",
    )
    postcode = forms.CharField(label="Postcode of where they live", required=False, max_length=10)
    reach = forms.CharField(
        label="How can we reach you safely?",
        max_length=200,
        help_text="A phone number, an email, or a person you trust at school. Say when is a good time",
        error_messages={"required": "Tell us how to reach you"},
    )
    wish = forms.ChoiceField(
        label="Who would you like to talk with?",
        choices=[(Wish.ANYBODY.value, "I do not mind"), (Wish.WOMAN.value, "A woman"), (Wish.MAN.value, "A man")],
        required=False,
        widget=Radios(inline=True),
    )
    words = forms.CharField(
        label="Do you want to tell us anything now?",
        required=False,
        max_length=LONG,
        help_text="You do not have to",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def cleaned_request(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return data | {"asker": Asker(data["asker"]), "wish": Wish(data["wish"])}


class AskForm(Wished):
    """A chat is asked for on a child's page: by a professional, or by mailbox or phone from the child or a parent."""

    groups = (Group("", ("asker", "channel", "reach", "words")), Group("", ("wish", "wish_words")))
    asker = forms.ChoiceField(
        label="Who asks?",
        choices=[
            (Asker.PROFESSIONAL.value, "I do, or another professional"),
            (Asker.CHILD.value, "The child"),
            (Asker.PARENT.value, "The parent or carer"),
        ],
        initial=Asker.PROFESSIONAL.value,
        widget=Radios(),
    )
    channel = forms.ChoiceField(
        label="How did it reach you?",
        choices=[
            (Channel.PAGE.value, "In my own work with the child"),
            (Channel.MAILBOX.value, "By the mailbox"),
            (Channel.PHONE.value, "By phone"),
        ],
        initial=Channel.PAGE.value,
        widget=Radios(inline=True),
    )
    reach = forms.CharField(label="How can they be reached safely?", required=False, max_length=200)
    words = forms.CharField(
        label="What was said?",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Why a chat may help, in their own words where they are theirs",
    )

    def cleaned_request(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        said = {"asker": Asker(data["asker"]), "channel": Channel(data["channel"])}
        return {**said, "reach": data["reach"], "words": data["words"], **self.cleaned_wish()}


class AskedForm(Form):
    """Somebody asked the child whether they had a missing chat, and what the child said."""

    said = forms.ChoiceField(
        label="What did the child say?",
        choices=[(each.value, each.value.capitalize()) for each in HadChat],
        widget=Radios(reveals={HadChat.WOULD_LIKE.value: "ask_now"}),
    )
    ask_now = forms.ChoiceField(
        label="Ask for the chat now?",
        choices=[("yes", "Yes, in the child’s name"), ("no", "Not now")],
        initial="yes",
        help_text="The missing coordinator sees it at once, with what the child said",
        widget=Radios(reveals={"yes": "reach"}),
    )
    reach = forms.CharField(label="How can they be reached safely?", required=False, max_length=200)
    happened = WhenField(label="When did you ask?", noun="when you asked", past=True)
    note = forms.CharField(
        label="In their own words",
        required=False,
        max_length=LONG,
        help_text="Where they said more. It is their choice. Read by you and by those who read what chats tell",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def cleaned_asked(self) -> dict[str, Any]:
        """What the action that records it takes."""
        return {"said": HadChat(self.cleaned_data["said"]), **self._happened()}

    def cleaned_wish(self) -> dict[str, Any] | None:
        """What the action takes that asks for the chat too, where the child would like one and it is to be asked for."""
        data = self.cleaned_data
        if data["said"] != HadChat.WOULD_LIKE or data["ask_now"] != "yes":
            return None
        return {**self._happened(), "reach": data["reach"]}

    def _happened(self) -> dict[str, Any]:
        return {"happened": self.cleaned_data["happened"], "note": self.cleaned_data["note"]}


class SetAsideForm(Form):
    """Why a request leads to nothing."""

    reason = forms.CharField(label="Why does it lead to nothing?", max_length=400)


class WorkerForm(Form):
    """Who is to hold a chat."""

    worker = forms.ChoiceField(label="Who holds this chat?", widget=Radios())

    def __init__(self, *args: Any, fits: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [(key, name) for key, name, _ in fits]  # type: ignore[attr-defined]
        self.fields["worker"].widget.hints = {key: hint for key, _, hint in fits}


class CapacityForm(Form):
    """How many chats somebody holds, where they travel, and what a child may want to know of them."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    capacity = forms.IntegerField(
        label="How many chats at a time?",
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Enter a number from 0 to {MOST}"
        ),
    )
    travels = forms.MultipleChoiceField(
        label="Where do they travel?", required=False, widget=Checkboxes, help_text="Tick none for everywhere"
    )
    described = forms.ChoiceField(
        label="If a child asks, they are",
        choices=[(Wish.ANYBODY.value, "Not said"), (Wish.WOMAN.value, "A woman"), (Wish.MAN.value, "A man")],
        required=False,
        widget=Radios(inline=True),
    )
    note = forms.CharField(
        label="What else matters?", required=False, max_length=200, help_text="Languages, days of work, experience"
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["travels"].choices = areas  # type: ignore[attr-defined]


class TellForm(Form):
    """What the social worker should know; the mail to them says none of it."""

    words = forms.CharField(
        label="What should the social worker know first?",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They open the whole record from the link. The mail itself tells nothing of the child",
    )


class FollowUpForm(Form):
    """Something to do because of what the chat told."""

    text = forms.CharField(label="What is to be done?", max_length=400)
    owner = forms.ChoiceField(label="By whom?")
    due_on = DayField(label="By which day?", noun="the day it is to be done", required=False)

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class OutcomeForm(Form):
    """What came of it."""

    outcome = forms.CharField(label="What came of it?", max_length=400, help_text="Done, or not done and why")
