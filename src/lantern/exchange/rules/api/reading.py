"""The bytes of a call's body as JSON, or the reason why not: size, kind, encoding, and nothing that JSON leaves open."""

import json
import re
from typing import Any

from lantern.exchange.rules.api.problems import Kind, Refusal

MOST_BYTES = 2_000_000
DEEPEST = 6  # brackets inside each other; what is described here needs three

NOT_KEPT = re.compile("[\0\ud800-\udfff]")  # NUL, and halves of characters, which PostgreSQL and UTF-8 cannot hold


def check_headers(content_type: str, encoding: str) -> None:
    """Raise `Refusal` unless the body is said to be plain JSON, in UTF-8 if that is said at all."""
    kind, _, rest = content_type.partition(";")
    named = rest.strip().lower().replace('"', "")
    if kind.strip().lower() != "application/json" or named not in ("", "charset=utf-8") or encoding:
        raise Refusal(Kind.MEDIA)


def read(body: bytes) -> dict[str, Any]:
    """The object in `body`. Raises `Refusal`."""
    if len(body) > MOST_BYTES:
        raise Refusal(Kind.LARGE, f"The body has more than {MOST_BYTES:,} bytes. Send fewer messages at a time.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refusal(Kind.UNREADABLE, f"The body is not UTF-8: see byte {fault.start + 1:,}.") from None
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=_integer)
    except json.JSONDecodeError as fault:
        raise Refusal(
            Kind.UNREADABLE, f"The body is not JSON: see line {fault.lineno}, column {fault.colno}."
        ) from None
    except RecursionError:
        raise Refusal(Kind.UNREADABLE, "The body has too many brackets inside each other.") from None
    if not isinstance(found, dict):
        raise Refusal(Kind.UNREADABLE, "The body is not an object: it must begin with {.")
    _check(found, 1)
    return found


def canonical(found: dict[str, Any]) -> bytes:
    """The same for the same content, whatever the order of names or the spaces between them."""
    return json.dumps(found, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values of one name would be read by one program as the first and by another as the second."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refusal(Kind.UNREADABLE, "An object of the body has the same name twice.")
    return found


def _no_number(name: str) -> Any:
    raise Refusal(Kind.UNREADABLE, f"The body has {name}, which is not JSON.")


def _integer(digits: str) -> int:
    """No number is asked for anywhere; one that no machine holds must not cost anything."""
    if len(digits) > 20:
        raise Refusal(Kind.UNREADABLE, "The body has a number of more than 20 digits.")
    return int(digits)


def _check(found: Any, depth: int) -> None:
    """Raise `Refusal` for text that cannot be kept: NUL characters and halves of characters."""
    if depth > DEEPEST:
        raise Refusal(Kind.UNREADABLE, "The body has too many brackets inside each other.")
    if isinstance(found, str):
        if NOT_KEPT.search(found):
            raise Refusal(Kind.UNREADABLE, "A text of the body has a NUL character (\\u0000) or half a character.")
    elif isinstance(found, dict):
        for name, value in found.items():
            _check(name, depth)
            _check(value, depth + 1)
    elif isinstance(found, list):
        for value in found:
            _check(value, depth + 1)
