"""Every component in every state, with invented people, at one fixed time: what the gallery page shows."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms

from lantern.design.forms import Checkboxes, DayField, Form, Group, PurposeField, Radios, WhenField
from lantern.design.forms.clock import ClockField
from lantern.design.forms.lines import Box, LinesField
from lantern.design.frame import Contact, Frame, Link
from lantern.design.listing import Count, Listing, Pill
from lantern.design.parts import Column, Episode, Fact, Identity, Stage, Tab, Tag
from lantern.timekeeping.clocks import Unit

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAV = ("My work", "Missing", "Children", "Meetings", "Places", "Insight", "Organisation")
FOUND_BY = (("police", "Police"), ("own", "Came back"), ("carer", "Parent or carer"), ("other", "Someone else"))

GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"label": "Nowhere district"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[0.2, 51.6], [0.9, 51.55], [1.0, 51.9], [0.4, 52.0], [0.2, 51.6]]],
                },
            },
            *(
                {
                    "type": "Feature",
                    "properties": {"label": label, "kind": kind, "count": count, "url": "#place"},
                    "geometry": {"type": "Point", "coordinates": [east, north]},
                }
                for label, kind, count, east, north in (
                    ("Sample Court", "high", 4, 0.5, 51.7),
                    ("Fictional Station", "note", 1, 0.7, 51.8),
                )
            ),
        ],
    }
)


class ReturnForm(Form):
    """Every kind of field."""

    groups = (Group("Found", ("found_by", "when", "place"), "As the caller says it"),)

    found_by = forms.ChoiceField(
        label="How did the child come back?",
        choices=FOUND_BY,
        widget=Radios(hints={"carer": "Or whoever looks after the child"}, reveals={"other": "found_by_other"}),
    )
    found_by_other = forms.CharField(label="Who?", max_length=60)
    when = WhenField(
        label="When?", noun="when the child was found", past=True, help_text="For example, 3 3 2026 and 9:40pm"
    )
    place = forms.CharField(label="Where?", help_text="An address, a postcode or a place people know")
    born = DayField(label="Date of birth", noun="the date of birth", past=True)
    district = forms.ChoiceField(
        label="District", choices=[("", "Choose a district"), ("m", "Maldon"), ("c", "Chelmsford")]
    )
    harm = forms.MultipleChoiceField(
        label="What is known of harm?",
        required=False,
        choices=[("told", "The child told someone"), ("seen", "Someone saw an injury"), ("feared", "Someone fears it")],
        widget=Checkboxes(),
    )
    words = forms.CharField(
        label="In the child's own words", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )
    letter = forms.FileField(label="A letter or photograph", required=False, help_text="PDF, JPEG or PNG, up to 10 MB")
    alone = forms.BooleanField(label="The child was seen alone", required=False)
    interpreter = forms.ChoiceField(
        label="Was an interpreter there?", choices=[("y", "Yes"), ("n", "No")], widget=Radios(inline=True)
    )
    agreed = LinesField(
        label="What is agreed, with whom", noun="line", most=6, required=False,
        boxes=[Box("what", "What", 120), Box("whom", "With whom", 60), Box("by", "By when", 40, False)],
    )  # fmt: skip
    within = ClockField(label="The missing chat is held within", longest={Unit.HOURS: 8_760, Unit.WORKING_DAYS: 260})
    purpose = PurposeField()
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def frame() -> Frame:
    """A missing coordinator's surroundings."""
    return Frame(
        now=NOW,
        partnership_name="Essex",
        area_name="Mid",
        areas=(Link("All of Essex", "#all"), Link("Mid", "#mid", True), Link("North", "#north")),
        nav=tuple(Link(label, "#", label == "Missing") for label in NAV),
        person_name="Rowan Sample",
        person_role="Missing coordinator",
        search_url="#find",
        sign_out_url="#out",
        person_links=(Link("Where I am signed in", "#sessions"),),
        contacts=(Contact("Missing coordinator", "01632 960 001", "Monday to Friday, 9am to 5pm"),),
    )


def context() -> dict[str, Any]:
    """All that the gallery's template draws."""
    return {
        "frame": frame(),
        "breadcrumbs": [Link("Missing", "#"), Link("Amber Fictional", "#")],
        "who": identity(),
        "tabs": tabs(),
        "cards": cards(),
        "stages": stages(),
        "facts": facts(),
        "columns": ["Child", Column("Check", hint="24 hours"), "Chat", Column("Days open", number=True)],
        "rows": rows(),
        "pills": pills(),
        "listing": Listing[Any](
            rows=[1] * 25, count=Count(1000, True), page=2, previous_url="?page=1", next_url="?page=3"
        ),
        "form": ReturnForm(now=NOW, prefix="ready"),
        "wrong": wrong_form(),
        "late_at": NOW - 18 * HOUR,
        "soon_at": NOW + 5 * HOUR,
        "later_at": NOW + 4 * DAY,
    }


def identity() -> Identity:
    """A child in care who is missing now."""
    return Identity(
        name="Amber Fictional",
        also="“Ambs” · she/her",
        born=date(2012, 2, 3),
        facts=("Looked after, C2 since Sept 2025", "Residential, Chelmsford", "Worker: Sam Invented", "Braintree, Mid"),
        tags=(Tag("Missing now · 5 h 20", "late"), Tag("Actual", "high")),
        why="missing coordinator for Mid",
        looked_url="#looked",
    )


def tabs() -> tuple[Tab, ...]:
    """The pages about a child."""
    return (
        Tab("Overview", "#", True),
        Tab("Chronology", "#"),
        Tab("Missing", "#", number=12),
        Tab("Exploitation", "#"),
        Tab("Network", "#"),
        Tab("Papers", "#", number=1250),
        Tab("Access", "#"),
    )


def cards() -> list[dict[str, Any]]:
    """Four children who are missing."""
    return [
        _card(
            "Amber Fictional",
            14,
            "high",
            "Placement, Chelmsford",
            "With an older adult, phone off",
            5.35,
            (80, 77, 70, 58),
        ),
        _card("Kofi Invented", 16, "high", "Home, Braintree", "Believed travelling to London by train", 2.1, (29, 27)),
        _card("Niamh Pretend", 15, "medium", "Placement, out of area (Kent)", "Not returned from contact", 27, (60,)),
        _card("Jakub Sample", 13, "medium", "School, Maldon", "Left at lunch after argument", 0.8, ()),
    ]


def stages() -> tuple[Stage, ...]:
    """An episode as it stands."""
    return (
        Stage("Reported", "done", at=NOW - 20 * HOUR),
        Stage("Graded", "done", at=NOW - 19 * HOUR, note="Priority"),
        Stage("Found", "done", at=NOW - 14 * HOUR, note="by police, Maldon"),
        Stage("Vulnerability check", "late", due=NOW - 2 * HOUR, note="Police, Maldon"),
        Stage("Missing chat", "now", due=NOW + 29 * HOUR, note="Imogen Fiction", url="#chat"),
        Stage("Prevention plan", "next", due=NOW + 57 * HOUR),
    )


def facts() -> tuple[Fact, ...]:
    """What was said of an episode."""
    return (
        Fact("Last seen", "Monday 2 March 2026, 9:40pm, by the night worker", "Change", "#"),
        Fact("From", "Fictional House, Chelmsford"),
        Fact("Circumstances", "Left by the back door after a telephone call", "Change", "#"),
        Fact("Police reference", ""),
    )


def rows() -> list[tuple[object, ...]]:
    """Children who returned, and what is owed."""
    return [
        ("Aisha Example, 15", "Done 9am", "Offered, accepted", 12),
        ("Tom Nowhere, 14", "18 h late", "Not offered yet", 3),
        ("Oluwaseun Madeup-Pretend, 17", "due in 5 h", "Declined by the child", 1204),
    ]


def pills() -> tuple[Pill, ...]:
    """Filters of the board."""
    return (
        Pill("All", "?", True, 4),
        Pill("High risk", "?risk=high", number=2),
        Pill("In care", "?care=1", number=2),
        Pill("Repeat (3+ in 90 days)", "?repeat=1", number=Count(1000, True)),
    )


def wrong_form() -> ReturnForm:
    """The same form, sent with mistakes."""
    typed = {
        "found_by": "other",
        "when-day": "3",
        "when-month": "Marc",
        "when-year": "2026",
        "when-time": "9:40",
        "place": "",
        "born-day": "30",
        "born-month": "2",
        "born-year": "12",
        "words": "I go because there’s nothing here at night.",
        "agreed-0-what": "Rings at nine",
        "within-amount": "many",
        "within-unit": "hours",
    }
    return ReturnForm({f"sent-{name}": value for name, value in typed.items()}, now=NOW, prefix="sent")


def _card(
    name: str, age: int, risk: str, whence: str, how: str, hours: float, before: tuple[int, ...]
) -> dict[str, Any]:
    started = NOW - timedelta(hours=hours)
    past = [Episode(NOW - days * DAY, NOW - days * DAY + 30 * HOUR) for days in before]
    return {
        "name": name,
        "age": age,
        "risk": risk,
        "whence": whence,
        "how": how,
        "started": started,
        "episodes": [*past, Episode(started)],
        "next_at": NOW + timedelta(minutes=70),
    }
