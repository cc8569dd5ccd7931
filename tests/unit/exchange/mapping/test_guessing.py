"""Columns guessed from what they are called and from what stands in them; `pytest -s` prints how often rightly (MIS-3)."""

import pytest

from lantern.exchange.rules.mapping.dates import Order
from lantern.exchange.rules.mapping.guessing import Guessed, guess
from lantern.exchange.rules.mapping.headings import words_of
from lantern.exchange.vocabulary import FileKind
from tests.unit.exchange.mapping.senders import CHILD_CELLS, CHILD_HEADINGS, NOTIFICATION_CELLS, NOTIFICATION_HEADINGS

RIGHT = 0.94  # share of the columns of made-up senders that must be guessed rightly
WRONG = 0.02  # share that may be taken for something else


def guessed(headings: dict[str, str], cells: dict[str, list[str]], kind: FileKind, *, filled: bool) -> Guessed:
    columns = {heading: cells[field] if filled else [""] * 5 for field, heading in headings.items()}
    for field in headings:
        if f"{field} clock" in headings and filled:
            columns[headings[field]] = [text.split(" ")[0] for text in cells[field]]
    return guess(kind, columns)


def rated(
    kind: FileKind, senders: list[dict[str, str]], cells: dict[str, list[str]], *, filled: bool
) -> tuple[int, int, int]:
    """Columns in all, guessed rightly, and taken for another field; columns that are nobody's count as right when left."""
    every = right = wrong = 0
    for headings in senders:
        found = guessed(headings, cells, kind, filled=filled).mapping
        taken = {**found.columns, **{f"{name} clock": column for name, column in found.times.items()}}
        for field, heading in headings.items():
            every += 1
            fed = {name for name, column in taken.items() if column == heading}
            if fed == ({"surname", "forename"} if field == "name" else set() if field == "nobody's" else {field}):
                right += 1
            elif fed:
                wrong += 1
                print(f"  {heading}: {field} taken for {sorted(fed)}")  # noqa: T201
            else:
                print(f"  {heading}: {field} not found")  # noqa: T201
    return every, right, wrong


@pytest.mark.parametrize("filled", [True, False], ids=["with cells", "by name alone"])
@pytest.mark.parametrize(
    ("kind", "senders", "cells"),
    [
        (FileKind.NOTIFICATIONS, NOTIFICATION_HEADINGS, NOTIFICATION_CELLS),
        (FileKind.CHILDREN, CHILD_HEADINGS, CHILD_CELLS),
    ],
)
def test_columns_of_made_up_senders_are_guessed(
    kind: FileKind, senders: list[dict[str, str]], cells: dict[str, list[str]], *, filled: bool
) -> None:
    """MIS-3: names that stand in no list of ours, written short, run together or under another word."""
    every, right, wrong = rated(kind, senders, cells, filled=filled)
    print(f"{kind}, {'with cells' if filled else 'by name alone'}: {right} of {every} columns rightly, {wrong} wrongly")  # noqa: T201
    assert right / every >= RIGHT - (0 if filled else 0.08)
    assert wrong / every <= WRONG + (0 if filled else 0.03)


def test_each_guess_says_why() -> None:
    """MIS-3: a reason that names the column, for a person who must decide."""
    found = guessed(NOTIFICATION_HEADINGS[0], NOTIFICATION_CELLS, FileKind.NOTIFICATIONS, filled=True)
    for each in found.guesses.values():
        assert 0 < each.confidence <= 1
        assert "“" in each.reason or "cells" in each.reason


def test_cells_tell_a_column_whose_name_says_nothing() -> None:
    """MIS-3: postcodes, pupil numbers and sexes are known by themselves, and called unsure."""
    columns = {"F1": CHILD_CELLS["postcode"], "F2": CHILD_CELLS["pupil_number"], "F3": CHILD_CELLS["sex"]}
    found = guess(FileKind.CHILDREN, columns)
    assert found.mapping.columns == {"postcode": "F1", "pupil_number": "F2", "sex": "F3"}
    assert not any(each.sure for each in found.guesses.values())


def test_cells_outweigh_a_name() -> None:
    """MIS-3: a column called "Found" that holds words is no time of return; "Reported" with names is none either."""
    found = guess(FileKind.NOTIFICATIONS, {"Found": ["yes", "no"] * 5, "Reported": ["Sam", "Kim"] * 5})
    assert {"found", "reported"}.isdisjoint(found.mapping.columns)


def test_a_time_goes_with_its_date() -> None:
    """MIS-3: by its name where that tells, else as the neighbour on its left."""
    dates, times = ["03/04/2026", "14/04/2026"], ["21:50", "08:10"]
    columns = {"Time reported": times, "Date last seen": dates, "Time": times, "Date reported": dates}
    assert guess(FileKind.NOTIFICATIONS, columns).mapping.times == {"reported": "Time reported", "last_seen": "Time"}


def test_no_time_is_added_to_a_date_that_has_one() -> None:
    """MIS-3: two times for one moment would contradict each other."""
    columns = {"Last seen": ["03/04/2026 21:50"] * 3, "Time last seen": ["21:50"] * 3}
    assert guess(FileKind.NOTIFICATIONS, columns).mapping.times == {}


@pytest.mark.parametrize(
    ("born", "seen", "asked", "order"),
    [
        ("03/04/2012", "03/04/2026", {"born", "last_seen"}, Order.DAY_FIRST),
        ("03/04/2012", "04/13/2026", set(), Order.MONTH_FIRST),
        ("13/04/2012", "03/04/2026", set(), Order.DAY_FIRST),
        ("2012-04-03", "03/04/2026", {"last_seen"}, Order.DAY_FIRST),
        ("13/04/2012", "04/13/2026", set(), Order.MONTH_FIRST),
    ],
)
def test_an_open_order_is_asked_and_never_guessed(born: str, seen: str, asked: set[str], order: Order) -> None:
    """MIS-3: a column that cannot say follows one that can; where none can, a person says."""
    found = guess(FileKind.NOTIFICATIONS, {"DOB": [born] * 4, "Last seen": [seen] * 4})
    assert (found.asked, found.mapping.orders["last_seen"]) == (asked, order)


def test_usual_words_are_proposed_and_unknown_ones_are_left() -> None:
    """MIS-2, MIS-3: nobody's word becomes a risk that a person did not choose."""
    columns = {
        "Sex": ["Boy", "GIRL", "M"],
        "Risk": ["Standard", "High risk", "Medium"],
        "Message": ["Report", "Zap", "found"],
    }
    words = guess(FileKind.NOTIFICATIONS, columns).mapping.words
    assert words == {"sex": {"boy": "M", "girl": "F"}, "risk": {"high risk": "high"}, "message": {"report": "initial"}}


def test_without_a_kind_of_message_the_return_tells_it() -> None:
    """MIS-3, MIS-6: one row an incident, which gets its time of return later."""
    assert guess(FileKind.NOTIFICATIONS, {"Ref": ["1"]}).mapping.message == "by return"
    assert guess(FileKind.NOTIFICATIONS, {"Ref": ["1"], "Message": ["INITIAL"]}).mapping.message == ""


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("DateLastSeen", ("date", "last", "seen")),
        ("misper_dob", ("date", "birth")),
        ("PCode", ("postcode",)),
        ("Ref. No.", ("reference", "number")),
        ("the", ("the",)),
    ],
)
def test_words_of_a_heading(heading: str, words: tuple[str, ...]) -> None:
    """MIS-3: written out, without those that say nothing, but for a heading of nothing else."""
    assert words_of(heading) == words
