"""Tests of files that are damaged at random, and of kills at random moments."""

import faulthandler
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.agenda import change
from planner.domain.entities import Cover, Entity, Partner, Person, Room, Session
from planner.domain.json_codec import stored_name
from planner.domain.text import EstradError, Text
from planner.storage.file import open_file
from planner.storage.rows import TABLES, parse_json
from planner.storage.schema import EXPECTED, STEPS
from planner.storage.sqlite_errors import reporting_read_errors
from planner.workspace import Environment, Workspace
from tests.builders import fixed_environment
from tests.every_field import PICTURES, changed, full_agenda, subject
from tests.killing import Counts, kill_loop
from tests.kills_at_calls import Kill, Victim, can_trace, spread
from tests.storage import version_1, version_2
from tests.storage.samples import NAME, contents, dump, edited, everything
from tests.storage.test_opening import sql

PAGE = 4096


def busy_places(content: bytearray) -> list[int]:
    """Return the offsets of all bytes that are not zero: most of a small file is empty."""
    return [n for n, byte in enumerate(content) if byte]


def flip(content: bytearray, luck: random.Random) -> None:
    places = busy_places(content)
    for _ in range(luck.choice([1, 1, 2, 8, 64])):
        content[luck.choice(places)] ^= 1 << luck.randrange(8)


def cut(content: bytearray, luck: random.Random) -> None:
    del content[luck.randrange(len(content)) :]


def grow(content: bytearray, luck: random.Random) -> None:
    content += luck.randbytes(luck.choice([1, PAGE, 3 * PAGE]))


def zero_a_page(content: bytearray, luck: random.Random) -> None:
    start = luck.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)


def scramble_a_page(content: bytearray, luck: random.Random) -> None:
    start = luck.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = luck.randbytes(PAGE)


def swap_pages(content: bytearray, luck: random.Random) -> None:
    one, other = (luck.randrange(len(content) // PAGE) * PAGE for _ in "ab")
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def spoil_the_header(content: bytearray, luck: random.Random) -> None:
    for _ in range(luck.choice([1, 2, 5])):
        content[luck.randrange(100)] = luck.randrange(256)


def spoil_a_word(content: bytearray, luck: random.Random) -> None:
    """Change text that SQLite has no reason to doubt: enums, dates, ids, JSON."""
    words = [b'"message"', b'"is"', b'"Session"', b'"edits"', b"2024-04-25", b"keynote", b'"start":', b"confirmed"]
    words += [
        b"draft",
        b"supplier",
        b"moderator",
        b'"day"',
        b'"address"',
        b'"year"',
        b'"verbatim"',
        b"2024-01-02",
        b"[{",
    ]
    words += [b"speaker", b"+00:00", b"Stockholm", b"teal", b"hall", b"null", b'"number":', b"[[", b"{", b"T12:00"]
    word = luck.choice(words)
    places = [n for n in range(len(content)) if content.startswith(word, n)]
    if places:
        content[luck.choice(places) + luck.randrange(len(word))] = luck.choice(b'0129azZ"\\{}[],: -\x00\xff')


MUTATIONS: list[Callable[[bytearray, random.Random], None]] = [
    flip,
    flip,
    cut,
    grow,
    zero_a_page,
    scramble_a_page,
    swap_pages,
    spoil_the_header,
    spoil_a_word,
    spoil_a_word,
    spoil_a_word,
]


def full(path: Path, env: Environment) -> None:
    """Create a file in which every column has a value, with steps done and undone, and sent."""
    workspace = Workspace.create(path, full_agenda(), env, PICTURES)
    for kind, field in (
        (Person, "links"),
        (Session, "segments"),
        (Cover, "state"),
        (Partner, "role"),
        (Room, "closed"),
    ):
        before = subject(kind, workspace.agenda)
        workspace.apply(change(Text(field), (before, changed(before, field))))
    workspace.outbox.send(lambda sending: {})
    workspace.undo()
    workspace.undo()
    workspace.close()


def live_with(path: Path, env: Environment) -> str:
    """Open the file and use it; return the stage it reached before an `EstradError`."""
    stage = "refused"
    with suppress(EstradError):
        workspace = Workspace.open(path, env)
        try:
            stage = "read"
            everything(workspace)
            workspace.history.steps()
            stage = "used"
            room = workspace.agenda.rooms_in_order[0]
            workspace.apply(edit(workspace.agenda, Room, room.id, seats=99))
            if workspace.agenda.tray:
                day = workspace.agenda.days_in_order[0]
                workspace.apply(place(workspace.agenda, workspace.agenda.tray[0].id, day.date, 600, [room.id]))
            while workspace.undo():
                pass
            while workspace.redo():
                pass
            assert everything(workspace)[0] == workspace.agenda
            stage = "good"
        finally:
            workspace.close()
    return stage


@pytest.mark.parametrize(
    ("first", "count"),
    [pytest.param(0, 100, id="some"), pytest.param(1000, 3000, id="many", marks=pytest.mark.soak)],
)
def test_mutated_files(tmp_path: Path, first: int, count: int) -> None:
    env = fixed_environment()
    edited(tmp_path / "edited.estrad", env)
    full(tmp_path / "full.estrad", env)
    templates = [(tmp_path / name).read_bytes() for name in ("edited.estrad", "full.estrad")]
    faulthandler.dump_traceback_later(30 + count / 5, exit=True)
    outcomes: Counter[str] = Counter()
    for seed in range(first, first + count):
        luck = random.Random(seed)
        mutation = luck.choice(MUTATIONS)
        content = bytearray(luck.choice(templates))
        mutation(content, luck)
        path = tmp_path / NAME
        path.write_bytes(content)
        try:
            outcomes[live_with(path, env)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}, {mutation.__name__}")
            raise
    faulthandler.cancel_dump_traceback_later()

    print(dict(outcomes))
    assert sum(outcomes.values()) == count
    assert outcomes["good"] > count / 20
    assert outcomes["refused"] > count / 4


LISTS = [
    (kind, column.split()[0])
    for kind, table in TABLES.items()
    for step in STEPS
    for column in step.columns.get(table, ())
    if "json_valid" in column
]
"""The columns that hold a list as JSON."""
DEEP = 10_000
TEXTS = [
    "",
    "[",
    "null",
    "7",
    '"x"',
    "{}",
    "[ ]",
    "[1]",
    "[true]",
    "[null]",
    "[NaN]",
    "[{}]",
    "[[[]]]",
    '["a", "a"]',
    '["\\ud800"]',
    '[{"address": "\\udfff"}]',
    '[{"day": "x"}]',
    '[{"day": "2024-04-25", "start": 0, "end": 99999}]',
    '[{"day": "2024-04-25", "start": 600, "end": 540}]',
    '[{"day": 20240425, "start": 540, "end": 600}]',
    '[{"address": "a", "address": "b", "label": "c", "label": "d"}]',
    '[{"address": "a", "unknown": {"deeper": []}}]',
    '[{"year": 1e999}]',
    f'[{{"year": {10**30}}}]',
    '[{"year": 2020, "role": "king"}]',
    '[{"title": "x", "minutes": -1}]',
    '[{"text": "x", "verbatim": 1}]',
    '[{"name": null, "value": []}]',
    f"[{'9' * 5000}]",
    "[" * 900 + "]" * 900,
    "[" * DEEP + "]" * DEEP,
    '[{"address":' * DEEP + "1" + "}]" * DEEP,
]


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Environment]:
    """Return the content of a file in which every column has a value, and the environment that has given its ids."""
    path, env = tmp_path_factory.mktemp("full") / NAME, fixed_environment()
    full(path, env)
    return path.read_bytes(), env


@pytest.mark.parametrize(("kind", "column"), LISTS, ids=[f"{kind.__name__}.{column}" for kind, column in LISTS])
@pytest.mark.long
def test_what_a_list_may_hold(
    tmp_path: Path, full_file: tuple[bytes, Environment], kind: type[Entity], column: str
) -> None:
    """The list is refused as a whole, or taken so that it can be changed, undone and redone."""
    (content, env), path = full_file, tmp_path / NAME
    field = next(f.name for f in fields(kind) if stored_name(f.name) == column)
    outcomes: Counter[str] = Counter()
    for text in TEXTS:
        path.write_bytes(content)
        quoted = text.replace("'", "''")
        sql(f"UPDATE {TABLES[kind]} SET {column} = '{quoted}' WHERE id = 'subject'")(path)
        try:
            outcomes[change_one(path, env, kind, field)] += 1
        except Exception as error:
            error.add_note(f"{column} = {text[:60]}")
            raise

    assert outcomes["refused"] >= len(TEXTS) / 2
    assert outcomes["good"] + outcomes["refused"] == len(TEXTS)


def change_one(path: Path, env: Environment, kind: type[Entity], field: str) -> str:
    """Change that field, undo, redo and undo, and read the file anew each time."""
    try:
        workspace = Workspace.open(path, env)
    except EstradError:
        return "refused"
    before = subject(kind, workspace.agenda)
    workspace.apply(change(Text(field), (before, changed(before, field))))
    for step in (workspace.undo, workspace.redo, workspace.undo):
        assert step()
        assert workspace._file.read_agenda() == workspace.agenda
    assert subject(kind, workspace.agenda) == before
    workspace.close()
    Workspace.open(path, env).close()
    return "good"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" + "9" * 5000 + "]", '"\\uD83D"'])
def test_json_that_no_check_has_seen(tmp_path: Path, text: str) -> None:
    with pytest.raises(EstradError, match="is damaged"), reporting_read_errors(tmp_path / NAME):
        parse_json(text)


def test_json_of_ours_is_read_as_it_was_written() -> None:
    assert parse_json('["\\u0001 \\\\ud800 \\ud83d\\ude00", "åäö"]') == ["\x01 \\ud800 😀", "åäö"]


# kills ----------------------------------------------------------------------------------------------------


CHILD = [sys.executable, "-m", "tests.storage.child"]


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize("kills", [pytest.param(6, id="six"), pytest.param(60, id="sixty", marks=pytest.mark.soak)])
def test_kills_in_a_stream_of_edits(tmp_path: Path, env: Environment, kills: int) -> None:
    path = tmp_path / NAME
    edited(path, env)

    counts = kill_loop([*CHILD, "edit", str(path)], path, env, kills=kills, seed=kills)

    print(counts)
    assert counts == Counts(kills=kills, edits=counts.edits, unasked=counts.unasked)
    assert counts.edits >= kills
    assert counts.unasked <= kills


def test_the_loop_sees_a_lost_edit_and_a_half_one(tmp_path: Path, env: Environment) -> None:
    path = tmp_path / NAME
    edited(path, env)
    liar = [sys.executable, "-c", "print('edit never-made', flush=True)"]

    assert kill_loop(liar, path, env, kills=2, seed=1) == Counts(kills=2, edits=2, lost=2)

    vandal = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE rooms SET seats = 7'); c.commit()"
    )

    assert kill_loop([sys.executable, "-c", vandal, str(path)], path, env, kills=1, seed=1).halves == 1


OLDER = range(1, len(STEPS))
"""The versions before the newest: each has files somewhere."""


@pytest.mark.parametrize(
    ("version", "kills"),
    [
        *((version, 3 if version == 1 else 1) for version in OLDER),
        *(pytest.param(version, 20, marks=pytest.mark.soak) for version in OLDER),
    ],
)
def test_kills_in_a_migration(tmp_path: Path, env: Environment, version: int, kills: int) -> None:
    """A file of each version, grown so that it takes a while, is wholly old or wholly new, and no backup is half.

    In a soak as many kills again are at chosen system calls.
    """
    luck, found, backups = random.Random(kills), [], 0
    first = grown(tmp_path, version, env)
    path = tmp_path / "folder" / NAME
    path.parent.mkdir()
    whole = Path(shutil.copy(first, tmp_path / "whole.estrad"))
    lasted = migrate(whole, 0.0, wait=True)
    moments = [luck.uniform(0, 1.5 * lasted) for _ in range(kills)]
    old, new, after = dump(first), dump(whole), contents(whole, env)
    assert (old[0], new[0]) == (f"version {version}", f"version {len(STEPS)}")
    victim = Victim([*CHILD, "migrate", str(path)], path.parent, os.environ)
    places, died = places_in(victim, first, kills), 0
    for kill in [*moments, *places]:
        shutil.copy(first, path)
        if isinstance(kill, Kill):
            died += victim.kill_at(kill)
        else:
            migrate(path, kill)

        found.append(dump(path))
        copies = [dump(copy) for copy in path.parent.glob("*.bak.estrad")]
        assert found[-1] in (old, new)
        assert copies == [old] * len(copies)
        assert copies or found[-1] == old
        backups += len(copies)
        assert contents(path, env) == after
        assert [dump(copy) for copy in path.parent.glob("*.bak.estrad")] == [old]
        empty(path.parent)

    assert died >= 0.8 * len(places)  # a call that is not reached in another run is no kill
    print(f"{lasted * 1000:.0f} ms each, {backups} backups, {dict(Counter(one[0] for one in found))}")


def places_in(victim: Victim, first: Path, kills: int) -> list[Kill]:
    """Return system calls at which a migration is killed, of all sorts; none in a usual run."""
    if kills < 20 or not can_trace():
        return []
    shutil.copy(first, victim.folder / NAME)
    found = victim.places(victim.folder.with_name("calls.log"))
    empty(victim.folder)
    return spread(found, kills)


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def grown(folder: Path, version: int, env: Environment) -> Path:
    """Return a file of that version with so many more sessions and people that a kill can hit its migration.

    Versions 1 and 2 are the stored files, later ones what the migrations made of the second.
    """
    path = Path(shutil.copy(version_1.STORED if version == 1 else version_2.STORED, folder / "first.estrad"))
    conn = sqlite3.connect(path)
    numbers = "WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 1500)"
    conn.execute(
        f"{numbers} INSERT INTO sessions (id, number, title, kind, minutes, status, track, abstract, note, website, "
        "stream, day, start, place) SELECT 'more' || n, n, 'More', 'talk', 30, ?, 'law', "
        "'Text. Text. Text. ', '', '', '', NULL, NULL, NULL FROM n",
        ("tentative" if version == 1 else "draft",),
    )
    conn.execute(
        f"{numbers} INSERT INTO people (id, name, title, organisation, email, phone, note) "
        "SELECT 'more' || n, 'Name', '', 'Org', '', '', '' FROM n"
    )
    conn.commit()
    conn.close()
    if version > 2:
        open_file(path, now=env.clock, steps=STEPS[:version], expected=EXPECTED).close()
    return path


def migrate(path: Path, seconds: float, *, wait: bool = False) -> float:
    """Let another process migrate the file; return its duration with `wait`, else kill it after those seconds."""
    program = subprocess.Popen([*CHILD, "migrate", str(path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout
    program.stdout.readline()
    begin = time.perf_counter()
    if wait:
        program.stdout.readline()
    lasted = time.perf_counter() - begin
    while time.perf_counter() < begin + seconds:
        pass
    program.kill()
    program.communicate()
    return lasted
