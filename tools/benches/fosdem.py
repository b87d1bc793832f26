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
from planner.domain.agenda import Agenda
from planner.domain.change import Change, Edit
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.domain.text import Text
from planner.printing.marks import PrintedPage
from planner.printing.run_sheet import run_sheet
from planner.programme.programme import programme
from planner.wording import wording
from planner.workspace import Workspace
from tools.benches import files, start, timeline
from tools.benches.conferences import env
from tools.benches.importing import MISSING, fosdem, source
from tools.benches.timing import Figures, Line, measure, ms
from ui.features.lists.list_page import ListPage
from ui.features.printing.page_painter import pdf_bytes
from ui.features.printing.paper_fonts import measure as width_of
from ui.features.printing.print_preview import PageView
from ui.shell.application import Application, make_application
from ui.shell.bars import HeaderBar, StatusBar
from ui.shell.planner_page import PlannerPage
from ui.state.document import Document
from ui.state.places import AGENDA, PEOPLE, SESSIONS
from ui.state.settings import Settings

NAME = "FOSDEM 2019"


def _p99(what: str, figures: Figures, budget: str = "–") -> Line:
    return Line(f"{what}, {NAME}", ms(figures), "", f"p99 {figures.p99:.2f} ms", budget)


def shaded() -> Agenda:
    """Return the conference with shaded times: everybody away and every third room closed for an hour at noon."""
    agenda = fosdem()
    days = agenda.days_in_order
    halves = [(Span(d.date, d.opens, 720), Span(d.date, 780, d.closes)) for d in days if d.opens < 720 < d.closes - 60]
    there = tuple(half for pair in halves for half in pair)
    noon = tuple(Span(before.day, before.end, after.start) for before, after in halves)
    people = [replace(person, availability=there) for person in agenda.people.values()]
    rooms = [replace(room, closed=noon) for room in agenda.rooms_in_order[::3]]
    return agenda.after(Change(Text("Times"), tuple(Edit(agenda.find(type(t), t.id), t) for t in (*people, *rooms))))


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

    figures = measure(show, 15, before=leave)
    yield Line(f"open in a window, header to paint, {NAME}", ms(figures), "", f"{figures.median:.0f} ms", "–")


def _turns(page: PlannerPage, app: QApplication) -> Iterator[Line]:
    def turn(n: int) -> None:
        page.timeline_page.day_tabs.turn(1 if n % 2 else -1)
        app.processEvents()

    page.timeline_page.day_tabs.turn(1)
    app.processEvents()
    yield _p99("the other day", measure(turn, 40))


def _list(page: PlannerPage, name: str, app: QApplication) -> Iterator[Line]:
    """Measure a list: created, entered again, and searched a letter at a time."""

    def enter(n: int) -> None:
        page.places.go(name)
        app.processEvents()

    def leave(n: int) -> None:
        page.places.go(AGENDA)
        app.processEvents()

    made = measure(enter, 1, warm_up=0)
    yield Line(f"the list of {name}, the first time, {NAME}", ms(made), "", f"{made.median:.0f} ms", "–")
    yield _p99(f"the list of {name} again", measure(enter, 30, before=leave))
    search = page.places.page_of(name).inner
    assert isinstance(search, ListPage)
    typed = "open source"

    def key(n: int) -> None:
        search.search.setText(typed[: n % len(typed) + 1])
        app.processEvents()

    yield _p99(f"a letter in the search of {name}", measure(key, 4 * len(typed)))
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

    yield _p99("all that follows a change of a title", measure(change, 60))
    for part in parts:
        document.changed.disconnect(part.refresh)
    yield _p99("publish button and status after a change", measure(refresh, 60, before=change))
    yield _p99("its programme made anew", measure(lambda n: programme(document.agenda), 30))


def _paper(workspace: Workspace, app: QApplication) -> Iterator[Line]:
    yield files.calendar(workspace.programme(), NAME)
    yield files.sheet(workspace.programme(), NAME, "500 ms")
    words = wording("en")

    def make() -> list[PrintedPage]:
        return run_sheet(workspace.agenda, width_of, words, files.DRAFT)

    pages = make()
    figures = measure(lambda n: pdf_bytes(make(), title="x"), 3, warm_up=1)
    each = figures.median / len(pages)
    yield Line(f"run sheet as PDF, {NAME}, {len(pages)} pages", ms(figures), "", f"{each:.1f} ms a page", "–")
    view = PageView(pages)
    view.resize(900, 860)
    view.show()

    def turn(n: int) -> None:
        view.go_to(n % len(pages))
        app.processEvents()

    yield _p99("the next page in the preview", measure(turn, 60))
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
