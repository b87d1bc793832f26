"""Benchmarks of the timeline: steps of a drag, drops, scrolling, repainting, zooming."""

from __future__ import annotations

import gc
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.dragging import drag_state
from planner.layout.day_layout import Hit
from planner.layout.drag import DragPart
from planner.rules import check, placing_conflicts
from planner.rules.rule import ConflictIndex
from tools.benches.conferences import conference, env, furnished, on_disk
from tools.benches.floors import PAINTING, SYNCS, beside, repainted, stepped, synced
from tools.benches.timing import Figures, Line, measure, ms
from ui.features.timeline.timeline import Timeline
from ui.plan.canvas.canvas import MOST_SCALE
from ui.plan.canvas.tools import Tool
from ui.shell.application import Application, make_application
from ui.state.view_state import Colouring, SessionFilter, Settings

REPAINT, STEP, DROP, NONE = "× 1.5", "p99 × 2", "× 2", "–"
"""Goals. What is no repaint of the same picture has none: its floor is the painting that it ends with."""


def _blank(app: QApplication) -> Iterator[Line]:
    widget = QWidget()
    widget.resize(1000, 760)
    widget.show()
    app.processEvents()
    yield Line("repaint of a blank widget", ms(measure(lambda n: widget.repaint(), 200, cpu=True)), "", "", "")
    widget.close()


def take(timeline: Timeline, session: Session, spot: QPointF, others: Sequence[str] = ()) -> None:
    """Grab a tile at a point of the grid, with others, as a press of the mouse does."""
    timeline.document.plan.select((session.id, *others))
    at = timeline.canvas.viewport().mapToGlobal((spot - timeline.canvas.scene.area.topLeft()).toPoint())
    pointer = timeline.canvas.pointer(at, Qt.KeyboardModifier.NoModifier)
    timeline.drag_controller.grab(Hit(session.id, DragPart.WHOLE), pointer, Tool())


def drag(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure a step of a drag that changes the slot each time, beside painting the two places of the tile."""
    first = timeline.document.agenda.day_sessions(timeline.document.plan.day.date)[0][0]
    timeline.canvas.fit()
    app.processEvents()
    box = timeline.view.find_boxes(first.id)[0]
    take(timeline, first, box.center())
    corner = timeline.canvas.viewport().mapToGlobal(QPoint(0, 0))
    width, height = timeline.canvas.viewport().width(), timeline.canvas.viewport().height()
    tile = box.toAlignedRect().size()

    def place(n: int) -> QPoint:
        return QPoint(20 + n % (width - 40), 20 + 6 * n % (height - 40))

    def step(n: int) -> None:
        timeline.drag_controller.aim(timeline.canvas.pointer(corner + place(n), Qt.KeyboardModifier.NoModifier))
        app.processEvents()

    figures = measure(step, 600, warm_up=20, cpu=True)
    timeline.drag_controller.cancel()
    app.processEvents()
    floor = stepped(timeline.canvas.viewport(), lambda n: [QRect(place(n - 1), tile), QRect(place(n), tile)], 600)
    yield beside(f"step of a drag, {size}, all seen (CPU)", figures, floor, "its two boxes", STEP, worst=True)


def drop(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure from a drop to the next frame, with all that follows a change, beside its syncs and a repaint."""
    first = timeline.document.agenda.day_sessions(timeline.document.plan.day.date)[0][0]
    starts = timeline.view.grid.opens

    def hold(n: int) -> None:
        session = timeline.document.agenda.sessions[first.id]
        grid = timeline.view.grid
        take(timeline, session, QPointF(5, grid.y(session.placement.span.start if session.placement else 0)))
        timeline.drag_controller.apply_transition(drag_state.move_to_point, grid, 5, grid.y(starts + 5 * (n % 20 + 1)))
        app.processEvents()

    def let_go(n: int) -> None:
        timeline.drag_controller.drop()
        app.processEvents()

    figures = measure(let_go, 100, before=hold)
    with tempfile.TemporaryDirectory() as folder:
        sync, paint = synced(Path(folder)), repainted(timeline.canvas.viewport(), cpu=False)
    floor = Figures(SYNCS * sync.median + paint.median, SYNCS * sync.p99 + paint.p99, paint.times)
    yield beside(f"drop to repaint with commit, {size}", figures, floor, f"{SYNCS} syncs and painting", DROP)


def paint(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure scrolling, repainting and zooming, beside the painting of the same alone."""
    down, shown = timeline.canvas.verticalScrollBar(), timeline.canvas.viewport()

    def scroll(n: int) -> None:
        down.setValue(down.value() + (12 if n % 40 < 20 else -12))
        app.processEvents()

    def zoom(n: int) -> None:
        timeline.canvas.zoom(1.1 if n % 2 else 1 / 1.1)
        app.processEvents()

    def to_scale(scale: float) -> None:
        timeline.canvas.zoom(scale / timeline.canvas.scale_now)
        app.processEvents()

    to_scale(2.5)
    strip = QRect(0, shown.height() - 12, shown.width(), 12)
    floor = stepped(shown, lambda n: [strip], 200)
    yield beside(f"scroll step, {size} (CPU)", measure(scroll, 200, cpu=True), floor, "the new strip", NONE)
    yield _repaint("zoomed in", shown, size)
    to_scale(MOST_SCALE)
    yield _repaint(f"{shown.height() / MOST_SCALE / 60:.1f} hours seen", shown, size)
    timeline.canvas.fit()
    app.processEvents()
    yield _repaint("all seen", shown, size)
    yield painted(f"zoom, all seen, {size}", measure(zoom, 60, cpu=True), shown)


def _repaint(how: str, shown: QWidget, size: str) -> Line:
    return painted(f"full repaint, {how}, {size}", measure(lambda n: shown.repaint(), 100, cpu=True), shown, REPAINT)


def painted(what: str, ours: Figures, shown: QWidget, goal: str = NONE) -> Line:
    """Return the line of an act that ends with a full repaint, beside that repaint by the calls alone."""
    return beside(f"{what} (CPU)", ours, repainted(shown), PAINTING, goal)


def theme(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure fitting all rooms, a letter more of a search, and another colouring."""
    view_state, typed, shown = timeline.document.plan.view_state, "session 12", timeline.canvas.viewport()

    def letter(n: int) -> None:
        view_state.set_filter(SessionFilter(typed[: n % len(typed) + 1]))
        app.processEvents()

    def colour(n: int) -> None:
        view_state.set_colouring(list(Colouring)[n % 3])
        app.processEvents()

    timeline.canvas.fit()
    view_state.fit_rooms(True)
    app.processEvents()
    yield _repaint("all rooms in sight", shown, size)
    yield painted(f"a letter of what is looked for, {size}", measure(letter, 100, cpu=True), shown)
    yield _repaint("dimmed", shown, size)
    view_state.set_filter(SessionFilter())
    yield painted(f"another colouring, {size}", measure(colour, 30, cpu=True), shown)
    view_state.fit_rooms(False)


def _rules(sessions: int, *, full: bool = False) -> Iterator[Line]:
    agenda = conference(sessions, days=2, rooms=30)
    if full:
        agenda = furnished(agenda)
    size = f"{sessions} sessions, all fields filled" if full else f"{sessions} sessions"
    index = ConflictIndex(agenda)
    session, placement = agenda.placed[sessions // 2]
    rooms = [(room.id,) for room in agenda.rooms_in_order]
    asking = measure(lambda n: placing_conflicts(index, session, rooms[n % 30], placement.span), 2000, cpu=True)
    judging = measure(lambda n: check(agenda), 60, cpu=True)
    sweep, look = measure(lambda n: _swept(agenda), 60, cpu=True), _searched(agenda, len(session.people) + 1)
    yield beside(f"what a drag would meet, {size} (CPU)", asking, look, "a binary search each", NONE)
    yield beside(f"all rules, {size} (CPU)", judging, sweep, "one sweep for each room and person", NONE)


def _swept(agenda: Agenda) -> int:
    """Return the number of overlaps of neighbours in each room and of each person, sorted by time."""
    slots: dict[str, list[tuple[int, int]]] = {}
    for session, where in agenda.placed:
        for name in (*where.rooms, *(each.person for each in session.people)):
            slots.setdefault(name, []).append((where.span.absolute_start, where.span.absolute_end))
    return sum(one[1] > other[0] for each in slots.values() for one, other in pairwise(sorted(each)))


def _searched(agenda: Agenda, lists: int) -> Figures:
    """Measure a binary search in the times of as many lists as the session has rooms and people."""
    starts = sorted(where.span.absolute_start for _session, where in agenda.placed)
    return measure(lambda n: [bisect_left(starts, starts[n % len(starts)]) for _ in range(lists)], 2000, cpu=True)


def lines() -> Iterator[Line]:
    """Yield all lines, at 60, 300 and 1,000 sessions."""
    app = make_application(["bench"])
    gc.disable()  # as in a start; the first paint of the first window enables it
    yield from _blank(app)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(QSettings(str(Path(folder) / "bench.ini"), QSettings.Format.IniFormat))
        settings.scheme = "light"
        for sessions, rooms in ((60, 6), (300, 12), (1000, 30)):
            size = f"{sessions} sessions"
            path = on_disk(Path(folder) / f"{sessions}.estrad", sessions, days=1, rooms=rooms)
            window = Application(app, env(), lambda: conference(1), settings, ["en"]).show(path)
            window.resize(1900, 1000)
            app.processEvents()
            assert window.page
            yield from drag(window.page.timeline, app, size)
            yield from drop(window.page.timeline, app, size)
            yield from paint(window.page.timeline, app, size)
            yield from theme(window.page.timeline, app, size)
            window.close()
    yield from _rules(60)
    yield from _rules(1000)
    yield from _rules(1000, full=True)
