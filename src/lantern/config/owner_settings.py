"""Settings for migrations: the same house, entered as the owner of its tables."""

from lantern.config.settings import *  # noqa: F403
from lantern.config.settings import OWNER_DATABASE

DATABASES = {"default": OWNER_DATABASE}
