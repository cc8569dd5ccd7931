"""Writing messages, links, episodes and what people did."""

from lantern.missing.actions.amending import change_kind, correct
from lantern.missing.actions.answering import answer_triggers, take_back_answer
from lantern.missing.actions.chat_asked import record_asked, request_as_wished, withdraw_asked
from lantern.missing.actions.chat_requests import match_request, receive_request, request_chat, set_request_aside
from lantern.missing.actions.chat_texts import save_section
from lantern.missing.actions.chat_work import (
    acknowledge_telling,
    add_follow_up,
    allocate_chat,
    finish_follow_up,
    open_telling,
    set_capacity,
    tell_of_chat,
)
from lantern.missing.actions.chats import answer_chat, offer_chat, record_sitting, withdraw_chat_fact
from lantern.missing.actions.deciding import (
    decide_child,
    decide_new,
    decide_not_child,
    join_episode,
    set_aside,
    split_episode,
    undo_decision,
)
from lantern.missing.actions.duty import (
    acknowledge,
    add_shift,
    close_note,
    end_shift,
    leave_note,
    take_back_acknowledgement,
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
from lantern.missing.actions.profiles import bring_profile, check_profile, save_profile
from lantern.missing.actions.receiving import Received, receive
from lantern.missing.actions.reporting import grade, record_return, report_missing
from lantern.missing.actions.steps import correct_step, record_step, withdraw_step

__all__ = [
    "Received",
    "acknowledge",
    "acknowledge_telling",
    "add_follow_up",
    "add_shift",
    "allocate_chat",
    "allow_letters",
    "answer_chat",
    "answer_triggers",
    "bring_profile",
    "change_kind",
    "check_profile",
    "close_note",
    "correct",
    "correct_step",
    "decide_child",
    "decide_new",
    "decide_not_child",
    "discard_letters",
    "end_shift",
    "finish_follow_up",
    "grade",
    "join_episode",
    "leave_note",
    "link_known",
    "link_waiting",
    "match_request",
    "offer_chat",
    "open_telling",
    "print_letters",
    "receive",
    "receive_request",
    "record_asked",
    "record_posted",
    "record_return",
    "record_sitting",
    "record_step",
    "refold",
    "report_missing",
    "request_as_wished",
    "request_chat",
    "save_profile",
    "save_section",
    "set_aside",
    "set_capacity",
    "set_request_aside",
    "split_episode",
    "stop_letters",
    "take_back_acknowledgement",
    "take_back_answer",
    "tell_of_chat",
    "undo_decision",
    "undo_posted",
    "withdraw_asked",
    "withdraw_chat_fact",
    "withdraw_step",
]
