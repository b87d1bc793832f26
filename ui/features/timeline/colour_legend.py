"""The legend below the timeline: the colours of the shown day and their meaning."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.domain.change import Change
from planner.domain.enums import KIND_NAMES, STATUS_NAMES
from planner.layout.grid import shown_on
from ui.kit.theme.painting import text_font
from ui.kit.widgets.labels import tip
from ui.state.document import Desk
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring

HEIGHT, SWATCH, PAD, GAP = 24, 10, 12, 16


def legend_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the names of the colours in sight and their labels, in the order of the tracks, kinds or statuses."""
    words, agenda, by = desk.reader.words, desk.agenda, desk.seeing.colouring
    days = agenda.days_in_order if desk.days_beside else (desk.day,)
    sessions = [session for day in days for session, _ in shown_on(agenda, day, desk.seeing.hidden)]
    if by is Colouring.STATUS:
        used = {session.status for session in sessions}
        return tuple((STATUS_COLOURS[s], words(name)) for s, name in STATUS_NAMES.items() if s in used)
    if by is Colouring.KIND:
        kinds = {session.kind for session in sessions}
        return tuple((KIND_COLOURS[k], words(name)) for k, name in KIND_NAMES.items() if k in kinds)
    tracks = {session.track for session in sessions}
    found = [(track.colour, track.name) for track in agenda.tracks_in_order if track.id in tracks]
    return (*found, ("", words("No track"))) if found and None in tracks else tuple(found)


class Legend(QWidget):
    """A row of colour samples with labels, as many as fit; the tooltip has all of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._font = text_font(11.5)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(HEIGHT)
        desk.changed.connect(self._on_change)
        desk.day_changed.connect(self.renew)
        desk.seeing.changed.connect(self.renew)
        self.renew()

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.renew()

    def renew(self) -> None:
        """Read the colours anew."""
        rows, words = legend_of(self._desk), self._desk.reader.words
        if rows != self.rows or not self.accessibleName():
            self.rows = rows
            said = ", ".join(word for _colour, word in rows)
            self.setAccessibleName(words("Colours: {what}").format(what=said))
            self.setToolTip(tip("\n".join(word for _colour, word in rows)))
            self.setVisible(bool(rows))
            self.update()

    def fitting(self, width: float) -> int:
        """Return the number of entries that fit. The count of the remaining ones takes some of the width."""
        metrics, x = QFontMetricsF(self._font), float(PAD)
        more = metrics.horizontalAdvance("+999") + PAD
        for n, (_colour, word) in enumerate(self.rows):
            x += SWATCH + 6 + metrics.horizontalAdvance(word)
            if x > width - (more if n < len(self.rows) - 1 else PAD):
                return n
            x += GAP
        return len(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, metrics = QPainter(self), self._desk.reader.look, QFontMetricsF(self._font)
        painter.fillRect(event.rect(), look.colour("panel"))
        painter.setPen(look.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(self._font)
        shown, x = self.fitting(self.width()), float(PAD)
        base = (HEIGHT - metrics.height()) / 2 + metrics.ascent()
        for colour, word in self.rows[:shown]:
            painter.fillRect(QRectF(x, (HEIGHT - SWATCH) / 2, SWATCH, SWATCH), look.track(colour))
            painter.setPen(look.colour("muted"))
            painter.drawText(QPointF(x + SWATCH + 6, base), word)
            x += SWATCH + 6 + metrics.horizontalAdvance(word) + GAP
        if shown < len(self.rows):
            painter.setPen(look.colour("muted"))
            more = QRectF(0, 0, self.width() - PAD, HEIGHT)
            painter.drawText(more, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                             f"+{len(self.rows) - shown}")  # fmt: skip
