"""A notification as a typed value: what one message says, and nothing about when it arrived here (MIS-3)."""

from dataclasses import dataclass, field
from datetime import datetime

from lantern.children.rules.described import Described
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MessageKind, MissingFrom, Risk
from lantern.timekeeping.moments import Moment


@dataclass(frozen=True, slots=True)
class Message:
    """What one message says; `None` or empty where it is silent.

    `source` and `reference` name the incident. `fingerprint` is a digest of the content as received, the same for the same
    content whatever file or row carried it. `person_made` marks what somebody entered in Lantern, which outweighs a feed;
    `absence_since` is from when `absence` holds, where it is not the whole episode (MIS-5).
    `corrects` marks that somebody put the whole episode right, whatever incidents were joined to it.
    `said_at` is the time the message itself gives for its being made, used to order messages of one incident.
    """

    key: str
    source: str
    reference: str
    kind: MessageKind
    fingerprint: str
    who: Described
    said_at: datetime | None = None
    person_made: bool = False
    corrects: bool = False
    reported: Moment | None = None
    reported_by: str = ""
    seen_by: str = ""
    last_seen: Moment | None = None
    missing_from: MissingFrom | None = None
    from_where: str = ""
    absence: Absence | None = None
    absence_since: Moment | None = None
    grade: Grade | None = None
    risk: Risk | None = None
    risk_received: str = ""
    risk_reason: str = ""
    circumstances: str = ""
    found: Moment | None = None
    found_where: str = ""
    found_kind: FoundIn | None = None
    found_by: FoundBy | None = None
    found_area: str = ""
    found_state: str = ""
    found_with: str = ""
    harm: Harm | None = None
    looked_after: bool | None = None
    ethnicity: str = ""
    doubts: tuple[str, ...] = field(default=())

    @property
    def incident(self) -> tuple[str, str]:
        """What this message is about, as its sender counts."""
        return self.source, self.reference
