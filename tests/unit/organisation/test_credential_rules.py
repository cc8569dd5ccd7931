"""security.md 5, PAR-6: the secrets of agencies' systems, and what speaks against one."""

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.organisation.rules import credential as rules
from lantern.organisation.rules.protocol import Protocol

TODAY = date(2026, 3, 3)


def test_a_secret_has_256_random_bits_and_says_whose_it_is() -> None:
    """security.md 5: long enough that nobody guesses it, and recognised when it is left somewhere."""
    made = [rules.new_secret() for _ in range(200)]
    assert len({each.text for each in made}) == 200
    assert len({each.prefix for each in made}) > 190
    for each in made:
        assert each.text.startswith(f"lantern_{each.prefix}_")
        assert len(each.text.removeprefix(f"lantern_{each.prefix}_")) == 43  # 256 bits in base 64


def test_the_digest_tells_nothing_of_the_secret_but_the_same_each_time() -> None:
    """security.md 5."""
    secret = rules.new_secret()
    assert secret.digest == rules.digest_of(secret.text) == hashlib.sha256(secret.text.encode()).hexdigest()
    assert secret.prefix not in secret.digest


@given(st.text(max_size=80) | st.just("lantern_aaaaaaaa_" + "x" * 42) | st.just("lantern_aaaaaaaa_" + "x" * 44))
def test_what_no_secret_looks_like_has_no_digest(text: str) -> None:
    """PAR-1: nothing is asked of the database for it; halves of characters and line ends included."""
    assert rules.digest_of(text) == ""


@pytest.mark.parametrize("ending", ["\n", " ", "\0", "é"])
def test_a_secret_with_more_behind_it_is_none(ending: str) -> None:
    assert rules.digest_of(rules.new_secret().text + ending) == ""


@pytest.mark.parametrize(
    ("protocol", "said"),
    [(Protocol.SIGNED, ""), (Protocol.UNSIGNED, "not signed"), (Protocol.EXPIRED, "expired")],
)
def test_without_a_signed_protocol_nothing_is_made_and_nothing_shared(protocol: Protocol, said: str) -> None:
    """PAR-6: the reason is said to the administrator and to the system."""
    for against in (rules.against_making, rules.against_sharing):
        assert said in against(protocol)
        assert bool(against(protocol)) is bool(said)


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "after today"), (0, "after today"), (1, ""), (366, ""), (367, "within a year")]
)
def test_a_credential_ends_after_today_and_within_a_year(days: int, said: str) -> None:
    """The bounds themselves are allowed, a leap year's last day too."""
    reason = rules.against_expiry(TODAY + timedelta(days=days), TODAY)
    assert said in reason
    assert bool(reason) is bool(said)


@pytest.mark.parametrize(
    ("expires", "revoked", "said"),
    [(TODAY, False, ""), (TODAY - timedelta(days=1), False, "expired on 2026-03-02"), (TODAY, True, "revoked")],
)
def test_a_credential_is_in_force_to_the_end_of_its_last_day(expires: date, revoked: bool, said: str) -> None:
    """security.md 5: a revoked one at once, whatever its day."""
    reason = rules.against_presenting(expires=expires, revoked=revoked, today=TODAY)
    assert said in reason
    assert bool(reason) is bool(said)
