"""The line below the timeline that says which colour is what on the shown day."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.domain.change import Change
from planner.domain.kinds import KIND_NAMES
from planner.layout.grid import shown_on
from ui.desk import Desk
from ui.labels import tip
from ui.names import STATUS_NAMES
from ui.seeing import KIND_COLOURS, STATUS_COLOURS, Colouring
from ui.timeline.painter import text_font

HEIGHT, SWATCH, PAD, GAP = 24, 10, 12, 16


def legend_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The colours in sight by name, each with its word, in the order of what they stand for."""
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
    """A sample of each colour and its word, as many as there is room for; all of them in the tooltip."""

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
        """Read anew which colours there are."""
        rows, words = legend_of(self._desk), self._desk.reader.words
        if rows != self.rows or not self.accessibleName():
            self.rows = rows
            said = ", ".join(word for _colour, word in rows)
            self.setAccessibleName(words("Colours: {what}").format(what=said))
            self.setToolTip(tip("\n".join(word for _colour, word in rows)))
            self.setVisible(bool(rows))
            self.update()

    def fitting(self, width: float) -> int:
        """How many of the rows there is room for; a number of how many more takes some of it."""
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
