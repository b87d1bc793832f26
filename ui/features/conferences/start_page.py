"""The start page: buttons to begin with, and the recently opened files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.wording import Wording
from ui.kit.theme.painting import paint_rounded, text_font
from ui.kit.theme.theme import Presentation, announce, set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import (
    EDGE,
    SHOWN,
    SPOKEN,
    TIP,
    Index,
    RowModel,
    column,
    heading_label,
    paint_text,
    plain_label,
    row,
)

HIGH, PAD, CROSS, MOST_ROWS = 48, 12, 32, 6
"""Height of a row, its margins, and width of its cross, in pixels; the most rows seen without scrolling."""


class RecentFile(NamedTuple):
    """A recently opened file, and when it was last changed in local time; None if that is unknown."""

    path: Path
    changed: datetime | None


def recent_file(path: Path) -> RecentFile:
    """Return the recent file with this path, with the time of its last change as the disk has it now."""
    try:
        return RecentFile(path, datetime.fromtimestamp(os.stat(path).st_mtime))
    except (OSError, OverflowError, ValueError):
        return RecentFile(path, None)


FileAct = Callable[[Path], object]


class RecentDelegate(QStyledItemDelegate):
    """Paints a file: name above folder, when it was changed, and if focused or pointed at, a cross to remove it."""

    def __init__(self, files: RecentFiles, presentation: Presentation) -> None:
        super().__init__(files)
        self._files, self._presentation = files, presentation
        self._bold, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, file = self._presentation.theme, self._files.rows.rows[index.row()]
        rect = QRectF(option.rect)
        pointed, current = self._files.pointed == index.row(), self._files.focused_row == index.row()
        muted = theme.colour("muted")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if pointed or current:
            edge = theme.colour("accent") if current else None
            frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            paint_rounded(painter, frame, 6, fill=theme.colour("accent_soft" if current else "background"), edge=edge)
            self._paint_cross(painter, rect)
        area, middle = rect.adjusted(PAD, 0, -CROSS, 0), Qt.AlignmentFlag.AlignVCenter
        when = self._files.file_state_text(file)
        taken = paint_text(painter, area, when, self._small, muted, middle | Qt.AlignmentFlag.AlignRight) + PAD
        name, folder = area.adjusted(0, 6, -taken, -24), area.adjusted(0, 24, -taken, -6)
        paint_text(painter, name, file.path.stem, self._bold, theme.colour("ink") if file.changed else muted)
        paint_text(painter, folder, str(file.path.parent), self._small, muted, middle, Qt.TextElideMode.ElideMiddle)

    def _paint_cross(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self._presentation.theme.colour("muted"), 1.4))
        centre = QRectF(rect.right() - CROSS, rect.y(), CROSS, rect.height()).center()
        for down in (4, -4):
            painter.drawLine(centre - QPointF(4, down), centre + QPointF(4, down))


class RecentFiles(QListView):
    """The list of recently opened files.

    ``choose`` is called to open one, ``forget`` when one was removed from the list.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        presentation: Presentation,
        today: date,
        choose: FileAct,
        forget: FileAct,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._presentation, self._today = presentation, today
        self._choose, self._forget = choose, forget
        words = presentation.words
        self.rows = RowModel(
            {SHOWN: lambda file: file.path.stem, SPOKEN: self._spoken_text, TIP: lambda f: str(f.path)}, self
        )
        self.setModel(self.rows)
        self.setItemDelegate(RecentDelegate(self, presentation))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(words("Recent"))
        self.viewport().setMouseTracking(True)
        self.pointed = -1
        self._show_files([recent_file(path) for path in paths], 0)

    @property
    def focused_row(self) -> int:
        """The index of the current row while the list has the focus, else -1."""
        return self.currentIndex().row() if self.hasFocus() else -1

    def file_state_text(self, file: RecentFile) -> str:
        """Return a text on when a file was changed (the time if today, else the date), or that it was not found."""
        words = self._presentation.words
        if file.changed is None:
            return words("Not found")
        if file.changed.date() == self._today:
            return words("Changed today {time}").format(time=f"{file.changed:%H:%M}")
        return words("Changed {date}").format(date=self._presentation.dated(file.changed))

    def _spoken_text(self, file: RecentFile) -> str:
        return ", ".join((file.path.stem, str(file.path.parent), self.file_state_text(file)))

    def _show_files(self, files: list[RecentFile], row: int) -> None:
        self.rows.show_rows(files)
        self.setFixedHeight(HIGH * min(MOST_ROWS, len(files)))
        if not files:
            self.hide()
        self.setCurrentIndex(self.rows.index(min(row, len(files) - 1)))

    def _forget_row(self, row: int) -> None:
        """Take the file in a row off the list."""
        files = [*self.rows.rows]
        gone = files.pop(row)
        self.pointed = -1
        self._show_files(files, row)
        announce(self, self._presentation.words("{name} is off the list.").format(name=gone.path.stem))
        self._forget(gone.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        if row >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.rows.rows[row].path)
        elif row >= 0 and key == Qt.Key.Key_Delete:
            self._forget_row(row)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._highlight_pointed(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._highlight_pointed(QPoint(-1, -1))

    def _highlight_pointed(self, at: QPoint) -> None:
        """Highlight the row below a point, and show by the cursor that it can be pressed."""
        self.pointed = self.indexAt(at).row()
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.pointed >= 0 else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        row = self.indexAt(at).row()
        if row < 0 or row != self.currentIndex().row() or event.button() != Qt.MouseButton.LeftButton:
            return
        if at.x() > self.viewport().width() - CROSS:
            self._forget_row(row)
        else:
            self._choose(self.rows.rows[row].path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, words = self.currentIndex().row(), self._presentation.words
        if row < 0:
            return
        menu, file = QMenu(self), self.rows.rows[row]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(words("Open")).triggered.connect(lambda: self._choose(file.path))
        menu.addAction(words("Remove from the list")).triggered.connect(lambda: self._forget_row(row))
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = QCursor.pos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        menu.popup(at)


MARK = QSize(40, 40)
"""Size of the program's icon beside its name."""


class StartPage(QWidget):
    """The page of a window without an open conference; ``choose`` and ``forget`` are called as by ``RecentFiles``."""

    def __init__(
        self,
        presentation: Presentation,
        recent: Sequence[Path],
        today: date,
        actions: Mapping[str, QAction],
        choose: FileAct,
        forget: FileAct,
    ) -> None:
        super().__init__()
        words = presentation.words
        self._forget = forget
        self._buttons: list[QPushButton] = []
        for label, name, hint in (
            (words("New conference…"), "new", ""),
            (words("Open…"), "open", ""),
            (
                words("From Excel or a file…"), "import_new",
                words("A new conference from a list, a calendar (.ics) or a schedule, shown before it is made."),
            ),
            (
                words("Open the sample"), "sample",
                words(
                    "A real day with rooms, breaks and moderators, and sessions still to place, to try everything on. "
                    "It is a copy of your own."
                ),
            ),
            (
                words("Open the full example"), "full_example",
                words(
                    "A made-up conference of sixteen sessions in which everything is filled in, to look round in. "
                    "It is a copy of your own."
                ),
            ),
        ):  # fmt: skip
            self._buttons.append(push_button(label, actions[name].trigger, tip=hint, primary=not self._buttons))
        QShortcut("Ctrl+N", self, actions["new"].trigger)  # a session's if a conference is open
        self.recent = RecentFiles(recent, presentation, today, choose, self._on_forgotten, self)
        self._opened = heading_label(words("Recent"))
        self._arrange(words)

    def _arrange(self, words: Wording) -> None:
        promises = (
            words("Drag sessions to times and rooms; what clashes turns red and says why."),
            words("Paste tables from Excel (Ctrl+V), or drop a list or a calendar here."),
            words("Send a calendar, and again when it changes; print programme and run sheets."),
        )
        middle, below = QWidget(), column(self._opened, self.recent)
        middle.setFixedWidth(560)
        below.setContentsMargins(0, 16, 0, 0)
        head = row(set_properties(QLabel("Estrad"), heading="start"), 0, spacing=12)
        if not (mark := QApplication.windowIcon().pixmap(MARK, self.devicePixelRatio())).isNull():
            head.insertWidget(0, QLabel(pixmap=mark))
        begins, looks = self._buttons[:3], self._buttons[3:]
        said = column(*(plain_label(promise, tone="muted") for promise in promises))
        column(
            2, head, said, column(row(*begins, 0), row(*looks, 0)), below, 3,
            inside=middle, spacing=16,
        )  # fmt: skip
        row(0, middle, 0, inside=self, margins=EDGE)
        self._opened.setVisible(bool(self.recent.rows.rows))

    def take_keys(self) -> None:
        """Focus the recent files, or the button for a new conference if there are none."""
        (self.recent if self.recent.rows.rows else self._buttons[0]).setFocus()

    def _on_forgotten(self, path: Path) -> None:
        if not self.recent.rows.rows:
            self._opened.hide()
            self.take_keys()
        self._forget(path)
