"""Tests of foreign things beside or in a file: none of them is followed, obeyed or lost."""

import errno
import json
import os
import sqlite3
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner import disk
from planner.commands.edit import edit
from planner.domain.agenda import change
from planner.domain.entities import Session
from planner.domain.text import EstradError, Text
from planner.storage.file_guard import LONGEST, lock_note_path
from planner.storage.opening import JOURNAL_MAGIC as MAGIC
from planner.workspace import Environment, Workspace
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, dump, refusal, small
from tests.storage.test_locking import make_hot, rename
from tests.storage.test_opening import sql
from tests.storage.version_1 import STORED

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes are those of POSIX")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Create a file of somebody else."""
    (tmp_path / "victim.txt").write_text("dear diary")
    return tmp_path / "victim.txt"


# the note that a file is open -----------------------------------------------------------------------------


@POSIX
def test_a_note_is_not_written_through_a_link(path: Path, env: Environment, victim: Path) -> None:
    lock_note_path(path).symlink_to(victim)

    Workspace.open(path, env).close()

    assert victim.read_text() == "dear diary"
    assert lock_note_path(path).is_symlink()


@pytest.mark.parametrize("content", ["dear diary", '["a list"]', '{"mine": 1}'])
def test_a_note_does_not_take_the_place_of_a_file_of_somebodys(path: Path, env: Environment, content: str) -> None:
    lock_note_path(path).write_text(content)

    Workspace.open(path, env).close()

    assert lock_note_path(path).read_text() == content


@POSIX
def test_a_pipe_in_the_place_of_the_note_keeps_nobody_waiting(path: Path, env: Environment) -> None:
    os.mkfifo(lock_note_path(path))
    with closing(Workspace.open(path, env)), pytest.raises(EstradError, match="is open in another program"):
        Workspace.open(path, env)
    assert lock_note_path(path).is_fifo()


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(lambda ours: {"holder": "somebody else"}, id="of another account"),
        pytest.param(lambda ours: {**ours, "process": ours["process"] + 1}, id="of another Estrad of this account"),
        pytest.param(lambda ours: {**ours, "more": "x" * LONGEST}, id="longer than a note"),
    ],
)
def test_a_note_that_another_program_put_there_meanwhile_stays(
    theirs: Callable[[dict[str, Any]], object], path: Path, workspace: Workspace
) -> None:
    """It is written into the same file here, as a file system may give a new note the number of one just deleted."""
    note = lock_note_path(path)
    note.write_text(json.dumps(theirs(json.loads(note.read_text()))))

    workspace.close()

    assert note.exists()


# the journal ----------------------------------------------------------------------------------------------


def name_a_super_journal(path: Path, victim: Path) -> None:
    """Leave a valid journal that names a file for SQLite to delete after rolling back."""
    make_hot(path)
    name = str(victim).encode()
    with path.with_name(f"{path.name}-journal").open("ab") as journal:
        journal.write(struct.pack(">I", 2**30 // 4096 + 1) + name)
        journal.write(struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF) + MAGIC)


def test_a_journal_that_names_a_super_journal_is_refused_also_by_a_link(
    path: Path, env: Environment, victim: Path
) -> None:
    name_a_super_journal(path, victim)

    refused = refusal(path, env)

    assert str(refused.problem) == f"“{NAME}-journal” lies beside “{NAME}” and is no journal of it."
    assert refused.remedy
    link = path.parent / "elsewhere" / "link.estrad"
    link.parent.mkdir()
    link.symlink_to(path)
    with pytest.raises(EstradError, match="is no journal of it"):
        Workspace.open(link, env)
    assert victim.exists()


@POSIX
@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_a_link_in_the_place_of_a_journal_is_not_followed(
    path: Path, env: Environment, victim: Path, suffix: str
) -> None:
    path.with_name(f"{NAME}{suffix}").symlink_to(victim)

    assert "lies beside" in str(refusal(path, env))
    assert victim.read_text() == "dear diary"


def test_a_file_of_somebodys_under_the_journals_name_is_not_removed(path: Path, env: Environment) -> None:
    journal = path.with_name(f"{NAME}-journal")
    journal.write_text("dear diary")

    assert "is no journal of it" in str(refusal(path, env))
    assert journal.read_text() == "dear diary"


@pytest.mark.parametrize("content", [b"", bytes(512), bytes(12_000)])
def test_a_journal_that_is_not_needed_any_more_is_no_hindrance(path: Path, env: Environment, content: bytes) -> None:
    path.with_name(f"{NAME}-journal").write_bytes(content)

    Workspace.open(path, env).close()

    assert not path.with_name(f"{NAME}-journal").exists()


def test_a_name_that_leaves_no_room_for_the_journal_is_said_to_be_too_long(path: Path, env: Environment) -> None:
    long = path.with_name(f"{'x' * 248}.estrad")
    path.rename(long)

    with pytest.raises(EstradError, match="is too long: a journal beside it would find no name") as refused:
        Workspace.open(long, env)
    with pytest.raises(EstradError, match="is too long"):
        Workspace.create(path.with_name(f"{'y' * 248}.estrad"), small(), env)

    assert str(refused.value.remedy) == "Choose a name that is shorter by a few letters."


# foreign content in the file ------------------------------------------------------------------------------

TOO_LONG = "“{name}” is damaged: a text in {field} is too long."
UNCLEAN = "“{name}” is damaged: a text in {field} holds control characters."


@pytest.mark.parametrize(
    ("field", "statement", "text", "problem"),
    [
        ("rooms.name", "UPDATE rooms SET name = ?", "x" * 2_001, TOO_LONG),
        ("people.name", "UPDATE people SET name = ?", "x" * 10_000_000, TOO_LONG),
        ("sessions.title", "UPDATE sessions SET title = ?", "x" * 10_000_000, TOO_LONG),
        ("sessions.abstract", "UPDATE sessions SET abstract = ?", "x" * 100_001, TOO_LONG),
        ("sessions.place", "UPDATE sessions SET place = ? WHERE day IS NOT NULL", "x" * 2_001, TOO_LONG),
        ("sessions.tags", "UPDATE sessions SET tags = json_array(?)", "x" * 2_001, TOO_LONG),
        ("sessions.links", "UPDATE sessions SET links = json_array(json_object('address', ?))", "x" * 2_001, TOO_LONG),
        ("releases.note", "UPDATE releases SET note = ?", "x" * 100_001, TOO_LONG),
        ("ledger.created", "UPDATE ledger SET created = ?", "x" * 1_000_000, TOO_LONG),
        ("rooms.name", "UPDATE rooms SET name = ?", "\x1b[31mHall", UNCLEAN),
        ("rooms.name", "UPDATE rooms SET name = ?", "Hall\nLab", UNCLEAN),
        ("sessions.title", "UPDATE sessions SET title = ?", "Keynote \u202e", UNCLEAN),
        ("sessions.abstract", "UPDATE sessions SET abstract = ?", "a\x9b31m", UNCLEAN),
    ],
)
def test_a_text_that_nothing_of_ours_writes_is_refused_by_its_field(
    path: Path, env: Environment, field: str, statement: str, text: str, problem: str
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(statement, (text,))

    assert str(refusal(path, env).problem) == problem.format(name=NAME, field=field)


def test_a_text_with_which_the_file_could_not_be_opened_again_is_not_written(path: Path, workspace: Workspace) -> None:
    hall, before = workspace.agenda.rooms["hall"], path.read_bytes()

    for name in ("x" * 2_001, "Hall\x1b[31m"):
        with pytest.raises(EstradError, match=r"was not changed: a text in rooms\.name"):
            workspace.apply(change(Text("Rename"), (hall, replace(hall, name=name))))

    talk = next(iter(workspace.agenda.sessions.values()))
    with pytest.raises(EstradError, match=r"was not changed: a text in sessions\.tags"):
        workspace.apply(change(Text("Tag"), (talk, replace(talk, tags=("x" * 2_001,)))))

    assert (path.read_bytes(), workspace.agenda.rooms["hall"]) == (before, hall)


HUGE = """replace({column}, '{word}', '{word}' || replace(hex(zeroblob(5000000)), '00', 'x'))"""


@pytest.mark.parametrize(
    ("table", "column", "word"),
    [("releases", "programme", "Keynote"), ("changes", "edits", "Extra"), ("changes", "label", "Waits")],
)
@pytest.mark.long
def test_a_text_of_megabytes_inside_json_is_refused(
    path: Path, env: Environment, table: str, column: str, word: str
) -> None:
    sql(f"UPDATE {table} SET {column} = {HUGE.format(column=column, word=word)}")(path)
    begin = time.process_time()

    assert "is damaged" in str(refusal(path, env))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("text", ["x" * 2_000, "Sal Å – ”öppen” 日本 🎉", "soft\u00adhyphen", "no\u00a0break"])
def test_a_text_that_may_be_is_no_damage(path: Path, env: Environment, text: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("UPDATE sessions SET title = ?, abstract = ?", (text, f"{text}\n\n{text}"))

    assert {session.title for session in contents(path, env)[0].sessions.values()} == {text}


BEYOND = [
    ("a SEQUENCE beyond 31 bits", f"UPDATE ledger SET sequence = {2**31}"),
    ("the last SEQUENCE there is", f"UPDATE ledger SET sequence = {2**31 - 1}"),
    (
        "a SEQUENCE of a part beyond 31 bits",
        f"INSERT INTO calendar_parts (part, session, sequence) VALUES ('day:x', 'keynote', {2**40})",
    ),
    ("more drafts than can be counted", f"UPDATE document SET drafts = {2**31 - 1}"),
    (
        "more releases than can be counted",
        f"UPDATE releases SET number = {2**31 - 1} WHERE number = (SELECT max(number) FROM releases)",
    ),
    ("more writes than can be counted", f"UPDATE document SET writes = {2**62}"),
    ("a negative number of writes", "UPDATE document SET writes = -1"),
    *(
        (
            f"a day in no year of a conference: {date}",
            f"UPDATE days SET date = '{date}'",
            f"UPDATE sessions SET day = '{date}' WHERE day IS NOT NULL",
        )
        for date in ("0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31")
    ),
]


@pytest.mark.parametrize("statements", [case[1:] for case in BEYOND], ids=[case[0] for case in BEYOND])
def test_a_number_or_a_day_with_which_nothing_can_be_done_is_refused_at_opening(
    path: Path, env: Environment, statements: tuple[str, ...]
) -> None:
    sql(*statements)(path)

    assert "is damaged" in str(refusal(path, env))


def test_a_number_of_writes_that_is_used_up_begins_anew(path: Path, env: Environment) -> None:
    sql(f"UPDATE document SET writes = {2**62 - 2}")(path)

    for _ in range(3):
        with closing(Workspace.open(path, env)) as workspace:
            rename(workspace)
            workspace.undo()
    assert contents(path, env)[0].rooms["hall"].name == "Hall"
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT writes FROM document").fetchone() == (4,)


LAST = 2**31 - 2
COUNTED_OUT = [
    pytest.param(f"UPDATE ledger SET sequence = {LAST}", False, id="a SEQUENCE"),
    pytest.param(f"UPDATE document SET drafts = {LAST}", True, id="the drafts"),
    pytest.param(
        f"UPDATE releases SET number = {LAST} WHERE number = (SELECT max(number) FROM releases)", False, id="releases"
    ),
]


@pytest.mark.parametrize(("statement", "as_draft"), COUNTED_OUT)
def test_what_is_counted_out_is_refused_before_it_is_sent_and_all_else_goes_on(
    path: Path, env: Environment, statement: str, as_draft: bool
) -> None:
    sql(statement)(path)
    with closing(Workspace.open(path, env)) as workspace:
        workspace.apply(edit(workspace.agenda, Session, "keynote", title="Moved"))
        outbox = workspace.outbox
        send = outbox.draft if as_draft else outbox.send

        with pytest.raises(EstradError, match="its calendars have counted as far as calendars can"):
            send(lambda _sending: {path.parent / "a.ics": b"a calendar"})
        rename(workspace)

    assert not (path.parent / "a.ics").exists()
    assert contents(path, env)[0].rooms["hall"].name == "Hall!"


# new files ------------------------------------------------------------------------------------------------


def test_a_new_file_gets_its_name_with_its_content(
    tmp_path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the program were killed just before, there would be no empty file with the wanted name."""
    seen: list[bool] = []
    for name in ("link", "rename", "replace"):
        real: Callable[..., None] = getattr(os, name)

        def look(*args: object, real: Callable[..., None] = real, **named: object) -> None:
            seen.append((tmp_path / NAME).exists())
            real(*args, **named)

        monkeypatch.setattr(os, name, look)

    Workspace.create(tmp_path / NAME, small(), env).close()

    assert (seen, contents(tmp_path / NAME, env)[0]) == ([False], small())


def test_a_file_system_without_hard_links(tmp_path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    Workspace.create(tmp_path / NAME, small(), env).close()

    with pytest.raises(EstradError, match="exists already"):
        Workspace.create(tmp_path / NAME, small(), env)

    assert (contents(tmp_path / NAME, env)[0], [entry.name for entry in tmp_path.iterdir()]) == (small(), [NAME])


NOBODY = 4_194_305
"""A process id that does not exist: one more than the greatest on Linux."""


def leave(place: Path, *, seconds: int) -> Path:
    """Create a file that was last written so many seconds ago."""
    place.write_text("left over")
    then = time.time() - seconds
    os.utime(place, (then, then))
    return place


@POSIX
def test_what_killed_programs_left_is_cleared_away_at_opening(path: Path, env: Environment, victim: Path) -> None:
    gone = [leave(path.with_name(f".{NAME}.{NOBODY}{end}"), seconds=90) for end in (".new", "-3.new", ".new-journal")]
    gone.append(leave(path.with_name(f".{NAME}.1.new"), seconds=4_000))
    kept = [
        leave(path.with_name(f".{NAME}.{NOBODY + 1}.new"), seconds=5),
        leave(path.with_name(f".{NAME}.{os.getpid()}.new"), seconds=90),
        leave(path.with_name(f".other.estrad.{NOBODY}.new"), seconds=90),
        leave(path.with_name(f".{NAME}.mine.new"), seconds=9_000),
    ]
    link = path.with_name(f".{NAME}.{NOBODY + 2}.new")
    link.symlink_to(victim)

    Workspace.open(path, env).close()

    assert [place.name for place in gone if place.exists()] == []
    assert [place.name for place in kept if not place.exists()] == []
    assert link.is_symlink()


def test_a_temporary_name_that_is_somebodys_is_not_taken(tmp_path: Path, env: Environment, victim: Path) -> None:
    taken = tmp_path / f".{NAME}.{os.getpid()}.new"
    taken.symlink_to(victim) if sys.platform != "win32" else taken.write_text("mine")
    (tmp_path / f".{NAME}.{os.getpid()}-1.new-journal").write_text("mine")

    Workspace.create(tmp_path / NAME, small(), env).close()

    assert victim.read_text() == "dear diary"
    assert os.path.lexists(taken)
    assert (tmp_path / f".{NAME}.{os.getpid()}-1.new-journal").read_text() == "mine"
    assert contents(tmp_path / NAME, env)[0] == small()


def mode(path: Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


@POSIX
@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o640), (0o002, 0o660), (0o077, 0o600), (0o000, 0o660)])
def test_new_files_with_private_fields_are_not_for_others(
    tmp_path: Path, env: Environment, umask: int, expected: int
) -> None:
    before = os.umask(umask)
    try:
        workspace = Workspace.create(tmp_path / NAME, small(), env)
        workspace.save_copy(tmp_path / "copy.estrad")
        workspace.close()
        (tmp_path / "old.estrad").write_bytes(STORED.read_bytes())
        os.chmod(tmp_path / "old.estrad", 0o600)
        Workspace.open(tmp_path / "old.estrad", env).close()
    finally:
        os.umask(before)

    assert (mode(tmp_path / NAME), mode(tmp_path / "copy.estrad")) == (expected, expected)
    assert [mode(found) for found in tmp_path.glob("*.bak.estrad")] == [0o600]


@POSIX
def test_a_copy_over_a_file_keeps_its_mode_and_group(path: Path, env: Environment) -> None:
    target = path.with_name("copy.estrad")
    target.write_text("an old thing")
    os.chmod(target, 0o604)
    if os.getuid() == 0:
        os.chown(target, 65534, 65534)
    before = os.stat(target)
    with closing(Workspace.open(path, env)) as workspace:
        workspace.save_copy(target)
    after = os.stat(target)
    assert (mode(target), after.st_uid, after.st_gid) == (0o604, before.st_uid, before.st_gid)


@POSIX
def test_a_copy_onto_a_link_goes_where_it_leads_and_onto_a_pipe_nowhere(
    path: Path, env: Environment, tmp_path: Path
) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "copy.estrad").symlink_to(tmp_path / "far" / "real.estrad")
    os.mkfifo(tmp_path / "pipe.estrad")
    with closing(Workspace.open(path, env)) as workspace:
        workspace.save_copy(tmp_path / "copy.estrad")
        with pytest.raises(EstradError, match="is a pipe or a device"):
            workspace.save_copy(tmp_path / "pipe.estrad")
    assert (tmp_path / "copy.estrad").is_symlink()
    assert contents(tmp_path / "far" / "real.estrad", env) == contents(path, env)


# backups --------------------------------------------------------------------------------------------------


def test_a_migration_that_is_tried_again_keeps_one_backup(tmp_path: Path, env: Environment) -> None:
    path = tmp_path / NAME
    path.write_bytes(STORED.read_bytes())
    Workspace.open(path, env).close()
    (backup,) = tmp_path.glob("*.bak.estrad")
    whole = dump(backup)
    backup.rename(tmp_path / f"{path.stem}.v1.20200101T000000Z.bak.estrad")
    for _ in range(3):
        path.write_bytes(STORED.read_bytes())
        Workspace.open(path, env).close()

    (kept,) = tmp_path.glob("*.bak.estrad")
    assert (dump(kept), kept.name) == (whole, f"{path.stem}.v1.20200101T000000Z.bak.estrad")


@POSIX
def test_a_backup_takes_the_place_of_nothing(tmp_path: Path, env: Environment, victim: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(STORED.read_bytes())
    stamp = env.clock().strftime("%Y%m%dT%H%M%SZ")
    (tmp_path / f"conference.v1.{stamp}.bak.estrad").symlink_to(victim)

    Workspace.open(path, env).close()

    assert victim.read_text() == "dear diary"
    assert (tmp_path / f"conference.v1.{stamp}-2.bak.estrad").exists()


# messages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "Make room on the disk, or choose another folder."),
        (errno.ENAMETOOLONG, "Choose a shorter name."),
        (errno.ENOENT, "Choose a folder that is there."),
        (errno.EACCES, "Choose a folder in which you may write."),
        (errno.EIO, "Choose another folder."),
    ],
)
def test_the_remedy_fits_the_fault(code: int, said: str) -> None:
    assert str(disk.remedy(OSError(code, os.strerror(code)))) == said


def test_an_ordinary_hot_journal_is_still_rolled_back(path: Path, env: Environment, opens: Opens) -> None:
    before = contents(path, env)
    make_hot(path)

    workspace = opens(path)

    assert workspace.agenda == before[0]
    rename(workspace)


@POSIX
def test_a_program_killed_between_name_and_end_of_new_leaves_a_whole_file(tmp_path: Path, env: Environment) -> None:
    """The kill comes with the system call that gives the file its name; the call after it is never made."""
    if not os.path.exists("/usr/bin/strace"):
        pytest.skip("strace is not installed")
    command = [sys.executable, str(Path(__file__).resolve().parents[2] / "main.py"), "sample", str(tmp_path / NAME)]
    kill = ["strace", "-f", "-o", "/dev/null", "-e", "inject=link,linkat:signal=KILL:when=1"]

    subprocess.run([*kill, *command], capture_output=True, check=False)

    if (tmp_path / NAME).exists():
        assert contents(tmp_path / NAME, env)[0].sessions
    else:
        subprocess.run(command, check=True, capture_output=True)
    assert contents(tmp_path / NAME, env)[0].sessions
