"""The texts on the bars, and those that a screen reader speaks about them."""

from __future__ import annotations

from planner.domain.entities import Day
from planner.domain.span import Span, clock, clock_range
from planner.domain.text import Text
from ui.state.availability.bar_state import BarState
from ui.state.document import Document


class BarWords:
    """Words the state of the bars; with ``closed``, windows are the times when a room cannot be used."""

    def __init__(self, document: Document, *, closed: bool) -> None:
        self._document, self._closed = document, closed
        self._words = document.presentation.words

    def hours(self, window: Span) -> str:
        """Return the hours of a window."""
        if window.is_whole_day:
            return self._words("The whole day")
        return clock_range(window.start, window.end)

    def nothing(self, state: BarState) -> str:
        """Return the text on the bar of a day without windows."""
        if state.mixed:
            return state.mixed
        if self._closed:
            return self._words("Always open")
        return self._words("Not there") if state.preview else self._words("Always")

    def name(self, day: Day) -> str:
        """Return the name of a day, such as Thu 25 Apr."""
        return self._document.presentation.short_day(day.date)

    def day(self, state: BarState, day: Day) -> str:
        """Return a day with its windows."""
        times = ", ".join(self.hours(w) for w in state.windows if w.day == day.date) or self.nothing(state)
        return self._words.say(Text("{day}: {times}", day=self.name(day), times=times))

    def cursor(self, state: BarState) -> str:
        """Return the hours of the window that follows the cursor, or else the time at the cursor, and what is there."""
        if state.drag and state.drag.result:
            return self.hours(state.drag.result)
        time, window = clock(state.minute), state.under_cursor
        if self._closed:
            return self._words.say(Text("{time}, closed", time=time) if window else Text("{time}, open", time=time))
        there = bool(window) or not state.windows
        return self._words.say(Text("{time}, available", time=time) if there else Text("{time}, not there", time=time))

    def begun(self, minute: int) -> str:
        """Return the text about a window that was begun with Enter."""
        return self._words.say(Text("From {time}. Press Enter where it ends.", time=clock(minute)))

    def drawn(self, window: Span) -> str:
        """Return the text about a window that was drawn, moved or resized."""
        times = self.hours(window)
        return self._words.say(
            Text("Closed {times}", times=times) if self._closed else Text("Available {times}", times=times)
        )

    def removed(self, window: Span) -> str:
        """Return the text about a window that was removed."""
        return self._words.say(Text("Removed {times}", times=self.hours(window)))
