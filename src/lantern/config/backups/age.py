"""Encryption for a key kept elsewhere, in the format of `age` (age-encryption.org/v1), so that a backup opens without Lantern.

The server knows the public key alone: it writes backups that it cannot read. The stream is cut into chunks that are numbered
and of which the last is marked, so that nothing can be cut off, swapped or added unnoticed. `age -d -i KEY FILE` opens it.
"""

import base64
import hashlib
import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lantern.config.backups import bech32

FIRST = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024  # bytes of text; 16 more in the file
TAG = 16
PUBLIC, SECRET = "age", "age-secret-key-"
NEVER = bytes(12)  # the nonce of the wrapped key, whose own key is used once


class CannotOpen(Exception):
    """The file is not whole, was altered, or is for another key."""


def new_key() -> tuple[str, str]:
    """A secret key to be kept elsewhere, and the public one that belongs to it."""
    secret = os.urandom(32)
    return bech32.encode(SECRET, secret).upper(), public_of(secret)


def public_of(secret: bytes) -> str:
    return bech32.encode(PUBLIC, X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())


def secret_in(text: str) -> bytes:
    """The secret key of a key file; lines with # are comments. Raises `Mistyped`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return bech32.decode(SECRET, lines[0] if lines else "")


class Sealing:
    """Write to it; what goes to `out` can be read with the secret key of `public` alone. Whole once closed."""

    def __init__(self, out: BinaryIO, public: str) -> None:
        file_key, nonce = os.urandom(16), os.urandom(16)
        out.write(_header(file_key, bech32.decode(PUBLIC, public)) + nonce)
        self._out, self._box = out, ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # a full chunk may turn out to be the last one: keep it back
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._box.encrypt(_nonce(self._number, last), chunk, None))
        self._number += 1


class Opening:
    """Read from it what was written to a `Sealing`. Raises `CannotOpen` as soon as something does not fit."""

    def __init__(self, file: BinaryIO, secret: bytes) -> None:
        file_key = _unwrapped(file, secret)
        nonce = file.read(16)
        self._file, self._box = file, ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._read, self._number, self._next = bytearray(), 0, file.read(CHUNK + TAG)
        self._ended = False

    def read(self, size: int) -> bytes:
        while len(self._read) < size and not self._ended:
            self._read += self._chunk()
        taken = bytes(self._read[:size])
        del self._read[:size]
        return taken

    def _chunk(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            chunk = self._box.decrypt(_nonce(self._number, self._ended), sealed, None)
        except InvalidTag as fault:
            raise CannotOpen("This file is not whole, or was altered.") from fault
        self._number += 1
        return chunk


def is_sealed(start: bytes) -> bool:
    """Whether a file that begins like this is encrypted."""
    return start.startswith(FIRST)


def _header(file_key: bytes, public: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrap = _wrapping(once.exchange(X25519PublicKey.from_public_bytes(public)), share, public)
    stanza = b"-> X25519 %s\n%s\n" % (_text(share), _text(ChaCha20Poly1305(wrap).encrypt(NEVER, file_key, None)))
    return FIRST + stanza + b"--- " + _text(_mac(file_key, FIRST + stanza)) + b"\n"


def _unwrapped(file: BinaryIO, secret: bytes) -> bytes:
    """The key of this file, by the secret key. Raises `CannotOpen`."""
    first, to, body, end = (file.readline(200) for _ in range(4))
    own = X25519PrivateKey.from_private_bytes(secret)
    try:
        share, wrapped, mac = (
            _bytes(part) for part in (to.removeprefix(b"-> X25519 "), body, end.removeprefix(b"--- "))
        )
        key = _wrapping(
            own.exchange(X25519PublicKey.from_public_bytes(share)), share, own.public_key().public_bytes_raw()
        )
        file_key = ChaCha20Poly1305(key).decrypt(NEVER, wrapped, None)
    except (ValueError, InvalidTag) as fault:
        raise CannotOpen("This file was made for another key, or its beginning was altered.") from fault
    if not hmac.compare_digest(mac, _mac(file_key, first + to + body)):
        raise CannotOpen("The beginning of this file was altered.")
    return file_key


def _wrapping(shared: bytes, share: bytes, public: bytes) -> bytes:
    return _derived(shared, share + public, b"age-encryption.org/v1/X25519")


def _mac(file_key: bytes, above: bytes) -> bytes:
    return hmac.new(_derived(file_key, b"", b"header"), above + b"---", hashlib.sha256).digest()


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt or None, purpose).derive(key)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    plain = text.strip()
    return base64.b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
