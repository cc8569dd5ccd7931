"""What is said of an episode's duties: on its card, in its row, in its stepper and under Done (MIS-1, MIS-6 to MIS-9)."""

import re

import pytest

from lantern.missing.models import Episode
from lantern.missing.parts import returned, rows
from lantern.missing.parts.card import Fact, facts_of
from lantern.missing.parts.duties import done, duties
from lantern.missing.parts.stepper import stepper
from lantern.missing.queries.owing import facts_from, first_open, owed_from
from lantern.missing.queries.told import Told
from lantern.missing.rules.owed import Owner
from lantern.missing.vocabulary import Grade, StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.rows import whose
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import ANALYST, NOW, OFFICER, WORKER, an_episode, owed, step, viewer
from tests.unit.missing.told import at, moment

ATTENDANCE, CHECK, CHAT = StepKind.ATTENDANCE, StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER
CONTACT, PLAN = StepKind.CONTACT, StepKind.PREVENTION_PLAN
SOON, PASSED = "2026-06-10 15:00", "2026-06-10 09:00"


def plain(html: object) -> str:
    """What a mark says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).replace("\N{NO-BREAK SPACE}", " ").split())


OPEN, DONE, LATE = owed(CHECK, SOON), owed(CHECK, SOON, met=PASSED), owed(CHECK, PASSED, met="2026-06-10 11:30")
WAIVED = owed(CHECK, SOON, waived=PASSED)


@pytest.mark.parametrize(
    ("owing", "wanted"),
    [
        ([], None),
        ([DONE, WAIVED], None),
        ([DONE, WAIVED, OPEN], OPEN),
        ([OPEN, owed(CHAT, SOON)], OPEN),
        ([owed(CHECK, SOON, met=PASSED, waived=PASSED), owed(CHAT, SOON)], 1),
    ],
)
def test_what_is_owed_next_is_the_first_that_is_neither_done_nor_waived(
    owing: list[Obligation], wanted: object
) -> None:
    """MIS-7: in the order in which it falls due."""
    assert first_open(owing) is (owing[wanted] if isinstance(wanted, int) else wanted)


@pytest.mark.parametrize(
    ("grade", "owing", "says"),
    [
        (Grade.PRIORITY, [owed(ATTENDANCE, SOON)], (Fact("Next", "Attend", due=at(SOON)),)),
        (Grade.PRIORITY, [owed(ATTENDANCE, SOON, met=PASSED)], (Fact("Attended", at=at(PASSED)),)),
        (Grade.PRIORITY, [owed(ATTENDANCE, SOON, waived=PASSED)], (Fact("Attendance", "Waived"),)),
        (Grade.PRIORITY, [], (Fact("Attendance", "Not owed"),)),
        ("", [], (Fact("Next", "Grade the report"),)),
        ("", [owed(CHECK, SOON)], (Fact("Next", "Vulnerability check", due=at(SOON)),)),
        (
            Grade.PRIORITY,
            [owed(ATTENDANCE, SOON, met=PASSED), owed(CHAT, SOON)],
            (Fact("Next", "Chat offer", due=at(SOON)), Fact("Attended", at=at(PASSED))),
        ),
    ],
)
def test_a_card_says_what_comes_next_and_when_police_attended(
    grade: str, owing: list[Obligation], says: tuple[Fact, ...]
) -> None:
    """MIS-13: attend by when; grade first; attended when; or that nobody need."""
    assert facts_of(an_episode(grade=grade), owing) == says


@pytest.mark.parametrize(
    ("owing", "says"),
    [
        (None, "not owed"),
        (owed(CHECK, SOON), "due in 3 h"),
        (owed(CHECK, PASSED), "3 h late"),
        (owed(CHECK, SOON, met=PASSED), "Done 9am"),
        (owed(CHECK, PASSED, met=PASSED), "Done 9am"),
        (owed(CHECK, PASSED, met="2026-06-10 09:01"), "Done 9:01am, late"),
        (owed(CHECK, SOON, met="2026-06-09 23:59"), "Done yesterday"),
        (owed(CHECK, SOON, met="2026-06-10 00:00"), "Done today"),
        (owed(CHECK, SOON, met="2026-06-07 09:00"), "Done Sun"),
        (owed(CHECK, SOON, met="2026-05-01 09:00"), "Done 1 May"),
        (owed(CHECK, SOON, waived=PASSED), "Waived"),
        (owed(CHECK, SOON, met=PASSED, waived=PASSED), "Done 9am"),
    ],
)
def test_a_cell_of_those_who_came_back(owing: Obligation | None, says: str) -> None:
    """MIS-7, MIS-8, MIS-17: done, late, due, waived or not owed; what was done outweighs a waiver, and no hour is made up."""
    assert plain(returned.cell(owing, NOW)) == says


@pytest.mark.parametrize(
    ("facts", "lasted", "end"),
    [
        ({}, "20 h", "Missing now"),
        ({"absence": "A", "absence_now": "A"}, "20 h", "Away now"),
        ({"ended_at": "2026-06-10 03:10"}, "11 h 10 min", "Today 3:10am"),
        ({"ended_at": "2026-06-10"}, "1 day", "Today"),
        ({"started_at": "2026-06-09"}, "1 day", "Missing now"),
        ({"started_at": "2026-06-10"}, "under 1 day", "Missing now"),
        ({"back_by": "2026-06-10 03:10"}, "—", "No return recorded"),
        ({"back_by": "2026-06-10 03:10", "absence": "A"}, "—", "No return recorded"),
    ],
)
def test_a_row_says_how_long_and_how_it_ended(facts: dict[str, str], lasted: str, end: str) -> None:
    """MIS-5, MIS-6, MIS-17: no hour is made up, and no length of an absence whose end nobody recorded."""
    (row,) = rows.rows([an_episode(**facts)], {}, viewer())
    assert len(row) == len(rows.COLUMNS)
    assert (plain(row[2]), plain(row[5]), row[6]) == (lasted, end, "—")


@pytest.mark.parametrize(
    ("owing", "says"),
    [
        ([OPEN], "Vulnerability check, due in 3 h"),
        ([OPEN, owed(CHAT, SOON)], "Vulnerability check, due in 3 h +1"),
        ([DONE, WAIVED, owed(CHAT, PASSED), owed(CONTACT, SOON), owed(PLAN, SOON)], "Chat offer, 3 h late +2"),
        ([DONE, WAIVED], "—"),
    ],
)
def test_a_row_counts_what_is_owed_besides(owing: list[Obligation], says: str) -> None:
    """MIS-7: what is done or waived is not counted."""
    episode = an_episode(ended_at="2026-06-10 03:10")
    (row,) = rows.rows([episode], {episode.pk: owing}, viewer())
    assert plain(row[6]) == says


def test_rows_name_the_child_to_those_who_see_names() -> None:
    """SHA-2."""
    episode = an_episode(from_where="1 Nowhere Row", missing_from="home")
    (row,), (hidden,) = (rows.rows([episode], {}, each) for each in (viewer(), ANALYST))
    assert (plain(row[0]), row[3]) == ("Rowan Example, 14", "Home, 1 Nowhere Row")
    assert (plain(hidden[0]), hidden[3]) == ("Child L0000012, 14", "Home")


# The stepper


def stepped(
    episode: Episode, *owing: Obligation, by: Role = Role.LIAISON_OFFICER, steps: tuple[object, ...] = ()
) -> list[str]:
    """Each stage as "state: note", with a star where it leads to a form."""
    told = Told(messages=(), steps=steps, owed=owing, held=())  # type: ignore[arg-type]
    return [f"{one.state}: {one.note}{'*' if one.url else ''}" for one in stepper(episode, told, viewer(by))]


RETURNED = an_episode(ended_at="2026-06-10 03:10", found_where="Pretend Pier")
ALL = (owed(CHECK, PASSED), owed(CHAT, SOON), owed(PLAN, SOON))


@pytest.mark.parametrize(
    ("episode", "owing", "stages"),
    [
        (an_episode(grade=""), (), ["done: ", "now: *", "next: *", "next: ", "next: ", "next: "]),
        (an_episode(), (owed(ATTENDANCE, SOON),), ["done: ", "done: priority", "now: *", "next: ", "next: ", "next: "]),
        (RETURNED, ALL, ["done: ", "done: priority", "done: Pretend Pier", "late: *", "now: *", "next: *"]),
        (RETURNED, ALL[1:], ["done: ", "done: priority", "done: Pretend Pier", "next: not owed", "now: *", "next: *"]),
        (RETURNED, (), ["done: ", "done: priority", "done: Pretend Pier", *["next: not owed"] * 3]),
        (
            RETURNED,
            (
                owed(CHECK, PASSED, met="2026-06-10 10:00"),
                owed(CHAT, SOON, waived=PASSED),
                owed(PLAN, SOON, met=PASSED),
            ),
            [
                "done: ",
                "done: priority",
                "done: Pretend Pier",
                "done: met 1 hour late",
                "done: waived: Moved away",
                "done: ",
            ],
        ),
        (
            an_episode(grade="", back_by="2026-06-10 03:10"),
            (),
            ["done: ", "next: never graded", "now: return not recorded*", *["next: "] * 3],
        ),
        (
            an_episode(grade="", ended_at="2026-06-10 03:10"),
            ALL,
            ["done: ", "next: never graded", "done: ", "late: *", "now: *", "next: *"],
        ),
    ],
)
def test_the_stepper_in_each_state_of_an_episode(
    episode: Episode, owing: tuple[Obligation, ...], stages: list[str]
) -> None:
    """MIS-1, MIS-6 to MIS-9: what was done, what comes now, what is late, what is not asked for."""
    assert stepped(episode, *owing) == stages


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.MISSING_COORDINATOR, "grsc"),
        (Role.LIAISON_OFFICER, "grsc"),
        (Role.TRIAGE_OFFICER, "grs"),
        (Role.SOCIAL_WORKER, "rsc"),
        (Role.CHAT_WORKER, "sc"),
        (Role.ANALYST, ""),
        (Role.CHAIR, ""),
    ],
)
def test_a_stage_leads_to_its_form_for_those_who_may(role: Role, links: str) -> None:
    """SHA-2: grading, the return, the steps and missing chats are four permissions."""
    ungraded = stepped(an_episode(grade=""), by=role)
    back = stepped(RETURNED, *ALL, by=role)
    assert ungraded[1].endswith("*") is ("g" in links)
    assert ungraded[2].endswith("*") is ("r" in links)
    assert [one.endswith("*") for one in back[3:]] == ["s" in links, "c" in links, "s" in links]


def test_a_reason_and_a_place_are_not_shown_to_those_without_names() -> None:
    """SHA-2: free text may name people."""
    waived = stepped(RETURNED, owed(CHECK, SOON, waived=PASSED), by=Role.ANALYST)
    assert waived[2:4] == ["done: ", "done: waived: reason not shown"]


def test_a_step_taken_back_does_not_say_how_exact_a_time_is() -> None:
    """MIS-17: of two steps at one time, the one that stands."""
    met = owed(CHECK, SOON, met="2026-06-10 00:00")
    taken_back, stands = step(CHECK, "2026-06-10 00:00", withdrawn=PASSED), step(CHECK, "2026-06-10")
    told = Told(messages=(), steps=(taken_back, stands), owed=(met,), held=())
    assert stepper(RETURNED, told, viewer())[3].at == moment("2026-06-10")


# Done and owed


@pytest.mark.parametrize(
    ("steps", "owing", "says"),
    [
        ([], [owed(CHECK, SOON)], []),
        ([step(CHECK, PASSED)], [owed(CHECK, SOON, met=PASSED)], ["Vulnerability check: In time, Seen alone."]),
        (
            [step(CHECK, PASSED)],
            [owed(CHECK, "2026-06-10 08:00", met=PASSED)],
            ["Vulnerability check: 1 h late, Seen alone."],
        ),
        ([step(CHECK, PASSED)], [owed(CHECK, PASSED, met=PASSED)], ["Vulnerability check: In time, Seen alone."]),
        ([step(CHECK, PASSED, withdrawn=SOON)], [owed(CHECK, SOON)], ["Vulnerability check: Taken back, Seen alone."]),
        (
            [step(CHECK, SOON)],
            [owed(CHECK, SOON, met=PASSED)],
            ["Vulnerability check: -, Seen alone.", "Vulnerability check: In time, The child was back first."],
        ),
        (
            [],
            [owed(ATTENDANCE, PASSED, met="2026-06-10 09:30")],
            ["Attendance: 30 min late, The child was back first."],
        ),
        ([], [owed(CHAT, SOON, waived=PASSED)], ["Chat offer: Waived, Moved away"]),
        ([step(CHAT, PASSED)], [owed(CHAT, SOON, met=PASSED, waived=PASSED)], ["Chat offer: In time, Seen alone."]),
    ],
)
def test_what_stands_under_done(steps: list[object], owing: list[Obligation], says: list[str]) -> None:
    """MIS-7: each step as recorded, taken back or not; then what needed no step. Nothing twice."""
    found = done(RETURNED, steps, owing, viewer())  # type: ignore[arg-type]
    assert [f"{one.label}: {one.tag.text if one.tag else '-'}, {one.note}" for one in found] == says


def test_what_was_noted_is_for_those_who_see_names_and_undoing_for_those_who_may() -> None:
    """SHA-2, MIS-7: what was taken back cannot be taken back again."""
    steps = [step(PLAN, PASSED, reference="PLAN-7"), step(PLAN, SOON, withdrawn=SOON)]
    for each, note, reference, undo in (
        (viewer(), "Seen alone.", "PLAN-7", [True, False]),
        (viewer(Role.CHAIR), "Seen alone.", "PLAN-7", [False, False]),
        (ANALYST, "", "", [False, False]),
    ):
        found = done(RETURNED, steps, [], each)
        assert (found[0].note, found[0].reference, found[0].by) == (note, reference, "Sam Invented")
        assert [bool(one.withdraw_url) for one in found] == undo
        assert [one.is_withdrawn for one in found] == [False, True]


def test_what_is_still_owed_says_whose_it_is_and_what_each_may_do() -> None:
    """MIS-7, SHA-2: recorded by some, waived by others; why not, for the rest."""
    owing = [owed(CHECK, SOON), owed(CHAT, SOON, met=PASSED), owed(PLAN, SOON, waived=PASSED)]
    for role, reason, waives in (
        (Role.LIAISON_OFFICER, "", True),
        (Role.SOCIAL_WORKER, "", False),
        (Role.CHAIR, "Your role does not let you record what was done after a return.", False),
    ):
        (one,) = duties(RETURNED, owing, viewer(role))
        assert (one.label, one.verb, one.whose) == ("Vulnerability check", "Record the vulnerability check", "Police")
        assert one.reason == reason
        assert bool(one.waive_url) is waives


def test_what_recurs_stands_once_and_what_is_late_for_itself() -> None:
    """MIS-15: four reviews ahead are one line with the days that follow; two late ones are two."""
    review = StepKind.LONG_MISSING_REVIEW
    ahead = [owed(review, f"2026-06-{day} 09:00") for day in (11, 13, 25)]
    (one,) = duties(RETURNED, ahead, viewer(Role.MISSING_COORDINATOR))
    assert (one.obligation, one.then) == (ahead[0], "then Sat, 25 Jun")
    late = [owed(review, f"2026-06-{day} 09:00") for day in ("08", "09")]
    found = duties(RETURNED, [*late, *ahead], viewer(Role.MISSING_COORDINATOR))
    assert [each.obligation for each in found] == [*late, ahead[0]]
    assert [each.then for each in found] == ["", "", "then Sat, 25 Jun"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"owner_role": "police"}, "Police"),
        ({"owner_role": "missing coordinator"}, "Missing coordinator"),
        ({"owner_role": "allocated worker"}, "No social worker yet"),
        ({"owner_role": "allocated worker", "owner": WORKER}, "Ada Sample"),
        ({"owner_role": "police", "owner": OFFICER}, "You"),
        ({"owner_role": "school nurse"}, "School nurse"),
    ],
)
def test_whose_it_is_in_words(facts: dict[str, object], says: str) -> None:
    """MIS-8: by name once somebody has it; a child without a worker says so."""
    assert whose(owed(CHECK, SOON, **facts), viewer()) == says


# Rows as the rules want them


@pytest.mark.parametrize(
    ("row", "steps", "met", "by_return"),
    [
        (owed(CHECK, SOON), [], None, False),
        (owed(CHECK, SOON, met=PASSED), [step(CHECK, PASSED)], PASSED, False),
        (owed(CHECK, SOON, met="2026-06-10 00:00"), [step(CHECK, "2026-06-10")], "2026-06-10", False),
        (owed(CHECK, SOON, met="2026-06-10 00:00"), [step(CHAT, "2026-06-10")], "2026-06-10 00:00", False),
        (owed(CHECK, SOON, met=PASSED), [], PASSED, False),
        (owed(ATTENDANCE, SOON, met=PASSED), [], PASSED, True),
        (owed(ATTENDANCE, SOON, met=PASSED), [step(ATTENDANCE, SOON)], PASSED, True),
        (owed(ATTENDANCE, SOON, met=PASSED), [step(ATTENDANCE, PASSED)], PASSED, False),
        (owed(ATTENDANCE, SOON), [], None, False),
    ],
)
def test_an_obligation_as_the_rules_want_it(
    row: Obligation, steps: list[object], met: str | None, by_return: bool
) -> None:
    """MIS-1, MIS-17: the step that met it says whether its time is known; an attendance met by none was ended by the return."""
    found = owed_from(row, steps)  # type: ignore[arg-type]
    assert (found.met, found.ended_by_return) == (moment(met) if met else None, by_return)
    assert (found.due, found.starts.at, found.owner_role) == (row.due_at, row.starts_at, Owner.POLICE)


def test_an_episode_as_the_rules_want_it() -> None:
    """MIS-3: empty texts are nothing, and how exact a time is stays."""
    bare = facts_from(an_episode(grade="", graded_at=None, reported_at=None))
    assert (bare.grade, bare.graded_at, bare.reported, bare.found_by, bare.harm, bare.missing_from) == (None,) * 6
    full = facts_from(
        an_episode(ended_at="2026-06-10", found_by="police", harm="none", missing_from="home", absence="A")
    )
    assert (full.end, full.until, full.key) == (moment("2026-06-10"), None, ("police", "MP/1"))
    assert (full.found_by, full.harm, full.missing_from, full.absence) == ("police", "none", "home", "A")
    assert facts_from(an_episode(back_by="2026-06-10")).until == moment("2026-06-10")
