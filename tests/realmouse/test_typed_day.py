"""A new organiser's day from the start page to paper and calendar, by real keys alone, actions counted.

Swedish, 1366 × 768: fourteen people and twelve sessions typed, placed, moderated, published and printed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.agenda import session_moderator_ids
from planner.environment import Environment
from tests.realmouse.hand import Hand
from tests.realmouse.window import Open, View
from tests.ui.window_driver import stored

pytestmark = [pytest.mark.realmouse, pytest.mark.parametrize("language", ["sv"])]

NAMES = (
    "Anna Berg", "Bo Ek", "Cecilia Dahl", "David Ahl", "Eva Falk", "Fredrik Lund", "Gunilla Ek", "Hanna Holm",
    "Ines Aberg", "Johan Rask", "Karin Stark", "Lars Vik", "Markus Lahtinen", "Nils Zetterberg",
)  # fmt: skip
SESSIONS = (
    ("Oppning", "Anna", "9", "15", ""), ("Kameror i staden", "Bo", "9.15", "45", ""),
    ("Data som delas", "Cec", "10.15", "45", ""), ("Verkstad", "Dav", "10.15", "45", "Sal C"),
    ("Ansvar", "Eva", "11", "60", ""), ("Stod", "Fred", "11", "60", ""), ("Panel", "Gun", "13", "60", ""),
    ("Rundabord", "Han", "1300", "60", ""), ("Skydd", "Ines", "14:00", "45", ""), ("Juridik", "Joh", "14", "1:15", ""),
    ("Utblick", "Kar", "kl. 15.30", "30", ""), ("Avslutning", "Lars", "16", "15 min", ""),
)  # fmt: skip


def began(hand: Hand, file: Path) -> None:
    """Make a new conference from the start page by keys, with rooms and the usual points of a day."""
    hand.until(lambda view: "Ny konferens…" in view.buttons)
    hand.keys("Return")  # the button has the focus
    hand.until(lambda view: view.title == "Ny konferens" and view.focus)
    hand.fill("#Trygghetnu 2024", "2024-04-25", "", "Clarion Hotel Stockholm")
    hand.fill("Sal A, Sal B, Sal C", leave="Return")
    hand.file("Var konferensen ska sparas", file)
    hand.until(lambda view: view.place == "agenda")
    hand.window.resize(1366, 728)
    hand.do("vanlig dag")
    hand.until(lambda view: "Lunch" in view.times)


def typed(hand: Hand) -> View:
    """Type all people, let one of them moderate the day, and type the sessions, without the mouse in between."""
    hand.keys("ctrl+2")
    hand.until(lambda view: view.place == "people")
    for n, name in enumerate(NAMES):
        hand.keys("ctrl+n")
        hand.until(lambda view: view.focus == "name" and view.fields["name"] == "Ny medverkande")
        hand.fill(name, "Forskare", "Lunds universitet", f"n{n}@example.org", f"070-00 00 {n:02}")
    hand.keys("ctrl+3")
    hand.until(lambda view: view.place == "sessions")
    for title, who, start, minutes, room in SESSIONS:
        hand.keys("ctrl+n")
        hand.until(lambda view: view.focus == "title" and view.fields["title"] == "Ny programpunkt")
        hand.fill(title, who, "", start, minutes)
        if room:
            hand.pick(room)
    hand.keys("ctrl+1")
    return hand.until(lambda view: len(view.times) == 15)  # two of the sixteen are called Kaffe


def moderated(hand: Hand) -> None:
    """Let one person moderate all rooms the whole day."""
    hand.keys("ctrl+5")
    hand.until(lambda view: view.place == "cover")
    hand.keys("ctrl+shift+Return")
    hand.fill("Mark", leave="Return")
    hand.until(lambda view: view.count == "✓ Alla programpunkter har en moderator")


def sent(hand: Hand, web: Path, paper: Path) -> None:
    """Publish the calendar and save the programme as a PDF."""
    hand.keys("ctrl+e")
    hand.until(lambda view: view.title.startswith("Publicera") and view.focus == "QPushButton")
    hand.keys("Return")
    hand.file("Mapp att publicera i", web)
    hand.until(lambda view: view.notice == f"Version 1: 1 fil ligger i {web}.")
    hand.keys("ctrl+p")
    hand.until(lambda view: view.focus == "PageView")
    hand.keys("ctrl+s")
    hand.file("Spara som PDF", paper)
    hand.until(lambda view: "Spara som PDF…" in view.buttons and paper.exists())


def test_a_new_organisers_day_takes_at_most_190_actions(open_window: Open, tmp_path: Path, env: Environment) -> None:
    file, paper, web = tmp_path / "dag.estrad", tmp_path / "dag.pdf", tmp_path / "web"
    web.mkdir()
    hand = Hand(open_window())
    began(hand, file)
    seen = typed(hand)
    assert (seen.tray, seen.status) == ({}, "✓ Inga problem")
    assert seen.times["Verkstad"] == "Sal C 10:15–11:00"
    moderated(hand)
    sent(hand, web, paper)
    assert hand.actions == 178  # at most 190

    hand.window.keys("Escape")
    hand.until(lambda view: view.place == "cover" and view.active)
    hand.window.close()
    now = stored(file, env)
    assert sorted(person.name for person in now.people.values()) == sorted(NAMES)
    assert all(person.email and person.phone and person.organisation for person in now.people.values())
    talks = [session for session, _where in now.placed if session.people]
    assert [(len(session.people), len(session_moderator_ids(now, session))) for session in talks] == [(1, 1)] * 12
    (calendar,) = web.iterdir()
    assert calendar.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 16
    assert paper.read_bytes().startswith(b"%PDF")
