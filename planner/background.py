"""The only module that knows threads and the garbage collector.

It runs or repeats a function in a thread, writes values in the background, and pauses collecting.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Generic

from planner.domain.long_task import LongTask, Progress, T

PAUSE = 0.004
"""Seconds between two checks whether a thread has ended."""
THRESHOLDS = (50_000, 20, 50)
"""Thresholds of the garbage collector, higher than Python's.

With Python's defaults, and nothing frozen after the first paint, one drag step in several hundred took 50 ms instead of
2, in a conference of 300 sessions. Pausing it during drags gained nothing more.
"""


def in_thread(act: Callable[[], T], name: str | None = None) -> LongTask[T]:
    """Run a function in a thread, as a long task that returns its result or raises its error.

    If the task is cancelled, the thread runs on and its result is ignored.
    """
    done: list[T] = []
    faults: list[Exception] = []

    def do() -> None:
        try:
            done.append(act())
        except Exception as error:  # raised again below
            faults.append(error)

    thread = Thread(target=do, name=name, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(PAUSE)
        yield Progress(0, 1)
    if faults:
        raise faults[0]
    return done[0]


def call_every(seconds: float, act: Callable[[], object]) -> None:
    """Call a function again and again in a thread, with a pause of ``seconds`` before each call."""

    def proceed() -> None:
        never = Event()
        while not never.wait(seconds):
            act()

    Thread(target=proceed, daemon=True).start()


class BackgroundWriter(Generic[T]):
    """Writes values in a thread, so that nobody waits for the disk; the process ends only when the last one is written.

    Of several values that wait, only the last one is written. ``failed`` gets the ``OSError`` of a failed write, in
    that thread.
    """

    def __init__(self, write: Callable[[T], object], failed: Callable[[OSError], object]) -> None:
        self._write, self._failed = write, failed
        self._lock = Lock()
        self._waiting: list[T] = []
        self._thread: Thread | None = None

    def put(self, value: T) -> None:
        """Schedule a value to be written, replacing one that is still waiting."""
        with self._lock:
            self._waiting = [value]
            if self._thread is None:
                self._thread = Thread(target=self._write_waiting, name="writing")
                self._thread.start()

    def flush(self) -> None:
        """Wait until no value is left to write."""
        thread = self._thread
        if thread:
            thread.join()

    def _write_waiting(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                value = self._waiting.pop()
            try:
                self._write(value)
            except OSError as error:
                self._failed(error)
            except Exception as error:  # told like any fault of the program; what is put later is still written
                sys.excepthook(type(error), error, error.__traceback__)


@contextmanager
def without_garbage_collector() -> Iterator[None]:
    """Turn the garbage collector off in a ``with``: one scan of all objects takes longer than a step of long work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def disable_garbage_collector() -> None:
    """Turn the garbage collector off while the program starts, until ``enable_garbage_collector``."""
    gc.disable()


def enable_garbage_collector() -> None:
    """If the garbage collector is off, exempt everything that exists now from its scans, and turn it on.

    Objects are exempted only this once: later ones may belong to a closed window, which must be collected.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        gc.enable()
