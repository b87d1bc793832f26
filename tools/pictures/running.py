"""The command line: it chooses and makes the pictures, and reports the comparison."""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QImage

from tools.pictures.comparing import Difference, compare, difference_picture, with_suffix
from tools.pictures.conferences import CONFERENCES
from tools.pictures.for_help import make_for_help
from tools.pictures.making import HERE, OWN_ROOT, Shot, Unmade, key, make, shots
from tools.pictures.measuring import table
from tools.pictures.states import STATES
from tools.pictures.variants import VARIANTS

BASE = HERE / "before-house"
"""The commit that everything is compared with; its hash is the first word of the file."""
OUT = OWN_ROOT / "out" / "pictures"
SHOWN_LINES = 6
"""Differing lines of a tree that are printed."""
PARTS = (".png", ".txt")


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; 0 if all is equal, 1 if something differs or could not be reached."""
    said = _parser().parse_args(arguments)
    if said.list:
        for state in STATES.values():
            print(f"{state.name:26}{', '.join(state.variants)}")
        return 0
    try:
        if said.for_help:
            return _printed_faults(make_for_help(said.root.resolve()))
        wanted = _possible(shots(said.only, said.variant))
        if folder := said.measure or said.make:
            faults = make(said.root.resolve(), folder.resolve(), wanted, measure=bool(said.measure))
            if said.measure:
                print(table([with_suffix(folder / shot.name, ".measures") for shot in wanted]), end="")
            return _printed_faults(faults)
        return _compared(said, wanted)
    except Unmade as fault:
        print(fault)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.pictures", description="Pictures of the window, compared with those of another commit."
    )
    parser.add_argument("--only", nargs="+", choices=STATES, default=[], metavar="NAME", help="only these states")
    parser.add_argument("--variant", nargs="+", choices=VARIANTS, default=[], help="only in these variants")
    parser.add_argument("--list", action="store_true", help="the states, and the variants of each")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="only make pictures, into a folder")
    parser.add_argument(
        "--measure", type=Path, metavar="FOLDER", help="make them, and tell what does not fit or is hard to read"
    )
    parser.add_argument("--for-help", action="store_true", help="make the pictures of the help anew, in resources/help")
    parser.add_argument("--root", type=Path, default=OWN_ROOT, metavar="CHECKOUT", help="of which tree; this one")
    parser.add_argument("--base", metavar="COMMIT", help=f"compare with this commit, not with that in {BASE.name}")
    parser.add_argument("--fresh", action="store_true", help="make the pictures of the base anew")
    return parser


def _possible(wanted: list[Shot]) -> list[Shot]:
    """Those whose data are here; of the others it is said why not."""
    missing = {
        shot.state: CONFERENCES[opened].missing
        for shot in wanted
        if (opened := STATES[shot.state].opened(shot.variant)) and CONFERENCES[opened].missing
    }
    for state, why in missing.items():
        print(f"{state}: left out: {why}")
    return [shot for shot in wanted if shot.state not in missing]


def _printed_faults(faults: dict[str, str]) -> int:
    for name, fault in faults.items():
        print(f"\n{name}: NOT REACHED: {fault}")
    return 1 if faults else 0


def _compared(said: argparse.Namespace, wanted: list[Shot]) -> int:
    started, commit = time.monotonic(), commit_of(said.base or BASE.read_text(encoding="utf-8").split()[0])
    before, after = OUT / f"{commit[:12]}-{key()}", OUT / "now"
    if said.fresh:
        shutil.rmtree(before, ignore_errors=True)
    shutil.rmtree(after, ignore_errors=True)
    needed = [shot for shot in wanted if not all(with_suffix(before / shot.name, part).exists() for part in PARTS)]
    base_faults = {}
    if needed:
        print(f"{len(needed)} pictures of {commit[:12]} …", flush=True)
        with tree_of(commit) as root:
            base_faults = make(root, before, needed)
    print(f"{len(wanted)} pictures of {said.root} …", flush=True)
    faults = {f"{name} of {commit[:12]}": fault for name, fault in base_faults.items()}
    faults |= make(said.root.resolve(), after, wanted)
    differ = _differences(before, after, [shot for shot in wanted if _has_both(before, after, shot)])
    _print_table(wanted, differ)
    _printed_faults(faults)
    unequal = sum(map(bool, differ.values()))
    seconds = time.monotonic() - started
    print(f"\n{len(differ)} compared, {unequal} differ, {len(faults)} not reached; {seconds:.0f} s")
    return 1 if unequal or faults or len(differ) != len(wanted) else 0


def _has_both(before: Path, after: Path, shot: Shot) -> bool:
    return all(with_suffix(folder / shot.name, part).exists() for folder in (before, after) for part in PARTS)


def _differences(before: Path, after: Path, found: Sequence[Shot]) -> dict[Shot, Difference]:
    """Return all differences, with the pairs and a difference picture in a folder."""
    folder, differ = OUT / "different", {}
    shutil.rmtree(folder, ignore_errors=True)
    for shot in found:
        difference = differ[shot] = compare(before / shot.name, after / shot.name)
        if difference:
            folder.mkdir(parents=True, exist_ok=True)
            for side, whole in (("before", before), ("after", after)):
                for part in PARTS:
                    shutil.copy(with_suffix(whole / shot.name, part), folder / f"{shot.name}.{side}{part}")
            images = [QImage(str(with_suffix(whole / shot.name, ".png"))) for whole in (before, after)]
            difference_picture(*images).save(str(folder / f"{shot.name}.difference.png"))
    return differ


def _print_table(wanted: Sequence[Shot], differ: dict[Shot, Difference]) -> None:
    variants = [name for name in VARIANTS if any(shot.variant == name for shot in wanted)]
    print(f"\n{'':26}" + "".join(f"{name:28}" for name in variants).rstrip())
    for state in dict.fromkeys(shot.state for shot in wanted):
        row = [Shot(state, variant) for variant in variants]
        cells = [str(differ[shot]) if shot in differ else "NOT REACHED" if shot in wanted else "" for shot in row]
        print(f"{state:26}" + "".join(f"{cell:28}" for cell in cells).rstrip())
    for shot, difference in differ.items():
        if difference.lines:
            print(f"\n{shot.name}:")
            for line in difference.lines[:SHOWN_LINES]:
                print(f"  {line}")
    if any(differ.values()):
        print(f"\nThe pairs lie in {OUT / 'different'}")


def commit_of(name: str) -> str:
    done = _git("rev-parse", "--verify", f"{name}^{{commit}}")
    if done.returncode:
        raise Unmade(f"There is no commit {name} in this repository.")
    return done.stdout.decode().strip()


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own, as long as they are needed."""
    done = _git("archive", "--format=tar", commit)
    if done.returncode:
        raise Unmade(done.stderr.decode())
    with tempfile.TemporaryDirectory(prefix="estrad-tree-") as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder).resolve()


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(OWN_ROOT), *words], capture_output=True, check=False)
