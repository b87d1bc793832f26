"""Finds the calendar files of a conference in a folder: those that its own file knows nothing of, and those that were
changed since; withdraws one that is not kept up to date any more, by cancelling all its entries.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from planner.domain.published_files import digest
from planner.domain.text import EstradError, Plural, Text, fill
from planner.exporting.file_names import name_key
from planner.exporting.ics import CONFERENCE_ID, PRODID, Subscription, written_calendar
from planner.exporting.ics_existing import LARGEST, read_calendar, read_existing, unescaped
from planner.programme.calendar import conference_uid, draft_uid, part_uid
from planner.programme.departed_events import CANCELLED, withdrawn_event
from planner.programme.ledger_update import Outgoing
from planner.programme.release import (
    ExistingCalendar,
    ExistingEvent,
    FileOrigin,
    Ledger,
    LedgerEntry,
    Part,
    SentFile,
)

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
    all entries are cancelled; ``digest`` is that of the file's bytes.
    """

    path: Path
    conference: str
    title: str
    uids: frozenset[str]
    live: bool
    digest: str = ""


def scan_calendars(folder: Path, conference_id: str, passing: Collection[str] = ()) -> Iterator[CalendarScan]:
    """Yield the calendars in a folder that may be of a conference, by name; not those that say they are of another.

    Folders in it are not looked into. What cannot be read is passed over, and so is a folder that does not exist, and
    each file whose ``name_key`` is in ``passing``.
    """
    own = conference_uid(conference_id)
    for path in _calendar_paths(folder):
        if name_key(path.stem) in passing:
            continue
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

    ``sessions`` are the keys of all entries that may be in them. A part's file is known by its UIDs, so that it is
    found whatever it is called, also when the ledger has forgotten it.
    """
    uids = {part_uid(conference_id, part, session) for part in parts for session in sessions}
    return tuple(scan.path for scan in scan_calendars(folder, conference_id) if scan.uids & uids)


@dataclass(frozen=True, slots=True)
class UnknownCalendar:
    """A calendar of the conference in a folder that neither the ledger nor the plan knows, and that is not cancelled.

    Another copy sent it, or this one before a backup was restored. It is ``sure`` unless only its name and title
    tell whose it is, as an older Estrad wrote it.
    """

    path: Path
    title: str
    sure: bool
    digest: str


def unknown_calendars(
    folder: Path, out: Outgoing, ledger: Ledger, named: Sequence[Part]
) -> tuple[UnknownCalendar, ...]:
    """Return the unknown calendars in a folder.

    ``named`` are all parts that the plan or the ledger knows, with the whole, which is the first, and their file names.
    A file that has one of these names is known, and so is one with the bytes that were sent last, or a draft. Under
    another name a file that has an entry of one of these calendars is another copy's, or was left behind; only of an
    older Estrad's, which does not say its conference, the entries are believed.
    """
    stem = named[0].name
    found = scan_calendars(folder, out.programme.id, {name_key(part.name) for part in named})
    digests = {file.digest for file in ledger.files.values()}
    scans = [scan for scan in found if scan.live and (scan.conference or _resembles(scan, stem, out))]
    known = _known_uids(out, ledger, named) if scans else frozenset()
    return tuple(
        UnknownCalendar(scan.path, scan.title, bool(scan.conference), scan.digest)
        for scan in scans
        if scan.digest not in digests and (scan.conference or not scan.uids & known)
    )


def unknown_notices(found: Sequence[UnknownCalendar]) -> Iterator[Text]:
    """Yield a sentence that names the calendars that are surely of the conference, and one with those that may be."""
    sure, perhaps = ([calendar.path.name for calendar in found if calendar.sure is known] for known in (True, False))
    if sure:
        yield Plural(
            "“{names}” is a calendar of this conference that this file knows nothing of: another copy sent it, or this "
            "one before a backup was restored. Whoever subscribes to it reads what may no longer hold.",
            "{n} calendars of this conference lie there that this file knows nothing of: another copy sent them, or "
            "this one before a backup was restored. Whoever subscribes to them reads what may no longer hold: "
            "{names}.",
            len(sure), names=", ".join(sure),
        )  # fmt: skip
    if perhaps:
        yield Plural(
            "“{names}” may be a calendar of this conference that this file knows nothing of; only its name and title "
            "say so.",
            "{n} files may be calendars of this conference that this file knows nothing of; only their names and "
            "titles say so: {names}.",
            len(perhaps), names=", ".join(perhaps),
        )  # fmt: skip


def changed_calendars(
    folder: Path, out: Outgoing, ledger: Ledger, named: Iterable[Part]
) -> tuple[tuple[Part, ExistingCalendar], ...]:
    """Return the parts whose file in a folder has other entries than were sent last from here, with that file.

    Another copy sent it, or it is older. Files whose bytes are known are not parsed, and those are passed over whose
    bytes were never recorded.
    """
    known = (part for part in named if ledger.file(part.key).digest or not ledger.sent(part.key))
    found = ((part, read_existing(folder / f"{part.name}.ics", part, ledger, out)) for part in known)
    elsewhere = (FileOrigin.RIVAL, FileOrigin.OLDER)
    return tuple(
        (part, lying)
        for part, lying in found
        if lying.file_origin in elsewhere and not lying.holds(ledger.file(part.key))
    )


def _resembles(scan: CalendarScan, stem: str, out: Outgoing) -> bool:
    """Return whether a file that does not say which conference it is of has such a name and title as one of this."""
    title = out.programme.title
    return scan.path.stem.startswith(f"{stem}-") and (scan.title == title or scan.title.startswith(f"{title} · "))


def _known_uids(out: Outgoing, ledger: Ledger, named: Sequence[Part]) -> frozenset[str]:
    """Return the UIDs of all entries that the ledger knows, of those that would be sent now, and of drafts."""
    sent = {entry.event.uid for file in ledger.files.values() for entry in file.entries.values()}
    current = {event.uid for part in named for event in out.part_events(part).values()}
    return frozenset(sent | current | {draft_uid(out.programme.id, session) for session in out.known})


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
        digest(data),
    )


_SECOND = timedelta(seconds=1)


def withdrawn_calendar(calendar: UnknownCalendar, out: Outgoing) -> bytes:
    """Return a calendar file in which all entries are cancelled, above the numbers and times that it has (RFC 5546).

    UIDs, name and time zones stay; what the calendar says of the conference is as it is now. Raise ``EstradError`` if
    the file cannot be read, or is not the one that was found any more.
    """
    path = calendar.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be read: {why}.", name=path.name, why=error.strerror or str(error)),
            Text("Nothing was written."),
            file=path,
        ) from error
    known = read_calendar(data) if digest(data) == calendar.digest else None
    if known is None:
        raise EstradError(
            Text("“{name}” cannot be read as a calendar, or has changed meanwhile.", name=path.name),
            Text("Publish again to see what is there."),
            file=path,
        )
    file = _withdrawn(known[0], path.stem, out)
    return written_calendar(out.programme, file, out.words, calendar.title, Subscription.PART)


def _withdrawn(found: ExistingCalendar, name: str, out: Outgoing) -> SentFile:
    now = out.second
    stamp = max(now, found.stamp + _SECOND) if found.stamp else now
    modified = max(now, found.modified + _SECOND) if found.modified else now
    entries = {
        uid: _cancelled(uid, line, out) for uid, line in found.events.items() if line.event.start < line.event.end
    }
    return SentFile(entries, name=name, stamp=stamp, modified=modified)


def _cancelled(uid: str, line: ExistingEvent, out: Outgoing) -> LedgerEntry:
    """Return the entry of an event, cancelled with a higher SEQUENCE; as it is if it was cancelled before.

    What is said to be called off may take place here: it is *no longer in this calendar* too.
    """
    when, event = line.modified or line.created or out.second, replace(line.event, sessions=())
    off = fill(out.words(CANCELLED), {"title": ""})
    if event.status == "CANCELLED" and not event.summary.startswith(off):
        return LedgerEntry(uid, event, line.created or when, when, line.sequence)
    event = withdrawn_event(replace(event, title=event.summary.removeprefix(off)), out.words)
    return LedgerEntry(uid, event, line.created or when, max(out.second, when + _SECOND), line.sequence + 1)
