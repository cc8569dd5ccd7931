"""Where Lantern may ask on somebody's word: an issuer's address is typed by an administrator (security.md 6)."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052
TRANSLATED_HERE = IPv6Network("64:ff9b:1::/48")  # RFC 8215


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
    """Whether an IP address lies in the open internet: not this machine, not its network, nothing special.

    An IPv4 address inside an IPv6 one, in whichever of the three ways, is judged as what it is.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inside = IPv4Address(found.packed[-4:]) if found in TRANSLATED else found.ipv4_mapped or found.sixtofour
        if inside:
            return is_public(str(inside))
        if found in TRANSLATED_HERE:
            return False
    return found.is_global and not found.is_multicast
