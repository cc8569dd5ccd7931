"""One incident: its messages read together become one episode's facts (MIS-1 to MIS-3, MIS-5, MIS-6)."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from lantern.missing.rules import precedence
from lantern.missing.rules.facts import EpisodeFacts, Incident, Said
from lantern.missing.rules.message import Message
from lantern.missing.rules.precedence import Statement, latest, spoken
from lantern.missing.rules.stretches import kind_of, stretches
from lantern.missing.rules.tellings import tells
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment


def in_order(messages: Iterable[Message]) -> list[Message]:
    """Messages in the order in which an incident unfolds; the order of arrival is never read (MIS-3)."""
    return sorted(messages, key=precedence.unfolding)


def episode_facts(key: Incident, messages: Sequence[Message]) -> EpisodeFacts | None:
    """The facts as they stand after `messages`, which are in order; `None` when nothing says when the episode started.

    An episode may start before the report: the start is when the child was last seen, else when it was reported.
    """
    reported = precedence.first_moment(spoken(messages, lambda message: message.reported))
    start = last_seen(messages) or reported
    if start is None:
        return None
    usable = [message for message in messages if not is_found_too_early(message, start)]
    end = found(usable)
    parts = stretches(messages, start, end)
    risk, grades = precedence.risk_stands(messages), precedence.grades(messages)
    return EpisodeFacts(
        key=key,
        start=start,
        reported=reported,
        end=end,
        risk=risk.risk,
        risk_flag=risk.flag,
        risk_reason=latest(spoken(messages, lambda message: message.risk_reason)) or "",
        grade=latest(grades),
        graded_at=precedence.graded_at(grades),
        absence=kind_of(parts),
        stretches=parts,
        missing_from=latest(spoken(messages, lambda message: message.missing_from)),
        from_where=latest(spoken(messages, lambda message: message.from_where)) or "",
        reported_by=latest(spoken(messages, lambda message: message.reported_by)) or "",
        seen_by=latest(spoken(messages, lambda message: message.seen_by)) or "",
        circumstances="\n".join(circumstances(messages)),
        found_where=latest(spoken(usable, lambda message: message.found_where)) or "",
        found_kind=latest(spoken(usable, lambda message: message.found_kind)),
        found_by=latest(spoken(usable, lambda message: message.found_by)),
        found_area=latest(spoken(usable, lambda message: message.found_area)) or "",
        found_state=latest(spoken(usable, lambda message: message.found_state)) or "",
        found_with=latest(spoken(usable, lambda message: message.found_with)) or "",
        harm=latest(spoken(messages, lambda message: message.harm)),
        messages=tuple(message.key for message in messages),
        history=history(messages),
        doubts=()
        if any(message.person_made and message.found for message in usable)
        else early_returns(messages, start),
    )


def last_seen(messages: Sequence[Message]) -> Moment | None:
    """When the child was last seen; of incidents that a person joined, the earliest."""
    said = by_incident(spoken(messages, lambda message: message.last_seen))
    return min((stands for one in said if (stands := precedence.latest_moment(one))), default=None)


def found(messages: Sequence[Message]) -> Moment | None:
    """When the child was found; of incidents that a person joined, the latest."""
    said = by_incident(spoken(messages, lambda message: message.found))
    return max((stands for one in said if (stands := precedence.latest_moment(one))), default=None)


def by_incident(statements: list[Statement[Moment]]) -> list[list[Statement[Moment]]]:
    """Statements of each incident apart; where a person put it right, that is about the whole episode and stands alone."""
    if corrections := [one for one in statements if one[0].corrects]:
        return [corrections]
    ordered = sorted(statements, key=lambda one: one[0].incident)
    return [list(group) for _, group in groupby(ordered, key=lambda one: one[0].incident)]


def is_found_too_early(message: Message, start: Moment) -> bool:
    """Whether the message has the child found before they were last seen, however a date-only return is read."""
    return message.found is not None and message.found.latest < start.at


def circumstances(messages: Iterable[Message]) -> tuple[str, ...]:
    """Everything told about the circumstances, once each: a later account adds to an earlier one."""
    told: dict[str, str] = {}
    for message in messages:
        if text := message.circumstances.strip():
            told.setdefault(precedence.plain(text), text)
    return tuple(told.values())


def history(messages: Iterable[Message]) -> tuple[Said, ...]:
    """Every fact as each message gave it; the same content sent again adds nothing (MIS-3)."""
    first_with = {message.fingerprint: message for message in reversed(list(messages))}
    return tuple(
        Said(fact, value, message.key)
        for message in in_order(first_with.values())
        for fact, value in tells(message).items()
    )


def early_returns(messages: Iterable[Message], start: Moment) -> tuple[str, ...]:
    """Words for each return that cannot be applied, once each."""
    early = (message.found for message in messages if is_found_too_early(message, start))
    said = (words.said_long(moment) for moment in early if moment)
    return tuple(dict.fromkeys(f"A return on {when} was received, before the child was last seen." for when in said))
