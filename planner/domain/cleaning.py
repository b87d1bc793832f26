"""Clean imported and typed text: the only place where unwanted characters are removed."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_NOT_IN_TEXTS, _NOT_IN_LINES = re.compile("[\r\x85]"), re.compile("[\t\n\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return multi-line text in NFC with uniform line breaks, stripped, without control characters."""
    if text.isascii() and text.isprintable():  # most texts are, and need no cleaning
        return text.strip()
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _BREAKS.sub("\n", text))).strip()


def is_clean(text: str, *, many_lines: bool = False) -> bool:
    """Return whether ``clean_text`` would remove nothing; line breaks and tabs are allowed only with ``many_lines``."""
    if (text.replace("\n", "") if many_lines else text).isprintable():  # true of most texts, and faster than a search
        return True
    return not _CONTROLS.search(text) and not (_NOT_IN_TEXTS if many_lines else _NOT_IN_LINES).search(text)


def visible(line: str) -> str:
    """Return the line with control characters replaced by a visible sign and line breaks by spaces; tabs stay."""
    return _BREAKS.sub(" ", _CONTROLS.sub("\ufffd", line)).replace("\n", " ")


def clean_line(text: str) -> str:
    """Return single-line text, cleaned like ``clean_text``, with each run of white space replaced by one space."""
    if text.isascii() and text.isprintable() and "  " not in text:  # most texts are, and need no cleaning
        return text.strip()
    return _SPACES.sub(" ", clean_text(text)).strip()
