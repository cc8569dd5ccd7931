"""The missing coordinator's first file of a force that lays things out in its own way, and the next one."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lantern.exchange.models import Source, WaitingFile
from lantern.missing.models import Episode
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.layouts import WEEKLY, a_weekly_row, a_weekly_workbook
from tests.factories.people import a_member, a_partnership
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = datetime(2026, 4, 3, 21, 50)  # noqa: DTZ001 - as a clock on the wall of the control room
HEADINGS = [*WEEKLY[:-1], "Stood down"]  # nobody guesses that this is the return


@pytest.fixture
def coordinator() -> Member:
    return a_member(a_partnership("Fictional"), Role.MISSING_COORDINATOR)


def a_week(folder: Path, name: str, *who: tuple[str, str], log: int = 0) -> Path:
    """The first of them is back, the others are still missing."""
    rows = [
        a_weekly_row(
            number, *each, SEEN + timedelta(days=number), traced=SEEN + timedelta(days=9) if number == 0 else None
        )
        for number, each in enumerate(who, start=log)
    ]
    (folder / name).write_bytes(a_weekly_workbook(rows, headings=HEADINGS))
    return folder / name


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_an_unknown_workbook_then_the_next(
    as_member: AsMember, coordinator: Member, tmp_path: Path, *, scripted: bool
) -> None:
    """MIS-3: one guess is corrected and seen to be right before anything is taken in; the next file goes straight in."""
    first = a_week(tmp_path, "week-14.xlsx", ("Rowan", "Example"), ("Ash", "Nowhere"))
    second = a_week(tmp_path, "week-15.xlsx", ("Kim", "Madeup"), log=7)
    options: dict[str, Any] = {} if scripted else {"java_script_enabled": False}
    person = as_member(coordinator, **options).begins().opens("Notifications")
    person.attaches("File", first).presses("Send the file")
    person.sees("How is this file read?", "“Log no” is a usual name for it.", "Not taken from the file: Stood down")
    person.takes_a_picture("mapping-a-file", height=1100)
    assert _found_cells(person) == set()
    person.unfolds("more that this file seems to have no column for").picks("Found or returned", "Stood down")
    person.presses("Show again").sees("All of 2 rows can be read.")
    assert "12 April 2026, 9:50pm" in _found_cells(person)
    with within(coordinator.partnership_id):
        assert not Episode.objects.exists()
    if scripted:
        person.fits(1280, 390)
        person.page.set_viewport_size({"width": 1280, "height": 900})
    person.presses("Save and import").sees("There is a problem", "Enter who sends these files")
    person.types("Name of the source", "Fictional Police").presses("Save and import").sees("Taken in.", "FW-00000")
    person.opens("Notifications").attaches("File", second).presses("Send the file").sees("Taken in.", "week-15.xlsx")
    person.goes_to("/notifications/").opens("Sources").sees("Fictional Police").opens("Fictional Police")
    person.sees("2 files, 3 rows", "Stood down", "“girl” is female")
    with within(coordinator.partnership_id):
        assert sorted(Episode.objects.values_list("child__forename", flat=True)) == ["Ash", "Kim", "Rowan"]
        assert not WaitingFile.objects.exists()


def _found_cells(person: Any) -> set[str]:
    """What stands as the time of return in the first rows as they would be read."""
    cells = person.page.locator("#read td[data-label='Found or returned'] .lantern-read__cell")
    return {text.split("2026-")[0].strip() for text in cells.all_inner_texts()}


def test_the_councils_list_starts_a_partnership(as_member: AsMember, coordinator: Member, tmp_path: Path) -> None:
    """MIS-4: the list of children in the browser, in the council's own layout."""
    lines = [
        "Mosaic ID;Name;Date of Birth;Plan;Post code",
        "700123;EXAMPLE, Rowan;04/03/2012;Looked after child;ZZ1 1AA",
    ]
    (tmp_path / "list.csv").write_text("\n".join(lines))
    person = as_member(coordinator).begins().opens("Notifications").opens("Lists of children")
    person.sees("No list has come in yet").attaches("File", tmp_path / "list.csv").presses("Send the list")
    person.sees("“Name” seems to hold the whole name.", "Day first")
    person.types("Name of the source", "Fictional Council").presses("Save and import").sees("Taken in.", "Opened")
    person.searches("Example").sees("Rowan EXAMPLE")
    with within(coordinator.partnership_id):
        assert Source.objects.get().kind == "children"
