"""Invented files of notifications, in the columns that police send.

a_feed({"reference": "FX/1", "forename": "Rowan", "surname": "Example", "born": "03/03/2012"})
"""

import csv
import io

from lantern.exchange.rules.feed_layouts import NOTIFICATIONS

USUAL = {
    "message": "INITIAL",
    "forename": "Rowan",
    "surname": "Example",
    "born": "03/03/2012",
    "sex": "F",
    "address": "1 Nowhere Lane",
    "postcode": "ZZ1 1AA",
    "last_seen": "01/03/2026 10:00",
    "reported": "01/03/2026 11:00",
    "grade": "priority",
    "risk": "medium",
}


def a_feed(*rows: dict[str, str]) -> bytes:
    """A file with one line for each of `rows`; what a row leaves out is as usual."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([column.headings[0] for column in NOTIFICATIONS.columns])
    for row in rows:
        said = USUAL | row
        lines.writerow([said.get(column.field, "") for column in NOTIFICATIONS.columns])
    return written.getvalue().encode()


def a_long_feed(incidents: int) -> bytes:
    """Reports of as many children, each unlike the others, all found the next day."""
    rows = []
    for number in range(incidents):
        who = {
            "reference": f"FX/{number:06d}",
            "forename": f"{_letters(number)}a",
            "surname": f"Ex{_letters(number * 7919 + 13)}",
            "born": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{2009 + number % 8}",
            "address": f"{number} Nowhere Lane",
            "postcode": "",
        }
        rows += [who, who | {"message": "FOUND", "found": "02/03/2026 09:00"}]
    return a_feed(*rows)


def _letters(number: int) -> str:
    """A made-up name for each number."""
    parts = ("ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "re", "si", "to", "vu", "wa", "xe", "zo")
    said = ""
    for _ in range(5):
        said += parts[number % len(parts)]
        number //= len(parts)
    return said.capitalize()
