"""A world for kills during *Erase*: a conference that names one person everywhere, and all that lies around it.

Nothing here knows how Estrad erases. What the world is made by is the command line; what a window would have left, such
as texts typed and not saved, is written as ``docs/file-format.md`` says; and the file is looked at with plain sqlite3.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.commands import Answer, Estrad

PERSON = "Zebedeus Quillfjord"
NEEDLES = (
    "quillfjord", "zebedeus", "holloway", "zq@example.org", "765 43 21", "7654321", "765 4321", "polisen marker",
    "rättschef",
)  # fmt: skip
"""What may be left in no byte, in lower case: names, address, number, and the employment that tells who it was."""
SAME_ID, OTHER_ID = "copy.estrad", "other.estrad"
KINDS = ("person", "moderator")
"""The calendars that are published beside the whole: those that are about people."""
UNSAVED = "For Ada, not saved yet"
"""A text that somebody typed, in which the person is not."""
FIRST_DAY, SECOND_DAY, THIRD_DAY = ("2024-03-01T12:00:00", "2024-03-02T12:00:00", "2024-03-03T12:00:00")
_DAY = ("day", "2024-04-25", "room", "Hall")
_FIRST = (
    ("new", "plan.estrad", "--title", "Ships", "--date", "2024-04-25", "--timezone", "Europe/Stockholm",
     "--room", "Hall", "--room", "Lab"),
    ("add", "plan.estrad", "person", "Zebedeus Holloway", "email", "zq@example.org", "phone", "070-765 43 21",
     "title", "Rättschef", "organisation", "Polisen Marker", "bio", "Zebedeus Holloway sails.", "diet", "fish"),
    ("set", "plan.estrad", "person", "Zebedeus Holloway", "name", PERSON),
    ("add", "plan.estrad", "person", "Ada Berg", "email", "ada@example.org"),
    ("add", "plan.estrad", "session", "Sails", *_DAY, "start", "09:00", "minutes", "30", "speaker", PERSON,
     "moderator", "Ada Berg", "abstract", f"{PERSON}s seglats.", "note", "Ring Quillfjord: +46 70 765 43 21"),
    ("add", "plan.estrad", "session", "Oars", *_DAY, "start", "10:00", "minutes", "30", "speaker", "Ada Berg",
     "moderator", PERSON, "abstract", "After Holloway's report"),
    ("add", "plan.estrad", "session", "The Zebedeus Quillfjord Prize", *_DAY, "start", "11:00", "minutes", "30"),
)  # fmt: skip
_SECOND = (
    ("set", "plan.estrad", "session", "Oars", "start", "10:15"),
    ("set", "plan.estrad", "session", "Sails", "cues", "Quillfjord-flaggan hissas"),
)


@dataclass(frozen=True)
class World:
    """The folder in which everything lies, and the variables of the account that it belongs to."""

    root: Path

    @property
    def plan(self) -> Path:
        return self.root / "desk" / "plan.estrad"

    @property
    def published(self) -> Path:
        return self.root / "pub"

    @property
    def data(self) -> Path:
        """The user's data folder."""
        return self.root / "data" / "estrad"

    @property
    def log(self) -> Path:
        return self.root / "state" / "estrad" / "estrad.log"

    def variables(self, at: str) -> dict[str, str]:
        """Return the environment of a process of this account, whose clock stands at a time."""
        homes = {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "home"}
        fixed = {"ESTRAD_CLOCK": at, "LANGUAGE": "en", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        return {**os.environ, **{name: str(self.root / folder) for name, folder in homes.items()}, **fixed}

    def unsaved(self, conference: str) -> Path:
        """Return where the unsaved texts of a conference file lie: by its id and its path."""
        path = self.root / "desk" / conference
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as conn:
            (file_id,) = conn.execute("SELECT file_id FROM document").fetchone()
        name = sha256(f"{file_id}\0{os.path.realpath(path)}".encode()).hexdigest()[:32]
        return self.data / "unsaved" / f"{name}.json"

    def files(self) -> Iterator[Path]:
        """Yield every file but the copy that somebody saved elsewhere and what is another conference's."""
        stay = {self.plan.with_name(SAME_ID), self.plan.with_name(OTHER_ID), self.unsaved(OTHER_ID)}
        for path in self.root.rglob("*"):
            if path.is_file() and path not in stay:
                yield path

    def left(self, *, published: bool = False) -> list[str]:
        """Return where the person still is, in any byte or name; of the published folder only if that is asked."""
        found = []
        for path in self.files():
            if (self.published in path.parents) is published:
                data = path.read_bytes().lower()
                if words := [word for word in NEEDLES if _in(word, data, path.name)]:
                    found.append(f"{path.relative_to(self.root)} ({', '.join(words)})")
        return sorted(found)


def _in(word: str, data: bytes, name: str) -> bool:
    forms = (word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode())
    return any(form in data for form in forms) or word.replace(" ", "-") in name.lower()


def build(world: World, estrad_at: dict[str, Estrad]) -> None:
    """Make the world; ``estrad_at`` are command lines whose clocks stand at the three days."""
    for folder in (
        world.plan.parent,
        world.published,
        world.data / "unsaved",
        world.data / "printed",
        world.log.parent,
    ):
        folder.mkdir(parents=True)
    for at, commands in ((FIRST_DAY, _FIRST), (SECOND_DAY, _SECOND)):
        for verb, file, *rest in commands:
            done = estrad_at[at](verb, world.plan.with_name(file), *rest)
            assert done.code == 0, done.err
        assert publish(estrad_at[at], world, *KINDS).code == 0
    shutil.copy(world.plan, world.plan.with_name(SAME_ID))
    shutil.copy(world.plan, world.plan.with_name("plan.v3.20240101T000000Z.bak.estrad"))
    other = world.plan.with_name(OTHER_ID)
    made = estrad_at[FIRST_DAY](
        "new", other, "--title", PERSON, "--date", "2024-04-25", "--timezone", "Europe/Stockholm"
    )
    assert made.code == 0, made.err
    for name in (world.plan.name, SAME_ID):
        assert estrad_at[THIRD_DAY]("set", world.plan.with_name(name), "session", "Sails", "minutes", "35").code == 0
        _keep_unsaved(world, name)
    _keep_unsaved(world, OTHER_ID)
    world.log.write_text(f"Traceback\n  KeyError: '{PERSON}'\n  ValueError: Ada Berg\n", encoding="utf-8")
    printed = world.data / "printed" / world.unsaved(world.plan.name).name
    printed.write_text(json.dumps({"format": 1, "sections": []}), encoding="utf-8")


def publish(estrad: Estrad, world: World, *kinds: str) -> Answer:
    """Publish the plan, with the calendars of these kinds."""
    each = [word for kind in kinds for word in ("--each", kind)]
    return estrad("publish", world.plan, "--to", world.published, *each, "--json")


def _keep_unsaved(world: World, conference: str) -> None:
    """Write what a window would keep aside: a text for the person, one about them, and one that is nothing to them."""
    where = world.unsaved(conference)
    with closing(sqlite3.connect(world.root / "desk" / conference)) as conn:
        (file_id,) = conn.execute("SELECT file_id FROM document").fetchone()
        them, session = (
            conn.execute("SELECT id FROM people").fetchone(),
            conn.execute("SELECT id FROM sessions").fetchone(),
        )
    texts = [
        {
            "kind": "Person",
            "ids": them or ["x"],
            "field": "bio",
            "text": f"{PERSON} sails, 070-765 43 21",
            "before": "",
        },
        {"kind": "Session", "ids": session or ["x"], "field": "note", "text": f"{PERSON}s anförande", "before": PERSON},
        {"kind": "Session", "ids": session or ["x"], "field": "abstract", "text": UNSAVED, "before": ""},
    ]
    kept = {"format": 1, "file": file_id, "path": os.path.realpath(world.root / "desk" / conference), "texts": texts}
    where.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True)
class Found:
    """What the file holds at a moment, read from a copy with plain sqlite3: whether the person, and what is owed.

    ``owed`` are the sorts of what is owed, ``whole`` is every row but that of the table ``document``.
    """

    there: bool
    owed: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def state(self) -> str:
        return "not begun" if self.there else "owed" if self.owed else "done"


def look(world: World) -> Found:
    """Read the plan as it lies, with its journal, without touching it."""
    with TemporaryDirectory() as folder:
        for path in (world.plan, world.plan.with_name(f"{world.plan.name}-journal")):
            if path.exists():
                shutil.copy(path, folder)
        with closing(sqlite3.connect(Path(folder) / world.plan.name)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            there = conn.execute("SELECT count(*) FROM people WHERE name = ?", (PERSON,)).fetchone()[0] > 0
            owed = tuple(kind for (kind,) in conn.execute("SELECT kind FROM owed ORDER BY number"))
            lines = tuple(line for line in conn.iterdump() if not line.startswith('INSERT INTO "document"'))
    return Found(there, owed, lines)
