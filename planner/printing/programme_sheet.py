"""The programme sheet: the printed programme for attendees, a row for each session; its margins, head, foot and end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby

from planner.domain.entities import Day, Person, Room
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, Text, fill
from planner.domain.value_objects import Abstracts, PartnerRole
from planner.printing.marks import (
    PAPERS,
    HorizontalRule,
    Mark,
    Measure,
    Paper,
    PlacedText,
    PrintedPage,
    TextStyle,
    Weight,
)
from planner.printing.pagination import Line, PageBlock, PageDraft, Paginator, text_of
from planner.printing.programme_head import ProgrammeHeads, head_moderators
from planner.printing.programme_rows import INSET, BlockHeadings, ProgrammeRowBuilder, day_segments, pick_columns
from planner.printing.programme_texts import WIDE, SessionTexts
from planner.printing.text_layout import MUTED, QUIET, SOFT, LineBreaker, TextRun, baseline, leading, to_page_lines
from planner.programme.dates import long_date
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import REGISTRATION, SUPPORT_LINES
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording

PLACE = TextStyle(9, Weight.SEMIBOLD, SOFT)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
SPACE = 4.0
BETWEEN = 1.2


def closing_block(
    programme: Programme, left: float, right: float, ruler: LineBreaker, words: Wording
) -> PageBlock | None:
    """Return the last block of the sheet, or None if it is empty; it leaves out the organisers."""
    lines: list[Line] = []
    for paragraph in _paragraphs(programme, words):
        lines += [Line(BETWEEN)] if lines else []
        lines += to_page_lines(left, paragraph[0].face, ruler.wrap(paragraph, right - left))
    if not lines:
        return None
    return PageBlock((text_of(lines),), space_above=SPACE, row=False)


def _paragraphs(programme: Programme, words: Wording) -> Iterable[list[TextRun]]:
    address = ", ".join(line for line in programme.address.split("\n") if line)
    there = [TextRun(part, SAID) for part in (programme.directions.replace("\n", " "), programme.map_link) if part]
    if there or (address and programme.venue):  # otherwise the head contains it
        place = ", ".join(part for part in (programme.venue, address) if part)
        yield [run for part in (TextRun(place, PLACE), *there) if part.text for run in (TextRun(" · ", SAID), part)][1:]
    if addresses := list(_addresses(programme, words)):
        yield [TextRun(" · ".join(addresses), SAID)]
    for role, message in SUPPORT_LINES:
        names = programme.supporters(role)
        if names and role is not PartnerRole.ORGANISER:
            yield [TextRun(fill(words(message), {"text": ", ".join(names)}), SAID)]


def _addresses(programme: Programme, words: Wording) -> Iterable[str]:
    """Yield a line for each address: registration, programme, website, calendar and contact; none is repeated."""
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
            yield fill(words(message), {"address": address})


RUNNING = TextStyle(8.5, Weight.MEDIUM, MUTED)
FOOT = TextStyle(8.5, Weight.REGULAR, MUTED)
MARGIN = 15.0
"""The distance from the paper's edge to the bands of pauses, at the left and right."""
TOP = 16.0
RUNNING_TOP = 11.0
BOTTOM = 11.0
FOOT_GAP = 2.0
DENSITIES = (0.94, 0.88)
"""The sizes tried, as shares of the usual one, if that makes one page of two."""
BOOK = 150
"""The number of sessions above which a sheet is set in the smallest of these sizes, to save paper."""
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
    abstracts: str = Abstracts.WHOLE,
    logo: bytes | None = None,
    rooms: Sequence[str] = (),
    cancelled: Sequence[ProgrammeItem] = (),
) -> LongTask[list[PrintedPage]]:
    """Lay out the programme sheet of the whole conference, of a day, a room or a person; it has at least one page.

    ``words`` are in the conference's language, ``version`` is beside the page number, ``rooms`` are names by column,
    ``abstracts`` is of ``Abstracts``, the ``cancelled`` are struck through. Little more than a page is set smaller.
    """
    is_shown = partial(_is_shown, day=day, room=room, person=person)
    shown, size, ruler = _narrowed(programme, day, is_shown), PAPERS[paper], LineBreaker(measure)
    off = [replace(item, credits=()) for item in cancelled if is_shown(item)]

    def arranged(scale: float) -> LongTask[list[PrintedPage]]:
        area = Paper(size.width / scale, size.height / scale)
        texts = SessionTexts(words, Abstracts(abstracts), struck=frozenset(item.id for item in off))
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


def _narrowed(programme: Programme, day: Day | None, is_shown: Callable[[ProgrammeItem], bool]) -> Programme:
    return replace(programme.only(day.date) if day else programme, items=tuple(filter(is_shown, programme.items)))


def _is_shown(item: ProgrammeItem, day: Day | None, room: Room | None, person: Person | None) -> bool:
    """Return whether a session is on a day, in a room or in all of them, and names a person to attendees."""
    here = room is None or not item.rooms or room.name in item.rooms
    theirs = person is None or any(credit.person == person.id for credit in item.credits)
    return here and theirs and (day is None or item.span.day == day.date)


class _ProgrammePages:
    """Lays out a programme on pages at the scale of A4; ``programme_sheet`` enlarges them."""

    def __init__(
        self, programme: Programme, off: Iterable[ProgrammeItem], everything: Sequence[ProgrammeItem],
        rooms: Sequence[str], ruler: LineBreaker, texts: SessionTexts, paper: Paper, logo: bytes | None,
        person: Person | None,
    ) -> None:  # fmt: skip
        self._programme, self._whose = programme, person.name if person else ""
        self._items = sorted((*programme.items, *off), key=lambda item: (item.span.day, item.span.start))
        places = [*(item.rooms for item in everything), *(block.rooms for block in programme.blocks)]
        used = dict.fromkeys(name for rooms_there in places for name in rooms_there)
        self._rooms = tuple(name for name in dict.fromkeys(rooms) | used if name in used)
        self._ruler = ruler
        self._texts, self._words = texts, texts.words
        self._width, self._height = paper.width, paper.height
        self._left, self._right = MARGIN + INSET, self._width - MARGIN - INSET
        self._columns = pick_columns(everything, self._left, self._right, ruler)
        self._heads = ProgrammeHeads(programme, ruler, texts.words, self._left, self._right, logo, self._whose)
        self._headings = BlockHeadings(self._columns, ruler, texts, rooms=len(self._rooms) > 1)
        self._dates = sorted({item.span.day for item in self._items} | {day.date for day in programme.days})

    def pages(self, version: Text) -> LongTask[list[PrintedPage]]:
        """Return the pages with running heads and footers."""
        label = self._words.say(version)
        organisers = self._organisers(label)
        foot_top = self._height - BOTTOM - max(1, len(organisers)) * leading(FOOT) - FOOT_GAP
        flow = Paginator(TOP, TOP + 2, foot_top - 3)
        total = len({(item.span.day, item.span.start) for item in self._items})  # about a block for each
        for done, block in enumerate(self._blocks()):
            yield Progress(min(done, total), total)
            flow.place(block)
        pages = []
        for number, sheet in enumerate(flow.sheets, 1):
            marks = self._foot(foot_top, organisers, f"{label} · {number}/{len(flow.sheets)}")
            running = self._running(sheet) if number > 1 else []
            pages.append(PrintedPage(self._width, self._height, (*running, *sheet.marks, *marks)))
        return pages

    def _blocks(self) -> Iterable[PageBlock]:
        """Yield the head, the rows of each day, and what stands below them.

        Moderators stand in the head of all days if they are the same on each, else in that of the day; not on the sheet
        of a person, whose sessions do not tell who leads a day.
        """
        days = [(when, tuple(found)) for when, found in groupby(self._items, key=lambda item: item.span.day)]
        led = [() if self._whose else head_moderators(self._programme.on(when)) for when, _items in days]
        everywhere = led[0] if led and all(leaders == led[0] for leaders in led) else ()
        yield PageBlock((self._heads.first(self._dates, everywhere),), row=False)
        if not days:
            nothing = Text("There is nothing in the programme yet.")
            theirs = Text("“{name}” is in no session of the programme.", name=self._whose)
            run = TextRun(self._words.say(theirs if self._whose else nothing), WIDE.people)
            broken = self._ruler.wrap([run], self._right - self._left)
            yield PageBlock((tuple(to_page_lines(self._left, WIDE.people, broken)),), space_above=3, row=False)
        for number, ((when, items), leaders) in enumerate(zip(days, led, strict=True)):
            told = () if everywhere else leaders
            held, space = self._programme.on(when), 7 if number else 0
            heading = self._heads.of_day(when, held, told, space) if len(self._dates) > 1 else ()
            names = frozenset(leader.name for leader in leaders)
            for block, together in day_segments(items, self._programme.blocks):
                chairs = frozenset(chair.name for chair in block.credits) if block else frozenset()
                texts = replace(self._texts, leaders=names | chairs)
                rows = ProgrammeRowBuilder(self._columns, self._ruler, texts, when.isoformat(), self._rooms)
                yield from rows.blocks(together, (*heading, *(self._headings.of(block) if block else ())))
                heading = ()
        if last := closing_block(self._programme, self._left, self._right, self._ruler, self._words):
            yield last

    def _running(self, sheet: PageDraft) -> list[Mark]:
        """Return the running head of a later page: the conference's title and the page's first day."""
        when = long_date(date.fromisoformat(sheet.keys[0]), self._words.language) if sheet.keys else ""
        x = self._right - self._ruler.width(when, RUNNING)
        told = " · ".join(filter(None, (self._programme.title, self._whose)))
        title = self._ruler.fitting(told, RUNNING, x - self._left - 5)
        y = RUNNING_TOP + baseline(RUNNING)
        return [PlacedText(self._left, y, title, RUNNING), PlacedText(x, y, when, RUNNING)]

    def _organisers(self, label: str) -> list[str]:
        """Return the lines in the left part of the footer, which name the organisers."""
        names = ", ".join(line for line in self._programme.organisers.split("\n") if line)
        if not names:
            return []
        text = self._words.say(Text("Organisers: {organisers}", organisers=names))
        width = self._right - self._left - self._ruler.width(label + " · 000/000", FOOT) - 5
        return [pieces[0].text for pieces in self._ruler.wrap([TextRun(text, FOOT)], width, most=2)]

    def _foot(self, top: float, organisers: Sequence[str], number: str) -> list[Mark]:
        y = top + FOOT_GAP + baseline(FOOT)
        left = [PlacedText(self._left, y + line * leading(FOOT), text, FOOT) for line, text in enumerate(organisers)]
        rule = HorizontalRule(self._left, top, self._right - self._left)
        return [rule, *left, PlacedText(self._right - self._ruler.width(number, FOOT), y, number, FOOT)]
