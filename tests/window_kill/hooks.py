"""The code inside a window that will be killed: endless edits or typing through its own menus, keys and fields.

Each edit is acknowledged by a line on standard output, after the window has applied it.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.agenda import Agenda, Change
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.shell.planner_page import PlannerPage

MOST_SESSIONS = 24
NONE, ALT, LEFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
ALT_SHIFT = ALT | Qt.KeyboardModifier.ShiftModifier
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


# what is acknowledged, and what the file may hold after that -------------------------------------------------


def digest(agenda: Agenda) -> str:
    """Return a digest of a whole conference: the same for the same entities."""
    return sha256("\n".join(sorted(map(repr, agenda.entities()))).encode()).hexdigest()


class Edit(NamedTuple):
    """One acknowledged edit: the newest step in effect, their number, the conference's digest, and the command."""

    step: str
    position: int
    conference: str
    verb: str

    def line(self) -> str:
        return f"edit {self.step} {self.position} {self.conference} {self.verb}\n"

    @classmethod
    def of(cls, line: str) -> Edit | None:
        """Return the edit that a line reports; None for another line, or for one that the kill cut off."""
        words = line.split()
        if not line.endswith("\n") or len(words) != 5 or words[0] != "edit":
            return None
        return cls(words[1], int(words[2]), *words[3:])


@dataclass(frozen=True)
class History:
    """The ids of all steps, how many of them are done, and the digest of the conference at that point."""

    steps: tuple[str, ...]
    position: int
    conference: str

    def after(self, edit: Edit) -> History:
        """Return the history after an edit.

        An undo or a redo moves the position; a new step replaces those that could have been redone.
        """
        known = edit.position == 0 or self.steps[edit.position - 1 : edit.position] == (edit.step,)
        steps = self.steps if known else (*self.steps[: edit.position - 1], edit.step)
        return replace(self, steps=steps, position=edit.position, conference=edit.conference)

    def leads_to(self, other: History) -> bool:
        """Return whether one edit leads there: an undo, a redo, or a step that was not acknowledged."""
        if other.steps == self.steps:
            return abs(other.position - self.position) == 1
        return other.steps[:-1] == self.steps[: self.position] and other.position == self.position + 1 == len(
            other.steps
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
        self._window, self.page, self._workspace = window, page, page.document.workspace
        self.luck = random.Random()
        self._round: list[str] = []
        self._verb = ""
        self._workspace.subscribe(self._acknowledge)
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._do_next)
        self._turns.start()

    def _do_next(self) -> None:
        if not self._round:
            self._round = self.luck.sample(list(VERBS), len(VERBS))
        self._verb = self._round.pop()
        needs, does = VERBS[self._verb]
        if "room" in needs and len(self._workspace.agenda.sessions) > MOST_SESSIONS:
            return
        kinds = [kind for kind in ("placed", "waiting") if kind in needs]
        self.luck.shuffle(kinds)
        if not kinds or any(map(self._choose, kinds)):
            does(self)

    def _acknowledge(self, change: Change) -> None:
        step = self._workspace.history.last
        edit = Edit(step.id if step else "none", step.number if step else 0, digest(self._workspace.agenda), self._verb)
        sys.stdout.write(edit.line())
        sys.stdout.flush()

    # the user's actions ---------------------------------------------------------------------------------

    def _choose(self, kind: str) -> bool:
        """Select a random session in the timeline or the tray, and return whether there is one."""
        placed, agenda = kind == "placed", self._workspace.agenda
        view = self.page.timeline.canvas if placed else self.page.tray.cards
        found = [s for s in agenda.sessions.values() if (s.placement is not None) == placed]
        if found:
            ids = self.page.timeline.view.source.model.keys if placed else self.page.tray.cards.rows.ids
            view.setFocus()
            view.setCurrentIndex(view.model().index(ids.index(self.luck.choice(found).id), 0))
        return bool(found)

    def trigger(self, *names: str) -> None:
        """Trigger actions of the menu."""
        for name in names:
            self._window.actions_by_name[name].trigger()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys in the timeline."""
        for key in keys:
            QTest.keyClick(self.page.timeline.canvas, key, held)

    def type(self, field: str, text: str) -> None:
        """Fill a field of the inspector and leave it by Return, or by Tab where Return breaks the line."""
        self.page.side.open()  # the window is narrow
        widget = next(w for w in self.page.inspector.findChildren(QWidget, field) if w.isVisible())
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)
        QTest.keyClick(widget, Qt.Key.Key_Tab if field == "abstract" else Qt.Key.Key_Return)

    def place(self) -> None:
        """Take the chosen card into the hand of the keys, and put it somewhere."""
        QTest.keyClick(self.page.tray.cards, Qt.Key.Key_M)
        self.press(*self.luck.choices(ARROWS, k=self.luck.randrange(12)), Qt.Key.Key_Return)


VERBS: dict[str, tuple[str, Callable[[Editor], object]]] = {
    "add": ("room", lambda e: e.trigger("add")),
    "duplicate": ("room, placed or waiting", lambda e: e.trigger("duplicate")),
    "delete": ("placed or waiting", lambda e: e.trigger("delete")),
    "insert": ("room", lambda e: QTest.mouseClick(e.luck.choice(e.page.tray.palette_chips.chips), LEFT)),
    "place": ("waiting", Editor.place),
    "nudge": ("placed", lambda e: e.press(e.luck.choice(ARROWS), held=ALT)),
    "stretch": ("placed", lambda e: e.press(e.luck.choice(ARROWS[:2]), held=ALT_SHIFT)),
    "unplace": ("placed", lambda e: e.press(Qt.Key.Key_Delete)),
    "title": ("placed or waiting", lambda e: e.type("title", f"Session {e.luck.randrange(10**6)}")),
    "start": ("placed", lambda e: e.type("start", f"{e.luck.randrange(9, 16)}:{e.luck.randrange(60):02d}")),
    "length": ("placed or waiting", lambda e: e.type("minutes", f"{e.luck.randrange(5, 90)} min")),
    "abstract": (
        "placed or waiting", lambda e: e.type("abstract", f"{e.luck.random()} " * e.luck.randrange(1, 40)),
    ),
    "undo": ("", lambda e: e.trigger(*["undo"] * e.luck.randrange(1, 4))),
    "redo": ("", lambda e: e.trigger("undo", "redo")),
}  # fmt: skip
"""What the user does: which sessions, or how few of them, it needs; and the deed, with one of them chosen."""


# endless typing into one field -------------------------------------------------------------------------------

FIELD = "ESTRAD_TEST_FIELD"
"""The environment variable that names the field."""
LONGEST_PAUSE = 60
"""Longest pause between two letters, in milliseconds."""


def letters(n: int) -> str:
    """Return the first n letters of the typed text: endless words, of which no beginning is a time."""
    return "".join("kvart i nio " for _ in range(n // 12 + 1))[:n]


def keep_typing(estrad: Application) -> None:
    """Type until the process is killed."""
    assert estrad.window
    page = estrad.window.page
    assert page
    page.document.plan.select(("keynote",))
    page.side.open()  # the window is narrow
    field = next(w for w in page.inspector.findChildren(QWidget, os.environ[FIELD]) if w.isVisible())
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    Typist(field, QApplication.instance())


class Typist(QObject):
    """A user who types a letter, reports it, and continues after a moment."""

    def __init__(self, field: QWidget, parent: QObject | None) -> None:
        super().__init__(parent)
        self._field, self._done, self._luck = field, 0, random.Random()
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._type)
        app = QApplication.instance()
        assert app
        app.aboutToQuit.connect(self._stop)
        self._next.start()

    def _type(self) -> None:
        self._done += 1
        QTest.keyClicks(self._field, letters(self._done)[-1])
        sys.stdout.write(f"typed {self._done} {monotonic()}\n")
        sys.stdout.flush()
        self._next.start(self._luck.randrange(LONGEST_PAUSE))

    def _stop(self) -> None:
        """Stop typing when the application quits."""
        self._next.stop()
        self._next.timeout.disconnect(self._type)
