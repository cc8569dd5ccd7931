"""Encryption of backups: what is read back, what is noticed, and `age` itself reads and writes the same (security.md 10)."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.config.backups import age, bech32

SECRET, PUBLIC = age.new_key()
KEY = age.secret_in(SECRET)
AROUND_A_CHUNK = st.sampled_from([0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK, 2 * age.CHUNK + 5])


def sealed(data: bytes, public: str = PUBLIC, piece: int = 50_000) -> bytes:
    out = io.BytesIO()
    writing = age.Sealing(out, public)
    for start in range(0, len(data), piece):
        writing.write(data[start : start + piece])
    writing.close()
    return out.getvalue()


def opened(data: bytes, secret: bytes = KEY, piece: int = 10_000) -> bytes:
    reading, read = age.Opening(io.BytesIO(data), secret), b""
    while more := reading.read(piece):
        read += more
    return read


@given(size=AROUND_A_CHUNK, piece=st.integers(1_000, 200_000))
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_in_pieces_of_any_size(size: int, piece: int) -> None:
    data = bytes(at % 251 for at in range(size))
    assert opened(sealed(data, piece=piece), piece=piece + 7) == data


@given(size=AROUND_A_CHUNK, at=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
@settings(max_examples=120, deadline=None)
def test_a_changed_byte_anywhere_is_noticed(size: int, at: float, by: int) -> None:
    whole = bytearray(sealed(bytes(size)))
    whole[int(at * len(whole))] ^= by
    with pytest.raises(age.CannotOpen):
        opened(bytes(whole))


@given(size=AROUND_A_CHUNK, keep=st.floats(0, 1, exclude_max=True))
@settings(max_examples=80, deadline=None)
def test_a_cut_tail_is_noticed(size: int, keep: float) -> None:
    whole = sealed(bytes(size))
    with pytest.raises(age.CannotOpen):
        opened(whole[: int(keep * len(whole))])


def test_chunks_that_are_cut_off_whole_swapped_or_repeated_are_noticed() -> None:
    """Each chunk carries its number, and the last one says so."""
    whole = sealed(bytes(3 * age.CHUNK + 9))
    start = len(whole) - (3 * (age.CHUNK + age.TAG) + 9 + age.TAG)
    head, full = whole[:start], age.CHUNK + age.TAG
    first, second, third, last = (whole[start + at * full : start + (at + 1) * full] for at in range(4))
    assert opened(head + first + second + third + last) == bytes(3 * age.CHUNK + 9)
    for changed in ([first, second, third], [second, first, third, last], [first, first, second, third, last], [last]):
        with pytest.raises(age.CannotOpen):
            opened(head + b"".join(changed))


def test_another_key_opens_nothing_and_is_told_so() -> None:
    other, _ = age.new_key()
    with pytest.raises(age.CannotOpen, match="another key"):
        opened(sealed(b"Rowan Example"), age.secret_in(other))


def test_nothing_of_the_text_stands_in_the_file_and_no_two_files_are_alike() -> None:
    first, second = sealed(b"Rowan Example" * 50), sealed(b"Rowan Example" * 50)
    assert b"Rowan" not in first
    assert first != second
    assert age.is_sealed(first)
    assert not age.is_sealed(b"lantern-backup/README")


def test_a_key_file_may_hold_comments_and_a_mistyped_key_is_noticed() -> None:
    """Each letter of a key is covered by its last six."""
    assert age.secret_in(f"# kept in the safe\n\n{SECRET}\n") == KEY
    assert age.public_of(KEY) == PUBLIC
    for at in range(len(bech32.encode("age", b"")), len(PUBLIC)):
        wrong = PUBLIC[:at] + ("q" if PUBLIC[at] != "q" else "p") + PUBLIC[at + 1 :]
        with pytest.raises(bech32.Mistyped):
            bech32.decode("age", wrong)
    for text in ("", "# nothing", PUBLIC, SECRET[:-1], "AGE-SECRET-KEY-1"):
        with pytest.raises(bech32.Mistyped):
            age.secret_in(text)


@given(st.binary(max_size=64))
def test_a_key_is_the_same_after_it_was_written_as_text(data: bytes) -> None:
    text = bech32.encode("age", data)
    assert bech32.decode("age", text) == bech32.decode("age", text.upper()) == data


def test_text_is_as_the_standard_writes_it() -> None:
    """Test vectors of BIP 173."""
    assert bech32.encode("a", b"") == "a12uel5l"
    assert bech32.decode("abcdef", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw").hex() == (
        "00443214c74254b635cf84653a56d7c675be77df"
    )


@pytest.mark.skipif(not shutil.which("age"), reason="the package age is not installed")
@pytest.mark.parametrize("size", [0, 1, age.CHUNK, age.CHUNK + 1, 400_000])
def test_age_itself_reads_ours_and_we_read_its(size: int, tmp_path: Path) -> None:
    """A backup opens without Lantern."""
    data, key, file = bytes(at % 253 for at in range(size)), tmp_path / "key", tmp_path / "file"
    key.write_text(SECRET)
    file.write_bytes(sealed(data))
    theirs = subprocess.run(["age", "-d", "-i", key, file], capture_output=True, check=True)
    assert theirs.stdout == data
    made = subprocess.run(["age", "-r", PUBLIC], input=data, capture_output=True, check=True)
    assert opened(made.stdout) == data
