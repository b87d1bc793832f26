"""The command palette (Ctrl+K): a search for sessions, people, rooms, tracks, days and commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.enums import KIND_NAMES
from planner.domain.search import SearchEntry, best_matches, near_matches, search_entry
from planner.domain.session_people import names_in
from planner.domain.span import clock
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.list_rows import paint_ground
from ui.state.command_table import COMMANDS, LINE, plain_label, shown_keys
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex
WIDTH, ROW, MOST, SHOWN = 620, 34, 50, 9
"""Width of the dialog and height of a row, in pixels; maximum number of results, and of visible rows."""
LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A search result: its title, its details, the name of its type, and the entity or action itself."""

    title: str
    detail: str
    sort: str
    thing: tuple[type[Entity], str] | QAction


def palette_entries(document: Document, actions: Mapping[str, QAction]) -> list[SearchEntry[PaletteEntry]]:
    """Return all entries of the search: sessions, people, rooms, tracks, days, then the enabled actions."""
    return [*_things(document), *_commands(document, actions)]


def _things(document: Document) -> Iterator[SearchEntry[PaletteEntry]]:
    agenda, _ = document.agenda, document.presentation.words
    sorts = {kind: _(name) for kind, name in KIND_NAMES.items()}
    for session in agenda.sessions_in_order:
        who = ", ".join(names_in(agenda, session))
        detail = " · ".join(part for part in (_where(document, session), who) if part)
        yield search_entry(
            PaletteEntry(session.title, detail, sorts[session.kind], (Session, session.id)), session.title, detail
        )
    for person in agenda.people_in_order:
        detail = ", ".join(part for part in (person.title, person.organisation) if part)
        yield search_entry(PaletteEntry(person.name, detail, _("Person"), (Person, person.id)), person.name, detail)
    for room in agenda.rooms_in_order:
        yield search_entry(PaletteEntry(room.name, room.floor, _("Room"), (Room, room.id)), room.name, room.floor)
    for track in agenda.tracks_in_order:
        yield search_entry(PaletteEntry(track.name, "", _("Track"), (Track, track.id)), track.name)
    for day in agenda.days_in_order:
        name = document.presentation.day_name(day.date)
        yield search_entry(
            PaletteEntry(name, day.title, _("Day"), (Day, day.id)), f"{name} {day.date.isoformat()}", day.title
        )


def _where(document: Document, session: Session) -> str:
    where = session.placement
    if where is None:
        return document.presentation.words("in the tray")
    rooms = ", ".join(document.agenda.room_names(where.rooms)) or document.presentation.words("whole venue")
    day = f"{document.presentation.short_day(where.span.day)} " if len(document.agenda.days) > 1 else ""
    return f"{day}{clock(where.span.start)} {rooms}"


def _commands(document: Document, actions: Mapping[str, QAction]) -> Iterator[SearchEntry[PaletteEntry]]:
    _ = document.presentation.words
    for row in COMMANDS:
        if row.name != LINE and (action := actions.get(row.name)) and action.isEnabled():
            text = plain_label(action.text())
            title = (_(row.alone) if row.alone else text).rstrip("…")
            also = " ".join((text, plain_label(_(row.within)), plain_label(row.text), row.alone))
            yield search_entry(PaletteEntry(title, shown_keys(row.keys), _("Command"), action), title, also)


class PaletteModel(QAbstractListModel):
    """A list model of the search results, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PaletteEntry] = []

    def show(self, rows: list[PaletteEntry]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].title
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            hit = self.rows[index.row()]
            return ", ".join(part for part in (hit.title, hit.detail, hit.sort) if part)
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Draws a search result: its title, its details, and the name of its type on the right."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = document.presentation.theme
        self._title, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, theme = QRectF(option.rect), self._theme
        paint_ground(painter, option, rect, theme)
        area, middle = rect.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter
        title, small = QFontMetricsF(self._title), QFontMetricsF(self._small)
        painter.setFont(self._small)
        painter.setPen(theme.colour("muted"))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, hit.sort)
        left = area.width() - small.horizontalAdvance(hit.sort) - 16
        painter.setFont(self._title)
        painter.setPen(theme.colour("ink"))
        words = title.elidedText(hit.title, Qt.TextElideMode.ElideRight, left)
        painter.drawText(area, middle, words)
        used = title.horizontalAdvance(words) + 12
        if hit.detail and left - used > 40:
            painter.setFont(self._small)
            painter.setPen(theme.colour("muted"))
            detail = small.elidedText(hit.detail, Qt.TextElideMode.ElideRight, left - used)
            painter.drawText(area.adjusted(used, 0, 0, 0), middle, detail)


class CommandPalette(QDialog):
    """A dialog with a search field and a list of results. Enter chooses the current one; Escape closes the dialog."""

    def __init__(self, document: Document, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self._words = _
        self.chosen: PaletteEntry | None = None
        self._entries = palette_entries(document, actions)
        self.setWindowTitle(_("Find or do"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A session, a person, a room, a day or a command"))
        self.line.setAccessibleName(_("Find or do"))
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.hits = PaletteModel(self)
        self.listing = QListView()
        self.listing.setModel(self.hits)
        self.listing.setItemDelegate(PaletteDelegate(document, self))
        self.listing.setUniformItemSizes(True)
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.listing.setAccessibleName(_("What fits"))
        self.listing.setFixedHeight(SHOWN * ROW)
        self.listing.clicked.connect(lambda index: self._choose(index.row()))
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self.summary, tone="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 10)
        box.setSpacing(8)
        box.addWidget(self.line)
        box.addWidget(self.listing)
        box.addWidget(self.summary)
        self.setFixedWidth(WIDTH)
        self._find("")

    def _find(self, typed: str) -> None:
        fits = best_matches(self._entries, typed, MOST)
        self.hits.show(fits or near_matches(self._entries, typed, MOST))
        if self.hits.rows:
            self.listing.setCurrentIndex(self.hits.index(0))
        n, words = len(self.hits.rows), self._words
        if fits:
            found, hint = words.plural("{n} found", "{n} found", n), words("Enter goes there, Escape closes.")
            self.summary.setText(f"{found} · {hint}")
        else:
            found = words("Nothing fits “{typed}” quite; this comes near.") if n else words("Nothing fits “{typed}”.")
            self.summary.setText(found.format(typed=typed))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the list's selection with the arrow keys while the search field keeps the focus; choose with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in LIST_KEYS:
                self.listing.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.listing.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.hits.rows):
            self.chosen = self.hits.rows[row]
            self.accept()
