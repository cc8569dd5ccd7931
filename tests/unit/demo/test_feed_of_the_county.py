"""The invented county as files that police send: read back by the product's own reader they are the same episodes."""

import csv
import io
from datetime import timedelta
from functools import cache
from itertools import groupby, islice

import pytest

from lantern.demo.rules import telling
from lantern.demo.rules.absences import Away
from lantern.demo.rules.chance import stream
from lantern.demo.rules.child import Child
from lantern.demo.rules.feed import HARM, HEADINGS, as_row, unusable_row
from lantern.demo.rules.history import Episode
from lantern.demo.rules.telling import Facts, Teller, described, haunts
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_notifications import Refused, read_message
from lantern.exchange.rules.feed_rows import open_feed
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, Grade, Harm, MessageKind, MissingFrom, Risk
from lantern.timekeeping.moments import Moment, london
from tests.unit.demo.invented import NOW, a_county, episodes, people


def written(messages: list[Message]) -> io.BytesIO:
    """A file with those messages."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *map(as_row, messages)])
    return io.BytesIO(text.getvalue().encode())


def read(file: io.BytesIO) -> list[Message | Refused]:
    return [read_message(row, source="police") for row in open_feed(file, NOTIFICATIONS, most_bytes=1 << 30).rows()]


@cache
def told() -> tuple[Episode, ...]:
    """Some hundred episodes, whole children at a time."""
    last = max(each.child for each in islice(episodes(), 250))
    return tuple(each for each in episodes() if each.child < last)


@cache
def read_back() -> tuple[Message, ...]:
    found = read(written([message for each in told() for message in each.messages]))
    refused = [each.reason for each in found if isinstance(each, Refused)]
    assert refused == []
    return tuple(each for each in found if isinstance(each, Message))


def test_every_row_is_taken() -> None:
    """MIS-2: as many messages as were written, each of its kind and of its incident."""
    sent = [message for each in told() for message in each.messages]
    assert len(read_back()) == len(sent) > 300
    for one, other in zip(sent, read_back(), strict=True):
        assert (one.reference, one.kind) == (other.reference, other.kind)


def test_what_was_said_of_the_child_is_read_as_it_was_said() -> None:
    """MIS-4: name, birth date and home as they were written, accents and apostrophes among them."""
    sent = [message for each in told() for message in each.messages]
    for one, other in zip(sent, read_back(), strict=True):
        assert (other.who.forename, other.who.surname, other.who.born) == (
            one.who.forename,
            one.who.surname,
            one.who.born,
        )
        assert (other.who.address, other.who.postcode) == (one.who.address, one.who.postcode)
    assert any(not message.who.surname.isascii() for message in read_back())


def test_times_are_read_to_the_minute_by_londons_clock() -> None:
    """MIS-17: a day alone stays a day alone; the one hour that comes twice in a year is not asked about here."""
    for one, other in zip((m for e in told() for m in e.messages), read_back(), strict=True):
        for field in ("last_seen", "reported", "found"):
            said, got = getattr(one, field), getattr(other, field)
            if said is None:
                assert got is None
            elif london(said.at).replace(fold=0).utcoffset() == london(said.at).replace(fold=1).utcoffset():
                assert (got.at, got.date_only) == (said.at, said.date_only)


def test_the_files_fold_to_the_episodes_that_were_lived() -> None:
    """MIS-3: start, end and incident of each, child by child."""
    by_reference = {each.reference: each.child for each in told()}
    numbered = sorted(read_back(), key=lambda message: by_reference[message.reference])
    found = {
        child: fold(messages).episodes
        for child, messages in groupby(numbered, key=lambda message: by_reference[message.reference])
    }
    for child, group in groupby(told(), key=lambda each: each.child):
        lived = list(group)
        assert [facts.key[1] for facts in found[child]] == [each.reference for each in lived]
        for facts, each in zip(found[child], lived, strict=True):
            assert facts.is_open is (each.end is None)
            assert facts.start.date_only or abs(facts.start.at - each.start) <= timedelta(hours=1)


@pytest.mark.parametrize("field", ["risk", "grade", "missing_from"])
def test_what_the_first_report_says_is_read(field: str) -> None:
    """MIS-1, MIS-2: risk and grade as vocabulary, a word that is no risk as medium with a doubt."""
    sent = [m for e in told() for m in e.messages]
    for one, other in zip(sent, read_back(), strict=True):
        if one.kind is MessageKind.INITIAL:
            assert getattr(other, field) == getattr(one, field)


def test_harm_is_written_in_words_that_are_read() -> None:
    """MIS-6."""
    sent = [m for e in told() for m in e.messages]
    assert {m.harm for m in sent if m.kind is MessageKind.FOUND} == set(Harm)
    assert set(HARM) == {*Harm, None}
    assert all(one.harm == other.harm for one, other in zip(sent, read_back(), strict=True))


def test_a_row_that_nobody_could_use_is_refused_with_its_reason() -> None:
    """MIS-2: files have them, so the demonstration has one."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, unusable_row()])
    (found,) = read(io.BytesIO(text.getvalue().encode()))
    assert isinstance(found, Refused)
    assert "14/07/20225" in found.reason or "Last seen" in found.reason
    assert len(unusable_row()) == len(HEADINGS)


# What one teller says of one absence ------------------------------------------------------------------------------


def a_teller(child: Child, name: str = "teller") -> Teller:
    return Teller(child, a_county(), haunts(a_county()), stream(name, child.number))


def some(wanted: object) -> Child:
    return next(child for child in people() if wanted(child))  # type: ignore[operator]


AWAY = Away(NOW - timedelta(hours=30), NOW - timedelta(hours=6))


def facts_of(child: Child, away: Away = AWAY, name: str = "teller") -> Facts:
    return a_teller(child, name).facts("DEMO/1", away)


def test_a_child_is_described_as_police_know_them() -> None:
    """MIS-4: with the home as last known and police's own number, not the council's."""
    child = some(lambda child: child.residences and child.reference)
    who = described(child)
    home = child.address
    assert home is not None
    assert (who.forename, who.surname, who.born, who.sex) == (child.forename, child.surname, child.born, child.sex)
    assert (who.address, who.postcode) == (home.text, home.postcode)
    assert who.references == {child.police_reference}
    nowhere = described(some(lambda child: not child.residences))
    assert (nowhere.address, nowhere.postcode) == ("", "")


def test_a_report_comes_after_the_child_was_seen_and_before_the_return() -> None:
    """MIS-1: never later than most of the way through."""
    for child in islice(people(), 60):
        short = Away(NOW - timedelta(minutes=50), NOW - timedelta(minutes=10))
        for away in (AWAY, short):
            facts = facts_of(child, away)
            assert away.end is not None
            assert away.start < facts.reported < away.end
            assert facts.reported - away.start <= 0.7 * (away.end - away.start) + timedelta(minutes=1)


def test_only_a_looked_after_child_is_away_without_authorisation_and_then_at_no_high_risk() -> None:
    """MIS-5."""
    seen = set()
    for child in people():
        facts = facts_of(child)
        seen.add(facts.absence)
        assert facts.absence is Absence.MISSING or facts.looked_after
        assert facts.absence is Absence.MISSING or facts.risk is Risk.MEDIUM
    assert seen == set(Absence)


def test_where_a_child_left_from_is_where_they_were() -> None:
    """MIS-1: a placement by its name, home by its address, school by its own."""
    for child in islice(people(), 150):
        facts, teller = facts_of(child), a_teller(child)
        placed = child.placed_on(AWAY.start.date())
        home = child.address.text if child.address else ""
        wanted = {
            MissingFrom.PLACEMENT: placed.place if placed else "", MissingFrom.HOME: home,
            MissingFrom.SCHOOL: teller.school,
        }.get(facts.missing_from, "")  # fmt: skip
        assert facts.from_where == wanted
        assert facts.missing_from is not MissingFrom.PLACEMENT or facts.looked_after


SCHOOL = [
    ("2026-03-03T11:00", True, "a Tuesday at eleven"),
    ("2026-03-03T08:59", False, "before school"),
    ("2026-03-03T16:00", False, "after it"),
    ("2026-03-07T11:00", False, "a Saturday"),
    ("2026-08-04T10:00", False, "August"),
]


@pytest.mark.parametrize(("at", "in_school"), [row[:2] for row in SCHOOL], ids=[row[2] for row in SCHOOL])
def test_children_go_missing_from_school_in_school_hours_alone(at: str, in_school: bool) -> None:
    """MIS-1: by London's clock, in term."""
    start = Moment.on(NOW.date()).at.fromisoformat(f"{at}+00:00")
    pupils = [child for child in islice(people(), 60) if child.school]
    left = {facts_of(child, Away(start, start + timedelta(hours=5))).missing_from for child in pupils}
    assert (MissingFrom.SCHOOL in left) is in_school


def test_an_absence_that_goes_on_has_no_return_and_no_update() -> None:
    """MIS-3."""
    child = some(lambda child: child.residences)
    teller = a_teller(child)
    facts = teller.facts("DEMO/1", Away(NOW - timedelta(hours=5), None))
    assert [message.kind for message in teller.tell(facts)] == [MessageKind.INITIAL]


def test_messages_of_one_absence_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-3: report, update, return; an update only where there is time for one."""
    monkeypatch.setattr(telling, "UPDATED", 1.0)
    for child in islice(people(), 30):
        teller = a_teller(child)
        long = list(teller.tell(teller.facts("DEMO/1", AWAY)))
        kinds = [message.kind for message in long]
        assert kinds in (
            [MessageKind.INITIAL, MessageKind.UPDATE, MessageKind.FOUND],
            [MessageKind.INITIAL, MessageKind.FOUND],
        )
        times = [message.said_at for message in long if message.said_at]
        assert times == sorted(times)
        brief = Away(NOW - timedelta(hours=2), NOW - timedelta(minutes=20))
        assert MessageKind.UPDATE not in [m.kind for m in teller.tell(teller.facts("DEMO/2", brief))]


def test_a_return_is_told_within_the_hour_and_never_after_now() -> None:
    """MIS-6."""
    teller = a_teller(some(lambda child: child.residences))
    facts = teller.facts("DEMO/1", AWAY)
    assert AWAY.end is not None
    for _ in range(40):
        message = teller.found(facts, AWAY.end)
        assert message.said_at is not None
        assert timedelta() <= message.said_at - AWAY.end < timedelta(hours=1)
        at_once = teller.found(facts, AWAY.end, by=AWAY.end + timedelta(minutes=1))
        assert at_once.said_at is not None
        assert at_once.said_at <= AWAY.end + timedelta(minutes=1)


def test_a_high_risk_is_not_graded_for_a_scheduled_visit() -> None:
    """MIS-2: within the hour; and some reports have no grade at all."""
    grades: dict[Risk, set[Grade | None]] = {risk: set() for risk in Risk}
    for child in people():
        facts = facts_of(child)
        grades[facts.risk].add(facts.grade)
    assert grades[Risk.HIGH] == {Grade.IMMEDIATE, Grade.PRIORITY, None}
    assert grades[Risk.MEDIUM] == {Grade.PRIORITY, Grade.SCHEDULED, None}


def test_a_day_without_its_hour_only_where_no_other_absence_is_near() -> None:
    """MIS-17."""
    assert not any(facts_of(child).last_seen.date_only or facts_of(child).end_day_only for child in people())
    alone = [a_teller(child).facts("DEMO/1", AWAY, alone=True) for child in people()]
    assert 0 < sum(facts.last_seen.date_only for facts in alone) < 0.1 * len(alone)
    assert 0 < sum(facts.end_day_only for facts in alone) < 0.1 * len(alone)
