"""Measures the windows in sight: contrast of texts and edges, steps of the grid, rows, and what does not fit.

A text that Python paints is measured by its own colour; one that the style sheet paints by its pixels.
All is drawn three times as large, so that a stroke of a letter has its full colour somewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QRegion, QStaticText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

SHARP = 3
"""Times as large as the window is drawn."""
TEXT, EDGE = 4.5, 3.0
"""Least contrast of a text, and of an edge by which something is known."""
GRID, HAIR = 4, 2
"""The steps of spaces; one up to ``HAIR`` pixels is an edge's, or brings letters onto one line."""
ENOUGH = 5
"""Pixels, three times as large, that a colour of letters has at least."""
INKED = 0.15
"""Least share of a text's full colour in what is not its ground; the rest are smooth edges."""
FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)
CONTROLS = (QPushButton, QToolButton, QLineEdit, QComboBox, QAbstractSpinBox)
SAID = {
    ("Tray", "right", 11), ("ChecklistCard", "right", 19), ("ChecklistCard", "right", 5), ("StepRow", "right", 5),
    ("StepRow", "top", 7), ("StepRow", "bottom", 7), ("NoticeBar", "top", 3),
}  # fmt: skip
"""Steps that are right: beside them is a line, or the frame of a button, which is a pixel more or less."""
QUIET = ("flat", "small", "section", "rail", "strip", "status", "row", "card", "heading", "beside", "offered", "add")
"""Properties of what is no control with an edge, or has a height of its own; so has a text that is not empty."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was measured and is not as it should be: of which sort, what, and its figure."""

    sort: str
    what: str
    figure: float


@dataclass(frozen=True, slots=True)
class _Painted:
    """A text as it was painted: where on the large picture, in which colour, how opaque."""

    text: str
    box: QRectF
    colour: QColor
    opacity: float


def laid_out(window: QWidget) -> list[Finding]:
    """Return what of a window is off the grid, or is not in line with what is beside it."""
    return list(dict.fromkeys([*_steps(window), *_rows(window)]))


def measured(window: QWidget) -> list[Finding]:
    """Return what is not as it should be in a window."""
    image, painted = _drawn(window)
    found = [
        *_painted_texts(image, painted), *_styled_texts(window, image), *_edges(window, image),
        *laid_out(window), *_unfit(window),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""

    def luminance(shade: QColor) -> float:
        parts = (shade.redF(), shade.greenF(), shade.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _drawn(window: QWidget) -> tuple[QImage, list[_Painted]]:
    """Draw a window large, and note the texts that are painted on it."""
    image = QImage((QSizeF(window.size()) * SHARP).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    with _listening() as painted:
        window.render(image, QPoint(), QRegion(), flags)
    return image, painted


@contextmanager
def _listening() -> Iterator[list[_Painted]]:
    """Note each text that is painted from Python meanwhile."""
    heard: list[_Painted] = []
    real, static = QPainter.drawText, QPainter.drawStaticText
    painter_class: Any = QPainter

    def note(painter: QPainter, text: str, box: QRectF) -> None:
        if painter.deviceTransform().m11() == SHARP and text.strip():
            where = painter.deviceTransform().mapRect(box)
            heard.append(_Painted(text, where, QColor(painter.pen().color()), painter.opacity()))

    def draw_text(painter: QPainter, *given: Any) -> Any:
        text = next((part for part in given if isinstance(part, str)), "")
        size, at = QFontMetricsF(painter.font()), given[0]
        if isinstance(at, QPoint | QPointF):
            note(painter, text, size.boundingRect(text).translated(at))
        elif isinstance(at, QRect | QRectF):
            note(painter, text, QRectF(at))
        return real(painter, *given)

    def draw_static(painter: QPainter, *given: Any) -> Any:
        at, text = given[0], given[-1]
        if isinstance(at, QPoint | QPointF) and isinstance(text, QStaticText):
            note(painter, text.text(), QRectF(QPointF(at), text.size()))
        return static(painter, *given)

    painter_class.drawText, painter_class.drawStaticText = draw_text, draw_static
    try:
        yield heard
    finally:
        painter_class.drawText, painter_class.drawStaticText = real, static


def _painted_texts(image: QImage, painted: list[_Painted]) -> Iterator[Finding]:
    for n, text in enumerate(painted):
        colours = _colours(image, text.box.toRect())
        if not colours or any(_covers(other, text) for other in painted[n + 1 :]):
            continue
        ground = QColor(colours.most_common(1)[0][0])
        shown = _mixed(text.colour, ground, text.opacity * text.colour.alphaF())
        own = sum(times for seen, times in colours.items() if _near(shown, QColor(seen)))
        if _near(shown, ground) or own < INKED * (colours.total() - colours[ground.rgb()]):
            continue  # it is covered, or scrolled away
        if (ratio := contrast(shown, ground)) < TEXT:
            yield Finding("text", f"“{text.text[:30]}” painted {shown.name()} on {ground.name()}", round(ratio, 2))


def _covers(other: _Painted, text: _Painted) -> bool:
    """Return whether a text that is painted later takes most of the place of another, as the label of a drag does."""
    both = other.box & text.box
    return both.width() * both.height() > text.box.width() * text.box.height() / 2


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    pairs = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))


def _near(one: QColor, other: QColor) -> bool:
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)) < 24  # type: ignore[index]


def _colours(image: QImage, box: QRect) -> Counter[int]:
    box = box.intersected(image.rect())
    rows, columns = range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)
    return Counter(image.pixel(x, y) for y in rows for x in columns)


def _styled_texts(window: QWidget, image: QImage) -> Iterator[Finding]:
    """Measure the texts that the style paints, by their pixels."""
    for widget, box, text in _texts_in(window):
        seen = widget.visibleRegion().boundingRect().intersected(box)
        if not text.strip() or seen.width() < 4 or seen.height() < 8 or not widget.isEnabled():
            continue
        where = QRect(widget.mapTo(window, seen.topLeft()) * SHARP, seen.size() * SHARP)
        colours = _colours(image, where)
        ground = QColor(colours.most_common(1)[0][0])
        shades = [QColor(colour) for colour, times in colours.items() if times >= ENOUGH]
        shown = max(shades, key=lambda shade: contrast(shade, ground), default=ground)
        if (ratio := contrast(shown, ground)) < TEXT:
            kind = type(widget).__name__
            yield Finding("text", f"“{text[:30]}” of {kind} {shown.name()} on {ground.name()}", round(ratio, 2))


def _texts_in(window: QWidget) -> Iterator[tuple[QWidget, QRect, str]]:
    for widget in _shown(window, QWidget):
        inside = widget.rect().adjusted(3, 3, -3, -3)
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, inside, getattr(widget, "shown", widget.text())  # some elide it
        elif isinstance(widget, QLineEdit):
            yield widget, inside.adjusted(4, 0, -24, 0), widget.text() or widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield widget, inside.adjusted(4, 0, -20, 0), widget.currentText() or widget.placeholderText()
        elif isinstance(widget, QPlainTextEdit):
            box = QRect(8, 4, widget.width() - 16, min(24, widget.height() - 8))
            yield widget, box, widget.toPlainText().split("\n")[0] or widget.placeholderText()
        elif isinstance(widget, QTabBar):
            for n in range(widget.count()):
                yield widget, widget.tabRect(n).adjusted(2, 2, -2, -4), widget.tabText(n)
        elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
            for n in range(widget.count()):
                area = QRect(widget.sectionViewportPosition(n), 2, widget.sectionSize(n), widget.height() - 4)
                yield widget.viewport(), area, str(widget.model().headerData(n, widget.orientation()) or "")
        elif isinstance(widget, QListView | QTreeView | QTableView) and _is_painted_by_qt(widget):
            yield from _cells(widget)


def _is_painted_by_qt(view: QAbstractItemView) -> bool:
    """Return whether neither the view nor its delegate paints the rows from Python."""
    ours = [kind for kind in type(view).__mro__ if not kind.__module__.startswith(("PySide6", "Shiboken", "builtins"))]
    delegate = type(view.itemDelegate())
    painting = {"paintEvent", "viewportEvent"}
    return delegate.__module__.startswith("PySide6") and not any(painting & vars(kind).keys() for kind in ours)


def _cells(view: QAbstractItemView) -> Iterator[tuple[QWidget, QRect, str]]:
    model, root = view.model(), view.rootIndex()
    columns = view.header().count() if isinstance(view, QTreeView) else 1
    for n in range(min(model.rowCount(root), 40) if model else 0):
        for m in range(columns):
            index = model.index(n, m, root)
            yield view.viewport(), view.visualRect(index).adjusted(2, 2, -2, -2), str(index.data() or "")


def _edges(window: QWidget, image: QImage) -> Iterator[Finding]:
    """Measure the edge at the foot of each field against what is around it."""
    for field in _shown(window, QWidget):
        inner = field.parentWidget()
        if not isinstance(field, FIELDS) or _is_quiet(field) or isinstance(inner, QComboBox | QAbstractSpinBox):
            continue
        if field.visibleRegion().boundingRect() != field.rect() or not field.isEnabled():
            continue
        at = field.mapTo(window, QPoint(field.width() // 2, field.height())) * SHARP
        edge, ground = image.pixelColor(at - QPoint(0, 2)), image.pixelColor(at + QPoint(0, SHARP))
        if (ratio := contrast(edge, ground)) < EDGE:
            what = f"{type(field).__name__} {field.accessibleName()!r} {edge.name()} on {ground.name()}"
            yield Finding("edge", what, round(ratio, 2))


def _steps(window: QWidget) -> Iterator[Finding]:
    """Find the spaces of layouts that are off the grid."""
    for widget in [window, *_shown(window, QWidget)]:
        if _is_qts_own(widget) or not widget.layout():
            continue
        for layout in _layouts(widget.layout()):
            if type(layout) in (QLayout, QStackedLayout):  # of the window itself, and of one that shows one at a time
                continue
            margins = layout.contentsMargins()
            named = {"left": margins.left(), "top": margins.top(), "right": margins.right(), "bottom": margins.bottom()}
            for name in ("spacing", "horizontalSpacing", "verticalSpacing"):
                if (ask := getattr(layout, name, None)) and layout.count() > 1:
                    named[name] = ask()
            for name, step in named.items():
                if step > HAIR and step % GRID and (_named(widget), name, step) not in SAID:
                    where = f"{type(layout).__name__} of {_named(widget)}"
                    yield Finding("step", f"{name} of {where}", step)


def _named(widget: QWidget) -> str:
    while not type(widget).__module__.startswith("ui") and (above := widget.parentWidget()):
        widget = above
    return type(widget).__name__


def _layouts(layout: QLayout) -> Iterator[QLayout]:
    yield layout
    for n in range(layout.count()):
        if (item := layout.itemAt(n)) and (inner := item.layout()):
            yield from _layouts(inner)


def _rows(window: QWidget) -> Iterator[Finding]:
    """Find rows in which controls are not equally high, or do not stand on one line."""
    for widget in [window, *_shown(window, QWidget)]:
        if _is_qts_own(widget) or not widget.layout():
            continue
        for layout in _layouts(widget.layout()):
            if not isinstance(layout, QHBoxLayout):
                continue
            inside = [item.widget() for n in range(layout.count()) if (item := layout.itemAt(n))]
            row = [w for w in inside if isinstance(w, CONTROLS) and w.isVisible() and not _is_quiet(w)]
            if len({(w.y(), w.height()) for w in row}) > 1:
                what = ", ".join(f"{type(w).__name__} {_said(w)!r} {w.y()}+{w.height()}" for w in row)
                yield Finding("row", f"{_named(widget)}: {what}", len({w.height() for w in row}))


def _said(widget: QWidget) -> str:
    return (widget.text() if isinstance(widget, QAbstractButton) else "") or widget.accessibleName()


def _unfit(window: QWidget) -> Iterator[Finding]:
    """Find a window beyond its screen, a control that is cut, and words that do not fit."""
    area = window.screen().availableGeometry()
    if not area.contains(window.geometry()):
        size = f"{window.width()}×{window.height()} at {window.x()},{window.y()}"
        yield Finding("screen", f"{type(window).__name__} {size} on {area.width()}×{area.height()}", window.height())
    for widget in _shown(window, QWidget):
        if isinstance(widget.parentWidget(), QLineEdit):  # Qt's own button that clears it
            continue
        if isinstance(widget, QAbstractButton | QLabel) and widget.isVisibleTo(window) and not _scrolls(widget, window):
            seen = widget.visibleRegion().boundingRect()
            if seen != widget.rect() and widget.rect().isValid():
                where = f"{seen.width()}×{seen.height()} of {widget.width()}×{widget.height()}"
                yield Finding("cut", f"{type(widget).__name__} {_text_of(widget)!r} {where}", seen.width())
        if lacking := _lacking(widget):
            yield Finding("narrow", f"{type(widget).__name__} {_text_of(widget)!r} in {_named(widget)}", lacking)


def _lacking(widget: QWidget) -> int:
    """Return the pixels that a word lacks in a button or a label of one line."""
    if isinstance(widget, QLabel):
        if widget.wordWrap() or not widget.text() or type(widget) is not QLabel:
            return 0
        return max(0, widget.sizeHint().width() - widget.width())
    if isinstance(widget, QAbstractButton) and widget.text() and not isinstance(widget, QCheckBox):
        inner = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
        return max(0, inner - widget.width() + 4) if "\n" not in widget.text() else 0
    return 0


def _text_of(widget: QWidget) -> str:
    return (widget.text() if isinstance(widget, QAbstractButton | QLabel) else "")[:40]


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    """Return whether a widget can be scrolled into sight."""
    above = widget.parentWidget()
    while above and above is not window:
        if isinstance(above, QScrollArea | QTabBar):
            return True
        above = above.parentWidget()
    return False


def _shown(window: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [w for w in window.findChildren(kind) if w.isVisible() and w.window() is window]


def _is_quiet(widget: QWidget) -> bool:
    return any(widget.property(name) for name in QUIET) or widget.property("empty") == "false"


def _is_qts_own(widget: QWidget) -> bool:
    """Return whether Qt lays out what is in it: a file dialog, a calendar, a box of buttons, a scroll area."""
    above: QWidget | None = widget
    while above:
        if type(above).__name__ in ("QFileDialog", "QCalendarWidget", "QMessageBox"):
            return True
        above = above.parentWidget()
    return False


def table(files: Iterable[Path]) -> str:
    """Return all findings of some files, each once: of how many pictures, sort, figure, what, and of which picture."""
    where = defaultdict[str, list[str]](list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            where[line].append(file.name.removesuffix(".measures"))
    ranked = sorted(where.items(), key=lambda item: (item[0].split("\t")[0], -len(item[1]), item[0]))
    return "".join(f"{len(names):4} {line}\t{names[0]}\n" for line, names in ranked)


def lines(found: list[Finding]) -> str:
    """Return the findings as lines: sort, figure, what."""
    return "".join(f"{one.sort}\t{one.figure:g}\t{one.what}\n" for one in found)
