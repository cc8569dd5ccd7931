"""The parts of the arrangement, as the pages that show and change it divide it (PAR-7)."""

from typing import NamedTuple


class Part(NamedTuple):
    """Some values that belong together. `then` says what a change of them does, for the page that asks to confirm it."""

    slug: str
    title: str
    lead: str
    names: tuple[str, ...]
    then: str


CLOCKS = (
    "attend_immediate",
    "attend_priority",
    "attend_scheduled",
    "vulnerability_check",
    "chat_offer",
    "chat",
    "contact",
    "prevention_plan",
    "plan_review",
)
LONG_MISSING = ("review_first", "review_second", "review_third", "review_fourth", "adult_handover")
TRIGGERS = ("answer_trigger", "support_response", "strategy_meeting")
PARTS = (
    Part(
        "clocks",
        "Clocks after a report and a return",
        "How long there is for what a report or a return sets going.",
        tuple(f"missing.clocks.{name}" for name in CLOCKS),
        "An episode follows the clocks of the day the child went missing, to its end.",
    ),
    Part(
        "long-missing",
        "Long missing",
        "When an absence that lasts is reviewed, counted from its start, and how soon a child who turns 18 is handed over.",
        (*(f"missing.clocks.{name}" for name in LONG_MISSING), "missing.adult_ahead_months"),
        "An episode follows the intervals of the day the child went missing, to its end.",
    ),
    Part(
        "services",
        "Who is open to children’s services",
        "A child with one of these is owed a contact and a prevention plan after each return.",
        ("missing.open_statuses",),
        "What counts is the day of the return: returns before that day stay as they are.",
    ),
    Part(
        "chats",
        "Missing chats",
        "After which returns a missing chat is owed, and whose refusal ends that. The child’s own answer always counts first.",
        tuple(
            f"missing.chats.{name}"
            for name in ("after_away", "only_if_open", "parent_ends", "change_days", "worker_days")
        ),
        "An episode follows what held on the day the child went missing, to its end.",
    ),
    Part(
        "repeat",
        "Repeat missing",
        "From how many episodes, within how many days, a child counts as repeatedly missing, which is a trigger.",
        ("missing.repeat_count", "missing.repeat_days"),
        "From that day on the board and the child’s page count by it. An episode that began on that day or later is a "
        "trigger by it; one that began before stays as it was.",
    ),
    Part(
        "triggers",
        "Triggers",
        "How long there is to answer one, what follows from the answer, and whether a high risk alone is one.",
        ("missing.high_risk_is_harm", *(f"missing.clocks.{name}" for name in TRIGGERS)),
        "An episode follows what holds on the day the child went missing.",
    ),
    Part(
        "duty",
        "Acknowledge or escalate",
        "How long whoever is on duty has to acknowledge a child at high risk before it goes to the next on the rota.",
        ("missing.acknowledge_minutes",),
        "From that day on the board and My work say whose turn it is by it, for children who wait already too.",
    ),
    Part(
        "board",
        "Board and duty handover",
        "How long a return with something owed stays on the board, and how far the sheet for the next shift looks ahead.",
        ("missing.late_days", "missing.handover_hours"),
        "The board and the sheet show it from that day on; nothing falls due by it.",
    ),
    Part(
        "profiles",
        "Profiles of children",
        "After how many months what would help to find a child is to be checked again.",
        ("missing.profile_months",),
        "Pages say it from that day on; nothing falls due by it.",
    ),
    Part(
        "risk",
        "Reasons for a risk",
        "Whether somebody who grades a risk has to say why.",
        ("missing.risk_reason_required",),
        "The forms that ask for a risk follow it from that day on.",
    ),
    Part(
        "concerns",
        "Concerns, referrals and assessments",
        "How long there is for what a concern about exploitation or an assessment sets going, and when the next one is due.",
        (
            *(
                f"exploitation.clocks.{name}"
                for name in (
                    "concern",
                    "referral",
                    "acknowledgement",
                    "protection",
                    "first_assessment",
                    "after_trigger",
                    "sign_off",
                )
            ),
            "exploitation.review_months",
        ),
        "Concerns raised and assessments finished from that day on follow it; the day that an earlier one set stays.",
    ),
    Part(
        "mechanism",
        "National referral mechanism",
        "By when reasonable grounds are decided after a referral, and from when on conclusive grounds may be.",
        ("exploitation.clocks.reasonable_grounds", "exploitation.clocks.conclusive_grounds"),
        "Referrals made, and reasonable grounds recorded, from that day on follow it.",
    ),
    Part(
        "assessment",
        "Assessment of exploitation",
        "What an assessment asks, and the levels it may end in. The professional decides on the level.",
        ("exploitation.levels", "exploitation.indicators"),
        "Assessments begun from that day on ask it; those begun before keep theirs.",
    ),
    Part(
        "suggestion",
        "Suggesting a level",
        "Whether Lantern suggests a level of exploitation, and how much each answer counts for it. It never decides.",
        (
            "exploitation.suggests",
            *(f"exploitation.weights.{name}" for name in ("now", "recent", "older", "suspected")),
        ),
        "Assessments begun from that day on follow it; those begun before keep theirs.",
    ),
    Part(
        "letters",
        "Letters that offer a missing chat",
        "What stands in the letters to a child and to a parent or carer, and where they answer.",
        tuple(
            f"missing.letters.{name}"
            for name in ("team", "mailbox", "phone", "child_from_age", "child_text", "parent_text")
        ),
        "Letters printed from that day on say it; those that were printed before stay as they are.",
    ),
    Part(
        "matching",
        "Matching: who is it?",
        "When a notification is surely about a child, and when a person decides.",
        (
            "missing.matching.certain_from",
            "missing.matching.possible_from",
            "missing.matching.lead_over_next",
            "missing.matching.largest_block",
        ),
        "Links that were made stay. Notifications that still wait are weighed by it with the next import or decision from "
        "that day on.",
    ),
    Part(
        "mace1",
        "MACE 1: when it meets",
        "For which areas there is a meeting about individual children, how often, and what must be there by when.",
        (
            *(f"mace1.{name}" for name in ("level", "every_months", "week", "weekday", "begins", "length")),
            *(
                f"mace1.clocks.{name}"
                for name in ("request_closes", "template_due", "agenda_out", "return_due", "minutes_out")
            ),
        ),
        "Meetings on that day or later follow it; the days of those that are planned already stay.",
    ),
    Part(
        "proposed",
        "MACE 1: who is proposed",
        "Which children go onto the next agenda by themselves, until they are open to the meeting.",
        ("mace1.highest", "mace1.known_victim", "mace1.from_missing"),
        "Whoever meets it from that day on is proposed; who is on an agenda already stays there.",
    ),
    Part(
        "discussion",
        "MACE 1: seats, discussion, closing",
        "Which seats a new series of meetings begins with, what is written of each child, and why one is closed.",
        ("mace1.seats", "mace1.sections", "mace1.closures"),
        "Meetings on that day or later ask it. Seats of series that there are stay: their own page changes them.",
    ),
    Part(
        "statement",
        "Information sharing statement",
        "What everybody who comes to a meeting agrees to before any of its papers opens.",
        ("mace1.statement",),
        "From that day on everybody is asked to accept the new words before the next paper opens.",
    ),
    Part(
        "marking",
        "Marking and who to call",
        "What stands at the top and at the foot of every page and print.",
        ("marking", "contacts"),
        "Every page and print shows it from that day on.",
    ),
    Part(
        "invitations",
        "Invitations",
        "How long somebody who was invited has to accept.",
        ("membership.invitation_days",),
        "Invitations sent from that day on follow it; those that were sent keep their last day.",
    ),
    Part(
        "restricted",
        "Restricted records",
        "How often somebody named looks at whether a record must stay restricted.",
        ("restricted.review_days",),
        "A review follows what holds on the day from which it is counted: the first day, or that of the last review.",
    ),
    Part(
        "intelligence",
        "Intelligence and orders",
        "How what is said of a person of concern is graded, and how far ahead the end of an order is shown.",
        ("intelligence.grading", "intelligence.expiry_days"),
        "What is recorded from that day on is graded by it; what was graded before keeps its grade.",
    ),
    Part(
        "unusual",
        "Unusual access",
        "When a look at a child’s record is shown to information governance.",
        tuple(
            f"unusual.{name}"
            for name in ("children_an_hour", "times_usual", "days_after_work", "quiet_from", "quiet_until")
        ),
        "Looks from that day on are judged by it; what was found before stays.",
    ),
)
OF: dict[str, Part] = {name: part for part in PARTS for name in part.names}
"""The part of each value."""
