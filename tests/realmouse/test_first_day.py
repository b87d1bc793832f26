"""The first day: people and sessions pasted from a spreadsheet by a real mouse, and by real keys; actions counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import day, room
from tests.realmouse.conftest import NewFile
from tests.realmouse.hand import Hand
from tests.realmouse.spreadsheet import PROGRAMS, Rows
from tests.realmouse.window import Open
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse

NAMES = (
    "Anna Berg", "Bo Ek", "Cecilia Dahl", "David Ahl", "Eva Falk", "Fredrik Lund", "Gunilla Ek", "Håkan Öst",
    "Ines Åberg", "Johan Rask", "Karin Ström", "Lars Vik", "Maria Wallin", "Nils Zetterberg",
)  # fmt: skip
PEOPLE: Rows = [
    ["Namn", "Titel", "Organisation", "E-post", "Telefon"],
    *(
        [name, "Forskare", "Lunds universitet", f"n{n}@example.org", f"070-00 00 {n:02}"]
        for n, name in enumerate(NAMES)
    ),
]
DAY = (
    ("Registrering", "8.30", "9.00", "", ""), ("Välkomna", "9.00", "9.15", "Hall", "Anna Berg"),
    ("Trygghet i offentlig miljö", "9.15", "10.00", "Hall", "Bo Ek, Cecilia Dahl"), ("Kaffe", "10.00", "10.20", "", ""),
    ("Kameror i staden", "10.20", "11.00", "Hall", "David Ahl"), ("Öppna data", "10.20", "11.00", "Lab", "Eva Falk"),
    ("Panel om ansvar", "11.00", "12.00", "Hall", "Fredrik Lund; Gunilla Ek och Håkan Öst"),
    ("Lunch", "12.00", "13.00", "", ""), ("Skyddade uppgifter", "13.00", "13.45", "Hall", "Ines Åberg\nJohan Rask"),
    ("Verkstad", "13.00", "13.45", "Lab", "Karin Ström"), ("Vad händer nu?", "13.45", "14.30", "Hall", "Lars Vik"),
    ("Avslutning", "14.30", "14.45", "Hall", "Maria Wallin, Nils Zetterberg"),
)  # fmt: skip
SESSIONS: Rows = [["Titel", "Start", "Slut", "Sal", "Medverkande"], *map(list, DAY)]
WITHOUT_TIMES: Rows = [["Titel", "Minuter", "Medverkande"], *([row[0], "30", row[4]] for row in DAY)]
CLEAN = "✓ No problems"
Copy = Callable[[str, Rows], None]


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a conference of one day in two rooms, and nothing else."""
    return new_file(day(opens="08:00", closes="17:00"), room("hall"), room("lab", 1))


@pytest.fixture
def copy(screen: dict[str, str]) -> Iterator[Copy]:
    """Yield a function that copies cells in another program, which acts as a spreadsheet."""
    command = [sys.executable, "-m", "tests.realmouse.spreadsheet"]
    with subprocess.Popen(command, env=screen, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:

        def put(of: str, rows: Rows) -> None:
            program.stdin.write(json.dumps(PROGRAMS[of](rows)) + "\n")
            program.stdin.flush()
            assert program.stdout.readline() == "copied\n"

        yield put
        program.stdin.close()
        program.wait(10)


class Way:
    """The mouse or the keyboard, by which somebody goes to a page, pastes, and presses a button of the import."""

    def __init__(self, name: str, hand: Hand) -> None:
        self.mouse, self.hand = name == "mouse", hand

    def go(self, page: str, keys: str) -> None:
        self.hand.click(page) if self.mouse else self.hand.keys(keys)

    def paste(self) -> None:
        self.hand.choose("Edit", "Paste") if self.mouse else self.hand.keys("ctrl+v")

    def press(self, button: str, keys: str = "Return") -> None:
        """Press a button of the dialog, once the dialog has the keyboard."""
        self.hand.until(lambda view: button in view.buttons and view.focus == "ImportView")
        self.hand.click(button) if self.mouse else self.hand.keys(keys)


@pytest.fixture(params=["mouse", "keys"])
def way(request: pytest.FixtureRequest, file: Path, open_window: Open) -> Way:
    """Return the mouse or the keyboard of the window."""
    return Way(request.param, Hand(open_window(file)))


@pytest.mark.parametrize(
    "program", ["excel", *(pytest.param(one, marks=pytest.mark.soak) for one in ("calc", "sheets"))]
)
def test_two_pasted_tables_become_a_placed_day_without_a_clash(
    file: Path, way: Way, copy: Copy, program: str, env: Environment
) -> None:
    hand = way.hand
    copy(program, PEOPLE)
    way.go("People", "ctrl+2")
    hand.until(lambda view: view.place == "people")
    way.paste()
    way.press("Import 14 people")  # the columns must be understood without a question
    hand.until(lambda view: view.notice.endswith("It brought 14 new people."))
    copy(program, SESSIONS)
    way.go("Timeline", "ctrl+1")
    hand.until(lambda view: view.place == "agenda")
    way.paste()
    way.press("Import 12 sessions")

    seen = hand.until(lambda view: len(view.times) == 12)
    assert (seen.tray, seen.status) == ({}, CLEAN)
    assert seen.times["Panel om ansvar"] == "Hall 11:00–12:00"
    assert seen.times["Lunch"] == "Hall, Lab 12:00–13:00"
    assert hand.actions == (8 if way.mouse else 6)  # at most 15
    hand.window.close()
    now = stored(file, env)
    assert sorted(person.name for person in now.people.values()) == sorted(NAMES)
    assert {len(session.people) for session in now.sessions.values()} == {0, 1, 2, 3}


def test_without_times_and_rooms_one_button_imports_and_places_them(way: Way, copy: Copy) -> None:
    copy("excel", WITHOUT_TIMES)
    way.paste()
    way.press("Import and place in order", "alt+o")

    seen = way.hand.until(lambda view: len(view.times) == 12)
    assert (seen.tray, seen.status, way.hand.actions) == ({}, CLEAN, 3 if way.mouse else 2)  # at most 3
    assert next(iter(seen.times)) == "Registrering"


def test_next_weeks_list_is_taken_in_four_actions(way: Way, copy: Copy) -> None:
    hand = way.hand
    copy("calc", SESSIONS)
    way.paste()
    way.press("Import 12 sessions")
    hand.until(lambda view: len(view.times) == 12)
    new = [list(row) for row in SESSIONS if row[0] != "Verkstad"]
    rows = {row[0]: row for row in new}
    rows["Kameror i staden"][2] = "10.50"
    rows["Vad händer nu?"][4] = "Karin Ström"
    rows["Öppna data"][3] = "Hall"
    rows["Öppna data"][1:3] = ["10.50", "11.00"]
    hand.actions = 0

    copy("calc", new)
    way.paste()
    seen = hand.until(lambda view: "Verkstad" in view.rows and view.focus == "ImportView")
    assert seen.ticked == ["Kameror i staden", "Öppna data", "Vad händer nu?"]
    if way.mouse:  # the row of the one that is gone
        hand.tick("Verkstad")
    else:
        hand.keys("End", "space")
    way.press("Import 4 sessions")

    seen = hand.until(lambda view: "Verkstad" in view.tray)
    assert seen.times["Öppna data"] == "Hall 10:50–11:00"
    assert (seen.status, hand.actions) == (CLEAN, 4)  # at most 4
