"""The tray: the line to find and add sessions, the cards of unplaced ones, the insert palette, and the folded strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QToolButton, QWidget

from planner.commands.sessions import add_titled_sessions, add_usual_sessions
from planner.domain.text import N_
from ui.features.tray.cards import TrayList, waiting_blocks
from ui.features.tray.palette import InsertPalette
from ui.kit.theme.painting import paint_plain_text
from ui.kit.theme.theme import SIDE, announce, icon, set_properties
from ui.kit.widgets.buttons import prepare_button
from ui.kit.widgets.motion import change_with_slide
from ui.kit.widgets.plain_widgets import (
    column,
    escape_mnemonic,
    heading_label,
    name_widget,
    panel_heading_row,
    plain_label,
    row,
    tooltip_text,
)
from ui.plan.canvas.outside_drag import DragTarget
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

USUAL = (N_("Registration"), N_("Coffee"), N_("Lunch"))


SIGN, BESIDE = 16, 8
"""Width of the ↵ sign, and the gap between it and the right edge, in pixels."""


def _paint_enter_sign(widget: QWidget, colour: QColor) -> None:
    """Paint the ↵ sign of the Enter key at the right of a widget."""
    place, aligned = QRectF(widget.rect()).adjusted(0, 0, -BESIDE, 0), Qt.AlignmentFlag.AlignVCenter
    paint_plain_text(QPainter(widget), widget.font(), colour, place, "↵", aligned | Qt.AlignmentFlag.AlignRight)


class NewSessionRow(QPushButton):
    """The row that says, below the tray's line, which session Enter would add; a press adds it too."""

    def __init__(self, document: Document, line: QLineEdit) -> None:
        super().__init__(line.parentWidget())
        self._line, self._presentation = line, document.presentation
        set_properties(self, flat=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter does it
        self.show_title("")

    def show_title(self, title: str) -> None:
        """Show the title that the new session would have; with an empty title, hide the row."""
        said = self._presentation.words("New session “{title}”").format(title=title)
        metrics, width = self.fontMetrics(), self._line.width() - SIGN - 2 * BESIDE
        self.setText(escape_mnemonic(metrics.elidedText(f"+ {said}", Qt.TextElideMode.ElideRight, width)))
        name_widget(self, said).setToolTip(tooltip_text(said))
        self.setVisible(bool(title))

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._line.hasFocus():
            _paint_enter_sign(self, self._presentation.theme.colour("accent"))


class TrayLine(PlainLineEdit):
    """The line of the tray: typing searches the cards, and Enter adds a session with the typed title.

    A pasted column of titles adds a session for each. Escape clears the line, then focuses the timeline.
    """

    takes_lists = True
    made = Signal()
    """Emitted after sessions were added."""

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self._document, self._timeline, words = document, timeline, document.presentation.words
        self._makes = document.workspace.writable
        self.setPlaceholderText(words("Find, or type a new title") if self._makes else words("Find…"))
        self.setAccessibleName(self.placeholderText())
        hint = N_("Enter makes a session of the title, ↓ goes to what is found. A column from Excel makes one per row.")
        self.setToolTip(tooltip_text(words(hint) if self._makes else ""))
        self.new = NewSessionRow(document, self)
        self.new.clicked.connect(self._add_sessions)
        self.returnPressed.connect(self._add_sessions)
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        self.new.show_title(" ".join(text.split()) if self._makes else "")
        if _is_column(text):
            self._add_sessions()

    def _add_sessions(self) -> None:
        """Add a session for each typed or pasted row, in one step; its title is the first cell with a text."""
        titles = {self._document.workspace.new_id(): title for title in _titles(self.text())}
        if titles and self._makes and self._document.apply(lambda agenda: add_titled_sessions(agenda, titles)):
            self.clear()
            self.made.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and _is_column(QGuiApplication.clipboard().text()):
            self.clear()  # what was searched for is not a part of the first title
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self._timeline.canvas.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.new.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.new.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._makes and not self.text():
            _paint_enter_sign(self, self._document.presentation.theme.colour("muted"))


def _is_column(text: str) -> bool:
    """Return whether a text has several lines, not counting blank ones at its ends."""
    return "\n" in text.strip() or "\r" in text.strip()


def _titles(text: str) -> list[str]:
    """Return the first text of each row of a line or a pasted table, leaving out empty rows."""
    if not _is_column(text) and "\t" not in text:
        return [title] if (title := " ".join(text.split())) else []
    from planner.tables.delimited import tabbed_rows  # the window starts without it

    cells = (next((cell for cell in row if str(cell or "").strip()), "") for row, _line in tabbed_rows(text))
    return [" ".join(str(cell).split()) for cell in cells if cell]


def usual_day_button(document: Document, parent: QWidget) -> QPushButton:
    """Return a button that adds registration, coffee, lunch and coffee to the shown day."""
    words = document.presentation.words
    button = QPushButton(words("Add a usual day"), parent)
    hint, can = words("Registration, coffee, lunch and coffee, by the hours of the day."), document.workspace.writable
    return prepare_button(button, lambda: add_usual_day(document), tip=hint, enabled=can)


def add_usual_day(document: Document) -> None:
    """Add registration, coffee, lunch and coffee to the shown day, in one step; report if the day is too short."""
    day, new_id = document.plan.day.date, document.workspace.new_id
    registration, coffee, lunch = map(document.workspace.wording, USUAL)
    document.apply(
        lambda agenda: add_usual_sessions(agenda, day, new_id, registration=registration, coffee=coffee, lunch=lunch)
    )


STRIP, OPEN = 40, 240
"""Width of the tray in pixels, folded to a strip and unfolded."""


def unfold_button(document: Document, parent: QWidget) -> QToolButton:
    """Return the folded tray: a button that unfolds it."""
    button = QToolButton(parent, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    theme = document.presentation.theme
    button.setIcon(icon("tray", theme.muted, theme.muted))
    button.setIconSize(QSize(SIDE, SIDE))
    button.setFixedSize(STRIP - 1, 64)
    return set_properties(button, strip=True)


class Tray(QFrame):
    """The left side of the timeline: a heading with the number of unplaced sessions, the line, cards and palette.

    It is folded to a strip by the user or, until the user unfolds it, in a narrow window and when all sessions and
    blocks are placed, if there are any sessions.
    """

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        set_properties(self, part="left")
        self._document = document
        self._narrow = self._open_in_narrow = self.is_folded = self._is_guided = False
        self.setFixedWidth(OPEN)
        self.setAccessibleName(_("Not placed"))
        self.strip, self._whole = unfold_button(document, self), QWidget(self)
        self.line = TrayLine(document, timeline, self)
        self.cards = TrayList(document, timeline, self)
        self._count, self._empty = heading_label(""), plain_label(tone="muted")
        self.line.textChanged.connect(self._search_cards)
        self.line.made.connect(self.cards.scrollToBottom)
        down = QShortcut(Qt.Key.Key_Down, self.line, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.cards.focus_first_card)
        self.usual, self._offers_usual_day = usual_day_button(document, self), True
        self.palette_chips = InsertPalette(document, timeline, self)
        theme = document.presentation.theme
        fold = set_properties(name_widget(QToolButton(), _("Hide “Not placed”")), small=True)
        fold.setIcon(icon("fold", theme.muted, theme.muted, 16))
        fold.setToolTip(f"{fold.accessibleName()} (F7)")
        fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F7 does it from everywhere
        fold.clicked.connect(self.toggle)
        self.strip.clicked.connect(self._unfold_and_focus)
        column(
            panel_heading_row(_("Not placed"), row(self._count, fold, spacing=4)),
            self.line, self.line.new, self._empty,
            (self.cards, 1), self.usual, self.palette_chips, inside=self._whole, margins=(12, 12, 11, 12),
        )  # fmt: skip
        row((self.strip, 0, Qt.AlignmentFlag.AlignTop), self._whole, inside=self, margins=(0, 0, 1, 0), spacing=0)
        document.plan.changed.connect(self._update_count)  # also if the tray is empty before and after
        self.cards.rows.modelReset.connect(self._update_count)
        document.plan.day_changed.connect(self._show_usual_day)
        document.plan.view_state.tray_changed.connect(self._fold_with_motion)
        self._update_count()

    @property
    def focus_target(self) -> QWidget:
        """The widget to focus when the tray is unfolded: the cards, or the line if there are none."""
        return self.cards if self.cards.rows.ids else self.line

    def set_narrow(self, on: bool) -> None:
        """Fold the tray because the window is narrow, until the user unfolds it, or end that."""
        if on != self._narrow:
            self._narrow, self._open_in_narrow = on, False
            self._update_folding()

    def keep_unfolded(self, *, on: bool, usual_day: bool) -> None:
        """Keep an empty tray unfolded while the first steps need it, or no longer if ``on`` is false.

        With ``usual_day`` they offer the usual day themselves, and the tray does not.
        """
        self._is_guided = on
        self._offers_usual_day = not usual_day
        self._update_count()

    def toggle(self) -> None:
        """Fold the tray, or unfold it, and remember that; in a narrow window it is not remembered."""
        if self._narrow:
            self._open_in_narrow = self.is_folded
            self._fold_with_motion()
        else:
            self._document.plan.view_state.set_tray_folding("open" if self.is_folded else "folded")

    def _unfold_and_focus(self) -> None:
        """Unfold and focus the tray, so that a title typed next is not taken for keys of the timeline."""
        self.unfold()
        self.focus_target.setFocus()

    def unfold(self) -> None:
        """Unfold the tray if it is folded."""
        if self.is_folded:
            self.toggle()

    def mark_as_target(self, over: bool) -> None:
        """Show, or no longer show, that a drop would put the dragged sessions into the tray."""
        for part in (self.cards, self.strip):
            set_properties(part, drop=over)

    def _fold_with_motion(self) -> None:
        """Fold or unfold the tray, with a sliding motion."""
        window, moves = self.window(), self._document.presentation.moves()
        place = QRect(self.mapTo(window, QPoint(0, 0)), QSize(OPEN, self.height()))
        change_with_slide(window, place, -OPEN, self._update_folding, opens=self.is_folded, moves=moves)

    def _update_folding(self) -> None:
        """Fold or unfold the tray by the window's width, the user's choice, and whether anything waits."""
        agenda, choice = self._document.agenda, self._document.plan.view_state.tray
        spare = not (agenda.tray or waiting_blocks(agenda) or self._is_guided) and bool(agenda.sessions)
        folded = not self._open_in_narrow if self._narrow else choice == "folded" or (spare and choice != "open")
        if folded != self.is_folded or self.strip.isHidden() != (not folded):
            focus = QApplication.focusWidget()
            held = focus is not None and self.isAncestorOf(focus)
            self.is_folded = folded
            self.strip.setVisible(folded)
            self._whole.setVisible(not folded)
            self.setFixedWidth(STRIP if folded else OPEN)
            if held and folded:
                self.strip.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.is_folded:
            self._unfold_and_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.palette_chips.limit_height(self.height() // 2)

    def _update_count(self, _change: object = None) -> None:
        _ = self._document.presentation.words
        waiting = len(self._document.agenda.tray)
        self.strip.setText(str(waiting))
        said = _.plural("Show “Not placed”: {n} session", "Show “Not placed”: {n} sessions", waiting)
        name_widget(self.strip, said).setToolTip(f"{said} (F7)")
        self._show_usual_day()
        self._update_folding()
        shown = self.cards.rows.sessions
        self._count.setText(str(waiting) if shown == waiting else _("{n} of {all}").format(n=shown, all=waiting))
        text = _("Every session has its place.") if not waiting else _("No waiting session matches.")
        if not self._document.agenda.sessions or (self._is_guided and not waiting):
            text = _("Sessions wait here for their place. Type their titles, or paste a column from Excel.")
        self._empty.setText(text)
        self._empty.setVisible(not self.cards.rows.ids)

    def _show_usual_day(self) -> None:
        """Offer the usual day, unless the first steps do so, until anything is placed on the shown day."""
        document = self._document
        self.usual.setVisible(self._offers_usual_day and not document.agenda.day_sessions(document.plan.day.date))

    def _search_cards(self, text: str) -> None:
        """Show the cards that match a text, and announce their number and what Enter would add."""
        self.cards.rows.search(text)
        made = [] if self.line.new.isHidden() else [self.line.new.accessibleName()]
        announce(self.line, ", ".join([self._count.text(), *made]))

    def show_session(self, session_id: str) -> None:
        """Unfold the tray and focus a session's card, or that of its waiting block; clear a search that hides it."""
        rows, session = self.cards.rows, self._document.agenda.sessions[session_id]
        block = self._document.agenda.blocks.get(session.block or "")
        session_id = block.id if block and block.placement is None else session_id
        self.unfold()
        if session_id not in rows.ids:
            self.line.clear()
        if session_id in rows.ids:
            self.cards.setCurrentIndex(rows.index(rows.ids.index(session_id)))
            self.cards.setFocus()
