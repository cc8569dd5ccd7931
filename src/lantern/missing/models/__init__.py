"""Messages as received, the incidents they tell of, the episodes folded from them, and what people did."""

from lantern.missing.models.episode import Episode
from lantern.missing.models.incident import Candidate, Decision, Incident, Message
from lantern.missing.models.letter import Letter, LetterAbout, NoLetters
from lantern.missing.models.step import Step, StepVersion
from lantern.missing.models.trigger import Trigger, TriggerAnswer

__all__ = [
    "Candidate",
    "Decision",
    "Episode",
    "Incident",
    "Letter",
    "LetterAbout",
    "Message",
    "NoLetters",
    "Step",
    "StepVersion",
    "Trigger",
    "TriggerAnswer",
]
