"""Finds, in a folder, calendar files of the conference: unknown ones, changed ones, and those of certain parts.

Also makes the content of a calendar that is withdrawn, with all its entries cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from planner.disk import folder_entries, reporting_errors
from planner.domain.published_files import digest
from planner.domain.text import N_, EstradError, Plural, Text, fill_placeholders
from planner.exporting.file_names import name_key
from planner.exporting.ics import CONFERENCE_ID, PRODID, Subscription, written_calendar
from planner.exporting.ics_existing import LARGEST, read_calendar, read_existing, unescaped_text
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
"""The number of bytes at a file's beginning that are searched for PRODID and conference before the rest is read."""
_CONFERENCE = re.compile(rb"^%s:(\S+)" % CONFERENCE_ID.encode(), re.MULTILINE)
_UID = re.compile(rb"^UID:([^\r\n]+)", re.MULTILINE)
_NAME = re.compile(rb"^NAME:(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?$", re.MULTILINE)
_CANCELLED = re.compile(rb"^STATUS:CANCELLED\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CalendarScan:
    """The properties of a calendar file that Estrad wrote, found in its bytes without parsing them.

    ``conference`` is the ``conference_uid``, empty in drafts, copies of earlier versions, files of single sessions and
    files by an older Estrad. ``live`` is true unless all entries are cancelled; ``digest`` is that of the file's bytes.
    """

    path: Path
    conference: str
    title: str
    uids: frozenset[str]
    live: bool
    digest: str = ""


def scan_calendars(folder: Path, conference_id: str, passing: Collection[str] = ()) -> Iterator[CalendarScan]:
    """Yield the calendars by Estrad in a folder that are this conference's or name no conference, sorted by file name.

    Subfolders are not searched. Files that cannot be read are skipped, as are those with the ``name_key`` of their stem
    in ``passing``; a folder that does not exist has none.
    """
    own = conference_uid(conference_id)
    for path in folder_entries(folder):
        if path.suffix.lower() != ".ics" or name_key(path.stem) in passing:
            continue
        try:
            scan = _scan_file(path, own)
        except OSError:
            continue
        if scan:
            yield scan


def calendars_of_parts(
    folder: Path, conference_id: str, parts: Collection[str], sessions: Collection[str]
) -> tuple[Path, ...]:
    """Return the files in a folder that are calendars of the parts with these keys, of whatever version.

    ``sessions`` are the ids and ``block_key`` of all entries that may be in them. A part's file is recognised by its
    UIDs, so it is found under any name, and even if the ledger has no record of it any more.
    """
    uids = {part_uid(conference_id, part, session) for part in parts for session in sessions}
    return tuple(scan.path for scan in scan_calendars(folder, conference_id) if scan.uids & uids)


@dataclass(frozen=True, slots=True)
class UnknownCalendar:
    """A calendar of the conference in a folder that neither the ledger nor the plan knows, and that is not cancelled.

    Another copy may have sent it, or this one before a backup was restored. ``sure`` is false if only its name and
    title show that it is the conference's, as an older Estrad wrote it.
    """

    path: Path
    title: str
    sure: bool
    digest: str


def unknown_calendars(
    folder: Path, out: Outgoing, ledger: Ledger, named: Sequence[Part]
) -> tuple[UnknownCalendar, ...]:
    """Return the live calendars of the conference in a folder that neither the plan nor the ledger knows.

    ``named`` are all parts of the plan and the ledger with their file names, the whole conference first. A file is
    known if it has one of these names, if its bytes were the last to be sent, or if it is a draft. A file under another
    name that states this conference is unknown even if its entries are known: another copy sent it, or it was left
    behind. An older Estrad's file states none, so it is unknown only if none of its entries are known.
    """
    stem = named[0].name
    found = scan_calendars(folder, out.programme.id, {name_key(part.name) for part in named})
    digests = {file.digest for file in ledger.files.values()}
    scans = [scan for scan in found if scan.live and (scan.conference or _resembles_own_calendar(scan, stem, out))]
    known = _known_uids(out, ledger, named) if scans else frozenset()
    return tuple(
        UnknownCalendar(scan.path, scan.title, bool(scan.conference), scan.digest)
        for scan in scans
        if scan.digest not in digests and (scan.conference or not scan.uids & known)
    )


def unknown_calendar_notices(found: Sequence[UnknownCalendar]) -> Iterator[Text]:
    """Yield a sentence that names the ``sure`` calendars, and one that names the others, if there are any."""
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
    """Return the parts whose file in a folder has other entries than were last sent from here, with that file.

    Another copy sent the file, or it is older. A file with the bytes last sent is not parsed, and parts that were sent
    without recording their bytes are skipped.
    """
    known = (part for part in named if ledger.file(part.key).digest or not ledger.sent(part.key))
    found = ((part, read_existing(folder / f"{part.name}.ics", part, ledger, out)) for part in known)
    elsewhere = (FileOrigin.RIVAL, FileOrigin.OLDER)
    return tuple(
        (part, lying)
        for part, lying in found
        if lying.file_origin in elsewhere and not lying.holds(ledger.file(part.key))
    )


def _resembles_own_calendar(scan: CalendarScan, stem: str, out: Outgoing) -> bool:
    """Return whether a file that names no conference has a file name and title like those of this one's parts."""
    title = out.programme.title
    return scan.path.stem.startswith(f"{stem}-") and (scan.title == title or scan.title.startswith(f"{title} · "))


def _known_uids(out: Outgoing, ledger: Ledger, named: Sequence[Part]) -> frozenset[str]:
    """Return the UIDs of all entries in the ledger, of all that would be sent now, and of all in drafts."""
    sent = {entry.event.uid for file in ledger.files.values() for entry in file.entries.values()}
    current = {event.uid for part in named for event in out.part_events(part).values()}
    return frozenset(sent | current | {draft_uid(out.programme.id, session) for session in out.known})


def _scan_file(path: Path, own: str) -> CalendarScan | None:
    """Return the properties of a calendar by Estrad that names the conference ``own`` or none.

    None for other files, and for those larger than ``LARGEST``; raise ``OSError`` for one that cannot be read.
    """
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
        unescaped_text(_FOLD.sub(b"", name[1]).decode(errors="replace").strip()) if name else "",
        frozenset(uid.decode(errors="replace") for uid in _UID.findall(data)),
        len(_CANCELLED.findall(data)) < len(_EVENT.findall(data)),
        digest(data),
    )


_SECOND = timedelta(seconds=1)


def withdrawn_calendar(calendar: UnknownCalendar, out: Outgoing) -> bytes:
    """Return the content of a calendar file with all its entries cancelled (RFC 5546).

    DTSTAMP is higher than in the file, and so are SEQUENCE and LAST-MODIFIED of the entries that change; entries
    without a duration are left out. UIDs and name stay; texts about the conference are current. Raise ``EstradError``
    if the file cannot be read or has changed since it was found.
    """
    path = calendar.path
    with reporting_errors(path, N_("“{name}” cannot be read: {why}."), Text("Nothing was written.")):
        data = path.read_bytes()
    known = read_calendar(data) if digest(data) == calendar.digest else None
    if known is None:
        raise EstradError(
            Text("“{name}” cannot be read as a calendar, or has changed meanwhile.", name=path.name),
            Text("Publish again to see what is there."),
            file=path,
        )
    file = _withdrawn_file(known[0], path.stem, out)
    return written_calendar(out.programme, file, out.words, calendar.title, Subscription.PART)


def _withdrawn_file(found: ExistingCalendar, name: str, out: Outgoing) -> SentFile:
    now = out.stamp
    stamp = max(now, found.stamp + _SECOND) if found.stamp else now
    modified = max(now, found.modified + _SECOND) if found.modified else now
    entries = {
        uid: _withdrawn_entry(uid, line, out) for uid, line in found.events.items() if line.event.start < line.event.end
    }
    return SentFile(entries, name=name, stamp=stamp, modified=modified)


def _withdrawn_entry(uid: str, line: ExistingEvent, out: Outgoing) -> LedgerEntry:
    """Return the entry of an event without the sessions of a block, cancelled as *no longer in this calendar*.

    Its SEQUENCE is then higher. An event that is already cancelled stays as it is, unless its summary says *CANCELLED*:
    that is reworded, since the session may take place after all.
    """
    when, event = line.modified or line.created or out.stamp, replace(line.event, sessions=())
    off = fill_placeholders(out.words(CANCELLED), {"title": ""})
    if event.status == "CANCELLED" and not event.summary.startswith(off):
        return LedgerEntry(uid, event, line.created or when, when, line.sequence)
    event = withdrawn_event(replace(event, title=event.summary.removeprefix(off)), out.words)
    return LedgerEntry(uid, event, line.created or when, max(out.stamp, when + _SECOND), line.sequence + 1)
