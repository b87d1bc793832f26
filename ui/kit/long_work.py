"""The one way of long work in the window: a long task goes on in slices of the event loop.

It does so quietly here; while the window waits, with progress and Cancel, by ``ui.kit.dialogs.progress``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from planner.domain.long_task import LongTask, Progress, T

SLICE = 4
"""Milliseconds of work per turn of the event loop."""


class LongWork(Generic[T]):
    """Does one long task at a time, a slice in each turn of the event loop while the window has nothing else to do.

    ``done`` is called with the result, ``progressed`` after each slice, ``failed`` with what the task raises, which is
    raised here if nobody takes it. A function in a thread is a task by ``planner.background.in_thread``; ``interval``
    are the milliseconds between two looks at it. The work ends with its ``parent``.
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
        return self._steps is not None

    def start(self, steps: LongTask[T]) -> None:
        """Start a task, and give up the one that is running."""
        self._steps = steps
        self._timer.start()

    def cancel(self) -> None:
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
