"""What the forms of the room take and refuse, field by field, with the words a person reads (MIS-1, MIS-5, MIS-6, MIS-17)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lantern.missing.forms.episodes import (
    LONG,
    GradeForm,
    ReportForm,
    ReturnForm,
)
from lantern.missing.vocabulary import (
    Absence,
    FoundBy,
    FoundIn,
    Grade,
    Harm,
    MissingFrom,
    Risk,
)
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import at, moment
from tests.unit.missing.typed import NO_TIMES, NOW, error, when

REPORT: dict[str, str] = {
    **when("last_seen", "5/3/2026 4:15pm"),
    **when("reported", "5/3/2026 9pm"),
    "missing_from": "home",
    "from_where": "1 Nowhere Row",
    "circumstances": "Phone off.",
    "risk": "high",
    "risk_reason": "Seen with an adult.",
    "grade": "priority",
}
RETURN: dict[str, str] = {
    **when("found", "6/3/2026 3:10am"),
    "found_by": "police",
    "where": "",
    "harm": "none",
    "note": "",
}


def report(options: dict[str, Any] | None = None, /, **changes: str) -> ReportForm:
    given = {"may_grade": True, "looked_after": True, "reason_required": True} | (options or {})
    return ReportForm({**REPORT, "absence": "M", **changes}, now=NOW, **given)


def returned(**changes: str) -> ReturnForm:
    return ReturnForm({**RETURN, **changes}, now=NOW)


# Times, as everybody types them


TIMES = [
    ("5/3/2026 4:15pm", "2026-03-05 16:15"),
    ("5/3/2026 16:15", "2026-03-05 16:15"),
    ("5/3/2026 1615", "2026-03-05 16:15"),
    ("5/March/2026 4.15 pm", "2026-03-05 16:15"),
    ("05/03/2026 midnight", "2026-03-05 00:00"),
    ("5/3/2026 ?", "2026-03-05"),
    ("29/2/2024 midday", "2024-02-29 12:00"),
    ("1/11/2026 midday", "2026-11-01 12:00"),
    ("1/11/2026 ?", "2026-11-01"),
    ("10/6/2026 12:30am", "2026-06-10 00:30"),
]


@pytest.mark.parametrize(("text", "wanted"), TIMES)
def test_a_return_takes_a_time_as_people_write_it(text: str, wanted: str) -> None:
    """MIS-6, MIS-17: up to this minute, and today when only the day is known."""
    form = returned(**when("found", text))
    assert form.is_valid(), form.errors
    assert form.cleaned_return()["found"] == moment(wanted)


@pytest.mark.parametrize(("text", "words"), NO_TIMES)
def test_a_return_at_no_such_time_is_refused_with_the_reason(text: str, words: str) -> None:
    """MIS-6, MIS-17: an hour that came twice is asked about, one that never came refused, and none lies ahead."""
    assert error(returned(**when("found", text)), "found") == words.format(noun="When the child returned")


@pytest.mark.parametrize(("text", "words"), NO_TIMES)
def test_a_report_of_no_such_time_is_refused_with_the_reason(text: str, words: str) -> None:
    """MIS-1: the same for when the child was last seen."""
    form = report(**when("last_seen", text), **when("reported", "1/11/2026 midday"))
    assert error(form, "last_seen") == words.format(noun="When the child was last seen")


@pytest.mark.parametrize(("clock", "utc"), [("1:30am BST", 0), ("1:30am GMT", 1), ("12:59am", -1), ("2am", 2)])
def test_the_night_the_clocks_go_back_has_both_hours(clock: str, utc: int) -> None:
    """MIS-17: each half past one is a time of its own."""
    form = returned(**when("found", f"25/10/2026 {clock}"))
    assert form.is_valid(), form.errors
    wanted = datetime(2026, 10, 25, utc, 30 if "30" in clock else 0, tzinfo=UTC) if utc >= 0 else at("2026-10-25 00:59")
    assert form.cleaned_return()["found"] == Moment(wanted)


def test_a_time_typed_and_ticked_as_unknown_is_asked_about() -> None:
    """MIS-17: neither is guessed to be the mistake."""
    form = returned(**{"found-unknown": "on"})
    assert error(form, "found") == "Enter the time or tick that it is not known, not both"


@pytest.mark.parametrize("name", ["last_seen", "reported"])
def test_a_report_asks_for_both_times(name: str) -> None:
    """MIS-1."""
    empty = {f"{name}-{part}": "" for part in ("day", "month", "year", "time")}
    wanted = {"last_seen": "Enter when the child was last seen", "reported": "Enter when it was reported"}
    assert error(report(**empty), name) == wanted[name]


@pytest.mark.parametrize(
    ("seen", "said", "may"),
    [
        ("5/3/2026 4:15pm", "5/3/2026 4:15pm", True),
        ("5/3/2026 4:15pm", "5/3/2026 4:14pm", False),
        ("5/3/2026 4:15pm", "5/3/2026 ?", True),
        ("5/3/2026 ?", "5/3/2026 12:01am", True),
        ("5/3/2026 ?", "4/3/2026 ?", False),
        ("29/3/2026 12:59am", "29/3/2026 2am", True),
        ("25/10/2026 1:30am GMT", "25/10/2026 1:30am BST", False),
    ],
)
def test_nobody_reports_before_the_child_was_last_seen(seen: str, said: str, may: bool) -> None:
    """MIS-1, MIS-17: a day alone is read so that it can be."""
    form = report(**when("last_seen", seen), **when("reported", said))
    if may:
        assert form.is_valid(), form.errors
    else:
        assert error(form, "reported") == "The report cannot be before the child was last seen"


# Texts and choices


@pytest.mark.parametrize(
    ("field", "most", "required"),
    [
        ("from_where", 200, ""),
        ("circumstances", LONG, "Answer “What is known?”"),
        ("risk_reason", 400, "Answer “Why this risk?”"),
    ],
)
def test_texts_of_a_report_have_a_length_and_no_nul(field: str, most: int, required: str) -> None:
    """MIS-1: as long as they may be, a character longer, blank, and with what a database cannot hold."""
    assert report(**{field: "x" * most}).is_valid()
    assert f"at most {most} characters (it has {most + 1})" in error(report(**{field: "x" * (most + 1)}), field)
    assert error(report(**{field: "Phone\x00off"}), field) == "Null characters are not allowed."
    if required:
        assert error(report(**{field: "   "}), field) == required
    else:
        assert report(**{field: "   "}).is_valid()


@pytest.mark.parametrize(("field", "most"), [("where", 200), ("note", LONG)])
def test_texts_of_a_return_have_a_length_and_may_be_left_out(field: str, most: int) -> None:
    """MIS-6."""
    assert returned(**{field: "x" * most}).is_valid()
    assert f"at most {most} characters" in error(returned(**{field: "x" * (most + 1)}), field)
    assert error(returned(**{field: "\x00"}), field) == "Null characters are not allowed."


@pytest.mark.parametrize(
    ("field", "forged"),
    [
        ("missing_from", "prison"),
        ("absence", "absent"),
        ("absence", "m"),
        ("risk", "standard"),
        ("risk", "low"),
        ("risk", "no apparent risk"),
        ("risk", "HIGH"),
        ("grade", "whenever"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(field: str, forged: str) -> None:
    """MIS-1, MIS-2, MIS-5: never standard, low or absent, whoever forges it."""
    assert "is not one of the available choices" in error(report(**{field: forged}), field)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("missing_from", "Answer “Where from?”"),
        ("risk", "Choose the risk"),
        ("grade", "Choose the attendance"),
        ("absence", "Answer “Is it known where the child is?”"),
    ],
)
def test_a_choice_not_made_is_asked_for(field: str, words: str) -> None:
    """MIS-1."""
    assert error(report(**{field: ""}), field) == words


def test_what_is_typed_is_kept_on_a_form_that_is_refused() -> None:
    """MIS-3: nothing typed is lost, be it right or wrong."""
    form = report(circumstances="Left after school.", **when("last_seen", "31/2/2026 teatime"))
    assert not form.is_valid()
    drawn = str(form)
    for typed in (
        "Left after school.",
        'value="31"',
        'value="teatime"',
        "Seen with an adult.",
        'value="1 Nowhere Row"',
    ):
        assert typed in drawn


def test_what_a_report_comes_to() -> None:
    """MIS-1: exactly what the action takes."""
    form = report(absence="A", seen_by="An aunt", reported_by="A teacher")
    assert form.is_valid(), form.errors
    assert form.cleaned_report() == {
        "last_seen": moment("2026-03-05 16:15"),
        "reported": moment("2026-03-05 21:00"),
        "seen_by": "An aunt",
        "reported_by": "A teacher",
        "circumstances": "Phone off.",
        "missing_from": MissingFrom.HOME,
        "from_where": "1 Nowhere Row",
        "absence": Absence.AWAY,
        "risk": Risk.HIGH,
        "risk_reason": "Seen with an adult.",
        "grade": Grade.PRIORITY,
    }


def test_who_does_not_grade_and_whose_child_is_not_in_care_are_asked_less() -> None:
    """MIS-2, MIS-5: what is forged all the same is not read."""
    form = report({"may_grade": False, "looked_after": False}, absence="A", risk="high", grade="immediate")
    assert form.is_valid(), form.errors
    told = form.cleaned_report()
    assert told["absence"] is Absence.MISSING
    assert not {"risk", "risk_reason", "grade"} & told.keys()


@pytest.mark.parametrize(("required", "valid"), [(True, False), (False, True)])
def test_the_reason_for_a_risk_is_asked_when_the_arrangement_says(required: bool, valid: bool) -> None:
    """MIS-2, PAR-7: on a report and when grading again."""
    assert report({"reason_required": required}, risk_reason="").is_valid() is valid
    form = GradeForm({"risk": "medium", "risk_reason": "", "grade": "scheduled"}, now=NOW, reason_required=required)
    assert form.is_valid() is valid
    if valid:
        assert form.cleaned_grading() == {"risk": Risk.MEDIUM, "risk_reason": "", "grade": Grade.SCHEDULED}


def test_what_a_return_comes_to() -> None:
    """MIS-6."""
    told = {"company": "A friend", "state": "Cold", "found_area": "Outside our areas", "found_kind": "public place"}
    form = returned(found_by="carer", harm="disclosed", where="Pretend Pier", note="Cold.", **told)
    assert form.is_valid(), form.errors
    wanted = {"found_by": FoundBy.CARER, "where": "Pretend Pier", "harm": Harm.DISCLOSED, "note": "Cold."}
    wanted |= {"company": "A friend", "state": "Cold", "area": "Outside our areas", "where_kind": FoundIn.PUBLIC}
    assert form.cleaned_return() == {"found": moment("2026-03-06 03:10"), **wanted}
