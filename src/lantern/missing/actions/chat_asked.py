"""Any agency records that it asked a child whether they had a missing chat (MIS-9)."""

from datetime import datetime

from lantern.access.viewer import viewer_of
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.missing.actions.chat_requests import request_chat
from lantern.missing.actions.folding import as_it_stands
from lantern.missing.models import AskedAbout, ChatRequest
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Asker, Channel, HadChat
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action

CORRECTS = Permission.ALLOCATE_CHATS  # the missing coordinator's alone


@action
def record_asked(
    *, child: Child, said: HadChat, happened: Moment, by: Member, at: datetime, note: str = ""
) -> AskedAbout:
    """What `child` said when asked; what was said before stays beside it. Raises `NotAllowed` for a time to come.

    Nothing that is owed follows from it: whether a chat was held is recorded by who held it.
    """
    if happened.at > at:
        raise NotAllowed("That time lies in the future.")
    asked = AskedAbout.objects.create(
        child=child, said=said, happened_at=happened.at, date_only=happened.date_only, note=note, by=by, recorded_at=at
    )
    trail.record("missing.chat_asked_about", asked, by=by, at=at)
    return asked


@action
def request_as_wished(
    *, child: Child, happened: Moment, by: Member, at: datetime, note: str = "", reach: str = ""
) -> ChatRequest:
    """The child would like a chat: that is recorded, and it is asked for in the child's own name, or neither (MIS-10)."""
    record_asked(child=child, said=HadChat.WOULD_LIKE, happened=happened, note=note, by=by, at=at)
    return request_chat(child=child, asker=Asker.CHILD, channel=Channel.PAGE, words=note, reach=reach, by=by, at=at)


@action
def withdraw_asked(*, asked: AskedAbout, by: Member, at: datetime) -> None:
    """It was recorded by mistake; that it was stays on the record.

    Raises `NotAllowed` when it does not stand, or was recorded by another and `by` is no missing coordinator: whoever offered
    or held a chat does not strike out what a child says of it (MIS-9).
    """
    as_it_stands(asked)
    if asked.by_id != by.pk and not viewer_of(by, now=at).may(CORRECTS):
        raise NotAllowed("Only who recorded it or a missing coordinator takes it back.")
    if asked.withdrawn_at:
        raise NotAllowed("It was taken back already.")
    asked.withdrawn_at = at
    asked.save(update_fields=["withdrawn_at"])
    trail.record("missing.chat_asked_about_withdrawn", asked, by=by, at=at)
