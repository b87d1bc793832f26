"""The command palette (Ctrl+K): a search for sessions, people, rooms, blocks, tracks, days and commands.

It lies inside the window, so that it has the keyboard at once and no typed letter is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QWidget,
)
from shiboken6 import isValid

from planner.commands.ripple import MakeRipple
from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Day, Person, Room, Session, Track
from planner.domain.search import best_matching_things, folded, near_matches, search_entry
from planner.domain.text import EstradError
from planner.rules import conflicts_of_change
from planner.rules.rule import Severity
from ui.features.command_palette.palette_entries import (
    PaletteDelegate,
    PaletteEntry,
    conference_time,
    entry_height,
    palette_entries,
    person_session_entries,
    verb_entry,
)
from ui.features.command_palette.typed_verbs import CALL_OFF, TypedVerb, VerbSearch
from ui.kit.theme.theme import add_shadow, announce, set_properties
from ui.kit.widgets.plain_widgets import (
    SHOWN,
    SPOKEN,
    RowModel,
    column,
    name_widget,
    plain_label,
)
from ui.state.document import AGENDA, PEOPLE, Document, propagation
from ui.state.open_window import HostWindow, OpenPage
from ui.state.view_state import SessionFilter

WIDTH, ABOVE, HIGHEST = 620, 88, 306
"""In pixels: width of the palette, maximum space above it, and maximum height of its list."""
LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QWidget):
    """A search field and a list of results over the window.

    Enter chooses the current result, or for a person with sessions the current or next of these, or else the first; Tab
    lists them. Escape goes back or closes. ``chosen`` is called with the chosen result. ``on_timeline`` is true if the
    palette was opened over the timeline.
    """

    def __init__(
        self, document: Document, actions: Mapping[str, QAction], window: QWidget,
        chosen: Callable[[PaletteEntry], object], *, on_timeline: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._document, self._words, self._chosen = document, document.presentation.words, chosen
        self._window, self._focus_before = window, window.focusWidget()
        self._everything = palette_entries(document, actions)
        self._entries, self._within, self._typed_before, self._near = self._everything, "", "", ""
        self._on_timeline, self._count = on_timeline, 0
        self._arrange()
        self._show_results("")
        window.installEventFilter(self)
        document.plan.changed.connect(self._on_change)
        document.destroyed.connect(self.deleteLater)
        self._cover_window()

    def _arrange(self) -> None:
        _ = self._words
        self.line = name_widget(QLineEdit(), _("Search or run"))
        self.line.setPlaceholderText(_("A session, a person, a room, a day, a command, or “Keynote +10”"))
        self.line.textChanged.connect(self._show_results)
        self.line.installEventFilter(self)
        self.hits = RowModel(
            {
                SHOWN: lambda hit: hit.title,
                SPOKEN: lambda hit: ", ".join(filter(None, (hit.title, hit.detail, hit.sort))),
            },
            self,
        )
        self.listing = name_widget(QListView(uniformItemSizes=True), _("What fits"))
        self.listing.setModel(self.hits)
        self.listing.setItemDelegate(PaletteDelegate(self._document, self))
        self._document.plan.photos.loaded.connect(self.listing.viewport().update)
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.listing.clicked.connect(lambda index: self._choose_row(index.row()))
        self.listing.selectionModel().currentChanged.connect(self._show_count_and_hint)
        self.summary = plain_label(wrap=False, tone="muted")
        self.frame = set_properties(QFrame(self), part="palette")
        add_shadow(self.frame, self._document.presentation.theme)
        self.frame.setAccessibleName(_("Search or run"))
        column(self.line, self.listing, self.summary, inside=self.frame, margins=(12, 12, 12, 12))
        self.frame.setFixedWidth(WIDTH)

    def _cover_window(self) -> None:
        """Cover the whole window, with the palette in its upper middle, and take the focus."""
        self.setGeometry(self._window.rect())
        self.frame.adjustSize()
        self.frame.move((self.width() - WIDTH) // 2, min(ABOVE, max(0, self.height() - self.frame.height())))
        self.raise_()
        self.show()
        self.line.setFocus()

    @cached_property
    def _verb_search(self) -> VerbSearch:
        plan, now = self._document.plan, conference_time(self._document)
        return VerbSearch(plan.agenda, self._words, now, plan.day.date, live=plan.current_day is not None)

    def _show_results(self, typed: str) -> None:
        fits, verbs = best_matching_things(self._entries, typed), list[TypedVerb]()
        self._count = len(fits)
        called_so = any(folded(typed) in folded(hit.title) for hit in fits if not isinstance(hit.thing, QAction))
        if not (self._within or called_so) and self._document.workspace.writable:
            verbs, n = self._verb_search.matching_verbs(typed)
            self._count = n or self._count
        fits = [verb_entry(self._document, verb) for verb in verbs] or fits
        self.hits.show_rows(fits or near_matches(self._entries, typed))
        self._near = "" if fits else typed
        if rows := self.hits.rows:
            self.listing.setCurrentIndex(self.hits.index(0))
            height = entry_height(rows[0])
            self.listing.setFixedHeight(min(len(rows), HIGHEST // height) * height)
        self.listing.setVisible(bool(rows))
        self._show_count_and_hint()
        self.frame.adjustSize()

    def _show_count_and_hint(self) -> None:
        """Show how many results there are and what keys do with the current one, or that nothing fits."""
        n, words = len(self.hits.rows), self._words
        if self._near:
            found = words("Nothing fits “{typed}” quite; this comes near.") if n else words("Nothing fits “{typed}”.")
            self.summary.setText(found.format(typed=self._near))
            return
        found = words.plural("{n} found", "{n} found", n)
        if n < self._count:
            found = words("The first {n} of {all}; type a day, room or time").format(n=n, all=self._count)
        self.summary.setText(f"{found} · {self._keys_hint()}")

    def _keys_hint(self) -> str:
        """Return the text on what Enter and other keys do with the current result."""
        words, row = self._words, self.listing.currentIndex().row()
        thing = self.hits.rows[row].thing if 0 <= row < len(self.hits.rows) else None
        if isinstance(thing, TypedVerb):
            return self._consequence_text(thing)
        if isinstance(thing, QAction):
            return words("Enter does it, Escape closes.")
        if self._within:
            return words("Enter goes there, Escape goes back.")
        if self._person_sessions(row)[0]:
            return words("Enter goes there, Tab lists all sessions, Escape closes.")
        return words("Enter goes there, Escape closes.")

    def _consequence_text(self, verb: TypedVerb) -> str:
        """Return a sentence on what a verb would change and whether Enter asks first, or on why it cannot be done."""
        words, document = self._words, self._document
        try:
            change = verb.make_ripple(document.agenda, propagation(document)).change
        except EstradError as error:
            return words.say(error.problem)
        if not change.edits:
            return words("Nothing to move.")
        n = sum(isinstance(edit.entity, Session) for edit in change.edits)
        clashes = conflicts_of_change(document.agenda, change, document.plan.problems.all)
        asks = needs_confirmation(document, verb, on_timeline=self._on_timeline)
        asks = asks or any(clash.severity is Severity.PROBLEM for clash in clashes)
        if verb.act == CALL_OFF:
            return words("Enter asks before it is called off.") if asks else words("Enter calls it off, Escape closes.")
        if asks:
            return words.plural("Enter asks before {n} session moves.", "Enter asks before {n} sessions move.", n)
        return words.plural("Enter moves {n} session, Escape closes.", "Enter moves {n} sessions, Escape closes.", n)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the resized window, handle keys of the line, and close when another widget takes the focus."""
        if watched is self.line:
            if event.type() == QEvent.Type.FocusOut:
                QTimer.singleShot(0, self, self._close_if_unfocused)
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event)
        if event.type() == QEvent.Type.Resize:
            self._cover_window()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        """Walk the list, choose on Enter, list a person's sessions on Tab, go back on Escape.

        Return False for other keys.
        """
        if event.key() in LIST_KEYS:
            self.listing.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_row(self.listing.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._list_person_sessions(self.listing.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_and_restore_focus()

    def _close_if_unfocused(self) -> None:
        """Close if another widget of the window has taken the focus."""
        if (
            not self.isHidden()
            and self.window().isActiveWindow()
            and self.window().focusWidget() not in (None, self.line)
        ):
            self._remove_palette()

    def _on_change(self, change: Change) -> None:
        """Close when the plan changes, as listed things may be gone."""
        if change.edits:
            self.close_and_restore_focus()

    def _remove_palette(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def close_and_restore_focus(self) -> None:
        """Close, and give the focus back to the widget that had it before, if that still exists."""
        self._remove_palette()
        if self._focus_before and isValid(self._focus_before):
            self._focus_before.setFocus()

    def _go_back(self) -> None:
        """Go back from a person's sessions to the search; from the search, close."""
        if not self._within:
            self.close_and_restore_focus()
            return
        self._entries, self._within = self._everything, ""
        self.line.setPlaceholderText(self._words("A session, a person, a room, a day, a command, or “Keynote +10”"))
        self.line.setText(self._typed_before)
        self._show_results(self._typed_before)

    def _person_sessions(self, row: int) -> tuple[list[PaletteEntry], int]:
        """Return what ``person_session_entries`` returns for the person in a row.

        The list is empty for other rows, for a person expected in no session, and while a person's sessions are listed.
        """
        entry = self.hits.rows[row] if 0 <= row < len(self.hits.rows) else None
        if not entry or not isinstance(entry.thing, tuple) or entry.thing[0] is not Person or self._within:
            return [], 0
        rows, next_ = person_session_entries(self._document, entry, conference_time(self._document))
        return (rows, next_) if len(rows) > 1 else ([], 0)

    def _choose_row(self, row: int) -> None:
        if not 0 <= row < len(self.hits.rows):
            return
        rows, next_ = self._person_sessions(row)
        entry = rows[next_] if rows else self.hits.rows[row]
        self.close_and_restore_focus()
        try:
            self._chosen(entry)
        except Exception as error:  # out of a key's event it would end whatever runs next
            sys.excepthook(type(error), error, error.__traceback__)

    def _list_person_sessions(self, row: int) -> None:
        """List the sessions of the person in a row, if any, and select the current or next one, or else the first."""
        rows, at = self._person_sessions(row)
        if not rows:
            return
        self._within, self._typed_before = self.hits.rows[row].title, self.line.text()
        self._entries = [search_entry(entry, entry.title, entry.detail) for entry in rows]
        self.line.setPlaceholderText(self._words("The sessions of {name}").format(name=self._within))
        self.line.clear()
        self._show_results("")
        self.listing.setCurrentIndex(self.hits.index(at))
        announce(self.line, self.hits.index(at).data(SPOKEN))


def needs_confirmation(document: Document, verb: TypedVerb, *, on_timeline: bool) -> bool:
    """Return whether to ask before running a verb, because it changes sessions that may not be in sight."""
    places = [document.agenda.sessions[session].placement for session in verb.sessions]
    days = {where.span.day for where in places if where}
    return not (on_timeline and (document.plan.shows_all_days or days <= {document.plan.day.date}))


def show_palette(
    window: QWidget,
    host: HostWindow,
    reschedule: Callable[[MakeRipple, bool], object],
    typed: str = "",
) -> None:
    """Open the command palette for the open conference, with a typed text; the chosen result is shown or run.

    ``reschedule`` applies the change of a verb; it asks first if its second argument is true, or if the change would
    cause a problem.
    """

    def run(entry: PaletteEntry) -> None:
        if page and isinstance(verb := entry.thing, TypedVerb):
            asks = needs_confirmation(page.document, verb, on_timeline=page.places.shown == AGENDA)
            page.show_session(verb.sessions[0])
            page.document.plan.select(verb.sessions)
            reschedule(verb.make_ripple, asks)
        elif page:
            open_entry(page, entry)

    if page := host.page:
        page.commit()
        for old in window.findChildren(CommandPalette):
            old.close_and_restore_focus()
        over = page.places.shown == AGENDA
        CommandPalette(page.document, host.actions_by_name, window, run, on_timeline=over).line.setText(typed)


def open_entry(page: OpenPage, hit: PaletteEntry) -> None:
    """Show the entity of a search result in its place, or run its action.

    For a session listed under a person, all sessions of others are dimmed. For other sessions and for rooms, the filter
    is cleared, as it might dim them.
    """
    if isinstance(hit.thing, QAction):
        hit.thing.trigger()
        return
    assert isinstance(hit.thing, tuple)
    (kind, entity_id), set_filter = hit.thing, page.document.plan.view_state.set_filter
    if kind is Session:
        set_filter(SessionFilter(people=frozenset({hit.person} - {""})))
        page.show_session(entity_id)
    elif kind is Room:
        set_filter(SessionFilter())
        page.show_room(entity_id)
    elif kind is Track:
        page.show_track(entity_id)
    else:
        if kind is Person:
            page.places.go(PEOPLE)
        elif kind in (Day, Block):
            page.places.show_timeline()
            if kind is Day:
                page.document.plan.show_day(page.document.agenda.days[entity_id])
        page.document.plan.show(kind, entity_id)
