"""The blocks of the programme sheet: each as a heading with its time, room and chairs, above its sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.domain.text import fill
from planner.domain.value_objects import COLOURS
from planner.printing.marks import FilledRect, Mark, PlacedText, TextStyle, Weight
from planner.printing.pagination import Line
from planner.printing.programme_rows import BAR, END, RULE, SPACE, SWATCH, TIME, TRACK, WHERE, ProgrammeColumns
from planner.printing.programme_texts import SessionTexts
from planner.printing.text_layout import INK, QUIET, LineBreaker, TextRun, baseline, to_page_lines
from planner.programme.dates import time_of_day
from planner.programme.programme import ProgrammeBlock, ProgrammeItem

TITLE = TextStyle(12.5, Weight.BOLD, INK)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
ABOVE, BELOW = 2 * SPACE, 1.2

Segment = tuple[ProgrammeBlock | None, tuple[ProgrammeItem, ...]]
"""Sessions that stand together: those of a block, or others up to the next block."""


def day_segments(items: Iterable[ProgrammeItem], blocks: Iterable[ProgrammeBlock]) -> Iterator[Segment]:
    """Yield the sessions of a day, sorted by time, with those of a block together where its first one is.

    They are without what the heading of the block says.
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
            yield block, tuple(_within(block, one) for one in shown if one.block == block.id)
            plain = []
    if plain:
        yield None, tuple(plain)


def _within(block: ProgrammeBlock, item: ProgrammeItem) -> ProgrammeItem:
    """Return a session without the place and the track that the heading of its block says."""
    same = block.span is not None and (item.rooms, item.place) == (block.rooms, block.place)
    there = replace(item, rooms=(), place="") if same else item
    return replace(there, track="", track_colour="") if item.track == block.track else there


class BlockHeadings:
    """Sets the headings of blocks; ``rooms`` is true if the programme has several rooms."""

    def __init__(self, columns: ProgrammeColumns, ruler: LineBreaker, texts: SessionTexts, *, rooms: bool) -> None:
        self._columns, self._ruler, self._texts, self._rooms = columns, ruler, texts, rooms

    def of(self, block: ProgrammeBlock) -> tuple[Line, ...]:
        """Return the lines above the sessions of a block: its time, title, room, track, chairs and description."""
        columns = self._columns
        title = to_page_lines(columns.text, TITLE, self._ruler.wrap_evenly([TextRun(block.title, TITLE)], self._width))
        lines = [*title, *self._facts(block), *self._description(block)]
        lines[0] = replace(lines[0], marks=(*lines[0].marks, *self._times(block)))
        bar = FilledRect(columns.text - 2 * SWATCH, 0, BAR, 0, COLOURS.get(block.track_colour, RULE))
        return (Line(ABOVE), *(replace(line, bar=bar) for line in lines), Line(BELOW))

    @property
    def _width(self) -> float:
        return self._columns.right - self._columns.text

    def _times(self, block: ProgrammeBlock) -> tuple[Mark, ...]:
        if block.span is None:
            return ()
        start = time_of_day(block.span.start, self._texts.words.language)
        return (PlacedText(self._columns.time, baseline(TITLE), start, TIME),)

    def _facts(self, block: ProgrammeBlock) -> list[Line]:
        """Return the line with the end, the place, the track and the chairs."""
        words, where = self._texts.words, block.place or (", ".join(block.rooms) if self._rooms else "")
        end = time_of_day(block.span.end, words.language) if block.span else ""
        facts = [TextRun(fill(words("to {time}"), {"time": end}), END)] if end else []
        facts += [TextRun(where, WHERE)] if where else []
        facts += [TextRun(block.track, TRACK)] if block.track else []
        facts += [TextRun(words.say(block.chairs), SAID)] if block.chairs else []
        return self._wrapped([run for fact in facts for run in (TextRun(" · ", SAID), fact)][1:])

    def _description(self, block: ProgrammeBlock) -> list[Line]:
        return [line for text in self._texts.abstract(block) for line in self._wrapped([TextRun(text, SAID)])]

    def _wrapped(self, runs: Sequence[TextRun]) -> list[Line]:
        if not runs:
            return []
        return to_page_lines(self._columns.text, SAID, self._ruler.wrap(runs, self._width))
