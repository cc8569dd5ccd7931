"""Sessions in the database, each with its user, so that they can be listed and ended (security.md 5).

The row is written by the session itself: it costs no query of its own, and a row that is gone is a session that is over.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

STARTED, USED, ADDRESS, AGENT, VIA = "signed_in_at", "used", "signed_in_from", "signed_in_with", "via"


class SessionStore(db.SessionStore):
    """Django's, which also writes down whose session it is, since when, from where and with what."""

    @classmethod
    def get_model_class(cls) -> Any:
        from lantern.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        if user := data.get(SESSION_KEY):
            row.user_id = UUID(str(user))
        row.started_at, row.used_at = _moment(data.get(STARTED)), _moment(data.get(USED) or data.get(STARTED))
        row.address, row.agent = data.get(ADDRESS) or None, data.get(AGENT, "")
        row.via = via["connection"] if (via := data.get(VIA)) else None
        return row


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
