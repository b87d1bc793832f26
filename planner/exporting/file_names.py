"""Names for files made from names that people typed: good on every platform, and never two alike in a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from planner.programme.parts import About, Part
from planner.programme.release import Ledger

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


def named(parts: Iterable[Part], ledger: Ledger) -> list[Part]:
    """The parts with their files' own names: that under which one was sent before, else one that no other has.

    A file keeps its name, since those who subscribe know it by that, whatever the room or person is called now.
    """
    found = [replace(part, name=_sent_as(part, ledger) or part.name) for part in parts]
    taken = [part.name for part in found if part.name] + [sent.name for sent in ledger.parts.values() if sent.name]
    new = (safe_name(part.of if part.about is About.DAY else part.title) for part in found if not part.name)
    names = iter(different(new, taken))
    return [part if part.name else replace(part, name=next(names)) for part in found]


def _sent_as(part: Part, ledger: Ledger) -> str:
    return ledger.parts[part.key].name if part.key in ledger.parts else ""


def part_files(parts: Iterable[Part], stem: str, ledger: Ledger) -> dict[str, Part]:
    """A calendar file's name for each part, beginning as the conference's own file does; they fit into one folder."""
    return {f"{stem}-{part.name}.ics": part for part in named(parts, ledger)}


def different(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names in their order, each later one of two that a disk may take for the same with ``-2``, ``-3`` behind.

    So is one that is like one of those ``taken``.
    """
    found: list[str] = []
    keys = {_key(name) for name in taken}
    for name in names:
        other, number = name, 1
        while _key(other) in keys:
            number += 1
            other = f"{name}-{number}"
        keys.add(_key(other))
        found.append(other)
    return found


def _key(name: str) -> str:
    """What is the same for two names that a disk may take for one."""
    return unicodedata.normalize("NFC", name.casefold())


def _cut(text: str, most: int) -> str:
    """The beginning that fits into so many bytes of UTF-8, with no character broken."""
    return text.encode()[:most].decode(errors="ignore")
