"""How often a system may call, counted in the cache's table for all processes together (security.md 11)."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from lantern.exchange.rules.api.problems import Kind, Refusal

MINUTE = 60  # seconds
MOST_FAILURES = 20  # a minute, from one address


def count_call(credential: object, now: datetime) -> None:
    """One more call of a credential. Raises `Refusal` over `API_CALLS_A_MINUTE`."""
    if _counted(f"api call {credential}", now) > settings.API_CALLS_A_MINUTE:
        raise Refusal(Kind.OFTEN, wait=_rest(now))


def count_failure(address: str, now: datetime) -> None:
    """One more call with a credential that nobody knows. Raises `Refusal` when there were many from this address.

    Credentials that are known are never held up by it: others may call from the same address.
    """
    if _counted(f"api failure {address}", now) > MOST_FAILURES:
        raise Refusal(Kind.OFTEN, wait=_rest(now))


def _counted(name: str, now: datetime) -> int:
    """How often that was counted in this minute, now included."""
    key = f"{name} {int(now.timestamp()) // MINUTE}".replace(" ", ":")
    try:
        return cache.incr(key)
    except ValueError:  # the first of this minute
        return 1 if cache.add(key, 1, 2 * MINUTE) else cache.incr(key)


def _rest(now: datetime) -> int:
    """Seconds until the next minute begins."""
    return MINUTE - int(now.timestamp()) % MINUTE
