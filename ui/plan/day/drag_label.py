"""The label beside a drag: its words, its hints during the first drags, and its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QMarginsF, QRectF

from planner.commands.blocks import BlockFit
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import format_clock_range
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import Placement
from planner.dragging.drag_state import DragState
from planner.dragging.grab import DraggedBlock, staying_members
from planner.layout.day_layout import DayLayout, tiles_by_column
from planner.layout.drag import DragPart
from planner.layout.grid import Box
from planner.rules import drag_message
from planner.rules.rule import Conflict
from ui.kit.theme.painting import PaintCache
from ui.kit.widgets.plain_widgets import first_lines_and_count
from ui.plan.canvas.ground_painters import LabelRow, TipLabel
from ui.plan.canvas.hover_tip import WORDS, least_hiding_box
from ui.plan.canvas.painters import rectangle
from ui.state.plan_view import PlanView
from ui.state.view_state import DRAGS_TAUGHT

WIDEST_TIP, LEAST_TIP = 440, 190
"""Maximum width of the label, and the least width it needs beside the tile, in pixels; longer lines wrap."""
TOP = attrgetter("y")

FITTED = {
    BlockFit.LEAVE: N_("its sessions stay"),
    BlockFit.SHIFT: N_("its sessions shift"),
    BlockFit.SHARE: N_("its sessions share the time"),
}


class DragLabel:
    """The label beside dragged sessions or a dragged block."""

    def __init__(self, plan: PlanView, cache: PaintCache) -> None:
        self._plan = plan
        self._label = TipLabel(plan.presentation.theme, cache, 5, QMarginsF(8, 3, 8, 3))
        self.paint = self._label.paint
        self._tip: tuple[DragState | None, QRectF, tuple[QRectF, list[LabelRow]]] = (None, QRectF(), (QRectF(), []))
        """The last result of ``place_label``, with the state and the area that it was made for."""
        self._columns: tuple[DayLayout | None, Mapping[int, list[Box]]] = (None, {})
        """The layout that was asked about last, and its tiles in each column, from the top."""
        words = plan.presentation.words
        self.hint = words("Arrows move it, Enter puts it there, Escape leaves it, F1 has more keys.")
        self.teaching = words("Shift: what follows · Alt: minutes · W: all rooms · middle: swap")
        """The hint that the label shows during the first drags."""

    def announcement_lines(self, state: DragState) -> list[str]:
        """Return what is said of a drag: time and effects of a drop, the first conflicts, and the number of others.

        Empty if a drop would place nothing.
        """
        return (
            [self._time_text(state), *first_lines_and_count(self._plan.presentation.words, self._conflict_texts(state))]
            if state.slot
            else []
        )

    def label_lines(self, state: DragState) -> list[str]:
        """Return the label's lines: time and effects of a drop, then the first conflict and the number of others."""
        first, *more = self._conflict_texts(state) or [""]
        return list(filter(None, (self._time_text(state), f"{first} (+{len(more)})" if more else first)))

    def _time_text(self, state: DragState) -> str:
        assert state.slot
        hours = format_clock_range(state.slot.span.start, state.slot.span.end).replace("–", " – ")
        return " · ".join(filter(None, (hours, self._other_effects(state))))

    def _conflict_texts(self, state: DragState) -> list[str]:
        words = self._plan.presentation.words
        return [words.say(self._conflict_text(state, conflict)) for conflict in state.conflicts]

    def _conflict_text(self, state: DragState, conflict: Conflict) -> Text:
        """Return the text of a conflict, in a short form if it concerns only one of the dragged sessions."""
        mine = [name for name in conflict.sessions if name in state.slots]
        if len(mine) != 1:
            return conflict.text
        start = state.slots[mine[0]].span.start
        return drag_message(self._plan.agenda, state.grab.sessions[mine[0]], start, conflict)

    def _other_effects(self, state: DragState) -> str:
        """Return the other effects of a drop: a swap, further sessions, blocks, pushed sessions, shortened breaks."""
        words = self._plan.presentation.words
        if state.block:
            return " · ".join(self._block_effects(state, state.block))
        if state.target.swap:
            return words("⇄ with “{title}”").format(title=self._plan.agenda.sessions[state.target.swap].title)
        parts = [words.plural("{n} session", "{n} sessions", len(state.ids))] if state.others else []
        parts += [words.say(said) for said in block_membership_texts(state)]
        parts += self._pushed_effect(state)
        if given := _minutes_from_breaks(state):
            parts.append(words("breaks give {n} min").format(n=given))
        return " · ".join(parts)

    def _block_effects(self, state: DragState, dragged: DraggedBlock) -> Iterator[str]:
        """Yield what becomes of a dragged block's sessions, such as how many move along, and how many others yield."""
        words, agenda = self._plan.presentation.words, state.grab.agenda
        whole, fit = state.drag.hold is DragPart.WHOLE, dragged.fit if len(state.slots) > 1 else BlockFit.LEAVE
        if not whole or dragged.alone:
            yield words("the frame alone") if whole else words(FITTED[fit])
            if n := count_members_outside(state, dragged.block):
                yield words.plural("{n} session is outside it", "{n} sessions are outside it", n)
        else:
            yield words.plural("with {n} session", "with {n} sessions", len(state.others))
            if held := [session.title for session in staying_members(agenda, dragged.block)]:
                titles = ", ".join(words("“{text}”").format(text=title) for title in first_lines_and_count(words, held))
                yield words("pinned and staying: {titles}").format(titles=titles)
        yield from self._pushed_effect(state)

    def _pushed_effect(self, state: DragState) -> Iterator[str]:
        """Yield how many other sessions make way, if any do."""
        if moved := len(set(state.change.edited_ids(Session)) - state.ids) if state.change else 0:
            yield self._plan.presentation.words.plural("{n} session makes way", "{n} sessions make way", moved)

    def place_label(
        self, state: DragState, ghost: QRectF, area: QRectF, layout: DayLayout | None = None
    ) -> tuple[QRectF, list[LabelRow]]:
        """Return the label's rectangle and its lines; ``area`` is the visible part of the grid.

        Of the places beside, above and below the tile that are in sight, it takes the one that hides least of other
        tiles' words, the first if several do. Without such a place it is below.
        """
        if self._tip[0] is not state or self._tip[1] != area:
            self._tip = (state, area, self._arrange_label(state, ghost, area, layout))
        return self._tip[2]

    def _arrange_label(
        self, state: DragState, ghost: QRectF, area: QRectF, layout: DayLayout | None
    ) -> tuple[QRectF, list[LabelRow]]:
        right, left = area.right() - ghost.right() - 12, ghost.left() - area.left() - 12
        beside = right if right >= min(WIDEST_TIP, left) else left
        lines = [*self.label_lines(state), *([self.hint] if state.by_keys else [])]
        widest = min(WIDEST_TIP, beside if beside >= LEAST_TIP else area.width() - 8) - 16
        rows = self._label.rows(lines, widest, self._key_hint(state))
        wide, high = self._label.size(rows).toTuple()
        top = max(area.top() + 4, min(ghost.top(), area.bottom() - high - 4))
        end = max(area.left() + 4, min(ghost.right() - wide - 12, area.right() - wide - 4))
        sides = ((ghost.right() + 8, right), (ghost.left() - 8 - wide, left))
        spots = [(x, top) for x, room in sides if room >= max(LEAST_TIP, wide)]
        boxes = [Box(x, y, wide, high) for x, y in (*spots, (end, ghost.top() - high - 6), (end, ghost.bottom() + 6))]
        return rectangle(least_hiding_box(boxes, partial(self._nearby_tiles, layout), area, boxes[-1])), rows

    def _nearby_tiles(self, layout: DayLayout | None, area: Box) -> Iterator[Box]:
        """Yield the tiles, in the columns that a box touches, whose words may be at the box's height."""
        if layout and self._columns[0] is not layout:
            self._columns = (layout, tiles_by_column(layout.grid, layout.boxes))
        for column in range(layout.grid.column(area.x), layout.grid.column(area.right) + 1) if layout else ():
            found = self._columns[1].get(column, [])
            first = bisect_right(found, area.y - WORDS, key=TOP)
            yield from found[first : bisect_left(found, area.bottom, key=TOP, lo=first)]

    def _key_hint(self, state: DragState) -> str:
        """Return the hint about keys, or an empty string.

        There is one for an end of a block, and in the first drags of a whole session or block by mouse.
        """
        words, whole = self._plan.presentation.words, state.drag.hold is DragPart.WHOLE
        if state.block and not whole:
            return words("Shift: its sessions shift · Ctrl: they share the time · Alt: minutes")
        if not whole or state.by_keys or self._plan.view_state.drags >= DRAGS_TAUGHT:
            return ""
        return words("Ctrl: the frame alone · Shift: what follows · Alt: minutes") if state.block else self.teaching


def count_members_outside(state: DragState, block: Block) -> int:
    """Return how many placed sessions of a dragged block would lie outside its new time and rooms."""
    to, slots = state.slots[block.id], state.slots
    frame = replace(block, minutes=to.span.minutes, placement=Placement(to.span, to.rooms))
    places = [
        Placement(slots[s.id].span, slots[s.id].rooms) if s.id in slots else s.placement
        for s in state.grab.agenda.member_sessions(block.id)
    ]
    return sum(where is not None and not frame.holds(where) for where in places)


def block_membership_texts(state: DragState) -> list[Text]:
    """Return texts on each block that dragged sessions would join or leave, with their number if they are several."""
    agenda, moved = state.grab.agenda, state.target.blocks
    joins = [block for block in moved.values() if block]
    leaves = [block for name in moved if (block := state.grab.sessions[name].block)]
    found: list[Text] = []
    for block, n in Counter(joins).items():
        title = agenda.blocks[block].title
        found.append(Plural("Joins “{title}”", "{n} join “{title}”", n, title=title))
    for block, n in Counter(leaves).items():
        title = agenda.blocks[block].title
        found.append(Plural("Leaves “{title}”", "{n} leave “{title}”", n, title=title))
    return found


def _minutes_from_breaks(state: DragState) -> int:
    """Return by how many minutes in all a drop shortens breaks that are not dragged themselves."""
    pairs = [(edit.before, edit.after) for edit in state.change.edits] if state.change else []
    return sum(
        max(0, before.minutes - after.minutes)
        for before, after in pairs
        if isinstance(before, Session) and isinstance(after, Session)
        if after.facts.pause and after.id not in state.ids
    )
