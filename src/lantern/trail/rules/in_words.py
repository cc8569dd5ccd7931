"""An entry of the trail in plain words (SHA-6)."""

from lantern.trail.vocabulary import Kind
from lantern.trail.vocabulary.said import SAID, SEARCHES


def what_words(kind: str, what: str, *, of_child: bool = True) -> str:
    """What was done or looked at; a name nobody gave words to is shown as it is, never left out.

    A search leaves an entry for itself beside those of the children it showed.
    """
    if kind == Kind.SEARCH and not of_child:
        return SEARCHES.get(what, "Searched")
    known = SAID.get(what)
    if kind == Kind.PRINT and what != "governance.printed":
        return f"Printed a page. {known}" if known else f"Printed: {_bare(what)}"
    return known or f"{Kind(kind).label}: {_bare(what)}"


def names_said(words: str) -> list[str]:
    """The names of everything whose phrase has all of `words` in it, for a search of the trail by what was done."""
    wanted = words.casefold().split()
    return [name for name, phrase in SAID.items() if all(word in phrase.casefold() for word in wanted)]


def _bare(what: str) -> str:
    return what.replace("_", " ")
