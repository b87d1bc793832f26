"""Tests of names of calendar files: they need no escapes in a web address, and differ within a folder."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exporting.file_names import LONGEST, conference_name, unique_names, web_name, with_file_names
from planner.programme.parts import Part
from planner.programme.release import Ledger, LedgerEntry, SentEvent, SentFile
from tests.builders import NOW, agenda

EVENT = SentEvent(uid="u", start=NOW, end=NOW, summary="Talk")
SENT = {"s": LedgerEntry("s", EVENT, NOW, NOW)}
WHOLE = Part("", "", frozenset())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("Sal A", "sal-a", id="an ordinary name"),
        pytest.param("Åsa Öberg 😀", "asa-oberg", id="accents and what has no letters"),
        pytest.param("A\u030asa", "asa", id="composed or not"),
        pytest.param("Moderator: Bo", "moderator-bo", id="a colon"),
        pytest.param("Straße Ærø Łódź Œuvre", "strasse-aero-lodz-oeuvre", id="letters that are no accents"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("#Trygghetnu 2024", "trygghetnu-2024", id="a title"),
        pytest.param("a\u202enp\x00b", "a-np-b", id="what cannot be seen parts words"),
        pytest.param("会議", "", id="nothing to fold"),
        pytest.param("", "", id="nothing at all"),
        pytest.param("å" * 200, "a" * 60, id="too long"),
        pytest.param("a" * 59 + " b", "a" * 59, id="no hyphen at the end"),
    ],
)
def test_a_web_name(typed, name):
    assert web_name(typed) == name


@given(st.text())
def test_every_web_name_needs_no_escape(typed):
    name = web_name(typed)

    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", name)
    assert len(name) <= LONGEST
    assert web_name(name) == name


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        pytest.param({"title": "#Trygghetnu 2024", "acronym": "trygghetnu"}, "trygghetnu-2024", id="the acronym"),
        pytest.param({"title": "FOSDEM 2019"}, "fosdem-2019", id="a title that names a year"),
        pytest.param({"title": "Öppna data"}, "oppna-data-2024", id="one that does not"),
        pytest.param({"title": "会議"}, "calendar-2024", id="one that cannot be folded"),
    ],
)
def test_how_a_conferences_files_are_called(fields, name):
    assert conference_name(agenda(**fields)) == name


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
    assert unique_names(names) == expected


@pytest.mark.parametrize(("names", "expected"), [(["A", "B"], ["A-3", "B"]), (["a-2"], ["a-2-2"])])
def test_none_is_like_one_that_is_taken(names, expected):
    assert unique_names(names, ["a", "A-2"]) == expected


def names_of(parts: list[Part], ledger: Ledger | None = None, stem: str = "file") -> list[str]:
    return [part.name for part in with_file_names(parts, ledger or Ledger(), "conf-2024", stem)]


def room(key: str, title: str) -> Part:
    return Part(f"room:{key}", title, frozenset())


def test_the_names_of_all_kinds_differ_after_folding():
    parts = [
        WHOLE, Part("day:2024-04-25", "Thursday 25 April 2024", frozenset()), room("0", "Sal Å"), room("1", "SAL A"),
        Part("person:p", "Sal A", frozenset()), Part("track:t", "会議", frozenset()),
    ]  # fmt: skip

    assert names_of(parts) == [
        "conf-2024", "conf-2024-04-25", "conf-2024-sal-a", "conf-2024-sal-a-2", "conf-2024-sal-a-3",
        "conf-2024-track",
    ]  # fmt: skip


def test_a_file_keeps_the_name_under_which_it_was_sent():
    ledger = Ledger(
        {
            "": SentFile(SENT, name="old-name"),
            "room:a": SentFile(SENT, name="old-name-hall"),
            "room:c": SentFile(SENT, name="old-name-hall-2"),
        }
    )

    found = names_of([WHOLE, room("a", "Aula"), room("b", "Hall"), room("c", "Hall")], ledger)

    assert found == ["old-name", "old-name-hall", "old-name-hall-3", "old-name-hall-2"]


def test_what_an_older_estrad_sent_keeps_the_names_that_it_gave():
    """It named the whole after the conference's file, and recorded of a part's name only what followed that."""
    ledger = Ledger(
        {"": SentFile(SENT), "room:a": SentFile(name="Sal Å", older={"s": 0}), "room:b": SentFile(older={"s": 0})}
    )

    assert names_of([WHOLE, room("a", "Aula"), room("b", "Lab"), room("c", "New")], ledger, "Min fil") == [
        "Min fil", "Min fil-Sal Å", "Min fil-lab", "Min fil-new",
    ]  # fmt: skip


def test_what_was_named_once_is_named_so_again():
    once = with_file_names([room("a", "Hall"), room("b", "HALL")], Ledger(), "conf", "file")
    ledger = Ledger({part.key: SentFile(SENT, name=part.name) for part in once})

    assert [part.name for part in once] == ["conf-hall", "conf-hall-2"]
    assert with_file_names([replace(part, name="") for part in once], ledger, "other", "file") == [
        replace(part, name=name) for part, name in zip(once, ["conf-hall", "conf-hall-2"], strict=True)
    ]
