"""The legend of the timeline's colours: a row of swatches with the names of tracks, types or statuses."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.domain.value_objects import KIND_NAMES, STATUS_NAMES
from planner.layout.grid import tiled_sessions
from ui.kit.theme.painting import AFTER_SWATCH, SWATCH, paint_swatch, text_font, write
from ui.kit.widgets.plain_widgets import tooltip_text
from ui.plan.canvas.tile_content import effective_colouring
from ui.state.plan_view import PlanView
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring

HEIGHT, GAP, LEAST = 24, 16, 40
BESIDE = 840
"""Pixels of the window's width that the legend leaves to the rest of the status bar."""


def legend_entries(plan: PlanView) -> tuple[tuple[str, str], ...]:
    """Return the name and label of each colour in use on the shown days, in the order of tracks, types or statuses."""
    words, agenda, by = plan.presentation.words, plan.agenda, effective_colouring(plan)
    days = agenda.days_in_order if plan.shows_all_days else (plan.day,)
    sessions = [session for day in days for session, _ in tiled_sessions(agenda, day, plan.view_state.hidden)]
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
    """A row of colour swatches with labels, as many as fit; the tooltip has all labels."""

    def __init__(self, plan: PlanView, parent: QWidget | None = None) -> None:
        super().__init__(parent, minimumWidth=LEAST)
        self._plan = plan
        self._font = text_font(12)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for changed in (plan.changed, plan.day_changed, plan.view_state.changed):
            changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Update the legend to the colours in use; hide it if there are none."""
        rows, words = legend_entries(self._plan), self._plan.presentation.words
        if rows != self.rows or not self.accessibleName():
            self.rows = rows
            labels = [label for _colour, label in rows]
            self.setAccessibleName(words("Colours: {what}").format(what=", ".join(labels)))
            self.setToolTip(tooltip_text("\n".join(labels)))
            self.setVisible(bool(rows))
            self.updateGeometry()
            self.update()

    def _entry_width(self, word: str) -> float:
        return SWATCH + AFTER_SWATCH + QFontMetricsF(self._font).horizontalAdvance(word)

    def sizeHint(self) -> QSize:
        whole = ceil(sum(self._entry_width(word) + GAP for _colour, word in self.rows))
        return QSize(min(whole, max(LEAST, self.window().width() - BESIDE)), HEIGHT)

    def count_fitting(self, width: float) -> int:
        """Return how many entries fit in a width in pixels, with space left for the number of the others."""
        more, x = GAP + QFontMetricsF(self._font).horizontalAdvance("+999"), 0.0
        for n, (_colour, word) in enumerate(self.rows):
            x += self._entry_width(word)
            if x > width - (more if n < len(self.rows) - 1 else 0):
                return n
            x += GAP
        return len(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, metrics = QPainter(self), self._plan.presentation.theme, QFontMetricsF(self._font)
        shown, x = self.count_fitting(self.width()), 0.0
        base = (HEIGHT - metrics.height()) / 2 + metrics.ascent()
        for colour, word in self.rows[:shown]:
            named = paint_swatch(painter, x, HEIGHT / 2, theme.track(colour))
            write(painter, self._font, theme.colour("muted"), QPointF(named, base), word)
            x += self._entry_width(word) + GAP
        if 0 < shown < len(self.rows):
            write(painter, self._font, theme.colour("muted"), QPointF(x, base), f"+{len(self.rows) - shown}")
