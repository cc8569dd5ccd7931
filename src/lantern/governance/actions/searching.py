"""The trail of those who read the trail (SHA-6)."""

from datetime import datetime

from lantern.access.viewer import Viewer
from lantern.design.listing import Count
from lantern.governance.queries.entries import Asked, child_asked
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

WHAT = "governance/trail"
SAID = {
    "person": "person", "child": "child", "kind": "kind", "done": "what was done", "typed": "what was searched for",
    "origin": "where from", "since": "day", "until": "day",
}  # fmt: skip


@action
def leave_trail(*, viewer: Viewer, asked: Asked, count: Count, by: Member, at: datetime) -> None:
    """By what the trail was searched, and about which child; not with which words."""
    child = child_asked(viewer, asked.child) if asked.child else None
    fields = ", ".join(dict.fromkeys(SAID[name] for name in asked.fields)) or "nothing"
    trail.searched(WHAT, [child] if child else [], sought="", detail=f"By {fields}: {count} entries", by=by, at=at)
