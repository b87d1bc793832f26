"""The programme sheet: the printed programme for attendees, with a row for each session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from planner.domain.entities import Day
from planner.domain.text import N_, Plural, Text, fill
from planner.domain.value_objects import KINDS, Kind, PartnerRole, Role
from planner.printing.dates import date_range, long_date
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
from planner.printing.programme_rows import PEOPLE, ProgrammeRowBuilder, columns_for
from planner.printing.text_layout import (
    INK,
    MUTED,
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
    leading,
    lines_at,
)
from planner.programme.programme import REGISTRATION, SUPPORT_LINES, Programme, ProgrammeItem
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording

PLACE = TextStyle(9, Weight.SEMIBOLD, SOFT)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
SPACE = 2.6
BETWEEN = 1.2


def closing_block(
    programme: Programme, left: float, right: float, ruler: LineBreaker, words: Wording
) -> PageBlock | None:
    """Return the last block of the sheet, below a rule, or None if it is empty; it leaves out the organisers."""
    lines: list[Line] = []
    for paragraph in _paragraphs(programme, words):
        lines += [Line(BETWEEN)] if lines else []
        lines += lines_at(left, paragraph[0].face, ruler.wrap(paragraph, right - left))
    if not lines:
        return None
    rule = (HorizontalRule(left, -SPACE, right - left),)
    return PageBlock(
        lines=tuple(lines), beside=rule, beside_on_top=rule, keep=2, space_above=SPACE, space_below=SPACE, row=False
    )


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


HEAD = TextStyle(26, Weight.BOLD, INK)
UNDER_HEAD = TextStyle(11, Weight.REGULAR, QUIET)
DAY = TextStyle(15, Weight.BOLD, INK)
UNDER_DAY = TextStyle(10, Weight.REGULAR, QUIET)
RUNNING = TextStyle(8.5, Weight.MEDIUM, MUTED)
FOOT = TextStyle(8.5, Weight.REGULAR, MUTED)
MARGIN = 20.0
RUNNING_TOP = 12.0
BOTTOM = 12.0
FOOT_GAP = 2.0


def programme_sheet(
    programme: Programme,
    measure: Measure,
    words: Wording,
    version: ProgrammeVersion,
    *,
    paper: str = "a4",
    day: Day | None = None,
) -> list[PrintedPage]:
    """Lay out the programme sheet of the whole conference or of one day; it has at least one page.

    ``words`` is the catalogue of the conference's language. ``version`` is printed beside the page number.
    """
    shown = programme.only(day.date) if day else programme
    size = PAPERS[paper]
    pages = _ProgrammePages(shown, programme.items, LineBreaker(measure), words, size).pages(version.label)
    return [page.enlarged(size.enlargement) for page in pages] if size.enlargement != 1 else pages


class _ProgrammePages:
    """Lays out a programme on pages at the scale of A4; ``programme_sheet`` enlarges them."""

    def __init__(
        self,
        programme: Programme,
        everything: Iterable[ProgrammeItem],
        ruler: LineBreaker,
        words: Wording,
        paper: Paper,
    ) -> None:
        self._programme = programme
        self._ruler = ruler
        self._words = words
        self._width, self._height = paper.width / paper.enlargement, paper.height / paper.enlargement
        self._left, self._right = MARGIN, self._width - MARGIN
        self._columns = columns_for(everything, self._left, self._right, ruler)
        self._dates = sorted({item.span.day for item in programme.items} | {day.date for day in programme.days})

    def pages(self, version: Text) -> list[PrintedPage]:
        """Return the pages with running heads and footers."""
        label = self._words.say(version)
        organisers = self._organisers(label)
        foot_top = self._height - BOTTOM - max(1, len(organisers)) * leading(FOOT) - FOOT_GAP
        flow = Paginator(Frame(MARGIN, MARGIN + 2, foot_top - 3))
        for block in self._blocks():
            flow.place(block)
        pages = []
        for number, sheet in enumerate(flow.sheets, 1):
            marks = self._foot(foot_top, organisers, f"{label} · {number}/{len(flow.sheets)}")
            running = self._running(sheet) if number > 1 else []
            pages.append(PrintedPage(self._width, self._height, (*running, *sheet.marks, *marks)))
        return pages

    def _blocks(self) -> Iterable[PageBlock]:
        yield PageBlock(lines=self._head(), row=False)
        if not self._programme.items:
            text = self._words("There is nothing in the programme yet.")
            yield PageBlock(
                lines=self._lines([TextRun(text, PEOPLE)]), beside=(self._rule(-3),), space_above=3, row=False
            )
        rows = ProgrammeRowBuilder(self._columns, self._ruler, self._words)
        several = len(self._dates) > 1
        in_order = sorted(self._programme.items, key=lambda item: item.span.day)
        for first, (when, found) in enumerate(groupby(in_order, key=lambda item: item.span.day)):
            items = tuple(found)
            heading = self._day_heading(when, items, space=9 if first else 0) if several else ()
            before: ProgrammeItem | None = None
            for item in items:
                yield rows.block(item, before, heading, when.isoformat())
                before, heading = item, ()
        if last := closing_block(self._programme, self._left, self._right, self._ruler, self._words):
            yield last

    def _head(self) -> tuple[Line, ...]:
        programme = self._programme
        dates = date_range(self._dates, self._words.language)
        day = programme.days[0].title if len(programme.days) == 1 else ""
        place = programme.venue or ", ".join(programme.address.split("\n"))
        facts = [fact for fact in (dates, day, place, self._moderators(programme.items)) if fact]
        title = self._lines([TextRun(programme.title, HEAD)], most=4)
        return (*title, Line(1.2), *self._lines([TextRun(" · ".join(facts), UNDER_HEAD)], most=4), Line(6))

    def _day_heading(self, when: date, items: Sequence[ProgrammeItem], space: float) -> tuple[Line, ...]:
        title = next((day.title for day in self._programme.days if day.date == when), "")
        text = " · ".join(part for part in (long_date(when, self._words.language), title) if part)
        lines = [Line(space), *self._lines([TextRun(text, DAY)], most=3)]
        moderators = self._moderators(items)
        if moderators and not self._moderators(self._programme.items):
            lines += self._lines([TextRun(moderators, UNDER_DAY)], most=2)
        return (*lines, Line(2.5))

    def _moderators(self, items: Iterable[ProgrammeItem]) -> str:
        """Return the line that names the moderators if all moderated sessions have the same, otherwise an empty string.

        It is also empty unless they moderate half of the sessions, or moderate or host an opening.
        """
        sessions = [item for item in items if not KINDS[item.kind].pause]
        moderated = [item for item in sessions if item.names(Role.MODERATOR)]
        found = {item.names(Role.MODERATOR) for item in moderated}
        if len(found) != 1:
            return ""
        names = found.pop()
        leads = (item.names(Role.MODERATOR, Role.HOST) for item in sessions if item.kind is Kind.OPENING)
        if 2 * len(moderated) < len(sessions) and not any(set(names) <= set(lead) for lead in leads):
            return ""
        return self._words.say(Plural("Moderator {names}", "Moderators {names}", len(names), names=", ".join(names)))

    def _lines(self, runs: Sequence[TextRun], most: int | None = None) -> tuple[Line, ...]:
        """Wrap a paragraph to the full width of the page."""
        return tuple(lines_at(self._left, runs[0].face, self._ruler.wrap(runs, self._right - self._left, most)))

    def _rule(self, y: float) -> HorizontalRule:
        return HorizontalRule(self._left, y, self._right - self._left)

    def _running(self, sheet: PageDraft) -> list[Mark]:
        """Return the running head of a later page: the conference's title and the page's first day."""
        when = long_date(date.fromisoformat(sheet.key), self._words.language) if sheet.key else ""
        x = self._right - self._ruler.width(when, RUNNING)
        title = self._ruler.fitting(self._programme.title, RUNNING, x - self._left - 5)
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
        return [self._rule(top), *left, PlacedText(self._right - self._ruler.width(number, FOOT), y, number, FOOT)]
