"""A cell of an HTML table while it is being read, and the value that its program wrote beside its text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from planner.tables.table import Value, plain_number

MOST_SPAN = 100_000
_SPACES = re.compile(r"[ \t\r\n\f]+")
SPACES_BUT_TABS = re.compile(r"[ \r\n\f]+")
_NUMBER = re.compile(r"[-+−]?[\d  ., ]*\d[  ]*%?")
_MOMENT = re.compile(r"[YMDHSNÅJAP/\\0 .:;,@-]+", re.IGNORECASE)
"""A format of dates or times, as opposed to a number format such as Standard."""
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Parts of a format that are literal text, colours or languages."""
_FIRST_DAY = datetime(1899, 12, 30)
_SHEETS_MOMENTS = {5: "D", 6: "H", 7: "DH"}
"""Google's numbers for the formats of dates, times, and both."""


class HtmlCell:
    """A cell while its text is being read.

    ``wide`` and ``high`` are the numbers of columns and rows that it spans; in Word a cell continues the one above.
    """

    def __init__(self, attributes: Mapping[str, str], spaces: re.Pattern[str] = _SPACES) -> None:
        self.attributes, self._spaces = dict(attributes), spaces
        self.wide = _span(self.attributes.get("colspan"))
        self.high = _span(self.attributes.get("rowspan"))
        self.continues = self.attributes.get("vmerge") == "continue"
        self.is_continued = self.attributes.get("vmerge") == "restart"
        self.is_struck = False
        self._lines: list[list[str]] = [[]]

    def add(self, text: str, *, struck: bool = False) -> None:
        """Add text, in which line breaks are treated as spaces; ``struck`` if it is struck through."""
        self._lines[-1].append(text)
        self.is_struck |= struck and not text.isspace()

    def add_break(self) -> None:
        """Begin a new line, even after an empty one."""
        self._lines.append([])

    def break_line(self) -> None:
        """Begin a new line unless one has just begun."""
        if "".join(self._lines[-1]).strip():
            self._lines.append([])

    @property
    def text(self) -> str:
        """The text in lines, without spaces at either end of a line and empty lines at either end."""
        lines = [self._spaces.sub(" ", "".join(parts)).replace("\xa0", " ").strip() for parts in self._lines]
        return "\n".join(lines).strip("\n")


def _span(said: str | None) -> int:
    """Return the number of rows or columns that a cell spans; 0 means all that follow."""
    digits = (said or "").strip()[:9]
    return min(int(digits) or MOST_SPAN, MOST_SPAN) if digits.isdecimal() else 1


def typed_value(cell: HtmlCell) -> Value:
    """Return a cell's date or number if the program wrote it in a known format, or else its text."""
    text = cell.text
    if not text:
        return None
    attributes = cell.attributes
    if "sdval" in attributes:
        return _of_serial(attributes["sdval"], attributes.get("sdnum", "").split(";", 2)[2:], text)
    return _of_sheets(attributes, text) if "data-sheets-value" in attributes else text


def _of_sheets(attributes: Mapping[str, str], text: str) -> Value:
    """Return the value that Google Sheets wrote beside the text, or else the text."""
    try:
        value = json.loads(attributes["data-sheets-value"])
        if value.get("1") == 2 and isinstance(value["2"], str):
            return value["2"].replace("\r\n", "\n").strip() or None
        if value.get("1") == 4:
            return bool(value["4"])
        if value.get("1") == 3:
            letters = _SHEETS_MOMENTS.get(json.loads(attributes.get("data-sheets-numberformat", "{}")).get("1"), "")
            return _of_serial(str(float(value["3"])), [letters] if letters else [], text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        pass
    return text


def _of_serial(said: str, formats: list[str], text: str) -> Value:
    """Return a serial number as a number, date or time, depending on its format; the text if the format is unknown."""
    try:
        number = float(said)
        letters = _NOT_LETTERS.sub("", formats[0]).upper() if formats else ""
        is_moment = _MOMENT.fullmatch(letters) is not None
        has_date, has_time = is_moment and not {"Y", "D"}.isdisjoint(letters), is_moment and "H" in letters
        if (has_date or has_time) and 0 <= number < 2_958_466:
            moment = _FIRST_DAY + timedelta(seconds=round(number * 86_400))
            if has_date and number >= 1:
                return moment if has_time else moment.date()
            if has_time and number < 1:
                return moment.time()
        if not (has_date or has_time) and _NUMBER.fullmatch(text):
            return plain_number(number)
    except (ValueError, OverflowError):
        pass
    return text
