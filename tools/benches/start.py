"""Benchmark of start-up: from a process's first instruction to its first painted window, and its peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.benches.conferences import on_disk
from tools.benches.timing import Line

ROOT = Path(__file__).parents[2]
PEAK = """
def peak():
    try:
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
"""Code for the peak memory of a process in KiB; on Linux ``getrusage`` of a child includes its parent's peak."""
EMPTY = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic())
        QApplication.instance().quit()
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 820)
window.show()
app.exec()
print(peak())
"""
SETTLE = 150
"""Milliseconds from the first paint until the window has created everything that it creates after it."""
OURS = """
import sys, time
sys.path.insert(0, {root})
sys.argv = ["main.py", {file}]
import main
from ui.plan.canvas import canvas
painted, seen = canvas.paint_layers, []
def paint(*arguments):
    painted(*arguments)
    if not seen:
        seen.append(1)
        print(time.monotonic())
        from PySide6.QtCore import QCoreApplication, QTimer
        QTimer.singleShot({settle}, QCoreApplication.quit)
canvas.paint_layers = paint
main.main()
print(peak())
"""


def _run(code: str, environment: dict[str, str]) -> tuple[float, int]:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PEAK + code], env=environment, capture_output=True, text=True, check=True
    )
    words = done.stdout.split()
    return (float(words[0]) - start) * 1000, int(words[-1])


def lines(times: int) -> Iterator[Line]:
    """Measure starts with the sample's size, 300 and 1,000 sessions, in turn with an empty window."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        for sessions in (20, 300, 1000):
            path = on_disk(Path(folder) / f"{sessions}.estrad", sessions, rooms=30 if sessions > 300 else 6)
            yield _start(path, f"{sessions} sessions", times, environment)


def start(path: Path, size: str, times: int) -> Line:
    """Measure starts with a file, in turn with an empty window."""
    with tempfile.TemporaryDirectory() as folder:
        return _start(path, size, times, _environment(folder))


def _environment(folder: str) -> dict[str, str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _start(path: Path, size: str, times: int, environment: dict[str, str]) -> Line:
    ours = OURS.replace("{root}", repr(str(ROOT))).replace("{file}", repr(str(path))).replace("{settle}", str(SETTLE))
    pairs = [(_run(EMPTY, environment), _run(ours, environment)) for _ in range(times + 2)][2:]
    empty = statistics.median(pair[0][0] for pair in pairs)
    window = statistics.median(pair[1][0] for pair in pairs)
    more = (statistics.median(p[1][1] for p in pairs) - statistics.median(p[0][1] for p in pairs)) / 1024
    ratio = statistics.median(pair[1][0] / pair[0][0] for pair in pairs)
    return Line(
        f"start to first painted window, {size}",
        f"{window:.0f} ms (n = {times})",
        f"empty window {empty:.0f} ms",
        f"× {ratio:.2f}; + {more:.0f} MB",
        "× 2.2; + 40 MB at 1,000",
    )
