"""Where Lantern may ask on somebody's word: an issuer's address is typed by an administrator (security.md 6)."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def against_url(url: str, *, plain: bool = False) -> str:
    """Why an issuer's address is refused, or "": https alone, a host, no password, no question in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "This is not a web address."
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        return "The address must start with https://."
    if not parts.hostname or parts.username or parts.password or port == 0:
        return "This is not the address of an issuer."
    return "The address of an issuer has no ? or # in it." if parts.query or parts.fragment else ""


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet: not this machine, not its network, nothing special."""
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return bool(mapped.is_global and not mapped.is_multicast)
