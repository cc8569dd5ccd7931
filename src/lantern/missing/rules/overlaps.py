"""A child cannot be missing twice: which of several incidents stand, and which wait for a person (MIS-3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from lantern.missing.rules.facts import EpisodeFacts, Held, Incident
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

Settled = tuple[list[EpisodeFacts], list[Held]]


def settle(candidates: Iterable[EpisodeFacts], touched: Collection[Incident]) -> Settled:
    """The episodes that stand, which never overlap, and the incidents held back with the reason.

    What a person has worked on wins, then the earlier start, then the reference. Incidents with a return are placed
    first: those without one then lie between them.
    """
    ranked = sorted(candidates, key=lambda facts: (facts.key not in touched, facts.start, facts.key))
    with_return, unreturned = [facts for facts in ranked if facts.end], [facts for facts in ranked if facts.end is None]
    worked_on, others = _parted(with_return, touched)
    returned, held = _place_returned(worked_on, (), ())
    firm = _standing_anyway(_parted(unreturned, touched)[0], returned)
    returned, held_too = _place_returned(others, returned, firm)
    held += held_too
    standing, held_open = _place_unreturned(unreturned, returned)
    held += held_open
    standing = [_with_questions(facts, held) for facts in [*returned, *standing]]
    return sorted(standing, key=lambda facts: (facts.start, facts.key)), sorted(held, key=lambda one: one.key)


def _parted(
    ranked: Iterable[EpisodeFacts], touched: Collection[Incident]
) -> tuple[list[EpisodeFacts], list[EpisodeFacts]]:
    """Those a person has worked on, and the others."""
    both: tuple[list[EpisodeFacts], list[EpisodeFacts]] = [], []
    for facts in ranked:
        both[facts.key not in touched].append(facts)
    return both


def _standing_anyway(worked_on: Sequence[EpisodeFacts], returned: Sequence[EpisodeFacts]) -> list[EpisodeFacts]:
    """Of episodes without a return that people worked on, those which stand whatever nobody has touched.

    One that waits itself is in nobody's way: else it would keep back the return of a child who is home.
    """
    standing = {facts.key for facts in _place_unreturned(worked_on, returned)[0]}
    return [facts for facts in worked_on if facts.key in standing]


def _place_returned(
    ranked: Sequence[EpisodeFacts], placed: Sequence[EpisodeFacts], firm: Sequence[EpisodeFacts]
) -> Settled:
    """Those of `ranked` that fit beside `placed`, beside each other and beside `firm`, which have no return."""
    standing, held = list(placed), list[Held]()
    for facts in ranked:
        rivals = [one for one in standing if one.span.overlaps(facts.span)]
        rivals += [one for one in firm if not _can_stand_beside(one, facts)]
        if rivals:
            held.append(_hold(facts, behind=rivals[0]))
        else:
            standing.append(facts)
    return standing, held


def _place_unreturned(ranked: Sequence[EpisodeFacts], returned: Sequence[EpisodeFacts]) -> Settled:
    """At most one episode without a return fits before each that has one, and one after the last."""
    standing, held = dict[Incident | None, EpisodeFacts](), list[Held]()
    for facts in ranked:
        following = _following(facts, returned)
        place = following.key if following else None
        rivals = [one for one in returned if not _can_stand_beside(facts, one)]
        rival = rivals[0] if rivals else standing.get(place)
        if rival:
            held.append(_hold(facts, behind=rival))
        else:
            standing[place] = _bounded(facts, following)
    return list(standing.values()), held


def _can_stand_beside(unreturned: EpisodeFacts, returned: EpisodeFacts) -> bool:
    """Whether the one without a return starts after the other's end, or surely before its start."""
    return returned.span.can_precede(unreturned.span) or _is_surely_before(unreturned.start, returned.start)


def _is_surely_before(earlier: Moment, later: Moment) -> bool:
    """Whether `earlier` comes first however date-only moments are read."""
    return earlier.latest < later.at


def _following(facts: EpisodeFacts, returned: Iterable[EpisodeFacts]) -> EpisodeFacts | None:
    """The next episode with a return that starts after this one."""
    later = [one for one in returned if _is_surely_before(facts.start, one.start)]
    return min(later, key=lambda one: (one.start, one.key), default=None)


def _bounded(facts: EpisodeFacts, following: EpisodeFacts | None) -> EpisodeFacts:
    """An episode without a return lasted until the child was last seen before going missing again and being found.

    The bound is no return: nothing that a return starts is owed, and the doubt asks a person for the real one.
    """
    if following is None:
        return facts
    back = words.said_long(following.start)
    doubt = f"No return is recorded. The child was back by {back}, when last seen before the next episode."
    return replace(facts, until=following.start, doubts=(*facts.doubts, doubt))


def _hold(facts: EpisodeFacts, *, behind: EpisodeFacts) -> Held:
    start = words.said_long(behind.start)
    if behind.end is None:
        because = (
            f"The child has been missing since {start} and no return is recorded. "
            "Say when they returned, or that this is the same absence."
        )
    else:
        because = f"Overlaps the episode of {start} to {words.said_long(behind.end)}."
    return Held(facts.key, because, facts.messages, facts, behind.key)


def _with_questions(facts: EpisodeFacts, held: Iterable[Held]) -> EpisodeFacts:
    """An open episode tells of reports that wait behind it: they may say that the child has been back (MIS-2)."""
    if not facts.is_open:
        return facts
    starts = sorted(one.facts.start for one in held if one.facts and one.behind == facts.key)
    doubts = tuple(
        f"Reported missing again, last seen {words.said_long(start)}: was the child back?" for start in starts
    )
    return replace(facts, doubts=facts.doubts + doubts)
