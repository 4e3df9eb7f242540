"""The findings as an Excel workbook, for people who live in one."""

from __future__ import annotations

from publish.workbook.file import NAME, write_workbook

__all__ = ["NAME", "write_workbook"]
