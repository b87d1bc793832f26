"""Editors and texts of the kit that need no document."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.dialogs.file_dialogs import FileDialogs
from ui.kit.editors.choice_editors import FlagEditor
from ui.kit.pictures.portrait import portrait_pixmap
from ui.kit.theme.painting import PaintCache, break_in_two
from ui.kit.theme.theme import LIGHT


def test_a_refused_tick_leaves_the_box_as_it_was_also_a_mixed_one(qtbot: QtBot) -> None:
    editor = FlagEditor("Pinned")
    qtbot.addWidget(editor)
    for show, state in (
        (lambda: editor.show_value(True), Qt.CheckState.Checked),
        (lambda: editor.show_mixed("Different"), Qt.CheckState.PartiallyChecked),
        (lambda: editor.show_value(False), Qt.CheckState.Unchecked),
    ):
        show()
        editor.click()
        editor.refuse(again=False)
        assert editor.checkState() is state


def test_a_single_word_that_is_too_long_is_elided_on_one_line(qapp: QApplication) -> None:
    font = QFont(qapp.font())
    metrics = QFontMetrics(font)

    (line,) = break_in_two("Donaudampfschifffahrt" * 3, font, metrics, 100)

    assert (line[-1], metrics.horizontalAdvance(line) <= 100) == ("…", True)


def test_the_initials_of_a_person_are_paler_in_a_dimmed_theme(qapp: QApplication) -> None:
    cache = PaintCache()

    def circle(theme: object) -> QImage:
        return portrait_pixmap(cache, "Ada Lovelace", None, None, 24, 1, theme).toImage()  # type: ignore[arg-type]

    assert circle(LIGHT) != circle(LIGHT.dimmed())
    assert circle(LIGHT) == circle(LIGHT)


def test_the_dialog_asks_about_the_file_that_will_be_written(qtbot: QtBot, tmp_path: Path) -> None:
    window, suffixes = QWidget(), list[str]()
    qtbot.addWidget(window)

    def read() -> None:
        (dialog,) = window.findChildren(QFileDialog)
        suffixes.append(dialog.defaultSuffix())
        dialog.reject()

    QTimer.singleShot(0, window, read)
    FileDialogs().ask_file_to_write(window, "Export a table", tmp_path / "plan.csv", confirm=True)

    assert suffixes == ["csv"]
