"""Tests of a plain list of titles: which lines are sessions, which are not, and which texts are no list."""

from pathlib import Path

import pytest

from planner.domain.enums import Kind, Role
from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.importing.mapping.guessing import guess
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.importing.source_registry import choose_source, read_bytes
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
from tests.importing.calendar_files import read


def titles(text):
    return [session.title for session in read(text, "list.txt", "titles").sessions]


def test_each_line_is_a_session_with_its_line():
    told = read("On bees\n\n  On wasps\n", "list.txt", "titles")

    assert [(s.line, s.key, s.title, s.named, s.begin) for s in told.sessions] == [
        (1, "list/title:on bees", "On bees", True, None),
        (3, "list/title:on wasps", "On wasps", True, None),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "- On bees\n- On wasps\n", "* On bees\n* On wasps", "• On bees\n• On wasps", "1. On bees\n2. On wasps",
    "1) On bees\r\n2) On wasps\r\n", "(1) On bees\n(2) On wasps", "a) On bees\nb) On wasps",
    "- [ ] On bees\n- [x] On wasps", "# Talks\n\n- On bees\n- On wasps", "Talks\n=====\n".replace("Talks\n", "") +
    "On bees\nOn wasps", "\ufeffOn bees\nOn wasps",
])  # fmt: skip
def test_what_counts_or_points_is_no_part_of_a_title(text):
    assert titles(text) == ["On bees", "On wasps"]


def test_a_title_may_begin_with_a_number():
    assert titles("2024 in bees\n3D printing of hives") == ["2024 in bees", "3D printing of hives"]


def test_who_speaks_may_stand_behind_the_title():
    told = read("On bees – Ada Ek\nOn wasps – Bo Ahl and Cy Dee\nLunch", "list.txt", "titles")

    assert [s.title for s in told.sessions] == ["On bees", "On wasps", "Lunch"]
    assert [person.name for person in told.people] == ["Ada Ek", "Bo Ahl", "Cy Dee"]
    assert told.sessions[0].people == (("list/name:ada ek", Role.SPEAKER),)
    assert [s.kind for s in told.sessions] == [None, None, Kind.MEAL]


def test_the_same_title_twice_is_two_sessions():
    assert [s.key for s in read("Break\nBreak", "list.txt", "titles").sessions] == [
        "list/title:break#1", "list/title:break#2"]  # fmt: skip


def test_a_list_of_nothing_is_refused():
    with pytest.raises(EstradError) as refused:
        read("# Talks\n-\n", "list.txt", "titles")

    assert (str(refused.value.problem), refused.value.line) == ("“list.txt” names no title.", 1)


@pytest.mark.parametrize("text", [
    "On bees\nOn wasps\n", "- On bees\n- On wasps", "2024 in bees\nIPv6 & 5G\nOn wasps\nOn flies\nLunch",
    "Lunch\nWhat is a bee?\nOn wasps – Bo Ahl", "Räksmörgås\nÅska",
])  # fmt: skip
def test_a_list_is_known_without_a_word(text):
    for data in (text.encode(), text.encode("utf-16"), text.encode("cp1252", "replace")):
        assert choose_source(OpenedFile(Path("x"), data)).key == "titles"


PROSE = "Dear all.\nWe shall meet on Monday and then we shall see.\nGreetings\n"


@pytest.mark.parametrize("data", [
    PROSE.encode(), b"One line", b"x" * 500 + b"\n" + b"y" * 500,
    b"int main() {\n  return 0;\n}\n",
    b"\x00\x01\x02\n\x03", bytes(range(256)) * 4, b"123\n456\n",
    b"c0001 t000 6 4 130\nc0002 t001 6 4 75\nc0004 t002 7 3 117\n", b"import os\nx = os.stat()\ny = 2\n",
    b"BEGIN:MYCOMP\nEND:MYCOMP\n",
    ("word " * 40 + "\n").encode() * 3,
])  # fmt: skip
def test_what_is_no_list_is_not_taken_for_one(data):
    with pytest.raises(EstradError):
        choose_source(OpenedFile(Path("x"), data))


def test_a_first_line_that_is_alone_without_a_mark_says_what_the_list_is():
    assert titles("Talks\n\n1. On bees\n2. On wasps\n") == ["On bees", "On wasps"]
    assert titles("On ants\n\n- On bees\nOn wasps\n") == ["On ants", "On bees", "On wasps"]


def test_a_list_of_names_is_a_table_of_people_who_are_to_be_looked_at():

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), b"Ada Lind\nBo Ek\nCid Dal\n")))

    assert isinstance(told, Tables)
    assert (guess(told, MappingContext()).shape, guess(told, MappingContext()).sure) == (SheetShape.PEOPLE, False)


def test_a_title_that_begins_with_its_kind_tells_it_also_where_somebody_speaks():
    told = read("Workshop: Knots – Ada Ek\nKeynote\nWelcome – Bo Ahl\nWorking with panels", "list.txt", "titles")

    assert [session.kind for session in told.sessions] == [Kind.WORKSHOP, Kind.KEYNOTE, Kind.OPENING, None]


def test_lines_that_begin_with_their_time_are_a_table_of_times():
    text = "Fredag 10 april 2026\n09.00 Welcome, all\n9.30-10.15 On bees – Ada Lind (KTX)\nkl 10.15: Lunch\n"

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), text.encode())))

    assert isinstance(told, Tables)
    assert told.sheets[0].rows == (
        ("Fredag 10 april 2026", None, None), ("09.00", "Welcome, all", None),
        ("9.30-10.15", "On bees", "Ada Lind (KTX)"), ("kl 10.15", "Lunch", None),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Tid;Titel\n09.00;Bin\n",
        "09:00 Bin;Ada\n10:00 Mossa;Bo\n",
        "9.00, Bin, Ada\n10.00, Mossa, Bo\n",
        ",Monday,Tuesday\n9:00 AM,Bees,Moss\n10:00 AM,Coffee,Coffee\n",
        "9:00 CET,Bees\n10:00 CET,Moss\n",
    ],
)
def test_a_table_of_times_is_no_such_list(text):
    assert choose_source(OpenedFile(Path("list.csv"), text.encode())).key == "table"
