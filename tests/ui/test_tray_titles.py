"""An empty conference: one line finds and makes sessions, a button places a usual day, and what needs more says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from planner.domain.value_objects import Status
from tests.builders import day, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, focused
from ui.features.moderators.people_list import PeoplePanel
from ui.kit.pictures.portrait import name_colour
from ui.state.view_state import Colouring


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
    assert not driver.window.actions_by_name["usual_day"].isEnabled()
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
    tray, plan = driver.page.tray, driver.page.document.plan
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
    cards, theme = driver.page.tray.cards, driver.page.document.presentation.theme

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
    assert (driver.said, list(driver.page.document.workspace.releases.all())) == (said, [])


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
        driver.page.document.plan.view_state.set_colouring(colouring)
        (card,), tile = driver.page.tray.cards.rows.rows, driver.timeline.canvas.scene.contents["placed"]
        colours.append((card.colour, tile.colour))
    assert colours == [("goldenrod", "goldenrod"), ("teal", "teal")]
