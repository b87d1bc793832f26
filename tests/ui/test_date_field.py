"""Dates, times and lengths in the form: each is saved as typed, or refused beside its own field."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QToolButton, QWidget

from planner.domain.entities import Conference, Day, Entity, Session
from planner.domain.enums import Role, State
from planner.domain.value_objects import Appearance
from tests.builders import DAY, day, person, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, WindowDriver, focused
from ui.features.inspector.people_field import PersonChip
from ui.kit.editors.date_editor import CalendarPopup, DateEditor
from ui.kit.editors.field_error import FieldError
from ui.kit.editors.text_editors import LineEditor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    asked = Appearance("ada", Role.SPEAKER, State.INVITED, asked=date(2024, 2, 1))
    return hands_on(
        day(), room("hall"), person("ada"), talk("keynote", "hall", "09:00-09:45", people=(asked,)),
        timezone="Europe/Stockholm",
    )  # fmt: skip


def field(driver: WindowDriver, kind: type[Entity], name: str) -> LineEditor:
    """Return a field of the form, focused and with all its text selected."""
    found = driver.page.inspector.page(kind).form_of(name).fields[name].editor
    editor = driver.scrolled_to(cast(QWidget, found))
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    return editor


def the_day(driver: WindowDriver) -> DateEditor:
    driver.page.document.show(Day, driver.agenda.days_in_order[0].id)
    found = field(driver, Day, "date")
    assert isinstance(found, DateEditor)
    return found


def refusals(driver: WindowDriver) -> list[FieldError]:
    return [label for label in driver.page.inspector.findChildren(FieldError) if label.isVisible()]


def test_a_date_is_what_was_typed(driver: WindowDriver) -> None:
    forms = (
        ("2026-11-25", date(2026, 11, 25), "Wed 25 Nov 2026", Key.Key_Tab),
        ("26/4", date(2026, 4, 26), "Sun 26 Apr 2026", Key.Key_Return),
        ("26.4.2025", date(2025, 4, 26), "Sat 26 Apr 2025", Key.Key_Tab),
        ("26 april 2024", date(2024, 4, 26), "Fri 26 Apr 2024", Key.Key_Return),
        ("26 maj", date(2024, 5, 26), "Sun 26 May 2024", Key.Key_Tab),
    )
    for typed, stored, words, leave in forms:
        steps, editor = len(driver.steps), the_day(driver)
        driver.type(typed)
        assert (editor.text(), editor.in_words.text(), len(driver.steps)) == (typed, words, steps)
        driver.key(leave)
        assert [found.date for found in driver.agenda.days_in_order] == [stored]
        assert editor.text() == stored.isoformat()


def test_what_cannot_be_read_is_refused_and_nothing_is_saved(driver: WindowDriver) -> None:
    editor = the_day(driver)

    driver.type("31/2")
    driver.key(Key.Key_Tab)

    (said,) = refusals(driver)
    assert said.text() == "“31/2” is not in the calendar. Type a date such as 2024-04-25 or 25 April."
    assert (editor.text(), driver.steps, editor.property("refused")) == ("31/2", [], "true")
    assert editor.accessibleDescription() == said.text()

    editor.setFocus()
    editor.selectAll()
    driver.type("26/4")
    driver.key(Key.Key_Return)
    assert (refusals(driver), editor.property("refused"), editor.accessibleDescription()) == ([], "false", "")
    assert [found.date for found in driver.agenda.days_in_order] == [date(2024, 4, 26)]


@pytest.mark.parametrize(("name", "typed"), [("start", "kvart i nio")])
def test_a_refusal_stands_between_its_field_and_the_next(driver: WindowDriver, name: str, typed: str) -> None:
    driver.page.document.show(Session, "keynote")
    editor = field(driver, Session, name)

    driver.type(typed)
    driver.key(Key.Key_Tab)

    (said,) = refusals(driver)
    top, left = (said.mapTo(driver.window, QPoint()).y(), said.mapTo(driver.window, QPoint()).x())
    corner = editor.mapTo(driver.window, QPoint())
    labels = [w for w in driver.page.inspector.findChildren(QLabel) if w.isVisible() and w.property("label") == "field"]
    below = [w.mapTo(driver.window, QPoint()).y() for w in labels if w.mapTo(driver.window, QPoint()).y() > corner.y()]
    assert left == corner.x()
    assert corner.y() + editor.height() <= top < min(below)


def test_times_and_lengths_are_read_as_people_write_them(driver: WindowDriver) -> None:
    driver.page.document.show(Session, "keynote")
    for name, typed, where in (
        ("start", "kl. 9.30", "hall 09:30-10:15"),
        ("start", "2 pm", "hall 14:00-14:45"),
        ("minutes", "1 h 30", "hall 14:00-15:30"),
        ("minutes", "1 timme", "hall 14:00-15:00"),
    ):
        field(driver, Session, name)
        driver.type(typed)
        driver.key(Key.Key_Return)
        assert driver.where("keynote") == where


def test_only_ascii_digits_count(driver: WindowDriver) -> None:
    driver.page.document.show(Session, "keynote")
    for name, typed in (("start", "\u0661\u0660:\u0660\u0660"), ("minutes", "\u0664\u0665"), ("number", "\u0667")):
        editor = field(driver, Session, name)
        editor.insert(typed)
        editor.commit()
        assert editor.waiting == typed

    assert driver.steps == []


def test_a_zone_is_known_by_its_city(driver: WindowDriver) -> None:
    driver.page.document.show(Conference, driver.agenda.conference.id)
    editor = field(driver, Conference, "timezone")

    driver.type("Helsinki")
    driver.key(Key.Key_Return)

    assert (driver.agenda.conference.timezone, editor.text()) == ("Europe/Helsinki", "Europe/Helsinki")


def test_the_calendar_opens_at_the_date_and_enter_in_it_chooses(driver: WindowDriver) -> None:
    editor = the_day(driver)

    QTest.keyClick(editor, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    assert popup.month.selectedDate().toPython() == DAY
    (month,) = popup.month.findChildren(QTableView)
    QTest.keyClick(month, Key.Key_Right)
    QTest.keyClick(month, Key.Key_Return)

    assert [found.date for found in driver.agenda.days_in_order] == [date(2024, 4, 26)]
    assert editor.text() == "2024-04-26"


def test_escape_closes_the_calendar_and_chooses_nothing(driver: WindowDriver) -> None:
    editor = the_day(driver)
    QTest.keyClick(editor, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)

    (month,) = popup.month.findChildren(QTableView)
    QTest.keyClick(month, Key.Key_Right)
    QTest.keyClick(month, Key.Key_Escape)

    assert QApplication.activePopupWidget() is None
    assert (editor.text(), driver.steps) == (DAY.isoformat(), [])


def test_whoever_chooses_the_dates_types_the_first_of_them(driver: WindowDriver) -> None:
    driver.page.document.show(Session, "keynote")
    (chip,) = driver.page.inspector.findChildren(PersonChip)
    (button,) = (b for b in chip.findChildren(QToolButton) if b.menu())
    button.menu().actions()[-1].trigger()

    assert focused().objectName() == "asked"


def test_when_somebody_answered_was_not_after_today(driver: WindowDriver) -> None:
    driver.page.document.show(Session, "keynote")
    (chip,) = driver.page.inspector.findChildren(PersonChip)
    chip.show_dates()
    (asked, _answered) = chip.findChildren(DateEditor)
    asked.setFocus()
    asked.selectAll()

    driver.type("24/12")  # today is 1 March 2024
    assert (asked.in_words.text(), asked.typed) == ("Sun 24 Dec 2023", date(2023, 12, 24))
    driver.type("x")
    driver.key(Key.Key_Return)
    said = [label.text() for label in chip.findChildren(FieldError) if label.isVisible()]
    assert (said, driver.steps) == (["“24/12x” is no date. Type a date such as 2024-04-25 or 25 April."], [])


def test_no_field_of_qts_own_is_left() -> None:
    sources = [(path, path.read_text(encoding="utf-8")) for path in (ROOT / "ui").rglob("*.py")]
    qts = ("QDateEdit", "QTimeEdit", "QDateTimeEdit")

    assert [path.name for path, text in sources if any(name in text for name in qts)] == []
