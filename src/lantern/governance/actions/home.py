"""A member's own home, given by themselves and kept as a digest (SHA-6)."""

from datetime import datetime

from lantern.governance.homes import home_digest
from lantern.governance.models import Home
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def give_home(*, address: str, postcode: str, by: Member, at: datetime) -> bool:
    """Keep the digest of one's own home in place of the one before; `False` when the address tells no home."""
    digest = home_digest(address, postcode)
    if digest:
        Home.objects.update_or_create(member=by, defaults={"digest": digest, "given_at": at})
        trail.record("governance.home_given", by, by=by, at=at)
    return bool(digest)


@action
def withdraw_home(*, by: Member, at: datetime) -> None:
    """Forget one's own home; nothing when none was given."""
    if Home.objects.filter(member=by).delete()[0]:
        trail.record("governance.home_withdrawn", by, by=by, at=at)
