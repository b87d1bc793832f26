"""The bar above a copy in memory of a conference that is open elsewhere or cannot be written: how old the copy is.

The bar also says who has the file open. The copy is read again when the file has changed.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTime, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QWidget

from planner.background import in_thread
from planner.domain.text import EstradError, Text
from planner.storage.memory_copy import CopyGuard
from planner.workspace import Workspace
from ui.kit.long_work import LongWork
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import ElidedLabel, row
from ui.shell.bars import bind_action
from ui.state.document import Document

REST = 10
"""Number of checks to skip after the file could not be read."""
POLL = 50
"""Milliseconds between two checks whether the thread has read the file, which may take long on a network share."""


class FileCheckResult(NamedTuple):
    """The result of looking at the file: who has it open, and what was read or an error; None if nothing is newer."""

    holder: str | Text
    found: Workspace | EstradError | None


class CopyReader(QObject):
    """Looks at the file of a copy in a thread, and shows a newer state when the user is not busy."""

    looked = Signal()
    renewed = Signal()
    replaced = Signal()
    """Emitted when the path now has another conference."""
    failed = Signal(EstradError)
    """Emitted when the user asked to read the file, and it cannot be read."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._work = LongWork(self, self._on_file_checked, interval=POLL)
        self._fresh: Workspace | None = None
        self._asked = False
        self._typed = ""
        self._rest = 0
        self.holder = source.holder if (source := document.workspace.source) else ""
        self.fault: EstradError | None = None  # the reason why what is newer cannot be shown

    def check(self) -> None:
        """Show what has been read, or start to look whether the file has changed; called once a second.

        Nothing happens while the user is typing, holds a mouse button, or has a menu or dialog open.
        """
        before, self._typed = self._typed, _focused_field_text()
        if before == self._typed and not is_user_busy():
            if self._fresh:
                self._show_newer(self._fresh)
            elif self._rest:
                self._rest -= 1
            else:
                self._start_file_check()

    def read(self) -> None:
        """Read the file because the user asked for it; if it could be read, report whether anything has changed."""
        self._asked = True
        self._start_file_check()

    def _start_file_check(self) -> None:
        workspace = self._document.workspace
        if workspace.source and not self._work.is_running:
            self._work.start(in_thread(partial(self._check_file_in_thread, workspace, workspace.source, self._asked)))

    def _check_file_in_thread(self, workspace: Workspace, source: CopyGuard, asked: bool) -> FileCheckResult:
        found: Workspace | EstradError | None = None
        try:
            if asked or source.is_outdated:
                found = workspace.read_again()
        except EstradError as error:
            found = error
        if self._document.closed and isinstance(found, Workspace):
            found.close()
        return FileCheckResult(source.holder, found)

    def _on_file_checked(self, look: FileCheckResult) -> None:
        self.holder, self.fault, self._rest = look.holder, None, 0
        if isinstance(look.found, Workspace):
            self.discard_newer()
            if self._document.closed:
                look.found.close()
                return
            self._fresh = look.found
            asked, self._asked = self._asked, False
            if asked or not (is_user_busy() or self._typed != _focused_field_text()):
                self._show_newer(look.found, asked=asked)
        elif isinstance(look.found, EstradError):
            self.fault, self._rest = look.found, REST
            if self._asked:
                self._asked = False
                self.failed.emit(look.found)
        elif self._asked:  # since the look began
            self._start_file_check()
        self.looked.emit()

    def _show_newer(self, fresh: Workspace, *, asked: bool = False) -> None:
        self._fresh = None
        before = self._document.agenda
        if not self._document.workspace.adopt_copy(fresh):
            fresh.close()
            self.replaced.emit()
            return
        self.renewed.emit()
        if asked:
            words = self._document.presentation.words
            same = self._document.agenda == before
            said = words("Read again: nothing has changed.") if same else words("Read again: it has changed.")
            self._document.status_reported.emit(said)

    def discard_newer(self) -> None:
        """Close a newer state that was read but not shown yet."""
        if self._fresh:
            self._fresh.close()
            self._fresh = None


def is_user_busy() -> bool:
    """Return whether a button of the mouse is down, or a menu or a dialog is open."""
    pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    return pressed or bool(QApplication.activePopupWidget() or QApplication.activeModalWidget())


def _focused_field_text() -> str:
    """Return the text of the focused text field, or an empty string if none is focused."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""


class ReadingBar(QFrame):
    """The bar above a copy in memory: who has the file open, how old the copy is, and buttons to reread or edit it."""

    def __init__(self, document: Document, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        set_properties(self, part="reading")
        self.reader = CopyReader(document, self)
        self.sentence = ElidedLabel()
        words = document.presentation.words
        texts = (("read_again", words("Read again")), ("edit_here", words("Edit here")))
        buttons = [bind_action(push_button(text), actions[name]) for name, text in texts]
        row(self.sentence, 0, *buttons, inside=self, margins=(16, 4, 16, 4))
        for news in (self.reader.looked, self.reader.renewed):
            news.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the time of the state that is shown, and who has the file open or why it cannot be read."""
        words = self._document.presentation.words
        holder, when = self.reader.holder, _text_of_last_reading(self._document)
        source = self._document.workspace.source
        if fault := self.reader.fault or (source.left if source else None):
            problem = words.say(fault.problem)
            said = words("Read only, as of {time}. {problem}").format(time=when, problem=problem)
        elif holder:
            name = holder if isinstance(holder, str) else words.say(holder)
            said = words("Read only, as of {time}: {who} has this conference open.").format(time=when, who=name)
        else:
            said = words("Read only, as of {time}.").format(time=when)
        if said != self.sentence.text():
            set_properties(self.sentence, tone="warning" if fault else "plain")
            self.sentence.setText(said)
            self.sentence.setAccessibleName(said)


def _text_of_last_reading(document: Document) -> str:
    """Return the local time at which the shown copy was read, with the day unless it is today."""
    local = document.workspace.read_at.astimezone()
    when = document.presentation.locale.toString(QTime(local.hour, local.minute), "HH:mm")
    return when if local.date() == document.plan.today() else f"{document.presentation.short_date(local.date())} {when}"
