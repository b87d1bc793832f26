"""The hits of search and filter on all days: their numbers, and stepping from one to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from ui.plan.day.session_matcher import SessionMatcher
from ui.state.document import Document
from ui.state.view_state import SessionFilter

NAMED = 2
"""Maximum number of other days that the text names, each with its number of hits."""


class FilterHits(QObject):
    """The sessions that match the filter: those on all days by time, then those in the tray."""

    def __init__(
        self, document: Document, matcher: SessionMatcher, is_dragging: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._matcher, self._is_dragging = document, matcher, is_dragging
        self._found: tuple[Agenda | None, SessionFilter | None, tuple[str, ...]] = (None, None, ())
        document.plan.view_state.filter_changed.connect(self._on_filter)

    @property
    def all(self) -> tuple[str, ...]:
        """The ids of all hits; empty without a filter."""
        if not self._document.plan.view_state.session_filter:
            return ()
        agenda, meant = self._document.agenda, self._document.plan.view_state.session_filter
        if self._found[0] is not agenda or self._found[1] is not meant:  # it is asked several times for each letter
            every = (*(session.id for session, _placement in agenda.placed), *(session.id for session in agenda.tray))
            self._found = (agenda, meant, self._matcher.fitting(every))
        return self._found[2]

    def _hits_by_day(self) -> Counter[date | None]:
        """Return the number of hits on each day; None stands for the tray."""
        placements = [self._document.agenda.sessions[name].placement for name in self.all]
        return Counter(where.span.day if where else None for where in placements)

    @property
    def hit_count_text(self) -> str:
        """The hits as text: 3 of 12 if the third alone is selected, else 12 hits; empty without a filter."""
        words, hits, selected = self._document.presentation.words, self.all, self._document.plan.selected
        if not self._document.plan.view_state.session_filter:
            return ""
        if len(selected) == 1 and selected[0] in hits:
            return words("{n} of {all}").format(n=hits.index(selected[0]) + 1, all=len(hits))
        return words.plural("{n} hit", "{n} hits", len(hits))

    @property
    def text(self) -> str:
        """The numbers of hits on the shown day, on other days and in the tray, as text; empty without a filter."""
        document, words = self._document, self._document.presentation.words
        if not document.plan.view_state.session_filter:
            return ""
        found, here = self._hits_by_day(), document.plan.day.date
        every = len(document.agenda.day_sessions(here))
        others = [day.date for day in document.agenda.days_in_order if day.date != here and found[day.date]]
        parts = [words("{n} of {all} here").format(n=found[here], all=every)]
        for day in others[:NAMED]:
            parts.append(words("{n} on {day}").format(n=found[day], day=document.presentation.short_date(day)))
        if more := sum(found[day] for day in others[NAMED:]):
            parts.append(words("{n} on other days").format(n=more))
        if found[None]:
            parts.append(words("{n} not placed").format(n=found[None]))
        return ", ".join(parts)

    def step(self, by: int) -> Session | None:
        """Select the hit ``by`` places after the selected one (before if negative), on any day, wrapping at the ends.

        If no hit is selected, start at the shown day. Return the session, or None if there are no hits.
        """
        hits, sessions = self.all, self._document.agenda.sessions
        if not hits:
            return None
        here = [n for n, hit in enumerate(hits) if hit in self._document.plan.selected]
        if here:
            at = (here[-1 if by > 0 else 0] + by) % len(hits)
        else:
            days = [where.span.day if (where := sessions[hit].placement) else date.max for hit in hits]
            later = [n for n, day in enumerate(days) if day >= self._document.plan.day.date]
            at = (later[0] if later else 0) if by > 0 else (later[0] - 1 if later else -1) % len(hits)
        self._document.plan.select((hits[at],))
        return sessions[hits[at]]

    def _on_filter(self) -> None:
        """Show the first day with hits if the shown day has none, unless something is dragged."""
        document, found = self._document, self._hits_by_day()
        if found and not found[document.plan.day.date] and not self._is_dragging():
            other = next((day for day in document.agenda.days_in_order if found[day.date]), document.plan.day)
            document.plan.show_day(other)
