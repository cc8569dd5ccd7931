"""The information sharing template of a child who comes to MACE 1, and what is written in it (M1-3)."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Case
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within
from lantern.writing.models import SectionText, constraints_of


@pghistory.track(*before_each_change())
class Template(OfChild):
    """One a case, for its first discussion. `presenter` is the professional who presents the child: whoever asked, else the
    social worker; nobody while there is none.
    """

    on_a_page: ClassVar[tuple[str, ...]] = (
        "child",
        "case__series__area",
        "presenter__agency",
        "submitted_by",
        "begun_by",
    )

    child = Within(Child, related_name="+")
    case = Within(Case, related_name="templates")
    presenter = Within(Member, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    begun_by = Within(Member, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "case"], name="template_of_case_once"),
            models.CheckConstraint(
                condition=Q(begun_at=None, begun_by=None) | Q(begun_at__isnull=False, begun_by__isnull=False),
                name="template_begun_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, begun_at__isnull=False),
                name="template_submitted_after_begun",
            ),
        ]

    def __str__(self) -> str:
        return "information template"


class TemplateText(SectionText):
    """One text of one section of a template, by the values of `TemplatePart`."""

    child = Within(Child, related_name="+")
    template = Within(Template, related_name="texts")

    class Meta:
        constraints = constraints_of("template", "template_text")
        indexes = [models.Index(fields=["template", "section", "version"], name="template_text_history")]
