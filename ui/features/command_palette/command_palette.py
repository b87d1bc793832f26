"""The command palette (Ctrl+K): a search for sessions, people, rooms, tracks, days and commands, over the window.

It lies inside the window, so that it has the keyboard at once and no typed letter is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from planner.domain.agenda import Change, moderators_of, names_in
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.search import SearchEntry, best_matches, near_matches, search_entry
from planner.domain.span import clock, clock_range, moment
from planner.domain.value_objects import KIND_NAMES, ROLE_NAMES, Role
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import announce, set_properties
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
from ui.state.document import PEOPLE, Document
from ui.state.open_window import HostWindow, OpenPage

WIDTH, ABOVE, ROW, MOST, VISIBLE = 620, 88, 34, 50, 9
"""In pixels: width of the frame, space above it, height of a row; maximum number of results, and of visible rows."""
DAY = timedelta(days=1)
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
    now, soon = _now(document), _("next: {where}")
    for person in agenda.people_in_order:
        to_come = next((s for s, _who in document.appearances_of(person.id) if _is_to_come(s, now)), None)
        next_ = soon.format(where=_where(document, to_come)) if to_come else ""
        detail = ", ".join(part for part in (next_, person.title, person.organisation) if part)
        yield PaletteEntry(person.name, detail, _("Person"), (Person, person.id)), person.name
    for room in agenda.rooms_in_order:
        yield PaletteEntry(room.name, room.floor, _("Room"), (Room, room.id)), room.name
    for track in agenda.tracks_in_order:
        yield PaletteEntry(track.name, "", _("Track"), (Track, track.id)), track.name
    for day in agenda.days_in_order:
        name = document.presentation.day_name(day.date)
        yield PaletteEntry(name, day.title, _("Day"), (Day, day.id)), f"{name} {day.date.isoformat()}"


def _now(document: Document) -> datetime:
    """Return the wall time at the conference."""
    return document.workspace.now().astimezone(ZoneInfo(document.agenda.conference.timezone)).replace(tzinfo=None)


def _is_to_come(session: Session, now: datetime) -> bool:
    """Return whether a session is going on or to come."""
    where = session.placement
    return where is not None and where.span.day >= now.date() - DAY and moment(where.span.day, where.span.end) > now


def _on_stage(document: Document, person: str) -> list[tuple[Session, Role]]:
    """Return the sessions of a person with their role, also those that they moderate by a stretch, by time."""
    agenda, found = document.agenda, [(session, a.role) for session, a in document.appearances_of(person)]
    known = {session.id for session, _role in found}
    found += [
        (session, Role.MODERATOR)
        for session in (session for session, _where in agenda.placed if session.id not in known)
        if person in moderators_of(agenda, session)
    ]
    order = {session.id: n for n, (session, _where) in enumerate(agenda.placed)}
    return sorted(found, key=lambda pair: order.get(pair[0].id, len(order)))


def person_entries(document: Document, person: PaletteEntry, now: datetime) -> tuple[list[PaletteEntry], int]:
    """Return the sessions of a person, by time, then the person; and which of them is the next or going on.

    After the last session, and for those in the tray, it is the first.
    """
    assert not isinstance(person.thing, QAction)
    words, rows = document.presentation.words, list[PaletteEntry]()
    to_come: list[int] = []
    for session, role in _on_stage(document, person.thing[1]):
        if _is_to_come(session, now):
            to_come.append(len(rows))
        rows.append(
            PaletteEntry(
                session.title, _where(document, session, ends=True), words(ROLE_NAMES[role]), (Session, session.id)
            )
        )
    rows.append(PaletteEntry(person.title, words("in the list of people"), person.sort, person.thing))
    return rows, to_come[0] if to_come else 0


def _where(document: Document, session: Session, *, ends: bool = False) -> str:
    if (where := session.placement) is None:
        return document.presentation.words("not placed")
    rooms = ", ".join(document.agenda.room_names(where.rooms)) or document.presentation.words("all rooms")
    day = f"{document.presentation.short_day(where.span.day)} " if len(document.agenda.days) > 1 else ""
    times = clock_range(where.span.start, where.span.end) if ends else clock(where.span.start)
    return f"{day}{times} {rooms}"


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


class PaletteLine(QLineEdit):
    """The search field, which keeps the keyboard: ``handle`` gets each key first, and returns False to type it."""

    unfocused = Signal()

    def __init__(self, handle: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._handle = handle

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return True  # there is nothing else to focus

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.unfocused.emit()


class CommandPalette(QWidget):
    """A search field and a list of results that lie over the window. Enter chooses the current one, Escape goes back.

    Enter on a person lists their sessions, the next one first to be chosen. ``chosen`` is called with the result.
    """

    def __init__(
        self, document: Document, actions: Mapping[str, QAction], window: QWidget,
        chosen: Callable[[PaletteEntry], object],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._document, self._words, self._chosen = document, document.presentation.words, chosen
        self._window, self._focus_before = window, window.focusWidget()
        self._everything = palette_entries(document, actions)
        self._entries, self._within, self._typed_before = self._everything, "", ""
        self._lay_out()
        self._find("")
        window.installEventFilter(self)
        document.changed.connect(self._on_change)
        document.destroyed.connect(self.deleteLater)
        self._cover()

    def _lay_out(self) -> None:
        _ = self._words
        self.line = named(PaletteLine(self._on_key), _("Find or do"))
        self.line.setPlaceholderText(_("A session, a person, a room, a day or a command"))
        self.line.textChanged.connect(self._find)
        self.line.unfocused.connect(self._leave_if_unfocused, Qt.ConnectionType.QueuedConnection)
        self.hits = RowModel(
            {
                SHOWN: lambda hit: hit.title,
                SPOKEN: lambda hit: ", ".join(filter(None, (hit.title, hit.detail, hit.sort))),
            },
            self,
        )
        self.listing = named(QListView(uniformItemSizes=True), _("What fits"))
        self.listing.setModel(self.hits)
        self.listing.setItemDelegate(PaletteDelegate(self._document, self))
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.listing.setFixedHeight(VISIBLE * ROW)
        self.listing.clicked.connect(lambda index: self._choose(index.row()))
        self.summary = plain_label(wrap=False, tone="muted")
        self.frame = set_properties(QFrame(self), part="chooser")
        self.frame.setAccessibleName(_("Find or do"))
        column(self.line, self.listing, self.summary, inside=self.frame, margins=(12, 12, 12, 10), spacing=8)
        self.frame.setFixedWidth(WIDTH)

    def _cover(self) -> None:
        """Cover the window, with the frame in the upper middle, and take the keyboard."""
        self.setGeometry(self._window.rect())
        self.frame.adjustSize()
        self.frame.move((self.width() - WIDTH) // 2, min(ABOVE, max(0, self.height() - self.frame.height())))
        self.raise_()
        self.show()
        self.line.setFocus()

    def _find(self, typed: str) -> None:
        fits = best_matches(self._entries, typed, MOST)
        self.hits.show_rows(fits or near_matches(self._entries, typed, MOST))
        if self.hits.rows:
            self.listing.setCurrentIndex(self.hits.index(0))
        n, words = len(self.hits.rows), self._words
        if fits:
            found, hint = words.plural("{n} found", "{n} found", n), words("Enter goes there, Escape closes.")
            if self._within:
                hint = words("Enter goes there, Escape goes back.")
            self.summary.setText(f"{found} · {hint}")
        else:
            found = words("Nothing fits “{typed}” quite; this comes near.") if n else words("Nothing fits “{typed}”.")
            self.summary.setText(found.format(typed=typed))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window when its size changes."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        """Walk the list by the arrow keys, choose with Enter, go back with Escape; return False for other keys."""
        if event.key() in LIST_KEYS:
            self.listing.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.listing.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_and_return()

    def _leave_if_unfocused(self) -> None:
        """Close if something else in the window took the focus."""
        if (
            not self.isHidden()
            and self.window().isActiveWindow()
            and self.window().focusWidget() not in (None, self.line)
        ):
            self._remove()

    def _on_change(self, change: Change) -> None:
        """Close, as what is listed may be gone."""
        if change.edits:
            self.close_and_return()

    def _remove(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def close_and_return(self) -> None:
        """Close, and give the keyboard back to what had it before."""
        self._remove()
        if self._focus_before and isValid(self._focus_before):
            self._focus_before.setFocus()

    def _go_back(self) -> None:
        """Go back from a person's sessions to the search, or close."""
        if not self._within:
            self.close_and_return()
            return
        self._entries, self._within = self._everything, ""
        self.line.setPlaceholderText(self._words("A session, a person, a room, a day or a command"))
        self.line.setText(self._typed_before)
        self._find(self._typed_before)

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self.hits.rows):
            return
        entry = self.hits.rows[row]
        if not isinstance(entry.thing, QAction) and entry.thing[0] is Person and not self._within:
            rows, next_ = person_entries(self._document, entry, _now(self._document))
            if len(rows) > 1:
                self._show_within(entry.title, rows, next_)
                return
        self.close_and_return()
        self._chosen(entry)

    def _show_within(self, name: str, rows: list[PaletteEntry], at: int) -> None:
        """List the sessions of a person."""
        self._within, self._typed_before = name, self.line.text()
        self._entries = [search_entry(entry, entry.title, entry.detail) for entry in rows]
        self.line.setPlaceholderText(self._words("The sessions of {name}").format(name=name))
        self.line.clear()
        self._find("")
        self.listing.setCurrentIndex(self.hits.index(at))
        announce(self.line, self.hits.index(at).data(SPOKEN))


def show_palette(window: QWidget, host: HostWindow) -> None:
    """Show the command palette over the window; the chosen entity is shown then, or the chosen action run."""
    if page := host.page:
        page.commit()
        for old in window.findChildren(CommandPalette):
            old.close_and_return()
        CommandPalette(page.document, host.actions_by_name, window, lambda entry: run_entry(page, entry))


def run_entry(page: OpenPage, hit: PaletteEntry) -> None:
    """Show the entity of a search result where it takes place, or run its action."""
    if isinstance(hit.thing, QAction):
        hit.thing.trigger()
        return
    kind, entity_id = hit.thing
    if kind is Session:
        page.show_session(entity_id)
    elif kind is Room:
        page.show_room(entity_id)
    elif kind is Track:
        page.show_track(entity_id)
    else:
        if kind is Person:
            page.places.go(PEOPLE)
        elif kind is Day:
            page.places.show_timeline()
            page.document.show_day(page.document.agenda.days[entity_id])
        page.document.show(kind, entity_id)
