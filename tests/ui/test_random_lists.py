"""Random events in long lists: nothing is written but in the current cell or what is selected, and all is undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from planner.domain.agenda import Agenda
from planner.domain.entities import Entity, Person, Session
from planner.domain.value_objects import Kind, State, Status
from planner.environment import Environment
from tests.builders import DAY, day, moderator, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.lists import NEXT, choose_columns, head, open_list
from tests.ui.test_random_events import run
from tests.ui.window_driver import CTRL, NONE, SHIFT, Key, WindowDriver, stored
from ui.features.lists.list_page import ListPage
from ui.forms.forms import FORMS

pytestmark = pytest.mark.forms

ROWS, ROOMS = 400, 12
COLUMNS = {
    "sessions": ("title", "rooms", "people", "kind", "status", "audience", "track"),
    "people": ("organisation", "title", "role", "state", "diet", "phone"),
}
"""The columns beside the first one, of which the cells of some cannot be edited."""
VALUES = {
    "when": ("9:00", "10:15", "16.40"), "title": ("Zebra", "Alpha", "Talk 7"), "kind": ("Panel", "Talk"),
    "rooms": ("Room 3", "Room 11"), "status": ("Draft", "Planned"), "audience": ("7", "120", ""), "track": ("",),
    "name": ("Zoe", "Adam Ek"), "organisation": ("KTH", "SU", ""), "state": ("Invited", "Declined"),
    "phone": ("112", ""), "diet": ("Vegan", "None", ""),
}  # fmt: skip
"""What is pasted and typed, by column."""
WRONG = "neither time nor room"
"""What columns of other than text refuse."""
CHIPS = {
    "sessions": ("day", "day", "room", "room", "placed", "tray", "problems", "draft"),
    "people": ("speakers", "unasked", "idle"),
}  # fmt: skip
TYPED = ("title", "organisation", "phone", "name", "audience", "when", "diet")
WITH_IT = {"state": ("asked", "answered"), "rooms": ("place",), "name": ("photo",)}
"""The fields that a field takes along."""
EVENTS = {
    "click": 20, "walk": 20, "sort": 8, "fill": 16, "paste": 16, "undo": 12, "redo": 5, "search": 4, "filter": 4,
    "type_in": 5,
}  # fmt: skip
KEYS = (
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageDown, Key.Key_PageUp,
)  # fmt: skip


def cast() -> list[Entity]:
    """Return a conference of 400 sessions in twelve rooms on two days, and 400 people."""
    people = [person(f"p{n}", name=f"Name {n * 7 % ROWS}", organisation=("KTH", "SU", "")[n % 3]) for n in range(ROWS)]
    sessions = []
    for n in range(ROWS):
        hour, where = 8 + n // ROOMS % 9, (f"r{n % ROOMS}",) if n % 40 else ()
        who = (speaker(f"p{n % 250}", (State.CONFIRMED, State.INVITED)[n % 2]), moderator(f"p{n % 90}"))
        on, times = (DAY, NEXT)[n % 2], f"{hour:02}:00-{hour:02}:45" if n % 11 else ""
        kind, status = (Kind.TALK, Kind.PANEL)[n % 5 == 0], (Status.CONFIRMED, Status.CANCELLED)[n % 50 == 9]
        sessions.append(
            talk(f"s{n}", where if times else "", times, on=on, title=f"Talk {n}", people=who[: n % 3], kind=kind,
                 status=status, pinned=n % 17 == 0)
        )  # fmt: skip
    return [day(), day(NEXT), *(room(f"r{n}", n, name=f"Room {n}") for n in range(ROOMS)), *people, *sessions]


@dataclass(frozen=True)
class Sight:
    """A list as it is seen: its rows, the columns' names, and which rows and which cell are selected and current."""

    ids: tuple[str, ...]
    columns: tuple[str, ...]
    selected: tuple[str, ...]
    current: tuple[str, str]

    @classmethod
    def of(cls, page: ListPage) -> "Sight":
        """Return what is seen of a page."""
        table, index = page.table, page.view.currentIndex()
        columns = tuple(column.name for column in table.columns)
        rows = sorted(found.row() for found in page.view.selectionModel().selectedRows())
        current = (table.ids[index.row()], columns[index.column()]) if index.isValid() else ("", "")
        return cls(table.ids, columns, tuple(table.ids[row] for row in rows), current)

    @property
    def filled(self) -> set[tuple[str, str]]:
        """The cells that may be filled: of the selected rows in the current column."""
        return {(row, self.current[1]) for row in self.selected}

    @property
    def right(self) -> tuple[str, ...]:
        """The columns from the current cell on, none without one."""
        return self.columns[self.columns.index(self.current[1]) :] if self.current[0] else ()

    def pasted(self, lines: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
        """Return the cells that may be pasted: from the current one down and to the right, as many as are copied."""
        row = self.ids.index(self.current[0]) if self.current[0] else len(self.ids)
        rows = self.ids[row : row + len(lines)]
        return {(one, other) for one in rows for other in self.right[: len(lines[0])]}


def written(before: Agenda, after: Agenda, kind: type[Entity]) -> set[tuple[str, str]]:
    """Return the cells in which two conferences differ, by entity and field; nothing else may differ.

    A start that is given to a waiting session places it, in a room of some day, which is no cell of its own.
    """
    were, are = ({e.id: e for e in one.entities() if isinstance(e, kind)} for one in (before, after))
    assert were.keys() == are.keys()
    assert {e for e in before.entities() if not isinstance(e, kind)} == {
        e for e in after.entities() if not isinstance(e, kind)
    }
    others = [name for name, old in were.items() if old is not are[name] and old != are[name]]
    found = {
        (name, field.name) for name in others for field in FORMS[kind]
        if field.value(before, were[name]) != field.value(after, are[name])
    }  # fmt: skip
    assert {name for name, _field in found} == set(others)
    placed = {name for name, field in found if field == "start" and before.sessions[name].placement is None}
    return {(name, field) for name, field in found if name not in placed or field not in ("day", "rooms")}


def allowed(cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the fields of cells, with those that they take along."""
    fields = {("start" if column == "when" else column, row) for row, column in cells}
    return {(row, name) for field, row in fields for name in (field, *WITH_IT.get(field, ()))}


class ListStorm:
    """Random events of one seed in a list; ``log`` are those that have happened."""

    def __init__(self, driver: WindowDriver, place: str, seed: int) -> None:
        self.driver, self.random = driver, Random(seed)
        self.page = open_list(driver, place)
        self.kind: type[Entity] = Session if place == "sessions" else Person
        choose_columns(driver, *COLUMNS[place])
        self.snapshots, self.at = [driver.agenda], 0
        self.log: list[str] = []
        self.writes = 0

    # events ---------------------------------------------------------------------------------------------------

    def click(self) -> str:
        """Click a cell in sight, with or without Shift or Ctrl; not behind the notice, which lies over the list."""
        view, keys = self.page.view, self.random.choice([NONE, NONE, NONE, SHIFT, CTRL])
        area = view.viewport().rect().adjusted(1, 1, -1, -80)
        at = QPoint(self.random.randrange(area.left(), area.right()), self.random.randrange(area.top(), area.bottom()))
        if view.isVisible():
            self.driver.click(view.viewport().mapTo(self.driver.window, at), keys)
        return f"click {at.toTuple()} {keys}"

    def walk(self) -> str:
        """Walk from cell to cell, extend the selection, or select all."""
        self.page.take_keys()
        key, keys = self.random.choice(KEYS), self.random.choice([NONE, NONE, NONE, SHIFT, SHIFT, CTRL])
        times = self.random.choice([1, 1, 2, 5])
        if self.random.random() < 0.1:
            key, keys, times = Key.Key_A, CTRL, 1
        if self.page.view.hasFocus():
            self.driver.key(*[key] * times, modifiers=keys)
        return f"{times} × {key.name} {keys}"

    def sort(self) -> str:
        name = self.random.choice(self.page.table.columns).name
        if self.page.view.isVisible():
            self.driver.click(head(self.driver, name))
        return f"sort {name}"

    def search(self) -> str:
        self.page.search.setText(text := self.random.choice([""] * 6 + ["3", "room 1", "kth", "name 2", "nobody"]))
        return f"search {text!r}"

    def filter(self) -> str:
        """Press a chip, or pick an option of a choice."""
        chips, name = self.page.chips, self.random.choice(["all"] * 6 + list(CHIPS[self.page.listing.name]))
        if name in chips.choices:
            menu = chips.choices[name].options
            menu.aboutToShow.emit()
            entry = self.random.choice(menu.actions())
            entry.trigger()
            return f"pick {entry.text()!r}"
        chips.select_chip(name, alone=name == "all")
        return f"filter {name}"

    def fill(self) -> str:
        sight = self.before_writing()
        self.driver.key(Key.Key_D, modifiers=CTRL)
        self.check_written(sight, sight.filled)
        return f"fill {sight.current} of {len(sight.selected)}"

    def paste(self) -> str:
        """Paste cells, mostly into a column that can be written."""
        able = [n for n, column in enumerate(self.page.table.columns) if column.name in VALUES]
        if self.random.random() < 0.7 and self.before_writing().current[0]:
            self.driver.key(*[Key.Key_Left] * 9, *[Key.Key_Right] * self.random.choice(able))
        sight = self.before_writing()
        down, names = self.random.choice([1, 2, 3, 20]), sight.right[: self.random.choice([1, 1, 2])]
        lines = [[self.random.choice(VALUES.get(name, (WRONG,))) for name in names] for _line in range(down)]
        if names and self.random.random() < 0.1:
            lines[-1][-1] = WRONG
        self.driver.paste("\n".join("\t".join(line) for line in lines), CTRL | SHIFT)
        self.check_written(sight, sight.pasted(lines))
        return f"paste {names} × {down} at {sight.current}"

    def type_in(self) -> str:
        """Type into the current cell, if it is the only selected row's."""
        sight = self.before_writing()
        name = sight.current[1]
        if name in TYPED and sight.selected == (sight.current[0],):
            self.driver.key(Key.Key_F2)
            self.driver.retype(self.random.choice(VALUES[name]), Key.Key_Return)
            self.driver.key(Key.Key_Escape)  # what was refused
            self.note(written(self.snapshots[self.at], self.driver.agenda, self.kind), allowed({sight.current}))
        return f"type into {sight.current}"

    def undo(self) -> str:
        return self.go_to(self.at - 1, "undo")

    def redo(self) -> str:
        return self.go_to(self.at + 1, "redo")

    def go_to(self, number: int, name: str) -> str:
        """Undo or redo, by the notice if it offers that; the cell stays on its thing and in its column."""
        there = 0 <= number < len(self.snapshots)
        assert self.driver.actions[name].isEnabled() is there
        if there:
            sight, by_notice = Sight.of(self.page), name == "undo" and self.driver.said.startswith("Done")
            self.driver.push("Undo") if by_notice else self.driver.does(name)
            self.at, now = number, Sight.of(self.page)
            if sight.current[0] in now.ids:
                assert now.current == sight.current
        return f"{name} to {number}"

    # checks ---------------------------------------------------------------------------------------------------

    def before_writing(self) -> Sight:
        """Give the list the keys, and return what is seen of it."""
        self.page.take_keys()
        return Sight.of(self.page)

    def check_written(self, sight: Sight, cells: set[tuple[str, str]]) -> None:
        """Check that only these cells are others, and that nothing has moved under the hand."""
        now = Sight.of(self.page)
        assert (now.ids, now.selected, now.current) == (sight.ids, sight.selected, sight.current)
        self.note(written(self.snapshots[self.at], self.driver.agenda, self.kind), allowed(cells))

    def note(self, found: set[tuple[str, str]], may_be: set[tuple[str, str]]) -> None:
        """Check the cells that are written, and keep the new conference as a step."""
        assert found <= may_be
        if found:
            self.snapshots[self.at + 1 :], self.at, self.writes = [self.driver.agenda], self.at + 1, self.writes + 1

    def step(self) -> None:
        """Let something happen, and check that nothing but what it may has changed."""
        (name,) = self.random.choices(list(EVENTS), list(EVENTS.values()))
        self.log.append(f"({name})")
        self.log[-1] = getattr(self, name)()
        now = self.driver.agenda
        assert now is self.snapshots[self.at] or now == self.snapshots[self.at]


SOAK = [pytest.param(place, 2, 5000, marks=pytest.mark.soak, id=f"5000 in {place}") for place in ("sessions", "people")]


@pytest.mark.parametrize(
    ("place", "seed", "events"),
    [pytest.param(place, 1, 80, id=f"some in {place}") for place in ("sessions", "people")] + SOAK,
)
def test_any_events_write_only_what_is_current_or_selected_and_are_undone(
    hands_on: HandsOn, qtbot: QtBot, env: Environment, tmp_path: Path, place: str, seed: int, events: int
) -> None:
    driver = hands_on(*cast())
    start = driver.agenda

    storm = ListStorm(driver, place, seed)
    run(qtbot, storm.log, [storm.step] * events)

    assert storm.writes > events / 20
    end = driver.agenda
    driver.start_over()
    assert driver.agenda == start
    while driver.actions["redo"].isEnabled():
        driver.does("redo")
    assert driver.agenda == storm.snapshots[-1]
    assert end in storm.snapshots
    driver.start_over()
    driver.window.close_conference()
    assert stored(next(tmp_path.glob("*.estrad")), env) == start
