"""The first day: people and sessions pasted from a spreadsheet with a real mouse and real keys, actions counted."""

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


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a conference of one day in two rooms, and nothing else."""
    return new_file(day(opens="08:00", closes="17:00"), room("hall"), room("lab", 1))


Copy = Callable[[str, Rows], None]


@pytest.fixture
def copy(screen: dict[str, str]) -> Iterator[Copy]:
    """Yield a function that copies cells in another program, which acts as a spreadsheet."""
    command = [sys.executable, "-m", "tests.realmouse.spreadsheet"]
    with subprocess.Popen(command, env=screen, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin
        assert program.stdout

        def put(of: str, rows: Rows) -> None:
            assert program.stdin
            assert program.stdout
            program.stdin.write(json.dumps(PROGRAMS[of](rows)) + "\n")
            program.stdin.flush()
            assert program.stdout.readline() == "copied\n"

        yield put
        program.stdin.close()
        program.wait(10)


@pytest.mark.parametrize(
    "program", ["excel", *(pytest.param(one, marks=pytest.mark.soak) for one in ("calc", "sheets"))]
)
def test_two_pasted_tables_become_a_placed_day_without_a_clash(
    file: Path, open_window: Open, copy: Copy, program: str, env: Environment
) -> None:
    hand = Hand(open_window(file))
    copy(program, PEOPLE)
    hand.click("People")  # all by mouse
    hand.until(lambda view: view.place == "people")
    hand.choose("Edit", "Paste")
    hand.click("Import 14 people")  # the columns must be understood without a question
    hand.until(lambda view: view.notice.endswith("It brought 14 new people."))
    copy(program, SESSIONS)
    by_mouse, hand.actions = hand.actions, 0
    hand.keys("ctrl+1", "ctrl+v")  # and the other half by keys
    hand.until(lambda view: "Import 12 sessions" in view.buttons)
    hand.keys("Return")

    seen = hand.until(lambda view: len(view.times) == 12)
    assert (seen.tray, seen.status) == ({}, CLEAN)
    assert seen.times["Panel om ansvar"] == "Hall 11:00–12:00"
    assert seen.times["Lunch"] == "Hall, Lab 12:00–13:00"
    assert (2 * by_mouse, 2 * hand.actions) == (8, 6)  # at most 15
    hand.window.close()
    now = stored(file, env)
    assert sorted(person.name for person in now.people.values()) == sorted(NAMES)
    assert {len(session.people) for session in now.sessions.values()} == {0, 1, 2, 3}


def test_without_times_and_rooms_one_button_places_them(file: Path, open_window: Open, copy: Copy) -> None:
    hand = Hand(open_window(file))
    copy("excel", WITHOUT_TIMES)
    hand.keys("ctrl+v")
    hand.until(lambda view: "Import 12 sessions" in view.buttons)
    hand.keys("Return")
    hand.until(lambda view: len(view.tray) > 0)
    hand.do("Fill in order")

    seen = hand.until(lambda view: len(view.times) == 12)
    assert (seen.tray, seen.status, hand.actions) == ({}, CLEAN, 4)  # by mouse 4: Edit, Paste, Import, the button
    assert next(iter(seen.times)) == "Registrering"


def test_next_weeks_list_is_taken_in_four_actions(file: Path, open_window: Open, copy: Copy) -> None:
    hand = Hand(open_window(file))
    copy("calc", SESSIONS)
    hand.keys("ctrl+v")
    hand.click("Import 12 sessions")
    hand.until(lambda view: len(view.times) == 12)
    new = [list(row) for row in SESSIONS if row[0] != "Verkstad"]
    rows = {row[0]: row for row in new}
    rows["Kameror i staden"][2] = "10.50"
    rows["Vad händer nu?"][4] = "Karin Ström"
    rows["Öppna data"][3] = "Hall"
    rows["Öppna data"][1:3] = ["10.50", "11.00"]
    hand.actions = 0

    copy("calc", new)
    hand.keys("ctrl+v")
    seen = hand.until(lambda view: view.title == "Import" and "Verkstad" in view.rows)
    assert seen.ticked == ["Kameror i staden", "Öppna data", "Vad händer nu?"]
    hand.keys("End", "space")  # the row of the one that is gone, for which the mouse needs one click
    hand.until(lambda view: "Import 4 sessions" in view.buttons)
    hand.keys("Return")

    seen = hand.until(lambda view: "Verkstad" in view.tray)
    assert seen.times["Öppna data"] == "Hall 10:50–11:00"
    assert (seen.status, hand.actions) == (CLEAN, 4)  # by mouse 4: Edit, Paste, the tick, Import
