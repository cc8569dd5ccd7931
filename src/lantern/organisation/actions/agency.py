"""Agencies and their sharing protocols (PAR-3, PAR-6)."""

from dataclasses import dataclass
from datetime import date, datetime

from lantern.organisation.models import Agency, Member
from lantern.organisation.rules.refusals import refuse
from lantern.trail import actions as trail
from lantern.trail.acting import action


@dataclass(frozen=True, kw_only=True)
class AgencyDetails:
    """What is written down about an agency."""

    name: str
    kind: str
    mailbox: str = ""
    escalation_route: str = ""
    protocol_signed_on: date | None = None
    protocol_expires_on: date | None = None


@action
def add_agency(*, details: AgencyDetails, by: Member | None, at: datetime) -> Agency:
    """A further agency. Raises `NotAllowed` when one has that name."""
    refuse(_against_name(details.name))
    agency = Agency.objects.create(**vars(details))
    trail.record("organisation.agency_added", agency, by=by, at=at)
    return agency


@action
def change_agency(*, agency: Agency, details: AgencyDetails, by: Member | None, at: datetime) -> Agency:
    """The agency as it is from now on. Raises `NotAllowed` when another has that name."""
    refuse(_against_name(details.name, besides=agency))
    for name, value in vars(details).items():
        setattr(agency, name, value)
    agency.save()
    trail.record("organisation.agency_changed", agency, by=by, at=at)
    return agency


def _against_name(name: str, besides: Agency | None = None) -> str:
    same = Agency.objects.filter(name__iexact=name)
    others = same.exclude(pk=besides.pk) if besides else same
    return f"There is already an agency called {name}." if others.exists() else ""
