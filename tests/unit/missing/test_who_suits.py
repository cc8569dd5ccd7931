"""Who may be given a chat, for any staff and any child: nobody is hidden, and what speaks against counts (MIS-9)."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.allocation import Candidate, Case, Fit, ranked
from lantern.missing.vocabulary import Wish

AREAS = [UUID(int=each) for each in (1, 2)]
AGENCIES = [UUID(int=each) for each in (11, 12)]
PEOPLE = [UUID(int=each) for each in range(21, 26)]
NAMES = ["Ann Sample", "Bo Example", "Cas Pretend", "Dee Nowhere", "Eli Madeup"]

one = st.builds(
    Candidate,
    id=st.none(),
    name=st.just(""),
    agency=st.sampled_from(AGENCIES),
    capacity=st.integers(0, 5),
    load=st.integers(0, 6),
    travels=st.frozensets(st.sampled_from(AREAS)),
    described=st.sampled_from([Wish.ANYBODY, Wish.WOMAN, Wish.MAN]),
)
staff = st.lists(one, max_size=5).map(
    lambda found: [replace(each, id=PEOPLE[at], name=NAMES[at]) for at, each in enumerate(found)]
)
cases = st.builds(
    Case,
    area=st.none() | st.sampled_from(AREAS),
    on_the_case=st.frozensets(st.sampled_from(PEOPLE)),
    agencies=st.frozensets(st.sampled_from(AGENCIES)),
    wish=st.sampled_from(list(Wish)),
    wish_words=st.sampled_from(["", "Bo", "cas or dee", "somebody kind"]),
)
NAMED = "the child asked for them"


def names(fits: tuple[Fit, ...]) -> list[str]:
    return [fit.candidate.name for fit in fits]


@given(staff, cases)
def test_a_person_decides_so_nobody_is_left_out(people: list[Candidate], case: Case) -> None:
    """MIS-9: everybody is shown once, in an order that does not depend on the order they came in."""
    fits = ranked(people, case)
    assert sorted(names(fits)) == sorted(each.name for each in people)
    assert fits == ranked(reversed(people), case)


@given(staff, cases)
def test_whom_the_child_names_stands_before_all_others(people: list[Candidate], case: Case) -> None:
    """MIS-9: even with no room, even of the agency that works on the case: a person then weighs that."""
    asked_for = [NAMED in fit.pros for fit in ranked(people, case)]
    assert asked_for == sorted(asked_for, reverse=True)


@given(staff, cases)
def test_the_fewer_speak_against_somebody_the_earlier_they_stand(people: list[Candidate], case: Case) -> None:
    """MIS-9: among those the child did not name; of as many against, who has more room."""
    rest = [fit for fit in ranked(people, case) if NAMED not in fit.pros]
    keys = [(len(fit.cons), fit.candidate.load - fit.candidate.capacity) for fit in rest]
    assert keys == sorted(keys)


@given(staff, cases)
def test_what_is_said_for_and_against_is_true_of_them(people: list[Candidate], case: Case) -> None:
    """MIS-9: room, independence, travel and the wish, each said where it holds and nowhere else."""
    for fit in ranked(people, case):
        each, cons = fit.candidate, set(fit.cons)
        room = f"holds {each.load} of {each.capacity}"
        assert (room in fit.pros, room in cons) == (each.load < each.capacity, each.load >= each.capacity)
        theirs = each.id in case.on_the_case
        assert ("works on the child’s case" in cons) == theirs
        same_agency = "of the agency that works on the child’s case"
        assert (same_agency in cons) == (each.agency in case.agencies and not theirs)
        assert ("independent of the child’s case" in fit.pros) == (not theirs and each.agency not in case.agencies)
        assert ("does not travel there" in cons) == (bool(each.travels) and case.area not in each.travels)


@given(staff, cases)
def test_one_says_nothing_both_for_and_against(people: list[Candidate], case: Case) -> None:
    """MIS-9: whoever reads the line is not told two things at once."""
    for fit in ranked(people, case):
        assert not set(fit.pros) & set(fit.cons)
        assert len(set(fit.pros)) == len(fit.pros) and len(set(fit.cons)) == len(fit.cons)


@given(staff.filter(bool), cases)
def test_one_more_chat_moves_nobody_up(people: list[Candidate], case: Case) -> None:
    """MIS-9: who is given another chat stands no earlier for the next."""
    first, *others = people
    before = names(ranked(people, case)).index(first.name)
    after = names(ranked([replace(first, load=first.load + 1), *others], case)).index(first.name)
    assert after >= before


@given(staff.filter(bool), cases)
def test_to_come_onto_the_case_moves_nobody_up(people: list[Candidate], case: Case) -> None:
    """MIS-9: independent where possible."""
    first = people[0]
    before = names(ranked(people, case)).index(first.name)
    joined = replace(case, on_the_case=case.on_the_case | {first.id})
    assert names(ranked(people, joined)).index(first.name) >= before


@pytest.mark.parametrize("wish", [Wish.WOMAN, Wish.MAN])
@pytest.mark.parametrize("described", [Wish.ANYBODY, Wish.WOMAN, Wish.MAN])
def test_a_wish_for_a_woman_or_a_man_is_met_or_not(wish: Wish, described: Wish) -> None:
    """MIS-9: who has said nothing of themselves does not meet it."""
    (fit,) = ranked([Candidate(PEOPLE[0], NAMES[0], AGENCIES[0], 4, 0, described=described)], Case(None, wish=wish))
    said = f"the child would rather talk with {wish}"
    assert (said in fit.pros, said in fit.cons) == (described is wish, described is not wish)


@pytest.mark.parametrize("wish", [Wish.ANYBODY, Wish.SOMEBODY])
def test_no_wish_speaks_neither_for_nor_against(wish: Wish) -> None:
    """MIS-9: a child who names nobody on this list takes nobody off it."""
    people = [Candidate(PEOPLE[0], NAMES[0], AGENCIES[0], 4, 0, described=Wish.MAN)]
    (fit,) = ranked(people, Case(None, wish=wish, wish_words="her coach"))
    assert (fit.pros, fit.cons) == (("holds 0 of 4", "independent of the child’s case"), ())


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Bo", True),
        ("bo, please", True),
        ("The one called BO", True),
        ("Bob", False),
        ("Example", False),
        ("b", False),
        ("", False),
    ],
)
def test_the_first_name_as_a_word_of_its_own_names_somebody(words: str, is_named: bool) -> None:
    """MIS-9: no surname alone, no name inside another."""
    (fit,) = ranked([Candidate(PEOPLE[1], NAMES[1], AGENCIES[0], 4, 0)], Case(None, wish_words=words))
    assert (NAMED in fit.pros) is is_named


def test_who_can_hold_none_is_full_from_the_start() -> None:
    """MIS-9: a capacity of nothing, for somebody who is away, speaks against them and does not hide them."""
    (fit,) = ranked([Candidate(PEOPLE[0], NAMES[0], AGENCIES[0], capacity=0, load=0)], Case(AREAS[0]))
    assert fit.cons == ("holds 0 of 0",)
