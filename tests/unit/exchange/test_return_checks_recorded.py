"""MIS-16: the 20 rules flag what the public validator was recorded to flag."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lantern.exchange.rules.return_checks import RULES, check
from lantern.exchange.rules.return_tables import (
    ChildRow,
    DateCell,
    EpisodeRow,
    HeaderRow,
    MissingRow,
    ReturnTables,
    Table,
)
from lantern.timekeeping.periods import ReturnYear

Columns = dict[str, list[str | None]]


@dataclass(frozen=True)
class RecordedYear:
    """The days a vector gives, which need not be a year's: 571's ends before it starts."""

    start: date
    end: date


@pytest.fixture(scope="module")
def recorded(shared_data: Callable[[str], Path]) -> dict[str, Any]:
    vectors: dict[str, Any] = json.loads(shared_data("ssda903/missing_rule_vectors.json").read_text("utf-8"))
    return vectors


@pytest.fixture(scope="module")
def listed(shared_data: Callable[[str], Path]) -> dict[str, dict[str, str]]:
    with shared_data("ssda903/rules_touching_missing.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def cells_of(columns: Columns) -> Iterator[tuple[int, defaultdict[str, str | None]]]:
    """Each row of a vector's table with its number from 0; a column that the vector leaves out is blank."""
    for number in range(len(next(iter(columns.values())))):
        blank: defaultdict[str, str | None] = defaultdict(lambda: None)
        yield number, blank | {column: cells[number] for column, cells in columns.items()}


def missing(columns: Columns) -> tuple[MissingRow, ...]:
    return tuple(
        MissingRow(
            number,
            cells["CHILD"],
            DateCell.received(cells["DOB"]),
            cells["MISSING"],
            DateCell.received(cells["MIS_START"]),
            DateCell.received(cells["MIS_END"]),
        )
        for number, cells in cells_of(columns)
    )


def episodes(columns: Columns) -> tuple[EpisodeRow, ...]:
    return tuple(
        EpisodeRow(
            number,
            cells["CHILD"],
            DateCell.of_episode(cells["DECOM"]),
            DateCell.of_episode(cells["DEC"]),
            cells["REC"],
        )
        for number, cells in cells_of(columns)
    )


def tables(given: dict[str, Columns]) -> ReturnTables:
    others = {name: given[name] for name in given if name in Table.WITH_CHILD_ONLY}
    return ReturnTables(
        header=tuple(
            HeaderRow(number, cells["CHILD"], DateCell.received(cells["DOB"]))
            for number, cells in cells_of(given["Header"])
        )
        if "Header" in given
        else None,
        episodes=episodes(given["Episodes"]) if "Episodes" in given else None,
        missing=missing(given["Missing"]) if "Missing" in given else None,
        missing_last=missing(given["Missing_last"]) if "Missing_last" in given else None,
        others={
            name: tuple(ChildRow(number, cells["CHILD"]) for number, cells in cells_of(columns))
            for name, columns in others.items()
        },
    )


def year_of(metadata: dict[str, str]) -> RecordedYear:
    start = DateCell.received(metadata.get("collection_start", "01/04/2019")).day
    end = DateCell.received(metadata.get("collection_end", "31/03/2020")).day
    assert start and end
    return RecordedYear(start, end)


@pytest.mark.parametrize("number", [rule.number for rule in RULES])
def test_a_rule_flags_the_recorded_rows(number: str, recorded: dict[str, Any]) -> None:
    """MIS-16: every recorded case of the rule, row for row, in every table it names and in no other."""
    assert recorded[number]["cases"]
    for case in recorded[number]["cases"]:
        given = dict(case["input"])
        year = year_of(given.pop("metadata", {}))
        flagged: dict[str, list[int]] = defaultdict(list)
        for finding in check(tables(given), year):
            if finding.rule == number:
                flagged[finding.table].append(finding.row)
        assert flagged == case["expected"]


def test_the_rulebook_is_the_recorded_list(recorded: dict[str, Any], listed: dict[str, dict[str, str]]) -> None:
    """MIS-16: all 20 rules and no other, each once."""
    numbers = [rule.number for rule in RULES]
    assert len(numbers) == len(set(numbers)) == 20
    assert set(numbers) == set(recorded) == set(listed)


def test_rules_are_live_as_recorded(recorded: dict[str, Any]) -> None:
    """MIS-16: which rules the return of 2026-27 still has."""
    year = ReturnYear("2026-27")
    assert {rule.number: rule.is_live(year) for rule in RULES} == {
        number: vector["live_in_2026_27"] for number, vector in recorded.items()
    }


def test_rules_point_at_the_recorded_cells(listed: dict[str, dict[str, str]]) -> None:
    """MIS-16: the cells that a page highlights."""
    assert {rule.number: rule.fields for rule in RULES} == {
        number: tuple(row["fields"].split(";")) for number, row in listed.items()
    }
