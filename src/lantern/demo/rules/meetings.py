"""What is invented of MACE 1: its seats, what is said of children, what is asked for and decided (M1-6)."""

from datetime import date
from random import Random
from typing import NamedTuple

from lantern.demo.rules.chance import pick
from lantern.demo.rules.place import County
from lantern.demo.rules.staff import draw_agencies
from lantern.mace1.vocabulary import ActionKind, TemplatePart
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.leaves import with_values

ANY_DAY = date(2020, 1, 1)
SEATS = (
    ("chair", "council", "Service manager", "decides"),
    ("vice chair", "council", "Director of local delivery or else Service manager", "decides"),
    ("support", "council", "Business support", ""),
    ("member", "council", "Missing children coordinator", ""),
    ("member", "police", "Senior police lead for exploitation", "decides"),
    ("member", "police", "Triage sergeant or else Detective constable", ""),
    ("member", "police", "Missing person liaison officer", ""),
    ("member", "health", "Named nurse", ""),
    ("member", "board", "Child exploitation project manager", ""),
    ("member", "education", "Principal officer", ""),
    ("member", "youth", "Regional team manager", "decides"),
    ("member", "charity", "Exploitation practitioner", ""),
    ("member", "probation", "Senior probation officer", "where required"),
    ("invited", "council", "Allocated social worker", ""),
)
SAID = (
    "Stays in touch with a grandparent while away. The carer reports a second adult in the car.",
    "Back in school three days a week. Phones less often, and tells the chat worker where the evenings are spent.",
    "Seen twice by the station with older boys. Says they are friends; nobody knows their names yet.",
    "Two sets of new clothes, and no word of where they came from. The worker is trusted and comes weekly.",
)
RISKS = (
    "Adults whom nobody knows. Travel by train is likely.",
    "A debt that is spoken of and not explained.",
    "Pictures that are shared; fear of what happens if somebody tells.",
)
STRENGTHS = (
    "A grandparent, the chat worker, football on Tuesdays.",
    "Wants to go to college, and says so.",
    "Tells the school nurse when things get worse.",
)
HELD = (
    "Attended an appointment; the next one is booked.",
    "Attendance 41 %. The place is kept until Easter.",
    "A grey car was seen at the flats, two complaints from neighbours.",
    "Four messages since the last meeting, one of them of harm.",
)
TEMPLATE = {
    TemplatePart.CONCERNS: (
        "Gone in the evenings more often than not, and back with money. Who gives it is not known.",
        "Collected by a car that nobody knows. Messages at night, and a second phone.",
    ),
    TemplatePart.PARENT: (
        "Is afraid to lock the door and afraid not to. Wants somebody to ring on a Friday.",
        "Could not be asked yet: works nights. The worker tries again on Monday.",
    ),
    TemplatePart.CHILD: (
        "“They are the only ones who ask how I am.” Would talk to the chat worker, and to nobody else.",
        "Says that nothing is wrong, and that school would be all right without the mornings.",
    ),
}
WHY = ("The plan holds; more is known next month.", "Too much is not known yet.", "The flat comes first.")


class Asked(NamedTuple):
    """An action as it is invented, and of which agency it is asked."""

    kind: ActionKind
    words: str
    agency: str


ACTIONS = (
    Asked(ActionKind.DISRUPT, "Visit the flat with the housing officer", "police"),
    Asked(ActionKind.SAFEGUARD, "Strategy meeting within five days", "council"),
    Asked(ActionKind.SUPPORT, "The same chat worker each time", "charity"),
    Asked(ActionKind.EVIDENCE, "Ask for the phone, with the child’s agreement", "police"),
    Asked(ActionKind.SUPPORT, "A place at the evening group", "youth"),
    Asked(ActionKind.SAFEGUARD, "Keep the school place until the summer", "education"),
)


def with_seats(arrangement: Arrangement, county: County) -> Arrangement:
    """The arrangement with seats of the county's own agencies."""
    names = names_of(county)
    lines = [" | ".join(part for part in (kind, names[agency], who, more) if part) for kind, agency, who, more in SEATS]
    return with_values(arrangement, {"mace1.seats": "\n".join(lines)})


def names_of(county: County) -> dict[str, str]:
    """The names of the agencies, by their keys."""
    return {each.key: each.name for each in draw_agencies(county, ANY_DAY)}


def texts(rng: Random) -> tuple[str, str, str]:
    """What is said, the risks, the strengths."""
    return pick(rng, SAID), pick(rng, RISKS), pick(rng, STRENGTHS)
