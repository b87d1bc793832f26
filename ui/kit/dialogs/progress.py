"""Runs long tasks in slices while the window stays responsive, with a progress dialog if they take long."""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import Thread
from typing import cast

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QWidget

from planner.domain.long_task import LongTask, Progress, T
from planner.wording import Wording
from ui.kit.dialogs.dialog_service import DialogService, set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels_and_boxes import column, named

PATIENCE, SLICE = 500, 4
"""Milliseconds of work before the progress dialog is shown, and milliseconds of work per turn of the event loop."""
PAUSE = 0.004
"""Seconds between two checks whether a thread has finished."""


def run_with_progress(
    steps: LongTask[T], words: Wording, dialogs: DialogService, parent: QWidget, title: str = "", sentence: str = ""
) -> T | None:
    """Run a long task and return its result, or None if it was cancelled; raise what the task raises.

    ``title`` and ``sentence`` are texts of the dialog; by default they speak of an import. The garbage collector is off
    meanwhile, as one scan of all imported objects takes longer than a slice.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        working = ProgressDialog(steps, words, parent, title, sentence)
        working.go_on_for(PATIENCE)
        if not working.over and not working.given_up:
            dialogs.dialog(working)
        if not working.over:
            steps.close()
        working.deleteLater()
    finally:
        if was_on:
            gc.enable()
    if working.fault:
        raise working.fault
    return cast("T", working.outcome)


def in_thread(act: Callable[[], T]) -> LongTask[T]:
    """Run a function in a thread as a long task; if the task is cancelled, the thread runs on, its result unused."""
    done: list[T] = []
    faults: list[Exception] = []

    def do() -> None:
        try:
            done.append(act())
        except Exception as error:  # raised again below
            faults.append(error)

    thread = Thread(target=do, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(PAUSE)
        yield Progress(0, 1)
    if faults:
        raise faults[0]
    return done[0]


class ProgressDialog(QDialog):
    """A dialog that runs a long task in slices on the event loop and shows its progress."""

    def __init__(
        self,
        steps: LongTask[object],
        words: Wording,
        parent: QWidget | None = None,
        title: str = "",
        sentence: str = "",
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self.outcome: object = None
        self.fault: Exception | None = None
        self.over = self.given_up = False
        self.setWindowTitle(title or words("Import"))
        self.setMinimumWidth(360)
        label = set_properties(QLabel(sentence or words("The file is being read…")), heading="window")
        self.bar = named(QProgressBar(maximum=0, textVisible=False), label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column(label, self.bar, buttons, inside=self, margins=(16, 16, 16, 16), spacing=12)
        set_default_button(self, buttons.button(QDialogButtonBox.StandardButton.Cancel))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()
        self.finished.connect(self._timer.stop)

    def go_on_for(self, milliseconds: int) -> None:
        """Work for some milliseconds without showing the dialog; keys and clicks are handled only afterwards."""
        if milliseconds > 0 and not self.over:
            loop, parent = QEventLoop(), self.parentWidget()
            window = parent.window() if parent else self
            self.finished.connect(loop.quit)
            QTimer.singleShot(milliseconds, loop, loop.quit)
            window.installEventFilter(self)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cancel the work when the window is closed, and only then close the window."""
        if event.type() != QEvent.Type.Close or not isinstance(watched, QWidget):
            return False
        event.ignore()
        self.given_up = True
        self.reject()
        QTimer.singleShot(0, watched, watched.close)
        return True

    def _go_on(self) -> None:
        timer = QElapsedTimer()
        timer.start()
        step: Progress | None = None
        try:
            while timer.elapsed() < SLICE:
                step = next(self._steps)
        except StopIteration as end:
            self.outcome, self.over = end.value, True
            self.accept()
        except Exception as error:  # raised again by ``run_with_progress``
            self.fault, self.over = error, True
            self.reject()
        if step and step.total > 1:
            self.bar.setMaximum(step.total)
            self.bar.setValue(step.done)
