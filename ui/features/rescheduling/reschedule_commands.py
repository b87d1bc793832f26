"""Actions that move all that follows, by the bar below the timeline or one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from planner.commands.ripple import Ripple, run_over_all, shift_all
from planner.domain.agenda import Agenda
from planner.domain.errors import EstradError
from planner.rules.conflict import Conflict, Severity
from planner.rules.preview import conflicts_of_change
from ui.features.rescheduling.reschedule_bar import RippleBar, besides
from ui.state.document import Desk
from ui.state.open_window import Host, OpenPage, say_done
from ui.state.places import AGENDA

BARS = {
    "shift_rest": "shift", "insert_gap": "insert", "close_gaps": "close", "fit_gaps": "gaps",
    "fit_lengths": "lengths", "breaks": "breaks",
}  # fmt: skip
"""The menu's actions, and the bar's verb for each."""
OF_THE_DAY = ("gaps", "lengths", "breaks")
"""The verbs that apply to all rooms, whatever is selected, as breaks and the end of a day do."""
STEPS: dict[str, tuple[str, int]] = {
    "follow_earlier": ("follow", -1),
    "follow_later": ("follow", 1),
    "end_earlier": ("end", -1),
    "end_later": ("end", 1),
}
"""The verb and direction of the timeline's keys."""
MAKES: dict[str, Callable[[Agenda, Sequence[str], int], Ripple]] = {"follow": shift_all, "end": run_over_all}


class RipplePage(OpenPage, Protocol):
    """The page of an open conference, with the bar of these actions below the timeline."""

    @property
    def ripple(self) -> RippleBar:
        """The bar, made when it is first wanted."""


class RippleHost(Host, Protocol):
    """A window whose page has that bar."""

    @property
    def page(self) -> RipplePage | None:
        """The page of the open conference, or None."""


class Rippling:
    """Handles these actions for one window."""

    def __init__(self, host: RippleHost) -> None:
        self._host = host

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of the actions by name."""
        return {action: partial(self.ask, verb) for action, verb in BARS.items()}

    def ask(self, verb: str) -> None:
        """Open the bar for a verb, from the end (or start) of the selected sessions, in their rooms, else all day."""
        if page := self._host.page:
            page.commit()
            page.see_timeline()
            minute, rooms = _whence(page.desk, from_end=verb != "close")
            if verb in OF_THE_DAY:
                rooms = ()
            page.ripple.ask(verb, minute, rooms)

    def attend(self, bar: RippleBar) -> None:
        """Report what is done in a bar, with an offer to undo it."""
        bar.done.connect(lambda made, clashes: _say_made(self._host, made, clashes))

    def step(self, name: str) -> None:
        """Do one of the ``STEPS``, by a step of the grid."""
        if page := self._host.page:
            what, direction = STEPS[name]
            self.follow(what, direction * page.desk.seeing.snap)

    def follow(self, what: str, minutes: int) -> None:
        """Move the selected sessions and what follows (``follow``), or their end (``end``), later by some minutes.

        Negative ``minutes`` move earlier.
        """
        page = self._host.page
        if page is None or page.session is None:
            return
        page.commit()
        desk, day = page.desk, page.session.placement.span.day if page.session.placement else None
        there = [s for s in desk.selected if (where := desk.agenda.sessions[s].placement) and where.span.day == day]
        do_or_ask(self._host, lambda agenda: MAKES[what](agenda, there or desk.selected[:1], minutes))


def do_or_ask(host: RippleHost, make: Callable[[Agenda], Ripple]) -> None:
    """Apply a ripple at once, with an offer to undo it; if it would cause a problem, show a preview and ask first."""
    page = host.page
    if page is None:
        return
    desk = page.desk
    try:
        found = make(desk.agenda)
    except EstradError as error:
        desk.trouble.emit(error)
        return
    clashes = conflicts_of_change(desk.agenda, found.change, desk.conflicts)
    if any(clash.severity is Severity.PROBLEM for clash in clashes):
        page.go(AGENDA)
        page.ripple.propose(make)
    elif not found.change:
        host.notice.say(desk.reader.words("Nothing would move."))
    elif desk.perform(lambda agenda: found.change):
        _say_made(host, found, clashes)


def _say_made(host: Host, made: Ripple, clashes: Sequence[Conflict]) -> None:
    """Report a ripple that was applied, its side effects and the first clash it caused."""
    if page := host.page:
        words = page.desk.reader.words
        say_done(host, *besides(words, made), *(words.say(clash.text) for clash in clashes[:1]))


def _whence(desk: Desk, *, from_end: bool) -> tuple[int, tuple[str, ...]]:
    """Return the minute of the shown day to start from, and the rooms (none: all)."""
    places = [desk.agenda.sessions[session].placement for session in desk.selected]
    there = [place for place in places if place and place.span.day == desk.day.date]
    if not there:
        return desk.day.opens, ()
    minute = max(place.span.end for place in there) if from_end else min(place.span.start for place in there)
    rooms = {room for place in there for room in place.rooms}
    everywhere = any(place.everywhere for place in there)
    return minute, () if everywhere else tuple(room.id for room in desk.agenda.rooms_in_order if room.id in rooms)
