"""Messages as the rows of a police file, for what the demonstration receives."""

from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Harm
from lantern.timekeeping.moments import Moment, london

HEADINGS = [
    "Ref", "Message", "Surname", "Forename(s)", "DOB", "Sex", "Ethnicity (18+1)", "Address", "Postcode", "LAC",
    "Missing from", "Last seen", "Reported", "Grade", "Risk", "Circumstances", "Found", "Found at", "Harm disclosed",
    "District",
]  # fmt: skip
HARM = {Harm.NONE: "N", Harm.SUSPECTED: "Suspected", Harm.DISCLOSED: "Y", None: ""}


def as_row(message: Message) -> list[str]:
    """One message in the order of `HEADINGS`."""
    who = message.who
    return [
        message.reference, message.kind.upper(), who.surname, who.forename, f"{who.born:%d/%m/%Y}" if who.born else "",
        who.sex, "", who.address, who.postcode, "", message.missing_from or "", _moment(message.last_seen),
        _moment(message.reported), message.grade or "", message.risk_received or message.risk or "",
        message.circumstances, _moment(message.found), message.found_where, HARM[message.harm], "",
    ]  # fmt: skip


def unusable_row() -> list[str]:
    """A row that has to be refused, as files have them."""
    row = ["DEMO/UNCLEAR/999", "INITIAL", "Example", "Pat", "03/03/2012", *[""] * 15]
    row[HEADINGS.index("Last seen")] = "14/07/20225 21:50"
    return row


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return f"{london(moment.at):%d/%m/%y}" if moment.date_only else f"{london(moment.at):%d/%m/%Y %H:%M}"
