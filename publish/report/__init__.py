"""The report: one self-contained page for people who check, made from the same rows as the tables."""

from publish.report.page import PAGE, report_page

__all__ = ["PAGE", "report_page"]
