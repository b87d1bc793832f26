"""The editor of time windows as text: when a person can be there, when a room is closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.commands.window_text import Windows, read_windows, write_windows
from planner.domain.span import Span
from ui.kit.editors.text_editors import TextEditor
from ui.state.plan_view import PlanView


class AvailabilityEditor(TextEditor):
    """An editor for a tuple of spans: a person's availability or, with ``closed``, the times when a room is closed."""

    def __init__(self, plan: PlanView, *, closed: bool = False) -> None:
        words = plan.presentation.words
        placeholder = words("Always open") if closed else words("Always, or hours such as 9–14")
        super().__init__(placeholder, self._read, self._written)
        self.setAccessibleDescription(placeholder)
        self._plan = plan
        self._windows: Windows = ()

    def _read(self, text: str) -> Windows:
        return read_windows(text, self._plan.agenda.days_in_order, self._plan.presentation.words, before=self._windows)

    def _written(self, windows: Iterable[Span]) -> str:
        return write_windows(windows, self._plan.agenda.days_in_order)

    def show_value(self, value: Any) -> None:
        self._windows = tuple(value)
        super().show_value(value)

    def show_mixed(self, words: str) -> None:
        self._windows = ()
        super().show_mixed(words)
