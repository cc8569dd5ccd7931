"""Facts as they stand beside facts as they came; who the child is, and where from (MIS-2, MIS-3, SHA-2)."""

from typing import Any
from uuid import UUID

import pytest

from lantern.access.viewer import Viewer
from lantern.missing.models import Episode, Message
from lantern.missing.parts.history import (
    HEADS,
    IN_A_PERSONS_WORDS,
    fact_lines,
    message_lines,
    said,
    source_of,
    standing,
)
from lantern.missing.parts.who import age_of, named, tags_of, where_from
from lantern.missing.queries.board import Numbers
from lantern.missing.rules.tellings import LABELS
from lantern.missing.views.board import lead
from lantern.missing.vocabulary import Absence, FoundBy, Grade, Harm, MissingFrom, Outcome, Risk, Shown
from lantern.organisation.queries import Areas
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import Moment
from tests.unit.missing.drawn import ANALYST, CHILD, NOW, NOWHERE, OFFICER, an_episode, stored, viewer
from tests.unit.missing.told import at, message, moment

MID, CHELMSFORD, HARLOW = (UUID(int=number) for number in (10, 11, 12))
AREAS = Areas(
    names={MID: "Mid", CHELMSFORD: "Chelmsford", HARLOW: "Harlow"},
    levels={MID: "quadrant", CHELMSFORD: "district", HARLOW: "district"},
    holds={MID: [CHELMSFORD]},
    tree={CHELMSFORD: MID},
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ("1 Nowhere Row", "1 Nowhere Row"),
        (moment("2026-03-05 16:15"), "Thursday 5 March 2026, 4:15pm"),
        (moment("2026-03-05"), "Thursday 5 March 2026"),
        (Absence.MISSING, "Missing"),
        (Absence.AWAY, "Away without authorisation"),
        (MissingFrom.OTHER, "Elsewhere"),
        (FoundBy.OWN_ACCORD, "Came back of their own accord"),
        (FoundBy.OTHER, "Somebody else"),
        (Harm.NONE, "None known"),
        (Grade.IMMEDIATE, "Immediate"),
        (Risk.HIGH, "High"),
        ("other", "other"),
        ("high", "high"),
    ],
)
def test_each_fact_is_said_in_the_words_of_the_field(value: object, words: str) -> None:
    """MIS-3: "other" is another thing of each; and what was received as text stays that text."""
    assert said(value) == words


def test_each_fact_that_a_message_can_carry_has_a_head_and_a_standing_value() -> None:
    """MIS-3: a fact that is added and not shown fails here."""
    assert list(HEADS) == list(LABELS) == list(standing(an_episode()))
    assert set(HEADS) >= IN_A_PERSONS_WORDS


INITIAL = stored(
    message(
        "a",
        source="police",
        reference="MP/1",
        last_seen="2026-06-09 15:00",
        reported="2026-06-09 17:00",
        risk=Risk.MEDIUM,
        risk_received="Standard",
        circumstances="Phone off",
    ),
    Ref="MP/1",
    Address="1 Nowhere Row",
    Note="",
)
ENTERED = stored(
    message(
        "b",
        "update",
        source="police",
        reference="MP/1",
        person_made=True,
        said_at="2026-06-09 18:00",
        last_seen="2026-06-09 16:00",
        risk=Risk.HIGH,
        risk_reason="Seen with an adult",
        circumstances="With friends",
    ),
    by=OFFICER,
)
STANDS = an_episode(risk="high", risk_reason="Seen with an adult", circumstances="Phone off\nWith friends")


def lines(episode: Episode, messages: list[Message], who: Viewer) -> dict[str, list[str]]:
    """Each fact as it stands, then what was said of it, with a cross where it was superseded."""
    return {
        line.name: [line.stands, *(f"{one.words}{'' if one.stands else ' ✗'}" for one in line.tellings)]
        for line in fact_lines(episode, messages, who)
    }


def test_what_stands_and_what_was_superseded() -> None:
    """MIS-2, MIS-3: each telling beside the value that stands; each account of the circumstances stands by itself."""
    found = lines(STANDS, [INITIAL, ENTERED], viewer())
    assert found["last_seen"] == [
        "Tuesday 9 June 2026, 4pm",
        "Tuesday 9 June 2026, 3pm ✗",
        "Tuesday 9 June 2026, 4pm",
    ]
    assert found["risk"] == ["High", "Standard ✗", "High"]
    assert found["circumstances"] == ["Phone off\nWith friends", "Phone off", "With friends"]
    assert found["risk_reason"] == ["Seen with an adult", "Seen with an adult"]
    assert found["absence"] == ["Missing"]
    assert not {"found", "found_where", "found_by", "harm", "missing_from", "from_where"} & found.keys()


def test_a_fact_that_was_said_and_does_not_stand_is_still_shown() -> None:
    """MIS-3: a return that could not be applied stands beside nothing."""
    early = stored(message("f", "found", source="police", reference="MP/1", found="2026-06-08", found_where="Pier"))
    found = lines(STANDS, [early], viewer())
    assert found["found"] == ["", "Monday 8 June 2026 ✗"]
    assert found["found_where"] == ["", "Pier ✗"]


def test_a_persons_own_words_are_for_those_who_see_names() -> None:
    """SHA-2: who reads numbers reads what was chosen, not what was written."""
    found = lines(STANDS, [INITIAL, ENTERED], ANALYST)
    assert not IN_A_PERSONS_WORDS & found.keys()
    assert found["risk"] == ["High", "Standard ✗", "High"]


@pytest.mark.parametrize(
    ("who", "row"),
    [
        ("police, MP/1", INITIAL),
        ("Sam Invented", ENTERED),
        ("Lantern", stored(message("c", person_made=True, said_at="2026-06-09 18:00"))),
    ],
)
def test_who_said_it(who: str, row: Message) -> None:
    """MIS-3: somebody by name, a sender with its reference, or nobody any more."""
    assert source_of(row) == who


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.OPENED, "done"),
        (Outcome.UPDATED, "done"),
        (Outcome.CLOSED, "done"),
        (Outcome.DUPLICATE, "plain"),
        (Outcome.NEEDS_PERSON, "warning"),
        (Outcome.REFUSED, "late"),
        ("", "plain"),
    ],
)
def test_what_became_of_a_message(outcome: str, kind: str) -> None:
    """MIS-3: the mark and its words say the same."""
    row = stored(message("c"), outcome=outcome, reason="Because.")
    (line,) = message_lines([row], viewer())
    assert (line.outcome, line.kind, line.reason) == (outcome, kind, "Because.")


def test_a_message_as_it_came_is_shown_to_those_who_see_names() -> None:
    """MIS-3, SHA-2: every cell that holds something; nothing of what was entered here, which has no cells."""
    doubtful = stored(
        message("d", doubts=("The grade was left blank.",), said_at="2026-06-09 18:00"), Ref="A1", Address="Row"
    )
    names, none = (message_lines([doubtful, ENTERED], each) for each in (viewer(), ANALYST))
    assert [list(line.received) for line in names] == [[("Ref", "A1"), ("Address", "Row")], []]
    assert [list(line.received) for line in none] == [[], []]
    assert (names[0].doubts, none[0].doubts) == (("The grade was left blank.",), ())
    assert [line.said for line in names] == [at("2026-06-09 18:00"), None]
    titled = message_lines([stored(message("x", kind)) for kind in ("initial", "update", "found")], viewer())
    assert [line.title for line in titled] == ["Report", "Update", "Return"]


def test_a_telling_leads_to_its_message_and_says_when_it_was_said() -> None:
    """MIS-3: by its own word, else when it came."""
    (first, second) = fact_lines(STANDS, [INITIAL, ENTERED], viewer())[0].tellings
    assert (first.at, second.at) == (NOW, at("2026-06-09 18:00"))
    assert first.url == f"/missing/{STANDS.pk}/#message-{INITIAL.pk}"


# Which child, and where from


@pytest.mark.parametrize(
    ("facts", "who", "says"),
    [
        ({"missing_from": "home", "from_where": "1 Nowhere Row"}, viewer(areas=AREAS), "Home, 1 Nowhere Row"),
        ({"missing_from": "home", "area_id": CHELMSFORD}, viewer(areas=AREAS), "Home, Chelmsford"),
        ({"from_where": "1 Nowhere Row"}, viewer(areas=AREAS), "1 Nowhere Row"),
        ({"area_id": CHELMSFORD}, viewer(areas=AREAS), "Chelmsford"),
        ({"area_id": UUID(int=99)}, viewer(areas=AREAS), "Where from is not known"),
        ({}, viewer(areas=AREAS), "Where from is not known"),
        ({"missing_from": "other"}, viewer(), "Elsewhere"),
        (
            {"missing_from": "home", "from_where": "1 Nowhere Row", "area_id": CHELMSFORD},
            viewer(Role.ANALYST, areas=AREAS),
            "Home, Chelmsford",
        ),
        ({"from_where": "1 Nowhere Row"}, ANALYST, "Where from is not known"),
    ],
)
def test_where_from(facts: dict[str, Any], who: Viewer, says: str) -> None:
    """MIS-1, SHA-2: the place for those who see names, the area on that day for the others."""
    assert where_from(an_episode(**facts), who) == says


@pytest.mark.parametrize(
    ("now", "years"),
    [("2026-03-02 23:59", "13"), ("2026-03-03 00:00", "14"), ("2025-03-02 12:00", "12"), ("2011-01-01 12:00", "0")],
)
def test_an_age_is_that_of_londons_day(now: str, years: str) -> None:
    """MIS-17: the birthday begins at midnight."""
    assert age_of(CHILD, viewer(now=at(now))) == years
    assert named(CHILD, viewer(now=at(now))) == f"Rowan Example, {years}"


def test_an_age_is_said_once_and_never_made_up() -> None:
    """SHA-2: without names it is part of what the child is called; without a birth date there is none."""
    unborn = type(CHILD)(number="L1", forename="Ada", surname="Sample", born=None, status="NONE", **NOWHERE)
    assert (named(CHILD, ANALYST), age_of(CHILD, ANALYST)) == ("Child L0000012, 14", "")
    assert (named(unborn, viewer()), named(unborn, ANALYST)) == ("Ada Sample", "Child L1")


@pytest.mark.parametrize(
    ("facts", "tags"),
    [
        ({}, [("Missing now", "late"), ("Medium risk", "medium")]),
        ({"risk": "high"}, [("Missing now", "late"), ("High risk", "high")]),
        ({"absence": "A", "absence_now": "A"}, [("Away without authorisation now", "late"), ("Medium risk", "medium")]),
        ({"ended_at": "2026-06-10 03:10", "risk": "high"}, [("Returned", "done")]),
        ({"back_by": "2026-06-10 03:10"}, [("No return recorded", "warning")]),
    ],
)
def test_the_marks_of_an_episode(facts: dict[str, str], tags: list[tuple[str, str]]) -> None:
    """MIS-2, MIS-5, MIS-6: a risk only while it is one."""
    assert [tuple(tag) for tag in tags_of(an_episode(**facts), viewer())] == tags


# The board's first line


def numbers(**counts: dict[Shown, int]) -> Numbers:
    """By area, whatever is not counted being none."""
    return Numbers({name: dict.fromkeys(Shown, 0) | count for name, count in counts.items()})  # type: ignore[misc]


@pytest.mark.parametrize(
    ("counted", "says"),
    [
        (numbers(), "Nobody missing"),
        (numbers(a={Shown.ALL: 1}), "1 child"),
        (numbers(a={Shown.ALL: 1}, b={Shown.ALL: 3, Shown.HIGH: 2}), "4 children · 2 high risk"),
        (numbers(a={Shown.AWAY: 1}), "Nobody missing · 1 away without authorisation"),
        (numbers(a={Shown.ALL: 2, Shown.AWAY: 1}), "2 children · 1 away without authorisation"),
    ],
)
def test_the_board_leads_with_its_numbers(counted: Numbers, says: str) -> None:
    """MIS-5, MIS-13: one child, many, nobody; those away apart and never added."""
    assert lead(viewer(), counted) == says
    narrowed = Viewer(**{**viewer(areas=AREAS).__dict__, "focus": MID, "focus_ids": frozenset({MID, CHELMSFORD})})
    assert lead(narrowed, counted).split(" · ")[0] == f"{says.split(' · ')[0]} in Mid"
    assert counted.of(Shown.ALL) == sum(by[Shown.ALL] for by in counted.by_area.values())


def test_moments_of_an_episode_stay_as_exact_as_they_are() -> None:
    """MIS-17."""
    episode = an_episode(started_at="2026-06-09", ended_at="2026-06-10 03:10")
    assert (episode.start, episode.end) == (Moment.on(moment("2026-06-09").day), moment("2026-06-10 03:10"))
    assert (episode.is_open, an_episode().is_open, an_episode(back_by="2026-06-10").is_open) == (False, True, False)
