"""Tests of what `import` asks, of `--guess`, and of what its JSON says is doubtful or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.schedules import event, one, written

LONDON = one(event(1, date="2024-07-01T09:00:00+01:00"), head="<title>Silent</title>").replace(
    "2024-04-25", "2024-07-01"
)


@pytest.fixture
def table(tmp_path: Path):
    """Return a function that writes a table and returns its file name."""

    def write(text: str) -> str:
        (tmp_path / "list.csv").write_text(text, "utf-8")
        return "list.csv"

    return write


def sessions(estrad, *wanted):
    found = estrad("list", "new.estrad", "sessions", "--json").json
    return [tuple(session[name] for name in wanted) for session in found]


def test_a_question_tells_programs_its_answers_and_a_guess_takes_the_likeliest(estrad, table, tmp_path):
    name = table("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n")
    asked = estrad("import", "new.estrad", name, "--json")

    assert (asked.code, (tmp_path / "new.estrad").exists()) == (1, False)
    assert asked.json == {
        "questions": [
            {
                "text": "Dates such as 03/04 can be read in two ways; choose which.",
                "options": ["--date-order dmy", "--date-order mdy"],
            }
        ]
    }
    assert estrad("import", "new.estrad", name, "--guess", "--json").json["questions"] == []
    assert sessions(estrad, "start") == [("2026-04-03T09:00",)]


def test_a_title_is_guessed_when_it_is_asked_to(estrad, table):
    name = table("Q1;Datum;Start\nOm vatten;2026-04-03;09.00\nOm skogar;2026-04-03;10.00\n")

    assert estrad("import", "new.estrad", name).code == 1
    assert estrad("import", "new.estrad", name, "--guess").code == 0
    assert sessions(estrad, "title") == [("Om vatten",), ("Om skogar",)]


def test_a_zone_that_would_fit_is_guessed(estrad, tmp_path):
    written(tmp_path / "s.xml", LONDON)

    assert estrad("import", "new.estrad", "s.xml", "--guess", "--json").json["timezone"] == "Europe/London"


def test_a_heading_that_its_cells_contradict_is_asked_with_a_cell_that_shows_it(estrad, table):
    rows = "2026-04-03;9.00;Ett;vet ej\n2026-04-03;10.00;Två;oklart än\n"
    found = estrad("import", "new.estrad", table(f"Datum;Start;Titel;Publik\n{rows}"), "--json")

    assert [one["text"] for one in found.json["questions"]] == [
        "Nothing fits the heading “Publik”, as D2 holds “vet ej”; the column is an extra field."
    ]


def test_doubts_and_what_is_left_out_are_told_to_programs(estrad, table):
    rows = "2026-04-03;9.00;20.00;Lång\n2026-04-03;10.00;11.00;Kort\nObs! Utkast;;;\n"
    found = estrad("import", "new.estrad", table(f"Datum;Start;Slut;Titel\n{rows}"), "--json")

    assert [one["doubts"] for one in found.json["rows"] if one["what"] == "session"] == [["It is 11 hours long."], []]
    assert found.json["left"] == [{"name": "Obs! Utkast", "cells": 1, "cell": "A4"}]


def test_a_list_of_buyers_of_tickets_is_asked_about(estrad, plan, table):
    name = table("Order;First name;Last name;Email;Ticket;Price\n1;Bo;Ek;bo@example.org;Standard;100\n")

    asked = [one["text"] for one in estrad("import", plan, name, "--json").json["questions"]]
    assert "It looks like a list of those who bought tickets; do they speak?" in asked
