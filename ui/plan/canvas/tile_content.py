"""The content of a session's tile (texts, people, colour, badges) and of its tip, computed before it is painted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from planner.domain.agenda import Agenda, session_moderator_ids
from planner.domain.entities import Person, Session
from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.span import MINUTES_A_DAY, format_clock, wall_time
from planner.domain.value_objects import KIND_NAMES, ON_STAGE, STATUS_NAMES, Kind, Placement, Status
from planner.rules import reason_in_tile
from planner.wording import Wording
from ui.state.plan_view import PlanView
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring

STANDING_OUT = (Kind.KEYNOTE, Kind.PANEL)
MOST_FACES = 3
"""Maximum number of photos in a tile."""
MOST_NAMES = 2
"""Maximum number of full names in a tile; if there are more people, all are shown by surname."""


class TileFace(NamedTuple):
    """A person's name and the id of the photo, None if there is none."""

    name: str
    photo: str | None


class SpokenFacts(NamedTuple):
    """Facts that the tip of a tile and a screen reader tell."""

    where: str = ""
    hours: str = ""
    times: str = ""
    place: str = ""
    speakers: str = ""
    moderated: str = ""
    problem: str = ""


NOTHING_SPOKEN = SpokenFacts()


class TileReason(NamedTuple):
    """A problem of a session in a few words, whether it is grave, and the ids of the rooms that it is about, if any."""

    text: str
    grave: bool
    rooms: frozenset[str]


@dataclass(frozen=True, slots=True)
class TileContent:
    """The content of a tile, ready to paint; ``reason`` says what is wrong with the session, if anything.

    ``people`` says who is on stage, by surname if there are many, or that nobody is known yet, unless ``reason`` says
    something; for a waiting block, how many sessions it has. ``surnames`` replaces it where it is too long, and
    ``faces`` are those of the first. ``more`` are further lines: the moderators, unless they chair the block or
    moderate the room all day anyway, and the place. ``time`` is the start, both ends for a pause, the length in the
    tray. ``badges`` are words. ``parts`` are the titles of the session's parts, each with the fraction of the session's
    length at which it starts. ``meaning`` says what the colour stands for, or that it is a block. ``spoken`` is for
    screen readers and the tip only.
    """

    title: str
    time: str = ""
    people: str = ""
    surnames: str = ""
    faces: tuple[TileFace, ...] = ()
    more: tuple[str, ...] = ()
    colour: str = ""
    meaning: str = ""
    pause: bool = False
    cancelled: bool = False
    reason: str = ""
    grave: bool = False
    reasons: tuple[TileReason, ...] = ()
    """All that is wrong with a session in several rooms or all, which may have tiles apart; empty for others."""
    pinned: str = ""
    """The label of a pinned session; empty if it is not pinned, or in the tray."""
    badges: tuple[str, ...] = ()
    draft: bool = False
    stands_out: bool = False
    """True for a keynote or a panel, whose tile has a stronger tint and a larger title."""
    parts: tuple[tuple[float, str], ...] = ()
    buffers: tuple[str, str] = ("", "")
    """Labels of the set-up time before the session and the clearing time after it."""
    rooms: str = ""
    """The names of the session's rooms, or *All rooms*; empty in the tray."""
    spoken: SpokenFacts = NOTHING_SPOKEN

    def limited_to_rooms(self, rooms: Sequence[str]) -> TileContent:
        """Return the content of a tile in these rooms: with what is wrong there, or with the session as a whole."""
        if not self.reasons or not rooms:
            return self
        found = [reason for reason in self.reasons if not reason.rooms or not reason.rooms.isdisjoint(rooms)]
        return replace(self, reason=found[0].text if found else "", grave=any(reason.grave for reason in found))

    @property
    def details(self) -> tuple[str, ...]:
        """Facts for the tip: hours and place, people on stage, moderators, and what the colour stands for."""
        spoken = self.spoken
        hours = f"{spoken.hours} · {spoken.place}" if spoken.place else spoken.hours
        return tuple(filter(None, (hours, spoken.speakers, spoken.moderated, self.meaning)))

    @property
    def description(self) -> str:
        """The text that a screen reader adds: that it is pinned, and what is wrong."""
        return ", ".join(filter(None, (self.pinned, self.reason)))

    @property
    def name(self) -> str:
        """The text that a screen reader says."""
        spoken, marks = self.spoken, (badge.lower() for badge in (*self.badges, self.pinned, *self.buffers))
        parts = self.title, spoken.where, spoken.times, spoken.place, spoken.speakers, spoken.moderated, self.meaning
        return ", ".join(filter(None, (*parts, *marks, spoken.problem)))


def session_content(plan: PlanView, session: Session, start: int, end: int, *, tray: bool = False) -> TileContent:
    """Return the content of a session's tile from ``start`` to ``end``, or with the length instead in the ``tray``."""
    _, agenda, placement = plan.presentation.words, plan.agenda, session.placement
    awaited = _("speaker to be announced") if session.awaits_speaker else ""
    on_stage = [agenda.people[a.person] for a in session.people if a.is_expected and a.role in ON_STAGE]
    moderators = () if (pause := session.facts.pause) else session_moderator_ids(agenda, session)
    first, last = format_clock(start), _end_text(placement, start, end)
    hours = _("{n} min").format(n=session.minutes) if tray else f"{first}–{last}"
    place = placement.place if placement and not tray else ""
    moderated = _moderators_text(_, agenda, moderators)
    rooms = ", ".join(agenda.room_names(placement.rooms)) if placement else ""
    reason = plan.problem_text(session.id)
    return TileContent(
        session.title,
        hours if tray or pause else first,
        _joined_names(on_stage) or ("" if reason else awaited),
        ", ".join(surname(person) for person in on_stage),
        tuple(TileFace(person.name, person.photo) for person in on_stage[:MOST_FACES]),
        tuple(filter(None, ("" if _are_usual_moderators(agenda, session, moderators) else moderated, place))),
        *_session_colour(plan, session),
        pause,
        session.status is Status.CANCELLED,
        reason,
        *_problems_by_room(plan, session),
        _("Pinned") if session.pinned and not tray else "",
        session_badges(plan, session),
        *_emphasis_flags(session),
        _part_positions_and_titles(session) if session.segments else (),
        _buffer_texts(plan, session),
        "" if tray or not placement else rooms or _("All rooms"),
        SpokenFacts(
            "" if tray else rooms or (_("all rooms") if placement else ""),
            hours,
            hours if tray else _("{start} to {end}").format(start=first, end=last),
            place,
            ", ".join(person.name for person in on_stage) or awaited,
            moderated,
            _("Problem: {reason}").format(reason=reason) if reason else "",
        ),
    )


def _end_text(placement: Placement | None, start: int, end: int) -> str:
    """Return the time of an end, with its date for a placed session of a day or more."""
    if placement is None or end - start < MINUTES_A_DAY:
        return format_clock(end)
    return f"{wall_time(placement.span.day, end).date().isoformat()} {format_clock(end)}"


def _emphasis_flags(session: Session) -> tuple[bool, bool]:
    """Return whether a session is a draft, and whether its tile stands out."""
    return session.status is Status.DRAFT, session.kind in STANDING_OUT


def _problems_by_room(plan: PlanView, session: Session) -> tuple[bool, tuple[TileReason, ...]]:
    """Return whether a session has a grave problem, and, if it is in several rooms or all, all its problems by rank."""
    say, agenda, found = plan.presentation.words.say, plan.agenda, plan.problems.session_conflicts(session.id)
    grave = any(conflict.severity.rank == 0 for conflict in found)
    if session.placement is None or len(session.placement.rooms) == 1:
        return grave, ()
    return grave, tuple(
        TileReason(say(reason_in_tile(agenda, session.id, one)), one.severity.rank == 0, frozenset(one.rooms))
        for one in found
    )


def recoloured(plan: PlanView, session: Session, content: TileContent) -> TileContent:
    """Return the content of a session's tile with the colour that the present colouring gives it."""
    colour, meaning = _session_colour(plan, session)
    return replace(content, colour=colour, meaning=meaning)


def _moderators_text(words: Wording, agenda: Agenda, moderators: Iterable[str]) -> str:
    names = ", ".join(agenda.people[p].name for p in moderators if p in agenda.people)
    return words("Moderator {name}").format(name=names) if names else ""


def _are_usual_moderators(agenda: Agenda, session: Session, moderators: Collection[str]) -> bool:
    """Return whether moderators need no mention: all chair the session's block, or have a whole-day shift in each room.

    True if there are none, else False for a session without a placement.
    """
    placement, block = session.placement, agenda.blocks.get(session.block or "")
    if not moderators or placement is None:
        return not moderators
    if block and {chair.person for chair in block.chairs}.issuperset(moderators):
        return True
    shifts = [cover for cover in agenda.covers.values() if cover.whole_day and cover.is_expected]
    places = [replace(placement, rooms=(room,)) for room in placement.rooms] or [placement]
    return all({cover.person for cover in shifts if cover.covers_placement(at)}.issuperset(moderators) for at in places)


def _joined_names(people: Sequence[Person]) -> str:
    """Return the names of people, separated by commas; surnames only if there are more than ``MOST_NAMES``."""
    if len(people) <= MOST_NAMES:
        return ", ".join(person.name for person in people)
    return ", ".join(surname(person) for person in people)


def surname(person: Person) -> str:
    """Return the part of a person's sort name before its first comma, or else the last word of the name."""
    before, comma, _first = person.sort_name.partition(",")
    return before.strip() if comma and before.strip() else (person.name.split() or [person.name])[-1]


def effective_colouring(plan: PlanView) -> Colouring:
    """Return the chosen property that colours the tiles; for the track, the kind as long as there are no tracks."""
    chosen = plan.view_state.colouring
    return Colouring.KIND if chosen is Colouring.TRACK and not plan.agenda.tracks else chosen


def _session_colour(plan: PlanView, session: Session) -> tuple[str, str]:
    """Return the name of a session's colour and what it stands for; each may be empty."""
    words, by = plan.presentation.words, effective_colouring(plan)
    if by is Colouring.STATUS:
        return STATUS_COLOURS[session.status], words(STATUS_NAMES[session.status])
    if by is Colouring.KIND:
        chosen = plan.view_state.colouring is Colouring.KIND
        return KIND_COLOURS[session.kind], words(KIND_NAMES[session.kind]) if chosen else ""
    track = plan.agenda.tracks.get(session.track or "")
    return (track.colour, track.name) if track else ("", "")


def session_badges(plan: PlanView, session: Session) -> tuple[str, ...]:
    """Return a label for each unusual property: status, not being recorded, a language other than the conference's."""
    words, language = plan.presentation.words, session.language.strip()
    found = [words(STATUS_NAMES[session.status])] if session.status is not Status.CONFIRMED else []
    if session.do_not_record:
        found.append(words("Not recorded"))
    if language and language.casefold() != plan.agenda.conference.language.casefold():
        found.append(LANGUAGE_NAMES.get(language, language))
    return tuple(found)


def _buffer_texts(plan: PlanView, session: Session) -> tuple[str, str]:
    words = plan.presentation.words
    before = words("Set-up {n} min").format(n=session.setup) if session.setup else ""
    after = words("Clearing {n} min").format(n=session.teardown) if session.teardown else ""
    return before, after


def _part_positions_and_titles(session: Session) -> tuple[tuple[float, str], ...]:
    """Return each part that starts before the session's end: the fraction of the length before it, and its title."""
    begins = accumulate((part.minutes for part in session.segments), initial=0)
    shares = [(begin / session.minutes, part.title) for begin, part in zip(begins, session.segments, strict=False)]
    return tuple(pair for pair in shares if pair[0] < 1)


def tip_lines(content: TileContent) -> list[str]:
    """Return the lines of a tile's tip, title first, without its problems."""
    parts = " · ".join(title for _begin, title in content.parts)
    marks = " · ".join(word for word in (*content.badges, content.pinned, *content.buffers) if word)
    hours, *facts = content.details
    place = f"{hours} · {content.rooms}" if content.rooms else hours
    return [line for line in (content.title, place, *facts, parts, marks) if line]
