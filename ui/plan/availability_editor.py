"""The text editor for windows of time, in which a person can be there or a room is closed."""

from __future__ import annotations

from typing import Any

from planner.commands.window_text import Windows, read_windows, write_windows
from ui.kit.editors.text_editors import TextEditor
from ui.state.plan_view import PlanView


class AvailabilityEditor(TextEditor):
    """An editor for a tuple of spans: a person's availability or, with ``closed``, the times when a room is closed."""

    def __init__(self, plan: PlanView, *, closed: bool = False) -> None:
        words = plan.presentation.words
        placeholder = words("Always open") if closed else words("Always, or hours such as 9–14")
        super().__init__(
            placeholder,
            lambda text: read_windows(text, plan.agenda.days_in_order, words, before=self._windows),
            lambda windows: write_windows(windows, plan.agenda.days_in_order),
        )
        self.setAccessibleDescription(placeholder)
        self._windows: Windows = ()

    def show_value(self, value: Any) -> None:
        self._windows = tuple(value)
        super().show_value(value)

    def show_mixed(self, words: str) -> None:
        self._windows = ()
        super().show_mixed(words)
