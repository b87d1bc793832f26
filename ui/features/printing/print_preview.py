"""The print preview: pages and zoom, and buttons to print them or save them as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterStateGuard,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QWidget,
)

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Text
from planner.printing.marks import PrintedPage
from planner.wording import Wording
from ui.features.printing.page_painter import (
    MM_PER_INCH,
    draw_page,
    page_indices_to_print,
    page_layout,
    print_pages,
    write_pdf,
)
from ui.kit.dialogs.dialog_service import (
    DialogService,
    fill_dialog,
)
from ui.kit.dialogs.file_dialogs import FileDialogs
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.theme.theme import set_properties, set_tab_order_by_layout
from ui.kit.widgets.notice_bar import NoticeBar, show_saved
from ui.kit.widgets.plain_widgets import (
    FlowLayout,
    column,
    escape_mnemonic,
    escape_window_title,
    name_widget,
    plain_label,
    row,
    tooltip_text,
)

GAP, HIGH = 16, 30
"""Space around the pages, and height of a button, in pixels."""
LONGEST = 220
"""Maximum width of the text on the print button, in pixels."""
SMALLEST, LARGEST = 0.1, 8.0
STEP, READABLE = 1.25, 0.3
"""Factor of one zoom step, and share of the pages' real size from which their words are readable."""


class PageStack(QWidget):
    """A column of pages; ``scale`` is in pixels per millimetre."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        super().__init__()
        self.pages = pages
        self.scale = 1.0

    def set_scale(self, scale: float, room: QSize) -> None:
        """Set the scale, and a size of at least ``room``."""
        self.scale = scale
        self.setFixedSize(self.sizeHint().expandedTo(room))
        self.update()

    def sizeHint(self) -> QSize:
        width = max(page.width for page in self.pages) * self.scale
        return QSize(round(width) + 2 * GAP, round(sum(page.height * self.scale + GAP for page in self.pages)) + GAP)

    def page_top_y(self, index: int) -> float:
        """Return the y coordinate of a page's top edge in pixels."""
        return GAP + sum(page.height * self.scale + GAP for page in self.pages[:index])

    def sheet_rect(self, index: int) -> QRectF:
        page = self.pages[index]
        left = (self.width() - page.width * self.scale) / 2
        return QRectF(left, self.page_top_y(index), page.width * self.scale, page.height * self.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
            for index, page in enumerate(self.pages):
                sheet = self.sheet_rect(index)
                if not sheet.intersects(QRectF(event.rect())):
                    continue
                painter.fillRect(sheet, Qt.GlobalColor.white)
                with QPainterStateGuard(painter):
                    painter.translate(sheet.topLeft())
                    draw_page(page, painter, self.scale)
                painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
                painter.drawRect(sheet)


class PageView(QScrollArea):
    """A scrolling view of pages with zoom; ``page_changed`` is emitted with the index of the current page."""

    page_changed = Signal(int)

    def __init__(self, pages: Sequence[PrintedPage], parent: QWidget | None = None) -> None:
        super().__init__(parent, alignment=Qt.AlignmentFlag.AlignCenter)
        self.stack = PageStack(pages)
        self.current_page = 0
        self._fit: Callable[[], float] | None = self.usual_scale
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self.stack)
        self.verticalScrollBar().valueChanged.connect(self._find_current_page)

    def show_pages(self, pages: Sequence[PrintedPage]) -> None:
        """Show other pages, from the first one, at the same zoom or fitted as before."""
        self.stack.pages, self.current_page = pages, 0
        self._rescale(self._fit() if self._fit else self.stack.scale)
        self.go_to(0)

    @property
    def percent(self) -> int:
        """The size of the pages in per cent of their real size."""
        return round(100 * self.stack.scale / self._real_scale())

    def fit(self, scale: Callable[[], float]) -> None:
        """Set the scale by a function such as ``page_scale``, now and after each change of size, until ``zoom``."""
        self._fit = scale
        self._rescale(scale())

    def zoom(self, factor: float) -> None:
        """Multiply the scale by a factor, within limits."""
        self._fit = None
        real = self._real_scale()
        self._rescale(min(max(self.stack.scale * factor, SMALLEST * real), LARGEST * real))

    def go_to(self, index: int) -> None:
        """Scroll to the top of a page; an index beyond the ends means the first or last page."""
        index = min(max(index, 0), len(self.stack.pages) - 1)
        self.verticalScrollBar().setValue(round(self.stack.page_top_y(index) - GAP))
        self._set_page(index)

    def _real_scale(self) -> float:
        return self.logicalDpiX() / MM_PER_INCH

    def width_scale(self) -> float:
        """Return the scale at which the widest page fills the view's width."""
        room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 2 * GAP
        return max(room, 50) / max(page.width for page in self.stack.pages)

    def page_scale(self) -> float:
        """Return the scale at which any whole page fits in the view."""
        tallest = max(page.height for page in self.stack.pages)
        return min(self.width_scale(), max(self.maximumViewportSize().height() - 2 * GAP, 50) / tallest)

    def usual_scale(self) -> float:
        """Return the scale at which a whole page fits, or only its width if a whole page would be unreadable."""
        whole = self.page_scale()
        return whole if whole >= READABLE * self._real_scale() else self.width_scale()

    def _rescale(self, scale: float) -> None:
        """Set the scale, keeping the current page in place."""
        bar, before = self.verticalScrollBar(), self.stack.scale
        index = self.current_page
        inside = (bar.value() - self.stack.page_top_y(index) + GAP) / before
        self.stack.set_scale(scale, self.viewport().size())
        bar.setRange(0, max(0, self.stack.height() - self.viewport().height()))
        bar.setValue(round(self.stack.page_top_y(index) - GAP + inside * scale))
        self._set_page(index)

    def _find_current_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        above = [index for index in range(len(self.stack.pages)) if self.stack.page_top_y(index) <= middle]
        self._set_page(above[-1] if above else 0)

    def _set_page(self, index: int) -> None:
        self.current_page = index
        self.page_changed.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit:
            self._rescale(self._fit())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        targets = {
            Qt.Key.Key_PageDown: self.current_page + 1, Qt.Key.Key_PageUp: self.current_page - 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.stack.pages) - 1,
        }  # fmt: skip
        if (target := targets.get(Qt.Key(event.key()))) is None:
            super().keyPressEvent(event)
        else:
            self.go_to(target)


class PrintPreview(QDialog):
    """A dialog that shows pages, prints them, or saves them as a PDF, proposing the path ``save_name``.

    ``words`` are in the window's language. A new PDF of ``private`` pages can be read only by its owner and group.
    ``refuse`` raises ``EstradError`` for a path to which no PDF may be saved. ``printed`` is called after all pages
    were printed or saved. ``usual_printer`` returns the name of the default printer, empty if
    there is none; it is called once the pages are shown, as the system may take a moment.
    """

    def __init__(
        self, pages: list[PrintedPage], title: str, words: Wording, save_name: Path, parent: QWidget | None = None,
        *, author: str = "", private: bool = False, printed: Callable[[], None] = lambda: None,
        refuse: Callable[[Path], None] = lambda _path: None,
        usual_printer: Callable[[], str] = QPrinterInfo.defaultPrinterName, dialogs: DialogService | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._dialogs = dialogs or DialogService(words)
        self._private, self._author, self._printed, self._refuse = private, author, printed, refuse
        self._usual_printer, self._printer = usual_printer, ""
        self.pages = pages
        self._title, self._words, self._save_name = title, words, save_name
        self._files = FileDialogs()
        self.view = PageView(pages)
        self.view.page_changed.connect(self._show_page_number)
        self.where, self.size_shown = plain_label(wrap=False), plain_label(wrap=False)
        parts = (self._button_bar(), (self.view, 1))
        self._box = fill_dialog(
            self, escape_window_title(title), *parts, default=self._print, size=(900, 860), spacing=12
        )
        self.notice = NoticeBar(words, self)
        self.view.setFocus()
        self._show_page_number(0)

    def add_options(self, options: QWidget) -> None:
        """Put the widget with a product's options above the pages."""
        self._box.insertWidget(1, options)
        set_tab_order_by_layout(self)

    def show_pages(self, pages: list[PrintedPage], title: str, save_name: Path) -> None:
        """Show other pages, from the first one."""
        self.pages, self._title, self._save_name = pages, title, save_name
        self.setWindowTitle(escape_window_title(title))
        self.view.show_pages(pages)

    def _button_bar(self) -> QHBoxLayout:
        _, view, bar = self._words, self.view, FlowLayout()
        for label in (self.where, self.size_shown):
            label.setMinimumHeight(HIGH)  # in the middle of the buttons beside it
        self._add_button(bar, "←", _("Previous page"), lambda: view.go_to(view.current_page - 1))
        bar.addWidget(self.where)
        self._add_button(bar, "→", _("Next page"), lambda: view.go_to(view.current_page + 1))
        self._add_button(bar, "−", _("Smaller"), lambda: view.zoom(1 / STEP), QKeySequence.StandardKey.ZoomOut)
        bar.addWidget(self.size_shown)
        self._add_button(bar, "+", _("Larger"), lambda: view.zoom(STEP), QKeySequence.StandardKey.ZoomIn)
        self._add_button(bar, _("Whole page"), "", lambda: view.fit(view.page_scale), QKeySequence("Ctrl+0"))
        self._add_button(bar, _("Full width"), "", lambda: view.fit(view.width_scale), QKeySequence("Ctrl+1"))
        ends = row()
        self._add_button(ends, _("Save as PDF…"), "", self.ask_where_to_save, QKeySequence.StandardKey.Save)
        self._other = self._add_button(
            ends, _("Printer…"), _("Choose printer, pages and copies"), self.ask_how_to_print
        )
        self._other.hide()
        self._print = self._add_button(
            ends, _("Print…"), "", self.print_on_usual_printer, QKeySequence.StandardKey.Print
        )
        set_properties(self._print, primary=True)
        return row((bar, 1), column(ends, 0))

    def _add_button(
        self,
        bar: QLayout,
        text: str,
        name: str,
        do: Callable[[], None],
        keys: QKeySequence | QKeySequence.StandardKey | None = None,
    ) -> QPushButton:
        button = name_widget(QPushButton(text), name or text)
        button.clicked.connect(lambda _checked=False: do())
        if keys is not None:
            sequence = QKeySequence(keys)
            QShortcut(sequence, self, activated=do)  # type: ignore[call-overload]
            name = f"{name or text} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})"
        button.setToolTip(name)
        bar.addWidget(button)
        return button

    def _show_page_number(self, index: int) -> None:
        say = self._words.say
        text = say(Text("Page {number} of {count}", number=index + 1, count=len(self.pages)))
        self.where.setText(text)
        self.size_shown.setText(say(Text("{percent} %", percent=self.view.percent)))
        self.view.setAccessibleName(text)
        self.view.setAccessibleDescription(self.pages[index].text)

    # print and save ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._offer_usual_printer)

    def _offer_usual_printer(self) -> None:
        """Name the default printer, if any, on the print button, and show a button beside it to choose another."""
        self._printer = self._usual_printer()
        if self._printer:
            name = self._words("Print on {printer}").format(printer=self._printer)
            shown = self._print.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, LONGEST)
            name_widget(self._print, name).setText(escape_mnemonic(shown))
            self._print.setToolTip(tooltip_text(name))
            self._other.show()

    def print_on_usual_printer(self) -> None:
        """Print all pages on the printer named on the button; without one, ask how to print."""
        if not self._printer:
            self.ask_how_to_print()
            return
        printer = self._new_printer()
        printer.setPrinterName(self._printer)
        self.print_selection(printer)

    def _new_printer(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title.replace("–", "-"))  # a queue may make a file name of it
        printer.setPageLayout(page_layout(self.pages[0]))
        return printer

    def ask_how_to_print(self) -> None:
        """Open the system's print dialog, in which a range of pages can be chosen."""
        printer = self._new_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        option = QAbstractPrintDialog.PrintDialogOption
        dialog.setOption(option.PrintPageRange)
        dialog.setOption(option.PrintCurrentPage)
        dialog.setMinMax(1, len(self.pages))
        dialog.accepted.connect(lambda: self.print_selection(printer))
        QDialog.open(dialog)  # in PySide an older overload that takes a slot hides it

    def print_selection(self, printer: QPrinter) -> None:
        """Print the pages selected in the printer's settings, and report the result."""
        current = printer.printRange() == QPrinter.PrintRange.CurrentPage
        pages = [self.pages[self.view.current_page]] if current else self.pages
        done = self._run_reported(print_pages(pages, printer), self._words("The pages are being printed…"))
        if done:
            if not current and len({*page_indices_to_print(len(pages), printer)}) == len(pages):
                self._printed()
            self.notice.show_message(self._words("Sent to the printer."))
        elif done is None:
            self.notice.show_message(self._words("Cancelled. Pages that were ready may still come out."))

    def ask_where_to_save(self) -> None:
        """Ask for a path, and save the PDF there."""
        _ = self._words
        dialog = self._files.writing(self, _("Save as PDF"), self._save_name, _("PDF documents (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the PDF to a path, and report success or failure."""
        if self._run_reported(self._write_pdf(path), self._words("The PDF is being written…")):
            self._printed()
            show_saved(self.notice, self._words, path)

    def _write_pdf(self, path: Path) -> LongTask[Path]:
        self._refuse(path)
        return (yield from write_pdf(self.pages, path, title=self._title, author=self._author, private=self._private))

    def _run_reported(self, steps: LongTask[Any], sentence: str) -> bool | None:
        """Run a long task with progress; return True if it succeeded, None if it was cancelled.

        Return False if it failed, which is reported.
        """
        try:
            done = run_with_progress(steps, self._dialogs, self, self.windowTitle(), sentence)
        except EstradError as error:
            self.notice.show_error(error)
            return False
        return None if done is None else True
