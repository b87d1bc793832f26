"""A narrow window: the tray is a strip, the inspector lies over the place, and the head leaves something out; a low
screen scrolls what is published. And the tray of an empty conference.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.sessions import delete_session
from planner.commands.timeline import unplace
from planner.domain.value_objects import Status
from planner.wording import wording
from tests.builders import DAY, day, person, room, speaker, talk, track
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.moderators.people_list import PeoplePanel
from ui.features.publishing.publish_dialog import PublishDialog
from ui.kit.dialogs.dialog_service import DialogService, resize_within_screen
from ui.kit.pictures.portrait import name_colour
from ui.kit.widgets.buttons import LinkStrip
from ui.state.view_state import Colouring, Settings

pytestmark = pytest.mark.forms

WEEK = tuple(day(DAY + timedelta(n), title="A day with a long title, as conferences have them") for n in range(8))


def widen(driver: WindowDriver, width: int) -> None:
    """Give the window a width."""
    driver.window.setMinimumSize(1, 1)
    driver.window.resize(width, 700)
    QCoreApplication.sendPostedEvents()
    assert driver.window.width() == width


def test_the_tray_is_a_strip_where_nothing_waits_or_the_window_is_narrow_until_it_is_opened(
    hands_on: HandsOn, settings: Settings
) -> None:
    settings.remember_view_setting("tray", "")
    driver = hands_on(room("hall"), talk("keynote", "hall", "09:00-09:45"))
    tray, document = driver.page.tray, driver.document
    assert (tray.width(), tray.strip.text(), tray.line.isVisible()) == (40, "0", False)

    document.apply(lambda now: unplace(now, "keynote"))  # what waits is seen
    assert (tray.width(), tray.cards.isVisible(), tray.strip.isVisible()) == (240, True, False)
    driver.does("undo")
    driver.click(driver.on(tray.strip))  # it stays as somebody wants it
    assert (tray.width(), settings.view_setting("tray"), focused()) == (240, "open", tray.line)
    driver.key_in(tray.palette_chips.chips[0], Key.Key_F7)
    assert (tray.is_folded, settings.view_setting("tray"), focused()) == (True, "folded", driver.canvas)
    driver.key(Key.Key_F7)
    assert (tray.is_folded, focused()) == (False, tray.line)

    # a narrow window has the strip, also where something waits, and it is opened for a time only
    document.apply(lambda now: unplace(now, "keynote"))
    widen(driver, 960)
    assert (tray.width(), tray.strip.text(), tray.strip.accessibleName()) == (40, "1", "Show “Not placed”: 1 session")
    driver.key(Key.Key_F, Key.Key_F, modifiers=CTRL)
    assert (focused(), tray.width()) == (tray.line, 240)
    widen(driver, 1366)
    widen(driver, 960)
    assert (tray.width(), settings.view_setting("tray")) == (40, "open")

    widen(driver, 1366)  # a conference without sessions shows what can be dragged in
    settings.remember_view_setting("tray", "")
    document.apply(lambda now: delete_session(now, "keynote"))
    assert not tray.is_folded


def test_the_inspector_opens_over_a_narrow_window_with_a_selection_and_escape_closes_it(
    hands_on: HandsOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = hands_on(room("hall"), talk("keynote", "hall", "09:00-09:45"), talk("panel", "hall", "11:00-11:45"))
    side, canvas = driver.page.side, driver.canvas
    beside = canvas.width()
    widen(driver, 1100)
    side._opening.setInterval(0)
    assert (side.isVisible(), canvas.width() > beside - 266 + 200) == (False, True)

    over = canvas.width()
    driver.click(driver.on_tile("keynote"))
    qtbot.waitUntil(side.isVisible)
    assert (canvas.width(), side.geometry().right(), side.y()) == (over, side.parentWidget().width() - 1, 0)
    driver.page.inspector.focus_naming_field()
    driver.key(Key.Key_Escape)
    assert (side.isVisible(), focused()) == (False, canvas)
    driver.key(Key.Key_Return)  # it is edited by the key as ever
    QTest.keyClick(side, Key.Key_Up)  # one that no field took
    assert side.isVisible()
    driver.key(Key.Key_Escape)
    driver.does("history")
    assert (side.shows(driver.page.history), side.isVisible()) == (True, True)
    driver.key(Key.Key_Escape)
    assert not side.isVisible()
    driver.does("history")
    driver.does("conference")  # in the place of a panel
    assert (side.isVisible(), driver.page.inspector.isVisible()) == (True, True)
    driver.plan.select(("panel",))
    driver.plan.select(())
    assert not side.isVisible()

    driver.plan.select(("panel",))
    widen(driver, 1366)
    assert (side.isVisible(), canvas.width() <= beside) == (True, True)
    driver.page.show_problems()  # what is beside the timeline takes no more than it needs
    qtbot.waitUntil(lambda: side.width() == driver.page.problems.width())
    assert side.x() == driver.page.places.geometry().right() + 1


def test_the_tray_gives_way_to_an_inspector_that_opens_in_a_small_window_unless_somebody_works_in_it(
    hands_on: HandsOn, qtbot: QtBot
) -> None:
    driver = hands_on(room("hall"), talk("keynote", "hall", "09:00-09:45"), talk("waiting"))
    side, tray, plan = driver.page.side, driver.page.tray, driver.plan
    side._opening.setInterval(0)

    def seen_with(session: str, width: int) -> tuple[bool, bool]:
        side.close_floating()
        widen(driver, width)
        plan.select(())
        plan.select((session,))
        qtbot.waitUntil(side.isVisible)
        return side.isVisible(), tray.is_folded

    driver.canvas.setFocus()
    assert seen_with("keynote", 1120) == (True, False)
    assert seen_with("keynote", 1090) == (True, True)
    driver.does("tray")  # it is opened for a time
    assert (tray.is_folded, focused()) == (False, tray.cards)
    widen(driver, 1080)
    assert not tray.is_folded
    side.close_floating()
    assert not tray.is_folded

    assert seen_with("waiting", 1090) == (True, False)  # the keyboard is in the tray
    driver.canvas.setFocus()
    assert seen_with("keynote", 1090) == (True, True)
    driver.key(Key.Key_Escape)
    driver.page.close_panel()
    assert (side.isVisible(), tray.is_folded) == (False, False)


@pytest.mark.parametrize("width", [1366, 1024, 720])
def test_each_day_of_many_is_reached_and_the_head_is_not_cut(hands_on: HandsOn, width: int) -> None:
    driver = hands_on(*WEEK, room("hall"), talk("keynote", "hall", "09:00-09:45"))
    widen(driver, width)
    head, tabs = driver.page.header_bar, driver.page.timeline_page.day_tabs
    shown = [child for child in head.findChildren(type(head._send)) if child.isVisible()]
    assert head.minimumSizeHint().width() <= width
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    assert max(tabs.tabRect(n).width() for n in range(tabs.count())) <= 180
    assert QApplication.activeWindow() is driver.window

    for _ in WEEK:
        driver.does("next_day")
        assert tabs.rect().contains(tabs.tabRect(tabs.currentIndex()).center())
    assert driver.plan.day.date == WEEK[-1].date


def test_what_is_published_is_scrolled_on_a_low_screen(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(room("hall"), talk("keynote", "hall", "09:00-09:45"))

    def look(dialog: PublishDialog) -> list[bool]:
        (area,) = dialog.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
        dialog.resize(dialog.width(), 320)
        QCoreApplication.sendPostedEvents()
        first, *_more, last = dialog.products.cards.values()
        parts: tuple[QWidget, ...] = (dialog.head, first, last, dialog.go)
        seen = [part.height() >= part.minimumSizeHint().height() > 0 for part in parts]
        first.box.setFocus()
        for _card in dialog.products.cards:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)  # by keys alone
        seen.append(dialog.focusWidget() is dialog.more and not dialog.more.visibleRegion().isEmpty())
        return [*seen, area.verticalScrollBar().maximum() > 0 and dialog.height() == 320]

    assert answers.read(lambda: driver.does("send"), look) == [True] * 6


def test_what_is_published_is_as_high_as_what_it_says(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(day(), room("hall"), talk("keynote", "hall", "09:00-09:45"))

    def look(dialog: PublishDialog) -> tuple[int, int]:
        (area,) = dialog.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
        QCoreApplication.sendPostedEvents()
        return area.verticalScrollBar().maximum(), dialog.noticed.height() - dialog.noticed.sizeHint().height()

    assert answers.read(lambda: driver.does("send"), look) == (0, 0)


def test_a_long_problem_is_one_line_that_its_tooltip_says_whole(hands_on: HandsOn, answers: Answers) -> None:
    title = "i" * 200
    driver = hands_on(
        room("hall"), talk(f"{title}a", "hall", "09:00-09:45"), talk(f"{title}b", "hall", "09:15-09:45")
    )  # fmt: skip

    def look(dialog: QDialog) -> list[tuple[int, bool]]:
        lines = [line.sentence for line in dialog.findChildren(LinkStrip) if line.isVisible()]
        dialog.grab()  # an elided text has its tooltip when it is painted
        return [(line.height() // line.fontMetrics().height(), bool(line.toolTip())) for line in lines]

    assert answers.read(lambda: driver.does("send"), look) == [(1, True), (1, False)]


def test_a_dialog_has_the_size_that_it_was_given_last_as_far_as_the_screen_has_it(settings: Settings) -> None:
    service, seen = DialogService(wording("en")), list[int]()
    service.memory = settings

    def give(width: int) -> None:
        """Show the dialog, note its width, and give it another."""
        dialog = QDialog()
        resize_within_screen(dialog, 300, 200)

        def act() -> None:
            seen.append(dialog.width())
            dialog.resize(width, dialog.height())
            dialog.accept()

        QTimer.singleShot(0, dialog, act)
        assert service.run_dialog(dialog)

    room = QApplication.primaryScreen().availableGeometry().width()
    for width in (420, 420, room + 400, 300):
        give(width)
    assert seen == [300, 420, 420, room - 40]


# the tray of an empty conference, its cards, and a day begun in it --------------------------------------


def test_a_day_is_begun_by_titles_and_its_usual_points(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"))
    tray = driver.page.timeline_page.tray
    assert tray.usual.isVisible()
    driver.type_in(tray.line, "Opening words", Qt.Key.Key_Return)
    assert ([s.title for s in driver.agenda.tray], tray.line.text()) == (["Opening words"], "")

    driver.paste("One\tAnna\nTwo\tBo\n\n")
    assert [s.title for s in driver.agenda.tray] == ["Opening words", "One", "Two"]
    assert driver.steps[-1] == "Add 2 sessions"

    # a cell with a line break is one title, the first text of a row is its title, and a search is no part of one
    driver.type("One")
    driver.paste('"Cameras\r\nand the law"\t9:00\r\n\tSound\x0band picture\r\n')
    assert [s.title for s in driver.agenda.tray][3:] == ["Cameras and the law", "Sound and picture"]
    driver.type('"Yes" and no', Qt.Key.Key_Return)
    assert driver.agenda.tray[-1].title == '"Yes" and no'

    QTest.mouseClick(tray.usual, Qt.MouseButton.LeftButton)
    assert [s.title for s, _where in driver.agenda.placed] == ["Registration", "Coffee", "Lunch", "Coffee"]
    assert (driver.steps[-1], tray.usual.isVisible()) == ("Add a usual day", False)
    assert not driver.actions["usual_day"].isEnabled()
    driver.does("undo")
    assert (driver.agenda.placed, tray.usual.isVisible()) == ((), True)
    driver.does("usual_day")
    assert len(driver.agenda.placed) == 4


def test_one_line_finds_what_waits_and_says_what_enter_would_make(
    hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = hands_on(
        talk("law", title="Cameras & the law"), talk("sea", title="The sea"), talk("old", title="Old cameras")
    )
    tray, plan = driver.page.tray, driver.plan
    said = list[str]()
    monkeypatch.setattr("ui.features.tray.tray.announce", lambda _widget, words: said.append(words))
    driver.type_in(tray.line, "camera")
    assert (tray.cards.rows.ids, tray._count.text()) == (("law", "old"), "2 of 3")
    assert (tray.line.new.isVisible(), tray.line.new.text()) == (True, "+ New session “camera”")
    assert said[-1] == "2 of 3, New session “camera”"

    # the sign of Enter stands where Enter makes one; with a card chosen Enter edits that
    with_sign = tray.line.new.grab().toImage()
    driver.key(Key.Key_Down)
    assert (focused(), plan.selected, tray.line.new.grab().toImage() == with_sign) == (tray.cards, ("law",), False)
    driver.key(Key.Key_Down)
    assert plan.selected == ("old",)
    driver.key(Key.Key_Up, Key.Key_Up)
    assert (focused(), plan.selected) == (tray.line, ("law",))
    driver.key(Key.Key_Down, Key.Key_Return)
    assert (driver.page.inspector.isAncestorOf(focused()), driver.steps) == (True, [])

    # with none chosen it makes one, which is seen, and all that waits again
    driver.key_in(tray.line, Key.Key_Return)
    assert [s.title for s in driver.agenda.tray] == ["Cameras & the law", "The sea", "Old cameras", "camera"]
    assert (tray.line.text(), tray.line.new.isVisible(), tray._count.text(), focused()) == ("", False, "4", tray.line)
    driver.type("A title that is much longer than the row below it")
    assert tray.line.new.text().endswith("…")
    tray.line.new.click()
    driver.type("nothing of the kind")
    assert (driver.steps[-1], tray.cards.rows.ids) == ("Add “A title that is much longer than the row below it”", ())
    driver.key(Key.Key_Down)
    assert (focused(), tray._empty.isVisible()) == (tray.line, True)


def test_the_card_of_a_dragged_session_is_paler_with_the_initials_on_it(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), person("ada"), talk("keynote", people=(speaker("ada"),)))
    cards, theme = driver.page.tray.cards, driver.document.presentation.theme

    def colours() -> set[str]:
        image = cards.viewport().grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    usual, paler = (name_colour("Ada", look).name() for look in (theme, theme.dimmed()))
    assert {usual, paler} & colours() == {usual}
    cards.fade_card("keynote")
    assert {usual, paler} & colours() == {paler}
    cards.fade_card("")
    assert {usual, paler} & colours() == {usual}


def test_a_first_version_needs_a_placed_session_and_is_refused_before_anything_is_asked(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("waiting"))
    driver.does("send")
    said = "Nothing of this has a time yet, so there is no calendar to write. Place a session in the timeline first."
    assert (driver.said, list(driver.releases.all())) == (said, [])


def test_the_empty_page_of_moderators_stands_at_its_top(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"))
    driver.does("go_cover")
    panel = driver.window.findChild(PeoplePanel)
    QCoreApplication.sendPostedEvents()
    assert panel.search.geometry().bottom() < panel.hint.geometry().top() < 160


def test_a_card_has_the_colour_of_what_is_chosen_as_the_timeline_has(hands_on: HandsOn) -> None:
    law, rest = track("law", colour="teal"), {"track": "law", "status": Status.DRAFT}
    driver = hands_on(room("hall"), law, talk("waits", **rest), talk("placed", "hall", "09:00-10:00", **rest))
    colours = list[tuple[str, str]]()
    for colouring in (Colouring.STATUS, Colouring.TRACK):
        driver.plan.view_state.set_colouring(colouring)
        (card,), tile = driver.page.tray.cards.rows.rows, driver.canvas.scene.contents["placed"]
        colours.append((card.colour, tile.colour))
    assert colours == [("goldenrod", "goldenrod"), ("teal", "teal")]
