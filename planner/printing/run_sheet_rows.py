"""Lays out the rows of the run sheet: the lines of all cells share one baseline grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import Status
from planner.domain.value_objects import Placement
from planner.printing.dates import time_of_day
from planner.printing.marks import POINT, FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.paginator import Line, PageBlock
from planner.printing.run_sheet_sections import RunSheetSection
from planner.printing.run_sheet_texts import FACTS, SLACK, TITLE, Paragraph, RunSheetTexts
from planner.printing.text_layout import LineBreaker, TextRun
from planner.printing.typography import INK, QUIET
from planner.wording import Wording

START = TextStyle(11.5, Weight.BOLD, INK)
ELAPSED = TextStyle(9.5, Weight.REGULAR, QUIET)
MINUTES = TextStyle(10, Weight.MEDIUM, INK)
HEADING = TextStyle(8.5, Weight.SEMIBOLD, QUIET)

GRID = 4.85
"""The line height of the whole table, so that neighbouring cells share their baselines."""
BASE = GRID / 2 + 0.364 * TITLE.size * POINT
SPACE = 1.7
GUTTER = 4.5
START_WIDTH, ELAPSED_WIDTH, MINUTES_WIDTH, ACTUAL_WIDTH = 13.0, 12.0, 8.0, 25.0
SHARES = (0.26, 0.24, 0.26, 0.24)
"""The shares of the remaining width that What, Who, Introduction, and Cues and notes get."""
INSET = 1.4
"""The distance by which a pause's background extends beyond the text on the left and right."""
HEADING_HEIGHT = 7.0
PAUSE_GROUND = "#f1f1ed"
WRITE_ON = "#a3a39d"

CellLine = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RunSheetColumn:
    """A column of the table; ``left`` and ``width`` are in millimetres."""

    left: float
    width: float
    heading: str


@dataclass(frozen=True, slots=True)
class RunSheetColumns:
    """The columns of the table; ``introduction`` is None if no session has text for it."""

    start: RunSheetColumn
    elapsed: RunSheetColumn
    minutes: RunSheetColumn
    what: RunSheetColumn
    who: RunSheetColumn
    introduction: RunSheetColumn | None
    cues: RunSheetColumn
    actual: RunSheetColumn


def columns_for(left: float, right: float, words: Wording, *, introduced: bool) -> RunSheetColumns:
    """Return the columns: fixed widths for times, and the remaining width shared by the text columns."""
    shares = SHARES if introduced else (*SHARES[:2], 0, SHARES[3])
    numbers = START_WIDTH + ELAPSED_WIDTH + MINUTES_WIDTH + ACTUAL_WIDTH
    rest = right - left - 2 * INSET - numbers - GUTTER * (7 if introduced else 6) + GUTTER
    widths = [share / sum(shares) * rest for share in shares]
    x = left + INSET
    made: list[RunSheetColumn] = []
    for width, gap, heading in (
        (START_WIDTH, GUTTER / 2, words("Start")), (ELAPSED_WIDTH, GUTTER / 2, words("T+")),
        (MINUTES_WIDTH, GUTTER, words("Min")), (widths[0], GUTTER, words("What")),
        (widths[1], GUTTER, words("Who, how to reach them")),
        (widths[2], GUTTER if introduced else 0, words("Introduction")),
        (widths[3], GUTTER, words("Cues and notes")), (ACTUAL_WIDTH, 0, words("Actual")),
    ):  # fmt: skip
        made.append(RunSheetColumn(x, width, heading))
        x += width + gap
    start, elapsed, minutes, what, who, introduction, cues, actual = made
    return RunSheetColumns(start, elapsed, minutes, what, who, introduction if introduced else None, cues, actual)


class RunSheetRowBuilder:
    """Builds the blocks of one section, one for each session."""

    def __init__(
        self, agenda: Agenda, section: RunSheetSection, columns: RunSheetColumns, ruler: LineBreaker, words: Wording
    ) -> None:
        self._texts = RunSheetTexts(agenda, words, section.names_rooms)
        self._section = section
        self._columns = columns
        self._ruler = ruler
        self._begins = section.start
        self._told = section.told
        self._keys = {slack: str(number) for number, slack in enumerate(section.slacks)}
        self.left = columns.start.left - INSET
        self.right = columns.actual.left + columns.actual.width + INSET
        self._rule = HorizontalRule(self.left, 0, self.right - self.left)

    def blocks(self, heading: tuple[Line, ...]) -> Iterable[PageBlock]:
        """Yield the rows in order, the first with ``heading`` above it, and then the table's closing rule."""
        for session, where in self._section.rows:
            yield self._block(session, where, heading)
            heading = ()
        yield PageBlock(lines=(Line(0.1),), beside=(self._rule,), beside_on_top=(self._rule,))

    def _block(self, session: Session, where: Placement, heading: tuple[Line, ...]) -> PageBlock:
        cells = zip_longest(*self._cells(session, where), fillvalue=())
        grid = [tuple(mark for line in lines for mark in line) for lines in cells]
        grid[0] = (*self._numbers(session, where), *grid[0])
        slack = self._section.slack.get(session.id)
        return PageBlock(
            lines=tuple(Line(GRID, marks) for marks in grid),
            heading=heading,
            beside=(self._rule.moved(0, -SPACE),),
            beside_height=GRID,
            again=self._again(session, where),
            keep=2,
            space_above=SPACE,
            space_below=SPACE,
            key=self._keys[slack] if slack else "",
            ground=FilledRect(self.left, 0, self.right - self.left, 0, PAUSE_GROUND) if session.facts.pause else None,
        )

    def _numbers(self, session: Session, where: Placement) -> CellLine:
        """Return the start, T+ and length, and two rules for writing the actual times by hand."""
        columns, begins = self._columns, where.span.start
        hours, minutes = divmod(abs(begins - self._begins), 60)
        sign = "+" if begins >= self._begins else "−"
        elapsed = self._to_the_right(columns.elapsed, f"{sign}{hours}:{minutes:02}", ELAPSED)
        if session.status is Status.CANCELLED:
            return (self._start(where), elapsed)
        length = self._to_the_right(columns.minutes, str(where.span.minutes), MINUTES)
        half = (columns.actual.width - GUTTER / 2) / 2
        lines = (columns.actual.left, columns.actual.left + columns.actual.width - half)
        rules = (HorizontalRule(x, GRID + 0.6, half, 0.25, WRITE_ON) for x in lines)
        return (self._start(where), elapsed, length, *rules)

    def _start(self, where: Placement) -> PlacedText:
        left, time = self._columns.start.left, time_of_day(where.span.start, self._texts.words.language)
        return PlacedText(left, BASE, time, START)

    def _to_the_right(self, column: RunSheetColumn, text: str, face: TextStyle) -> PlacedText:
        return PlacedText(column.left + column.width - self._ruler.width(text, face), BASE, text, face)

    def _again(self, session: Session, where: Placement) -> tuple[Line, ...]:
        """Return the lines repeated above a session that continues on the next page."""
        column, rest = self._columns.what, " " + self._texts.words("(continued)")
        title = self._ruler.fitting(session.title, TITLE, column.width - self._ruler.width(rest, FACTS) - 2)
        first, *others = self._cell(column, [[TextRun(title, TITLE), TextRun(rest, FACTS)]])
        return (Line(GRID, (self._start(where), *first)), *(Line(GRID, line) for line in others))

    # cells ---------------------------------------------------------------------------------------------

    def _cell(self, column: RunSheetColumn, paragraphs: Iterable[Paragraph]) -> list[tuple[PlacedText, ...]]:
        """Wrap paragraphs to the width of a column; one without text is an empty line."""
        broken = (pieces for runs in paragraphs for pieces in self._ruler.wrap(runs, column.width) or [()])
        return [tuple(PlacedText(column.left + p.x, BASE, p.text, p.face) for p in pieces) for pieces in broken]

    def _cells(self, session: Session, where: Placement) -> Sequence[Sequence[CellLine]]:
        """Lay out the text cells; of a cancelled session only the first, in which the title is struck out."""
        columns, texts, slack = self._columns, self._texts, self._told.get(session.id)
        title, *below = texts.what(session, where)
        lines, rest = self._cell(columns.what, [title]), self._cell(columns.what, below)
        if session.status is Status.CANCELLED:
            return [[*map(self._struck, lines), *rest]]
        slack = slack and replace(slack, title=self._ruler.fitting(slack.title, SLACK, columns.cues.width * 0.8))
        others = (
            (columns.who, texts.who(session)),
            (columns.introduction, texts.introduction(session)),
            (columns.cues, texts.cues(session, slack)),
        )
        return [[*lines, *rest], *(self._cell(column, said) for column, said in others if column)]

    def _struck(self, line: tuple[PlacedText, ...]) -> CellLine:
        ends = [(words, self._ruler.width(words.text, words.face)) for words in line]
        return (
            *line,
            *(HorizontalRule(p.x, p.y - 0.27 * p.face.size * POINT, end, 0.3, p.face.colour) for p, end in ends),
        )
