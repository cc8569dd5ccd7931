"""Which other authority holds a duty that is watched here (PAR-9)."""

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import authorities_for
from lantern.children.queries.record import record_of
from lantern.children.rules.authorities import why_not_ours
from lantern.missing.models import Episode
from lantern.missing.vocabulary import OfferedHow, StepKind
from lantern.obligations.models import Obligation
from lantern.timekeeping.moments import london

HELD = frozenset({StepKind.CHAT_OFFER, StepKind.CHAT, StepKind.CONTACT, StepKind.PREVENTION_PLAN, StepKind.PLAN_REVIEW})
"""Duties that go with who is responsible; the police's and the partnership's own stay here."""


def holder_of(one: Obligation, child: Child, viewer: Viewer) -> str:
    """The other authority that holds the duty by the record of the day on which it began, or ""."""
    if one.kind not in HELD:
        return ""
    return authorities_for(child, viewer, london(one.starts_at).date()).holder


def whose_duty(one: Obligation, child: Child, viewer: Viewer, here: str) -> str:
    """Sampleshire holds this duty, watched here by Sam Invented; or who does it here."""
    holder = holder_of(one, child, viewer)
    return f"{holder[:1].upper()}{holder[1:]} holds this duty, watched here: {here}" if holder else here


def chat_holder(child: Child, episodes: "list[Episode]", viewer: Viewer) -> str:
    """Who is to offer a chat about `episodes`: by the record of the last return's day, or of today."""
    days = [each.end.day for each in episodes if each.end]
    return authorities_for(child, viewer, max(days, default=viewer.today)).holder


def filled_in(episode: Episode) -> dict[str, str]:
    """What the record knows already of a chat that is not ours to offer."""
    stand = record_of(episode.child).authorities(episode.end.day) if episode.end else None
    if not stand or not stand.holder:
        return {}
    return {"how": OfferedHow.NOT_OFFERED.value, "reason": why_not_ours(stand), "authority": stand.holder}
