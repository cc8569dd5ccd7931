"""The layouts of files that are read, as data: which column fills which field, and what its codes stand for (MIS-3)."""

from lantern.exchange.rules.feed_columns import Column, Layout
from lantern.missing.vocabulary import FoundIn, Grade, Harm, MessageKind, MissingFrom, Risk

NOTIFICATIONS = Layout(
    "a file of notifications",
    (
        Column("reference", ("Ref", "Reference", "Incident ref", "Incident reference")),
        Column("message", ("Message", "Message type", "Notification type")),
        Column("surname", ("Surname", "Last name", "Family name")),
        Column("forename", ("Forename(s)", "Forename", "Forenames", "First name", "Given name")),
        Column("born", ("DOB", "Date of birth", "D.O.B.")),
        Column("sex", ("Sex", "Gender")),
        Column("ethnicity", ("Ethnicity (18+1)", "Ethnicity"), required=False),
        Column("address", ("Address", "Home address")),
        Column("postcode", ("Postcode", "Post code")),
        Column("looked_after", ("LAC", "Looked after"), required=False),
        Column("missing_from", ("Missing from",)),
        Column("last_seen", ("Last seen", "Date last seen")),
        Column("reported", ("Reported", "Date reported")),
        Column("grade", ("Grade", "Attendance grade")),
        Column("risk", ("Risk", "Risk level")),
        Column("circumstances", ("Circumstances",)),
        Column("found", ("Found", "Date found", "Returned")),
        Column("found_where", ("Found at", "Found where")),
        Column("found_kind", ("Found at: kind of place", "Kind of place found", "Found place type"), required=False),
        Column("harm", ("Harm disclosed", "Harm")),
        Column("district", ("District",), required=False),
    ),
)

CHILDREN = Layout(
    "a file of children",
    (
        Column("reference", ("id", "Child ID", "Council ID")),
        Column("forename", ("forename", "forenames", "first name")),
        Column("surname", ("surname", "last name", "family name")),
        Column("born", ("dob", "date of birth")),
        Column("sex", ("sex", "gender"), required=False),
        Column("postcode", ("postcode", "post code")),
        Column("address", ("address", "home address")),
        Column("pupil_number", ("upn", "pupil number", "unique pupil number"), required=False),
        Column("status", ("status", "legal status")),
    ),
)

POSTCODES = Layout(
    "a file of postcodes",
    (
        Column("code", ("postcode", "pcd")),
        Column("east", ("easting", "oseast1m", "eastings")),
        Column("north", ("northing", "osnrth1m", "northings")),
        Column("district", ("district", "laua", "lad", "district code"), required=False),
    ),
)

KINDS = {kind.value: kind for kind in MessageKind}

# Control rooms number their grades from the top: grade 1 is "immediate" or "emergency", 2 "priority", 3 "scheduled".
# P1 is that first rung. Were it meant as "priority", the clock would only be stricter than it had to be.
GRADES = {grade.value: grade for grade in Grade} | {
    "emergency": Grade.IMMEDIATE,
    "p1": Grade.IMMEDIATE,
    "p2": Grade.PRIORITY,
    "p3": Grade.SCHEDULED,
}
RISKS = {risk.value: risk for risk in Risk}
PLACES = {place.value: place for place in MissingFrom}
FOUND_IN = {kind.value: kind for kind in FoundIn}
HARMS = {"n": Harm.NONE, "no": Harm.NONE, "y": Harm.DISCLOSED, "yes": Harm.DISCLOSED, "suspected": Harm.SUSPECTED}
YES_OR_NO = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}

STATUSES = ("LAC", "CIN", "CP", "CFA", "FS", "none")
