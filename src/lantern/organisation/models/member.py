"""Agencies, and the people of theirs who take part (PAR-3)."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from lantern.accounts.models import User
from lantern.organisation.models.area import Area
from lantern.organisation.vocabulary import AgencyKind, Role
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


def before_each_change() -> tuple[pghistory.RowEvent, pghistory.RowEvent]:
    """Keep what a row held before it is changed or deleted, written by a trigger once a statement (stack.md)."""
    return pghistory.UpdateEvent(level=pgtrigger.Statement, row="OLD"), pghistory.DeleteEvent(level=pgtrigger.Statement)


class Agency(Recorded):
    """An organisation; without a signed and current sharing protocol it receives no papers (PAR-6)."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, choices=[(kind, kind.value.capitalize()) for kind in AgencyKind])
    mailbox = models.EmailField(blank=True, help_text="the secure mailbox")
    protocol_signed_on = models.DateField(null=True, blank=True)
    protocol_expires_on = models.DateField(null=True, blank=True)
    escalation_route = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="agency_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*before_each_change())
class Member(Recorded):
    """A named person of an agency; `removed_at` ends everything they could do, from their next request on."""

    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="memberships")
    agency = Within(Agency, related_name="members")
    name = models.CharField(max_length=120)
    designation = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "partnership", Lower("email"), condition=Q(removed_at=None), name="member_email_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*before_each_change())
class RoleHeld(Recorded):
    """A member's role, over an area with all it holds, or over the whole partnership when `area` is empty (SHA-2)."""

    member = Within(Member, related_name="roles")
    role = models.CharField(max_length=40, choices=[(role, role.label) for role in Role])
    area = Within(Area, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["role"]
        verbose_name_plural = "roles held"

    def __str__(self) -> str:
        return f"{Role(self.role).label}, {self.area or 'whole partnership'}"


class Invitation(Recorded):
    """A link sent to a member's mailbox; the database holds a digest of its secret, never the secret."""

    member = Within(Member, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.member_id}"
