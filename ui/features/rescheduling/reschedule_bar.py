"""The bar to reschedule a day: an operation is chosen, previewed on the timeline, and applied as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from planner.commands.propagation import KEPT, Propagation
from planner.commands.ripple import (
    FitMethod,
    MakeRipple,
    Ripple,
    close_gaps,
    delay_day,
    fit_day,
    insert_gap,
    ripple_with_ended,
    set_break_length,
)
from planner.commands.timeline import minute_in_night
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Session
from planner.domain.input_parsing import read_time
from planner.domain.span import format_clock
from planner.domain.text import N_, EstradError
from planner.rules import conflicts_of_change
from planner.rules.rooms import ROOM_DOUBLE_BOOKED
from planner.rules.rule import Conflict, Severity
from ui.features.rescheduling.reschedule_commands import DELAYS, count_shared_sessions, side_effect_remarks
from ui.features.rescheduling.rooms_button import RoomsButton
from ui.kit.theme.theme import announce, set_properties
from ui.kit.widgets.plain_widgets import FEW, FlowLayout, column, first_lines_and_count, number_field, plain_label, row
from ui.state.document import Document, propagation

Rooms = frozenset[str] | None
WIDEST, WHOLE = 260, 120
"""Maximum width of the fields for operation and rooms, and height of the complete list of conflicts, in pixels."""


@dataclass(frozen=True, slots=True)
class RescheduleOperation:
    """An operation: name, label, whether it asks for a time, its minutes (minimum, maximum, default), and its maker.

    ``minutes`` is None if it asks for none; ``make`` returns what the operation would do.
    """

    name: str
    words: str
    time: bool
    minutes: tuple[int, int, int] | None
    make: Callable[[Agenda, Day, int, int, Rooms, Propagation], Ripple]


OPERATIONS: tuple[RescheduleOperation, ...] = (
    RescheduleOperation(
        "shift", N_("Shift what follows"), True, (-240, 240, 10),
        lambda a, d, t, n, r, how: delay_day(a, d.date, t, n, r, how),
    ),
    RescheduleOperation(
        "insert", N_("Insert a gap"), True, (5, 240, 15), lambda a, d, t, n, r, how: insert_gap(a, d.date, t, n, r, how)
    ),
    RescheduleOperation(
        "close", N_("Close the gaps"), True, None, lambda a, d, t, n, r, how: close_gaps(a, d.date, t, r, how)
    ),
    RescheduleOperation(
        "gaps", N_("Make the day fit: shrink gaps"), False, None,
        lambda a, d, t, n, r, how: fit_day(a, d.date, FitMethod.GAPS, r, how),
    ),
    RescheduleOperation(
        "lengths", N_("Make the day fit: shorten sessions"), False, None,
        lambda a, d, t, n, r, how: fit_day(a, d.date, FitMethod.LENGTHS, r, how),
    ),
    RescheduleOperation(
        "breaks", N_("Set all breaks to"), False, (5, 120, 15),
        lambda a, d, t, n, r, how: set_break_length(a, d.date, n, r, how),
    ),
)  # fmt: skip


def count_moved_sessions(change: Change) -> int:
    """Return how many sessions a change gives another time or place."""
    pairs = ((edit.before, edit.after) for edit in change.edits)
    return sum(isinstance(a, Session) and isinstance(b, Session) and a.placement != b.placement for a, b in pairs)


def has_spacing_effect(agenda: Agenda, make: MakeRipple) -> bool:
    """Return whether a rescheduling differs if gaps give first; also True if one of the two is impossible."""
    try:
        return make(agenda, Propagation(gaps_first=True)).change.edits != make(agenda, KEPT).change.edits
    except EstradError:  # one of the two is impossible
        return True


class RescheduleBar(QFrame):
    """A bar to choose an operation, a time, minutes and rooms, or to confirm an operation that was started elsewhere.

    Enter applies the operation if it can be done, unless *Cancel* has the focus; Escape cancels without a change.
    """

    previewed = Signal(Change)
    """Emitted with the change to preview, or None to end the preview."""
    ended = Signal()
    """Emitted when the bar was closed while it had the focus."""
    done = Signal(Ripple, tuple)
    """Emitted with the ``Ripple`` that was applied, and the conflicts that it caused."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self._proposed: MakeRipple | None = None
        self._asked = ("", 0)
        self.ripple: Ripple | None = None
        self.clashes: tuple[Conflict, ...] = ()
        set_properties(self, part="problems")
        self.operation, self.time, self.minutes = QComboBox(), QLineEdit(), number_field(10, 240)
        self.rooms, self.spacing, self.also = RoomsButton(document), QComboBox(), QCheckBox()
        self._from, self._by, self.summary = QLabel(self._words("from")), QLabel(self._words("by")), plain_label()
        self.more, self.whole = QPushButton(), QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.go, self.stop = QPushButton(self._words("Move")), QPushButton(self._words("Cancel"))
        self._arrange()
        self.operation.currentIndexChanged.connect(self._on_operation_chosen)
        for changed in (self.rooms.changed, self.also.clicked, self.time.textChanged, self.minutes.valueChanged):
            changed.connect(self.refresh)
        self.spacing.currentIndexChanged.connect(self._on_spacing_chosen)
        document.plan.view_state.changed.connect(
            lambda: self.spacing.setCurrentIndex(document.plan.view_state.gaps_first)
        )
        self.more.toggled.connect(self.whole.setVisible)
        self.go.clicked.connect(self.apply_and_close)
        self.stop.clicked.connect(self.cancel)
        document.plan.changed.connect(self._on_change)
        document.plan.day_changed.connect(self._on_change)
        document.plan.selection_changed.connect(lambda: self.cancel() if self._proposed else None)
        self.hide()

    def _arrange(self) -> None:
        _ = self._words
        self.operation.addItems([_(operation.words) for operation in OPERATIONS])
        self.spacing.addItems([_("Keep distances"), _("Gaps give first")])
        self.spacing.setCurrentIndex(self._document.plan.view_state.gaps_first)
        self.also.setText(_("Also what is over"))
        self.time.setFixedWidth(70)
        self.minutes.setFixedWidth(100)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(" " + _("min"))
        for field, name in (
            (self.operation, _("What to do")), (self.time, _("From")),
            (self.minutes, _("Minutes")), (self.rooms, _("Where")), (self.spacing, _("What gives")),
        ):  # fmt: skip
            field.setAccessibleName(name)
        set_properties(self.go, primary=True)
        self.operation.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.operation.setMaximumWidth(WIDEST)
        self.rooms.setMaximumWidth(WIDEST)
        flow, bottom = FlowLayout(), Qt.AlignmentFlag.AlignBottom
        for widget in (
            self.operation,
            self._from,
            self.time,
            self._by,
            self.minutes,
            self.rooms,
            self.spacing,
            self.also,
        ):
            widget.setMinimumHeight(self.operation.sizeHint().height())  # centres labels beside the fields
            flow.addWidget(widget)
        set_properties(self.more, flat=True).setCheckable(True)
        self.whole.setFixedHeight(WHOLE)
        self.whole.hide()
        self.whole.setAccessibleName(_("What would clash"))
        below = row((self.summary, 1), (self.more, 0, bottom), (self.stop, 0, bottom), (self.go, 0, bottom))
        column(flow, below, self.whole, inside=self, margins=(16, 8, 16, 12))

    # asking --------------------------------------------------------------------------------------------

    def open_operation(self, name: str, minute: int, rooms: tuple[str, ...] = ()) -> None:
        """Open the bar for the operation with this name, from a minute of the shown day on.

        No ``rooms`` means all rooms.
        """
        self._proposed = None
        self.also.setChecked(False)
        self.operation.show()
        self.rooms.show()
        self._asked, self.rooms.wanted = (format_clock(minute), minute), frozenset(rooms)
        self.time.setText(format_clock(minute))
        self.operation.setCurrentIndex([operation.name for operation in OPERATIONS].index(name))
        self.show()
        self._on_operation_chosen()
        (self.minutes if self._operation.minutes else self.operation).setFocus()
        self.minutes.selectAll()

    def ask_to_confirm(self, make: MakeRipple) -> None:
        """Open the bar to confirm an operation, with its effects."""
        self._proposed = make
        self.also.setChecked(False)
        for widget in (self.operation, self.rooms, self._from, self.time, self._by, self.minutes):
            widget.hide()
        self.show()
        self.refresh()
        self.spacing.setVisible(has_spacing_effect(self._document.agenda, make))
        (self.go if self.go.isEnabled() else self.stop).setFocus()

    @property
    def _operation(self) -> RescheduleOperation:
        return OPERATIONS[max(0, self.operation.currentIndex())]

    def _on_operation_chosen(self) -> None:
        operation = self._operation
        timed, lasts = operation.time, operation.minutes is not None
        for widget, shown in ((self._from, timed), (self.time, timed), (self._by, lasts), (self.minutes, lasts)):
            widget.setVisible(shown)
        self._by.setText(self._words("to") if operation.name == "breaks" else self._words("by"))
        if operation.minutes:
            low, high, first = operation.minutes
            with QSignalBlocker(self.minutes):
                self.minutes.setRange(low, high)
                self.minutes.setValue(first)
        self.spacing.setVisible(operation.name == "shift")
        self._choose_rooms()
        self.refresh()

    def _choose_rooms(self) -> None:
        """Choose the wanted rooms, or all rooms if a delay would run into sessions that also use others.

        A delay that gaps absorb does not run into them.
        """
        agenda, day = self._document.agenda, self._document.plan.day.date
        left = self._operation.name in DELAYS and not self._gaps_give_first
        left = left and count_shared_sessions(agenda, day, self._asked[1], self.rooms.wanted) > 0
        self.rooms.choose(None if left else self.rooms.wanted)

    @property
    def _gaps_give_first(self) -> bool:
        """True if gaps absorb the delay first, so that sessions that are also in other rooms can make way."""
        return self._operation.name == "shift" and self._document.plan.view_state.gaps_first

    def _on_spacing_chosen(self, index: int) -> None:
        self._document.plan.view_state.set_gaps_first(bool(index))
        if self.isVisible():
            self._choose_rooms()
            self.refresh()

    # preview -------------------------------------------------------------------------------------------

    def _on_change(self, _change: object = None) -> None:
        # the preview is of an earlier state
        if self._proposed or (self.isVisible() and not self.rooms.refresh_rooms()):
            self.cancel()
        elif self.isVisible():
            self.refresh()

    def refresh(self, _value: object = None) -> None:
        """Compute the effects, preview them on the timeline, and describe them."""
        self.ripple, self.clashes = None, ()
        try:
            self.ripple = self._compute_ripple()
        except EstradError as error:
            self.summary.setText(self._words.say(error.problem))
        if self.ripple:
            self.clashes = conflicts_of_change(
                self._document.agenda, self.ripple.change, self._document.plan.problems.all
            )
            self.summary.setText(self.effects_text(self.ripple, self.clashes))
        self._list_all_conflicts()
        self.also.setVisible(self.also.isChecked() or bool(self.ripple and self.ripple.over))
        announce(self, self.summary.text())
        grave = any(clash.severity is Severity.PROBLEM for clash in self.clashes)
        grave = grave or self.ripple is None or self.ripple.late > 0
        set_properties(self.summary, tone="problem" if grave else "muted")
        n = count_moved_sessions(self.ripple.change) if self.ripple else 0
        self.go.setText(self._words.plural("Move {n} session", "Move {n} sessions", n) if n else self._words("Move"))
        self.go.setEnabled(self.ripple is not None and bool(self.ripple.change) and not self._is_double_booking)
        self.previewed.emit(self.ripple.change if self.ripple else None)

    @property
    def _is_double_booking(self) -> bool:
        """True if sessions that follow would be moved so that a room is booked twice."""
        moves_followers = self.ripple is not None and self.ripple.moves_followers
        return moves_followers and any(clash.rule == ROOM_DOUBLE_BOOKED.id for clash in self.clashes)

    def _list_all_conflicts(self) -> None:
        """Update the complete list of conflicts, and offer to show it if the summary names only some."""
        self.whole.setPlainText("\n".join(self._words.say(clash.text) for clash in self.clashes))
        self.more.setText(self._words("Show all {n}").format(n=len(self.clashes)))
        self.more.setVisible(len(self.clashes) > FEW)
        if len(self.clashes) <= FEW:
            self.more.setChecked(False)

    def _compute_ripple(self) -> Ripple | None:
        """Return the rescheduling, or None and a hint in the summary while the typed time is invalid.

        Raise ``EstradError`` if the rescheduling is impossible.
        """
        document, how = self._document, propagation(self._document)
        how = replace(how, over=frozenset()) if self.also.isChecked() else how
        if self._proposed:
            return ripple_with_ended(self._proposed, document.agenda, how)
        try:
            minute = self._start_minute()
        except EstradError:
            self.summary.setText(self._words("Type a time such as 10:40."))
            return None
        chosen = self.minutes.value(), self.rooms.chosen
        make, day = self._operation.make, document.plan.day
        return ripple_with_ended(lambda agenda, how: make(agenda, day, minute, *chosen, how), document.agenda, how)

    def _start_minute(self) -> int:
        """Return the minute to start from, or 0 if the operation asks for no time.

        Raise ``EstradError`` if the typed time is invalid.
        """
        if not self._operation.time:
            return 0
        if self.time.text() == self._asked[0]:  # 00:00 may be the end of the day, which only the caller knows
            return self._asked[1]
        return minute_in_night(self._document.agenda, self._document.plan.day.date, read_time(self.time.text()))

    def effects_text(self, ripple: Ripple, clashes: tuple[Conflict, ...]) -> str:
        """Return the description of the effects: moved sessions, side effects and conflicts."""
        _ = self._words
        late = _("The day still ends at {time}.").format(time=format_clock(ripple.late)) if ripple.late else ""
        if not ripple.change:
            fits = self._operation.name in ("gaps", "lengths") and not late and not self._proposed
            said = _("All of it fits into the day already.") if fits else _("Nothing to move.")
            if self._operation.time and not self._proposed:
                said = _("Nothing to move after {time}.").format(time=format_clock(self._start_minute()))
            if self._gaps_give_first and not self._proposed:
                said = _("Nothing has to move.")
            return " ".join(
                part for part in (said, late, *side_effect_remarks(_, ripple), self._shared_remark()) if part
            )
        parts = [f"{_.say(ripple.change.label)}:"] if self._proposed else []
        parts += (
            [_.plural("{n} session moves.", "{n} sessions move.", n)]
            if (n := count_moved_sessions(ripple.change))
            else []
        )
        parts += [part for part in (*side_effect_remarks(_, ripple), self._shared_remark()) if part]
        parts += [_("This cannot be done, since a room would be double-booked.")] if self._is_double_booking else []
        parts += [] if late or clashes else [_("Nothing new would clash.")]
        lines = [" ".join(parts), late, *first_lines_and_count(_, [_.say(clash.text) for clash in clashes])]
        return "\n".join(line for line in lines if line)

    def _shared_remark(self) -> str:
        """Return a remark on the sessions that stay because they are in other rooms too, or an empty text."""
        rooms = self.rooms.chosen
        if self._proposed or rooms is None or (self._gaps_give_first and self.minutes.value() > 0):
            return ""
        if not (
            n := count_shared_sessions(self._document.agenda, self._document.plan.day.date, self._start_minute(), rooms)
        ):
            return ""
        return self._words.plural("{n} shared session stays.", "{n} shared sessions stay.", n)

    # ending --------------------------------------------------------------------------------------------

    def apply_and_close(self) -> None:
        """Close the bar and apply the change, if there is one that can be done."""
        if self.ripple and self.go.isEnabled():
            made, clashes = self.ripple, self.clashes
            self.cancel()
            if self._document.apply(lambda agenda: made.change):
                self.done.emit(made, clashes)

    def cancel(self) -> None:
        """Close the bar without a change."""
        if self.isHidden():
            return
        focused = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        self._proposed, self.ripple, self.clashes = None, None, ()
        self.previewed.emit(None)
        if focused:  # the keyboard stays wherever else it is
            self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply the operation on Enter; cancel on Escape, and on Enter if the Cancel button has the focus."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and self.stop.hasFocus()):
            self.cancel()
        elif enter:
            self.apply_and_close()
        else:
            super().keyPressEvent(event)
