"""Cut, copy and paste of sessions: within a conference, between windows, and as a table into a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.details import Placement
from planner.domain.entities import Person, Session
from planner.domain.errors import EstradError
from planner.domain.span import LATEST, Span
from planner.domain.text import Plural, Text
from planner.rules.conflict import Severity
from ui.desk import Desk
from ui.host import Host, say_done
from ui.rail import AGENDA

if TYPE_CHECKING:
    from planner.commands.clip import Clip  # the window starts without it


class Clipping:
    """The verbs of one window that have to do with the clipboard."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"cut": self.cut, "copy": self.copy, "paste": self.paste}

    def copy(self) -> None:
        """Put the selected sessions onto the clipboard, and say so."""
        if page := self._host.page:
            page.commit()
            n, words = _put_on_clipboard(page.desk), page.desk.reader.words
            if n:
                self._host.notice.say(words.plural("{n} session is on the clipboard.",
                                                   "{n} sessions are on the clipboard.", n))  # fmt: skip

    def cut(self) -> None:
        """Put the selected sessions onto the clipboard and take them out; pasted, they are themselves again."""
        page = self._host.page
        if page and page.desk.selected:
            desk, chosen = page.desk, page.desk.selected
            page.commit()
            if _put_on_clipboard(desk) and desk.perform(lambda agenda: _cut(agenda, chosen)):
                say_done(self._host)

    def paste(self) -> None:
        """Put in what is on the clipboard: in the timeline where one clicked on the empty grid, or after what is
        selected, else into the tray.
        """
        page = self._host.page
        if page is None:
            return
        from planner.commands.clip import paste  # the window starts without it
        from ui.clipboard import copied

        page.commit()
        desk, pasted = page.desk, list[str]()
        at = page.spot or (_after(desk) if page.place == AGENDA else None)

        def act() -> None:
            clip = copied(QGuiApplication.clipboard())
            if clip is None:
                raise EstradError(
                    Text("There are no sessions on the clipboard."), Text("Select some and press Ctrl+C.")
                )
            change, ids = paste(desk.agenda, clip, desk.workspace.new_id, at=at)
            desk.workspace.apply(change, _pictures(change, clip))
            pasted.extend(ids)

        if desk.dare(act):
            desk.select(pasted)
            met = [
                desk.reader.words.say(conflict.text) for conflict in desk.conflicts
                if conflict.severity is Severity.PROBLEM and not set(pasted).isdisjoint(conflict.sessions)
            ]  # fmt: skip
            say_done(self._host, *met[:1])


def _put_on_clipboard(desk: Desk) -> int:
    """How many sessions were put there."""
    from ui.clipboard import copy  # the window starts without it

    clip = copy(QGuiApplication.clipboard(), desk.agenda, desk.selected, desk.reader.words, desk.workspace.picture)
    return len(clip.sessions)


def _pictures(change: Change, clip: Clip) -> dict[str, bytes]:
    """The photos of those who are brought along."""
    photos = {edit.after.photo for edit in change.edits if isinstance(edit.after, Person)}
    return {name: data for name, data in clip.pictures_by_id().items() if name in photos}


def _cut(agenda: Agenda, chosen: tuple[str, ...]) -> Change:
    from planner.commands.deleting import delete_all

    label = Plural("Cut {n} session", "Cut {n} sessions", len(chosen))
    return replace(delete_all(agenda, Session, chosen), label=label)


def _after(desk: Desk) -> Placement | None:
    """Where what is pasted goes: right after the last of what is selected on the shown day, in its rooms."""
    places = [desk.agenda.sessions[session].placement for session in desk.selected]
    there = [place for place in places if place and place.span.day == desk.day.date]
    if not there:
        return None
    last = max(there, key=lambda place: place.span.end)
    return replace(last, span=Span(last.span.day, min(last.span.end, LATEST - 1), LATEST))
