"""An address as one home: the same however it is written (SHA-6)."""

import re

HOUSE = re.compile(r"\b\d+[a-z]?\b")
WORD = re.compile(r"[a-z]+")
POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$")


def postcode_of(typed: str) -> str:
    """A postcode without blanks, in capitals; empty when it is none."""
    plain = re.sub(r"\s", "", typed).upper()
    return plain if POSTCODE.match(plain) else ""


def home(address: str, postcode: str) -> str:
    """What tells one home from another: the postcode and the numbers of flat and house, or the house's name.

    Empty where there is too little to go by: a postcode alone is a street.
    """
    code = postcode_of(postcode)
    first = address.casefold().split("\n")[0]
    numbers = HOUSE.findall(first.replace(code.casefold(), ""))
    name = " ".join(WORD.findall(first.split(",")[0]))
    house = " ".join(numbers) or name
    return f"{code}|{house}" if code and house else ""
