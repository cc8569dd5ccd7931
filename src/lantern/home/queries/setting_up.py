"""How far a partnership has come in setting itself up: counted, never ticked off by hand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from lantern.children.models import Child
from lantern.exchange.queries.received import has_feed
from lantern.organisation.models import Agency, Area, ArrangementVersion, Member, Postcode, RoleHeld
from lantern.organisation.rules.protocol import Protocol, protocol_on
from lantern.organisation.vocabulary import Role


@dataclass(frozen=True)
class Counted:
    """`versions` of the arrangement; `coordinators` are missing coordinators who have signed up."""

    districts: int
    drawn: int
    has_postcodes: bool
    agencies: int
    signed: int
    versions: int
    invited: int
    signed_up: int
    coordinators: int
    has_children: bool
    has_feed: bool


def counted(day: date) -> Counted:
    """Six queries, none of which reads more than a row a thing."""
    districts = Area.objects.filter(geography__is_main=True, level="district")
    areas = districts.aggregate(every=Count("pk"), drawn=Count("pk", filter=Q(boundary__isnull=False)))
    agencies = Agency.objects.filter(Exists(Member.objects.filter(agency=OuterRef("pk"), removed_at=None)))
    protocols = [
        protocol_on(day, signed=signed, expires=expires)
        for signed, expires in agencies.values_list("protocol_signed_on", "protocol_expires_on")
    ]
    held = Q(until=None) | Q(until__gt=day)
    coordinates = RoleHeld.objects.filter(held, member=OuterRef("pk"), role=Role.MISSING_COORDINATOR, since__lte=day)
    people = Member.objects.filter(removed_at=None).aggregate(
        every=Count("pk"),
        in_it=Count("pk", filter=Q(user__isnull=False)),
        coordinators=Count("pk", filter=Q(Exists(coordinates), user__isnull=False)),
    )
    return Counted(
        districts=areas["every"],
        drawn=areas["drawn"],
        has_postcodes=Postcode.objects.exists(),
        agencies=len(protocols),
        signed=sum(each is Protocol.SIGNED for each in protocols),
        versions=ArrangementVersion.objects.count(),
        invited=people["every"],
        signed_up=people["in_it"],
        coordinators=people["coordinators"],
        has_children=Child.objects.exists(),
        has_feed=has_feed(),
    )
