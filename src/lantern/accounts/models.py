"""A user signs in, on sessions of their own; what they may see is the business of the members they are (organisation)."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **others: Any) -> "User":
        """A user known by e-mail address; without a password nobody can sign in as them yet."""
        user = self.model(email=self.normalize_email(email).lower(), **others)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who can sign in. No staff flag, no superuser: power comes from a role in a partnership alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.email


class Session(AbstractBaseSession):
    """A session as Django keeps it, with what its owner needs to know it again: "Where you are signed in" (security.md 5).

    `via` is the agency's connection it came through, or empty for somebody's own password or passkey.
    """

    user_id = models.UUIDField(null=True, db_index=True)
    started_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)
    via = models.UUIDField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from lantern.accounts.sessions import SessionStore

        return SessionStore


class FactorReset(models.Model):
    """An administrator took somebody's second factor away; the link in the mail, once, lets them set up another.

    While the latest one is unused, a password alone sets up nothing. `digest` stands for the link's secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="factor_resets")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reset of {self.user_id}"
