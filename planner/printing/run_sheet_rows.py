"""Lays out the rows of the run sheet: the lines of all cells share one baseline grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from babel import Locale, UnknownLocaleError

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Session
from planner.domain.enums import KIND_NAMES, ON_STAGE, Role, State, Status
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement, Statement
from planner.printing.dates import LOCALES, time_of_day
from planner.printing.marks import POINT, FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.paginator import Line, PageBlock
from planner.printing.programme_rows import INK, ROLES, SOFT
from planner.printing.run_sheet_sections import RunSheetSection
from planner.printing.run_sheet_slack import Slack, can_give
from planner.printing.text_layout import LineBreaker, TextRun
from planner.wording import Wording

QUIET, LOUD, WRONG = "#5d5d58", "#8a4b00", "#b02626"
START = TextStyle(11.5, Weight.BOLD, INK)
ELAPSED = TextStyle(9.5, Weight.REGULAR, QUIET)
MINUTES = TextStyle(10, Weight.MEDIUM, INK)
TITLE = TextStyle(10.5, Weight.BOLD, INK)
SUBTITLE = TextStyle(10, Weight.REGULAR, SOFT)
PAUSE = TextStyle(10.5, Weight.MEDIUM, QUIET)
FACTS = TextStyle(9, Weight.REGULAR, QUIET)
ROOM = TextStyle(9, Weight.SEMIBOLD, INK)
WARNING = TextStyle(9, Weight.SEMIBOLD, LOUD)
OFF = TextStyle(9, Weight.BOLD, WRONG)
NAME = TextStyle(10, Weight.SEMIBOLD, INK)
PERSON = TextStyle(9.5, Weight.REGULAR, SOFT)
PHONE = TextStyle(10, Weight.MEDIUM, INK)
SAID = TextStyle(10.5, Weight.REGULAR, INK)
CUE = TextStyle(10, Weight.REGULAR, LOUD)
NOTE = TextStyle(9.5, Weight.REGULAR, SOFT)
SLACK = TextStyle(9.5, Weight.SEMIBOLD, INK)
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
STATES: dict[State, str] = {State.INVITED: N_("invited"), State.TENTATIVE: N_("tentative")}
ROLES_HERE: dict[Role, str] = {**ROLES, Role.RESERVE: N_("reserve")}
ORDER = (*ON_STAGE, Role.MODERATOR, Role.RESERVE)

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
        self._agenda = agenda
        self._section = section
        self._columns = columns
        self._ruler = ruler
        self._words = words
        self._begins = section.start
        self._told = section.told
        self._keys = {slack: str(number) for number, slack in enumerate(section.slacks)}
        self.left = columns.start.left - INSET
        self.right = columns.actual.left + columns.actual.width + INSET

    def blocks(self, heading: tuple[Line, ...]) -> Iterable[PageBlock]:
        """Yield the rows in order, the first with ``heading`` above it, and then the table's closing rule."""
        for session, where in self._section.rows:
            yield self._block(session, where, heading)
            heading = ()
        yield PageBlock(lines=(Line(0.1),), beside=(self._rule(),), beside_on_top=(self._rule(),))

    def _rule(self) -> HorizontalRule:
        return HorizontalRule(self.left, 0, self.right - self.left)

    def _block(self, session: Session, where: Placement, heading: tuple[Line, ...]) -> PageBlock:
        off = session.status is Status.CANCELLED
        columns = self._columns
        cells = [
            self._what(session, where),
            [] if off else self._who(session),
            [] if off or columns.introduction is None else self._introduction(session, columns.introduction),
            [] if off else self._cues(session),
        ]
        grid = [tuple(mark for line in lines for mark in line) for lines in zip_longest(*cells, fillvalue=())]
        grid[0] = (*self._numbers(session, where), *grid[0])
        slack = self._section.slack.get(session.id)
        return PageBlock(
            lines=tuple(Line(GRID, marks) for marks in grid),
            heading=heading,
            beside=(self._rule(),),
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
        start = PlacedText(columns.start.left, BASE, self._time(begins), START)
        hours, minutes = divmod(abs(begins - self._begins), 60)
        sign = "+" if begins >= self._begins else "−"
        elapsed = self._to_the_right(columns.elapsed, f"{sign}{hours}:{minutes:02}", ELAPSED)
        if session.status is Status.CANCELLED:
            return (start, elapsed)
        length = self._to_the_right(columns.minutes, str(where.span.minutes), MINUTES)
        half = (columns.actual.width - GUTTER / 2) / 2
        lines = (columns.actual.left, columns.actual.left + columns.actual.width - half)
        return (start, elapsed, length, *(HorizontalRule(x, GRID + 0.6, half, 0.25, WRITE_ON) for x in lines))

    def _to_the_right(self, column: RunSheetColumn, text: str, face: TextStyle) -> PlacedText:
        return PlacedText(column.left + column.width - self._ruler.width(text, face), BASE, text, face)

    def _again(self, session: Session, where: Placement) -> tuple[Line, ...]:
        """Return the lines repeated above a session that continues on the next page."""
        column, rest = self._columns.what, " " + self._words("(continued)")
        start = PlacedText(self._columns.start.left, BASE, self._time(where.span.start), START)
        title = self._ruler.fitting(session.title, TITLE, column.width - self._ruler.width(rest, FACTS) - 2)
        first, *others = self._cell(column, [TextRun(title, TITLE), TextRun(rest, FACTS)])
        return (Line(GRID, (start, *first)), *(Line(GRID, line) for line in others))

    # cells ---------------------------------------------------------------------------------------------

    def _cell(self, column: RunSheetColumn, runs: Sequence[TextRun]) -> list[CellLine]:
        """Wrap a paragraph to the width of a column."""
        broken = self._ruler.wrap(runs, column.width)
        return [tuple(PlacedText(column.left + p.x, BASE, p.text, p.face) for p in pieces) for pieces in broken]

    def _paragraphs(self, column: RunSheetColumn, text: str, face: TextStyle) -> list[CellLine]:
        """Wrap a text of several paragraphs to the width of a column; empty lines are kept."""
        return [
            line for part in text.split("\n") for line in (self._cell(column, [TextRun(part, face)]) or [()])
        ] if text else []  # fmt: skip

    def _what(self, session: Session, where: Placement) -> list[CellLine]:
        column, off = self._columns.what, session.status is Status.CANCELLED
        title = self._cell(column, [TextRun(session.title, PAUSE if off or session.facts.pause else TITLE)])
        if off:
            struck = [tuple(self._struck(mark) for mark in line if isinstance(mark, PlacedText)) for line in title]
            title = [(*line, *rules) for line, rules in zip(title, struck, strict=True)]
            return [*title, *self._cell(column, [TextRun(self._words("CANCELLED"), OFF)])]
        parts = " · ".join(f"{part.title} {part.minutes}" for part in session.segments)
        return [
            *title,
            *self._cell(column, [TextRun(session.subtitle, SUBTITLE)]),
            *self._cell(column, self._facts(session, where)),
            *self._cell(column, [TextRun(parts, FACTS)]),
        ]

    def _struck(self, words: PlacedText) -> HorizontalRule:
        width = self._ruler.width(words.text, words.face)
        return HorizontalRule(words.x, words.y - 0.27 * words.face.size * POINT, width, 0.3, words.face.colour)

    def _facts(self, session: Session, where: Placement) -> list[TextRun]:
        """Return the facts below the title: place, kind, track, fixed time, language and warnings."""
        _ = self._words
        track = self._agenda.tracks.get(session.track or "")
        runs = [
            TextRun(self._place(where), ROOM if self._section.names_rooms else FACTS),
            TextRun("" if session.facts.pause else _(KIND_NAMES[session.kind]), FACTS),
            TextRun(track.name if track else "", FACTS),
            TextRun(_("fixed time") if session.pinned else "", FACTS),
            TextRun(self._language(session), FACTS),
            TextRun(_("Preliminary") if session.status is Status.DRAFT else "", WARNING),
            TextRun(_("Do not record") if session.do_not_record else "", WARNING),
        ]
        return [part for run in runs if run.text for part in (TextRun(" · ", FACTS), run)][1:]

    def _place(self, where: Placement) -> str:
        """Return the place without what the section's head already says."""
        names = self._agenda.room_names(where.rooms)
        if self._section.names_rooms and where.everywhere and not where.place:
            return self._words("Whole venue")
        told = names if self._section.names_rooms or len(names) > 1 else ()
        return ", ".join(part for part in (*told, where.place) if part)

    def _language(self, session: Session) -> str:
        """Return the session's language if it is not the conference's, otherwise an empty string."""
        tag = session.language
        if not tag or tag.casefold() == self._agenda.conference.language.casefold():
            return ""
        try:
            name = Locale.parse(tag.replace("-", "_")).get_display_name(LOCALES[self._words.language])
        except (ValueError, UnknownLocaleError):
            name = None
        return self._words.say(Text("in {language}", language=name or tag))

    def _who(self, session: Session) -> list[CellLine]:
        column, lines = self._columns.who, []
        for person, roles, state in self._expected(session):
            words = [self._words(ROLES_HERE[role]) for role in roles if role in ROLES_HERE]
            facts = [*(TextRun(word, PERSON) for word in words)]
            facts += [TextRun(self._words(STATES[state]), WARNING)] if state in STATES else []
            name = [TextRun(person.name, NAME), *(part for fact in facts for part in (TextRun(", ", PERSON), fact))]
            lines += self._cell(column, name)
            lines += self._cell(column, [TextRun(person.pronunciation, FACTS)])
            lines += self._cell(column, [TextRun(person.phone, PHONE)])
        if session.awaits_speaker and not self._agenda.names_in(session, *ON_STAGE):
            lines = [*self._cell(column, [TextRun(self._words("Speaker to be announced"), PERSON)]), *lines]
        return lines

    def _expected(self, session: Session) -> list[tuple[Person, list[Role], State]]:
        """Return the session's people with roles and state, on-stage people first; includes a shift's moderator."""
        found: dict[str, tuple[list[Role], State]] = {}
        counted = [a for a in session.people if a.counts and a.role is not Role.MODERATOR]
        counted += self._agenda.moderating(session)
        for one in sorted(counted, key=lambda one: ORDER.index(one.role)):
            roles, known = found.setdefault(one.person, ([], State.CONFIRMED))
            if one.role not in roles:
                roles.append(one.role)
            found[one.person] = (roles, one.state if one.state in STATES else known)
        return [(self._agenda.people[p], *told) for p, told in found.items() if p in self._agenda.people]

    def _introduction(self, session: Session, column: RunSheetColumn) -> list[CellLine]:
        """Lay out the introduction, or else the facts about the people on stage, and then the statements."""
        lines = self._paragraphs(column, session.introduction, SAID)
        if not lines:
            for person in described(self._agenda, session):
                facts = ", ".join(fact for fact in (person.name, person.title, person.organisation) if fact)
                lines += self._cell(column, [TextRun(facts, NOTE)])
        for statement in session.statements:
            lines += self._paragraphs(column, self._attributed(statement), NOTE)
        return lines

    def _attributed(self, statement: Statement) -> str:
        """Format a statement with its author; only verbatim text is put in quotation marks."""
        say, text = self._words.say, statement.text
        said = say(Text("“{text}”", text=text)) if statement.verbatim else text
        return say(Text("{name}: {text}", name=statement.by, text=said)) if statement.by else said

    def _cues(self, session: Session) -> list[CellLine]:
        column, say = self._columns.cues, self._words.say
        lines = self._paragraphs(column, session.cues, CUE) + self._paragraphs(column, session.note, NOTE)
        for text in self._needs(session):
            lines += self._cell(column, [TextRun(say(text), NOTE)])
        given, slack = can_give(session), self._told.get(session.id)
        if given:
            lines += self._cell(
                column, [TextRun(say(Text("{minutes}\u00a0min can be taken here.", minutes=given)), SLACK)]
            )
        if slack:
            lines += self._cell(column, [TextRun(say(self._slack(slack)), SLACK)])
        return lines

    def _needs(self, session: Session) -> Iterable[Text]:
        if session.equipment:
            yield Text("Equipment: {things}", things=", ".join(session.equipment))
        if session.setup:
            yield Text("Set-up: {minutes} min before", minutes=session.setup)
        if session.teardown:
            yield Text("Clearing: {minutes} min after", minutes=session.teardown)
        people = dict.fromkeys(a.person for a in session.people if a.counts and a.person in self._agenda.people)
        for person in map(self._agenda.people.__getitem__, people):
            if person.needs:
                yield Text("{name} needs: {things}", name=person.name, things=", ".join(person.needs))
            if person.brings:
                yield Text("{name} brings: {things}", name=person.name, things=", ".join(person.brings))

    def _slack(self, slack: Slack) -> Text:
        width = self._columns.cues.width * 0.8
        title = self._ruler.fitting(slack.title, SLACK, width)
        said: dict[str, str | int | Text] = {"session": title or Text("the day’s end"), "time": self._time(slack.at)}
        if not slack.minutes:
            return Text("No slack until {session} {time}", **said)
        said["minutes"] = slack.minutes
        if not slack.breaks:
            return Text("Slack until {session} {time}: {minutes}\u00a0min", **said)
        return Text(
            "Slack until {session} {time}: {minutes}\u00a0min, of which {breaks} from breaks",
            **said,
            breaks=slack.breaks,
        )

    def _time(self, minutes: int) -> str:
        return time_of_day(minutes, self._words.language)


def described(agenda: Agenda, session: Session) -> list[Person]:
    """Return the people on stage who have a title or organisation with which to introduce them."""
    on_stage = dict.fromkeys(a.person for a in session.people if a.counts and a.role in ON_STAGE)
    people = [agenda.people[person] for person in on_stage if person in agenda.people]
    return [person for person in people if person.title or person.organisation]
