"""Titles and other short texts that are long: they are shown whole, on two lines, and edited on one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import day, person, room, speaker, talk
from tests.ui.window_driver import HandsOn, WindowDriver
from ui.features.inspector.entity_list import AppearanceCard
from ui.kit.editors.typed_values import HeadlineEditor
from ui.kit.widgets.plain_widgets import column

pytestmark = pytest.mark.forms

LONG = "What a town learns from three years of cameras"


def headline(driver: WindowDriver, name: str) -> HeadlineEditor:
    """Return a field of the form that is shown, which has been laid out."""
    QCoreApplication.sendPostedEvents()
    (field,) = [f for f in driver.page.inspector.findChildren(HeadlineEditor, name) if f.isVisible()]
    return field


def test_a_long_title_is_seen_whole_in_the_form(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), replace(talk("a", "hall", "09:00-10:00"), title=LONG), talk("short"))
    driver.page.document.plan.select(("a",))
    title = headline(driver, "title")
    assert ("".join(title.lines), title.toolTip(), title.text()) == (LONG, "", LONG)

    driver.page.document.plan.select(("short",))
    low = headline(driver, "title")
    assert (low.lines, low.height()) == ((), title.sizeHint().height())
    driver.page.document.plan.select(("a",))
    assert headline(driver, "title").height() > low.fontMetrics().lineSpacing() * 2


def test_what_needs_more_than_two_lines_is_in_the_tooltip(hands_on: HandsOn) -> None:
    longer = ", ".join([LONG] * 3)
    driver = hands_on(day(), person("ada", title=longer))
    driver.page.places.go("people")
    driver.page.side.open()
    title = headline(driver, "title")
    assert (len(title.lines), title.lines[1][-1], longer in title.toolTip()) == (2, "…", True)


def test_the_height_stays_while_it_is_typed_and_fits_afterwards(qtbot: QtBot) -> None:
    form, field, other = QWidget(), HeadlineEditor(), HeadlineEditor()
    qtbot.addWidget(form)
    column(field, other, 0, inside=form)
    field.edited.connect(field.show_value)
    form.resize(200, 120)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    field.setFocus()
    low = field.height()
    qtbot.keyClicks(field, LONG)
    QCoreApplication.sendPostedEvents()
    assert (field.lines, field.height()) == ((), low)

    other.setFocus()
    qtbot.waitUntil(lambda: field.height() > low)
    assert len(field.lines) == 2


def test_a_card_of_a_person_shows_a_long_title_whole(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), room("hall"), person("ada"),
        replace(talk("a", "hall", "09:00-10:00", people=(speaker("ada"),)), title=LONG),
    )  # fmt: skip
    driver.page.places.go("people")
    driver.page.side.open()
    QCoreApplication.sendPostedEvents()
    (card,) = driver.page.inspector.findChildren(AppearanceCard)
    assert " ".join(card.text().splitlines()[:-1]).replace("  ", " ") == LONG
