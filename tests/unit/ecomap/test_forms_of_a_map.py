"""What people type about a map: read whole, kept when something is wrong, nothing that cannot be so (EXP-7)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from lantern.children.rules.around import CHILD, Bearing, Direction, Near, Strength, Surety
from lantern.ecomap.forms import AddForm, ConnectForm, FamilyForm, NodeForm, TieForm
from lantern.ecomap.forms.nodes import said_of
from lantern.ecomap.forms.ties import said_of as said_of_tie
from lantern.ecomap.models import Node, Tie
from lantern.ecomap.rules.map import Thing
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.ecomap.vocabulary import HOWS, Figure, How, TieKind
from tests.factories.maps import around, map_with

HERE = uuid4()
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TIED = {"words": "coach", "bearing": "protective", "surety": "suspected", "strength": "strong", "direction": "from"}
SINCE = {"since-day": "1", "since-month": "2", "since-year": "2026"}
SAID = {
    "words": "coach", "bearing": Bearing.PROTECTIVE, "surety": Surety.SUSPECTED, "strength": Strength.STRONG,
    "direction": Direction.FROM, "since": date(2026, 2, 1),
}  # fmt: skip
MOTHER = Thing(key="node:mother", label="Dana Example", kind=Near.FAMILY, by_hand=True)
DRAWN = map_with(around(1, label="Kez", kind=Near.PEER), nodes=(MOTHER,))


def errors_of(form: object) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form.errors.items()}  # type: ignore[attr-defined]


def test_somebody_is_read_with_their_tie() -> None:
    """EXP-7: every part of it."""
    form = AddForm({"kind": "adult", "label": " Marlon ", "to": "entity:1", **TIED, **SINCE}, now=NOW, drawn=DRAWN)
    assert form.is_valid(), form.errors
    assert form.node_said == NodeSaid(label="Marlon", kind=Near.ADULT)
    assert form.tie_said() == TieSaid(**SAID)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": ""}, "label"), ({"label": "x" * 81}, "label"), ({"kind": "ghost"}, "kind"), ({"to": "entity:9"}, "to"),
        ({"words": "x" * 161}, "words"), ({"bearing": "odd"}, "bearing"), ({"strength": ""}, "strength"),
        ({"surety": "unsaid"}, "surety"), ({"direction": "up"}, "direction"),
        ({"since-day": "31", "since-month": "2", "since-year": "2026"}, "since"),
        ({"since-day": "1", "since-month": "2", "since-year": "2027"}, "since"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(wrong: dict[str, str], field: str) -> None:
    """EXP-7: one error at one field, and what was typed stands there still."""
    typed = {"kind": "adult", "label": "Marlon", "to": CHILD, **TIED, **SINCE, **wrong}
    form = AddForm(typed, now=NOW, drawn=DRAWN)
    assert list(errors_of(form)) == [field]
    assert form.data == typed


def test_only_those_whom_the_viewer_sees_can_be_tied_to() -> None:
    """SHA-2: the choices are the viewer's own map; of the family only kin."""
    assert [key for key, _ in AddForm(drawn=DRAWN).fields["to"].choices] == [CHILD, "entity:1", "node:mother"]
    assert [key for key, _ in FamilyForm(drawn=DRAWN).fields["whom"].choices] == [CHILD, "node:mother"]
    assert [key for key, _ in ConnectForm(drawn=DRAWN).fields["first"].choices] == [
        "",
        CHILD,
        "entity:1",
        "node:mother",
    ]


KIN = {"label": "Terry", "figure": "M", "born": "1980", "whom": "node:mother", "how": "", **TIED}


@pytest.mark.parametrize(
    ("relation", "kind", "ends"),
    [
        ("parent", TieKind.PARENT, ("node:new", "node:mother")),
        ("child", TieKind.PARENT, ("node:mother", "node:new")),
        ("partner", TieKind.PARTNER, ("node:mother", "node:new")),
        ("sibling", TieKind.SIBLING, ("node:mother", "node:new")),
        ("twin", TieKind.TWIN, ("node:mother", "node:new")),
        ("tie", TieKind.TIE, ("node:mother", "node:new")),
    ],
)
def test_what_they_are_to_whom(relation: str, kind: TieKind, ends: tuple[str, str]) -> None:
    """EXP-7: a parent is the first of a tie, whichever way it was asked."""
    form = FamilyForm({**KIN, "relation": relation}, now=NOW, drawn=DRAWN)
    assert form.is_valid(), form.errors
    assert form.kin_said.kind is kind
    assert form.ends_of("node:new") == ends
    assert form.node_said == NodeSaid(label="Terry", kind=Near.FAMILY, figure="M", born=1980)


@pytest.mark.parametrize("relation", ["parent", "child", "partner", "sibling", "twin", "tie"])
@pytest.mark.parametrize("how", [each.value for each in How])
def test_a_way_that_does_not_go_with_it_is_refused(relation: str, how: str) -> None:
    """EXP-7: in the family's form as in that of a tie."""
    kind = TieKind.PARENT if relation == "child" else TieKind(relation)
    fits = how in HOWS[kind]
    assert FamilyForm({**KIN, "relation": relation, "how": how}, now=NOW, drawn=DRAWN).is_valid() is fits
    joined = {"first": CHILD, "second": "entity:1", "kind": kind.value, "how": how, **TIED}
    assert ConnectForm(joined, now=NOW, drawn=DRAWN).is_valid() is fits


def a_node() -> Node:
    said = {"kind": "family", "label": "Pat", "words": "gran", "figure": "F", "born": 1950, "in_household": True}
    return Node(partnership_id=HERE, version=4, **said)


def test_a_year_of_death_says_that_somebody_has_died() -> None:
    """EXP-7: nobody ticks a box for what a year says."""
    typed = {"kind": "family", "label": "Pat", "figure": "F", "born": "1950", "died": "2020", "version": "4"}
    form = NodeForm(typed, node=a_node())
    assert form.is_valid(), form.errors
    assert (form.node_said.has_died, form.node_said.died) == (True, 2020)


@pytest.mark.parametrize("year", ["1700", "3000", "soon", "19 84", "-5"])
def test_a_year_is_a_year(year: str) -> None:
    """EXP-7: typed by hand, four digits of this age of the world."""
    typed = {"kind": "family", "label": "Pat", "figure": "F", "born": year, "version": "4"}
    assert "born" in errors_of(NodeForm(typed, node=a_node()))


def test_a_form_begins_with_what_stands() -> None:
    """EXP-7: nothing is typed twice; saved as it is, it says the same."""
    node = a_node()
    tie = Tie(partnership_id=HERE, first=CHILD, second="node:1", kind="parent", how="step", words="moved in", version=2)
    form = NodeForm(node=node)
    assert {name: form.initial[name] for name in ("label", "words", "born", "version")} == {
        "label": "Pat", "words": "gran", "born": 1950, "version": 4,
    }  # fmt: skip
    again = NodeForm({**_posted(form.initial), "in_household": "on"}, node=node)
    assert again.is_valid(), again.errors
    assert again.node_said == said_of(node)
    of_tie = TieForm(tie=tie)
    same = TieForm(_posted(of_tie.initial), now=NOW, tie=tie)
    assert same.is_valid(), same.errors
    assert same.said == said_of_tie(tie)


def test_somebody_without_a_symbol_gets_that_of_not_known() -> None:
    """EXP-7: whoever was added as a neighbour has none until somebody says so."""
    assert (
        NodeForm(node=Node(partnership_id=HERE, kind="peer", label="Kez", version=1)).initial["figure"]
        is Figure.UNKNOWN
    )


def _posted(initial: dict[str, object]) -> dict[str, str]:
    """As a browser sends what a form began with."""
    return {name: str(getattr(value, "value", value)) for name, value in initial.items() if value not in (None, False)}
