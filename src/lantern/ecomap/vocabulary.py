"""Kinds of ties and figures of an eco map and a genogram, and the words for them (EXP-7).

Symbols of the genogram are those of McGoldrick, Gerson and Petry, "Genograms: Assessment and Treatment".
"""

from enum import StrEnum

from lantern.children.rules.around import Bearing, Direction, Near, Strength, Surety

KINDS = {
    Near.FAMILY: "Family",
    Near.CARER: "Carers",
    Near.PROFESSIONAL: "Professionals",
    Near.SCHOOL: "School",
    Near.GROUP: "Groups",
    Near.PEER: "Peers",
    Near.ADULT: "Adults",
    Near.PERSON: "Others named",
    Near.PLACE: "Places",
    Near.THING: "Phones, vehicles and accounts",
}
ONE_OF = {
    Near.FAMILY: "Family member",
    Near.CARER: "Carer",
    Near.PROFESSIONAL: "Professional",
    Near.SCHOOL: "School or college",
    Near.GROUP: "Group",
    Near.PEER: "Peer, somebody about the child’s age",
    Near.ADULT: "Adult",
    Near.PERSON: "Somebody else",
    Near.PLACE: "Place",
    Near.THING: "Phone, vehicle or account",
}
"""As a form asks for one."""

STRENGTHS = {
    Strength.STRONG: "Strong",
    Strength.ORDINARY: "Neither strong nor weak",
    Strength.WEAK: "Weak",
    Strength.STRAINED: "Strained or in conflict",
    Strength.CUT_OFF: "Cut off",
}
BEARINGS = {
    Bearing.CONCERN: "A concern",
    Bearing.PROTECTIVE: "Protective",
    Bearing.NEUTRAL: "Neither, or nobody can say",
}
DIRECTIONS = {
    Direction.BOTH: "Both ways",
    Direction.TO: "From the first to the second",
    Direction.FROM: "From the second to the first",
}
SURETIES = {Surety.KNOWN: "Known", Surety.SUSPECTED: "Suspected", Surety.UNSAID: "Not said"}


class TieKind(StrEnum):
    """What joins two: any tie, or one by which a family hangs together; a parent is the first of the two."""

    TIE = "tie"
    PARENT = "parent"
    PARTNER = "partner"
    SIBLING = "sibling"
    TWIN = "twin"


class How(StrEnum):
    """In which way a parent is one, two are partners, or two are twins."""

    BIRTH = "birth"
    ADOPTED = "adopted"
    FOSTERED = "fostered"
    STEP = "step"
    MARRIED = "married"
    TOGETHER = "together"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    IDENTICAL = "identical"


HOWS = {
    TieKind.TIE: (),
    TieKind.PARENT: (How.BIRTH, How.ADOPTED, How.FOSTERED, How.STEP),
    TieKind.PARTNER: (How.MARRIED, How.TOGETHER, How.SEPARATED, How.DIVORCED),
    TieKind.SIBLING: (),
    TieKind.TWIN: (How.IDENTICAL,),
}
"""What may be said of each kind; saying nothing is allowed."""


class Figure(StrEnum):
    """The symbol of a member of the family."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "O"
    UNKNOWN = "U"
    PREGNANCY = "P"


FIGURES = {
    Figure.FEMALE: "Female",
    Figure.MALE: "Male",
    Figure.OTHER: "Another gender",
    Figure.UNKNOWN: "Not known",
    Figure.PREGNANCY: "A pregnancy",
}
