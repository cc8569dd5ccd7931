"""Each difference between what was backed up and what was restored is told by name (security.md 10)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.config.backups.catalogue import one_way
from lantern.config.backups.comparing import differences
from lantern.config.backups.manifest import Manifest, NotABackup, State, Table, from_json, to_json

KEPT = State(
    server=15,
    migrations=["missing.0001_initial", "trail.0002_walls"],
    tables={"children_child": Table(3, "aa"), "trail_entry": Table(9, "bb")},
    objects={"policy children_child.partnership_wall": "cc", "trigger trail_entry.written_once": "dd"},
    sequences={"trail_entry_id_seq": 9},
    roles={"lantern_app": "in {}", "lantern_owner": "in {}"},
    left_out=["django_session"],
)
CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"tables": {"children_child": Table(3, "aa")}}, "The table trail_entry is missing."),
    ({"tables": KEPT.tables | {"children_child": Table(2, "aa")}}, "The table children_child has 2 rows instead of 3."),
    ({"tables": KEPT.tables | {"trail_entry": Table(9, "b0")}}, "The table trail_entry has other rows than the backup."),
    ({"tables": KEPT.tables | {"more": Table(0, "")}}, "The table more was not in the backup."),
    ({"objects": {"trigger trail_entry.written_once": "dd"}}, "The policy children_child.partnership_wall is missing."),
    ({"objects": KEPT.objects | {"trigger trail_entry.written_once": "00"}},
     "The trigger trail_entry.written_once is not as it was."),
    ({"objects": KEPT.objects | {"policy x.open": "ee"}}, "The policy x.open was not in the backup."),
    ({"sequences": {"trail_entry_id_seq": 8}}, "The sequence trail_entry_id_seq stands at 8 instead of 9."),
    ({"sequences": {}}, "The sequence trail_entry_id_seq stands at nothing instead of 9."),
    ({"roles": KEPT.roles | {"lantern_app": "superuser in {}"}},
     "The role lantern_app has other powers than when the backup was made."),
    ({"migrations": ["missing.0001_initial"]}, "The migration trail.0002_walls is missing."),
]  # fmt: skip


def test_the_same_has_no_difference() -> None:
    assert differences(KEPT, KEPT) == []


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_every_kind_of_difference_is_told(change: dict[str, Any], said: str) -> None:
    assert differences(KEPT, replace(KEPT, **change)) == [said]


def test_a_number_given_out_while_the_backup_ran_is_no_fault() -> None:
    assert differences(KEPT, replace(KEPT, sequences={"trail_entry_id_seq": 12})) == []


def test_between_versions_of_the_server_definitions_are_compared_by_name() -> None:
    later = replace(KEPT, server=18, objects=dict.fromkeys(KEPT.objects, "written otherwise"))
    assert differences(KEPT, later) == []
    assert differences(KEPT, replace(later, objects={}))[0] == "The policy children_child.partnership_wall is missing."


def test_the_two_ways_in_which_postgresql_writes_a_list_of_words_are_one() -> None:
    before = "WHERE ((kind)::text = ANY ((ARRAY['view'::character varying, 'it''s'::character varying])::text[]))"
    after = "WHERE ((kind)::text = ANY (ARRAY[('view'::character varying)::text, ('it''s'::character varying)::text]))"
    assert one_way(before) == one_way(after)
    assert one_way(before) != one_way(before.replace("view", "change"))
    assert one_way("(a OR b) AND c") != one_way("a OR (b AND c)")


A_TABLE = st.builds(Table, rows=st.integers(0, 10**7), digest=st.text("0123456789abcdef", max_size=64))


@given(tables=st.dictionaries(st.text(max_size=20), A_TABLE, max_size=5), dump_bytes=st.integers(0, 10**12))
def test_what_a_backup_says_of_itself_is_read_as_it_was_written(tables: dict[str, Table], dump_bytes: int) -> None:
    said = Manifest(
        "2027-03-28T01:00:00+00:00", "0.2.0", "lantern", replace(KEPT, tables=tables), dump_bytes, "ff", ["x"]
    )
    assert from_json(to_json(said)) == said
    assert said.rows == sum(table.rows for table in tables.values())


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b'{"format": 1}', b'{"format": 1, "state": {"tables": {"x": {}}}}', b"\xff"]
)
def test_another_text_is_no_backup(text: bytes) -> None:
    with pytest.raises(NotABackup):
        from_json(text)


def test_a_format_to_come_is_told_apart() -> None:
    with pytest.raises(NotABackup, match="format 2"):
        from_json(b'{"format": 2}')
