"""Files, tables and texts pasted or dropped from other programs, and a line edit that leaves tables to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.widgets.plain_widgets import plain_label

HTML = "text/html"
WINDOWS_HTML = 'application/x-qt-windows-mime;value="HTML Format"'
FORMS = (HTML, WINDOWS_HTML, "HTML Format")
"""The clipboard formats of HTML.

Programs on Windows provide CF_HTML, which is HTML after a few lines of byte counts.
"""


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A table or lines of text from another program; ``html`` is empty unless it contains a table."""

    html: bytes = b""
    text: str = ""

    @property
    def is_table(self) -> bool:
        """True if there is a table in HTML, or a text with tabs."""
        return bool(self.html) or "\t" in self.text.strip("\r\n")


ImportSource = Path | CopiedText
"""The source of an import: a file, or copied text."""


def import_sources(data: QMimeData | None) -> tuple[ImportSource, ...]:
    """Return what can be imported of pasted or dropped data: files, or else a table or several lines.

    Empty if there is nothing of that kind, or the data are sessions copied in Estrad.
    """
    from planner.commands.clipboard import MIME  # the window starts without it

    if data is None or data.hasFormat(MIME):  # sessions of ours
        return ()
    if paths := [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]:
        return tuple(paths)
    clip = CopiedText(_html_table(data), data.text() if data.hasText() else "")
    return (clip,) if clip.html or clip.is_table or "\n" in clip.text.strip() else ()


def is_table_or_list(data: QMimeData | None) -> bool:
    """Return whether data is a table or several lines of text, which do not fit in a line edit."""
    return any(isinstance(one, CopiedText) for one in import_sources(data))


def _html_table(data: QMimeData) -> bytes:
    """Return the HTML of data if it contains a table, as the other program wrote it; else empty bytes."""
    from planner.tables.reading import has_table  # the window starts without it

    found = (bytes(data.data(form).data()) for form in FORMS if data.hasFormat(form))
    return next((html for html in found if has_table(html)), b"")


class DropZone(QObject):
    """Accepts files, tables and texts of several lines that other programs drop anywhere on a widget.

    Children that accept drops get theirs themselves. ``take`` is called only after the drop has ended, since the other
    program waits for that, and an import dialog may stay open for long. ``hint`` returns the text that is shown during
    the drag, about what a drop would do.
    """

    def __init__(
        self, widget: QWidget, take: Callable[[tuple[ImportSource, ...]], object],
        hint: Callable[[tuple[ImportSource, ...]], str],
    ) -> None:  # fmt: skip
        super().__init__(widget)
        self._widget, self._take, self._hint = widget, take, hint
        self._label = plain_label(wrap=False, part="chooser")
        self._label.setParent(widget)
        self._label.setMargin(24)
        self._label.hide()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._label.hide()
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        if not isinstance(event, QDropEvent) or event.source() is not None:
            return False
        if not (found := import_sources(event.mimeData())):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file stays where it is
        event.accept()
        if event.type() == QEvent.Type.Drop:
            QTimer.singleShot(0, self, lambda: self._take(found))
        elif event.type() == QEvent.Type.DragEnter:
            self._show_hint(self._hint(found))
        return True

    def _show_hint(self, hint: str) -> None:
        self._label.setText(hint)
        self._label.adjustSize()
        self._label.move(self._widget.rect().center() - self._label.rect().center())
        self._label.raise_()
        self._label.show()


class PlainLineEdit(QLineEdit):
    """A line edit for a text that is not a field of an entity, such as a search or a name to add.

    ``takes_lists`` is true if it handles pasted tables and lists itself.
    """

    takes_lists = False

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo and redo concern this line rather than the conference: while there is text in it."""
        return bool(self.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Ignore a table or list, so that the window imports it, unless ``takes_lists`` is true."""
        if not self.takes_lists and is_table_or_list(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show Qt's context menu; unless ``takes_lists`` is true, the window pastes a table or list, as with Ctrl+V."""
        menu = self.createStandardContextMenu()
        pasting = menu.findChild(QAction, "edit-paste")
        whole = self.window().findChild(QAction, "paste", Qt.FindChildOption.FindDirectChildrenOnly)
        if pasting and whole and not self.takes_lists and is_table_or_list(QGuiApplication.clipboard().mimeData()):
            pasting.triggered.disconnect()
            pasting.triggered.connect(whole.trigger)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
