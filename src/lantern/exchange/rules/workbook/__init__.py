"""Workbooks: what is refused before anything is unpacked, and a sheet as numbered records of text (MIS-3, security.md 8)."""

from lantern.exchange.rules.workbook.kinds import check_spreadsheet_kind, is_zip
from lantern.exchange.rules.workbook.reading import Unpacked, open_workbook

__all__ = ["Unpacked", "check_spreadsheet_kind", "is_zip", "open_workbook"]
