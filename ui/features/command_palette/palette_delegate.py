"""Draws a search result of the command palette, and says how high it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from planner.domain.entities import Person
from ui.features.command_palette.palette_entries import PaletteEntry
from ui.features.command_palette.typed_verbs import TypedVerb
from ui.forms.photo_editor import make_portrait
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.painting import AFTER_SWATCH, paint_swatch, text_font
from ui.kit.widgets.plain_widgets import Index, paint_ground, paint_text
from ui.state.document import Document

ROW, VERB, GAP = 34, 46, 12
"""In pixels: height of a row, and of that of a verb, and the space behind a title."""


def measure_height(hit: PaletteEntry) -> int:
    """Return the height in pixels of the row of a search result."""
    return VERB if isinstance(hit.thing, TypedVerb) else ROW


class PaletteDelegate(QStyledItemDelegate):
    """Draws a search result: its title, before it a portrait or swatch, its details, and its type on the right.

    The details have up to a third of the room for both; of a verb they stand below, as they say which session it means.
    """

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._theme = document, document.presentation.theme
        self._title, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        return QSize(200, measure_height(hit))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, muted, middle = QRectF(option.rect), self._theme.colour("muted"), Qt.AlignmentFlag.AlignVCenter
        paint_ground(painter, option, rect, self._theme)
        area, detail = rect.adjusted(12, 0, -12, 0), hit.detail
        if isinstance(hit.thing, TypedVerb):
            paint_text(painter, area.adjusted(0, VERB / 2 - 2, 0, -4), detail, self._small, muted)
            area, detail = area.adjusted(0, 4, 0, 2 - VERB / 2), ""
        taken = paint_text(painter, area, hit.sort, self._small, muted, middle | Qt.AlignmentFlag.AlignRight) + 16
        title = area.adjusted(0, 0, -taken, 0)
        kept = min(QFontMetricsF(self._small).horizontalAdvance(detail) + GAP, title.width() / 3) if detail else 0
        if isinstance(hit.thing, tuple) and hit.thing[0] is Person:
            portrait = make_portrait(self._document, self._document.agenda.people[hit.thing[1]])
            portrait.paint(painter, QRect(round(title.left()), round(title.center().y() - FACE / 2), FACE, FACE))
            title.setLeft(title.left() + FACE + AFTER_SWATCH)
        if hit.swatch:
            title.setLeft(paint_swatch(painter, title.left(), title.center().y(), QColor(hit.swatch)))
        left = title.adjusted(0, 0, -kept, 0)
        used = paint_text(painter, left, hit.title, self._title, self._theme.colour("ink")) + GAP
        paint_text(painter, title.adjusted(used, 0, 0, 0), detail, self._small, muted)
