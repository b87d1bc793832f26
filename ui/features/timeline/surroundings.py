"""The widgets around the timeline: search and filter, hidden rooms, legend of colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.domain.value_objects import KIND_NAMES, STATUS_NAMES
from planner.layout.grid import day_columns, tiled_sessions
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.painting import AFTER_SWATCH, SWATCH, MeasuredFont, paint_plain_text, paint_swatch
from ui.kit.theme.theme import announce, icon, set_properties
from ui.kit.widgets.plain_widgets import name_widget, row, tooltip_text
from ui.plan.canvas.tile_content import effective_colouring
from ui.state.document import Document
from ui.state.plan_view import PlanView
from ui.state.transfer import PlainLineEdit
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring, SessionFilter

WIDTH, NARROWEST, GLYPH = 240, 88, 16
"""Usual and least width of the search field, and side of its icons, in pixels."""
ROOMY, AROUND = 180, 8
"""Least width of a search field that shows the number of hits, and the space around that number, in pixels."""


class TimelineSearch(PlainLineEdit):
    """The timeline's search field, with the number of hits, and buttons to step through them and to end the search.

    Enter goes to the next hit, Down to the timeline; Escape clears search and filter, then leaves the field.
    """

    _shown: tuple[bool, str, str, bool] | None = None
    """The state shown last: whether search or filter is set, two texts about the hits, whether the field is roomy."""

    def __init__(self, document: Document, timeline: Timeline) -> None:
        super().__init__()
        self._document, self._timeline, words = document, timeline, document.presentation.words
        self.setPlaceholderText(words("Find…"))
        self.setAccessibleName(words("Find in the timeline"))
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDTH)
        self.clear_all = self._add_button("cross", words("Show everything again"), "", self._clear_filter)
        self.next = self._add_button("down", words("Next hit"), "F3", lambda: timeline.hits.step(1))
        self.previous = self._add_button("up", words("Previous hit"), "Shift+F3", lambda: timeline.hits.step(-1))
        self.textChanged.connect(self._on_typed)
        for changed in (document.plan.view_state.filter_changed, document.plan.changed, document.plan.day_changed):
            changed.connect(self._show_filter)
        document.plan.selection_changed.connect(self._on_selected)
        self._show_filter()

    def _add_button(self, picture: str, name: str, keys: str, act: Callable[[], object]) -> QAction:
        """Add a button inside the field, to the left of the others, and return its action."""
        ink = self._document.presentation.theme.ink
        action = self.addAction(icon(picture, ink, ink, GLYPH), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(name)
        action.setToolTip(f"{name} ({keys})" if keys else name)
        action.triggered.connect(act)
        return action

    def _clear_filter(self) -> None:
        self._document.plan.view_state.set_filter(SessionFilter())
        self.setFocus()

    def _on_typed(self, text: str) -> None:
        view_state = self._document.plan.view_state
        view_state.set_filter(replace(view_state.session_filter, text=text))
        announce(self, self.accessibleDescription())

    def _on_selected(self) -> None:
        """Show the hits again, and announce them with the selected titles if the field has the focus."""
        self._show_filter()
        titles = [self._document.agenda.sessions[name].title for name in self._document.plan.selected]
        if self.hasFocus() and (count := self._timeline.hits.hit_count_text):
            announce(self, ", ".join([count, *titles]))

    def _show_filter(self) -> None:
        """Show the search text, and the number of hits if anything is searched for or picked."""
        session_filter, hits = self._document.plan.view_state.session_filter, self._timeline.hits
        if self.text() != session_filter.text:
            self.setText(session_filter.text)
        shown = (bool(session_filter), hits.hit_count_text, hits.text, self.width() >= ROOMY)
        if shown != self._shown:
            self._shown = shown
            self.setToolTip(hits.text)
            self.setAccessibleDescription(", ".join(filter(None, (hits.hit_count_text, hits.text))))
            self.clear_all.setVisible(bool(session_filter))
            for action in (self.previous, self.next):
                action.setVisible(bool(session_filter) and self.width() >= ROOMY)
            self.setTextMargins(
                0,
                0,
                self.fontMetrics().horizontalAdvance(self.hit_count_text) + AROUND if self.hit_count_text else 0,
                0,
            )
            self.update()

    @property
    def hit_count_text(self) -> str:
        """The text about the hits inside the field; empty if it is too narrow, or neither search nor filter is set."""
        return self._timeline.hits.hit_count_text if self.next.isVisible() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_filter()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        right = min([button.x() for button in self.findChildren(QToolButton) if button.isVisible()], default=0)
        place, how = QRectF(0, 0, right - AROUND / 2, self.height()), Qt.AlignmentFlag.AlignVCenter
        muted = self._document.presentation.theme.colour("muted")
        paint_plain_text(
            QPainter(self), self.font(), muted, place, self.hit_count_text, how | Qt.AlignmentFlag.AlignRight
        )

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (key := event.key()) == Qt.Key.Key_Escape and self._document.plan.view_state.session_filter:
            self._document.plan.view_state.set_filter(SessionFilter())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._timeline.canvas.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timeline.hits.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class HiddenRoomsButton(QPushButton):
    """A button in the status bar that says how many rooms of the day are hidden or in sight, and shows hidden ones."""

    def __init__(self, plan: PlanView, timeline: Timeline, parent: QWidget) -> None:
        super().__init__(parent, autoDefault=True)
        self._plan, self._timeline = plan, timeline
        set_properties(self, status=True, tone="muted")
        self.clicked.connect(self._show_all_rooms)
        for changed in (
            plan.changed,
            plan.day_changed,
            plan.view_state.rooms_changed,
            timeline.canvas.grid_changed,
            timeline.canvas.horizontalScrollBar().rangeChanged,
        ):
            changed.connect(self.refresh)
        self.refresh()

    def _show_all_rooms(self) -> None:
        self._plan.view_state.show_rooms()
        self._plan.view_state.fit_rooms(False)

    def refresh(self) -> None:
        """Show how many rooms are hidden or, if all are to be fitted, in sight; hide the button if all are shown."""
        words, plan, grid = self._plan.presentation.words, self._plan, self._timeline.view.grid
        every = day_columns(plan.agenda, plan.day)
        without = [room for room in every if room not in grid.rooms]
        if plan.view_state.rooms_fitted:
            seen = min(len(grid.rooms), int(self._timeline.canvas.viewport().width() / grid.column_width + 0.01))
            self.setText(words("{n} of {all} rooms in sight").format(n=seen, all=len(every)))
            self.setVisible(seen < len(every))
        else:
            self.setText(words.plural("{n} room hidden", "{n} rooms hidden", len(without)))
            self.setVisible(bool(without))
        names = ", ".join(plan.agenda.room_names(without))
        hint = words("Show the hidden rooms: {names}").format(names=names) if without else words("Wider columns")
        name_widget(self, hint if plan.view_state.hidden else f"{self.text()}, {hint}")
        self.setToolTip(tooltip_text(hint))


HEIGHT, GAP, LEAST = 24, 16, 40
BESIDE = 840
"""Pixels of the window's width that the legend leaves to the rest of the status bar."""


def legend_entries(plan: PlanView) -> tuple[tuple[str, str], ...]:
    """Return the name and label of each colour in use on the shown days, in the order of tracks, types or statuses.

    That of sessions without a track is left out if no session there has one.
    """
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
        self._font = MeasuredFont(12)
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
        return SWATCH + AFTER_SWATCH + self._font.metrics.horizontalAdvance(word)

    def sizeHint(self) -> QSize:
        whole = ceil(sum(self._entry_width(word) + GAP for _colour, word in self.rows))
        return QSize(min(whole, max(LEAST, self.window().width() - BESIDE)), HEIGHT)

    def count_fitting_entries(self, width: float) -> int:
        """Return how many entries fit in a width in pixels, with space left for the number of the others."""
        more, x = GAP + self._font.metrics.horizontalAdvance("+999"), 0.0
        for n, (_colour, word) in enumerate(self.rows):
            x += self._entry_width(word)
            if x > width - (more if n < len(self.rows) - 1 else 0):
                return n
            x += GAP
        return len(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, font = QPainter(self), self._plan.presentation.theme, self._font
        shown, x = self.count_fitting_entries(self.width()), 0.0
        base = (HEIGHT - font.height) / 2 + font.ascent
        for colour, word in self.rows[:shown]:
            text = paint_swatch(painter, x, HEIGHT / 2, theme.track(colour))
            paint_plain_text(painter, font.font, theme.colour("muted"), QPointF(text, base), word)
            x += self._entry_width(word) + GAP
        if 0 < shown < len(self.rows):
            paint_plain_text(painter, font.font, theme.colour("muted"), QPointF(x, base), f"+{len(self.rows) - shown}")


class TimelineBar(QWidget):
    """The timeline's filter button and search field in the header.

    Together they keep their width whatever is picked.
    """

    def __init__(self, document: Document, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._hint, theme = document, QSize(), document.presentation.theme
        self.search = TimelineSearch(document, timeline)
        self.pick = QToolButton(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pick.setCheckable(True)
        self.pick.setIcon(icon("filter", theme.ink, theme.accent, GLYPH))
        self.pick.setIconSize(QSize(GLYPH, GLYPH))
        self.pick.clicked.connect(self.open_picker)
        row(self.pick, self.search, inside=self)
        for changed in (document.plan.view_state.filter_changed, document.plan.changed):
            changed.connect(self._show_picked)
        self._show_picked()

    def sizeHint(self) -> QSize:
        if not self.pick.isChecked():
            self._hint = super().sizeHint()
        return self._hint

    def open_picker(self) -> None:
        """Open the popup to pick tracks, types, statuses and people."""
        self._show_picked()  # a press has checked the button
        from ui.plan.day.session_matcher import FilterPopup  # loaded late so that the window starts faster

        FilterPopup(self._document.plan, self.window()).open_popup(self.pick)

    def _show_picked(self) -> None:
        """Show on the filter button how many values are picked."""
        words, n = self._document.presentation.words, self._document.plan.view_state.session_filter.value_count
        self.pick.setText(words("Filter · {n}").format(n=n) if n else words("Filter"))
        self.pick.setChecked(n > 0)
        hint = words("Filter by track, type, status and person; all else is dimmed")
        self.pick.setToolTip(hint)
        self.pick.setAccessibleName(f"{self.pick.text()}, {hint}" if n else hint)
