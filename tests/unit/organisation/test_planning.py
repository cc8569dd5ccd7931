"""PAR-7: the version that a change would make, two people who change at once, and every change said in words once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.in_words import differences_in_words, label_of
from lantern.organisation.rules.leaves import differing, leaves, with_values
from lantern.organisation.rules.parts import OF, PARTS
from lantern.organisation.rules.planning import merged, overtaken, planned
from lantern.organisation.rules.versions import Version, Versions
from lantern.timekeeping.clocks import Clock, Unit
from tests.unit.organisation.arrangements import ESSEX, VALUES, arrangements, changes

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = AT.date()
HERE = Versions((Version(1, date(2020, 1, 1), ESSEX),))
CONTACT = "missing.clocks.contact"
CHAT = "missing.clocks.chat_offer"


def hours(number: int) -> Clock:
    return Clock(number, Unit.HOURS)


def test_every_value_has_a_part_a_label_and_a_strategy() -> None:
    """PAR-7: a value that no page can change, or that no test changes, fails here."""
    names = set(leaves(ESSEX))
    assert names == set(OF) == set(VALUES)
    assert sum(len(part.names) for part in PARTS) == len(names)
    assert len({label_of(name) for name in names}) == len(names)
    assert not [name for name in names if "," in label_of(name) and "missing" in label_of(name).casefold()[:8]]


@given(before=arrangements(), after=arrangements())
def test_each_changed_value_is_named_once_and_no_other(before: Arrangement, after: Arrangement) -> None:
    """PAR-7: putting what is named into the old version makes the new one."""
    said = differences_in_words(before, after)
    names = [each.name for each in said]
    assert len(names) == len(set(names))
    new = leaves(after)
    assert set(names) == {name for name, value in leaves(before).items() if value != new[name]}
    assert with_values(before, {name: new[name] for name in names}) == after


@given(values=changes())
def test_what_is_planned_is_what_is_in_force_with_the_values_put_in(values: dict[str, Any]) -> None:
    """PAR-7: and nothing else of it."""
    plan = planned(HERE, values, TODAY, AT)
    made = leaves(plan.after)
    assert all(made[name] == value for name, value in values.items())
    assert set(differing(plan.before, plan.after)) <= set(values)
    found = plan.change.after.in_force(TODAY)
    assert found is not None and found.arrangement == plan.after


def test_the_version_of_the_same_day_is_replaced_and_carried_on() -> None:
    """PAR-7: a second change for one day keeps the first one's values and takes its place."""
    first = planned(HERE, {CONTACT: hours(24)}, TODAY, AT)
    second = planned(first.change.after, {CHAT: hours(5)}, TODAY, AT)
    assert (first.number, first.replaces, second.number, second.replaces) == (2, None, 3, 2)
    assert leaves(second.after)[CONTACT] == hours(24)


def test_a_later_version_that_puts_it_back_is_named() -> None:
    """PAR-7: who changes a clock today is told that a version of next month says otherwise."""
    later = planned(HERE, {CHAT: hours(5)}, TODAY + timedelta(days=30), AT)
    plan = planned(later.change.after, {CONTACT: hours(24), CHAT: hours(5)}, TODAY, AT)
    assert [(each.number, plan.undone_by(each)) for each in plan.later] == [(2, (CONTACT,))]


@given(theirs=changes(), mine=changes())
def test_two_people_at_once_lose_nothing(theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """PAR-7: what I changed stays as I typed it, what I left takes the newer value, and both are shown."""
    now = with_values(ESSEX, theirs)
    typed = {**leaves(ESSEX), **mine}
    kept, began, newer = merged(ESSEX, now, typed), leaves(ESSEX), leaves(now)
    for name, value in typed.items():
        assert kept[name] == (value if value != began[name] else newer[name])
    shown = {each.name: each for each in overtaken(ESSEX, now, typed)}
    assert set(shown) == {name for name in typed if began[name] != newer[name]}
    for name, each in shown.items():
        assert each.is_contested == (typed[name] not in (began[name], newer[name]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("missing.matching.certain_from", 10.0),
        ("missing.matching.possible_from", 20.0),
        ("missing.repeat_count", 1),
        ("membership.invitation_days", 0),
        (CONTACT, {"amount": True, "unit": "hours"}),
        (CONTACT, {"amount": 367, "unit": "days"}),
        ("marking", ""),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, value: object) -> None:
    """PAR-7, MIS-4: a rival nobody would be asked about, a clock of more than a year, a page without a marking."""
    with pytest.raises(ValidationError):
        with_values(ESSEX, {name: value})


def test_an_unknown_value_is_refused() -> None:
    """PAR-7."""
    with pytest.raises(KeyError):
        with_values(ESSEX, {"missing.clocks.tea": hours(1)})
