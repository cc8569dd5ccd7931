"""What the form of each step asks, as data, read by the form, the page, the print and the comparison of versions (MIS-7, 8).

Answers are kept as plain text by the question's key; a day as 2026-03-04, lines as lists of lists.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from lantern.missing.rules.triggers import Account
from lantern.missing.vocabulary import HARM_WORDS, Harm, StepKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

Said = Mapping[str, Any]
YES, NO = "yes", "no"


class Kind(StrEnum):
    """How a question is answered."""

    LINE = "a line"
    TEXT = "text"
    CHOICE = "one of several"
    DAY = "a day"
    LINES = "lines of a list"


class Question(NamedTuple):
    """One question; `boxes` heads the columns of a list, `noun` names one of its lines, or a day, in errors."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    boxes: tuple[tuple[str, str, int], ...] = ()
    noun: str = ""


class Part(NamedTuple):
    """Questions under one legend."""

    legend: str
    questions: tuple[Question, ...]


YES_OR_NO = ((YES, "Yes"), (NO, "No"))
HOW = (("person", "In person"), ("video", "By video"), ("phone", "By phone"))
SEEN = (("alone", "Yes, alone"), ("others", "Yes, with others there"), (NO, "No"))
SAFE = ((YES, "Safe and well"), (NO, "Not safe, or not well"), ("unknown", "Not known"))
AGAIN = (("likely", "Likely"), ("unlikely", "Unlikely"), ("unknown", "Not known"))
PEOPLE = (("name", "Name", 100), ("agency", "Agency and role", 100))

MADE = Part(
    "How contact was made",
    (
        Question("who", "Who spoke with the child?", Kind.LINE, required=True, hint="Name and role"),
        Question("how", "How?", Kind.CHOICE, required=True, choices=HOW),
        Question("seen", "Was the child seen?", Kind.CHOICE, required=True, choices=SEEN),
    ),
)
CHILD = Part(
    "How the child is",
    (
        Question("safe", "Is the child safe and well?", Kind.CHOICE, required=True, choices=SAFE),
        Question("seems", "How does the child seem?", hint="In what state they are, and what they say of it"),
        Question("where", "Where were they?", hint="Places, as the child calls them"),
        Question("with_whom", "With whom?", hint="Names and what the child calls them"),
    ),
)
HARM = Part(
    "Harm",
    (
        Question(
            "harm", "Did the child come to harm?", Kind.CHOICE, required=True,
            choices=tuple((each.value, said) for each, said in HARM_WORDS.items()),
        ),
        Question("at_risk", "Is there a risk of harm?", Kind.CHOICE, required=True, choices=YES_OR_NO),
        Question(
            "significant", "Is the harm, or the risk of it, significant?", Kind.CHOICE, required=True,
            choices=YES_OR_NO,
        ),
        Question("harm_known", "What is known of it?", hint="Who did what, and what was done about it"),
        Question("again", "How likely is the child to go missing again?", Kind.CHOICE, required=True, choices=AGAIN),
    ),
)  # fmt: skip
PLAN = Part(
    "Why, and what holds",
    (
        Question("pushes", "What pushes the child away?", required=True, hint="What they get away from"),
        Question("pulls", "What pulls the child?", required=True, hint="What and whom they go to"),
        Question(
            "would_call", "Who would the child call?", Kind.LINE, required=True, hint="Whom they trust, and the number"
        ),
    ),
)
AGREED = Part(
    "What is agreed",
    (
        Question(
            "agreed", "What is agreed, with whom, by when", Kind.LINES, required=True, noun="Agreement",
            boxes=(("what", "What", 200), ("whom", "With whom", 80), ("when", "By when", 40)),
        ),
    ),
)  # fmt: skip
REVIEWED = Part(
    "The plan",
    (
        Question(
            "still_right", "Does the plan still hold?", Kind.CHOICE, required=True,
            choices=(("holds", "Yes, as it is"), ("changed", "Yes, with changes"), ("over", "No, it is not needed now")),
        ),
        Question("changes", "What changes, and why?", hint="What the last episode taught"),
    ),
)  # fmt: skip
LONG_MISSING = Part(
    "The review",
    (
        Question("who", "Who took part?", Kind.LINE, required=True, hint="Names and roles"),
        Question("done", "What has been done to find the child?", required=True),
        Question("next", "What is done next, and by whom?", required=True),
        Question("risk", "What is thought of the risk now?", required=True),
    ),
)
HANDED = Part(
    "To whom",
    (
        Question("to_whom", "Who took it over?", Kind.LINE, required=True, hint="Name, team and how to reach them"),
        Question("their_reference", "Their reference", Kind.LINE),
        Question("agreed", "What was agreed?", required=True, hint="Who tells the family, who keeps looking"),
    ),
)
RESPONSE = Part(
    "The answer",
    (
        Question(
            "response", "What do children’s services answer?", Kind.CHOICE, required=True,
            choices=(("given", "Support is given"), ("other", "Other support is given"), ("none", "No support is given")),
        ),
        Question("support", "What is done, by whom, or why not?", required=True),
    ),
)  # fmt: skip
ATTENDED = Question("attended", "Who was there?", Kind.LINES, required=True, noun="Person", boxes=PEOPLE)
REVIEW_ON = Question(
    "review_on", "When is it looked at again?", Kind.DAY, required=True, noun="the day of the review",
    hint="The safety plan is owed a look on that day",
)  # fmt: skip
MEETING = (
    Part("Who was there", (ATTENDED,)),
    Part(
        "What was decided",
        (
            Question("decisions", "Decisions, and why", required=True),
            Question(
                "safety_plan",
                "The safety plan",
                required=True,
                hint="What keeps the child safe from today: who does what",
            ),
            REVIEW_ON,
        ),
    ),
)
MEETING_REVIEW = (
    Part("Who was there", (ATTENDED,)),
    Part(
        "What was found",
        (
            Question("decisions", "How the safety plan works, and what is decided", required=True),
            REVIEW_ON._replace(required=False, hint="Leave it empty when the plan is no longer needed"),
        ),
    ),
)

ASKED: Mapping[StepKind, tuple[Part, ...]] = {
    StepKind.VULNERABILITY_CHECK: (MADE, CHILD, HARM),
    StepKind.CONTACT: (MADE, CHILD, HARM),
    StepKind.PREVENTION_PLAN: (PLAN, AGREED),
    StepKind.PLAN_REVIEW: (REVIEWED,),
    StepKind.LONG_MISSING_REVIEW: (LONG_MISSING,),
    StepKind.ADULT_HANDOVER: (HANDED,),
    StepKind.SUPPORT_RESPONSE: (RESPONSE,),
    StepKind.STRATEGY_MEETING: MEETING,
    StepKind.STRATEGY_REVIEW: MEETING_REVIEW,
}


def asked(kind: StepKind) -> Iterator[Question]:
    """Every question about a step of `kind`, in order."""
    for part in ASKED.get(kind, ()):
        yield from part.questions


def unknown(kind: StepKind, said: Said) -> set[str]:
    """Keys of `said` that nobody asked about."""
    return set(said) - {each.key for each in asked(kind)}


def in_words(question: Question, said: Said) -> tuple[str, ...]:
    """What was answered, a text a line; nothing where it was not."""
    value = said.get(question.key)
    if not value:
        return ()
    if question.kind is Kind.CHOICE:
        return tuple(said for key, said in question.choices if key == value)
    if question.kind is Kind.DAY:
        return (words.long_day(date.fromisoformat(value)),)
    if question.kind is Kind.LINES:
        return tuple(", ".join(part for part in line if part) for line in value)
    return (value,)


def account(kind: StepKind, at: Moment, said: Said) -> Account | None:
    """What a step says of harm, for the triggers; `None` of one that was not asked."""
    if "harm" not in said:
        return None
    return Account(
        at=at,
        source=kind.value,
        harm=Harm(said["harm"]),
        at_risk=said.get("at_risk") == YES,
        significant=said.get("significant") == YES,
        likely_again=said.get("again") == "likely",
    )
