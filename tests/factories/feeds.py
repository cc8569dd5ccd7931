"""Small files as police and councils send them, line by line.

path = written(tmp_path / "feed.csv", NOTIFICATIONS, notification("MP/1"), notification("MP/1", Message="FOUND"))
"""

import csv
import io
from pathlib import Path

NOTIFICATIONS = (
    "Ref,Message,Surname,Forename(s),DOB,Sex,Ethnicity (18+1),Address,Postcode,LAC,Missing from,Last seen,Reported,Grade,"
    "Risk,Circumstances,Found,Found at,Harm disclosed,District"
)
CHILDREN = "id,forename,surname,dob,sex,postcode,address,upn,status"


def notification(reference: str = "MP/1", **cells: str) -> str:
    """A line of a feed that can be used, with `cells` by column instead."""
    usual = {
        "Ref": reference, "Message": "INITIAL", "Surname": "Example", "Forename(s)": "Rowan", "DOB": "03/03/2012",
        "Last seen": "14/07/2025 21:50", "Reported": "14/07/2025 23:00", "Risk": "High",
    }  # fmt: skip
    return _line(NOTIFICATIONS, usual | cells)


def child(reference: str = "C1", **cells: str) -> str:
    """A line of a list of children that can be used."""
    usual = {"id": reference, "forename": "Rowan", "surname": "Example", "dob": "2012-03-03", "status": "none"}
    return _line(CHILDREN, usual | cells)


def _line(header: str, cells: dict[str, str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow([cells.get(name, "") for name in header.split(",")])
    return written.getvalue()


def written(path: Path, *lines: str) -> Path:
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path
