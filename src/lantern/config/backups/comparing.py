"""Whether what was restored is what was backed up; each difference in a sentence."""

from collections.abc import Iterator, Mapping

from lantern.config.backups.manifest import State


def differences(kept: State, restored: State) -> list[str]:
    """Empty when every row and everything around the rows is the same.

    Servers of different versions write the same definition differently: between those only the names are compared.
    """
    return [
        *_of_tables(kept, restored),
        *_of_objects(kept, restored),
        *_of_sequences(kept.sequences, restored.sequences),
        *_of_roles(kept.roles, restored.roles),
        *(f"The migration {name} is missing." for name in kept.migrations if name not in restored.migrations),
    ]


def _of_tables(kept: State, restored: State) -> Iterator[str]:
    for name in sorted(kept.tables.keys() | restored.tables.keys()):
        before, after = kept.tables.get(name), restored.tables.get(name)
        if after is None:
            yield f"The table {name} is missing."
        elif before is None:
            yield f"The table {name} was not in the backup."
        elif before.rows != after.rows:
            yield f"The table {name} has {after.rows:,} rows instead of {before.rows:,}."
        elif before.digest != after.digest:
            yield f"The table {name} has other rows than the backup."


def _of_objects(kept: State, restored: State) -> Iterator[str]:
    by_name_alone = kept.server != restored.server
    for name in sorted(kept.objects.keys() | restored.objects.keys()):
        if name not in restored.objects:
            yield f"The {name} is missing."
        elif name not in kept.objects:
            yield f"The {name} was not in the backup."
        elif kept.objects[name] != restored.objects[name] and not by_name_alone:
            yield f"The {name} is not as it was."


def _of_sequences(kept: Mapping[str, int], restored: Mapping[str, int]) -> Iterator[str]:
    """A number given out while the backup ran may be in it: more is right, less would give a number out twice."""
    for name, last in sorted(kept.items()):
        if restored.get(name, -1) < last:
            yield f"The sequence {name} stands at {restored.get(name, 'nothing')} instead of {last}."


def _of_roles(kept: Mapping[str, str], restored: Mapping[str, str]) -> Iterator[str]:
    for name, may in sorted(kept.items()):
        if restored.get(name) != may:
            yield f"The role {name} has other powers than when the backup was made."
