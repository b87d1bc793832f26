"""Print all benchmark figures as a table, as that in ``benches/figures.md``.

It never fails on time: ratios are for people to judge.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tools.benches import beside_calc, files, fosdem, importing, plans, start, timeline, verbs


def main() -> int:
    """Run the benchmarks in turn; each line is printed when it is done."""
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print("| what | ours: median / p99 | floor | result | budget |\n|---|---|---|---|---|")
    window = (start.lines(11), beside_calc.lines(7), timeline.lines(), verbs.lines())
    for lines in (*window, files.lines(), importing.lines(), plans.lines(), fosdem.lines()):
        for line in lines:
            print(f"| {line.what} | {line.ours} | {line.floor} | {line.result} | {line.budget} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
