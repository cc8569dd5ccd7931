"""MIS-3: what systems send and are told, as values."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lantern.exchange.rules.api.answers import WORDS, Became, told
from lantern.exchange.rules.api.messages import FIELDS, MOST_MESSAGES, Batch, Notice, rows_of
from lantern.exchange.rules.api.problems import MOST_FAULTS, Kind, Refusal, faults_of, problem
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_notifications import read_message
from lantern.exchange.rules.feed_rows import open_feed
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Outcome
from tests.factories.notifications import a_feed

ONE = {"reference": "EX/1", "message": "initial", "surname": "Example", "born": "2012-03-03"}
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def faults(*messages: dict[str, Any], **more: Any) -> dict[str, str]:
    """Where a batch is not as described, and what is said of it."""
    with pytest.raises(ValidationError) as caught:
        Batch.model_validate({"messages": list(messages), **more})
    found = [each | {"loc": ("body", "batch", *each["loc"])} for each in caught.value.errors()]
    return {each.where: each.detail for each in faults_of(found)}


def test_every_column_of_a_file_is_a_field_and_the_other_way_round() -> None:
    """MIS-3: one way of telling, two ways of bringing."""
    assert set(Notice.model_fields) == set(FIELDS)


@given(st.dictionaries(st.sampled_from(FIELDS), CELLS))
def test_the_same_content_has_the_same_fingerprint_as_in_a_file(cells: dict[str, str]) -> None:
    """MIS-3: what came by file and comes again here is a duplicate."""
    said = {"reference": "EX/1", "message": "initial", "surname": "Example"} | {
        name: text.replace("\r", "").replace("\n", "") for name, text in cells.items()
    }
    blank = dict.fromkeys(FIELDS, "")
    file = io.BytesIO(a_feed(blank | said))
    (row,) = open_feed(file, NOTIFICATIONS, most_bytes=100_000).rows()
    (here,) = rows_of(Batch.model_validate({"messages": [said]}))
    if not row.fault:
        assert here.fingerprint == row.fingerprint


def test_null_left_out_and_blank_are_the_same() -> None:
    rows = rows_of(Batch.model_validate({"messages": [ONE, ONE | {"sex": None}, ONE | {"sex": " "}]}))
    assert len({row.fingerprint for row in rows}) == 1
    assert [row.number for row in rows] == [1, 2, 3]


def test_a_usual_message_is_understood() -> None:
    """MIS-17: with its distance from UTC a time is exact."""
    (row,) = rows_of(Batch.model_validate({"messages": [ONE | {"last_seen": "2026-07-19T21:50:00+01:00"}]}))
    read = read_message(row, source="police")
    assert isinstance(read, Message)
    assert read.last_seen is not None
    assert read.last_seen.at.isoformat() == "2026-07-19T20:50:00+00:00"


@pytest.mark.parametrize(
    ("message", "where", "said"),
    [
        (ONE | {"age": "12"}, "/messages/0/age", "There is no field of this name."),
        (ONE | {"a/b~": ""}, "/messages/0/a~1b~0", "There is no field of this name."),
        (ONE | {"surname": 3}, "/messages/0/surname", "should be a valid string"),
        (ONE | {"surname": ["x"]}, "/messages/0/surname", "should be a valid string"),
        (ONE | {"surname": "x" * 201}, "/messages/0/surname", "at most 200 characters"),
        (ONE | {"surname": "a\0b"}, "/messages/0/surname", "Has a character that is not allowed here."),
        (ONE | {"circumstances": "x" * 10_001}, "/messages/0/circumstances", "at most 10000 characters"),
        ({"message": "initial"}, "/messages/0/reference", "Field required."),
        (ONE | {"reference": None}, "/messages/0/reference", "should be a valid string"),
    ],
)
def test_what_is_not_as_described_is_named(message: dict[str, Any], where: str, said: str) -> None:
    """security.md 11: the place, never what was sent there."""
    found = faults(message)
    assert said in found[where]
    assert "Example" not in str(found)


def test_a_batch_has_between_1_and_500_messages_and_nothing_else() -> None:
    assert "at least 1 item" in faults()["/messages"]
    assert "at most 500 items" in faults(*[ONE] * (MOST_MESSAGES + 1))["/messages"]
    assert len(Batch.model_validate({"messages": [ONE] * MOST_MESSAGES}).messages) == MOST_MESSAGES
    assert faults(ONE, more="x") == {"/more": "There is no field of this name."}


def test_no_more_than_fifty_faults_are_named() -> None:
    assert len(faults(*[{"surname": 3}] * 60)) == MOST_FAULTS


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_told_by_its_own_name(outcome: Outcome) -> None:
    """One word for one thing, in the file of outcomes and here."""
    assert told(row=1, reference="EX/1", outcome=outcome, why="", episode=None).outcome == outcome.value


@pytest.mark.parametrize("became", [each for each in Became if each is not Became.REFUSED])
def test_reasons_tell_nothing_of_other_records(became: Became) -> None:
    """SHA-2: what members read names other children and episodes; here the words are the same for everybody."""
    outcome = "" if became is Became.WAITING else became.value
    answer = told(row=1, reference="EX/1", outcome=outcome, why="Agrees: Rowan Example, 3 March 2012", episode=None)
    assert answer.why == WORDS[became]
    assert "Rowan" not in answer.model_dump_json()


def test_what_is_refused_says_why_by_the_name_of_the_field() -> None:
    why = "DOB: “soon” is not a date in any form known here."
    assert told(row=1, reference="", outcome="refused", why=why, episode=None).why == why.replace("DOB", "born")
    other = "The row names nobody: forename and surname are both blank."
    assert told(row=1, reference="", outcome="refused", why=other, episode=None).why == other


@pytest.mark.parametrize("kind", Kind)
def test_every_problem_says_what_to_do(kind: Kind) -> None:
    """RFC 9457: type, title, status, detail."""
    said = problem(kind)
    assert said.type == f"/api/#{kind}"
    assert said.title
    assert said.detail.endswith(".") or said.detail.endswith("once.")
    assert 400 <= said.status <= 503
    assert Refusal(kind, "Because.").problem.detail == "Because."
