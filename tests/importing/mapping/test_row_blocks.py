"""Tests of blocks in tables: a column of sessions with chairs, parent rows, numbered talks; and what is a question."""

from __future__ import annotations

import pytest

from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import facts, lines

MORNING = """
Date | Start | End | Room | Session | Chair | Paper | Speakers
2026-04-10 | 09:00 | 09:20 | Aula | Bees | Eva Fors | Small bees | Ada Lind
2026-04-10 | 09:20 | 09:40 | Aula | Bees | Eva Fors | Large bees | Bo Ek
2026-04-10 | 09:00 | 09:30 | Salen | Moss | Mia Ros | Green moss | Cid Dal
2026-04-10 | 09:30 | 10:00 | Salen | Moss | Mia Ros | Grey moss | Gun Holm
2026-04-10 | 10:00 | 10:30 | | | | Coffee |
2026-04-11 | 09:00 | 09:30 | Aula | Bees | Eva Fors | Old bees | Ivan Kvist
2026-04-11 | 09:30 | 10:00 | Aula | Bees | Eva Fors | New bees | Lisa Moe
"""


def test_rows_under_one_session_on_one_day_are_a_block_with_its_chair() -> None:
    assert facts(lines(MORNING))["blocks"] == [
        ("Bees", "10 09:00", 40, ("Aula",), ("Eva Fors",), ["Small bees", "Large bees"]),
        ("Moss", "10 09:00", 60, ("Salen",), ("Mia Ros",), ["Green moss", "Grey moss"]),
        ("Bees", "11 09:00", 60, ("Aula",), ("Eva Fors",), ["Old bees", "New bees"]),
    ]


def test_a_moderator_of_each_row_stays_its_own() -> None:
    found = facts(lines(MORNING.replace("Eva Fors | Large", "Mia Ros | Large")))

    assert found["blocks"][0] == ("Bees", "10 09:00", 40, ("Aula",), (), ["Small bees", "Large bees"])  # type: ignore[index]
    assert found["roles"][1] == [("list/name:bo ek", "speaker"), ("list/name:mia ros", "moderator")]  # type: ignore[index]


QUESTIONS = [
    ("10 09:20", "Large bees", "09:20 | 09:40 | Aula | Bees |", "09:10 | 09:40 | Salen | Bees |",
     "“Small bees” and “Large bees” are in it at the same time; perhaps it is no block."),
    ("10 09:20", "Grey moss", "09:30 | 10:00 | Salen | Moss | Mia Ros", "09:10 | 09:20 | Aula | | ",
     "“Grey moss” is between its sessions; perhaps it is no block."),
]  # fmt: skip


@pytest.mark.parametrize(("at", "title", "was", "now", "why"), QUESTIONS, ids=["at once", "another between"])
def test_what_its_sessions_do_not_bear_out_is_a_question_and_stays_in_extra_fields(
    at: str, title: str, was: str, now: str, why: str
) -> None:
    found = facts(lines(MORNING.replace(was, now)))

    assert found["blocks"][0][-1] == why  # type: ignore[index]
    assert ("Session", "Bees") in found["extras"][0]  # type: ignore[index]


def test_one_session_under_a_name_without_a_chair_is_no_block() -> None:
    rows = [line.replace("| Eva Fors |", "| |").replace("| Mia Ros |", "| |") for line in MORNING.splitlines()]
    found = facts(lines("\n".join(line for line in rows if "Large" not in line)))

    assert [block[0] for block in found["blocks"]] == ["Moss", "Bees"]  # type: ignore[attr-defined]
    assert found["extras"][0] == [("Session", "Bees")]  # type: ignore[index]


def test_numbered_talks_are_the_sessions_of_a_block_with_the_time_chair_and_text_of_its_row() -> None:
    found = facts(*TABLES["conftool"])
    assert found["blocks"] == [("Bugs", "10 09:00", 60, ("Aula",), ("Eva Fors",), ["Small bugs", "Large bugs"])]


def test_a_block_is_as_long_as_its_row_says_and_only_else_as_its_sessions() -> None:
    wide = """
        Session or Sub-session | Title | Start | End | Room | Chair
        Session | Bees | 2026-04-10 09:00 | 10:30 | Aula | Eva Fors
        Sub | Small | 2026-04-10 09:10 | 09:30 | |
        Sub | Large | 2026-04-10 09:30 | 09:50 | |
    """
    assert facts(lines(wide))["blocks"] == [("Bees", "10 09:00", 90, ("Aula",), ("Eva Fors",), ["Small", "Large"])]
    late = wide.replace("09:00 | 10:30", "12:00 | 13:30")
    assert facts(lines(late))["blocks"] == [("Bees", "10 09:10", 40, ("Aula",), ("Eva Fors",), ["Small", "Large"])]
