"""The acts that are measured: how each begins, one step of it, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tools.pairs.hand import NO_KEY, SHIFT, Mouse, Unfound, inner, settle, tile, trigger, view

TIMELINE, BOARD, PEOPLE = "Timeline", "Who moderates what", "People"
FIT, ALL_ROOMS, ZOOM_IN, UNDO, GO_TIMELINE, GO_BOARD = "Ctrl+0", "Ctrl+8", "Ctrl+=", "Ctrl+Z", "Ctrl+1", "Ctrl+5"
NEAR = 6
"""Notches of zooming in from the whole day."""
SLOT, SESSION = 7, 97
"""Pixels by which the pointer moves to another slot, and to another session, while the whole day is in sight."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person does again and again; ``before`` comes before each step and is not measured.

    Each function is given the number of the step.
    """

    name: str
    shows: str
    step: Callable[[int], object]
    times: int
    before: Callable[[int], object] = lambda n: None
    begin: Callable[[], object] = lambda: None
    end: Callable[[], object] = lambda: None


def acts() -> Iterator[Act]:
    """Yield all acts; each finds its views when it begins."""
    yield _drag("drag", NO_KEY, 300)
    yield _drag("drag with Shift", SHIFT, 120)
    yield Act("repaint, all seen", TIMELINE, lambda n: _port(TIMELINE).repaint(), 200, begin=_whole)
    yield Act("repaint, zoomed in", TIMELINE, lambda n: _port(TIMELINE).repaint(), 200, begin=_near)
    yield Act("scroll", TIMELINE, lambda n: _scroll(TIMELINE, n), 200, begin=_near)
    yield Act("scroll sideways", TIMELINE, lambda n: _scroll(TIMELINE, n, across=True), 200, begin=_near)
    yield _drop(60)
    yield _drag_of_a_person(200)
    yield Act("repaint of the board", BOARD, lambda n: _port(BOARD).repaint(), 200, begin=lambda: _fit(GO_BOARD))
    yield Act("scroll of the board", BOARD, lambda n: _scroll(BOARD, n), 200, begin=lambda: _near(GO_BOARD))


def path(area: QRect, n: int, down: int) -> QPoint:
    """Return the n-th point of a pointer that wanders over an area, some pixels further down at each step."""
    return area.topLeft() + QPoint(3 * n % max(1, area.width()), down * n % max(1, area.height()))


def _port(name: str) -> QWidget:
    return view(name).viewport()


def _fit(page: str = GO_TIMELINE) -> None:
    trigger(page)
    settle()
    trigger(FIT)
    settle()


def _whole() -> None:
    _fit()
    trigger(ALL_ROOMS)
    settle()


def _near(page: str = GO_TIMELINE) -> None:
    _fit(page)
    for _notch in range(NEAR):
        trigger(ZOOM_IN)
    settle()


def _scroll(name: str, n: int, *, across: bool = False) -> None:
    bar = view(name).horizontalScrollBar() if across else view(name).verticalScrollBar()
    bar.setValue(bar.value() + (12 if n % 40 < 20 else -12))
    settle()


class _Carrying:
    """A drag that goes on from step to step."""

    def __init__(self, source: str, target: str, keys: Qt.KeyboardModifier, down: int) -> None:
        self._source, self._target, self._keys, self._down = source, target, keys, down
        self._mouse: Mouse | None = None
        self._from: QAbstractItemView | None = None
        self._to: QAbstractItemView | None = None

    def begin(self, page: str) -> None:
        _fit(page)
        self._from, self._to = view(self._source), view(self._target)
        self._mouse = Mouse(self._from)
        at = tile(self._from).center()
        self._mouse.press(at)
        self._mouse.move(at + QPoint(0, 15), self._keys)
        settle()

    def step(self, n: int) -> None:
        assert self._mouse
        self._mouse.move(self._spot(n), self._keys)
        settle()

    def end(self) -> None:
        """Let go far outside, where nothing is dropped."""
        assert self._mouse
        self._mouse.move(QPoint(-5000, -5000))
        self._mouse.release(QPoint(-5000, -5000))
        settle()

    def _spot(self, n: int) -> QPoint:
        assert self._from
        assert self._to
        spot = path(inner(self._to), n, self._down)
        return self._from.viewport().mapFromGlobal(self._to.viewport().mapToGlobal(spot))


def _drag(name: str, keys: Qt.KeyboardModifier, times: int) -> Act:
    carrying = _Carrying(TIMELINE, TIMELINE, keys, SLOT)
    return Act(name, TIMELINE, carrying.step, times, begin=lambda: carrying.begin(GO_TIMELINE), end=carrying.end)


def _drag_of_a_person(times: int) -> Act:
    carrying = _Carrying(PEOPLE, BOARD, NO_KEY, SESSION)
    return Act(
        "drag of a person", BOARD, carrying.step, times, begin=lambda: carrying.begin(GO_BOARD), end=carrying.end
    )


def _drop(times: int) -> Act:
    """A session let go at another time, until the frame after; it is undone before the next."""
    held: list[tuple[Mouse, QPoint]] = []

    def take(n: int) -> None:
        if held:
            trigger(UNDO)
            settle()
        timeline = view(TIMELINE)
        mouse, at = Mouse(timeline), tile(timeline).center()
        to = at + QPoint(0, 12 + 7 * (n % 20))
        mouse.press(at)
        mouse.move(at + QPoint(0, 15))
        mouse.move(to)
        settle()
        held[:] = [(mouse, to)]

    def let_go(n: int) -> None:
        mouse, to = held[0]
        mouse.release(to)
        settle()

    return Act("drop until the next frame", TIMELINE, let_go, times, before=take, begin=_fit)


def named(only: list[str]) -> list[Act]:
    """Return the acts whose names contain one of these texts, or all of them."""
    found = [act for act in acts() if not only or any(text in act.name for text in only)]
    if not found:
        raise Unfound(f"no act is called {', '.join(only)}; there are {', '.join(act.name for act in acts())}")
    return found
