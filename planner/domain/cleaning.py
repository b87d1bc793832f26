"""Foreign text at the border of the model: what must not get in is taken out here, once."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_NOT_IN_TEXTS, _NOT_IN_LINES = re.compile("[\r\x85]"), re.compile("[\t\n\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Text of several lines: one sort of line break, no control character, composed (NFC), no outer space."""
    if text.isascii() and text.isprintable():  # most are, and there is nothing to clean
        return text.strip()
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _BREAKS.sub("\n", text))).strip()


def is_clean(text: str, *, many_lines: bool = False) -> bool:
    """Whether it has no character that ``clean_text`` takes out, and no line break or tab unless ``many_lines``."""
    if (text.replace("\n", "") if many_lines else text).isprintable():  # most texts, and quicker than a search
        return True
    return not _CONTROLS.search(text) and not (_NOT_IN_TEXTS if many_lines else _NOT_IN_LINES).search(text)


def visible(line: str) -> str:
    """The line with a sign for every control character but the tab, line breaks included."""
    return _BREAKS.sub(" ", _CONTROLS.sub("\ufffd", line)).replace("\n", " ")


def clean_line(text: str) -> str:
    """Text of one line: as ``clean_text``, with every run of white space as one space."""
    if text.isascii() and text.isprintable() and "  " not in text:  # most are, and there is nothing to clean
        return text.strip()
    return _SPACES.sub(" ", clean_text(text)).strip()
