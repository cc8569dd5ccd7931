"""An OpenID Connect issuer on this machine that says whatever a test has it say, honest or not.

with an_issuer() as issuer:
    issuer.person = {"sub": "1", "email": "sam@council.example", "email_verified": True}
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Claims = dict[str, Any]


def published(key: rsa.RSAPrivateKey, **others: str) -> Claims:
    """The public half as an issuer publishes it."""
    return jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": "1", "use": "sig"} | others


@dataclass
class Issuer:
    """`person` is who signs in; `changes` alter a token's claims, `said` the discovery document; `asked` are the requests."""

    url: str
    person: Claims = field(default_factory=dict)
    changes: Claims = field(default_factory=dict)
    said: Claims = field(default_factory=dict)
    key: rsa.RSAPrivateKey = KEY
    status: int = 200
    asked: list[tuple[str, Claims]] = field(default_factory=list)
    codes: dict[str, Claims] = field(default_factory=dict)

    def agrees(self, address: str) -> str:
        """The person signs in at `address`, as the browser was sent there; where the browser is sent back."""
        question = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(8)
        self.codes[code] = question
        return f"{question['redirect_uri']}?{urlencode({'code': code, 'state': question['state']})}"

    def token(self, question: Claims) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": question["client_id"], "nonce": question.get("nonce"), "iat": now, "exp": now + 300,
            "auth_time": now, **self.person, **self.changes,
        }  # fmt: skip
        stated = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(stated, self.key, algorithm="RS256", headers={"kid": "1"})

    def answer(self, path: str, form: Claims) -> Claims | None:
        self.asked.append((path, form))
        if path.endswith("/.well-known/openid-configuration"):
            return {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            } | self.said  # fmt: skip
        if path == "/keys":
            return {"keys": [published(KEY)]}
        question = self.codes.pop(form.get("code", ""), None)
        if path != "/token" or question is None or not _verified(question, form):
            return None
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.token(question)}


def _verified(question: Claims, form: Claims) -> bool:
    """As an issuer checks PKCE, the redirect address and the secret's being there."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    fits = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == question["code_challenge"]
    return fits and form.get("redirect_uri") == question["redirect_uri"] and bool(form.get("client_secret"))


@contextmanager
def an_issuer(**said: Any) -> Iterator[Issuer]:
    """One that listens for as long as the test needs it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(text).items()})

        def _answer(self, form: Claims) -> None:
            found = issuer.answer(urlsplit(self.path).path, form)
            self.send_response(issuer.status if found is not None else 400)
            if issuer.status in range(300, 400):
                self.send_header("Location", f"{issuer.url}/elsewhere")
            self.end_headers()
            self.wfile.write(json.dumps(found or {"error": "invalid_grant"}).encode())

        def log_message(self, format: str, *arguments: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}", **said)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
