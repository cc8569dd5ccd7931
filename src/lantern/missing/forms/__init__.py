"""Forms of the missing room: they check and clean what was typed, and never save."""

from lantern.missing.forms.asking import (
    AskedForm,
    AskForm,
    CapacityForm,
    FollowUpForm,
    OutcomeForm,
    PublicForm,
    SetAsideForm,
    TellForm,
    WorkerForm,
)
from lantern.missing.forms.chats import AnswerForm, OfferForm, SittingForm
from lantern.missing.forms.episodes import (
    ChangeKindForm,
    ConfirmForm,
    CorrectForm,
    GradeForm,
    JoinForm,
    ReportForm,
    ReturnForm,
    SplitForm,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "AskedForm",
    "CapacityForm",
    "ChangeKindForm",
    "ConfirmForm",
    "CorrectForm",
    "FollowUpForm",
    "GradeForm",
    "JoinForm",
    "OfferForm",
    "OutcomeForm",
    "PublicForm",
    "ReportForm",
    "ReturnForm",
    "SetAsideForm",
    "SittingForm",
    "SplitForm",
    "TellForm",
    "WorkerForm",
]
