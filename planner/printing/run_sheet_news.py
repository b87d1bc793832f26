"""Compares a run sheet with the one that was printed last, of which only times and fingerprints are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.fingerprint import fingerprint
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement
from planner.printing.run_sheet_sections import RunSheetSection
from planner.printing.run_sheet_texts import RunSheetTexts, expected
from planner.programme.dates import time_of_day

FACTS = (N_("title"), N_("place"), N_("people"), N_("notes"))
"""The facts of a row that are compared, by the words for them."""


def remembered(agenda: Agenda, sections: Iterable[RunSheetSection], at: datetime) -> dict[str, Any]:
    """Return what is to be remembered of sections printed at a time: for each its time and its rows by session id."""
    return {
        section.key: {"at": at.isoformat(), "rows": {s.id: _row(agenda, s, where) for s, where in section.rows}}
        for section in sections
    }


def _row(agenda: Agenda, session: Session, where: Placement) -> list[Any]:
    """Return a row's start, end and a fingerprint of each of ``FACTS``, which no wording of ours is part of."""
    people = expected(agenda, session)
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


@dataclass(frozen=True, slots=True)
class RunSheetNews:
    """Marks what is new in sections since they were ``printed``, which is what ``remembered`` returned."""

    texts: RunSheetTexts
    printed: Mapping[str, Any]

    def marked(self, section: RunSheetSection) -> RunSheetSection:
        """Return the section with its news, or as it is if it was not printed before."""
        before = self.printed.get(section.key)
        rows = before.get("rows") if isinstance(before, dict) else None
        if not isinstance(before, dict) or not isinstance(rows, dict):
            return section
        news = {s.id: told for s, where in section.rows if (told := self._news(s, where, rows.get(s.id)))}
        here = {session.id for session, _where in section.rows}
        gone = tuple(self._gone(sid, row) for sid, row in rows.items() if sid not in here and _is_row(row))
        return replace(section, news=news, gone=gone, printed=str(before.get("at", "")))

    def _news(self, session: Session, where: Placement, before: object) -> str:
        """Return what is new in a row, or an empty string."""
        say = self.texts.words.say
        if before is None:
            return say(Text("NEW"))
        if not _is_row(before):
            return ""
        assert isinstance(before, list)
        now = _row(self.texts.agenda, session, where)
        times = self._times(before)
        moved = [say(Text("was {times}", times=times))] if before[:2] != now[:2] else []
        facts = zip(FACTS, before[2:], now[2:], strict=True)
        other = [self.texts.words(name) for name, then, new in facts if then != new]
        changed = [say(Text("changed: {what}", what=", ".join(other)))] if other else []
        return " · ".join((*moved, *changed))

    def _gone(self, session: str, before: Sequence[Any]) -> str:
        """Return the line on a session that is no longer in the section."""
        known, say = self.texts.agenda.sessions.get(session), self.texts.words.say
        times = self._times(before)
        if known is None:
            return say(Text("{times}: deleted", times=times))
        return say(Text("{times}: “{title}” is no longer here", times=times, title=known.title))

    def _times(self, row: Sequence[Any]) -> str:
        start, end = (time_of_day(minutes, self.texts.words.language) for minutes in row[:2])
        return f"{start}–{end}"


def _is_row(found: object) -> bool:
    return (
        isinstance(found, list)
        and len(found) == 2 + len(FACTS)
        and all(type(number) is int and 0 <= number <= 4 * 1440 for number in found[:2])
    )
