"""The days of a page: their sessions by time, with all that the template shows, and lines about cancelled sessions.

Also finds the sessions that are new, moved or cancelled compared with earlier versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from planner.domain.span import MINUTES_A_DAY, format_clock
from planner.domain.text import Text
from planner.domain.value_objects import COLOURS, KIND_NAMES, KINDS, Link, Role
from planner.domain.zones import time_zone
from planner.exporting.formats.schedule import ALL_ROOMS, STREAM
from planner.exporting.page.room_grid import GridCell, PageDayGrid, day_grid
from planner.exporting.page.running_text import LinkPiece, Paragraph, language_tag, paragraphs, safe_address, safe_links
from planner.programme.calendar import session_uid, wall_times
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import ROLES, end_of_span, language_line, long_date, span_times, time_of_day
from planner.programme.release import Release
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class PageCredit:
    """A person in a session: name, affiliation, role, and the anchor of their profile (empty if they have none).

    ``part`` is the value of the role and ``role`` its word; both are empty for speakers.
    """

    name: str
    affiliation: str
    part: str
    role: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PageHeading:
    """The heading of a block above one of its sessions.

    Its times and chairs (``said``) and its description are there only for the first session of the block.
    """

    title: str
    said: str = ""
    description: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A session as the template shows it; ``start`` and ``end`` are in ISO 8601 with a UTC offset.

    ``minutes`` is the time that passes between them, ``begins`` and ``ends`` are as attendees read them. ``lang`` is
    what ``language_tag`` returns for its language. ``news`` is *new*, *moved* or empty, and ``mark`` says so in words.
    ``band`` is the name of the track's colour, ``cell`` the place in the day's grid, if it has one.
    """

    item: ProgrammeItem
    anchor: str
    lang: str
    start: str
    end: str
    minutes: int
    begins: str
    ends: str
    where: str
    kind: str
    pause: bool
    band: str
    news: str
    mark: str
    credits: tuple[PageCredit, ...]
    abstract: tuple[Paragraph, ...]
    description: tuple[Paragraph, ...]
    links: tuple[LinkPiece, ...]
    stream: str
    website: str
    spoken: str
    cell: GridCell | None
    heading: PageHeading | None

    @property
    def has_details(self) -> bool:
        """True if it has an abstract, description, links, language or tags, which the page shows only when asked to."""
        return bool(self.abstract or self.description or self.links or self.spoken or self.item.tags)


@dataclass(frozen=True, slots=True)
class PageSlot:
    """The sessions of a day that begin at the same time; ``row`` is that of the grid, None if the day has none."""

    anchor: str
    begins: str
    row: int | None
    entries: tuple[PageEntry, ...]


@dataclass(frozen=True, slots=True)
class CancelledLine:
    """A cancelled session: anchor, last planned start in ISO 8601, title, and the line that says it is cancelled."""

    anchor: str
    start: str
    title: str
    line: str
    lang: str


@dataclass(frozen=True, slots=True)
class PageDay:
    """A day: its date in words, its title, its sessions by time, its cancelled sessions, and its grid, if any."""

    anchor: str
    date: str
    title: str
    slots: tuple[PageSlot, ...]
    off: tuple[CancelledLine, ...]
    grid: PageDayGrid | None


def session_anchor(conference_id: str, session_id: str) -> str:
    """Return the anchor of a session on the page, with the same twelve digits as in ``session_file_name``."""
    return f"s-{session_uid(conference_id, session_id)[-12:]}"


class PageDays:
    """Makes the days of a page; ``profiles`` are anchors by person id, ``marks`` changes by session id."""

    def __init__(
        self, programme: Programme, words: Wording, marks: Mapping[str, SessionNews], profiles: Mapping[str, str]
    ) -> None:
        self._programme, self._words, self._marks, self._profiles = programme, words, marks, profiles
        self._zone = time_zone(programme.timezone)
        self._blocks = {block.id: block for block in programme.blocks}
        self._firsts = {item.block: item.id for item in reversed(programme.items)}

    def days(self, off: Sequence[CalledOffSession]) -> Iterator[PageDay]:
        """Yield the days with their sessions; ``off`` are the cancelled sessions."""
        for day, held in self._programme.days_with_items(*(gone.item.span.day for gone in off)):
            items = sorted(held, key=lambda item: item.span.start)
            grid, said = day_grid(items), day.date.isoformat()
            yield PageDay(
                f"d-{said}",
                long_date(day.date, self._words.language),
                day.title,
                tuple(self._slots(said, items, grid)),
                tuple(self._cancelled_line(gone) for gone in off if gone.item.span.day == day.date),
                grid,
            )

    def _slots(self, day: str, items: Iterable[ProgrammeItem], grid: PageDayGrid | None) -> Iterator[PageSlot]:
        for start, together in groupby(items, key=lambda item: item.span.start):
            entries = tuple(self._entry(item, grid.cells[item.id] if grid else None) for item in together)
            row = entries[0].cell.row if entries[0].cell else None
            anchor = f"t-{day}-{format_clock(start, '')}{'-night' if start >= MINUTES_A_DAY else ''}"
            yield PageSlot(anchor, time_of_day(start, self._words.language), row, entries)

    def _entry(self, item: ProgrammeItem, cell: GridCell | None) -> PageEntry:
        words, facts = self._words, KINDS[item.kind]
        start, end = (at.replace(tzinfo=self._zone) for at in wall_times(item.span, self._zone))
        mark = self._marks.get(item.id)
        return PageEntry(
            item=item,
            anchor=session_anchor(self._programme.id, item.id),
            lang=language_tag(item.language, self._programme.language),
            start=_iso_time(start),
            end=_iso_time(end),
            minutes=(_utc_seconds(end) - _utc_seconds(start)) // 60,
            begins=time_of_day(item.span.start, words.language),
            ends=end_of_span(item.span, words.language),
            where=item.where or words(ALL_ROOMS),
            kind="" if facts.pause else words(KIND_NAMES[item.kind]),
            pause=facts.pause,
            band=item.track_colour if item.track_colour in COLOURS else "",
            news="" if mark is None else "moved" if mark.before else "new",
            mark=self._mark_text(mark, item) if mark else "",
            credits=tuple(self._credits(item)),
            abstract=paragraphs(item.abstract),
            description=paragraphs(item.description),
            links=safe_links((Link(item.stream, words(STREAM)), Link(item.website), *item.links)),
            stream=safe_address(item.stream),
            website=safe_address(item.website),
            spoken=language_line(item.language, words),
            cell=cell,
            heading=self._heading(item) if item.block in self._blocks else None,
        )

    def _heading(self, item: ProgrammeItem) -> PageHeading:
        block, words = self._blocks[item.block], self._words
        if self._firsts[item.block] != item.id:
            return PageHeading(block.title)
        times = span_times(block.span, words.language) if block.span else ""
        chairs = words.say(block.chairs) if block.chairs else ""
        return PageHeading(block.title, " · ".join(filter(None, (times, chairs))), paragraphs(block.description))

    def _credits(self, item: ProgrammeItem) -> Iterator[PageCredit]:
        for credit in item.credits:
            part = "" if credit.role is Role.SPEAKER else credit.role.value
            role = self._words(ROLES.get(credit.role, "")) if part else ""
            belongs = credit.in_full.removeprefix(credit.name).removeprefix(", ")
            yield PageCredit(credit.name, belongs, part, role, self._profiles.get(credit.person, ""))

    def _mark_text(self, mark: SessionNews, item: ProgrammeItem) -> str:
        version, made = mark.release.number, self._release_date(mark.release)
        if mark.before is None:
            return self._words.say(Text("New since version {number}, {date}", number=version, date=made))
        was = self._time_and_place(mark.before, with_day=mark.before.span.day != item.span.day)
        return self._words.say(
            Text("Moved in version {number}, {date}. Before: {was}", number=version, date=made, was=was)
        )

    def _cancelled_line(self, gone: CalledOffSession) -> CancelledLine:
        version, made, was = gone.release.number, self._release_date(gone.release), self._time_and_place(gone.item)
        line = Text("Called off in version {number}, {date}. Before: {was}", number=version, date=made, was=was)
        lang = language_tag(gone.item.language, self._programme.language)
        start = wall_times(gone.item.span, self._zone)[0].replace(tzinfo=self._zone)
        anchor = session_anchor(self._programme.id, gone.item.id)
        return CancelledLine(anchor, _iso_time(start), gone.item.title, self._words.say(line), lang)

    def _time_and_place(self, item: ProgrammeItem, with_day: bool = False) -> str:
        """Return the times and place of a session on one line, after the date if ``with_day``."""
        day = f"{long_date(item.span.day, self._words.language)} " if with_day else ""
        return f"{day}{span_times(item.span, self._words.language)}, {item.where or self._words(ALL_ROOMS)}"

    def _release_date(self, release: Release) -> str:
        return f"{release.made.astimezone(self._zone):%Y-%m-%d}"


def door_sign_data(
    programme: Programme, marks: Mapping[str, SessionNews], off: Sequence[CalledOffSession], words: Wording
) -> dict[str, Any]:
    """Return the data for a page's door signs as JSON can hold it.

    ``zone`` is the venue's time zone and ``clock`` the sign between hours and minutes. ``before`` has, by anchor and
    sorted by time, the start, the minutes and the rooms or other place (none: all rooms) that moved and cancelled
    sessions had before.
    """
    zone = time_zone(programme.timezone)
    shown = {item.id for item in programme.items}
    moved = [mark.before for session, mark in marks.items() if mark.before and session in shown]
    before = sorted([*moved, *(gone.item for gone in off)], key=lambda item: (item.span, item.id))
    return {
        "zone": programme.timezone,
        "clock": words.language.clock_sign,
        "before": {
            session_anchor(programme.id, item.id): [
                _iso_time(wall_times(item.span, zone)[0].replace(tzinfo=zone)),
                item.span.minutes,
                list(item.rooms or filter(None, [item.place])),
            ]
            for item in before
        },
    }


def _utc_seconds(at: datetime) -> int:
    """Return a time as seconds since a fixed instant; the difference of two is the time that passes between them."""
    offset = at.utcoffset() or timedelta()
    return (at.toordinal() * 24 + at.hour) * 3600 + at.minute * 60 - int(offset.total_seconds())


def _iso_time(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


MOST_LINES = 12
"""The maximum number of lines about the changes of one version; any more are only counted."""


@dataclass(frozen=True, slots=True)
class SessionNews:
    """The last version that added or moved a session; ``before`` is the session as it was, None if it was added."""

    release: Release
    before: ProgrammeItem | None = None


@dataclass(frozen=True, slots=True)
class CalledOffSession:
    """A session that is not in the programme any more, as it last was, and the version that left it out."""

    item: ProgrammeItem
    release: Release


def session_news(releases: Sequence[Release]) -> dict[str, SessionNews]:
    """Return the last version that added or moved each session, by session id.

    ``releases`` are all from the first to the shown one. Sessions of the first version that were never moved have no
    mark.
    """
    found = dict[str, SessionNews]()
    for before, after in pairwise(releases):
        old = {item.id: item for item in before.programme.items}
        for item in after.programme.items:
            then = old.get(item.id)
            if then is not item and (then is None or _time_and_rooms(then) != _time_and_rooms(item)):
                found[item.id] = SessionNews(after, then)
    return found


def _time_and_rooms(item: ProgrammeItem) -> tuple[object, ...]:
    return item.span.start_datetime, item.place, item.rooms


def called_off_sessions(releases: Sequence[Release]) -> tuple[CalledOffSession, ...]:
    """Return the sessions that an earlier version had and the last one does not, by time."""
    found = dict[str, CalledOffSession]()
    for before, after in pairwise(releases):
        kept = {item.id for item in after.programme.items}
        found |= {item.id: CalledOffSession(item, after) for item in before.programme.items if item.id not in kept}
    still = {item.id for item in releases[-1].programme.items}
    return tuple(
        sorted((off for key, off in found.items() if key not in still), key=lambda off: (off.item.span, off.item.id))
    )
