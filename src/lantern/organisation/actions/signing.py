"""What an administrator may do with a member's sign-in: end it everywhere, or take a lost second factor away."""

from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from lantern.accounts import actions as accounts
from lantern.accounts.models import User
from lantern.organisation import queries
from lantern.organisation.models import Member
from lantern.organisation.rules import membership
from lantern.organisation.rules.refusals import refuse
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def end_sessions(*, member: Member, by: Member, at: datetime) -> int:
    """Sign `member` out everywhere. How many sessions there were. Raises `NotAllowed`."""
    refuse(membership.against_ending_sessions(queries.standing_of(member, at), by=by.pk))
    count = accounts.end_sessions(user=_user(member), by=by, at=at)
    trail.record("organisation.sessions_ended", member, by=by, at=at)
    return count


@action
def reset_second_factor(*, member: Member, site: str, by: Member, at: datetime) -> str:
    """Phone and codes are lost: every factor goes, every session ends, and a link to their mailbox sets up another.

    The mail goes to the address they sign in with, whatever this partnership wrote down; the password is asked as well.
    The link, for who hands it over in person. Raises `NotAllowed`.
    """
    refuse(membership.against_resetting(queries.standing_of(member, at), by=by.pk))
    user = _user(member)
    if not user.has_usable_password():
        refuse("This person signs in through their agency, which keeps their second step.")
    partnership = queries.current_partnership()
    days = queries.arrangement_on(london(at).date(), partnership).membership.invitation_days
    reset = accounts.reset_second_factor(user=user, expires=at + timedelta(days=days), by=by, at=at)
    link = site.rstrip("/") + reverse("account_new_factor", args=[reset.kept.pk, reset.secret])
    _send(user, link, reset.kept.expires_at)
    trail.record("organisation.second_factor_reset", member, by=by, at=at)
    return link


def _user(member: Member) -> User:
    assert member.user is not None
    return member.user


def _send(user: User, link: str, expires: datetime) -> None:
    text = render_to_string("organisation/second_factor_reset.txt", {"link": link, "expires": expires})
    try:
        send_mail("Lantern: set up your second step again", text, None, [user.email])
    except OSError:  # smtplib's errors are
        refuse("The mail could not be sent. Nothing was changed: try again in a few minutes.")
