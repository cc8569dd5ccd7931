"""Areas, agencies, members and the arrangement."""

from lantern.organisation.models.area import Area, Geography, Holding, Postcode
from lantern.organisation.models.arrangement import ArrangementVersion
from lantern.organisation.models.connection import PinnedIdentity, SignInConnection
from lantern.organisation.models.credential import Credential
from lantern.organisation.models.member import Agency, Invitation, Member, RoleHeld

__all__ = [
    "Agency",
    "Area",
    "ArrangementVersion",
    "Credential",
    "Geography",
    "Holding",
    "Invitation",
    "Member",
    "PinnedIdentity",
    "Postcode",
    "RoleHeld",
    "SignInConnection",
]
