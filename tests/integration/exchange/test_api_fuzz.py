"""The bar of issue 3: calls made up from the API's own description, well formed and not, and never a fault of ours.

The whole 100,000: `benchmarks/api_fuzz.py`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, seed, settings
from pytest_django.plugin import DjangoDbBlocker

from lantern.config.wsgi import application
from lantern.exchange.views.api import limits
from lantern.organisation.vocabulary import Scope
from tests.factories.calls import CHECKS, calls, note
from tests.factories.people import a_partnership
from tests.factories.systems import System, a_system

EXAMPLES = 300
HOST = {"Host": "localhost"}


@pytest.fixture(scope="module")
def systems(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, System | None]]:
    """Callers of every kind, in one transaction that is taken back; `batch` is of one of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        here = a_partnership()
        yield {
            "may do everything": a_system(here),
            "may read": a_system(here, scopes=[Scope.READ]),
            "may send": a_system(here, scopes=[Scope.SEND]),
            "is unknown": None,
        }
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def one_connection() -> Iterator[None]:
    """A request that ends closes no connection: the test's own transaction is on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def schema(systems: dict[str, System | None], one_connection: None) -> Any:
    """The description as the application itself gives it."""
    caller = systems["may do everything"]
    assert caller is not None
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", with_address, headers=caller.headers | HOST)


def with_address(environ: dict[str, Any], start_response: Any) -> Any:
    """The application behind a server, which says where a call comes from."""
    return application(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


def test_no_call_that_can_be_made_up_is_a_fault(
    systems: dict[str, System | None], schema: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """security.md 11, RFC 9457: every answer is described, of its type and shape; what is wrong is refused; no 500."""
    settings.API_CALLS_A_MINUTE = 1_000_000
    monkeypatch.setattr(limits, "MOST_FAILURES", 1_000_000)
    statuses: Counter[tuple[str, int]] = Counter()
    check(systems, schema, statuses)
    print(dict(statuses))  # noqa: T201 - `pytest -s` shows what was answered
    assert statuses.total() >= EXAMPLES
    assert {("GET", status) for status in (200, 401, 403, 404)} <= statuses.keys()
    assert {("POST", status) for status in (200, 202, 400, 401, 403, 422)} <= statuses.keys()


def check(systems: dict[str, System | None], schema: Any, statuses: Counter[tuple[str, int]]) -> None:
    batches: list[str] = []

    @seed(20261122)
    @settings(
        max_examples=EXAMPLES // len(systems), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=calls(schema, batches))
    def one(case: Any) -> None:
        for caller in systems.values():
            headers = HOST | (caller.headers if caller else {})
            response = case.call(headers=headers)
            statuses[case.method, response.status_code] += 1
            note(case, response, batches)
            case.validate_response(response, checks=CHECKS, headers=headers)

    one()
