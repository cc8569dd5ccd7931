"""PAR-2, PAR-3, PAR-6, PAR-7: agencies, areas and the arrangement, as pages."""

from datetime import date, timedelta

import pytest
from django.test import Client

from lantern.organisation import actions
from lantern.organisation.models import Agency, Area
from lantern.organisation.queries import arrangement_on
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from tests.factories.people import LONG_AGO, a_member, a_partnership, an_agency, an_area, now, signed_in_client
from tests.factories.today import today

pytestmark = pytest.mark.django_db
AREAS, AGENCIES, ARRANGEMENT = "/organisation/areas/", "/organisation/agencies/", "/organisation/arrangement/"
SQUARE = {"type": "Polygon", "coordinates": [[[0.1, 51.5], [0.2, 51.5], [0.2, 51.6], [0.1, 51.5]]]}


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def client(here: Partnership) -> Client:
    return signed_in_client(a_member(here, Role.ADMINISTRATOR))


@action
def draw(*, area: Area, by: None = None, at: object = None) -> None:
    area.boundary = SQUARE
    area.save()


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def day(name: str, on: date) -> dict[str, object]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_areas_stand_under_what_holds_them_today(here: Partnership, client: Client) -> None:
    """PAR-2: a district that moves is under its new quadrant from that day, and the page says since when."""
    this_day = today()
    with within(here.pk):
        mid, north, maldon = an_area(here, "Mid"), an_area(here, "North"), an_area(here, "Maldon")
        actions.move_area(area=maldon, to=north, on=this_day - timedelta(days=3), by=None, at=now())
        actions.move_area(area=an_area(here, "Tendring"), to=mid, on=this_day + timedelta(days=3), by=None, at=now())
    main = client.get(AREAS).context["geographies"][0]
    county = main["top"][0]
    held = {each["area"].name: {below["area"].name for below in each["below"]} for each in county["below"]}
    assert held["North"] == {"Colchester", "Tendring", "Maldon"}
    assert held["Mid"] == {"Chelmsford", "Braintree"}
    assert any("Maldon was in Mid until" in said for said in main["moves"])
    assert any("Tendring moves to Mid on" in said for said in main["moves"])


def test_an_empty_geography_says_how_it_is_filled(client: Client) -> None:
    """PAR-2: an overlay may be empty."""
    assert "No areas yet" in text(client, AREAS)
    assert "from a GeoJSON file that an administrator loads" in text(client, AREAS)


def test_boundaries_come_from_our_own_address(here: Partnership, client: Client) -> None:
    """security.md 6: no third party is asked for a map."""
    area = an_area(here, "Maldon")
    with within(here.pk):
        draw(area=area)
    address = f"{AREAS}{area.geography_id}.geojson"
    assert address in text(client, AREAS)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/geo+json"
    assert [each["properties"]["label"] for each in answer.json()["features"]] == ["Maldon"]
    other = signed_in_client(a_member(a_partnership("Elsewhere"), Role.ADMINISTRATOR))
    assert other.get(address).json()["features"] == []


def test_agencies_show_whether_their_protocol_stands(here: Partnership, client: Client) -> None:
    """PAR-6."""
    agency, this_day = an_agency(here, "Aardvark Invented"), today()
    assert "Not signed" in text(client, AGENCIES)
    typed = {"name": agency.name, "kind": "police"} | day("protocol_signed_on", this_day - timedelta(days=400))
    assert client.post(f"{AGENCIES}{agency.pk}/", typed | day("protocol_expires_on", this_day)).status_code == 302
    assert "Signed until" in text(client, AGENCIES)
    client.post(f"{AGENCIES}{agency.pk}/", typed | day("protocol_expires_on", this_day - timedelta(days=1)))
    assert "Expired" in text(client, AGENCIES)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "kind": "police"}, "Enter the agency’s name"),
        ({"name": "Police, triage team", "kind": "police"}, "There is already an agency"),
        (
            {"name": "New", "kind": "police"} | day("protocol_expires_on", date(2030, 1, 1)),
            "Enter the day it was signed",
        ),
        ({"name": "New", "kind": "police"} | day("protocol_signed_on", date(2400, 1, 1)), "must not be in the future"),
    ],
)
def test_an_agency_that_makes_no_sense_is_refused(client: Client, typed: dict[str, object], said: str) -> None:
    """PAR-3."""
    assert said in client.post(f"{AGENCIES}new/", typed).content.decode()


def test_an_agency_is_added(here: Partnership, client: Client) -> None:
    """PAR-3."""
    client.post(f"{AGENCIES}new/", {"name": "Wayfarers Invented", "kind": "voluntary sector"})
    with within(here.pk):
        assert Agency.objects.get(name="Wayfarers Invented").kind == "voluntary sector"


def values(client: Client, address: str) -> dict[str, str]:
    """Each count, threshold and choice on the page by its label."""
    return {label: said for each in client.get(address).context["parts"] for label, said in each.values}


def test_the_arrangement_is_shown_as_it_stands_and_stood(here: Partnership, client: Client) -> None:
    """PAR-7: each version with its day; a version to come is not in force yet."""
    this_day = today()
    with within(here.pk):
        document = arrangement_on(this_day, here).model_dump(mode="json")
        document["membership"]["invitation_days"] = 21
        actions.publish_arrangement(document=document, effective_from=this_day, by=None, at=now())
        document["membership"]["invitation_days"] = 33
        actions.publish_arrangement(document=document, effective_from=this_day + timedelta(9), by=None, at=now())
    assert "Version 2, in force from" in text(client, ARRANGEMENT)
    assert values(client, ARRANGEMENT)["Days for which an invitation can be accepted"] == "21"
    assert LONG_AGO.isoformat() not in text(client, ARRANGEMENT)
    assert values(client, f"{ARRANGEMENT}1/")["Days for which an invitation can be accepted"] == "14"
    assert client.get(f"{ARRANGEMENT}9/").status_code == 404


def test_organisation_stands_in_the_navigation(client: Client) -> None:
    page = text(client, AGENCIES)
    assert '<a href="/organisation/" aria-current="page">Organisation</a>' in page
