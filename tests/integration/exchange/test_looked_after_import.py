"""MIS-5, MIS-16: the looked-after return comes in: every row kept, children found, nothing twice, nothing half done."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lantern.children.actions import add_reference
from lantern.children.models import Child, ChildReference, Placement, ServiceStatus
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.actions.looked_after import import_looked_after
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries import result
from lantern.exchange.rules.return_reading import ReturnReadingError
from lantern.missing.models import Decision, Episode, Incident
from lantern.missing.vocabulary import DecisionKind, Link
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.periods import ReturnYear
from lantern.trail.acting import action
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership
from tests.integration.exchange.returns import (
    a_care_row,
    a_child_row,
    a_missing_row,
    a_return,
    everything,
    ids,
    numbered,
    rows_of,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def here() -> Iterator[Partnership]:
    partnership = a_partnership()
    with within(partnership.pk):
        yield partnership


def taken(folder: Path) -> None:
    import_looked_after(directory=folder, by=None, at=NOW)


def told(name: str) -> list[tuple[str, str]]:
    return [result(row) for row in rows_of(name)]


def test_the_synthetic_return_is_taken_whole(here: Partnership, shared_data: Path) -> None:
    """MIS-16: every row of each table is accounted for, as it came."""
    came = import_looked_after(directory=shared_data / "returns", by=None, at=NOW)
    outcomes = {file.name: Counter(outcome for outcome, _ in told(file.name)) for file in came.files}
    assert outcomes["synth_header.csv"] == {"opened": 1932}
    assert outcomes["synth_missing.csv"] == {"closed": 23}
    assert outcomes["synth_episodes.csv.gz"].keys() == {"opened", "refused"}
    assert sum(outcomes["synth_episodes.csv.gz"].values()) == 3191
    assert came.year == ReturnYear("2019-20")
    assert (Child.objects.count(), Episode.objects.count(), Incident.objects.exclude(held="").count()) == (1932, 23, 0)
    kept = rows_of("synth_episodes.csv.gz")[0].cells
    assert (kept["CHILD"], kept["DECOM"], kept["RNE"], kept["DEC"]) == ("97398", "28/05/2018", "L", "02/09/19")


def test_twice_changes_nothing(here: Partnership, shared_data: Path) -> None:
    """MIS-16: the same files again."""
    assert import_looked_after(directory=shared_data / "returns", by=None, at=NOW).is_new
    before, known = everything(), ids()
    assert not import_looked_after(directory=shared_data / "returns", by=None, at=NOW).is_new
    assert everything() == before
    assert ids() == known


def test_what_a_child_has_then(here: Partnership, tmp_path: Path) -> None:
    """MIS-16, MIS-5: a record without a name; care, placement; an episode away, its days without times."""
    taken(
        a_return(
            tmp_path,
            header=[a_child_row()],
            episodes=[a_care_row(end="01/09/2024", because="X1"), a_care_row(start="01/09/2024")],
            missing=[a_missing_row(kind="A")],
        )
    )
    child = numbered("101")
    assert (str(child), child.born, child.sex, child.pupil_number) == (
        "Name not known",
        date(2011, 6, 1),
        "F",
        "A123456789012",
    )
    assert (child.status, child.provisional) == ("LAC", False)
    assert [(s.since, s.until, s.legal_status) for s in ServiceStatus.objects.all()] == [(date(2024, 5, 1), None, "C2")]
    first = Placement.objects.get(since=date(2024, 5, 1))
    assert (first.code, first.provider, first.until, first.reason_ended, first.postcode) == (
        *("U4", "PR1", date(2024, 9, 1), "X1", "X22BB"),
    )
    episode = Episode.objects.get(child=child)
    assert (episode.absence, episode.start.day, episode.start_date_only) == ("A", date(2024, 6, 3), True)
    assert episode.end and (episode.end.day, episode.end_date_only) == (date(2024, 6, 5), True)
    assert episode.incident.source == "looked-after return"


def test_the_council_s_child_of_the_same_number_is_used(here: Partnership, tmp_path: Path) -> None:
    """MIS-4: same number and birth date; blanks are filled in, nothing is overwritten."""
    known = a_child("Rowan", born=date(2011, 6, 1))
    add_reference(child=known, system=ReferenceSystem.COUNCIL, value="101", by=None, at=NOW)
    taken(a_return(tmp_path, header=[a_child_row()], missing=[a_missing_row()]))
    assert numbered("101") == known
    known.refresh_from_db()
    assert (known.forename, known.sex, known.pupil_number) == ("Rowan", "F", "A123456789012")
    assert told("header.csv") == [("updated", "Filled in: pupil number, ethnicity.")]
    assert Episode.objects.get().child == known
    assert Child.objects.count() == 1


def test_a_number_of_a_child_born_on_another_day_is_refused(here: Partnership, tmp_path: Path) -> None:
    """MIS-4: it may be somebody else's; nothing of that child is taken, and every row is kept with the reason."""
    known = a_child("Rowan", born=date(2010, 1, 9))
    add_reference(child=known, system=ReferenceSystem.COUNCIL, value="101", by=None, at=NOW)
    taken(a_return(tmp_path, header=[a_child_row()], episodes=[a_care_row()], missing=[a_missing_row()]))
    assert told("header.csv") == [("refused", "The record with this number was born on 9 January 2010.")]
    assert [outcome for name in ("episodes.csv", "missing.csv") for outcome, _ in told(name)] == ["refused"] * 2
    assert not Episode.objects.exists() and not ServiceStatus.objects.exists()
    assert list(ChildReference.objects.values_list("system", flat=True)) == ["council"]


def test_a_missing_row_that_names_another_birth_date_is_refused(here: Partnership, tmp_path: Path) -> None:
    """MIS-4, INT13: the row may be about somebody else."""
    taken(a_return(tmp_path, header=[a_child_row()], missing=[a_missing_row(born="01/06/2012")]))
    assert told("missing.csv")[0][0] == "refused"
    assert "born on 1 June 2011" in told("missing.csv")[0][1]


def test_a_child_who_is_not_in_header_is_refused_but_not_where_there_is_no_header(
    here: Partnership, tmp_path: Path
) -> None:
    """INT04, MIS-16: Missing alone tells number and birth date, enough for a record."""
    taken(a_return(tmp_path / "one", header=[a_child_row("102")], missing=[a_missing_row()]))
    assert told("missing.csv") == [("refused", "The child is not in Header, and no child is known by this number.")]
    taken(a_return(tmp_path / "two", missing=[a_missing_row("103")]))
    assert numbered("103").born == date(2011, 6, 1)


def test_rows_that_cannot_be_used_are_kept_with_the_reason(here: Partnership, tmp_path: Path) -> None:
    """MIS-16: reversed, without number, a formula, too many cells, twice, and one of a table not held here."""
    folder = a_return(
        tmp_path,
        header=[a_child_row()],
        missing=[
            a_missing_row(),
            a_missing_row(start="09/06/2024", end="08/06/2024"),
            a_missing_row(""),
            a_missing_row("=1+1"),
            a_missing_row() + ",more",
            a_missing_row(),
        ],
    )
    (folder / "reviews.csv").write_text("CHILD,REVIEW\n101,01/05/2024\n")
    taken(folder)
    assert [outcome for outcome, _ in told("missing.csv")] == [
        "closed", "refused", "refused", "refused", "refused", "duplicate",
    ]  # fmt: skip
    assert rows_of("missing.csv")[4].cells["column 6"] == "more"
    assert told("reviews.csv") == [("refused", "Kept as received: Lantern holds nothing of this table.")]


def test_another_end_for_the_same_period_is_refused_within_a_year(here: Partnership, tmp_path: Path) -> None:
    """MIS-3: which end is right must not hang on the order of arrival; the next year's return may correct it."""
    taken(a_return(tmp_path / "one", header=[a_child_row()], missing=[a_missing_row(end="30/06/2024")]))
    again = a_return(tmp_path / "two", missing=[a_missing_row(end="29/06/2024")])
    taken(again)
    (refused,) = (row for row in rows_of("missing.csv") if row.outcome == "refused")
    assert "gave 30 June 2024 as the end before" in refused.reason
    episode = Episode.objects.get()
    assert episode.end and episode.end.day == date(2024, 6, 30)


def test_next_year_s_return_carries_on(here: Partnership, tmp_path: Path) -> None:
    """MIS-16 (576): the period left open gets its end, the placement its end, and nothing is there twice."""
    taken(
        a_return(
            tmp_path / "2024-25",
            header=[a_child_row()],
            episodes=[a_care_row()],
            missing=[a_missing_row(start="20/03/2025", end="")],
        )
    )
    assert Episode.objects.get().is_open
    import_looked_after(
        directory=a_return(
            tmp_path / "2025-26",
            header=[a_child_row(upn="B123456789012")],
            episodes=[a_care_row(end="01/07/2025", because="E4A")],
            missing=[a_missing_row(start="20/03/2025", end="02/04/2025")],
        ),
        by=None,
        at=NOW,
    )
    episode = Episode.objects.get()
    assert episode.end and episode.end.day == date(2025, 4, 2)
    assert ServiceStatus.objects.get().until == Placement.objects.get().until == date(2025, 7, 1)
    child = numbered("101")
    assert (child.status, child.pupil_number) == ("none", "A123456789012")


def test_overlapping_periods_wait_for_a_person(here: Partnership, tmp_path: Path) -> None:
    """MIS-3: missing within a time away: two rows, one episode, one question."""
    rows = [a_missing_row(kind="A", end="20/06/2024"), a_missing_row(start="10/06/2024", end="12/06/2024")]
    taken(a_return(tmp_path, header=[a_child_row()], missing=rows))
    assert Counter(outcome for outcome, _ in told("missing.csv")) == {"closed": 1, "needs-person": 1}
    assert Episode.objects.count() == 1
    assert Incident.objects.exclude(held="").count() == 1


@action
def taken_apart(*, incident: Incident, by: Member, at: datetime) -> None:
    """A person said that it is not this child, and nobody else is known to be like it."""
    Decision.objects.create(incident=incident, child=incident.child, kind=DecisionKind.IS_NOT_CHILD, by=by, at=at)
    incident.child, incident.link = None, Link.WAITING
    incident.save()


def test_what_a_person_took_apart_stays_apart(here: Partnership, tmp_path: Path) -> None:
    """MIS-4: another row about the same period does not link it again, and the row waits for a person."""
    officer = a_member(here, Role.MISSING_COORDINATOR)
    taken(a_return(tmp_path / "one", header=[a_child_row()], missing=[a_missing_row(start="20/03/2025", end="")]))
    incident = Incident.objects.get()
    taken_apart(incident=incident, by=officer, at=NOW)
    taken(
        a_return(
            tmp_path / "two", header=[a_child_row()], missing=[a_missing_row(start="20/03/2025", end="02/04/2025")]
        )
    )
    incident.refresh_from_db()
    assert (incident.child, incident.messages.count()) == (None, 2)


class Stopped(Exception):
    """The power went out."""


@pytest.mark.parametrize("after", range(12))
def test_stopped_anywhere_the_same_command_ends_where_one_clean_run_does(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MIS-16: batches of one child, stopped after each of them, then run again."""
    monkeypatch.setattr("lantern.exchange.actions.looked_after.ROWS_AT_ONCE", 1)
    monkeypatch.setattr("lantern.exchange.actions.looked_after.AT_ONCE", 1)
    numbers = ("101", "102")
    folder = a_return(
        tmp_path,
        header=[a_child_row(number) for number in numbers],
        episodes=[a_care_row(number) for number in numbers],
        missing=[a_missing_row(number) for number in numbers],
    )
    steps = 0

    def stop(stage: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps > after:
            raise Stopped

    with within(a_partnership("Stopped").pk):
        with pytest.raises(Stopped):
            import_looked_after(directory=folder, by=None, at=NOW, progress=stop)
        assert ReceivedFile.objects.exclude(state="done").exists()
        taken(folder)
        interrupted = everything()
    with within(a_partnership("Clean").pk):
        taken(folder)
        clean = everything()
    same = [
        label
        for label in clean
        if label.startswith(("children", "exchange", "missing", "obligations", "links", "rows"))
    ]
    assert {label: interrupted[label] for label in same} == {label: clean[label] for label in same}


BAD = {
    "an empty file": b"",
    "columns that are not there": b"CHILD,DOB\n101,01/06/2011\n",
    "a workbook": b"PK\x03\x04 and so on",
    "NUL bytes": b"CHILD,DOB,MISSING,MIS_START,MIS_END\n101,\x00,M,,\n",
    "two files joined": b"CHILD,DOB,MISSING,MIS_START,MIS_END\n" * 2,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_bad_file_leaves_nothing_of_the_return(here: Partnership, tmp_path: Path, content: bytes) -> None:
    """MIS-16: not even of the files that were good; the bad one is noted with the reason."""
    folder = a_return(tmp_path, header=[a_child_row()], episodes=[a_care_row()])
    (folder / "missing.csv").write_bytes(content)
    with pytest.raises(ReturnReadingError, match=r"missing\.csv: "):
        taken(folder)
    assert not Child.objects.exists() and not ReceivedRow.objects.exists()
    (noted,) = ReceivedFile.objects.all()
    assert (noted.name, noted.state) == ("missing.csv", "refused") and noted.problem.startswith("missing.csv: ")


def test_a_file_refused_by_one_name_is_taken_by_another(here: Partnership, tmp_path: Path) -> None:
    """MIS-16: the same bytes, named as another table before."""
    folder = a_return(tmp_path, missing=[a_missing_row()])
    (folder / "missing.csv").rename(folder / "episodes.csv")
    with pytest.raises(ReturnReadingError):
        taken(folder)
    (folder / "episodes.csv").rename(folder / "missing.csv")
    taken(folder)
    assert told("missing.csv")[0][0] == "closed"


def test_what_is_no_folder_and_a_folder_without_a_return_are_said(here: Partnership, tmp_path: Path) -> None:
    """MIS-16: in words, and nothing is noted."""
    with pytest.raises(ReturnReadingError, match="is not a folder"):
        taken(tmp_path / "nowhere")
    with pytest.raises(ReturnReadingError, match="There is no file of a looked-after return here"):
        taken(a_return(tmp_path / "empty"))
    assert not ReceivedFile.objects.exists()
