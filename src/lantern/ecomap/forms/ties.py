"""Two of a map are joined, or their tie is changed."""

from typing import Any

from django import forms

from lantern.children.rules.around import Bearing, Direction, Strength, Surety
from lantern.design.forms import Group
from lantern.ecomap.forms.asked import TiedForm, ends
from lantern.ecomap.forms.nodes import ANY_HOW, TIE
from lantern.ecomap.models import Tie
from lantern.ecomap.rules.map import Map
from lantern.ecomap.rules.said import TieSaid
from lantern.ecomap.vocabulary import HOWS, TieKind

TIE_KINDS = {
    TieKind.TIE: "A tie",
    TieKind.PARENT: "The first is a parent of the second",
    TieKind.PARTNER: "They are partners",
    TieKind.SIBLING: "They are brothers or sisters",
    TieKind.TWIN: "They are twins",
}


class JoinForm(TiedForm):
    """What joins two: a tie like any, or one of the family."""

    kind = forms.ChoiceField(
        label="What joins them?",
        choices=[(each.value, said) for each, said in TIE_KINDS.items()],
        initial=TieKind.TIE.value,
    )
    how = forms.ChoiceField(
        label="In which way",
        help_text="Of a parent: birth, adopted, fostered, step. Of partners: married, together, separated, divorced",
        choices=ANY_HOW,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The way goes with the kind."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") and cleaned.get("kind") and cleaned["how"] not in HOWS[TieKind(cleaned["kind"])]:
            self.add_error("how", "That way does not go with what joins them")
        return cleaned

    @property
    def said(self) -> TieSaid:
        return self.tie_said(kind=TieKind(self.cleaned_data["kind"]), how=self.cleaned_data["how"])


class ConnectForm(JoinForm):
    """Any two of the map are joined."""

    groups = (Group("Between whom", ("first", "second")), Group("The tie", ("kind", "how", *TIE)))

    first = forms.ChoiceField(label="The first")
    second = forms.ChoiceField(label="The second")

    def __init__(self, *args: Any, drawn: Map, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].choices = [("", "Choose"), *ends(drawn)]  # type: ignore[attr-defined]


class TieForm(JoinForm):
    """What stands of a tie; `version` is the one it was written upon."""

    groups = (Group("The tie", ("kind", "how", *TIE)),)

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, tie: Tie, **kwargs: Any) -> None:
        held = said_of(tie)
        initial = {name: getattr(held, name) for name in held.__slots__} | {"version": tie.version}
        super().__init__(*args, initial=initial, **kwargs)


def said_of(tie: Tie) -> TieSaid:
    """What a row says."""
    return TieSaid(
        kind=TieKind(tie.kind), how=tie.how, strength=Strength(tie.strength), direction=Direction(tie.direction),
        bearing=Bearing(tie.bearing), surety=Surety(tie.surety), words=tie.words, since=tie.since,
    )  # fmt: skip
