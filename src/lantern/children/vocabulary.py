"""Statuses, placements and identifiers of a child (codes.md)."""

from enum import StrEnum


class Status(StrEnum):
    """How a child stands with children's services; which of them mean *open* is the arrangement's choice (MIS-8)."""

    LOOKED_AFTER = "LAC"
    PROTECTION_PLAN = "CP"
    IN_NEED = "CIN"
    ASSESSMENT = "CFA"
    FAMILY_SOLUTIONS = "FS"
    NONE = "none"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return STATUS_WORDS[self]


STATUS_WORDS = {
    Status.LOOKED_AFTER: "Looked after",
    Status.PROTECTION_PLAN: "Child protection plan",
    Status.IN_NEED: "Child in need",
    Status.ASSESSMENT: "Assessment",
    Status.FAMILY_SOLUTIONS: "Family solutions",
    Status.NONE: "Not open",
}

LEGAL_STATUSES = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Short breaks, agreed in advance",
    "V4": "Short breaks, individual",
    "J1": "On remand",
    "J2": "Placed in local authority accommodation under criminal law",
    "J3": "Sentenced, with residence requirement",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}

# Where the sources give a code without its words (K3, Z11 to Z14), the code stands for itself.
PLACEMENTS = {
    "U1": "Foster placement with a relative or friend, long term",
    "U2": "Foster placement with a relative or friend, fostering for adoption",
    "U3": "Foster placement with a relative or friend",
    "U4": "Foster placement, long term",
    "U5": "Foster placement, fostering for adoption",
    "U6": "Foster placement",
    "A3": "Placed for adoption, with consent, current carer",
    "A4": "Placed for adoption, with consent, new carer",
    "A5": "Placed for adoption, placement order, current carer",
    "A6": "Placed for adoption, placement order, new carer",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Placement of type K3",
    "P1": "Placed with own parents",
    "P2": "Independent living (code ended)",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "NHS or health establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Temporary move",
    "T1": "Temporary period in hospital",
    "T2": "Temporary absence on holiday",
    "T3": "Temporary accommodation while carer is away",
    "T4": "Temporary accommodation of seven days or less",
    "Z11": "Placement of type Z11",
    "Z12": "Placement of type Z12",
    "Z13": "Placement of type Z13",
    "Z14": "Placement of type Z14",
    "Z1": "Other placement (code ended)",
    "H5": "Semi-independent living (code ended)",
}

SEXES = {"F": "Female", "M": "Male"}

ETHNICITIES = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "WOTH": "Any other White background",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "Any other Black background",
    "CHNE": "Chinese",
    "OOTH": "Any other ethnic group",
    "REFU": "Refused",
    "NOBT": "Not obtained",
}


class NameKind(StrEnum):
    MAIN = "name"
    ALIAS = "also known as"
    FORMER = "former name"


class ReferenceSystem(StrEnum):
    """Whose number it is."""

    COUNCIL = "council"
    POLICE = "police"
    RETURN = "looked-after return"


class WorkKind(StrEnum):
    """In which part somebody works with the child."""

    SOCIAL_WORKER = "social worker"
    CHAT_WORKER = "chat worker"
    OTHER = "other professional"


class SchoolKind(StrEnum):
    """What holds of a child's schooling from a day to a day, and makes them more vulnerable (MIS-14)."""

    REDUCED = "reduced timetable"
    EXCLUDED = "excluded"
    NO_ROLL = "not on a roll"
    MISSING_EDUCATION = "missing education"

    @property
    def label(self) -> str:
        """Reduced timetable."""
        return self.value.capitalize()


class AbsenceReason(StrEnum):
    """What a school says of an absence. Whereabouts that nobody can establish are no absence but a report (MIS-1)."""

    AUTHORISED = "authorised"
    UNAUTHORISED = "not authorised"
    UNKNOWN = "not explained yet"


class Mark(StrEnum):
    """What makes a child more vulnerable; each is a cut of every list and count (MIS-14). Values stand in addresses."""

    IN_CARE = "care"
    RESIDENTIAL = "residential"
    SEMI_INDEPENDENT = "semi-independent"
    OUT_OF_AREA = "out-of-area"
    REDUCED = "reduced-timetable"
    EXCLUDED = "excluded"
    NO_ROLL = "no-roll"
    MISSING_EDUCATION = "missing-education"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return MARK_WORDS[self]


MARK_WORDS = {
    Mark.IN_CARE: "In care",
    Mark.RESIDENTIAL: "Residential placement",
    Mark.SEMI_INDEPENDENT: "Semi-independent placement",
    Mark.OUT_OF_AREA: "Placed out of area",
    Mark.REDUCED: "Reduced timetable",
    Mark.EXCLUDED: "Excluded",
    Mark.NO_ROLL: "Not on a roll",
    Mark.MISSING_EDUCATION: "Missing education",
}
SCHOOL_MARKS = {
    Mark.REDUCED: SchoolKind.REDUCED,
    Mark.EXCLUDED: SchoolKind.EXCLUDED,
    Mark.NO_ROLL: SchoolKind.NO_ROLL,
    Mark.MISSING_EDUCATION: SchoolKind.MISSING_EDUCATION,
}
RESIDENTIAL = frozenset({"K1", "K2", "R1", "R2", "R3", "R5", "S1"})
SEMI_INDEPENDENT = frozenset({"H5", "P2", "P3"})


class Line(StrEnum):
    """The kinds of lines of a chronology, by which it is filtered; declaration order is the order of the filters."""

    MISSING = "Missing"
    NOTIFICATION = "Notification"
    DONE = "What was done"
    PLAN = "Plan"
    TRIGGER = "Trigger"
    CHAT = "Missing chat"
    LETTER = "Letter"
    OWED = "Owed"
    EXPLOITATION = "Exploitation"
    SCHOOL = "School"
    STATUS = "Status"
    PLACEMENT = "Placement"
    ADDRESS = "Address"
    WORKER = "Worker"
    NAMED = "Named"
    NETWORK = "Person of concern"
    MEETING = "Meeting"
    RECORD = "Record"


class Ground(StrEnum):
    """Why only named people see a record (SHA-4)."""

    STAFF_FAMILY = "staff family"
    WITNESS = "witness protection"
    SOURCE = "sensitive source"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return GROUNDS[self]


GROUNDS = {
    Ground.STAFF_FAMILY: "Family of somebody who works here",
    Ground.WITNESS: "Witness protection",
    Ground.SOURCE: "A sensitive source",
}
