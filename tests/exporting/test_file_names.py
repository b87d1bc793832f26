"""Names of files: good on every platform, whatever somebody called a room or is called."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exporting.file_names import MOST_BYTES, different, named, part_files, safe_name
from planner.programme.parts import Part
from planner.programme.release import Ledger, SentPart


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


@pytest.mark.parametrize(("names", "expected"), [(["A", "B"], ["A-3", "B"]), (["a-2"], ["a-2-2"])])
def test_none_is_like_one_that_is_taken(names, expected):
    assert different(names, ["a", "A-2"]) == expected


def files_of(parts: list[Part], **sent: str) -> dict[str, str]:
    """The files' names with the parts' keys; ``sent`` are the rooms sent before, with their files' names."""
    ledger = Ledger(parts={f"room:{key}": SentPart({}, name=name) for key, name in sent.items()})
    return {name: part.key for name, part in part_files(parts, "plan", ledger).items()}


def test_the_files_of_parts():
    days = [Part("day:2024-04-25", "Thursday 25 April 2024", frozenset())]
    rooms = [Part(f"room:{n}", title, frozenset()) for n, title in enumerate(["Hall/1", "hall 1", "Hall"])]

    assert files_of([*days, *rooms]) == {
        "plan-2024-04-25.ics": "day:2024-04-25",
        "plan-Hall 1.ics": "room:0",
        "plan-hall 1-2.ics": "room:1",
        "plan-Hall.ics": "room:2",
    }


def test_a_file_keeps_the_name_under_which_it_was_sent():
    renamed, new, deleted = (
        Part("room:a", "Aula", frozenset()), Part("room:b", "Hall", frozenset()), Part("room:c", "Hall", frozenset()),
    )  # fmt: skip
    sent = {"a": "Hall", "c": "Hall-2"}

    expected = {"plan-Hall.ics": "room:a", "plan-Hall-3.ics": "room:b", "plan-Hall-2.ics": "room:c"}
    assert files_of([renamed, new, deleted], **sent) == expected
    assert files_of([new], **sent) == {"plan-Hall-3.ics": "room:b"}
    assert files_of([new], d="") == {"plan-Hall.ics": "room:b"}


def test_what_was_named_once_is_named_so_again():
    ledger = Ledger(parts={"room:c": SentPart({}, name="Hall")})
    once = named([Part("room:a", "Hall", frozenset()), Part("room:b", "HALL", frozenset())], ledger)

    assert [part.name for part in once] == ["Hall-2", "HALL-3"]
    assert named(once, ledger) == once
    assert named(once[1:], ledger) == once[1:]
