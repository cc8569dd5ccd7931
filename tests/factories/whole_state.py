"""Everything a database holds, in words that are the same wherever the same things happened.

Random ids give way to what a person would call the record; times of the clock on the wall are left out. So two databases
hold the same exactly when their states are equal, whatever tables there are.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.factories.installation import Installation

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CLOCK = {"created_at", "received_at", "finished_at", "at", "pgh_created_at", "effective_from", "recorded_at"}
NOT_OF_THE_STORY = {"id", "partnership_id", "pgh_id", "pgh_context_id", "transaction"} | CLOCK
NAMES = {
    "children_child": "SELECT id, 'child ' || number FROM children_child",
    "missing_incident": "SELECT id, source || ' ' || reference FROM missing_incident",
    "missing_message": "SELECT id, 'message ' || fingerprint FROM missing_message",
    "exchange_receivedfile": "SELECT id, kind || ' file ' || digest FROM exchange_receivedfile",
    "organisation_area": "SELECT id, 'area ' || code FROM organisation_area",
    "organisation_geography": "SELECT id, key FROM organisation_geography",
    "organisation_member": "SELECT id, email FROM organisation_member",
    "organisation_agency": "SELECT id, name FROM organisation_agency",
}
BY_STORY = (
    "SELECT child_id, 'child first of ' || min(source || ' ' || reference) FROM missing_incident "
    "WHERE child_id IS NOT NULL GROUP BY child_id "
    "UNION ALL SELECT child_id, 'child ' || value FROM children_childreference WHERE system = 'council'"
)
State = Mapping[str, list[str]]


def state_of(installation: Installation, *, without: Collection[str] = (), by_story: bool = False) -> State:
    """Each table's rows as sorted text.

    `by_story` calls a child by the council's number, or by the first of the incidents that are about them: Lantern's own
    numbers tell in which order children became known.
    """
    with installation.connection() as opened:
        names = _names(opened, by_story)
        hidden = NOT_OF_THE_STORY | ({"number"} if by_story else set())
        return {
            table: sorted(_row(row, names, hidden) for row in _rows(opened, table))
            for table in _tables(opened)
            if table not in without
        }


def differences(one: State, other: State) -> dict[str, list[str]]:
    """By table, rows that only one of the two has: `-` the first, `+` the second. Empty when they are the same."""
    found = {}
    for table in sorted(one.keys() | other.keys()):
        left, right = Counter(one.get(table, [])), Counter(other.get(table, []))
        if left != right:
            found[table] = [f"- {row}" for row in (left - right).elements()]
            found[table] += [f"+ {row}" for row in (right - left).elements()]
    return found


def _tables(opened: "psycopg.Connection[Any]") -> list[str]:
    rows = opened.execute(
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'partnership_id' "
        "WHERE relkind = 'r' AND has_table_privilege(pg_class.oid, 'SELECT') ORDER BY 1"
    )
    return [name for (name,) in rows]


def _names(opened: "psycopg.Connection[Any]", by_story: bool) -> dict[str, str]:
    names = {str(key): name for query in NAMES.values() for key, name in opened.execute(query)}
    if by_story:
        names |= {str(key): name for key, name in opened.execute(BY_STORY)}
    return names


def _rows(opened: "psycopg.Connection[Any]", table: str) -> list[dict[str, Any]]:
    with opened.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(f"SELECT to_jsonb(t) AS row FROM {table} t").fetchall()
    return [each["row"] for each in rows]


def _row(row: Mapping[str, Any], names: Mapping[str, str], hidden: Collection[str]) -> str:
    told = {name: value for name, value in row.items() if name not in hidden}
    if (known := names.get(str(row.get("id")))) is not None:
        told["called"] = known
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return UUID.sub(lambda found: names.get(found[0], "some record"), text)
