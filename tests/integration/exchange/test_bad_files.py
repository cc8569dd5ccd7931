"""MIS-3; issue 2, the bar, line 5: a file that cannot be used is refused in one clear sentence, and nothing is half done."""

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lantern.exchange.actions.files import digest_of
from tests.factories.feeds import CHILDREN, NOTIFICATIONS, child, notification, written
from tests.factories.installation import Installation, Said, an_installation

TOO_LARGE = 200 * 1024 * 1024
TABLES = (
    "children_child", "missing_incident", "missing_message", "exchange_receivedrow", "organisation_postcode",
    "missing_episode",
)  # fmt: skip


def _workbook() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return written.getvalue()


def _with(header: str, row: str) -> str:
    return f"{header}\r\n{row}\r\n"


def _twice(header: str) -> str:
    """The column of surnames once more."""
    return f"{header},{'Surname' if header == NOTIFICATIONS else 'surname'}"


def _two_encodings(header: str, row: str) -> bytes:
    accented = row.replace("Example", "Exámple")
    return _with(header, accented).encode() + accented.encode("cp1252")


Make = Callable[[str, str], bytes]
CONTENTS: dict[str, tuple[Make, str]] = {
    "zero bytes": (lambda header, row: b"", "0 bytes"),
    "only the column names": (lambda header, row: f"{header}\r\n".encode(), "no rows"),
    "only blank lines": (lambda header, row: b"\r\n\r\n", "column names"),
    "UTF-16": (lambda header, row: _with(header, row).encode("utf-16"), "UTF-16"),
    "UTF-16 unmarked": (lambda header, row: _with(header, row).encode("utf-16-le"), "UTF-16"),
    "two encodings": (_two_encodings, "two encodings"),
    "binary": (lambda header, row: bytes(range(1, 256)) * 40, "not text"),
    "a column missing": (lambda header, row: re.sub("surname", "X", _with(header, row), flags=re.I).encode(), "lacks"),
    "other columns": (lambda header, row: b"a,b,c\r\n1,2,3\r\n", "column names"),
    "a column twice": (lambda header, row: _with(_twice(header), f"{row},Example").encode(), "same column twice"),
    "a NUL byte": (lambda header, row: _with(header, row.replace("Example", "Exam\0ple")).encode(), "NUL"),
    "an open quotation mark": (lambda header, row: _with(header, f'"{row}').encode(), "quotation marks"),
    "a workbook called csv": (lambda header, row: _workbook(), "Excel"),
    "a PDF called csv": (lambda header, row: b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
}


@pytest.fixture
def here(essex: Installation) -> Iterator[Installation]:
    with an_installation(essex) as installation:
        yield installation


def counted(installation: Installation) -> dict[str, int]:
    return {table: installation.number(f"SELECT count(*) FROM {table}") for table in TABLES}


def is_one_sentence(said: Said) -> bool:
    """One line that ends as sentences do, without the innards of the program."""
    text = said.error.strip()
    return "\n" not in text and text.endswith(".") and "Traceback" not in text


KINDS = [("notifications", NOTIFICATIONS, notification()), ("children", CHILDREN, child())]


@pytest.mark.parametrize(("kind", "header", "row"), KINDS)
def test_each_is_refused_in_words_and_noted(
    here: Installation, tmp_path: Path, kind: str, header: str, row: str
) -> None:
    """MIS-3: exit code 1, one sentence that names the fault, no record of anything, and a note of the file itself."""
    before = counted(here)
    commands = []
    for number, (make, _) in enumerate(CONTENTS.values()):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(make(header, row))
        commands.append(("import", kind, path))
    for (name, (_, words)), said in zip(CONTENTS.items(), here.lantern_each(commands), strict=True):
        assert (name, said.code, is_one_sentence(said)) == (name, 1, True), said.error
        assert words in said.error, (name, said.error)
    assert counted(here) == before
    noted = here.ask(f"SELECT state, problem <> '' FROM exchange_receivedfile WHERE kind = '{kind}'")
    assert noted == [("refused", True)] * len(CONTENTS)


def test_200_megabytes_are_refused_without_being_read(here: Installation, tmp_path: Path) -> None:
    """The bar: the size is asked for first; the note of the file does not read it either."""
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(_with(NOTIFICATIONS, notification()).encode())
        file.truncate(TOO_LARGE)
    said = here.lantern_each([("import", kind, path) for kind in ("notifications", "children")])
    assert [(each.code, is_one_sentence(each)) for each in said] == [(1, True)] * 2, said
    assert all("210 MB; at most 105 MB" in each.error for each in said)
    assert here.ask("SELECT DISTINCT state, size FROM exchange_receivedfile") == [("refused", TOO_LARGE)]
    with Counting(path) as file:
        assert digest_of(file) == digest_of(file)
        assert file.taken < 3 * 1024 * 1024


class Counting(io.FileIO):
    """A file that counts the bytes read from it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece or b"")
        return piece or b""


def test_what_is_no_file_leaves_no_note(here: Installation, tmp_path: Path) -> None:
    """A folder, and a name that nothing has."""
    commands = [
        ("import", kind, place)
        for kind in ("notifications", "children", "postcodes", "boundaries")
        for place in (tmp_path, tmp_path / "[red]absent.csv")
    ]
    said = here.lantern_each(commands)
    assert [(each.code, is_one_sentence(each)) for each in said] == [(1, True)] * len(commands), said
    assert "is a folder" in said[0].error
    assert "There is no file" in said[1].error
    assert "[red]absent.csv" in said[1].error  # shown as it is, not taken for a colour
    assert here.number("SELECT count(*) FROM exchange_receivedfile") == 0


def test_a_bad_row_is_refused_alone(here: Installation, tmp_path: Path) -> None:
    """MIS-3: a year 20225, a formula for a reference, a row of another length, nobody named: the others are taken."""
    path = written(
        tmp_path / "rows.csv",
        NOTIFICATIONS,
        notification("MP/1"),
        notification("MP/2", **{"Last seen": "14/07/20225 21:50"}),
        notification("=HYPERLINK(A1)"),
        notification("MP/4") + ",one more",
        notification("MP/5", **{"Surname": "", "Forename(s)": "?"}),
        NOTIFICATIONS,
        notification("MP/7", Circumstances="=cmd|' /C calc'!A0"),
        notification("-MP/8", Surname="Pretend", DOB="01/02/2013"),
    )
    out = tmp_path / "out.csv"
    here.lantern("import", "notifications", path, "--outcome", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    refused = {int(row["row"]): row["reason"] for row in rows if row["outcome"] == "refused"}
    assert sorted(refused) == [3, 4, 5, 6, 7]
    assert "20225" in refused[3]
    assert "formula" in refused[4]
    assert here.ask("SELECT reference FROM missing_incident ORDER BY 1") == [("-MP/8",), ("MP/1",), ("MP/7",)]
    assert here.ask("SELECT said->>'circumstances' FROM missing_message WHERE received->>'reference' = 'MP/7'") == [
        ("=cmd|' /C calc'!A0",)
    ]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert rows[2]["reference"] == "'=HYPERLINK(A1)"
    assert rows[7]["reference"] == "'-MP/8"


def test_what_is_too_long_for_a_record_stops_nothing(here: Installation, tmp_path: Path) -> None:
    """MIS-3: one overlong name must not keep a whole feed from being taken in; the message keeps all of it."""
    long = {
        "Surname": "Example" * 40,
        "Forename(s)": "x" * 99,
        "Address": "1 Invented Lane " * 30,
        "Postcode": "no" * 20,
    }
    path = written(tmp_path / "long.csv", NOTIFICATIONS, notification("MP/1", **long), notification("M" * 81))
    here.lantern("import", "notifications", path)
    assert here.ask("SELECT length(forename), length(surname) FROM children_child") == [(99, 100)]
    assert here.ask("SELECT length(received->>'surname') FROM missing_message") == [(280,)]
    assert here.ask("SELECT outcome FROM exchange_receivedrow WHERE number = 3") == [("refused",)]


def test_a_list_of_children_is_refused_row_by_row(here: Installation, tmp_path: Path) -> None:
    """Overlong cells are named; of two rows with one number the first opens the record and the second changes it."""
    path = written(
        tmp_path / "list.csv",
        CHILDREN,
        child("C" * 61),
        child("C2", forename="x" * 101),
        child("C3", postcode="nowhere at all"),
        child("C4", upn="9" * 21),
        child("C5", address="a" * 201),
        child("C6", dob="2012-13-45"),
        child("C7", forename="Robin"),
        child("C7", forename="Robyn", status="LAC"),
        child("C8", forename="y" * 100),
    )
    here.lantern("import", "children", path)
    became = dict(here.ask("SELECT number, outcome FROM exchange_receivedrow"))
    assert became == dict.fromkeys(range(2, 8), "refused") | {8: "opened", 9: "updated", 10: "opened"}
    assert here.ask("SELECT forename, status FROM children_child ORDER BY forename") == [
        ("Robin", "LAC"),
        ("y" * 100, "none"),
    ]
    assert here.ask("SELECT forename FROM children_childname") == [("Robyn",)]


def test_the_next_list_adds_no_name_again(here: Installation, tmp_path: Path) -> None:
    """A name that the record holds as another one already is no news, however often the list says it."""
    first, second, third = (
        written(tmp_path / f"{number}.csv", CHILDREN, child("C1", forename=name), child(f"C{number}", forename="Sam"))
        for number, name in ((2, "Robin"), (3, "Robyn"), (4, "Robyn"))
    )
    here.lantern_each([("import", "children", path) for path in (first, second, third)])
    assert here.ask("SELECT forename FROM children_childname") == [("Robyn",)]
    assert here.ask("SELECT outcome FROM exchange_receivedrow WHERE number = 2 ORDER BY outcome") == [
        ("duplicate",), ("opened",), ("updated",),
    ]  # fmt: skip


def test_outcomes_that_cannot_be_written_stop_the_import_before_it_begins(here: Installation, tmp_path: Path) -> None:
    """The command asks first: a long import must not end in a fault of the last step."""
    path = written(tmp_path / "feed.csv", NOTIFICATIONS, notification())
    before = path.read_bytes()
    places = [tmp_path, tmp_path / "absent" / "out.csv", path]
    said = here.lantern_each([("import", "notifications", path, "--outcome", place) for place in places])
    assert [(each.code, is_one_sentence(each)) for each in said] == [(1, True)] * 3, said
    assert path.read_bytes() == before
    assert here.number("SELECT count(*) FROM exchange_receivedfile") == 0


POSTCODES: dict[str, tuple[bytes, str]] = {
    "no number": (b"pcd,oseast1m,osnrth1m\nCM11AA,abc,1\n", "Row 2: easting \u201cabc\u201d is not a number."),
    "half a point": (b"pcd,oseast1m,osnrth1m\nCM11AA,1,\n", "northing"),
    "endless": (b"pcd,oseast1m,osnrth1m\nCM11AA,inf,nan\n", "outside the national grid"),
    "longitude": (b"pcd,oseast1m,osnrth1m\nCM11AA,-0.5,51.7\n", "outside the national grid"),
    "too few cells": (b"pcd,oseast1m,osnrth1m\nCM11AA\n", "1 cells"),
    "no postcode": (b"pcd,oseast1m,osnrth1m\nA very long word,1,1\n", "not a postcode"),
    "columns": (b"a,b\n1,2\n", "column names"),
    "one column": (b"postcode,easting\nCM11AA,1\n", "lacks these columns of a file of postcodes: northing"),
    "zero bytes": (b"", "0 bytes"),
    "binary": (bytes(range(1, 256)) * 40, "not text"),
    "UTF-16": ("pcd,oseast1m,osnrth1m\n".encode("utf-16"), "UTF-16"),
    "damaged": (gzip.compress(b"pcd,oseast1m,osnrth1m\nCM11AA,1,1\n" * 1000)[:60], "damaged"),
}


def test_postcodes_come_in_whole_or_not_at_all(here: Installation, tmp_path: Path) -> None:
    """PAR-2: one sentence with the row; rows before it are not kept."""
    commands = []
    for number, (content, _) in enumerate(POSTCODES.values()):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(content)
        commands.append(("import", "postcodes", path))
    many = "".join(f"CM{number}AA,550000,200000\n" for number in range(6_000))
    path = tmp_path / "many.csv"
    path.write_text(f"pcd,oseast1m,osnrth1m\n{many}CM11AA,abc,1\n")
    *said, last = here.lantern_each([*commands, ("import", "postcodes", path)])
    for (name, (_, words)), one in zip(POSTCODES.items(), said, strict=True):
        assert (name, one.code, is_one_sentence(one)) == (name, 1, True), one.error
        assert words in one.error, (name, one.error)
    assert (last.code, "Row 6,002" in last.error) == (1, True), last.error
    assert here.number("SELECT count(*) FROM organisation_postcode") == 0


def test_postcodes_without_a_place_are_left_out(here: Installation, tmp_path: Path) -> None:
    """Ended postcodes have no grid reference; packed files are told by their content."""
    path = tmp_path / "some.csv"
    path.write_bytes(gzip.compress(b"pcd,oseast1m,osnrth1m\nCM1 1AA,570000,206000\nCM1 1AB,,\n,,\n"))
    here.lantern("import", "postcodes", path)
    assert here.ask("SELECT code FROM organisation_postcode") == [("CM11AA",)]


SQUARE = {"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 52], [0, 51]]]}


def _features(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _feature(name: object, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


ABROAD = {"type": "Polygon", "coordinates": [[[550000, 200000], [560000, 200000], [560000, 210000], [550000, 200000]]]}
BOUNDARIES: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"pcd,oseast1m\n", "not a GeoJSON feature collection"),
    "zero bytes": (b"", "not a GeoJSON feature collection"),
    "binary": (bytes(range(256)), "not a GeoJSON feature collection"),
    "other JSON": (b'{"features": 3}', "not a GeoJSON feature collection"),
    "no features": (_features(), "no features"),
    "no shape": (_features(_feature("Chelmsford", None)), "Feature 1"),
    "a broken shape": (_features(_feature("Chelmsford", {"type": "Polygon", "coordinates": [[["a"]]]})), "Feature 1"),
    "no feature": (_features(3), "Feature 1"),
    "a point": (_features(_feature("Chelmsford", {"type": "Point", "coordinates": [0, 51]})), "is no area"),
    "metres": (_features(_feature("Chelmsford", ABROAD)), "longitude and latitude"),
    "nobody's": (_features(_feature("Nowhere", SQUARE)), "named like an area here"),
    "the second bad": (_features(_feature("Chelmsford", SQUARE), _feature("Harlow", None)), "Feature 2"),
}


def test_boundaries_come_in_whole_or_not_at_all(here: Installation, tmp_path: Path) -> None:
    """PAR-2: one sentence with the feature; those before it are not kept."""
    commands = []
    for number, (content, _) in enumerate(BOUNDARIES.values()):
        path = tmp_path / f"{number}.geojson"
        path.write_bytes(content)
        commands.append(("import", "boundaries", path))
    for (name, (_, words)), said in zip(BOUNDARIES.items(), here.lantern_each(commands), strict=True):
        assert (name, said.code, is_one_sentence(said)) == (name, 1, True), said.error
        assert words in said.error, (name, said.error)
    assert here.number("SELECT count(*) FROM organisation_area WHERE boundary IS NOT NULL") == 0


def test_one_name_one_partnership(here: Installation) -> None:
    """A second partnership of the same name could never be meant by `--partnership`."""
    (said,) = here.lantern_each([("create-partnership", "essex")])
    assert (said.code, is_one_sentence(said)) == (2, True), said
    assert here.number("SELECT count(*) FROM tenancy_partnership") == 1
