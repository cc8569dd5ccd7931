"""What a template allows, what it still lacks, and how a form that comes back is read (M1-3)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.mace1.rules import refusals
from lantern.mace1.vocabulary import TemplateFact, TemplatePart
from lantern.meetings.vocabulary import Stage

BEFORE_THE_END = frozenset({Stage.PLANNED, Stage.AGENDA_OUT, Stage.RUNNING})
BEFORE_THE_MEETING = frozenset({Stage.PLANNED, Stage.AGENDA_OUT})
NEEDED = (TemplatePart.CONCERNS, TemplatePart.PARENT, TemplatePart.CHILD)
"""What no template is handed in without: why, and how the child and those who care for them see it."""
NOT_A_SIGN = re.compile(r"[^a-z0-9]+")


def against_template(stage: Stage | None, *, is_submitted: bool, is_closed: bool) -> str:
    """Why nothing is written in it, or "": late is still accepted, until the first discussion is over.

    `stage` is that of the meeting of the first discussion, `None` while there is none to come.
    """
    if is_submitted:
        return refusals.TEMPLATE_SUBMITTED
    return refusals.TEMPLATE_OVER if is_closed or stage not in {None, *BEFORE_THE_END} else ""


def against_taking_back(stage: Stage | None, *, is_submitted: bool, is_closed: bool) -> str:
    """Why a template that was handed in is not opened again, or "": until the meeting begins."""
    if not is_submitted:
        return refusals.TEMPLATE_NOT_SUBMITTED
    return refusals.TEMPLATE_OVER if is_closed or stage not in {None, *BEFORE_THE_MEETING} else ""


def lacking(texts: Mapping[str, str]) -> tuple[TemplatePart, ...]:
    """What is still needed before it can be handed in."""
    return tuple(part for part in NEEDED if not texts.get(part, "").strip())


def is_late(submitted_at: datetime | None, due: datetime | None, now: datetime) -> bool:
    """Whether it was handed in after it was due, or is due and not there."""
    return due is not None and (submitted_at or now) > due


@dataclass(frozen=True)
class ReadForm:
    """A form that came back: texts by part, what it says of facts, and rows whose label is none of the template's."""

    texts: Mapping[TemplatePart, str]
    facts: Mapping[TemplateFact, str]
    unknown: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.facts)


def read_form(rows: Iterable[tuple[str, str]]) -> ReadForm:
    """Rows of label and text, as the tables of a document have them; a label may be followed by its hint in brackets.

    A part that stands in several rows has them all. Of a fact the last row counts.
    """
    parts = {_plain(part.label): part for part in TemplatePart}
    known_facts = {_plain(fact): fact for fact in TemplateFact}
    texts: dict[TemplatePart, list[str]] = defaultdict(list)
    facts: dict[TemplateFact, str] = {}
    unknown = []
    for label, text in rows:
        key = _plain(label)
        if key in parts:
            texts[parts[key]].append(text)
        elif key in known_facts:
            facts[known_facts[key]] = text
        elif text and key not in HEADINGS:
            unknown.append((label, text))
    joined = {part: "\n\n".join(each for each in some if each) for part, some in texts.items()}
    return ReadForm(joined, facts, tuple(unknown))


def _plain(label: str) -> str:
    """The words of a label alone: case, dashes, kinds of apostrophe and a hint in brackets say nothing."""
    return NOT_A_SIGN.sub(" ", label.partition(" (")[0].casefold().replace("’", "").replace("'", "")).strip()


RECORD_COLUMNS = ("On the record", "What it says")
WRITTEN_COLUMNS = ("What is asked", "What you write")
HEADINGS = frozenset(_plain(columns[0]) for columns in (RECORD_COLUMNS, WRITTEN_COLUMNS))
"""What the first rows of the form's two tables say."""
