"""Names of files: good on every platform, whatever somebody called a room or is called."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exporting.file_names import MOST_BYTES, different, part_files, safe_name
from planner.programme.parts import Part


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("Sal A", "Sal A", id="an ordinary name"),
        pytest.param("Åsa Öberg 😀", "Åsa Öberg 😀", id="letters of all sorts"),
        pytest.param("A\u030asa", "Åsa", id="composed"),
        pytest.param("Moderator: Bo", "Moderator Bo", id="a colon"),
        pytest.param("../../etc/passwd", "etc passwd", id="a path"),
        pytest.param(r"C:\Windows\x", "C Windows x", id="a path of Windows"),
        pytest.param("CON", "calendar CON", id="a device"),
        pytest.param("con.txt", "calendar con.txt", id="a device with a suffix"),
        pytest.param("lpt¹", "calendar lpt¹", id="a device that looks else"),
        pytest.param("Conrad", "Conrad", id="no device"),
        pytest.param("abc\u202egnp.exe", "abcgnp.exe", id="turned round"),
        pytest.param("a\u2066b\u200b\x00\x07c", "abc", id="what cannot be seen"),
        pytest.param("a\n\tb \xa0 c", "a b c", id="white space"),
        pytest.param("-rf", "calendar -rf", id="an option"),
        pytest.param(" . Hall 1. ", "Hall 1", id="dots and spaces at the ends"),
        pytest.param("...", "calendar", id="nothing left"),
        pytest.param("", "calendar", id="nothing at all"),
        pytest.param("å" * 200, "å" * 40, id="too long"),
        pytest.param("a" * 79 + "å", "a" * 79, id="cut between characters"),
    ],
)
def test_a_safe_name(typed, name):
    assert safe_name(typed) == name


@given(st.text())
def test_every_name_stays_in_its_folder(tmp_path_factory, typed):
    folder = tmp_path_factory.getbasetemp()
    name = safe_name(typed)
    path = folder / f"{name}.ics"

    assert 0 < len(name.encode()) <= MOST_BYTES
    assert (path.resolve().parent, path.name) == (folder.resolve(), f"{name}.ics")
    assert not any(unicodedata.category(c)[0] == "C" for c in name)
    assert safe_name(name) == name


def test_a_safe_name_can_be_written(tmp_path):
    for typed in ("CON", "å" * 200, "a\u202eb", "😀" * 50):
        Path(tmp_path / f"{safe_name(typed)}.ics").write_bytes(b"")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["A", "B"], ["A", "B"]),
        (["A", "a", "A"], ["A", "a-2", "A-3"]),
        (["a-2", "a", "A"], ["a-2", "a", "A-3"]),
        (["Straße", "STRASSE"], ["Straße", "STRASSE-2"]),
    ],
)
def test_no_two_are_alike_whatever_their_case(names, expected):
    assert different(names) == expected


def test_the_files_of_parts():
    days = [Part("day:2024-04-25", "Thursday 25 April 2024", frozenset())]
    rooms = [Part(f"room:{n}", title, frozenset()) for n, title in enumerate(["Hall/1", "hall 1", "Hall"])]

    assert {name: part.key for name, part in part_files([*days, *rooms], "plan").items()} == {
        "plan-2024-04-25.ics": "day:2024-04-25",
        "plan-Hall 1.ics": "room:0",
        "plan-hall 1-2.ics": "room:1",
        "plan-Hall.ics": "room:2",
    }
