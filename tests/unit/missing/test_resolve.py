"""Whom each incident is about: certain, for a person, or somebody new (MIS-3, MIS-4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.children.rules.described import Described
from lantern.children.rules.matching import Thresholds
from lantern.children.rules.profiles import Profile
from lantern.missing.rules import resolution
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.message import Message
from lantern.missing.rules.resolution import Decisions, Resolution, Standing, Verdict
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import provisional_key, subjects
from lantern.missing.vocabulary import MessageKind
from lantern.timekeeping.moments import Moment

ROWAN = Described("Rowan", "Example", date(2013, 3, 5), "M", "145 Fictional Lane", "ZZ15 6HY")
ELLA = Described("Ella", "Sample", date(2012, 7, 9), "F", "3 Pretend Way", "YY1 1AA", "D689")
GEORGIA = replace(ELLA, forename="Georgia")
START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def said(number: int, who: Described, *, hours: int | None = None) -> Message:
    """A message of incident `number`; incidents come an hour after each other unless `hours` says when."""
    at = Moment(START + timedelta(hours=number if hours is None else hours))
    key = f"{number}:{who.forename}:{who.surname}"
    return Message(key, "police", f"MP/{number}", MessageKind.INITIAL, key, who, last_seen=at)


def told(number: int) -> Incident:
    return "police", f"MP/{number}"


def new(number: int) -> str:
    return provisional_key(told(number))


def decide(
    *messages: Message, known: Mapping[str, Described] | None = None, decisions: Decisions | None = None
) -> Resolution:
    profiles = {child: Profile.of(who) for child, who in (known or {}).items()}
    return resolve(subjects(messages), profiles, decisions or Decisions(), Thresholds())


def verdict(*messages: Message, known: Mapping[str, Described], decisions: Decisions | None = None) -> Verdict:
    """The verdict on the first message's incident."""
    return decide(*messages, known=known, decisions=decisions).verdicts[messages[0].incident]


def test_a_certain_match_links_itself() -> None:
    """MIS-4: name mistyped and swapped, birth date missing, home agreeing."""
    sent = Described("Exmaple", "Rowan", None, "", ROWAN.address, ROWAN.postcode)
    found = verdict(said(1, sent), known={"C1": ROWAN, "C2": ELLA})
    assert (found.standing, found.child) == (Standing.CERTAIN, "C1")
    assert "same address and postcode" in found.candidates[0].likeness.agreements


def test_a_possible_match_waits_with_candidates_and_why() -> None:
    """MIS-4: a name alone goes to a person, who sees whom it may be, likeliest first."""
    older = replace(ROWAN, born=date(2009, 9, 9), address="9 Madeup Road", postcode="XX1 1AA")
    found = verdict(said(1, Described("Rowan", "Example", ROWAN.born)), known={"C1": ROWAN, "C2": older, "C3": ELLA})
    assert found.standing is Standing.CERTAIN  # name and birth date
    found = verdict(said(1, Described("Rowan", "Example")), known={"C1": ROWAN, "C2": older, "C3": ELLA})
    assert (found.standing, found.child, found.why) == (Standing.WAITS, "", resolution.RIVALS)
    assert [candidate.child for candidate in found.candidates] == ["C1", "C2"]
    assert found.candidates[0].likeness.agreements == ("same surname", "same forename")


def test_nobody_like_it_makes_one_new_child_for_all_its_incidents() -> None:
    """MIS-4: several incidents surely about one unknown child share one provisional child, named by the earliest."""
    found = decide(said(7, ROWAN, hours=9), said(9, replace(ROWAN, forename="Rwoan"), hours=1), known={"C2": ELLA})
    assert {v.child for v in found.verdicts.values()} == {new(9)}
    assert found.provisional == {new(9): frozenset({told(7), told(9)})}
    assert all(v.standing is Standing.NEW for v in found.verdicts.values())


def test_messages_of_one_reference_pool_what_they_say() -> None:
    """MIS-3, MIS-4: one message has the name right, the other the birth date; together they are certain."""
    one = Described("Rowan", "Exmaple", None, "M", "", "")
    two = Described("Rwoan", "Example", ROWAN.born, "", "", "")
    assert verdict(said(1, one), known={"C1": ROWAN}).standing is Standing.WAITS
    found = verdict(said(1, one), said(1, two), known={"C1": ROWAN})
    assert (found.standing, found.child) == (Standing.CERTAIN, "C1")


def test_one_reference_about_two_people_waits() -> None:
    """MIS-4: a reference used for two children is a person's to untangle, known children or not."""
    found = verdict(said(1, ELLA), said(1, GEORGIA), known={"C1": ELLA, "C2": GEORGIA})
    assert (found.standing, found.why) == (Standing.WAITS, resolution.TWO_PEOPLE)
    assert verdict(said(1, ELLA), said(1, ROWAN), known={}).why == resolution.TWO_PEOPLE
    elsewhere = replace(ROWAN, born=date(2009, 9, 29), address="9 Madeup Road", postcode="XX1 1AA")
    assert verdict(said(1, ROWAN), said(1, elsewhere), known={"C1": ROWAN}).why == resolution.TWO_PEOPLE


def test_two_mistypings_of_one_known_name_are_one_person() -> None:
    """MIS-4: Drek and Deerk are two names until Derek is known."""
    derek = replace(ROWAN, forename="Derek")
    messages = said(1, replace(derek, forename="Drek")), said(1, replace(derek, forename="Deerk"))
    assert verdict(*messages, known={"C1": derek}).child == "C1"
    assert verdict(*messages, known={}).why == resolution.TWO_PEOPLE


@pytest.mark.parametrize("typed", ["Georgia", "Gorgia", "GEORGIA", "Geogria"])
def test_twins_are_told_apart_by_forename(typed: str) -> None:
    """MIS-4: everything else agrees, the pupil number too."""
    found = verdict(said(1, replace(GEORGIA, forename=typed)), known={"C1": ELLA, "C1T": GEORGIA})
    assert (found.standing, found.child) == (Standing.CERTAIN, "C1T")


@pytest.mark.parametrize("typed", ["Elie", "Elle", "", "E"])
def test_a_forename_between_two_twins_waits(typed: str) -> None:
    """MIS-4: when a second candidate is too near the first, a person decides."""
    ellie = replace(ELLA, forename="Ellie")
    found = verdict(said(1, replace(ELLA, forename=typed)), known={"C1": ELLA, "C1T": ellie})
    assert (found.standing, {c.child for c in found.candidates}) == (Standing.WAITS, {"C1", "C1T"})


@pytest.mark.parametrize("forename", ["Georgia", "Ellie", ""])
def test_a_twin_nobody_knows_is_not_taken_for_the_one_known(forename: str) -> None:
    """MIS-4: only the known twin is a candidate, and a person is asked."""
    found = verdict(said(1, replace(ELLA, forename=forename)), known={"C1": ELLA})
    assert (found.standing, [c.child for c in found.candidates]) == (Standing.WAITS, ["C1"])


def test_a_name_that_is_somebody_elses_forbids_a_link() -> None:
    """MIS-4: one message mistypes Jorge so that it looks like George; the other one does not."""
    george, jorge = replace(ELLA, forename="George"), replace(ELLA, forename="Jorge")
    found = verdict(said(1, replace(jorge, forename="Jeorge")), said(1, jorge), known={"C1": george})
    assert found.standing is Standing.WAITS


def test_an_unknown_twins_own_messages_are_a_rival() -> None:
    """MIS-4: "Gergia" alone is nearest to the known Gergina, until messages about an unknown Georgia are there."""
    gergina = replace(ELLA, forename="Gergiha")
    slip = said(1, replace(ELLA, forename="Gergia"))
    assert verdict(slip, known={"C1": gergina}).child == "C1"
    twin = said(2, replace(ELLA, forename="Giorgia"))
    both = verdict(slip, twin, known={"C1": gergina})
    assert (both.standing, both.why) == (Standing.WAITS, resolution.RIVALS)


def test_unknown_twins_do_not_become_one_child() -> None:
    """MIS-4: the earlier is made a child, the later waits with that child as candidate."""
    found = decide(said(1, ELLA), said(2, GEORGIA), said(3, ELLA))
    assert (found.verdicts[told(1)].child, found.verdicts[told(3)].child) == (new(1), new(1))
    later = found.verdicts[told(2)]
    assert (later.standing, later.why) == (Standing.WAITS, resolution.NOT_SURE)
    assert [candidate.child for candidate in later.candidates] == [new(1)]


def test_an_unknown_incident_between_two_unknown_twins_waits() -> None:
    """MIS-4: it may not join the two into one child."""
    ellie = replace(ELLA, forename="Ellie")
    found = decide(said(1, ELLA), said(2, replace(ELLA, forename="Elie")), said(3, ellie))
    assert found.verdicts[told(2)].standing is Standing.WAITS
    assert {child for v in found.verdicts.values() if (child := v.child)} == {new(1)}


def test_a_sister_of_another_age_is_somebody_new() -> None:
    """MIS-4: surname and home alone make nobody a candidate when forename and birth date differ."""
    sister = replace(ELLA, forename="Georgia", born=date(2015, 1, 29), pupil_number="")
    assert verdict(said(1, sister), known={"C1": ELLA}).standing is Standing.NEW


def test_an_incident_like_a_linked_one_waits() -> None:
    """MIS-4: unlike the child as the council has them, surely the same as an incident that was linked to them."""
    moved = replace(ROWAN, address="9 Madeup Road", postcode="XX1 1AA")
    later = Described("Rowan", "Example", None, "", moved.address, moved.postcode)
    known = {"C1": replace(ROWAN, surname="Example-Nowhere")}
    assert verdict(said(2, later), known=known).standing is Standing.NEW
    found = verdict(said(2, later), said(1, moved), known=known)
    assert found.standing is Standing.WAITS
    assert [candidate.child for candidate in found.candidates] == ["C1"]


def test_a_persons_decisions_win() -> None:
    """MIS-4: is this child, is not that child, is somebody new."""
    sent, known = said(1, ROWAN), {"C1": ROWAN, "C2": ELLA}
    is_ella = Decisions(children={told(1): "C2"})
    assert verdict(sent, known=known, decisions=is_ella) == Verdict(Standing.DECIDED, "C2")
    is_new = Decisions(new=frozenset({told(1)}))
    assert verdict(sent, known=known, decisions=is_new) == Verdict(Standing.DECIDED, new(1))
    not_rowan = Decisions(not_children={told(1): frozenset({"C1"})})
    assert verdict(sent, known=known, decisions=not_rowan) == Verdict(Standing.NEW, new(1))


def test_a_persons_decision_teaches() -> None:
    """MIS-4: once a person said that "Ro Nowhere" is Rowan, the next message of that name links itself."""
    alias = Described("Ro", "Nowhere", None, "M", "9 Madeup Road", "XX1 1AA")
    before = verdict(said(2, alias), said(1, alias), known={"C1": ROWAN})
    assert before.child != "C1"
    after = verdict(said(2, alias), said(1, alias), known={"C1": ROWAN}, decisions=Decisions({told(1): "C1"}))
    assert (after.standing, after.child) == (Standing.CERTAIN, "C1")


def test_a_refusal_holds_through_a_provisional_child_too() -> None:
    """MIS-4: an incident that a person said is not the new child does not fall back into it."""
    refused = Decisions(not_children={told(2): frozenset({new(1)})})
    found = decide(said(1, ROWAN), said(2, ROWAN), decisions=refused).verdicts
    assert (found[told(1)].child, found[told(2)].child) == (new(1), new(2))


def test_a_provisional_child_of_an_earlier_run_is_a_child_like_any_other() -> None:
    """MIS-4: its own incident stays with it however little it said; others are weighed against it."""
    known = {new(1): Described("Rowan", "Example"), "C2": ELLA}
    assert verdict(said(1, Described("Rowan", "Example")), known=known) == Verdict(Standing.CERTAIN, new(1))
    known[new(1)] = ROWAN
    assert verdict(said(2, ROWAN), known=known).child == new(1)


def test_a_block_too_large_is_not_read() -> None:
    """MIS-4: a postcode that thousands share, such as a police station's, tells nothing and costs nothing."""
    crowd = {f"C{n}": Described(f"A{n}", "Example", None, "", "", ROWAN.postcode) for n in range(5)}
    profiles = {child: Profile.of(who) for child, who in crowd.items()}
    sought = subjects([said(1, Described("Qqq", "Zzz", None, "", "", ROWAN.postcode))])
    few = Thresholds(certain=20, possible=0, margin=8, largest_block=4)
    assert not resolve(sought, profiles, Decisions(), few).verdicts[told(1)].candidates


def test_nothing_makes_nothing() -> None:
    """MIS-4: no incidents, no children."""
    assert decide() == Resolution({}, {})
