"""Another process that has a file open, and gives the hall each name that it is sent."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHILD = [sys.executable, "-m", "tests.storage.child"]
HOLDER = "another laptop"
"""The name by which the file's note calls that process."""


@contextmanager
def held_elsewhere(path: Path, verb: str = "hold") -> Iterator["subprocess.Popen[str]"]:
    """Have another process hold the file open; it ends in order if its input is closed."""
    words = [*CHILD, verb, str(path)]
    program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert program.stdin
    assert program.stdout
    assert program.stdout.readline() == "open\n"
    try:
        yield program
    finally:
        program.stdin.close()
        program.stdout.close()
        program.wait()


WRITES = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA cache_size = 1")
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE sessions SET abstract = ?", ("y" * 50_000,))
conn.execute("UPDATE people SET note = ?", ("y" * 50_000,))
conn.execute("UPDATE rooms SET name = id || ' half'")
print("writing", flush=True)
sys.stdin.read()
"""


@contextmanager
def writing_elsewhere(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Have another process stand in the midst of a change of the file; it is killed there at the end."""
    words = [sys.executable, "-c", WRITES, str(path)]
    program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdin
    assert program.stdout
    assert program.stdout.readline() == "writing\n"
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        program.stdin.close()
        program.stdout.close()


def die_in_a_change(path: Path) -> None:
    """Have another process die in the midst of a change of the file."""
    with writing_elsewhere(path):
        pass


def rename_elsewhere(program: "subprocess.Popen[str]", name: str) -> None:
    """Have the process that holds a file give the hall a name."""
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{name}\n")
    program.stdin.flush()
    assert program.stdout.readline() == "done\n"


def elsewhere(path: Path) -> str:
    """Return the answer that another process gets when it opens the file."""
    done = subprocess.run([*CHILD, "try", str(path)], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()
