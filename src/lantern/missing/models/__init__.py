"""Messages as received, the incidents they tell of, the episodes folded from them, and what people did."""

from lantern.missing.models.chat import Answer, Chat, Cover, Offer, Sitting
from lantern.missing.models.chat_record import ChatText, FollowUp, Telling
from lantern.missing.models.chat_request import AskedAbout, ChatRequest, ChatWorker
from lantern.missing.models.duty import Acknowledgement, HandoverNote, Shift
from lantern.missing.models.episode import Episode
from lantern.missing.models.incident import Candidate, Decision, Incident, Message
from lantern.missing.models.letter import Letter, LetterAbout, NoLetters
from lantern.missing.models.profile import Profile, ProfileInReport, ProfileVersion
from lantern.missing.models.step import Step, StepVersion
from lantern.missing.models.trigger import Trigger, TriggerAnswer

__all__ = [
    "Acknowledgement",
    "Answer",
    "AskedAbout",
    "Candidate",
    "Chat",
    "ChatRequest",
    "ChatText",
    "ChatWorker",
    "Cover",
    "Decision",
    "Episode",
    "FollowUp",
    "HandoverNote",
    "Incident",
    "Letter",
    "LetterAbout",
    "Message",
    "NoLetters",
    "Offer",
    "Profile",
    "ProfileInReport",
    "ProfileVersion",
    "Shift",
    "Sitting",
    "Step",
    "StepVersion",
    "Telling",
    "Trigger",
    "TriggerAnswer",
]
