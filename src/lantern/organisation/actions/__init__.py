"""Writing the organisation: partnerships, areas, the arrangement, agencies, members and their roles."""

from lantern.organisation.actions.agency import add_agency, change_agency
from lantern.organisation.actions.arrangement import change_arrangement, publish_arrangement, withdraw_arrangement
from lantern.organisation.actions.connection import come_in, connect_agency, end_connection
from lantern.organisation.actions.credential import make_credential, note_use, revoke_credential
from lantern.organisation.actions.invitation import accept_invitation, create_administrator, invite, invite_someone
from lantern.organisation.actions.member import add_member, end_role, give_role, remove_member
from lantern.organisation.actions.partnership import (
    areas_changed,
    create_partnership,
    move_area,
)
from lantern.organisation.actions.signing import end_sessions, reset_second_factor

__all__ = [
    "accept_invitation",
    "add_agency",
    "add_member",
    "areas_changed",
    "change_agency",
    "change_arrangement",
    "come_in",
    "connect_agency",
    "create_administrator",
    "create_partnership",
    "end_connection",
    "end_role",
    "end_sessions",
    "give_role",
    "invite",
    "invite_someone",
    "make_credential",
    "move_area",
    "note_use",
    "publish_arrangement",
    "remove_member",
    "reset_second_factor",
    "revoke_credential",
    "withdraw_arrangement",
]
