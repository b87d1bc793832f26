"""Long work during which the window waits; after half a second a dialog shows its progress and offers to cancel."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QWidget

from planner.background import without_garbage_collector
from planner.domain.long_task import LongTask, Progress, T
from ui.kit.dialogs.dialog_service import DialogService, button_box, fill_dialog
from ui.kit.long_work import LongWork
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import name_widget

PATIENCE = 500
"""Milliseconds of work before the dialog appears."""


def run_with_progress(
    steps: LongTask[T], dialogs: DialogService, parent: QWidget, title: str, sentence: str
) -> T | None:
    """Run a long task while the window waits, and return its result, or None if it was cancelled.

    Raise whatever the task raises. If it takes long, a dialog with this title and sentence shows its progress.
    """
    with without_garbage_collector():
        working = ProgressDialog(steps, title, sentence, parent)
        working.work_briefly(PATIENCE)
        if not working.over and not working.given_up:
            dialogs.run_dialog(working)
        steps.close()
        working.deleteLater()
    if working.fault:
        raise working.fault
    return working.outcome


class ProgressDialog(QDialog, Generic[T]):
    """A dialog that runs a long task, shows its progress, and cancels the task if the dialog is rejected."""

    def __init__(self, steps: LongTask[T], title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome: T | None = None
        self.fault: Exception | None = None
        self.over = self.given_up = False
        self.setMinimumWidth(360)
        label = set_properties(QLabel(sentence), heading="window")
        self.bar = name_widget(QProgressBar(maximum=0, textVisible=False), sentence)
        buttons = button_box(self, QDialogButtonBox.StandardButton.Cancel)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        fill_dialog(self, title, label, self.bar, buttons, default=cancel, spacing=12)
        self._work = LongWork(self, self._on_done, progressed=self._show_progress, failed=self._fail)
        self._work.start(steps)
        self.finished.connect(self._work.cancel)

    def work_briefly(self, milliseconds: int) -> None:
        """Work for up to so many milliseconds before the dialog is shown; keys and clicks wait until then."""
        if milliseconds > 0 and not self.over:
            loop, parent = QEventLoop(), self.parentWidget()
            window = parent.window() if parent else self
            self.finished.connect(loop.quit)
            QTimer.singleShot(milliseconds, loop, loop.quit)
            window.installEventFilter(self)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cancel the work if the window is to be closed, and close the window after that."""
        if event.type() != QEvent.Type.Close or not isinstance(watched, QWidget):
            return False
        event.ignore()
        self.given_up = True
        self.reject()
        QTimer.singleShot(0, watched, watched.close)
        return True

    def _show_progress(self, step: Progress) -> None:
        if step.total > 1:
            self.bar.setMaximum(step.total)
            self.bar.setValue(step.done)

    def _on_done(self, outcome: T) -> None:
        self.outcome, self.over = outcome, True
        self.accept()

    def _fail(self, error: Exception) -> None:
        self.fault, self.over = error, True
        self.reject()
