"""The tools of a canvas: every cell of the tables in ``tool_tables.md``, in a real window."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Entity, Session
from planner.domain.span import parse_clock_time
from tests.builders import DAY, day, person, room, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, LEFT, NONE, Key, WindowDriver, close_popup
from ui.features.moderators.board import Board
from ui.features.timeline.timeline import Timeline
from ui.state.document import Document

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tools.md"
DATA = Path(__file__).with_name("tool_tables.md")
CAST = (
    day(opens="09:00", closes="15:00"), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("one", "hall", "10:00-11:00"), talk("two", "lab", "09:30-10:30"), talk("three", "lab", "13:00-14:00"),
    talk("waiting"),
    Cover(id="early", person="ada", day=DAY, room="hall",
          start=parse_clock_time("11:00"), end=parse_clock_time("12:00")),
    Cover(id="late", person="bo", day=DAY, room="lab", start=parse_clock_time("13:00"), end=parse_clock_time("14:00")),
)  # fmt: skip


# the surfaces: canvases with their tools ----------------------------------------------------------------


class Surface:
    """A canvas with its tools, in a window: the timeline, or the moderators' board.

    On the board the tiles are shifts; it has no band, and nothing is moved by keys alone.
    """

    def __init__(self, driver: WindowDriver, name: str) -> None:
        self.driver, self.name = driver, name
        self.show()

    def show(self) -> None:
        """Find the canvas in the window, which may show the file anew."""
        driver = self.driver
        if self.name == "timeline":
            self.owner: Timeline | Board = driver.timeline
            self.owner.canvas.fit()
            self.tile, self.other, self.edge = (
                driver.on_tile("one"), driver.on_tile("three"), driver.on_tile("one", BOTTOM),
            )  # fmt: skip
            self.grid, self.free = driver.on_slot("hall", "09:15"), driver.on_slot("hall", "13:00")
            self.outside, self.selects = lambda: driver.on_card("waiting"), (Session, "three")
        else:
            board = BoardDriver(driver)
            self.owner = board.board
            self.owner.canvas.fit()
            self.tile, self.other, self.edge = board.shift("early"), board.shift("late"), board.shift("early", BOTTOM)
            self.grid, self.free = board.lane("hall", "09:15"), board.lane("hall", "13:00")
            self.outside, self.selects = lambda: board.person("bo"), (Cover, "late")
        self.canvas, self.tools, self.frame = self.owner.canvas, self.owner.tools, self.owner.frame

    @property
    def left_over(self) -> list[object]:
        """Return what a tool shows or holds until it has ended."""
        found = (
            self.owner.drag_controller.state, self.owner.header._lit, self.driver.timeline.view.source.band,
            getattr(self.canvas.scene, "band", None),
        )  # fmt: skip
        return [thing for thing in found if thing is not None]

    @staticmethod
    def chosen(document: Document) -> list[tuple[type[Entity], str]]:
        """Return what is selected, but for the conference."""
        kind, first = document.plan.shown
        return [(kind, name) for name in (first, *document.plan.also)] if kind in (Session, Cover) else []

    def by_keys(self) -> None:
        """Take a session into the hand with a key, and move it a step."""
        self.driver.plan.select(("one",))
        self.driver.key_in(self.canvas, Key.Key_M, Key.Key_Down)

    def wait(self) -> None:
        """Begin a band, or a drag where there is none, and end it while the button is down."""
        self.driver.take(self.grid if self.name == "timeline" else self.tile, self.free)
        self.driver.key(Key.Key_Escape)

    @property
    def reach(self) -> dict[str, Callable[[], object]]:
        """Return what leads from the idle tool to each of them."""
        driver, layout = self.driver, self.canvas.scene.layout
        return {
            "select": lambda: driver.plan.select(("two",)),
            "press": lambda: driver.press(self.tile),
            "band": lambda: driver.take(self.grid, self.grid + QPoint(30, 10)),
            "drag": lambda: driver.take(self.tile, self.free),
            "resize": lambda: driver.take(self.edge, self.edge + QPoint(0, round(30 * layout.grid.scale))),
            "bring": lambda: driver.take(self.outside(), self.free),
            "move by keys": self.by_keys,
            "waiting": self.wait,
        }


SURFACES = ("timeline", "moderators' board")
"""The canvases by the headings of their tables."""


# the table ------------------------------------------------------------------------------------------------


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table_of(surface: str) -> dict[str, dict[str, str]]:
    """Return the cells of a surface's table: by the tool that was active, and the event."""
    text = DATA.read_text(encoding="utf-8").partition(f"## The table of the {surface}\n")[2].partition("\n## ")[0]
    head, _line, *rows = [cells(line) for line in text.splitlines() if line.startswith("|")]
    return {tool: dict(zip(head[1:], row, strict=True)) for tool, *row in rows}


TABLES = {surface: table_of(surface) for surface in SURFACES}


# the events -----------------------------------------------------------------------------------------------


def press(surface: Surface, at: QPoint, kind: QEvent.Type = QEvent.Type.MouseButtonPress) -> None:
    """Send a press of the left button to the canvas, even if the button is down, as its release may have been lost."""
    view, window = surface.canvas.viewport(), surface.driver.window
    spot, on_screen = QPointF(view.mapFrom(window, at)), QPointF(window.mapToGlobal(at))
    QApplication.sendEvent(view, QMouseEvent(kind, spot, on_screen, LEFT, LEFT, NONE))


def wheel(surface: Surface) -> None:
    view = surface.canvas.viewport()
    at = QPointF(view.rect().center())
    for keys in (NONE, Qt.KeyboardModifier.ControlModifier):
        QApplication.sendEvent(
            view,
            QWheelEvent(
                at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), QApplication.mouseButtons(), keys,
                Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip


EVENTS: dict[str, Callable[[Surface], object]] = {
    "press a tile": lambda on: press(on, on.other),
    "press the grid": lambda on: press(on, on.grid),
    "right press": lambda on: QTest.mousePress(
        on.driver.window.windowHandle(), Qt.MouseButton.RightButton, NONE, on.driver._at
    ),
    "move nearby": lambda on: on.driver.move(on.driver._at + QPoint(1, 1)),
    "move far": lambda on: on.driver.move(on.driver._at + QPoint(60, 50)),
    "left release": lambda on: on.driver.release(),
    "double click": lambda on: press(on, on.other, QEvent.Type.MouseButtonDblClick),
    "Escape": lambda on: on.driver.key(Key.Key_Escape),
    "Enter": lambda on: on.driver.key(Key.Key_Return),
    "another key": lambda on: on.driver.key(Key.Key_Z),
    "wheel": wheel,
    "window deactivated": lambda on: QApplication.sendEvent(on.driver.window, QEvent(QEvent.Type.WindowDeactivate)),
    "widget hidden": lambda on: on.frame.hide(),
    "change from elsewhere": lambda on: on.driver.document.apply(lambda now: edit(now, Session, "two", title="Other")),
    "file closed": lambda on: on.driver.window.close_conference(),
}
ENDS = ("right press", "Escape", "window deactivated", "widget hidden", "change from elsewhere", "file closed")


@dataclass
class Runner:
    """Runs events in a window, one cell after the other."""

    surface: Surface
    path: Path

    def open_again(self) -> None:
        """Open the file if it was closed."""
        window = self.surface.driver.window
        if window.page is None:
            window.open_path(self.path)
            self.surface.show()

    def begin(self, tool: str) -> None:
        """Make a tool active, from a window in which nothing has begun."""
        driver = self.surface.driver
        self.open_again()
        self.end_drag()
        self.surface.tools.end()
        self.surface.frame.show()
        driver.workspace.go_to_position(0)
        self.surface.show()
        driver.click(self.surface.grid)
        driver.timeline.insertion_point.forget()
        driver.move(self.surface.free)
        driver.plan.select(("two",))
        self.surface.canvas.setFocus()
        self.surface.reach[tool]()
        assert self.surface.tools.active.name == tool

    def end_drag(self) -> None:
        """Release all buttons and close the menu that a click may have opened."""
        driver = self.surface.driver
        close_popup()
        for button in (LEFT, Qt.MouseButton.RightButton):
            if QApplication.mouseButtons() & button:
                QTest.mouseRelease(driver.window.windowHandle(), button, NONE, driver._at)

    def cell(self, tool: str, event: str) -> str:
        """Return what a cell should say: the active tool after an event, and what happens besides.

        Check that what ends a tool leaves nothing.
        """
        self.begin(tool)
        surface, driver = self.surface, self.surface.driver
        document, tools, before = driver.document, surface.tools, driver.agenda
        chosen = surface.chosen(document)
        EVENTS[event](surface)
        if driver.window.page and tools.active.name in ("select", "press", "waiting"):
            assert surface.left_over == [], event
        marks = "d" if document.agenda != before and event != "change from elsewhere" else ""
        marks += "s" if not marks and surface.chosen(document) != chosen else ""
        marks += "m" if QApplication.activePopupWidget() else ""
        found = f"{tools.active.name} ({marks})" if marks else tools.active.name
        if event in ENDS:
            self.check_end(event, before)
        return found

    def check_end(self, event: str, before: Agenda) -> None:
        """Check that an end has changed nothing and left nothing, and that the next click selects."""
        surface, driver = self.surface, self.surface.driver
        assert (QWidget.keyboardGrabber(), QWidget.mouseGrabber()) == (None, None), event
        self.open_again()
        if event == "change from elsewhere":
            driver.does("undo")
        assert surface.left_over == [], event
        assert surface.canvas.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor, event
        surface.frame.show()
        self.end_drag()
        driver.click(surface.other)
        assert (surface.chosen(driver.document), surface.tools.active.name) == ([surface.selects], "select"), event
        assert driver.agenda == before, event


@pytest.fixture
def runner(hands_on: HandsOn, tmp_path: Path, request: pytest.FixtureRequest) -> Runner:
    """Return a runner of a surface."""
    return Runner(Surface(hands_on(*CAST), request.param), next(tmp_path.glob("*.estrad")))


@pytest.mark.parametrize("runner", SURFACES, indirect=True)
def test_each_event_leads_where_the_table_says_and_each_end_leaves_nothing(runner: Runner) -> None:
    table = TABLES[runner.surface.name]

    assert {tool: {event: runner.cell(tool, event) for event in row} for tool, row in table.items()} == table


def test_the_page_has_a_row_for_each_tool() -> None:
    listed = set(re.findall(r"^\| ([a-z ]+) \| .+ \| `", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert {tool for table in TABLES.values() for tool in table} == listed
    assert all(set(row) == set(EVENTS) for table in TABLES.values() for row in table.values())


def test_a_key_that_takes_or_moves_a_session_ends_a_band(hands_on: HandsOn) -> None:
    surface = Surface(hands_on(*CAST), "timeline")
    for key, modifiers, then in ((Key.Key_M, NONE, "move by keys"), (Key.Key_Down, ALT, "waiting")):
        surface.reach["band"]()
        surface.driver.plan.select(("one",))

        surface.driver.key(key, modifiers=modifiers)

        assert (surface.tools.active.name, surface.driver.timeline.view.source.band) == (then, None)
        surface.driver.anew()
