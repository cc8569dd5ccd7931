"""What a chat names: suggestions in their own words, and what was confirmed of them (INT-6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lantern.access.viewer import Viewer
from lantern.missing.models import Chat, ChatText, Episode
from lantern.missing.parts.chat_record import ASKED, CHOICES
from lantern.missing.vocabulary import Section
from lantern.network.models import Entity, Mention
from lantern.network.queries import known_of, same_names
from lantern.network.rules.keys import key_of
from lantern.network.rules.suggesting import Known, Suggestion, suggestions
from lantern.network.vocabulary import Kind

ROUND = 40  # characters shown on either side
AT_MOST = 5  # of one name


@dataclass(frozen=True)
class Named:
    """A suggestion with the words round it, and the entities it may be the same as."""

    section: str
    suggestion: Suggestion
    before: str
    after: str
    kinds: tuple[Kind, ...]
    same: tuple[Entity, ...] = ()


def named_in(
    chat: Chat, texts: Iterable[ChatText], episodes: Iterable[Episode], confirmed: Iterable[Mention], viewer: Viewer
) -> list[Named]:
    """What may be named in a chat and is not confirmed yet, section by section."""
    known = [*known_of(chat.child, viewer), *_places(episodes)]
    done = {_mark(Kind(each.entity.kind), each.words) for each in confirmed}
    by_section = {Section(each.section): each.text for each in texts}
    fresh = [
        (section, one)
        for section in Section
        if section in by_section and section not in CHOICES
        for one in _fresh(suggestions(by_section[section], known), done)
    ]
    same = same_names([one.words for _, one in fresh], viewer)
    return [_named(section, by_section[section], one, same) for section, one in fresh]


def _fresh(found: Iterable[Suggestion], done: set[str]) -> Iterator[Suggestion]:
    for one in found:
        marks = {_mark(kind, one.words) for kind in ([one.kind] if one.kind else (Kind.PERSON, Kind.PLACE))}
        if not marks & done:
            done |= marks
            yield one


def _mark(kind: Kind, words: str) -> str:
    return f"{kind}:{key_of(kind, words) or words.casefold()}"


def _named(section: Section, text: str, one: Suggestion, known: Mapping[tuple[Kind, str], list[Entity]]) -> Named:
    kinds = (one.kind,) if one.kind else (Kind.PERSON, Kind.PLACE)
    same = tuple(each for kind in kinds for each in known.get((kind, one.words.strip().lower()), [])[:AT_MOST])
    before, after = text[max(0, one.start - ROUND) : one.start], text[one.end : one.end + ROUND]
    return Named(section.value, one, before, after, kinds, same)


def _places(episodes: Iterable[Episode]) -> Iterator[Known]:
    """Where the child was missing from and found, as the record has it."""
    for each in episodes:
        for place in {each.from_where, each.found_where} - {""}:
            yield Known(Kind.PLACE, place)


def section_label(section: str) -> str:
    """What the section asks."""
    return ASKED[Section(section)][0]
