"""What Lantern can take from a file: each field with its name on the page, what it holds, and what others call it (MIS-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lantern.exchange.rules import feed_layouts as layouts
from lantern.exchange.rules import feed_values as values
from lantern.exchange.rules.feed_columns import Layout
from lantern.exchange.rules.feed_layouts import CHILDREN, NOTIFICATIONS
from lantern.exchange.vocabulary import FileKind
from lantern.missing.vocabulary import FOUND_IN_WORDS

BY_RETURN = "by return"  # the kind of message when no column says it: found when there is a time of return


class Holds(StrEnum):
    """What the cells of a field are."""

    TEXT = "text"
    NAME = "name"
    REFERENCE = "reference"
    POSTCODE = "postcode"
    DAY = "day"
    MOMENT = "moment"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `calls` are further names that senders give its column; `words` what its cells may say, as we write it."""

    name: str
    label: str
    holds: Holds = Holds.TEXT
    calls: tuple[str, ...] = ()
    words: Mapping[str, str] | None = None
    needed: bool = False

    @property
    def dated(self) -> bool:
        return self.holds in (Holds.DAY, Holds.MOMENT)


KINDS = {"initial": "First report", "update": "Update", "found": "Found or returned"}
SEXES = {"M": "Male", "F": "Female", "U": "Not known"}
YES_OR_NO = {"y": "Yes", "n": "No"}
RISKS = {"high": "High", "medium": "Medium"}
GRADES = {"immediate": "Immediate", "priority": "Priority", "scheduled": "Scheduled"}
PLACES = {"home": "Home", "placement": "Placement", "school": "School", "hospital": "Hospital", "other": "Elsewhere"}
FOUND_IN = {kind.value: said for kind, said in FOUND_IN_WORDS.items()}
HARMS = {"n": "None known", "suspected": "Suspected", "y": "Disclosed by the child"}
STATUSES = {
    "LAC": "Looked after",
    "CP": "Child protection plan",
    "CIN": "Child in need",
    "CFA": "Assessment",
    "FS": "Family solutions",
    "none": "Not open",
}

_SURNAME = ("surname", "last name", "family name", "second name", "person surname", "sname", "lname")
_FORENAME = ("forename", "forenames", "first name", "given name", "christian name", "fname", "first names")
_BORN = ("date of birth", "birth date", "born", "birthday")
_ADDRESS = ("home address", "address", "full address", "residence", "lives at", "home location")
_POSTCODE = ("postcode", "post code", "postal code", "home postcode", "zip code")

NOTIFICATION_FIELDS = (
    Field("reference", "Reference of the incident", Holds.REFERENCE, needed=True, calls=(
        "incident reference", "incident number", "report number", "case reference", "log number", "occurrence number",
        "crime reference", "unique reference number", "urn", "report id", "missing person report number", "cad number",
        "storm number", "compact reference", "niche reference", "record id", "event number",
    )),
    Field("message", "Kind of message", Holds.WORD, words=KINDS, calls=(
        "message type", "notification type", "record type", "update type", "type of message", "event type", "report type",
        "stage", "status", "report status", "missing status",
    )),
    Field("surname", "Surname", Holds.NAME, needed=True, calls=(*_SURNAME, "name", "full name", "child name")),
    Field("forename", "Forename", Holds.NAME, calls=(*_FORENAME, "name", "full name", "child name")),
    Field("born", "Date of birth", Holds.DAY, calls=_BORN),
    Field("sex", "Sex", Holds.WORD, words=SEXES, calls=("gender", "sex", "gender identity", "m or f")),
    Field("ethnicity", "Ethnicity", calls=("ethnic origin", "ethnic group", "ethnic appearance", "self defined ethnicity")),
    Field("address", "Home address", calls=_ADDRESS),
    Field("postcode", "Home postcode", Holds.POSTCODE, calls=_POSTCODE),
    Field("looked_after", "Looked after", Holds.WORD, words=YES_OR_NO, calls=(
        "looked after child", "in care", "child in care", "cared for", "care status", "child looked after",
    )),
    Field("missing_from", "Missing from", Holds.WORD, words=PLACES, calls=(
        "went missing from", "place missing from", "missing location type", "type of place", "location type",
        "where missing from", "left from", "circumstance type",
    )),
    Field("last_seen", "Last seen", Holds.MOMENT, calls=(
        "last seen", "date last seen", "when last seen", "last seen on", "last sighting", "missing since", "went missing",
        "date missing from", "missing start", "time missing", "missing date", "start of episode", "left at", "start date",
        "episode start", "date missing", "start",
    )),
    Field("reported", "Reported", Holds.MOMENT, calls=(
        "date reported", "reported on", "report date", "when reported", "reported missing", "time of report", "call time",
        "date of call", "report received", "date created", "created on", "time of call", "logged", "reported to police",
    )),
    Field("grade", "Grade of attendance", Holds.WORD, words=GRADES, calls=(
        "attendance grade", "incident grade", "response grade", "call grade", "priority", "response level", "grading",
    )),
    Field("risk", "Risk", Holds.WORD, words=RISKS, calls=(
        "risk level", "risk assessment", "risk grading", "assessed risk", "level of risk", "risk category", "current risk",
    )),
    Field("circumstances", "Circumstances", calls=(
        "details", "summary", "narrative", "description", "what happened", "notes", "comments", "free text", "remarks",
        "incident details", "circumstances of report",
    )),
    Field("found", "Found or returned", Holds.MOMENT, calls=(
        "date found", "found on", "returned", "date returned", "return date", "when found", "time found", "end of episode",
        "missing end", "located", "date located", "return time", "end date", "came back", "date closed", "episode end",
        "returned on", "date of return", "end", "date traced", "traced", "time located", "when returned",
    )),
    Field("found_where", "Where found", calls=(
        "found at", "found where", "location found", "found location", "return location", "place found", "where found",
        "where located", "found address",
    )),
    Field("found_kind", "Kind of place found in", Holds.WORD, words=FOUND_IN, calls=(
        "found location type", "return location type", "type of place found", "found place type", "kind of place found",
        "found premises type", "location type found",
    )),
    Field("harm", "Harm on return", Holds.WORD, words=HARMS, calls=(
        "harm", "harm disclosed", "suffered harm", "any harm", "harm suffered", "came to harm", "injury", "harmed",
    )),
    Field("district", "District", calls=("local authority", "borough", "lad", "council area", "policing district", "lpa")),
)  # fmt: skip

CHILD_FIELDS = (
    Field("reference", "Council's number of the child", Holds.REFERENCE, needed=True, calls=(
        "child id", "council id", "person id", "client id", "case number", "mosaic id", "liquid logic id", "social care id",
        "system id", "record number", "pid", "unique id", "reference", "client number", "identifier", "id", "lcs id",
    )),
    Field("forename", "Forename", Holds.NAME, calls=(*_FORENAME, "name", "full name", "child name")),
    Field("surname", "Surname", Holds.NAME, needed=True, calls=(*_SURNAME, "name", "full name", "child name")),
    Field("born", "Date of birth", Holds.DAY, calls=_BORN),
    Field("sex", "Sex", Holds.WORD, words=SEXES, calls=("gender", "sex", "gender identity", "m or f")),
    Field("postcode", "Home postcode", Holds.POSTCODE, calls=_POSTCODE),
    Field("address", "Home address", calls=_ADDRESS),
    Field("pupil_number", "Unique pupil number", Holds.REFERENCE, calls=(
        "upn", "pupil number", "unique pupil number", "pupil id", "school number", "pupil reference",
    )),
    Field("status", "Status with children's services", Holds.WORD, words=STATUSES, calls=(
        "status", "legal status", "case status", "case type", "plan type", "open to", "service", "category", "plan",
    )),
)  # fmt: skip

FIELDS: Mapping[FileKind, tuple[Field, ...]] = {
    FileKind.NOTIFICATIONS: NOTIFICATION_FIELDS,
    FileKind.CHILDREN: CHILD_FIELDS,
}
LAYOUTS: Mapping[FileKind, Layout] = {FileKind.NOTIFICATIONS: NOTIFICATIONS, FileKind.CHILDREN: CHILDREN}
EITHER_OF = {FileKind.NOTIFICATIONS: ("last_seen", "reported"), FileKind.CHILDREN: ()}  # one of them must be there

# What cells say in the layout that needs no mapping; anything else is a word that somebody explains once.
KNOWN_WORDS: Mapping[str, Mapping[str, object]] = {
    "message": layouts.KINDS,
    "sex": values.SEXES | {"u": "", "x": "", "i": ""},
    "looked_after": layouts.YES_OR_NO,
    "missing_from": layouts.PLACES,
    "grade": layouts.GRADES,
    "risk": layouts.RISKS,
    "found_kind": layouts.FOUND_IN,
    "harm": layouts.HARMS,
    "status": {each.casefold(): each for each in layouts.STATUSES},
}


def fields_of(kind: FileKind) -> Mapping[str, Field]:
    """The fields of a kind of file by name."""
    return {field.name: field for field in FIELDS[kind]}
