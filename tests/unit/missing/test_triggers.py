"""What makes an episode ask for more than its own clocks (MIS-12)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.triggers import Account, Fired, Rules, recent, triggers
from lantern.missing.vocabulary import Absence, Answerer, Harm, Risk, TriggerKind
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import at, moment

RULES = Rules(count=3, days=90, high_risk_counts=True, answer=Clock(24, Unit.HOURS))
CS, LO = Answerer.CHILDRENS_SERVICES, Answerer.LIAISON_OFFICER
REPEAT, HARM, RISK, AGAIN = TriggerKind


def an_episode(key: str, start: str, **facts: Any) -> EpisodeFacts:
    """Reported when the child was last seen, unless said otherwise."""
    began = moment(start)
    return EpisodeFacts(("feed", key), start=began, **{"reported": began} | facts)


def fired(
    *episodes: EpisodeFacts, accounts: dict[str, Iterable[Account]] | None = None, rules: Rules = RULES
) -> tuple[Fired, ...]:
    by_key = {("feed", key): told for key, told in (accounts or {}).items()}
    return triggers(episodes, by_key, lambda _: rules)


def named(found: Iterable[Fired]) -> list[tuple[TriggerKind, Answerer, str]]:
    return [(each.kind, each.answerer, each.episode[1]) for each in found]


def told(when: str, source: str = "contact", **more: Any) -> Account:
    return Account(moment(when), source, **more)


FIRST, SECOND = an_episode("A", "2026-03-04 16:00"), an_episode("B", "2026-04-01 09:00")


@pytest.mark.parametrize(
    ("third", "fires"),
    [
        ("2026-06-01 23:59", True),
        ("2026-06-02 00:00", True),  # the 90th day after 4 March counts, from its first minute
        ("2026-06-02 23:59", True),  # and to its last, though more than 90 times 24 hours have gone
        ("2026-06-03 00:00", False),
        ("2026-06-02", True),
        ("2026-06-03", False),
    ],
)
def test_the_ninetieth_day_counts(third: str, fires: bool) -> None:
    """MIS-12a, MIS-17: days are London's calendar days, across the clock change on 29 March."""
    found = fired(FIRST, SECOND, an_episode("C", third))
    assert named(found) == ([(REPEAT, CS, "C"), (REPEAT, LO, "C")] if fires else [])


def test_it_is_explained_in_words() -> None:
    """MIS-12: what is counted, since when, and by what rule."""
    one, other = fired(FIRST, SECOND, an_episode("C", "2026-05-02 08:00", reported=moment("2026-05-02 10:00")))
    assert one.words == "3 episodes since 4 March: 4 March, 1 April and 2 May 2026. 3 in 90 days are enough."
    assert (one.at, one.due) == (moment("2026-05-02 10:00"), at("2026-05-03 10:00"))
    assert replace(one, answerer=LO) == other


def test_a_year_is_said_where_it_is_another() -> None:
    """MIS-12: an explanation across New Year."""
    found = fired(
        an_episode("A", "2025-12-30 16:00"), an_episode("B", "2026-01-02 16:00"), an_episode("C", "2026-01-03 16:00")
    )
    assert found[0].words.startswith(
        "3 episodes since 30 December 2025: 30 December 2025, 2 January and 3 January 2026."
    )


def test_each_further_episode_is_a_cause_of_its_own() -> None:
    """MIS-12: a fourth and a fifth are not taken for normal; each fires once for each agency."""
    days = ["2026-03-04 16:00", "2026-03-05 16:00", "2026-03-06 16:00", "2026-03-07 16:00", "2026-03-08 16:00"]
    found = fired(*(an_episode(str(number), day) for number, day in enumerate(days)))
    assert named(found) == [(REPEAT, who, key) for key in "234" for who in (CS, LO)]
    assert found[-1].words.startswith("5 episodes since 4 March: ")


def test_absences_whose_whereabouts_were_known_are_not_added() -> None:
    """MIS-5, MIS-12a: neither counted nor a cause."""
    away = [replace(each, absence=Absence.AWAY) for each in (FIRST, SECOND)]
    third = an_episode("C", "2026-04-02 09:00")
    assert fired(away[0], SECOND, third) == fired(FIRST, away[1], third) == ()
    assert fired(FIRST, SECOND, replace(third, absence=Absence.AWAY)) == ()


@pytest.mark.parametrize(("count", "days", "fires"), [(3, 90, True), (4, 90, False), (3, 27, False), (2, 1, True)])
def test_length_and_count_are_the_arrangements(count: int, days: int, fires: bool) -> None:
    """MIS-12, PAR-7: 4 March, 1 and 2 April."""
    found = fired(FIRST, SECOND, an_episode("C", "2026-04-02 09:00"), rules=replace(RULES, count=count, days=days))
    assert bool(found) is fires


def test_each_episode_follows_the_arrangement_of_its_own_day() -> None:
    """MIS-12, PAR-7: what began before a change stays as it was."""
    third, fourth = an_episode("C", "2026-05-02 08:00"), an_episode("D", "2026-05-20 08:00")
    stricter = replace(RULES, count=5)

    def on(episode: EpisodeFacts) -> Rules:
        return stricter if episode.start.day >= date(2026, 5, 10) else RULES

    found = triggers([FIRST, SECOND, third, fourth], {}, on)
    assert named(found) == [(REPEAT, CS, "C"), (REPEAT, LO, "C")]


@pytest.mark.parametrize("harm", [Harm.SUSPECTED, Harm.DISCLOSED])
def test_harm_on_return_is_for_childrens_services_and_its_risk_for_the_liaison_officer(harm: Harm) -> None:
    """MIS-12b: each answers their own; known since the return."""
    back = replace(FIRST, end=moment("2026-03-05 03:10"), harm=harm)
    found = fired(back)
    assert named(found) == [(HARM, CS, "A"), (RISK, LO, "A")]
    assert {each.at for each in found} == {moment("2026-03-05 03:10")}
    how = "suspected" if harm is Harm.SUSPECTED else "disclosed by the child"
    assert found[0].words == f"Harm is {how}: return of 5 March 2026."


def test_no_harm_and_a_medium_risk_set_nothing_off() -> None:
    """MIS-12b: every child is at medium risk at least (MIS-2), which alone is no intervention."""
    assert fired(replace(FIRST, end=moment("2026-03-05 03:10"), harm=Harm.NONE)) == ()


@pytest.mark.parametrize("absence", list(Absence))
def test_harm_of_a_child_who_was_away_counts_alike(absence: Absence) -> None:
    """MIS-12b: any episode; that the whereabouts were known makes harm no less."""
    back = replace(FIRST, end=moment("2026-03-05 03:10"), harm=Harm.SUSPECTED, absence=absence)
    assert named(fired(back)) == [(HARM, CS, "A"), (RISK, LO, "A")]


def test_a_high_risk_is_a_risk_of_harm_where_the_arrangement_says_so() -> None:
    """MIS-12b, PAR-7: answered by the liaison officer, from the grading on."""
    high = replace(FIRST, risk=Risk.HIGH, graded_at=moment("2026-03-04 17:00"))
    (found,) = fired(high)
    assert (found.kind, found.answerer, found.at) == (RISK, LO, moment("2026-03-04 17:00"))
    assert found.words == "The risk was graded high, Wednesday 4 March 2026, 5pm."
    assert fired(high, rules=replace(RULES, high_risk_counts=False)) == ()


def test_a_check_that_names_a_risk_of_harm() -> None:
    """MIS-12b: no harm suffered, so children's services are not asked; the earliest of all reasons counts."""
    check = told("2026-03-05 12:00", "vulnerability check", harm=Harm.NONE, at_risk=True)
    (found,) = fired(FIRST, accounts={"A": [check]})
    assert (found.kind, found.answerer, found.at) == (RISK, LO, moment("2026-03-05 12:00"))
    assert found.words == "A risk of harm is named: vulnerability check of 5 March 2026."
    high = replace(FIRST, risk=Risk.HIGH, graded_at=moment("2026-03-04 17:00"))
    (found,) = fired(high, accounts={"A": [check]})
    assert found.at == moment("2026-03-04 17:00")
    assert found.words.startswith("The risk was graded high") and "vulnerability check" in found.words


SIGNIFICANT = told("2026-03-05 12:00", "vulnerability check", harm=Harm.SUSPECTED, significant=True)
LIKELY = told("2026-03-06 12:00", "contact", harm=Harm.NONE, likely_again=True)


def test_significant_harm_and_likely_again_ask_both_for_a_strategy_meeting() -> None:
    """MIS-12c: from what two people found, since the later of the two is known."""
    found = [each for each in fired(FIRST, accounts={"A": [LIKELY, SIGNIFICANT]}) if each.kind is AGAIN]
    assert named(found) == [(AGAIN, CS, "A"), (AGAIN, LO, "A")]
    assert found[0].at == moment("2026-03-06 12:00")
    said = "Significant harm: vulnerability check of 5 March 2026. Likely to go missing again: contact of 6 March 2026."
    assert found[0].words == said


@pytest.mark.parametrize("accounts", [[SIGNIFICANT], [LIKELY], [replace(SIGNIFICANT, significant=False), LIKELY], []])
def test_one_of_the_two_is_not_enough(accounts: list[Account]) -> None:
    """MIS-12c: significant harm *and* likely to go again."""
    assert AGAIN not in {each.kind for each in fired(FIRST, accounts={"A": accounts})}


def test_harm_of_one_episode_and_likelihood_of_another_are_not_one_cause() -> None:
    """MIS-12c: told of the same episode."""
    found = fired(FIRST, SECOND, accounts={"A": [SIGNIFICANT], "B": [LIKELY]})
    assert AGAIN not in {each.kind for each in found}


# What holds for any facts in any order.
days = st.integers(0, 260).map(lambda day: date(2026, 1, 1) + timedelta(days=day))
exact = st.integers(0, 260 * 8).map(lambda hours: Moment(at("2026-01-01 00:00") + timedelta(hours=3 * hours)))
moments = exact | days.map(Moment.on)
accounts_of = st.lists(
    st.builds(
        Account,
        moments,
        st.sampled_from(["contact", "vulnerability check"]),
        st.none() | st.sampled_from(Harm),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
)


@st.composite
def a_past(draw: st.DrawFn) -> tuple[list[EpisodeFacts], dict[Any, list[Account]]]:
    """Up to nine episodes within some nine months, and what people recorded of them."""
    episodes, accounts = [], {}
    for number in range(draw(st.integers(0, 9))):
        key = ("feed", f"E{number}")
        episodes.append(
            EpisodeFacts(
                key,
                start=draw(moments),
                reported=draw(st.none() | exact),
                end=draw(st.none() | exact),
                risk=draw(st.sampled_from(Risk)),
                absence=draw(st.sampled_from(Absence)),
                harm=draw(st.none() | st.sampled_from(Harm)),
            )
        )
        accounts[key] = draw(accounts_of)
    return episodes, accounts


@given(a_past(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_never_read(past: Any, chance: Random) -> None:
    """MIS-12: the same facts, whichever came first, are the same triggers to the last word."""
    episodes, accounts = past
    shuffled = chance.sample(episodes, len(episodes))
    others = {key: chance.sample(told, len(told)) for key, told in chance.sample(list(accounts.items()), len(accounts))}
    assert triggers(shuffled, others, lambda _: RULES) == triggers(episodes, accounts, lambda _: RULES)


@given(a_past())
def test_each_fires_once_for_its_cause(past: Any) -> None:
    """MIS-12: an agency has one trigger of a kind for an episode."""
    found = named(triggers(*past, lambda _: RULES))
    assert len(found) == len(set(found))


@given(a_past(), st.data())
def test_an_episode_that_arrives_late_takes_no_trigger_away(past: Any, data: st.DataObject) -> None:
    """MIS-12: it can only add; so an answer that was given is never asked for again under another name."""
    episodes, accounts = past
    if not episodes:
        return
    late = data.draw(st.sampled_from(episodes))
    before = named(triggers([each for each in episodes if each is not late], accounts, lambda _: RULES))
    assert set(before) <= set(named(triggers(episodes, accounts, lambda _: RULES)))


@given(a_past())
def test_a_slow_recount_day_by_day_agrees(past: Any) -> None:
    """MIS-12a: walk back from each episode one day at a time and count what began."""
    episodes, accounts = past
    found = {each.episode for each in triggers(episodes, accounts, lambda _: RULES) if each.kind is REPEAT}
    expected = set()
    for each in episodes:
        if each.absence is not Absence.MISSING:
            continue
        counted = 0
        for back in range(91):
            day = each.start.day - timedelta(days=back)
            for other in episodes:
                earlier = (other.start, other.key) <= (each.start, each.key)
                counted += other.absence is Absence.MISSING and other.start.day == day and earlier
        if counted >= 3:
            expected.add(each.key)
    assert found == expected


def test_recent_episodes_are_counted_back_from_one() -> None:
    """MIS-12a: none that began after it, on the same day or later."""
    later = an_episode("C", "2026-04-01 10:00")
    assert recent(SECOND, [FIRST, SECOND, later], 90) == [FIRST, SECOND]
