"""Incidents that are like no child known: which of them are one new child, and which a person must look at (MIS-4)."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from lantern.children.rules.matching import Likeness
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.pools import Match, Pool, components
from lantern.missing.rules.resolution import (
    LIKE_A_LINKED_ONE,
    LIKE_A_WAITING_ONE,
    LIKE_ANOTHER_NEW_ONE,
    REFUSED,
    RIVALS,
    TWO_PEOPLE,
    Candidate,
    Case,
    Resolution,
    Standing,
    Verdict,
)
from lantern.missing.rules.subjects import are_two_people_beside, provisional_key

Verdicts = dict[Incident, Verdict]
Likes = Mapping[Incident, list[Match[Incident]]]


def new_children(case: Case, verdicts: Mapping[Incident, Verdict]) -> Resolution:
    """`verdicts` completed: every incident without one joins a provisional child or waits for a person."""
    strange = [incident for incident in case.subjects if incident not in verdicts]
    waiting = [incident for incident, verdict in verdicts.items() if verdict.standing is Standing.WAITS]
    likes = _likes(case, case.pool_of_incidents([*strange, *waiting]), [*strange, *waiting])
    found = {i: verdict for i in strange if (verdict := _leaning(case, i, likes[i], verdicts))}
    found |= {i: Verdict(Standing.WAITS, why=RIVALS) for i in strange if i not in found and _is_torn(case, i, likes[i])}
    groups = _groups(case, [incident for incident in strange if incident not in found], likes)
    found |= _verdicts_on(case, groups, likes)
    return _with_new_candidates({**verdicts, **found}, likes)


def _likes(case: Case, pool: Pool[Incident], seeking: Iterable[Incident]) -> Likes:
    found = {incident: pool.like(case.subjects[incident].profile) for incident in seeking}
    return {incident: [match for match in matches if match.key != incident] for incident, matches in found.items()}


def _leaning(
    case: Case, incident: Incident, likes: list[Match[Incident]], verdicts: Mapping[Incident, Verdict]
) -> Verdict | None:
    """A verdict to wait, when `incident` is like one that was linked, or surely the same as one that waits."""
    linked: dict[str, Likeness] = {}
    with_waiting: dict[str, Likeness] = {}
    for match in likes:
        verdict, certain = verdicts.get(match.key), case.thresholds.is_certain(match.evidence)
        if verdict and verdict.child and (certain or _may_be(case, incident, verdict.child)):
            linked.setdefault(verdict.child, match.evidence.likeness)
        elif verdict and certain:
            possible = (candidate.child for candidate in verdict.candidates if _may_be(case, incident, candidate.child))
            with_waiting |= {child: case.evidence(incident, child).likeness for child in possible}
    refused = case.decisions.refused(incident)
    for children, why in ((linked, LIKE_A_LINKED_ONE), (with_waiting, LIKE_A_WAITING_ONE)):
        candidates = tuple(Candidate(child, likeness) for child, likeness in children.items() if child not in refused)
        if candidates:
            return Verdict(Standing.WAITS, candidates=candidates, why=why)
    return None


def _may_be(case: Case, incident: Incident, child: str) -> bool:
    return not case.evidence(incident, child).speaks_against


def _is_torn(case: Case, incident: Incident, likes: list[Match[Incident]]) -> bool:
    """Whether two incidents that are two people's are about equally like this one."""
    near = [m for m in likes if case.thresholds.is_certain(m.evidence)]
    if not near:
        return False
    profiles = {m.key: case.subjects[m.key].profile.names for m in likes}
    rivals = ((m, other) for m in near for other in likes if m.weight - other.weight < case.thresholds.margin)
    own = [case.subjects[incident].profile.names]
    return any(are_two_people_beside(profiles[m.key], profiles[other.key], own) for m, other in rivals)


def _groups(case: Case, strange: list[Incident], likes: Likes) -> list[list[Incident]]:
    """Incidents that are surely about one child, together; groups and their members in order."""
    members = set(strange)
    edges = (
        (incident, match.key)
        for incident in strange
        for match in likes[incident]
        if match.key in members and case.thresholds.is_certain(match.evidence)
    )
    return components(strange, edges)


def _verdicts_on(case: Case, groups: list[list[Incident]], likes: Likes) -> Verdicts:
    """Each group becomes a provisional child, unless it may be the child of one before it: then it waits.

    The largest come first, then the earliest: one badly written message makes itself wait, not all the others.
    """
    verdicts: Verdicts = {}
    for group in sorted(groups, key=len, reverse=True):
        verdicts |= _verdicts_on_group(case, group, likes, verdicts)
    return verdicts


def _verdicts_on_group(case: Case, group: list[Incident], likes: Likes, earlier: Verdicts) -> Verdicts:
    names = {case.subjects[incident].profile.names for incident in group}
    if any(are_two_people_beside(one, other, names) for one, other in combinations(names, 2)):
        return {incident: Verdict(Standing.WAITS, why=TWO_PEOPLE) for incident in group}
    if any(match.key in earlier and earlier[match.key].child for incident in group for match in likes[incident]):
        return {incident: Verdict(Standing.WAITS, why=LIKE_ANOTHER_NEW_ONE) for incident in group}
    child = provisional_key(group[0])
    return {
        incident: Verdict(Standing.WAITS, why=REFUSED)
        if child in case.decisions.refused(incident)
        else Verdict(Standing.NEW, child)
        for incident in group
    }


def _with_new_candidates(verdicts: Verdicts, likes: Likes) -> Resolution:
    """The verdicts, in which those who wait may also be one of the new children."""
    provisional: dict[str, set[Incident]] = {}
    for incident, verdict in verdicts.items():
        if verdict.standing is Standing.NEW:
            provisional.setdefault(verdict.child, set()).add(incident)
    complete = {
        incident: _with_candidates(verdict, likes[incident], verdicts)
        if verdict.standing is Standing.WAITS
        else verdict
        for incident, verdict in verdicts.items()
    }
    return Resolution(complete, {child: frozenset(incidents) for child, incidents in provisional.items()})


def _with_candidates(verdict: Verdict, likes: list[Match[Incident]], verdicts: Verdicts) -> Verdict:
    children = {candidate.child: candidate.likeness for candidate in verdict.candidates}
    for match in likes:
        other = verdicts[match.key]
        if other.standing is Standing.NEW:
            children.setdefault(other.child, match.evidence.likeness)
    ranked = sorted(children.items(), key=lambda item: (-item[1].weight, item[0]))
    return Verdict(verdict.standing, "", tuple(Candidate(*pair) for pair in ranked), verdict.why)
