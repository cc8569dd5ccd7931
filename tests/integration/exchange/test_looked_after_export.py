"""MIS-16, MIS-5: the year's Missing table comes out of our records, checked first, with all that is left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.children.actions import add_reference, place, set_status
from lantern.children.models import Child
from lantern.children.vocabulary import ReferenceSystem, Status
from lantern.exchange.actions.looked_after import Exported, export_looked_after_return, import_looked_after
from lantern.exchange.queries import looked_after_return
from lantern.exchange.rules.return_checks import Finding
from lantern.exchange.rules.return_reading import read_directory
from lantern.exchange.rules.return_tables import MissingRow
from lantern.exchange.rules.return_writing import ReturnWritingError
from lantern.missing.actions import record_return, report_missing
from lantern.missing.vocabulary import Absence
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import ReturnYear
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership
from tests.integration.exchange.returns import a_care_row, a_child_row, a_missing_row, a_return, numbered

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
YEAR = ReturnYear("2024-25")
Broken = set[tuple[str, str | None, str | None, str | None]]


@pytest.fixture
def here() -> Iterator[Partnership]:
    partnership = a_partnership()
    with within(partnership.pk):
        yield partnership


@pytest.fixture
def officer(here: Partnership) -> Member:
    return a_member(here, Role.MISSING_COORDINATOR)


def written(directory: Path, year: ReturnYear = YEAR) -> Exported:
    return export_looked_after_return(year=year, directory=directory, by=None, at=NOW)


def lines(directory: Path) -> list[str]:
    return (directory / "missing.csv").read_text().splitlines()[1:]


def taken(folder: Path) -> None:
    import_looked_after(directory=folder, by=None, at=NOW)


def away(child: Child, by: Member, start: datetime, end: datetime | None, kind: Absence = Absence.MISSING) -> None:
    episode = report_missing(
        child=child, last_seen=Moment(start), reported=Moment(start), circumstances="", absence=kind, by=by, at=NOW
    )
    if end:
        record_return(episode=episode, found=Moment(end), by=by, at=NOW)


def in_care(child: Child, since: date, until: date | None = None) -> None:
    set_status(child=child, status=Status.LOOKED_AFTER, since=since, legal_status="C2", by=None, at=NOW)
    if until:
        set_status(child=child, status=Status.IN_NEED, since=until, by=None, at=NOW)


def keys(rows: dict[int, MissingRow], findings: tuple[Finding, ...]) -> Broken:
    """What breaks which rule, by child and dates, wherever the row stands."""
    return {
        (found.rule, row.child, row.start.text, row.end.text)
        for found in findings
        if (row := rows.get(found.row)) is not None and found.table == "Missing"
    }


def test_the_return_breaks_no_rule_that_its_source_did_not(
    here: Partnership, shared_data: Path, tmp_path: Path
) -> None:
    """MIS-16, the bar: by rule, child and dates; and what is not in it is told."""
    came = import_looked_after(directory=shared_data / "returns", by=None, at=NOW)
    out = written(tmp_path, ReturnYear("2019-20"))
    source = {row.number: row for row in read_directory(shared_data / "returns").tables.missing or ()}
    before = keys(source, came.findings)
    after = keys({row.row.number: row.row for row in out.rows}, out.findings)
    assert len(before) == 21
    assert after <= before
    assert len(out.findings) == len(after) == 0
    told = {(row.row.child, row.row.start.text) for row in out.rows}
    told |= {(each.number, f"{each.start:%d/%m/%Y}") for each in out.held_back}
    assert told == {(row.child, row.start.text) for row in source.values()}
    assert (len(out.rows), len(out.held_back), out.not_checked) == (14, 9, ())


def test_rows_that_were_sound_come_out_as_they_came_in(here: Partnership, shared_data: Path, tmp_path: Path) -> None:
    """MIS-16: each line of the file is a line of the source, in a fixed order; written twice it is the same."""
    taken(shared_data / "returns")
    written(tmp_path / "one", ReturnYear("2019-20"))
    written(tmp_path / "two", ReturnYear("2019-20"))
    first = (tmp_path / "one" / "missing.csv").read_bytes()
    assert first == (tmp_path / "two" / "missing.csv").read_bytes()
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["missing.csv"]
    source = (shared_data / "returns" / "synth_missing.csv").read_text().splitlines()
    assert set(first.decode().splitlines()) < set(source)


def test_what_people_reported_is_in_the_return(here: Partnership, officer: Member, tmp_path: Path) -> None:
    """MIS-5, MIS-16: M and A apart, days as London's clocks have them, the council's number, none of a child not in care."""
    child, other = a_child("Rowan", born=date(2011, 6, 1)), a_child("Sam")
    add_reference(child=child, system=ReferenceSystem.COUNCIL, value="C-7", by=None, at=NOW)
    in_care(child, date(2024, 1, 1))
    away(child, officer, datetime(2024, 6, 3, 23, 30, tzinfo=UTC), datetime(2024, 6, 5, 8, tzinfo=UTC))
    away(child, officer, datetime(2024, 6, 5, 9, tzinfo=UTC), datetime(2024, 6, 5, 19, tzinfo=UTC), Absence.AWAY)
    away(other, officer, datetime(2024, 6, 3, 12, tzinfo=UTC), datetime(2024, 6, 5, 8, tzinfo=UTC))
    out = written(tmp_path)
    assert lines(tmp_path) == ["C-7,01/06/2011,M,04/06/2024,05/06/2024", "C-7,01/06/2011,A,05/06/2024,05/06/2024"]
    assert (out.findings, out.held_back) == ((), ())


def test_a_period_is_cut_to_care_and_said_so(here: Partnership, officer: Member, tmp_path: Path) -> None:
    """MIS-16: 577 and 578 do not come about; a period wholly outside care is left out, with the day care ended."""
    child = a_child("Rowan", born=date(2011, 6, 1))
    in_care(child, date(2024, 6, 4), date(2024, 8, 1))
    away(child, officer, datetime(2024, 6, 2, 12, tzinfo=UTC), datetime(2024, 6, 6, 12, tzinfo=UTC))
    away(child, officer, datetime(2024, 7, 20, 12, tzinfo=UTC), datetime(2024, 8, 9, 12, tzinfo=UTC))
    away(child, officer, datetime(2024, 9, 1, 12, tzinfo=UTC), datetime(2024, 9, 2, 12, tzinfo=UTC))
    out = written(tmp_path)
    assert [line.split(",", 3)[3] for line in lines(tmp_path)] == ["04/06/2024,06/06/2024", "20/07/2024,01/08/2024"]
    assert [row.notes for row in out.rows] == [
        ("Begins with care: the child was gone since 2 June 2024.",),
        ("Cut at the end of care: the child was gone until 9 August 2024.",),
    ]
    assert [each.why for each in out.held_back] == ["Wholly outside care, which ended on 1 August 2024."]
    assert out.findings == ()
    for words in ("2 rows of 2024-25, 0 findings", "Cut at the end of care", "left out, child L"):
        assert words in str(out)


def test_a_period_over_the_end_of_the_year_stays_open_and_is_carried_over(
    here: Partnership, officer: Member, tmp_path: Path
) -> None:
    """MIS-16 (571, 576): blank in one year, with the same start in the next."""
    child = a_child("Rowan", born=date(2011, 6, 1))
    in_care(child, date(2024, 1, 1))
    away(child, officer, datetime(2025, 3, 30, 12, tzinfo=UTC), datetime(2025, 4, 2, 12, tzinfo=UTC))
    first = written(tmp_path / "first")
    second = written(tmp_path / "second", ReturnYear("2025-26"))
    assert [line.split(",", 3)[3] for line in (*lines(tmp_path / "first"), *lines(tmp_path / "second"))] == [
        "30/03/2025,", "30/03/2025,02/04/2025",
    ]  # fmt: skip
    assert "after the year: the end stays blank" in first.rows[0].notes[0]
    assert (first.findings, second.findings) == ((), ())


def test_a_period_that_no_longer_fits_the_placement_is_found(
    here: Partnership, officer: Member, tmp_path: Path
) -> None:
    """MIS-16 (575): written all the same, with the rule's number and words beside the row."""
    child = a_child("Rowan", born=date(2011, 6, 1))
    in_care(child, date(2024, 1, 1))
    place(child=child, code="U4", since=date(2024, 1, 1), by=None, at=NOW)
    away(child, officer, datetime(2024, 6, 3, 12, tzinfo=UTC), None)
    place(child=child, code="K2", since=date(2024, 7, 1), by=None, at=NOW)
    out = written(tmp_path)
    ((finding,),) = (row.findings for row in out.rows)
    assert (finding.rule, finding.row) == ("575", 2)
    assert "rule 575, Missing row 2: The placement the child left has ended" in str(out)


def test_what_waits_for_a_person_is_told(here: Partnership, tmp_path: Path) -> None:
    """MIS-3, MIS-16: a period that overlaps another is in no row, and nobody is left to find that out alone."""
    rows = [a_missing_row(kind="A", end="20/06/2024"), a_missing_row(start="10/06/2024", end="12/06/2024")]
    taken(a_return(tmp_path / "in", header=[a_child_row()], episodes=[a_care_row()], missing=rows))
    out = written(tmp_path)
    assert len(out.rows) == 1
    (held,) = out.held_back
    assert (held.number, held.start) == ("101", date(2024, 6, 10))
    assert held.why.startswith("Waits for a person: Overlaps the episode of")


def test_no_return_recorded_is_said(here: Partnership, tmp_path: Path) -> None:
    """MIS-3, MIS-16: reported again later: back by then, which stands as the end."""
    rows = [a_missing_row(end=""), a_missing_row(start="10/06/2024", end="12/06/2024")]
    taken(a_return(tmp_path / "in", header=[a_child_row()], episodes=[a_care_row()], missing=rows))
    out = written(tmp_path)
    assert lines(tmp_path)[0].endswith("03/06/2024,10/06/2024")
    assert out.rows[0].notes == ("No return is recorded: the child was back by 10 June 2024, which stands as the end.",)


def test_two_children_never_share_a_number(here: Partnership, officer: Member, tmp_path: Path) -> None:
    """MIS-16: the council's number of one is the return's number of another: the first is written under ours."""
    taken(a_return(tmp_path / "in", header=[a_child_row()], episodes=[a_care_row()], missing=[a_missing_row()]))
    other = a_child("Sam", born=date(2010, 2, 2))
    add_reference(child=other, system=ReferenceSystem.COUNCIL, value="101", by=None, at=NOW)
    in_care(other, date(2024, 1, 1))
    away(other, officer, datetime(2024, 6, 3, 12, tzinfo=UTC), datetime(2024, 6, 5, 8, tzinfo=UTC))
    written(tmp_path)
    assert sorted(line.split(",")[0] for line in lines(tmp_path)) == sorted(["101", other.number])


def test_taking_out_leaves_a_trail_of_each_child(here: Partnership, officer: Member, tmp_path: Path) -> None:
    """SHA-6: who took out which year, and whose rows; a file that cannot be written leaves neither file nor trail."""
    taken(a_return(tmp_path / "in", header=[a_child_row()], episodes=[a_care_row()], missing=[a_missing_row()]))
    export_looked_after_return(year=YEAR, directory=tmp_path, by=officer, at=NOW)
    entries = Entry.objects.filter(what="exchange.return_taken_out", member_id=officer.pk)
    assert {each.child_id for each in entries} == {None, numbered("101").pk}
    assert {each.purpose for each in entries} == {"", "looked-after return 2024-25"}
    child = a_child("Sam")
    add_reference(child=child, system=ReferenceSystem.COUNCIL, value="=1+1", by=None, at=NOW)
    in_care(child, date(2024, 1, 1))
    away(child, officer, datetime(2024, 6, 3, 12, tzinfo=UTC), datetime(2024, 6, 5, 8, tzinfo=UTC))
    with pytest.raises(ReturnWritingError):
        export_looked_after_return(year=YEAR, directory=tmp_path / "second", by=officer, at=NOW)
    assert not (tmp_path / "second").exists()
    assert entries.count() == 2


def test_the_number_of_questions_to_the_database_is_fixed(here: Partnership, tmp_path: Path) -> None:
    """MIS-16: for two children as for forty."""

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            looked_after_return(YEAR, None)
        return len(queries)

    counts = []
    for numbers in (range(100, 102), range(102, 140)):
        names = [str(number) for number in numbers]
        taken(
            a_return(
                tmp_path / names[0],
                header=[a_child_row(name) for name in names],
                episodes=[a_care_row(name) for name in names],
                missing=[a_missing_row(name) for name in names],
            )
        )
        counts.append(asked())
    assert counts[0] == counts[1] <= 6
    assert len(looked_after_return(YEAR, None).rows) == 40
