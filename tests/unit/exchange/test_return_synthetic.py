"""MIS-16: the synthetic looked-after return of 2019-20, made by others, is read whole and checked."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lantern.exchange.rules.return_checks import check, not_checked
from lantern.exchange.rules.return_reading import Reading, read_directory
from lantern.timekeeping.periods import ReturnYear

YEAR = ReturnYear("2019-20")


@pytest.fixture(scope="module")
def reading(shared_data: Callable[[str], Path]) -> Reading:
    return read_directory(shared_data("returns/synth_missing.csv").parent)


def test_every_row_is_read(reading: Reading) -> None:
    """MIS-16: none refused, no date in doubt; DEC comes as dd/mm/yy. What is no table is named."""
    tables = reading.tables
    assert [len(rows or ()) for rows in (tables.header, tables.episodes, tables.missing)] == [1932, 3191, 23]
    assert (reading.refused, reading.doubts) == ((), ())
    assert set(reading.unread) == {"AnnexA_sample.xlsx", "SOURCE.txt"}


def test_its_findings_by_rule(reading: Reading) -> None:
    """MIS-16: as the public validator finds them once DEC is given with four figures; 576 needs last year's table."""
    found = Counter(finding.rule for finding in check(reading.tables, YEAR))
    assert found == {"577": 6, "578": 6, "581": 6, "1012": 3}
    assert [left_out.rule for left_out in not_checked(reading.tables, YEAR)] == ["576"]
