"""Walks a script in Qt's own event loop, so that dialogs and menus that wait for a person are driven too.

A script is a generator of steps. A step waits until it is ready, does its act from a timer of its own (which returns
only when the dialog that it opens is closed), and then waits until the window is quiet. Nothing waits for a time, but
each step has a longest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

PULSE = 4
"""Milliseconds between looks."""
LONGEST = 20_000
"""Milliseconds after which a step is given up."""
QUIET = 3
"""Looks in a row at which nothing is about to happen."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: it waits until ``ready`` returns something else than None, and acts on that."""

    what: str
    ready: Callable[[], Any]
    act: Callable[[Any], object] | None = None


Script = Generator[Step, None, None]


class Unreached(Exception):
    """A state could not be reached; the text says where it ended."""


class Driver(QObject):
    """Walks one script, and says how it ended: None, or what went wrong."""

    def __init__(self, script: Script, ended: Callable[[str | None], object], parent: QObject) -> None:
        super().__init__(parent)
        self._script, self._ended = script, ended
        self._step: Step | None = None
        self._until, self._calm = QDeadlineTimer(LONGEST), 0
        self._failed = ""
        self._acts: list[QTimer] = []
        self._pulse = QTimer(self, interval=PULSE)
        self._pulse.timeout.connect(self._look)
        self._pulse.start()

    def _look(self) -> None:
        if self._failed or self._until.hasExpired():
            where = self._step.what if self._step else "the window became quiet"
            self._end(self._failed or f"waited in vain until {where}")
        elif self._step is None:
            self._go_on_when_quiet()
        elif (found := self._tried(self._step.ready)) is not None:
            step, self._step, self._calm = self._step, None, 0
            if step.act:
                self._do(step.act, found)

    def _go_on_when_quiet(self) -> None:
        self._calm = self._calm + 1 if is_quiet() and not self._acts else 0
        if self._calm < QUIET:
            return
        try:
            self._step, self._until = next(self._script), QDeadlineTimer(LONGEST)
        except StopIteration:
            self._end(None)
        except Exception as error:
            self._end(f"{type(error).__name__}: {error}")

    def _tried(self, ready: Callable[[], Any]) -> Any:
        try:
            return ready()
        except Exception as error:
            self._failed = f"{type(error).__name__}: {error}"
            return None

    def _do(self, act: Callable[[Any], object], found: Any) -> None:
        """Do it from a timer, since it may return only long after other steps."""
        timer = QTimer(self, interval=0, singleShot=True)
        self._acts.append(timer)

        def begin() -> None:
            self._acts.remove(timer)
            try:
                act(found)
            except Exception as error:
                self._failed = f"{type(error).__name__}: {error}"

        timer.timeout.connect(begin)
        timer.start()

    def _end(self, fault: str | None) -> None:
        self._pulse.stop()
        self._script.close()
        self._ended(fault)


def is_quiet() -> bool:
    """Return whether nothing is about to happen: no work in slices, and nothing that waits for a pause."""
    tops: list[QObject] = [*QApplication.topLevelWidgets()]
    app = QCoreApplication.instance()
    if app:
        tops.append(app)
    return not any(_is_about_to_act(timer) for top in tops for timer in top.findChildren(QTimer))


def _is_about_to_act(timer: QTimer) -> bool:
    return timer.isActive() and (timer.isSingleShot() or timer.interval() == 0)
