"""What is kept of a secret that was handed out in a link."""

import hashlib


def digest_of(secret: str) -> str:
    """What the database keeps of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
