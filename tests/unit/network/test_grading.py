"""INT-3: a grade is whole and of one scheme, or there is none."""

from itertools import product

import pytest

from lantern.network.rules.grading import against_grade, grade_short, grade_words
from lantern.network.vocabulary.grading import HANDLING, INFORMATION, SOURCES, Scheme


@pytest.mark.parametrize(("scheme", "number"), [(Scheme.FIVE, 125), (Scheme.THREE, 30)])
def test_every_grade_of_a_scheme_fits_it_and_no_other(scheme: Scheme, number: int) -> None:
    """INT-3: five by five by five, three by five by two."""
    grades = ["".join(each) for each in product(SOURCES[scheme], INFORMATION[scheme], HANDLING[scheme])]
    other = Scheme.THREE if scheme is Scheme.FIVE else Scheme.FIVE
    assert len(grades) == number
    assert not any(against_grade(scheme, each) for each in grades)
    assert all(against_grade(other, each) for each in grades)
    assert all(grade_words(scheme, each).count(":") == 3 for each in grades)


@pytest.mark.parametrize("grade", ["", "B2", "B21X", "2B1", "F21", "ZZZ"])
def test_half_a_grade_is_none(grade: str) -> None:
    """INT-3: what is missing is asked for."""
    assert against_grade(Scheme.FIVE, grade)


def test_where_nothing_is_graded_no_grade_is_taken() -> None:
    """INT-3, PAR-7: the arrangement may choose none."""
    assert against_grade(Scheme.NONE, "") == ""
    assert against_grade("", "B21")
    assert grade_short("", "") == "" and grade_words("", "") == ""


def test_a_grade_is_said_in_short_and_in_words() -> None:
    """INT-3: for the page and for who does not know the letters."""
    assert grade_short("5x5x5", "B21") == "B 2 1 (5x5x5)"
    assert grade_words("3x5x2", "1AP") == (
        "Source: reliable. Information: known directly to the source. Handling: may be shared lawfully."
    )
