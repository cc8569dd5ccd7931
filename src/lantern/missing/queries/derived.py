"""Everything that one child's facts come to: episodes, triggers and what is owed; nothing is written here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from lantern.missing.queries.facts import ChildFacts, Key, by_another, children_facts
from lantern.missing.rules.facts import ChildHistory, EpisodeFacts
from lantern.missing.rules.fold import fold
from lantern.missing.rules.following import Around
from lantern.missing.rules.following import Clocks as Following
from lantern.missing.rules.owed import Step
from lantern.missing.rules.questions import account
from lantern.missing.rules.triggers import Account, Fired, Rules, triggers
from lantern.missing.vocabulary import Answerer, StepKind, TriggerKind
from lantern.organisation.rules.arrangement import Arrangement


@dataclass(frozen=True)
class Derived:
    """What follows from `facts`; `fired` are the triggers that stand."""

    facts: ChildFacts
    history: ChildHistory
    fired: tuple[Fired, ...]

    def id_of(self, fired: Fired) -> UUID:
        """The id of a trigger's row."""
        return trigger_id(self.facts.incidents[fired.episode], fired.kind, fired.answerer)

    def answered(self, fired: Fired) -> datetime | None:
        """When somebody first answered it, of the answers that stand."""
        given = self.facts.answers.get(fired.episode, ())
        return min((one.answer.at.at for one in given if one[:2] == (fired.kind, fired.answerer)), default=None)

    def around(self, episode: EpisodeFacts) -> Around:
        """What is known beside an episode: an earlier plan is one made before the child went again (MIS-8)."""
        facts = self.facts
        before = (
            step
            for key, steps in facts.steps.items()
            if key != episode.key
            for step in steps
            if step.kind is StepKind.PREVENTION_PLAN and step.at.at <= episode.start.latest
        )
        answers = tuple(one.answer for one in facts.answers.get(episode.key, ()))
        return Around(born=facts.born, answers=answers, planned_before=any(before))


def trigger_id(incident: UUID, kind: TriggerKind, answerer: Answerer) -> UUID:
    """The same trigger worked out again is the same row."""
    return uuid5(incident, f"{kind.value}, {answerer.value}")


def derive(facts: ChildFacts, history: ChildHistory | None = None) -> Derived:
    """Fold the messages, unless that was done, and see what the episodes set off."""
    history = history or fold(facts.messages.values(), facts.joins)
    accounts = {key: list(_accounts(steps)) for key, steps in facts.steps.items()}
    for about, told in facts.told:
        if latest := _latest(history.episodes, about):
            accounts.setdefault(latest.key, []).append(told)
    return Derived(facts, history, triggers(history.episodes, accounts, lambda each: _rules(facts, each)))


def _latest(episodes: Iterable[EpisodeFacts], about: frozenset[Key]) -> EpisodeFacts | None:
    """The last of those that a chat is about: one chat is one cause, and is answered once (MIS-12)."""
    return max((each for each in episodes if each.key in about), key=lambda each: (each.start, each.key), default=None)


def derived(ids: list[UUID], arranged: Callable[[date], Arrangement] | None = None) -> Iterator[Derived]:
    """The same for many children, by the partnership's arrangement or another."""
    for facts in children_facts(ids, arranged):
        yield derive(facts)


def derived_by(found: Sequence[Derived], arranged: Callable[[date], Arrangement]) -> list[Derived]:
    """The same children by another arrangement: what messages come to does not hang on any, so nothing is folded again."""
    others = by_another([each.facts for each in found], arranged)
    return [derive(facts, each.history) for facts, each in zip(others, found, strict=True)]


def following_clocks(arrangement: Arrangement) -> Following:
    """The arrangement's clocks as the rules of what follows want them."""
    given = arrangement.missing.clocks
    return Following(
        reviews=(given.review_first, given.review_second, given.review_third, given.review_fourth),
        adult_handover=given.adult_handover,
        adult_ahead=arrangement.missing.adult_ahead_months,
        plan_review=given.plan_review,
        support_response=given.support_response,
        strategy_meeting=given.strategy_meeting,
    )


def _rules(facts: ChildFacts, episode: EpisodeFacts) -> Rules:
    """What held on the day the episode began."""
    missing = facts.arranged(episode.start.day).missing
    return Rules(
        count=missing.repeat_count,
        days=missing.repeat_days,
        high_risk_counts=missing.high_risk_is_harm,
        answer=missing.clocks.answer_trigger,
    )


def _accounts(steps: Iterable[Step]) -> Iterator[Account]:
    for step in steps:
        if told := account(step.kind, step.at, step.said):
            yield told
