"""The texts of the run sheet's cells (title, people, phones, cues, notes), as paragraphs of runs in their styles.

Also finds the changes since a sheet was last printed; only times and fingerprints of its rows are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeGuard

from planner.domain.agenda import Agenda, moderator_appearances, session_names
from planner.domain.attendee_names import affiliation
from planner.domain.entities import Person, Session
from planner.domain.fingerprint import fingerprint
from planner.domain.text import N_, Text
from planner.domain.value_objects import ON_STAGE, Kind, Placement, Role, State, Statement, Status
from planner.printing.marks import TextStyle, Weight
from planner.printing.run_sheet_sections import Leader, RunSheetSection, removable_minutes
from planner.printing.text_layout import BOUND, INK, QUIET, SOFT, TextRun, unbreakable_text
from planner.programme.public_words import ROLES, time_of_day
from planner.wording import Wording

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
PHONE = TextStyle(9.5, Weight.MEDIUM, INK)
SAID = TextStyle(10.5, Weight.REGULAR, INK)
CUE = TextStyle(10, Weight.REGULAR, LOUD)
NOTE = TextStyle(9.5, Weight.REGULAR, SOFT)
GIVEN = TextStyle(9.5, Weight.SEMIBOLD, INK)
NEWS = TextStyle(9, Weight.BOLD, LOUD)
STATES: dict[State, str] = {State.INVITED: N_("invited"), State.TENTATIVE: N_("tentative")}
ROLES_HERE: dict[Role, str] = {**ROLES, Role.RESERVE: N_("reserve")}
ORDER = (*ON_STAGE, Role.MODERATOR, Role.RESERVE)

Paragraph = list[TextRun]


@dataclass(frozen=True, slots=True)
class RunSheetTexts:
    """Makes the texts of a session's cells; without ``names_rooms`` a single room is not named: it is in the head.

    ``leaders`` are the ids of the moderators in the section's head, who are not named again just for moderating, and
    whose phone number is not repeated.
    """

    agenda: Agenda
    words: Wording
    names_rooms: bool
    leaders: frozenset[str] = frozenset()

    def with_leaders(self, leaders: Iterable[Leader]) -> RunSheetTexts:
        """Return a copy for a section whose head names these moderators, so that its cells need not name them again."""
        return replace(self, leaders=frozenset(person for person, _state in leaders))

    def session_cell(self, session: Session, where: Placement, news: str = "") -> list[Paragraph]:
        """Return the first cell: title with place, ``news``, subtitle, facts and segments.

        For a cancelled session these are only the title, *CANCELLED* and ``news``.
        """
        if session.status is Status.CANCELLED:
            return [
                *_split_lines(session.title, PAUSE),
                *_split_lines(self.words("CANCELLED"), OFF),
                *_split_lines(news, NEWS),
            ]
        facts = self._facts(session)
        title = [TextRun(session.title, PAUSE if session.facts.pause else TITLE)]
        if place := self._place(where):
            title += [
                TextRun(f" ·{BOUND}", FACTS),
                TextRun(unbreakable_text(place), ROOM if self.names_rooms else FACTS),
            ]
        return [
            title,
            *_split_lines(news, NEWS),
            *_split_lines(session.subtitle, SUBTITLE),
            *([facts] if facts else []),
            *_split_lines(" · ".join(f"{part.title} {part.minutes}" for part in session.segments), FACTS),
        ]

    def _facts(self, session: Session) -> Paragraph:
        """Return the facts below the title: its block, fixed time, language and warnings."""
        _ = self.words
        block = self.agenda.blocks.get(session.block) if session.block else None
        runs = [
            TextRun(block.title if block else "", FACTS),
            TextRun(_("fixed time") if session.pinned else "", FACTS),
            TextRun(self._language_note(session), FACTS),
            TextRun(_("Preliminary") if session.status is Status.DRAFT else "", WARNING),
            TextRun(_("Do not record") if session.do_not_record else "", WARNING),
        ]
        return [part for run in runs if run.text for part in (TextRun(" · ", FACTS), run)][1:]

    def _place(self, where: Placement) -> str:
        """Return the place, without a room that the section's head already names; empty if nothing is left."""
        names = self.agenda.room_names(where.rooms)
        if self.names_rooms and where.everywhere and not where.place:
            return self.words("All rooms")
        told = names if self.names_rooms or len(names) > 1 else ()
        return ", ".join(part for part in (*told, where.place) if part)

    def _language_note(self, session: Session) -> str:
        """Return the session's language if it is not the conference's, otherwise an empty string."""
        tag = session.language
        if not tag or tag.casefold() == self.agenda.conference.language.casefold():
            return ""
        return self.words.say(Text("in {language}", language=self.words.language_name(tag)))

    def people(self, session: Session) -> list[tuple[list[Paragraph], list[Paragraph]]]:
        """Return a pair for each person to name: name, roles, answer, phone and pronunciation, and a note about them.

        The note has the title and organisation of a person on stage; it is empty for others, for leaders, and if the
        session has an introduction of its own. A first pair may say that the speaker is to be announced.
        """
        found: list[tuple[list[Paragraph], list[Paragraph]]] = []
        if session.awaits_speaker and not session_names(self.agenda, session, *ON_STAGE):
            found.append((_split_lines(self.words("Speaker to be announced"), PERSON), []))
        for person, roles, state in expected_people(self.agenda, session):
            leads = person.id in self.leaders
            if leads and roles == [Role.MODERATOR]:
                continue
            obvious = Role.MODERATOR if leads else Role.PANELLIST if session.kind is Kind.PANEL else None
            told = [role for role in roles if role is not obvious]
            facts = [TextRun(self.words(ROLES_HERE[role]), PERSON) for role in told if role in ROLES_HERE]
            facts += [TextRun(self.words(STATES[state]), WARNING)] if state in STATES else []
            name = [TextRun(person.name, NAME), *(part for fact in facts for part in (TextRun(", ", PERSON), fact))]
            if person.phone and not leads:
                name.append(TextRun(" \u00a0" + unbreakable_text(person.phone), PHONE))
            on_stage = not leads and not session.introduction and any(role in ON_STAGE for role in roles)
            about = affiliation(person.title, person.organisation) if on_stage else ""
            found.append(([name, *_split_lines(person.pronunciation, FACTS)], _split_lines(about, NOTE)))
        return found

    def notes(self, session: Session, *, gives: bool) -> list[Paragraph]:
        """Return the notes cell: introduction, statements, cues, note, needs and, if ``gives``, the minutes to cut."""
        say, given = self.words.say, removable_minutes(session) if gives else 0
        taken = say(Text("{minutes}\u00a0min can be taken here.", minutes=given)) if given else ""
        return [
            *_split_lines(session.introduction, SAID),
            *(
                part
                for statement in session.statements
                for part in _split_lines(self._attributed_statement(statement), NOTE)
            ),
            *_split_lines(session.cues, CUE),
            *_split_lines(session.note, NOTE),
            *([TextRun(say(text), NOTE)] for text in _requirement_lines(self.agenda, session)),
            *_split_lines(taken, GIVEN),
        ]

    def _attributed_statement(self, statement: Statement) -> str:
        """Return a statement after the name of its author, if it has one, with quotation marks if it is verbatim."""
        say, text = self.words.say, statement.text
        said = say(Text("“{text}”", text=text)) if statement.verbatim else text
        return say(Text("{name}: {text}", name=statement.by, text=said)) if statement.by else said

    # changes since the last print ------------------------------------------------------------------------

    def with_changes_marked(self, section: RunSheetSection, printed: Mapping[str, Any]) -> RunSheetSection:
        """Return the section with the changes since it was last printed marked; unchanged if it was not printed before.

        ``printed`` is what ``content_to_remember`` returned then.
        """
        before = printed.get(section.key)
        rows = before.get("rows") if isinstance(before, dict) else None
        if not isinstance(before, dict) or not isinstance(rows, dict):
            return section
        news = {s.id: told for s, where in section.rows if (told := self._row_changes(s, where, rows.get(s.id)))}
        here = {session.id for session, _where in section.rows}
        gone = tuple(
            self._removed_session_line(sid, row)
            for sid, row in rows.items()
            if sid not in here and _is_remembered_row(row)
        )
        return replace(section, news=news, gone=gone, printed=str(before.get("at", "")))

    def _row_changes(self, session: Session, where: Placement, before: object) -> str:
        """Return the changes of a row as a text, empty if none; ``before`` is the remembered row, None if it is new."""
        say = self.words.say
        if before is None:
            return say(Text("NEW"))
        if not _is_remembered_row(before):
            return ""
        now = _remembered_row(self.agenda, session, where)
        moved = [say(Text("was {times}", times=self._time_range(before)))] if before[:2] != now[:2] else []
        facts = zip(COMPARED, before[2:], now[2:], strict=True)
        other = [self.words(name) for name, then, new in facts if then != new]
        changed = [say(Text("changed: {what}", what=", ".join(other)))] if other else []
        return " · ".join((*moved, *changed))

    def _removed_session_line(self, session: str, before: Sequence[Any]) -> str:
        """Return the line about a session that is no longer in the section; ``before`` is its row as remembered."""
        known, say = self.agenda.sessions.get(session), self.words.say
        times = self._time_range(before)
        if known is None:
            return say(Text("{times}: deleted", times=times))
        return say(Text("{times}: “{title}” is no longer here", times=times, title=known.title))

    def _time_range(self, row: Sequence[Any]) -> str:
        start, end = (time_of_day(minutes, self.words.language) for minutes in row[:2])
        return f"{start}–{end}"


def _split_lines(text: str, face: TextStyle) -> list[Paragraph]:
    """Return a paragraph for each line of a text, including empty lines; none if the text is empty."""
    return [[TextRun(part, face)] for part in text.split("\n")] if text else []


def _requirement_lines(agenda: Agenda, session: Session) -> Iterator[Text]:
    if session.equipment:
        yield Text("Equipment: {things}", things=", ".join(session.equipment))
    if session.setup:
        yield Text("Set-up: {minutes} min before", minutes=session.setup)
    if session.teardown:
        yield Text("Clearing: {minutes} min after", minutes=session.teardown)
    for person, _roles, _state in expected_people(agenda, session):
        if person.needs:
            yield Text("{name} needs: {things}", name=person.name, things=", ".join(person.needs))
        if person.brings:
            yield Text("{name} brings: {things}", name=person.name, things=", ".join(person.brings))


def expected_people(agenda: Agenda, session: Session) -> list[tuple[Person, list[Role], State]]:
    """Return the people expected in a session, those on stage first, with their roles and answer.

    The moderators are those of ``moderator_appearances``. The answer is one of ``STATES`` if any of theirs is, else
    ``CONFIRMED``.
    """
    found: dict[str, tuple[list[Role], State]] = {}
    counted = [a for a in session.people if a.is_expected and a.role is not Role.MODERATOR]
    counted += moderator_appearances(agenda, session)
    for one in sorted(counted, key=lambda one: ORDER.index(one.role)):
        roles, known = found.setdefault(one.person, ([], State.CONFIRMED))
        if one.role not in roles:
            roles.append(one.role)
        found[one.person] = (roles, one.state if one.state in STATES else known)
    return [(agenda.people[p], *told) for p, told in found.items() if p in agenda.people]


COMPARED = (N_("title"), N_("place"), N_("people"), N_("notes"))
"""The names of the groups of facts in a row whose changes are reported."""


def content_to_remember(agenda: Agenda, sections: Iterable[RunSheetSection], at: datetime) -> dict[str, Any]:
    """Return the data to remember of printed sections, by key: the time of printing and the rows by session id."""
    return {
        section.key: {
            "at": at.isoformat(),
            "rows": {s.id: _remembered_row(agenda, s, where) for s, where in section.rows},
        }
        for section in sections
    }


def _remembered_row(agenda: Agenda, session: Session, where: Placement) -> list[Any]:
    """Return a row's start and end in minutes, and a fingerprint for each of ``COMPARED``.

    These do not depend on the words that the run sheet itself adds, which may change with a new Estrad.
    """
    people = expected_people(agenda, session)
    title = (session.title, session.subtitle, session.status, session.pinned, session.language, session.do_not_record)
    facts = (
        [*map(str, title), *((part.title, part.minutes) for part in session.segments)],
        [*agenda.room_names(where.rooms), where.place],
        [
            [who.name, who.title, who.organisation, who.phone, who.pronunciation, *map(str, roles), str(state)]
            for who, roles, state in people
        ],
        [
            session.introduction, *((said.text, said.by, said.verbatim) for said in session.statements), session.cues,
            session.note, session.equipment, session.setup, session.teardown,
            *((who.needs, who.brings) for who, _roles, _state in people),
        ],
    )  # fmt: skip
    return [where.span.start, where.span.end, *map(fingerprint, facts)]


def _is_remembered_row(found: object) -> TypeGuard[list[Any]]:
    return (
        isinstance(found, list)
        and len(found) == 2 + len(COMPARED)
        and all(type(number) is int and 0 <= number <= 4 * 1440 for number in found[:2])
    )
