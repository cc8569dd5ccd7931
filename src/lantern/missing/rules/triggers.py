"""What makes a child's episodes ask for more than their own clocks: a pure function of facts and arrangement (MIS-12).

Each episode is a cause of its own, and a trigger fires once for it: what arrives late adds to the words of those that
stand, and takes away none. Nothing is stored between calls.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.missing.rules.facts import EpisodeFacts, Incident
from lantern.missing.vocabulary import Absence, Answerer, Harm, Risk, TriggerKind
from lantern.timekeeping import words
from lantern.timekeeping.clocks import Clock, due
from lantern.timekeeping.moments import Moment

BOTH = (Answerer.CHILDRENS_SERVICES, Answerer.LIAISON_OFFICER)
ANSWERED_BY: Mapping[TriggerKind, tuple[Answerer, ...]] = {
    TriggerKind.REPEAT: BOTH,
    TriggerKind.HARM: (Answerer.CHILDRENS_SERVICES,),
    TriggerKind.RISK_OF_HARM: (Answerer.LIAISON_OFFICER,),
    TriggerKind.HARM_AND_AGAIN: BOTH,  # a strategy meeting is of several agencies
}
NO_HARM = (None, Harm.NONE)


@dataclass(frozen=True, slots=True)
class Rules:
    """The arrangement's part in it: from how many episodes in how many days, what a high risk counts for, how long there is."""

    count: int
    days: int
    high_risk_counts: bool
    answer: Clock


@dataclass(frozen=True, slots=True)
class Account:
    """What one record about an episode says of harm; `source` is what kind of record it is, in words."""

    at: Moment
    source: str
    harm: Harm | None = None
    at_risk: bool = False
    significant: bool = False
    likely_again: bool = False


@dataclass(frozen=True, slots=True)
class Fired:
    """One trigger that somebody must answer. `episode` is its cause; `at` is when that was known, whoever heard when."""

    kind: TriggerKind
    answerer: Answerer
    episode: Incident
    at: Moment
    due: datetime
    words: str


RulesOn = Callable[[EpisodeFacts], Rules]


def triggers(
    episodes: Iterable[EpisodeFacts], accounts: Mapping[Incident, Iterable[Account]], rules_on: RulesOn
) -> tuple[Fired, ...]:
    """Every trigger of one child's `episodes`, in the order in which the episodes began.

    `accounts` is what people recorded about each, besides what its own messages say.
    """
    in_order = sorted(episodes, key=lambda each: (each.start, each.key))
    missing = [each for each in in_order if each.absence is Absence.MISSING]
    fired: list[Fired] = []
    for episode in in_order:
        rules = rules_on(episode)
        told = sorted((*_of_messages(episode), *accounts.get(episode.key, ())), key=_in_order)
        for kind, at, said in (*_repeat(episode, missing, rules), *_harm(episode, told, rules)):
            by = due(rules.answer, at)
            fired += [Fired(kind, answerer, episode.key, at, by, said) for answerer in ANSWERED_BY[kind]]
    return tuple(fired)


def recent(episode: EpisodeFacts, missing: Iterable[EpisodeFacts], days: int) -> list[EpisodeFacts]:
    """The episodes that began within `days` calendar days up to the start of `episode`, itself among them.

    The window is closed at both ends: what began on the day that lies exactly `days` before still counts.
    """
    until, day = (episode.start, episode.key), episode.start.day
    return [each for each in missing if (each.start, each.key) <= until and 0 <= (day - each.start.day).days <= days]


Found = tuple[TriggerKind, Moment, str]


def _repeat(episode: EpisodeFacts, missing: Sequence[EpisodeFacts], rules: Rules) -> Iterator[Found]:
    """So many episodes within so many days. Absences without authorisation are never added to them (MIS-5)."""
    if episode.absence is not Absence.MISSING:
        return
    found = recent(episode, missing, rules.days)
    if len(found) >= rules.count:
        days = [_short(each.start, episode.start) for each in found]
        said = f"{len(found)} episodes since {days[0]}: {', '.join(days[:-1])} and {days[-1]} {episode.start.day.year}"
        yield (
            TriggerKind.REPEAT,
            episode.reported or episode.start,
            f"{said}. {rules.count} in {rules.days} days are enough.",
        )


def _harm(episode: EpisodeFacts, told: Sequence[Account], rules: Rules) -> Iterator[Found]:
    """Harm that may have been suffered; any risk of it; and significant harm to a child who is likely to go again."""
    suffered = [each for each in told if each.harm not in NO_HARM]
    if suffered:
        worst = Harm.DISCLOSED if any(each.harm is Harm.DISCLOSED for each in suffered) else Harm.SUSPECTED
        yield TriggerKind.HARM, suffered[0].at, _spelled(f"Harm is {HARM_SAID[worst]}", suffered)
    at_risk = [each for each in told if each.harm not in NO_HARM or each.at_risk]
    high = _high_risk(episode) if rules.high_risk_counts else None
    if at_risk or high:
        graded = f"The risk was graded high, {words.said_long(high)}." if high else ""
        named = _spelled("A risk of harm is named", at_risk) if at_risk else ""
        at = min([*(each.at for each in at_risk), *([high] if high else [])])
        yield TriggerKind.RISK_OF_HARM, at, " ".join(filter(None, (graded, named)))
    significant = [each for each in told if each.significant]
    again = [each for each in told if each.likely_again]
    if significant and again:
        at = max(significant[0].at, again[0].at)
        said = f"{_spelled('Significant harm', significant)} {_spelled('Likely to go missing again', again)}"
        yield TriggerKind.HARM_AND_AGAIN, at, said


HARM_SAID = {Harm.SUSPECTED: "suspected", Harm.DISCLOSED: "disclosed by the child"}


def _in_order(told: Account) -> tuple[Moment, str, str, bool, bool, bool]:
    """Everything of it, so that two of one time stand in the same order whichever came first."""
    return told.at, told.source, told.harm or "", told.at_risk, told.significant, told.likely_again


def _of_messages(episode: EpisodeFacts) -> Iterator[Account]:
    if episode.harm not in NO_HARM:
        at = episode.end or episode.until or episode.reported or episode.start
        yield Account(at, "return", harm=episode.harm)


def _high_risk(episode: EpisodeFacts) -> Moment | None:
    if episode.risk is not Risk.HIGH:
        return None
    return episode.graded_at or episode.reported or episode.start


def _spelled(what: str, told: Iterable[Account]) -> str:
    """Harm is suspected: vulnerability check of 4 March 2026, contact of 5 March 2026."""
    sources = dict.fromkeys(f"{each.source} of {words.day(each.at.day)}" for each in told)
    return f"{what}: {', '.join(sources)}."


def _short(start: Moment, cause: Moment) -> str:
    """4 March; with the year where the cause lies in another."""
    spelled = words.day(start.day)
    return spelled.rsplit(" ", 1)[0] if start.day.year == cause.day.year else spelled
