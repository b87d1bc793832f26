"""Values of properties that icalendar 7.3 does not write right by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from icalendar import Parameters, vText, vUri

from planner.domain.cleaning import clean_text

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNCLEAN = re.compile("[^\n\x20-\x7e\xa0-\u024f\u2010-\u2027]")


class TextValue(vText):
    """A TEXT value (RFC 5545 section 3.3.11) whatever the property is called, with no control character in it.

    ``vText`` turns a backslash and N into a line break, and a bare string is written unescaped in properties
    that icalendar does not know.
    """

    __slots__ = ()

    def __new__(cls, value: str, /, params: dict[str, Any] | None = None) -> Self:
        """The text, composed (NFC), every sort of line break as one."""
        return super().__new__(cls, clean_text(value) if _UNCLEAN.search(value) else value.strip(), params=params)

    def to_ical(self) -> bytes:
        """Backslash, semicolon, comma and line break escaped."""
        return self.translate(_ESCAPES).encode()


class TextValues:
    """A list of TEXT values in one property, such as CATEGORIES."""

    def __init__(self, values: Iterable[str]) -> None:
        self.params = Parameters()
        self._values = [TextValue(value) for value in values]

    def to_ical(self) -> bytes:
        """The values, each escaped, with bare commas between."""
        return b",".join(value.to_ical() for value in self._values)


def uri(address: str, **params: str) -> vUri:
    """A URI value that says so: icalendar leaves out ``VALUE=URI`` where the default type is another."""
    return vUri(address, params={"VALUE": "URI", **{name.replace("_", "-"): value for name, value in params.items()}})


def parameter(text: str) -> str:
    """TextValue fit for a parameter, on one line; icalendar writes quotes as RFC 6868 says."""
    return " ".join(clean_text(text).split())
