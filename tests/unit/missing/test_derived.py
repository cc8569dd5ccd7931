"""What one child's facts come to, without a database: rows that stay the same, answers, earlier plans, the day's rules."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lantern.missing.queries.answers import Answered
from lantern.missing.queries.derived import Derived, derive, following_clocks, trigger_id
from lantern.missing.queries.facts import ChildFacts
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.following import Answer
from lantern.missing.rules.message import Message
from lantern.missing.rules.owed import Clocks, Step
from lantern.missing.vocabulary import Answerer, AnswerKind, Harm, StepKind, TriggerKind
from lantern.organisation.presets import preset
from lantern.organisation.rules.arrangement import Arrangement
from tests.unit.missing.told import at, message, moment

ESSEX = preset("essex").arrangement
CS, LO = Answerer.CHILDRENS_SERVICES, Answerer.LIAISON_OFFICER
FIRST, SECOND = ("feed", "A1"), ("feed", "A2")
IDS = {FIRST: UUID(int=1), SECOND: UUID(int=2)}
PLAN = StepKind.PREVENTION_PLAN
HARMED = {"harm": "suspected", "at_risk": "no", "significant": "no", "again": "unknown"}


def the_facts(*told: Message, arranged: Any = lambda _: ESSEX, **more: Any) -> ChildFacts:
    facts = ChildFacts(
        child=UUID(int=9),
        area=None,
        worker=None,
        is_open_on=lambda _: True,
        clocks_on=lambda _: Clocks(),
        arranged=arranged,
        incidents=dict(IDS),
        **more,
    )
    facts.messages = {each.key: each for each in told}
    return facts


GONE = message("1", last_seen="2026-03-04 16:00", reported="2026-03-04 17:00")
HOME = message("2", "found", found="2026-03-05 03:10", harm=Harm.SUSPECTED)
AGAIN = message("3", reference="A2", last_seen="2026-03-20 16:00", reported="2026-03-20 17:00")


def an_answer(when: str, kind: TriggerKind = TriggerKind.HARM, answerer: Answerer = CS) -> Answered:
    return Answered(kind, answerer, Answer(AnswerKind.SUPPORT, moment(when)))


def fired(found: Derived) -> list[tuple[TriggerKind, Answerer]]:
    return [(each.kind, each.answerer) for each in found.fired]


def test_the_same_trigger_is_the_same_row_and_no_two_share_one() -> None:
    """MIS-12: an answer stays with its trigger however often it is worked out; ids are kept in the database for good."""
    ids = [trigger_id(incident, kind, who) for incident in IDS.values() for kind in TriggerKind for who in Answerer]
    assert len(set(ids)) == len(ids) == 16
    assert ids[0] == UUID("f911a0ce-cc2c-5b48-b3ae-defe4a44e043")


def test_a_message_that_tells_of_harm_fires_for_its_own_incident() -> None:
    """MIS-12b: the row hangs on the incident that the episode is known by."""
    found = derive(the_facts(GONE, HOME, AGAIN))
    assert fired(found) == [(TriggerKind.HARM, CS), (TriggerKind.RISK_OF_HARM, LO)]
    assert found.id_of(found.fired[0]) == trigger_id(IDS[FIRST], TriggerKind.HARM, CS)


def test_harm_that_a_check_found_fires_and_a_step_that_was_not_asked_does_not() -> None:
    """MIS-12b: by the answers of its form; a plan asks nothing of harm."""
    facts = the_facts(GONE)
    facts.steps[FIRST] = [Step(PLAN, moment("2026-03-05 12:00"), {"pushes": "harm"})]
    assert fired(derive(facts)) == []
    facts.steps[FIRST].append(Step(StepKind.CONTACT, moment("2026-03-06 12:00"), HARMED))
    found = derive(facts)
    assert fired(found) == [(TriggerKind.HARM, CS), (TriggerKind.RISK_OF_HARM, LO)]
    assert found.fired[0].at == moment("2026-03-06 12:00")
    assert found.fired[0].words == "Harm is suspected: contact of 6 March 2026."


def test_each_agency_has_answered_when_it_first_did() -> None:
    """MIS-12: not by the other's answer, nor by one to another trigger, nor to another episode's."""
    facts = the_facts(GONE, HOME)
    facts.answers[FIRST] = [an_answer("2026-03-07 10:00"), an_answer("2026-03-06 10:00")]
    facts.answers[SECOND] = [an_answer("2026-03-05 10:00", TriggerKind.RISK_OF_HARM, LO)]
    harm, risk = derive(facts).fired
    assert derive(facts).answered(harm) == at("2026-03-06 10:00")
    assert derive(facts).answered(risk) is None
    facts.answers[FIRST] = [an_answer("2026-03-06 10:00", TriggerKind.RISK_OF_HARM, LO)]
    assert (derive(facts).answered(harm), derive(facts).answered(risk)) == (None, at("2026-03-06 10:00"))


@pytest.mark.parametrize(
    ("key", "kind", "when", "before"),
    [
        (FIRST, PLAN, "2026-03-20 15:59", True),
        (FIRST, PLAN, "2026-03-20 16:00", True),  # the minute they went
        (FIRST, PLAN, "2026-03-20 16:01", False),
        (FIRST, PLAN, "2026-03-20", True),  # at an unknown time of the day they went
        (FIRST, PLAN, "2026-03-21", False),
        (FIRST, StepKind.PLAN_REVIEW, "2026-03-10 12:00", False),
        (SECOND, PLAN, "2026-03-20 15:00", False),  # a plan of this episode is not an earlier one
    ],
)
def test_an_earlier_plan_is_one_of_another_episode_made_before_the_child_went(
    key: tuple[str, str], kind: StepKind, when: str, before: bool
) -> None:
    """MIS-8: else a plan would ask to be looked at because it was made."""
    facts = the_facts(GONE, HOME, AGAIN)
    facts.steps[key] = [Step(kind, moment(when))]
    found = derive(facts)
    assert found.around(found.history.episodes[1]).planned_before is before


def test_what_is_known_around_an_episode_is_its_own() -> None:
    """MIS-12, MIS-15: its answers and the child's birth, not the answers to another's."""
    facts = the_facts(GONE, HOME, AGAIN, born=date(2012, 3, 3))
    facts.answers[FIRST] = [an_answer("2026-03-06 10:00")]
    found = derive(facts)
    one, other = (found.around(each) for each in found.history.episodes)
    assert (one.born, one.answers) == (date(2012, 3, 3), (Answer(AnswerKind.SUPPORT, moment("2026-03-06 10:00")),))
    assert other.answers == ()


def stricter(**changes: Any) -> Arrangement:
    return ESSEX.model_copy(update={"missing": ESSEX.missing.model_copy(update=changes)})


def test_what_counts_as_repeated_is_what_held_on_londons_day_of_the_start() -> None:
    """MIS-12, PAR-7, MIS-17: at half past midnight in summer London is a day ahead of UTC."""
    from_july = date(2026, 7, 2)

    def arranged(day: date) -> Arrangement:
        return stricter(repeat_count=2) if day >= from_july else ESSEX

    before = message("1", last_seen="2026-06-30 16:00", found="2026-06-30 18:00")
    late = message("2", reference="A2", last_seen="2026-07-01 23:59")
    past = replace(late, last_seen=moment("2026-07-02 00:30"))
    assert fired(derive(the_facts(before, late, arranged=arranged))) == []
    assert fired(derive(the_facts(before, past, arranged=arranged))) == [
        (TriggerKind.REPEAT, CS),
        (TriggerKind.REPEAT, LO),
    ]


@pytest.mark.parametrize("name", ["essex", "buckinghamshire"])
def test_the_clocks_of_a_preset_are_each_in_their_own_place(name: str) -> None:
    """MIS-15, PAR-7: the reviews shortest first; no clock is another's."""
    arrangement = preset(name).arrangement
    given, clocks = arrangement.missing.clocks, following_clocks(arrangement)
    assert clocks.reviews == (given.review_first, given.review_second, given.review_third, given.review_fourth)
    assert (clocks.adult_handover, clocks.plan_review) == (given.adult_handover, given.plan_review)
    assert (clocks.support_response, clocks.strategy_meeting) == (given.support_response, given.strategy_meeting)


def test_an_address_counts_on_its_days_and_else_todays_area_does() -> None:
    """PAR-2: since and until are London's days, the last one excluded; an address without an area says nothing."""
    now, then = UUID(int=20), UUID(int=21)
    facts = the_facts()
    facts.area = now
    facts.addresses = [(date(2026, 3, 1), date(2026, 4, 1), then), (date(2026, 5, 1), date.max, None)]
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 2)]
    assert [facts.area_on(day) for day in days] == [now, then, then, now, now]


def test_nothing_is_known_of_a_child_without_messages() -> None:
    """MIS-12: a record that was just opened."""
    found = derive(the_facts())
    assert (found.history.episodes, found.fired) == ((), ())
    alone = EpisodeFacts(FIRST, moment("2026-03-04 16:00"))
    assert found.around(alone) == replace(found.around(alone), born=None, answers=(), planned_before=False)
