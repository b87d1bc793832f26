"""A driver for a window: a mouse and a keyboard that act on the whole of it, as on a desktop.

Qt itself decides which widget gets an event, so a pressed button stays with the widget it was pressed on, and a key
goes to the focus or to a grab. All places are taken from the window's own geometry.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QScrollArea, QTreeWidgetItem, QWidget

from planner.domain.agenda import Agenda
from planner.domain.entities import Entity
from planner.domain.span import parse_clock_time
from planner.dragging.drag_state import DragState
from planner.environment import Environment
from planner.storage.ledger import ReleaseStore
from planner.workspace import Workspace
from ui.features.timeline.timeline import Timeline
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.hover_tip import TipLine
from ui.shell.main_window import MainWindow
from ui.shell.planner_page import PlannerPage
from ui.state.document import Document
from ui.state.plan_view import PlanView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key
OTHER = Qt.FocusReason.OtherFocusReason
TOP, MIDDLE, BOTTOM = "top", "middle", "bottom"


def close_popup() -> None:
    """Close the menu or list that is open, if there is one."""
    if popup := QApplication.activePopupWidget():
        popup.close()


def bury(window: MainWindow) -> None:
    """Close a window and let Qt delete it now."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _ids(of: str | Sequence[str]) -> Sequence[str]:
    """Return the ids of sessions that are given by one or several."""
    return (of,) if isinstance(of, str) else of


class WindowDriver:
    """Mouse and keyboard of one window. Places are points of the window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._at = QPoint()

    @property
    def page(self) -> PlannerPage:
        return self.window.page

    @property
    def document(self) -> Document:
        return self.page.document

    @property
    def plan(self) -> PlanView:
        return self.document.plan

    @property
    def workspace(self) -> Workspace:
        return self.document.workspace

    @property
    def releases(self) -> ReleaseStore:
        return self.workspace.releases

    @property
    def actions(self) -> dict[str, QAction]:
        return self.window.actions_by_name

    @property
    def timeline(self) -> Timeline:
        return self.page.timeline

    @property
    def canvas(self) -> Canvas:
        return self.timeline.canvas

    @property
    def held(self) -> DragState:
        """Return the drag that is going on in the timeline."""
        return self.timeline.drag_controller.state

    @property
    def agenda(self) -> Agenda:
        return self.document.agenda

    def where(self, session: str) -> str:
        """Return the place of a session in words: ``hall+lab 09:00-09:45``, ``everywhere 09:00-09:45`` or ``tray``."""
        placement = self.agenda.sessions[session].placement
        if placement is None:
            return "tray"
        span, rooms = placement.span, "+".join(placement.rooms) or "everywhere"
        return f"{rooms} {self._time(span.start)}-{self._time(span.end)}"

    @property
    def target(self) -> str:
        """Return the place where the dragged session would land, in the same words."""
        slot = self.held.slot
        if slot is None:
            return "tray"
        return f"{'+'.join(slot.rooms) or 'everywhere'} {self._time(slot.span.start)}-{self._time(slot.span.end)}"

    @staticmethod
    def _time(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    @property
    def steps(self) -> list[str]:
        """Return the labels of the steps that are done, as the file has them."""
        history = self.workspace.history
        return [str(step.change.label) for step in history.steps()[: history.position]]

    @property
    def said(self) -> str:
        """Return the text of the window's notice, empty if it is hidden."""
        notice = self.window.notice
        return notice.sentence.text() if notice.isVisible() else ""

    def anew(self, *selected: str) -> None:
        """Let go of all, undo all steps and select these sessions in the timeline, as in a window just opened."""
        self.timeline.cancel()
        if QApplication.mouseButtons() & LEFT:
            self.release()
        document = self.document
        document.workspace.go_to_position(0)
        self.window.notice.hide()
        document.plan.show_day(self.agenda.days_in_order[0])
        self.selects(*selected)
        self.timeline.insertion_point.forget()

    def leads_to(
        self, *acts: Callable[[], object], selected: Sequence[str] = (), steps: list[str] | None = None, **places: str
    ) -> None:
        """Check where acts, one after the other in a window just opened, leave these sessions, and what is undone."""
        self.anew(*selected)
        for act in acts:
            act()
        assert {name: self.where(name) for name in places} == places
        assert steps in (None, self.steps)

    def selects(self, *sessions: str) -> None:
        """Select sessions, and give the timeline the focus."""
        self.plan.select(sessions)
        self.canvas.setFocus()

    def does(
        self,
        *names: str,
        of: str | Sequence[str] | None = None,
        shown: tuple[type[Entity], *tuple[str, ...]] | None = None,
    ) -> None:
        """Trigger actions one after the other, as by their menus; of sessions or what is shown, if they are named."""
        if of is not None:
            self.plan.select(_ids(of))
        if shown:
            self.plan.show(*shown)
        for name in names:
            action = self.actions[name]
            assert action.isEnabled(), name
            action.trigger()

    def does_anew(self, *names: str, of: str | Sequence[str] = ()) -> None:
        """Trigger actions as in a window just opened, with these sessions selected."""
        self.anew(*_ids(of))
        self.does(*names)

    def start_over(self) -> None:
        """Undo all steps, so that the next part of a story begins with the conference as it was at first."""
        while self.actions["undo"].isEnabled():
            self.does("undo")

    def reopen(self) -> None:
        """Close the conference, and open its file again."""
        path = self.workspace.path
        self.does("close")
        assert self.window.open_path(path)

    def on_screen(self) -> QImage:
        """Return the screenshot of the window, whether it was painted in one go or piece by piece."""
        QCoreApplication.sendPostedEvents()
        return self.window.screen().grabWindow(self.window.winId()).toImage()

    # places --------------------------------------------------------------------------------------------

    def _of(self, widget: QWidget, point: QPoint) -> QPoint:
        return widget.mapTo(self.window, point)

    def on(self, widget: QWidget) -> QPoint:
        return self._of(widget, widget.rect().center())

    def on_grid(self, x: float, y: float) -> QPoint:
        """Return a point of the timeline's grid, which must be in sight."""
        timeline = self.timeline
        point = (QPointF(x, y) - timeline.canvas.scene.area.topLeft()).toPoint()
        assert timeline.canvas.viewport().rect().contains(point), "scroll there first"
        return self._of(timeline.canvas.viewport(), point)

    def on_tile(self, session: str, part: str = MIDDLE, box: int = 0) -> QPoint:
        """Return a point of a session's tile: its middle, or its upper or lower edge."""
        found = self.timeline.view.find_boxes(session)[box]
        y = {TOP: found.top() + 2, MIDDLE: found.center().y(), BOTTOM: found.bottom() - 2}[part]
        return self.on_grid(found.center().x(), y)

    def on_slot(self, room: str, time: str) -> QPoint:
        """Return the point of a time in a room's column."""
        grid = self.timeline.view.grid
        column = grid.rooms.index(room) if grid.rooms else 0
        return self.on_grid((column + 0.5) * grid.column_width, grid.y(parse_clock_time(time)))

    def on_row(self, view: QAbstractItemView, row: int) -> QPoint:
        return self._of(view.viewport(), view.visualRect(view.model().index(row, 0)).center())

    def on_card(self, session: str) -> QPoint:
        cards = self.page.tray.cards
        return self.on_row(cards, cards.rows.ids.index(session))

    def by(self, *, columns: float = 0, minutes: float = 0) -> QPoint:
        """Return the distance of that many columns and minutes on the grid."""
        grid = self.timeline.view.grid
        return QPointF(columns * grid.column_width, minutes * grid.scale).toPoint()

    def set_zoom(self, minute: int, factor: float) -> None:
        """Zoom the timeline and scroll it to a time."""
        self.canvas.zoom(factor)
        self.timeline.frame.scroll_to_minute(minute)

    # the mouse -----------------------------------------------------------------------------------------

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press the left button there."""
        self._at = at
        QTest.mousePress(self.window.windowHandle(), LEFT, modifiers, at)

    def move(self, to: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        start, steps = self._at, 4
        for n in range(1, steps + 1):
            point = start + (to - start) * n / steps
            QTest.mouseEvent(
                QTest.MouseAction.MouseMove, self.window.windowHandle(), Qt.MouseButton.NoButton, modifiers, point
            )
        self._at = to

    def release(self, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Release the button at the pointer's position."""
        QTest.mouseRelease(self.window.windowHandle(), LEFT, modifiers, self._at)

    def right_click(self) -> None:
        """Click the right button at the pointer's position, even while another is pressed."""
        for act in (QTest.mousePress, QTest.mouseRelease):
            act(self.window.windowHandle(), Qt.MouseButton.RightButton, NONE, self._at)

    def take(self, at: QPoint, to: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press there and move, and keep the button pressed."""
        self.press(at)
        self.move(to, modifiers)

    def drag(self, at: QPoint, to: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press there, move and let go."""
        self.take(at, to, modifiers)
        self.release(modifiers)

    def drag_over(self, at: QPoint, *places: QPoint) -> None:
        """Press there, move to these places one after the other, and let go at the last."""
        self.press(at)
        for place in places:
            self.move(place)
        self.release()

    def give_up(self) -> None:
        """Let go of what is dragged after Escape."""
        self.key(Key.Key_Escape)
        self.release()

    def take_by(
        self, at: QPoint, *, columns: float = 0, minutes: float = 0, modifiers: Qt.KeyboardModifier = NONE
    ) -> None:
        """Press there and move by that many columns and minutes, and keep the button pressed."""
        self.take(at, at + self.by(columns=columns, minutes=minutes), modifiers)

    def drag_by(
        self, at: QPoint, *, columns: float = 0, minutes: float = 0, modifiers: Qt.KeyboardModifier = NONE
    ) -> None:
        """Press there, move by that many columns and minutes, and let go."""
        self.drag(at, at + self.by(columns=columns, minutes=minutes), modifiers)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.window.windowHandle(), LEFT, modifiers, at)

    def double_click(self, at: QPoint) -> None:
        QTest.mouseDClick(self.window.windowHandle(), LEFT, NONE, at)

    def button(self, name: str) -> QAbstractButton:
        """Return the only visible button with that text or name."""
        found = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        (button,) = [b for b in found if name in (b.text(), b.accessibleName())]
        return button

    def push(self, name: str) -> None:
        """Click a button after scrolling to it."""
        self.click(self.on(self.scrolled_to(self.button(name))))

    def scrolled_to(self, widget: QWidget) -> QWidget:
        """Return a widget after scrolling to it in all areas around it."""
        QCoreApplication.sendPostedEvents()  # lay out new widgets
        parent = widget.parentWidget()
        while parent:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        return widget

    # the keyboard --------------------------------------------------------------------------------------

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, of: str | Sequence[str] | None = None) -> None:
        """Press keys one after the other, sent to the focus: to these sessions in the timeline, if they are named."""
        if of is not None:
            self.selects(*_ids(of))
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def key_anew(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, of: str | Sequence[str] = ()) -> None:
        """Press keys as in a window just opened, with these sessions selected."""
        self.anew(*_ids(of))
        self.key(*keys, modifiers=modifiers)

    def type(self, text: str, *keys: Qt.Key) -> None:
        """Type a text into the focused widget, and then press keys."""
        for sign in text:
            QTest.keyClick(self.window.windowHandle(), ord(sign))
        self.key(*keys)

    def retype(self, text: str, *keys: Qt.Key) -> None:
        """Replace the whole text of the focused widget, and then press keys."""
        self.key(Key.Key_A, modifiers=CTRL)
        self.key(Key.Key_Backspace)
        self.type(text, *keys)

    def paste(self, text: str, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        """Paste a text by the keys."""
        QApplication.clipboard().setText(text)
        self.key(Key.Key_V, modifiers=modifiers)

    def key_in(
        self, widget: QWidget, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, reason: Qt.FocusReason = OTHER
    ) -> None:
        """Give a widget the focus, and press keys there."""
        widget.setFocus(reason)
        self.key(*keys, modifiers=modifiers)

    def type_in(self, widget: QWidget, text: str, *keys: Qt.Key, reason: Qt.FocusReason = OTHER) -> None:
        """Give a widget the focus, type a text there, and then press keys."""
        widget.setFocus(reason)
        self.type(text, *keys)

    def retype_in(self, widget: QWidget, text: str, *keys: Qt.Key, reason: Qt.FocusReason = OTHER) -> None:
        """Give a widget the focus, replace its whole text, and then press keys."""
        widget.setFocus(reason)
        self.retype(text, *keys)


NewWindow = Callable[..., MainWindow]
OpenWith = Callable[..., MainWindow]
HandsOn = Callable[..., WindowDriver]
"""The types of fixtures that return functions: `new_window`, `open_with`, `hands_on`."""


class Painted(QObject):
    """An event filter that collects the painted parts of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def painted_whole(driver: WindowDriver) -> bool:
    """Return whether the screen equals a full repaint of the timeline."""
    seen = driver.on_screen()
    driver.canvas.viewport().update()
    return seen == driver.on_screen()


def texts_of(items: Iterable[QTreeWidgetItem], columns: int = 3) -> list[tuple[str, ...]]:
    """Return the texts of the rows of a table in a dialog."""
    return [tuple(item.text(n) for n in range(columns)) for item in items]


def type_at(widget: QWidget, text: str, *keys: Qt.Key) -> None:
    """Type a text into a widget of any window, and then press keys, whether or not it has the focus."""
    QTest.keyClicks(widget, text)
    for key in keys:
        QTest.keyClick(widget, key)


def activate(window: QWidget) -> None:
    """Make a window that is shown the active one."""
    window.activateWindow()
    assert QTest.qWaitForWindowExposed(window)
    assert QTest.qWaitForWindowActive(window)


def label(driver: WindowDriver) -> list[str]:
    """Return the lines of the label of what is dragged on the timeline."""
    ghost, scene = driver.timeline.view.ghost, driver.canvas.scene
    (box, *_others) = ghost.boxes(driver.held, scene.layout.grid)
    return [row.text.shown for row in ghost.label.place_label(driver.held, box, scene.area, scene.layout)[1]]


def tip_at(driver: WindowDriver, at: QPoint) -> Sequence[TipLine]:
    """Return the lines of the tip after the pointer has rested there; none if it says nothing."""
    tip = driver.timeline.view.tip
    driver.move(at - QPoint(3, 0))  # Qt drops a move to where the pointer is
    driver.move(at)
    assert tip.timer.isActive()
    tip.timer.stop()
    tip.timer.timeout.emit()
    return tip.lines if tip.isVisible() else ()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found
    return found


def left_in_file(driver: WindowDriver, env: Environment) -> Agenda:
    """Close the window, and return the conference that its file has then."""
    path = driver.workspace.path
    driver.window.close()
    return stored(path, env)


def stored(path: Path, env: Environment) -> Agenda:
    """Return the conference in a file that is not open."""
    workspace = Workspace.open(path, env)
    workspace.close()
    return workspace.agenda
