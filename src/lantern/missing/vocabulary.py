"""Words of the missing room: names of states and code lists (codes.md)."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a notification announces; declaration order is the order in which an incident unfolds."""

    INITIAL = "initial"
    UPDATE = "update"
    FOUND = "found"


class Grade(StrEnum):
    """How fast police attend (MIS-1)."""

    IMMEDIATE = "immediate"
    PRIORITY = "priority"
    SCHEDULED = "scheduled"


class Risk(StrEnum):
    """A child's risk while missing: never standard, low or absent (MIS-2)."""

    HIGH = "high"
    MEDIUM = "medium"


class Absence(StrEnum):
    """The two kinds that are recorded apart and never added together (MIS-5); values are the return's letters."""

    MISSING = "M"
    AWAY = "A"


class MissingFrom(StrEnum):
    HOME = "home"
    PLACEMENT = "placement"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    OTHER = "other"


class Harm(StrEnum):
    """Harm disclosed or suspected on return (MIS-6)."""

    NONE = "none"
    SUSPECTED = "suspected"
    DISCLOSED = "disclosed"


class FoundBy(StrEnum):
    POLICE = "police"
    OWN_ACCORD = "own accord"
    CARER = "carer"
    OTHER = "other"


class FoundIn(StrEnum):
    """The kind of place in which a child was found or to which they came back (MIS-6): what a figure can say of it."""

    HOME = "home"
    PLACEMENT = "placement"
    FAMILY = "family"
    FRIEND = "friend"
    KNOWN = "known address"
    STREET = "street"
    PUBLIC = "public place"
    TRANSPORT = "transport"
    SERVICE = "service"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of one received row: exactly one each."""

    OPENED = "opened"
    UPDATED = "updated"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    NEEDS_PERSON = "needs-person"
    REFUSED = "refused"


class StepKind(StrEnum):
    """What people do about an episode, each recorded as a dated fact (MIS-1, MIS-7 to MIS-9)."""

    ATTENDANCE = "attendance"
    VULNERABILITY_CHECK = "vulnerability check"
    CHAT_OFFER = "chat offer"
    CHAT = "missing chat"
    CONTACT = "contact"
    PREVENTION_PLAN = "prevention plan"
    PLAN_REVIEW = "plan review"
    LONG_MISSING_REVIEW = "long missing review"
    ADULT_HANDOVER = "adult handover"
    SUPPORT_RESPONSE = "support response"
    STRATEGY_MEETING = "strategy meeting"
    STRATEGY_REVIEW = "strategy review"

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.value.replace(" ", "-")


class TriggerKind(StrEnum):
    """What makes an episode ask for more than its own clocks (MIS-12); declaration order is that of the rule."""

    REPEAT = "repeat missing"
    HARM = "harm"
    RISK_OF_HARM = "risk of harm"
    HARM_AND_AGAIN = "significant harm"


class Answerer(StrEnum):
    """Who must answer a trigger; each answers their own (MIS-12)."""

    CHILDRENS_SERVICES = "children's services"
    LIAISON_OFFICER = "liaison officer"


class AnswerKind(StrEnum):
    """What a person decided about a trigger."""

    SUPPORT = "request for support"
    STRATEGY = "strategy meeting"
    NOTHING = "no further action"


class TriggerState(StrEnum):
    """Which triggers a list shows."""

    UNANSWERED = ""
    MINE = "mine"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class OfferedTo(StrEnum):
    """To whom a missing chat is offered (MIS-8, MIS-9)."""

    CHILD = "child"
    PARENT = "parent or carer"


class OfferedHow(StrEnum):
    """How; or that it was not offered, for a reason that is kept."""

    PERSON = "in person"
    PHONE = "by phone"
    LETTER = "by letter"
    MESSAGE = "by message"
    NOT_OFFERED = "not offered"


class Said(StrEnum):
    """What somebody answered to an offer."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no answer"


class ChatState(StrEnum):
    """How a missing chat stands, worked out from what was recorded of it (MIS-9)."""

    ASKED_FOR = "asked for"
    NOT_OFFERED = "not offered"
    OFFERED = "offered"
    NO_ANSWER = "no answer"
    ACCEPTED = "accepted"
    DECLINED_BY_CHILD = "declined by the child"
    DECLINED_BY_PARENT = "declined by the parent or carer"
    HELD = "held"


class Section(StrEnum):
    """What a missing chat tells, each saved by itself (MIS-9); declaration order is the order on the page."""

    TOLD_CHOICE = "told choice"
    SEEN_ALONE = "seen alone"
    LANGUAGE = "language"
    WHY = "why"
    WHERE = "where"
    WITH_WHOM = "with whom"
    TRAVEL = "travel"
    WHAT_HAPPENED = "what happened"
    HARM_FOUND = "harm found"
    HARM = "harm"
    PUSH = "push"
    PULL = "pull"
    WOULD_HELP = "would help"
    PHONES = "phones"
    OWN_WORDS = "own words"

    @property
    def slug(self) -> str:
        """As it stands in an address and in the name of a field."""
        return self.value.replace(" ", "-")


class HadChat(StrEnum):
    """What a child answered when somebody asked whether they had a missing chat (MIS-9)."""

    HAD = "they had one"
    NOT_WANTED = "offered one, did not want it"
    NOT_OFFERED = "nobody offered them one"
    WOULD_LIKE = "they would like one"
    HAD_NOT = "they had none"
    UNSURE = "they do not know"
    NOT_SAID = "they would rather not say"


class Asker(StrEnum):
    """Who asks for a missing chat (MIS-10)."""

    CHILD = "child"
    PARENT = "parent or carer"
    PROFESSIONAL = "professional"


class Channel(StrEnum):
    """How a request for a chat came."""

    PAGE = "on the child's page"
    MAILBOX = "mailbox"
    PHONE = "phone"
    FORM = "public form"


class Wish(StrEnum):
    """With whom a child would rather talk."""

    ANYBODY = ""
    WOMAN = "a woman"
    MAN = "a man"
    SOMEBODY = "somebody they name"


class Link(StrEnum):
    """Who said whom an incident is about (MIS-4)."""

    WAITING = "waiting"
    MACHINE = "machine"
    NEW = "new child"
    PERSON = "person"


class DecisionKind(StrEnum):
    """What a person can decide about an incident."""

    IS_CHILD = "is"
    IS_NOT_CHILD = "is not"
    IS_NEW = "is new"
    SAME_EPISODE = "same episode"
    SET_ASIDE = "set aside"
    SPLIT = "two episodes"


class Shown(StrEnum):
    """Which children the board shows. Those away without authorisation are never added to the missing (MIS-5)."""

    ALL = ""
    HIGH = "high"
    REPEAT = "repeat"
    AWAY = "away"


class LettersShown(StrEnum):
    """Which letters the page shows."""

    OWED = ""
    THEIRS = "theirs"
    PRINTED = "printed"
    POSTED = "posted"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return LETTERS_WORDS[self]

    @classmethod
    def read(cls, text: str) -> "LettersShown":
        """From an address; a word that is not known asks for what is owed."""
        return cls(text) if text in set(cls) else cls.OWED


LETTERS_WORDS = {
    LettersShown.OWED: "To print",
    LettersShown.THEIRS: "Another authority’s to offer",
    LettersShown.PRINTED: "Printed, to post",
    LettersShown.POSTED: "Posted",
}


class Sort(StrEnum):
    """The orders of the list of episodes."""

    LATEST = ""
    EARLIEST = "first"
    RETURNED = "returned"


ABSENCE_WORDS = {Absence.MISSING: "Missing", Absence.AWAY: "Away without authorisation"}
FROM_WORDS = {
    MissingFrom.HOME: "Home",
    MissingFrom.PLACEMENT: "Placement",
    MissingFrom.SCHOOL: "School",
    MissingFrom.HOSPITAL: "Hospital",
    MissingFrom.OTHER: "Elsewhere",
}
HARM_WORDS = {Harm.NONE: "None known", Harm.SUSPECTED: "Suspected", Harm.DISCLOSED: "Disclosed by the child"}
FOUND_BY_WORDS = {
    FoundBy.POLICE: "Police",
    FoundBy.OWN_ACCORD: "Came back of their own accord",
    FoundBy.CARER: "Parent or carer",
    FoundBy.OTHER: "Somebody else",
}
FOUND_IN_WORDS = {
    FoundIn.HOME: "Own home",
    FoundIn.PLACEMENT: "Own placement",
    FoundIn.FAMILY: "A relative’s home",
    FoundIn.FRIEND: "A friend’s home",
    FoundIn.KNOWN: "Another address that was known",
    FoundIn.STREET: "Street, park or open country",
    FoundIn.PUBLIC: "Shop, arcade or other public place",
    FoundIn.TRANSPORT: "Station, train or bus",
    FoundIn.SERVICE: "School, hospital or police station",
    FoundIn.OTHER: "Somewhere else",
}
STEP_VERBS: dict[StepKind, str] = {
    StepKind.ATTENDANCE: "Record the attendance",
    StepKind.VULNERABILITY_CHECK: "Record the vulnerability check",
    StepKind.CHAT_OFFER: "Offer a missing chat",
    StepKind.CHAT: "Hold the missing chat",
    StepKind.CONTACT: "Record the contact",
    StepKind.PREVENTION_PLAN: "Record the prevention plan",
    StepKind.PLAN_REVIEW: "Review the prevention plan",
    StepKind.LONG_MISSING_REVIEW: "Review the long absence",
    StepKind.ADULT_HANDOVER: "Hand over to adult missing procedures",
    StepKind.SUPPORT_RESPONSE: "Answer the request for support",
    StepKind.STRATEGY_MEETING: "Record the strategy meeting",
    StepKind.STRATEGY_REVIEW: "Record the review of the safety plan",
}
TRIGGER_WORDS = {
    TriggerKind.REPEAT: "Repeatedly missing",
    TriggerKind.HARM: "May have suffered harm",
    TriggerKind.RISK_OF_HARM: "Risk of harm",
    TriggerKind.HARM_AND_AGAIN: "Significant harm, and likely to go missing again",
}
TRIGGER_VERBS: dict[TriggerKind, str] = {
    TriggerKind.REPEAT: "Answer: repeatedly missing",
    TriggerKind.HARM: "Answer: may have suffered harm",
    TriggerKind.RISK_OF_HARM: "Answer: risk of harm",
    TriggerKind.HARM_AND_AGAIN: "Answer: significant harm",
}
ANSWERER_WORDS = {Answerer.CHILDRENS_SERVICES: "Children’s services", Answerer.LIAISON_OFFICER: "Liaison officer"}
ANSWER_WORDS = {
    AnswerKind.SUPPORT: "Request for support",
    AnswerKind.STRATEGY: "Strategy meeting with a safety plan",
    AnswerKind.NOTHING: "No further action",
}
