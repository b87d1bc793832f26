"""Fill in order: places the sessions of the tray on the shown day, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from planner.commands.arranging import FillResult, fill_in_order
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.domain.errors import EstradError
from planner.domain.span import LATEST, Span
from planner.domain.text import Plural, Text
from planner.layout.grid import columns_on
from planner.rules import conflicts_at
from planner.rules.conflict import Severity
from planner.rules.rule import ConflictIndex
from ui.state.open_window import HostWindow, report_done


def fill(host: HostWindow, sessions: Sequence[str] = ()) -> None:
    """Place these sessions of the tray, or all if none are given, and report how many did not fit."""
    page = host.page
    if page is None:
        return
    page.commit()
    document = page.document
    wanted = [session.id for session in document.agenda.tray if not sessions or session.id in sessions]

    def act() -> FillResult:
        filled = fill_day(document.agenda, document.day, wanted)
        if not filled.change:
            raise EstradError(
                Text("The day has no free place for what waits."), Text("Let it close later, or choose another day.")
            )
        document.workspace.apply(filled.change)
        return filled

    if filled := document.result_of(act):
        left = filled.left
        document.select([name for name in wanted if name not in left])
        page.places.show_timeline()
        page.timeline.canvas.setFocus()
        more = Plural("{n} session does not fit into the day.", "{n} sessions do not fit into the day.", len(left))
        report_done(host, *([document.presentation.words.say(more)] if left else []))


def fill_day(agenda: Agenda, day: Day, sessions: Sequence[str]) -> FillResult:
    """Return the result of placing the sessions where they cause no conflict more severe than a hint."""
    known: list[tuple[Agenda, ConflictIndex]] = []

    def is_free(now: Agenda, session: Session, rooms: tuple[str, ...], start: int) -> bool:
        if not known or known[0][0] is not now:
            known[:] = [(now, ConflictIndex(now))]
        if start + session.minutes > LATEST:
            return False
        met = conflicts_at(known[0][1], session, rooms, Span(day.date, start, start + session.minutes))
        return all(conflict.severity is Severity.HINT for conflict in met)

    return fill_in_order(agenda, day, sessions, columns_on(agenda, day), is_free)
