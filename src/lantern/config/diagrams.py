"""Diagrams of how things go on, written from the tables that decide it (docs/transitions.md)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from lantern.exchange.rules.file_states import FILE_TRANSITIONS
from lantern.missing.rules.chats import CHAT_TRANSITIONS
from lantern.missing.rules.letters import LETTER_TRANSITIONS
from lantern.missing.rules.transitions import EPISODE_TRANSITIONS

Table = Mapping[StrEnum, Collection[StrEnum]]
HEAD = """# How things go on

Written by `lantern write-transitions` from the tables in the code; a test fails when they differ.
An arrow says what may follow.
"""
TABLES: dict[str, tuple[str, Table]] = {
    "An episode": (
        "From the report to what is owed after the return (MIS-1, MIS-6 to MIS-9): `lantern.missing.rules.transitions`.",
        EPISODE_TRANSITIONS,  # type: ignore[dict-item]
    ),
    "A letter": (
        "Only a posted letter is an offer of a missing chat (MIS-8): `lantern.missing.rules.letters`.",
        LETTER_TRANSITIONS,  # type: ignore[dict-item]
    ),
    "A missing chat": (
        "Offered, answered and held; a child may change their mind either way (MIS-9): `lantern.missing.rules.chats`.",
        CHAT_TRANSITIONS,  # type: ignore[dict-item]
    ),
    "A file that comes in": (
        "Each stage is whole or not there, so that a stop at any moment is gone on from (MIS-3): "
        "`lantern.exchange.rules.file_states`.",
        FILE_TRANSITIONS,  # type: ignore[dict-item]
    ),
}


def document() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(title, words, table) for title, (words, table) in TABLES.items())])


def _section(title: str, words: str, table: Table) -> str:
    return f"## {title}\n\n{words}\n\n```mermaid\n{diagram(table)}\n```\n"


def diagram(table: Table) -> str:
    """A state diagram in Mermaid's words: where it begins, what may follow what, where it ends."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {_id(each)}: {each.value}" for each in table]
    first = [each for each in table if not _before(each, table)] or list(table)[:1]
    lines += [f"    [*] --> {_id(each)}" for each in first]
    lines += [
        f"    {_id(one)} --> {_id(after)}" for one, all_after in table.items() for after in table if after in all_after
    ]
    lines += [f"    {_id(each)} --> [*]" for each, after in table.items() if not after]
    return "\n".join(lines)


def _before(state: StrEnum, table: Table) -> list[StrEnum]:
    return [each for each, after in table.items() if state in after and each is not state]


def _id(state: StrEnum) -> str:
    return state.name.lower()
