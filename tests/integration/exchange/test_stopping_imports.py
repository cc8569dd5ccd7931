"""Issue 2, the bar, line 5: killed at any moment and run again, an import ends as one run without a stop does."""

import random
import signal
from collections.abc import Callable
from pathlib import Path

from tests.factories.installation import Installation, an_installation
from tests.factories.whole_state import State, differences, state_of

SEED = 20261122
KILLS = 10
PROGRESS = """
    SELECT f.state, f.rows_total,
        (SELECT count(*) FROM exchange_receivedrow r WHERE r.file_id = f.id),
        (SELECT count(*) FROM missing_message m WHERE m.outcome <> '')
    FROM exchange_receivedfile f WHERE f.kind = '{kind}' ORDER BY f.received_at DESC LIMIT 1
"""
STORED, LINKED = 0.4, 0.6  # how far a file is by then


def _progress(installation: Installation, kind: str = "notifications") -> float:
    """How far the import of that kind has come, as others can see it: 0 before anything stands, 1 when all is done."""
    found = installation.ask(PROGRESS.format(kind=kind))
    if not found:
        return 0
    state, total, stored, folded = found[0]
    return {
        "storing": STORED * stored / total,
        "stored": STORED,
        "linked": LINKED + (1 - LINKED) * folded / total,
        "done": 1,
    }[state]


def _reached(installation: Installation, share: float, kind: str = "notifications") -> Callable[[], bool]:
    return lambda: _progress(installation, kind) >= share


def test_kill_9_ten_times_at_random(clean: State, fresh: Installation, part: Path) -> None:
    """Ten kills in all stages, each gone on with by the same command: then every table holds what a clean run leaves."""
    chance = random.Random(SEED)
    kills = sorted((min(chance.random(), 0.97), chance.uniform(0, 0.15)) for _ in range(KILLS))
    seen, killed = [], 0
    for share, after in kills:
        said = fresh.interrupt("import", "notifications", part, when=_reached(fresh, share), after=after)
        killed += said.code == -signal.SIGKILL
        seen.append(_progress(fresh))
    fresh.lantern("import", "notifications", part)
    assert killed >= 3, f"it ended before most kills: {seen}"  # how many is a matter of the machine's speed
    assert seen == sorted(seen), "what stood before a kill stands after it"
    assert any(share < 1 for share in seen), f"no kill left a file half taken: {seen}"
    assert differences(clean, state_of(fresh)) == {}


def test_kill_9_in_the_first_and_the_last_stage(clean: State, fresh: Installation, part: Path) -> None:
    """Killed with half of the rows stored, while linking, and with half of the children folded."""
    for share in (0.01, STORED, LINKED):
        fresh.interrupt("import", "notifications", part, when=_reached(fresh, share))
    fresh.lantern("import", "notifications", part)
    assert differences(clean, state_of(fresh)) == {}


def test_ctrl_c_says_that_it_goes_on(clean: State, fresh: Installation, part: Path) -> None:
    """Issue 2, 2: long work can be stopped, and goes on where it stopped."""
    said = fresh.interrupt("import", "notifications", part, when=_reached(fresh, 0.01), by=signal.SIGINT)
    assert (said.code, "Stopped. The same command goes on from here." in said.error) == (130, True)
    assert "Traceback" not in said.error
    stood = _progress(fresh)
    assert 0 < stood < 1
    fresh.lantern("import", "notifications", part)
    assert differences(clean, state_of(fresh)) == {}


def test_a_list_of_children_goes_on_after_kills(essex: Installation, shared_data: Path) -> None:
    """The same of `import children`: records, numbers and rows are those of a clean run."""
    children = shared_data / "notifications" / "children.csv"
    with an_installation(essex) as one, an_installation(essex) as other:
        one.lantern("import", "children", children)
        chance = random.Random(SEED)
        for share in (0.0, 0.1, 0.1):
            when = _reached(other, share, "children")
            other.interrupt("import", "children", children, when=when, after=chance.uniform(0, 0.3))
        other.lantern("import", "children", children)
        assert differences(state_of(one), state_of(other)) == {}


def test_what_stands_after_a_stop_is_seen_by_others(fresh: Installation, part: Path) -> None:
    """Each stage commits on its own: rows are stored before the last one is read."""
    fresh.interrupt("import", "notifications", part, when=_reached(fresh, 0.01))
    assert fresh.number("SELECT count(*) FROM missing_message") > 0
    assert fresh.number("SELECT count(*) FROM missing_episode") == 0
