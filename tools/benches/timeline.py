"""Benchmarks of the timeline: steps of a drag, drops, scrolling, repainting, zooming."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from planner.dragging import transitions
from planner.rules import check, conflicts_at
from planner.rules.rule import ConflictIndex
from tools.benches.conferences import conference, env, furnished, on_disk
from tools.benches.timing import Line, measure, ms
from ui.features.timeline.timeline import Timeline
from ui.shell.application import Application, make_application
from ui.state.canvas.canvas import MOST_SCALE
from ui.state.settings import Settings
from ui.state.view_state import Colouring, SessionFilter


def _blank(app: QApplication) -> Iterator[Line]:
    widget = QWidget()
    widget.resize(1000, 760)
    widget.show()
    app.processEvents()
    yield Line("repaint of a blank widget", ms(measure(lambda n: widget.repaint(), 200)), "", "", "")
    widget.close()


def drag(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure a step of a drag that changes the slot each time."""
    first = timeline.document.agenda.on(timeline.document.day.date)[0][0]
    timeline.canvas.fit()
    app.processEvents()
    box = timeline.view.boxes_of(first.id)[0]
    timeline.drag_controller.take(first, x=box.center().x(), y=box.center().y())
    corner = timeline.canvas.viewport().mapToGlobal(QPoint(0, 0))
    width, height = timeline.canvas.viewport().width(), timeline.canvas.viewport().height()

    def step(n: int) -> None:
        at = corner + QPoint(20 + n % (width - 40), 20 + 6 * n % (height - 40))
        timeline.drag_controller.aim(timeline.canvas.pointer(at, Qt.KeyboardModifier.NoModifier))
        app.processEvents()

    figures = measure(step, 600, warm_up=20, cpu=True)
    timeline.drag_controller.cancel()
    yield Line(f"step of a drag, {size}, all seen (CPU)", ms(figures), "", f"p99 {figures.p99:.2f} ms", "p99 1 ms")


def drop(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure from a drop to the next frame, with all that follows a change."""
    first = timeline.document.agenda.on(timeline.document.day.date)[0][0]
    starts = timeline.view.grid.opens

    def take(n: int) -> None:
        session = timeline.document.agenda.sessions[first.id]
        timeline.drag_controller.take(
            session, x=5, y=timeline.view.grid.y(session.placement.span.start if session.placement else 0)
        )
        grid = timeline.view.grid
        timeline.drag_controller.go(transitions.to_point, grid, 5, grid.y(starts + 5 * (n % 20 + 1)))
        app.processEvents()

    def let_go(n: int) -> None:
        timeline.outside.drop()
        app.processEvents()

    figures, worked = measure(let_go, 100, before=take), measure(let_go, 100, before=take, cpu=True)
    result = f"p99 {figures.p99:.2f} ms; CPU {worked.median:.2f} / {worked.p99:.2f} ms"
    yield Line(f"drop to repaint with commit, {size}", ms(figures), "", result, "p99 5 ms")


def paint(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure scrolling, repainting and zooming."""
    down = timeline.canvas.verticalScrollBar()

    def scroll(n: int) -> None:
        down.setValue(down.value() + (12 if n % 40 < 20 else -12))
        app.processEvents()

    def zoom(n: int) -> None:
        timeline.canvas.zoom(1.1 if n % 2 else 1 / 1.1)
        app.processEvents()

    timeline.canvas.zoom(2.5 / timeline.canvas.scale_now)
    app.processEvents()
    scrolling = measure(scroll, 200)
    near = measure(lambda n: timeline.canvas.viewport().repaint(), 100)
    timeline.canvas.zoom(MOST_SCALE / timeline.canvas.scale_now)
    app.processEvents()
    nearest = measure(lambda n: timeline.canvas.viewport().repaint(), 100)
    timeline.canvas.fit()
    app.processEvents()
    whole = measure(lambda n: timeline.canvas.viewport().repaint(), 100)
    zooming = measure(zoom, 60)
    yield Line(f"scroll step, {size}", ms(scrolling), "", f"p99 {scrolling.p99:.2f} ms", "p99 2 ms")
    yield Line(f"full repaint, zoomed in, {size}", ms(near), "", f"p99 {near.p99:.2f} ms", "p99 4 ms")
    hours = timeline.canvas.viewport().height() / MOST_SCALE / 60
    what = f"full repaint, {hours:.1f} hours seen, {size}"
    yield Line(what, ms(nearest), "", f"p99 {nearest.p99:.2f} ms", "p99 4 ms")
    yield Line(f"full repaint, all seen, {size}", ms(whole), "", f"p99 {whole.p99:.2f} ms", "p99 10 ms")
    yield Line(f"zoom, all seen, {size}", ms(zooming), "", f"p99 {zooming.p99:.2f} ms", "p99 10 ms")


def theme(timeline: Timeline, app: QApplication, size: str) -> Iterator[Line]:
    """Measure fitting all rooms, a letter more of a search, another colouring, and a step of the minimap."""
    view_state, typed = timeline.document.view_state, "session 12"

    def letter(n: int) -> None:
        view_state.set_filter(SessionFilter(typed[: n % len(typed) + 1]))
        app.processEvents()

    def colour(n: int) -> None:
        view_state.colour_by(list(Colouring)[n % 3])
        app.processEvents()

    timeline.canvas.fit()
    view_state.fit_rooms(True)
    app.processEvents()
    narrow = measure(lambda n: timeline.canvas.viewport().repaint(), 100)
    letters = measure(letter, 100)
    dimmed = measure(lambda n: timeline.canvas.viewport().repaint(), 100)
    view_state.set_filter(SessionFilter())
    colours = measure(colour, 30)
    yield Line(f"full repaint, all rooms in sight, {size}", ms(narrow), "", f"p99 {narrow.p99:.2f} ms", "p99 16 ms")
    yield Line(f"a letter of what is looked for, {size}", ms(letters), "", f"p99 {letters.p99:.2f} ms", "p99 16 ms")
    yield Line(f"full repaint, dimmed, {size}", ms(dimmed), "", f"p99 {dimmed.p99:.2f} ms", "p99 16 ms")
    yield Line(f"another colouring, {size}", ms(colours), "", f"p99 {colours.p99:.2f} ms", "p99 100 ms")
    view_state.fit_rooms(False)


def _rules(sessions: int, *, full: bool = False) -> Iterator[Line]:
    agenda = conference(sessions, days=2, rooms=30)
    if full:
        agenda = furnished(agenda)
    size = f"{sessions} sessions, all fields filled" if full else f"{sessions} sessions"
    index = ConflictIndex(agenda)
    session, placement = agenda.placed[sessions // 2]
    rooms = [(room.id,) for room in agenda.rooms_in_order]
    asking = measure(lambda n: conflicts_at(index, session, rooms[n % 30], placement.span), 2000)
    judging = measure(lambda n: check(agenda), 60)
    yield Line(f"what a drag would meet, {size}", ms(asking), "", f"{asking.median * 1000:.0f} µs", "50 µs")
    yield Line(f"all rules, {size}", ms(judging), "", f"{judging.median:.2f} ms", "5 ms")


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
