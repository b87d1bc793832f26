"""Errors shared by spreadsheets of all formats."""

from __future__ import annotations

from planner.domain.errors import EstradError
from planner.domain.text import Text

AGAIN = Text("Open it in the program it is from and save it again as .xlsx, or export it as CSV.")


def damaged() -> EstradError:
    """Return the error for a workbook that cannot be read."""
    return EstradError(Text("The file is damaged, or no spreadsheet."), AGAIN)


def damaged_sheet(name: str) -> EstradError:
    """Return the error for a workbook with a sheet that cannot be read."""
    return EstradError(Text("The sheet “{sheet}” is damaged.", sheet=name[:60]), AGAIN)


def has_a_password() -> EstradError:
    """Return the error for an encrypted workbook."""
    return EstradError(Text("The file has a password."), Text("Save it without one, and choose it again."))
