"""Whom every incident of a set is about: certain, for a person to say, or somebody new (MIS-4).

A pure function of sets: neither the order of incidents nor that of children is read. What a person decided stands; the
rest is weighed against the children known, and what is like none of them against the other incidents.
"""

from collections.abc import Iterable, Mapping

from lantern.children.rules import weights
from lantern.children.rules.matching import Thresholds, weigh
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.pools import Match, Pool
from lantern.missing.rules.resolution import (
    NOT_SURE,
    RIVALS,
    TWO_PEOPLE,
    Candidate,
    Case,
    Decisions,
    Resolution,
    Standing,
    Verdict,
)
from lantern.missing.rules.strangers import new_children
from lantern.missing.rules.subjects import Subject, are_two_people, provisional_key

UNSURE_OF_NAME = frozenset({weights.FORENAME_NEAR, weights.FORENAME_LOOSE})


def resolve(
    incidents: Iterable[Subject],
    known: Mapping[str, Profile],
    decisions: Decisions,
    thresholds: Thresholds,
) -> Resolution:
    """Whom each of `incidents` is about, `known` being every child there may be a link to, by key.

    Provisional children of earlier runs are known children like any other; their keys are those of `provisional_key`.
    """
    subjects = {s.incident: s for s in sorted(incidents, key=lambda s: s.place_in_line)}
    case = Case(subjects, _taught(known, subjects, decisions), decisions, thresholds)
    verdicts = _decided(case)
    verdicts |= _against_known(case, [s for incident, s in subjects.items() if incident not in verdicts])
    verdicts |= _questioned(case, verdicts)
    return new_children(case, verdicts)


def _taught(
    known: Mapping[str, Profile], subjects: Mapping[Incident, Subject], decisions: Decisions
) -> dict[str, Profile]:
    """The children known, with what people's decisions teach about them, and those whom people called new."""
    children = dict(known)
    for incident, child in sorted(decisions.links.items()):
        if incident in subjects:
            profile = subjects[incident].profile
            children[child] = children[child].joined([profile]) if child in children else profile
    return children


def _decided(case: Case) -> dict[Incident, Verdict]:
    links = case.decisions.links
    return {incident: Verdict(Standing.DECIDED, links[incident]) for incident in case.subjects if incident in links}


def _against_known(case: Case, undecided: list[Subject]) -> dict[Incident, Verdict]:
    """Verdicts on those of `undecided` that are like a child already known, or like nobody in particular."""
    pool = Pool(case.children, (subject.profile for subject in undecided), case.thresholds)
    found = {s.incident: _judged(case, s, case.allowed(s.incident, pool.like(s.profile))) for s in undecided}
    return {incident: verdict for incident, verdict in found.items() if verdict}


def _judged(case: Case, subject: Subject, matches: list[Match[str]]) -> Verdict | None:
    """The verdict on one subject that is like `matches`, likeliest first; `None` when it is a stranger."""
    own = provisional_key(subject.incident)
    if own in case.children and own not in case.decisions.refused(subject.incident):
        return Verdict(Standing.CERTAIN, own)
    candidates = tuple(Candidate(match.key, match.evidence.likeness) for match in matches)
    if subject.told and not _all_are_one(case, subject, matches):
        return Verdict(Standing.WAITS, candidates=candidates, why=TWO_PEOPLE)
    if not matches:
        return None
    if any(matches[0].weight - rival.weight < case.thresholds.margin for rival in matches[1:2]):
        return Verdict(Standing.WAITS, candidates=candidates, why=RIVALS)
    if case.thresholds.is_certain(matches[0].evidence) and not _names_another(subject, case.children[matches[0].key]):
        return Verdict(Standing.CERTAIN, matches[0].key, candidates)
    return Verdict(Standing.WAITS, candidates=candidates, why=NOT_SURE)


def _names_another(subject: Subject, child: Profile) -> bool:
    """Whether any name that the messages give is somebody else's, however well another of their names agrees."""
    return any(are_two_people(frozenset({name}), child.names) for name in subject.profile.names)


def _all_are_one(case: Case, subject: Subject, matches: list[Match[str]]) -> bool:
    """Whether messages that differ are each, taken alone, surely about the child that is likeliest for all of them.

    Drek and Deerk are two names until Derek is known.
    """
    if not matches:
        return False
    child = case.children[matches[0].key]
    alone = (weigh(profile, child, floor=case.thresholds.certain) for profile in subject.told)
    return all(evidence is not None and case.thresholds.is_certain(evidence) for evidence in alone)


def _questioned(case: Case, verdicts: Mapping[Incident, Verdict]) -> dict[Incident, Verdict]:
    """Links whose forename only nearly agrees, while an incident that is not this child's is as near.

    So a twin whom nobody knows yet is noticed: her own messages, rightly spelt, are her only record.
    """
    unsure = {
        incident: verdict for incident, verdict in verdicts.items() if _rests_on_a_near_name(case, incident, verdict)
    }
    pool = case.pool_of_incidents(unsure)
    return {
        incident: Verdict(Standing.WAITS, candidates=verdict.candidates, why=RIVALS)
        for incident, verdict in unsure.items()
        if _has_rival_incident(case, incident, verdict, pool, verdicts)
    }


def _rests_on_a_near_name(case: Case, incident: Incident, verdict: Verdict) -> bool:
    if verdict.standing is not Standing.CERTAIN:
        return False
    evidence = case.evidence(incident, verdict.child)
    return evidence.forename in UNSURE_OF_NAME


def _has_rival_incident(
    case: Case,
    incident: Incident,
    verdict: Verdict,
    pool: Pool[Incident],
    verdicts: Mapping[Incident, Verdict],
) -> bool:
    least = case.evidence(incident, verdict.child).weight - case.thresholds.margin
    child = case.children[verdict.child]
    for match in pool.like(case.subjects[incident].profile):
        other = verdicts.get(match.key)
        elsewhere = other is None or other.child != verdict.child
        if match.weight > least and elsewhere and are_two_people(case.subjects[match.key].profile.names, child.names):
            return True
    return False
