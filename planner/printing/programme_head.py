"""The head of the programme sheet and of its days: what, when, where, who moderates, and the logo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.text import Plural, Text
from planner.domain.value_objects import KINDS, Kind, Role
from planner.printing.leaders import who_leads
from planner.printing.marks import HorizontalRule, Mark, PlacedPicture, PlacedText, TextStyle, Weight
from planner.printing.pagination import Line
from planner.printing.text_layout import INK, MUTED, QUIET, SOFT, LineBreaker, TextRun, baseline, leading, to_page_lines
from planner.programme.dates import date_range, long_date, time_of_day
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.wording import Wording

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


def head_moderators(items: Iterable[ProgrammeItem]) -> tuple[Credit, ...]:
    """Return the moderators of the day, who are named once in its head; empty if nobody leads it."""
    sessions = [item for item in items if not KINDS[item.kind].pause]
    found = Counter(who for item in sessions if (who := item.names(Role.MODERATOR)))
    opening = ({*item.names(Role.MODERATOR, Role.HOST)} for item in sessions if item.kind is Kind.OPENING)
    if not (names := who_leads(found, len(sessions), set, opening)):
        return ()
    first = next(item for item in sessions if item.names(Role.MODERATOR) == names)
    return tuple(credit for credit in first.credits if credit.role is Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class ProgrammeHeads:
    """Lays out the heads of a programme between two edges; ``logo`` is a picture, or None.

    ``whose`` names the person whose sheet it is; it is empty on any other.
    """

    programme: Programme
    ruler: LineBreaker
    words: Wording
    left: float
    right: float
    logo: bytes | None = None
    whose: str = ""

    def first(self, dates: Sequence[date], leaders: Sequence[Credit]) -> tuple[Line, ...]:
        """Return the head of the first page: what it is at the left, when, where and the logo at the right."""
        logo = self._logo()
        right = self.right - (logo.width + 5 if logo else 0)
        named = max((self.ruler.width(text, face) for text, face, _most in self._names), default=0.0)
        share = (self.right - self.left) * FACTS_SHARE  # of the width, or all that the texts at the left leave
        facts = self._facts(dates, leaders, max(share, right - self.left - named - GAP))
        widest = max((self.ruler.width(text, face) for text, face in facts), default=0.0)
        lines = self._named(right - widest - (GAP if facts else 0) - self.left)
        below = sum(leading(face) for _text, face in facts)
        above = sum(line.height for line in lines)
        height = max(above, below, logo.height if logo else 0)
        marks: list[Mark] = [logo.moved(0, (height - logo.height) / 2)] if logo else []
        y = height - above
        for line in lines:
            marks += [mark.moved(0, y) for mark in line.marks]
            y += line.height
        y = height - below
        for text, face in facts:
            marks.append(PlacedText(right - self.ruler.width(text, face), y + baseline(face), text, face))
            y += leading(face)
        rule = HorizontalRule(self.left, 0, self.right - self.left, 0.5, INK)
        return (Line(height, tuple(marks)), Line(3.2, (rule.moved(0, 3.2),)), Line(2.2))

    @property
    def _names(self) -> list[tuple[str, TextStyle, int]]:
        """The texts at the left, each with its style and its most lines."""
        shown = self.programme
        told = ((shown.title, TITLE, 4), (shown.subtitle, SUBTITLE, 3), (shown.theme, THEME, 3))
        return [(text, face, most) for text, face, most in (*told, (self.whose, WHOSE, 3)) if text]

    def _named(self, width: float) -> list[Line]:
        lines: list[Line] = []
        for text, face, most in self._names:
            lines += to_page_lines(self.left, face, self.ruler.wrap([TextRun(text, face)], width, most))
        return lines

    def _facts(self, dates: Sequence[date], leaders: Sequence[Credit], width: float) -> list[tuple[str, TextStyle]]:
        """Return the lines at the right, at most a few, each with its style."""
        programme, one = self.programme, len(dates) == 1
        when = date_range(dates, self.words.language)
        title = programme.days[0].title if one and programme.days else ""
        place = programme.venue or ", ".join(programme.address.split("\n"))
        found = [(self._with_hours(when, programme.items) if one else when, WHEN), (title, WHERE), (place, WHERE)]
        found.append((self.leader_line(leaders), LED_BY))
        return [
            (piece.text, face)
            for text, face in found
            for line in self.ruler.wrap([TextRun(text, face)], width, most=3)
            for piece in line
        ]

    def _with_hours(self, when: str, items: Sequence[ProgrammeItem]) -> str:
        """Return a date with the times at which its first session begins and its last one ends."""
        if not items:
            return when
        first, last = min(item.span.start for item in items), max(item.span.end for item in items)
        start, end = (time_of_day(minutes, self.words.language) for minutes in (first, last))
        return self.words.say(Text("{date}, {start}–{end}", date=when, start=start, end=end))

    def leader_line(self, leaders: Sequence[Credit]) -> str:
        """Return the line that names the day's moderators with the organisation or title of a single one."""
        if not leaders:
            return ""
        one = leaders[0]
        known = (one.organisation or one.title) if len(leaders) == 1 else ""
        names = ", ".join([*(leader.name for leader in leaders), *([known] if known else [])])
        return self.words.say(Plural("Moderator: {names}", "Moderators: {names}", len(leaders), names=names))

    def of_day(
        self, when: date, items: Sequence[ProgrammeItem], leaders: Sequence[Credit], space: float
    ) -> tuple[Line, ...]:
        """Return the heading of one of several days, below ``space``."""
        title = next((day.title for day in self.programme.days if day.date == when), "")
        told = self._with_hours(long_date(when, self.words.language), items)
        lines = [Line(space), *self._across(" · ".join(part for part in (told, title) if part), DAY, 3)]
        if named := self.leader_line(leaders):
            lines += self._across(named, UNDER_DAY, 2)
        return (*lines, Line(2.2))

    def _across(self, text: str, face: TextStyle, most: int) -> list[Line]:
        return to_page_lines(self.left, face, self.ruler.wrap([TextRun(text, face)], self.right - self.left, most))

    def _logo(self) -> PlacedPicture | None:
        size = picture_size(self.logo) if self.logo else None
        if not size or not self.logo or not min(size):
            return None
        scale = min(LOGO_HEIGHT / size[1], LOGO_WIDTH / size[0])
        width, height = size[0] * scale, size[1] * scale
        return PlacedPicture(self.right - width, 0, width, height, self.logo)


PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG that begin a frame, which has the size."""


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG in pixels, or None if it is neither or is cut short."""
    if data.startswith(PNG) and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2 if data.startswith(JPEG) else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
