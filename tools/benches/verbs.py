"""Benchmarks of the timeline's commands: dragging twenty sessions, moving what follows, finding among a thousand."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication

from planner.domain.search import best_matching_things
from tools.benches.conferences import conference, env, on_disk
from tools.benches.floors import beside, stepped
from tools.benches.timeline import NONE, STEP, painted, take
from tools.benches.timing import Line, measure
from ui.features.command_palette.palette_entries import palette_entries
from ui.features.timeline.timeline import Timeline
from ui.shell.application import Application, make_application
from ui.shell.main_window import MainWindow
from ui.state.view_state import Settings


def _steps(timeline: Timeline, app: QApplication, what: str, modifiers: Qt.KeyboardModifier, others: int) -> Line:
    """Measure steps of a drag that change the slot each time, and the frame after each."""
    placed = [session for session, _where in timeline.document.agenda.day_sessions(timeline.document.plan.day.date)]
    first, rest = placed[0], [session.id for session in placed[1 : others + 1]]
    box = timeline.view.find_boxes(first.id)[0]
    take(timeline, first, box.center(), rest)
    at = timeline.canvas.viewport().mapToGlobal((box.center() - timeline.canvas.scene.area.topLeft()).toPoint())

    def step(n: int) -> None:
        timeline.drag_controller.aim(timeline.canvas.pointer(at + QPoint(0, 6 * (n % 40) + 6), modifiers))
        app.processEvents()

    gc.disable()  # as in a drag that was begun with the mouse
    figures = measure(step, 200, warm_up=10, cpu=True)
    gc.enable()
    timeline.drag_controller.cancel()
    app.processEvents()
    shown, area = timeline.canvas.viewport(), timeline.canvas.scene.area.topLeft()
    boxes = [each.translated(-area).toAlignedRect() for each in timeline.view.find_boxes(first.id, *rest)]
    floor = stepped(shown, lambda n: [each.translated(0, 6 * ((n + k) % 40)) for each in boxes for k in (0, 1)], 200)
    return beside(f"{what} (CPU)", figures, floor, "the boxes of what is dragged", STEP, worst=True)


def _keystrokes(window: MainWindow, app: QApplication) -> Line:
    """Measure typing other minutes for all that follows: its effect, its preview and the frame after."""
    assert window.page
    window.page.document.plan.select(())
    window.actions_by_name["shift_rest"].trigger()
    bar = window.page.reschedule_bar
    assert bar

    def key(n: int) -> None:
        bar.minutes.setValue(10 + n % 40)
        app.processEvents()

    figures = measure(key, 100, warm_up=5, cpu=True)
    bar.cancel()
    app.processEvents()
    what = "a number typed for all that follows, 450 sessions in 30 rooms"
    return painted(what, figures, window.page.timeline.canvas.viewport())


def lines() -> Iterator[Line]:
    """Yield the lines for a day of 450 sessions in 30 rooms, and for a conference of 1,000."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(QSettings(str(Path(folder) / "bench.ini"), QSettings.Format.IniFormat))
        settings.scheme = "light"
        path = on_disk(Path(folder) / "450.estrad", 450, days=1, rooms=30)
        window = Application(app, env(), lambda: conference(1), settings, ["en"]).show(path)
        window.resize(1900, 1000)
        app.processEvents()
        assert window.page
        timeline = window.page.timeline
        timeline.canvas.fit()
        app.processEvents()
        none, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        yield _steps(timeline, app, "step of a drag of 20, 450 sessions in 30 rooms", none, 19)
        yield _steps(timeline, app, "step of a drag with all that follows, 450 sessions in 30 rooms", shift, 0)
        yield _keystrokes(window, app)
        window.close()
        path = on_disk(Path(folder) / "1000.estrad", 1000, days=2, rooms=30)
        window = Application(app, env(), lambda: conference(1), settings, ["en"]).show(path)
        app.processEvents()
        assert window.page
        document = window.page.document
        found = palette_entries(document, window.actions_by_name)
        making = measure(lambda n: palette_entries(document, window.actions_by_name), 20, cpu=True)
        typed, texts = "person 12 hall", [entry.name for entry in found]
        searching = measure(lambda n: best_matching_things(found, typed[: n % len(typed) + 1]), 200, cpu=True)
        folding = measure(lambda n: [entry.thing.title.casefold() for entry in found], 20, cpu=True)
        looking = measure(lambda n: [t for t in texts if typed[: n % len(typed) + 1] in t], 200, cpu=True)
        yield beside("what can be found, 1,000 sessions (CPU)", making, folding, "their titles folded", NONE)
        yield beside("a letter typed to find, 1,000 sessions (CPU)", searching, looking, "`in` each title", NONE)
        window.close()
