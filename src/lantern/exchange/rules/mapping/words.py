"""Words of a sender that somebody must explain, and what they most likely stand for (MIS-3)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from lantern.exchange.rules.feed_values import word
from lantern.exchange.rules.mapping.fields import KNOWN_WORDS, fields_of
from lantern.exchange.rules.mapping.stated import LONGEST_WORD, FileMapping
from lantern.exchange.rules.mapping.vocabularies import SENDERS_WORDS
from lantern.exchange.vocabulary import FileKind

ASKED = 60  # words of one field at most
REFUSING = ("message", "status")  # a row that says neither what happened nor how a child stands cannot be used


def unknown_words(kind: FileKind, name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """What the cells of a coded field say that our own layout would not understand, the most frequent first.

    A risk in a sender's own words is kept as medium until a person grades it (MIS-2), so it is asked about like the rest.
    """
    if not fields_of(kind)[name].words:
        return ()
    known = KNOWN_WORDS[name]
    said = Counter(text.casefold() for text in texts if word(text) and len(text) <= LONGEST_WORD)
    return tuple(text for text, _ in said.most_common() if text not in known)[:ASKED]


def new_words(mapping: FileMapping, columns: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Words by field for which rows would be refused, and which nobody has been asked about yet."""
    found = {}
    for name in REFUSING:
        if column := mapping.columns.get(name):
            said = unknown_words(mapping.kind, name, columns.get(column, ()))
            found[name] = tuple(text for text in said if text not in mapping.words.get(name, {}))
    return {name: words for name, words in found.items() if words}


def proposed_words(kind: FileKind, name: str, texts: Iterable[str]) -> dict[str, str]:
    """Our word for each of them where that is usual; a word nobody knows stays as it is and is said to be unknown."""
    usual = SENDERS_WORDS.get(name, {})
    return {text: usual[text] for text in unknown_words(kind, name, texts) if text in usual}
