"""The digest by which a home is known, of a member and of a child alike."""

from lantern.governance.rules.homes import home
from lantern.trail.sought import digest

KIND = "home|"  # so that the same words sought elsewhere have another digest


def home_digest(address: str, postcode: str) -> str:
    """Keyed by the installation and the partnership; empty where the address tells no home."""
    found = home(address, postcode)
    return digest(KIND + found) if found else ""
