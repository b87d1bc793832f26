"""Finds the calendar files of a conference in a folder, also those that its own file knows nothing of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.exporting.ics import CONFERENCE_ID, PRODID
from planner.exporting.ics_existing import LARGEST, unescaped
from planner.programme.calendar import conference_uid, part_uid

HEAD = 4096
"""The bytes in which a calendar by Estrad says its PRODID and conference; others are not read further."""
_CONFERENCE = re.compile(rb"^%s:(\S+)" % CONFERENCE_ID.encode(), re.MULTILINE)
_UID = re.compile(rb"^UID:([^\r\n]+)", re.MULTILINE)
_NAME = re.compile(rb"^NAME:(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?$", re.MULTILINE)
_CANCELLED = re.compile(rb"^STATUS:CANCELLED\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CalendarScan:
    """The properties of a calendar file that Estrad wrote, read without parsing it.

    ``conference`` is the ``conference_uid``, empty in a draft and in files by an older Estrad. ``live`` is true unless
    all entries are cancelled.
    """

    path: Path
    conference: str
    title: str
    uids: frozenset[str]
    live: bool


def calendars_in(folder: Path, conference_id: str) -> Iterator[CalendarScan]:
    """Yield the calendars in a folder that may be of a conference, by name; not those that say they are of another.

    Folders in it are not looked into. What cannot be read is passed over, and so is a folder that does not exist.
    """
    own = conference_uid(conference_id)
    for path in _calendar_paths(folder):
        try:
            scan = _scan(path, own)
        except OSError:
            continue
        if scan:
            yield scan


def calendars_of_parts(
    folder: Path, conference_id: str, parts: Collection[str], sessions: Collection[str]
) -> tuple[Path, ...]:
    """Return the calendar files in a folder that hold entries of parts, given by their keys, in any version of them.

    ``sessions`` are the ids of all sessions that may be in them. A part's file is known by its UIDs, so that it is
    found whatever it is called, also when the ledger has forgotten it.
    """
    uids = {part_uid(conference_id, part, session) for part in parts for session in sessions}
    return tuple(scan.path for scan in calendars_in(folder, conference_id) if scan.uids & uids)


def _calendar_paths(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".ics")
    except OSError:
        return []


def _scan(path: Path, own: str) -> CalendarScan | None:
    """Return the properties of a file, or None if Estrad did not write it, or for another conference."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return None
    with path.open("rb") as stream:
        data = stream.read(HEAD)
        said = _CONFERENCE.search(data)
        conference = said[1].decode(errors="replace") if said else ""
        if PRODID.encode() not in data or conference not in ("", own):
            return None
        data += stream.read()
    name = _NAME.search(data)
    return CalendarScan(
        path,
        conference,
        unescaped(_FOLD.sub(b"", name[1]).decode(errors="replace").strip()) if name else "",
        frozenset(uid.decode(errors="replace") for uid in _UID.findall(data)),
        len(_CANCELLED.findall(data)) < len(_EVENT.findall(data)),
    )
