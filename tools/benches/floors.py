"""Floors of the interactive benchmarks: what Qt and the disk alone take for the same boxes, words and bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from tools.benches.timing import Figures, Line, measure, ms

SYNCS = 4
"""Syncs of one change in the rollback journal with EXTRA and the exclusive lock (counted with strace)."""
PAINTING = "the same calls of QPainter"
CALLS = tuple(
    name for name in vars(QPainter)
    if name.startswith(("draw", "fill", "set")) or name in ("save", "restore", "translate", "rotate", "scale")
)  # fmt: skip
"""The calls that paint, or say how."""


class BareWidget(QWidget):
    """A widget that paints what another one painted, by the same calls of ``QPainter`` without what decided on them."""

    def __init__(self, of: QWidget) -> None:
        super().__init__()
        self._calls = recorded(of)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(of.size())
        self.show()
        QApplication.processEvents()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Repeat the calls."""
        painter = QPainter(self)
        for name, arguments, named in self._calls:
            getattr(painter, name)(*arguments, **named)


Calls = list[tuple[str, tuple[object, ...], dict[str, object]]]


def recorded(of: QWidget) -> Calls:
    """Return the calls of ``QPainter`` in a full repaint of a widget, in their order, with their arguments.

    While it is painted, the modules that name ``QPainter`` have a class of it that also writes down what is called. A
    painter that Qt hands in, as to a delegate, is not among them.
    """
    calls: Calls = []

    def noting(name: str) -> Callable[..., object]:
        def call(painter: QPainter, *arguments: object, **named: object) -> object:
            calls.append((name, arguments, named))
            return getattr(super(noted, painter), name)(*arguments, **named)

        return call

    noted: type[QPainter] = type("NotedPainter", (QPainter,), {name: noting(name) for name in CALLS})
    modules = [module for module in list(sys.modules.values()) if vars(module).get("QPainter") is QPainter]
    modules = [module for module in modules if module.__name__.startswith("ui.")]
    try:
        for module in modules:
            vars(module)["QPainter"] = noted
        of.repaint()
    finally:
        for module in modules:
            vars(module)["QPainter"] = QPainter
    return calls


def repainted(of: QWidget, times: int = 100, *, cpu: bool = True) -> Figures:
    """Measure a full repaint of what a widget shows now, by bare calls of ``QPainter``."""
    bare = BareWidget(of)
    figures = measure(lambda n: bare.repaint(), times, cpu=cpu)
    bare.close()
    return figures


def stepped(of: QWidget, boxes: Callable[[int], Sequence[QRect]], times: int) -> Figures:
    """Measure the CPU time of painting only some boxes anew, given for each step, by bare calls of ``QPainter``."""
    bare = BareWidget(of)

    def step(n: int) -> None:
        for box in boxes(n):
            bare.update(box)
        QApplication.processEvents()

    figures = measure(step, times, warm_up=20, cpu=True)
    bare.close()
    return figures


def listed(of: QAbstractItemView, times: int = 100) -> Figures:
    """Measure filling, filtering and painting a plain table of Qt that has the texts of a list of ours."""
    model, plain = of.model(), QTableView()
    texts = [
        [str(model.index(row, c).data() or "") for c in range(model.columnCount())] for row in range(model.rowCount())
    ]

    def fill(n: int) -> None:
        items = QStandardItemModel(len(texts), model.columnCount(), plain)
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                items.setItem(row, column, QStandardItem(text))
        plain.setModel(items)
        plain.repaint()

    plain.resize(of.size())
    plain.show()
    QApplication.processEvents()
    figures = measure(fill, times, cpu=True)
    plain.close()
    return figures


def synced(folder: Path, times: int = 200) -> Figures:
    """Measure writing a page to a file and syncing it to the disk."""
    with (folder / "sync").open("wb") as stream:

        def sync(n: int) -> None:
            stream.write(b"x" * 4096)
            stream.flush()
            os.fsync(stream.fileno())

        return measure(sync, times)


def beside(what: str, ours: Figures, floor: Figures, name: str, budget: str, *, worst: bool = False) -> Line:
    """Return the line of an act beside its floor; the ratio is of medians, or of 99th percentiles if ``worst``."""
    ratio = ours.p99 / floor.p99 if worst else ours.median / floor.median
    which = "p99 " if worst else ""
    return Line(what, ms(ours), f"{name} {floor.median:.3g} / {floor.p99:.3g} ms", f"{which}× {ratio:.2f}", budget)
