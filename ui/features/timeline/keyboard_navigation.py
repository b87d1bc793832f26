"""Keyboard navigation between the blocks of a day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QAbstractItemView

Actions = QAbstractItemView.CursorAction


def next_row(action: Actions, here: int, blocks: Sequence[tuple[QRectF, int]], last: int) -> int:
    """Return the row that a cursor action moves to, or -1 if there are no rows.

    It is the next in time in the same column, or a neighbour in another column at about the same time. ``blocks`` are
    boxes and their rows; a session has several boxes if its rooms are not adjacent. Rows are ordered by time.
    """
    if here < 0 or action == Actions.MoveHome:
        return 0 if last >= 0 else -1
    if action == Actions.MoveEnd:
        return last
    mine = next(box for box, row in blocks if row == here)
    others = [(box, row) for box, row in blocks if row != here]
    if action in (Actions.MoveLeft, Actions.MoveRight):
        right = action == Actions.MoveRight
        beside = [
            (b, r) for b, r in others if (b.left() >= mine.right() - 1 if right else b.right() <= mine.left() + 1)
        ]
        beside.sort(key=lambda pair: (abs(pair[0].center().y() - mine.center().y()), abs(pair[0].x() - mine.x())))
        return beside[0][1] if beside else here
    down = action in (Actions.MoveDown, Actions.MovePageDown, Actions.MoveNext)
    ahead = range(here + 1, last + 1) if down else range(here - 1, -1, -1)
    inline = {r for b, r in others if b.left() < mine.right() - 1 and b.right() > mine.left() + 1}
    return next((r for r in ahead if r in inline), ahead[0] if ahead else here)
