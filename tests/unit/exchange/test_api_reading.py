"""MIS-3: the bytes of a call as JSON, or the reason why not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.api import reading
from lantern.exchange.rules.api.problems import Kind, Refusal

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
OBJECTS = st.dictionaries(TEXTS, TEXTS | st.none() | st.lists(TEXTS, max_size=3), max_size=5)


def refused(body: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        reading.read(body)
    return caught.value


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "line 1, column 2"),
        (b"", "line 1, column 1"),
        (b"[]", "not an object"),
        (b"null", "not an object"),
        (b'"text"', "not an object"),
        (b"\xff\xfe{", "not UTF-8: see byte 1"),
        (b'{"a": "\xe9"}', "not UTF-8: see byte 8"),
        (b'\xef\xbb\xbf{"a": 1}', "not JSON"),
        (b'{"a": NaN}', "NaN, which is not JSON"),
        (b'{"a": -Infinity}', "-Infinity, which is not JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "more than 20 digits"),
        (b'{"a": "\\u0000"}', "NUL"),
        (b'{"a": "\\ud800"}', "half a character"),
        (b'{"\\udfff": 1}', "half a character"),
        (b'{"a\\u0000": 1}', "NUL"),
        (b'{"a": [[[[[[1]]]]]]}', "too many brackets"),
        (b'{"a": ' * 100_000 + b"1" + b"}" * 100_000, "too many brackets"),
        (b"[" * 1_000_000, "too many brackets"),
        (b'{"a": 1, "a": 2}', "same name twice"),
        (b'{"m": [{"a": 1, "a": 1}]}', "same name twice"),
    ],
)
def test_what_cannot_be_read_is_said(body: bytes, said: str) -> None:
    """security.md 11: a reason and where, and never the text itself."""
    refusal = refused(body)
    assert refusal.kind is Kind.UNREADABLE
    assert refusal.problem.status == 400
    assert said in refusal.problem.detail


def test_a_body_that_is_too_large_is_not_read() -> None:
    assert refused(b" " * (reading.MOST_BYTES + 1)).problem.status == 413
    assert reading.read(b'{"a": 1}' + b" " * (reading.MOST_BYTES - 8)) == {"a": 1}


@given(OBJECTS)
def test_json_is_read_as_it_was_written(found: dict[str, Any]) -> None:
    """Whatever fits is taken, in any alphabet."""
    assert reading.read(json.dumps(found).encode()) == found
    assert reading.read(json.dumps(found, ensure_ascii=False).encode()) == found


@given(OBJECTS, st.randoms(use_true_random=False))
def test_the_same_content_is_the_same_however_it_is_written(found: dict[str, Any], chance: Any) -> None:
    """MIS-3: order of names and spaces are not content, when a call is sent again."""
    names = list(found)
    chance.shuffle(names)
    other = {name: found[name] for name in names}
    assert reading.canonical(reading.read(json.dumps(other, indent=3).encode())) == reading.canonical(found)


@given(OBJECTS, OBJECTS)
def test_other_content_is_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (reading.canonical(one) == reading.canonical(other)) is (one == other)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """security.md 11: never a fault of ours."""
    try:
        assert isinstance(reading.read(body), dict)
    except Refusal as refusal:
        assert refusal.problem.status in (400, 413)


@pytest.mark.parametrize(
    "said", ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
def test_json_by_its_name_is_taken(said: str) -> None:
    reading.check_headers(said, "")


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("", ""),
        ("text/plain", ""),
        ("application/x-www-form-urlencoded", ""),
        ("multipart/form-data; boundary=x", ""),
        ("application/json; charset=latin-1", ""),
        ("application/jsonx", ""),
        ("application/json", "gzip"),
    ],
)
def test_anything_else_is_not(said: str, encoding: str) -> None:
    """A form cannot be made to call the API, and nothing is unpacked."""
    with pytest.raises(Refusal) as caught:
        reading.check_headers(said, encoding)
    assert caught.value.problem.status == 415
