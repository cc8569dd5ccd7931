"""Whom every incident of a set is about: certain, for a person to say, or somebody new (MIS-4).

A pure function of sets: neither the order of incidents nor that of children is read. What a person decided stands; the
rest is weighed against the children known, and what is like none of them against the other incidents.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lantern.children.rules import weights
from lantern.children.rules.blocks import searching_keys, stored_keys
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

Children = Mapping[str, Profile]
Links = Mapping[Incident, str]


def resolve(
    incidents: Iterable[Subject],
    known: Mapping[str, Profile],
    decisions: Decisions,
    thresholds: Thresholds,
    blocks: Mapping[str, list[str]] | None = None,
) -> Resolution:
    """Whom each of `incidents` is about, `known` being every child there may be a link to, by key.

    `blocks` says which of them share which key with anyone sought, where that is known already.

    Provisional children of earlier runs are known children like any other. Each link teaches what else is known of its
    child, so those who wait are looked at again until nothing more is learnt: the same incidents read a second time,
    with what the first linked, change nothing.
    """
    subjects = {s.incident: s for s in sorted(incidents, key=lambda s: s.place_in_line)}
    decided = {incident: child for incident, child in decisions.links.items() if incident in subjects}
    found = Resolution({incident: Verdict(Standing.DECIDED, child) for incident, child in decided.items()}, {})
    children = taught(known, decided, subjects)
    left = {incident: subject for incident, subject in subjects.items() if incident not in decided}
    if decided:
        blocks = None  # what people's decisions teach is in nobody's keys yet
    while left:
        case = Case(left, children, decisions, thresholds)
        pool = Pool(children, (subject.profile for subject in left.values()), thresholds, blocks)
        found = found.followed_by(_once(case, pool))
        links = {incident: child for incident in left if (child := found.verdicts[incident].child)}
        left = {incident: subject for incident, subject in left.items() if incident not in links}
        if not links:
            break
        near = _near(pool, left, links, subjects)
        links = {incident: child for incident, child in links.items() if child in near}
        children = learnt({child: children[child] for child in near if child in children}, links, subjects)
        blocks = None
    return found


def _near(
    pool: Pool[str], left: Mapping[Incident, Subject], links: Links, subjects: Mapping[Incident, Subject]
) -> set[str]:
    """Children that share a block with an incident left over, themselves or by an incident just linked to them."""
    wanted = {key for subject in left.values() for key in searching_keys(subject.profile)}
    by_link = {c for incident, c in links.items() if not wanted.isdisjoint(stored_keys(subjects[incident].profile))}
    return pool.within(wanted) | by_link


def taught(known: Children, links: Links, subjects: Mapping[Incident, Subject]) -> Children:
    """The children known, with all that the incidents which people gave them say: an alias is taught so."""
    more = _by_child(links, subjects)
    return {**known, **{child: known.get(child, said[0]).joined(said) for child, said in more.items()}}


def learnt(known: Children, links: Links, subjects: Mapping[Incident, Subject]) -> Children:
    """The children known, with what the incidents that the machine gave them say, except how they are called.

    A mistyped Ella learnt as a name would be near enough to Ellie, and from then on the twins would be one. A child so
    far unknown is called what most of their incidents call them.
    """
    more = _by_child(links, subjects)
    unnamed = {child: [profile.unnamed for profile in said] for child, said in more.items()}
    return {
        **known,
        **{child: known.get(child, _called(said)).joined(unnamed[child]) for child, said in more.items()},
    }


def _by_child(links: Links, subjects: Mapping[Incident, Subject]) -> dict[str, list[Profile]]:
    said: dict[str, list[Profile]] = {}
    for incident, child in links.items():
        said.setdefault(child, []).append(subjects[incident].profile)
    return said


def _called(said: list[Profile]) -> Profile:
    """The profile of a new child, called by the name that comes most often; ties go by the alphabet."""
    names = Counter(name for profile in said for name in profile.names)
    usual = min(names, key=lambda name: (-names[name], name)) if names else None
    return replace(said[0], names=frozenset({usual} if usual else ()))


def _once(case: Case, pool: Pool[str]) -> Resolution:
    verdicts = _against_known(case, pool)
    verdicts |= _questioned(case, verdicts)
    return new_children(case, verdicts)


def _against_known(case: Case, pool: Pool[str]) -> dict[Incident, Verdict]:
    """Verdicts on the incidents that are like a child already known; none on those that are like nobody."""
    subjects = case.subjects.values()
    found = {s.incident: _judged(case, s, case.allowed(s.incident, pool.like(s.profile))) for s in subjects}
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
    return case.evidence(incident, verdict.child).forename is weights.FORENAME_NEAR


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
