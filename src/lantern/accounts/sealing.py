"""Secrets that must be read again are kept encrypted, so that a copy of the database opens nothing (security.md 5)."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealed(text: str, purpose: str) -> str:
    """`text` as it may stand in the database; only `opened` with the same purpose reads it."""
    return _box(purpose).encrypt(text.encode()).decode()


def opened(text: str, purpose: str) -> str:
    """What was sealed, also under a key that has been replaced since (`SECRET_KEY_FALLBACKS`)."""
    return _box(purpose).decrypt(text.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"{purpose} {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
