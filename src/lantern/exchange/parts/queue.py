"""What the queue's pages draw: a line of each list, the notification beside its candidates, episodes beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.record import record_of
from lantern.children.rules.described import Described
from lantern.children.rules.in_words import status_words
from lantern.design.parts import Fact
from lantern.exchange.rules.likelihood import Likelihood, likelihood
from lantern.exchange.vocabulary import Ask
from lantern.missing.models import Episode, Incident, Message
from lantern.missing.parts.history import said
from lantern.missing.parts.who import child_url, named
from lantern.missing.rules import wire
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.incident import episode_facts, in_order
from lantern.organisation.rules.arrangement import Matching
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

SEXES = {"F": "Female", "M": "Male"}
KINDS = {
    Likelihood.VERY_LIKELY: "note",
    Likelihood.LIKELY: "note",
    Likelihood.POSSIBLE: "plain",
    Likelihood.OTHER_NAME: "warning",
}
HIDDEN = "A child outside your areas"
CLOSEST = 2  # episodes shown where none is surely in the way


@dataclass(frozen=True)
class Waiting:
    """One line of a list of the queue."""

    verb: str
    url: str
    what: str
    why: str
    at: Any


@dataclass(frozen=True)
class Likely:
    """A child that an incident may be about, as far as the viewer may see: one they may not has no name and no facts."""

    child: UUID
    seen: bool
    name: str = HIDDEN
    url: str = ""
    word: str = ""
    kind: str = "plain"
    bits: float = 0
    facts: tuple[Fact, ...] = ()
    agrees: Sequence[str] = ()
    disagrees: Sequence[str] = ()


VERBS = {
    Ask.WHO: "Say who it is",
    Ask.OVERLAP: "Sort out the overlap",
    Ask.TIMES: "Give the right time",
}


def lines(ask: Ask, rows: Iterable[Incident], viewer: Viewer) -> list[Waiting]:
    """One line for each incident that waits."""
    return [_line(ask, each, viewer) for each in rows]


def _line(ask: Ask, incident: Incident, viewer: Viewer) -> Waiting:
    place = viewer.areas.name(incident.area_id) or "area not known"
    what = named(incident.child, viewer) if incident.child else place
    return Waiting(
        verb=VERBS[ask],
        url=reverse("exchange:incident", args=[incident.pk]),
        what=f"{incident.reference} · {what}",
        why=incident.held or ("A time or a return is in doubt." if ask is Ask.TIMES else incident.why),
        at=incident.first_said,
    )


def likely(rows: Iterable[Any], latest: dict[UUID, Episode], viewer: Viewer, given: Matching) -> list[Likely]:
    """The candidates, each beside the others: what agrees, what does not, and how much it weighs."""
    return [
        _likely(each, latest.get(each.child_id), viewer, given) if each.seen else Likely(each.child_id, seen=False)
        for each in rows
    ]


def _likely(row: Any, latest: Episode | None, viewer: Viewer, given: Matching) -> Likely:
    word = likelihood(row.weight, certain=given.certain_from, possible=given.possible_from, disagrees=row.disagrees)
    return Likely(
        child=row.child_id,
        seen=True,
        name=name_for(row.child, viewer),
        url=child_url(row.child, viewer),
        word=word.capitalize(),
        kind=KINDS[word],
        bits=row.weight,
        facts=tuple(record_facts(row.child, latest, viewer)),
        agrees=row.agrees,
        disagrees=row.disagrees,
    )


def record_facts(child: Child, latest: Episode | None, viewer: Viewer) -> Iterator[Fact]:
    """What a child's record says, in the order in which what came in says it."""
    record = record_of(child)
    other = dict.fromkeys(str(each) for each in record.names if str(each) != str(child))
    yield Fact("Name", "; ".join([str(child), *other]))
    yield Fact("Born", _born(child.born, viewer))
    yield Fact("Sex", SEXES.get(child.sex, child.sex))
    yield Fact("Address", "; ".join(str(each) for each in record.addresses))
    yield Fact("Area", viewer.areas.name(child.area_id) or "Not known")
    yield Fact("Standing", status_words(child.status))
    yield Fact("Numbers", ", ".join([child.number, *(f"{each.system} {each.value}" for each in record.references)]))
    yield Fact("Last missing", _last_missing(latest))


def _last_missing(latest: Episode | None) -> str:
    if latest is None:
        return "Never, as far as is known"
    since = words.said_long(latest.start)
    return f"Missing now, since {since}" if latest.is_open else since


def described(messages: Iterable[Message], viewer: Viewer) -> list[Fact]:
    """What the messages say of the child, each different thing once, in the order of the candidates' facts."""
    told = [wire.from_json(each.said).who for each in messages]
    return [
        Fact("Name", _each(f"{who.forename} {who.surname}".strip() for who in told)),
        Fact("Born", _each(_born(who.born, viewer) for who in told)),
        Fact("Sex", _each(SEXES.get(who.sex, who.sex) for who in told)),
        Fact("Address", _each(_address(who) for who in told)),
    ]


def circumstances(facts: EpisodeFacts | None) -> list[Fact]:
    """What the messages say of the absence."""
    if facts is None:
        return [Fact("Last seen", "No message says when")]
    return [
        Fact("Last seen", said(facts.start)),
        Fact("Reported", said(facts.reported)),
        Fact("Missing from", said(facts.missing_from)),
        Fact("Circumstances", facts.circumstances),
        Fact("Found", said(facts.end)),
        Fact("Where found", facts.found_where),
    ]


def as_told(incident: Incident, messages: Iterable[Message]) -> EpisodeFacts | None:
    """The episode that the incident's messages would make, taken alone."""
    return episode_facts(
        (incident.source, incident.reference), in_order(wire.from_json(each.said) for each in messages)
    )


@dataclass(frozen=True)
class Beside:
    """An episode that stands where a held one would."""

    incident: UUID
    title: str
    url: str
    facts: list[Fact]
    doubts: Sequence[str]
    mend_url: str
    mend: str


def rivals(told: EpisodeFacts | None, episodes: Iterable[Episode], viewer: Viewer) -> list[Beside]:
    """The episodes in the way of the held one: those that share its time, or its beginning when it has no end."""
    rows = list(episodes)
    if told is None:
        return [_beside(each, viewer) for each in rows[-CLOSEST:]]
    span = Span(told.start, told.end or told.start)
    meeting = [each for each in rows if _span(each).overlaps(span)]
    closest = sorted(rows, key=lambda each: abs(each.started_at - told.start.at))[:CLOSEST]
    return [_beside(each, viewer) for each in meeting or closest]


def _beside(episode: Episode, viewer: Viewer) -> Beside:
    name, label = mending(episode, viewer)
    return Beside(
        incident=episode.incident_id,
        title=f"Episode {episode.incident.reference}",
        url=reverse("missing:episode", args=[episode.pk]),
        facts=standing(episode),
        doubts=episode.doubts,
        mend_url=reverse(name, args=[episode.pk]) if name else "",
        mend=label,
    )


def mending(episode: Episode, viewer: Viewer) -> tuple[str, str]:
    """The page that gives the episode its right times, and how to call the way there."""
    if not viewer.may(Permission.RECORD_RETURN):
        return "", ""
    return ("missing:correct", "Correct its times") if episode.end else ("missing:return", "Record the return")


def standing(episode: Episode) -> list[Fact]:
    """The facts of an episode, in the order of `circumstances`."""
    reported = Moment(episode.reported_at, episode.reported_date_only) if episode.reported_at else None
    return [
        Fact("Last seen", said(episode.start)),
        Fact("Reported", said(reported)),
        Fact("Missing from", episode.missing_from.capitalize()),
        Fact("Circumstances", episode.circumstances),
        Fact("Found", said(episode.end) or "No return is recorded"),
        Fact("Where found", episode.found_where),
    ]


def _span(episode: Episode) -> Span:
    until = Moment(episode.back_by, episode.back_by_date_only) if episode.back_by else None
    return Span(episode.start, episode.end or until)


def _born(born: Any, viewer: Viewer) -> str:
    return f"{words.day(born)} ({words.age(born, viewer.today)})" if born else ""


def _address(who: Described) -> str:
    return ", ".join(part for part in (who.address, who.postcode) if part)


def _each(said_of: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(each for each in said_of if each)) or "Not said"
