"""A hook inside the window of a tree: does the acts a share at a time, when it is its turn, and prints what each cost.

A share begins when a line comes on standard input, and ends with a line of JSON on standard output. Between shares the
process stands still, so that several windows can be measured in turns.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication

from tools.pairs.acts import TIMELINE, Act, named
from tools.pairs.hand import picture, settle, view
from tools.pictures.driver import Driver, Script, Step

ONLY = "ESTRAD_PAIRS_ONLY"
WINDOW = QSize(1900, 1000)
SHARES = 10
WARM_UP = 3
"""Steps at the beginning of each share that are not counted."""


def begin(_window: object) -> None:
    """Called when the window is shown; what is given is left alone."""
    app = QCoreApplication.instance()
    assert app
    Driver(_script(), _end, app)  # it stops before anything is measured


def _script() -> Script:
    yield Step("the window was active", QApplication.activeWindow, lambda window: window.resize(WINDOW))
    yield Step("the timeline was there", lambda: view(TIMELINE))


def _end(fault: str | None) -> None:
    if fault is None:
        try:
            _do_all(named(json.loads(os.environ[ONLY])))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
    if fault:
        print(fault, file=sys.stderr, flush=True)
    os._exit(1 if fault else 0)


def _do_all(acts: list[Act]) -> None:
    _tell({"acts": [act.name for act in acts]})
    for act in acts:
        _do(act)


def _do(act: Act) -> None:
    """Do an act in shares, without the collector, as in a drag."""
    steps = iter(range(10**9))
    for share in range(SHARES):
        _take_turn()
        if share == 0:
            gc.collect()
            gc.disable()
            act.begin()
        settle()
        taken = []
        for count in range(-WARM_UP, act.times // SHARES):
            cost = _cost(act, next(steps))
            if count >= 0:
                taken.append(cost)
        saw = picture(view(act.shows))
        if share == SHARES - 1:
            act.end()
        _tell({"act": act.name, "ms": taken, "saw": saw})


def _cost(act: Act, n: int) -> float:
    """Return the CPU time of a step in milliseconds."""
    act.before(n)
    start = time.process_time()
    act.step(n)
    return (time.process_time() - start) * 1000


def _take_turn() -> None:
    if not sys.stdin.readline():
        os._exit(3)


def _tell(what: object) -> None:
    print(json.dumps(what), flush=True)
