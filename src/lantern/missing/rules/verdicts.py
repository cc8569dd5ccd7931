"""What became of each message of an incident, with the reason in plain words (MIS-3; exactly one verdict each)."""

from collections.abc import Sequence

from lantern.missing.rules.facts import EpisodeFacts, Verdict
from lantern.missing.rules.incident import is_found_too_early
from lantern.missing.rules.message import Message
from lantern.missing.rules.tellings import LABELS, Known
from lantern.missing.vocabulary import MessageKind, Outcome
from lantern.timekeeping import words


def verdicts(facts: EpisodeFacts, messages: Sequence[Message]) -> dict[str, Verdict]:
    """A verdict by message key; `messages` are in order and `facts` are what they come to."""
    known, seen = Known(), list[Message]()
    settled = any(message.person_made and _has_return(message, facts) for message in messages)
    given: dict[str, Verdict] = {}
    for message in messages:
        given[message.key] = (
            _same_again(message, seen)
            or _return_in_doubt(message, facts, settled=settled)
            or _opens_or_closes(message, facts, seen)
            or _later_message(message, seen, known)
        )
        known.learn(message)
        seen.append(message)
    return given


def _has_return(message: Message, facts: EpisodeFacts) -> bool:
    """Whether the message gives a return that can be applied."""
    return message.found is not None and not is_found_too_early(message, facts.start)


def _same_again(message: Message, seen: Sequence[Message]) -> Verdict | None:
    if any(message.fingerprint == earlier.fingerprint for earlier in seen):
        return Outcome.DUPLICATE, "The same content was received before."
    return None


def _return_in_doubt(message: Message, facts: EpisodeFacts, *, settled: bool) -> Verdict | None:
    """A return that cannot be applied needs a person, unless a person has entered the return since (MIS-6)."""
    if message.found is None and message.kind is MessageKind.FOUND:
        reason = "It says that the child was found, but not when."
    elif is_found_too_early(message, facts.start) and message.found:
        found, start = words.said_long(message.found), words.said_long(facts.start)
        reason = f"The return ({found}) is before the start of the episode ({start})."
    else:
        return None
    if settled:
        return Outcome.UPDATED, f"{reason} The return that a person entered stands."
    return Outcome.NEEDS_PERSON, f"{reason} The episode stays open until a person says when the child returned."


def _opens_or_closes(message: Message, facts: EpisodeFacts, seen: Sequence[Message]) -> Verdict | None:
    """The first message opens the episode, the first that gives a return closes it; a return alone does both."""
    closes = _has_return(message, facts) and not any(_has_return(earlier, facts) for earlier in seen)
    if closes and facts.end:
        opening = "Opens and closes" if not seen else "Closes"
        return Outcome.CLOSED, f"{opening} the episode: found {words.said_long(facts.end)}."
    if not seen:
        return Outcome.OPENED, f"Opens the episode that starts {words.said_long(facts.start)}."
    return None


def _later_message(message: Message, seen: Sequence[Message], known: Known) -> Verdict:
    news = known.news(message)
    if news:
        return Outcome.UPDATED, _news_words(message, news, known)
    if any((earlier.kind, earlier.person_made) == (message.kind, message.person_made) for earlier in seen):
        return Outcome.DUPLICATE, "The incident was announced before, and this adds nothing to it."
    return Outcome.UPDATED, "Confirms what is known already."


def _news_words(message: Message, news: Sequence[str], known: Known) -> str:
    told = f"Tells {_listed([LABELS[fact] for fact in news])}."
    outweighed = [LABELS[fact] for fact in news if not message.person_made and known.is_settled_by_a_person(fact)]
    return f"{told} What a person entered stands for {_listed(outweighed)}." if outweighed else told


def _listed(labels: Sequence[str]) -> str:
    """One, two and three."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
