"""Verbs typed into the command palette: a session begins or ends later or earlier, is called off, or two swap."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from PySide6.QtCore import QDate, QLocale

from planner.commands.propagation import Propagation
from planner.commands.ripple import Ripple, overrun, shift_sessions
from planner.commands.timeline import set_cancelled, swap
from planner.domain.agenda import Agenda, session_names
from planner.domain.entities import Session
from planner.domain.languages import LANGUAGES
from planner.domain.search import folded
from planner.domain.span import MINUTES_A_DAY, wall_time
from planner.domain.value_objects import KIND_NAMES, Status
from planner.wording import Wording

_LATER = re.compile(r"(?P<title>.*\S)\s*(?P<sign>[+\-−–])\s*(?P<minutes>[0-9]{1,3})\s*(?:min\w*\.?)?\s*", re.IGNORECASE)
_BEGINS = re.compile(r"(?P<title>.*\S)\s+(?:begins?|starts?|börjar?|startar?)", re.IGNORECASE)
_SO_LATE = r"(?:late|delayed|försena[dt]|sent?)\s+(?:by\s+|med\s+)?"
_RUNS_LATE = re.compile(
    rf"{_SO_LATE}(?P<minutes>[0-9]{{1,3}})\s*(?:min\w*\.?)?\s+(?P<where>\S.*)"
    rf"|(?P<said>.*\S)\s+{_SO_LATE}(?P<by>[0-9]{{1,3}})\s*(?:min\w*\.?)?\s*",
    re.IGNORECASE,
)
LINKING = {"in", "on", "at", "the", "i", "på", "pa"}
"""Words of a sentence that do not tell which session is meant."""
_SWAPS = re.compile(r"(?P<title>.*\S)\s+[x×⇄]\s+(?P<other>\S.*)", re.IGNORECASE)
_OFF = r"(?:called off|call off|cancelled|cancel|ställa? in|ställs in|inställ[dt])"
_CALLS_OFF = re.compile(rf"{_OFF}\s+(?P<title>.*)|(?P<said>.*\S)\s+{_OFF}", re.IGNORECASE)
PAIRS = 500
"""Maximum number of pairs to swap that are listed; the number of all is given."""
END, BEGIN, SWAP, CALL_OFF = "end", "begin", "swap", "call_off"
MAKES: Mapping[str, Callable[[Agenda, TypedVerb, Propagation], Ripple]] = {
    END: lambda agenda, verb, how: overrun(agenda, verb.sessions, verb.minutes, how),
    BEGIN: lambda agenda, verb, how: shift_sessions(agenda, verb.sessions, verb.minutes, how),
    SWAP: lambda agenda, verb, _how: Ripple(swap(agenda, *verb.sessions)),
    CALL_OFF: lambda agenda, verb, _how: Ripple(set_cancelled(agenda, *verb.sessions)),
}


@dataclass(frozen=True, slots=True)
class TypedVerb:
    """A typed verb, one of ``MAKES``; ``minutes`` is by how much sessions begin or end later, negative for earlier."""

    act: str
    sessions: tuple[str, ...]
    minutes: int = 0

    def make_ripple(self, agenda: Agenda, how: Propagation) -> Ripple:
        """Return what the verb would do, passing delays on as ``how`` says.

        Raise ``EstradError`` if it is impossible.
        """
        return MAKES[self.act](agenda, self, how)


@dataclass(frozen=True, slots=True)
class SearchableSession:
    """A session, and the folded texts in which typed words are sought: title, lines, and whole words.

    ``lines`` has title, type and people and, if the session is placed, rooms, other place, weekday and month, a line
    each; ``whole`` then has date, day of the month, start, and rooms as in *room B*. With neither rooms nor another
    place, it has all rooms.
    """

    session: Session
    title: str
    lines: str
    whole: frozenset[str]

    def match_score(self, wanted: Sequence[str]) -> tuple[int, int] | None:
        """Return how well typed words match this session, the lower the better; None if a word is not found.

        The first number is that of the phrases, as few as possible, into which the words are divided so that each is
        found in the session; the second is how many of them are found only inside a word or number of its title.
        """
        best: list[tuple[int, int] | None] = [(0, 0)]
        for end in range(1, len(wanted) + 1):
            found = []
            for start, before in enumerate(best):
                level = self._match_rank(" ".join(wanted[start:end])) if before else None
                if before and level is not None:
                    found.append((before[0] + 1, before[1] + level))
            best.append(min(found, default=None))
        return best[-1]

    def _match_rank(self, phrase: str) -> int | None:
        if phrase in self.whole:
            return 0
        if phrase not in self.lines:
            return None
        whole = r"(?!\d)" if phrase[-1].isdigit() else ""  # Hall 1 is not Hall 12
        if re.search(rf"(?<!\w){re.escape(phrase)}{whole}", self.lines):
            return 0
        return 1 if phrase in self.title else None


class VerbSearch:
    """Finds the sessions that a typed verb means.

    ``now`` is the time at the conference, ``day`` the day in sight; ``live`` is true if today is a conference day.
    """

    def __init__(self, agenda: Agenda, words: Wording, now: datetime, day: date, *, live: bool) -> None:
        self._agenda, self._words, self._day = agenda, words, day
        self._now, self._live = now, live
        self._sought = [self._sought_session(session) for session in agenda.sessions_in_order]

    def matching_verbs(self, typed: str) -> tuple[list[TypedVerb], int]:
        """Return the verbs that a typed text may mean, best matches first, and how many there are.

        Such a text is ``keynote +10``, ``late by 12 in room B`` or ``keynote x panel``. Of verbs that swap, at most
        ``PAIRS`` are returned, in the order of ``_swap_verbs``.
        """
        if found := _LATER.fullmatch(typed):
            minutes = int(found["minutes"]) * (1 if found["sign"] == "+" else -1)
            verbs = self._time_shift_verbs(found["title"], minutes) if minutes else []
            return verbs, len(verbs)
        if found := _RUNS_LATE.fullmatch(typed):
            verbs = self._delay_verbs(found["where"] or found["said"], int(found["minutes"] or found["by"]))
            return verbs, len(verbs)
        if found := _SWAPS.fullmatch(typed):
            first = [session for session in self._sessions_meant(found["title"]) if session.placement]
            other = self._sessions_meant(found["other"])
            same = len({session.id for session in first} & {session.id for session in other})
            return list(islice(_swap_verbs(first, other), PAIRS)), len(first) * len(other) - same
        if found := _CALLS_OFF.fullmatch(typed):
            meant = self._sessions_meant(found["title"] or found["said"] or "")
            verbs = [TypedVerb(CALL_OFF, (one.id,)) for one in meant if one.status is not Status.CANCELLED]
            return verbs, len(verbs)
        return [], 0

    def _time_shift_verbs(self, title: str, minutes: int) -> list[TypedVerb]:
        act, meant = END, self._sessions_meant(title)
        if not meant and (found := _BEGINS.fullmatch(title)):
            act, meant = BEGIN, self._sessions_meant(found["title"])
        placed = [(session.id, session.placement.span) for session in meant if session.placement]
        fits = (name for name, span in placed if (span.start if act == BEGIN else span.minutes - 1) + minutes >= 0)
        return [TypedVerb(act, (name,), minutes) for name in fits]

    def _delay_verbs(self, where: str, minutes: int) -> list[TypedVerb]:
        """Return a verb for each placed session meant: it ends later if it is going on now, or else begins later.

        If today is not a day of the conference, none is going on. For 0 minutes, return none.
        """
        bare = " ".join(word for word in where.split() if word.casefold() not in LINKING)
        meant = self._sessions_meant(bare) or self._sessions_meant(where)
        placed = [(session.id, session.placement.span) for session in meant if session.placement and minutes]
        on = {
            name
            for name, span in placed
            if self._live and wall_time(span.day, span.start) <= self._now < span.end_datetime
        }
        return [TypedVerb(END if name in on else BEGIN, (name,), minutes) for name, _span in placed]

    def _sessions_meant(self, typed: str) -> list[Session]:
        wanted, found = folded(typed).split(), list[tuple[tuple[float, ...], Session]]()
        for sought in self._sought:
            if fits := sought.match_score(wanted):
                over, *when = self._sort_key(sought.session)
                found.append(((fits[0], over, fits[1], *when), sought.session))
        return [session for _key, session in sorted(found, key=lambda hit: hit[0])]

    def _sort_key(self, session: Session) -> tuple[float, float, float]:
        """Return a sort key: sessions that are not over first, by time, then the others, the last first.

        If today is not a day of the conference, none is over, and those of the day in sight come first.
        """
        if (where := session.placement) is None:
            return 0, 0, math.inf
        over = self._live and where.span.end_datetime <= self._now
        elsewhere = not self._live and where.span.day != self._day
        return over, elsewhere, -where.span.absolute_start if over else where.span.absolute_start

    def _sought_session(self, session: Session) -> SearchableSession:
        title, kind = folded(session.title), KIND_NAMES[session.kind]
        lines, whole = [title, kind, self._words(kind), *session_names(self._agenda, session)], list[str]()
        if where := session.placement:
            on, (hour, minute) = where.span.day, divmod(where.span.start % MINUTES_A_DAY, 60)
            rooms = where.rooms or [room.id for room in self._agenda.rooms_in_order if not where.place]
            names = self._agenda.room_names(rooms)
            whole += [folded(f"{word} {name}") for name in names for word in {"room", self._words("room")}]
            locales, when = (
                (QLocale(language.locale) for language in LANGUAGES.values()),
                QDate(on.year, on.month, on.day),
            )
            lines += [*names, where.place, *(locale.toString(when, "dddd\nMMMM") for locale in locales)]
            whole += [f"{on.day}", f"{on.day}/{on.month}", on.isoformat()]
            whole += [f"{said}{sign}{minute:02d}" for said in (hour, f"{hour:02d}") for sign in ":."]
        return SearchableSession(session, title, folded("\n".join(lines)), frozenset(whole))


def _swap_verbs(first: Sequence[Session], other: Sequence[Session]) -> Iterator[TypedVerb]:
    """Yield the pairs to swap; for each first session, others of its day and unplaced ones come first."""
    for one in first:
        day = one.placement.span.day if one.placement else None
        for two in sorted(other, key=lambda two: two.placement is not None and two.placement.span.day != day):
            if two is not one:
                yield TypedVerb(SWAP, (one.id, two.id))
