"""The printed programme for attendees: heads, rows of sessions, then directions, addresses, partners; footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby

from planner.domain.entities import Day, Person, Room
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, Text, fill_placeholders
from planner.domain.value_objects import KINDS, AbstractLength, Kind, PartnerRole, Role
from planner.printing.leaders import leading_moderators
from planner.printing.marks import (
    PAPERS,
    HorizontalRule,
    Mark,
    Measure,
    Paper,
    PlacedPicture,
    PlacedText,
    PrintedPage,
    TextStyle,
    Weight,
)
from planner.printing.pagination import Line, PageBlock, PageDraft, Paginator, tied_lines
from planner.printing.programme_rows import INSET, ProgrammeRowBuilder, block_heading, day_segments, pick_columns
from planner.printing.programme_texts import WIDE, SessionTexts, empty_sheet_text
from planner.printing.text_layout import (
    INK,
    MUTED,
    QUIET,
    SOFT,
    LineBreaker,
    TextRun,
    baseline,
    line_height,
    to_page_lines,
)
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.programme.public_words import REGISTRATION, SUPPORT_LINES, date_range, long_date, time_of_day
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording

PLACE = TextStyle(9, Weight.SEMIBOLD, SOFT)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
SPACE = 4.0
BETWEEN = 1.2


def _closing_paragraphs(programme: Programme, words: Wording) -> Iterable[list[TextRun]]:
    address = ", ".join(line for line in programme.address.split("\n") if line)
    there = [TextRun(part, SAID) for part in (programme.directions.replace("\n", " "), programme.map_link) if part]
    if there or (address and programme.venue):  # otherwise the head contains it
        place = ", ".join(part for part in (programme.venue, address) if part)
        yield [run for part in (TextRun(place, PLACE), *there) if part.text for run in (TextRun(" · ", SAID), part)][1:]
    if addresses := list(_address_texts(programme, words)):
        yield [TextRun(" · ".join(addresses), SAID)]
    for role, message in SUPPORT_LINES:
        names = programme.supporters(role)
        if names and role is not PartnerRole.ORGANISER:
            yield [TextRun(fill_placeholders(words(message), {"text": ", ".join(names)}), SAID)]


def _address_texts(programme: Programme, words: Wording) -> Iterable[str]:
    """Yield a text for each different address: registration, programme, website, calendar, and contact."""
    told: set[str] = set()
    for message, address in (
        (REGISTRATION, programme.registration_page),
        (N_("Programme: {address}"), programme.programme_page),
        (N_("Website: {address}"), programme.website),
        (N_("Calendar to subscribe to: {address}"), programme.calendar_address),
        (N_("Contact: {address}"), programme.contact),
    ):
        if address and address not in told:
            told.add(address)
            yield fill_placeholders(words(message), {"address": address})


RUNNING = TextStyle(8.5, Weight.MEDIUM, MUTED)
FOOT = TextStyle(8.5, Weight.REGULAR, MUTED)
MARGIN = 15.0
"""The distance in millimetres from the paper's left and right edges to the bands of pauses."""
TOP = 16.0
RUNNING_TOP = 11.0
BOTTOM = 11.0
FOOT_GAP = 2.0
DENSITIES = (0.94, 0.88)
"""The smaller sizes, as shares of the usual one, that are tried to fit two pages onto one."""
BOOK = 150
"""The number of sessions above which a sheet is printed in the smallest of ``DENSITIES``, to save paper.

A density that would print smaller than ``LEAST_SIZE`` is not used, so an A5 sheet keeps the usual size.
"""
LEAST_SIZE = 0.85


def programme_sheet(
    programme: Programme,
    measure: Measure,
    words: Wording,
    version: ProgrammeVersion,
    *,
    paper: str = "a4",
    day: Day | None = None,
    room: Room | None = None,
    person: Person | None = None,
    abstracts: str = AbstractLength.WHOLE,
    logo: bytes | None = None,
    rooms: Sequence[str] = (),
    cancelled: Sequence[ProgrammeItem] = (),
) -> LongTask[list[PrintedPage]]:
    """Lay out the programme sheet of the whole conference, or of a day, room or person; it has at least one page.

    ``words`` are in the conference's language; ``version`` stands beside the page number; ``rooms`` are names in order;
    ``cancelled`` sessions are struck through. Two pages are printed smaller if that makes them one; see also ``BOOK``.
    """
    is_shown = partial(_is_shown, day=day, room=room, person=person)
    shown, size, ruler = _reduced_programme(programme, day, is_shown), PAPERS[paper], LineBreaker(measure)
    off = [replace(item, credits=()) for item in cancelled if is_shown(item)]

    def arranged(scale: float) -> LongTask[list[PrintedPage]]:
        area = Paper(size.width / scale, size.height / scale)
        texts = SessionTexts(words, AbstractLength(abstracts), struck=frozenset(item.id for item in off))
        laid = _ProgrammePages(shown, off, (*programme.items, *cancelled), rooms, ruler, texts, area, logo, person)
        pages = yield from laid.pages(version.label)
        return [page.enlarged(scale) for page in pages] if scale != 1 else pages

    sizes = [scale for density in DENSITIES if (scale := size.enlargement * density) >= LEAST_SIZE]
    if len(shown.items) > BOOK and sizes:
        return (yield from arranged(sizes[-1]))
    pages = yield from arranged(size.enlargement)
    for scale in sizes if len(pages) == 2 else ():
        tighter = yield from arranged(scale)
        if len(tighter) == 1:
            return tighter
    return pages


def _reduced_programme(programme: Programme, day: Day | None, is_shown: Callable[[ProgrammeItem], bool]) -> Programme:
    return replace(
        programme.reduced_to_day(day.date) if day else programme, items=tuple(filter(is_shown, programme.items))
    )


def _is_shown(item: ProgrammeItem, day: Day | None, room: Room | None, person: Person | None) -> bool:
    """Return whether a session is on ``day``, in ``room`` or the whole venue, and names ``person``; None means any."""
    here = room is None or not item.rooms or room.name in item.rooms
    theirs = person is None or any(credit.person == person.id for credit in item.credits)
    return here and theirs and (day is None or item.span.day == day.date)


TITLE = TextStyle(25, Weight.BOLD, INK)
SUBTITLE = TextStyle(11.5, Weight.MEDIUM, INK)
THEME = TextStyle(10, Weight.REGULAR, QUIET)
WHOSE = TextStyle(14, Weight.SEMIBOLD, INK)
WHEN = TextStyle(10, Weight.SEMIBOLD, INK)
WHERE = TextStyle(10, Weight.REGULAR, SOFT)
LED_BY = TextStyle(10, Weight.REGULAR, MUTED)
DAY = TextStyle(14, Weight.BOLD, INK)
UNDER_DAY = TextStyle(9.5, Weight.REGULAR, QUIET)
FACTS_SHARE = 0.42
LOGO_HEIGHT, LOGO_WIDTH = 14.0, 32.0
GAP = 6.0


def moderators_in_head(items: Iterable[ProgrammeItem]) -> tuple[Credit, ...]:
    """Return the moderators who lead the day with these sessions, to be named in its head; empty if nobody does."""
    sessions = [item for item in items if not KINDS[item.kind].pause]
    found = Counter(who for item in sessions if (who := item.names(Role.MODERATOR)))
    opening = ({*item.names(Role.MODERATOR, Role.HOST)} for item in sessions if item.kind is Kind.OPENING)
    if not (names := leading_moderators(found, len(sessions), set, opening)):
        return ()
    first = next(item for item in sessions if item.names(Role.MODERATOR) == names)
    return tuple(credit for credit in first.credits if credit.role is Role.MODERATOR)


class _ProgrammePages:
    """Lays out a programme on pages at the scale of A4; ``programme_sheet`` enlarges them."""

    def __init__(
        self, programme: Programme, off: Iterable[ProgrammeItem], everything: Sequence[ProgrammeItem],
        rooms: Sequence[str], ruler: LineBreaker, texts: SessionTexts, paper: Paper, logo: bytes | None,
        person: Person | None,
    ) -> None:  # fmt: skip
        self._programme, self._logo, self._whose = programme, logo, person.name if person else ""
        self._items = sorted((*programme.items, *off), key=lambda item: (item.span.day, item.span.start))
        places = [*(item.rooms for item in everything), *(block.rooms for block in programme.blocks)]
        used = dict.fromkeys(name for rooms_there in places for name in rooms_there)
        self._rooms = tuple(name for name in dict.fromkeys(rooms) | used if name in used)
        self._ruler = ruler
        self._texts, self._words = texts, texts.words
        self._width, self._height = paper.width, paper.height
        self._left, self._right = MARGIN + INSET, self._width - MARGIN - INSET
        self._columns = pick_columns(everything, self._left, self._right, ruler)
        self._dates = sorted({item.span.day for item in self._items} | {day.date for day in programme.days})
        self._nothing = texts.words.say(empty_sheet_text(everything, person))

    def pages(self, version: Text) -> LongTask[list[PrintedPage]]:
        """Return the pages with running heads and footers; ``version`` is printed in the latter."""
        label = self._words.say(version)
        organisers = self._organiser_lines(label)
        foot_top = self._height - BOTTOM - max(1, len(organisers)) * line_height(FOOT) - FOOT_GAP
        flow = Paginator(TOP, TOP + 2, foot_top - 3)
        total = len({(item.span.day, item.span.start) for item in self._items})  # about a block for each
        for done, block in enumerate(self._blocks()):
            yield Progress(min(done, total), total)
            flow.place(block)
        pages = []
        for number, sheet in enumerate(flow.sheets, 1):
            marks = self._footer_marks(foot_top, organisers, f"{label} · {number}/{len(flow.sheets)}")
            running = self._running_head(sheet) if number > 1 else []
            pages.append(PrintedPage(self._width, self._height, (*running, *sheet.marks, *marks)))
        return pages

    def _blocks(self) -> Iterable[PageBlock]:
        """Yield the page blocks of the head, of the rows of each day, and of the end.

        Leading moderators are named in the head if they are the same on all days, else in the heading of each day. A
        person's sheet does not name them, as the person's sessions do not tell who leads a day.
        """
        days = [(when, tuple(found)) for when, found in groupby(self._items, key=lambda item: item.span.day)]
        led = [() if self._whose else moderators_in_head(self._programme.day_items(when)) for when, _items in days]
        everywhere = led[0] if led and all(leaders == led[0] for leaders in led) else ()
        yield PageBlock((self._first_head(everywhere),), row=False)
        if not days:
            said = tuple(self._full_width_lines(self._nothing, WIDE.people))
            yield PageBlock((said,), space_above=3, row=False)
        for number, ((when, items), leaders) in enumerate(zip(days, led, strict=True)):
            told = () if everywhere else leaders
            held, space = self._programme.day_items(when), 7 if number else 0
            heading = self._day_head(when, held, told, space) if len(self._dates) > 1 else ()
            names = frozenset(leader.name for leader in leaders)
            for block, together in day_segments(items, self._programme.blocks):
                chairs = frozenset(chair.name for chair in block.credits) if block else frozenset()
                texts = replace(self._texts, leaders=names | chairs)
                rows = ProgrammeRowBuilder(self._columns, self._ruler, texts, when.isoformat(), self._rooms)
                named = block_heading(block, self._columns, self._ruler, self._texts, self._rooms) if block else ()
                yield from rows.blocks(together, (*heading, *named))
                heading = ()
        if last := self._closing_lines():
            yield PageBlock((tied_lines(last),), space_above=SPACE, row=False)

    def _closing_lines(self) -> list[Line]:
        """Return the lines at the end of the sheet: address and directions, web addresses and partners, if any.

        Organisers are not in them, as the footer names them.
        """
        lines: list[Line] = []
        for paragraph in _closing_paragraphs(self._programme, self._words):
            lines += [Line(BETWEEN)] if lines else []
            broken = self._ruler.wrap(paragraph, self._right - self._left)
            lines += to_page_lines(self._left, paragraph[0].face, broken)
        return lines

    def _running_head(self, sheet: PageDraft) -> list[Mark]:
        """Return the running head of a page after the first: the title, a person's name, and the page's first day."""
        when = long_date(date.fromisoformat(sheet.keys[0]), self._words.language) if sheet.keys else ""
        x = self._right - self._ruler.width(when, RUNNING)
        told = " · ".join(filter(None, (self._programme.title, self._whose)))
        title = self._ruler.fitted_text(told, RUNNING, x - self._left - 5)
        y = RUNNING_TOP + baseline(RUNNING)
        return [PlacedText(self._left, y, title, RUNNING), PlacedText(x, y, when, RUNNING)]

    def _organiser_lines(self, label: str) -> list[str]:
        """Return the lines at the left of the footer, which name the organisers; none if there are none.

        ``label`` is the text at the right, without the page number.
        """
        names = ", ".join(line for line in self._programme.organisers.split("\n") if line)
        if not names:
            return []
        text = self._words.say(Text("Organisers: {organisers}", organisers=names))
        width = self._right - self._left - self._ruler.width(label + " · 000/000", FOOT) - 5
        return [pieces[0].text for pieces in self._ruler.wrap([TextRun(text, FOOT)], width, most=2)]

    def _footer_marks(self, top: float, organisers: Sequence[str], number: str) -> list[Mark]:
        y = top + FOOT_GAP + baseline(FOOT)
        left = [
            PlacedText(self._left, y + line * line_height(FOOT), text, FOOT) for line, text in enumerate(organisers)
        ]
        rule = HorizontalRule(self._left, top, self._right - self._left)
        return [rule, *left, PlacedText(self._right - self._ruler.width(number, FOOT), y, number, FOOT)]

    # heads ---------------------------------------------------------------------------------------------

    def _first_head(self, leaders: Sequence[Credit]) -> tuple[Line, ...]:
        """Return the head of the first page: the title at the left; dates, venue, moderators and logo at the right."""
        logo = self._logo_picture()
        right = self._right - (logo.width + 5 if logo else 0)
        named = max((self._ruler.width(text, face) for text, face, _most in self._name_texts), default=0.0)
        share = (self._right - self._left) * FACTS_SHARE  # of the width, or all that the texts at the left leave
        facts = self._head_facts(leaders, max(share, right - self._left - named - GAP))
        widest = max((self._ruler.width(text, face) for text, face in facts), default=0.0)
        lines = self._name_lines(right - widest - (GAP if facts else 0) - self._left)
        below = sum(line_height(face) for _text, face in facts)
        above = sum(line.height for line in lines)
        height = max(above, below, logo.height if logo else 0)
        marks: list[Mark] = [logo.lowered((height - logo.height) / 2)] if logo else []
        y = height - above
        for line in lines:
            marks += [mark.lowered(y) for mark in line.marks]
            y += line.height
        y = height - below
        for text, face in facts:
            marks.append(PlacedText(right - self._ruler.width(text, face), y + baseline(face), text, face))
            y += line_height(face)
        rule = HorizontalRule(self._left, 0, self._right - self._left, 0.5, INK)
        return (Line(height, tuple(marks)), Line(3.2, (rule.lowered(3.2),)), Line(2.2))

    @property
    def _name_texts(self) -> list[tuple[str, TextStyle, int]]:
        """The texts at the left of the head, each with its style and maximum number of lines."""
        shown = self._programme
        told = ((shown.title, TITLE, 4), (shown.subtitle, SUBTITLE, 3), (shown.theme, THEME, 3))
        return [(text, face, most) for text, face, most in (*told, (self._whose, WHOSE, 3)) if text]

    def _name_lines(self, width: float) -> list[Line]:
        lines: list[Line] = []
        for text, face, most in self._name_texts:
            lines += to_page_lines(self._left, face, self._ruler.wrap([TextRun(text, face)], width, most))
        return lines

    def _head_facts(self, leaders: Sequence[Credit], width: float) -> list[tuple[str, TextStyle]]:
        """Return the lines at the right of the head (dates, a day's title, venue, moderators), each with its style."""
        programme, one = self._programme, len(self._dates) == 1
        when = date_range(self._dates, self._words.language)
        title = programme.days[0].title if one and programme.days else ""
        place = programme.venue or ", ".join(programme.address.split("\n"))
        found = [(self._with_hours(when, programme.items) if one else when, WHEN), (title, WHERE), (place, WHERE)]
        found.append((self._leader_line(leaders), LED_BY))
        return [
            (piece.text, face)
            for text, face in found
            for line in self._ruler.wrap([TextRun(text, face)], width, most=3)
            for piece in line
        ]

    def _with_hours(self, when: str, items: Sequence[ProgrammeItem]) -> str:
        """Return a date with the times at which its first session begins and its last one ends, if it has any."""
        if not items:
            return when
        first, last = min(item.span.start for item in items), max(item.span.end for item in items)
        start, end = (time_of_day(minutes, self._words.language) for minutes in (first, last))
        return self._words.say(Text("{date}, {start}–{end}", date=when, start=start, end=end))

    def _leader_line(self, leaders: Sequence[Credit]) -> str:
        """Return the line that names a day's moderators, if any; a single one with organisation, or else title."""
        if not leaders:
            return ""
        one = leaders[0]
        known = (one.organisation or one.title) if len(leaders) == 1 else ""
        names = ", ".join([*(leader.name for leader in leaders), *([known] if known else [])])
        message = Text("Moderator: {names}", names=names)
        return self._words.say(message if len(leaders) == 1 else Text("Moderators: {names}", names=names))

    def _day_head(
        self, when: date, items: Sequence[ProgrammeItem], leaders: Sequence[Credit], space: float
    ) -> tuple[Line, ...]:
        """Return the heading of one of several days, below an empty line ``space`` millimetres high."""
        title = next((day.title for day in self._programme.days if day.date == when), "")
        told = self._with_hours(long_date(when, self._words.language), items)
        lines = [Line(space), *self._full_width_lines(" · ".join(part for part in (told, title) if part), DAY, 3)]
        if named := self._leader_line(leaders):
            lines += self._full_width_lines(named, UNDER_DAY, 2)
        return (*lines, Line(2.2))

    def _full_width_lines(self, text: str, face: TextStyle, most: int | None = None) -> list[Line]:
        return to_page_lines(self._left, face, self._ruler.wrap([TextRun(text, face)], self._right - self._left, most))

    def _logo_picture(self) -> PlacedPicture | None:
        size = picture_size(self._logo) if self._logo else None
        if not size or not self._logo or not min(size):
            return None
        scale = min(LOGO_HEIGHT / size[1], LOGO_WIDTH / size[0])
        width, height = size[0] * scale, size[1] * scale
        return PlacedPicture(self._right - width, 0, width, height, self._logo)


PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The second bytes of the JPEG markers that begin a frame, whose header has the picture's size."""


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG in pixels, or None if it is neither or ends before they are told."""
    if data.startswith(PNG) and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2 if data.startswith(JPEG) else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])  # markers may be filled up
    return None
