"""What a template allows, lacks, and how a form that comes back is read (M1-3)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.mace1.rules import refusals
from lantern.mace1.rules.template import (
    HEADINGS,
    NEEDED,
    RECORD_COLUMNS,
    WRITTEN_COLUMNS,
    against_taking_back,
    against_template,
    is_late,
    lacking,
    read_form,
)
from lantern.mace1.vocabulary import TemplateFact, TemplatePart
from lantern.meetings.vocabulary import Stage

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)


def test_the_fields_stand_in_the_order_that_is_asked() -> None:
    """M1-3: from the name to the child's view, each once."""
    assert [each.value for each in TemplateFact][:4] == ["Name", "Date of birth", "Professional", "Agency"]
    assert [each.value for each in TemplateFact][-1] == "Risk record and safeguarding plan"
    assert next(iter(TemplatePart)) is TemplatePart.CONCERNS
    assert list(TemplatePart)[-2:] == [TemplatePart.PARENT, TemplatePart.CHILD]
    assert len({each.label for each in TemplatePart}) == len(TemplatePart)
    assert all(each.hint for each in TemplatePart)


@pytest.mark.parametrize(
    ("stage", "writes", "takes_back"),
    [
        (None, "", ""),
        (Stage.PLANNED, "", ""),
        (Stage.AGENDA_OUT, "", ""),
        (Stage.RUNNING, "", refusals.TEMPLATE_OVER),
        (Stage.ENDED, refusals.TEMPLATE_OVER, refusals.TEMPLATE_OVER),
        (Stage.MINUTES_OUT, refusals.TEMPLATE_OVER, refusals.TEMPLATE_OVER),
    ],
)
def test_late_is_accepted_until_the_meeting_is_over(stage: Stage | None, writes: str, takes_back: str) -> None:
    """M1-3: and what was handed in is opened again until the meeting begins."""
    assert against_template(stage, is_submitted=False, is_closed=False) == writes
    assert against_taking_back(stage, is_submitted=True, is_closed=False) == takes_back


@pytest.mark.parametrize("stage", [None, *Stage])
def test_handed_in_or_closed_it_is_written_no_more(stage: Stage | None) -> None:
    """M1-3: submitted once."""
    assert against_template(stage, is_submitted=True, is_closed=False) == refusals.TEMPLATE_SUBMITTED
    assert against_template(stage, is_submitted=False, is_closed=True) == refusals.TEMPLATE_OVER
    assert against_taking_back(stage, is_submitted=True, is_closed=True) == refusals.TEMPLATE_OVER
    assert against_taking_back(stage, is_submitted=False, is_closed=False) == refusals.TEMPLATE_NOT_SUBMITTED


def test_why_and_both_views_are_needed() -> None:
    """M1-3: nothing else is; blanks are no answer."""
    assert lacking({}) == NEEDED
    assert lacking({TemplatePart.CONCERNS: " \n", TemplatePart.PARENT: "Worried"}) == (
        TemplatePart.CONCERNS,
        TemplatePart.CHILD,
    )
    assert lacking(dict.fromkeys(NEEDED, "Said")) == ()


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_late_is_after_it_was_due(submitted: int, now: int) -> None:
    """M1-3: handed in, the day it was counts, whatever the time is now; not handed in, the time does."""
    due = NOON
    at, later = NOON + timedelta(minutes=submitted), NOON + timedelta(minutes=now)
    assert is_late(at, due, later) == (submitted > 0)
    assert is_late(None, due, later) == (now > 0)
    assert not is_late(at, None, later)


@given(st.dictionaries(st.sampled_from(list(TemplatePart)), TEXTS))
def test_what_is_written_under_its_label_is_read_under_it(texts: dict[TemplatePart, str]) -> None:
    """M1-3: with the hint in brackets or without, in any case and spacing."""
    plain = [(part.label, text) for part, text in texts.items()]
    hinted = [(f"  {part.label.upper()}  ({part.hint})", text) for part, text in texts.items()]
    assert read_form(plain).texts == texts
    assert read_form(hinted).texts == texts
    assert read_form([(part.label.replace("’", "'"), text) for part, text in texts.items()]).texts == texts


def test_two_rows_of_one_part_are_both_kept() -> None:
    read = read_form([("Health", "Asthma"), ("Health", ""), ("health", "Sees a nurse")])
    assert read.texts == {TemplatePart.HEALTH: "Asthma\n\nSees a nurse"}


def test_a_row_that_was_emptied_is_read_as_empty() -> None:
    """It is shown as such beside what stands, and not left out."""
    assert read_form([("Health", "")]).texts == {TemplatePart.HEALTH: ""}


@given(st.text(min_size=1, max_size=30), TEXTS)
def test_no_row_that_says_something_is_lost(label: str, text: str) -> None:
    """M1-3: what is none of the template's is kept, with what stood there."""
    read = read_form([(label, text), ("Shoe size", "38")])
    known = {*read.texts.values(), *read.facts.values(), *(said for _, said in read.unknown)}
    assert "38" in known
    heads = any(label.casefold().strip().startswith(head) for head in HEADINGS)
    assert text in known or heads


def test_facts_and_headings_are_told_apart() -> None:
    rows = [
        RECORD_COLUMNS,
        ("Date of birth", "1 May 2011"),
        WRITTEN_COLUMNS,
        ("Other", "Nothing"),
        ("Other names", "Amy"),
    ]
    read = read_form(rows)
    assert read.facts == {TemplateFact.BORN: "1 May 2011"}
    assert read.texts == {TemplatePart.OTHER: "Nothing"}
    assert read.unknown == (("Other names", "Amy"),)
    assert not read.is_empty
    assert read_form([("Shoe size", "38")]).is_empty
