"""What is entered about a missing chat: to whom it was offered, what they said, when it was held (MIS-8, MIS-9)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantern.design.forms import Checkboxes, Form, Group, Radios, WhenField
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Said, Wish
from lantern.timekeeping.moments import Moment

LONG = 4_000
WHOM = [(OfferedTo.CHILD.value, "The child"), (OfferedTo.PARENT.value, "The parent or carer")]
WAYS = [
    (OfferedHow.PERSON.value, "In person"),
    (OfferedHow.PHONE.value, "By phone"),
    (OfferedHow.MESSAGE.value, "By message"),
    (OfferedHow.LETTER.value, "By letter"),
]
NOT_YET = "not yet"
ANSWERS = [
    (Said.ACCEPTED.value, "Yes, they would like a chat"),
    (Said.DECLINED.value, "No, they would rather not"),
    (Said.NO_ANSWER.value, "They could not be reached"),
]
WISHES = [
    (Wish.ANYBODY.value, "Nothing was said"),
    (Wish.WOMAN.value, "A woman"),
    (Wish.MAN.value, "A man"),
    (Wish.SOMEBODY.value, "Somebody they name"),
]


def _note(label: str = "Note", hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=LONG, help_text=hint, widget=area)


class Wished(Form):
    """With whom the child would rather talk."""

    wish = forms.ChoiceField(
        label="With whom would the child rather talk?",
        choices=WISHES,
        required=False,
        widget=Radios(reveals={Wish.SOMEBODY.value: "wish_words"}),
    )
    wish_words = forms.CharField(label="Whom?", max_length=200)

    def cleaned_wish(self) -> dict[str, Any]:
        """What the action takes."""
        return {"wish": Wish(self.cleaned_data["wish"]), "wish_words": self.cleaned_data["wish_words"]}


class OfferForm(Form):
    """A chat was offered; or was not, and why. What they said at once is entered with it."""

    groups = (
        Group("", ("how", "reason", "authority", "to", "happened")),
        Group("What did they say?", ("said", "note"), "The answer can be entered later, and may change"),
    )
    how = forms.ChoiceField(
        label="How was it offered?",
        choices=[*WAYS, (OfferedHow.NOT_OFFERED.value, "It was not offered")],
        widget=Radios(reveals={OfferedHow.NOT_OFFERED.value: "reason"}),
    )
    reason = forms.CharField(
        label="Why not?",
        max_length=400,
        help_text="It stays on the record. Being often missing, or having refused before, is no reason",
    )
    authority = forms.CharField(
        label="Another authority that is to offer it",
        required=False,
        max_length=120,
        help_text="Who holds the duty, as the child’s record says where it names another authority",
    )
    to = forms.ChoiceField(label="To whom?", choices=WHOM, widget=Radios(inline=True), initial=OfferedTo.CHILD.value)
    happened = WhenField(label="When?", noun="when it was", past=True)
    said = forms.ChoiceField(
        label="Their answer", choices=[(NOT_YET, "No answer yet"), *ANSWERS], widget=Radios(), initial=NOT_YET
    )
    note = _note(hint="In their own words, where they said more")

    def cleaned_offer(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        how = OfferedHow(data["how"])
        return {
            "how": how,
            "to": None if how is OfferedHow.NOT_OFFERED else OfferedTo(data["to"]),
            "happened": data["happened"],
            "reason": data["reason"],
            "authority": data["authority"] if how is OfferedHow.NOT_OFFERED else "",
            "note": data["note"],
        }

    def cleaned_answer(self) -> dict[str, Any] | None:
        """The answer that came with it, if there was one."""
        data = self.cleaned_data
        if data["said"] == NOT_YET or data["how"] == OfferedHow.NOT_OFFERED:
            return None
        return {"whose": OfferedTo(data["to"]), "said": Said(data["said"]), "happened": data["happened"]}


class AnswerForm(Wished):
    """What somebody said, now or later; an answer before it stays."""

    groups = (Group("", ("whose", "said", "happened")), Group("", ("wish", "wish_words", "note")))
    whose = forms.ChoiceField(label="Who answered?", choices=WHOM, widget=Radios(inline=True))
    said = forms.ChoiceField(label="What did they say?", choices=ANSWERS, widget=Radios())
    happened = WhenField(label="When?", noun="when they answered", past=True)
    note = _note(hint="In their own words, where they said more")

    def cleaned_answer(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "whose": OfferedTo(data["whose"]),
            "said": Said(data["said"]),
            "happened": data["happened"],
            "note": data["note"],
            **self.cleaned_wish(),
        }


class SittingForm(Form):
    """The chat was held, and which episodes it was about."""

    covers = forms.MultipleChoiceField(label="Which episodes was it about?", widget=Checkboxes)
    happened = WhenField(label="When was it held?", noun="when it was held", past=True)
    how = forms.ChoiceField(label="How?", choices=WAYS[:3], widget=Radios(inline=True))
    where = forms.CharField(
        label="Where?", required=False, max_length=200, help_text="Where the child chose to talk, in a few words"
    )
    note = _note(hint="What others should know about how it was held. What the child told has its own page")

    def __init__(self, *args: Any, episodes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covers"].choices = episodes  # type: ignore[attr-defined]
        self.fields["covers"].error_messages["required"] = "Choose at least one episode"

    def cleaned_sitting(self) -> dict[str, Any]:
        """What the action takes besides the episodes."""
        data = self.cleaned_data
        happened: Moment = data["happened"]
        return {"happened": happened, "how": OfferedHow(data["how"]), "where": data["where"], "note": data["note"]}

    @property
    def chosen(self) -> list[str]:
        """The ids of the episodes."""
        return list(self.cleaned_data["covers"])
