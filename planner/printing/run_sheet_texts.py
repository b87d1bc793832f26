"""Words the cells of the run sheet: paragraphs of styled runs, not yet wrapped to a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Session
from planner.domain.enums import KIND_NAMES, ON_STAGE, Role, State, Status
from planner.domain.session_people import moderating, names_in
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement, Statement
from planner.printing.dates import LOCALES, time_of_day
from planner.printing.marks import TextStyle, Weight
from planner.printing.run_sheet_sections import Slack, can_give
from planner.printing.text_layout import TextRun
from planner.printing.typography import INK, QUIET, SOFT
from planner.programme.display_names import ROLES
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
