"""Facts about the conference that help to interpret a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.agenda import Agenda


@dataclass(frozen=True, slots=True)
class MappingContext:
    """Facts known about the conference before a table is read; for a new one only the language and ``today``.

    If the conference has no day yet, ``today`` provides the year of dates without a year.
    """

    language: str = "en"
    dates: tuple[date, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    title: str = ""
    today: date | None = None

    @property
    def year(self) -> int | None:
        """The year of dates without a year."""
        near = self.dates[0] if self.dates else self.today
        return near.year if near else None


def context_of(agenda: Agenda, today: date | None = None) -> MappingContext:
    """Return the context of a conference."""
    return MappingContext(
        language=agenda.conference.language,
        dates=tuple(sorted(day.date for day in agenda.days.values())),
        people=tuple(person.name for person in agenda.people.values()),
        rooms=tuple(room.name for room in agenda.rooms_in_order),
        tracks=tuple(track.name for track in agenda.tracks_in_order),
        title=agenda.conference.title,
        today=today,
    )
