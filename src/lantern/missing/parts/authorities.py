"""Which other authority holds a duty that is watched here (PAR-9)."""

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import authorities_for
from lantern.children.queries.record import record_of
from lantern.children.rules.authorities import duty_words, why_not_ours
from lantern.missing.models import Episode
from lantern.missing.vocabulary import OfferedHow, StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.rows import holder_of

HELD = frozenset({StepKind.CHAT_OFFER, StepKind.CHAT, StepKind.CONTACT, StepKind.PREVENTION_PLAN, StepKind.PLAN_REVIEW})
"""Duties that go with who is responsible; the police's and the partnership's own stay here."""


def whose_duty(one: Obligation, child: Child, viewer: Viewer, here: str) -> str:
    """Sampleshire holds this duty, watched here: Sam Invented; or who does it here. `child` has its record read."""
    return duty_words(holder_of(one, viewer, child), here)


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
