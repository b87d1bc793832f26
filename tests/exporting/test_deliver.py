"""Tests of the files that leave the house: their names, what changed as a text, and that they are written as one."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import disk
from planner.domain.text import EstradError, Plural
from planner.exporting.deliver import deliver_files, refuse_own_file
from planner.exporting.file_names import LONGEST, conference_file_stem, to_slug, unique_names, with_file_names
from planner.exporting.sending import changes_text
from planner.programme.difference import ChangeSort, ProgrammeChange, difference
from planner.programme.programme import programme
from planner.programme.release import Ledger, LedgerEntry, Part, Release, SentEvent, SentFile
from planner.wording import wording
from tests.builders import NOW, agenda, talk

FIRST = Release(1, NOW, programme(agenda(talk("talk", "hall", "09:00-09:30"))), "for us alone")
LATE = datetime(2024, 3, 1, 23, 30, tzinfo=UTC)


def test_a_file_is_told_from_a_conference_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "table.csv").touch()
    refuse_own_file(tmp_path / "gone.estrad", tmp_path / "table.csv")
    with pytest.raises(EstradError, match="is the open file itself"):
        refuse_own_file(tmp_path / "gone.estrad", tmp_path / "." / "gone.estrad")


def test_what_is_new_is_said_on_the_date_that_it_is_there():
    second = Release(2, LATE, programme(agenda(talk("talk", "lab", "09:05-09:35"))), "for us alone")
    said = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", 1)

    def text(release: Release, news: Sequence[ProgrammeChange]) -> str:
        (made,) = changes_text(release, wording("en"), news=news).values()
        return made.decode()

    assert text(FIRST, [ProgrammeChange(ChangeSort.NEW, "", (said,))]) == (
        "The Conference, version 1, 2024-03-01\n\nThe first version, with 1 session.\n"
    )
    assert text(second, difference(FIRST.programme, second.programme)) == (
        "The Conference, version 2, 2024-03-02\n\nMoved: “Talk”, from 09:00–09:30 to 09:05–09:35; from Hall to Lab\n"
    )


SENT = {"s": LedgerEntry("s", SentEvent(uid="u", start=NOW, end=NOW, summary="Talk"), NOW, NOW)}
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
    assert to_slug(typed) == name


@given(st.text())
def test_every_web_name_needs_no_escape(typed):
    name = to_slug(typed)

    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", name)
    assert (len(name) <= LONGEST, to_slug(name)) == (True, name)


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
    assert conference_file_stem(agenda(**fields)) == name


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


def room(key: str, title: str) -> Part:
    return Part(f"room:{key}", title, frozenset())


@pytest.mark.parametrize(
    ("parts", "ledger", "stem", "expected"),
    [
        pytest.param(
            [WHOLE, Part("day:2024-04-25", "Thursday 25 April 2024", frozenset()), room("0", "Sal Å"),
             room("1", "SAL A"), Part("person:p", "Sal A", frozenset()), Part("track:t", "会議", frozenset())],
            Ledger(), "file",
            ["conf-2024", "conf-2024-04-25", "conf-2024-sal-a", "conf-2024-sal-a-2", "conf-2024-sal-a-3",
             "conf-2024-track"],
            id="of all kinds they differ after folding",
        ),
        pytest.param(
            [WHOLE, room("a", "Aula"), room("b", "Hall"), room("c", "Hall")],
            Ledger({"": SentFile(SENT, name="old-name"), "room:a": SentFile(SENT, name="old-name-hall"),
                    "room:c": SentFile(SENT, name="old-name-hall-2")}),
            "file", ["old-name", "old-name-hall", "old-name-hall-3", "old-name-hall-2"],
            id="a file keeps the name under which it was sent",
        ),
        # it named the whole after the conference's file, and recorded of a part's name only what followed that
        pytest.param(
            [WHOLE, room("a", "Aula"), room("b", "Lab"), room("c", "New")],
            Ledger({"": SentFile(SENT), "room:a": SentFile(name="Sal Å", older={"s": 0}),
                    "room:b": SentFile(older={"s": 0})}),
            "Min fil", ["Min fil", "Min fil-Sal Å", "Min fil-lab", "Min fil-new"],
            id="what an older Estrad sent keeps the names that it gave",
        ),
        pytest.param([room("a", "Hall"), room("b", "HALL")], Ledger(), "file",
                     ["conf-2024-hall", "conf-2024-hall-2"], id="the first time"),
        pytest.param(
            [room("a", "Hall"), room("b", "HALL")],
            Ledger({"room:a": SentFile(SENT, name="once-hall"), "room:b": SentFile(SENT, name="once-hall-2")}),
            "file", ["once-hall", "once-hall-2"], id="and again",
        ),
    ],
)  # fmt: skip
def test_the_names_of_files(parts: list[Part], ledger: Ledger, stem: str, expected: list[str]):
    assert with_file_names(parts, ledger, "conf-2024", stem) == [
        replace(part, name=name) for part, name in zip(parts, expected, strict=True)
    ]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_files_are_written_and_can_be_taken_back(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / ".a.4194305.new").write_bytes(b"half")  # what a killed program left is cleared away
    os.utime(tmp_path / ".a.4194305.new", (1, 1))
    take_back = deliver_files({tmp_path / "a": b"one", tmp_path / "b": b"two"})
    assert contents(tmp_path) == {"a": b"one", "b": b"two"}

    take_back()
    assert contents(tmp_path) == {"a": b"old"}


def test_where_one_cannot_be_written_none_is(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()

    def refused(last):
        with pytest.raises(EstradError) as caught:
            deliver_files({tmp_path / "a": b"one", last: b"two"})
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
def test_a_place_that_is_a_link_stays_one_also_if_it_leads_to_nothing_yet_and_one_that_leads_round_is_refused(tmp_path):
    real, link = tmp_path / "public.ics.served", tmp_path / "public.ics"
    real.write_bytes(b"old")
    link.symlink_to(real)
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "new").symlink_to(tmp_path / "not yet")

    take_back = deliver_files({link: b"new", tmp_path / "new": b"one"})

    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    assert ((tmp_path / "new").is_symlink(), (tmp_path / "not yet").read_bytes()) == (True, b"one")
    take_back()
    assert (link.is_symlink(), real.read_bytes()) == (True, b"old")
    assert {path.name for path in tmp_path.iterdir()} == {"public.ics", "public.ics.served", "new", "round"}
    with pytest.raises(EstradError, match="“round” cannot be written"):
        deliver_files({tmp_path / "round": b"one"})


@POSIX
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a")
    for _twice in range(2):
        with pytest.raises(EstradError, match="“a” is a pipe or a device, not a file"):
            deliver_files({tmp_path / "b": b"two", tmp_path / "a": b"one"})
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        (tmp_path / "a").unlink()
        (tmp_path / "a").symlink_to("/dev/null")


@POSIX
def test_what_was_there_hands_on_its_mode_and_group_and_who_may_read_a_new_file(tmp_path):
    def rights(path):
        found = os.stat(path)
        return stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid

    place = tmp_path / "a"
    place.write_bytes(b"old")
    os.chmod(place, 0o600)
    if os.getuid() == 0:
        os.chown(place, 65534, 65534)
    before = rights(place)

    take_back = deliver_files({place: b"one"})
    assert (rights(place), before[0]) == (before, 0o600)
    take_back()
    assert (place.read_bytes(), rights(place)[::2]) == (b"old", before[::2])
    mask = os.umask(0o022)
    try:
        for private, expected in ((False, 0o644), (True, 0o640)):
            deliver_files({tmp_path / f"{private}": b"one"}, private=private)
            assert rights(tmp_path / f"{private}")[0] == expected
    finally:
        os.umask(mask)


def test_files_and_their_folders_are_on_the_disk_when_they_are_delivered(tmp_path, monkeypatch):
    done = []
    for name in ("sync_file", "sync_folder", "replace"):
        real = getattr(disk, name)
        monkeypatch.setattr(
            disk, name, lambda *paths, name=name, real=real: (done.append((name, paths[-1])), real(*paths))
        )
    (tmp_path / "x").mkdir()

    deliver_files({tmp_path / "a": b"one", tmp_path / "x" / "b": b"two"})

    assert done[:2] == [("replace", tmp_path / "a"), ("replace", tmp_path / "x" / "b")]
    assert sorted(done[2:]) == [("sync_folder", tmp_path), ("sync_folder", tmp_path / "x")]
