"""The API under calls that are made up from its own description: no 500 among 100,000 (issue 3, the bar).

    .venv/bin/python benchmarks/api_fuzz.py [--requests 100000] [--workers 2] [--seed 1]

Makes a database of its own on the embedded server. Each made-up call is sent by seven callers: one that may do everything,
one that may only send, one that may only read, one that has expired, one that was revoked, one whose agency has no signed
protocol, and somebody unknown. Every few hundred calls begin in a fresh partnership. Every answer is checked against the
description (status, media type, headers, shape; what is not as described must be refused). Prints how many of each operation
and status there were, the faults, and how many requests a second; when interrupted (Ctrl-C), of what was sent until then.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DATABASE = "bench_api"
CALLS_A_PARTNERSHIP, CALLERS = 300, 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        run(options.requests, options.seed)
        return
    environment = os.environ | {
        "LANTERN_DATABASE": DATABASE,
        "LANTERN_HOSTS": "localhost",
        "LANTERN_API_CALLS": "100000000",
        "PGOPTIONS": "-c synchronous_commit=off",  # what is proved is that nothing fails, not that it lasts
    }
    make_database()
    subprocess.run([str(Path(sys.executable).with_name("lantern")), "migrate"], env=environment, check=True)
    command = [sys.executable, __file__, "--here", "--requests", str(-(-options.requests // options.workers))]
    began = time.monotonic()
    running = [
        subprocess.Popen(
            [*command, "--seed", str(options.seed + worker * 1_000_000)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        for worker in range(options.workers)
    ]
    signal.signal(signal.SIGINT, lambda *_: [each.send_signal(signal.SIGINT) for each in running])
    found = [json.loads(each.communicate()[0].splitlines()[-1]) for each in running]
    sys.exit(tell(found, time.monotonic() - began))


def tell(found: list[dict[str, Any]], seconds: float) -> int:
    """Print what all workers came to; 1 when there was a fault."""
    counted: Counter[tuple[str, int]] = Counter()
    for each in found:
        counted.update({(operation, status): number for operation, status, number in each["counted"]})
    faults = [fault for each in found for fault in each["faults"]]
    for (operation, status), number in sorted(counted.items()):
        print(f"{operation:18}{status}  {number:7,}")
    total, broken = counted.total(), sum(number for (_, status), number in counted.items() if status >= 500)
    print(f"{total:,} requests in {seconds:,.0f} s, {total / seconds:.1f} a second")
    print(f"{broken} answers of 500 or more; {len(faults)} faults")
    print("\n".join(faults[:20]))
    return 1 if faults or broken else 0


def make_database() -> None:
    from lantern.config import embedded

    embedded.make_database(embedded.start(), DATABASE)


def run(requests: int, seed: int) -> None:
    """Send that many requests and print, as JSON in the last line, what came back."""
    from lantern.config import starting

    starting.start()
    import logging

    from lantern.config.wsgi import application  # noqa: F401 - it sets up the log, which is then silenced
    from lantern.exchange.views.api import limits

    for name in ("lantern.requests", "django.request"):
        logging.getLogger(name).disabled = True
    limits.MOST_FAILURES = requests
    counted: Counter[tuple[str, int]] = Counter()
    faults: list[str] = []
    began = said = time.monotonic()
    part = 0
    stopped: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    while counted.total() < requests and not stopped:
        one_partnership(
            seed + part, min(CALLS_A_PARTNERSHIP, (requests - counted.total()) // CALLERS + 1), counted, faults
        )
        part += 1
        if time.monotonic() - said > 60 or counted.total() >= requests or stopped:
            said = time.monotonic()
            print(f"{counted.total():,} requests, {counted.total() / (said - began):.1f} a second", file=sys.stderr)
    told = [(operation, status, number) for (operation, status), number in counted.items()]
    print(json.dumps({"counted": told, "faults": faults}))


def one_partnership(seed: int, number: int, counted: Counter[tuple[str, int]], faults: list[str]) -> None:
    """A few hundred made-up calls, each by every caller, in a partnership of their own."""
    import hypothesis
    import schemathesis
    from schemathesis.core.failures import FailureGroup

    from lantern.exchange.rules.api.document import finished
    from lantern.exchange.urls import api
    from lantern.organisation.vocabulary import API_PATH
    from tests.factories.calls import CHECKS, calls, note

    callers = made_callers(seed)
    document = finished(dict(api.get_openapi_schema(path_prefix=API_PATH)))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application()

    batches: list[str] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number, deadline=None, database=None,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.given(case=calls(schema, batches))
    def each(case: Any) -> None:
        for who, headers in callers.items():
            answer = case.call(headers=headers)
            counted[case.operation.definition.raw["operationId"], answer.status_code] += 1
            note(case, answer, batches)
            try:
                case.validate_response(answer, checks=CHECKS, headers=headers)
            except (AssertionError, FailureGroup) as fault:  # several at once come as a group
                faults.append(f"{who}: {case.method} {case.formatted_path}: {_all_of(fault)}")
                print(faults[-1], file=sys.stderr)

    each()


def _all_of(fault: BaseException) -> str:
    return "; ".join(str(each) for each in getattr(fault, "exceptions", [fault]))


def made_callers(number: int) -> dict[str, dict[str, str]]:
    """Headers of each caller of a new partnership, by what it is."""
    from datetime import timedelta

    from lantern.organisation import actions
    from lantern.organisation.models import Agency
    from lantern.organisation.vocabulary import Role, Scope
    from lantern.tenancy.current import within
    from lantern.trail.acting import action
    from tests.factories.people import a_member, a_partnership, now
    from tests.factories.systems import System, a_system

    @action
    def left_behind(*, expired: System, unsigned: System, by: None, at: object) -> None:
        expired.credential.expires_on = now().date() - timedelta(days=1)
        expired.credential.save()
        Agency.objects.filter(pk=unsigned.credential.agency_id).update(protocol_signed_on=None)

    here = a_partnership(f"Invented {number} {uuid4()}")
    by = a_member(here, Role.ADMINISTRATOR, email=f"{uuid4()}@example.org")
    found = {
        "everything": a_system(here, by=by),
        "send": a_system(here, scopes=[Scope.SEND], by=by),
        "read": a_system(here, scopes=[Scope.READ], by=by),
        "expired": a_system(here, by=by),
        "revoked": a_system(here, by=by),
        "no protocol": a_system(here, by=by),
    }
    revoked = found["revoked"].credential
    with within(here.pk):
        actions.revoke_credential(credential=revoked, by=revoked.made_by, at=now())
        left_behind(expired=found["expired"], unsigned=found["no protocol"], by=None, at=now())
    known = {who: system.headers | {"Host": "localhost"} for who, system in found.items()}
    return known | {"unknown": {"Host": "localhost"}}


def application() -> Callable[..., Any]:
    """The application behind a server, which says where a call comes from."""
    from lantern.config.wsgi import application as lantern

    return lambda environ, start: lantern(environ | {"REMOTE_ADDR": "127.0.0.1"}, start)


if __name__ == "__main__":
    main()
