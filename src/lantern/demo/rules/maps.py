"""Who and what stands around invented children, as somebody drew it: a family, and others tied to the child or each other."""

from collections.abc import Iterator
from typing import NamedTuple

from lantern.children.rules.around import CHILD, Bearing, Direction, Near, Strength, Surety
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.ecomap.vocabulary import How, TieKind

MANY = 60  # ties of the child around whom there is most


class Invented(NamedTuple):
    """One on a map, by a short name for those who are tied to them; the child is "child". A parent is the first of a tie."""

    name: str
    said: NodeSaid
    tie: TieSaid
    first: str = CHILD
    second: str = ""


def kin(surname: str, mother: int, father: int) -> Iterator[Invented]:
    """Parents who live apart, a stepfather, a sister and a half-brother, grandparents and an uncle."""

    def person(name: str, label: str, figure: str, born: int, **more: object) -> tuple[str, NodeSaid]:
        said = NodeSaid(label=f"{label} {surname}", kind=Near.FAMILY, figure=figure, born=born, **more)  # type: ignore[arg-type]
        return name, said

    def parent(of: How = How.BIRTH, **more: object) -> TieSaid:
        return TieSaid(kind=TieKind.PARENT, how=of, **more)  # type: ignore[arg-type]

    yield Invented(
        *person("mother", "Dana", "F", mother, in_household=True),
        parent(strength=Strength.STRAINED), first="mother", second=CHILD,
    )  # fmt: skip
    yield Invented(
        *person("father", "Lee", "M", father), parent(strength=Strength.CUT_OFF), first="father", second=CHILD
    )
    yield Invented(*person("gran", "Pat", "F", mother - 26), parent(), first="gran", second="mother")
    yield Invented(
        *person("grandad", "Ron", "M", mother - 29, has_died=True, died=2021),
        parent(),
        first="grandad",
        second="mother",
    )
    yield Invented(
        *person("uncle", "Terry", "M", mother + 3), TieSaid(kind=TieKind.SIBLING), first="mother", second="uncle"
    )
    yield Invented(
        *person("partner", "Gary", "M", mother - 2, in_household=True),
        TieSaid(kind=TieKind.PARTNER, how=How.TOGETHER), first="mother", second="partner",
    )  # fmt: skip
    yield Invented(
        *person("sister", "Mia", "F", mother + 28, in_household=True), parent(), first="mother", second="sister"
    )
    yield Invented(
        *person("baby", "Theo", "M", mother + 36, in_household=True), parent(), first="partner", second="baby"
    )


ALSO = (
    ("mother", "father", TieSaid(kind=TieKind.PARTNER, how=How.SEPARATED)),
    ("gran", "grandad", TieSaid(kind=TieKind.PARTNER, how=How.MARRIED)),
    ("gran", CHILD, TieSaid(bearing=Bearing.PROTECTIVE, strength=Strength.STRONG, words="rings every evening")),
    ("mother", "baby", TieSaid(kind=TieKind.PARENT, how=How.BIRTH)),
    ("father", "sister", TieSaid(kind=TieKind.PARENT, how=How.BIRTH)),
)
"""Further ties of the same family."""

LABELS: dict[Near, tuple[str, ...]] = {
    Near.PEER: ("Kez", "Jay", "Tyler M", "Amira", "Big Sam", "Leona", "Cass", "Noah P", "Dee", "Ibby"),
    Near.ADULT: ("“J”, about 25", "Man with the grey car", "Marlon", "Shop owner", "Neighbour", "Older cousin’s friend"),
    Near.PROFESSIONAL: ("Youth worker", "School nurse", "Football coach", "Mentor", "Police liaison", "Therapist"),
    Near.PLACE: ("Riverside car park", "Bus station", "Kebab shop on Pretend Street", "Skate park",
                 "Flat above the launderette",
                 "Retail park", "Seafront shelters", "Leisure centre"),
    Near.GROUP: ("Riverside group", "Drill group", "Youth club"),
    Near.SCHOOL: ("Invented Academy", "Pretend College taster"),
    Near.THING: ("Second phone", "Grey hatchback", "@nowhere.rider"),
    Near.CARER: ("Respite carer", "Former foster carer"),
    Near.PERSON: ("Auntie Bev", "Taxi driver", "Landlord"),
    Near.FAMILY: ("Great-aunt Vi", "Cousin Ola"),
}  # fmt: skip
WORDS = (
    "met in town",
    "since the spring",
    "lends money",
    "goes there at night",
    "trusts them",
    "gives lifts",
    "",
    "found there",
)
BEARINGS = (Bearing.CONCERN, Bearing.NEUTRAL, Bearing.PROTECTIVE, Bearing.NEUTRAL)
STRENGTHS = (Strength.ORDINARY, Strength.STRONG, Strength.WEAK, Strength.ORDINARY, Strength.STRAINED)
SAFE = frozenset({Near.PROFESSIONAL, Near.SCHOOL, Near.CARER})


def others(number: int) -> Iterator[Invented]:
    """So many more around a child, kind after kind."""
    for place in range(number):
        kind = list(LABELS)[place % len(LABELS)]
        names, turn = LABELS[kind], place // len(LABELS)
        label = names[turn % len(names)] + (f" {turn // len(names) + 1}" if turn >= len(names) else "")
        bearing = Bearing.PROTECTIVE if kind in SAFE else BEARINGS[(turn + place) % len(BEARINGS)]
        tie = TieSaid(
            bearing=bearing,
            strength=STRENGTHS[(turn * 3 + place) % len(STRENGTHS)],
            direction=Direction.FROM if place % 7 == 3 else Direction.BOTH,
            surety=Surety.SUSPECTED if bearing is Bearing.CONCERN and place % 3 else Surety.KNOWN,
            words=WORDS[(place * 3 + turn) % len(WORDS)],
        )
        yield Invented(f"other{place}", NodeSaid(label=label, kind=kind), tie, CHILD, f"other{place}")


BETWEEN = ((0, 10, "friends"), (1, 6, "drives it"), (1, 3, "seen there"), (10, 20, "cousins"), (5, 2, "works there"))
"""Ties between two of `others`, by their places."""
