"""A child's circumstances in words."""

from datetime import date

import pytest

from lantern.children.rules.in_words import place_words, placement_words, since_words, status_words


def test_a_status_says_its_legal_status_and_since_when() -> None:
    """MIS-8: in the words of the code list."""
    assert status_words("LAC", "C2", date(2025, 9, 3)) == "Looked after, C2, since Sept 2025"
    assert status_words("none") == "Not open"


def test_a_placement_says_what_it_is_and_where() -> None:
    """MIS-14: a code that is not in the list is shown as it came."""
    assert placement_words("K2", "Chelmsford", out_of_area=True) == "Children's home, Chelmsford, out of area"
    assert placement_words("X9") == "X9"


@pytest.mark.parametrize(
    ("district", "quadrant", "said"),
    [("Braintree", "Mid", "Braintree, Mid"), ("Mid", "Mid", "Mid"), ("", "", ""), ("Braintree", "", "Braintree")],
)
def test_a_place_is_its_district_and_quadrant(district: str, quadrant: str, said: str) -> None:
    """PAR-2."""
    assert place_words(district, quadrant) == said


def test_a_day_that_is_not_known_is_not_said() -> None:
    """MIS-17."""
    assert since_words(None) == ""
