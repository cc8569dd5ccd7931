"""Persons of concern of the invented county: who they are, what is said of them, how they stand to children (EXP-5)."""

from dataclasses import dataclass, field

from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind
from lantern.network.vocabulary.powers import Power

KNOWN, SUSPECTED = Certainty.KNOWN, Certainty.SUSPECTED


@dataclass(frozen=True)
class DrawnOrder:
    """An order: issued so many days ago, its last day in so many from now; `breach` is what happened."""

    power: Power
    days_ago: int
    days_left: int | None
    conditions: str = ""
    breach: str = ""


@dataclass(frozen=True)
class DrawnPerson:
    """A person; `ties` are to children by their place among those who often go missing."""

    name: str
    words: str
    said: tuple[tuple[About, str, str], ...]
    ties: tuple[tuple[int, ChildTieKind, Certainty], ...] = ()
    orders: tuple[DrawnOrder, ...] = field(default=())
    district: int = 0


PERSONS = (
    DrawnPerson(
        "Vance Madeup",
        "Collects children by car in the evening",
        (
            (About.ALIAS, "Vee", "1AP"),
            (About.AGE, "About 30", "2CP"),
            (About.DESCRIPTION, "Tall, short beard, a scar on the left hand", "2CP"),
            (About.VEHICLE, "ZZ19 XYZ", "1AP"),
            (About.PHONE, "07700 900456", "1AP"),
            (About.ACCOUNT, "Snapchat @vee_drives", "2BC"),
            (About.PLACE, "The arcade by Fictional Station", "2CP"),
            (About.GROUP, "The Invented Crew", "2CC"),
        ),
        ((0, ChildTieKind.DRIVES, KNOWN), (1, ChildTieKind.EXPLOITS, SUSPECTED), (2, ChildTieKind.SUPPLIES, SUSPECTED)),
        (
            DrawnOrder(
                Power.ABDUCTION,
                160,
                20,
                "No contact with any child under 16 named in the notice.",
                "Seen with a child in the car outside the arcade.",
            ),
            DrawnOrder(Power.SLAVERY_RISK, 40, 690, "One phone, registered with police."),
        ),
    ),
    DrawnPerson(
        "Mick Nowhere",
        "Runs a car wash",
        (
            (About.ADDRESS, "4 Pretend Parade", "1BP"),
            (About.VEHICLE, "ZZ70 ABC", "2CP"),
            (About.OTHER, "Gives children cash for a day’s work", "2CC"),
        ),
        ((1, ChildTieKind.SUPPLIES, SUSPECTED), (3, ChildTieKind.HARBOURS, SUSPECTED)),
        (DrawnOrder(Power.TRADING, 90, None, "No sale of vapes to anybody under 18."),),
        1,
    ),
    DrawnPerson(
        "",
        "Driver of a white van near the station at night",
        ((About.DESCRIPTION, "Wears a grey cap, speaks little", "2DP"), (About.VEHICLE, "ZZ68 VAN", "2CP")),
        ((0, ChildTieKind.ASSOCIATES, SUSPECTED),),
    ),
    DrawnPerson(
        "Rhona Pretend",
        "Offers rooms to children who are missing",
        ((About.ALIAS, "Auntie Ro", "2BP"), (About.ADDRESS, "Flat 9, Sample House", "1AP")),
        ((2, ChildTieKind.HARBOURS, KNOWN), (4, ChildTieKind.HARBOURS, SUSPECTED)),
        (DrawnOrder(Power.PROTECTION_NOTICE, 30, 150, "No visitors between 10pm and 7am."),),
        2,
    ),
    DrawnPerson(
        "",
        "Account that writes to girls at two schools",
        ((About.ACCOUNT, "Instagram @kind.listener", "2BC"), (About.AGE, "Says 17, sounds older", "2DP")),
        ((5, ChildTieKind.ONLINE, KNOWN), (6, ChildTieKind.ONLINE, SUSPECTED)),
        (),
        3,
    ),
    DrawnPerson(
        "Dex Invented",
        "Hands out phones",
        ((About.ALIAS, "D", "2CP"), (About.PHONE, "07700 900457", "2CP"), (About.GROUP, "The Invented Crew", "1AP")),
        ((0, ChildTieKind.SUPPLIES, KNOWN),),
        (DrawnOrder(Power.CRIMINAL_BEHAVIOUR, 400, 5, "Not to enter the town centre."),),
    ),
)
TOGETHER = ((0, 5), (0, 1))
"""Who has to do with whom, by their places above: the first directs the second."""
SOURCES = ("Intelligence report of an invented officer", "A school’s report", "What a parent told a worker")


@dataclass(frozen=True)
class DrawnPlace:
    """A group or place: `children` by their place among those who often go missing, `person` by theirs above."""

    name: str
    kind: ContextKind
    certainty: Certainty
    risks: str
    strengths: str
    review_days: int
    children: tuple[tuple[int, ContextTieKind], ...]
    steps: tuple[tuple[str, int, str], ...] = ()
    guardian: str = ""
    person: tuple[int, ContextRole] | None = None
    address: str = ""
    orders: tuple[DrawnOrder, ...] = ()


MEMBER, GOES, FOUND = ContextTieKind.MEMBER, ContextTieKind.GOES, ContextTieKind.FOUND
PLACES = (
    DrawnPlace(
        "Arcade by Fictional Station", ContextKind.BUSINESS, KNOWN,
        "Open late, adults buy tokens for children; the back door leads to the car park.",
        "The manager calls when somebody waits outside. Cameras at both doors.", 60,
        ((0, FOUND), (1, GOES), (2, GOES)),
        (("Ask for a light over the back door", -4, ""), ("Walk past with the youth worker on Fridays", 10, "")),
        "The arcade’s manager", (0, ContextRole.GOES), "1 Station Approach",
        (DrawnOrder(Power.LICENCE_PREMISES, 45, 320, "No admission of anybody under 18 after eight.",
                    "Two children inside at half past nine."),),
    ),
    DrawnPlace(
        "The Invented Four", ContextKind.GROUP, SUSPECTED,
        "Meet after school; one of them has a new phone every few weeks.", "Two go to the boxing club and like it.", -6,
        ((0, MEMBER), (1, MEMBER), (3, MEMBER)), (("Speak with the head of year", -12, "She meets them weekly now."),),
        "Coach of the boxing club", (5, ContextRole.LEADS),
    ),
    DrawnPlace(
        "Pretend Park bandstand", ContextKind.PARK, SUSPECTED, "Unlit after six; bottles in the morning.", "", 25,
        ((2, GOES), (4, FOUND)),
    ),
    DrawnPlace(
        "Server “Madeup Lounge”", ContextKind.ONLINE, SUSPECTED, "Invites by direct message; adults answer at night.",
        "Moderators answer reports within a day.", 40, ((5, GOES), (6, GOES)), (), "", (4, ContextRole.RUNS),
    ),
)  # fmt: skip
