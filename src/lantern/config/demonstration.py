"""Getting a demonstration ready: a database of its own beside the real one, made anew when its "now" has gone by."""

import json
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

DATABASE = "lantern_demo"
STALE_AFTER = 12 * 3600  # seconds: then children "missing for five hours" have been missing for seventeen


class NotHere(Exception):
    """A demonstration was asked for where real records may be."""


def prepare(*, children: int, fresh: bool, shown_progress: Callable[[], AbstractContextManager[Any]]) -> str:
    """Make the invented county unless it is there and of today; what to say of it. Raises `NotHere`."""
    from lantern.config import databases, embedded, starting

    if not databases.is_embedded():
        raise NotHere("A demonstration runs on the embedded server only. Unset DATABASE_URL first.")
    os.environ["LANTERN_DEMO"] = "1"
    os.environ["LANTERN_DATABASE"] = DATABASE
    cluster = embedded.start()
    note = Path(cluster.home) / "demonstration.json"
    if not fresh and _is_of_today(note, children):
        embedded.make_database(cluster, DATABASE)
        starting.start()
        return "The invented county of your last visit; `lantern demo --fresh` makes it anew."
    note.unlink(missing_ok=True)
    embedded.make_database(cluster, DATABASE, afresh=True)
    starting.start()
    from lantern.demo.actions import make_demo

    with shown_progress() as progress:
        made = make_demo(children=children, progress=progress)
    note.write_text(json.dumps({"made": time.time(), "children": children}))
    return str(made)


def _is_of_today(note: Path, children: int) -> bool:
    if not note.exists():
        return False
    said = json.loads(note.read_text())
    return bool(said["children"] == children and time.time() - said["made"] < STALE_AFTER)
