"""Bytes that somebody sent: which encoding, or why not (MIS-3; bad files of issue 2)."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules import feed_text
from lantern.exchange.rules.feed_text import FeedError, encoding_of

MOST = 10_000


def encoding(content: bytes, most: int = MOST) -> str:
    return encoding_of(io.BytesIO(content), most_bytes=most)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Ref,Message\n", "utf-8-sig"),
        ("\ufeffRef,Zoë".encode(), "utf-8-sig"),
        ("Nguyễn,Wiśniewska,Siân".encode(), "utf-8-sig"),
        ("Ref,Zoë,don’t".encode("cp1252"), "cp1252"),
    ],
)
def test_text_is_known_by_its_bytes(content: bytes, expected: str) -> None:
    """MIS-3: UTF-8 with or without its mark; else Windows-1252."""
    assert encoding(content) == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 bytes"),
        (b"PK\x03\x04rest of a workbook", "Excel"),
        (b"%PDF-1.7", "PDF"),
        ("Ref,Message".encode("utf-16"), "UTF-16"),
        ("Ref,Message".encode("utf-16-le"), "UTF-16"),
        (b"Ref,Message\nMP/1,INI\x00TIAL and more text to be sure\n", "NUL byte at byte 21"),
        (b"Ref\x01\x02\x03\x04,\x05\x06Message", "not text"),
        (b"Ref,caf\x81", "neither UTF-8 nor Windows-1252"),
        ("Zoë,".encode() + b"Si\xe2n", "mixes two encodings"),
        ("Zoë,Siân,Zo".encode() + b"\xc3", "mixes two encodings"),
    ],
)
def test_what_is_not_text_is_refused_in_words(content: bytes, words: str) -> None:
    """MIS-3: a file that cannot be read says what it is and what to do; nothing is taken from it."""
    with pytest.raises(FeedError, match=words):
        encoding(content)


class NeverRead(io.BytesIO):
    """A file whose content nobody may ask for."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("read before its size was known")


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    """MIS-3: 200 MB are not read to find out that they are too many."""
    with pytest.raises(FeedError, match="at most 0 MB are read at once"):
        encoding_of(NeverRead(b"x" * (MOST + 1)), most_bytes=MOST)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), st.integers(1, 7))
def test_letters_cut_in_two_by_the_reading_are_still_letters(text: str, chunk: int) -> None:
    """MIS-3: UTF-8 is recognised wherever the pieces that are read happen to end."""
    content = ("Ref," + text).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_text, "CHUNK", max(chunk, 4))
        assert encoding(content) == "utf-8-sig"


def test_the_place_of_the_fault_is_right_across_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-3: the message points at the byte, counted from 1, although a letter was cut in two before it."""
    monkeypatch.setattr(feed_text, "CHUNK", 5)
    with pytest.raises(FeedError, match="not byte 11"):
        encoding("Ref,ëëë".encode() + b"\xe2n")
