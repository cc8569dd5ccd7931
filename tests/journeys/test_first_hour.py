"""The first hour of a partnership: from an empty database to the first police feed, by administrator and coordinator."""

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from openpyxl import Workbook
from pytest_django.live_server_helper import LiveServer

from lantern.children.models import Child
from lantern.missing.models import Episode
from lantern.organisation.actions import create_administrator, create_partnership
from lantern.organisation.models import Area
from lantern.organisation.presets import preset
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.feed import a_feed, a_row
from tests.factories.sign_in import PASSWORD, code
from tests.journeys.conftest import NewPerson
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS = 60
NOW = datetime.now(UTC)


def test_from_an_empty_database_to_the_first_feed(
    new_person: NewPerson, live_server: LiveServer, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    """PAR-2, PAR-3, PAR-6, PAR-8, MIS-3: areas, postcodes, a protocol, people, children and the feed, in under 60 clicks."""
    here = create_partnership(preset=preset("essex"), name="Fictionalshire", since=london(NOW).date(), by=None, at=NOW)
    link = create_administrator(
        partnership_id=here.pk, agency="Safeguarding board", name="Alex Example", email="alex@example.org",
        site=live_server.url, by=None, at=NOW,
    ).link  # fmt: skip
    alex = accepts(new_person(), link, "Alex Example")
    alex.opens("Set the partnership up").sees("0 of 6 done")
    with within(here.pk):
        districts = list(Area.objects.filter(level="district").order_by("code"))
    draws_the_districts(alex, boundaries(tmp_path, districts))
    loads_postcodes(alex, postcodes(tmp_path))
    records_a_protocol(alex)
    invites(alex, sheet(tmp_path))
    alex.goes_to("/setting-up/").sees("3 of 6 done")

    kim = accepts(new_person(), re.search(r"https?://\S+", str(mailoutbox[-1].body))[0], "Kim Sample")  # type: ignore[index]
    sends_the_list(kim, children(tmp_path))
    sends_the_feed(kim, feed(tmp_path))
    with within(here.pk):
        assert Child.objects.get(forename="Amber", provisional=False).area is not None
        assert Episode.objects.filter(child__forename="Amber").count() == 1
    alex.goes_to("/setting-up/").sees("6 of 6 done", "Everything is in place").takes_a_picture("setting-up")
    assert alex.clicks + kim.clicks < MOST_CLICKS, f"{alex.clicks} and {kim.clicks} clicks"
    print(f"\nthe first hour: {alex.clicks} + {kim.clicks} clicks")  # noqa: T201


def accepts(newcomer: Person, link: str, name: str) -> Person:
    newcomer.goes_to(link).sees(f"Welcome, {name}").types("Choose a password", PASSWORD)
    newcomer.types("The password again", PASSWORD).presses("Continue")
    secret = newcomer.page.locator("code.lantern-secret").inner_text()
    return newcomer.types("Code", code(secret)).presses("Finish").opens("I have kept them").sees(name)


def draws_the_districts(alex: Person, path: Path) -> None:
    """The shapes are seen on a map before anything changes."""
    alex.opens("Load boundaries").attaches("File", path).presses("Look at the shapes").sees("12 boundaries")
    alex.sees("Colchester", "Nothing is drawn until you say so").takes_a_picture("boundaries")
    alex.presses("Set 12 boundaries").sees("12 boundaries set")


def loads_postcodes(alex: Person, path: Path) -> None:
    alex.opens("Load postcodes").attaches("File", path).presses("Take the postcodes in").sees("12 postcodes taken in.")


def records_a_protocol(alex: Person) -> None:
    alex.goes_to("/organisation/agencies/").opens("Change", within="Safeguarding board")
    alex.says_when("Signed on", "01/04/2026").says_when("Expires on", "31/03/2029").presses("Save")
    alex.sees("Signed until")


def invites(alex: Person, path: Path) -> None:
    """One row is right, one says why it is not."""
    alex.goes_to("/organisation/people/list/").attaches("File", path).presses("Look at the rows")
    alex.sees("1 person to invite", "There is no agency “Nowhere Council” here").takes_a_picture("people-list")
    alex.presses("Invite 1 person").sees("1 person is invited. 1 of the rows could not be.", "Is a member already")


def sends_the_list(kim: Person, path: Path) -> None:
    kim.opens("Notifications").opens("Lists of children").attaches("File", path).presses("Send the list")
    if "How is this file read?" in kim.page.content():
        kim.types("Name of the source", "Council system").presses("Save and import")
    kim.sees("Taken in.")


def sends_the_feed(kim: Person, path: Path) -> None:
    """Columns that no feed had before are guessed, shown and remembered."""
    kim.opens("Notifications", within="").attaches("File", path).presses("Send the file")
    kim.sees_heading("How is this file read?").types("Name of the source", "Control room")
    kim.presses("Save and import").sees("Taken in.")


def boundaries(folder: Path, districts: list[Area]) -> Path:
    """The twelve districts as squares in a row, called by the codes they have here."""
    features = [
        {
            "type": "Feature",
            "properties": {"LAD13CD": each.code, "LAD13NM": each.name},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 51], [x + 1, 51], [x + 1, 52], [x, 52], [x, 51]]]},
        }
        for x, each in ((place / 10, each) for place, each in enumerate(districts))
    ]
    path = folder / "districts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def postcodes(folder: Path) -> Path:
    rows = [[f"CO{n} 1AA", 600_000 + n, 225_000 + n, code] for n, code in enumerate(["E07000071"] * 12)]
    return written(folder / "postcodes.csv", ["postcode", "easting", "northing", "district"], rows)


def sheet(folder: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Name", "Email", "Post", "Agency", "Role", "Area"])
    page.append(
        ["Kim Sample", "kim.sample@example.org", "Coordinator", "Safeguarding board", "Missing coordinator", ""]
    )
    page.append(["Robin Pretend", "robin@example.org", "", "Nowhere Council", "Chair", "Mid"])
    path = folder / "people.xlsx"
    book.save(path)
    return path


def children(folder: Path) -> Path:
    row = ["C1", "Amber", "Example", "03/03/2012", "F", "CO1 1AA", "1 Nowhere Lane", "CIN"]
    return written(
        folder / "children.csv",
        ["Child ID", "forename", "surname", "dob", "sex", "postcode", "address", "status"],
        [row],
    )


def feed(folder: Path) -> Path:
    """The usual messages under other column names."""
    path = a_feed(folder, a_row("FP/1", "Amber", "Example", Postcode="CO1 1AA"), a_row("FP/2", "Rowan", "Madeup"))
    text = path.read_text(encoding="utf-8").replace("Last seen", "Date last seen").replace("Ref,", "Incident no,")
    path.write_text(text.replace("Forename(s)", "First names"), encoding="utf-8")
    return path


def written(path: Path, header: list[str], rows: list[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([header, *rows])
    return path
