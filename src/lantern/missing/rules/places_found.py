"""The kind of place that a feed's own words name, where they name one without doubt (MIS-6).

A place is known by its whole phrase or by the last word of its name: Example Station is a station, Station Road is not.
What is not surely one kind is none, and a person may say it.
"""

import re

from lantern.missing.vocabulary import FoundIn

_A = r"(?:an? |the |his |her |their )?"
_DWELLING = r"(?:house|home|address|flat)"
_RELATIVE = r"(?:relative|family member|grandparent|grandmother|grandfather|aunt|uncle|sister|brother|cousin)"
_NAME = r"(?:[^\W\d][\w'’.&-]* ){0,4}"  # of a place; a longer text is a tale, not a name
_TOWN = r"(?:, [^\d,]*)?"
_PHRASES = {
    FoundIn.HOME: rf"(?:returned |at )?(?:(?:own|home|family) {_DWELLING}|home)",
    FoundIn.PLACEMENT: rf"(?:returned to |at )?{_A}(?:own )?(?:placement|care home|children['’]?s home)",
    FoundIn.FRIEND: rf"(?:at )?{_A}(?:{_DWELLING} of {_A}friend|friend['’]?s? {_DWELLING})",
    FoundIn.FAMILY: rf"(?:at )?{_A}(?:{_DWELLING} of {_A}{_RELATIVE}|{_RELATIVE}(?:['’]?s)? {_DWELLING})",
    FoundIn.KNOWN: rf"(?:at )?{_A}(?:other |another )?known {_DWELLING}",
    FoundIn.SERVICE: rf"{_NAME}(?:police station|hospital|school|college|academy){_TOWN}",
    FoundIn.PUBLIC: rf"{_NAME}(?:retail park|shopping centre|arcade|supermarket|restaurant|cinema|library|pier|shop){_TOWN}",
    FoundIn.TRANSPORT: rf"{_NAME}station{_TOWN}|(?:on )?(?:an? |the )?(?:train|bus|coach|tram)(?: to .*)?",
    FoundIn.STREET: rf"{_NAME}(?:park|gardens|meadow|recreation ground|beach|seafront|high street){_TOWN}"
    r"|(?:in the |on the )?street|walking (?:on|along|in) .*",
}
_READ = tuple((kind, re.compile(phrase, re.IGNORECASE)) for kind, phrase in _PHRASES.items())


def kind_said(where: str) -> FoundIn | None:
    """The kind that `where` says; the first in the order above, so that a police station is no place to catch a train."""
    place = " ".join(where.split()).rstrip(".")
    return next((kind for kind, phrase in _READ if phrase.fullmatch(place)), None)
