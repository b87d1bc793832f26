"""The command palette (Ctrl+K): a search for sessions, people, rooms, tracks, days and commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.agenda import names_in
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.search import SearchEntry, best_matches, near_matches, search_entry
from planner.domain.span import clock
from planner.domain.value_objects import KIND_NAMES
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.theme.painting import text_font
from ui.kit.widgets.plain_widgets import (
    SHOWN,
    SPOKEN,
    Index,
    RowModel,
    column,
    named,
    paint_ground,
    paint_text,
    plain_label,
)
from ui.state.command_table import COMMANDS, LINE, shown_keys, without_mnemonic
from ui.state.document import PEOPLE, VENUE, Document
from ui.state.open_window import HostWindow, OpenPage

WIDTH, ROW, MOST, VISIBLE = 620, 34, 50, 9
"""Width of the dialog and height of a row, in pixels; maximum number of results, and of visible rows."""
PLACES = {Person: PEOPLE, Room: VENUE}
"""The pages that list a type of entity. The timeline or tray shows sessions, and the inspector all others."""
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
    things = (search_entry(entry, searched, entry.detail) for entry, searched in _things(document))
    return [*things, *_commands(document, actions)]


def _things(document: Document) -> Iterator[tuple[PaletteEntry, str]]:
    """Yield each entity's entry, with the text that is searched besides its details."""
    agenda, _ = document.agenda, document.presentation.words
    sorts = {kind: _(name) for kind, name in KIND_NAMES.items()}
    for session in agenda.sessions_in_order:
        who = ", ".join(names_in(agenda, session))
        detail = " · ".join(part for part in (_where(document, session), who) if part)
        yield PaletteEntry(session.title, detail, sorts[session.kind], (Session, session.id)), session.title
    for person in agenda.people_in_order:
        detail = ", ".join(part for part in (person.title, person.organisation) if part)
        yield PaletteEntry(person.name, detail, _("Person"), (Person, person.id)), person.name
    for room in agenda.rooms_in_order:
        yield PaletteEntry(room.name, room.floor, _("Room"), (Room, room.id)), room.name
    for track in agenda.tracks_in_order:
        yield PaletteEntry(track.name, "", _("Track"), (Track, track.id)), track.name
    for day in agenda.days_in_order:
        name = document.presentation.day_name(day.date)
        yield PaletteEntry(name, day.title, _("Day"), (Day, day.id)), f"{name} {day.date.isoformat()}"


def _where(document: Document, session: Session) -> str:
    if (where := session.placement) is None:
        return document.presentation.words("in the tray")
    rooms = ", ".join(document.agenda.room_names(where.rooms)) or document.presentation.words("whole venue")
    day = f"{document.presentation.short_day(where.span.day)} " if len(document.agenda.days) > 1 else ""
    return f"{day}{clock(where.span.start)} {rooms}"


def _commands(document: Document, actions: Mapping[str, QAction]) -> Iterator[SearchEntry[PaletteEntry]]:
    _ = document.presentation.words
    for row in COMMANDS:
        if row.name != LINE and (action := actions.get(row.name)) and action.isEnabled():
            text = without_mnemonic(action.text())
            title = (_(row.alone) if row.alone else text).rstrip("…")
            also = " ".join((text, without_mnemonic(_(row.within)), without_mnemonic(row.text), row.alone))
            yield search_entry(PaletteEntry(title, shown_keys(row.keys), _("Command"), action), title, also)


class PaletteDelegate(QStyledItemDelegate):
    """Draws a search result: its title, its details, and the name of its type on the right."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = document.presentation.theme
        self._title, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, muted, middle = QRectF(option.rect), self._theme.colour("muted"), Qt.AlignmentFlag.AlignVCenter
        paint_ground(painter, option, rect, self._theme)
        area = rect.adjusted(12, 0, -12, 0)
        taken = paint_text(painter, area, hit.sort, self._small, muted, middle | Qt.AlignmentFlag.AlignRight) + 16
        title = area.adjusted(0, 0, -taken, 0)
        used = paint_text(painter, title, hit.title, self._title, self._theme.colour("ink")) + 12
        if hit.detail and title.width() - used > 40:
            paint_text(painter, title.adjusted(used, 0, 0, 0), hit.detail, self._small, muted)


class CommandPalette(QDialog):
    """A dialog with a search field and a list of results. Enter chooses the current one; Escape closes the dialog."""

    def __init__(self, document: Document, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = _ = document.presentation.words
        self.chosen: PaletteEntry | None = None
        self._entries = palette_entries(document, actions)
        self.setWindowTitle(_("Find or do"))
        hint = _("A session, a person, a room, a day or a command")
        self.line = named(QLineEdit(placeholderText=hint), _("Find or do"))
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.hits = RowModel(
            {
                SHOWN: lambda hit: hit.title,
                SPOKEN: lambda hit: ", ".join(filter(None, (hit.title, hit.detail, hit.sort))),
            },
            self,
        )
        self.listing = named(QListView(uniformItemSizes=True), _("What fits"))
        self.listing.setModel(self.hits)
        self.listing.setItemDelegate(PaletteDelegate(document, self))
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.listing.setFixedHeight(VISIBLE * ROW)
        self.listing.clicked.connect(lambda index: self._choose(index.row()))
        self.summary = plain_label(wrap=False, tone="muted")
        column(self.line, self.listing, self.summary, inside=self, margins=(12, 12, 12, 10), spacing=8)
        self.setFixedWidth(WIDTH)
        self._find("")

    def _find(self, typed: str) -> None:
        fits = best_matches(self._entries, typed, MOST)
        self.hits.show_rows(fits or near_matches(self._entries, typed, MOST))
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


def show_palette(window: QWidget, host: HostWindow, dialogs: DialogService) -> None:
    """Show the command palette, then show the chosen entity or run the chosen action."""
    if page := host.page:
        page.commit()
        finder = CommandPalette(page.document, host.actions_by_name, window)
        if dialogs.dialog(finder) and finder.chosen:
            run_entry(page, finder.chosen)


def run_entry(page: OpenPage, hit: PaletteEntry) -> None:
    """Show the entity of a search result, or run its action."""
    if isinstance(hit.thing, QAction):
        hit.thing.trigger()
        return
    kind, entity_id = hit.thing
    if kind is Session:
        page.show_session(entity_id)
        return
    if kind in PLACES:
        page.places.go(PLACES[kind])
    elif kind is Day:
        page.document.show_day(page.document.agenda.days[entity_id])
    page.document.show(kind, entity_id)
