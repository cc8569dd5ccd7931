"""What holds of whom incidents are about, whatever arrives (MIS-3, MIS-4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.matching import Thresholds
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.message import Message
from lantern.missing.rules.resolution import Decisions, Resolution, Standing
from lantern.missing.rules.resolve import learnt, resolve, taught
from lantern.missing.rules.subjects import are_two_people_beside, provisional_key, subjects
from lantern.missing.vocabulary import MessageKind
from lantern.timekeeping.moments import Moment

START = datetime(2026, 3, 1, tzinfo=UTC)

described = st.builds(
    Described,
    forename=st.sampled_from(["Rowan", "Rwoan", "Ella", "Ellie", "Elie", "Georgia", "Sample", "R", ""]),
    surname=st.sampled_from(["Sample", "Smaple", "Example", "Ella"]),
    born=st.sampled_from([None, date(2013, 3, 5), date(2013, 5, 3), date(2012, 3, 5), date(2010, 11, 29)]),
    sex=st.sampled_from(["M", "F", ""]),
    address=st.sampled_from(["145 Fictional Lane", "3 Pretend Way", ""]),
    postcode=st.sampled_from(["ZZ15 6HY", "YY1 1AA", ""]),
    pupil_number=st.sampled_from(["", "D689"]),
)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    number, hours = draw(st.integers(1, 5)), draw(st.none() | st.integers(0, 3))
    who = draw(described)
    seen = None if hours is None else Moment(START + timedelta(hours=hours))
    key = f"{number}{who}{hours}"
    return Message(key, "police", f"MP/{number}", MessageKind.UPDATE, key, who, last_seen=seen)


sets = st.lists(messages(), min_size=1, max_size=9)
known_sets = st.dictionaries(st.sampled_from(["C1", "C2", "C3"]), described.map(Profile.of), max_size=3)


@st.composite
def decisions(draw: st.DrawFn) -> Decisions:
    incident = st.integers(1, 5).map(lambda number: ("police", f"MP/{number}"))
    child = st.sampled_from(["C1", "C2", provisional_key(("police", "MP/1"))])
    return Decisions(
        draw(st.dictionaries(incident, child, max_size=2)),
        draw(st.dictionaries(incident, st.frozensets(child, max_size=2), max_size=2)),
        draw(st.frozensets(incident, max_size=1)),
    )


def decide(sent: list[Message], known: dict[str, Profile], decided: Decisions) -> Resolution:
    return resolve(subjects(sent), known, decided, Thresholds())


@given(sets, known_sets, decisions(), st.randoms())
@settings(max_examples=200)
def test_the_order_of_arrival_is_never_read(
    sent: list[Message], known: dict[str, Profile], decided: Decisions, chance: Random
) -> None:
    """MIS-3: messages, children and decisions in any order, and a message twice, give the same resolution."""
    shuffled = [*sent, *chance.sample(sent, len(sent) // 2)]
    chance.shuffle(shuffled)
    backwards = Decisions(
        dict(reversed(list(decided.children.items()))), dict(reversed(list(decided.not_children.items()))), decided.new
    )
    assert decide(shuffled, dict(reversed(known.items())), backwards) == decide(sent, known, decided)


@given(sets, known_sets, decisions())
def test_every_incident_has_one_verdict_that_holds_together(
    sent: list[Message], known: dict[str, Profile], decided: Decisions
) -> None:
    """MIS-4: linked or waiting, never both; new children are made for those who are new, and for them alone."""
    found = decide(sent, known, decided)
    assert set(found.verdicts) == {message.incident for message in sent}
    assert all(bool(v.child) == (v.standing is not Standing.WAITS) for v in found.verdicts.values())
    new = {incident: v.child for incident, v in found.verdicts.items() if v.standing is Standing.NEW}
    assert {incident: child for child, theirs in found.provisional.items() for incident in theirs} == new
    assert set(found.waiting) == {incident for incident, v in found.verdicts.items() if v.standing is Standing.WAITS}


@given(sets, known_sets, decisions())
def test_decisions_always_win(sent: list[Message], known: dict[str, Profile], decided: Decisions) -> None:
    """MIS-4: what a person said stands, and what a person ruled out is never linked or proposed by the machine."""
    found = decide(sent, known, decided)
    for incident, verdict in found.verdicts.items():
        if incident in decided.children:
            assert (verdict.standing, verdict.child) == (Standing.DECIDED, decided.children[incident])
        elif incident in decided.new:
            assert (verdict.standing, verdict.child) == (Standing.DECIDED, provisional_key(incident))
        else:
            assert verdict.child not in decided.refused(incident)


@given(sets)
def test_no_new_child_has_two_forenames(sent: list[Message]) -> None:
    """MIS-4: whatever chain of likenesses leads there, two people are never made one child."""
    told = {subject.incident: subject.profile.names for subject in subjects(sent)}
    for together in decide(sent, {}, Decisions()).provisional.values():
        names = [told[incident] for incident in together]
        assert not any(are_two_people_beside(one, other, names) for one in names for other in names)


@given(sets, known_sets, decisions())
@settings(max_examples=200)
def test_the_file_again_changes_nothing(sent: list[Message], known: dict[str, Profile], decided: Decisions) -> None:
    """MIS-3: with what the first run taught, those who waited still wait, and no child is made."""
    by_incident = {subject.incident: subject for subject in subjects(sent)}
    first = decide(sent, known, decided)
    people = {i: v.child for i, v in first.verdicts.items() if v.standing is Standing.DECIDED}
    machine = {i: v.child for i, v in first.verdicts.items() if v.child and i not in people}
    now = learnt(taught(known, people, by_incident), machine, by_incident)
    again = resolve([by_incident[incident] for incident in first.waiting], now, decided, Thresholds())
    assert not again.provisional
    assert {incident: verdict.child for incident, verdict in again.verdicts.items()} == dict.fromkeys(first.waiting, "")


@given(described, described)
def test_who_differs_in_forename_is_never_linked(sought: Described, stored: Described) -> None:
    """MIS-4: a twin agrees in everything else, so everything else is never enough."""
    other = replace(stored, forename="Georgia")
    message = Message(
        "k", "police", "MP/1", MessageKind.INITIAL, "k", replace(sought, forename="Rowan", surname="Example")
    )
    verdict = decide([message], {"C1": Profile.of(other)}, Decisions()).verdicts[message.incident]
    assert verdict.standing is not Standing.CERTAIN
