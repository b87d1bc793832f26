"""Draws pages with the bundled font, alike for printer, PDF and preview; writes PDFs and prints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterStateGuard,
    QPdfWriter,
    QPen,
)
from PySide6.QtPrintSupport import QPrinter

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text
from planner.exporting.deliver import deliver_files
from planner.printing.marks import (
    POINT,
    FilledRect,
    HorizontalRule,
    PlacedPicture,
    PlacedText,
    PrintedPage,
    TextStyle,
)
from ui.kit.theme.theme import load_font_family

UNITS_PER_POINT = 100
"""Units of paper fonts per point; a font has a whole number of them."""
UNITS_PER_MM = UNITS_PER_POINT / POINT
LIGATURES = ("liga", "clig", "dlig", "calt")


@lru_cache(maxsize=256)
def paper_font(face: TextStyle) -> QFont:
    """Return the font for a text style, ``UNITS_PER_MM`` units to a millimetre; unhinted, so that it scales evenly.

    It has no ligatures, as searching in a PDF would not find words with them, and no tabular figures: Qt writes those
    into a PDF as glyphs without a character, so searching would not find a time.
    """
    font = QFont(load_font_family())
    font.setWeight(QFont.Weight(int(face.weight)))
    for tag in LIGATURES:
        font.setFeature(QFont.Tag(tag), 0)
    font.setPixelSize(max(1, round(face.size * UNITS_PER_POINT)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=32_768)
def measure(text: str, face: TextStyle) -> float:
    """Return the width of a text in millimetres, exactly as it is drawn; implements the planner's ``Measure``.

    It is cached, as the preview lays out the same words again for each choice and size.
    """
    return _font_metrics(face).horizontalAdvance(text) / UNITS_PER_MM


@lru_cache(maxsize=256)
def _font_metrics(face: TextStyle) -> QFontMetricsF:
    return QFontMetricsF(paper_font(face))


DOTS_PER_INCH = 1200
MM_PER_INCH = 25.4


def draw_page(page: PrintedPage, painter: QPainter, scale: float) -> None:
    """Draw the marks of a page; ``scale`` is the painter's units per millimetre."""
    with QPainterStateGuard(painter):
        painter.scale(scale / UNITS_PER_MM, scale / UNITS_PER_MM)
        face = None
        for mark in page.marks:
            if isinstance(mark, PlacedText):
                if mark.face is not face:  # most lines are set as the one before
                    face = mark.face
                    painter.setFont(paper_font(face))
                    painter.setPen(QColor(face.colour))
                painter.drawText(QPointF(mark.x * UNITS_PER_MM, mark.y * UNITS_PER_MM), mark.text)
            else:
                face = None
                _draw_shape(mark, painter)


def _draw_shape(mark: HorizontalRule | FilledRect | PlacedPicture, painter: QPainter) -> None:
    x, y = mark.x * UNITS_PER_MM, mark.y * UNITS_PER_MM
    if isinstance(mark, HorizontalRule):
        painter.setPen(QPen(QColor(mark.colour), mark.thickness * UNITS_PER_MM))
        painter.drawLine(QPointF(x, y), QPointF(x + mark.length * UNITS_PER_MM, y))
        return
    box = QRectF(x, y, mark.width * UNITS_PER_MM, mark.height * UNITS_PER_MM)
    if isinstance(mark, FilledRect):
        painter.fillRect(box, QColor(mark.colour))
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, QImage.fromData(mark.data))


def pdf(pages: Sequence[PrintedPage], title: str, author: str) -> LongTask[bytes]:
    """Return a task that draws pages, one at a time, and returns them as a PDF with a title and an author."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setAuthor(author)
    writer.setCreator("Estrad")
    writer.setPageLayout(page_layout(pages[0]))
    with QPainter(writer) as painter:
        for number, page in enumerate(pages):
            yield Progress(number, len(pages))
            if number:
                writer.setPageLayout(page_layout(page))
                writer.newPage()
            draw_page(page, painter, DOTS_PER_INCH / MM_PER_INCH)
    return bytes(buffer.data().data())


def write_pdf(
    pages: Sequence[PrintedPage], path: Path, *, title: str = "", author: str = "", private: bool = False
) -> LongTask[Path]:
    """Write pages as a PDF, all or nothing, and return its path; if that fails or is cancelled, an old file stays.

    A new ``private`` file is readable only by its owner and group. Raise ``EstradError`` on failure.
    """
    deliver_files({path: (yield from pdf(pages, title, author))}, private=private)
    return path


def print_pages(pages: Sequence[PrintedPage], printer: QPrinter) -> LongTask[int]:
    """Print pages with the printer's range, order and copies, and return how many were sent to it.

    If it is cancelled, the printer is told, but CUPS still prints the pages before that. Raise ``EstradError`` if the
    printer does not take the pages.
    """
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise EstradError(
            Text("The printer “{name}” does not take the pages.", name=printer.printerName()),
            Text("Look whether it is switched on, or save a PDF instead."),
        )
    sheet, wanted = printer.paperRect(QPrinter.Unit.Millimeter), page_indices_to_print(len(pages), printer)
    try:
        for position, index in enumerate(wanted):
            yield Progress(position, len(wanted))
            if position:
                printer.newPage()
            page = pages[index]
            shrunk = min(1.0, sheet.width() / page.width, sheet.height() / page.height)  # for paper smaller than it
            draw_page(page, painter, shrunk * printer.resolution() / MM_PER_INCH)
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


def page_indices_to_print(count: int, printer: QPrinter) -> list[int]:
    """Return the indices of the pages to print, in order, repeated if the printer cannot make copies itself."""
    ranges = printer.pageRanges()
    asked = printer.printRange() == QPrinter.PrintRange.PageRange and not ranges.isEmpty()
    chosen = [index for index in range(count) if not asked or ranges.contains(index + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return chosen * copies if printer.collateCopies() else [index for index in chosen for _copy in range(copies)]


def page_layout(page: PrintedPage) -> QPageLayout:
    """Return Qt's layout for a page: its size without margins, as landscape if it is wider than high."""
    short, long = sorted((page.width, page.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    orientations = QPageLayout.Orientation
    upright = page.width <= page.height
    return QPageLayout(size, orientations.Portrait if upright else orientations.Landscape, QMarginsF())
