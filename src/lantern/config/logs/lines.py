"""The shape of a line in the log: JSON for machines (`LANTERN_LOG=json`), a sentence for people (`plain`)."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from lantern.config.logs.scrubbing import scrubbed, short

OURS = "lantern."
of_request: ContextVar[str] = ContextVar("request", default="")


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a line holds. Only our own words are written; a library's message may quote what somebody typed."""
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "from": record.name,
    }
    if request := of_request.get():
        told["request"] = request
    told |= getattr(record, "told", {})
    if record.name.startswith(OURS):
        told["message"] = record.getMessage()
    else:
        told["at"] = f"{short(record.pathname)}:{record.lineno}"
        if isinstance(status := getattr(record, "status_code", None), int):
            told["status"] = status
    if record.exc_info and record.exc_info[1] is not None:
        told["fault"] = scrubbed(record.exc_info[1])
    return told


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same for eyes: time, level, message, then the rest by name."""

    def format(self, record: logging.LogRecord) -> str:
        told = fields(record)
        first = f"{told.pop('time')} {told.pop('level')} {told.pop('message', told.pop('from'))}"
        faults = told.pop("fault", [])
        rest = " ".join(f"{name}={value}" for name, value in told.items())
        lines = [f"{first} {rest}".rstrip()]
        for fault in faults:
            codes = " ".join(f"{name}={value}" for name, value in fault.items() if name not in ("type", "at"))
            lines += [f"  {fault['type']} {codes}".rstrip(), *(f"    {place}" for place in fault["at"])]
        return "\n".join(lines)


def configured(style: str, *, requests: bool) -> dict[str, Any]:
    """Django's LOGGING: everything on the error output, in one style; a line for each of the requests if wanted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "lantern.config.logs.lines.JsonLines"},
            "plain": {"()": "lantern.config.logs.lines.PlainLines"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "plain" if style == "plain" else "json"}
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "lantern": {"level": "INFO" if requests else "WARNING"},
            # Django's own handlers would write its messages a second time, unscrubbed, and mail them
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # what was refused stands in the request's own line
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
