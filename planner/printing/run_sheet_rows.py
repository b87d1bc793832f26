"""The rows of the run sheet: the words of their cells, and their lines, which share one baseline grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from babel import Locale, UnknownLocaleError

from planner.domain.agenda import Agenda, moderating, names_in
from planner.domain.entities import Person, Session
from planner.domain.text import N_, Text
from planner.domain.value_objects import KIND_NAMES, ON_STAGE, Placement, Role, State, Statement, Status
from planner.printing.dates import time_of_day
from planner.printing.marks import POINT, FilledRect, HorizontalRule, Mark, PlacedText, TextStyle, Weight
from planner.printing.run_sheet_sections import RunSheetSection, Slack, can_give
from planner.printing.text_layout import INK, QUIET, SOFT, Line, LineBreaker, PageBlock, TextRun
from planner.programme.programme import ROLES
from planner.wording import LOCALES, Wording

LOUD, WRONG = "#8a4b00", "#b02626"
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
STATES: dict[State, str] = {State.INVITED: N_("invited"), State.TENTATIVE: N_("tentative")}
ROLES_HERE: dict[Role, str] = {**ROLES, Role.RESERVE: N_("reserve")}
ORDER = (*ON_STAGE, Role.MODERATOR, Role.RESERVE)

Paragraph = list[TextRun]


@dataclass(frozen=True, slots=True)
class RunSheetTexts:
    """The texts of a session's cells; they name the rooms only if ``names_rooms``, as the section's head may do so."""

    agenda: Agenda
    words: Wording
    names_rooms: bool

    def what(self, session: Session, where: Placement) -> list[Paragraph]:
        """Return the title and what stands below it; of a cancelled session only that it is cancelled."""
        if session.status is Status.CANCELLED:
            return [*_split(session.title, PAUSE), *_split(self.words("CANCELLED"), OFF)]
        facts = self._facts(session, where)
        return [
            *_split(session.title, PAUSE if session.facts.pause else TITLE),
            *_split(session.subtitle, SUBTITLE),
            *([facts] if facts else []),
            *_split(" · ".join(f"{part.title} {part.minutes}" for part in session.segments), FACTS),
        ]

    def _facts(self, session: Session, where: Placement) -> Paragraph:
        """Return the facts below the title: place, kind, track, fixed time, language and warnings."""
        _ = self.words
        track = self.agenda.tracks.get(session.track or "")
        runs = [
            TextRun(self._place(where), ROOM if self.names_rooms else FACTS),
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
        names = self.agenda.room_names(where.rooms)
        if self.names_rooms and where.everywhere and not where.place:
            return self.words("Whole venue")
        told = names if self.names_rooms or len(names) > 1 else ()
        return ", ".join(part for part in (*told, where.place) if part)

    def _language(self, session: Session) -> str:
        """Return the session's language if it is not the conference's, otherwise an empty string."""
        tag = session.language
        if not tag or tag.casefold() == self.agenda.conference.language.casefold():
            return ""
        try:
            name = Locale.parse(tag.replace("-", "_")).get_display_name(LOCALES[self.words.language])
        except (ValueError, UnknownLocaleError):
            name = None
        return self.words.say(Text("in {language}", language=name or tag))

    def who(self, session: Session) -> list[Paragraph]:
        """Return the people of a session, each with roles, state, pronunciation and phone number."""
        found: list[Paragraph] = []
        if session.awaits_speaker and not names_in(self.agenda, session, *ON_STAGE):
            found += _split(self.words("Speaker to be announced"), PERSON)
        for person, roles, state in expected(self.agenda, session):
            facts = [TextRun(self.words(ROLES_HERE[role]), PERSON) for role in roles if role in ROLES_HERE]
            facts += [TextRun(self.words(STATES[state]), WARNING)] if state in STATES else []
            name = [TextRun(person.name, NAME), *(part for fact in facts for part in (TextRun(", ", PERSON), fact))]
            found += [name, *_split(person.pronunciation, FACTS), *_split(person.phone, PHONE)]
        return found

    def introduction(self, session: Session) -> list[Paragraph]:
        """Return the introduction, or else the facts about the people on stage, and then the statements."""
        found = _split(session.introduction, SAID)
        for person in described(self.agenda, session) if not found else ():
            found += _split(", ".join(filter(None, (person.name, person.title, person.organisation))), NOTE)
        for statement in session.statements:
            found += _split(self._attributed(statement), NOTE)
        return found

    def _attributed(self, statement: Statement) -> str:
        """Format a statement with its author; only verbatim text is put in quotation marks."""
        say, text = self.words.say, statement.text
        said = say(Text("“{text}”", text=text)) if statement.verbatim else text
        return say(Text("{name}: {text}", name=statement.by, text=said)) if statement.by else said

    def cues(self, session: Session, slack: Slack | None) -> list[Paragraph]:
        """Return the cues, the note, the needs of the session and its people, and the time that it can give or has."""
        say, given = self.words.say, can_give(session)
        taken = say(Text("{minutes}\u00a0min can be taken here.", minutes=given)) if given else ""
        return [
            *_split(session.cues, CUE),
            *_split(session.note, NOTE),
            *([TextRun(say(text), NOTE)] for text in _needs(self.agenda, session)),
            *_split(taken, SLACK),
            *_split(say(self._slack(slack)) if slack else "", SLACK),
        ]

    def _slack(self, slack: Slack) -> Text:
        at = time_of_day(slack.at, self.words.language)
        session = slack.title or Text("the day’s end")
        if not slack.minutes:
            return Text("No slack until {session} {time}", session=session, time=at)
        if not slack.breaks:
            return Text(
                "Slack until {session} {time}: {minutes}\u00a0min", session=session, time=at, minutes=slack.gaps
            )
        return Text(
            "Slack until {session} {time}: {minutes}\u00a0min, of which {breaks} from breaks",
            session=session,
            time=at,
            minutes=slack.minutes,
            breaks=slack.breaks,
        )


def _split(text: str, face: TextStyle) -> list[Paragraph]:
    """Return the paragraphs of a text, the empty ones between them included; none if there is no text."""
    return [[TextRun(part, face)] for part in text.split("\n")] if text else []


def _needs(agenda: Agenda, session: Session) -> Iterator[Text]:
    if session.equipment:
        yield Text("Equipment: {things}", things=", ".join(session.equipment))
    if session.setup:
        yield Text("Set-up: {minutes} min before", minutes=session.setup)
    if session.teardown:
        yield Text("Clearing: {minutes} min after", minutes=session.teardown)
    people = dict.fromkeys(a.person for a in session.people if a.counts and a.person in agenda.people)
    for person in map(agenda.people.__getitem__, people):
        if person.needs:
            yield Text("{name} needs: {things}", name=person.name, things=", ".join(person.needs))
        if person.brings:
            yield Text("{name} brings: {things}", name=person.name, things=", ".join(person.brings))


def expected(agenda: Agenda, session: Session) -> list[tuple[Person, list[Role], State]]:
    """Return the session's people with roles and state, on-stage people first; includes a shift's moderator."""
    found: dict[str, tuple[list[Role], State]] = {}
    counted = [a for a in session.people if a.counts and a.role is not Role.MODERATOR]
    counted += moderating(agenda, session)
    for one in sorted(counted, key=lambda one: ORDER.index(one.role)):
        roles, known = found.setdefault(one.person, ([], State.CONFIRMED))
        if one.role not in roles:
            roles.append(one.role)
        found[one.person] = (roles, one.state if one.state in STATES else known)
    return [(agenda.people[p], *told) for p, told in found.items() if p in agenda.people]


def described(agenda: Agenda, session: Session) -> list[Person]:
    """Return the people on stage who have a title or organisation with which to introduce them."""
    on_stage = dict.fromkeys(a.person for a in session.people if a.counts and a.role in ON_STAGE)
    people = [agenda.people[person] for person in on_stage if person in agenda.people]
    return [person for person in people if person.title or person.organisation]


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
