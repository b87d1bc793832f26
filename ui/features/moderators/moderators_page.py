"""The moderators' page: people on the left, the board of a day with its menu, and the count of missing moderators."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget

from planner.commands.people import add_person
from planner.domain.agenda import Agenda, Change, merged_change
from planner.domain.entities import Cover, Room, Session
from planner.domain.text import Plural
from planner.layout.board_layout import ModeratorShift
from ui.features.moderators.board import Board
from ui.features.moderators.board_tools import ModeratorCoverage, ModeratorDrag, Target, compute_coverage, drop_change
from ui.features.moderators.people_list import PeoplePanel, PersonPopup
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import ElidedLabel, column, row
from ui.plan.canvas.painters import rectangle
from ui.plan.canvas.scene import view_rect
from ui.state.day_tabs import DayTabs
from ui.state.document import Document


class ModeratorsPage(QWidget):
    """The moderators' page; it shares the document's selection with the timeline and the lists."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document = document
        self.coverage = ModeratorCoverage()
        self._read: Agenda | None = None
        self.board = Board(document)
        self.people = PeoplePanel(document, self.board.person_drag)
        self.board.set_deletion_target(self.people.list)
        self.count = ElidedLabel()
        hint = words("The previous session without a moderator (Ctrl+↑)")
        self.previous = push_button(words("Previous"), lambda: self.select_unmoderated(-1), tip=hint)
        hint = words("The next session without a moderator (Ctrl+↓)")
        self.next = push_button(words("Next"), lambda: self.select_unmoderated(1), tip=hint)
        self.day_tabs = DayTabs(document)
        self._arrange()
        self.board.assign_requested.connect(self.ask_for_moderator)
        self.board.letter_typed.connect(self._forward_letter)
        self.board.jump_requested.connect(self.select_unmoderated)
        self.board.canvas.menu_requested.connect(self._show_menu)
        self.board.header.room_clicked.connect(partial(document.plan.show, Room))
        document.plan.changed.connect(self._on_change)
        document.plan.day_changed.connect(self._on_day_changed)

    def _arrange(self) -> None:
        bar = set_properties(QFrame(), part="status")
        bar.setFixedHeight(46)
        row(self.count, 0, self.previous, self.next, inside=bar, margins=(16, 0, 16, 0))
        row(self.people, (column(self.day_tabs, (self.board.frame, 1), bar, spacing=0), 1), inside=self, spacing=0)

    # document ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Refresh the page and focus the board; called when the user goes to the page."""
        self._refresh()
        self.board.canvas.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _on_change(self, change: Change) -> None:
        if change.edits and self.isVisible():
            self._refresh()

    def _on_day_changed(self) -> None:
        if not self.isVisible():
            self._read = None  # refreshed when the page is shown
            return
        if self._read is self._document.agenda:
            self._show_missing_by_day()
            self.board.show_coverage(self.coverage)
        self._refresh()
        self.board.frame.scroll_to_minute(self._document.plan.day.opens)

    def _refresh(self) -> None:
        """Show the current snapshot, unless it is the one shown."""
        agenda, first = self._document.agenda, self._read is None
        if agenda is self._read:
            return
        self._read, self.coverage = agenda, compute_coverage(agenda)
        self._show_count()
        self._show_missing_by_day()
        self.people.show_coverage(self.coverage)
        self.board.show_coverage(self.coverage)
        if first:
            self.board.frame.scroll_to_minute(self._document.plan.day.opens)

    def _show_count(self) -> None:
        """Show the number of sessions without a moderator, and of those among them whose kind needs one."""
        words, coverage = self._document.presentation.words, self.coverage
        missing, counted, needing = len(coverage.missing), len(coverage.counted), len(coverage.needing)
        left = sum(sid in coverage.needing for sid in coverage.missing)
        if not counted:
            said, tone = words("No session to moderate is placed yet"), "muted"
        elif not missing:
            said, tone = "✓ " + words("Every session has a moderator"), "good"
        else:
            text = Plural("{n} of {all} sessions has no moderator", "{n} of {all} sessions have no moderator", missing,
                          all=counted)  # fmt: skip
            said, tone = words.say(text), "warning" if left else "muted"
        if missing and left:
            said += " · " + words.plural("{n} of them needs one", "{n} of them need one", left)
        elif missing and needing:
            said += " · " + words("optional")
        self.count.setText(said)
        set_properties(self.count, tone=tone, heading="count")
        for button in (self.previous, self.next):
            button.setEnabled(bool(missing))

    # days ----------------------------------------------------------------------------------------------

    def _show_missing_by_day(self) -> None:
        agenda, missing = self._document.agenda, set(self.coverage.missing)
        left = [
            sum(session.id in missing for session, _ in agenda.day_sessions(day.date)) for day in agenda.days_in_order
        ]
        self.day_tabs.show_days([f"  ({n})" if n else "" for n in left])

    # actions -------------------------------------------------------------------------------------------

    def select_unmoderated(self, by: int) -> None:
        """Select the next (1) or previous (-1) session without a moderator, on any day, in a circle."""
        placed, missing = self._document.agenda.placed, set(self.coverage.missing)
        if not (places := [place for place, (session, _) in enumerate(placed) if session.id in missing]):
            return
        today, current = self._document.plan.day.date, self.board.current
        here = next((place for place in places if placed[place][1].span.day == today), 0) - by
        if current and current[0] is Session:
            here = next((place for place, (session, _) in enumerate(placed) if session.id == current[1]), here)
        ahead = [place for place in places if (place > here if by > 0 else place < here)]
        found = (ahead or places)[0 if by > 0 else -1]
        self.board.canvas.setFocus()
        self._document.plan.select((placed[found][0].id,))

    def _forward_letter(self, letter: QKeyEvent) -> None:
        """Type a letter into a popup for the selected session's moderator, or else into the search for people."""
        document, (kind, name) = self._document, self.board.current or (None, "")
        chosen = kind is Session and name in document.plan.selected and document.workspace.writable
        asks = chosen and not document.agenda.sessions[name].facts.pause
        line = self.ask_for_moderator(name).line if asks else self.people.search
        line.setFocus()
        QApplication.sendEvent(line, letter)

    def ask_for_moderator(self, target: Target) -> PersonPopup:
        """Open and return a popup for the moderator of a shift, or of a session and those selected with it."""
        words = self._document.presentation.words
        also = self._selected_with(target)
        if isinstance(target, ModeratorShift):
            title = self.board.ghost.place_and_times(target)
        elif also:
            title = words.plural("Moderator of {n} session", "Moderator of {n} sessions", 1 + len(also))
        else:
            title = words("Moderator of “{title}”").format(title=self._document.agenda.sessions[str(target)].title)
        person_popup = PersonPopup(self._document, self.coverage, title, self, target, also)
        person_popup.chosen.connect(partial(self._assign, target))
        person_popup.open_popup(self._target_rect(target))
        return person_popup

    def _selected_with(self, target: Target) -> tuple[str, ...]:
        """Return the ids of the other selected sessions; none if the target is not one of the selected."""
        selected = self._document.plan.selected
        return tuple(name for name in selected if name != target) if target in selected else ()

    def _target_rect(self, target: Target) -> QRect:
        """Return the visible rectangle of a session or shift in screen coordinates, or the board's middle."""
        canvas, layout = self.board.canvas, self.board.layout
        view, box = canvas.viewport(), next(iter(layout.find_boxes((Session, str(target)))), None)
        if isinstance(target, ModeratorShift):
            box = layout.shift_box(target)
        rect = view_rect(canvas.scene, rectangle(box)).toRect() if box else QRect()
        rect = rect.intersected(view.rect()) or QRect(view.rect().center(), QSize(1, 1))
        return QRect(view.mapToGlobal(rect.topLeft()), rect.size())

    def _assign(self, target: Target, person_id: str, name: str) -> None:
        """Make a person the moderator of a target; if a name is given, add a new person with it first."""
        person_id = person_id or self._document.workspace.new_id()
        new_id, when = self._document.workspace.new_id(), self._document.plan.day.date
        held = ModeratorDrag(person_id, target=target, also=self._selected_with(target))

        def assign(agenda: Agenda) -> Change:
            return drop_change(agenda, held, when, new_id)

        def introduce(agenda: Agenda) -> Change:
            born = add_person(agenda, person_id, name=name)
            made = assign(agenda.after(born))
            return merged_change(made.label, (born, made))

        if name:
            self._document.introduced.add(person_id)
        if self._document.apply(introduce if name else assign) and isinstance(target, ModeratorShift):
            self._document.plan.show(Cover, new_id)
        self.board.canvas.setFocus()

    def _show_menu(self, at: QPoint) -> None:
        words, board = self._document.presentation.words, self.board
        menu, (kind, name) = QMenu(self), board.current or (None, "")
        menu.aboutToHide.connect(menu.deleteLater)
        session = self._document.agenda.sessions[name] if kind is Session else None
        all_day = partial(board.request_shift, whole_day=True)
        rows = [
            (words("Moderator…"), "Return", board.request_moderator, session and not session.facts.pause),
            (words("Moderator of the shift around it…"), "Shift+Return", board.request_shift, session),
            (words("Moderator of the room all day…"), "Ctrl+Return", all_day, session),
            (words("Moderator of all rooms all day…"), "Ctrl+Shift+Return", board.request_all_rooms_shift, True),
            (words("Edit"), "F2", self._document.edit_requested.emit, kind),
            (words("Remove moderator") if session else words("Delete shift"), "Del", board.remove_selected, kind),
        ]
        for text, keys, act, shown in rows:
            if shown:
                action = QAction(text, menu, shortcut=QKeySequence(keys), enabled=self._document.workspace.writable)
                action.triggered.connect(lambda _checked=False, act=act: act())
                menu.addAction(action)
        menu.popup(at)
