"""The arrangement as checked, frozen values: no clock, count or threshold is a literal anywhere else (PAR-7)."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from lantern.organisation.rules import indicators, letters
from lantern.organisation.rules.mace1 import Mace1
from lantern.organisation.rules.part import AClock, Part
from lantern.organisation.vocabulary import AgencyKind
from lantern.timekeeping.clocks import Clock, Unit


class MissingClocks(Part):
    """When what a report, a return, a trigger or a long absence sets going falls due (MIS-1, MIS-7 to MIS-9, 12, 15).

    Those with a value here came after partnerships had chosen the others; what is written down keeps its word.
    """

    attend_immediate: AClock
    attend_priority: AClock
    attend_scheduled: AClock
    vulnerability_check: AClock
    chat_offer: AClock
    chat: AClock = Clock(72, Unit.HOURS)
    contact: AClock
    prevention_plan: AClock
    plan_review: AClock = Clock(72, Unit.HOURS)
    answer_trigger: AClock = Clock(24, Unit.HOURS)
    support_response: AClock = Clock(48, Unit.HOURS)
    strategy_meeting: AClock = Clock(72, Unit.HOURS)
    review_first: AClock = Clock(24, Unit.HOURS)
    review_second: AClock = Clock(72, Unit.HOURS)
    review_third: AClock = Clock(7, Unit.DAYS)
    review_fourth: AClock = Clock(28, Unit.DAYS)
    adult_handover: AClock = Clock(24, Unit.HOURS)


RIVALS = "the weight from which a person decides is at most the weight of a sure match less the lead"


class Matching(Part):
    """Weights, in bits, from which a match links itself or waits for a person (MIS-4)."""

    certain_from: float = Field(gt=0, le=1_000)
    possible_from: float = Field(gt=0, le=1_000)
    lead_over_next: float = Field(ge=0, le=1_000)
    largest_block: int = Field(ge=1, le=100_000, description="a key that more children share than this tells nothing")

    @model_validator(mode="after")
    def _rivals_are_seen(self) -> Self:
        """A rival within the lead of a certain match must be possible, or nobody would be asked."""
        if self.possible_from > self.certain_from - self.lead_over_next:
            raise ValueError(RIVALS)
        return self


def letter(text: str) -> str:
    """The text of a letter, with one kind of line end. Raises `ValueError` for what cannot be filled in."""
    plain = text.replace("\r\n", "\n").strip() + "\n"
    if against := letters.against_text(plain):
        raise ValueError(against)
    return plain


ALetter = Annotated[str, Field(max_length=letters.LONGEST), AfterValidator(letter)]


class Letters(Part):
    """The two letters that offer a missing chat (MIS-8). Without a mailbox and a phone number none is printed."""

    team: str = Field(default="", max_length=80)
    mailbox: str = Field(default="", max_length=120)
    phone: str = Field(default="", max_length=40)
    child_from_age: int = Field(default=8, ge=0, le=18)
    child_text: ALetter = letters.CHILD_TEXT
    parent_text: ALetter = letters.PARENT_TEXT


class Chats(Part):
    """After which returns a missing chat is owed, and whose refusal ends that (MIS-9)."""

    after_away: bool = Field(default=True, description="after being away without authorisation too (MIS-5)")
    only_if_open: bool = Field(default=False, description="only to children open to children's services (MIS-8)")
    parent_ends: bool = Field(default=True, description="a parent's refusal counts while the child has not answered")
    worker_days: int = Field(
        default=7, ge=0, le=90, description="the chat worker sees the child after telling how it went"
    )
    change_days: int = Field(
        default=28, ge=0, le=365, description="a child who refused and asks by then takes up the chat that was refused"
    )


class Missing(Part):
    clocks: MissingClocks
    chats: Chats = Chats()
    open_statuses: tuple[str, ...] = Field(description="statuses that mean open to children's services (MIS-8)")
    repeat_count: int = Field(ge=2, le=100)
    repeat_days: int = Field(ge=1, le=3_650)
    matching: Matching
    risk_reason_required: bool = True
    letters: Letters = Letters()
    high_risk_is_harm: bool = True
    acknowledge_minutes: int = Field(
        default=15, ge=1, le=1_440, description="a high risk not acknowledged by then goes to the next on the rota"
    )
    handover_hours: int = Field(default=12, ge=1, le=72, description="how far a duty handover sheet looks ahead")
    late_days: int = Field(
        default=14,
        ge=0,
        le=90,
        description="what is late after a return stays on the board as long, then in the lists alone",
    )
    adult_ahead_months: int = Field(
        default=6, ge=0, le=24, description="a handover at 18 is owed from so long before the birthday (MIS-15)"
    )
    profile_months: int = Field(default=3, ge=1, le=24, description="a profile older than this is to be checked again")


class Weights(Part):
    """How much an answer counts; what is worse never counts for less (EXP-2)."""

    now: int = Field(default=3, ge=0, le=10)
    recent: int = Field(default=2, ge=0, le=10)
    older: int = Field(default=1, ge=0, le=10)
    suspected: int = Field(default=1, ge=0, le=10)

    @model_validator(mode="after")
    def _worse_counts_for_more(self) -> Self:
        if not self.now >= self.recent >= self.older or self.suspected > self.now:
            raise ValueError(WORSE)
        return self


WORSE = "what is present now counts for at least as much as what was present before, and as what is suspected"


class ExploitationClocks(Part):
    """When what a concern or an assessment sets going falls due (EXP-1, EXP-2)."""

    concern: AClock = Clock(1, Unit.WORKING_DAYS)
    referral: AClock = Clock(1, Unit.HOURS)
    acknowledgement: AClock = Clock(1, Unit.WORKING_DAYS)
    protection: AClock = Clock(3, Unit.WORKING_DAYS)
    sign_off: AClock = Clock(5, Unit.WORKING_DAYS)
    first_assessment: AClock = Clock(10, Unit.WORKING_DAYS)
    after_trigger: AClock = Clock(10, Unit.WORKING_DAYS)
    reasonable_grounds: AClock = Clock(5, Unit.WORKING_DAYS)
    conclusive_grounds: AClock = Clock(30, Unit.DAYS)


class Exploitation(Part):
    """What an assessment asks, the levels it may end in, what suggests one, and when it is due again (EXP-2)."""

    clocks: ExploitationClocks = ExploitationClocks()
    levels: str = Field(default=indicators.LEVELS, max_length=1_000)
    indicators: str = Field(default=indicators.INDICATORS, max_length=indicators.LONGEST)
    suggests: bool = Field(default=True, description="Lantern suggests a level, with its reasons")
    weights: Weights = Weights()
    review_months: int = Field(default=3, ge=1, le=12)

    @model_validator(mode="after")
    def _is_read(self) -> Self:
        """Raises for a text that cannot be read, in its words."""
        indicators.read_groups(self.indicators, indicators.read_levels(self.levels))
        return self


class Sessions(Part):
    invitation_days: int = Field(ge=1, le=90)


class Unusual(Part):
    """From when on an access is unusual enough to be shown to information governance (SHA-6). Hours are London's."""

    children_an_hour: int = Field(default=30, ge=2, description="children whose records one person opened")
    times_usual: int = Field(default=3, ge=1, description="as many times the person's own usual")
    days_after_work: int = Field(default=14, ge=0)
    quiet_from: int = Field(default=22, ge=0, le=23)
    quiet_until: int = Field(default=6, ge=0, le=23)


class Restricted(Part):
    """Records that only named people see (SHA-4)."""

    review_days: int = Field(
        default=90, ge=1, le=365, description="somebody named looks at whether it must stay restricted"
    )


class Intelligence(Part):
    """How what is said of persons of concern is graded, and how far ahead the end of an order is shown (INT-3, EXP-5)."""

    grading: Literal["5x5x5", "3x5x2", "none"] = "none"
    expiry_days: int = Field(default=28, ge=1, le=365, description="an order that ends within so many days is shown")


class GeographySpec(Part):
    """A geography that a new partnership starts with; `areas` name their holder by code."""

    key: str
    name: str
    main: bool = False


class AreaSpec(Part):
    geography: str
    code: str
    name: str
    level: str
    within: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class AgencySpec(Part):
    name: str
    kind: AgencyKind


class ContactSpec(Part):
    """Who to call, for the foot of every page."""

    who: str = Field(min_length=1, max_length=80)
    call: str = Field(min_length=1, max_length=120)
    hours: str = Field(default="", max_length=120)


class Arrangement(Part):
    """Everything a partnership may choose for itself that the rooms built so far read."""

    marking: str = Field(min_length=1, max_length=60)
    contacts: tuple[ContactSpec, ...] = Field(max_length=12)
    missing: Missing
    membership: Sessions
    unusual: Unusual = Unusual()
    restricted: Restricted = Restricted()
    exploitation: Exploitation = Exploitation()
    intelligence: Intelligence = Intelligence()
    mace1: Mace1 = Mace1()


class Preset(Part):
    """What a new partnership starts from (PAR-8)."""

    name: str
    title: str
    arrangement: Arrangement
    geographies: tuple[GeographySpec, ...]
    areas: tuple[AreaSpec, ...]
    agencies: tuple[AgencySpec, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        """One main geography; every area in a geography and in areas that there are."""
        keys, codes = {each.key for each in self.geographies}, [each.code for each in self.areas]
        if sum(each.main for each in self.geographies) != 1:
            raise ValueError("exactly one geography is the main one")
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise ValueError(f"several areas have the code {', '.join(sorted(twice))}")
        for area in self.areas:
            if area.geography not in keys:
                raise ValueError(f"{area.name} is in the geography {area.geography}, which there is not")
            if unknown := {*area.within, *area.holds} - set(codes):
                raise ValueError(f"{area.name} names areas that there are not: {', '.join(sorted(unknown))}")
        return self
