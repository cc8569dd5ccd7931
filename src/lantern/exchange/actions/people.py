"""People invited from a spreadsheet (PAR-3, PAR-4)."""

from datetime import datetime

from lantern.exchange.models import WaitingFile
from lantern.exchange.rules.setting_up.people import Listed
from lantern.organisation.actions import give_role, invite_someone
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def invite_listed(*, file: WaitingFile, people: list[Listed], site: str, by: Member, at: datetime) -> int:
    """Invite everyone whose row is right, each with the role; how many. All or nobody.

    The file stays while rows of it were refused, so that they can be read once more. Raises `NotAllowed`.
    """
    right = [each for each in people if not each.problem]
    agencies = Agency.objects.in_bulk({each.agency for each in right if each.agency})
    areas = Area.objects.in_bulk({each.area for each in right if each.area})
    for each in right:
        assert each.agency
        member = invite_someone(
            agency=agencies[each.agency], name=each.cells["name"], email=each.email,
            designation=each.cells["designation"], site=site, by=by, at=at,
        )  # fmt: skip
        area = areas[each.area] if each.area else None
        give_role(member=member, role=Role(each.role), area=area, since=london(at).date(), by=by, at=at)
    if len(right) == len(people):
        trail.record("exchange.file_mapped", file, by=by, at=at)
        file.delete()
    return len(right)
