"""What a line of the log holds: ids, codes and places; never a text that may quote a record (security.md 11)."""

import json
import logging
import sys
from typing import Any

import pytest

from lantern.config.logs.lines import JsonLines, PlainLines, configured, of_request
from lantern.config.logs.scrubbing import scrubbed, short

SECRET = "Rowan Sentinel"


def a_record(name: str, message: str, *arguments: object, fault: BaseException | None = None, **extra: Any) -> Any:
    exc_info = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord(name, logging.ERROR, "/srv/src/lantern/home/views.py", 12, message, arguments, exc_info)
    record.__dict__.update(extra)
    return record


def a_fault() -> BaseException:
    """A fault that quotes a record, raised while another that quotes one was handled."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(f"no such child: {SECRET}") from first
    except ValueError as fault:
        return fault


def test_our_own_sentences_are_written() -> None:
    told = json.loads(JsonLines().format(a_record("lantern.faults", "fault %s", "AB12CD34")))
    assert (told["message"], told["from"], told["level"]) == ("fault AB12CD34", "lantern.faults", "error")
    assert told["time"].endswith("+00:00")


@pytest.mark.parametrize("message", [f"Not Found: {SECRET}", "Not Found: %s"])
def test_a_librarys_message_is_not_written_with_or_without_arguments(message: str) -> None:
    arguments = (SECRET,) if "%s" in message else ()
    line = JsonLines().format(a_record("django.request", message, *arguments, status_code=404))
    told = json.loads(line)
    assert "Sentinel" not in line
    assert (told["status"], told["at"]) == (404, "lantern/home/views.py:12")


@pytest.mark.parametrize("style", [JsonLines, PlainLines])
def test_a_fault_is_told_by_type_and_place_along_the_chain(style: type[logging.Formatter]) -> None:
    line = style().format(a_record("django.request", "%s: %s", "Internal", "/x/", fault=a_fault()))
    assert "Sentinel" not in line
    assert "ValueError" in line
    assert "KeyError" in line
    assert "a_fault" in line


def test_a_cause_that_is_hidden_on_purpose_stays_out_and_a_ring_ends() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raise ValueError(SECRET) from None
    except ValueError as fault:
        assert [each["type"] for each in scrubbed(fault)] == ["ValueError"]
        fault.__cause__ = fault
        assert len(scrubbed(fault)) == 1


def test_what_postgresql_says_is_written_in_codes() -> None:
    """The message of a broken constraint quotes the values; the constraint's name helps and quotes nothing."""

    class Diagnosis:
        constraint_name, table_name, column_name = "one_open_episode", "missing_episode", None
        message_detail = f"Key (name)=({SECRET}) already exists."

    fault = RuntimeError(SECRET)
    fault.sqlstate, fault.diag = "23505", Diagnosis()  # type: ignore[attr-defined]
    (told,) = scrubbed(fault)
    assert told == {
        "type": "RuntimeError",
        "at": [],
        "sqlstate": "23505",
        "constraint": "one_open_episode",
        "table": "missing_episode",
    }


def test_paths_tell_the_source_and_not_the_machine() -> None:
    assert short("/home/someone/venv/lib/python3.11/site-packages/django/db/utils.py") == "django/db/utils.py"
    assert short("/srv/app/src/lantern/home/views.py") == "lantern/home/views.py"
    assert short("<string>") == "<string>"


def test_a_line_names_the_request_it_belongs_to() -> None:
    token = of_request.set("abc123")
    try:
        assert json.loads(JsonLines().format(a_record("lantern.x", "said")))["request"] == "abc123"
    finally:
        of_request.reset(token)
    assert "request" not in json.loads(JsonLines().format(a_record("lantern.x", "said")))


def test_a_plain_line_reads_as_a_sentence() -> None:
    record = a_record("lantern.requests", "answered", told={"route": "missing:now", "status": 200})
    line = PlainLines().format(record)
    assert line.endswith(" error answered route=missing:now status=200")


def test_the_style_is_chosen_and_an_unknown_one_is_the_strict_one() -> None:
    """`LANTERN_LOG`."""
    chosen = {style: configured(style, requests=True)["handlers"]["console"]["formatter"] for style in ("plain", "odd")}
    assert chosen == {"plain": "plain", "odd": "json"}
    assert configured("json", requests=False)["loggers"]["lantern"]["level"] == "WARNING"


def test_faults_outside_requests_are_scrubbed(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """A thread or a process that ends by a fault prints no text of it."""
    from lantern.config.logs import requests

    written = []
    monkeypatch.setattr(requests.faults, "error", lambda said, **also: written.append((said, also["exc_info"][0])))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(requests.threading, "excepthook", requests.threading.excepthook)
    requests.scrub_what_nobody_caught()
    fault = a_fault()
    sys.excepthook(type(fault), fault, fault.__traceback__)
    thread = requests.threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    assert written == [("a fault outside a request", ValueError), ("a fault outside a request", IndexError)]
    assert "Sentinel" not in capsys.readouterr().err
