"""The diagrams in the docs are those of the tables in the code (design.md, habit 2)."""

from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.config.diagrams import TABLES, diagram, document
from lantern.exchange.rules.file_states import FILE_TRANSITIONS, may_follow
from lantern.exchange.vocabulary import FileState

DOCS = Path(__file__).resolve().parents[3] / "docs"


class Light(StrEnum):
    RED = "stop"
    AMBER = "wait"
    GREEN = "go"
    OFF = "out of order"


def test_the_page_in_the_docs_is_up_to_date() -> None:
    """Stale: run `lantern write-transitions`."""
    assert (DOCS / "transitions.md").read_text(encoding="utf-8") == document()


def test_a_diagram_says_where_it_begins_what_follows_and_where_it_ends() -> None:
    table = {Light.RED: {Light.AMBER}, Light.AMBER: {Light.AMBER, Light.GREEN}, Light.GREEN: set[Light]()}
    assert diagram(table).splitlines() == [
        "stateDiagram-v2",
        "    red: stop",
        "    amber: wait",
        "    green: go",
        "    [*] --> red",
        "    red --> amber",
        "    amber --> amber",
        "    amber --> green",
        "    green --> [*]",
    ]


@given(st.dictionaries(st.sampled_from(Light), st.frozensets(st.sampled_from(Light)), min_size=1))
def test_every_arrow_of_the_table_is_drawn_once_and_no_other(table: dict[Light, frozenset[Light]]) -> None:
    table = {each: frozenset(after & table.keys()) for each, after in table.items()}
    arrows = [line.strip() for line in diagram(table).splitlines() if "-->" in line and "[*]" not in line]
    wanted = {f"{one.name.lower()} --> {after.name.lower()}" for one, every in table.items() for after in every}
    assert sorted(arrows) == sorted(wanted)


@pytest.mark.parametrize("title", TABLES)
def test_every_state_has_its_row_and_can_be_reached(title: str) -> None:
    """A state without a way to it, or an arrow to a state without a row, is a slip in the table."""
    _, table = TABLES[title]
    assert {each for after in table.values() for each in after} <= table.keys()
    begins = [each for each in table if not any(each in after for one, after in table.items() if one is not each)]
    begins = begins or list(table)[:1]  # what can be taken back to its beginning begins with its first row
    reached, ahead = set(begins), list(begins)
    while ahead:
        for each in table[ahead.pop()]:
            if each not in reached:
                reached.add(each)
                ahead.append(each)
    assert reached == set(table)


def test_a_file_goes_on_and_never_back() -> None:
    """MIS-3: storing, stored, linked, done; whoever comes late changes nothing."""
    order = [FileState.STORING, FileState.STORED, FileState.LINKED, FileState.DONE]
    for place, before in enumerate(order):
        assert not any(may_follow(before, after) for after in order[: place + 1])
    assert all(may_follow(one, after) for one, after in pairwise(order))
    assert not any(may_follow(FileState.DONE, after) or may_follow(FileState.REFUSED, after) for after in FileState)
    assert FILE_TRANSITIONS.keys() == set(FileState)
