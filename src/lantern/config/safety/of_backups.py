"""Faults of the backups: nowhere to go, none of late, none that only the right people can read."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from lantern.config.safety.fault import Fault

OLDEST = 2 * 24 * 3600  # seconds


def faults() -> Iterator[Fault]:
    """As `LANTERN_BACKUPS` and `LANTERN_BACKUP_KEY` say."""
    folder = os.environ.get("LANTERN_BACKUPS", "")
    if not folder:
        yield Fault("backups", "Nothing says where backups are. Set LANTERN_BACKUPS to their folder.", stops=False)
        return
    if not os.environ.get("LANTERN_BACKUP_KEY"):
        yield Fault(
            "backups open",
            "Backups are not encrypted. Make a key with `lantern backup-key` and set LANTERN_BACKUP_KEY.",
            stops=False,
        )
    made = newest(Path(folder))
    if made is None:
        yield Fault(
            "no backup", f"There is no backup in {folder}. Run lantern backup; the timer does it nightly.", stops=False
        )
    elif time.time() - made > OLDEST:
        days = int((time.time() - made) // 86_400)
        yield Fault(
            "old backup", f"The last backup is {days} days old. See why: journalctl -u lantern-backup", stops=False
        )


def newest(folder: Path) -> float | None:
    """When the latest backup in the folder was made, as a time stamp; none when there is none."""
    return max((file.stat().st_mtime for file in folder.glob("lantern-*.tar*")), default=None)
