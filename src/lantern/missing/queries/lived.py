"""Everything dated that the missing room holds of a child, in one query: the database makes a list of each table's rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.missing.models import (
    Acknowledgement,
    Answer,
    AskedAbout,
    ChatRequest,
    Episode,
    FollowUp,
    Letter,
    Message,
    NoLetters,
    Offer,
    ProfileVersion,
    Sitting,
    Step,
    Telling,
    Trigger,
)
from lantern.missing.queries.triggers import with_answers
from lantern.timekeeping.moments import Moment


class Row(dict[str, Any]):
    """A row by the names of its columns; what ends in `at` is a time."""

    def __getattr__(self, name: str) -> Any:
        try:
            value = self[name]
        except KeyError as error:
            raise AttributeError(name) from error
        is_time = isinstance(value, str) and (name == "at" or name.endswith("_at"))
        return datetime.fromisoformat(value) if is_time else value

    @property
    def when(self) -> Moment:
        """When it happened, of a row that says so to the minute or to the day."""
        return Moment(self.happened_at, self.date_only)


class Lived(NamedTuple):
    """Rows by what they are; of what was taken back none."""

    episodes: tuple[Row, ...]
    messages: tuple[Row, ...]
    steps: tuple[Row, ...]
    requests: tuple[Row, ...]
    asked: tuple[Row, ...]
    offers: tuple[Row, ...]
    answers: tuple[Row, ...]
    sittings: tuple[Row, ...]
    follow_ups: tuple[Row, ...]
    tellings: tuple[Row, ...]
    letters: tuple[Row, ...]
    no_letters: tuple[Row, ...]
    triggers: tuple[Row, ...]
    profiles: tuple[Row, ...]
    in_hand: tuple[Row, ...]


BY: dict[str, Any] = {"by": F("by__name"), "agency": F("by__agency__name")}
HAPPENED = ("happened_at", "date_only", "recorded_at", "note")
STANDS = {"withdrawn_at": None}
EPISODE = (
    "started_at", "start_date_only", "ended_at", "end_date_only", "absence", "risk", "missing_from", "from_where",
    "circumstances", "found_by", "found_where", "found_kind", "history", "incident_id",
)  # fmt: skip


def lived(child: Child, viewer: Viewer) -> Lived:
    """What happened to `child` and what was done, as far as the viewer may see it; one query."""
    parts = {f"part_{name}": ArraySubquery(rows) for name, rows in _parts(viewer).items()}
    found = Child.objects.filter(pk=child.pk).annotate(**parts).values(*parts).get()
    return Lived(**{name: tuple(map(Row, found[f"part_{name}"])) for name in Lived._fields})


def _parts(viewer: Viewer) -> Mapping[str, QuerySet[Any, Any]]:
    messages = Message.objects.filter(incident__child=OuterRef("pk"))  # of the child whom the caller reached
    return {
        "episodes": _of(Episode, viewer, *EPISODE),
        "messages": _as_lists(
            messages, "fingerprint", "kind", "person_made", "received_at", "outcome", "said", **BY,
            feed=F("incident__source"), reference=F("incident__reference"), incident=F("incident_id"),
        ),
        "steps": _of(Step, viewer, "id", "incident_id", "kind", "reference", *HAPPENED, **BY, only=STANDS),
        "requests": _of(
            ChatRequest, viewer, "asker", "channel", "received_at", "words", "decided_at", "chat_id",
            by=F("decided_by__name"), agency=F("decided_by__agency__name"),
        ),
        "asked": _of(AskedAbout, viewer, "said", *HAPPENED, **BY, only=STANDS),
        "offers": _of(Offer, viewer, "chat_id", "to", "how", "reason", *HAPPENED, **BY, only=STANDS),
        "answers": _of(Answer, viewer, "chat_id", "whose", "said", "channel", *HAPPENED, **BY, only=STANDS),
        "sittings": _of(Sitting, viewer, "chat_id", "how", "where", *HAPPENED, **BY, only=STANDS),
        "follow_ups": _of(
            FollowUp, viewer, "chat_id", "text", "at", "due_on", "done_at", "outcome", **BY, owner=F("owner__name"),
            doer=F("done_by__name"), doer_agency=F("done_by__agency__name"),
        ),
        "tellings": _of(
            Telling, viewer, "chat_id", "at", "acknowledged_at", **BY, to=F("to__name"), to_agency=F("to__agency__name")
        ),
        "letters": _of(
            Letter, viewer, "to", "posted_at", "posted_date_only", "recorded_at", "batch", by=F("posted_by__name"),
            agency=F("posted_by__agency__name"), only={"posted_at__isnull": False},
        ),
        "no_letters": _of(
            NoLetters, viewer, "reason", "at", "ended_at", **BY, ender=F("ended_by__name"),
            ender_agency=F("ended_by__agency__name"),
        ),
        "triggers": _as_lists(
            with_answers(Trigger.visible_to(viewer).filter(child=OuterRef("pk"))), "incident_id", "kind", "answerer", "at",
            "date_only", "words", "withdrawn_at", "withdrawn_why", "given",
        ),
        "profiles": _of(ProfileVersion, viewer, "number", "at", **BY),
        "in_hand": _of(
            Acknowledgement, viewer, "incident_id", "at", "undone_at", "undone_why", **BY, undoer=F("undone_by__name"),
            undoer_agency=F("undone_by__agency__name"),
        ),
    }  # fmt: skip


def _of(
    model: Any, viewer: Viewer, *columns: str, only: Mapping[str, Any] | None = None, **named: Any
) -> QuerySet[Any, Any]:
    return _as_lists(model.visible_to(viewer).filter(child=OuterRef("pk"), **(only or {})), *columns, **named)


def _as_lists(rows: QuerySet[Any, Any], *columns: str, **named: Any) -> QuerySet[Any, Any]:
    return rows.values(one=JSONObject(**{name: name for name in columns}, **named))
