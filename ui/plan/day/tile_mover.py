"""Lets the tiles of a day glide to their new places after a change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from ui.kit.widgets.motion import Motion
from ui.plan.canvas.canvas import Canvas
from ui.plan.day.day_scene import DaySource
from ui.plan.day.tile_motion import make_motion
from ui.state.plan_view import PlanView


class TileAnimator(QObject):
    """Shows each new snapshot of a plan on a canvas, where tiles may glide to their new places."""

    def __init__(self, plan: PlanView, canvas: Canvas, source: DaySource) -> None:
        super().__init__(canvas)
        self._plan, self._canvas, self._source = plan, canvas, source
        self.dropped = frozenset[str]()
        """The ids of what a drop moves at this moment."""
        self.motion = Motion(self)
        self.motion.valueChanged.connect(self._advance_motion)
        self.motion.finished.connect(self._end_motion)
        plan.changed.connect(self._show_snapshot)

    def _show_snapshot(self) -> None:
        before = self._canvas.scene
        self._canvas.refresh()
        now = self._canvas.scene.layout
        if now.agenda is not before.layout.agenda and self._plan.presentation.moves():
            self.motion.finish()
            self._source.motion = make_motion(before.layout, now, before.faded_ids | self.dropped, self.dropped)
            if self._source.motion and not self.motion.begin():
                self._source.motion = None
            self._canvas.refresh()

    def _advance_motion(self, share: float) -> None:
        if self._source.motion:
            self._source.motion = replace(self._source.motion, share=share)
            self._canvas.refresh()

    def _end_motion(self) -> None:
        self._source.motion = None
        self._canvas.refresh()
