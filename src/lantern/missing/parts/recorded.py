"""A recorded step as pages and paper show it: every question with its answer, and what a correction changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from lantern.missing.models import Step, StepVersion
from lantern.missing.rules.questions import ASKED, asked, in_words
from lantern.missing.vocabulary import StepKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

NOT_SAID = "Not answered"


class Wording(Protocol):
    """What a step and its earlier versions both have."""

    happened_at: datetime
    date_only: bool
    note: str
    reference: str
    said: Any


class Answered(NamedTuple):
    """A question and its answer, a text a line."""

    label: str
    lines: tuple[str, ...]


class Part(NamedTuple):
    """Answers under one legend."""

    legend: str
    answers: tuple[Answered, ...]


class Difference(NamedTuple):
    """An answer that differs: what was typed or said before, and what stands."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Earlier:
    """A wording that was corrected: who had written it and when, and how it differs from the one that followed."""

    number: int
    who: str
    at: datetime
    differences: list[Difference]


def recorded_parts(step: Step) -> list[Part]:
    """Everything the form asked, in its order; a question nobody answered says so."""
    kind = StepKind(step.kind)
    parts = [
        Part(part.legend, tuple(Answered(one.label, in_words(one, step.said) or (NOT_SAID,)) for one in part.questions))
        for part in ASKED.get(kind, ())
        if step.said
    ]
    rest = [
        *([Answered("Reference of the plan", (step.reference,))] if step.reference else []),
        *([Answered("Note", (step.note,))] if step.note else []),
    ]
    return [*parts, *([Part("The record", tuple(rest))] if rest else [])]


def versions(step: Step, earlier: Sequence[StepVersion]) -> list[Earlier]:
    """Each earlier wording against the one that followed it; `earlier` has the latest first."""
    following: list[Wording] = [step, *earlier]
    return [
        Earlier(each.number, each.by.name if each.by else "", each.at, _compared(StepKind(step.kind), each, then))
        for each, then in zip(earlier, following, strict=False)
    ]


def differences(step: Step, typed: Mapping[str, Any]) -> list[Difference]:
    """What somebody typed against what `step` says since somebody else corrected it."""
    kind = StepKind(step.kind)
    mine = StepVersion(
        happened_at=typed["happened"].at,
        date_only=typed["happened"].date_only,
        note=typed["note"],
        reference=typed["reference"],
        said=typed["said"],
        partnership_id=step.partnership_id,
    )
    return _compared(kind, mine, step)


def _compared(kind: StepKind, before: Wording, after: Wording) -> list[Difference]:
    old, new = dict(_said(kind, before)), dict(_said(kind, after))
    return [
        Difference(label, old[label] or NOT_SAID, new[label] or NOT_SAID) for label in old if old[label] != new[label]
    ]


def _said(kind: StepKind, wording: Wording) -> Iterable[tuple[str, str]]:
    yield "When", words.said_long(Moment(wording.happened_at, wording.date_only))
    for question in asked(kind):
        yield question.label, "\n".join(in_words(question, wording.said))
    yield "Reference of the plan", wording.reference
    yield "Note", wording.note
