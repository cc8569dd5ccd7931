"""A mapping as it is kept (MIS-3)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.mapping import FIELDS, FileMapping, MappingError
from lantern.exchange.rules.mapping.dates import Order, Zone
from lantern.exchange.vocabulary import FileKind

KIND = FileKind.NOTIFICATIONS
NAMES = [field.name for field in FIELDS[KIND]]
DATED = [field.name for field in FIELDS[KIND] if field.dated]
WORDED = {field.name: list(field.words) for field in FIELDS[KIND] if field.words}
HEADINGS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@st.composite
def mappings(draw: st.DrawFn) -> FileMapping:
    columns = draw(st.dictionaries(st.sampled_from(NAMES), HEADINGS, min_size=1))
    dated = [name for name in columns if name in DATED] or ["nothing"]
    worded = draw(st.sampled_from(sorted(WORDED)))
    pick = st.sampled_from(dated).filter(lambda name: name in columns)
    has_dates = dated != ["nothing"]
    return FileMapping(
        kind=KIND,
        columns=columns,
        times=draw(st.dictionaries(pick, HEADINGS)) if has_dates else {},
        orders=draw(st.dictionaries(pick, st.sampled_from(Order))) if has_dates else {},
        zone=draw(st.sampled_from(Zone)),
        words={
            worded: draw(
                st.dictionaries(
                    HEADINGS.map(str.casefold).filter(lambda word: word == word.casefold()),
                    st.sampled_from(WORDED[worded]),
                )
            )
        },
        message=draw(st.sampled_from(["", "by return", "initial"])),
        sheet=draw(st.text("ab ", max_size=9)),
    )


@given(mappings())
def test_what_is_kept_comes_back(mapping: FileMapping) -> None:
    """MIS-3: a saved mapping reads the next file as it read the first."""
    assert FileMapping.from_json(mapping.to_json(), KIND) == mapping


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {"columns": {"reference": 3}},
        {"columns": {"nobody": "Ref"}},
        {"columns": {"reference": "x" * 201}},
        {"columns": {}, "times": {"last_seen": "Time"}},
        {"columns": {"surname": "S"}, "times": {"surname": "Time"}},
        {"columns": {}, "orders": {"born": "year last"}},
        {"columns": {}, "zone": "Paris"},
        {"columns": {}, "words": {"surname": {"x": "y"}}},
        {"columns": {}, "words": {"sex": {"boy": "Z"}}},
        {"columns": {}, "words": {"sex": {str(n): "M" for n in range(301)}}},
        {"columns": {}, "message": "perhaps"},
        {"columns": {}, "kind": "children"},
        {"columns": {}, "run": "code"},
    ],
)  # fmt: skip
def test_anything_else_is_no_mapping(kept: Any) -> None:
    """MIS-3: plain data, checked whoever wrote it."""
    with pytest.raises(MappingError):
        FileMapping.from_json(kept, KIND)


def test_what_is_lacking_is_said_in_the_words_of_the_page() -> None:
    """MIS-3: no incident without a reference, no child without a name, no episode without a time."""
    assert FileMapping(KIND, {}).lacks() == [
        "Reference of the incident",
        "Surname",
        "Kind of message",
        "Last seen or reported",
    ]
    enough = {"reference": "a", "surname": "b", "reported": "c"}
    assert FileMapping(KIND, enough, message="by return").lacks() == []
    assert FileMapping(FileKind.CHILDREN, {"reference": "a"}).lacks() == ["Surname"]


def test_columns_are_found_in_any_case_and_missed_by_name() -> None:
    """MIS-3: a heading that changed is named."""
    mapping = FileMapping(KIND, {"reference": "Log No", "last_seen": "Seen"}, times={"last_seen": "Seen at"})
    assert mapping.missing_from(["log no", "SEEN", "Other"]) == ["Seen at"]
