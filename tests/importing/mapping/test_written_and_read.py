"""The law that any list of sessions, written as a table, is read back, both as a list and as a grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.cleaning import clean_line
from planner.importing.incoming import Incoming
from planner.tables.table import Area, Value, Worksheet
from tests.importing.mapping.tables import FRIDAY, SATURDAY, names_in, read, sheet

ROOMS = ("Aula", "Stora salen", "Sal 3", "Vinden")
PEOPLE = ("Ada Lind", "Bo Ek", "Cid af Dal", "Dan-Erik Elm", "Eva Fors", "Gun O'Hara", "Åsa Öst")
FORMS: tuple[Callable[[int], str], ...] = (
    lambda m: f"{m // 60:02}:{m % 60:02}",
    lambda m: f"{m // 60}.{m % 60:02}",
    lambda m: f"kl {m // 60}.{m % 60:02}",
    lambda m: f"{(m // 60 - 1) % 12 + 1}:{m % 60:02} {'AM' if m < 720 else 'PM'}",
)


@dataclass(frozen=True)
class Told:
    title: str
    day: date
    start: int
    minutes: int
    room: str
    people: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day) + timedelta(minutes=self.start)


def facts(told: Told) -> tuple[object, ...]:
    return told.title, told.at, told.minutes, (told.room,), told.people


def facts_read(incoming: Incoming) -> set[tuple[object, ...]]:
    return {
        (one.title, one.begin and one.begin.at, one.minutes, one.rooms, names_in(incoming, one))
        for one in incoming.sessions
    }


ANY_TITLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda text: clean_line(text) == text
)
WORDS = ("om", "fel", "och", "tester", "i", "stora", "system", "nu", "igen")
PLAIN_TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
CROWD = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple)


@st.composite
def programmes(draw: st.DrawFn, titles: st.SearchStrategy[str], *, numbered: bool) -> list[Told]:
    """Draw sessions of which none overlaps another in its room."""
    found: list[Told] = []
    for day in (FRIDAY, SATURDAY):
        for room in ROOMS:
            clock = draw(st.integers(6, 12)) * 60
            for _ in range(draw(st.integers(0, 2))):
                clock += draw(st.integers(0, 12)) * 5
                minutes = draw(st.integers(1, 24)) * 5
                title = draw(titles) + (f" {len(found)}" if numbered else "")
                found.append(Told(title, day, clock, minutes, room, draw(CROWD)))
                clock += minutes
    return list({told.title.casefold(): told for told in found}.values())


@settings(max_examples=25, deadline=None)
@given(programme=programmes(ANY_TITLE, numbered=False), form=st.sampled_from(FORMS), data=st.data())
def test_a_programme_that_is_written_as_a_list_is_read_back(
    programme: list[Told], form: Callable[[int], str], data: st.DataObject
) -> None:
    rows: list[list[Value]] = [
        [told.title, told.day.isoformat(), form(told.start), form(told.start + told.minutes), told.room,
         ", ".join(told.people) or None]
        for told in data.draw(st.permutations(programme))
    ]  # fmt: skip
    incoming = read(sheet(["Titel", "Datum", "Start", "Slut", "Lokal", "Talare"], *rows))

    assert (facts_read(incoming), incoming.refused) == (set(map(facts, programme)), ())


@settings(max_examples=25, deadline=None)
@given(programme=programmes(PLAIN_TITLE, numbered=True), form=st.sampled_from(FORMS))
def test_a_programme_that_is_drawn_as_a_grid_is_read_back(programme: list[Told], form: Callable[[int], str]) -> None:
    incoming = read(drawn(programme, form))

    assert (facts_read(incoming), incoming.refused) == (set(map(facts, programme)), ())


def drawn(programme: list[Told], form: Callable[[int], str]) -> Worksheet:
    """Return the programme as a grid, one day below the other; each session is a merged cell as long as it lasts."""
    rows: list[list[Value]] = []
    merged: list[Area] = []
    for day in (FRIDAY, SATURDAY):
        of_day = [told for told in programme if told.day == day]
        times = sorted({m for told in of_day for m in (told.start, told.start + told.minutes)} or {480, 540})
        rows += [[f"{day:%A} {day.day} april", *[None] * len(ROOMS)], ["Tid", *ROOMS]]
        first = len(rows)
        rows += [[form(minutes), *[None] * len(ROOMS)] for minutes in times]
        for told in of_day:
            top, column = first + times.index(told.start), 1 + ROOMS.index(told.room)
            bottom = first + times.index(told.start + told.minutes) - 1
            rows[top][column] = told.title + (f" – {' och '.join(told.people)}" if told.people else "")
            if bottom > top:
                merged.append(Area(top, column, bottom, column))
    return sheet(*rows, merged=tuple(merged))
