"""Commands on sessions (adding, placing, swapping, splitting, merging, filling a day in order …) and on blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from planner.commands.arranging import FillResult, fill_in_order, merge_sessions, split
from planner.commands.blocks import assign_block, delete_block, group, with_blocks
from planner.commands.ripple import MakeRipple, Ripple
from planner.commands.sessions import add_session, duplicate_sessions, keep_as_template
from planner.commands.timeline import swap
from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Day, Session
from planner.domain.long_task import LongTask
from planner.domain.span import LATEST, Span
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import KINDS, Kind, Status
from planner.layout.grid import day_columns
from planner.rules import placing_conflicts
from planner.rules.rule import ConflictIndex, Severity
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.widgets.plain_widgets import escape_mnemonic
from ui.state.document import Document, return_to_tray, toggle_pin, ungroup
from ui.state.new_entities import next_block_title
from ui.state.open_window import HostWindow, OpenPage, report_last_change, run_after_saving


def place_tray_sessions(host: HostWindow, sessions: Sequence[str] = ()) -> None:
    """Place these sessions of the tray on the shown day, and report how many did not fit.

    If none are given, place all but cancelled ones.
    """
    if (page := host.page) is None:
        return
    page.commit()
    document = page.document
    tray = [session for session in document.agenda.tray if sessions or session.status is not Status.CANCELLED]
    wanted = [session.id for session in tray if not sessions or session.id in sessions]

    words = document.presentation.words

    def act() -> FillResult | None:
        steps = fill_day(document.agenda, document.plan.day, wanted)
        said = words("Place all in order"), words("Free places are being looked for…")
        filled = run_with_progress(steps, document.dialogs, page.timeline.canvas.window(), *said)
        if filled is None:
            return None
        if not filled.change:
            raise EstradError(
                Text("The day has no free place for what waits."), Text("Let it close later, or choose another day.")
            )
        document.workspace.apply(filled.change)
        return filled

    if filled := document.run_or_report(act):
        left = filled.left
        document.plan.select([name for name in wanted if name not in left])
        page.places.show_timeline()
        page.timeline.canvas.setFocus()
        more = Plural("{n} session does not fit into the day.", "{n} sessions do not fit into the day.", len(left))
        report_last_change(host, *([words.say(more)] if left else []))


def fill_day(agenda: Agenda, day: Day, sessions: Sequence[str]) -> LongTask[FillResult]:
    """Find places for the sessions, in order, where they cause no conflict graver than a hint."""
    known: list[tuple[Agenda, ConflictIndex]] = []

    def is_free(now: Agenda, session: Session, rooms: tuple[str, ...], start: int) -> bool:
        if not known or known[0][0] is not now:
            known[:] = [(now, ConflictIndex(now))]
        if start + session.minutes > LATEST:
            return False
        met = placing_conflicts(known[0][1], session, rooms, Span(day.date, start, start + session.minutes))
        return all(conflict.severity is Severity.HINT for conflict in met)

    return fill_in_order(agenda, day, sessions, day_columns(agenda, day), is_free)


class SessionCommands:
    """Handles the actions on sessions and blocks for one window; they do nothing without an open conference."""

    def __init__(
        self, window: QWidget, host: HostWindow, dialogs: DialogService, reschedule: Callable[[MakeRipple], object]
    ) -> None:
        """``reschedule`` applies a change that moves several sessions, or asks first with a preview."""
        self._window, self._host, self._dialogs, self._reschedule = window, host, dialogs, reschedule

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of the actions on sessions and blocks, by the actions' names."""
        acts = {
            "duplicate": self._duplicate, "swap": self._swap, "split": self._split, "merge": self._merge,
            "keep_template": self._keep_as_template, "unplace": lambda page: return_to_tray(page.document),
            "group": self._group_in_block, "ungroup": lambda page: ungroup(page.document),
            "leave_block": self._leave_blocks,
        }  # fmt: skip
        saved = {name: partial(run_after_saving, self._host, act) for name, act in acts.items()}
        return {"move": self._move_by_keys, "pin": self._toggle_pin, **saved}

    def add_session(self) -> None:
        """Add a session at the insertion point, or else in the tray, and begin to edit it."""
        if page := self._host.page:
            page.commit()
            document, new_id = page.document, page.document.workspace.new_id()
            title, at = document.workspace.wording("New session"), page.insertion_point
            if at:
                at = replace(at, span=replace(at.span, end=min(at.span.start + KINDS[Kind.TALK].minutes, LATEST)))
            if document.apply(
                lambda agenda: with_blocks(agenda, add_session(agenda, new_id, title=title, placement=at))
            ):
                document.plan.select((new_id,))
                document.edit_requested.emit()

    def _duplicate(self, page: OpenPage) -> None:
        """Add copies of the selected sessions to the tray."""
        document = page.document
        copies = {session: document.workspace.new_id() for session in document.plan.selected}
        if copies and document.apply(lambda agenda: duplicate_sessions(agenda, copies)):
            document.plan.select(copies.values())

    def _move_by_keys(self) -> None:
        """Start to move the selected sessions or block with the arrow keys."""
        page = self._host.page
        block = page.document.agenda.blocks.get(page.document.plan.selected_block_id) if page else None
        if page and (thing := page.session or block):
            page.places.show_timeline()
            page.timeline.grab_by_keys(thing)

    def _toggle_pin(self) -> None:
        if page := self._host.page:
            toggle_pin(page.document)

    def _swap(self, page: OpenPage) -> None:
        """Swap the places of the two selected sessions; for one alone, ask which unplaced session is to replace it."""
        document, chosen = page.document, page.document.plan.selected
        if len(chosen) == 2:
            self._reschedule(lambda agenda, _how: Ripple(swap(agenda, *chosen)))
        elif len(chosen) == 1 and document.agenda.tray:
            self._ask_for_replacement(document, chosen[0], page.timeline.tile_rect(chosen[0]))

    def _ask_for_replacement(self, document: Document, placed: str, tile: QRect) -> None:
        """Open a menu of unplaced sessions, one of which is to take the place of the session ``placed``.

        It opens at that session's tile, or in the middle of the window if the tile is not in sight.
        """
        from ui.kit.editors.search_menus import SearchMenu  # the window starts without it

        menu = SearchMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.triggered.connect(
            lambda row: self._reschedule(lambda agenda, _how: Ripple(swap(agenda, placed, row.data())))
        )
        heading = document.presentation.words("Swap “{title}” with:").format(
            title=document.agenda.sessions[placed].title
        )
        menu.addAction(escape_mnemonic(heading)).setEnabled(False)
        for waiting in document.agenda.tray:
            text = document.presentation.words("{title}, {n} min").format(title=waiting.title, n=waiting.minutes)
            menu.addAction(escape_mnemonic(text)).setData(waiting.id)
        menu.setActiveAction(menu.actions()[1])
        menu.adjustSize()
        middle = self._window.mapToGlobal(self._window.rect().center() - menu.rect().center())
        menu.popup(tile.center() if tile else middle)

    def _split(self, page: OpenPage) -> None:
        """Ask for the length of the first part, and split the selected session in two."""

        if (session := page.session) is None:
            return
        document, words = page.document, page.document.presentation.words
        title = words("Split “{title}” ({n} min)").format(title=session.title, n=session.minutes)
        asked = words("The first part is so many minutes long:")
        minutes = self._dialogs.number(self._window, title, asked, default_split_minutes(session), session.minutes - 1)
        if minutes is not None:
            new_id = document.workspace.new_id()
            if document.apply(lambda agenda: split(agenda, session.id, minutes, new_id)):
                document.plan.select((session.id, new_id))

    def _merge(self, page: OpenPage) -> None:
        document, chosen = page.document, page.document.plan.selected
        if len(chosen) > 1 and document.apply(lambda agenda: merge_sessions(agenda, chosen)):
            document.plan.select(session for session in chosen if session in document.agenda.sessions)

    def _keep_as_template(self, page: OpenPage) -> None:
        document, session, new_id = page.document, page.session, page.document.workspace.new_id()
        if session:
            document.apply(lambda agenda: keep_as_template(agenda, session.id, new_id))

    # blocks --------------------------------------------------------------------------------------------

    def _group_in_block(self, page: OpenPage) -> None:
        """Make a block around the selected sessions, and select it."""
        document, new_id = page.document, page.document.workspace.new_id()
        title = next_block_title(document.agenda, document.workspace.wording)
        if document.apply(lambda agenda: group(agenda, document.plan.selected, new_id, title)):
            document.plan.show(Block, new_id)

    def _leave_blocks(self, page: OpenPage) -> None:
        """Take the selected sessions out of their blocks; their times and rooms stay."""
        chosen = page.document.plan.selected
        page.document.apply(lambda agenda: assign_block(agenda, chosen, None))

    def delete_shown_block(self, page: OpenPage) -> None:
        """Delete the selected block, after asking what becomes of its sessions if it has any."""
        document, words, found = page.document, page.document.presentation.words, 0
        block = document.agenda.blocks[document.plan.shown[1]]
        if n := len(document.agenda.member_sessions(block.id)):
            question = words("Delete block “{title}”?").format(title=block.title)
            more = words.plural("{n} session is in it.", "{n} sessions are in it.", n)
            answers = (words("The sessions stay"), words("The sessions go too"))
            picked = self._dialogs.which(self._window, question, more, *answers)
            if picked is None:
                return
            found = picked
        document.apply(lambda agenda: delete_block(agenda, block.id, with_sessions=found == 1))


def default_split_minutes(session: Session) -> int:
    """Return the default minutes of a split's first part: the first segment's if shorter, else about half.

    Half the length is rounded to five minutes, but is at least one minute.
    """
    if session.segments and session.segments[0].minutes < session.minutes:
        return session.segments[0].minutes
    return max(1, min(session.minutes - 1, round(session.minutes / 10) * 5))
