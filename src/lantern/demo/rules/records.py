"""What people wrote about invented absences: checks, contacts, plans, reviews and answers, plain and about no real child.

Each draws from a stream of its own, named by the absence, so that nothing else of the county changes with it.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from lantern.demo.rules.chance import Deck, pick, stream
from lantern.missing.vocabulary import AnswerKind, Harm, StepKind
from lantern.timekeeping.moments import london

SPOKE = ("Sam Sample, officer on duty", "Ada Invented, neighbourhood team", "Kit Fictional, social worker")
SEEMS = (
    "Tired and hungry, glad to be back.",
    "Quiet; says little of where they were.",
    "Upset, and angry to be asked.",
)
WHERE = (
    "At the house of a friend.",
    "In town and at the station.",
    "Walking, then on a bus.",
    "At the seafront arcade.",
)
WITH = ("With two friends from school.", "With somebody older they call Pretend.", "Alone, they say.", "With a cousin.")
HARM_TOLD = (
    "Pushed by somebody they would not name.",
    "Given alcohol by an adult.",
    "Messages that asked for pictures.",
)
HARMS: Deck[Harm] = Deck([(Harm.NONE, 86), (Harm.SUSPECTED, 9), (Harm.DISCLOSED, 5)])
PUSHES = (
    "Arguments about the phone and the time to be home.",
    "Noise and newcomers in the home.",
    "Worry about a sibling.",
)
PULLS = ("Friends who are out late.", "An older friend with a car.", "Contact with family that is not agreed.")
CALLS = ("Their aunt, number known to the worker", "The night worker of the home", "Their youth worker")
AGREED = (
    ("A message every two hours when out", "the parent", "from today"),
    ("A lift home, no questions until the morning", "the home", "from today"),
    ("Somebody to talk to after school", "the school", "within two weeks"),
    ("Contact with family every Sunday", "the social worker", "next Sunday"),
)
ANSWERS: Deck[AnswerKind] = Deck([(AnswerKind.SUPPORT, 42), (AnswerKind.NOTHING, 46), (AnswerKind.STRATEGY, 12)])
ANSWER_TEXTS = {
    AnswerKind.SUPPORT: "Asked for a visit by the involvement service and for the plan to be looked at with the family.",
    AnswerKind.NOTHING: "Known and being worked on: the plan was made last week and the child took part in it.",
    AnswerKind.STRATEGY: "The harm and the pattern need all agencies at one table: police, health, school and the home.",
}
DECISIONS = "Police and children’s services look into it together. Health sees the child this week."
SAFETY_PLAN = "An adult the child trusts is with them in the evenings. The home calls at once when they are late."
PEOPLE = [["Kit Fictional", "Children’s services"], ["Sam Sample", "Police"], ["Ada Invented", "Health"]]


def said_of(reference: str, kind: StepKind, at: datetime) -> dict[str, Any]:
    """The answers to what the form of a step asks; nothing where it asks nothing."""
    rng = stream(reference, kind.value)
    if kind in (StepKind.VULNERABILITY_CHECK, StepKind.CONTACT):
        return _spoken(rng)
    if kind is StepKind.PREVENTION_PLAN:
        agreed = [list(line) for line in rng.sample(AGREED, 2)]
        return {
            "pushes": pick(rng, PUSHES), "pulls": pick(rng, PULLS), "would_call": pick(rng, CALLS), "agreed": agreed,
        }  # fmt: skip
    return _further(kind, at)


def _spoken(rng: Random) -> dict[str, Any]:
    harm = HARMS.draw(rng)
    hurt = harm is not Harm.NONE
    told = {
        "who": pick(rng, SPOKE),
        "how": "person" if rng.random() < 0.8 else "phone",
        "seen": "alone" if rng.random() < 0.6 else "others",
        "safe": "no" if hurt else "yes",
        "seems": pick(rng, SEEMS),
        "where": pick(rng, WHERE),
        "with_whom": pick(rng, WITH),
        "harm": harm.value,
        "at_risk": "yes" if hurt or rng.random() < 0.1 else "no",
        "significant": "yes" if hurt and rng.random() < 0.4 else "no",
        "again": "likely" if rng.random() < 0.35 else "unlikely",
    }
    return told | ({"harm_known": pick(rng, HARM_TOLD)} if hurt else {})


def _further(kind: StepKind, at: datetime) -> dict[str, Any]:
    """What follows an answer, or a long absence."""
    again = (london(at).date() + timedelta(days=14)).isoformat()
    further: dict[StepKind, dict[str, Any]] = {
        StepKind.PLAN_REVIEW: {"still_right": "changed", "changes": "A quieter room, and Sundays with family agreed."},
        StepKind.LONG_MISSING_REVIEW: {
            "who": "Inspector Sample, Kit Fictional",
            "done": "Addresses and friends visited; phone and bank asked for; other forces told.",
            "next": "Relatives in another county spoken to again, by police there.",
            "risk": "High: no contact, and an adult believed to be with them.",
        },
        StepKind.SUPPORT_RESPONSE: {"response": "given", "support": "The involvement service visits twice a week."},
        StepKind.STRATEGY_MEETING: {
            "attended": PEOPLE, "decisions": DECISIONS, "safety_plan": SAFETY_PLAN, "review_on": again,
        },
        StepKind.STRATEGY_REVIEW: {"attended": PEOPLE, "decisions": "The plan works; the child has not gone again."},
    }  # fmt: skip
    return further.get(kind, {})


def answer_of(trigger: str) -> tuple[AnswerKind, str, timedelta]:
    """What somebody decided about a trigger, why, and how long that took."""
    rng = stream(trigger)
    kind = ANSWERS.draw(rng)
    return kind, ANSWER_TEXTS[kind], timedelta(hours=round(2 + 20 * rng.random() ** 2, 1))
