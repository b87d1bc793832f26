"""The notice lies over the lower edge of the window and moves nothing."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.domain.text import EstradError, Text
from tests.builders import day, room, talk
from tests.ui.conftest import NewWindow
from tests.ui.window_driver import Key, WindowDriver, focused
from ui.kit.widgets.notice_bar import NoticeBar

CAST = (day(), room("hall"), talk("one", "hall", "09:00-09:45"), talk("two", "hall", "10:00-10:45"))
"""A morning that fits into the window."""


def settled(driver: WindowDriver) -> NoticeBar:
    """Return the notice after the layout is done."""
    QCoreApplication.sendPostedEvents()
    return driver.window.notice


def box(driver: WindowDriver, widget: QWidget) -> QRect:
    """Return the rectangle of a widget in the window."""
    return QRect(widget.mapTo(driver.window, widget.rect().topLeft()), widget.size())


def lies_at_the_bottom(driver: WindowDriver) -> bool:
    """Return whether the notice covers the whole lower edge, above the status bar if there is one."""
    seen, central = box(driver, settled(driver)), box(driver, driver.window.centralWidget())
    lower = box(driver, driver.page.status).top() - 1 if driver.window.page else central.bottom()
    return (seen.left(), seen.right(), seen.bottom()) == (central.left(), central.right(), lower)


def test_it_lies_at_the_bottom_moves_nothing_and_has_room_for_many_words(driver: WindowDriver) -> None:
    notice = settled(driver)
    before = (driver.canvas.scale_now, box(driver, driver.page), driver.on_tile("two"))
    notice.show_message("Done.", [("Take back", lambda: None)])
    assert settled(driver).isVisible()
    during = (driver.canvas.scale_now, box(driver, driver.page), driver.on_tile("two"))
    assert lies_at_the_bottom(driver)
    assert notice.height() <= driver.page.status.height()
    notice.hide()
    settled(driver)
    assert before == during == (driver.canvas.scale_now, box(driver, driver.page), driver.on_tile("two"))

    notice.show_message("Done.")
    low = settled(driver).height()
    notice.sentence.setText("A sentence that goes on. " * 40)
    assert lies_at_the_bottom(driver)
    wide, label = settled(driver).height(), notice.sentence
    assert label.height() >= label.heightForWidth(label.width()) > low
    driver.window.resize(1000, 600)
    assert lies_at_the_bottom(driver)
    assert settled(driver).height() > wide


def test_its_buttons_are_clicked_and_reached_by_tab_and_take_no_keys_from_a_field(driver: WindowDriver) -> None:
    told: list[str] = []
    driver.window.notice.show_message("Done.", [("Take back", lambda: told.append("first"))])
    settled(driver)
    driver.push("Take back")
    assert told == ["first"]

    driver.window.notice.show_message("Done.", [("Take back", lambda: told.append("again"))])
    settled(driver)
    for _ in range(200):
        if driver.window.notice.isAncestorOf(focused()):
            break
        driver.key(Key.Key_Tab)
    driver.key(Key.Key_Space)
    assert told == ["first", "again"]

    driver.does("edit", of="one")
    line = focused()
    driver.window.notice.show_message("Done.", [("Show", lambda: None)])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (show,) = settled(driver).findChildren(QPushButton)
    QTest.mousePress(show, Qt.MouseButton.LeftButton)
    assert (focused(), show.focusPolicy()) == (line, Qt.FocusPolicy.TabFocus)


def test_it_lies_above_the_bar_below_the_timeline_and_over_other_pages(
    driver: WindowDriver, new_window: NewWindow
) -> None:
    notice, bar = driver.window.notice, driver.page.reschedule_bar
    notice.show_error(EstradError(Text("It is read-only."), Text("Save a copy."), file=driver.window))  # type: ignore[arg-type]
    driver.does("shift_rest")
    assert box(driver, settled(driver)).bottom() + 1 == box(driver, bar).top()
    driver.push("Cancel")
    assert lies_at_the_bottom(driver)

    for _ in range(2):
        notice.show_message("Done.")
        driver.does("shift_rest")
        assert not settled(driver).isVisible()  # what was said before is gone when that bar comes
        driver.push("Cancel")

    driver.does("shift_rest")
    QCoreApplication.sendPostedEvents()
    notice.show_message("Done.")
    assert not box(driver, settled(driver)).intersects(box(driver, bar))

    driver.window.close_conference()
    for over in (driver, WindowDriver(new_window())):  # the pages of another conference, and the first start page
        found = over.window.notice
        found.show_message("Done.")
        assert lies_at_the_bottom(over)
        assert over.window.childAt(over.on(found)) in (found, found.sentence)


def test_a_button_that_is_pressed_stays_when_the_same_is_said_again(driver: WindowDriver) -> None:
    notice, done = settled(driver), list[str]()
    fault = EstradError(Text("The file was changed."))
    notice.show_error(fault, [("Load the file", lambda: done.append("first"))])
    (load,) = notice.findChildren(QPushButton)

    QTest.mousePress(load, Qt.MouseButton.LeftButton)  # takes the focus from a field, whose text is then refused
    notice.show_error(fault, [("Load the file", lambda: done.append("again"))])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(load)
    QTest.mouseRelease(load, Qt.MouseButton.LeftButton)

    assert (done, notice.isVisible()) == (["again"], False)


def offered(notice: NoticeBar) -> QPushButton:
    """Return the one button that is offered, after those of before are gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (button,) = [one for one in notice.findChildren(QPushButton) if one.text()]
    return button


def test_every_verb_says_what_it_did_and_offers_to_undo_it_and_so_do_undo_and_redo(driver: WindowDriver) -> None:
    notice = settled(driver)
    for act, said in (
        (lambda: driver.drag(driver.on_tile("one"), driver.on_tile("one") + driver.by(minutes=150)), "Move “One”"),
        (lambda: driver.does("unplace"), "Return “One” to “Not placed”"),
        (lambda: driver.does("delete"), "Delete “One”"),
    ):
        driver.plan.select(["one"])
        act()
        assert (notice.sentence.text(), notice.isVisible()) == (f"Done: {said}.", True)
        assert offered(notice).text() == "Undo"

    driver.does_anew("unplace", of="one")
    for what, back in (("undo", "Redo"), ("redo", "Undo")):
        driver.does(what)
        button = offered(notice)
        assert button.text() == back
        assert notice.sentence.text() == f"{what.capitalize().replace('do', 'done')}: Return “One” to “Not placed”."
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert driver.where("one") == "hall 09:00-09:45"


def test_what_was_done_passes_but_not_while_it_has_the_focus_and_not_what_is_offered(
    driver: WindowDriver, qtbot: QtBot
) -> None:
    notice = settled(driver)
    notice.passing.setInterval(1)
    notice.show_message("Done.", [("Undo", lambda: None)])
    qtbot.waitUntil(lambda: not notice.isVisible())

    notice.show_message("Done.", [("Undo", lambda: None)])
    notice.findChildren(QPushButton)[-1].setFocus()
    with qtbot.waitSignal(notice.passing.timeout):
        pass
    assert notice.isVisible()
    driver.canvas.setFocus()
    qtbot.waitUntil(lambda: not notice.isVisible())

    notice.show_message("Two sessions are not placed.")
    notice.offer("Fill in order", lambda: None)
    assert (notice.passing.isActive(), notice.isVisible()) == (False, True)
    notice.show_error(EstradError(Text("That does not go.")))
    assert (notice.passing.isActive(), notice.isVisible()) == (False, True)
