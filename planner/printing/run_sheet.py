"""The run sheet: the day minute by minute for moderators and crew, with data that attendees must not see.

This module lays out its pages with heads and footers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from types import MappingProxyType
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.clock_change import agenda_as_clocks_show, conference_zone
from planner.domain.entities import Day, Person, Room
from planner.domain.long_task import LongTask, Progress, as_half, map_in_chunks
from planner.domain.text import N_, Plural, Text
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
from planner.printing.pagination import Line, PageBlock, Paginator, measure_height, tied_lines
from planner.printing.run_sheet_rows import RunSheetRowBuilder, TextWidths, pick_columns
from planner.printing.run_sheet_sections import RunSheetScope, RunSheetSection
from planner.printing.run_sheet_texts import LOUD, STATES, RunSheetTexts, content_to_remember
from planner.printing.text_layout import INK, QUIET, SOFT, LineBreaker, TextRun, baseline, line_height, to_page_lines
from planner.programme.public_words import long_date, time_of_day
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording

HEAD = TextStyle(18, Weight.BOLD, INK)
HEAD_NAME = TextStyle(18, Weight.REGULAR, INK)
NEXT_NAME = TextStyle(13, Weight.SEMIBOLD, INK)
UNDER_HEAD = TextStyle(10, Weight.REGULAR, QUIET)
LED_BY = TextStyle(10.5, Weight.SEMIBOLD, INK)
SINCE = TextStyle(9.5, Weight.SEMIBOLD, LOUD)
CREW = TextStyle(10, Weight.SEMIBOLD, INK)
HOUSE = TextStyle(9.5, Weight.REGULAR, SOFT)
EMPTY = TextStyle(11, Weight.REGULAR, SOFT)
FOR_WHOM = TextStyle(9.5, Weight.SEMIBOLD, LOUD)
RUNNING = TextStyle(9, Weight.MEDIUM, QUIET)
FOOT = TextStyle(8.5, Weight.REGULAR, QUIET)
MARGIN = 12.0
TOP = 13.0
RUNNING_TOP = 8.0
BOTTOM = 7.0
FOOT_GAP = 1.6
DENSITIES = (0.94, 0.88)
"""The smaller sizes, as shares of the usual one, that are tried to fit two pages onto one."""
LEAST_SIZE, MOST_OF_PAGE = 0.85, 1.25
"""The least size compared to A4, and the height, as a share of a page, above which no smaller size is tried."""
CAUTION = Text("Internal – not for attendees")
SPARE_MEANS = N_("Spare: minutes to win back before the next fixed time")


def run_sheet(
    agenda: Agenda,
    measure: Measure,
    words: Wording,
    version: ProgrammeVersion,
    *,
    paper: str = "a4",
    day: Day | None = None,
    room: Room | None = None,
    moderator: Person | None = None,
    person: Person | None = None,
    printed: Mapping[str, Any] = MappingProxyType({}),
) -> LongTask[list[PrintedPage]]:
    """Lay out the run sheets of all rooms or one, or of the sessions of a ``moderator`` or ``person``.

    There is at least one page, in landscape. What slightly exceeds a page is printed a little smaller if it then fits,
    and short sections of one day share a page. ``words`` are in the conference's language. The version and its time are
    beside the page number. ``printed`` is the last sheets' ``printed_content``; changes since are marked.
    """
    size, ruler, shown = PAPERS[paper].landscape, LineBreaker(measure), agenda_as_clocks_show(agenda)
    chosen = RunSheetScope(shown, day, room, moderator, person)
    texts = RunSheetTexts(shown, words, names_rooms=True)
    sections = [texts.with_changes_marked(section, printed) for section in chosen.sections]

    wanted = yield from as_half(TextWidths.measure_texts(texts, sections, ruler), 0)
    scales = [size.enlargement, *(size.enlargement * density for density in DENSITIES)]
    sizes = [
        (_RunSheetPages(shown, sections, ruler, words, Paper(size.width / scale, size.height / scale), wanted), scale)
        for scale in scales
        if scale in (scales[0], *(one for one in scales if one >= LEAST_SIZE))
    ]
    groups = yield from as_half(as_half(sizes[0][0].page_groups(), 0), 1)
    paged = yield from as_half(as_half(map_in_chunks(groups, lambda group: _fitted_pages(group, sizes), 1), 1), 1)
    found = list(chain.from_iterable(paged)) or [(sizes[0][0].empty_page_marks(chosen), *sizes[0])]
    printed_at = _local_time(version.at, agenda, words)
    label = words.say(Text("{version} · printed {time}", version=version.label, time=printed_at))
    return [
        pages.page(marks, f"{label} · {number}/{len(found)}").enlarged(scale)
        for number, (marks, pages, scale) in enumerate(found, 1)
    ]


def _fitted_pages(
    group: Sequence[RunSheetSection], sizes: Sequence[tuple[_RunSheetPages, float]]
) -> list[tuple[list[Mark], _RunSheetPages, float]]:
    """Return the pages of a group of sections as marks, with the layout and scale used for them.

    If the usual size takes a page and a little more, the first smaller size that takes one page is used instead.
    """
    tries = ([(marks, pages, scale) for marks in pages.page_marks(group)] for pages, scale in sizes)
    first = next(tries)
    if len(first) != 2 or sizes[0][0].page_share(group) > MOST_OF_PAGE:
        return first
    return next((tried for tried in tries if len(tried) == 1), first)


def printed_content(agenda: Agenda, at: datetime, **options: Any) -> dict[str, Any]:
    """Return the data to remember of the run sheets with these options, to pass as ``printed`` for the next ones."""
    shown = agenda_as_clocks_show(agenda)
    chosen = RunSheetScope(shown, **{name: value for name, value in options.items() if name != "paper"})
    return content_to_remember(shown, chosen.sections, at)


def _local_time(at: datetime, agenda: Agenda, words: Wording) -> str:
    """Return date and time in the conference's time zone, or in UTC, followed by “UTC”, if that is not known."""
    zone = conference_zone(agenda)
    local = at.astimezone(zone or UTC)
    time = f"{local.date().isoformat()} {time_of_day(local.hour * 60 + local.minute, words.language)}"
    return time if zone else f"{time} UTC"


class _RunSheetPages:
    """Lays out sections on pages at the scale of A4; ``run_sheet`` enlarges them."""

    def __init__(
        self, agenda: Agenda, sections: Sequence[RunSheetSection], ruler: LineBreaker, words: Wording, paper: Paper,
        wanted: TextWidths,
    ) -> None:  # fmt: skip
        self._agenda = agenda
        self._sections = sections
        self._ruler = ruler
        self._words = words
        self._width, self._height = paper.width, paper.height
        self._left, self._right = MARGIN, self._width - MARGIN
        self._foot_top = self._height - BOTTOM - line_height(FOOT) - FOOT_GAP
        self._rows: dict[str, list[PageBlock]] = {}
        self._columns = pick_columns(self._left, self._right, words, wanted)

    def page_groups(self) -> LongTask[list[list[RunSheetSection]]]:
        """Return the sections grouped by page or run of pages: sections of the same day share a page if they fit."""
        found: list[list[RunSheetSection]] = []
        room = 0.0
        for done, section in enumerate(self._sections):
            yield Progress(done, len(self._sections))
            height = sum(block.height for block in self._blocks(section, below=True))
            if found and found[-1][-1].when == section.when and height <= room:
                found[-1].append(section)
                room -= height
            else:
                found.append([section])
                room = self._foot_top - 2 - TOP - sum(block.height for block in self._blocks(section, below=False))
        return found

    def page_share(self, group: Sequence[RunSheetSection]) -> float:
        """Return the height of a group of sections as a share of a page's."""
        heights = (block.height for n, section in enumerate(group) for block in self._blocks(section, below=n > 0))
        return sum(heights) / (self._foot_top - 2 - TOP)

    def page_marks(self, group: Sequence[RunSheetSection]) -> list[list[Mark]]:
        """Return the marks of each page of a group of sections, without caution and footer."""
        heading = self._row_builder(group[0]).heading()
        flow = Paginator(TOP, TOP + 1 + measure_height(heading), self._foot_top - 2)
        for number, section in enumerate(group):
            for block in self._blocks(section, below=number > 0):
                flow.place(block)
        first = next(number for number, sheet in enumerate(flow.sheets) if sheet.has_row)
        above = [mark.lowered(TOP + 1) for line in heading for mark in line.marks]
        return [
            [*(self._running_head(group[0]) if number else []), *(above if number > first else []), *sheet.marks]
            for number, sheet in enumerate(flow.sheets)
        ]

    def page(self, marks: Iterable[Mark], number: str) -> PrintedPage:
        """Return a page with these marks, the caution, and a footer that ends with ``number``."""
        return PrintedPage(self._width, self._height, (*self._caution_marks(), *marks, *self._footer_marks(number)))

    def _row_builder(self, section: RunSheetSection) -> RunSheetRowBuilder:
        texts = RunSheetTexts(self._agenda, self._words, section.names_rooms).with_leaders(section.leaders)
        return RunSheetRowBuilder(texts, section, self._columns, self._ruler)

    def _blocks(self, section: RunSheetSection, *, below: bool) -> Iterable[PageBlock]:
        """Yield the head and rows of a section; the head is smaller if the section is ``below`` another on its page."""
        yield PageBlock((tied_lines(self._smaller_head(section) if below else self._head(section), 3),), row=False)
        if section.key not in self._rows:
            self._rows[section.key] = list(self._row_builder(section).blocks())
        yield from self._rows[section.key]

    def empty_page_marks(self, chosen: RunSheetScope) -> list[Mark]:
        """Return the marks of the page that is printed if there are no sessions, which says so."""
        someone = chosen.moderator or chosen.person
        if someone and (chosen.day or chosen.room):
            moderates = Text("“{name}” moderates nothing here.", name=someone.name)
            text = moderates if chosen.moderator else Text("“{name}” is in no session here.", name=someone.name)
        elif chosen.moderator:
            text = Text(
                "{name} moderates nothing yet. Make them the moderator of a session, or of a room for a while.",
                name=chosen.moderator.name,
            )
        elif someone:
            text = Text("{name} is in no session that has a time yet.", name=someone.name)
        else:
            text = Text("Nothing has a time here yet. Drag sessions into the timeline, then print again.")
        conference = self._agenda.conference.title
        when = long_date(chosen.day.date, self._words.language) if chosen.day else ""
        name = someone.name if someone else chosen.room.name if chosen.room else ""
        lines = (
            *self._title_lines(name, "", [conference, when]), Line(4),
            *self._wrap([TextRun(self._words.say(text), EMPTY)]),
        )  # fmt: skip
        flow = Paginator(TOP, TOP, self._foot_top - 2)
        flow.place(PageBlock((lines,), row=False))
        return flow.sheets[0].marks

    # the head ------------------------------------------------------------------------------------------

    def _head(self, section: RunSheetSection) -> tuple[Line, ...]:
        conference, day = self._agenda.conference, self._agenda.day_with_date(section.when)
        facts = [conference.title, long_date(section.when, self._words.language), day.title if day else ""]
        return (
            *self._title_lines(section.name, self._moderator_line(section), facts),
            *self._since_line(section),
            *self._venue_lines(),
            Line(2),
        )

    def _since_line(self, section: RunSheetSection) -> Iterable[Line]:
        """Return the line that says since when changes are marked; none without changes or a valid time."""
        if not section.news and not section.gone:
            return ()
        with suppress(ValueError):
            at = _local_time(datetime.fromisoformat(section.printed), self._agenda, self._words)
            text = self._words.say(Text("Marked: what changed since the sheet printed {time}", time=at))
            return self._wrap([TextRun(text, SINCE)])
        return ()

    def _smaller_head(self, section: RunSheetSection) -> tuple[Line, ...]:
        """Return the smaller head of a section below another."""
        named = self._name_lines([TextRun(section.name, NEXT_NAME)], self._moderator_line(section))
        return (Line(6), *named, *self._since_line(section), Line(0.5))

    def _title_lines(self, name: str, leaders: str, facts: Sequence[str]) -> Iterable[Line]:
        runs = [TextRun(self._words("Run sheet"), HEAD), *([TextRun(f" {name}", HEAD_NAME)] if name else [])]
        yield from self._name_lines(runs, leaders)
        yield from self._wrap([TextRun(" · ".join(fact for fact in facts if fact), UNDER_HEAD)])

    def _name_lines(self, runs: Sequence[TextRun], leaders: str) -> list[Line]:
        """Return the lines of a head's name, with the moderators at the right or, if the name is long, below it."""
        broken = self._ruler.wrap(runs, self._right - self._left)
        lines = to_page_lines(self._left, runs[0].face, broken)
        width = self._ruler.width(leaders, LED_BY)
        end = max(p.x + self._ruler.width(p.text, p.face) for p in broken[0]) if broken else 0
        if not leaders:
            return lines
        if len(lines) > 1 or end + 8 + width > self._right - self._left:
            return [*lines, *self._wrap([TextRun(leaders, LED_BY)])]
        mark = PlacedText(self._right - width, baseline(runs[0].face), leaders, LED_BY)
        return [replace(lines[0], marks=(*lines[0].marks, mark))] if lines else self._wrap([TextRun(leaders, LED_BY)])

    def _moderator_line(self, section: RunSheetSection) -> str:
        """Return the line with the section's moderators, each with a doubtful answer and phone number, if any.

        It is empty if nobody leads the section.
        """
        found = []
        for person, state in section.leaders:
            known = self._agenda.people[person]
            doubt = f", {self._words(STATES[state])}" if state in STATES else ""
            found.append(known.name + doubt + (f"  {known.phone}" if known.phone else ""))
        if not found:
            return ""
        return self._words.say(Plural("Moderator {names}", "Moderators {names}", len(found), names=" · ".join(found)))

    def _venue_lines(self) -> Iterable[Line]:
        """Return the lines with the crew's contact, the closing time of the venue, and the directions."""
        venue, say = self._agenda.venue, self._words.say
        contact = ", ".join(part for part in self._agenda.conference.crew_contact.split("\n") if part)
        found = (
            [*self._wrap([TextRun(say(Text("Internal contact: {contact}", contact=contact)), CREW)])] if contact else []
        )
        told = list(filter(None, venue.directions.split("\n")))
        if venue.closes is not None:
            time = time_of_day(venue.closes, self._words.language)
            told[:1] = [" ".join([say(Text("The venue closes at {time}.", time=time)), *told[:1]])]
        for part in told:
            found += self._wrap([TextRun(part, HOUSE)])
        return (Line(1), *found) if found else ()

    def _wrap(self, runs: Sequence[TextRun]) -> list[Line]:
        """Wrap a paragraph to the full width of the page."""
        return to_page_lines(self._left, runs[0].face, self._ruler.wrap(runs, self._right - self._left))

    # around the page -----------------------------------------------------------------------------------

    def _caution_marks(self) -> list[Mark]:
        """Return the caution printed on every page: the sheet is not for attendees."""
        text = self._words.say(CAUTION)
        x = self._right - self._ruler.width(text, FOR_WHOM)
        return [PlacedText(x, RUNNING_TOP + baseline(FOR_WHOM), text, FOR_WHOM)]

    def _running_head(self, section: RunSheetSection) -> list[Mark]:
        """Return the running head of a section's pages after the first."""
        when, product = long_date(section.when, self._words.language), self._words("Run sheet")
        facts = (" ".join(filter(None, (product, section.name))), self._agenda.conference.title, when)
        most = self._right - self._left - self._ruler.width(self._words.say(CAUTION), FOR_WHOM) - 8
        text = self._ruler.fitted_text(" · ".join(facts), RUNNING, most)
        return [PlacedText(self._left, RUNNING_TOP + baseline(RUNNING), text, RUNNING)]

    def _footer_marks(self, number: str) -> list[Mark]:
        """Return the footer: an explanation of the column *Spare*, and ``number``, the version with the page number."""
        y = self._foot_top + FOOT_GAP + baseline(FOOT)
        x = self._right - self._ruler.width(number, FOOT)
        left = self._ruler.fitted_text(self._words(SPARE_MEANS), FOOT, x - self._left - 8)
        rule = HorizontalRule(self._left, self._foot_top, self._right - self._left, 0.2)
        return [rule, PlacedText(self._left, y, left, FOOT), PlacedText(x, y, number, FOOT)]
