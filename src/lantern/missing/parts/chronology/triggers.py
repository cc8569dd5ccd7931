"""Lines of what absences set off, and of what people answered (MIS-12)."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.rules.sourced import WORKED_OUT, entered_by
from lantern.children.vocabulary import Line
from lantern.missing.queries.lived import Lived, Row
from lantern.missing.queries.triggers import Given, given
from lantern.missing.vocabulary import TRIGGER_WORDS, Answerer, TriggerKind
from lantern.timekeeping.moments import Moment, london


def trigger_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """Each trigger, withdrawn ones too, and each answer, taken back or not."""
    may_open = viewer.may(Permission.SEE_MISSING)
    for trigger in held.triggers:
        linked = may_open and trigger.withdrawn_at is None
        url = reverse("missing:episode", args=[trigger.incident_id]) if linked else ""
        yield _set_off(trigger, url)
        for answer in given(trigger):
            yield _answered(trigger, answer, url, names=viewer.sees_names)


def _set_off(trigger: Row, url: str) -> Entry:
    withdrawn = f" Withdrawn: {trigger.withdrawn_why}" if trigger.withdrawn_why else ""
    title = f"Trigger for {_whose(trigger)}: {_title(trigger)}"
    return Entry(
        Moment(trigger.at, trigger.date_only), title, f"{trigger.words}{withdrawn}", url, WORKED_OUT, Line.TRIGGER
    )


def _answered(trigger: Row, answer: Given, url: str, *, names: bool) -> Entry:
    undone = ", taken back" if answer.is_undone else ""
    return Entry(
        when=Moment(answer.at),
        title=f"Answered, {_title(trigger)}: {answer.title.lower()}{undone}",
        text=answer.text if names else "",
        url=url,
        source=entered_by(answer.by, answer.agency, london(answer.at).date()),
        kind=Line.TRIGGER,
    )


def _whose(trigger: Row) -> str:
    return "children’s services" if trigger.answerer == Answerer.CHILDRENS_SERVICES else "the liaison officer"


def _title(trigger: Row) -> str:
    return TRIGGER_WORDS[TriggerKind(trigger.kind)].lower()
