"""What may follow what while a file is taken in (MIS-3)."""

from lantern.exchange.vocabulary import FileState

FILE_TRANSITIONS: dict[FileState, frozenset[FileState]] = {
    FileState.STORING: frozenset({FileState.STORED, FileState.DONE}),  # a list of children has no stages of its own
    FileState.STORED: frozenset({FileState.LINKED, FileState.DONE}),
    FileState.LINKED: frozenset({FileState.DONE}),
    FileState.DONE: frozenset(),
    FileState.REFUSED: frozenset(),
}


def may_follow(before: FileState, after: FileState) -> bool:
    """Whether a file in the one state may go on to the other."""
    return after in FILE_TRANSITIONS[before]
