"""The command line: chooses mutants, runs the tests for each in a tree of its own, and keeps what came of it."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tools.mutants.mutating import Mutant, mutant_by_hand, mutants_of
from tools.mutants.which_tests import fitting_tests
from tools.pictures.making import OWN_ROOT, Unmade
from tools.pictures.running import commit_of, tree_of

OUT = OWN_ROOT / "out" / "mutants.jsonl"
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
PATIENCE, LEAST = 4, 60.0
"""A run may take so many times as long as that without a fault, and at least so many seconds."""
HASHED = ("-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "planner", "ui", "main.py", "tests")
"""Compiled by content: a fault can have the size of what it replaces, and the same second."""
NO_TESTS = 5
"""Exit code of pytest when it found none."""


def main(arguments: Sequence[str]) -> int:
    """Try the mutants that were asked for; 0 if all were noticed, 1 if some survived, 2 if they cannot be tried."""
    said = _parser().parse_args(arguments)
    try:
        commit = commit_of(said.commit)
        with tree_of(commit) as root:
            wanted = _by_hand(root, said.apply) if said.apply else _chosen(root, said.files, said.seed, said.count)
            if said.list:
                for mutant in wanted:
                    print(mutant.name)
                return 0
            return _tried(root, commit[:12], wanted, said)
    except (Unmade, ValueError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description="Do the tests notice a fault?")
    parser.add_argument("--files", nargs="+", default=["planner/**/*.py", "ui/**/*.py"], metavar="GLOB")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="tests to run; else those of the file's row")
    parser.add_argument("--seed", type=int, default=1, help="chooses the mutants; 1")
    parser.add_argument("--count", type=int, default=40, help="number of mutants; 40")
    parser.add_argument("--apply", nargs="+", metavar="FILE:LINE:old=>new", help="these instead of chosen ones")
    parser.add_argument("--commit", default="HEAD", help="the tree that gets the faults; HEAD")
    parser.add_argument("--limit", type=float, help=f"seconds for a run; {PATIENCE} times as long as without a fault")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="where the results are kept")
    parser.add_argument("--list", action="store_true", help="only name the mutants")
    return parser


def _chosen(root: Path, globs: Sequence[str], seed: int, count: int) -> list[Mutant]:
    """Return mutants of the files chosen by a seed: the same in each run on the same tree."""
    paths = sorted({path.relative_to(root).as_posix() for pattern in globs for path in root.glob(pattern)})
    found = [mutant for path in paths for mutant in mutants_of(path, (root / path).read_text(encoding="utf-8"))]
    return random.Random(seed).sample(found, min(count, len(found)))


def _by_hand(root: Path, said: Sequence[str]) -> list[Mutant]:
    return [mutant_by_hand(one, (root / one.split(":", 1)[0]).read_text(encoding="utf-8")) for one in said]


def _tried(root: Path, commit: str, wanted: Sequence[Mutant], said: argparse.Namespace) -> int:
    """Try each mutant that was not tried on this commit with these tests before, and print what came of it."""
    subprocess.run([sys.executable, *HASHED], cwd=root, check=False)
    known, limits = _known(said.out), {}
    results: list[tuple[Mutant, str]] = []
    for n, mutant in enumerate(wanted, start=1):
        tests = tuple(said.tests or fitting_tests(root, mutant.path))
        key = f"{commit} {mutant.name} {' '.join(tests)}"
        if key not in known:
            if tests not in limits:
                limits[tests] = said.limit or _limit(root, tests)
            known[key] = _try(root, mutant, tests, limits[tests])
            said.out.parent.mkdir(parents=True, exist_ok=True)
            with said.out.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"key": key, "result": known[key]}) + "\n")
        results.append((mutant, known[key]))
        print(f"{n:3} {known[key]:9} {mutant.name}", flush=True)
    return _summed_up(root, results)


def _summed_up(root: Path, results: Sequence[tuple[Mutant, str]]) -> int:
    for mutant, result in results:
        if result == SURVIVED:
            print(f"\n{mutant.path}:{mutant.line}\n{mutant.diff((root / mutant.path).read_text(encoding='utf-8'))}")
    counts = Counter(result for _mutant, result in results)
    print("\n" + ", ".join(f"{counts[result]} {result}" for result in (KILLED, SURVIVED, TIMEOUT)))
    return int(counts[SURVIVED] > 0)


def _known(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["key"]: row["result"] for row in rows}


def _limit(root: Path, tests: Sequence[str]) -> float:
    """Run the tests without a fault, and return the seconds that a run with one may take."""
    started = time.monotonic()
    code = _run(root, tests, None)
    if code:
        raise Unmade(f"Without a fault, {' '.join(tests)} {'finds no tests' if code == NO_TESTS else 'fails'}.")
    return max(LEAST, PATIENCE * (time.monotonic() - started))


def _try(root: Path, mutant: Mutant, tests: Sequence[str], limit: float) -> str:
    """Run the tests with a fault in the tree, which is taken out again."""
    path = root / mutant.path
    text = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(text), encoding="utf-8")
    try:
        code = _run(root, tests, limit)
    finally:
        path.write_text(text, encoding="utf-8")
    return TIMEOUT if code is None else KILLED if code else SURVIVED


def _run(root: Path, tests: Sequence[str], limit: float | None) -> int | None:
    """Return the exit code of pytest, or None if it was ended at its limit, with all that it had started."""
    shared = os.environ.get("ESTRAD_SHARED") or str(OWN_ROOT.parent / "shared")
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "ESTRAD_SHARED": shared}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", *tests]
    with subprocess.Popen(
        command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
