"""A file of notifications as a police system writes it, with invented people.

a_feed(folder, a_row("FP/1", "Rowan", "Example", hours_ago=9))
"""

import csv
from datetime import datetime, timedelta
from pathlib import Path

from lantern.timekeeping.moments import london
from tests.factories.people import now

FORMAT = "%d/%m/%Y %H:%M"


def a_row(
    reference: str,
    forename: str,
    surname: str,
    *,
    born: str = "03/03/2012",
    hours_ago: float = 9,
    back_hours_ago: float | None = None,
    **also: str,
) -> dict[str, str]:
    """One message: the child is missing, or with `back_hours_ago` was found. `also` replaces columns by their names."""
    seen = now() - timedelta(hours=hours_ago)
    found = "" if back_hours_ago is None else _said(now() - timedelta(hours=back_hours_ago))
    return {
        "Ref": reference,
        "Message": "FOUND" if found else "INITIAL",
        "Surname": surname,
        "Forename(s)": forename,
        "DOB": born,
        "Sex": "F",
        "Address": "1 Nowhere Lane",
        "Postcode": "",
        "Missing from": "Home",
        "Last seen": _said(seen),
        "Reported": _said(seen + timedelta(minutes=20)),
        "Grade": "Priority",
        "Risk": "Medium",
        "Circumstances": "Left the house after school.",
        "Found": found,
        "Found at": "Fictional Station" if found else "",
        "Harm disclosed": "N" if found else "",
    } | also


def a_feed(folder: Path, *rows: dict[str, str], name: str = "police.csv") -> Path:
    """The rows as a CSV file in `folder`."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _said(at: datetime) -> str:
    return london(at).strftime(FORMAT)
