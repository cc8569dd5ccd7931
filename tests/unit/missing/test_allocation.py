"""Who suits to hold a chat (MIS-9): said in words, the child's wish before all else."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID

import pytest

from lantern.missing.rules.allocation import Candidate, Case, Fit, ranked
from lantern.missing.vocabulary import Wish

HERE, THERE = UUID(int=1), UUID(int=2)
COUNCIL, CHARITY = UUID(int=3), UUID(int=4)
ANN = Candidate(UUID(int=5), "Ann Sample", CHARITY, capacity=4, load=1)
CASE = Case(HERE, frozenset({UUID(int=9)}), frozenset({COUNCIL}))


def fit(candidate: Candidate = ANN, case: Case = CASE) -> Fit:
    (found,) = ranked([candidate], case)
    return found


def test_what_speaks_for_somebody() -> None:
    """MIS-9: room, independence, travel, the wish."""
    candidate = replace(ANN, travels=frozenset({HERE}), described=Wish.WOMAN)
    assert fit(candidate, replace(CASE, wish=Wish.WOMAN)) == Fit(
        candidate,
        (
            "the child would rather talk with a woman",
            "holds 1 of 4",
            "independent of the child’s case",
            "works where the child lives",
        ),
        (),
    )


@pytest.mark.parametrize(
    ("changed", "case", "con"),
    [
        ({"id": UUID(int=9)}, CASE, "works on the child’s case"),
        ({"agency": COUNCIL}, CASE, "of the agency that works on the child’s case"),
        ({"load": 4}, CASE, "holds 4 of 4"),
        ({"travels": frozenset({THERE})}, CASE, "does not travel there"),
        ({}, replace(CASE, wish=Wish.MAN), "the child would rather talk with a man"),
        ({"described": Wish.WOMAN}, replace(CASE, wish=Wish.MAN), "the child would rather talk with a man"),
    ],
)
def test_what_speaks_against_somebody(changed: dict[str, object], case: Case, con: str) -> None:
    """MIS-9: independent where possible, with room, where they travel, as the child wishes."""
    found = fit(replace(ANN, **changed), case)  # type: ignore[arg-type]
    assert found.cons == (con,)


def test_somebody_without_places_travels_everywhere() -> None:
    """MIS-9: also where a child's area is not known."""
    assert fit(ANN, replace(CASE, area=None)).cons == ()
    assert fit(replace(ANN, travels=frozenset({HERE})), replace(CASE, area=None)).cons == ("does not travel there",)


def test_whom_the_child_names_comes_first_then_least_against_then_most_room() -> None:
    """MIS-9: whatever order they come in."""
    named = Candidate(UUID(int=6), "Bo Example", COUNCIL, capacity=1, load=5)
    roomy = replace(ANN, id=UUID(int=7), name="Cas Pretend", capacity=9)
    full = replace(ANN, id=UUID(int=8), name="Dee Nowhere", load=4)
    case = replace(CASE, wish_words="bo, from the charity")
    for order in permutations([named, ANN, roomy, full]):
        names = [each.candidate.name for each in ranked(order, case)]
        assert names == ["Bo Example", "Cas Pretend", "Ann Sample", "Dee Nowhere"]
    assert "the child asked for them" in ranked([named], case)[0].pros
    assert "the child asked for them" not in ranked([named], replace(CASE, wish_words="b"))[0].pros
