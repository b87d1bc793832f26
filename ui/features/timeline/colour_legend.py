"""The legend below the timeline: the colours of the shown day and their meaning."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.domain.enums import KIND_NAMES, STATUS_NAMES
from planner.layout.grid import shown_on
from ui.kit.theme.painting import text_font
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring

HEIGHT, SWATCH, PAD, GAP = 24, 10, 12, 16


def legend_entries(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the visible colours' names and labels, in the order of the tracks, kinds or statuses."""
    words, agenda, by = document.presentation.words, document.agenda, document.view_state.colouring
    days = agenda.days_in_order if document.shows_all_days else (document.day,)
    sessions = [session for day in days for session, _ in shown_on(agenda, day, document.view_state.hidden)]
    if by is Colouring.STATUS:
        used = {session.status for session in sessions}
        return tuple((STATUS_COLOURS[s], words(name)) for s, name in STATUS_NAMES.items() if s in used)
    if by is Colouring.KIND:
        kinds = {session.kind for session in sessions}
        return tuple((KIND_COLOURS[k], words(name)) for k, name in KIND_NAMES.items() if k in kinds)
    tracks = {session.track for session in sessions}
    found = [(track.colour, track.name) for track in agenda.tracks_in_order if track.id in tracks]
    return (*found, ("", words("No track"))) if found and None in tracks else tuple(found)


class ColourLegend(QWidget):
    """A row of as many colour samples with labels as fit; the tooltip has all labels."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._font = text_font(11.5)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(HEIGHT)
        for changed in (document.changed, document.day_changed, document.view_state.changed):
            changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Update the legend to the colours in use."""
        rows, words = legend_entries(self._document), self._document.presentation.words
        if rows != self.rows or not self.accessibleName():
            self.rows = rows
            labels = [label for _colour, label in rows]
            self.setAccessibleName(words("Colours: {what}").format(what=", ".join(labels)))
            self.setToolTip(tooltip_text("\n".join(labels)))
            self.setVisible(bool(rows))
            self.update()

    def fitting(self, width: float) -> int:
        """Return the number of entries that fit in a width, leaving space for the count of the others."""
        metrics, x = QFontMetricsF(self._font), float(PAD)
        more = metrics.horizontalAdvance("+999") + PAD
        for n, (_colour, word) in enumerate(self.rows):
            x += SWATCH + 6 + metrics.horizontalAdvance(word)
            if x > width - (more if n < len(self.rows) - 1 else PAD):
                return n
            x += GAP
        return len(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, metrics = QPainter(self), self._document.presentation.theme, QFontMetricsF(self._font)
        painter.fillRect(event.rect(), theme.colour("panel"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(self._font)
        shown, x = self.fitting(self.width()), float(PAD)
        base = (HEIGHT - metrics.height()) / 2 + metrics.ascent()
        for colour, word in self.rows[:shown]:
            painter.fillRect(QRectF(x, (HEIGHT - SWATCH) / 2, SWATCH, SWATCH), theme.track(colour))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(x + SWATCH + 6, base), word)
            x += SWATCH + 6 + metrics.horizontalAdvance(word) + GAP
        if shown < len(self.rows):
            painter.setPen(theme.colour("muted"))
            more, right = QRectF(0, 0, self.width() - PAD, HEIGHT), Qt.AlignmentFlag.AlignRight
            painter.drawText(more, Qt.AlignmentFlag.AlignVCenter | right, f"+{len(self.rows) - shown}")
