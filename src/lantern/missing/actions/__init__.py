"""Writing messages, links, episodes and what people did."""

from lantern.missing.actions.amending import change_kind, correct
from lantern.missing.actions.answering import answer_triggers, take_back_answer
from lantern.missing.actions.deciding import (
    decide_child,
    decide_new,
    decide_not_child,
    join_episode,
    set_aside,
    split_episode,
    undo_decision,
)
from lantern.missing.actions.folding import refold
from lantern.missing.actions.known import link_known
from lantern.missing.actions.letters import (
    allow_letters,
    discard_letters,
    print_letters,
    record_posted,
    stop_letters,
    undo_posted,
)
from lantern.missing.actions.linking import link_waiting
from lantern.missing.actions.receiving import Received, receive
from lantern.missing.actions.reporting import grade, record_return, report_missing
from lantern.missing.actions.steps import correct_step, record_step, withdraw_step

__all__ = [
    "Received",
    "allow_letters",
    "answer_triggers",
    "change_kind",
    "correct",
    "correct_step",
    "decide_child",
    "decide_new",
    "decide_not_child",
    "discard_letters",
    "grade",
    "join_episode",
    "link_known",
    "link_waiting",
    "print_letters",
    "receive",
    "record_posted",
    "record_return",
    "record_step",
    "refold",
    "report_missing",
    "set_aside",
    "split_episode",
    "stop_letters",
    "take_back_answer",
    "undo_decision",
    "undo_posted",
    "withdraw_step",
]
