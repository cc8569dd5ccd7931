"""PAR-2, PAR-3: boundaries, postcodes and people by file, as an administrator meets them."""

import csv
import gzip
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantern.exchange.models import WaitingFile
from lantern.organisation.models import Area, Geography, Holding, Member, Postcode, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, now, signed_in_client

pytestmark = pytest.mark.django_db
BOUNDARIES, POSTCODES, PEOPLE = (
    "/organisation/areas/boundaries/", "/organisation/areas/postcodes/", "/organisation/people/list/",
)  # fmt: skip


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def administrator(here: Partnership) -> Client:
    return signed_in_client(a_member(here, Role.ADMINISTRATOR, name="Alex Example", agency="Fictional Council"))


def a_file(text: str | bytes, name: str = "file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def geojson(*shapes: tuple[str, float, float]) -> str:
    """Squares by name, from one longitude to another."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[a, 51], [b, 51], [b, 52], [a, 52], [a, 51]]]},
        }
        for name, a, b in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def sends(client: Client, to: str, text: str | bytes, name: str = "file", **also: Any) -> Any:
    return client.post(to, {"upload": a_file(text, name), **also}, follow=True)


def boundary_of(name: str) -> Any:
    return Area.objects.get(geography__is_main=True, name=name).boundary


def test_nothing_is_drawn_before_it_was_seen(here: Partnership, administrator: Client) -> None:
    """PAR-2: the page names the areas and what is not used; the button draws."""
    with within(here.pk):
        before = boundary_of("Colchester")
    page = sends(administrator, BOUNDARIES, geojson(("Colchester", 0, 1), ("Atlantis", 1, 2)), geography="districts")
    assert "1 boundary for" in page.content.decode()
    assert "Atlantis" in page.content.decode()
    assert "No area of this geography has its name or code." in page.content.decode()
    with within(here.pk):
        assert boundary_of("Colchester") == before
    address = page.redirect_chain[-1][0]
    shapes = administrator.get(f"{address}shapes.geojson").json()
    assert [(each["properties"]["label"], each["properties"]["kind"]) for each in shapes["features"]] == [
        ("Colchester", "note"), ("Atlantis", "late"),
    ]  # fmt: skip
    done = administrator.post(address, follow=True)
    assert "1 boundary set." in done.content.decode()
    with within(here.pk):
        assert sorted({tuple(point) for point in boundary_of("Colchester")["coordinates"][0]}) == [
            (0, 51), (0, 52), (1, 51), (1, 52),
        ]  # fmt: skip
        assert boundary_of("Colchester") != before
        assert not WaitingFile.objects.exists()
        assert Entry.objects.filter(what="exchange.boundaries_imported").count() == 1
    assert administrator.get(address).status_code == 404


def an_overlay(here: Partnership, administrator: Client) -> str:
    """Two districts side by side, drawn; and the address of an overlay that covers one whole and half of the other."""
    sends_and_sets(administrator, geojson(("Colchester", 0, 1), ("Tendring", 1, 2)), "districts")
    with within(here.pk):
        key = Geography.objects.filter(is_main=False).first().key  # type: ignore[union-attr]
    page = sends(administrator, BOUNDARIES, geojson(("North police district", 0, 1.5)), geography=key)
    return str(page.redirect_chain[-1][0])


def sends_and_sets(client: Client, text: str, geography: str) -> None:
    page = sends(client, BOUNDARIES, text, geography=geography)
    client.post(page.redirect_chain[-1][0])


def held_by(name: str) -> set[str]:
    return set(Holding.objects.filter(holder__name=name, until=None).values_list("held__name", flat=True))


def test_an_overlay_brings_areas_that_hold_what_they_cover_whole(here: Partnership, administrator: Client) -> None:
    """PAR-2, SHA-2: a district that is cut is held only when somebody says so, since a role over the area opens it."""
    address = an_overlay(here, administrator)
    page = administrator.get(address).content.decode()
    assert "Holds Colchester" in page
    assert "Holds Tendring, 50% of it too" in page
    administrator.post(address)
    with within(here.pk):
        assert held_by("North police district") == {"Colchester"}


def test_a_district_that_was_ticked_is_held_too(here: Partnership, administrator: Client) -> None:
    address = an_overlay(here, administrator)
    with within(here.pk):
        tendring = Area.objects.get(name="Tendring", geography__is_main=True)
    administrator.post(address, {"also": [f"1:{tendring.pk}", "nonsense", "9:nobody", "²:x"]})
    with within(here.pk):
        assert held_by("North police district") == {"Colchester", "Tendring"}


def test_the_same_overlay_again_holds_nothing_twice(here: Partnership, administrator: Client) -> None:
    administrator.post(an_overlay(here, administrator))
    administrator.post(an_overlay(here, administrator))
    with within(here.pk):
        assert Holding.objects.filter(holder__name="North police district").count() == 1
        assert Area.objects.filter(name="North police district").count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "0 bytes"),
        ("no json", "is not a GeoJSON feature collection"),
        ("[]", "is not a GeoJSON feature collection"),
        ('{"features": []}', "holds no features"),
        ('{"features": [{"properties": {}, "geometry": null}]}', "Feature 1 has no properties or no shape"),
        (
            '{"features": [{"properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [0, 51]}}]}',
            "is no area",
        ),
        (geojson(("Colchester", 400_000, 400_100)), "is not in longitude and latitude"),
        ("[" * 100_000, "is not a GeoJSON feature collection"),
        (b"\xff\xfe\x00\x01", "is not a GeoJSON feature collection"),
    ],
)
def test_boundaries_that_cannot_be_read(administrator: Client, text: str | bytes, says: str) -> None:
    """One sentence beside the field, and nothing is kept."""
    page = sends(administrator, BOUNDARIES, text, name="shapes.geojson", geography="districts")
    assert says in page.content.decode().replace("&nbsp;", " ")
    assert not page.redirect_chain


def test_postcodes_find_their_district_and_come_again_without_harm(here: Partnership, administrator: Client) -> None:
    """PAR-2: by the district's code in the file, else by the boundary; the same postcode again is moved."""
    with within(here.pk):
        code = Area.objects.get(name="Colchester", geography__is_main=True).code
    rows = f"postcode,easting,northing,district\nCO1 1AA,600000,225000,{code}\nZZ1 1ZZ,100000,100000,\n"
    page = sends(administrator, POSTCODES, gzip.compress(rows.encode()), name="postcodes.csv.gz")
    assert "2 postcodes taken in. 1 lie in none of your districts." in page.content.decode()
    sends(administrator, POSTCODES, rows)
    with within(here.pk):
        assert dict(Postcode.objects.values_list("code", "area__name")) == {"CO11AA": "Colchester", "ZZ11ZZ": None}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("postcode,easting\nCO1 1AA,1\n", "northing"),
        ("postcode,easting,northing\nCO1 1AA,x,1\n", "is not a number"),
        ("postcode,easting,northing\n", "no rows"),
    ],
)
def test_postcodes_that_cannot_be_read(here: Partnership, administrator: Client, text: str, says: str) -> None:
    """All or nothing."""
    page = sends(administrator, POSTCODES, text)
    assert says in page.content.decode()
    with within(here.pk):
        assert not Postcode.objects.exists()


HEADER = "Name,Email,Post,Agency,Role,Area\n"
KIM = "Kim Sample,kim@example.org,Coordinator,Fictional Council,Missing coordinator,\n"
ROBIN = "Robin Pretend,robin@example.org,,Fictional Council,Chair,Mid\n"
WRONG = "Sam Madeup,sam@example.org,,Nowhere Council,Chair,Mid\n"


def test_people_are_invited_with_their_roles_once_seen(here: Partnership, administrator: Client) -> None:
    """PAR-3, PAR-4: nobody before the button; then a mail each and the role from today; the file is gone."""
    page = sends(administrator, PEOPLE, HEADER + KIM + ROBIN)
    assert "2 people to invite" in page.content.decode()
    with within(here.pk):
        assert Member.objects.count() == 1
    done = administrator.post(page.redirect_chain[-1][0], follow=True)
    assert "2 people are invited." in done.content.decode()
    assert sorted(each.to[0] for each in mail.outbox) == ["kim@example.org", "robin@example.org"]
    with within(here.pk):
        held = RoleHeld.objects.filter(member__email__in=["kim@example.org", "robin@example.org"])
        assert sorted(held.values_list("member__name", "role", "area__name")) == [
            ("Kim Sample", "missing coordinator", None), ("Robin Pretend", "chair", "Mid"),
        ]  # fmt: skip
        assert not WaitingFile.objects.exists()


def test_rows_that_were_refused_stay_with_their_reasons(here: Partnership, administrator: Client) -> None:
    """Nothing is lost: the rows that are right are invited, the file stays, and says of each what became of it."""
    page = sends(administrator, PEOPLE, HEADER + KIM + WRONG)
    address = page.redirect_chain[-1][0]
    done = administrator.post(address, follow=True).content.decode()
    assert "1 person is invited. 1 of the rows could not be." in done
    assert "There is no agency “Nowhere Council” here." in done
    assert "Is a member already" in done
    assert "Nobody to invite" in done
    again = administrator.post(address)
    assert again.status_code == 200
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_sent_invites_nobody(
    here: Partnership, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nobody: the mail server went away at the second."""
    sent: list[str] = []

    def refuses(_subject: str, _text: str, _from: None, to: list[str]) -> None:
        if sent:
            raise OSError("gone")
        sent.extend(to)

    page = sends(administrator, PEOPLE, HEADER + KIM + ROBIN)
    monkeypatch.setattr("lantern.organisation.actions.invitation.send_mail", refuses)
    done = administrator.post(page.redirect_chain[-1][0])
    assert "The mail could not be sent" in done.content.decode()
    with within(here.pk):
        assert Member.objects.count() == 1
        assert WaitingFile.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Name,Email\nKim,kim@example.org\n", "Agency"),
        (HEADER, "no rows"),
        (HEADER + KIM * 301, "300 people can be invited at once"),
        (b"PK\x03\x04nonsense", "workbook"),
    ],
)
def test_a_list_of_people_that_cannot_be_read(administrator: Client, text: str | bytes, says: str) -> None:
    page = sends(administrator, PEOPLE, text)
    assert says in page.content.decode()
    assert not page.redirect_chain


def test_the_sheet_to_fill_in_reads_back(administrator: Client) -> None:
    """What the example says is invited as it stands."""
    sheet = administrator.get(f"{PEOPLE}people.csv").content
    assert next(csv.reader(io.StringIO(sheet.decode("utf-8-sig")))) == [
        "Name",
        "Email",
        "Post",
        "Agency",
        "Role",
        "Area",
    ]
    page = sends(administrator, PEOPLE, sheet)
    assert "1 person to invite" in page.content.decode()


def test_what_waits_is_seen_by_who_sent_it_and_for_a_day(here: Partnership, administrator: Client) -> None:
    """Another administrator does not find it; after a day nobody does."""
    address = sends(administrator, PEOPLE, HEADER + KIM).redirect_chain[-1][0]
    other = signed_in_client(a_member(here, Role.ADMINISTRATOR, name="Robin Example"))
    assert other.get(address).status_code == 404
    with within(here.pk):
        set_back(WaitingFile.objects.get())
    assert administrator.get(address).status_code == 404


def set_back(file: WaitingFile) -> None:
    from lantern.trail.acting import action

    @action
    def move(*, by: None, at: Any) -> None:
        file.received_at = at - timedelta(days=1, minutes=1)
        file.save()

    move(by=None, at=now())


@pytest.mark.parametrize("path", [BOUNDARIES, PEOPLE])
def test_a_file_of_one_kind_is_not_opened_as_the_other(administrator: Client, path: str) -> None:
    """The layout page, too, knows nothing of it."""
    other = {BOUNDARIES: PEOPLE, PEOPLE: BOUNDARIES}[path]
    text = geojson(("Colchester", 0, 1)) if path == BOUNDARIES else HEADER + KIM
    key = sends(administrator, path, text, geography="districts").redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[1]
    assert administrator.get(f"{other}{key}/").status_code == 404
    assert administrator.get(f"/notifications/layout/{key}/").status_code == 404


def test_roles_are_said_with_how_many_hold_them(here: Partnership, administrator: Client) -> None:
    """SHA-2: the words come from the tables that decide; the number leads to the people it counts."""
    page = administrator.get("/organisation/roles/").content.decode()
    assert page.count("<h2>") == len(Role)
    assert "Sees every child in its area" in page
    assert "Sees no child’s record" in page
    assert "?role=administrator" in page
    listed = administrator.get("/organisation/?role=administrator").content.decode()
    assert "Alex Example" in listed
