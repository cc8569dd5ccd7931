"""A family in generations, in the symbols of McGoldrick, Gerson and Petry (EXP-7)."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.around import CHILD, Near
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap import genograms
from lantern.ecomap.rules.household import outline
from lantern.ecomap.rules.kin import check_joins
from lantern.ecomap.rules.kinship import ACROSS, DOWN, kin_alone, kinship_of, without_place
from lantern.ecomap.rules.map import Family, Link, Map, Thing
from lantern.ecomap.vocabulary import HOWS, How, TieKind
from tests.factories.maps import THE_CHILD, around, invented_map, map_with

SYMBOLS = {"F": "circle", "M": "rect", "O": "path", "U": "path", "P": "path"}


def person(key: str, figure: str = "U", born: int | None = None, **more: object) -> Thing:
    return Thing(key=key, label=f"{key} Example", kind=Near.FAMILY, by_hand=True, family=Family(figure, born, **more))  # type: ignore[arg-type]


def tie(first: str, second: str, kind: TieKind, how: str = "", **more: object) -> Link:
    return Link(key=f"{first}-{second}-{kind}", first=first, second=second, kind=kind, how=how, by_hand=True, **more)  # type: ignore[arg-type]


def family(*people: Thing, links: tuple[Link, ...]) -> Map:
    return Map((THE_CHILD, *people), links)


PARENTS = family(
    person("mother", "F", 1984), person("father", "M", 1980), person("sister", "F", 2008), person("brother", "M", 2016),
    links=(
        tie("mother", "father", TieKind.PARTNER, How.DIVORCED, since=date(2010, 1, 1)),
        *(tie(parent, child, TieKind.PARENT) for parent in ("mother", "father") for child in (CHILD, "brother", "sister")),
    ),
)  # fmt: skip


def drawn(of: Map, year: int = 2026) -> str:
    return str(genograms.picture(of, year, title="Genogram", described_by="words"))


def of_person(svg: str, key: str) -> str:
    """The drawing of one person."""
    return svg.split(f'data-person="{key}"')[1].split("data-person=")[0]


def test_generations_stand_in_rows() -> None:
    """EXP-7: parents above their children, grandparents above them; partners, brothers and sisters in one row."""
    at = kinship_of(invented_map(30)).at
    rows = {key.removeprefix("node:"): y for key, (_, y) in at.items()}
    assert {rows[key] for key in (CHILD, "sister", "baby")} == {0.0}
    assert {rows[key] for key in ("mother", "father", "partner", "uncle")} == {-DOWN}
    assert {rows[key] for key in ("gran", "grandad")} == {-2 * DOWN}


def test_brothers_and_sisters_stand_by_birth_from_the_left() -> None:
    """EXP-7: the eldest left; the father left of the mother."""
    at = kinship_of(PARENTS).at
    assert at["sister"][0] < at[CHILD][0] < at["brother"][0]
    assert at["father"][0] < at["mother"][0]


def test_parents_stand_over_the_middle_of_their_children() -> None:
    """EXP-7: the line from them falls where it should."""
    at = kinship_of(PARENTS).at
    assert (at["father"][0] + at["mother"][0]) / 2 == pytest.approx(at[CHILD][0], abs=1)


def test_a_mother_stands_between_two_partners() -> None:
    """EXP-7: each line of partners is short, and each sibship hangs from its own."""
    at = kinship_of(invented_map(30)).at
    order = sorted(("node:father", "node:mother", "node:partner"), key=lambda key: at[key][0])
    assert order == ["node:father", "node:mother", "node:partner"]


@st.composite
def families(draw: st.DrawFn) -> Map:
    """Any family that the rules let in, one tie after the other."""
    number = draw(st.integers(0, 12))
    people = [
        person(f"p{n}", draw(st.sampled_from("FMOUP")), draw(st.none() | st.integers(1930, 2025)),
               in_household=draw(st.booleans()), has_died=draw(st.booleans()))
        for n in range(number)
    ]  # fmt: skip
    keys = [CHILD, *(each.key for each in people)]
    wanted = st.tuples(st.sampled_from(keys), st.sampled_from(keys), st.sampled_from(TieKind))
    links: list[Link] = []
    for place, (first, second, kind) in enumerate(draw(st.lists(wanted, max_size=20))):
        try:
            check_joins(first, second, kind, links)
        except NotAllowed:
            continue
        how = draw(st.sampled_from(("", *HOWS[kind])))
        links.append(replace(tie(first, second, kind, how), key=f"t{place}"))
    return Map((THE_CHILD, *people), tuple(links))


@given(families())
@settings(max_examples=150)
def test_whatever_the_family_nobody_stands_upon_another(of: Map) -> None:
    """EXP-7: everybody has a place of their own, parents are never below their children, and it is drawn."""
    kin = kinship_of(of)
    for one, other in combinations(kin.at.values(), 2):
        assert abs(one[0] - other[0]) >= ACROSS - 0.2 or abs(one[1] - other[1]) >= DOWN
    assert kin.at.keys() == kin.people.keys()
    svg = drawn(of)
    assert set(re.findall(r'data-person="([^"]+)"', svg)) == kin.people.keys()


@given(families())
@settings(max_examples=60)
def test_every_tie_of_the_family_is_drawn(of: Map) -> None:
    """EXP-7: the picture holds what the words tell: parents and partners, and each tie of them is in the words."""
    svg, kin = drawn(of), kinship_of(of)
    held = " ".join(re.findall(r'data-ties?="([^"]+)"', svg)).split()
    assert {each.key for each in (*kin.parents, *kin.partners)} <= set(held)
    assert {each.key for each in kin_alone(of).links} >= set(held)


@pytest.mark.parametrize(("figure", "shape"), SYMBOLS.items())
def test_each_gender_has_its_symbol(figure: str, shape: str) -> None:
    """McGoldrick, Gerson and Petry: male square, female circle; a diamond for others, a triangle for a pregnancy."""
    of = family(person("one", figure), links=(tie("one", CHILD, TieKind.SIBLING),))
    assert f"<{shape} " in of_person(drawn(of), "one")


def test_every_symbol_differs() -> None:
    """EXP-7: by its shape or by what stands in it."""

    def told(figure: str) -> str:
        of = family(person("one", figure), links=(tie("one", CHILD, TieKind.SIBLING),))
        return of_person(drawn(of), "one").split("<text x=")[0]

    assert len({told(figure) for figure in SYMBOLS}) == len(SYMBOLS)


def test_the_child_has_a_double_line_and_the_dead_a_cross() -> None:
    """McGoldrick, Gerson and Petry: the index person and a death; the age of then stands inside."""
    of = family(person("gran", "F", 1950, has_died=True, died=2020), links=(tie("gran", CHILD, TieKind.PARENT),))
    svg = drawn(of)
    assert of_person(svg, CHILD).count("<rect") == 2
    assert "M-22.0 -22.0L22.0 22.0" in of_person(svg, "gran")
    assert ">70</text>" in of_person(svg, "gran")
    assert "1950–2020" in svg


def test_separated_has_one_stroke_and_divorced_two() -> None:
    """McGoldrick, Gerson and Petry: m, s, d with the year; who lives together has a dashed line."""

    def between(how: str) -> str:
        of = family(person("a", "M"), person("b", "F"), links=(
            tie("a", "b", TieKind.PARTNER, how, since=date(2011, 5, 1)), tie("a", CHILD, TieKind.PARENT),
        ))  # fmt: skip
        return drawn(of).split('data-tie="a-b-partner"')[1].split("</g>")[0]

    strokes = {how: between(how).count("l10 -18") for how in (How.MARRIED, How.TOGETHER, How.SEPARATED, How.DIVORCED)}
    assert strokes == {How.MARRIED: 0, How.TOGETHER: 0, How.SEPARATED: 1, How.DIVORCED: 2}
    assert "stroke-dasharray" in between(How.TOGETHER)
    for how, said in ((How.MARRIED, "m 2011"), (How.SEPARATED, "s 2011"), (How.DIVORCED, "d 2011")):
        assert f">{said}</text>" in between(how)
    assert "text" not in between("")


def test_fostered_is_dashed_and_adopted_dashed_beside_solid() -> None:
    """McGoldrick, Gerson and Petry: by birth a solid line alone."""

    def down(how: str) -> str:
        of = family(person("a"), links=(tie("a", CHILD, TieKind.PARENT, how),))
        return drawn(of).split('data-ties="a-child-parent"')[1].split("</g>")[0]

    assert [(down(how).count("<path"), down(how).count("dasharray")) for how in ("", How.BIRTH)] == [(1, 0), (1, 0)]
    assert (down(How.FOSTERED).count("<path"), down(How.FOSTERED).count("dasharray")) == (1, 1)
    assert (down(How.ADOPTED).count("<path"), down(How.ADOPTED).count("dasharray")) == (2, 1)


def test_twins_hang_from_one_point_and_identical_ones_are_joined() -> None:
    """McGoldrick, Gerson and Petry: two slanting lines from one place."""
    for how, joined in (("", 0), (How.IDENTICAL, 1)):
        of = family(
            person("mother", "F"), person("twin", "F", 2012),
            links=(
                tie("mother", CHILD, TieKind.PARENT), tie("mother", "twin", TieKind.PARENT),
                tie(CHILD, "twin", TieKind.TWIN, how),
            ),
        )  # fmt: skip
        svg = drawn(of)
        drops = [re.search(r'd="M([-\d.]+) ([-\d.]+)L', part) for part in svg.split("data-ties=")[1:]]
        assert len({found.groups() for found in drops if found}) == 1
        assert svg.count('data-tie="child-twin-twin"') == joined


def test_brothers_without_parents_are_joined_over_their_heads() -> None:
    """EXP-7: nobody has said who the parents are."""
    of = family(person("brother", "M"), links=(tie("brother", CHILD, TieKind.SIBLING),))
    assert 'data-tie="brother-child-sibling"' in drawn(of)


def test_who_lives_together_has_a_dotted_line_around_them() -> None:
    """McGoldrick, Gerson and Petry: the household; nobody else is inside."""
    people = (person("mother", "F", in_household=True), person("father", "M"))
    links = tuple(tie(each.key, CHILD, TieKind.PARENT) for each in people)
    assert drawn(family(*people, links=links)).count("data-household") == 1
    assert "data-household" not in drawn(family(person("father", "M"), links=links[1:]))
    (path,) = outline([(0.0, 0.0), (0.0, 150.0)], [(120.0, 75.0)])
    numbers = [float(each) for each in re.findall(r"-?\d+\.\d", path)]
    assert max(numbers[::2]) < 86


def test_whoever_is_nobodys_yet_is_named_beside() -> None:
    """EXP-7: a genogram has no place for somebody of whom nobody has said whose they are."""
    of = Map((*PARENTS.things, person("aunt")), PARENTS.links)
    assert [each.key for each in without_place(of)] == ["aunt"]
    assert "aunt" not in kinship_of(of).at
    assert kin_alone(map_with(around(1))).others == ()


def test_ages_are_of_the_year_of_the_version() -> None:
    """EXP-7: an old genogram tells how old they were."""
    assert ">30</text>" in of_person(drawn(PARENTS, 2014), "mother")
    assert ">42</text>" in of_person(drawn(PARENTS, 2026), "mother")


def test_the_legend_tells_every_symbol() -> None:
    """EXP-7: nothing on the genogram is left unexplained."""
    words = " ".join(words for _, words in genograms.legend())
    for each in ("male", "female", "another gender", "not known", "pregnancy", "died", "the child", "married", "separated",
                 "divorced", "fostered", "adopted", "step-parent", "live together"):  # fmt: skip
        assert each in words
