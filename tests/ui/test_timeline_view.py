"""The content of the timeline: zoom, days as tabs, the lists behind it, and the header and status bars around it."""

import gc
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QTextDocumentFragment, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place, unplace
from planner.domain.agenda import change
from planner.domain.entities import Day
from planner.domain.text import Text
from planner.domain.value_objects import Status
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused, painted_whole
from ui.shell.planner_page import HeaderBar
from ui.state.canvas.canvas import LEAST_SCALE

pytestmark = pytest.mark.usefixtures("forms_sleep")

SECOND = date(2024, 4, 26)
ROOMS = (room("hall"), room("lab", 1))
TWO_DAYS = (
    day(), day(SECOND, opens="10:00", title="Workshops"), *ROOMS, talk("keynote", "hall", "09:00-09:45"),
    talk("workshop", "lab", "13:00-14:30", on=SECOND), talk("waiting"),
)  # fmt: skip


class PaintWatch(QObject):
    """An event filter that notes whether the whole of a widget was painted."""

    def __init__(self, painted: list[bool], widget: QObject) -> None:
        super().__init__(widget)
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._painted.append(event.region().boundingRect() == watched.rect())  # type: ignore[attr-defined]
        return False


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days with a session each, and one session in the tray."""
    return hands_on(*TWO_DAYS)


# zoom ----------------------------------------------------------------------------------------------------


def wheel(driver: WindowDriver, at: QPointF, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point of the viewport."""
    viewport = driver.timeline.canvas.viewport()
    event = QWheelEvent(
        at, QPointF(viewport.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def test_wheel_and_keys_zoom_within_limits_and_the_whole_day_fits(driver: WindowDriver) -> None:
    canvas, view = driver.timeline.canvas, driver.timeline.view
    bar, fitted, at = canvas.verticalScrollBar(), canvas.scale_now, QPointF(100, 150)

    # ctrl and wheel zoom around the pointer
    for turn in (120, -120, 600):
        driver.zoom_to(11 * 60, 3 * fitted / canvas.scale_now)
        scale, minute = canvas.scale_now, view.grid.minute(bar.value() + at.y())
        wheel(driver, at, turn, CTRL)
        assert (canvas.scale_now > scale) == (turn > 0)
        assert view.grid.minute(bar.value() + at.y()) == pytest.approx(minute, abs=1 / canvas.scale_now)

    # the wheel alone scrolls
    canvas.fit()
    driver.zoom_to(11 * 60, 3)
    before, scale = bar.value(), canvas.scale_now
    wheel(driver, at, -120, Qt.KeyboardModifier.NoModifier)
    assert (bar.value() > before, canvas.scale_now) == (True, scale)

    # keys zoom
    canvas.fit()
    for keys, factor in (([Key.Key_Plus], 1.25), ([Key.Key_Equal, Key.Key_Minus], 1.25), ([Key.Key_0], 1)):
        driver.key(*keys, modifiers=CTRL)
        assert canvas.scale_now == pytest.approx(factor * fitted)

    # zoom has limits
    canvas.zoom(1e6)
    assert canvas.viewport().height() / canvas.scale_now == 60
    canvas.zoom(1e-6)
    assert canvas.scale_now == LEAST_SCALE

    # a zoomed block is where it says
    driver.zoom_to(9 * 60, 2)
    driver.click(driver.on_block("keynote"))
    assert driver.page.document.selected == ("keynote",)

    # fitted the whole day is seen, also in another height
    canvas.fit()
    for lower in (0, 150):
        canvas.resize(canvas.width(), canvas.height() - lower)
        assert view.grid.height == pytest.approx(canvas.viewport().height(), abs=1)
        assert bar.maximum() <= 1


# days ----------------------------------------------------------------------------------------------------


def test_days_are_tabs_that_keys_turn_and_sessions_bring(driver: WindowDriver) -> None:
    # days are tabs
    tabs = driver.page.timeline_page.day_tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Thu 25 Apr", "Fri 26 Apr · Workshops"]
    assert driver.timeline.view.source.model.keys == ("keynote",)
    driver.click(tabs.mapTo(driver.window, tabs.tabRect(1).center()))
    assert (driver.page.document.day.date, driver.timeline.view.source.model.keys) == (SECOND, ("workshop",))
    assert (driver.timeline.view.grid.opens, driver.timeline.view.grid.day) == (600, SECOND)

    # keys turn the days
    driver.anew()
    for key, shown in (
        (Key.Key_PageDown, SECOND),
        (Key.Key_PageDown, SECOND),
        (Key.Key_PageUp, DAY),
        (Key.Key_PageUp, DAY),
    ):
        driver.key(key, modifiers=CTRL)
        assert driver.page.document.day.date == shown

    # a session of another day brings its day
    driver.anew("workshop")
    assert (driver.page.document.day.date, tabs.currentIndex()) == (SECOND, 1)

    # placed on the shown day
    driver.timeline.canvas.fit()
    driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "11:10"))
    assert driver.agenda.sessions["waiting"].placement == talk("x", "hall", "11:00-11:30", on=SECOND).placement

    # a day is deleted, with undo
    driver.anew()
    driver.key(Key.Key_PageDown, modifiers=CTRL)
    driver.page.document.show(Day, SECOND.isoformat())
    assert driver.page.inspector.page(Day).isVisible()
    driver.push("Delete day")
    assert (driver.page.document.day.date, [s.id for s in driver.agenda.tray]) == (DAY, ["workshop", "waiting"])
    driver.does("undo")
    assert (tabs.count(), driver.agenda.tray) == (2, (driver.agenda.sessions["waiting"],))


def test_one_day_has_no_tabs(hands_on: HandsOn) -> None:
    assert not hands_on(*ROOMS).page.timeline_page.day_tabs.isVisible()


# the lists behind it -------------------------------------------------------------------------------------


def test_the_lists_behind_it_keep_qts_rules(driver: WindowDriver, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(driver.timeline.view.source.model)
    qtmodeltester.check(driver.page.tray.cards.rows)
    qtmodeltester.check(driver.page.problems.rows)
    document = driver.page.document

    assert document.apply(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert document.apply(lambda now: add_session(now, "new", title="New"))
    assert document.apply(lambda now: unplace(now, "keynote"))
    document.show_day(document.agenda.days_in_order[1])
    assert document.apply(lambda now: delete_session(now, "workshop"))
    driver.page.tray.search.setText("keynote")

    assert (driver.timeline.view.source.model.keys, driver.page.tray.cards.rows.ids) == ((), ("keynote",))
    assert len(driver.page.problems.rows.rows) == driver.page.problems.rows.rowCount()


def test_the_tray_is_searched_until_escape_shows_all_again(hands_on: HandsOn) -> None:
    driver = hands_on(
        person("ada"), talk("law", title="Law"), talk("sea", title="The sea", people=(speaker("ada"),)),
        talk("gdpr", title="Privacy", abstract="A law for all"),
    )  # fmt: skip
    tray = driver.page.tray
    for search, found, count in (
        ("", ["law", "sea", "gdpr"], "3"), ("LAW", ["law", "gdpr"], "2 of 3"), ("ada", ["sea"], "1 of 3"),
        ("law privacy", ["gdpr"], "1 of 3"), ("nothing", [], "0 of 3"),
    ):  # fmt: skip
        tray.search.setText(search)

        assert (list(tray.cards.rows.ids), tray._empty.isVisible(), tray._count.text()) == (found, not found, count)

    # escape shows all again and then goes to the timeline
    tray.search.setFocus()
    driver.key(Key.Key_Escape)
    assert (tray.search.text(), focused()) == ("", tray.search)
    driver.key(Key.Key_Escape)
    assert focused() is driver.timeline.canvas


# header and status bars ----------------------------------------------------------------------------------


def test_head_and_status_say_what_there_is_and_do_what_the_menus_do(driver: WindowDriver) -> None:
    # head and status say what there is
    status = driver.page.status
    texts = [w.text() for w in (status.problems, status.warnings, status.counts, status.sent, status.saved)]
    assert texts == ["● 0 problems", "▲ 3 warnings", "3 sessions · 1 to schedule", "Not sent yet", "Saved"]
    assert driver.window.windowTitle() == "conference.estrad – Estrad"

    # an edit keeps the rows
    resets: list[None] = []
    driver.timeline.view.source.model.modelReset.connect(lambda: resets.append(None))
    driver.page.document.apply(lambda now: place(now, "keynote", DAY, 660, ("lab",)))
    assert resets == []
    driver.page.document.apply(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert len(resets) == 1

    # the head does what the menus do
    driver.anew()
    head = {b.text(): b for b in driver.window.findChildren(QAbstractButton) if isinstance(b.parent(), HeaderBar)}
    assert list(head) == ["↶ Undo", "↷", "−", "Fit", "+", "Print…", "Publish v1…"]
    undo, canvas = head["↶ Undo"], driver.timeline.canvas
    assert (undo.isEnabled(), undo.toolTip()) == (False, "Undo (Ctrl+Z)")

    driver.page.document.apply(lambda now: unplace(now, "keynote"))
    gc.collect()
    assert (undo.isEnabled(), undo.toolTip()) == (True, "Undo Return “Keynote” to the tray (Ctrl+Z)")
    driver.click(driver.on(undo))

    assert (driver.where("keynote"), undo.isEnabled(), head["↷"].isEnabled()) == ("hall 09:00-09:45", False, True)
    scale = canvas.scale_now
    driver.click(driver.on(head["+"]))
    assert canvas.scale_now > scale
    driver.click(driver.on(head["Fit"]))
    assert canvas.scale_now == scale


def test_the_hint_of_an_empty_day_goes_with_its_first_session_and_comes_back_with_the_last(
    hands_on: HandsOn, qtbot: QtBot
) -> None:
    driver = hands_on(*ROOMS, talk("waiting"))
    painted: list[bool] = []
    viewport, said = driver.timeline.canvas.viewport(), driver.page.tray._empty
    viewport.installEventFilter(PaintWatch(painted, viewport))
    viewport.update()
    qtbot.waitUntil(lambda: True in painted)
    painted.clear()

    driver.page.document.apply(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))

    qtbot.waitUntil(lambda: True in painted)
    assert said.text() == "Every session has its place."
    driver.page.document.apply(lambda agenda: delete_session(agenda, "waiting"))
    assert said.text() == "Nothing here yet. Press Ctrl+N for a new session, or drag one in from below."
    driver.does("undo")
    assert said.text() == "Every session has its place."


def test_foreign_marks_are_shown_as_they_are(hands_on: HandsOn) -> None:
    title = "Food & <b>drink</b>"
    driver = hands_on(day(), day(SECOND, title=title), *ROOMS, talk("waiting", title=title))

    assert driver.page.timeline_page.day_tabs.tabText(1).endswith("Food && <b>drink</b>")
    driver.page.document.apply(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))
    shown = {b.text(): b for b in driver.page.findChild(HeaderBar).findChildren(QAbstractButton)}["↶ Undo"]
    assert QTextDocumentFragment.fromHtml(shown.toolTip()).toPlainText() == f"Undo Place “{title}” (Ctrl+Z)"


# repainting ------------------------------------------------------------------------------------------------


def test_a_block_that_stays_where_it_is_shows_what_it_is_now(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, person("ada"), talk("one", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("two", ("hall", "attic"), "11:00-12:00", people=(speaker("ada"),)), room("between", 2), room("attic", 3),
    )  # fmt: skip
    changes: tuple[dict[str, object], ...] = (
        {"title": "Other"},
        {"pinned": True},
        {"status": Status.CANCELLED},
        {"people": ()},
    )
    for name, what in product(("one", "two"), changes):
        before = driver.on_screen()
        session = driver.agenda.sessions[name]
        driver.page.document.apply(
            lambda agenda, old=session, what=what: change(Text("x"), (old, replace(old, **what)))
        )
        assert painted_whole(driver)
        assert driver.on_screen() != before
