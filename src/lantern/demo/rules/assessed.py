"""How the levels of some invented children went over a year, and what was written of them."""

from dataclasses import dataclass
from random import Random

from lantern.exploitation.rules.scheme import Scheme
from lantern.exploitation.vocabulary import Answer, Voice


@dataclass(frozen=True)
class Course:
    """Days ago of each assessment, the level it ended in (0 is the lowest), and how much of it worried, 0 to 1."""

    days: tuple[int, ...]
    levels: tuple[int, ...]
    weight: tuple[float, ...]
    signed: bool = True


COURSES = (
    Course((300, 210, 120, 40), (0, 1, 2, 3), (0.1, 0.3, 0.5, 0.7)),
    Course((280, 190, 100), (2, 2, 1), (0.6, 0.5, 0.3)),
    Course((150, 60), (1, 2), (0.3, 0.5), signed=False),
    Course((100,), (1,), (0.3,)),
    Course((220, 130, 35), (3, 2, 2), (0.8, 0.6, 0.5)),
    Course((30,), (2,), (0.5,), signed=False),
)
WORRYING = (Answer.NOW, Answer.RECENT, Answer.OLDER, Answer.SUSPECTED)
CALM = (Answer.ABSENT, Answer.ABSENT, Answer.UNKNOWN)
TEXTS = {
    Voice.HARM: "Came back with a bruise in spring; says it was from a fall. The school nurse was told.",
    Voice.STRENGTHS: "Rings a grandparent when away. Likes the art room, and the teacher there.",
    Voice.CHILD: "I go because there is nothing to do here at night. I come back when I am hungry.",
    Voice.PARENT: "Worried about the new phone. Wants to know whom to ring at night.",
    Voice.CONTRIBUTORS: "School, by telephone. The chat worker, in writing.",
    Voice.ANALYSIS: "Somebody older gives lifts and things, and asks for favours. We do not know who. What helps: the art "
    "room open on two evenings, and one person who is always rung first.",
}


HARM_SINCE = ("", " Then another, on the arm.", " Nothing new since.", " Was driven to another county and left there.")
STRONG = ("", "\nThe art room is open on two evenings.", "\nA grandparent has a bed for them at weekends.")


def texts_of(place: int) -> dict[str, str]:
    """What was written in the assessment at that place in the course: what there was before, and what came since."""
    since, strong = "".join(HARM_SINCE[: place + 1]), "".join(STRONG[: place + 1])
    changed: dict[str, str] = {Voice.HARM: TEXTS[Voice.HARM] + since, Voice.STRENGTHS: TEXTS[Voice.STRENGTHS] + strong}
    return {str(voice): changed.get(voice, text) for voice, text in TEXTS.items()}


def answers_of(scheme: Scheme, weight: float, rng: Random) -> dict[str, str]:
    """An answer to every indicator: one in so many worries."""
    return {key: rng.choice(WORRYING if rng.random() < weight else CALM) for key in scheme.indicators}
