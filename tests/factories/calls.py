"""Calls of the API made up from its own description, well formed and not; for the suite and for `benchmarks/api_fuzz.py`."""

from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from schemathesis import checks as general
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi import checks

from lantern.exchange.rules.api.messages import FIELDS

CHECKS = [
    general.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
]
"""What is asked of every answer: described, of its type and shape; what is wrong is refused; never a fault of ours."""

TAKEN = (200, 202)
HOSTILE = (
    "",
    " ",
    "n/k",
    "=cmd()",
    "'; DROP TABLE x; --",
    "<script>",
    "\u202egnp",
    "\ud7ff",
    "🙂" * 60,
    "x" * 200,
    "²",
    "٣",
)
TIMES = (
    "2026-03-01T10:00:00Z", "2026-03-29T01:30:00+01:00", "29/03/2026 01:30", "25/10/2026 01:30", "01/03/2026", "03/26",
    "2026-02-30", "05/06/20225", "0001-01-01T00:00:00Z", "2099-12-31T23:59:59.999999999+14:00", "1990-01-01",
    "2026-03-01T10:00:00-25:00", "31-Dec-2099 23:59", "24:00",
)  # fmt: skip
PLAUSIBLE: dict[str, tuple[str, ...]] = {
    "reference": ("EX/1", "EX/2", "ex/1", "EX/3 ", "x" * 81),
    "message": ("initial", "update", "found", "INITIAL", "other"),
    "surname": ("Example", "Sample", "EXAMPLE", "Exampel", "O’Invented-Ñandú"),
    "forename": ("Rowan", "Robin", "Rowen", "R", "Żółć"),
    "born": ("2012-03-03", "03/03/2012", "12-Mar-2012", "03/12/2012", "1890-01-01", *TIMES),
    "sex": ("F", "M", "male", "U"),
    "postcode": ("ZZ1 1ZZ", "zz11zz", "none"),
    "looked_after": ("yes", "no", "maybe"),
    "missing_from": ("home", "placement", "school", "the moon"),
    "grade": ("immediate", "priority", "P1", "9"),
    "risk": ("high", "medium", "low", "no apparent risk"),
    "harm": ("yes", "no", "suspected", "?"),
    **dict.fromkeys(("last_seen", "reported", "found"), TIMES),
}


def _message() -> st.SearchStrategy[dict[str, Any]]:
    """One that is understood most of the time."""
    some = {name: st.sampled_from(values) | st.sampled_from(HOSTILE) for name, values in PLAUSIBLE.items()}
    needed = {name: st.sampled_from(PLAUSIBLE[name]) for name in ("reference", "message", "surname", "forename")}
    rest = {name: some.get(name, st.sampled_from(HOSTILE)) | st.none() for name in FIELDS if name not in needed}
    return st.fixed_dictionaries(needed, optional=rest)


def calls(schema: Any, batches: list[str]) -> st.SearchStrategy[Any]:
    """A call of any operation, as described or deliberately not, or of messages as police might write them.

    `batches` are those that were sent so far, which the caller has `note` add to: outcomes are asked for that exist.
    """
    schema.config.generation.update(with_security_parameters=False)  # who calls is the caller's own
    wrong, right = GenerationMode.NEGATIVE, GenerationMode.POSITIVE
    send, read, me = (
        schema["/api/v1/notifications"]["POST"], schema["/api/v1/notifications/{batch}"]["GET"], schema["/api/v1/me"]["GET"],
    )  # fmt: skip
    usual = st.builds(_with_body, send.as_strategy(generation_mode=right), st.lists(_message(), min_size=1, max_size=5))
    return st.one_of(
        send.as_strategy(generation_mode=wrong),
        send.as_strategy(generation_mode=right),
        usual,
        read.as_strategy(generation_mode=wrong),
        read.as_strategy(generation_mode=right),
        st.builds(_of_a_batch, read.as_strategy(generation_mode=right), st.just(batches)),
        me.as_strategy(generation_mode=right),
        schema["/api/v1/episodes"]["GET"].as_strategy(generation_mode=right),
        schema["/api/v1/episodes"]["GET"].as_strategy(generation_mode=wrong).filter(_is_sent),
    )


def _is_sent(case: Any) -> bool:
    """Whether all that is wrong with what is asked for gets as far as the address: nothing is sent of an empty list."""
    return all(value not in (None, [], {}) for value in (case.query or {}).values())


def note(case: Any, answer: Any, batches: list[str]) -> None:
    """Add the batch that the call sent, if it sent one."""
    if case.method == "POST" and answer.status_code in TAKEN:
        batches.append(answer.json()["batch"])


def _with_body(case: Any, messages: list[dict[str, Any]]) -> Any:
    case.body = {"messages": messages}
    case.headers["Idempotency-Key"] = str(uuid4())
    return case


def _of_a_batch(case: Any, batches: list[str]) -> Any:
    if batches:
        case.path_parameters["batch"] = batches[-1]
    return case
