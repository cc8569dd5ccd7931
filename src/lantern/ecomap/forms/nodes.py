"""Somebody or something is added to a map, or changed."""

from typing import Any

from django import forms

from lantern.children.rules.around import CHILD, Near
from lantern.design.forms import Form, Group, Radios
from lantern.ecomap.forms.asked import WIDE, TiedForm, choices, ends, label_field, year_field
from lantern.ecomap.models import Node
from lantern.ecomap.rules.limits import WORDS
from lantern.ecomap.rules.map import Map
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.ecomap.vocabulary import FIGURES, HOWS, ONE_OF, Figure, How, TieKind

TIE = ("words", "bearing", "surety", "strength", "direction", "since")


class AddForm(TiedForm):
    """One more on the map, and the tie to the child or to another of the map."""

    groups = (Group("Who or what", ("kind", "label", "to")), Group("The tie", TIE))

    kind = forms.ChoiceField(label="What is it?", choices=choices(ONE_OF))
    label = label_field()
    to = forms.ChoiceField(label="Tied to", initial=CHILD)

    def __init__(self, *args: Any, drawn: Map, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = ends(drawn)  # type: ignore[attr-defined]

    @property
    def node_said(self) -> NodeSaid:
        return NodeSaid(label=self.cleaned_data["label"], kind=Near(self.cleaned_data["kind"]))


class Symbol(Form):
    """What the genogram draws of somebody."""

    figure = forms.ChoiceField(
        label="Symbol in the genogram", choices=choices(FIGURES), initial=Figure.UNKNOWN, widget=Radios(inline=True)
    )
    born = year_field("Year of birth")
    has_died = forms.BooleanField(label="Has died", required=False)
    died = year_field("Year of death")
    in_household = forms.BooleanField(label="Lives with the child", required=False)

    def clean(self) -> dict[str, Any]:
        """A year of death says that somebody has died."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("died"):
            cleaned["has_died"] = True
        return cleaned

    def said_with(self, *, label: str, kind: Near, words: str = "") -> NodeSaid:
        """What was typed of somebody."""
        data = self.cleaned_data
        return NodeSaid(
            label=label, kind=kind, words=words, figure=data["figure"], born=data["born"], has_died=data["has_died"],
            died=data["died"], in_household=data["in_household"],
        )  # fmt: skip


RELATIONS = {
    "parent": "Parent of",
    "child": "Child of",
    "partner": "Partner of",
    "sibling": "Brother or sister of",
    "twin": "Twin of",
    "tie": "Another relative of",
}
ANY_HOW = [("", "Nobody has said"), *((each.value, each.value.capitalize()) for each in How)]


class FamilyForm(TiedForm, Symbol):
    """A member of the family, by whom the genogram is drawn: whose parent, child or partner they are."""

    groups = (
        Group("Who", ("label", "figure", "born", "has_died", "died", "in_household")),
        Group("Whose", ("relation", "whom", "how")),
        Group("The tie", TIE),
    )

    label = label_field()
    relation = forms.ChoiceField(label="They are", choices=list(RELATIONS.items()))
    whom = forms.ChoiceField(label="Of whom", initial=CHILD)
    how = forms.ChoiceField(
        label="In which way",
        help_text="Of a parent: birth, adopted, fostered, step. Of a partner: married, together, separated, divorced",
        choices=ANY_HOW,
        required=False,
    )

    def __init__(self, *args: Any, drawn: Map, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kin = [CHILD, *(each.key for each in drawn.others if each.kind is Near.FAMILY)]
        self.fields["whom"].choices = ends(drawn, only=kin)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The way goes with what they are."""
        cleaned = super().clean()
        if cleaned.get("how") and cleaned.get("relation") and cleaned["how"] not in HOWS[self._kind()]:
            self.add_error("how", "That way does not go with what they are")
        return cleaned

    def _kind(self) -> TieKind:
        relation = self.cleaned_data["relation"]
        return TieKind.PARENT if relation == "child" else TieKind(relation)

    @property
    def node_said(self) -> NodeSaid:
        return self.said_with(label=self.cleaned_data["label"], kind=Near.FAMILY)

    @property
    def kin_said(self) -> TieSaid:
        return self.tie_said(kind=self._kind(), how=self.cleaned_data["how"])

    def ends_of(self, key: str) -> tuple[str, str]:
        """The two of the tie, a parent first; `key` is the one who is added."""
        whom = self.cleaned_data["whom"]
        return (key, whom) if self.cleaned_data["relation"] == "parent" else (whom, key)


class NodeForm(Symbol):
    """What stands of somebody; `version` is the one it was written upon."""

    groups = (
        Group("Who or what", ("kind", "label", "words")),
        Group("For the genogram", ("figure", "born", "has_died", "died", "in_household"), "Of the family alone"),
    )

    kind = forms.ChoiceField(label="What is it?", choices=choices(ONE_OF))
    label = label_field()
    words = forms.CharField(label="About them", required=False, max_length=WORDS, widget=WIDE)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, node: Node, **kwargs: Any) -> None:
        held = said_of(node)
        initial = {name: getattr(held, name) for name in held.__slots__} | {"version": node.version}
        super().__init__(*args, initial=initial | {"figure": held.figure or Figure.UNKNOWN}, **kwargs)

    @property
    def node_said(self) -> NodeSaid:
        data = self.cleaned_data
        return self.said_with(label=data["label"], kind=Near(data["kind"]), words=data["words"])


def said_of(node: Node) -> NodeSaid:
    """What a row says."""
    return NodeSaid(
        label=node.label, kind=Near(node.kind), words=node.words, figure=node.figure, born=node.born,
        has_died=node.has_died, died=node.died, in_household=node.in_household,
    )  # fmt: skip
