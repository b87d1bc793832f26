"""Unfinished and refused text in the inspector stays until it is corrected; each visit to a field is one step, which
Ctrl+Z undoes; dates are saved as typed, or refused beside their own field.
"""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from planner.commands.edit import edit
from planner.domain.entities import Day, Person, Room, Session
from planner.domain.value_objects import Appearance, ExtraField, Role, State
from planner.environment import Environment
from tests.builders import DAY, FRIDAY, day, person, room, talk
from tests.source_files import ROOT
from tests.ui.fields import (
    TIME,
    bar,
    beside,
    chip_menu,
    editor,
    enter,
    line,
    pause,
    refuse_a_time,
    show,
    text_of,
    type_and_pause,
)
from tests.ui.window_driver import CTRL, HandsOn, Key, WindowDriver, focused, left_in_file
from ui.features.inspector.people_field import AppearanceRow
from ui.kit.editors.text_editors import TextEditor
from ui.kit.editors.typed_values import DateEditor, FieldErrorLabel
from ui.plan.availability_editor import AvailabilityEditor

pytestmark = pytest.mark.forms

CAST = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip
"""A conference with two of each, on two days."""
LATE = "Sat 9-12\nSun from lunch"


REFUSED = [
    (Person, "ada", "bo", "availability", LATE, "sat is not a day of the conference."),
    (Person, "ada", "bo", "links", "my page", "Type an address such as https://example.org, and what it leads to."),
    (Person, "ada", "bo", "extra", "vegan", "Type a name, a colon and a value, such as “Dinner: yes”."),
    (Person, "ada", "bo", "earlier", "long ago", "Type a year and a role, such as “2023 moderator”."),
    (Session, "keynote", "panel", "segments", "Talk", "Type what it is and its minutes, such as “Questions 15”."),
    (Session, "keynote", "panel", "start", "late", TIME),
    (Room, "hall", "lab", "seats", "many", "Type a whole number from 1, or leave it empty."),
]


def test_what_was_refused_waits_where_it_was_typed_and_is_put_right_later(driver: WindowDriver) -> None:
    before = driver.agenda
    for kind, one, other, name, typed, sentence in REFUSED:
        empty = text_of(editor(driver, kind, name, of=other))
        show(driver, kind, one)
        enter(driver, kind, name, typed)
        assert (beside(driver), text_of(editor(driver, kind, name))) == (sentence, typed)

        show(driver, kind, other)
        assert (beside(driver), text_of(editor(driver, kind, name))) == ("", empty)
        assert driver.said.endswith(f"is not saved. {sentence} What was typed is kept there, to be corrected.")
        show(driver, kind, one)
        assert (beside(driver), text_of(editor(driver, kind, name))) == (sentence, typed)
        driver.document.drafts.forget(lambda spot: True)
        assert beside(driver) == ""
    assert (driver.agenda is before, driver.steps) == (True, [])

    enter(driver, Person, "extra", "vegan", of="ada")
    show(driver, Person, "bo")
    enter(driver, Person, "extra", "Diet: vegan", of="ada")
    assert (beside(driver), driver.agenda.people["ada"].extra) == ("", (ExtraField("Diet", "vegan"),))
    show(driver, Person, "bo")
    assert (text_of(editor(driver, Person, "extra", of="ada")), beside(driver)) == ("Diet: vegan", "")

    enter(driver, Person, "links", "my page")
    show(driver, Room, "hall")  # another kind of thing
    assert driver.said.startswith("“Links, a line each” of “Ada” is not saved.")
    assert text_of(editor(driver, Person, "links", of="ada")) == "my page"


def test_a_name_that_is_taken_waits_and_is_not_tried_again_by_other_deeds(driver: WindowDriver) -> None:
    enter(driver, Session, "start", "late", of="keynote")
    enter(driver, Session, "subtitle", "More")  # put right, it does not silence what is still wrong
    assert (beside(driver), text_of(editor(driver, Session, "start"))) == (TIME, "late")
    driver.key_in(editor(driver, Session, "start"), Key.Key_Escape)
    assert (text_of(editor(driver, Session, "start")), beside(driver)) == ("09:00", "")
    driver.start_over()

    enter(driver, Room, "name", "Lab", of="hall")
    assert text_of(editor(driver, Room, "name", of="lab")) == "Lab"
    show(driver, Room, "hall")
    assert (text_of(editor(driver, Room, "name")), beside(driver)) == ("Lab", "There is already a room “Lab”.")
    assert (driver.agenda.rooms["hall"].name, driver.steps) == ("Hall", [])

    enter(driver, Room, "name", "Attic", of="lab")
    show(driver, Room, "hall")
    show(driver, Room, "lab")
    assert sorted(room.name for room in driver.agenda.rooms.values()) == ["Attic", "Hall"]
    driver.key_in(editor(driver, Room, "name", of="hall"), Key.Key_Return)
    assert driver.agenda.rooms["hall"].name == "Lab"


def test_one_wrong_part_throws_nothing_away(hands_on: HandsOn) -> None:
    driver = hands_on(day(), person("ada"))
    field = editor(driver, Person, "availability", of="ada")
    assert isinstance(field, AvailabilityEditor)
    for typed, left, why in (
        ("9-12, 13-xx, 15-17", "9-12, 13-xx, 15-17", "“13-xx” is not understood. Type hours such as 9–14 or 13–."),
        ("9-12, 13-14, 15-17", "09:00–12:00\n13:00–14:00\n15:00–17:00", ""),
    ):
        driver.retype_in(field, typed, Key.Key_Tab)
        assert (field.toPlainText(), beside(driver)) == (left, why)
    field.show_mixed("mixed")
    assert (field.toPlainText(), field.placeholderText()) == ("", "mixed")


# while typing --------------------------------------------------------------------------------------------


def note(driver: WindowDriver) -> TextEditor:
    """Return Ada's note with the cursor in it."""
    found = editor(driver, Person, "note", of="ada")
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def test_each_visit_is_a_step_unless_nothing_is_left_of_it(driver: WindowDriver) -> None:
    before, field = driver.agenda, note(driver)
    type_and_pause(driver, "No", field)
    driver.key(Key.Key_Backspace, Key.Key_Backspace)
    pause(field)
    assert (driver.agenda, driver.steps) == (before, [])

    type_and_pause(driver, "One", field)
    driver.document.apply(lambda now: edit(now, Person, "bo", name="Bosse"))
    type_and_pause(driver, " two", field)  # the step between is not swallowed
    assert driver.steps == ["Change note of “Ada”", "Change name of “Bo”", "Change note of “Ada”"]
    driver.key(Key.Key_Tab)

    field = note(driver)  # coming back is another step
    driver.key(Key.Key_End)
    type_and_pause(driver, " more", field)
    assert (len(driver.steps), driver.agenda.people["ada"].note) == (4, "One two more")
    driver.key(Key.Key_Tab)
    driver.start_over()

    field = note(driver)
    type_and_pause(driver, "Comes", field)
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert field.toPlainText() == ""
    pause(field)
    assert (driver.agenda.people["ada"].note, driver.steps) == ("", [])

    QGuiApplication.clipboard().setText("Vegan cafe\u0301")
    field.paste()
    pause(field)
    assert (driver.agenda.people["ada"].note, field.textCursor().position()) == ("Vegan café", len(field.toPlainText()))
    driver.type("s only", Key.Key_Tab)  # the cursor stays where it was when the text was cleaned
    assert driver.agenda.people["ada"].note == "Vegan cafés only" == field.toPlainText()


def test_a_note_is_one_step_however_often_it_was_saved(driver: WindowDriver, env: Environment) -> None:
    before, field = driver.agenda, note(driver)
    for words in ("Comes ", "by train ", "from Lund"):
        type_and_pause(driver, words, field)

    assert driver.steps == ["Change note of “Ada”"]
    driver.key(Key.Key_Tab)
    assert (driver.agenda.people["ada"].note, len(driver.steps)) == ("Comes by train from Lund", 1)
    driver.does("undo")
    assert driver.agenda == before
    driver.does("redo")
    after = driver.agenda
    assert (left_in_file(driver, env), after.people["ada"].note) == (after, "Comes by train from Lund")


# undo in a field -----------------------------------------------------------------------------------------


def undo(driver: WindowDriver) -> None:
    driver.key(Key.Key_Z, modifiers=CTRL)


def title(driver: WindowDriver) -> str:
    return driver.agenda.sessions["keynote"].title


def typed_start(driver: WindowDriver) -> str:
    return text_of(editor(driver, Session, "start"))


def test_ctrl_z_takes_back_what_was_refused_and_never_a_title(driver: WindowDriver) -> None:
    driver.document.apply(lambda now: edit(now, Session, "keynote", title="Sent already"))
    action = driver.actions["undo"]
    for keys in ((), (Key.Key_Tab,), (Key.Key_Return,), (Key.Key_Tab, Key.Key_Tab)):
        refuse_a_time(driver)
        driver.key(*keys)
        assert Key.Key_Tab not in keys or action.text() == "&Undo “kvart i nio” in Starts"
        undo(driver)
        assert (title(driver), typed_start(driver), beside(driver)) == ("Sent already", "09:00", "")
        assert bar(driver) == "Saved"
    assert (driver.said, action.text()) == (
        "Undone: “kvart i nio” in Starts.",
        "&Undo Change title of “Keynote”",
    )

    for name in ("links", "extra"):
        enter(driver, Person, name, "vegan", of="ada")
        editor(driver, Person, name).setFocus(Qt.FocusReason.TabFocusReason)
        undo(driver)
        assert (text_of(editor(driver, Person, name)), beside(driver), title(driver)) == ("", "", "Sent already")

    for in_field in (False, True):  # what was done since is undone first, but in the field it is the field's
        refuse_a_time(driver)
        driver.key(Key.Key_Tab)
        driver.document.apply(lambda now: edit(now, Session, "panel", title="Later"))
        (editor(driver, Session, "start") if in_field else driver.canvas).setFocus()
        undo(driver)
        panel = driver.agenda.sessions["panel"].title
        assert (panel, title(driver)) == ("Later" if in_field else "Panel", "Sent already")
        assert typed_start(driver) == ("09:00" if in_field else "kvart i nio")
    assert driver.said == "Undone: “kvart i nio” in Starts."
    driver.does("undo")

    field = line(driver, "title")
    type_and_pause(driver, "Other", field)
    undo(driver)  # what was saved on the way is undone in its field
    assert field.text() == "Sent already"
    pause(field)
    assert (title(driver), driver.steps) == ("Sent already", ["Change title of “Keynote”"])

    refuse_a_time(driver)
    show(driver, Session, "panel")  # also when another session is shown
    driver.canvas.setFocus()
    undo(driver)
    assert (title(driver), bar(driver)) == ("Sent already", "Saved")
    show(driver, Session, "keynote")
    assert typed_start(driver) == "09:00"
    driver.canvas.setFocus()
    undo(driver)
    assert (title(driver), driver.said) == ("Keynote", "Undone: Change title of “Keynote”.")


# dates ---------------------------------------------------------------------------------------------------


@pytest.fixture
def dated(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for one day, and a speaker who was asked on a date."""
    return hands_on(
        day(), room("hall"), person("ada"),
        talk("keynote", "hall", "09:00-09:45",
             people=(Appearance("ada", Role.SPEAKER, State.INVITED, asked=date(2024, 2, 1)),)),
    )  # fmt: skip


def dates(driver: WindowDriver) -> list[date]:
    return [found.date for found in driver.agenda.days_in_order]


def refusals(driver: WindowDriver) -> list[FieldErrorLabel]:
    return [label for label in driver.page.inspector.findChildren(FieldErrorLabel) if label.isVisible()]


def test_a_date_is_what_was_typed_or_is_refused_and_not_saved(dated: WindowDriver) -> None:
    editor = line(dated, "date", Day)
    dated.type("31/2", Key.Key_Tab)
    (said,) = refusals(dated)
    assert said.text() == "“31/2” is not in the calendar. Type a date such as 2024-04-25 or 25 April."
    assert (editor.text(), dated.steps, editor.property("refused")) == ("31/2", [], "true")
    assert editor.accessibleDescription() == said.text()

    for typed, stored_date, words, leave in (
        ("26/4", date(2024, 4, 26), "Fri 26 Apr 2024", Key.Key_Return),
        ("2026-11-25", date(2026, 11, 25), "Wed 25 Nov 2026", Key.Key_Tab),
        ("26/4", date(2026, 4, 26), "Sun 26 Apr 2026", Key.Key_Return),
        ("26.4.2025", date(2025, 4, 26), "Sat 26 Apr 2025", Key.Key_Tab),
        ("26 april 2024", date(2024, 4, 26), "Fri 26 Apr 2024", Key.Key_Return),
        ("26 maj", date(2024, 5, 26), "Sun 26 May 2024", Key.Key_Tab),
    ):
        steps, editor = len(dated.steps), line(dated, "date", Day)
        dated.type(typed)
        assert (editor.text(), editor.in_words.text(), len(dated.steps)) == (typed, words, steps)
        dated.key(leave)
        assert (dates(dated), editor.text(), refusals(dated)) == ([stored_date], stored_date.isoformat(), [])
        assert (editor.property("refused"), editor.accessibleDescription()) == ("false", "")


def test_a_refusal_stands_between_its_field_and_the_next(dated: WindowDriver) -> None:
    editor = line(dated, "start")
    dated.type("kvart i nio", Key.Key_Tab)
    (said,) = refusals(dated)
    corner, at = (widget.mapTo(dated.window, QPoint()) for widget in (editor, said))
    labels = [w for w in dated.page.inspector.findChildren(QLabel) if w.isVisible() and w.property("label") == "field"]
    tops = [w.mapTo(dated.window, QPoint()).y() for w in labels]
    assert at.x() == corner.x()
    assert corner.y() + editor.height() <= at.y() < min(top for top in tops if top > corner.y())

    for name, typed in (("start", "\u0661\u0660:\u0660\u0660"), ("minutes", "\u0664\u0665"), ("number", "\u0667")):
        editor = line(dated, name)
        editor.insert(typed)
        editor.commit()
        assert (editor.waiting, dated.steps) == (typed, [])  # only ASCII digits count


def test_the_calendar_opens_at_the_date_and_enter_in_it_chooses_but_escape_does_not(dated: WindowDriver) -> None:
    for key, then in ((Key.Key_Escape, DAY), (Key.Key_Return, FRIDAY)):
        editor = line(dated, "date", Day)
        QTest.keyClick(editor, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        popup = QApplication.activePopupWidget()
        assert popup.month.selectedDate().toPython() == DAY
        (month,) = popup.month.findChildren(QTableView)
        QTest.keyClick(month, Key.Key_Right)
        QTest.keyClick(month, key)
        assert (QApplication.activePopupWidget(), dates(dated), editor.text()) == (None, [then], then.isoformat())


def test_whoever_chooses_the_dates_types_the_first_of_them_and_none_is_after_today(dated: WindowDriver) -> None:
    show(dated, Session)
    (chip,) = dated.page.inspector.findChildren(AppearanceRow)
    chip_menu(chip).actions()[-1].trigger()
    asked = focused()
    assert isinstance(asked, DateEditor)
    assert asked.objectName() == "asked"
    asked.selectAll()
    dated.type("24/12")  # today is 1 March 2024
    assert (asked.in_words.text(), asked.typed) == ("Sun 24 Dec 2023", date(2023, 12, 24))
    dated.type("x", Key.Key_Return)
    said = [label.text() for label in chip.findChildren(FieldErrorLabel) if label.isVisible()]
    assert (said, dated.steps) == (["“24/12x” is no date. Type a date such as 2024-04-25 or 25 April."], [])


def test_no_field_of_qts_own_is_left() -> None:
    sources = [(path, path.read_text(encoding="utf-8")) for path in (ROOT / "ui").rglob("*.py")]
    qts = ("QDateEdit", "QTimeEdit", "QDateTimeEdit")

    assert [path.name for path, text in sources if any(name in text for name in qts)] == []
