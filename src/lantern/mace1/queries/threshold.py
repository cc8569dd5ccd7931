"""What is known of children that may propose them for MACE 1: levels, exploitation, triggers (M1-2 b)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from lantern.children.models import Child
from lantern.exploitation.models import KindOfExploitation
from lantern.exploitation.queries.levels import Standing, standing_levels
from lantern.exploitation.vocabulary import Certainty
from lantern.mace1.models import Case
from lantern.mace1.rules.threshold import Known
from lantern.missing.models import Trigger
from lantern.missing.vocabulary import TriggerKind
from lantern.organisation.rules.arrangement import Arrangement
from lantern.timekeeping.moments import london

Since = dict[str, datetime]
AT_RISK = (TriggerKind.HARM, TriggerKind.RISK_OF_HARM, TriggerKind.HARM_AND_AGAIN)


def known_of(children: "QuerySet[Child]", arranged: Arrangement, at: datetime) -> dict[UUID, Known]:
    """What is known of each of `children` of whom anything is; four queries however many they are."""
    ids = children.values("pk")
    levels = standing_levels(ids)
    exploited = _exploited(ids, london(at).date())
    triggers = _triggers(ids, at - timedelta(days=arranged.missing.repeat_days))
    closed = dict(Case.objects.filter(child__in=ids).values_list("child").annotate(Max("closed_at")))
    return {
        child: _known(levels.get(child), exploited[child], triggers[child], closed.get(child))
        for child in {*levels, *exploited, *triggers}
    }


def _known(level: Standing | None, exploited: Since, triggers: Since, closed: datetime | None) -> Known:
    times = [*exploited.values(), *triggers.values(), *([level.at] if level else [])]
    return Known(
        level=level.level if level else "",
        levels=level.levels if level else (),
        exploited=tuple(sorted(exploited)),
        repeatedly=TriggerKind.REPEAT in triggers,
        at_risk=not triggers.keys().isdisjoint(AT_RISK),
        latest=max(times),
        closed=closed,
    )


def _exploited(ids: "QuerySet[Any, Any]", today: date) -> "defaultdict[UUID, Since]":
    """The types of exploitation that are known now, and since when they are on the record, by child."""
    now = Q(until=None) | Q(until__gte=today)
    rows = KindOfExploitation.objects.filter(
        now, child__in=ids, certainty=Certainty.KNOWN, withdrawn_at=None, since__lte=today
    )
    return _since(rows.values_list("child_id", "kind", "at"))


def _triggers(ids: "QuerySet[Any, Any]", since: datetime) -> "defaultdict[UUID, Since]":
    rows = Trigger.objects.filter(child__in=ids, withdrawn_at=None, at__gte=since)
    return _since(rows.values_list("child_id", "kind", "at"))


def _since(rows: Iterable[tuple[UUID, str, datetime]]) -> "defaultdict[UUID, Since]":
    found = defaultdict[UUID, Since](dict)
    for child, kind, at in rows:
        found[child][kind] = max(at, found[child].get(kind, at))
    return found
