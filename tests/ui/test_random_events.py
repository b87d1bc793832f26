"""Random events in a real window: what a drag says is what a drop does, and nothing is left on the screen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.exceptions import format_captured_exceptions
from pytestqt.qtbot import QtBot

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place, set_pinned, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Room, Session
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Kind, Status
from planner.dragging.drag_state import DragState
from planner.dragging.grab import Target, placed_slot
from planner.environment import Environment
from planner.layout.drag import Slot
from tests.builders import DAY, day, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.test_tools import TABLES
from tests.ui.window_driver import ALT, CTRL, LEFT, NONE, SHIFT, Key, WindowDriver, close_popup, stored
from ui.state.view_state import SessionFilter

pytestmark = pytest.mark.forms

NEXT = DAY + timedelta(days=1)
ADA, BO = {"people": (speaker("ada"),)}, {"people": (speaker("bo"),)}
CAST = (
    day(opens="09:00", closes="15:00"), day(NEXT, opens="10:00", closes="16:00"),
    room("hall", seats=100), room("lab", 1, seats=20), room("attic", 2), room("foyer", 3, column=False),
    track("law"), person("ada"), person("bo"),
    talk("one", "hall", "09:00-10:00", track="law", **ADA), talk("two", "hall", "10:00-10:30", **BO),
    talk("three", "hall", "10:40-11:10", pinned=True), talk("four", "lab", "09:30-11:30", setup=10, teardown=5),
    talk("both", ("lab", "attic"), "13:00-14:00", **ADA), talk("lunch", (), "12:00-13:00", kind=Kind.MEAL),
    talk("clash", "lab", "10:00-10:40", **ADA), talk("off", "attic", "09:00-09:40", status=Status.CANCELLED),
    talk("later", "attic", "10:00-12:00", on=NEXT), talk("late", "hall", "15:00-16:00", on=NEXT, **BO),
    talk("away", "foyer", "11:00-11:30"), talk("waiting", minutes=30, **BO), talk("idea", minutes=5),
)  # fmt: skip
KEYS = (
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Return, Key.Key_Escape, Key.Key_M, Key.Key_W,
    Key.Key_R, Key.Key_P, Key.Key_X, Key.Key_F2, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End,
    Key.Key_Backspace, Key.Key_Tab, Key.Key_Space, Key.Key_Z,
)  # fmt: skip
DRAGGING = (
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageDown, Key.Key_W, Key.Key_R, Key.Key_Return,
)  # fmt: skip
ACTIONS = (
    "undo", "redo", "undo", "redo", "next_day", "previous_day", "all_days", "fit_rooms", "hide_room", "show_rooms",
    "room_left", "room_right", "snap_1", "snap_5", "snap_15", "colour_status", "colour_track", "zoom_in", "zoom_out",
    "fit", "fit_selection", "add", "duplicate", "pin", "swap", "unplace", "move", "rename", "select_all", "problems",
    "close_gaps", "delete",
)  # fmt: skip
IDLE = {
    "press": 30, "move": 8, "click": 6, "double_click": 2, "right_click": 2, "wheel": 3, "key": 20, "take": 12,
    "modifier": 2, "act": 8, "elsewhere": 3, "resize": 2, "show_day": 2, "filter": 2, "leave": 1, "deactivate": 1,
}  # fmt: skip
BEGUN = {
    "move": 40, "release": 12, "right_click": 1, "press": 2, "double_click": 1, "wheel": 3, "key": 22, "modifier": 4,
    "act": 2, "elsewhere": 1, "resize": 1, "show_day": 2, "filter": 1, "leave": 0.5, "deactivate": 0.5,
}  # fmt: skip
"""How often each kind of event happens while nothing has begun, and while something has."""


def told_slot(slot: Slot | None) -> tuple[object, ...]:
    """Return the time and the rooms of a slot, in any order."""
    return (slot.span, set(slot.rooms)) if slot else ()


def promised(state: DragState, before: Agenda) -> dict[str, Session]:
    """Return the sessions that a drop would make others, as the state of the drag tells them."""
    if state.outside:
        return {}
    found: dict[str, Session] = {}
    for change in state.change.edits if state.change else ():
        found[change.after.id] = change.after
    for name in state.ids:
        slot = state.slots.get(name)
        assert (slot is None) == (state.target == Target())
        if name in found:
            assert told_slot(placed_slot(found[name])) == told_slot(slot)
    return found


def check_drop(state: DragState, before: Agenda, after: Agenda) -> None:
    """Check that exactly that has happened which a drag has told, after it was dropped."""
    told = promised(state, before)
    if state.outside:
        assert after == before
        return
    assert after.sessions.keys() == before.sessions.keys() | state.ids
    for name in state.ids:
        assert told_slot(placed_slot(after.sessions[name])) == told_slot(state.slots.get(name)), name
    for name, session in after.sessions.items():
        if name in told and name not in state.ids:
            assert session == told[name]
        elif name not in state.ids:
            assert session == before.sessions[name], f"{name} is another"


NOTICED = 3
"""The difference of a colour, of 255, that counts: at the edge of a repainted part, Qt rounds otherwise."""


def is_same(seen: QImage, whole: QImage) -> bool:
    """Return whether two pictures look the same."""
    if seen == whole:
        return True
    painter = QPainter(seen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, whole)
    painter.end()
    difference = seen.convertToFormat(QImage.Format.Format_RGBX8888)  # kept, as its bits are gone with it
    pixels = bytes(difference.constBits())
    return max(max(pixels[colour::4]) for colour in range(3)) < NOTICED


class Storm:
    """Random events of one seed in a window; ``log`` are those that have happened."""

    def __init__(self, driver: WindowDriver, qtbot: QtBot, seed: int) -> None:
        self.driver, self.qtbot, self.random = driver, qtbot, Random(seed)
        self.log: list[str] = []
        self.dropping = self.foreign = False

    # places -------------------------------------------------------------------------------------------------

    def inside(self, widget: QWidget) -> QPoint:
        """Return a random point of a widget."""
        area = widget.rect()
        point = QPoint(self.random.randrange(max(1, area.width())), self.random.randrange(max(1, area.height())))
        return widget.mapTo(self.driver.window, point)

    def somewhere(self, *, only_move: bool = False) -> QPoint:
        """Return a random point on a tile, the grid, the tray, a chip, the header, a tab or, to move to, elsewhere."""
        driver, pick = self.driver, self.random.random()
        page, canvas = driver.page, driver.canvas
        if pick < 0.5:
            boxes = [driver.timeline.view.find_boxes(key) for key in driver.timeline.view.source.model.keys]
            area, seen = canvas.scene.area, canvas.viewport().rect()
            spots = [
                QPointF(box.center().x() + self.random.uniform(-0.4, 0.4) * box.width(), y).toPoint()
                for found in boxes for box in found for y in (box.top() + 2, box.center().y(), box.bottom() - 2)
            ]  # fmt: skip
            spots = [at for spot in spots if seen.contains(at := spot - area.topLeft().toPoint())]
            if spots:
                return canvas.viewport().mapTo(driver.window, self.random.choice(spots))
        if pick < 0.75:
            return self.inside(canvas.viewport())
        places: list[QWidget] = [page.tray.cards.viewport(), page.tray.cards.viewport(), driver.timeline.header]
        places += [chip for chip in page.tray.palette_chips.chips if chip.isVisible()][:2]
        places += [page.timeline_page.day_tabs] if page.timeline_page.day_tabs.isVisible() else []
        places += [
            other.canvas.viewport() for other in page.timeline_page.beside.others.values() if other.canvas.isVisible()
        ]
        places += [page.inspector, page.timeline_page.bar, page.tray] if only_move else []
        return self.inside(self.random.choice([place for place in places if place.isVisible()]))

    # events -------------------------------------------------------------------------------------------------

    @property
    def modifiers(self) -> Qt.KeyboardModifier:
        return self.random.choice([NONE, NONE, NONE, NONE, SHIFT, ALT, CTRL])

    def press(self) -> str:
        if QApplication.mouseButtons():
            return self.move()
        keys, at = self.modifiers, self.somewhere()
        self.driver.move(at)
        QTimer.singleShot(0, close_popup)  # a button with a menu waits until its menu is closed
        self.driver.press(at, keys)
        return f"press {keys} {at.toTuple()}"

    def move(self) -> str:
        keys = self.modifiers
        near = self.driver._at + QPoint(self.random.randint(-30, 30), self.random.randint(-60, 60))
        at = near if self.random.random() < 0.5 else self.somewhere(only_move=True)
        at = QPoint(
            max(1, min(at.x(), self.driver.window.width() - 2)), max(1, min(at.y(), self.driver.window.height() - 2))
        )
        self.driver.move(at, keys)
        return f"move {keys} {at.toTuple()}"

    def release(self) -> str:
        if not QApplication.mouseButtons():
            return self.press()
        self.dropping = True
        self.driver.release()
        return "release"

    def click(self) -> str:
        if QApplication.mouseButtons():
            return self.release()
        return f"{self.press()}, {self.release()}"

    def double_click(self) -> str:
        if QApplication.mouseButtons():
            return self.release()
        at = self.somewhere()
        self.driver.move(at)
        QTimer.singleShot(0, close_popup)
        self.driver.double_click(at)
        return f"double click {at.toTuple()}"

    def right_click(self) -> str:
        self.driver.right_click()
        return "right click"

    def wheel(self) -> str:
        view, keys, turn = self.driver.canvas.viewport(), self.modifiers, self.random.choice([120, -120, -360])
        at = QPointF(view.mapFrom(self.driver.window, self.driver._at))
        QApplication.sendEvent(
            view,
            QWheelEvent(
                at, view.mapToGlobal(at), QPoint(), QPoint(0, turn), QApplication.mouseButtons(), keys,
                Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
        return f"wheel {turn} {keys}"

    def key(self) -> str:
        """Press a key: in a drag by the keys it knows, else on the canvas, the tray, a chip or the header."""
        page, canvas = self.driver.page, self.driver.canvas
        held = self.driver.timeline.drag_controller.state
        key = self.random.choice(KEYS if held is None or self.random.random() < 0.6 else DRAGGING)
        keys = self.random.choice([NONE, NONE, NONE, ALT, ALT | SHIFT, SHIFT])
        editing = isinstance(QApplication.focusWidget(), QLineEdit) and self.random.random() < 0.7
        where: Sequence[QWidget] = (
            canvas, canvas, page.tray.cards, page.tray.palette_chips.chips[0], self.driver.timeline.header,
        )  # fmt: skip
        on = self.random.choice(where)
        if not held and not editing:
            on.setFocus()
        if held:
            keys, here = NONE, canvas.hasFocus() or canvas is QWidget.keyboardGrabber()
            self.dropping, self.foreign = key == Key.Key_Return, not here
        self.driver.key(key, modifiers=keys)
        return f"key {keys} {key.name} on {type(on).__name__}"

    def take(self) -> str:
        """Take some of the sessions of the day or of the tray into the hand."""
        document, count = self.driver.document, self.random.choice([1, 1, 1, 2, 3])
        names = [*self.driver.timeline.view.source.model.keys, *(session.id for session in self.driver.agenda.tray)]
        chosen = self.random.sample(names, min(count, len(names)))
        document.plan.select(chosen)
        cards = self.driver.page.tray.cards
        self.driver.key_in(cards if chosen[0] in cards.rows.ids else self.driver.canvas, Key.Key_M)
        return f"take {chosen}"

    def modifier(self) -> str:
        key = self.random.choice([Key.Key_Shift, Key.Key_Alt])
        act = self.random.choice([QTest.keyPress, QTest.keyRelease])
        act(self.driver.window.windowHandle(), key)
        return f"{act.__name__} {key.name}"

    def act(self) -> str:
        name = self.random.choice(ACTIONS)
        self.foreign = True
        if self.driver.actions[name].isEnabled():
            self.driver.does(name)
        return f"action {name}"

    def elsewhere(self) -> str:
        """Change the conference from elsewhere; often what is dragged."""
        agenda, pick = self.driver.agenda, self.random.choice
        held = self.driver.timeline.drag_controller.state
        here = [name for name in sorted(held.ids) if name in agenda.sessions] if held else []
        name = pick(here) if here and self.random.random() < 0.6 else pick(sorted(agenda.sessions))
        other, minute, on = pick(sorted(agenda.rooms)), self.random.randrange(540, 900, 5), pick([DAY, NEXT])
        shown, hours = on.isoformat(), {"opens": parse_clock_time(pick(["08:00", "09:00", "10:00"]))}
        changes: dict[str, Callable[[Agenda], Change]] = {
            "title": lambda now: edit(now, Session, name, title=f"{name} {minute}"),
            "place": lambda now: place(now, name, on, minute, (other,)),
            "unplace": lambda now: unplace(now, name),
            "delete": lambda now: delete_entities(now, Session, (name,)),
            "add": lambda now: add_session(now, f"new{len(self.log)}", title="New"),
            "pin": lambda now: set_pinned(now, name, on=not agenda.sessions[name].pinned),
            "hours": lambda now: edit(now, Day, shown, **hours),
            "room": lambda now: edit(now, Room, other, name=f"{other} {minute}"),
            "column": lambda now: edit(now, Room, other, column=not agenda.rooms[other].column),
            "no room": lambda now: delete_entities(now, Room, (other,)),
        }
        if len(agenda.sessions) < 8 or len(agenda.rooms) < 3:
            del changes["delete"], changes["no room"]
        what = pick(sorted(changes))
        self.foreign = True
        self.driver.document.apply(changes[what])
        return f"change {what} of {name} {other} {minute}"

    def resize(self) -> str:
        size = (self.random.randrange(1000, 1500), self.random.randrange(600, 900))
        self.driver.window.resize(*size)
        self.driver._at = QPoint(min(self.driver._at.x(), size[0] - 2), min(self.driver._at.y(), size[1] - 2))
        return f"resize {size}"

    def show_day(self) -> str:
        shown: Day = self.random.choice(self.driver.agenda.days_in_order)
        self.driver.plan.show_day(shown)
        return f"show {shown.date}"

    def filter(self) -> str:
        text = self.random.choice(["", "", "o", "law", "zz"])
        self.driver.plan.view_state.set_filter(SessionFilter(text))
        return f"filter {text!r}"

    def leave(self) -> str:
        self.driver.page.places.go(self.random.choice(["people", "cover"]))
        self.driver.page.places.go("agenda")
        self.foreign = True
        return "leave and come back"

    def deactivate(self) -> str:
        for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
            QApplication.sendEvent(self.driver.window, QEvent(kind))
        self.foreign = True
        return "another window and back"

    # one step and the end -------------------------------------------------------------------------------------

    def step(self) -> None:
        """Let something happen, and check what a drag has told."""
        controller, document = self.driver.timeline.drag_controller, self.driver.document
        state, before, self.dropping, self.foreign = controller.state, self.driver.agenda, False, False
        often = BEGUN if self.driver.timeline.tools.active is not self.driver.timeline.tools.idle else IDLE
        (name,) = self.random.choices(list(often), list(often.values()))
        if state and state.by_keys and name in ("press", "release", "click", "double_click", "right_click"):
            self.foreign = True  # the mouse does something else meanwhile, and may save what was typed
        self.log.append(f"({name})")
        self.log[-1] = getattr(self, name)()
        close_popup()
        if state and not self.foreign:
            if controller.state is None and self.dropping:
                if self.driver.page.reschedule_bar.isVisible() and document.agenda == before:
                    self.driver.page.reschedule_bar.cancel()  # it asks, since something would be double-booked
                else:
                    check_drop(state, before, document.agenda)
            elif controller.state is None or controller.state.grab is state.grab:
                assert document.agenda == before
        self.check()
        if len(self.log) % 5 == 0 and not isinstance(QApplication.focusWidget(), QLineEdit):
            assert is_same(*self.looks()), "the screen differs from a full repaint"

    def check(self) -> None:
        """Check what is true after every event."""
        timeline = self.driver.timeline
        held, tools = timeline.drag_controller.state, timeline.tools
        carried = tools.active.name in ("drag", "resize", "bring", "move by keys")
        assert tools.active.name in TABLES["timeline"], f"tool_tables.md does not know {tools.active.name}"
        assert carried == (held is not None), tools.active.name
        assert (tools.active.holds, QWidget.mouseGrabber()) == (QWidget.keyboardGrabber() is not None, None)
        assert timeline.view.source.band is None or tools.active.name == "band"
        assert held is None or held.grab.agenda is self.driver.agenda

    def looks(self) -> tuple[QImage, QImage]:
        """Return the timeline as it was painted piece by piece, and as a full repaint."""
        canvas, window = self.driver.canvas, self.driver.window
        seen = [QImage()]

        def is_settled() -> bool:
            """Return whether nothing was laid out anew since the last look: a form takes its height by a timer."""
            seen.append(self.driver.on_screen())
            return seen[-1] == seen[-2]

        self.qtbot.waitUntil(is_settled)
        area = QRect(canvas.mapTo(window, QPoint()), canvas.size())
        as_painted = seen[-1].copy(area)
        for widget in (canvas, *canvas.findChildren(QWidget)):
            widget.update()
        return as_painted, self.driver.on_screen().copy(area)

    def end(self) -> None:
        """End all that has begun."""
        self.driver.timeline.cancel()
        for button in (LEFT, Qt.MouseButton.RightButton):
            if QApplication.mouseButtons() & button:
                QTest.mouseRelease(self.driver.window.windowHandle(), button, NONE, self.driver._at)
        self.driver.page.places.go("agenda")
        self.driver.move(self.inside(self.driver.canvas.viewport()))
        self.check()
        assert self.driver.timeline.tools.active is self.driver.timeline.tools.idle
        assert self.driver.timeline.drag_controller.state is None


def run(qtbot: QtBot, log: Sequence[str], acts: Iterable[Callable[[], None]]) -> None:
    """Act, and say which events have happened if something is wrong."""
    with qtbot.capture_exceptions() as caught:
        try:
            for act in acts:
                act()
                assert not caught, format_captured_exceptions(caught)
        except Exception as error:
            error.add_note("\n".join([f"event {len(log)}:", *log[-30:]]))
            raise


SOAK = [pytest.param(seed, 500, marks=pytest.mark.soak, id=f"seed {seed}") for seed in range(3, 23)]


@pytest.mark.parametrize(
    ("seed", "events"), [pytest.param(1, 220, id="few"), pytest.param(2, 220, id="a few others"), *SOAK]
)
def test_after_any_events_the_screen_the_file_and_the_drag_are_true(
    hands_on: HandsOn, qtbot: QtBot, env: Environment, tmp_path: Path, seed: int, events: int
) -> None:
    driver = hands_on(*CAST)

    storm = Storm(driver, qtbot, seed)
    run(qtbot, storm.log, [*[storm.step] * events, storm.end])

    document = driver.document
    driver.window.close_conference()
    assert stored(next(tmp_path.glob("*.estrad")), env) == document.agenda
