"""Kills a command at chosen system calls, before they do anything (``strace``, on Linux), or at chosen moments."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

STRACE = shutil.which("strace") or ""
CALLS = (
    "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "write", "pwrite64", "fsync",
    "fdatasync", "ftruncate", "openat",
)  # fmt: skip
"""The system calls by which a program changes files; a system may lack some of them."""
MOMENT = "a moment"


@cache
def can_trace() -> bool:
    """Return whether there is ``strace``, and this account may use it, which a container can forbid."""
    return bool(STRACE) and subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True).returncode == 0


class Kill(NamedTuple):
    """A place at which to kill: the ``number``-th call of that name; of `MOMENT`, after microseconds of writing."""

    call: str
    number: int


@dataclass(frozen=True)
class Victim:
    """A command that changes files in a folder; a file called ``begins`` appears there when it begins to write."""

    command: Sequence[str]
    folder: Path
    variables: Mapping[str, str]
    begins: str = ""

    def start(self, *before: str) -> subprocess.Popen[str]:
        """Start the command in a process of its own, from the root of the checkout."""
        root = Path(__file__).resolve().parents[1]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([*before, *self.command], cwd=root, env=dict(self.variables), **pipes)

    def kill_at(self, place: Kill) -> bool:
        """Run the command and kill it there; return False if it had ended before."""
        if place.call == MOMENT:
            process, begin = self._started()
            while time.monotonic() < begin + place.number / 1_000_000 and process.poll() is None:
                pass
            process.kill()
        else:
            when = f"inject={place.call}:signal=KILL:when={place.number}"
            process = self.start(STRACE, "-f", "-qqq", "-o", os.devnull, "-e", f"trace={place.call}", "-e", when)
        process.communicate()
        return process.returncode < 0

    def places(self, log: Path) -> list[Kill]:
        """Return every call that changes a file of the folder, from a run of the command that is only watched."""
        asked = ",".join(f"?{call}" for call in CALLS)
        process = self.start(STRACE, "-f", "-y", "-qqq", "-o", str(log), "-e", f"trace={asked}")
        out, err = process.communicate()
        assert process.returncode in (0, 2), out + err
        seen, found = Counter[str](), []
        lines = re.findall(r"^(\d+) +(\w+)\((.*)", log.read_text(errors="replace"), re.MULTILINE)
        for number, call, rest in lines:
            if number != lines[0][0]:
                continue  # a thread of its own, whose calls are counted apart
            seen[call] += 1
            reads = call == "openat" and not re.search("O_WRONLY|O_RDWR|O_CREAT", rest)
            if str(self.folder) in rest and not reads:
                found.append(Kill(call, seen[call]))
        return found

    def is_lasting(self) -> float:
        """Return how many microseconds the command writes when nobody kills it."""
        process, begin = self._started()
        process.communicate()
        return (time.monotonic() - begin) * 1_000_000

    def _started(self) -> tuple[subprocess.Popen[str], float]:
        """Start the command; return it, and the time at which it began to write."""
        process = self.start()
        while process.poll() is None and not (self.folder / self.begins).exists():
            pass
        return process, time.monotonic()


def spread(found: Sequence[Kill], most: int) -> list[Kill]:
    """Return so many places of all sorts: of each call in turn its last or first, then the other, then any."""
    by_call: dict[str, list[Kill]] = {}
    for place in found:
        by_call.setdefault(place.call, []).append(place)
    luck = random.Random(most)
    for number, places in enumerate(by_call.values()):
        places[1:-1] = luck.sample(places[1:-1], len(places[1:-1]))
        places.insert(number % 2, places.pop())
    turns = zip_longest(*by_call.values())
    return [place for turn in turns for place in turn if place][:most]
