"""The ways in through agencies, before any partnership is chosen."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from lantern.accounts.offers import Offer
from lantern.organisation.models import SignInConnection
from lantern.tenancy.current import set_locally


@dataclass(frozen=True)
class Way:
    """A connection as a sign-in needs it, read inside its partnership and used outside."""

    connection: SignInConnection
    partnership_id: UUID

    @property
    def name(self) -> str:
        return self.connection.agency.name

    @property
    def arguments(self) -> list[UUID]:
        """Of its addresses: each agency has its own, so that no other issuer's answer fits (RFC 9700, mix-up)."""
        return [self.partnership_id, self.connection.agency_id]

    @property
    def begins(self) -> str:
        return reverse("organisation:agency_sign_in", args=self.arguments)

    @property
    def comes_back(self) -> str:
        return reverse("organisation:agency_sign_in_back", args=self.arguments)


def offered(domain: str) -> list[Offer]:
    """The agencies' sign-ins for a mail domain, in whatever partnership; the domain alone decides."""
    with transaction.atomic():
        set_locally("lantern.sign_in_domain", domain)
        found = list(
            SignInConnection.objects.filter(ended_at=None, domains__contains=[domain])
            .select_related("agency", "partnership")
            .order_by("agency__name", "partnership__name")
        )
        set_locally("lantern.sign_in_domain", "")
    names = Counter(each.agency.name for each in found)
    return [Offer(_label(each, names), Way(each, each.partnership.pk).begins) for each in found]


def way(agency_id: UUID) -> Way | None:
    """The current partnership's way in through one of its agencies."""
    found = (
        SignInConnection.objects.filter(agency_id=agency_id, ended_at=None)
        .select_related("agency", "partnership")
        .first()
    )
    return Way(found, found.partnership.pk) if found else None


def _label(connection: SignInConnection, names: Counter[str]) -> str:
    where = f", {connection.partnership.name}" if names[connection.agency.name] > 1 else ""
    return f"Sign in with {connection.agency.name}{where}"
