"""Cells that hold two fields (MIS-3, MIS-4)."""

import pytest

from lantern.exchange.rules.mapping.names import postcode_in, split_name


@pytest.mark.parametrize(
    ("text", "forename", "surname"),
    [
        ("EXAMPLE, Rowan", "Rowan", "EXAMPLE"),
        ("Example-Nowhere, Thi Mai", "Thi Mai", "Example-Nowhere"),
        ("Rowan EXAMPLE", "Rowan", "EXAMPLE"),
        ("EXAMPLE Rowan Ash", "Rowan Ash", "EXAMPLE"),
        ("Rowan Example", "Rowan", "Example"),
        ("Rowan van Example", "Rowan", "van Example"),
        ("Rowan", "", "Rowan"),
        ("", "", ""),
        ("=A1&B1", "", "=A1&B1"),
    ],
)
def test_a_whole_name_is_cut(text: str, forename: str, surname: str) -> None:
    """MIS-4: nothing of it is lost."""
    assert split_name(text) == (forename, surname)


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("1 Nowhere Lane, CM1 1AA", "CM1 1AA"), ("Flat 2, zz11aa, Essex", "ZZ1 1AA"), ("1 Nowhere Lane", ""), ("", "")],
)
def test_a_postcode_in_an_address(text: str, postcode: str) -> None:
    """MIS-4."""
    assert postcode_in(text) == postcode
