"""What has been decided about whom each incident is about, by people and by the machine (MIS-4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lantern.children.rules.matching import Evidence, Likeness, Thresholds, weigh
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.pools import Match, Pool
from lantern.missing.rules.subjects import Subject, provisional_key


class Standing(StrEnum):
    """How an incident came by its child, or why it has none."""

    DECIDED = "decided"  # a person said so
    CERTAIN = "certain"  # the machine linked it to a child already known
    NEW = "new"  # nobody known is like it: a provisional child
    WAITS = "waits"  # a person is asked


@dataclass(frozen=True)
class Decisions:
    """What people decided. They always win, and what they link teaches what else is known of the child."""

    children: Mapping[Incident, str] = field(default_factory=dict)
    not_children: Mapping[Incident, frozenset[str]] = field(default_factory=dict)
    new: frozenset[Incident] = frozenset()

    @property
    def links(self) -> dict[Incident, str]:
        """The child of each incident that people gave one, be it a new one."""
        return {incident: provisional_key(incident) for incident in self.new} | dict(self.children)

    def refused(self, incident: Incident) -> frozenset[str]:
        """Children whom a person said `incident` is not about."""
        return self.not_children.get(incident, frozenset())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child whom an incident may be about, and why."""

    child: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whom one incident is about. `child` is empty while it waits; `why` says in words what it waits for."""

    standing: Standing
    child: str = ""
    candidates: tuple[Candidate, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Case:
    """All that a resolution is decided from: incidents in order, children with what people's decisions taught."""

    subjects: Mapping[Incident, Subject]
    children: Mapping[str, Profile]
    decisions: Decisions
    thresholds: Thresholds

    def evidence(self, incident: Incident, child: str) -> Evidence:
        """What there is for and against `incident` being about `child`."""
        evidence = weigh(self.subjects[incident].profile, self.children[child])
        assert evidence is not None
        return evidence

    def allowed(self, incident: Incident, matches: Iterable[Match[str]]) -> list[Match[str]]:
        """`matches` without the children that a person ruled out."""
        refused = self.decisions.refused(incident)
        return [match for match in matches if match.key not in refused]

    def pool_of_incidents(self, seeking: Iterable[Incident]) -> Pool[Incident]:
        """All incidents, for those of `seeking` to be compared with."""
        profiles = {incident: subject.profile for incident, subject in self.subjects.items()}
        return Pool(profiles, [profiles[incident] for incident in seeking], self.thresholds)


@dataclass(frozen=True)
class Resolution:
    """One verdict for each incident, and the incidents of each provisional child that has to be made."""

    verdicts: Mapping[Incident, Verdict]
    provisional: Mapping[str, frozenset[Incident]]

    def followed_by(self, later: "Resolution") -> "Resolution":
        """This with what a second look says of those who waited; a link to a child made before is to a new one."""
        new = {child: set(incidents) for child, incidents in (*self.provisional.items(), *later.provisional.items())}
        verdicts = dict(self.verdicts)
        for incident, verdict in later.verdicts.items():
            verdicts[incident] = verdict
            if verdict.standing is Standing.CERTAIN and verdict.child in self.provisional:
                verdicts[incident] = replace(verdict, standing=Standing.NEW)
                new[verdict.child].add(incident)
        return Resolution(verdicts, {child: frozenset(incidents) for child, incidents in new.items()})

    @property
    def waiting(self) -> tuple[Incident, ...]:
        """Incidents that need a person, in order."""
        return tuple(sorted(incident for incident, v in self.verdicts.items() if v.standing is Standing.WAITS))


NOT_SURE = "Like a child already known, but not surely the same."
RIVALS = "More than one child is likely."
TWO_PEOPLE = "The messages of this reference seem to be about two people."
LIKE_A_WAITING_ONE = "Surely the same child as in another incident that waits for a person."
LIKE_A_LINKED_ONE = "Like an incident of a child already known."
LIKE_ANOTHER_NEW_ONE = "Perhaps the same child as in another incident."
REFUSED = "A person said that this is not the child it is most like."
