"""The one way to do long work in the window: as a task that advances in small slices of the event loop.

Here it runs in the background; ``ui.kit.dialogs.progress`` runs it while the window waits, with progress and Cancel.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from planner.domain.long_task import LongTask, Progress, T

SLICE = 4
"""Milliseconds of work per turn of the event loop."""


class LongWork(Generic[T]):
    """Runs one long task at a time, a slice in each turn of the event loop when no other events are waiting.

    ``done`` is called with the result, ``progressed`` after each slice but the last, ``failed`` with an exception;
    without ``failed`` the event loop gets that. To run a function in a thread, make a task of it by
    ``planner.background.in_thread`` and let ``interval`` be the milliseconds between two checks. The work ends with its
    ``parent``.
    """

    def __init__(
        self, parent: QObject, done: Callable[[T], object] | None = None, *,
        progressed: Callable[[Progress], object] | None = None, failed: Callable[[Exception], object] | None = None,
        interval: int = 0,
    ) -> None:  # fmt: skip
        self._done, self._progressed, self._failed = done, progressed, failed
        self._steps: LongTask[T] | None = None
        self._timer = QTimer(parent, interval=interval)
        self._timer.timeout.connect(self._continue_work)

    @property
    def is_running(self) -> bool:
        """True if a task was started and has neither ended nor been cancelled."""
        return self._steps is not None

    def start(self, steps: LongTask[T]) -> None:
        """Start a task, abandoning one that is still running."""
        self._steps = steps
        self._timer.start()

    def cancel(self) -> None:
        """Abandon the running task, if there is one."""
        self._steps = None
        self._timer.stop()

    def _continue_work(self) -> None:
        clock, steps, step = QElapsedTimer(), self._steps, None
        clock.start()
        try:
            while steps and steps is self._steps and clock.elapsed() < SLICE:
                step = next(steps)
        except StopIteration as end:
            self.cancel()
            if self._done:
                self._done(end.value)
        except Exception as error:
            self.cancel()
            if self._failed is None:
                raise
            self._failed(error)
        else:
            if step and self._progressed and steps is self._steps:
                self._progressed(step)
