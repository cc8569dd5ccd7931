"""What every table of texts has that are written section by section; the room that asks for them owns the table."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class SectionText(OfChild):
    """One text of one section. `standing` is the one that counts; what it replaced stays; what was typed beside it waits.

    A text is kept beside (`beside`) when it was typed on top of an older version than the one that stands: the person is
    shown both, and what they save then settles it (`settled_at`). `version` is that of the section when the text was saved,
    `based_on` the one it was typed on top of. Subclasses declare `child`, what the text belongs to, and `constraints_of` it.
    """

    section = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    standing = models.BooleanField(default=True)
    beside = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    editing = models.CharField(max_length=40, blank=True, help_text="the opened page it was typed in")
    by = Within(Member, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.section}, version {self.version}"


def constraints_of(owner: str, name: str) -> list[models.BaseConstraint]:
    """One text of a section of `owner` stands, one of each person waits beside it, and none does both."""
    return [
        models.UniqueConstraint(
            fields=["partnership", owner, "section"], condition=Q(standing=True), name=f"{name}_stands_once"
        ),
        models.UniqueConstraint(
            fields=["partnership", owner, "section", "by"],
            condition=Q(beside=True, settled_at=None),
            name=f"{name}_beside_once",
        ),
        models.CheckConstraint(condition=~Q(standing=True, beside=True), name=f"{name}_stands_or_waits"),
    ]
