"""The tray: the line that finds and makes, the cards of the unplaced sessions, the insert palette, and the strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QToolButton, QWidget

from ui.features.tray.cards import TrayList, waiting_blocks
from ui.features.tray.palette import InsertPalette
from ui.features.tray.tray_lines import TrayLine, UsualDayButton
from ui.kit.theme.theme import SIDE, announce, icon, set_properties
from ui.kit.widgets.motion import slide
from ui.kit.widgets.plain_widgets import column, group_heading, heading, named, plain_label, row
from ui.plan.canvas.outside_drag import DragTarget
from ui.state.document import Document

STRIP, OPEN = 40, 240
"""Width of the tray in pixels, folded to a strip and open."""


class TrayStrip(QToolButton):
    """The folded tray: how many sessions wait; a press opens it."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        set_properties(self, strip=True)
        theme = document.presentation.theme
        self.setIcon(icon("tray", theme.muted, theme.muted))
        self.setIconSize(QSize(SIDE, SIDE))
        self.setFixedSize(STRIP - 1, 64)
        self._words = document.presentation.words

    def say(self, waiting: int) -> None:
        self.setText(str(waiting))
        said = self._words.plural("Show “Not placed”: {n} session", "Show “Not placed”: {n} sessions", waiting)
        named(self, said).setToolTip(f"{said} (F7)")


class Tray(QFrame):
    """The left side of the window: a heading with the count, the line, the cards and the palette.

    It folds to a strip while nothing waits in it, in a narrow window, and when the user says so.
    """

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        set_properties(self, part="left")
        self._document = document
        self._narrow = self._open_in_narrow = self.is_folded = self._is_guided = False
        self.setFixedWidth(OPEN)
        self.setAccessibleName(_("Not placed"))
        self.strip, self._whole = TrayStrip(document, self), QWidget(self)
        self.line = TrayLine(document, timeline, self)
        self.cards = TrayList(document, timeline, self)
        self._count, self._empty = heading(""), plain_label(tone="muted")
        self.line.textChanged.connect(self._search)
        self.line.made.connect(self.cards.scrollToBottom)
        down = QShortcut(Qt.Key.Key_Down, self.line, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.cards.go_to_first)
        self.usual = UsualDayButton(document, self)
        self.palette_chips = InsertPalette(document, timeline, self)
        theme, fold = (
            document.presentation.theme,
            set_properties(named(QToolButton(), _("Hide “Not placed”")), small=True),
        )
        fold.setIcon(icon("fold", theme.muted, theme.muted, 16))
        fold.setToolTip(f"{fold.accessibleName()} (F7)")
        fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F7 does it from everywhere
        fold.clicked.connect(self.toggle)
        self.strip.clicked.connect(self._open)
        column(
            group_heading(_("Not placed"), row(self._count, fold, spacing=4)), self.line, self.line.new, self._empty,
            (self.cards, 1), self.usual, self.palette_chips, inside=self._whole, margins=(12, 12, 11, 12),
        )  # fmt: skip
        row((self.strip, 0, Qt.AlignmentFlag.AlignTop), self._whole, inside=self, margins=(0, 0, 1, 0), spacing=0)
        document.plan.changed.connect(self._update_count)  # also if the tray is empty before and after
        self.cards.rows.modelReset.connect(self._update_count)
        document.plan.view_state.tray_changed.connect(self._slide)
        self._update_count()

    @property
    def first(self) -> QWidget:
        """Return what has the focus when the tray is opened: the cards, or the line if there are none."""
        return self.cards if self.cards.rows.ids else self.line

    def make_narrow(self, on: bool) -> None:
        """Keep the tray a strip, unless it is opened, because the window is narrow."""
        if on != self._narrow:
            self._narrow, self._open_in_narrow = on, False
            self._settle()

    def guide(self, *, on: bool, usual_day: bool) -> None:
        """Stay open while the first steps lead here, though nothing waits; ``usual_day`` if they offer that too."""
        self._is_guided = on
        self.usual.give_way(on=usual_day)
        self._update_count()

    def toggle(self) -> None:
        """Fold the tray to a strip, or open it; it stays so."""
        if self._narrow:
            self._open_in_narrow = self.is_folded
            self._slide()
        else:
            self._document.plan.view_state.keep_tray("open" if self.is_folded else "folded")

    def _open(self) -> None:
        """Open the tray and give it the keyboard: a title that is typed then is not a command of the timeline."""
        self.unfold()
        self.first.setFocus()

    def unfold(self) -> None:
        if self.is_folded:
            self.toggle()

    def show_drop(self, over: bool) -> None:
        """Show that what is dragged would come here."""
        for part in (self.cards, self.strip):
            set_properties(part, drop=over)

    def _slide(self) -> None:
        """Fold or open the tray as it was chosen, and let it slide."""
        window, moves = self.window(), self._document.presentation.moves()
        place = QRect(self.mapTo(window, QPoint(0, 0)), QSize(OPEN, self.height()))
        slide(window, place, -OPEN, self._settle, opens=self.is_folded, moves=moves)

    def _settle(self) -> None:
        """Fold or open the tray, as the user said, or else as it is empty and the window is narrow."""
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
            self._open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.palette_chips.leave_room(self.height() // 2)

    def _update_count(self, _change: object = None) -> None:
        _ = self._document.presentation.words
        waiting = len(self._document.agenda.tray)
        self.strip.say(waiting)
        self._settle()
        shown = self.cards.rows.sessions
        self._count.setText(str(waiting) if shown == waiting else _("{n} of {all}").format(n=shown, all=waiting))
        text = _("Every session has its place.") if not waiting else _("No waiting session matches.")
        if not self._document.agenda.sessions or (self._is_guided and not waiting):
            text = _("Sessions wait here for their place. Type their titles, or paste a column from Excel.")
        self._empty.setText(text)
        self._empty.setVisible(not self.cards.rows.ids)

    def _search(self, text: str) -> None:
        """Show what a text finds, and tell how much that is, and what Enter would make."""
        self.cards.rows.search(text)
        made = [] if self.line.new.isHidden() else [self.line.new.accessibleName()]
        announce(self.line, ", ".join([self._count.text(), *made]))

    def show_session(self, session_id: str) -> None:
        """Show an unplaced session and focus its card or that of its block, clearing the search if it hides it."""
        rows, session = self.cards.rows, self._document.agenda.sessions[session_id]
        block = self._document.agenda.blocks.get(session.block or "")
        session_id = block.id if block and block.placement is None else session_id
        self.unfold()
        if session_id not in rows.ids:
            self.line.clear()
        if session_id in rows.ids:
            self.cards.setCurrentIndex(rows.index(rows.ids.index(session_id)))
            self.cards.setFocus()
