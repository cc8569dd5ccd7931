"""What a backup says of itself: what was in the database at the one moment it shows, so that a restore can be compared."""

import json
from dataclasses import asdict, dataclass, field

FORMAT = 1


class NotABackup(Exception):
    """The file is not a backup of Lantern, or not a whole one."""


@dataclass(frozen=True)
class Table:
    """How many rows, and the SHA-256 of all of them in the order of their key."""

    rows: int
    digest: str


@dataclass(frozen=True)
class State:
    """A database at one moment. `objects` are digests by kind and name: tables, policies, triggers, grants.

    `sequences` are the numbers last given out, `roles` what the roles may do, `left_out` tables whose rows are not kept.
    """

    server: int
    migrations: list[str]
    tables: dict[str, Table]
    objects: dict[str, str]
    sequences: dict[str, int]
    roles: dict[str, str]
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """A state, the dump that holds it, and when and by what it was made. `seals` are the last of each trail."""

    made: str
    lantern: str
    database: str
    state: State
    dump_bytes: int
    dump_sha256: str
    seals: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.state.tables.values())


def to_json(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def from_json(text: bytes) -> Manifest:
    """Raises `NotABackup` for another shape, and for a format that this version does not know."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise NotABackup(f"The backup has format {told['format']}; this version of Lantern reads format {FORMAT}.")
        state = told["state"]
        tables = {name: Table(**table) for name, table in state.pop("tables").items()}
        return Manifest(**told | {"state": State(**state, tables=tables)})
    except (ValueError, KeyError, TypeError) as fault:
        raise NotABackup("What the backup says of itself cannot be read.") from fault
