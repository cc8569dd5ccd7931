"""PAR-6: an agency whose sharing protocol is unsigned or expired receives no papers."""

from datetime import date

import pytest

from lantern.organisation.rules.protocol import Protocol, protocol_on

SIGNED, EXPIRES = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), Protocol.UNSIGNED),
        (SIGNED, Protocol.SIGNED),
        (EXPIRES, Protocol.SIGNED),
        (date(2027, 1, 1), Protocol.EXPIRED),
    ],
)
def test_both_days_count(day: date, state: Protocol) -> None:
    """PAR-6: from the day of signing to the day of expiry, both included."""
    assert protocol_on(day, signed=SIGNED, expires=EXPIRES) is state


def test_without_an_end_it_stays_and_without_a_signature_it_is_none() -> None:
    """PAR-6."""
    assert protocol_on(date(2040, 1, 1), signed=SIGNED, expires=None) is Protocol.SIGNED
    assert protocol_on(date(2026, 6, 1), signed=None, expires=EXPIRES) is Protocol.UNSIGNED
