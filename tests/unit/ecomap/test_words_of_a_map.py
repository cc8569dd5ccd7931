"""Every tie is a sentence; picture and words hold the same (EXP-7)."""

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings

from lantern.children.rules.around import CHILD, Bearing, Direction, Strength, Surety, once_each, times
from lantern.ecomap import pictures
from lantern.ecomap.rules.map import Family, Link, Map
from lantern.ecomap.rules.saying import family_words, link_words, names_of, short_words
from lantern.ecomap.vocabulary import How, TieKind
from tests.factories.maps import THE_CHILD, around, invented_map, map_with, maps

CALLED = {"a": "Rowan", "b": "Jo"}


def said(**more: object) -> str:
    return link_words(Link(key="t", first="a", second="b", **more), CALLED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "Rowan and Jo: a tie"),
        ({"strength": Strength.STRONG, "bearing": Bearing.PROTECTIVE}, "Rowan and Jo: a strong tie, protective"),
        ({"strength": Strength.STRAINED, "surety": Surety.KNOWN}, "Rowan and Jo: a strained tie, known"),
        ({"strength": Strength.CUT_OFF}, "Rowan and Jo: a tie that is cut off"),
        ({"direction": Direction.TO}, "Rowan and Jo: a tie, from Rowan to Jo"),
        ({"direction": Direction.FROM}, "Rowan and Jo: a tie, from Jo to Rowan"),
        ({"bearing": Bearing.CONCERN, "surety": Surety.SUSPECTED}, "Rowan and Jo: a tie, a concern, suspected"),
        ({"since": date(2026, 3, 3)}, "Rowan and Jo: a tie, since 3 March 2026"),
        ({"until": date(2026, 3, 3), "words": "lends money"}, "Rowan and Jo: a tie, until 3 March 2026. Lends money"),
        ({"kind": TieKind.PARENT}, "Rowan is a parent of Jo"),
        ({"kind": TieKind.PARENT, "how": How.BIRTH}, "Rowan is the birth parent of Jo"),
        ({"kind": TieKind.PARENT, "how": How.ADOPTED}, "Rowan is the adoptive parent of Jo"),
        ({"kind": TieKind.PARENT, "how": How.FOSTERED}, "Rowan fosters Jo"),
        ({"kind": TieKind.PARENT, "how": How.STEP, "strength": Strength.WEAK}, "Rowan is a step-parent of Jo, a weak tie"),
        ({"kind": TieKind.PARTNER, "how": How.SEPARATED}, "Rowan and Jo are separated"),
        ({"kind": TieKind.PARTNER}, "Rowan and Jo are partners"),
        ({"kind": TieKind.SIBLING}, "Rowan and Jo are brothers or sisters"),
        ({"kind": TieKind.TWIN, "how": How.IDENTICAL}, "Rowan and Jo are identical twins"),
        ({"kind": TieKind.TWIN}, "Rowan and Jo are twins"),
    ],
)  # fmt: skip
def test_a_tie_is_a_sentence(more: dict[str, object], sentence: str) -> None:
    """EXP-7: nature and strength, which way, concern or protective, known or suspected, since when."""
    assert said(**more) == sentence


def test_each_kind_and_way_has_its_own_words() -> None:
    """EXP-7: no two ties that differ read alike."""
    strengths = {said(strength=each) for each in Strength}
    ways = {said(kind=TieKind.PARENT, how=each) for each in (How.BIRTH, How.ADOPTED, How.FOSTERED, How.STEP, "")}
    partners = {said(kind=TieKind.PARTNER, how=e) for e in (How.MARRIED, How.TOGETHER, How.SEPARATED, How.DIVORCED, "")}
    assert (len(strengths), len(ways), len(partners)) == (len(Strength), 5, 5)


@pytest.mark.parametrize(
    ("family", "words"),
    [
        (Family(), ""),
        (Family("F", 1984), "Female, born 1984 (about 42)"),
        (Family("M", 1950, True, 2021), "Male, born 1950, died 2021"),
        (Family("U", None, True), "Not known, has died"),
        (Family("P"), "A pregnancy"),
        (Family("O", None, in_household=True), "Another gender, lives with the child"),
    ],
)
def test_a_member_of_the_family_in_words(family: Family, words: str) -> None:
    """EXP-7: what the symbol shows, for who does not see it."""
    assert family_words(family, 2026) == words


def test_what_stands_under_a_name() -> None:
    """EXP-7: the words of the tie, else what kind of tie it is."""
    assert short_words(Link(key="t", first="a", second="b", words="coach")) == "coach"
    assert short_words(Link(key="t", first="a", second="b", kind=TieKind.PARENT)) == "parent"
    assert short_words(Link(key="t", first="a", second="b")) == ""


def drawn_keys(drawn: Map) -> tuple[set[str], set[str]]:
    """Of the things and of the ties on the picture."""
    svg = str(pictures.picture(drawn, title="Map", described_by="words"))
    return {unescape(each) for each in re.findall(r'data-key="([^"]+)"', svg)}, {
        unescape(each) for each in re.findall(r'data-tie="([^"]+)"', svg)
    }


@given(maps())
@settings(max_examples=30)
def test_the_picture_holds_everything_that_is_on_the_map(drawn: Map) -> None:
    """EXP-7: each thing and each tie once, whatever their names; a name is text, never markup."""
    things, ties = drawn_keys(drawn)
    assert things == drawn.by_key.keys()
    assert ties == {each.key for each in drawn.links}


def test_a_name_is_text() -> None:
    """security.md 6: nothing that somebody typed becomes a tag."""
    drawn = map_with(around(1, label="<script>alert(1)</script>", words='"><b>'))
    svg = str(pictures.picture(drawn, title="<i>", described_by="words"))
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "&lt;i&gt;" in svg


def test_no_colour_stands_without_a_sign() -> None:
    """WCAG 1.4.1: a concern bears !, what protects +, what is suspected ?."""
    drawn = map_with(
        around(1, bearing=Bearing.CONCERN, surety=Surety.SUSPECTED), around(2, bearing=Bearing.PROTECTIVE), around(3)
    )
    svg = str(pictures.picture(drawn, title="Map", described_by="words"))
    assert [len(re.findall(rf">\{sign}</text>", svg)) for sign in "!+?"] == [1, 1, 1]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_are_told_apart_from_their_ground() -> None:
    """WCAG 1.4.3, 1.4.11: words at least 4.5 : 1, lines at least 3 : 1."""
    for bearing, colour in pictures.COLOURS.items():
        assert contrast(pictures.INK, pictures.GROUNDS[bearing]) >= 4.5
        assert contrast(colour, pictures.PAPER) >= 4.5
        assert contrast(colour, pictures.GROUNDS[bearing]) >= 3
    assert contrast(pictures.PAPER, pictures.HEADER) >= 4.5


def test_the_legend_shows_every_kind_of_line_and_shape() -> None:
    """EXP-7: nothing on the picture is left unexplained."""
    words = [words for _, words in pictures.legend()]
    assert words == [
        "strong", "a tie", "weak", "strained", "cut off", "a concern", "protective", "suspected", "a person",
        "a place or school", "a group", "a phone, vehicle or account",
    ]  # fmt: skip


def test_the_small_picture_leads_nowhere_and_holds_nine() -> None:
    """EXP-7: the card of the overview is a picture alone."""
    svg = str(pictures.small_picture(invented_map(60), title="Around Rowan"))
    assert svg.count("data-key=") == 10
    assert "<a " not in svg
    assert 'aria-label="Around Rowan"' in svg


def test_once_twice_and_names_once() -> None:
    """EXP-7: the same place however it was written is one place."""
    assert [times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert once_each(["Old  Mill", "old mill", "", "Pier "]) == ["Old  Mill", "Pier"]
    assert names_of((THE_CHILD,), "Rowan") == {CHILD: "Rowan"}
