"""Long work of the window: done a slice at a time, quietly or with its progress seen, cancelled, and its faults."""

from threading import current_thread

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from planner.background import in_thread
from planner.domain.long_task import LongTask, Progress
from ui.kit import long_work
from ui.kit.long_work import LongWork


class SlowSteps:
    """A clock in whose time each step takes a whole slice."""

    def start(self) -> None:
        self._looks = 0

    def elapsed(self) -> int:
        self._looks += 1
        return (self._looks - 1) * long_work.SLICE


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> QObject:
    """Return what owns the work, each step of which takes a whole slice."""
    monkeypatch.setattr(long_work, "QElapsedTimer", SlowSteps)
    return QObject()


def timer(parent: QObject) -> QTimer:
    (found,) = parent.findChildren(QTimer)
    return found


def steps(count: int, seen: list[object]) -> LongTask[str]:
    """Return a task of some steps, which notes the step at which it was ended."""
    done = 0
    try:
        for done in range(count):
            yield Progress(done, count)
        return "result"
    finally:
        seen.append(f"ended after {done}")


def endless(seen: list[object]) -> LongTask[str]:
    return steps(1_000_000, seen)


def test_it_goes_on_in_slices_and_hands_over_the_result(parent: QObject, qtbot: QtBot) -> None:
    found, told, ended = list[str](), list[int](), list[object]()
    work = LongWork(parent, found.append, progressed=lambda step: told.append(step.done))

    work.start(steps(3, ended))
    at_once = (list(found), work.is_running)
    qtbot.waitUntil(lambda: not work.is_running)

    assert (at_once, found, told, ended) == (([], True), ["result"], [0, 1, 2], ["ended after 2"])
    assert not timer(parent).isActive()


def test_a_function_in_a_thread_is_looked_at_now_and_then(parent: QObject, qtbot: QtBot) -> None:
    found = list[str]()
    work = LongWork(parent, found.append, interval=1)

    work.start(in_thread(lambda: current_thread().name, "reading"))
    qtbot.waitUntil(lambda: bool(found))

    assert (found, work.is_running, timer(parent).interval()) == (["reading"], False, 1)


def test_what_is_cancelled_or_replaced_ends_at_once_and_hands_over_nothing(parent: QObject, qtbot: QtBot) -> None:
    found, told, ended = list[str](), list[Progress](), list[object]()
    work = LongWork(parent, found.append, progressed=told.append)

    work.start(endless(ended))
    qtbot.waitUntil(lambda: len(told) > 2)
    work.start(endless(ended))
    replaced, before = len(ended), len(told)
    qtbot.waitUntil(lambda: len(told) > before)
    work.cancel()

    assert (replaced, told[before].done, len(ended), found, work.is_running) == (1, 0, 2, [], False)
    assert not timer(parent).isActive()


def test_it_may_be_cancelled_by_its_own_step_and_goes_no_further(qtbot: QtBot) -> None:
    seen, parent = list[object](), QObject()

    def act() -> LongTask[None]:
        try:
            work.cancel()
            yield Progress(0, 2)
            seen.append("went on")
            yield Progress(1, 2)
        finally:
            seen.append("ended")

    work = LongWork[None](parent, seen.append, progressed=seen.append)
    work.start(act())
    qtbot.waitUntil(lambda: bool(seen))

    assert (seen, work.is_running) == (["ended"], False)


def broken() -> LongTask[str]:
    yield Progress(0, 1)
    raise LookupError("broken")


def test_a_fault_goes_to_who_takes_it_and_ends_the_work(parent: QObject, qtbot: QtBot) -> None:
    found, faults = list[object](), list[Exception]()
    work = LongWork(parent, found.append, failed=faults.append)

    work.start(broken())
    qtbot.waitUntil(lambda: not work.is_running)

    assert ([str(fault) for fault in faults], found) == (["broken"], [])


def test_a_fault_that_nobody_takes_is_raised_once(parent: QObject, qtbot: QtBot) -> None:
    work = LongWork[str](parent)
    with qtbot.captureExceptions() as raised:
        work.start(broken())
        qtbot.waitUntil(lambda: not work.is_running)

    assert [kind for kind, _fault, _trace in raised] == [LookupError]


def test_it_ends_with_what_owns_it(parent: QObject, qtbot: QtBot) -> None:
    told, owner = list[Progress](), QObject(parent)
    work = LongWork(owner, progressed=told.append)
    work.start(endless([]))
    qtbot.waitUntil(lambda: bool(told))

    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    told.clear()
    last = LongWork[str](parent)
    last.start(steps(3, []))
    qtbot.waitUntil(lambda: not last.is_running)

    assert told == []
