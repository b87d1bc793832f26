"""The preview by keys and buttons."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.printing.marks import PlacedText, PrintedPage, TextStyle
from planner.wording import Wording
from ui.features.printing.print_preview import PrintPreview


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> PrintPreview:
    """Return the preview of four pages, each with its number in words."""
    pages = [
        PrintedPage(210, 297, (PlacedText(20, 30, text, TextStyle(12)),)) for text in ("one", "two", "three", "four")
    ]
    dialog = PrintPreview(pages, "Programme sheet", Wording("en"), str(tmp_path / "programme.pdf"))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_keys_turn_pages_and_a_screen_reader_hears_them(preview: PrintPreview, qtbot: QtBot) -> None:
    sheet, room = preview.view.stack.sheet(0).height(), preview.view.viewport().height()
    assert 0.9 * room < sheet <= room  # it begins with the whole first page
    down, up, home, end = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End

    for key, page in ((up, 1), (down, 2), (down, 3), (up, 2), (end, 4), (down, 4), (home, 1), (down, 2)):
        qtbot.keyClick(preview.view, key)
        assert preview.where.text() == preview.view.accessibleName() == f"Page {page} of 4"

    assert preview.view.accessibleDescription() == "two"
    assert [button.accessibleName() for button in preview.findChildren(QPushButton)] == [
        "Previous page", "Next page", "Smaller", "Larger", "Whole page", "Full width", "Save as PDF…", "Print…",
    ]  # fmt: skip


def test_zooming_stays_on_the_page_and_full_width_follows_the_window(preview: PrintPreview) -> None:
    view, before = preview.view, preview.view.percent
    at, turned, none = QPointF(50, 50), QPoint(0, 120), Qt.MouseButton.NoButton
    control, phase = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view.viewport(), QWheelEvent(at, at, QPoint(), turned, none, control, phase, False))
    assert view.percent == pytest.approx(1.25 * before, abs=1)

    view.go_to(2)
    view.zoom(2)
    assert (view.percent, preview.where.text()) == (pytest.approx(2.5 * before, abs=2), "Page 3 of 4")
    assert preview.size_shown.text() == f"{view.percent} %"

    view.fit(view.width_scale)
    preview.resize(600, 500)
    sheet = view.stack.sheet(0)
    assert sheet.width() == pytest.approx(view.viewport().width() - 32, abs=16)
    assert view.stack.grab().toImage().pixelColor(sheet.center().toPoint()).name() == "#ffffff"  # paper is white


def test_it_is_saved_under_the_name_that_is_offered_and_a_failure_says_why(
    preview: PrintPreview, tmp_path: Path
) -> None:
    preview.save(tmp_path / "nowhere" / "programme.pdf")
    assert preview.notice.sentence.text().startswith("“programme.pdf” ")
    assert preview.notice.property("tone") == "problem"

    preview.ask_where_to_save()
    (dialog,) = preview.findChildren(QFileDialog)
    assert dialog.selectedFiles() == [str(tmp_path / "programme.pdf")]
    dialog.accept()

    assert (tmp_path / "programme.pdf").read_bytes().startswith(b"%PDF-")
    assert preview.notice.sentence.text() == f"Saved in {tmp_path / 'programme.pdf'}."


def test_a_range_or_the_page_one_looks_at_can_be_printed_alone(preview: PrintPreview, tmp_path: Path) -> None:
    preview.ask_how_to_print()
    (dialog,) = preview.findChildren(QPrintDialog)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 4)
    assert dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.reject()

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    preview.view.go_to(1)
    preview.print_on(printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 1
    assert preview.notice.sentence.text() == "Sent to the printer."
