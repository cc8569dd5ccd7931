"""Invented arrangements for the tests of their rules: any value changed to any other that the rules take."""

from typing import Any

from hypothesis import strategies as st

from lantern.organisation.presets import preset
from lantern.organisation.rules.arrangement import Arrangement, ContactSpec
from lantern.organisation.rules.leaves import leaves, with_values
from lantern.organisation.rules.part import LONGEST
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime

ESSEX = preset("essex").arrangement
WORDS = st.text(st.characters(min_codepoint=65, max_codepoint=122), min_size=1, max_size=12)
CLOCKS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Clock, st.integers(0, min(LONGEST[unit], 200)), st.just(unit), st.sampled_from(UnknownTime))
)
CONTACTS = st.lists(st.builds(ContactSpec, who=WORDS, call=WORDS, hours=st.just("") | WORDS), max_size=4).map(tuple)
TEXTS = WORDS.map(lambda word: f"# {word.strip('{}')} x\n\n{{name}}, {{phone}}, {{mailbox}}.\n")
LEVELS = st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True).map(
    lambda points: f"Standard\nMedium {min(points)}\nHigh {max(points)}\nActual\n"
)
INDICATORS = st.lists(WORDS.map(lambda word: f"x{word.strip('[]*')}"), min_size=1, max_size=5, unique_by=str.lower).map(
    lambda words: "## Signs\n" + "".join(f"- {word}\n" for word in words)
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "marking": WORDS,
    "contacts": CONTACTS,
    "missing.open_statuses": st.lists(st.sampled_from(["LAC", "CP", "CIN", "CFA", "FS"]), unique=True).map(tuple),
    "missing.repeat_count": st.integers(2, 100),
    "missing.repeat_days": st.integers(1, 3_650),
    "missing.matching.certain_from": st.floats(40, 1_000),
    "missing.matching.possible_from": st.floats(1, 14),
    "missing.matching.lead_over_next": st.floats(0, 10),
    "missing.matching.largest_block": st.integers(1, 100_000),
    "missing.risk_reason_required": st.booleans(),
    **dict.fromkeys(("missing.letters.team", "missing.letters.mailbox", "missing.letters.phone"), WORDS),
    "missing.letters.child_from_age": st.integers(0, 18),
    **dict.fromkeys(("missing.letters.child_text", "missing.letters.parent_text"), TEXTS),
    "missing.high_risk_is_harm": st.booleans(),
    "missing.acknowledge_minutes": st.integers(1, 1_440),
    "missing.late_days": st.integers(0, 90),
    "missing.handover_hours": st.integers(1, 72),
    "missing.chats.change_days": st.integers(0, 365),
    "missing.adult_ahead_months": st.integers(0, 24),
    "missing.profile_months": st.integers(1, 24),
    "missing.chats.after_away": st.booleans(),
    "missing.chats.only_if_open": st.booleans(),
    "missing.chats.parent_ends": st.booleans(),
    "missing.chats.worker_days": st.integers(0, 90),
    "exploitation.levels": LEVELS,
    "exploitation.indicators": INDICATORS,
    "exploitation.suggests": st.booleans(),
    "exploitation.weights.now": st.integers(3, 10),
    "exploitation.weights.recent": st.integers(2, 3),
    "exploitation.weights.older": st.integers(0, 2),
    "exploitation.weights.suspected": st.integers(0, 3),
    "exploitation.review_months": st.integers(1, 12),
    "membership.invitation_days": st.integers(1, 90),
    "restricted.review_days": st.integers(1, 365),
    "intelligence.grading": st.sampled_from(["5x5x5", "3x5x2", "none"]),
    "intelligence.expiry_days": st.integers(1, 365),
    "unusual.children_an_hour": st.integers(2, 1_000),
    "unusual.times_usual": st.integers(1, 100),
    "unusual.days_after_work": st.integers(0, 3_650),
    "unusual.quiet_from": st.integers(0, 23),
    "unusual.quiet_until": st.integers(0, 23),
    "mace1.level": st.sampled_from(["county", "quadrant", "district"]),
    "mace1.every_months": st.integers(1, 6),
    "mace1.week": st.integers(1, 5),
    "mace1.weekday": st.integers(0, 4),
    "mace1.begins": st.sampled_from(["08:00", "13:15", "23:59"]),
    "mace1.length": st.integers(15, 600),
    "mace1.highest": st.integers(0, 8),
    "mace1.known_victim": st.booleans(),
    "mace1.from_missing": st.booleans(),
    "mace1.seats": WORDS.map(lambda word: f"chair | x{word} | x{word}\n".replace("||", "|")),
    **dict.fromkeys(("mace1.sections", "mace1.closures"), WORDS.map(lambda word: f"x{word}\n")),
    "mace1.statement": WORDS.map(lambda word: f"x{word}\n"),
    **{name: CLOCKS for name, value in leaves(ESSEX).items() if isinstance(value, Clock)},
}


@st.composite
def changes(draw: st.DrawFn, names: tuple[str, ...] = tuple(VALUES)) -> dict[str, Any]:
    """Some values, each by its name."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names)))
    found = {name: draw(VALUES[name]) for name in chosen}
    if any("matching" in name for name in found):
        found.setdefault("missing.matching.certain_from", 500.0)
    return found


def arrangements() -> st.SearchStrategy[Arrangement]:
    """Arrangements of any kind."""
    return changes().map(lambda values: with_values(ESSEX, values))
