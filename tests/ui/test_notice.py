"""The notice lies over the lower edge of the window and moves nothing; each problem is listed until it is fixed."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from planner.commands.timeline import place, resize
from planner.domain.entities import Cover, Entity, Person
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Kind
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import ALT, Key, WindowDriver, focused
from ui.kit.widgets.notice_bar import NoticeBar
from ui.kit.widgets.plain_widgets import RowModel

LONG = "A sentence that goes on. " * 40


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning that fits into the window."""
    return hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:45"), talk("two", "hall", "10:00-10:45"))


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
    before = (driver.timeline.canvas.scale_now, box(driver, driver.page), driver.on_block("two"))
    notice.show_message("Done.", [("Take back", lambda: None)])
    assert settled(driver).isVisible()
    during = (driver.timeline.canvas.scale_now, box(driver, driver.page), driver.on_block("two"))
    assert lies_at_the_bottom(driver)
    assert notice.height() <= driver.page.status.height()
    notice.hide()
    settled(driver)
    assert before == during == (driver.timeline.canvas.scale_now, box(driver, driver.page), driver.on_block("two"))

    notice.show_message("Done.")
    low = settled(driver).height()
    notice.sentence.setText(LONG)
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

    driver.page.document.select(("one",))
    driver.does("edit")
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


# the list of problems -----------------------------------------------------------------------------------


ROOMS = (room("hall"), room("lab", 1))
ADA, BO = person("ada"), person("bo")


def talk_by(who: str, name: str, where: str = "", times: str = "") -> Entity:
    """Return a session with a speaker and an abstract."""
    return talk(name, where, times, people=(speaker(who),), abstract="About it.")


CASES = [
    pytest.param(
        [talk_by("ada", "first", "hall", "09:00-10:00"), talk_by("bo", "second", "hall", "09:30-10:30")],
        "Problem: Hall is taken twice at 09:30: “First” and “Second”.", ("first", "second"), (1, 0),
        lambda now: place(now, "second", DAY, 600, ("hall",)), id="a room taken twice",
    ),
    pytest.param(
        [talk_by("ada", "first", "hall", "17:30-18:30")],
        "Warning: “First” ends at 18:30, after the day closes at 18:00.", ("first",), (0, 1),
        lambda now: resize(now, "first", 1050, 1080), id="after the day closes",
    ),
    pytest.param(
        [talk_by("ada", "first")],
        "To do: “First” is not placed in the timeline yet.", ("first",), (0, 0),
        lambda now: place(now, "first", DAY, 540, ("hall",)), id="not placed",
    ),
]  # fmt: skip


def lines(rows: RowModel) -> list[str]:
    """Return the findings as they are read out."""
    return [str(rows.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(rows.rowCount())]


def counts(troubled: WindowDriver) -> tuple[str, str]:
    """Return the counts in the status bar."""
    return troubled.page.status.problems.text(), troubled.page.status.warnings.text()


@pytest.mark.parametrize(("things", "line", "sessions", "count", "repair"), CASES)
def test_a_finding_is_named_selects_its_sessions_and_goes_when_put_right(
    hands_on: HandsOn,
    things: list[Entity],
    line: str,
    sessions: tuple[str, ...],
    count: tuple[int, int],
    repair: object,
) -> None:
    troubled = hands_on(*ROOMS, ADA, BO, *things)
    problems, warnings = count
    assert counts(troubled) == (
        f"● {problems} problem{'s' * (problems != 1)}", f"▲ {warnings} warning{'s' * (warnings != 1)}",
    )  # fmt: skip

    troubled.push(troubled.page.status.problems.text())
    listing = troubled.page.problems.listing
    assert lines(troubled.page.problems.rows) == [line]
    troubled.click(troubled.on_row(listing, 0))
    assert troubled.page.document.selected == sessions

    assert troubled.page.document.apply(repair)  # type: ignore[arg-type]
    assert (lines(troubled.page.problems.rows), counts(troubled)) == ([], ("● 0 problems", "▲ 0 warnings"))
    assert (listing.isVisible(), troubled.page.problems._none.isVisible()) == (False, True)

    troubled.does("undo")
    assert lines(troubled.page.problems.rows) == [line]


@pytest.fixture
def troubled(hands_on: HandsOn) -> WindowDriver:
    """Return a window troubled for a clash in the hall, and a session in the tray without a speaker."""
    return hands_on(
        *ROOMS, ADA, BO, talk_by("ada", "first", "hall", "09:00-10:00"),
        talk_by("bo", "second", "hall", "09:30-10:30"), talk("waiting", abstract="About it."),
        talk("lunch", kind=Kind.MEAL),
    )  # fmt: skip


def test_the_gravest_comes_first_and_the_list_is_worked_by_keys_and_clicks(troubled: WindowDriver) -> None:
    problems, document = troubled.page.problems, troubled.page.document
    assert lines(problems.rows) == [
        "Problem: Hall is taken twice at 09:30: “First” and “Second”.",
        "Warning: “Waiting” has no speaker yet.",
        "To do: “Waiting” is not placed in the timeline yet.",
        "To do: “Lunch” is not placed in the timeline yet.",
    ]
    assert [document.reason(s) for s in ("first", "second", "waiting", "lunch")] == [
        "Room taken twice at 09:30", "Room taken twice at 09:30", "No speaker yet", "",
    ]  # fmt: skip

    troubled.key(Key.Key_F8)
    chosen = [document.selected]
    for _ in range(3):
        troubled.key(Key.Key_Down)
        chosen.append(document.selected)
    troubled.key(Key.Key_F8)
    assert chosen == [("first", "second"), ("waiting",), ("waiting",), ("lunch",)]
    assert not problems.isVisible()

    troubled.does("problems")
    row = troubled.on_row(problems.listing, 0)
    for _ in range(2):  # what is chosen again selects again
        troubled.click(row)
        assert document.selected == ("first", "second")
        document.select(())
    troubled.push("Close the list of problems")
    assert not problems.isVisible()


def test_what_one_is_told_while_dragging_is_what_the_rules_find_after(troubled: WindowDriver) -> None:
    troubled.take(troubled.on_block("second"), troubled.on_block("first"), ALT)  # without Alt the two would swap places
    live = set(troubled.held.conflicts)
    troubled.release()
    assert live == {c for c in troubled.page.document.problems.all if "second" in c.sessions}
    troubled.start_over()

    troubled.take_by(troubled.on_block("second"), minutes=30)  # away from its problem, before the drop
    assert troubled.held.conflicts == ()
    assert lines(troubled.page.problems.rows)[0] == "Problem: Hall is taken twice at 09:30: “First” and “Second”."
    troubled.release()
    assert lines(troubled.page.problems.rows)[0] == "Warning: “Waiting” has no speaker yet."


def test_a_finding_about_a_stretch_shows_its_moderator(hands_on: HandsOn) -> None:
    stretches = (Cover(id=where, person="ada", day=DAY, start=540, end=600, room=where) for where in ("hall", "lab"))
    troubled = hands_on(*ROOMS, ADA, *stretches)
    troubled.does("problems")

    assert lines(troubled.page.problems.rows) == ["Problem: Ada is in two places at 09:00: moderating Hall and Lab."]
    troubled.click(troubled.on_row(troubled.page.problems.listing, 0))

    assert troubled.page.document.shown == (Person, "ada")
