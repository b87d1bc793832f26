"""Pages, dialogs and fields as they are measured: spaces on the grid, rows in line, texts at one edge, all readable.

``python -m tools.pictures --measure FOLDER`` does the same with every state of the window, in all variants.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.wording import wording
from tests.builders import DAY, day, person, room, talk
from tests.ui.answers import Answers
from tests.ui.window_driver import OpenWith, WindowDriver
from tools.pictures.measuring import Finding, laid_out, measured
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice
from ui.kit.editors.typed_values import DateEditor
from ui.kit.theme.theme import DARK, LIGHT, Theme, apply_theme, set_properties
from ui.kit.widgets.plain_widgets import column, labelled_field, number_field
from ui.state.document import PLACES

pytestmark = pytest.mark.forms

CAST = (day(), room("hall"), room("lab"), person("ada"), talk("one", "hall", "09:00-10:00"), talk("waits"))
DIALOGS = ("new", "new_edition", "export_table", "print_runsheet", "plan_versions", "changed_today", "duplicates")


@pytest.fixture(params=(LIGHT, DARK), ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, LIGHT)


def ink_of(field: QWidget) -> int:
    """Return the first column of pixels of a field in which something is written."""
    image = field.window().grab(QRect(field.mapTo(field.window(), QPoint()), field.size())).toImage()
    middle = range(6, image.height() - 6) if image.height() < 40 else range(6, 24)
    ground, columns = image.pixelColor(4, 8).lightness(), range(3, image.width())
    return next(x for x in columns if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in middle))


def test_every_sort_of_field_is_as_high_as_the_others_and_its_text_begins_at_the_same_pixel(
    open_with: OpenWith, qtbot: QtBot
) -> None:
    document = WindowDriver(open_with(*CAST)).page.document
    chosen, typed, text = QComboBox(), QComboBox(editable=True), QPlainTextEdit("17")
    for box in (chosen, typed):
        box.addItem("17")
    date = DateEditor(document.presentation, lambda: lambda *_: 2024, lambda: DAY)
    date.setText("17")
    fields = {
        "line": QLineEdit("17"), "choice": chosen, "typed": typed, "number": number_field(17, 30), "date": date,
        "several": set_properties(QPushButton("17"), many="true"), "text": text,
    }  # fmt: skip
    form = QWidget()
    column(*(labelled_field(name, field) for name, field in fields.items()), inside=form)
    qtbot.addWidget(form)
    form.resize(300, 500)
    form.show()
    QCoreApplication.sendPostedEvents()

    assert {name: ink_of(field) for name, field in fields.items()} == dict.fromkeys(fields, ink_of(fields["line"]))
    assert {name: f.height() for name, f in fields.items() if name != "text"} == dict.fromkeys(list(fields)[:-1], 30)


def test_the_minutes_of_a_shift_begin_in_their_field_where_the_time_does(open_with: OpenWith) -> None:
    driver = WindowDriver(open_with(*CAST))
    driver.does("shift_rest")
    bar = driver.page.reschedule_bar
    bar.time.setText("17")
    bar.minutes.setValue(17)
    bar.operation.setFocus()
    QCoreApplication.sendPostedEvents()

    assert ink_of(bar.minutes) == ink_of(bar.time)


def test_all_spaces_of_the_pages_are_on_the_grid_and_all_rows_in_line(open_with: OpenWith) -> None:
    driver = WindowDriver(open_with(*CAST))
    driver.window.resize(1366, 740)
    driver.plan.select(("one",))
    for place, _name in PLACES:
        driver.page.places.go(place)
        QCoreApplication.sendPostedEvents()

        assert (place, laid_out(driver.window)) == (place, [])
    driver.page.places.go(PLACES[0][0])
    driver.page.show_problems()
    assert laid_out(driver.window) == []


def test_a_dialog_is_readable_in_line_and_within_the_screen(
    open_with: OpenWith, answers: Answers, theme: Theme
) -> None:
    found: dict[str, list[Finding]] = {}

    def does(dialog: QDialog) -> bool:
        QCoreApplication.sendPostedEvents()
        found[dialog.windowTitle()] = measured(dialog)
        return False

    driver = WindowDriver(open_with(*CAST, theme=theme))
    answers.does = does
    for name in DIALOGS:
        driver.does(name)

    assert len(found) == len(DIALOGS)
    assert {title: list(said) for title, said in found.items() if said} == {}


def test_a_number_is_asked_for_as_everything_else(qtbot: QtBot) -> None:
    class Service(DialogService):
        def run_dialog(self, dialog: QDialog) -> bool:
            dialog.show()
            QCoreApplication.sendPostedEvents()
            assert measured(dialog) == []
            (field,) = dialog.findChildren(QSpinBox)
            qtbot.keyClicks(field, "25")  # instead of what was proposed, which is selected
            return True

    parent = QWidget()
    qtbot.addWidget(parent)
    assert Service(wording("en")).number(parent, "Split", "The first part, in minutes", 20, 44) == 25


def test_a_list_of_choices_is_as_wide_as_its_longest_name(qtbot: QtBot) -> None:
    long = "Room with a name that its field cannot show"
    editor = ChoiceEditor(lambda: [EditorChoice("", "Any"), EditorChoice("long", long)])
    qtbot.addWidget(editor)
    editor.setFixedWidth(100)
    editor.show_value("")
    editor.show()
    editor.showPopup()
    assert editor.view().viewport().width() > editor.fontMetrics().horizontalAdvance(long)


class Covered(QWidget):
    """A widget with a muted text below a dark label, or below a dark ground that leaves it in sight."""

    def __init__(self, *, label: str) -> None:
        super().__init__()
        self._label = label
        self.resize(200, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, muted = QPainter(self), QColor(LIGHT.muted)
        painter.fillRect(self.rect(), QColor(LIGHT.ink))
        painter.setPen(muted)
        painter.drawText(QRectF(20, 20, 60, 20), "muted")
        painter.setPen(QColor(LIGHT.panel))
        painter.drawText(QRectF(20, 18, 120, 24), self._label)


def test_a_text_that_another_covers_is_not_measured(qtbot: QtBot) -> None:
    found = {}
    for label in ("", "a label"):
        widget = Covered(label=label)
        qtbot.addWidget(widget)
        widget.show()
        found[label] = [finding.sort for finding in measured(widget) if finding.sort == "text"]
    assert found == {"": ["text"], "a label": []}
