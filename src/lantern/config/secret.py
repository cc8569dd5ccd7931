"""The secret key: from the environment, else made once beside the embedded database."""

import os
import secrets
from pathlib import Path

from lantern.config import embedded


def key() -> str:
    """`$LANTERN_SECRET_KEY`, else a random key kept in a file that only this user can read."""
    if given := os.environ.get("LANTERN_SECRET_KEY"):
        return given
    kept = file()
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(50))
    return kept.read_text()


def file() -> Path:
    """Where the key is kept when the environment has none."""
    return Path(embedded.cluster().home) / "secret.key"
