"""The three ways into the database: as the application, as the owner of its tables, as the one who takes backups."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from lantern.config import embedded

VARIABLES = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "backup": "DATABASE_BACKUP_URL"}


def url(role: str) -> str:
    """The connection URL of `app`, `owner` or `backup`: from the environment, else the embedded server's."""
    if "DATABASE_URL" in os.environ:
        return os.environ[VARIABLES[role]]
    return embedded.cluster().url(f"lantern_{role}")


def url_or_none(role: str) -> str | None:
    """The same, or nothing where it was not said."""
    return url(role) if is_embedded() else os.environ.get(VARIABLES[role])


def is_embedded() -> bool:
    """Whether no server was named, so that Lantern runs its own."""
    return "DATABASE_URL" not in os.environ


def settings(role: str) -> dict[str, Any]:
    """Django's description of the database as one of the roles sees it."""
    parts = conninfo_to_dict(url(role))
    known = {
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # a restarted server is noticed before a request is spoilt by it
        "OPTIONS": {"connect_timeout": "5", **parts},  # seconds
        **known,
    }
