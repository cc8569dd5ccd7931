"""security.md 5: an issuer speaks for the agency's own mail domains, and for none where anybody gets an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lantern.organisation.rules.mail_domains import ANYBODYS, against_domain, domains_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("council.example", ["council.example"]),
        (
            " Council.example,@Schools.council.example\nfire.example; ",
            ["council.example", "schools.council.example", "fire.example"],
        ),
        ("council.example. council.example", ["council.example"]),
        ("", []),
        (" , ;\n", []),
    ],
)
def test_what_was_typed(text: str, found: list[str]) -> None:
    assert domains_in(text) == found


@pytest.mark.parametrize("domain", ["council.example", "a.gov.uk", "x-y.example.org", "xn--bcher-kva.example"])
def test_domains(domain: str) -> None:
    assert against_domain(domain) == ""


NONE = [
    "council", "", ".", "a..b", "-a.example", "a-.example", "a.example.1", "a b.example", "sam@a.example",
    "*.a.example", "a.example/", "a" * 64 + ".example", ".".join(["a" * 60] * 5) + ".example",
]  # fmt: skip


@pytest.mark.parametrize("domain", NONE)
def test_what_is_none(domain: str) -> None:
    assert "is not a mail domain" in against_domain(domain)


@pytest.mark.parametrize("domain", sorted(ANYBODYS))
def test_where_anybody_gets_an_address(domain: str) -> None:
    assert "Anybody can have an address" in against_domain(domain)


@given(some.text(max_size=80))
def test_whatever_is_typed_comes_out_clean(text: str) -> None:
    """Once each, in lower case, without what stands between them."""
    found = domains_in(text)
    assert len(found) == len(set(found))
    assert all(each == each.lower() and each and not set(each) & set(" ,;\n\t") for each in found)
