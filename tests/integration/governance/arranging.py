"""Putting other values into the arrangement in force, as if it had always been so."""

from datetime import datetime
from typing import Any

from django.db.models import F

from lantern.organisation.models import ArrangementVersion
from lantern.organisation.rules.arrangement import Arrangement
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action


@action
def arrange_unusual(*, values: dict[str, int], by: None, at: datetime) -> None:
    version = ArrangementVersion.objects.get()
    document: dict[str, Any] = version.document
    version.document = {**document, "unusual": {**document.get("unusual", {}), **values}}
    Arrangement.model_validate(version.document)
    version.save()
    Partnership.objects.filter(pk=version.partnership.pk).update(arrangement_version=F("arrangement_version") + 1)
