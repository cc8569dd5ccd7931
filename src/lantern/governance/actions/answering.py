"""Answering about an unusual access (SHA-6)."""

from datetime import datetime

from lantern.governance.models import Answer, Unusual
from lantern.governance.rules.answers import check_can_answer
from lantern.governance.vocabulary import State
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def answer(*, unusual: Unusual, state: State, note: str, by: Member, at: datetime) -> Answer:
    """Say what was found out. Raises `NotAllowed` about one's own looks, and where somebody answered alike meanwhile."""
    stands = Unusual.objects.select_for_update().get(pk=unusual.pk)
    check_can_answer(state=State(stands.state), answer=state, about=stands.member_id, by=by.pk)
    given = Answer.objects.create(unusual=stands, state=state, note=note, by=by, at=at)
    stands.state = state
    stands.save(update_fields=["state"])
    trail.record(f"governance.unusual_{state.value}", stands, by=by, at=at)
    return given
