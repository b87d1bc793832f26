"""Names for files made from names that people typed: good on every platform, and never two alike in a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from planner.programme.parts import About, Part

MOST_BYTES = 80
_SEPARATORS = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=$|[ .])", re.IGNORECASE)


def safe_name(text: str, *, otherwise: str = "calendar") -> str:
    """A file's name without its suffix: no path, no control or bidi character, no device of Windows, 80 bytes at most.

    Whatever keeps nothing of its own, such as ``..``, is called ``otherwise``.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or unicodedata.category(c)[0] != "C")
    name = _cut(_SEPARATORS.sub(" ", visible), MOST_BYTES).strip(" .")
    if not name:
        return otherwise
    if name.startswith("-") or _DEVICES.match(name):
        return _cut(f"{otherwise} {name}", MOST_BYTES).strip(" .")
    return name


def part_files(parts: Sequence[Part], stem: str) -> dict[str, Part]:
    """A calendar file's name for each part, beginning as the conference's own file does; they fit into one folder."""
    names = different(f"{stem}-{safe_name(part.of if part.about is About.DAY else part.title)}" for part in parts)
    return {f"{name}.ics": part for name, part in zip(names, parts, strict=True)}


def different(names: Iterable[str]) -> list[str]:
    """The names in their order, each later one of two that a disk may take for the same with ``-2``, ``-3`` behind."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        other, number = name, 1
        while (key := unicodedata.normalize("NFC", other.casefold())) in taken:
            number += 1
            other = f"{name}-{number}"
        taken.add(key)
        found.append(other)
    return found


def _cut(text: str, most: int) -> str:
    """The beginning that fits into so many bytes of UTF-8, with no character broken."""
    return text.encode()[:most].decode(errors="ignore")
