"""Finding the credential that a system shows, before any partnership is current (PAR-1)."""

from django.db import transaction
from django.db.models import QuerySet

from lantern.organisation.models import Agency, Credential
from lantern.organisation.rules.credential import digest_of
from lantern.tenancy.current import set_locally


def credential_shown(secret: str) -> Credential | None:
    """The credential with this secret, in whatever partnership, revoked and expired ones too.

    The database shows one row to who names its digest, for as long as that is said (`also_read` of its wall); nothing else
    is opened by it. What cannot be a secret is not asked for at all.
    """
    digest = digest_of(secret)
    if not digest:
        return None
    with transaction.atomic(savepoint=False):
        set_locally("lantern.credential", digest)
        found = Credential.objects.filter(digest=digest).first()
        set_locally("lantern.credential", "")
    return found


def credentials_of(agency: Agency) -> QuerySet[Credential]:
    """An agency's credentials, the latest first."""
    return Credential.objects.filter(agency=agency).select_related("made_by", "revoked_by").order_by("-made_at", "pk")
