"""Releases of a programme, its parts, the ledger of calendar files sent, and the files found in their place.

A part is what can have a calendar of its own: the whole conference, or a day, room, track, person or moderator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_people
from planner.domain.entities import Person
from planner.domain.text import N_, NothingToSend, Text, fill_placeholders
from planner.domain.value_objects import Role
from planner.programme.block_entries import chair_ids_by_session
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import ROLE_LINES, long_date
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Release:
    """A numbered programme that was sent to attendees; ``made`` is in UTC."""

    number: int
    made: datetime
    programme: Programme
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """The version number of a programme at the time ``at``: that of the release equal to it, or the next as a draft."""

    number: int
    draft: bool
    at: datetime

    @property
    def label(self) -> Text:
        """The version as printed, such as “Programme v2, draft”."""
        if self.draft:
            return Text("Programme v{number}, draft", number=self.number)
        return Text("Programme v{number}", number=self.number)


def programme_version(shown: Programme, last: Release | None, now: datetime) -> ProgrammeVersion:
    """Return the version of a programme: the last release's, or the next one as a draft if attendees see changes."""
    draft = last is None or not last.programme.is_same_programme(shown)
    return ProgrammeVersion((last.number if last else 0) + draft, draft, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvent:
    """The VEVENT values of a session or block in the conference's language, without SEQUENCE and timestamps.

    ``start`` and ``end`` are local times that exist in ``timezone``. ``organiser_address`` is ``mailto:``, a web
    address, or empty; ``url`` and ``stream`` are percent-encoded or empty. ``own_title`` is true if the organiser's
    name is the conference's title, for lack of another. ``title`` is the summary before the event was cancelled; it is
    empty if the event is not cancelled, or was cancelled by an older Estrad. ``erased`` is true if a person was erased
    from it after it was sent: the next event then counts as changed even if it reads the same. ``sessions`` are the ids
    of the sessions that a block's event lists; other events have none.
    """

    uid: str
    start: datetime
    end: datetime
    summary: str
    timezone: str = "UTC"
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    organiser: str = ""
    organiser_address: str = ""
    status: str = "CONFIRMED"
    busy: str = "BUSY"
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    colour: str = ""
    stream: str = ""
    own_title: bool = False
    title: str = ""
    erased: bool = False
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A session's entry in a calendar file: the event as last sent, its SEQUENCE and its timestamps (UTC).

    ``session`` is its id, or a block's ``block_key``, or begins with ``uid:`` if only another copy's file had it. A
    ``dropped`` entry is a cancelled one that the file no longer contains; if the session returns, its UID and SEQUENCE
    continue.
    """

    session: str
    event: SentEvent
    created: datetime
    modified: datetime
    sequence: int = 0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SentFile:
    """The record of a calendar file as last sent, with its entries, also those that it no longer contains.

    ``name`` is the file's name without suffix; ``title`` is a part's title for attendees. ``release`` is the number of
    the release it was last sent with and ``previous`` that of the one before, 0 if unknown. ``stamp`` is its DTSTAMP,
    and ``modified`` the calendar's LAST-MODIFIED; both are UTC, and None if the file was not sent or they were not
    recorded. ``about`` is a fingerprint of the calendar's own texts. ``older`` has the SEQUENCE of each session, by id,
    in a part's file that an older Estrad sent with the UIDs of the whole conference's file; then there are no entries.
    ``digest`` is the BLAKE2b of the bytes that were written, in hex; it is empty if that was not recorded.
    """

    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)
    title: str = ""
    name: str = ""
    release: int = 0
    stamp: datetime | None = None
    modified: datetime | None = None
    about: str = ""
    older: Mapping[str, int] = field(default_factory=dict)
    previous: int = 0
    digest: str = ""

    @property
    def kept_entries(self) -> tuple[LedgerEntry, ...]:
        """The entries that the file contains, without dropped ones."""
        return tuple(entry for entry in self.entries.values() if not entry.dropped)

    @property
    def sessions(self) -> frozenset[str]:
        """The ids of the sessions in the file that are not cancelled, including those listed in entries of blocks."""
        live = (entry for entry in self.entries.values() if entry.event.status != "CANCELLED")
        held = {session for entry in live for session in entry.event.sessions or (entry.session,)}
        return frozenset(held | self.older.keys())

    @property
    def was_sent(self) -> bool:
        """True if the file was ever sent; a record with only a name was not."""
        return bool(self.entries or self.older)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The record of the calendar files sent to attendees, by part key (``WHOLE`` for the whole conference).

    ``last_stamp`` is the last DTSTAMP, ``first_public`` that of the first public version, both in UTC or None;
    ``drafts`` is the number of the last draft, or 0.
    """

    files: Mapping[str, SentFile] = field(default_factory=dict)
    last_stamp: datetime | None = None
    drafts: int = 0
    first_public: datetime | None = None

    @property
    def entries(self) -> Mapping[str, LedgerEntry]:
        """The entries in the whole conference's file, by session id or ``block_key``."""
        return self.file(WHOLE).entries

    def file(self, key: str) -> SentFile:
        """Return the record of the calendar file with a part key; an empty one if there is none."""
        return self.files.get(key, NEVER_SENT)

    def sent(self, key: str) -> bool:
        """Return whether the calendar file with a part key was ever sent."""
        return self.file(key).was_sent


WHOLE = ""
"""The key of the whole conference's calendar file."""
NEVER_SENT = SentFile()


class FileOrigin(StrEnum):
    """The origin of a file that lies where a file of the conference is to be written."""

    NOTHING = "nothing"
    OURS = "ours"
    """This file as this conference last sent it; it may be replaced without asking."""
    OLDER = "older"
    """An earlier version of this file, sent by this conference."""
    DRAFT = "draft"
    """A draft of this conference."""
    RIVAL = "rival"
    """This file as sent by another copy of the conference, or by this one before a backup was restored."""
    OTHER_FILE = "other file"
    """Another calendar file of this conference."""
    ANOTHER = "another"
    """A file of another conference, including an earlier edition of this one."""
    STRANGE = "strange"
    """A file that was not written by Estrad, or cannot be read."""


_TEXTS = ("summary", "location", "description", "organiser", "organiser_address")
_ESCAPED = frozenset('\\^"')


@dataclass(frozen=True, slots=True)
class ExistingEvent:
    """An event in an existing calendar file, with SEQUENCE, CREATED and LAST-MODIFIED (both UTC, None if missing)."""

    event: SentEvent
    sequence: int = 0
    created: datetime | None = None
    modified: datetime | None = None

    def matches_entry(self, entry: LedgerEntry) -> bool:
        """Return whether the event was written from a ledger entry, assuming an equal SEQUENCE.

        Texts with a backslash, caret or quotation mark are not compared, since icalendar does not read back every
        escape unchanged; nor are those from which a person was erased.
        """
        ours, there = entry.event, self.event
        same = all(getattr(ours, name) == getattr(there, name) for name in ("start", "end", "status"))
        texts = ((getattr(ours, name), getattr(there, name)) for name in _TEXTS)
        same = same and self.modified == entry.modified
        return same and (ours.erased or all(a == b or _ESCAPED & set(a) for a, b in texts))


@dataclass(frozen=True, slots=True)
class ExistingCalendar:
    """The state of a calendar's target path: origin, events by UID, newest DTSTAMP (UTC), calendar name, PRODID.

    ``modified`` is the calendar's own LAST-MODIFIED (UTC), or None. The default means that there is no file.
    """

    file_origin: FileOrigin = FileOrigin.NOTHING
    events: Mapping[str, ExistingEvent] = field(default_factory=dict)
    stamp: datetime | None = None
    name: str = ""
    program: str = ""
    modified: datetime | None = None

    def holds(self, file: SentFile) -> bool:
        """Return whether the events are just those that the calendar file had when it was last sent."""
        sent = {entry.event.uid: entry for entry in file.kept_entries}
        return sent.keys() == self.events.keys() and all(
            line.sequence == sent[uid].sequence and line.matches_entry(sent[uid]) for uid, line in self.events.items()
        )


NOTHING_THERE = ExistingCalendar()
FREE = (FileOrigin.NOTHING, FileOrigin.OURS)
"""The origins for which a file may be written without asking."""


def file_origin_notice(found: ExistingCalendar, name: str) -> Text:
    """Return a sentence that says where an existing calendar file comes from; ``name`` is its file name."""
    return Text(_SAID[found.file_origin], name=name, calendar=found.name or found.program or "?")


_SAID = {
    FileOrigin.NOTHING: N_("“{name}” is not there yet."),
    FileOrigin.OURS: N_("“{name}” is the calendar that was sent last."),
    FileOrigin.OLDER: N_("“{name}” is this calendar as it was sent earlier, not as it was sent last."),
    FileOrigin.DRAFT: N_("“{name}” is a draft of this conference."),
    FileOrigin.RIVAL: N_("“{name}” was sent by another copy of this conference, or later than this file knows."),
    FileOrigin.OTHER_FILE: N_("“{name}” is another calendar of this conference: “{calendar}”."),
    FileOrigin.ANOTHER: N_("“{name}” is the calendar of another conference: “{calendar}”."),
    FileOrigin.STRANGE: N_("“{name}” was not made by Estrad, or cannot be read."),
}


class PartKind(StrEnum):
    """The kind of a part's subject; the value is the prefix of the part's key."""

    DAY = "day"
    ROOM = "room"
    TRACK = "track"
    PERSON = "person"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the programme that can be sent as a separate file.

    ``key`` identifies it in the ledger, ``title`` is for attendees, and ``sessions`` are the ids of those now in it.

    Keys are made from ids or dates, so that subscribers keep their calendar when a room or person is renamed. ``name``
    is the file's name without suffix, which stays as first sent; it is empty until it is looked up. ``gone`` is true if
    the subject was deleted from the plan. The whole programme is a part too, see ``whole_part``; it has no title.
    """

    key: str
    title: str
    sessions: frozenset[str]
    name: str = ""
    gone: bool = False

    @property
    def whole(self) -> bool:
        """True if it is the whole programme."""
        return self.key == WHOLE

    @property
    def about(self) -> PartKind:
        """The kind of the part's subject; raises ``ValueError`` for the whole programme."""
        return PartKind(self.key.partition(":")[0])

    @property
    def of(self) -> str:
        """The id of the subject; for a day, its date; empty for the whole programme."""
        return self.key.partition(":")[2]


def nothing_to_send_error(part: Part | None = None) -> NothingToSend:
    """Return the error for a calendar without a session, of the whole conference or of a part."""
    if part is None or part.whole:
        return NothingToSend(
            Text("Nothing of this has a time yet, so there is no calendar to write."),
            Text("Place a session in the timeline first."),
        )
    return NothingToSend(
        Text("“{name}” has no session that attendees are shown, so there is no calendar to write.", name=part.title),
        Text("Attendees are shown what has a time, and those whom the conference names to them."),
    )


def whole_part(programme: Programme) -> Part:
    """Return the part that is the whole programme."""
    return Part(WHOLE, "", frozenset(item.id for item in programme.items))


def parts(agenda: Agenda, programme: Programme, about: PartKind, words: Wording) -> tuple[Part, ...]:
    """Return a part for each thing of one kind in the agenda, even without sessions; any person may be a moderator.

    Rooms also have the sessions that take the whole venue. A person's part has the sessions in which attendees read
    their name, a moderator's those in which they read it as a moderator's; both have all that only the entry of a block
    they chair lists. ``programme`` is the agenda's, ``words`` are in the conference's language.
    """
    held = _sessions_by_subject(agenda, programme, about)
    titles: Iterator[tuple[str, str]] = {
        PartKind.DAY: ((day.date.isoformat(), long_date(day.date, words.language)) for day in agenda.days_in_order),
        PartKind.ROOM: ((room.id, room.name) for room in agenda.rooms_in_order),
        PartKind.TRACK: ((track.id, track.name) for track in agenda.tracks_in_order),
        PartKind.PERSON: ((person.id, person.name) for person in agenda.people_in_order),
        PartKind.MODERATOR: ((person.id, _moderator_title(person, words)) for person in agenda.people_in_order),
    }[about]
    return tuple(Part(f"{about}:{i}", title, held.get(i, frozenset())) for i, title in titles)


def _moderator_title(person: Person, words: Wording) -> str:
    return fill_placeholders(words(dict(ROLE_LINES)[Role.MODERATOR]), {"names": person.name})


def _sessions_by_subject(agenda: Agenda, programme: Programme, about: PartKind) -> Mapping[str, frozenset[str]]:
    """Return the ids of the sessions of each part of one kind, by the day's date or the id of the part's subject.

    A chair has all sessions that only the block's entry lists.
    """
    found: dict[str, set[str]] = {}
    chairs = chair_ids_by_session(programme) if about in (PartKind.PERSON, PartKind.MODERATOR) else {}
    for item in programme.items:
        for thing in (*_session_subjects(agenda, item, about), *chairs.get(item.id, ())):
            found.setdefault(thing, set()).add(item.id)
    return {thing: frozenset(sessions) for thing, sessions in found.items()}


def _session_subjects(agenda: Agenda, item: ProgrammeItem, about: PartKind) -> Iterator[str]:
    session = agenda.sessions[item.id]
    if about is PartKind.DAY:
        yield item.span.day.isoformat()
    elif about is PartKind.ROOM and session.placement:
        yield from session.placement.rooms or agenda.rooms
    elif about is PartKind.TRACK and session.track:
        yield session.track
    elif about in (PartKind.PERSON, PartKind.MODERATOR):
        for shown in named_people(agenda, session):
            if about is PartKind.PERSON or shown.role is Role.MODERATOR:
                yield shown.person
