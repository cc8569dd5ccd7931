"""The secrets by which agencies' systems are known, and what speaks against one (security.md 5, PAR-6)."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from lantern.organisation.rules.protocol import Protocol

LONGEST = timedelta(days=366)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters and digits that are taken for each other
PREFIX_LENGTH = 8
SECRET = re.compile(rf"lantern_([{ALPHABET}]{{{PREFIX_LENGTH}}})_[A-Za-z0-9_-]{{43}}", re.ASCII)


@dataclass(frozen=True)
class Secret:
    """A new secret: `text` is known now and never again."""

    text: str

    @property
    def prefix(self) -> str:
        """The part by which people tell it from others."""
        found = SECRET.fullmatch(self.text)
        return found[1] if found else ""

    @property
    def digest(self) -> str:
        """What the database keeps."""
        return digest_of(self.text)


def new_secret() -> Secret:
    """256 random bits; it says whose it is, so that one left in a file can be recognised and revoked."""
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(PREFIX_LENGTH))
    return Secret(f"lantern_{prefix}_{secrets.token_urlsafe(32)}")


def digest_of(text: str) -> str:
    """The digest of what was shown, or "" of what no credential can look like; 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest() if SECRET.fullmatch(text) else ""


def against_making(protocol: Protocol) -> str:
    """An agency without a signed, current protocol is given nothing (PAR-6)."""
    if protocol is Protocol.SIGNED:
        return ""
    return f"The agency’s sharing protocol is {protocol.value}. Record a signed one first."


def against_expiry(expires: date, today: date) -> str:
    """The day is asked, and is within a year, so that somebody looks at each credential once a year."""
    if expires <= today:
        return "It must expire after today"
    return "It must expire within a year" if expires > today + LONGEST else ""


def against_presenting(*, expires: date, revoked: bool, today: date) -> str:
    """Why a credential no longer tells who somebody is, for whoever holds its secret."""
    if revoked:
        return "This credential was revoked. Ask the partnership for a new one."
    if today > expires:
        return f"This credential expired on {expires:%Y-%m-%d}. Ask the partnership for a new one."
    return ""


def against_sharing(protocol: Protocol) -> str:
    """Why an agency whose system is known may do nothing here now (PAR-6)."""
    if protocol is Protocol.SIGNED:
        return ""
    return f"Your agency’s sharing protocol is {protocol.value}. Until it is signed, nothing is received or given out."
