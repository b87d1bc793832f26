"""Values of iCalendar properties as every reader takes them: texts, lists of texts, addresses and parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from icalendar import Parameters, vText, vUri

from planner.domain.text import clean_text

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNCLEAN = re.compile("[^\n\x20-\x7e\xa0-\u024f\u2010-\u2027]")


class TextValue(vText):
    """A TEXT value (RFC 5545 section 3.3.11) for any property, without control characters.

    ``vText`` turns a backslash and N into a line break, and a bare string is written unescaped in properties unknown to
    icalendar.
    """

    __slots__ = ()

    def __new__(cls, value: str, /, params: dict[str, Any] | None = None) -> Self:
        """Create the value from a text, normalised to NFC and with uniform line breaks."""
        return super().__new__(cls, clean_text(value) if _UNCLEAN.search(value) else value.strip(), params=params)

    def to_ical(self) -> bytes:
        """Serialise the text with backslashes, semicolons, commas and line breaks escaped."""
        return self.translate(_ESCAPES).encode()


class TextValues:
    """A list of TEXT values in one property, such as CATEGORIES."""

    def __init__(self, values: Iterable[str]) -> None:
        self.params = Parameters()
        self._values = [TextValue(value) for value in values]

    def to_ical(self) -> bytes:
        """Serialise the values, each escaped, separated by unescaped commas."""
        return b",".join(value.to_ical() for value in self._values)


def uri(address: str, **params: str) -> vUri:
    """Return a URI value with explicit ``VALUE=URI``, which icalendar omits even if the default type differs."""
    return vUri(address, params={"VALUE": "URI", **{name.replace("_", "-"): value for name, value in params.items()}})


def parameter(text: str) -> str:
    """Return the text on one line for use as a parameter; icalendar escapes quotation marks (RFC 6868)."""
    return " ".join(clean_text(text).split())
