"""The looked-after return goes out: checked first, with its trail, then written (MIS-16, SHA-6)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lantern.children.models import Child
from lantern.exchange.queries import looked_after_return
from lantern.exchange.rules.return_checks import Finding, NotChecked
from lantern.exchange.rules.return_export import Draft, DraftRow, LeftOut
from lantern.exchange.rules.return_writing import missing_table, write_missing_table
from lantern.organisation.models import Member
from lantern.tenancy.current import current_id, within
from lantern.timekeeping.periods import ReturnYear
from lantern.trail import actions as trail
from lantern.trail.acting import action

FILE_NAME = "missing.csv"


@dataclass(frozen=True)
class Exported:
    """What was written to `path`, what the return's rules find in it, and what was held back."""

    path: Path
    draft: Draft

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        return self.draft.rows

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.draft.findings

    @property
    def held_back(self) -> tuple[LeftOut, ...]:
        return self.draft.left_out

    @property
    def not_checked(self) -> tuple[NotChecked, ...]:
        return self.draft.not_checked

    def __str__(self) -> str:
        said = [f"{self.path}: {len(self.rows):,} rows of {self.draft.year}, {len(self.findings):,} findings"]
        said += [f"  rule {found.rule}, {found.table} row {found.row}: {found.words}" for found in self.findings]
        said += [
            f"  row {row.row.number}, child {row.row.child}: {note}" for row in self.draft.cut for note in row.notes
        ]
        said += [f"  left out, child {each.number}{_since(each)}: {each.why}" for each in self.held_back]
        said += [f"  not checked: {each.words}" for each in self.not_checked]
        return "\n".join(said)


def export_looked_after_return(*, year: ReturnYear, directory: Path, by: Member | None, at: datetime) -> Exported:
    """Write `missing.csv` of `year` into `directory`: whole or not at all, and never without its trail.

    Raises `ReturnWritingError` for a value that must not leave the house. The other tables are the council's own.
    """
    with within(current_id()):
        drafted = looked_after_return(year, None)
        take_out(draft=drafted, by=by, at=at)
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / FILE_NAME
    write_missing_table((row.row for row in drafted.rows), path)
    return Exported(path, drafted)


@action
def take_out(*, draft: Draft, by: Member | None, at: datetime) -> bytes:
    """The content of the file, and the note of who took out whose rows, in one transaction."""
    content = missing_table(row.row for row in draft.rows)
    trail.record("exchange.return_taken_out", None, by=by, at=at, purpose=f"looked-after return {draft.year}")
    children = sorted({row.child for row in draft.rows})
    trail.viewed_many("exchange.return_taken_out", [Child(pk=child) for child in children], by=by, at=at)
    return content


def _since(each: LeftOut) -> str:
    return f", {each.start:%d/%m/%Y} to {f'{each.end:%d/%m/%Y}' if each.end else 'now'}" if each.start else ""
