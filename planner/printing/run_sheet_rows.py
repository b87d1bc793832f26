"""The rows of the run sheet: their columns with widths, and the lines of their cells, which share a baseline grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from planner.domain.entities import Session
from planner.domain.long_task import LongTask, Progress
from planner.domain.value_objects import Placement, Status
from planner.printing.marks import POINT, FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.pagination import Line, PageBlock, tied_lines
from planner.printing.run_sheet_sections import RunSheetSection
from planner.printing.run_sheet_texts import FACTS, LOUD, NEWS, TITLE, Paragraph, RunSheetTexts
from planner.printing.text_layout import (
    INK,
    QUIET,
    SOFT,
    LineBreaker,
    TextRun,
    line_height,
    placed_texts,
    struck_through,
    to_page_lines,
)
from planner.programme.public_words import time_of_day
from planner.wording import Wording

START = TextStyle(11, Weight.BOLD, INK)
END = TextStyle(10, Weight.REGULAR, SOFT)
MINUTES = TextStyle(10, Weight.REGULAR, INK)
SPARE = TextStyle(10, Weight.SEMIBOLD, INK)
HEADING = TextStyle(8.5, Weight.SEMIBOLD, QUIET)

GRID = 4.7
"""The line height of all rows in millimetres, the same everywhere so that neighbouring cells share baselines."""
BASE = GRID / 2 + 0.364 * TITLE.size * POINT
SPACE = 1.55
GUTTER = 4.5
NUMBER_WIDTHS = (12.5, 11.5, 8.5, 10.5)
"""The widths of the columns *Start*, *End*, *Min* and *Spare*, in millimetres."""
BOX_WIDTH, BOX_HEIGHT, BOX_GAP, BOX_EDGE = 14.0, 5.4, 3.5, 0.3
LEAST_WHAT, MOST_WHAT = 46.0, 74.0
LEAST_WHO, MOST_WHO = 42.0, 60.0
LONG_NOTE, MOST_BESIDE_LONG = 240, 58.0
"""The length of a note (characters) above which titles get a narrower column, and the usual maximum of that (mm)."""
LEAST_NOTES, LEAST_EMPTY_NOTES = 60.0, 40.0
USUALLY, STILL_USUAL = 0.9, 1.25
"""The share of titles and people that should fit onto one line, and the factor by which others may be wider."""
INSET = 1.4
"""The distance in millimetres by which a pause's background extends beyond the text on the left and right."""
PAUSE_GROUND = "#f0f0eb"
WRITE_ON = "#8f8f89"
CHANGE_BAR = 0.8
KEPT = 2
"""The number of a row's first lines that are kept together on a page."""

CellLine = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RunSheetColumn:
    """A column of the table; ``left`` and ``width`` are in millimetres; ``right`` is true if it is right-aligned."""

    left: float
    width: float
    heading: str
    right: bool = False


class RunSheetColumns(NamedTuple):
    """The columns of the table from left to right: numbers, texts, and boxes to write into by hand."""

    start: RunSheetColumn
    end: RunSheetColumn
    minutes: RunSheetColumn
    spare: RunSheetColumn
    what: RunSheetColumn
    who: RunSheetColumn
    notes: RunSheetColumn
    began: RunSheetColumn
    ended: RunSheetColumn


@dataclass(frozen=True, slots=True)
class TextWidths:
    """The widths in millimetres that the texts of all sessions need.

    In ``what`` and ``who``, most titles and people fit onto one line; in the least widths, words break only at hyphens
    and the like. ``long_notes`` is true if a note is longer than ``LONG_NOTE``.
    """

    what: float
    who: float
    least_what: float
    least_who: float
    least_notes: float
    long_notes: bool

    @classmethod
    def measure_texts(
        cls, texts: RunSheetTexts, sections: Sequence[RunSheetSection], ruler: LineBreaker
    ) -> LongTask[TextWidths]:
        """Measure the texts of all sessions in these sections."""
        titles: list[Paragraph] = []
        people: list[Paragraph] = []
        notes: list[Paragraph] = []
        for done, section in enumerate(sections):
            yield Progress(done, len(sections))
            said = replace(texts.with_leaders(section.leaders), names_rooms=section.names_rooms)
            for session, where in section.rows:
                titles += said.session_cell(session, where)[:1]
                for told, about in said.people(session):
                    people += told
                    notes += about
                notes += said.notes(session, gives=True)

        def usual(paragraphs: Iterable[Paragraph]) -> float:
            found = sorted(sum(ruler.width(run.text, run.face) for run in runs) for runs in paragraphs)
            most = STILL_USUAL * found[int(USUALLY * (len(found) - 1))] if found else 0.0
            return max((width for width in found if width <= most), default=0.0) + 0.1

        least = list[float]()
        for paragraphs in (titles, people, notes):
            yield Progress(len(sections), len(sections))
            least.append(max(map(ruler.widest_word, paragraphs), default=0.0))
        what, who, said_out = least
        long = any(sum(len(run.text) for run in runs) > LONG_NOTE for runs in notes)
        return cls(usual(titles), usual(people), what, who, said_out, long)


def pick_columns(left: float, right: float, words: Wording, wanted: TextWidths) -> RunSheetColumns:
    """Return the columns between two edges: fixed widths for numbers and boxes, the rest for texts as ``wanted``."""
    numbers = sum(NUMBER_WIDTHS) + 3 * GUTTER / 2 + GUTTER
    rest = right - left - 2 * INSET - numbers - 2 * (BOX_WIDTH + BOX_GAP) - 2 * GUTTER
    notes = max(
        LEAST_NOTES if wanted.least_notes else LEAST_EMPTY_NOTES, min(wanted.least_notes, rest - LEAST_WHAT - LEAST_WHO)
    )
    who = max(LEAST_WHO, min(wanted.who, MOST_WHO), wanted.least_who)
    who = max(LEAST_WHO, min(who, rest - notes - max(LEAST_WHAT, wanted.least_what)))
    most_what = MOST_BESIDE_LONG if wanted.long_notes else MOST_WHAT if wanted.least_notes else rest
    what = max(LEAST_WHAT, min(wanted.what, most_what), wanted.least_what)
    what = max(LEAST_WHAT, min(what, rest - notes - who))
    x, made = left + INSET, list[RunSheetColumn]()
    for width, gap, heading in (
        (NUMBER_WIDTHS[0], GUTTER / 2, words("Start")), (NUMBER_WIDTHS[1], GUTTER / 2, words("End")),
        (NUMBER_WIDTHS[2], GUTTER / 2, words("Min")), (NUMBER_WIDTHS[3], GUTTER, words("Spare")),
        (what, GUTTER, words("Session")), (who, GUTTER, words("People, phone")),
        (rest - what - who, BOX_GAP, words("Introduction, cues, notes")),
        (BOX_WIDTH, BOX_GAP, words("Began")), (BOX_WIDTH, 0, words("Ended")),
    ):  # fmt: skip
        made.append(RunSheetColumn(x, width, heading, len(made) in (2, 3)))
        x += width + gap
    return RunSheetColumns(*made)


class RunSheetRowBuilder:
    """Builds the page blocks of one section: one for each session, and one that ends the table."""

    def __init__(
        self, texts: RunSheetTexts, section: RunSheetSection, columns: RunSheetColumns, ruler: LineBreaker
    ) -> None:
        self._texts = texts
        self._section = section
        self._columns = columns
        self._ruler = ruler
        self.left = columns.start.left - INSET
        self.right = columns.ended.left + columns.ended.width + INSET
        self._rule = HorizontalRule(self.left, 0, self.right - self.left, 0.2, "#cfcfca")

    def heading(self) -> tuple[Line, ...]:
        """Return one line with the column headings, wrapped to the columns' widths, above a rule."""
        wrapped = [(c, self._ruler.wrap([TextRun(c.heading, HEADING)], c.width)) for c in self._columns]
        most, step = max(len(lines) for _column, lines in wrapped), line_height(HEADING)
        height, marks = 6.4 + (most - 1) * step, list[Mark]()
        for column, lines in wrapped:
            for n, pieces in enumerate(lines, start=1):
                end = max(piece.x + self._ruler.width(piece.text, HEADING) for piece in pieces)
                left = column.left + (column.width - end if column.right else 0)
                y = height - 1.9 - (len(lines) - n) * step
                marks += [PlacedText(left + piece.x, y, piece.text, HEADING) for piece in pieces]
        return (Line(height, (*marks, HorizontalRule(self.left, height - 0.2, self.right - self.left, 0.4, INK))),)

    def blocks(self) -> Iterable[PageBlock]:
        """Yield the rows in order, the first one with the column headings, then the closing rule and sessions gone."""
        heading = self.heading()
        for session, where in self._section.rows:
            yield self._session_block(session, where, heading)
            heading = ()
        yield PageBlock(
            (tuple(self._removed_session_lines()) or (Line(0.1),),), beside=(self._rule,), beside_on_top=(self._rule,)
        )

    def _removed_session_lines(self) -> Iterable[Line]:
        """Yield the lines below the table on sessions that were on the last printed sheet and are not on this one."""
        if self._section.gone:
            yield Line(1.2)
        for text in self._section.gone:
            broken = self._ruler.wrap([TextRun(text, NEWS)], self.right - self.left - 2 * INSET)
            yield from to_page_lines(self.left + INSET, NEWS, broken)

    def _session_block(self, session: Session, where: Placement, heading: tuple[Line, ...]) -> PageBlock:
        cells = zip_longest(*self._text_cells(session, where), fillvalue=())
        grid = [tuple(mark for line in lines for mark in line) for lines in cells]
        grid[0] = (*self._number_marks(session, where), *grid[0])
        again = self._repeated_lines(session, where) if len(grid) > KEPT + 2 else ()
        return PageBlock(
            (tied_lines((Line(GRID, marks) for marks in grid), KEPT, again),),
            heading=heading,
            beside=(self._rule.lowered(-SPACE),),
            beside_height=GRID,
            space_above=SPACE,
            space_below=SPACE,
            grounds=tuple(self._background_marks(session)),
        )

    def _background_marks(self, session: Session) -> Iterable[FilledRect]:
        """Yield the background of a pause, and the bar at the left of a row that changed since the last print."""
        if session.facts.pause:
            yield FilledRect(self.left, 0, self.right - self.left, 0, PAUSE_GROUND)
        if session.id in self._section.news:
            yield FilledRect(self.left, 0, CHANGE_BAR, 0, LOUD)

    def _number_marks(self, session: Session, where: Placement) -> CellLine:
        """Return the marks of times, length, spare minutes, and the boxes to write the actual times into by hand.

        A cancelled session has only its start, a pause no boxes.
        """
        columns, language = self._columns, self._texts.words.language
        start = self._start_text(where)
        if session.status is Status.CANCELLED:
            return (start,)
        end = PlacedText(columns.end.left, BASE, time_of_day(where.span.end, language), END)
        spare = self._section.spare.get(session.id)
        return (
            start, end, self._right_aligned(columns.minutes, str(where.span.minutes), MINUTES),
            *([] if spare is None else [self._right_aligned(columns.spare, str(spare), SPARE)]),
            *(() if session.facts.pause else (*self._empty_box(columns.began), *self._empty_box(columns.ended))),
        )  # fmt: skip

    @staticmethod
    def _empty_box(column: RunSheetColumn) -> CellLine:
        """Return an empty box with a thin edge, as wide as the column."""
        top, edge = (GRID - BOX_HEIGHT) / 2, BOX_EDGE
        width, height = column.width - 2 * edge, BOX_HEIGHT - 2 * edge
        return (
            FilledRect(column.left, top, column.width, BOX_HEIGHT, WRITE_ON),
            FilledRect(column.left + edge, top + edge, width, height, "#ffffff"),
        )

    def _start_text(self, where: Placement) -> PlacedText:
        left, time = self._columns.start.left, time_of_day(where.span.start, self._texts.words.language)
        return PlacedText(left, BASE, time, START)

    def _right_aligned(self, column: RunSheetColumn, text: str, face: TextStyle) -> PlacedText:
        return PlacedText(column.left + column.width - self._ruler.width(text, face), BASE, text, face)

    def _repeated_lines(self, session: Session, where: Placement) -> tuple[Line, ...]:
        """Return the lines repeated above a session that continues on the next page."""
        column, rest = self._columns.what, " " + self._texts.words("(continued)")
        title = self._ruler.fitted_text(session.title, TITLE, column.width - self._ruler.width(rest, FACTS) - 2)
        first, *others = self._cell_lines(column, [[TextRun(title, TITLE), TextRun(rest, FACTS)]])
        return (Line(GRID, (self._start_text(where), *first)), *(Line(GRID, line) for line in others))

    # cells ---------------------------------------------------------------------------------------------

    def _cell_lines(self, column: RunSheetColumn, paragraphs: Iterable[Paragraph]) -> list[tuple[PlacedText, ...]]:
        """Return paragraphs as lines wrapped to a column's width; one without text becomes an empty line."""
        broken = (pieces for runs in paragraphs for pieces in self._ruler.wrap(runs, column.width) or [()])
        return [placed_texts(column.left, BASE, pieces) for pieces in broken]

    def _text_cells(self, session: Session, where: Placement) -> Sequence[Sequence[CellLine]]:
        """Return the lines of the three text cells: session, people, and notes.

        A cancelled session has only the first cell, with its title struck through. A note that introduces a person
        begins on the line with the name.
        """
        columns, texts = self._columns, self._texts
        title, *below = texts.session_cell(session, where, self._section.news.get(session.id, ""))
        evenly = self._ruler.wrap_evenly(title, columns.what.width)
        lines = [placed_texts(columns.what.left, BASE, pieces) for pieces in evenly] or [()]
        rest = self._cell_lines(columns.what, below)
        if session.status is Status.CANCELLED:
            return [[*(struck_through(line, self._ruler) for line in lines), *rest]]
        who: list[CellLine] = []
        notes: list[CellLine] = []
        for told, about in texts.people(session):
            notes += [()] * (len(who) - len(notes)) if about else []
            who += [()] * (len(notes) - len(who)) if about else []
            who += self._cell_lines(columns.who, told)
            notes += self._cell_lines(columns.notes, about)
        notes += self._cell_lines(columns.notes, texts.notes(session, gives=session.id in self._section.spare))
        return [[*lines, *rest], who, notes]
