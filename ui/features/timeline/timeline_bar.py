"""The bar above the timeline, with the day tabs and the search, and the legend of colours below it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from planner.domain.enums import KIND_NAMES, STATUS_NAMES
from planner.layout.grid import shown_on
from ui.features.timeline.day_view import hidden_on
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.boxes import row
from ui.kit.widgets.labels import named, tooltip_text
from ui.state.day_tabs import DayTabs
from ui.state.document import Document
from ui.state.plain_line import PlainLineEdit
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring, SessionFilter

WIDEST = 240
"""Maximum width of the search field, in pixels."""


class TimelineSearch(PlainLineEdit):
    """The search field. Enter selects the matches, Down focuses the timeline, Escape clears and then leaves."""

    def __init__(self, document: Document, timeline: Timeline) -> None:
        super().__init__()
        self._document, self._timeline = document, timeline
        self.setPlaceholderText(document.presentation.words("Find in the timeline"))
        self.setAccessibleName(self.placeholderText())
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._document.view_state.session_filter:
            self._document.view_state.set_filter(SessionFilter())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._timeline.canvas.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._document.view_state.session_filter and (found := self._timeline.matching):
                self._document.select(found)
                self._timeline.canvas.setFocus()
        else:
            super().keyPressEvent(event)


class TimelineBar(QFrame):
    """The bar with the day tabs, the search field and the count of matches; it is shown for a single day too."""

    def __init__(self, document: Document, days: DayTabs, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._timeline, words = document, timeline, document.presentation.words
        set_properties(self, part="bar")
        self.search = TimelineSearch(document, timeline)
        self.count = set_properties(QLabel(), tone="muted")
        self.hidden, self.pick, self.clear = (set_properties(QToolButton(), small=True) for _n in range(3))
        named(self.clear, words("Show everything again")).setText("✕")
        self.clear.setToolTip(self.clear.accessibleName())
        for button, act in (
            (self.hidden, lambda: document.view_state.show_rooms()), (self.pick, self.open_picker),
            (self.clear, self._show_everything),
        ):  # fmt: skip
            button.clicked.connect(act)
        row(
            days, 1, self.count, self.clear, self.hidden, self.pick, (self.search, 1),
            inside=self, margins=(0, 0, 8, 0), spacing=6,
        )  # fmt: skip
        self.setFixedHeight(38)
        self.search.textChanged.connect(self._on_typed)
        document.view_state.filter_changed.connect(self.show_filter)
        for changed in (document.changed, document.day_changed, document.view_state.rooms_changed):
            changed.connect(self.show_filter)
            changed.connect(self.show_hidden_count)
        self.show_filter()
        self.show_hidden_count()

    def show_hidden_count(self) -> None:
        """Show the number of hidden rooms on the shown day."""
        words, document = self._document.presentation.words, self._document
        rooms = hidden_on(document)
        self.hidden.setText(words.plural("{n} room hidden", "{n} rooms hidden", len(rooms)))
        names = ", ".join(document.agenda.room_names(rooms))
        self.hidden.setAccessibleName(words("Show the hidden rooms: {names}").format(names=names))
        self.hidden.setToolTip(tooltip_text(self.hidden.accessibleName()))
        self.hidden.setVisible(bool(rooms))

    def _on_typed(self, text: str) -> None:
        view_state, before = self._document.view_state, self._document.view_state.session_filter
        view_state.set_filter(replace(before, text=text))
        found = self._timeline.matching if view_state.session_filter and text != before.text else ()
        if len(found) == 1:  # by typing: it is not selected
            self._timeline.show_session(found[0])
        self._say()

    def _show_everything(self) -> None:
        self._document.view_state.set_filter(SessionFilter())
        self.search.setFocus()

    def open_picker(self) -> None:
        """Open the popup of tracks, kinds, statuses and people."""
        from ui.features.timeline.filter_popup import FilterPopup  # loaded late so that the window starts faster

        FilterPopup(self._document, self.window()).open_below(self.pick)

    def show_filter(self) -> None:
        """Show the search text, the number of chosen values, and the number of matches on the day."""
        words, session_filter = self._document.presentation.words, self._document.view_state.session_filter
        if self.search.text() != session_filter.text:
            self.search.setText(session_filter.text)
        n = session_filter.picked
        self.pick.setText(words.plural("{n} picked", "{n} picked", n) if n else words("Pick…"))
        hint = words("Pick tracks, kinds, statuses and people; all else is dimmed")
        self.pick.setToolTip(hint)
        self.pick.setAccessibleName(f"{self.pick.text()}, {hint}" if n else hint)
        found, every = len(self._timeline.matching), len(self._timeline.view.source.model.keys)
        self.count.setText(words("{n} of {all}").format(n=found, all=every) if session_filter else "")
        self.count.setVisible(bool(session_filter))
        self.clear.setVisible(bool(session_filter))

    def _say(self) -> None:
        """Announce the number of matches to screen readers."""
        if QAccessible.isActive() and self.count.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, self.count.text()))


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
