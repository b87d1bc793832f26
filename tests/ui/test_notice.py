"""The notice lies over the lower edge of the window and moves nothing when it appears or disappears."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from planner.domain.errors import EstradError
from planner.domain.text import Text
from tests.builders import day, room, talk
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import Hands, Key, focused
from ui.kit.widgets.notice_bar import Notice

LONG = "A sentence that goes on. " * 40


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a morning that fits into the window."""
    return hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:45"), talk("two", "hall", "10:00-10:45"))


def settled(hands: Hands) -> Notice:
    """Return the notice after the layout is done."""
    QCoreApplication.sendPostedEvents()
    return hands.window.notice


def box(hands: Hands, widget: QWidget) -> QRect:
    """Return the rectangle of a widget in the window."""
    return QRect(widget.mapTo(hands.window, widget.rect().topLeft()), widget.size())


def lies_at_the_bottom(hands: Hands) -> bool:
    """Return whether the notice covers the whole lower edge, above the status bar if there is one."""
    seen, central = box(hands, settled(hands)), box(hands, hands.window.centralWidget())
    lower = box(hands, hands.page.status).top() - 1 if hands.window.page else central.bottom()
    return (seen.left(), seen.right(), seen.bottom()) == (central.left(), central.right(), lower)


def test_nothing_is_moved_by_it(hands: Hands) -> None:
    settled(hands)
    before = (hands.timeline.scale_now, box(hands, hands.page), hands.on_block("two"))

    hands.window.notice.say("Done.", [("Take back", lambda: None)])
    assert settled(hands).isVisible()
    during = (hands.timeline.scale_now, box(hands, hands.page), hands.on_block("two"))
    hands.window.notice.hide()
    QCoreApplication.sendPostedEvents()

    assert before == during == (hands.timeline.scale_now, box(hands, hands.page), hands.on_block("two"))


def test_one_line_is_no_higher_than_the_status_bar_below_it(hands: Hands) -> None:
    hands.window.notice.say("Done.", [("Take back", lambda: None)])

    assert lies_at_the_bottom(hands)
    assert settled(hands).height() <= hands.page.status.height()


def test_many_words_have_room(hands: Hands) -> None:
    hands.window.notice.say("Done.")
    low = settled(hands).height()

    hands.window.notice.sentence.setText(LONG)

    assert lies_at_the_bottom(hands)
    label = settled(hands).sentence
    assert label.height() >= label.heightForWidth(label.width()) > low


def test_it_follows_the_size_of_the_window(hands: Hands) -> None:
    hands.window.notice.say(LONG)
    wide = settled(hands).height()

    hands.window.resize(1000, 600)

    assert lies_at_the_bottom(hands)
    assert settled(hands).height() > wide


def test_its_buttons_are_clicked_and_reached_by_tab(hands: Hands) -> None:
    told: list[str] = []
    hands.window.notice.say("Done.", [("Take back", lambda: told.append("first"))])
    settled(hands)
    hands.push("Take back")
    assert told == ["first"]

    hands.window.notice.say("Done.", [("Take back", lambda: told.append("again"))])
    settled(hands)
    for _ in range(200):
        if hands.window.notice.isAncestorOf(focused()):
            break
        hands.key(Key.Key_Tab)
    hands.key(Key.Key_Space)

    assert told == ["first", "again"]


def test_it_lies_above_the_bar_below_the_timeline(hands: Hands) -> None:
    hands.window.notice.tell(EstradError(Text("It is read-only."), Text("Save a copy."), file=hands.window))  # type: ignore[arg-type]
    hands.does("shift_rest")

    bar = hands.page.ripple
    seen = box(hands, settled(hands))
    assert seen.bottom() + 1 == box(hands, bar).top()
    hands.push("Cancel")

    assert lies_at_the_bottom(hands)


def test_what_was_said_before_is_gone_when_that_bar_comes(hands: Hands) -> None:
    for _ in range(2):
        hands.window.notice.say("Done.")

        hands.does("shift_rest")

        assert not settled(hands).isVisible()
        hands.push("Cancel")


def test_what_is_said_while_the_bar_is_open_too(hands: Hands) -> None:
    hands.does("shift_rest")
    QCoreApplication.sendPostedEvents()

    hands.window.notice.say("Done.")

    assert not box(hands, settled(hands)).intersects(box(hands, hands.page.ripple))


def test_it_lies_over_the_pages_of_another_conference_as_well(hands: Hands) -> None:
    hands.does("shift_rest")
    hands.window.close_conference()

    hands.window.notice.say("Done.")

    assert lies_at_the_bottom(hands)


def test_over_the_start_page(new_window: NewWindow) -> None:
    hands = Hands(new_window())

    hands.window.notice.say("Done.")

    assert lies_at_the_bottom(hands)
    assert hands.window.childAt(hands.on(hands.window.notice)) in (hands.window.notice, hands.window.notice.sentence)


def test_a_button_that_is_pressed_stays_when_the_same_is_said_again(hands: Hands) -> None:
    notice, done = settled(hands), list[str]()
    fault = EstradError(Text("The file was changed."))
    notice.tell(fault, [("Load the file", lambda: done.append("first"))])
    (load,) = notice.findChildren(QPushButton)

    QTest.mousePress(load, Qt.MouseButton.LeftButton)  # takes the focus from a field, whose text is then refused
    notice.tell(fault, [("Load the file", lambda: done.append("again"))])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(load)
    QTest.mouseRelease(load, Qt.MouseButton.LeftButton)

    assert done == ["again"]
    assert not notice.isVisible()


def test_pressing_a_button_of_it_takes_no_keys_from_a_field(hands: Hands) -> None:
    hands.page.desk.select(("one",))
    hands.does("edit")
    line = focused()
    hands.window.notice.say("Done.", [("Show", lambda: None)])
    (show,) = settled(hands).findChildren(QPushButton)

    QTest.mousePress(show, Qt.MouseButton.LeftButton)

    assert focused() is line
    assert show.focusPolicy() == Qt.FocusPolicy.TabFocus
