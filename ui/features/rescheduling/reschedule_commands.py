"""Actions that reschedule a day, by the bar below the timeline or by a step of the grid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from planner.commands.propagation import Propagation
from planner.commands.ripple import MakeRipple, Ripple, overrun, ripple_with_ended, shift_sessions
from planner.domain.agenda import Agenda
from planner.domain.text import EstradError, Plural
from planner.domain.value_objects import Status
from planner.rules import conflicts_of_change
from planner.rules.rule import Conflict, Severity
from planner.wording import Wording
from ui.state.document import AGENDA, Document, propagation
from ui.state.open_window import HostWindow, OpenPage, report_last_change

if TYPE_CHECKING:
    from ui.features.rescheduling.reschedule_bar import RescheduleBar  # imported only when needed

BAR_ACTIONS = {
    "shift_rest": "shift", "insert_gap": "insert", "close_gaps": "close", "fit_gaps": "gaps",
    "fit_lengths": "lengths", "breaks": "breaks",
}  # fmt: skip
"""The operation of the bar that each menu action opens."""
OF_THE_DAY = ("gaps", "lengths", "breaks")
"""The operations that the bar opens with all rooms, whatever is selected."""
DELAYS = ("shift", "insert")
"""The operations that move following sessions and may run into those that stay."""
STEPS: dict[str, tuple[str, int]] = {
    "follow_earlier": ("follow", -1),
    "follow_later": ("follow", 1),
    "end_earlier": ("end", -1),
    "end_later": ("end", 1),
}
"""For keys of the timeline: what they move, ``follow`` or ``end``, and in which direction."""
MOST_NAMED = 8
"""Maximum number of titles listed in a remark; further ones are only counted."""
MAKES: dict[str, Callable[[Agenda, Sequence[str], int, Propagation], Ripple]] = {
    "follow": shift_sessions,
    "end": overrun,
}


class ReschedulePage(OpenPage, Protocol):
    """The page of an open conference that has a rescheduling bar."""

    @property
    def reschedule_bar(self) -> RescheduleBar:
        """The rescheduling bar, created on first use."""


class RescheduleHost(HostWindow, Protocol):
    """A window whose page has a rescheduling bar."""

    @property
    def page(self) -> ReschedulePage | None:
        """The page of the open conference, or None if there is none."""


class RescheduleCommands:
    """Handles the rescheduling actions of one window."""

    def __init__(self, host: RescheduleHost) -> None:
        self._host = host

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of these actions, by the actions' names."""
        asks = {action: partial(self.open_bar, operation) for action, operation in BAR_ACTIONS.items()}
        return {**asks, "gaps_first": self._toggle_gaps_first}

    def _toggle_gaps_first(self) -> None:
        """Switch between gaps absorbing a delay first and sessions keeping their distances."""
        if page := self._host.page:
            page.document.plan.view_state.set_gaps_first(not page.document.plan.view_state.gaps_first)

    def open_bar(self, operation: str) -> None:
        """Open the bar for an operation, in the rooms of the selected sessions on the shown day.

        It starts at their end, or to close gaps at their start; without any, at the day's opening and in all rooms. The
        operations ``OF_THE_DAY`` are for all rooms in any case.
        """
        if page := self._host.page:
            page.commit()
            page.places.show_timeline()
            minute, rooms = _start_point(page.document, from_end=operation != "close")
            page.reschedule_bar.open_operation(operation, minute, () if operation in OF_THE_DAY else rooms)

    def report_bar_changes(self, bar: RescheduleBar) -> None:
        """Report, with an offer to undo, whatever a bar applies."""
        bar.done.connect(lambda made, clashes: _report_applied(self._host, made, clashes))

    def step(self, name: str) -> None:
        """Shift by one step of the grid, as the key with this name in ``STEPS`` says."""
        if page := self._host.page:
            what, direction = STEPS[name]
            self.shift_following(what, direction * page.document.plan.view_state.snap)

    def shift_following(self, what: str, minutes: int) -> None:
        """Shift the selected sessions and what follows them (``follow``), or their end and what follows (``end``).

        Only those on the day of the first one move. Positive ``minutes`` shift later, negative ones earlier. It is done
        by ``apply_or_ask``.
        """
        if (page := self._host.page) is None or page.session is None:
            return
        page.commit()
        document, day = page.document, page.session.placement.span.day if page.session.placement else None
        there = [
            s
            for s in document.plan.selected
            if (where := document.agenda.sessions[s].placement) and where.span.day == day
        ]
        apply_or_ask(
            self._host, lambda agenda, how: MAKES[what](agenda, there or document.plan.selected[:1], minutes, how)
        )


def apply_or_ask(host: RescheduleHost, make: MakeRipple, ask: bool = False) -> None:
    """Apply a rescheduling with an offer to undo it.

    With ``ask``, or if it causes a problem, open the bar to confirm it. If it is impossible or moves nothing, say so.
    """
    if (page := host.page) is None:
        return
    document = page.document
    try:
        found = ripple_with_ended(make, document.agenda, propagation(document))
    except EstradError as error:
        document.change_refused.emit(error)
        return
    clashes = conflicts_of_change(document.agenda, found.change, document.plan.problems.all)
    if not found.change:
        words = document.presentation.words
        host.notice.show_message(" ".join([words("Nothing to move."), *side_effect_remarks(words, found)]))
    elif ask or any(clash.severity is Severity.PROBLEM for clash in clashes):
        page.places.go(AGENDA)
        page.reschedule_bar.ask_to_confirm(make)
    elif document.apply(lambda agenda: found.change):
        _report_applied(host, found, clashes)


def _report_applied(host: HostWindow, made: Ripple, clashes: Sequence[Conflict]) -> None:
    """Report an applied rescheduling with its side effects and the first conflict that it caused."""
    if page := host.page:
        words = page.document.presentation.words
        report_last_change(host, *side_effect_remarks(words, made), *(words.say(clash.text) for clash in clashes[:1]))


def side_effect_remarks(words: Wording, ripple: Ripple) -> list[str]:
    """Return remarks on a rescheduling: shorter breaks and sessions, and sessions that stay, such as pinned ones."""
    found = []
    if ripple.from_breaks:
        found.append(words("Breaks give {n} min.").format(n=ripple.from_breaks))
    if ripple.shorter:
        found.append(words.plural("{n} session becomes shorter.", "{n} sessions become shorter.", ripple.shorter))
    if ripple.staying:
        titles = _quoted_titles(words, ripple.staying)
        said = Plural("{n} pinned session stays: {titles}.", "{n} pinned sessions stay: {titles}.",
                      len(ripple.staying), titles=titles)  # fmt: skip
        found.append(words.say(said))
    if ripple.over:
        titles = _quoted_titles(words, ripple.over)
        said = Plural("{n} session is over and stays: {titles}.", "{n} sessions are over and stay: {titles}.",
                      len(ripple.over), titles=titles)  # fmt: skip
        found.append(words.say(said))
    if ripple.shielded:
        found.append(words.plural("{n} session behind stays too.", "{n} sessions behind stay too.", ripple.shielded))
    return found


def _quoted_titles(words: Wording, titles: Sequence[str]) -> str:
    """Return titles in quotation marks; those beyond ``MOST_NAMED`` are only counted."""
    named = [words("“{text}”").format(text=title) for title in titles[:MOST_NAMED]]
    if (more := len(titles) - MOST_NAMED) > 0:
        named.append(words.plural("and {n} more", "and {n} more", more))
    return ", ".join(named)


def count_shared_sessions(agenda: Agenda, day: date, minute: int, rooms: Collection[str]) -> int:
    """Return how many sessions, from ``minute`` of a day on, use some of these rooms and others too.

    Cancelled ones do not count, those in the whole venue do.
    """
    chosen = frozenset(rooms)
    return sum(
        session.status is not Status.CANCELLED and where.span.start >= minute
        and (where.everywhere or (not chosen.isdisjoint(where.rooms) and not chosen.issuperset(where.rooms)))
        for session, where in agenda.day_sessions(day)
    )  # fmt: skip


def _start_point(document: Document, *, from_end: bool) -> tuple[int, tuple[str, ...]]:
    """Return the minute of the shown day to start from, and the rooms of the selection; no rooms means all."""
    places = [document.agenda.sessions[session].placement for session in document.plan.selected]
    if not (there := [place for place in places if place and place.span.day == document.plan.day.date]):
        return document.plan.day.opens, ()
    minute = max(place.span.end for place in there) if from_end else min(place.span.start for place in there)
    rooms = {room for place in there for room in place.rooms}
    everywhere = any(place.everywhere for place in there)
    return minute, () if everywhere else document.agenda.by_column(rooms)
