"""Tests of the files that leave the house: their names, what changed as a text, and that they are written as one."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import disk
from planner.domain.text import EstradError, Plural
from planner.exporting.deliver import deliver
from planner.exporting.sending import LONGEST, conference_name, to_changes, unique_names, web_name, with_file_names
from planner.programme.difference import difference
from planner.programme.programme import programme
from planner.programme.release import Ledger, LedgerEntry, Part, Release, SentEvent, SentFile
from planner.wording import wording
from tests.builders import NOW, agenda, talk

FIRST = Release(1, NOW, programme(agenda(talk("talk", "hall", "09:00-09:30"))), "for us alone")
LATE = datetime(2024, 3, 1, 23, 30, tzinfo=UTC)


def test_what_is_new_is_said_on_the_date_that_it_is_there():
    second = Release(2, LATE, programme(agenda(talk("talk", "lab", "09:05-09:35"))), "for us alone")
    lines = [Plural("The first version, with {n} session.", "The first version, with {n} sessions.", 1)]

    assert to_changes(FIRST, lines, wording("en")).decode() == (
        "The Conference, version 1, 2024-03-01\n\nThe first version, with 1 session.\n"
    )
    assert to_changes(second, difference(FIRST.programme, second.programme), wording("en")).decode() == (
        "The Conference, version 2, 2024-03-02\n\n"
        "“Talk” moves from 09:00–09:30 to 09:05–09:35\n"
        "“Talk” changes room from Hall to Lab\n"
    )


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
    ("names", "taken", "expected"),
    [
        (["A", "B"], [], ["A", "B"]),
        (["A", "a", "A"], [], ["A", "a-2", "A-3"]),
        (["a-2", "a", "A"], [], ["a-2", "a", "A-3"]),
        (["Straße", "STRASSE"], [], ["Straße", "STRASSE-2"]),
        (["A", "B"], ["a", "A-2"], ["A-3", "B"]),
        (["a-2"], ["a", "A-2"], ["a-2-2"]),
    ],
)
def test_no_two_are_alike_whatever_their_case_and_none_is_like_one_that_is_taken(names, taken, expected):
    assert unique_names(names, taken) == expected


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
    sent = {"": "old-name", "room:a": "old-name-hall", "room:c": "old-name-hall-2"}
    ledger = Ledger({key: SentFile(SENT, name=name) for key, name in sent.items()})

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


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_files_are_written_and_can_be_taken_back(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / ".a.4194305.new").write_bytes(b"half")  # what a killed program left is cleared away
    os.utime(tmp_path / ".a.4194305.new", (1, 1))
    take_back = deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})
    assert contents(tmp_path) == {"a": b"one", "b": b"two"}

    take_back()
    assert contents(tmp_path) == {"a": b"old"}


def test_where_one_cannot_be_written_none_is(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()

    def refused(last):
        with pytest.raises(EstradError) as caught:
            deliver({tmp_path / "a": b"one", last: b"two"})
        assert contents(tmp_path) == {"a": b"old"}
        return caught.value

    nowhere = refused(tmp_path / "none" / "b")
    assert (str(nowhere.problem), nowhere.file) == (
        "“b” cannot be written: No such file or directory.", tmp_path / "none" / "b",
    )  # fmt: skip
    assert "“folder” cannot be written" in str(refused(tmp_path / "folder"))
    real, second = os.replace, tmp_path / "b"

    def replace(source, target):
        if target == second:
            raise OSError(28, "No space left on device")
        real(source, target)

    def fail(folder):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", replace)
    assert str(refused(second)) == "“b” cannot be written: No space left on device."
    monkeypatch.setattr(os, "replace", real)
    monkeypatch.setattr(disk, "sync_folder", fail)
    assert "cannot be written: Input/output error" in str(refused(second))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "folder"]


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes are those of POSIX")


@POSIX
def test_a_place_that_is_a_link_stays_one(tmp_path):
    (tmp_path / "served").mkdir()
    real, link = tmp_path / "served" / "public.ics", tmp_path / "public.ics"
    real.write_bytes(b"old")
    link.symlink_to(real)

    take_back = deliver({link: b"new"})

    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    take_back()
    assert (link.is_symlink(), real.read_bytes()) == (True, b"old")
    assert [path.name for path in real.parent.iterdir()] == ["public.ics"]


@POSIX
def test_a_link_that_leads_to_nothing_yet_is_followed_and_one_that_leads_round_is_refused(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "round").symlink_to(tmp_path / "round")

    deliver({tmp_path / "a": b"one"})
    with pytest.raises(EstradError, match="“round” cannot be written"):
        deliver({tmp_path / "round": b"one"})

    assert ((tmp_path / "b").read_bytes(), (tmp_path / "a").is_symlink()) == (b"one", True)


@POSIX
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a")
    for _twice in range(2):
        with pytest.raises(EstradError, match="“a” is a pipe or a device, not a file"):
            deliver({tmp_path / "b": b"two", tmp_path / "a": b"one"})
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        (tmp_path / "a").unlink()
        (tmp_path / "a").symlink_to("/dev/null")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@POSIX
def test_what_was_there_hands_on_its_mode_and_group(tmp_path):
    place = tmp_path / "a"
    place.write_bytes(b"old")
    os.chmod(place, 0o600)
    if os.getuid() == 0:
        os.chown(place, 65534, 65534)
    owner = os.stat(place).st_uid, os.stat(place).st_gid

    take_back = deliver({place: b"one"})

    assert (mode(place), (os.stat(place).st_uid, os.stat(place).st_gid)) == (0o600, owner)
    take_back()
    assert (place.read_bytes(), mode(place), os.stat(place).st_gid) == (b"old", 0o600, owner[1])


@POSIX
def test_who_may_read_a_new_file(tmp_path):
    before = os.umask(0o022)
    try:
        for private, expected in ((False, 0o644), (True, 0o640)):
            deliver({tmp_path / f"{private}": b"one"}, private=private)
            assert mode(tmp_path / f"{private}") == expected
    finally:
        os.umask(before)


def test_files_and_their_folders_are_on_the_disk_when_they_are_delivered(tmp_path, monkeypatch):
    done = []
    for name in ("sync_file", "sync_folder", "replace"):
        real = getattr(disk, name)
        monkeypatch.setattr(
            disk, name, lambda *paths, name=name, real=real: (done.append((name, paths[-1])), real(*paths))
        )
    (tmp_path / "x").mkdir()

    deliver({tmp_path / "a": b"one", tmp_path / "x" / "b": b"two"})

    assert done[:2] == [("replace", tmp_path / "a"), ("replace", tmp_path / "x" / "b")]
    assert sorted(done[2:]) == [("sync_folder", tmp_path), ("sync_folder", tmp_path / "x")]
