"""When two namings surely mean one thing: a phone, a plate, an account, a postcode, however it was written (INT-6).

A person's or a place's name alone proves nothing, so it has no key: whether two are one a person says.
"""

import re

from lantern.network.vocabulary import Kind

UK = "+44"
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")


def key_of(kind: Kind, words: str) -> str:
    """The same for every way of writing the same thing; "" where the words are a mere name."""
    if kind is Kind.PHONE:
        return phone_key(words)
    if kind is Kind.VEHICLE:
        return re.sub(r"[^A-Z0-9]", "", words.upper())
    if kind is Kind.ACCOUNT:
        return account_key(words)
    if kind is Kind.PLACE and POSTCODE.fullmatch(words.upper().strip()):
        return words.upper().replace(" ", "")
    return ""


def phone_key(words: str) -> str:
    """+447700900123 for 07700 900123, +44 (0)7700 900123 and 0044 7700-900123."""
    digits = re.sub(r"[^0-9+]", "", words.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return UK + digits[1:] if digits.startswith("0") else digits


def account_key(words: str) -> str:
    """tiktok:@name, or @name where nobody said on which platform."""
    platform, _, name = words.rpartition(" ")
    handle = f"@{name.lstrip('@').casefold().rstrip('.')}"
    return f"{platform.casefold().strip()}:{handle}" if platform.strip() else handle


def label_of(kind: Kind, words: str) -> str:
    """How it is written on a page: a plate in capitals, a phone as it was said."""
    return (
        words.upper()
        if kind is Kind.VEHICLE or key_of(kind, words) == words.upper().replace(" ", "")
        else words.strip()
    )
