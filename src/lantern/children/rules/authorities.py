"""Which authority is responsible for a child, in whose area the child is placed, and who holds which duty (PAR-9)."""

from typing import NamedTuple

DUTIES = "the missing chat, the contact and the prevention plan"
AGREED_WITH_WHOM = "Name the authority with which it is agreed."
UNNAMED = "another authority"


class Authorities(NamedTuple):
    """As the record names them on a day; a blank name is ours."""

    home: str = ""
    host: str = ""
    agreed_ours: bool = False
    agreed_theirs: bool = False

    @property
    def holder(self) -> str:
        """The other authority that holds the duties after a return, blank when they are ours.

        They stay with whoever is responsible, unless it was agreed that they are done where the child lives.
        """
        if self.host and self.agreed_theirs:
            return self.host
        return "" if self.agreed_ours else self.home

    def unnamed(self) -> "Authorities":
        """For a viewer who reads no names."""
        return self._replace(home=self.home and UNNAMED, host=self.host and UNNAMED)


def placed_words(stand: Authorities) -> str:
    """Placed here by Sampleshire; Placed in Otherton; Sampleshire is responsible, placed in Otherton; or nothing."""
    if stand.home and stand.host:
        return f"{capital(stand.home)} is responsible, placed {_at(stand.host)}"
    if stand.host:
        return f"Placed {_at(stand.host)}"
    return f"Placed here by {stand.home}" if stand.home else ""


def holder_words(stand: Authorities) -> str:
    """Who holds the duties, in a sentence; nothing where no other authority has to do with the child."""
    if not stand.home and not stand.host:
        return ""
    agreed = ", as agreed" if stand.agreed_theirs or stand.agreed_ours else ""
    return f"{capital(stand.holder) or 'This partnership'} holds {DUTIES}{agreed}"


def duty_words(holder: str, here: str) -> str:
    """Sampleshire holds this duty, watched here: Sam Invented; or who does it here."""
    return f"{capital(holder)} holds this duty, watched here: {here}" if holder else here


def why_not_ours(stand: Authorities) -> str:
    """What a chat that is not offered here says for a reason."""
    return f"{stand.holder} {'has agreed' if stand.agreed_theirs else 'is responsible and is'} to offer it."


def _at(host: str) -> str:
    return f"in the area of {host}" if host == UNNAMED else f"in {host}"


def capital(name: str) -> str:
    """A name as a sentence begins with it."""
    return name[:1].upper() + name[1:]
