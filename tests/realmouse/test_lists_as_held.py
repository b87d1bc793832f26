"""A grid with notes and a list of speakers with their answers, as organisers hold them, by real mouse and real keys.

Swedish, from the start page to a plan on which nothing is mended by hand; actions counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from planner.domain.agenda import Agenda
from planner.domain.value_objects import Kind, State
from planner.environment import Environment
from tests.realmouse.hand import Hand
from tests.realmouse.window import Open
from tests.ui.window_driver import stored

pytestmark = [pytest.mark.realmouse, pytest.mark.parametrize("language", ["sv"])]

PROGRAMME = (
    ("8.30–9.00", "Registrering och kaffe", None, "Hotellet dukar 8.15"),
    ("9.00–9.15", "Välkomna\nAnna Berg", "", "Mikrofon 1+2"),
    ("9.15–10.00", "Skolan efter AI\nAnna Berg & Bo Ek", "Läsning i förskolan\nCecilia Åström-Lind", "Mikrofon 1+2"),
    ("10.00–10.30", "Kaffe", None, "Hotellet dukar 9.45"),
    ("10.30–11.15", "Betyg som mäter\nDavid Ahl", "EdTech i praktiken\nEva-Lena Nyström", ""),
    ("11.15–12.00", "Skolledarens vardag\nFredrik Lund", "Fritids på riktigt\nGunilla Ek", "Headset"),
    ("12-13", "Lunch", None, ""),
    ("13.00–13.45", "Trygga skolgårdar\nHanna Sjö", "Särskilt stöd\nIngrid Vall", ""),
    ("kl 13.45–14.30", "Panel: Vem äger skolan?\nJohan Wahlström, Oskar Ny och Anna Berg", "", "Fem stolar"),
    ("14.30–14.45", "Avslutning\nGustav Lindqvist", "", ""),
)
ANSWERS = {
    "Anna Berg": "klar", "Bo Ek": "klar", "Cecilia Åström-Lind": "väntar svar", "David Ahl": "klar",
    "Eva-Lena Nyström": "klar", "Fredrik Lund": "väntar svar", "Gunilla Ek": "klar", "Hanna Sjö": "klar",
    "Ingrid Vall": "klar", "Johan Wahlström": "klar", "Oskar Ny": "väntar svar", "Gustav Lindqvist": "klar",
    "Karin Ström": "tackat nej", "Lars Vik": "",
}  # fmt: skip
MEANS = {"klar": State.CONFIRMED, "väntar svar": State.INVITED, "tackat nej": State.DECLINED, "": State.NOT_ASKED}


def grid(path: Path, programme: Sequence[tuple[str, str, str | None, str]]) -> Path:
    """Write a programme with rooms as columns, merged breaks, notes beside the rooms, and title rows above."""
    with Workbook(path) as book:
        page = book.add_worksheet("Program")
        page.merge_range("A1:D1", "SKOLFORUM 2027, torsdag 15 april 2027, Münchenbryggeriet")
        page.write("A2", "Moderator: Gustav Lindqvist")
        page.write_row("A4", ("Tid", "Stora salen", "Lilla salen", "Anteckningar"))
        for row, (time, large, small, note) in enumerate(programme, 4):
            page.write_row(row, 0, (time, large, small or "", note))
            if small is None:
                page.merge_range(row, 1, row, 2, large)
    return path


def people(path: Path, answers: dict[str, str]) -> Path:
    """Write a list of speakers with a title row, their answers, and a note below."""
    with Workbook(path) as book:
        page = book.add_worksheet("Talare")
        page.write("A1", "Talarlista Skolforum 2027")
        page.write_row("A3", ("Namn", "Titel", "Organisation", "E-post", "Status"))
        for n, (name, answer) in enumerate(answers.items()):
            page.write_row(3 + n, 0, (name, "Lektor", f"Skola {n}", f"n{n}@example.org", answer))
        page.write(len(answers) + 4, 0, "OBS: Lars Vik bara som reserv")
    return path


def imported(hand: Hand, path: Path, button: str, way: str) -> None:
    """Choose a file, and import what is proposed."""
    hand.keys("ctrl+i") if way == "keys" else hand.choose("Arkiv", "Importera från Excel eller fil…")
    hand.file("Välj en fil att importera", path)
    hand.until(lambda view: any(name.startswith(button) for name in view.buttons) and view.focus == "ImportView")
    hand.keys("Return") if way == "keys" else hand.click(button)


def answers_in(agenda: Agenda) -> dict[str, set[State]]:
    """Return the answers of each person in their sessions, or their own if no session names them."""
    found = {person.name: {person.state} for person in agenda.people.values()}
    for person in agenda.people.values():
        seats = [a.state for session in agenda.sessions.values() for a in session.people if a.person == person.id]
        found[person.name] = set(seats) or found[person.name]
    return found


@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_both_lists_are_a_finished_plan_and_next_weeks_are_taken_in_as_few_actions(
    open_window: Open, tmp_path: Path, env: Environment, way: str
) -> None:
    file, hand = tmp_path / "dag.estrad", Hand(open_window())
    hand.until(lambda view: "Ny konferens…" in view.buttons)
    hand.keys("ctrl+i") if way == "keys" else hand.click("Från Excel")
    hand.file("Välj en fil att importera", grid(tmp_path / "program.xlsx", PROGRAMME))
    hand.until(
        lambda view: any(name.startswith("Importera 14") for name in view.buttons) and view.focus == "ImportView"
    )
    hand.keys("Return") if way == "keys" else hand.click("Importera 14")
    hand.file("Var konferensen ska sparas", file)
    hand.until(lambda view: len(view.times) == 14)
    imported(hand, people(tmp_path / "talare.xlsx", ANSWERS), "Importera 14", way)
    seen = hand.until(lambda view: view.title.startswith("dag") and "talare" in view.undo)

    assert seen.times["Lunch"] == "Stora salen, Lilla salen 12:00–13:00"
    assert hand.actions <= 12
    counted, hand.actions = hand.actions, 0

    later = [
        row if row[0] != "13.00–13.45" else (row[0], row[1], "Särskilt stöd\nKarin Ström", "") for row in PROGRAMME
    ]
    imported(hand, grid(tmp_path / "program.xlsx", later), "Importera 1", way)
    hand.until(lambda view: view.title != "Importera")
    first, hand.actions = hand.actions, 0
    imported(hand, people(tmp_path / "talare.xlsx", {**ANSWERS, "Karin Ström": "klar"}), "Importera 1", way)
    hand.until(lambda view: view.title != "Importera")

    assert (counted, first, hand.actions) == ((8, 4, 4) if way == "mouse" else (7, 3, 3))
    hand.window.close()
    now = stored(file, env)
    assert {session.title: session.note for session in now.sessions.values()}["Kaffe"] == "Hotellet dukar 9.45"
    assert now.conference.title == "SKOLFORUM 2027"
    assert (now.venue.name, [str(day.date) for day in now.days.values()]) == ("Münchenbryggeriet", ["2027-04-15"])
    assert sorted(room.name for room in now.rooms.values()) == ["Lilla salen", "Stora salen"]
    assert {session.title for session in now.sessions.values() if session.kind is Kind.BREAK} == {"Kaffe"}
    assert answers_in(now) == {name: {MEANS[said]} for name, said in ANSWERS.items()} | {
        "Karin Ström": {State.CONFIRMED}
    }
