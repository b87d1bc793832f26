"""Pairs a file's sessions with the conference's: by id, by key, by title, people, time and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import partial
from itertools import chain, count, product
from math import inf
from operator import attrgetter, itemgetter
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import N_, clean_line
from planner.domain.zones import time_zone
from planner.importing.comparing import fingerprint, parse_fingerprints
from planner.importing.datetimes import Zone, wall_clock_time
from planner.importing.findings import Findings, KnownThings, title_key, title_numbers
from planner.importing.incoming import MANY, A, B, Incoming, IncomingPlace, IncomingSession, grouped, numbered_key
from planner.importing.session_translation import SessionTranslator, written_placement

MOST_BESIDE = 1_000
"""Maximum number of sessions with the same time or people that a title is compared with."""
NEAR_TITLES, SAME_PLACE, SAME_PEOPLE = 90, 70, 55
"""Minimum similarities of two titles, of 100.

They are for sessions with the same people or time, for retitled sessions at the same place and time, and for retitled
sessions with the same people.
"""


class MatchedBy(Enum):
    """The way in which two sessions were matched, with the message about it, which is empty for a key."""

    KEY = ""
    TITLE = N_("Matched with “{title}”, which has the same title.")
    NEAR = N_("Matched with “{title}”, which has nearly the same title.")
    RETITLED = N_("Matched with “{title}”, which has the same people or place.")


SessionMatch = tuple[Session, MatchedBy]
"""A session of the conference that matches one of the file, and how the match was found."""
DOUBTFUL = frozenset({MatchedBy.NEAR, MatchedBy.RETITLED})
"""Ways of matching after which the user should check the match."""


@dataclass(frozen=True, slots=True)
class SessionTraits:
    """The properties by which a file's sessions are matched with the conference's.

    ``at`` is the index of the session in its list. ``key`` is the key of its title, or for one of the conference of the
    title that the file last gave, if it still has that. ``people`` and ``rooms`` are ids of entities here or new ones,
    and ``begins`` is the start on the conference's clocks.
    """

    at: int
    title: str
    key: str
    people: frozenset[str]
    begins: datetime | None
    rooms: tuple[str, ...]
    source: str
    """For a session of the conference: *own* if the file knows it, *other* if it is from another, *typed* if from none.

    For one of the file: *named* if the file has no id for it, else empty.
    """
    said: str = ""
    """The fingerprint of time and place as the file gives them, or as it gave them last for one of the conference."""


def match_sessions(
    findings: Findings, telling: SessionTranslator, known_by: KnownThings[Session]
) -> LongTask[dict[int, SessionMatch]]:
    """Match the file's sessions with the conference's, and return the matches by index in the file."""
    sessions, incoming = findings.agenda.sessions, findings.incoming
    found: dict[int, SessionMatch] = {}
    taken: set[str] = set()
    ways: tuple[Callable[[IncomingSession], Session | None], ...] = (
        lambda one: known_by.find(one.ours),
        lambda one: known_by.find("", one.key),
        lambda one: known_by.find("", *one.known_as),
    )
    for by in ways:
        for n, session in enumerate((yield from map_in_chunks(incoming.sessions, by, MANY))):
            if session and n not in found and session.id not in taken:
                found[n] = session, MatchedBy.KEY
                taken.add(session.id)
    left = [session for session in sessions.values() if session.id not in taken]
    if left and len(found) < len(incoming.sessions):
        came = sum(1 for session in sessions.values() if incoming.owns_key(session.origin))
        yield from _SessionMatcher(left, incoming, telling, known_by.beside, found).pair(came)
    return found


class _SessionMatcher:
    """Matches the sessions that have no key in common."""

    def __init__(
        self, left: Sequence[Session], incoming: Incoming, telling: SessionTranslator, beside: frozenset[str],
        found: dict[int, SessionMatch],
    ) -> None:  # fmt: skip
        self._sessions, self._incoming, self._telling, self._beside = left, incoming, telling, beside
        self._found = found
        self._theirs: dict[int, SessionTraits] = {}
        self._ours: dict[int, SessionTraits] = {}
        self._titles: dict[str, str] = {}

    def pair(self, came: int) -> LongTask[None]:
        """Pair the file's sessions that are not in ``found`` yet with the conference's, and add the pairs to it.

        ``came`` is the number of sessions imported from the file before. If most of them are still unpaired, the file
        has renewed its ids.
        """
        numbers = [n for n in range(len(self._incoming.sessions)) if n not in self._found]
        self._theirs = {trait.at: trait for trait in (yield from map_in_chunks(numbers, self._file_traits, MANY))}
        ours = yield from map_in_chunks(range(len(self._sessions)), self._conference_traits, MANY)
        self._ours = {trait.at: trait for trait in ours}
        renewed = 2 * sum(1 for trait in ours if trait.source == "own") > came
        yield from self._pair_by_title(renewed=renewed)
        yield from self._pair_by_near_title(stable=not renewed)
        self._pair_retitled()

    def _file_traits(self, n: int) -> SessionTraits:
        incoming = self._incoming.sessions[n]
        people, begins, rooms = self._telling.traits_for_matching(incoming)
        key, source = title_key(incoming.title), "named" if incoming.named else ""
        self._titles[fingerprint(incoming.title)] = key
        return SessionTraits(
            n, incoming.title, key, people, begins, rooms, source, self._telling.placement_fingerprint(incoming)
        )

    def _conference_traits(self, n: int) -> SessionTraits:
        session = self._sessions[n]
        people, placed = frozenset(a.person for a in session.people), session.placement
        begins, rooms = (placed.span.start_datetime, placed.rooms) if placed else (None, ())
        own = self._incoming.owns_key(session.origin) or session.id in self._beside
        source = "own" if own else "other" if session.origin else "typed"
        title, where = (
            self._telling.last_fingerprint(session, "title"),
            self._telling.last_fingerprint(session, "placement"),
        )
        key = self._titles.get(title) or title_key(session.title)
        return SessionTraits(n, session.title, key, people, begins, rooms, source, where)

    def _record_pairs(self, pairs: Iterable[tuple[int, int]], how: MatchedBy) -> None:
        """Record pairs of a file's session and the conference's, given by index, and remove both from the search."""
        for n, m in list(pairs):
            self._found[n] = self._sessions[m], how
            del self._theirs[n], self._ours[m]

    def _pair_by_title(self, *, renewed: bool) -> LongTask[None]:
        """Pair sessions that have the same title; if several do, shared people, rooms and the nearest time decide."""
        ours, theirs = (
            grouped(self._ours.values(), attrgetter("key")),
            grouped(self._theirs.values(), attrgetter("key")),
        )
        apart = partial(_session_distance, renewed=renewed)

        def title_pairs(title: str) -> list[tuple[int, int]]:
            found = nearest_pairs(theirs[title], ours[title], apart)
            return [(theirs[title][n].at, ours[title][m].at) for n, m in found]

        of_each = yield from map_in_chunks([title for title in theirs if title in ours], title_pairs, MANY)
        self._record_pairs(chain.from_iterable(of_each), MatchedBy.TITLE)

    def _pair_by_near_title(self, *, stable: bool) -> LongTask[None]:
        """Pair sessions with nearly the same title, and the same people or the same time.

        If the file's ids are ``stable``, a session with a new id is not paired with one imported from this file.
        """
        likes: list[tuple[float, int, int]] = []
        for by in (attrgetter("people"), attrgetter("begins")):
            ours = grouped(self._ours.values(), by)
            ours_of_others = grouped((trait for trait in self._ours.values() if trait.source != "own"), by)
            for n, theirs in enumerate(self._theirs.values()):
                offered = ours_of_others if stable and theirs.source != "named" else ours
                others = offered.get(by(theirs), [])[:MOST_BESIDE]
                keys = [trait.key for trait in others]
                best = process.extractOne(theirs.key, keys, scorer=fuzz.ratio, score_cutoff=NEAR_TITLES)
                if best and title_numbers(theirs.title) == title_numbers(others[best[2]].title):
                    likes.append((-best[1], theirs.at, others[best[2]].at))
                if n % 10 == 9:
                    yield Progress(n, len(self._theirs))
        self._record_pairs(pair_by_distance(likes), MatchedBy.NEAR)

    def _pair_retitled(self) -> None:
        """Pair retitled sessions of a list without ids.

        They must be the only ones on either side with the same people and time, or, if their titles are similar, with
        the same people, or with the same rooms and time.
        """
        ways: tuple[tuple[Callable[[SessionTraits], Hashable], int], ...] = (
            (lambda one: one.people and one.begins and (one.people, one.begins), 0),
            (lambda one: one.people, SAME_PEOPLE),
            (lambda one: one.begins and one.rooms and (one.begins, one.rooms), SAME_PLACE),
        )
        for by, least in ways:
            theirs = grouped((trait for trait in self._theirs.values() if trait.source == "named"), by)
            ours = grouped((trait for trait in self._ours.values() if trait.source == "own"), by)
            pairs = [
                (ones[0], ours[key][0]) for key, ones in theirs.items() if len(ones) == len(ours.get(key, ())) == 1
            ]
            self._record_pairs(
                ((one.at, other.at) for one, other in pairs if _has_similar_title(one, other, least)),
                MatchedBy.RETITLED,
            )


def _session_distance(theirs: SessionTraits, ours: SessionTraits, *, renewed: bool) -> float:
    """Return the distance in minutes of two sessions with the same title; it is infinite if they cannot be the same.

    It is -1 if the file gives the same time and place as last time. Other rooms, a missing start and other people add
    to it.
    """
    if not _may_be_same_session(theirs, ours, renewed=renewed):
        return inf
    if theirs.said and theirs.said == ours.said:
        return -1
    minutes = minutes_apart(theirs.begins, ours.begins, same_rooms=theirs.rooms == ours.rooms)
    return minutes + (0 if theirs.people & ours.people or theirs.people == ours.people else OTHER_PEOPLE)


def _may_be_same_session(theirs: SessionTraits, ours: SessionTraits, *, renewed: bool) -> bool:
    """Return whether two sessions with the same title may be the same.

    They may if they begin at the same time, if the file gives the same time and place as last time, or if they share a
    person. Otherwise a session from another file may not. One from this file may if the file has ``renewed`` its ids,
    or if neither has people, as a break, whose id means nothing. Any other may if they are not on different days and
    not both have people.
    """
    times = (theirs.begins, ours.begins), (theirs.said or None, ours.said)
    if any(one is not None and one == other for one, other in times) or theirs.people & ours.people:
        return True
    if ours.source == "other":
        return False
    if ours.source == "own" and (renewed or not (theirs.people or ours.people)):
        return True
    one_day = theirs.begins is None or ours.begins is None or theirs.begins.date() == ours.begins.date()
    return one_day and not (theirs.people and ours.people)


def _has_similar_title(one: SessionTraits, other: SessionTraits, least: int) -> bool:
    if one.people and other.people and not one.people & other.people:
        return False
    return fuzz.token_set_ratio(one.title.casefold(), other.title.casefold()) >= least


MOST_COMPARED = 40_000
"""Maximum number of pairs whose distances are compared; with more, two lists are paired in their order."""
OTHER_ROOM, NO_TIME = MINUTES_A_DAY // 2, 7 * MINUTES_A_DAY
OTHER_TITLE = OTHER_PEOPLE = 60 * MINUTES_A_DAY
"""Distance in minutes that another room, a missing time, and another title or other people add."""
_NUMBERED = re.compile(r"(?:×\d+|(/title:.*)#\d+)$", re.DOTALL)


def key_without_number(key: str) -> str:
    """Return a key without the number by which rows with the same code, or the same title and no code, differ."""
    return _NUMBERED.sub(lambda found: found[1] or "", key) if "×" in key or "#" in key else key


def minutes_apart(one: datetime | None, other: datetime | None, *, same_rooms: bool) -> float:
    """Return the minutes between two starts; a missing start counts as a week, and other rooms add half a day."""
    minutes = abs((one - other).total_seconds()) / 60 if one and other else NO_TIME
    return minutes + (0 if same_rooms else OTHER_ROOM)


def pair_by_distance(distances: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indexes, the nearest first, each index at most once; in ``distances`` they follow the distance."""
    gone, away = set[int](), set[int]()
    for _, n, m in sorted(distances, key=itemgetter(0)):
        if n not in gone and m not in away:
            gone.add(n)
            away.add(m)
            yield n, m


def nearest_pairs(theirs: Sequence[A], ours: Sequence[B], apart: Callable[[A, B], float]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indexes of two lists, the nearest first, each index at most once.

    Pairs that are infinitely far apart are left out. If there are more than ``MOST_COMPARED`` pairs, only things with
    the same index are compared.
    """
    numbers: Iterable[tuple[int, int]] = product(range(len(theirs)), range(len(ours)))
    if len(theirs) * len(ours) > MOST_COMPARED:
        numbers = ((n, n) for n in range(min(len(theirs), len(ours))))
    distances = ((apart(theirs[n], ours[m]), n, m) for n, m in numbers)
    return pair_by_distance(found for found in distances if found[0] < inf)


def with_conference_keys(incoming: Incoming, agenda: Agenda, zone: Zone) -> Incoming:
    """Return the file with the keys of its matches here, where several sessions share a code or once did.

    Such rows are numbered in the order of the file, so their numbers mean nothing once one of them is gone or new.
    """
    sessions = list(incoming.sessions)
    came = (session for session in agenda.sessions.values() if incoming.owns_key(session.origin))
    here = grouped(came, lambda session: key_without_number(session.origin))
    rows_of_code = grouped(
        range(len(sessions)), lambda n: "" if sessions[n].ours else key_without_number(sessions[n].key)
    )
    for code, rows in rows_of_code.items():
        keys = [session.origin for session in here.get(code, ())]
        if not keys or (len(rows) == len(keys) == 1 and sessions[rows[0]].key in keys):
            continue
        pairs = nearest_pairs([sessions[n] for n in rows], here[code], partial(_row_distance, agenda, zone.zone))
        found = {rows[n]: keys[m] for n, m in pairs}
        numbered = (f"{code}#{n}" if "/title:" in code else numbered_key(code, n) for n in count(1))
        free = (key for key in numbered if key not in keys)
        for n in rows:
            sessions[n] = replace(sessions[n], key=found.get(n) or next(free))
    return replace(incoming, sessions=tuple(sessions))


def _row_distance(agenda: Agenda, zone: ZoneInfo, incoming: IncomingSession, session: Session) -> float:
    """Return the distance in minutes of a row and a session here; -1 if the file gives time and place as last time."""
    begin, placed = incoming.begin, session.placement
    last = parse_fingerprints(session.import_marks).get("placement")
    if begin and last and last.file == fingerprint(written_placement(incoming, begin, zone)):
        return -1
    starts = wall_clock_time(begin, zone, time_zone(agenda.conference.timezone)) if begin else None
    rooms = tuple(agenda.rooms[room].name for room in placed.rooms) if placed else ()
    minutes = minutes_apart(starts, placed.span.start_datetime if placed else None, same_rooms=rooms == incoming.rooms)
    return minutes + (0 if title_key(incoming.title) == title_key(session.title) else OTHER_TITLE)


def with_conference_rooms(incoming: Incoming, agenda: Agenda) -> Incoming:
    """Return the file with the conference's rooms for sessions whose place is written as in our calendars.

    There the place may be several rooms in one text, or the place text.
    """
    here: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for session, placed in agenda.placed:
        names = agenda.room_names(placed.rooms)
        here[session.title, (clean_line(placed.place or ", ".join(names)),)] = names
    known = [here.get((one.title, one.rooms), one.rooms) for one in incoming.sessions]
    pairs = list(zip(incoming.sessions, known, strict=True))
    sessions = (replace(one, rooms=names, everywhere=one.everywhere or not names) if names != one.rooms else one
                for one, names in pairs)  # fmt: skip
    replaced = {name for one, names in pairs for name in one.rooms if names != one.rooms}
    used = {name for names in known for name in names}
    rooms = [room for room in incoming.rooms if room.name in used or room.name not in replaced]
    listed = {room.name for room in rooms}
    missing = dict.fromkeys(name for names in known for name in names if name not in listed)
    return replace(incoming, sessions=tuple(sessions), rooms=(*rooms, *(IncomingPlace(0, name) for name in missing)))
