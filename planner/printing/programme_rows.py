"""Lays out the rows of the programme sheet: time, title, people, room, track and abstract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.text import Text
from planner.domain.value_objects import COLOURS, KINDS, ON_STAGE, Role
from planner.printing.dates import long_date, time_of_day
from planner.printing.marks import FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.text_layout import (
    INK,
    MUTED,
    QUIET,
    SOFT,
    Line,
    LineBreaker,
    PageBlock,
    TextRun,
    baseline,
    leading,
    lines_at,
)
from planner.programme.programme import ROLES, Credit, ProgrammeItem
from planner.wording import Wording

TIME = TextStyle(10.5, Weight.SEMIBOLD, INK)
MINUTES = TextStyle(8.5, Weight.REGULAR, MUTED)
TITLE = TextStyle(11.5, Weight.BOLD, INK)
NAME = TextStyle(10, Weight.SEMIBOLD, SOFT)
PEOPLE = TextStyle(10, Weight.REGULAR, SOFT)
WHERE = TextStyle(9.5, Weight.MEDIUM, SOFT)
PAUSE_WHERE_COLUMN = TextStyle(9.5, Weight.MEDIUM, MUTED)
DETAIL = TextStyle(9, Weight.REGULAR, MUTED)
ABSTRACT = TextStyle(9, Weight.REGULAR, QUIET)
PAUSE_TIME = TextStyle(10.5, Weight.SEMIBOLD, MUTED)
PAUSE = TextStyle(10.5, Weight.MEDIUM, MUTED)
PAUSE_WHERE = TextStyle(10.5, Weight.REGULAR, MUTED)

TIME_COLUMN = 24.0
TIME_COLUMN_BESIDE_ROOMS = 20.0
ROOM_COLUMN = 32.0
GUTTER = 6.0
MOST_ROOM_LINES = 3
SPACE = 2.6
PAUSE_SPACE = 1.6


@dataclass(frozen=True, slots=True)
class ProgrammeColumns:
    """The left edges of the columns and the right edge of the row; ``room`` is None without a room column."""

    time: float
    text: float
    room: float | None
    right: float

    @property
    def text_width(self) -> float:
        """The width of the text column."""
        return (self.right if self.room is None else self.room - GUTTER) - self.text


def columns_for(items: Iterable[ProgrammeItem], left: float, right: float, ruler: LineBreaker) -> ProgrammeColumns:
    """Return the columns; there is a room column if the items have several rooms, no wider than necessary."""
    shown = tuple(items)
    if len({name for item in shown for name in item.rooms}) < 2:
        return ProgrammeColumns(left, left + TIME_COLUMN, None, right)
    widest = max(ruler.width(where, WHERE) for where in {item.where for item in shown})
    width = min(ROOM_COLUMN, max(widest, ROOM_COLUMN / 2))
    return ProgrammeColumns(left, left + TIME_COLUMN_BESIDE_ROOMS, right - width, right)


class ProgrammeRowBuilder:
    """Builds the blocks of the programme sheet, one for each session."""

    def __init__(self, columns: ProgrammeColumns, ruler: LineBreaker, words: Wording) -> None:
        self._columns = columns
        self._ruler = ruler
        self._words = words

    def block(
        self, item: ProgrammeItem, before: ProgrammeItem | None, heading: tuple[Line, ...], day: str
    ) -> PageBlock:
        """Build the row of an item; ``before`` is the item above it on the same day, or None."""
        pause = KINDS[item.kind].pause
        where = self._where_lines(item)
        title = self._title(item, where is None)
        people = [line for credit in _merged(item.credits) for line in self._credit(credit)]
        if KINDS[item.kind].needs_speaker and not item.names_nobody and not item.names(*ON_STAGE):
            people = [*self._text([TextRun(self._words("Speaker to be announced"), PEOPLE)]), *people]
        detail = self._detail(item, show_where=where is None and not pause)
        space = PAUSE_SPACE if pause else SPACE
        beside, on_top, height = self._beside(item, before, where or [], space)
        face = PAUSE if pause else TITLE
        return PageBlock(
            lines=(*title, *people, *detail, *self._abstract(item)),
            heading=heading,
            beside=beside,
            beside_on_top=on_top,
            beside_height=max(height, len(where or []) * leading(WHERE)),
            again=self._again(item, face),
            keep=len(title) + min(len(people), 3),
            space_above=space,
            space_below=space,
            key=day,
        )

    def _text(self, runs: Sequence[TextRun], indent: float = 0.0) -> list[Line]:
        """Wrap a short paragraph in the text column."""
        lines = self._ruler.wrap_evenly(runs, self._columns.text_width - indent)
        return lines_at(self._columns.text + indent, runs[0].face, lines)

    def _title(self, item: ProgrammeItem, show_where: bool) -> list[Line]:
        if not KINDS[item.kind].pause:
            return self._text([TextRun(item.title, TITLE)])
        told = self._told(item) if show_where else ""
        return self._text([TextRun(item.title, PAUSE), TextRun(f" · {told}" if told else "", PAUSE_WHERE)])

    def _credit(self, shown: tuple[Credit, tuple[Role, ...]]) -> list[Line]:
        credit, roles = shown
        face = PEOPLE if roles == (Role.MODERATOR,) else NAME
        words = [self._words(ROLES[role]) for role in roles if role in ROLES]
        facts = [fact for fact in (credit.title, credit.organisation, *words) if fact]
        return self._text([TextRun(credit.name, face), TextRun("".join(f", {fact}" for fact in facts), PEOPLE)])

    def _detail(self, item: ProgrammeItem, *, show_where: bool) -> list[Line]:
        tentative = self._words("Preliminary") if item.tentative else ""
        begins = item.span.begins.date()  # a row after midnight is listed under the day before
        date = long_date(begins, self._words.language) if begins != item.span.day else ""
        facts = [fact for fact in (date, item.track, self._told(item) if show_where else "", tentative) if fact]
        if not facts:
            return []
        colour = COLOURS.get(item.track_colour, "") if item.track else ""
        lines = self._text([TextRun(" · ".join(facts), DETAIL)], 3.4 if colour else 0.0)
        if colour and lines:
            top = baseline(DETAIL) - 2.2
            lines[0] = replace(lines[0], marks=(FilledRect(self._columns.text, top, 2.2, 2.2, colour), *lines[0].marks))
        return lines

    def _abstract(self, item: ProgrammeItem) -> list[Line]:
        """Lay out the abstract, or the description if there is no abstract."""
        text = item.abstract or item.description
        lines: list[Line] = [Line(0.8)] if text else []
        for paragraph in text.split("\n"):
            broken = self._ruler.wrap([TextRun(paragraph, ABSTRACT)], self._columns.text_width)
            between = [Line(leading(ABSTRACT) / 2)] if len(lines) > 1 else []
            lines += lines_at(self._columns.text, ABSTRACT, broken) or between
        return lines

    def _again(self, item: ProgrammeItem, face: TextStyle) -> tuple[Line, ...]:
        """Return the lines repeated above a session that continues on the next page."""
        rest = " " + self._words("(continued)")
        title = self._ruler.fitting(item.title, face, self._columns.text_width - self._ruler.width(rest, DETAIL) - 2)
        return (*self._text([TextRun(title, face), TextRun(rest, DETAIL)]), Line(0.8))

    def _told(self, item: ProgrammeItem) -> str:
        """Return the place for the text; it includes the rooms only if the sheet has a room column."""
        return item.place if self._columns.room is None else item.where

    def _where_lines(self, item: ProgrammeItem) -> list[str] | None:
        """Return the lines for the room column, or None if there is no such column or it needs too many lines."""
        if self._columns.room is None:
            return None
        lines = self._ruler.wrap_evenly([TextRun(item.where, WHERE)], self._columns.right - self._columns.room)
        return None if len(lines) > MOST_ROOM_LINES else [piece.text for line in lines for piece in line]

    def _beside(
        self, item: ProgrammeItem, before: ProgrammeItem | None, where: Sequence[str], space: float
    ) -> tuple[tuple[Mark, ...], tuple[Mark, ...], float]:
        """Return the marks beside the text, below another item and at the top of a page, and their height."""
        columns, pause = self._columns, KINDS[item.kind].pause
        base = baseline(PAUSE if pause else TITLE)
        face = PAUSE_WHERE_COLUMN if pause else WHERE
        rooms = [
            PlacedText(columns.room or 0, base + number * leading(face), line, face)
            for number, line in enumerate(where)
        ]
        start = time_of_day(item.span.start, self._words.language)
        time = PlacedText(columns.time, base, start, PAUSE_TIME if pause else TIME)
        length = self._words.say(Text("{minutes} min", minutes=item.span.minutes))
        under = base + leading(MINUTES)
        whole: tuple[Mark, ...] = (HorizontalRule(columns.time, -space, columns.right - columns.time), time, *rooms)
        if not pause:
            whole += (PlacedText(columns.time, under, length, MINUTES),)
        height = leading(TITLE) + (0 if pause else leading(MINUTES))
        if before is None or before.span.start != item.span.start:
            return whole, whole, height
        partial: tuple[Mark, ...] = (HorizontalRule(columns.text, -space, columns.right - columns.text), *rooms)
        if not pause and before.span.minutes != item.span.minutes:
            partial += (PlacedText(columns.time, base, length, MINUTES),)
        return partial, whole, height


def _merged(credits: Iterable[Credit]) -> list[tuple[Credit, tuple[Role, ...]]]:
    """Return the credits with their roles, people on stage first; a person with several roles is listed once."""
    found: list[tuple[Credit, tuple[Role, ...]]] = []
    order = {role: index for index, role in enumerate((*ON_STAGE, Role.MODERATOR))}
    for credit in sorted(credits, key=lambda credit: order.get(credit.role, len(order))):
        plain = replace(credit, role=Role.SPEAKER)
        for index, (other, roles) in enumerate(found):
            if other == plain and credit.role not in roles:
                found[index] = (other, (*roles, credit.role))
                break
        else:
            found.append((plain, (credit.role,)))
    return found
