"""PAR-8: what a new partnership starts from; a preset that makes no sense says where and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lantern.organisation.presets import UnknownPreset, UnreadablePreset, names, preset, read
from lantern.organisation.rules.leaves import leaves
from lantern.timekeeping.clocks import Clock, Unit

ISLAND = """
name = "island"
title = "An invented island: one parish"
geographies = [{ key = "parishes", name = "Parishes", main = true }]
areas = [
  { geography = "parishes", code = "all", name = "The island", level = "county" },
  { geography = "parishes", code = "west", name = "West parish", level = "district", within = ["all"] },
]
agencies = [{ name = "The island's council", kind = "council children and families" }]

[arrangement]
marking = "Island-Restricted"
contacts = [{ who = "The island's constable", call = "ext. 1" }]

[arrangement.membership]
invitation_days = 3

[arrangement.missing]
open_statuses = ["LAC", "CIN"]
repeat_count = 2
repeat_days = 30
risk_reason_required = false

[arrangement.missing.clocks]
attend_immediate = { amount = 30, unit = "minutes" }
attend_priority = { amount = 2, unit = "hours" }
attend_scheduled = { amount = 3, unit = "days" }
vulnerability_check = { amount = 36, unit = "hours" }
chat_offer = { amount = 5, unit = "working_days" }
contact = { amount = 4, unit = "days", unknown_time = "start_of_day" }
prevention_plan = { amount = 10, unit = "working_days" }

[arrangement.missing.matching]
certain_from = 30.0
possible_from = 15.0
lead_over_next = 10.0
largest_block = 500
"""


def test_those_that_come_along() -> None:
    """PAR-8: both shapes of the sources."""
    assert names() == ["buckinghamshire", "essex"]
    with pytest.raises(UnknownPreset, match="There are: buckinghamshire, essex; or give a file of your own"):
        preset("atlantis")


def test_buckinghamshire_is_one_county_with_its_former_districts_and_the_agencies_of_its_panel() -> None:
    """PAR-2, PAR-8: no quadrants; police and council in the chair; two agencies where they are needed."""
    chosen = preset("buckinghamshire")
    assert {area.level for area in chosen.areas} == {"county", "district"}
    assert {area.name for area in chosen.areas if area.within == ("county",)} == {
        "Aylesbury Vale",
        "Chiltern",
        "South Bucks",
        "Wycombe",
    }
    kinds = {agency.name: agency.kind for agency in chosen.agencies}
    assert kinds["Police, exploitation lead"] == "police"
    assert kinds["Pupil referral unit"] == "education"
    assert {"Child and adolescent mental health", "Drug and alcohol service", "Early help"} <= kinds.keys()


GIVEN = {
    "attend_priority": Clock(1, Unit.HOURS),
    "attend_scheduled": Clock(48, Unit.HOURS),
    "vulnerability_check": Clock(24, Unit.HOURS),
    "contact": Clock(48, Unit.HOURS),
    "prevention_plan": Clock(72, Unit.HOURS),
    "chat_offer": Clock(72, Unit.HOURS),
    "chat": Clock(72, Unit.HOURS),
    "review_first": Clock(24, Unit.HOURS),
    "review_second": Clock(72, Unit.HOURS),
    "review_third": Clock(7, Unit.DAYS),
    "review_fourth": Clock(28, Unit.DAYS),
}


@pytest.mark.parametrize("name", names())
def test_the_figures_that_guidance_gives_are_kept(name: str) -> None:
    """MIS-1, MIS-7 to MIS-9, MIS-15, MIS-17: each clock with its unit, and from the end of a day that has no time."""
    values = leaves(preset(name).arrangement)
    assert {each: values[f"missing.clocks.{each}"] for each in GIVEN} == GIVEN


@pytest.mark.parametrize("name", names())
def test_what_repeats_and_what_is_open_is_as_guidance_has_it(name: str) -> None:
    """MIS-8, MIS-12a: three in ninety days; looked after, in need, protection plan, assessment, family solutions."""
    values = leaves(preset(name).arrangement)
    assert (values["missing.repeat_count"], values["missing.repeat_days"]) == (3, 90)
    assert set(values["missing.open_statuses"]) == {"LAC", "CIN", "CP", "CFA", "FS"}


def test_a_preset_of_ones_own_is_a_file(tmp_path: Path) -> None:
    """PAR-8: a third needs no code."""
    path = tmp_path / "island.toml"
    path.write_text(ISLAND, encoding="utf-8")
    assert preset(str(path)).arrangement.missing.repeat_days == 30


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda text: text.replace('amount = 36, unit = "hours"', 'amount = -1, unit = "hours"'),
            "vulnerability_check",
        ),
        (lambda text: text.replace("repeat_count = 2", "repeat_cuont = 2"), "repeat_cuont"),
        (lambda text: text.replace("possible_from = 15.0", "possible_from = 25.0"), "less the lead"),
        (lambda text: text.replace('within = ["all"]', 'within = ["mainland"]'), "areas that there are not: mainland"),
        (lambda text: text.replace('code = "west"', 'code = "all"'), "several areas have the code all"),
        (lambda text: text.replace('geography = "parishes", code = "w', 'geography = "x", code = "w'), "geography x"),
        (lambda text: text.replace(", main = true", ""), "exactly one geography is the main one"),
        (lambda text: text.replace("council children and families", "pirates"), "agencies.0.kind"),
        (lambda text: text + "\n= 3", "This is not TOML"),
    ],
)
def test_what_makes_no_sense_says_where(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    """PAR-8: one sentence a fault, none of it a traceback."""
    changed = change(ISLAND)
    assert changed != ISLAND
    with pytest.raises(UnreadablePreset, match=said):
        read(changed)
    path = tmp_path / "island.toml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(UnreadablePreset, match=r"island\.toml is no preset"):
        preset(str(path))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """PAR-8."""
    with pytest.raises(UnreadablePreset, match=r"nowhere\.toml cannot be read: No such file"):
        preset(str(tmp_path / "nowhere.toml"))
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadablePreset, match="not UTF-8"):
        preset(str(tmp_path / "odd.toml"))
