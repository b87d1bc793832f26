"""The content of the timeline: zoom, days as tabs or beside each other, the line of now, lists and bars."""

import gc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QRegion, QTextDocumentFragment, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place, unplace
from planner.commands.venue import add_day, add_room, delete_day
from planner.domain.agenda import change
from planner.domain.entities import Day
from planner.domain.text import Text
from planner.domain.value_objects import Status
from tests.builders import DAY, Clock, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, SHIFT, Key, Painted, WindowDriver, focused, painted_whole
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.canvas import FIT_MARGIN, LEAST_SCALE
from ui.plan.day.day_view import STRIP, DayView
from ui.state.view_state import SessionFilter

SECOND = date(2024, 4, 26)
CAST = (
    day(), day(SECOND, opens="10:00", title="Workshops"), talk("keynote", "hall", "09:00-09:45"),
    talk("workshop", "lab", "13:00-14:30", on=SECOND), talk("waiting"),
)  # fmt: skip
"""Two days with a session each, and one session in the tray."""


# zoom ----------------------------------------------------------------------------------------------------


def wheel(driver: WindowDriver, at: QPointF, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point of the viewport."""
    viewport = driver.canvas.viewport()
    spot, turned, phase = QPointF(viewport.mapToGlobal(at.toPoint())), QPoint(0, turn), Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        viewport, QWheelEvent(at, spot, QPoint(), turned, Qt.MouseButton.NoButton, modifiers, phase, False)
    )


def test_wheel_and_keys_zoom_within_limits_and_the_whole_day_fits(driver: WindowDriver) -> None:
    canvas, view = driver.canvas, driver.timeline.view
    bar, fitted, at = canvas.verticalScrollBar(), canvas.scale_now, QPointF(100, 150)

    # ctrl and wheel zoom around the pointer
    for turn in (120, -120, 600):
        driver.set_zoom(11 * 60, 3 * fitted / canvas.scale_now)
        scale, minute = canvas.scale_now, view.grid.minute(bar.value() + at.y())
        wheel(driver, at, turn, CTRL)
        assert (canvas.scale_now > scale) == (turn > 0)
        assert view.grid.minute(bar.value() + at.y()) == pytest.approx(minute, abs=1 / canvas.scale_now)

    # the wheel alone scrolls
    canvas.fit()
    driver.set_zoom(11 * 60, 3)
    before, scale = bar.value(), canvas.scale_now
    wheel(driver, at, -120, Qt.KeyboardModifier.NoModifier)
    assert (bar.value() > before, canvas.scale_now) == (True, scale)

    # with shift it scrolls sideways
    for n in range(9):
        driver.document.apply(lambda now, name=f"room {n}": add_room(now, name, name=name))  # type: ignore[misc]
    across, down = canvas.horizontalScrollBar(), bar.value()
    for turn, there in ((-120, across.maximum()), (120, 0)):
        for _ in range(30):
            wheel(driver, at, turn, SHIFT)
        assert (across.value(), across.maximum() > 0, bar.value()) == (there, True, down)
    driver.start_over()

    # keys zoom
    canvas.fit()
    for keys, factor in (([Key.Key_Plus], 1.25), ([Key.Key_Equal, Key.Key_Minus], 1.25), ([Key.Key_0], 1)):
        driver.key(*keys, modifiers=CTRL)
        assert canvas.scale_now == pytest.approx(factor * fitted)

    # zoom has limits
    canvas.zoom(1e6)
    assert canvas.viewport().height() / canvas.scale_now == pytest.approx(60)
    canvas.zoom(1e-6)
    assert canvas.scale_now == LEAST_SCALE

    # a zoomed tile is where it says
    driver.set_zoom(9 * 60, 2)
    driver.click(driver.on_tile("keynote"))
    assert driver.plan.selected == ("keynote",)

    # fitted the whole day is seen, also in another height
    canvas.fit()
    for lower in (0, 150):
        canvas.resize(canvas.width(), canvas.height() - lower)
        opens, closes = view.grid.y(view.grid.opens) - bar.value(), view.grid.y(view.grid.closes) - bar.value()
        assert (opens, closes) == (
            pytest.approx(FIT_MARGIN, abs=1), pytest.approx(canvas.viewport().height() - FIT_MARGIN, abs=1),
        )  # fmt: skip


# days ----------------------------------------------------------------------------------------------------


def test_days_are_tabs_that_keys_turn_and_sessions_bring(driver: WindowDriver) -> None:
    # days are tabs
    tabs = driver.page.timeline_page.day_tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Thu 25 Apr", "Fri 26 Apr · Workshops"]
    assert driver.timeline.view.source.model.keys == ("keynote",)
    driver.click(tabs.mapTo(driver.window, tabs.tabRect(1).center()))
    assert (driver.plan.day.date, driver.timeline.view.source.model.keys) == (SECOND, ("workshop",))
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
        assert driver.plan.day.date == shown

    # a session of another day brings its day
    driver.anew("workshop")
    assert (driver.plan.day.date, tabs.currentIndex()) == (SECOND, 1)

    # placed on the shown day
    driver.canvas.fit()
    driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "11:10"))
    assert driver.agenda.sessions["waiting"].placement == talk("x", "hall", "11:00-11:30", on=SECOND).placement

    # a day is deleted, with undo
    driver.key_anew(Key.Key_PageDown, modifiers=CTRL)
    driver.plan.show(Day, SECOND.isoformat())
    assert driver.page.inspector.page(Day).isVisible()
    driver.push("Delete day")
    assert (driver.plan.day.date, [s.id for s in driver.agenda.tray]) == (DAY, ["workshop", "waiting"])
    driver.does("undo")
    assert (tabs.count(), driver.agenda.tray) == (2, (driver.agenda.sessions["waiting"],))


def test_one_day_has_no_tabs_and_nothing_beside_it(hands_on: HandsOn) -> None:
    driver = hands_on()
    assert not driver.page.timeline_page.day_tabs.isVisible()
    assert not driver.actions["all_days"].isEnabled()


# the lists behind it -------------------------------------------------------------------------------------


def test_the_lists_behind_it_keep_qts_rules(driver: WindowDriver, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(driver.timeline.view.source.model)
    qtmodeltester.check(driver.page.tray.cards.rows)
    qtmodeltester.check(driver.page.problems.rows)
    document = driver.document

    assert document.apply(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert document.apply(lambda now: add_session(now, "new", title="New"))
    assert document.apply(lambda now: unplace(now, "keynote"))
    document.plan.show_day(document.agenda.days_in_order[1])
    assert document.apply(lambda now: delete_session(now, "workshop"))
    driver.page.tray.line.setText("keynote")

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
        tray.line.setText(search)

        assert (list(tray.cards.rows.ids), tray._empty.isVisible(), tray._count.text()) == (found, not found, count)

    # escape shows all again and then goes to the timeline
    driver.key_in(tray.line, Key.Key_Escape)
    assert (tray.line.text(), focused()) == ("", tray.line)
    driver.key(Key.Key_Escape)
    assert focused() is driver.canvas


# header and status bars ----------------------------------------------------------------------------------


def test_where_not_all_of_the_status_can_be_read_the_less_needed_is_left_out(driver: WindowDriver) -> None:
    status, seen = driver.page.status, dict[int, tuple[str, bool]]()
    for width in (1000, 560, 400):
        status.setFixedWidth(width)
        QCoreApplication.sendPostedEvents()
        seen[width] = (status.counts.text(), status.sent.isVisible())
    assert seen == {
        1000: ("3 sessions · 1 not placed", True), 560: ("3 sessions · 1 not placed", False), 400: ("3 sessions", False)
    }  # fmt: skip
    assert status.counts.toolTip() == "3 sessions · 1 not placed"


def test_head_and_status_say_what_there_is_and_do_what_the_menus_do(driver: WindowDriver) -> None:
    # head and status say what there is
    status = driver.page.status
    texts = [w.text() for w in (status.problems, status.warnings, status.counts, status.sent, status.saved)]
    assert texts == ["✓ No problems", "▲ 3 warnings", "3 sessions · 1 not placed", "Not published", "Saved"]
    assert driver.window.windowTitle() == "conference.estrad – Estrad"

    # an edit keeps the rows
    resets: list[None] = []
    driver.timeline.view.source.model.modelReset.connect(lambda: resets.append(None))
    driver.document.apply(lambda now: place(now, "keynote", DAY, 660, ("lab",)))
    assert resets == []
    driver.document.apply(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert len(resets) == 1

    # the head does what the menus do
    driver.anew()
    found = [b for b in driver.page.header_bar.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName()]
    found.sort(key=lambda button: button.mapTo(driver.window, QPoint()).x())
    names = ["Undo", "Redo", "Zoom out", "Fit the whole day", "Zoom in"]
    head = dict(zip([*names, "Filter", "Print", "Publish"], found, strict=True))
    assert [button.accessibleName() for button in found[:5]] == ["Undo", "Redo Move “Keynote”", *names[2:]]
    assert {button.height() for button in found} == {30}
    undo, canvas = head["Undo"], driver.canvas
    assert (undo.isEnabled(), undo.toolTip()) == (False, "Undo (Ctrl+Z)")

    driver.document.apply(lambda now: unplace(now, "keynote"))
    gc.collect()
    assert (undo.isEnabled(), undo.toolTip()) == (True, "Undo Return “Keynote” to “Not placed” (Ctrl+Z)")
    driver.click(driver.on(undo))

    assert (driver.where("keynote"), undo.isEnabled(), head["Redo"].isEnabled()) == ("hall 09:00-09:45", False, True)
    scale = canvas.scale_now
    driver.click(driver.on(head["Zoom in"]))
    assert canvas.scale_now > scale
    driver.click(driver.on(head["Fit the whole day"]))
    assert canvas.scale_now == scale


def test_the_hint_of_an_empty_day_goes_with_its_first_session_and_comes_back_with_the_last(
    hands_on: HandsOn, qtbot: QtBot
) -> None:
    driver = hands_on(talk("waiting"))
    viewport, said = driver.canvas.viewport(), driver.page.tray._empty
    watch, whole = Painted(viewport), QRegion(viewport.rect())
    viewport.update()
    qtbot.waitUntil(lambda: watch.region == whole)
    watch.region = QRegion()

    driver.document.apply(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))

    qtbot.waitUntil(lambda: watch.region == whole)
    assert said.text() == "Every session has its place."
    driver.document.apply(lambda agenda: delete_session(agenda, "waiting"))
    assert said.text() == "Sessions wait here for their place. Type their titles, or paste a column from Excel."
    driver.does("undo")
    assert said.text() == "Every session has its place."


def test_foreign_marks_are_shown_as_they_are(hands_on: HandsOn) -> None:
    title = "Food & <b>drink</b>"
    driver = hands_on(day(), day(SECOND, title=title), talk("waiting", title=title))

    assert driver.page.timeline_page.day_tabs.tabText(1).endswith("Food && <b>drink</b>")
    driver.document.apply(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))
    heads = driver.page.header_bar.findChildren(QAbstractButton)
    shown = next(button for button in heads if button.accessibleName().startswith("Undo"))
    assert QTextDocumentFragment.fromHtml(shown.toolTip()).toPlainText() == f"Undo Place “{title}” (Ctrl+Z)"


# repainting ------------------------------------------------------------------------------------------------


def test_a_tile_that_stays_where_it_is_shows_what_it_is_now(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1), room("between", 2), room("attic", 3), person("ada"),
        talk("one", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("two", ("hall", "attic"), "11:00-12:00", people=(speaker("ada"),)),
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
        driver.document.apply(lambda agenda, old=session, what=what: change(Text("x"), (old, replace(old, **what))))
        assert painted_whole(driver)
        assert driver.on_screen() != before


# the current time, and the minimap ------------------------------------------------------------------------

APRIL = (
    day(), day(DAY + timedelta(1)), room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-09:45"),
    talk("late", "lab", "16:00-17:00"),
)  # fmt: skip


def at(clock: Clock, hours: int, minutes: int = 0, days: int = 0) -> None:
    """Set the clock to that time of the first day, in UTC."""
    clock.now = datetime(DAY.year, DAY.month, DAY.day + days, hours, minutes, tzinfo=UTC)


# the current time ----------------------------------------------------------------------------------------


def test_now_is_where_the_conference_is_and_not_on_another_day(hands_on: HandsOn, clock: Clock) -> None:
    driver = hands_on(*APRIL)
    view = driver.timeline.view
    for hours, minutes, days, shown in (
        (8, 30, 0, 10 * 60 + 30),  # Stockholm, in summer
        (1, 0, 0, None), (20, 0, 0, None), (8, 0, 1, None), (8, 0, -1, None),  # outside it, or on another day
    ):  # fmt: skip
        at(clock, hours, minutes, days)
        assert view.now.minute(view.grid) == shown

    # the ruler says the time
    before = driver.timeline.frame.ruler.grab().toImage()
    at(clock, 9)
    assert driver.timeline.frame.ruler.grab().toImage() != before

    # it is a line that moves
    view.now.ticked.emit()
    assert _line(driver, 11 * 60)
    at(clock, 10)
    view.now.ticked.emit()
    assert (_line(driver, 11 * 60), _line(driver, 12 * 60)) == (False, True)

    # nobody looks at the clock who is not seen
    assert view.now.timer.isActive()
    for name, runs in (("go_people", False), ("go_agenda", True)):
        driver.does(name)
        assert view.now.timer.isActive() is runs


def test_a_night_that_goes_on_is_still_the_day_before(hands_on: HandsOn, clock: Clock) -> None:
    driver = hands_on(day(closes="27:00"), room("hall"), talk("party", "hall", "22:00-26:00"))
    at(clock, 23, 30)

    assert driver.timeline.view.now.minute(driver.timeline.view.grid) == 25 * 60 + 30


def _line(driver: WindowDriver, minute: int) -> bool:
    """Return whether the screen shows the line."""
    y = round(driver.timeline.view.grid.y(minute)) - driver.canvas.verticalScrollBar().value()
    image = driver.canvas.viewport().grab(QRect(40, y - 1, 4, 3)).toImage()
    return any(image.pixel(1, row) == QColor(LIGHT.accent).rgb() for row in range(3))


# the minimap ---------------------------------------------------------------------------------------------


def test_the_overview_is_there_for_a_tall_day_with_a_frame_that_scrolls(hands_on: HandsOn) -> None:
    driver = hands_on(*APRIL)
    # it is there when the day is taller than the window
    canvas, overview = driver.canvas, driver.timeline.frame.strip
    width, bar = canvas.viewport().width(), canvas.verticalScrollBar()
    assert not overview.isVisible()
    canvas.zoom(3)
    assert (overview.isVisible(), canvas.viewport().width()) == (True, width - STRIP + bar.width())
    assert not bar.isVisible()  # it would look like the overview beside it, which scrolls as well
    assert (overview.height(), overview.accessibleName()) == (canvas.viewport().height(), "Overview of the day")
    canvas.fit()
    assert (overview.isVisible(), canvas.viewport().width()) == (False, width)

    # the frame is what is seen
    canvas.zoom(2)
    bar.setValue(bar.maximum())
    high = overview.height()
    shown = high * canvas.viewport().height() / driver.timeline.view.grid.height
    assert (overview.visible_frame.bottom(), overview.visible_frame.height()) == (
        pytest.approx(high, abs=1), pytest.approx(shown, abs=1),
    )  # fmt: skip

    # a click and a drag scroll there
    canvas.zoom(3)
    bottom = driver.on(overview) + QPoint(0, overview.height() // 2 - 3)
    driver.click(bottom)
    assert bar.value() == bar.maximum()
    driver.drag(bottom, driver.on(overview))
    assert overview.visible_frame.center().y() == pytest.approx(overview.height() / 2, abs=2)

    # it shows where tiles are and what is dimmed
    plain, there = overview.grab().toImage(), bar.value()
    for searched, same in (("keynote", False), ("", True)):
        driver.plan.view_state.set_filter(SessionFilter(searched))
        bar.setValue(there)  # away from the hit
        assert (overview.grab().toImage() == plain) is same


# all days of a small conference beside each other ---------------------------------------------------------

DAYS = tuple(DAY + timedelta(n) for n in range(3))


@pytest.fixture
def three_days(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three days, all in sight."""
    driver = hands_on(
        day(DAYS[0]), day(DAYS[1], opens="10:00", closes="20:00", title="Workshops"), day(DAYS[2]),
        room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-10:00"),
        talk("shop", "lab", "13:00-14:00", on=DAYS[1]), talk("end", "hall", "16:00-17:00", on=DAYS[2]), talk("waiting"),
    )  # fmt: skip
    driver.key(Key.Key_1, modifiers=CTRL | SHIFT)
    driver.canvas.fit()
    return driver


def other(driver: WindowDriver, n: int) -> DayView:
    """Return one of the days beside the timeline's own."""
    return driver.page.timeline_page.beside.others[DAYS[n].isoformat()]


def on_other(driver: WindowDriver, n: int, session: str) -> QPoint:
    """Return the middle of a tile on that day, as a point of the window."""
    view = other(driver, n)
    box = view.find_boxes(session)[0].translated(-view.canvas.scene.area.topLeft()).toRect()
    assert view.canvas.viewport().rect().contains(box)
    return view.canvas.viewport().mapTo(driver.window, box.center())


def left_to_right(driver: WindowDriver) -> list[str]:
    """Return the days from left to right, the timeline's own in brackets."""
    views = [
        view
        for view in (driver.timeline.view, *driver.page.timeline_page.beside.others.values())
        if view.canvas.isVisible()
    ]
    views.sort(key=lambda view: view.canvas.mapTo(driver.window, QPoint(0, 0)).x())
    dates = [(view, view.source.day.date.day) for view in views]
    return [f"[{date}]" if view is driver.timeline.view else str(date) for view, date in dates]


def lies(driver: WindowDriver, session: str) -> str:
    """Return the day and the place of a session."""
    return f"{driver.agenda.sessions[session].placement.span.day.day} {driver.where(session)}"


def test_the_timeline_stands_among_the_other_days_and_lets_one_work_there(three_days: WindowDriver) -> None:
    views, canvas = [three_days.timeline.view, other(three_days, 1), other(three_days, 2)], three_days.timeline.canvas
    assert left_to_right(three_days) == ["[25]", "26", "27"]
    assert [view.source.model.keys for view in views] == [("keynote",), ("shop",), ("end",)]

    # they are as wide as each other, and their hours beside each other
    widths = [view.canvas.width() for view in views]
    assert max(widths) - min(widths) <= 1
    assert len({(view.grid.first, view.grid.last, view.grid.scale) for view in views}) == 1
    canvas.zoom(3)
    canvas.verticalScrollBar().setValue(200)
    assert {(view.canvas.scale_now, view.canvas.verticalScrollBar().value()) for view in views} == {
        (canvas.scale_now, 200)
    }
    canvas.fit()

    # whoever presses in another day has the timeline there
    three_days.page.tray.line.setFocus()
    three_days.click(on_other(three_days, 1, "shop"))
    assert left_to_right(three_days) == ["25", "[26]", "27"]
    assert (three_days.page.document.plan.selected, focused()) == (("shop",), three_days.timeline.canvas)

    # one drag is enough there
    three_days.anew()
    three_days.drag_by(on_other(three_days, 1, "shop"), minutes=60)
    assert lies(three_days, "shop") == "26 lab 14:00-15:00"

    # what is carried over another day lands there, from the tray too
    three_days.anew()
    three_days.drag(three_days.on_card("waiting"), on_other(three_days, 1, "shop") - three_days.by(minutes=90))
    assert lies(three_days, "waiting").startswith("26 lab")
    three_days.anew()
    three_days.drag(three_days.on_tile("keynote"), on_other(three_days, 2, "end") - three_days.by(minutes=120))
    assert lies(three_days, "keynote").startswith("27 hall")
    assert left_to_right(three_days) == ["25", "26", "[27]"]

    # days come and go
    three_days.anew()
    document = three_days.page.document
    document.apply(lambda now: add_day(now, "new", when=DAYS[2] + timedelta(1)))
    assert left_to_right(three_days) == ["[25]", "26", "27", "28"]
    document.apply(lambda now: delete_day(now, DAYS[0].isoformat()))
    assert left_to_right(three_days) == ["[26]", "27", "28"]
    assert 3 * three_days.timeline.canvas.width() == pytest.approx(three_days.page.timeline_page.beside.width(), abs=3)
    three_days.does("undo")
    assert left_to_right(three_days) == ["[25]", "26", "27", "28"]  # in its place again

    # alone again it is the day that is shown
    three_days.key_anew(Key.Key_PageDown, modifiers=CTRL)
    assert left_to_right(three_days) == ["25", "[26]", "27"]
    three_days.key(Key.Key_1, modifiers=CTRL | SHIFT)
    assert left_to_right(three_days) == ["[26]"]


def test_they_are_there_the_next_time_but_more_than_five_are_too_many(three_days: WindowDriver) -> None:
    all_days = three_days.window.actions_by_name["all_days"]
    three_days.reopen()
    assert (left_to_right(three_days), all_days.isChecked()) == (["[25]", "26", "27"], True)

    for n in range(3, 6):
        three_days.page.document.apply(lambda now, n=n: add_day(now, f"new{n}", when=DAY + timedelta(n)))
    assert (left_to_right(three_days), all_days.isEnabled()) == (["[25]"], False)
