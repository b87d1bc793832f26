"""Benchmarks with a real conference: FOSDEM 2019, imported, sent once, and open in a window."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from planner.commands.edit import edit
from planner.domain.agenda import Agenda, Change, Edit
from planner.domain.entities import Session
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.text import Text
from planner.printing.marks import PrintedPage
from planner.printing.run_sheet import run_sheet
from planner.programme.programme import programme
from planner.wording import wording
from planner.workspace import Workspace
from tools.benches import files, start, timeline
from tools.benches.conferences import env
from tools.benches.files import plain_reading
from tools.benches.floors import SYNCS, beside, listed, repainted, synced
from tools.benches.importing import MISSING, fosdem, source
from tools.benches.timeline import NONE, painted
from tools.benches.timing import Figures, Line, measure, ms
from ui.features.lists.list_page import ListPage
from ui.features.printing.page_painter import measure as width_of
from ui.features.printing.page_painter import pdf
from ui.features.printing.print_preview import PageView
from ui.shell.application import Application, make_application
from ui.shell.bars import HeaderBar, StatusBar
from ui.shell.planner_page import PlannerPage
from ui.state.document import AGENDA, PEOPLE, SESSIONS, Document
from ui.state.view_state import Settings

NAME = "FOSDEM 2019"
TABLE = "a plain table of Qt, filled and painted"


def shaded() -> Agenda:
    """Return the conference with shaded times: everybody away and every third room closed for an hour at noon."""
    agenda = fosdem()
    days = agenda.days_in_order
    halves = [(Span(d.date, d.opens, 720), Span(d.date, 780, d.closes)) for d in days if d.opens < 720 < d.closes - 60]
    there = tuple(half for pair in halves for half in pair)
    noon = tuple(Span(before.day, before.end, after.start) for before, after in halves)
    people = [replace(person, availability=there) for person in agenda.people.values()]
    rooms = [replace(room, closed=noon) for room in agenda.rooms_in_order[::3]]
    edits = (*(Edit(agenda.people[p.id], p) for p in people), *(Edit(agenda.rooms[r.id], r) for r in rooms))
    return agenda.after(Change(Text("Times"), edits))


def _file(folder: Path) -> Path:
    """Create a file of the conference, sent once, so that each change is compared with what was sent."""
    path = folder / "fosdem.estrad"
    workspace = Workspace.create(path, shaded(), env())
    workspace.outbox.send(lambda sending: {})
    workspace.close()
    return path


def _shown(path: Path, estrad: Application, app: QApplication) -> Iterator[Line]:
    """Measure from the file's header to the painted page, in a window that is already open."""
    window = estrad.show()
    window.resize(1900, 1000)
    app.processEvents()

    def show(n: int) -> None:
        window.open_path(path)
        app.processEvents()

    def leave(n: int) -> None:
        window.close_conference()
        app.processEvents()

    reading = plain_reading(path)
    figures = measure(show, 15, before=leave, cpu=True)
    assert window.page
    painting = repainted(window.page.timeline.canvas.viewport())
    floor = Figures(reading.median + painting.median, reading.p99 + painting.p99, reading.times)
    yield beside(f"open in a window, header to paint, {NAME} (CPU)", figures, floor, "sqlite3 and painting", NONE)


def _turns(page: PlannerPage, app: QApplication) -> Iterator[Line]:
    def turn(n: int) -> None:
        page.timeline_page.day_tabs.step_days(1 if n % 2 else -1)
        app.processEvents()

    page.timeline_page.day_tabs.step_days(1)
    app.processEvents()
    yield painted(f"the other day, {NAME}", measure(turn, 40, cpu=True), page.timeline.canvas.viewport())


def _list(page: PlannerPage, name: str, app: QApplication) -> Iterator[Line]:
    """Measure a list: created, entered again, and searched a letter at a time."""

    def enter(n: int) -> None:
        page.places.go(name)
        app.processEvents()

    def leave(n: int) -> None:
        page.places.go(AGENDA)
        app.processEvents()

    made = measure(enter, 1, warm_up=0, cpu=True)
    search = page.places.find_place(name).inner
    assert isinstance(search, ListPage)
    floor = listed(search.view, 9)
    yield beside(f"the list of {name}, the first time, {NAME} (CPU)", made, floor, TABLE, NONE)
    again = measure(enter, 30, before=leave, cpu=True)
    yield beside(f"the list of {name} again, {NAME} (CPU)", again, floor, TABLE, NONE)
    typed = "open source"

    def key(n: int) -> None:
        search.search.setText(typed[: n % len(typed) + 1])
        app.processEvents()

    letters = measure(key, 4 * len(typed), cpu=True)
    yield beside(f"a letter in the search of {name}, {NAME} (CPU)", letters, floor, TABLE, NONE)
    search.search.clear()
    leave(0)


def _follow(document: Document, parts: tuple[HeaderBar | StatusBar, ...]) -> Iterator[Line]:
    """Measure header and status bar after a change, compared with the last published programme."""
    session = document.agenda.placed[0][0].id

    def change(n: int) -> None:
        document.apply(lambda agenda: edit(agenda, Session, session, title=f"Another title {n}"))

    def refresh(n: int) -> None:
        for part in parts:
            part.refresh()

    following = measure(change, 60)
    with tempfile.TemporaryDirectory() as folder:
        sync = synced(Path(folder))
    floor = Figures(SYNCS * sync.median, SYNCS * sync.p99, sync.times)
    yield beside(f"all that follows a change of a title, {NAME}", following, floor, f"{SYNCS} syncs", NONE)
    for part in parts:
        document.plan.changed.disconnect(part.refresh)
    refreshing = measure(refresh, 60, before=change, cpu=True)
    made = measure(lambda n: programme(document.agenda), 30, cpu=True)
    what = f"publish button and status after a change, {NAME} (CPU)"
    yield beside(what, refreshing, made, "the programme made anew", NONE)


def _paper(workspace: Workspace, app: QApplication) -> Iterator[Line]:
    yield files.calendar(workspace.programme(), NAME)
    yield files.sheet(workspace.programme(), NAME, "500 ms")
    words = wording("en")

    def make() -> list[PrintedPage]:
        return run_to_end(run_sheet(workspace.agenda, width_of, words, files.DRAFT))

    pages = make()
    figures = measure(lambda n: run_to_end(pdf(make(), "x", "")), 3, warm_up=1)
    each = figures.median / len(pages)
    yield Line(f"run sheet as PDF, {NAME}, {len(pages)} pages", ms(figures), "", f"{each:.1f} ms a page", "–")
    view = PageView(pages)
    view.resize(900, 860)
    view.show()

    def turn(n: int) -> None:
        view.go_to(n % len(pages))
        app.processEvents()

    yield painted(f"the next page in the preview, {NAME}", measure(turn, 60, cpu=True), view)
    view.close()


def lines() -> Iterator[Line]:
    """Yield all lines, or a single line with the reason if they cannot be measured."""
    if not source().exists():
        yield Line(NAME, MISSING, "", "", "")
        return
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else make_application(["bench"])
    gc.disable()  # as in a start; the first paint of the first window enables it
    with tempfile.TemporaryDirectory() as name:
        path = _file(Path(name))
        yield start.start(path, NAME, 7)
        yield files.opening(path, NAME)
        settings = Settings(QSettings(str(Path(name) / "bench.ini"), QSettings.Format.IniFormat))
        settings.scheme = "light"
        estrad = Application(app, env(), fosdem, settings, ["en"])
        yield from _shown(path, estrad, app)
        window = estrad.window
        assert window
        assert window.page
        page = window.page
        for part in (timeline.drag, timeline.drop, timeline.paint):
            yield from part(page.timeline, app, NAME)
        yield from _turns(page, app)
        for place in (SESSIONS, PEOPLE):
            yield from _list(page, place, app)
        yield from _follow(page.document, (page.header_bar, page.status))
        yield from _paper(page.document.workspace, app)
        window.close()
