"""MIS-3, MIS-4: the feed that came as an example, taken in by the commands (issue 2, the bar, line 1)."""

import csv
import io
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.factories.installation import Installation, Said, an_installation
from tests.factories.whole_state import State, differences, state_of

ROWS = 3374
OF_THE_FILE = ("exchange_receivedfile", "exchange_receivedrow", "trail_entry", "organisation_postcode")
"""Tables that tell how something came; the rest tells what it came to."""

OVERLAPS = """
    WITH ends AS (SELECT *, coalesce(ended_at, back_by, 'infinity') AS over FROM missing_episode), spans AS (
        SELECT id, child_id, over,
            CASE WHEN start_date_only THEN least(started_at + interval '1 day', over) ELSE started_at END AS start
        FROM ends
    )
    SELECT count(*) FROM spans one JOIN spans other ON one.child_id = other.child_id
    WHERE (one.start, one.id) < (other.start, other.id) AND other.start < one.over
"""
"""Pairs that share time for sure: of a start whose time is not known, the end of that day counts."""


@dataclass(frozen=True)
class Taken:
    """An installation that has taken the feed in, what the command said, and its outcome file by row."""

    installation: Installation
    said: Said
    header: list[str]
    outcomes: dict[int, dict[str, str]]


@dataclass(frozen=True)
class Real:
    """What a row is really about."""

    child: str
    is_known: bool


@pytest.fixture(scope="module")
def feed(shared_data: Path) -> Path:
    return shared_data / "notifications" / "notifications.csv"


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> dict[int, Real]:
    with (shared_data / "notifications" / "truth.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {number: Real(row["child"], row["known_to_council"] == "True") for number, row in enumerate(rows, start=2)}


@pytest.fixture(scope="module")
def taken(with_children: Installation, feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    out = tmp_path_factory.mktemp("outcome") / "out.csv"
    with an_installation(with_children) as installation:
        said = installation.lantern("import", "notifications", feed, "--outcome", out)
        yield Taken(installation, said, *_outcomes(out))


def _outcomes(path: Path) -> tuple[list[str], dict[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = {int(row["row"]): row for row in reader}
    return list(reader.fieldnames or []), rows


def _records(feed: Path) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(feed.read_text(encoding="cp1252"), newline=""))
    return header, rows


def _written(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def _came_to(installation: Installation) -> State:
    return state_of(installation, without=OF_THE_FILE, by_story=True)


def test_every_row_has_one_outcome(taken: Taken) -> None:
    """MIS-3: 3,374 rows, each with one outcome, in the database and in the outcome file."""
    assert taken.header == ["row", "reference", "message", "outcome", "child", "reason"]
    assert list(taken.outcomes) == list(range(2, ROWS + 2))
    told = Counter(row["outcome"] for row in taken.outcomes.values())
    assert set(told) <= {"opened", "updated", "closed", "duplicate", "needs-person", "refused"}
    stored = dict(
        taken.installation.ask(
            "SELECT coalesce(nullif(r.outcome, ''), m.outcome), count(*) FROM exchange_receivedrow r "
            "JOIN exchange_receivedfile f ON f.id = r.file_id AND f.kind = 'notifications' "
            "LEFT JOIN missing_message m ON m.id = r.message_id GROUP BY 1"
        )
    )
    assert stored == dict(told)
    assert all(row["reason"] for row in taken.outcomes.values())
    sys.stdout.write(f"\nnotifications.csv: {dict(told)} in {taken.said.seconds:.1f} s")


def test_it_takes_less_than_a_minute(taken: Taken) -> None:
    """Issue 2, the bar: under 60 s, start of the command included."""
    assert taken.said.seconds < 60


def test_no_episodes_of_one_child_overlap(taken: Taken) -> None:
    """MIS-3: counted again by the database, whatever its constraints say; at most one is open."""
    assert taken.installation.number("SELECT count(*) FROM missing_episode") > 1_500
    assert taken.installation.number(OVERLAPS) == 0
    open_twice = (
        "SELECT count(*) FROM (SELECT child_id FROM missing_episode WHERE ended_at IS NULL AND back_by IS NULL "
        "GROUP BY child_id HAVING count(*) > 1) AS twice"
    )
    assert taken.installation.number(open_twice) == 0


@dataclass(frozen=True)
class Figures:
    """How the machine's links compare with the truth; a new child is right when one record is theirs alone."""

    linked: int
    right: int
    twins_confused: int
    mixed: int
    split: int


def figures(child_of: dict[int, str], truth: dict[int, Real]) -> Figures:
    """`child_of` gives the linked child by row: the council's number, or Lantern's."""
    records_of, children_of = defaultdict(set), defaultdict(set)
    for row, child in child_of.items():
        records_of[truth[row].child].add(child)
        children_of[child].add(truth[row].child)
    right = [
        child == truth[row].child
        if truth[row].is_known
        else len(records_of[truth[row].child]) == len(children_of[child]) == 1
        for row, child in child_of.items()
    ]
    return Figures(
        linked=len(child_of),
        right=sum(right),
        twins_confused=sum(
            child != truth[row].child and child.removesuffix("T") == truth[row].child.removesuffix("T")
            for row, child in child_of.items()
        ),
        mixed=sum(len(children) > 1 for child, children in children_of.items() if child.startswith("L")),
        split=sum(len([each for each in records if each.startswith("L")]) > 1 for records in records_of.values()),
    )


def test_what_the_machine_linked_is_right(taken: Taken, truth: dict[int, Real]) -> None:
    """MIS-4: at least 99 % of the links are right, no twin is taken for the other, new children are neither mixed nor
    split."""
    found = figures({row: said["child"] for row, said in taken.outcomes.items() if said["child"]}, truth)
    sys.stdout.write(f"\n{found}, {ROWS - found.linked} messages wait\n")
    assert found.right >= 0.99 * found.linked
    assert found.linked >= 0.95 * ROWS
    assert (found.twins_confused, found.mixed, found.split) == (0, 0, 0)


def test_no_child_whom_the_council_knows_is_opened_anew(taken: Taken, truth: dict[int, Real]) -> None:
    """MIS-4: Lantern's own number stands only where the council has none."""
    new = [row for row, said in taken.outcomes.items() if said["child"].startswith("L")]
    assert len(new) > 300
    assert [row for row in new if truth[row].is_known] == []


def test_what_is_not_certain_waits_for_a_person(taken: Taken) -> None:
    """MIS-4: a message without a child needs a person, and its incident says why; nothing else is without a child."""
    without = {row: said for row, said in taken.outcomes.items() if not said["child"]}
    assert without
    assert {said["outcome"] for said in without.values()} == {"needs-person"}
    waiting = "SELECT count(*) FROM missing_incident WHERE child_id IS NULL AND link = 'waiting' AND why <> ''"
    assert taken.installation.number(waiting) == len({said["reference"] for said in without.values()})


def test_each_link_is_on_the_trail(taken: Taken) -> None:
    """SHA-6: a change each, with the child."""
    linked = "SELECT count(*) FROM trail_entry WHERE what = 'missing.linked' AND child_id IS NOT NULL"
    assert taken.installation.number(linked) == taken.installation.number(
        "SELECT count(*) FROM missing_incident WHERE child_id IS NOT NULL"
    )


def test_the_file_again_changes_nothing(taken: Taken, feed: Path, tmp_path: Path) -> None:
    """MIS-3: no row of any table differs, the trail included; every row is said to be a repetition."""
    before = state_of(taken.installation)
    said = taken.installation.lantern("import", "notifications", feed, "--outcome", tmp_path / "again.csv")
    assert "Nothing changed" in said.error
    assert differences(before, state_of(taken.installation)) == {}
    _, again = _outcomes(tmp_path / "again.csv")
    assert list(again) == list(taken.outcomes)
    assert {row["outcome"] for row in again.values()} == {"duplicate"}


def test_its_rows_shuffled_come_to_the_same(
    taken: Taken, with_children: Installation, feed: Path, tmp_path: Path
) -> None:
    """MIS-3: the order of rows is never read: the same episodes, links, obligations, candidates and records."""
    header, rows = _records(feed)
    random.Random(5).shuffle(rows)
    with an_installation(with_children) as other:
        other.lantern("import", "notifications", _written(tmp_path / "shuffled.csv", header, rows))
        one, two = state_of(taken.installation, without=OF_THE_FILE), state_of(other, without=OF_THE_FILE)
    assert len(one["missing_episode"]) > 1_500
    assert len(one["obligations_obligation"]) > 5_000
    assert differences(one, two) == {}


def test_two_halves_the_second_first_come_to_the_same(
    taken: Taken, with_children: Installation, feed: Path, tmp_path: Path
) -> None:
    """MIS-3: episodes, obligations and links are the same; only Lantern's own numbers tell which half came first."""
    header, rows = _records(feed)
    middle = len(rows) // 2
    with an_installation(with_children) as other:
        for name, half in {"late": rows[middle:], "early": rows[:middle]}.items():
            other.lantern("import", "notifications", _written(tmp_path / f"{name}.csv", header, half))
        assert differences(_came_to(taken.installation), _came_to(other)) == {}


def test_every_second_row_in_another_file_is_linked_as_well(
    taken: Taken, with_children: Installation, feed: Path, truth: dict[int, Real], tmp_path: Path
) -> None:
    """MIS-4: nearly every incident torn in two: what the machine links then holds, and is as right.

    A link rests on the messages there were; it is not taken back for later ones, which may only make it waver. So a few
    incidents wait in the one case and are linked in the other; none goes to two children.
    """
    header, rows = _records(feed)
    with an_installation(with_children) as other:
        child_of: dict[int, str] = {}
        for first in (0, 1):
            out = tmp_path / f"out{first}.csv"
            path = _written(tmp_path / f"{first}.csv", header, rows[first::2])
            other.lantern("import", "notifications", path, "--outcome", out)
        for first in (0, 1):
            again = other.lantern("import", "notifications", tmp_path / f"{first}.csv", "--outcome", out)
            assert "Nothing changed" in again.error
            said = _outcomes(out)[1].values()
            child_of |= {2 + first + 2 * place: row["child"] for place, row in enumerate(said) if row["child"]}
        assert other.number(OVERLAPS) == 0
    found = figures(child_of, truth)
    linked = {row: said["child"] for row, said in taken.outcomes.items() if said["child"]}
    known = {row for row in linked.keys() & child_of.keys() if truth[row].is_known}
    only = f"{len(linked.keys() - child_of.keys())} linked in one file alone, {len(child_of.keys() - linked.keys())} in two"
    sys.stdout.write(f"\nevery second row: {found}; {only}\n")
    assert found.right >= 0.99 * found.linked
    assert found.linked >= 0.95 * ROWS
    assert (found.twins_confused, found.mixed, found.split) == (0, 0, 0)
    assert [row for row in known if linked[row] != child_of[row]] == []
