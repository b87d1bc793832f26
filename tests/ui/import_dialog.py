"""Two versions of a file for tests of the import dialog, and functions to read and use that dialog."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.importing.schedules import event, one, person, persons
from ui.features.importing.plan_table import WHAT

FIRST = one(event(1, "Moved", inside=persons(person("Ada", id="7"))), event(2, "Dropped"), event(3, "Stays"))
SECOND = one(
    event(1, "Moved", start="11:00", inside=persons(person("Ada", id="7"))), event(3, "Stays"),
    event(4, "<b>Added</b>"), event(5, "Bad", duration="soon"),
)  # fmt: skip
SILENT = one(event(1), head="<title>Silent</title>")
LONDON = one(
    event(1, date="2024-04-25T09:00:00+01:00"), event(2, date="2024-04-25T10:00:00+01:00", start="10:00"),
    head="<title>Silent</title>",
)  # fmt: skip


def shown(dialog, column=WHAT):
    filtered = dialog.table
    return [filtered.index(row, column).data() for row in range(filtered.rowCount())]


def accepting(act=lambda dialog: None):
    def does(dialog: QDialog) -> bool:
        act(dialog)
        return True

    return does


def choose_zone(dialog, typed):
    """Type a part of a zone's name and press Enter: the keys go to the box, or to its list of suggestions."""
    dialog.zone.setFocus()
    dialog.zone.lineEdit().selectAll()
    QTest.keyClicks(dialog.zone, typed)
    QTest.keyClick(QApplication.activePopupWidget() or dialog.zone, Qt.Key.Key_Return)


def chip(dialog, name):
    return next(button for button in dialog.chips.buttons() if button.text().startswith(name))
