"""The run sheet: the day minute by minute for moderators and crew, including data that attendees must not see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.clock_change import agenda_as_clocks_show
from planner.domain.entities import Day, Person, Room
from planner.domain.text import Text
from planner.printing.dates import long_date, time_of_day
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
from planner.printing.run_sheet_rows import (
    HEADING,
    HEADING_HEIGHT,
    LOUD,
    RunSheetColumns,
    RunSheetRowBuilder,
    columns_for,
    described,
)
from planner.printing.run_sheet_sections import RunSheetSection, SectionDivider, Slack
from planner.printing.text_layout import (
    INK,
    QUIET,
    SOFT,
    Frame,
    Line,
    LineBreaker,
    PageBlock,
    PageDraft,
    Paginator,
    TextRun,
    baseline,
    height_of,
    leading,
    lines_at,
)
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording

HEAD = TextStyle(19, Weight.BOLD, INK)
HEAD_NAME = TextStyle(19, Weight.REGULAR, INK)
UNDER_HEAD = TextStyle(11, Weight.REGULAR, QUIET)
CREW = TextStyle(10, Weight.SEMIBOLD, INK)
HOUSE = TextStyle(9.5, Weight.REGULAR, SOFT)
EMPTY = TextStyle(11, Weight.REGULAR, SOFT)
FOR_WHOM = TextStyle(10, Weight.SEMIBOLD, LOUD)
RUNNING = TextStyle(9, Weight.MEDIUM, QUIET)
FOOT = TextStyle(9, Weight.REGULAR, QUIET)
FOOT_SLACK = TextStyle(9, Weight.SEMIBOLD, INK)
MARGIN = 14.0
RUNNING_TOP = 8.0
BOTTOM = 8.0
FOOT_GAP = 1.8
MOST_FOOT_TITLE = 45.0
CAUTION = Text("For the moderator and the stage, not for attendees")


@dataclass(frozen=True, slots=True)
class RunSheetScope:
    """The sessions on a run sheet: of a day, a room, a ``moderator``, or a ``person`` in any role; None means all."""

    day: Day | None = None
    room: Room | None = None
    moderator: Person | None = None
    person: Person | None = None

    def sections(self, agenda: Agenda) -> list[RunSheetSection]:
        """Return the sections in order of day, then of room."""
        divided = SectionDivider(agenda)
        if someone := self.moderator or self.person:
            return list(divided.of_person(someone, self.day, self.room, moderating=self.moderator is not None))
        return list(divided.of_rooms(self.day, self.room))


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
) -> list[PrintedPage]:
    """Lay out the run sheets of all rooms or one, or of the sessions of a ``moderator`` or ``person``.

    There is at least one page, in landscape; each room and day begins a new one. ``words`` is the catalogue of the
    conference's language. ``version``, with the time of printing, is beside the page number.
    """
    size = PAPERS[paper]
    chosen = RunSheetScope(day, room, moderator, person)
    shown, ruler = agenda_as_clocks_show(agenda), LineBreaker(measure)
    pages = _RunSheetPages(shown, chosen, ruler, words, size.across).pages(version)
    return [page.enlarged(size.enlargement) for page in pages] if size.enlargement != 1 else pages


class _RunSheetPages:
    """Lays out an agenda on pages at the scale of A4; ``run_sheet`` enlarges them."""

    def __init__(self, agenda: Agenda, chosen: RunSheetScope, ruler: LineBreaker, words: Wording, paper: Paper) -> None:
        self._agenda = agenda
        self._chosen = chosen
        self._ruler = ruler
        self._words = words
        self._width, self._height = paper.width / paper.enlargement, paper.height / paper.enlargement
        self._left, self._right = MARGIN, self._width - MARGIN
        self._foot_top = self._height - BOTTOM - leading(FOOT) - FOOT_GAP

    def pages(self, version: ProgrammeVersion) -> list[PrintedPage]:
        """Return the pages of all sections, numbered consecutively."""
        local = version.at.astimezone(ZoneInfo(self._agenda.conference.timezone))
        minute = time_of_day(local.hour * 60 + local.minute, self._words.language)
        printed = Text("{version} · printed {time}", version=version.label, time=f"{local.date().isoformat()} {minute}")
        label = self._words.say(printed)
        sections = self._chosen.sections(self._agenda)
        columns = columns_for(self._left, self._right, self._words, introduced=_introduced(self._agenda, sections))
        filled = [page for section in sections for page in self._section(section, columns)] or [self._nothing()]
        return [
            PrintedPage(
                self._width,
                self._height,
                (*self._for_whom(), *marks, *self._foot(slack, f"{label} · {number}/{len(filled)}")),
            )
            for number, (marks, slack) in enumerate(filled, 1)
        ]

    def _section(self, section: RunSheetSection, columns: RunSheetColumns) -> Iterable[tuple[list[Mark], str]]:
        """Yield each page of a section: its marks without the footer, and the footer's text on slack."""
        rows = RunSheetRowBuilder(self._agenda, section, columns, self._ruler, self._words)
        heading = self._heading(rows, columns)
        flow = Paginator(Frame(MARGIN, MARGIN + 1 + height_of(heading), self._foot_top - 2))
        flow.place(PageBlock(lines=self._head(section), row=False, keep=3))
        for block in rows.blocks(heading):
            flow.place(block)
        first = next(number for number, sheet in enumerate(flow.sheets) if sheet.has_row)
        above = [mark.moved(0, MARGIN + 1) for line in heading for mark in line.marks]
        for number, sheet in enumerate(flow.sheets):
            running = self._running(section) if number else []
            yield [*running, *(above if number > first else []), *sheet.marks], self._slack(section, sheet)

    def _nothing(self) -> tuple[list[Mark], str]:
        """Return the page printed if there are no sessions, which explains what to do."""
        someone = self._chosen.moderator or self._chosen.person
        if self._chosen.moderator:
            text = Text(
                "{name} moderates nothing yet. Make them the moderator of a session, or of a room for a while.",
                name=self._chosen.moderator.name,
            )
        elif someone:
            text = Text("{name} is in no session that has a time yet.", name=someone.name)
        else:
            text = Text("Nothing has a time here yet. Drag sessions into the timeline, then print again.")
        conference = self._agenda.conference.title
        when = long_date(self._chosen.day.date, self._words.language) if self._chosen.day else ""
        name = someone.name if someone else self._chosen.room.name if self._chosen.room else ""
        lines = (
            *self._title(name, [conference, when]), Line(4), *self._lines([TextRun(self._words.say(text), EMPTY)]),
        )  # fmt: skip
        flow = Paginator(Frame(MARGIN, MARGIN, self._foot_top - 2))
        flow.place(PageBlock(lines=lines, row=False))
        return flow.sheets[0].marks, ""

    # the head ------------------------------------------------------------------------------------------

    def _head(self, section: RunSheetSection) -> tuple[Line, ...]:
        conference, day = self._agenda.conference, self._agenda.day_of(section.when)
        when = long_date(section.when, self._words.language)
        return (
            *self._title(section.name, [conference.title, when, day.title if day else ""]),
            *self._house(),
            Line(3.5),
        )

    def _title(self, name: str, facts: Sequence[str]) -> Iterable[Line]:
        product = self._words("Run sheet")
        yield from self._lines([TextRun(product, HEAD), *([TextRun(f" {name}", HEAD_NAME)] if name else [])])
        yield from self._lines([TextRun(" · ".join(fact for fact in facts if fact), UNDER_HEAD)])

    def _house(self) -> Iterable[Line]:
        """Return the lines with the crew's contact, the closing time of the house, and the directions."""
        venue, say = self._agenda.venue, self._words.say
        contact = ", ".join(part for part in self._agenda.conference.crew_contact.split("\n") if part)
        found = [*self._lines([TextRun(say(Text("Crew: {contact}", contact=contact)), CREW)])] if contact else []
        told = list(filter(None, venue.directions.split("\n")))
        if venue.closes is not None:
            time = time_of_day(venue.closes, self._words.language)
            told[:1] = [" ".join([say(Text("The house closes at {time}.", time=time)), *told[:1]])]
        for part in told:
            found += self._lines([TextRun(part, HOUSE)])
        return (Line(1.5), *found) if found else ()

    def _heading(self, rows: RunSheetRowBuilder, columns: RunSheetColumns) -> tuple[Line, ...]:
        """Lay out the column headings, wrapped to the column width, with a rule below them."""
        named = [columns.start, columns.elapsed, columns.minutes, columns.what, columns.who, columns.introduction]
        found = [column for column in (*named, columns.cues, columns.actual) if column]
        wrapped = [(column, self._ruler.wrap([TextRun(column.heading, HEADING)], column.width)) for column in found]
        most, step = max(len(lines) for _column, lines in wrapped), leading(HEADING)
        height, marks = HEADING_HEIGHT + (most - 1) * step, list[Mark]()
        for column, lines in wrapped:
            right = column in (columns.elapsed, columns.minutes)
            for n, pieces in enumerate(lines, start=1):
                end = max(piece.x + self._ruler.width(piece.text, HEADING) for piece in pieces)
                left = column.left + (column.width - end if right else 0)
                y = height - 2.2 - (len(lines) - n) * step
                marks += [PlacedText(left + piece.x, y, piece.text, HEADING) for piece in pieces]
        return (Line(height, (*marks, HorizontalRule(rows.left, height - 0.25, rows.right - rows.left, 0.5, INK))),)

    def _lines(self, runs: Sequence[TextRun]) -> list[Line]:
        """Wrap a paragraph to the full width of the page."""
        return lines_at(self._left, runs[0].face, self._ruler.wrap(runs, self._right - self._left))

    # around the page -----------------------------------------------------------------------------------

    def _for_whom(self) -> list[Mark]:
        """Return the caution printed on every page: the sheet is not for attendees."""
        text = self._words.say(CAUTION)
        x = self._right - self._ruler.width(text, FOR_WHOM)
        return [PlacedText(x, RUNNING_TOP + baseline(FOR_WHOM), text, FOR_WHOM)]

    def _running(self, section: RunSheetSection) -> list[Mark]:
        """Return the running head of a section's later pages."""
        when, product = long_date(section.when, self._words.language), self._words("Run sheet")
        facts = (" ".join(filter(None, (product, section.name))), self._agenda.conference.title, when)
        most = self._right - self._left - self._ruler.width(self._words.say(CAUTION), FOR_WHOM) - 8
        text = self._ruler.fitting(" · ".join(facts), RUNNING, most)
        return [PlacedText(self._left, RUNNING_TOP + baseline(RUNNING), text, RUNNING)]

    def _slack(self, section: RunSheetSection, sheet: PageDraft) -> str:
        """Return the footer's text on the slack of the page's stretches, or an empty string."""
        found = [section.slacks[int(key)] for key in sheet.keys]
        said = [self._words.say(self._left_before(slack)) for slack in found]
        return self._words.say(Text("Slack left {list}", list=" · ".join(said))) if said else ""

    def _left_before(self, slack: Slack) -> Text:
        before = self._ruler.fitting(slack.title, FOOT_SLACK, MOST_FOOT_TITLE) or Text("the day’s end")
        return Text("before {session}: {minutes} min", session=before, minutes=slack.minutes)

    def _foot(self, slack: str, number: str) -> list[Mark]:
        y = self._foot_top + FOOT_GAP + baseline(FOOT)
        x = self._right - self._ruler.width(number, FOOT)
        left = self._ruler.fitting(slack, FOOT_SLACK, x - self._left - 8)
        told = [PlacedText(self._left, y, left, FOOT_SLACK)] if left else []
        return [
            HorizontalRule(self._left, self._foot_top, self._right - self._left),
            *told,
            PlacedText(x, y, number, FOOT),
        ]


def _introduced(agenda: Agenda, sections: Iterable[RunSheetSection]) -> bool:
    """Return whether any session has text for the introduction column."""
    sessions = (session for section in sections for session, _where in section.rows)
    return any(s.introduction or s.statements or described(agenda, s) for s in sessions)
