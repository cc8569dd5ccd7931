"""The first hour of a partnership, step by step: what is done, what is next, and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from lantern.home.queries.setting_up import Counted


@dataclass(frozen=True)
class Step:
    """`done` is `None` for a step that is read rather than done; `url` is empty where somebody else has to do it."""

    title: str
    why: str
    state: str
    done: bool | None
    verb: str = ""
    url: str = ""


def steps(counted: Counted) -> list[Step]:
    """All of them, in the order in which they help each other."""
    return [*_places(counted), *_agreements(counted), *_people(counted), *_children(counted)]


def next_of(all_steps: list[Step]) -> Step | None:
    """The first that waits to be done."""
    return next((each for each in all_steps if each.done is False), None)


def _places(counted: Counted) -> Iterator[Step]:
    yield Step(
        "Draw the districts",
        "Maps show them, and a postcode finds its district.",
        f"{counted.drawn} of {counted.districts} have a boundary",
        bool(counted.districts) and counted.drawn == counted.districts,
        "Load boundaries",
        reverse("exchange:boundaries"),
    )
    yield Step(
        "Load postcodes",
        "A child’s postcode says which district’s people work there.",
        "Loaded" if counted.has_postcodes else "None yet",
        counted.has_postcodes,
        "Load postcodes",
        reverse("exchange:postcodes"),
    )


def _agreements(counted: Counted) -> Iterator[Step]:
    yield Step(
        "Read the arrangement",
        "Every clock, count and threshold, as the preset has them. Change what is different with you.",
        "As the preset has it" if counted.versions == 1 else f"{counted.versions} versions",
        None,
        "Read it",
        reverse("access:arrangement"),
    )
    yield Step(
        "Record sharing protocols",
        "An agency without a signed, current protocol receives no papers.",
        f"{counted.signed} of {counted.agencies} agencies with people have one",
        bool(counted.agencies) and counted.signed == counted.agencies,
        "See agencies",
        reverse("access:agencies"),
    )


def _people(counted: Counted) -> Iterator[Step]:
    yield Step(
        "Invite people",
        "One by one, or all from a spreadsheet. Roles say in words what each opens.",
        f"{counted.signed_up} of {counted.invited} have signed up",
        counted.coordinators > 0,
        "Invite from a spreadsheet",
        reverse("exchange:people"),
    )


def _children(counted: Counted) -> Iterator[Step]:
    who = "A missing coordinator over the whole partnership does this" + (
        "" if counted.coordinators else ", once one has signed up"
    )
    yield Step(
        "Send the council’s list of children",
        "Notifications then find the children the council knows.",
        "Children are here" if counted.has_children else f"{who}: Notifications, Lists of children",
        counted.has_children,
    )
    yield Step(
        "Take in the first police feed",
        "Its columns are told once; the next file goes straight in.",
        "A feed has come in" if counted.has_feed else f"{who}: Notifications, Send a file",
        counted.has_feed,
    )
