"""The command line: starts three windows a round (before, now, before again), gives each its turns, and prints a table.

The three stand still but for the one whose turn it is, and take turns every few milliseconds of work, so that whatever
else the machine does meets all three alike.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tools.pairs.child import SHARES
from tools.pairs.verdict import HEAD, Pair, Share, line
from tools.pairs.window import MeasuredWindow
from tools.pictures.conferences import CONFERENCES
from tools.pictures.making import OWN_ROOT, Unmade, make_conference
from tools.pictures.running import BASE, commit_of, tree_of

ROOMS = {"60": 6, "300": 12, "1000": 30}
"""Number of rooms by number of sessions, all on one day."""
FOSDEM = "fosdem"
ROLES = ("before", "now", "again")
MADE_UP = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tools.benches.conferences import on_disk
on_disk(Path(sys.argv[2]), int(sys.argv[3]), days=1, rooms=int(sys.argv[4]))
"""


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked; 0 if nothing is slower, 1 if something is, 2 if it could not be measured."""
    said = _parser().parse_args(arguments)
    sizes = [size for size in said.sizes if not _missing(size)]
    for size in said.sizes:
        if why := _missing(size):
            print(f"{size}: left out: {why}")
    try:
        with ExitStack() as stack:
            before = said.before or stack.enter_context(tree_of(commit_of(BASE.read_text(encoding="utf-8").split()[0])))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="estrad-pairs-")))
            roots = {"before": before.resolve(), "now": said.now.resolve(), "again": before.resolve()}
            for root in {roots["before"], roots["now"]}:
                _compile(root)
            print(f"{line(HEAD)}\n{line(['---'] * len(HEAD))}", flush=True)
            slower = [
                pair.name
                for size in sizes
                for pair in _printed(_measured(folder, roots, size, said.rounds, said.only))
                if pair.is_slower
            ]
    except Unmade as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"\nslower: {', '.join(slower) or 'nothing'}")
    return int(bool(slower))


def _printed(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Print each as soon as it is known."""
    for pair in pairs:
        print(line(pair.row), flush=True)
        yield pair


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.pairs", description="What dragging and painting cost, compared with another tree."
    )
    sizes = (*ROOMS, FOSDEM)
    parser.add_argument("--sizes", nargs="+", choices=sizes, default=sizes, help="numbers of sessions; all")
    parser.add_argument("--rounds", type=int, default=3, help="times that three windows are started; 3")
    parser.add_argument("--only", nargs="+", default=[], metavar="TEXT", help="only acts whose names contain a text")
    parser.add_argument("--now", type=Path, default=OWN_ROOT, metavar="DIR", help="the tree of now; this one")
    parser.add_argument("--before", type=Path, metavar="DIR", help=f"the tree before; the commit in {BASE.name}")
    return parser


def _missing(size: str) -> str:
    return CONFERENCES[FOSDEM].missing if size == FOSDEM else ""


def _compile(root: Path) -> None:
    """Compile a tree, so that no window does it while others are measured."""
    code = [sys.executable, "-m", "compileall", "-q", *(str(root / part) for part in ("planner", "ui", "main.py"))]
    subprocess.run(code, check=False, stdout=subprocess.DEVNULL)


def _measured(folder: Path, roots: dict[str, Path], size: str, rounds: int, only: Sequence[str]) -> Iterator[Pair]:
    """Measure all acts with a conference of a size, in some rounds."""
    file = _conference(roots["before"], folder, size)
    taken: dict[str, list[Share]] = {}
    differing: set[str] = set()
    for turn in range(rounds):
        with ExitStack() as stack:
            order = ROLES if turn % 2 == 0 else ROLES[::-1]
            windows = {role: MeasuredWindow(roots[role], file, turn, only, stack) for role in order}
            names = {role: windows[role].answer()["acts"] for role in order}
            for name in names["now"]:
                for _share in range(SHARES):
                    told = {role: windows[role].do_share() for role in order}
                    taken.setdefault(name, []).append(Share(turn, *(told[role]["ms"] for role in ROLES)))
                    if told["now"]["saw"] != told["before"]["saw"]:
                        differing.add(name)
            print(f"{size}: round {turn + 1} of {rounds} done", file=sys.stderr, flush=True)
    for name, shares in taken.items():
        yield Pair(name, size, shares, name not in differing)


def _conference(root: Path, folder: Path, size: str) -> Path:
    """Make the conference with the older tree, whose files the newer one can open too."""
    if size == FOSDEM:
        return make_conference(root, folder, FOSDEM)
    path = folder / f"{size}.estrad"
    command = [sys.executable, "-c", MADE_UP, str(root), str(path), size, str(ROOMS[size])]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unmade(done.stderr)
    return path
