"""A passkey in software: it makes real keys and signs real answers, honest or not, without a browser.

key = Passkey()
key.added(client); key.signs_in(Client())
"""

import hashlib
import json
import re
import secrets
import struct
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ADD, SIGN_IN = "/account/passkeys/new/", "/account/sign-in/passkey/"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40
Options = dict[str, Any]


@dataclass
class Passkey:
    """`verifies` is whether it asks for a finger or a PIN; `host` and `origin` are what the browser says it is at."""

    verifies: bool = True
    host: str = "localhost"
    origin: str = "https://localhost"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user: str = ""

    def added(self, client: Client, name: str = "") -> Any:
        """Add it on the page."""
        options = asked_on(client.get(ADD).content.decode())
        return client.post(ADD, {"name": name, "credential": self.made(options)})

    def signs_in(self, client: Client, **others: str) -> Any:
        """Sign in with nothing else."""
        options = client.get(SIGN_IN, headers={"X-Requested-With": "XMLHttpRequest"}).json()["request_options"]
        return client.post(SIGN_IN, {"credential": self.answered(options["publicKey"]), **others})

    def made(self, options: Options) -> str:
        """The answer to being asked for a new key."""
        self.user = options["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        whose = b"\0" * 16 + struct.pack(">H", len(self.number)) + self.number + cbor.encode(dict(public))
        data = self._data(WITH_KEY) + whose
        response = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", options)),
            "attestationObject": websafe_encode(cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return self._credential(response)

    def answered(self, options: Options) -> str:
        """The answer to being asked who is there."""
        data, said = self._data(0), self._client_data("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.user,
        }
        return self._credential(response)

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", 0)

    def _client_data(self, kind: str, options: Options) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _credential(self, response: dict[str, str]) -> str:
        number = websafe_encode(self.number)
        return json.dumps(
            {"id": number, "rawId": number, "type": "public-key", "clientExtensionResults": {}, "response": response}
        )


def asked_on(page: str) -> Options:
    """What a page asks a passkey."""
    found = re.search(r'data-passkey-with="([^"]+)"', page)
    assert found, page
    options: Options = json.loads(unescape(found[1]))["publicKey"]
    return options


def user_of(options: Options) -> bytes:
    """The user a key is made for, as the site names them."""
    return bytes(websafe_decode(options["user"]["id"]))
