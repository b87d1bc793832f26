"""The editor of time windows: as bars to draw on, and as text below the bars."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.span import Span
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.availability.day_bars import DayBars
from ui.state.availability.window_text import read_windows, write_windows
from ui.state.document import Document

MOST_ROWS = 4


class AvailabilityEditor(QWidget):
    """An editor for a tuple of spans: a person's availability or, with ``closed``, the times when a room is closed."""

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    settled = Signal()
    reverted = Signal(str)
    left = Signal()
    free = False

    def __init__(self, document: Document, *, closed: bool = False) -> None:
        super().__init__()
        self._document, self._closed = document, closed
        self._value: tuple[Span, ...] = ()
        self.bars = DayBars(document, closed=closed)
        self.bars.edited.connect(self.edited)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.bars)
        self.text = self._made_text()
        self.setFocusProxy(self.bars)
        self.bars.show_windows(())

    def _made_text(self) -> LineEditor | TextEditor:
        words, days = self._document.presentation.words, len(self._document.agenda.days)
        placeholder = words("Always open") if self._closed else words("Always, or hours such as 9–14")
        if days == 1:
            made: LineEditor | TextEditor = LineEditor(
                self._read, lambda v: self._write(v).replace("\n", ", "), placeholder
            )
        else:
            made = TextEditor(min(days, MOST_ROWS), placeholder, self._read, self._write)
        for its, ours in (
            (made.edited, self.edited), (made.typing, self.typing), (made.refused, self.refused),
            (made.settled, self.settled), (made.reverted, self.reverted), (made.left, self.left),
        ):  # fmt: skip
            its.connect(ours)
        made.setAccessibleName(self.accessibleName())
        self._column.addWidget(made)
        return made

    def _read(self, text: str) -> tuple[Span, ...]:
        return read_windows(
            text, self._document.agenda.days_in_order, self._document.presentation.words, before=self._value
        )

    def _write(self, windows: Any) -> str:
        return write_windows(windows or (), self._document.agenda.days_in_order)

    def _follow_days(self) -> None:
        """Use a line edit for a conference of one day, and a text edit for one of several days."""
        if isinstance(self.text, LineEditor) != (len(self._document.agenda.days) == 1):
            self.text.deleteLater()
            self.text = self._made_text()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.bars.setAccessibleName(name)
        self.text.setAccessibleName(name)

    def show_value(self, value: Any) -> None:
        self._follow_days()
        self._value = tuple(value)
        self.bars.show_windows(self._value)
        self.text.show_value(self._value)

    def show_mixed(self, words: str) -> None:
        self._follow_days()
        self._value = ()
        self.bars.show_windows((), words)
        self.text.show_mixed(words)

    @property
    def waiting(self) -> str | None:
        return self.text.waiting

    @property
    def stored(self) -> str:
        return self.text.stored

    def revert(self) -> None:
        self.text.revert()

    def autosave(self) -> None:
        """Do nothing, as windows are saved only when they are finished."""

    def resume(self, text: str, *, again: bool) -> None:
        self.text.resume(text, again=again)

    def commit(self) -> None:
        self.bars.commit()
        self.text.commit()

    def refuse(self, *, again: bool) -> None:
        self.text.refuse(again=again)

    def drop(self) -> None:
        self.bars.cancel()
        self.text.drop()
