"""The code inside a window that will be killed: endless edits through its own menus, keys and fields.

Each edit is acknowledged by a line on standard output, after the window has applied it.
"""

from __future__ import annotations

import os
import random
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.agenda import Change
from planner.domain.entities import Session
from tests.window_kill.told import Edit, digest
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.shell.planner_page import PlannerPage

MOST_SESSIONS = 24
ALT, ALT_SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
VERBS = (
    "add",
    "duplicate",
    "delete",
    "insert",
    "place",
    "nudge",
    "stretch",
    "unplace",
    "title",
    "start",
    "length",
    "abstract",
    "undo",
    "redo",
)


def keep_editing(estrad: Application) -> None:
    """Edit until the process is killed."""
    assert estrad.window
    assert estrad.window.page
    Editor(estrad.window, estrad.window.page, QApplication.instance())


def lie(estrad: Application) -> None:
    """Acknowledge an edit that was never made."""
    sys.stdout.write(Edit("never-made", 1, "nothing", "title").line())
    sys.stdout.flush()
    os.close(sys.stdout.fileno())


class Editor(QObject):
    """A tireless user, who uses every command once in a random order, and then again."""

    def __init__(self, window: MainWindow, page: PlannerPage, parent: QObject | None) -> None:
        super().__init__(parent)
        self._window, self._page, self._workspace = window, page, page.document.workspace
        self._luck = random.Random()
        self._round: list[str] = []
        self._verb = ""
        self._workspace.subscribe(self._acknowledge)
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._do_next)
        self._turns.start()

    def _do_next(self) -> None:
        if not self._round:
            self._round = self._luck.sample(VERBS, len(VERBS))
        self._verb = self._round.pop()
        getattr(self, f"_{self._verb}")()

    def _acknowledge(self, change: Change) -> None:
        step = self._workspace.history.last
        edit = Edit(step.id if step else "none", step.number if step else 0, digest(self._workspace.agenda), self._verb)
        sys.stdout.write(edit.line())
        sys.stdout.flush()

    # the user's actions ---------------------------------------------------------------------------------

    def _choose(self, *, placed: bool) -> Session | None:
        """Select a random session in the timeline or the tray, and return it; None if there is none."""
        agenda, view = self._workspace.agenda, self._page.timeline.canvas if placed else self._page.tray.cards
        found = [s for s in agenda.sessions.values() if (s.placement is not None) == placed]
        if not found:
            return None
        chosen = self._luck.choice(found)
        ids = self._page.timeline.view.source.model.keys if placed else self._page.tray.cards.rows.ids
        view.setFocus()
        view.setCurrentIndex(view.model().index(ids.index(chosen.id), 0))
        return chosen

    def _choose_any(self) -> None:
        placed = self._luck.random() < 0.5
        if not self._choose(placed=placed):
            self._choose(placed=not placed)

    def _trigger(self, name: str) -> None:
        self._window.actions_by_name[name].trigger()

    def _type(self, field: str, text: str) -> None:
        """Fill a field of the inspector and leave it by Return, or by Tab where Return breaks the line."""
        page = self._page.inspector
        widget = next(w for w in page.findChildren(QWidget, field) if w.isVisible())
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)
        QTest.keyClick(widget, Qt.Key.Key_Tab if field == "abstract" else Qt.Key.Key_Return)

    def _is_full(self) -> bool:
        return len(self._workspace.agenda.sessions) > MOST_SESSIONS

    def _add(self) -> None:
        if not self._is_full():
            self._trigger("add")

    def _duplicate(self) -> None:
        if not self._is_full():
            self._choose_any()
            self._trigger("duplicate")

    def _delete(self) -> None:
        self._choose_any()
        self._trigger("delete")

    def _insert(self) -> None:
        if not self._is_full():
            chip = self._luck.choice(self._page.tray.palette_chips.chips)
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)

    def _place(self) -> None:
        if self._choose(placed=False):
            QTest.keyClick(self._page.tray.cards, Qt.Key.Key_M)
            for _ in range(self._luck.randrange(12)):
                QTest.keyClick(self._page.timeline.canvas, self._luck.choice(ARROWS))
            QTest.keyClick(self._page.timeline.canvas, Qt.Key.Key_Return)

    def _nudge(self) -> None:
        if self._choose(placed=True):
            QTest.keyClick(self._page.timeline.canvas, self._luck.choice(ARROWS), ALT)

    def _stretch(self) -> None:
        if self._choose(placed=True):
            QTest.keyClick(self._page.timeline.canvas, self._luck.choice(ARROWS[:2]), ALT_SHIFT)

    def _unplace(self) -> None:
        if self._choose(placed=True):
            QTest.keyClick(self._page.timeline.canvas, Qt.Key.Key_Delete)

    def _title(self) -> None:
        self._choose_any()
        self._type("title", f"Session {self._luck.randrange(10**6)}")

    def _start(self) -> None:
        if self._choose(placed=True):
            self._type("start", f"{self._luck.randrange(9, 16)}:{self._luck.randrange(60):02d}")

    def _length(self) -> None:
        self._choose_any()
        self._type("minutes", f"{self._luck.randrange(5, 90)} min")

    def _abstract(self) -> None:
        self._choose_any()
        self._type("abstract", f"{self._luck.random()} " * self._luck.randrange(1, 40))

    def _undo(self) -> None:
        for _ in range(self._luck.randrange(1, 4)):
            self._trigger("undo")

    def _redo(self) -> None:
        self._trigger("undo")
        self._trigger("redo")
