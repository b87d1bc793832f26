"""Updates the ledger when calendars are sent: entries, SEQUENCE, LAST-MODIFIED and DTSTAMP (RFC 5545, 5546)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from planner.domain.span import FIRST_YEAR, LAST_YEAR
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import current_colour
from planner.programme.block_entries import block_key
from planner.programme.calendar import calendar_fingerprint, draft_uid, event_title, one_line, part_uid, session_uid
from planner.programme.departed_events import GATHERED, SCATTERED, departed_event, departure_message, withdrawn_event
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.release import (
    NOTHING_THERE,
    ExistingCalendar,
    ExistingEvent,
    FileOrigin,
    Ledger,
    LedgerEntry,
    Part,
    PartKind,
    SentEvent,
    SentFile,
)
from planner.wording import Wording

AHEAD = timedelta(days=1)
"""The longest time by which the clock may be behind the last DTSTAMP without a warning."""


def refuse_impossible_clock(now: datetime, last_stamp: datetime | None) -> None:
    """Raise ``EstradError`` if ``now`` is outside the years of conferences, or ``last_stamp`` is after them."""
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        raise EstradError(
            Text("This computer's clock says {date}, and calendars would believe it.", date=now.date().isoformat()),
            Text("Set the clock, then send again."),
        )
    if last_stamp and last_stamp.year > LAST_YEAR:
        raise EstradError(
            Text("This conference was sent when the clock said {date}.", date=last_stamp.date().isoformat()),
            Text("No later version can be made of it. Go on in a copy or backup from before that."),
        )


def clock_warning(now: datetime, last_stamp: datetime | None) -> Text | None:
    """Return a warning if ``last_stamp`` is more than ``AHEAD`` in the future, otherwise None."""
    if not last_stamp or last_stamp - now <= AHEAD:
        return None
    return Text(
        "The version before was sent when the clock said {date}: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them.",
        date=last_stamp.date().isoformat(),
    )


_SECOND = timedelta(seconds=1)
_ADOPTED = "uid:"
"""The prefix of the keys of entries that are known only from a file sent by another copy of the conference."""
_Items = Mapping[str, ProgrammeItem]
_FOREIGN = "/elsewhere"
"""The suffix of ``_ADOPTED`` keys if the part has another id in the other copy: the session may still take place."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The data to send: the programme, the events of the whole conference's file, the time and the release number.

    ``events`` are by session id or ``block_key``. ``first`` makes it the first public version, which forgets all
    earlier cancellations. ``over`` is true if the conference is over. ``known`` has the ids of all sessions of the
    plan, whether attendees see them or not, and the ``block_key`` of each block. ``found`` are the existing files to be
    replaced, by part key.
    """

    programme: Programme
    events: Mapping[str, SentEvent]
    words: Wording
    now: datetime
    release: int = 1
    first: bool = False
    over: bool = False
    known: frozenset[str] = frozenset()
    found: Mapping[str, ExistingCalendar] = field(default_factory=dict)

    @property
    def stamp(self) -> datetime:
        """The time of sending in UTC, truncated to whole seconds."""
        return self.now.astimezone(UTC).replace(microsecond=0)

    def part_events(self, part: Part) -> Mapping[str, SentEvent]:
        """Return the current events of a part's file, by session id or ``block_key``, with their UIDs in that file."""
        if part.whole:
            return self.events
        conference, inside, found = self.programme.id, self.block_entry_keys, dict[str, SentEvent]()
        for key in sorted({inside.get(session, session) for session in part.sessions} & self.events.keys()):
            event = self.events[key]
            told = tuple(session for session in event.sessions if session in part.sessions)
            found[key] = replace(event, uid=part_uid(conference, part.key, key), sessions=told)
        return found

    @property
    def block_entry_keys(self) -> Mapping[str, str]:
        """The key of the block entry that lists a session, by the id of each session without an entry of its own."""
        return {session: key for key, event in self.events.items() for session in event.sessions}

    def sessions_by_uid(self, part: Part, sessions: Collection[str] = ()) -> Mapping[str, str]:
        """Return the ids in ``sessions`` and ``known`` by their UIDs in a part's file, ignoring UIDs from an import."""
        conference, known = self.programme.id, self.known.union(sessions)
        if part.whole:
            return {session_uid(conference, session): session for session in known}
        return {part_uid(conference, part.key, session): session for session in known}

    @property
    def titles(self) -> frozenset[str]:
        """The event titles of all sessions that take place, and those of blocks with a single entry."""
        said = {one_line(event_title(self.programme, item)) for item in self.programme.items}
        return frozenset(said | {event.summary for event in self.events.values()})

    def items(self) -> Mapping[str, ProgrammeItem]:
        """Return the sessions that attendees see, by id."""
        return {item.id: item for item in self.programme.items}


def ledger_after_sending(ledger: Ledger, out: Outgoing, parts: Iterable[Part]) -> Ledger:
    """Return the ledger as it will be when the files of ``parts`` are sent.

    A new session gets SEQUENCE 0; a changed one SEQUENCE + 1 and a later LAST-MODIFIED (but see ``_updated_entry``); a
    removed one becomes CANCELLED once, or is dropped in a first public version; an unchanged one stays (RFC 5546
    section 2.1.4). If a file ``found`` is not the one last sent, SEQUENCE continues from the higher one. Files that
    change get the same new DTSTAMP, which never decreases (see ``_with_stamp``). Times are whole seconds.
    """
    sent = {part.key: next_file_record(ledger, out, part) for part in parts}
    stamps = [out.stamp, *(file.modified for file in sent.values() if file.modified)]
    stamps += [ledger.last_stamp] if ledger.last_stamp else []
    stamps += [
        found.stamp + _SECOND for found in out.found.values() if found.stamp and found.file_origin is FileOrigin.RIVAL
    ]
    stamp = max(stamps)
    first = stamp if out.first else ledger.first_public
    stamped = {key: _with_stamp(ledger.file(key), file, stamp, first) for key, file in sent.items()}
    last = max([file.stamp for file in stamped.values() if file.stamp] + [ledger.last_stamp or stamp])
    return replace(ledger, files={**ledger.files, **stamped}, last_stamp=last, first_public=first)


def _with_stamp(before: SentFile, after: SentFile, stamp: datetime, first_public: datetime | None) -> SentFile:
    """Return a file's record with ``stamp`` as DTSTAMP, or the previous one if nothing changed, to keep its bytes.

    A DTSTAMP from before the first public version is always replaced, see ``_is_first_public_sending``.
    """
    same = ("title", "modified", "about", "entries", "older")
    known = before.stamp and (first_public is None or before.stamp >= first_public)
    if known and all(getattr(before, name) == getattr(after, name) for name in same):
        return replace(after, stamp=before.stamp)
    return replace(after, stamp=stamp)


def next_file_record(ledger: Ledger, out: Outgoing, part: Part) -> SentFile:
    """Return the record of a part's file as it would be sent now, with the previous DTSTAMP and no digest."""
    before = ledger.file(part.key)
    current, found = out.part_events(part), out.found.get(part.key, NOTHING_THERE)
    out = replace(out, first=out.first or _is_first_public_sending(ledger.first_public, before, found))
    known = before.entries or _entries_from_older_estrad(ledger, out, part)
    if found.file_origin is FileOrigin.RIVAL:
        sent_ever = out.known.union(*(file.entries for file in ledger.files.values()))
        known = _with_adopted_entries(known, current, replace(out, known=sent_ever), part)
    known = _reassign_entries(_with_revived_entries(known, found), current)
    items = out.items() if known.keys() - current.keys() else {}
    titles = out.titles if any(key.startswith(_ADOPTED) for key in known) else frozenset()
    entries = {
        session: _updated_entry(entry, replace(event, uid=entry.event.uid), out.stamp)
        if (event := current.get(session))
        else _cancelled_entry(entry, _last_event(entry, out, part, items, titles), out)
        for session, entry in known.items()
    }
    for session, event in current.items():
        if session not in entries:
            entries[session] = LedgerEntry(session, event, out.stamp, out.stamp)
    if found.file_origin is not FileOrigin.OURS:
        sent = before.entries
        entries = {s: _raised_entry(entry, sent.get(s), found, out) for s, entry in entries.items()}
    if all(entry.dropped for entry in entries.values()):  # a calendar file is never empty (RFC 5546 section 3.2.1)
        entries = {s: replace(e, dropped=s in known and known[s].dropped) for s, e in entries.items()}
    about = calendar_fingerprint(out.programme, part)
    previous = before.previous if before.release == out.release else before.release
    made = SentFile(
        entries, part.title, part.name or before.name, out.release, before.stamp, None, about, previous=previous
    )
    return replace(made, modified=_last_modified(before, made, found, out.stamp))


def _last_event(entry: LedgerEntry, out: Outgoing, part: Part, items: _Items, titles: Collection[str]) -> SentEvent:
    """Return the last, cancelled event of an entry that left a part's file; ``items`` are ``out.items()``."""
    gone, strange = withdrawn_event(entry.event, out.words), entry.session.startswith(_ADOPTED)
    if entry.session.endswith(_FOREIGN) or (strange and (gone == entry.event or gone.title in titles)):
        return gone  # it may take place here under another id
    told = entry.event.sessions or (entry.session,)
    found = [items[session] for session in told if session in items] or _block_items(entry.session, items)
    here = [item for item in found if part.whole or item.id in part.sessions]
    if not here and not (found and _is_calendar_of_chair(entry.session, part, out)):
        return departed_event(entry.event, departure_message(part, found[0] if found else None, out.words), out.words)
    inside = [out.block_entry_keys[item.id] for item in here if item.id in out.block_entry_keys]
    block = out.events[inside[0]].summary if inside else ""
    return departed_event(entry.event, (GATHERED if block else SCATTERED, block), out.words)


def _is_calendar_of_chair(key: str, part: Part, out: Outgoing) -> bool:
    """Return whether a part is the calendar of somebody named as a chair of the block whose entry has this ``key``."""
    chairs = {block_key(block.id): {credit.person for credit in block.credits} for block in out.programme.blocks}
    return part.about in (PartKind.PERSON, PartKind.MODERATOR) and part.of in chairs.get(key, ())


def _block_items(key: str, items: _Items) -> list[ProgrammeItem]:
    """Return the sessions that now take place in the block whose entry has this ``key``."""
    return [item for item in items.values() if item.block and block_key(item.block) == key]


def _is_first_public_sending(first_public: datetime | None, before: SentFile, found: ExistingCalendar) -> bool:
    """Return whether the file was sent before the first public version, and not since, here or by a rival."""
    if first_public is None or not before.was_sent:
        return False
    return all(stamp is None or stamp < first_public for stamp in (before.stamp, found.stamp))


def _entries_from_older_estrad(ledger: Ledger, out: Outgoing, part: Part) -> Mapping[str, LedgerEntry]:
    """Return entries for sessions that were in a part's file when an older Estrad sent it, and have left the part.

    They are copied from the whole conference's file and get the UIDs of the part's file, so that subscribers learn what
    became of the sessions.
    """
    left = sorted(ledger.entries.keys() & (ledger.file(part.key).older.keys() - part.sessions))
    uids = {session: part_uid(out.programme.id, part.key, session) for session in left}
    return {
        session: LedgerEntry(session, replace(ledger.entries[session].event, uid=uid), out.stamp, out.stamp)
        for session, uid in uids.items()
    }


def _last_modified(before: SentFile, after: SentFile, found: ExistingCalendar, now: datetime) -> datetime | None:
    """Return the calendar's LAST-MODIFIED, or None if no entry, record or ``found`` file has one.

    It advances if an entry is changed, added or removed, if the calendar's own texts change, or if it replaces another
    copy's file. It is never earlier than that of the ``found`` file.
    """
    times = [entry.modified for entry in after.kept_entries]
    if before.modified:
        shown = [{entry.session for entry in file.kept_entries} for file in (before, after)]
        same = before.about == after.about and shown[0] == shown[1]
        times.append(before.modified if same else max(now, before.modified + _SECOND))
    if found.modified:
        times.append(found.modified)
        if found.file_origin is FileOrigin.RIVAL:
            times.append(max(now, found.modified + _SECOND))
    return max(times, default=None)


def _updated_entry(entry: LedgerEntry, event: SentEvent, now: datetime) -> LedgerEntry:
    """Return the entry with ``event`` and the next SEQUENCE; unchanged if it has that event and is not dropped.

    If only a conference title that stands in for the organiser changed, the SEQUENCE and the event stay. A colour that
    was only renamed is no change: the entry keeps the name that was sent until something else changes.
    """
    old = entry.event
    kept = replace(event, colour=old.colour) if event.colour == current_colour(old.colour) else event
    if kept == old and not entry.dropped:
        return entry
    titled = event.own_title and (old.own_title or old.organiser == event.organiser) and not entry.dropped
    if titled and replace(old, organiser=event.organiser, own_title=True) == kept:
        return replace(entry, event=replace(old, own_title=True))
    modified = max(now, entry.modified + _SECOND)
    return replace(entry, event=event, modified=modified, sequence=entry.sequence + 1, dropped=False)


def _cancelled_entry(entry: LedgerEntry, event: SentEvent, out: Outgoing) -> LedgerEntry:
    """Return the entry with its cancelled ``event``, or dropped if the cancellation need no longer be announced."""
    if entry.dropped:
        return entry
    said_before = entry.event.status == "CANCELLED"
    after = _updated_entry(entry, event, out.stamp)
    return replace(after, dropped=True) if out.first or (out.over and said_before) else after


def _with_adopted_entries(
    known: Mapping[str, LedgerEntry], current: Mapping[str, SentEvent], out: Outgoing, part: Part
) -> Mapping[str, LedgerEntry]:
    """Return ``known`` with entries for events that only a rival's file has, except those without duration or time.

    If no live event in a part's file has a UID that this copy made or would make, the part has another id in that copy,
    and the new keys end with ``_FOREIGN``. A block's entry that both have gets the sessions of both.
    """
    entries, found, sessions = dict(known), out.found[part.key], out.sessions_by_uid(part)
    of_here = {entry.event.uid for entry in known.values() if not entry.session.startswith(_ADOPTED)}
    of_here |= {event.uid for event in current.values()}
    live = {uid for uid, line in found.events.items() if line.event.status != "CANCELLED"}
    kind = "" if part.whole or live & (of_here | sessions.keys()) else _FOREIGN
    keys = {entry.event.uid: key for key, entry in known.items()}
    for uid, line in found.events.items():
        when = line.modified or line.created or found.stamp
        if uid in keys and line.event.sessions:
            entries[keys[uid]] = _with_more_sessions(known[keys[uid]], line.event.sessions)
        elif uid not in of_here and uid not in keys and when and line.event.start < line.event.end:
            session = sessions[uid] if uid in sessions and sessions[uid] not in entries else _ADOPTED + uid + kind
            entries[session] = _adopted_entry(session, line, when, out)
    return entries


def _with_more_sessions(entry: LedgerEntry, more: Iterable[str]) -> LedgerEntry:
    told = tuple(dict.fromkeys((*entry.event.sessions, *more)))
    return replace(entry, event=replace(entry.event, sessions=told))


def _adopted_entry(session: str, line: ExistingEvent, when: datetime, out: Outgoing) -> LedgerEntry:
    """Return a ledger entry for a rival's event; a cancelled event gets a ``title``, so that it can be reworded."""
    event, (_, _, title) = line.event, line.event.summary.partition(": ")
    if event.status == "CANCELLED":
        own = out.events[session].summary if session in out.events else title
        event = replace(event, title=own or event.summary, busy="FREE")
    return LedgerEntry(session, event, line.created or when, when, line.sequence)


def _with_revived_entries(known: Mapping[str, LedgerEntry], found: ExistingCalendar) -> Mapping[str, LedgerEntry]:
    """Return ``known`` with those dropped entries restored that ``found`` has live, or a rival's file has at all.

    Otherwise a third copy of the conference could not read their SEQUENCE from the new file.
    """
    entries = dict(known)
    for session, entry in known.items() if found.file_origin is not FileOrigin.OURS else ():
        line = found.events.get(entry.event.uid) if entry.dropped else None
        if line and line.event.status != "CANCELLED":
            modified = max(entry.modified, line.modified or entry.modified)
            sequence = max(entry.sequence, line.sequence)
            entries[session] = LedgerEntry(session, line.event, entry.created, modified, sequence)
        elif line and found.file_origin is FileOrigin.RIVAL:
            entries[session] = replace(entry, dropped=False)
    return entries


def _reassign_entries(known: Mapping[str, LedgerEntry], current: Mapping[str, SentEvent]) -> Mapping[str, LedgerEntry]:
    """Return ``known`` with entries adopted from a rival moved to the session whose current event has their UID."""
    strangers = {entry.event.uid: key for key, entry in known.items() if entry.session.startswith(_ADOPTED)}
    entries = dict(known)
    for session, event in current.items() if strangers else ():
        if session not in entries and event.uid in strangers:
            entries[session] = replace(entries.pop(strangers[event.uid]), session=session)
    return entries


def _raised_entry(entry: LedgerEntry, sent: LedgerEntry | None, found: ExistingCalendar, out: Outgoing) -> LedgerEntry:
    """Return the entry with a higher SEQUENCE and later LAST-MODIFIED than the existing event with its UID.

    Without such an event it is unchanged. If that tells the same with no lower SEQUENCE, the entry takes over its
    SEQUENCE and times, unless it was ``sent`` later. A dropped entry takes over only a SEQUENCE that is not lower.
    """
    line = found.events.get(entry.event.uid)
    if line is None:
        return entry
    if line.sequence < entry.sequence:
        if line.modified is None or line.modified < entry.modified:
            return entry
        return replace(entry, modified=line.modified + _SECOND)
    if entry.dropped:
        return replace(entry, sequence=line.sequence)
    if line.sequence == entry.sequence and line.matches_entry(entry):
        return entry
    if line.modified and _is_alike(line.event, entry.event) and (sent is None or sent.modified <= line.modified):
        return replace(entry, sequence=line.sequence, modified=line.modified, created=line.created or entry.created)
    created = min(entry.created, line.created) if line.created else entry.created
    modified = max(out.stamp, entry.modified + _SECOND, *((line.modified + _SECOND,) if line.modified else ()))
    return replace(entry, sequence=line.sequence + 1, modified=modified, created=created)


def _is_alike(there: SentEvent, ours: SentEvent) -> bool:
    """Return whether an existing event tells the same as ours, regardless of when the two were written."""
    free = (ours.busy == "FREE") == (there.busy == "FREE")
    return free and replace(ours, busy=there.busy, title="", own_title=False) == there


def draft_ledger(ledger: Ledger, out: Outgoing, parts: Iterable[Part]) -> Ledger:
    """Return a temporary ledger with the files of ``parts`` as a draft; only its draft number is to be stored.

    All events in it are TENTATIVE, with UIDs used only in drafts, and a SEQUENCE above that of all known drafts.
    """
    parts, second = list(parts), out.stamp
    drafts = [found.events.values() for found in out.found.values() if found.file_origin is FileOrigin.DRAFT]
    number = max([ledger.drafts, *(line.sequence for lines in drafts for line in lines)]) + 1
    files = {}
    for part in parts:
        entries = {
            session: LedgerEntry(session, _draft_event(event, out.programme.id, session), second, second, number)
            for session, event in out.part_events(part).items()
        }
        about = calendar_fingerprint(out.programme, part)
        files[part.key] = SentFile(entries, part.title, part.name, out.release, second, second, about)
    return Ledger(files, second, number)


def _draft_event(event: SentEvent, conference: str, session: str) -> SentEvent:
    busy = event.busy if event.busy == "FREE" else "TENTATIVE"
    return replace(event, uid=draft_uid(conference, session), status="TENTATIVE", busy=busy)
