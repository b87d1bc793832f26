"""Benchmark of a start beside LibreOffice Calc with the same sessions as a sheet: from the command to the window."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.benches.conferences import on_disk
from tools.benches.timing import Figures, Line, ms

SESSIONS = 300
WHAT = f"from command to visible window, {SESSIONS} sessions"
MAIN = Path(__file__).parents[2] / "main.py"
NEEDED = ("Xvfb", "xdotool", "soffice")
LOOKS = 0.01
"""Seconds between two looks for the window."""
PATIENCE = 60.0
"""Seconds after which a window that has not come has failed."""


def lines(times: int) -> Iterator[Line]:
    """Measure both starts in turns, after a first one of each; a single line says what is missing, if anything is."""
    if missing := [program for program in NEEDED if not shutil.which(program)]:
        yield Line(WHAT, f"skipped: no {', '.join(missing)}", "", "", "× 0.8")
        return
    with tempfile.TemporaryDirectory() as name, _screen() as screen:
        folder = Path(name)
        environment = screen | {"XDG_CONFIG_HOME": name, "XDG_DATA_HOME": name, "QT_QPA_PLATFORM": "xcb"}
        sheet, file = folder / "sheet.xlsx", on_disk(folder / "file.estrad", SESSIONS)
        subprocess.run([sys.executable, MAIN, "export", file, sheet], check=True, stdout=subprocess.DEVNULL)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        calc = ["soffice", profile, "--norestore", "--nologo", "--nofirststartwizard", "--calc", str(sheet)]
        ours = [sys.executable, str(MAIN), str(file)]
        pairs = [
            (_until_seen(ours, "file.estrad", environment), _until_seen(calc, "sheet.xlsx", environment))
            for _ in range(times + 1)
        ][1:]
    estrad, office = (sorted(pair[n] for pair in pairs) for n in (0, 1))
    ours_taken, theirs = (Figures(statistics.median(taken), taken[-1], times) for taken in (estrad, office))
    ratio = statistics.median(one / other for one, other in pairs)
    yield Line(WHAT, ms(ours_taken), f"LibreOffice Calc {ms(theirs)}", f"× {ratio:.2f}", "× 0.8")


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """Yield the environment of an X screen of its own, whose number the server picks.

    Without ``-noreset`` it begins anew when the last window closes, and refuses who starts at that moment.
    """
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield {**os.environ, "DISPLAY": f":{numbers.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def _until_seen(command: Sequence[str], title: str, environment: Mapping[str, str]) -> float:
    """Start a program, and return the milliseconds until a window with that title is visible; then end it."""
    start = time.perf_counter()
    program = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _is_seen(title, environment):
            if time.perf_counter() - start > PATIENCE:
                raise RuntimeError(f"{command[0]} showed no window in {PATIENCE:.0f} s")
            time.sleep(LOOKS)
        return (time.perf_counter() - start) * 1000
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait()
        while _is_seen(title, environment):
            time.sleep(LOOKS)


def _is_seen(title: str, environment: Mapping[str, str]) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title], env=environment, capture_output=True, check=False
    )
    return bool(found.stdout.strip())
