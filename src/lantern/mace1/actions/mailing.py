"""Mail about MACE 1: that there is something to do, and never what or for whom (SHA-10)."""

from datetime import datetime

from django.core.mail import send_mail
from django.urls import reverse

from lantern.mace1.models import Action
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

SUBJECT = "Lantern: you have something to do"
MAIL = (
    "A meeting asked you to do something, by {due}:\n\n{link}\n\n"
    "Sign in to read what, and to say how it goes. This message tells nothing else.\n"
)


@action
def mail_owners(*, meeting: Meeting, site: str, by: Member, at: datetime) -> list[Member]:
    """Each person who has an action of this meeting gets one mail. Returns those whose mail could not be handed over.

    The end of a meeting does not hang on a mail server: what is to be done stands in My work besides.
    """
    first: dict[Member, Action] = {}
    issued = Action.objects.filter(item__meeting=meeting, issued_at__isnull=False, done_on=None, dropped_at=None)
    for each in issued.filter(owner__isnull=False).select_related("owner").order_by("due_on"):
        assert each.owner is not None
        first.setdefault(each.owner, each)
    link = f"{site.rstrip('/')}{reverse('mace1:actions')}?whose=mine"
    failed = [owner for owner, one in first.items() if not _sent(owner, one, link)]
    if sent := len(first) - len(failed):
        trail.record("mace1.owners_mailed", meeting, by=by, at=at, detail=f"{sent}")
    return failed


def _sent(owner: Member, one: Action, link: str) -> bool:
    if not owner.email:
        return False
    try:
        send_mail(SUBJECT, MAIL.format(due=f"{one.due_on:%-d %B %Y}", link=link), None, [owner.email])
    except OSError:  # smtplib's errors are
        return False
    return True
