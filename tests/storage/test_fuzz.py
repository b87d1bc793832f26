"""Mutated files: each opens well and works, or is refused with an `EstradError`; nothing else, and nothing hangs."""

import faulthandler
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Room
from planner.domain.errors import EstradError
from planner.workspace import Edge, Workspace
from tests.builders import fixed_edge
from tests.storage.samples import NAME, edited, everything

PAGE = 4096
Mutation = Callable[[bytearray, random.Random], None]


def busy_places(content: bytearray) -> list[int]:
    """Where something is written: most of a small file is empty."""
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
    """Change text that SQLite has no way to doubt: enums, dates, ids, JSON."""
    words = [b'"message"', b'"is"', b'"Session"', b'"edits"', b"2024-04-25", b"keynote", b'"start":', b"confirmed"]
    words += [b"speaker", b"+00:00", b"Stockholm", b"teal", b"hall", b"null", b'"number":', b"[[", b"{", b"T12:00"]
    word = luck.choice(words)
    places = [n for n in range(len(content)) if content.startswith(word, n)]
    if places:
        at = luck.choice(places)
        content[at + luck.randrange(len(word))] = luck.choice(b'0129azZ"\\{}[],: -\x00\xff')


MUTATIONS: list[Mutation] = [
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


def live_with(path: Path, edge: Edge) -> str:
    """Open the file and use it: how far it went before an `EstradError`."""
    stage = "refused"
    with suppress(EstradError):
        workspace = Workspace.open(path, edge)
        try:
            stage = "read"
            everything(workspace)
            workspace.history()
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
    [pytest.param(0, 150, id="some"), pytest.param(1000, 3000, id="many", marks=pytest.mark.soak)],
)
def test_mutated_files(tmp_path: Path, first: int, count: int) -> None:
    edge = fixed_edge()
    edited(tmp_path / "template.estrad", edge)
    template = (tmp_path / "template.estrad").read_bytes()
    faulthandler.dump_traceback_later(30 + count / 5, exit=True)
    outcomes: Counter[str] = Counter()
    for seed in range(first, first + count):
        luck = random.Random(seed)
        mutation = luck.choice(MUTATIONS)
        content = bytearray(template)
        mutation(content, luck)
        path = tmp_path / NAME
        path.write_bytes(content)
        try:
            outcomes[live_with(path, edge)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}, {mutation.__name__}")
            raise
    faulthandler.cancel_dump_traceback_later()

    print(dict(outcomes))
    assert sum(outcomes.values()) == count
    assert outcomes["good"] > count / 20
    assert outcomes["refused"] > count / 4
