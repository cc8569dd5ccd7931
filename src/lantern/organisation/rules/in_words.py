"""The arrangement in words, for the page that shows it as it stands (PAR-7).

What has no words here yet is shown under its own name, so that nothing of the arrangement is left out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lantern.organisation.rules.arrangement import Arrangement, ContactSpec
from lantern.organisation.rules.leaves import differing, leaves
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime

UNITS = {
    Unit.MINUTES: ("minute", "minutes"),
    Unit.HOURS: ("hour", "hours"),
    Unit.DAYS: ("day", "days"),
    Unit.WORKING_DAYS: ("working day", "working days"),
}
CLOCKS = {
    "attend_immediate": "Police attend a report graded immediate",
    "attend_priority": "Police attend a report graded priority",
    "attend_scheduled": "Police attend a report graded scheduled",
    "vulnerability_check": "Vulnerability check after a return",
    "chat_offer": "Missing chat offered after a return",
    "chat": "Missing chat held after a return",
    "contact": "Contact after the return of a child open to children’s services",
    "prevention_plan": "Prevention plan after the return of a child open to children’s services",
    "plan_review": "Prevention plan looked at again after the next return",
    "answer_trigger": "A trigger answered, by each agency that must",
    "support_response": "A request for support answered",
    "strategy_meeting": "Strategy meeting held, once it is decided",
    "review_first": "Long missing: first review",
    "review_second": "Long missing: second review",
    "review_third": "Long missing: third review",
    "review_fourth": "Long missing: fourth review",
    "adult_handover": "Handed to adult missing procedures, from the 18th birthday",
    "concern": "A concern about exploitation looked at, once it is raised",
    "referral": "Referral to the front door, where a concern needs child protection",
    "acknowledgement": "A referral acknowledged by the front door",
    "protection": "Strategy discussion and section 47 enquiry recorded, or why not",
    "first_assessment": "First assessment of exploitation, once it is decided",
    "after_trigger": "Assessment of exploitation, after a trigger",
    "reasonable_grounds": "Reasonable grounds decided, after a referral to the national mechanism",
    "conclusive_grounds": "Conclusive grounds not decided before, from the day of reasonable grounds",
    "sign_off": "An assessment of exploitation signed off by a manager",
    "request_closes": "MACE 1: a discussion of a child asked for",
    "template_due": "MACE 1: an information sharing template handed in",
    "agenda_out": "MACE 1: the agenda sent",
    "return_due": "MACE 1: what each agency holds said",
    "minutes_out": "MACE 1: the minutes issued",
}
BACK_FROM_A_MEETING = frozenset({"request_closes", "template_due", "agenda_out", "return_due"})
"""Clocks that end when a meeting begins, and are counted back from there."""
VALUES = {
    "marking": "Marking on every page and document",
    "contacts": "Who to call, at the foot of every page",
    "missing.open_statuses": "Statuses that mean open to children’s services",
    "missing.repeat_count": "Repeatedly missing, from this many episodes",
    "missing.repeat_days": "Repeatedly missing, within this many days",
    "missing.chats.after_away": "A missing chat after being away without authorisation too",
    "missing.chats.only_if_open": "A missing chat only for children open to children’s services",
    "missing.chats.parent_ends": "A parent’s or carer’s refusal counts while the child has not answered",
    "missing.chats.change_days": "Days after a refusal in which a child who asks takes up the chat that was refused",
    "missing.chats.worker_days": "Days for which a chat worker sees the child after telling how it went",
    "missing.matching.certain_from": "A message links itself to a child, from a weight of",
    "missing.matching.possible_from": "A person decides about a match, from a weight of",
    "missing.matching.lead_over_next": "Lead in weight over the next likely child",
    "missing.matching.largest_block": "Most children that a shared detail may bring up",
    "missing.risk_reason_required": "A reason is asked for each risk",
    "missing.letters.team": "Who the letters come from",
    "missing.letters.mailbox": "Mailbox in the letters",
    "missing.letters.phone": "Phone number in the letters",
    "missing.letters.child_from_age": "A letter to the child, from the age of",
    "missing.letters.child_text": "Letter to the child",
    "missing.letters.parent_text": "Letter to the parent or carer",
    "missing.high_risk_is_harm": "A high risk alone is a risk of harm, which the liaison officer answers",
    "missing.acknowledge_minutes": "A child at high risk goes to the next on the rota after this many minutes",
    "missing.late_days": "Days for which a return with something owed still stays on the board",
    "missing.handover_hours": "Hours that the duty handover sheet looks ahead",
    "missing.adult_ahead_months": "Handover to adult procedures owed, from this many months before the 18th birthday",
    "missing.profile_months": "A profile is to be checked again after this many months",
    "membership.invitation_days": "Days for which an invitation can be accepted",
    "unusual.children_an_hour": "Unusual, from this many children’s records opened by one person in an hour",
    "unusual.times_usual": "Unusual, if that is this many times what the person opens on a busy day",
    "unusual.days_after_work": "Unusual, this many days after the person’s work with the child ended",
    "unusual.quiet_from": "Quiet hours, from this hour of the evening",
    "restricted.review_days": "Days after which it is looked at again whether a record must stay restricted",
    "exploitation.levels": "Levels that an assessment of exploitation may end in",
    "exploitation.indicators": "Indicators that an assessment of exploitation asks about",
    "exploitation.suggests": "Lantern suggests a level, and says why",
    "exploitation.weights.now": "An indicator that is present now counts",
    "exploitation.weights.recent": "An indicator that was present in the last six months counts",
    "exploitation.weights.older": "An indicator that was present longer ago counts",
    "exploitation.weights.suspected": "An indicator that is suspected counts",
    "exploitation.review_months": "A child is assessed again after this many months",
    "intelligence.grading": "Grading of what is said of persons of concern",
    "intelligence.expiry_days": "Days before its last day from which an order is shown as ending",
    "unusual.quiet_until": "Quiet hours, until this hour of the morning",
    "mace1.level": "MACE 1: areas that have a meeting each",
    "mace1.every_months": "MACE 1: months from one meeting to the next",
    "mace1.week": "MACE 1: week of the month",
    "mace1.weekday": "MACE 1: day of the week",
    "mace1.begins": "MACE 1: begins at",
    "mace1.length": "MACE 1: minutes it lasts",
    "mace1.highest": "MACE 1: so many of the highest levels propose a child",
    "mace1.known_victim": "MACE 1: whoever is known to be exploited is proposed, whatever the level",
    "mace1.from_missing": "MACE 1: whoever is repeatedly missing and at significant risk is proposed",
    "mace1.seats": "MACE 1: seats of a new series of meetings",
    "mace1.sections": "MACE 1: what is written of each child",
    "mace1.closures": "MACE 1: reasons to close",
    "mace1.statement": "Information sharing statement",
}


WEEKS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "last"}
WEEKDAYS = {0: "Monday", 1: "Tuesday", 2: "Wednesday", 3: "Thursday", 4: "Friday"}
IN_WORDS = {"mace1.week": WEEKS, "mace1.weekday": WEEKDAYS}

Choices = Mapping[str, Mapping[str, str]]
NO_CHOICES: Choices = {}


class Owed(NamedTuple):
    """What must happen, by when, when the clock starts if only the day is known, and whose duty it is."""

    what: str
    by_when: str
    unknown_time: str
    owner: str


def clock_in_words(clock: Clock, name: str = "") -> str:
    """At once; within 1 hour; 10 working days before the meeting begins."""
    one, many = UNITS[clock.unit]
    amount = f"{clock.amount:,} {one if clock.amount == 1 else many}"
    if _counts_back(name):
        return f"{amount} before the meeting begins" if clock.amount else "by the beginning of the meeting"
    return f"within {amount}" if clock.amount else "at once"


def unknown_time_in_words(clock: Clock, name: str = "") -> str:
    """When a clock starts whose start is known only to the day (MIS-17); of a meeting the minute is known."""
    if _counts_back(name):
        return ""
    if clock.unit is Unit.WORKING_DAYS:
        return "the next working day"
    return "the end of that day" if clock.unknown_time is UnknownTime.END_OF_DAY else "the start of that day"


def owed_in_words(arrangement: Arrangement, owners: Mapping[str, str]) -> tuple[Owed, ...]:
    """Every clock of the arrangement; `owners` by the clock's last name."""
    return tuple(
        Owed(
            label_of(name),
            clock_in_words(value, name),
            unknown_time_in_words(value, name),
            owners.get(name.rsplit(".", 1)[-1], "").capitalize(),
        )
        for name, value in leaves(arrangement).items()
        if isinstance(value, Clock)
    )


def values_in_words(arrangement: Arrangement, choices: Choices = NO_CHOICES) -> dict[str, tuple[str, str]]:
    """Every count, threshold and choice by its name, as label and value; clocks have a table of their own."""
    return {
        name: (label_of(name), value_in_words(name, value, choices))
        for name, value in leaves(arrangement).items()
        if not isinstance(value, Clock)
    }


class Difference(NamedTuple):
    """A value that a version changed, in words."""

    name: str
    label: str
    before: str
    after: str


def differences_in_words(
    before: Arrangement, after: Arrangement, choices: Choices = NO_CHOICES
) -> tuple[Difference, ...]:
    """Every value that differs, once each, in the order of the arrangement."""
    old, new = leaves(before), leaves(after)
    return tuple(
        Difference(
            name,
            label_of(name),
            value_in_words(name, old[name], choices),
            value_in_words(name, new[name], choices),
        )
        for name in differing(before, after)
    )


def label_of(name: str) -> str:
    """What a value is called; one that has no words yet stands under its own name."""
    if name in VALUES:
        return VALUES[name]
    return CLOCKS.get(name.rsplit(".", 1)[-1]) or name.replace("_", " ").replace(".", ", ").capitalize()


def value_in_words(name: str, value: object, choices: Choices = NO_CHOICES) -> str:
    """A value as a page says it; `choices` has the words of codes."""
    if isinstance(value, Clock):
        unknown = unknown_time_in_words(value, name)
        return clock_in_words(value, name) + (f"; if only the day is known, from {unknown}" if unknown else "")
    if name in IN_WORDS and isinstance(value, int):
        return IN_WORDS[name][value]
    if isinstance(value, tuple | list):
        words = choices.get(name, {})
        return "; ".join(words.get(str(each), _said(each)) for each in value) or "none"
    return _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, ContactSpec):
        return f"{value.who}: {value.call}" + (f", {value.hours}" if value.hours else "")
    return f"{value:,g}" if isinstance(value, int | float) else str(value)


def _counts_back(name: str) -> bool:
    return name.rsplit(".", 1)[-1] in BACK_FROM_A_MEETING
