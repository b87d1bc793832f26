"""Lays out the rows of the programme sheet: a session, several side by side, or a pause as a band; and its columns.

Also lays out the headings of blocks, with their time, room and chairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from planner.domain.text import fill_placeholders
from planner.domain.value_objects import COLOURS, KINDS
from planner.printing.marks import FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.pagination import Line, PageBlock, measure_height, tied_lines
from planner.printing.programme_texts import NARROW, WIDE, SessionStyles, SessionTexts
from planner.printing.text_layout import (
    BOUND,
    INK,
    MUTED,
    QUIET,
    SOFT,
    LineBreaker,
    TextRun,
    baseline,
    line_height,
    struck_through,
    to_page_lines,
    unbreakable_text,
)
from planner.programme.programme import ProgrammeBlock, ProgrammeItem
from planner.programme.public_words import time_of_day
from planner.wording import Wording

TIME = TextStyle(10.5, Weight.SEMIBOLD, INK)
END = TextStyle(8.5, Weight.REGULAR, MUTED)
WHERE = TextStyle(9.5, Weight.MEDIUM, SOFT)
TRACK = TextStyle(8.5, Weight.REGULAR, MUTED)
CELL_WHERE = TextStyle(8.5, Weight.SEMIBOLD, SOFT)
PAUSE_TIME = TextStyle(10, Weight.MEDIUM, QUIET)
PAUSE = TextStyle(10, Weight.MEDIUM, QUIET)
PAUSE_END = TextStyle(10, Weight.REGULAR, QUIET)
PAUSE_WHERE = TextStyle(9.5, Weight.REGULAR, QUIET)
AGAIN = TextStyle(9, Weight.REGULAR, MUTED)

TIME_COLUMN = 20.0
SIDE_COLUMN = 34.0
GUTTER = 5.0
MOST_SIDE_LINES = 3
SPACE = 2.4
PAUSE_SPACE = 1.3
INSET = 3.0
"""The distance in millimetres by which a pause's band extends beyond the text on the left and right."""
BAND, RULE = "#f0f0eb", "#cfcfca"
SWATCH = 2.2
MOST_BESIDE = 3
LEAST_CELL = 44.0
LONG_TEXT = 400
"""The average characters of abstracts above which sessions that begin together share two columns at most, not three."""
CELL_INSET, CELL_GAP = 2.4, 2.8
BAR = 0.6
MOST_EVENED = 60.0
"""The height in millimetres up to which the bars of sessions side by side are made equally high."""


@dataclass(frozen=True, slots=True)
class ProgrammeColumns:
    """The left edges of a row's columns and its right edge; ``side`` is that of room and track, None without these."""

    time: float
    text: float
    side: float | None
    right: float

    @property
    def text_width(self) -> float:
        """The width of the text column."""
        return (self.right if self.side is None else self.side - GUTTER) - self.text


def pick_columns(items: Iterable[ProgrammeItem], left: float, right: float, ruler: LineBreaker) -> ProgrammeColumns:
    """Return the columns for these items, with one for room and track if they need it."""
    shown, text = tuple(items), left + TIME_COLUMN
    rooms = len({name for item in shown for name in item.rooms}) > 1
    found = [ruler.width(where, WHERE) for where in {item.where for item in shown} if rooms]
    found += [ruler.width(track, TRACK) + SWATCH + 1 for track in {item.track for item in shown} if track]
    if not found:
        return ProgrammeColumns(left, text, None, right)
    return ProgrammeColumns(left, text, right - min(SIDE_COLUMN, max(*found, SIDE_COLUMN / 2)), right)


class ProgrammeRowBuilder:
    """Builds the page blocks of the programme sheet from sessions of a day; ``rooms`` are names in their order.

    ``key`` identifies the day.
    """

    def __init__(
        self, columns: ProgrammeColumns, ruler: LineBreaker, texts: SessionTexts, key: str, rooms: Sequence[str]
    ) -> None:
        self._columns = columns
        self._ruler = ruler
        self._texts = texts
        self._key = key
        self._rooms = {name: number for number, name in enumerate(rooms)}
        self._after_band = True

    def blocks(self, items: Iterable[ProgrammeItem], heading: tuple[Line, ...]) -> Iterator[PageBlock]:
        """Yield the page blocks of these sessions, in order of time, the first with ``heading`` above it."""
        for (_start, pause), found in groupby(items, key=lambda item: (item.span.start, KINDS[item.kind].pause)):
            together = sorted(found, key=partial(_first_room, self._rooms))
            for block in map(self._pause_block, together) if pause else self._parallel_blocks(together):
                yield replace(block, heading=heading) if heading else block
                heading, self._after_band = (), pause

    # a pause -------------------------------------------------------------------------------------------

    def _pause_block(self, item: ProgrammeItem) -> PageBlock:
        """Return the band of a pause with its start, title, end and place."""
        columns, texts = self._columns, self._texts
        where = self._place_text(item)
        side = self._side_marks([(where, PAUSE_WHERE)] if where else [], baseline(PAUSE))
        told = texts.detail_line(item, *([where] if side is None else ()))
        runs = [TextRun(item.title, PAUSE), TextRun(f" {texts.end_text(item)}", PAUSE_END)]
        lines = self._mark_cancelled(item, self._text_lines([*runs, TextRun(f" · {told}" if told else "", PAUSE_END)]))
        for paragraph in texts.abstract(item):
            lines += self._text_lines([TextRun(paragraph, WIDE.abstract)])
        beside = (PlacedText(columns.time, baseline(PAUSE), texts.start_text(item), PAUSE_TIME), *(side or ()))
        gap = FilledRect(columns.time - INSET, -PAUSE_SPACE, columns.right - columns.time + 2 * INSET, 0.35, "#ffffff")
        ground = FilledRect(columns.time - INSET, 0, columns.right - columns.time + 2 * INSET, 0, BAND)
        return PageBlock(
            (tied_lines(lines, again=self._repeated_lines(item, PAUSE)),), beside=(gap, *beside), beside_on_top=beside,
            beside_height=self._marks_height(side, PAUSE_WHERE), space_above=PAUSE_SPACE, space_below=PAUSE_SPACE,
            key=self._key, grounds=(ground,),
        )  # fmt: skip

    # sessions ------------------------------------------------------------------------------------------

    def _parallel_blocks(self, items: Sequence[ProgrammeItem]) -> Iterator[PageBlock]:
        """Yield the sessions that begin together: side by side, or one below the other if there is no room for that."""
        count = self._parallel_column_count(items)
        if count > 1:
            yield self._cells_block(items, count)
            return
        for number, item in enumerate(items):
            yield self._row_block(item, number > 0)
            self._after_band = False

    def _row_block(self, item: ProgrammeItem, below: bool) -> PageBlock:
        """Return the row of one session; ``below`` is true if the row above begins at the same time."""
        where = self._place_text(item)
        side, more = self._side_marks([(where, WHERE)] if where else [], baseline(WIDE.title), item), [""]
        if side is None:
            side, more = self._side_marks([], baseline(WIDE.title), item), [where]
        more += [item.track] if side is None else []
        title = self._mark_cancelled(item, self._text_lines([TextRun(item.title, WIDE.title)]))
        title += self._text_lines([TextRun(item.subtitle, WIDE.people)]) if item.subtitle else []
        lines, people = self._session_lines(item, WIDE, self._columns.text, self._columns.text_width, more)
        whole, partial = self._time_marks(item, self._texts.end_text(item), below=below, base=baseline(WIDE.title))
        keep = len(title) + min(people, 3)
        return PageBlock(
            (tied_lines(
                (*title, *lines), keep, self._repeated_lines(item, WIDE.title) if len(lines) > people + 2 else ()
            ),),
            beside=(*partial, *(side or ())), beside_on_top=(*whole, *(side or ())),
            beside_height=max(line_height(TIME) + line_height(END), self._marks_height(side, WHERE)),
            space_above=SPACE, space_below=SPACE, key=self._key,
        )  # fmt: skip

    def _cells_block(self, items: Sequence[ProgrammeItem], count: int) -> PageBlock:
        """Return sessions side by side in ``count`` columns, each with a bar in its track's colour.

        Each session goes into the column that is shortest so far, so that there are no large gaps.
        """
        width, step = self._cell_width(count)
        ends = {item.span.end for item in items}
        columns: list[tuple[Line, ...]] = [()] * count
        for item in items:
            number = min(range(count), key=lambda number: (round(measure_height(columns[number]), 2), number))
            cell = self._cell_lines(item, self._columns.text + number * step, width, say_end=len(ends) > 1)
            columns[number] += (Line(CELL_GAP), *cell) if columns[number] else cell
        tallest = max(map(measure_height, columns))
        if len(items) == count and tallest <= MOST_EVENED:  # a taller one may be continued on the next page
            columns = [
                (*lines, Line(tallest - measure_height(lines), tied=True, bar=lines[0].bar)) for lines in columns
            ]
        first_line = CELL_WHERE if self._place_text(items[0]) or items[0].track else NARROW.title
        end = self._texts.end_text(items[0]) if len(ends) == 1 else ""
        whole, partial = self._time_marks(items[0], end, below=False, base=baseline(first_line))
        return PageBlock(
            tuple(columns), beside=partial, beside_on_top=whole, beside_height=line_height(TIME) + line_height(END),
            space_above=SPACE, space_below=SPACE, key=self._key,
        )  # fmt: skip

    def _cell_lines(self, item: ProgrammeItem, left: float, width: float, *, say_end: bool) -> tuple[Line, ...]:
        where, inner = self._place_text(item), left + CELL_INSET
        end = unbreakable_text(self._texts.end_text(item)) if say_end else ""
        facts = [fact for fact in (item.track, end) if fact]
        first = [TextRun(where, CELL_WHERE)] if where else []
        first += [TextRun((f"{BOUND}· " if where else "") + f"{BOUND}· ".join(facts), TRACK)] if facts else []
        title = to_page_lines(inner, first[0].face, self._ruler.wrap(first, width)) if first else []
        title += self._mark_cancelled(item, self._wrapped_lines([TextRun(item.title, NARROW.title)], inner, width))
        title += self._wrapped_lines([TextRun(item.subtitle, NARROW.people)], inner, width) if item.subtitle else []
        below, people = self._session_lines(item, NARROW, inner, width)
        again: tuple[Line, ...] = ()
        if len(below) > people + 2:
            again = (
                *self._wrapped_lines(self._continued_title(item.title, NARROW.title, width), inner, width),
                Line(0.8),
            )
        bar = FilledRect(left, 0, BAR, 0, COLOURS.get(item.track_colour, RULE) if item.track else RULE)
        return tied_lines((*title, *below), len(title) + min(people, 3), again, bar)

    def _session_lines(
        self, item: ProgrammeItem, styles: SessionStyles, left: float, width: float, more: Sequence[str] = ()
    ) -> tuple[list[Line], int]:
        """Return the lines below a session's title (people, facts, abstract), and the number of those for people."""
        runs = self._texts.people(item, styles)
        wrap = self._ruler.wrap_evenly if styles is WIDE else self._ruler.wrap
        people = to_page_lines(left, runs[0].face, wrap(runs, width)) if runs else []
        detail = self._texts.detail_line(item, *more)
        lines = [*people, *(self._wrapped_lines([TextRun(detail, styles.detail)], left, width) if detail else [])]
        lines += [Line(0.6)] if (abstract := self._texts.abstract(item)) else []
        for number, paragraph in enumerate(abstract):
            broken = self._ruler.wrap([TextRun(paragraph, styles.abstract)], width)
            between = [Line(line_height(styles.abstract) / 2)] if number else []
            lines += to_page_lines(left, styles.abstract, broken) or between
        return lines, len(people)

    # beside each other ---------------------------------------------------------------------------------

    def _cell_width(self, each: int) -> tuple[float, float]:
        """Return the width of a cell's text with ``each`` cells side by side, and the distance of their left edges."""
        width = self._columns.right - self._columns.text
        step = (width + GUTTER) / each
        return step - GUTTER - CELL_INSET, step

    def _parallel_column_count(self, items: Sequence[ProgrammeItem]) -> int:
        """Return the number of columns in which these sessions fit side by side, 1 if they do not.

        Words of titles and people are then broken only after hyphens and the like. Long texts get at most two columns.
        """
        runs = [(TextRun(item.title, NARROW.title), *self._texts.people(item, NARROW)) for item in items]
        widest = max(map(self._ruler.widest_word, runs))
        letters = sum(len(paragraph) for item in items for paragraph in self._texts.abstract(item))
        most = MOST_BESIDE if letters <= LONG_TEXT * len(items) else 2
        for count in range(min(most, len(items)), 1, -1):
            width, step = self._cell_width(count)
            if step >= LEAST_CELL and width >= widest:
                return count
        return 1

    # parts ---------------------------------------------------------------------------------------------

    def _place_text(self, item: ProgrammeItem) -> str:
        """Return the place of a session, without its rooms if the programme has only one room."""
        return item.where if len(self._rooms) > 1 else item.place

    def _mark_cancelled(self, item: ProgrammeItem, lines: list[Line]) -> list[Line]:
        """Return the lines of a title, struck through if the session is cancelled."""
        if item.id not in self._texts.struck:
            return lines
        return [
            replace(line, marks=struck_through(line.marks, self._ruler, PAUSE, WIDE.title, NARROW.title))
            for line in lines
        ]

    def _text_lines(self, runs: Sequence[TextRun]) -> list[Line]:
        return self._wrapped_lines(runs, self._columns.text, self._columns.text_width)

    def _wrapped_lines(self, runs: Sequence[TextRun], left: float, width: float) -> list[Line]:
        return to_page_lines(left, runs[0].face, self._ruler.wrap_evenly(runs, width))

    def _continued_title(self, title: str, face: TextStyle, width: float) -> list[TextRun]:
        rest = " " + self._texts.words("(continued)")
        short = self._ruler.fitted_text(title, face, width - self._ruler.width(rest, AGAIN) - 2)
        return [TextRun(short, face), TextRun(rest, AGAIN)]

    def _repeated_lines(self, item: ProgrammeItem, face: TextStyle) -> tuple[Line, ...]:
        """Return the lines repeated above a session that continues on the next page."""
        return (*self._text_lines(self._continued_title(item.title, face, self._columns.text_width)), Line(0.8))

    def _side_marks(
        self, texts: Sequence[tuple[str, TextStyle]], y: float, item: ProgrammeItem | None = None
    ) -> tuple[Mark, ...] | None:
        """Return the marks in the side column: these texts and, below them, the item's track.

        None if there is no such column, or if a text needs more than ``MOST_SIDE_LINES`` lines in it.
        """
        left = self._columns.side
        if left is None:
            return None
        marks: list[Mark] = []
        for text, face in texts:
            broken = self._ruler.wrap_evenly([TextRun(text, face)], self._columns.right - left)
            if len(broken) > MOST_SIDE_LINES:
                return None
            for pieces in broken:
                marks += [PlacedText(left + piece.x, y, piece.text, face) for piece in pieces]
                y += line_height(face)
        if item and item.track:
            inset = SWATCH + 1
            marks.append(FilledRect(left, y - 2.0, SWATCH, SWATCH, COLOURS.get(item.track_colour, RULE)))
            for pieces in self._ruler.wrap([TextRun(item.track, TRACK)], self._columns.right - left - inset, most=2):
                marks += [PlacedText(left + inset + piece.x, y, piece.text, TRACK) for piece in pieces]
                y += line_height(TRACK)
        return tuple(marks)

    @staticmethod
    def _marks_height(side: tuple[Mark, ...] | None, face: TextStyle) -> float:
        """Return the height of the marks in the side column."""
        lowest = max((mark.y for mark in side or () if isinstance(mark, PlacedText)), default=0.0)
        return lowest + line_height(face) - baseline(face) if lowest else 0.0

    def _time_marks(
        self, item: ProgrammeItem, end: str, *, below: bool, base: float
    ) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """Return the marks of a row's times and the rule above it: those at the top of a page, and below another row.

        ``base`` is the baseline; ``below`` is true if the row above begins at the same time.
        """
        columns = self._columns
        time: tuple[Mark, ...] = (PlacedText(columns.time, base, self._texts.start_text(item), TIME),)
        time += (PlacedText(columns.time, base + line_height(END) + 0.4, end, END),) if end else ()
        left = columns.text if below else columns.time
        rule = HorizontalRule(left, -SPACE, columns.right - left, 0.2, RULE)
        return time, (*(() if self._after_band else (rule,)), *(() if below else time))


def _first_room(rooms: Mapping[str, int], item: ProgrammeItem) -> int:
    """Return the number of the first of a session's rooms, or -1 if it has none; ``rooms`` are numbered by name."""
    return min((rooms.get(room, len(rooms)) for room in item.rooms), default=-1)


TITLE = TextStyle(12.5, Weight.BOLD, INK)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
ABOVE, BELOW = 2 * SPACE, 1.2

Segment = tuple[ProgrammeBlock | None, tuple[ProgrammeItem, ...]]
"""A run of sessions on the sheet: the sessions of a block, or those without one (None) up to the next block."""


def day_segments(items: Iterable[ProgrammeItem], blocks: Iterable[ProgrammeBlock]) -> Iterator[Segment]:
    """Yield the sessions of a day in runs: those of a block together, where the first of them is, and those between.

    ``items`` are sorted by time. Sessions of a block are without the place and track that its heading already names.
    """
    known, shown = {block.id: block for block in blocks}, tuple(items)
    done: set[str] = set()
    plain: list[ProgrammeItem] = []
    for item in shown:
        block = known.get(item.block)
        if block is None:
            plain.append(item)
        elif block.id not in done:
            done.add(block.id)
            if plain:
                yield None, tuple(plain)
            yield block, tuple(_without_heading_facts(block, one) for one in shown if one.block == block.id)
            plain = []
    if plain:
        yield None, tuple(plain)


def _without_heading_facts(block: ProgrammeBlock, item: ProgrammeItem) -> ProgrammeItem:
    """Return a session without its place or track where that is the same as its block's, whose heading names it."""
    same = block.span is not None and (item.rooms, item.place) == (block.rooms, block.place)
    there = replace(item, rooms=(), place="") if same else item
    return replace(there, track="", track_colour="") if item.track == block.track else there


def block_heading(
    block: ProgrammeBlock, columns: ProgrammeColumns, ruler: LineBreaker, texts: SessionTexts, rooms: Sequence[str]
) -> tuple[Line, ...]:
    """Return the heading of a block: its time, title, room, track, chairs and description.

    ``rooms`` are those of the programme; if there is only one, it is not named.
    """
    width, said = columns.right - columns.text, [[TextRun(text, SAID)] for text in texts.abstract(block)]
    lines = to_page_lines(columns.text, TITLE, ruler.wrap_evenly([TextRun(block.title, TITLE)], width))
    for runs in (_block_facts(block, texts.words, rooms), *said):
        lines += to_page_lines(columns.text, SAID, ruler.wrap(runs, width))
    if block.span:
        start = time_of_day(block.span.start, texts.words.language)
        mark = PlacedText(columns.time, baseline(TITLE), start, TIME)
        lines[0] = replace(lines[0], marks=(*lines[0].marks, mark))
    bar = FilledRect(columns.text - 2 * SWATCH, 0, BAR, 0, COLOURS.get(block.track_colour, RULE))
    return (Line(ABOVE), *(replace(line, bar=bar) for line in lines), Line(BELOW))


def _block_facts(block: ProgrammeBlock, words: Wording, rooms: Sequence[str]) -> list[TextRun]:
    """Return a paragraph with the block's end, place, track and chairs, as far as it has them."""
    where = block.place or (", ".join(block.rooms) if len(rooms) > 1 else "")
    end = time_of_day(block.span.end, words.language) if block.span else ""
    facts = [TextRun(fill_placeholders(words("to {time}"), {"time": end}), END)] if end else []
    facts += [TextRun(where, WHERE)] if where else []
    facts += [TextRun(block.track, TRACK)] if block.track else []
    facts += [TextRun(words.say(block.chairs), SAID)] if block.chairs else []
    return [run for fact in facts for run in (TextRun(" · ", SAID), fact)][1:]
