"""PAR-7: the page that shows the arrangement leaves nothing of it out."""

import pytest

from lantern.organisation.presets import names, preset
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.in_words import (
    clock_in_words,
    owed_in_words,
    unknown_time_in_words,
    values_in_words,
)
from lantern.organisation.rules.leaves import leaves
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (Clock(0, Unit.MINUTES), "at once"),
        (Clock(1, Unit.HOURS), "within 1 hour"),
        (Clock(72, Unit.HOURS), "within 72 hours"),
        (Clock(10, Unit.WORKING_DAYS), "within 10 working days"),
    ],
)
def test_clocks_are_said_in_their_own_unit(clock: Clock, said: str) -> None:
    """PAR-7: 72 hours are not called 3 days, which may be another time."""
    assert clock_in_words(clock) == said


def test_where_a_clock_starts_when_only_the_day_is_known() -> None:
    """MIS-17."""
    assert unknown_time_in_words(Clock(1, Unit.HOURS)) == "the end of that day"
    assert unknown_time_in_words(Clock(1, Unit.HOURS, UnknownTime.START_OF_DAY)) == "the start of that day"
    assert unknown_time_in_words(Clock(1, Unit.WORKING_DAYS)) == "the next working day"


@pytest.mark.parametrize("name", names())
def test_every_value_of_every_preset_is_on_the_page(name: str) -> None:
    """PAR-7, PAR-8: each clock has a row; each other value has a label of its own."""
    arrangement = preset(name).arrangement
    rows = owed_in_words(arrangement, {})
    clocks = [name for name, value in leaves(arrangement).items() if isinstance(value, Clock)]
    assert len(rows) == len({row.what for row in rows}) == len(clocks)
    labels = [label for label, _ in values_in_words(arrangement).values()]
    assert len(labels) == len(set(labels))


def test_a_changed_clock_changes_the_page() -> None:
    """PAR-7: the words come from the data."""
    document = preset("essex").arrangement.model_dump(mode="json")
    document["missing"]["clocks"]["chat_offer"] = {"amount": 5, "unit": "working_days"}
    said = {row.what: row for row in owed_in_words(Arrangement.model_validate(document), {"chat_offer": "chat worker"})}
    row = said["Missing chat offered after a return"]
    assert (row.by_when, row.owner) == ("within 5 working days", "Chat worker")
