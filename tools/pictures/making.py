"""Makes pictures of a checkout: its conferences by its own command line, then a process for each picture."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tools.pictures.conferences import CONFERENCES, FIRST_ID, NOW
from tools.pictures.states import STATES
from tools.pictures.variants import SMALL, VARIANTS

HERE = Path(__file__).resolve().parent
OWN_ROOT = HERE.parent.parent
AT_ONCE = 2
LONGEST = 300
"""Seconds after which a process is ended; each step has a limit of its own, so this is for one that hangs."""
LEFT_OUT = ("ESTRAD_", "QT_", "XDG_", "LC_", "LANG", "PYTHON", "QML", "DISPLAY", "WAYLAND")
"""Beginnings of what is not passed on, since it changes what the window shows."""


class Unmade(Exception):
    """Raised when something that the pictures need could not be made."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to be made: which state in which variant."""

    state: str
    variant: str

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.state}.{self.variant}"


def shots(states: Sequence[str] = (), variants: Sequence[str] = ()) -> list[Shot]:
    """All that there are, or those of some states and variants."""
    return [
        Shot(state.name, variant)
        for state in STATES.values()
        for variant in (*state.variants, *(name for name in variants if name in SMALL))
        if (not states or state.name in states) and (not variants or variant in variants)
    ]


def key() -> str:
    """Return all that a picture depends on besides the checkout: this tool, Python and Qt, and where it is made."""
    import PySide6

    digest = hashlib.sha256(f"{PySide6.__version__} {sys.version} {_sandboxes()}".encode())
    for path in sorted(HERE.rglob("*")):
        if path.suffix in (".py", ".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make(root: Path, folder: Path, wanted: Iterable[Shot], *, measure: bool = False) -> dict[str, str]:
    """Make pictures of a checkout into a folder, and measure what is in sight; return what went wrong, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(wanted)
    unmade = _make_conferences(root, folder, wanted)

    def made(shot: Shot) -> str:
        return unmade.get(STATES[shot.state].opened(shot.variant)) or _make_one(root, folder, shot, measure)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = pool.map(made, wanted)
        return {shot.name: fault for shot, fault in zip(wanted, told, strict=True) if fault}


def _make_conferences(root: Path, folder: Path, wanted: Sequence[Shot]) -> dict[str, str]:
    """Make what is opened; return why one could not be made, by name: an older checkout may not know how."""
    faults = {}
    for name in filter(None, dict.fromkeys(STATES[shot.state].opened(shot.variant) for shot in wanted)):
        try:
            make_conference(root, folder, name)
        except Unmade as fault:
            faults[name] = str(fault)
    return faults


def make_conference(root: Path, folder: Path, name: str) -> Path:
    """A conference, made by the command line of the checkout, which is what made it; kept for other states."""
    made, path = folder / "conferences", CONFERENCES[name]
    target = made / f"{name}.estrad"
    if target.exists():
        return target
    made.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        file, first = Path(home) / target.name, FIRST_ID
        for call in path.calls:
            words = [part.format(file=file, data=HERE / "conferences", source=path.source or "") for part in call]
            env = {**clean_environment(Path(home)), "ESTRAD_IDS": str(first), "LANGUAGE": path.language}
            command = [sys.executable, str(root / "main.py"), *words]
            done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Unmade(f"{name}: {' '.join(words)}: {done.stdout}{done.stderr}")
            first += FIRST_ID
        shutil.move(file, target)
    return target


def _make_one(root: Path, folder: Path, shot: Shot, measure: bool) -> str:
    """Make one picture in a folder that is the same each time, since its path is seen; what went wrong."""
    state, variant = STATES[shot.state], VARIANTS[shot.variant]
    with _sandbox(shot.name) as box:
        screen = {
            "name": "screen", "x": 0, "y": 0, "width": variant.width, "height": variant.height,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": variant.scale,
        }  # fmt: skip
        config = json.dumps({"windowFrameMargins": False, "screens": [screen]})
        (box / "screen.json").write_text(config, encoding="utf-8")
        opened = state.opened(shot.variant)
        for name in filter(None, (opened, *state.beside)):
            shutil.copyfile(make_conference(root, folder, name), box / f"{name}.estrad")
        for path in (HERE / "conferences").glob("*.csv"):
            shutil.copy(path, box)
        env = {
            **clean_environment(box),
            "ESTRAD_TEST_HOOK": "tools.pictures.child:begin",
            "ESTRAD_IDS": str(FIRST_ID * 1000),
            "QT_QPA_PLATFORM": f"offscreen:configfile={box / 'screen.json'}",
            "PYTHONPATH": str(OWN_ROOT),
            "ESTRAD_PICTURES_ROOT": str(root),
            "ESTRAD_PICTURES_STATE": shot.state,
            "ESTRAD_PICTURES_VARIANT": shot.variant,
            "ESTRAD_PICTURES_TARGET": str(folder / shot.name),
            "ESTRAD_PICTURES_MEASURE": "1" if measure else "",
        }
        command = [sys.executable, "-m", "tools.pictures.child", *([f"{opened}.estrad"] if opened else [])]
        with _held(root, box / f"{opened}.estrad", env) if state.held else nullcontext():
            return _run(command, box, env)


HOLDER = """
import sys
from dataclasses import replace
from pathlib import Path
from main import make_environment
from planner.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), replace(make_environment(), holder="berit on berits-laptop"))
print("open", flush=True)
sys.stdin.read()
workspace.close()
"""


@contextmanager
def _held(root: Path, path: Path, env: dict[str, str]) -> Iterator[None]:
    """Have another program hold a file open."""
    words, pipe = [sys.executable, "-c", HOLDER, str(path)], subprocess.PIPE
    with subprocess.Popen(words, cwd=root, env=env, stdin=pipe, stdout=pipe, text=True) as program:
        if not program.stdout or program.stdout.readline() != "open\n":
            raise Unmade(f"{path.name}: it cannot be held open")
        yield
        program.communicate("")


def _run(command: Sequence[str], box: Path, env: dict[str, str]) -> str:
    try:
        done = subprocess.run(
            command, cwd=box, env=env, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return f"hung for {LONGEST} s"
    faults = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]
    if done.returncode:
        return "\n".join(faults) or f"ended with {done.returncode}"
    return ""


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a process: nothing of the person's own that changes what is shown."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    fixed = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "TZ": "UTC", "LANG": "C.UTF-8", "ESTRAD_CLOCK": NOW}
    fixed |= {"PYTHONHASHSEED": "0", "QT_HASH_SEED": "0", "QT_QPA_PLATFORM": "offscreen", "ESTRAD_MOTION": "0"}
    return {**kept, **fixed}


def _sandboxes() -> Path:
    whose = os.getuid() if hasattr(os, "getuid") else ""
    return Path(tempfile.gettempdir()) / f"estrad-pictures-{whose}"


@contextmanager
def _sandbox(name: str) -> Iterator[Path]:
    """An empty folder, always the same for a picture; another run that wants it waits."""
    box = _sandboxes() / name
    box.parent.mkdir(exist_ok=True)
    with open(box.with_name(f"{name}.lock"), "w") as lock:
        _hold(lock.fileno())
        shutil.rmtree(box, ignore_errors=True)
        box.mkdir()
        try:
            yield box
        finally:
            shutil.rmtree(box, ignore_errors=True)


def _hold(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: nobody waits
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
