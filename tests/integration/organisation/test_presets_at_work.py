"""PAR-8: partnerships made from each preset, and from data alone, take in a feed by their own clocks."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lantern.config import databases, embedded
from lantern.exchange.actions.notifications import import_notifications
from lantern.missing.models import Episode
from lantern.obligations.models import Obligation
from lantern.organisation.actions import create_partnership
from lantern.organisation.models import Agency, Area
from lantern.organisation.presets import names, preset
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.calendar import add_working_days
from lantern.timekeeping.moments import london
from tests.factories.feed import a_feed, a_row
from tests.factories.installation import an_installation, drop_left_over
from tests.factories.people import LONG_AGO, a_member, now, signed_in_client
from tests.unit.organisation.test_presets import ISLAND

NOW = now().replace(second=0, microsecond=0)


@pytest.mark.django_db
def test_a_third_preset_made_of_data_alone_runs_a_feed(tmp_path: Path) -> None:
    """PAR-8: an island of which no line of code knows: its areas, its agency, its clocks, its marking."""
    path = tmp_path / "island.toml"
    path.write_text(ISLAND, encoding="utf-8")
    here = create_partnership(preset=preset(str(path)), name="Island", since=LONG_AGO, by=None, at=NOW)
    found = took_in_a_feed(here, tmp_path)
    assert found["attendance"][1] - found["attendance"][0] == timedelta(hours=2)
    assert found["vulnerability check"][1] - found["vulnerability check"][0] == timedelta(hours=36)
    began, due = found["chat offer"]
    assert london(due).date() == add_working_days(london(began).date(), 5)
    with within(here.pk):
        assert [area.name for area in Area.objects.filter(level="district")] == ["West parish"]
        assert Agency.objects.get().name == "The island's council"
    page = signed_in_client(a_member(here, Role.MISSING_COORDINATOR)).get("/missing/").content.decode()
    assert "Island-Restricted" in page and "The island&#x27;s constable" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", names())
def test_each_preset_runs_a_feed(name: str, tmp_path: Path) -> None:
    """PAR-8: a check within 24 hours, a chat offered and held within 72 (MIS-8, MIS-9)."""
    here = create_partnership(preset=preset(name), name="Somewhere", since=LONG_AGO, by=None, at=NOW)
    found = took_in_a_feed(here, tmp_path)
    assert {kind: due - began for kind, (began, due) in found.items()} == {
        "attendance": timedelta(hours=1),
        "vulnerability check": timedelta(hours=24),
        "chat offer": timedelta(hours=72),
        "missing chat": timedelta(hours=72),
    }


def took_in_a_feed(here: Partnership, folder: Path) -> dict[str, tuple[datetime, datetime]]:
    """What one child's absence and return start, as a police system tells them: by kind from when until when."""
    told = a_row("FP/1", "Rowan", "Example", hours_ago=30, back_hours_ago=20)
    first = a_row("FP/1", "Rowan", "Example", hours_ago=30)
    with within(here.pk):
        import_notifications(path=a_feed(folder, first, told), source="police", by=None, at=NOW)
        assert Episode.objects.get().ended_at is not None
        return {row.kind: (row.starts_at, row.due_at) for row in Obligation.objects.all()}


def test_the_command_makes_one_from_a_name_and_from_a_file(tmp_path: Path) -> None:
    """PAR-8: `lantern create-partnership`, and what it says when it cannot."""
    if databases.is_embedded():
        embedded.start()
        drop_left_over()
    path = tmp_path / "island.toml"
    path.write_text(ISLAND, encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(ISLAND.replace("repeat_count = 2", "repeat_count = 1"), encoding="utf-8")
    with an_installation() as made:
        said = made.lantern_each(
            [
                ("create-partnership", "buckinghamshire"),
                ("create-partnership", path),
                ("create-partnership", path),
                ("create-partnership", bad),
                ("create-partnership", "atlantis"),
            ]
        )
        helped = made.lantern("create-partnership", "--help")
    assert [each.code for each in said] == [0, 0, 2, 1, 1], said
    assert "An invented island already" in said[2].error
    assert "bad.toml is no preset" in said[3].error and "repeat_count" in said[3].error
    assert "There are: buckinghamshire, essex" in said[4].error
    assert "buckinghamshire, essex; or a file of your own" in " ".join(helped.out.split())
