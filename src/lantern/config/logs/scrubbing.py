"""What of an exception or a message may be written down: types, places, codes; never a text that may quote a record."""

import traceback
from typing import Any

SOURCE = "/lantern/"


def scrubbed(fault: BaseException) -> list[dict[str, Any]]:
    """The fault and those it came from, latest first: type, where in the source, and what PostgreSQL says of it in codes."""
    told, seen = [], set()
    cause: BaseException | None = fault
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        told.append({"type": _type(cause), "at": _places(cause), **_codes(cause)})
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return told


def _type(fault: BaseException) -> str:
    kind = type(fault)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(fault: BaseException) -> list[str]:
    """File, line and function of each frame, outermost first; paths from the package's root, lines of source left out."""
    frames = traceback.extract_tb(fault.__traceback__, limit=-30)
    return [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def short(path: str) -> str:
    """A path without the machine's own folders."""
    for root in ("/site-packages/", "/src/", "/lib/"):
        if root in path:
            return path.rpartition(root)[2]
    return path.rpartition("/")[2]


def _codes(fault: BaseException) -> dict[str, str]:
    """PostgreSQL's code, constraint and column; its message and detail quote values, and stay out."""
    diagnosis = getattr(fault, "diag", None)
    names = {
        "sqlstate": getattr(fault, "sqlstate", None),
        "constraint": getattr(diagnosis, "constraint_name", None),
        "table": getattr(diagnosis, "table_name", None),
        "column": getattr(diagnosis, "column_name", None),
    }
    return {name: value for name, value in names.items() if isinstance(value, str)}
