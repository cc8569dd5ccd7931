"""The mail domains for which an agency's issuer may speak."""

import re

LONGEST = 253
SHAPE = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
ANYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.co.uk",
        "live.com",
        "live.co.uk",
        "msn.com",
        "yahoo.com",
        "yahoo.co.uk",
        "icloud.com",
        "me.com",
        "aol.com",
        "btinternet.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "mail.com",
        "zoho.com",
    ]
)


def domains_in(text: str) -> list[str]:
    """The domains that were typed, apart by spaces, commas or lines; an @ before one does no harm."""
    typed = (each.strip().lower().lstrip("@").rstrip(".") for each in re.split(r"[\s,;]+", text))
    return list(dict.fromkeys(each for each in typed if each))


def against_domain(domain: str) -> str:
    """Why it is not taken, or "": in a domain where anybody gets an address, an address proves nothing."""
    if not SHAPE.fullmatch(domain):
        return f"{domain[:60]} is not a mail domain. Enter what stands after the @, such as council.example."
    return f"Anybody can have an address in {domain}." if domain in ANYBODYS else ""
