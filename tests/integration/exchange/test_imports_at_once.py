"""MIS-3: several who send the same thing at the same time get in nobody's way, and it comes to the same."""

import csv
import io
import random
from pathlib import Path

from tests.factories.installation import LONGEST, Installation, an_installation
from tests.factories.whole_state import State, differences, state_of

OF_THE_FILE = ("exchange_receivedfile", "exchange_receivedrow", "trail_entry")


def at_once(installation: Installation, *commands: tuple[str | Path, ...]) -> list[tuple[int, str]]:
    """The commands side by side; how each ended and what it said."""
    running = [installation.start(*command) for command in commands]
    said = [each.communicate(timeout=LONGEST)[1] for each in running]
    return [(each.returncode, words) for each, words in zip(running, said, strict=True)]


def test_the_same_file_twice_at_once(clean: State, fresh: Installation, part: Path) -> None:
    """MIS-3: one file, one note of it on the trail, every row and every message once."""
    ends = at_once(fresh, ("import", "notifications", part), ("import", "notifications", part))
    assert [code for code, _ in ends] == [0, 0], ends
    assert differences(clean, state_of(fresh)) == {}


def test_two_files_of_the_same_messages_at_once(clean: State, fresh: Installation, part: Path, tmp_path: Path) -> None:
    """MIS-4: neither makes a second message, incident or record of a child of what the other brings."""
    header, *rows = csv.reader(io.StringIO(part.read_text(encoding="cp1252"), newline=""))
    random.Random(3).shuffle(rows)
    other = tmp_path / "other.csv"
    with other.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    ends = at_once(fresh, ("import", "notifications", part), ("import", "notifications", other))
    assert [code for code, _ in ends] == [0, 0], ends
    came_to = {table: rows for table, rows in state_of(fresh).items() if table not in OF_THE_FILE}
    assert differences({table: rows for table, rows in clean.items() if table not in OF_THE_FILE}, came_to) == {}


def test_the_same_list_twice_at_once(essex: Installation, shared_data: Path) -> None:
    """MIS-4: one record for each number of the council, and Lantern's own numbers without a gap."""
    command = ("import", "children", shared_data / "notifications" / "children.csv")
    with an_installation(essex) as one, an_installation(essex) as other:
        one.lantern(*command)
        ends = at_once(other, command, command)
        assert [code for code, _ in ends] == [0, 0], ends
        assert differences(state_of(one), state_of(other)) == {}
