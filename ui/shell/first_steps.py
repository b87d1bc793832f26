"""The guide through the first steps of a conference: shows them, ticks those that are done, and starts each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from planner.domain.first_steps import (
    CALENDAR,
    DAY,
    MODERATORS,
    PEOPLE,
    POINTS,
    SESSIONS,
    STEPS,
    people_without_session,
    steps_done,
)
from ui.features.timeline.timeline import Timeline
from ui.features.tray.tray import Tray, add_usual_day
from ui.plan.canvas.room_header import HEADER_HEIGHT
from ui.plan.canvas.scene import RULER_WIDTH
from ui.state.document import Document

if TYPE_CHECKING:
    from ui.features.help.checklist import ChecklistCard, ChecklistStrip

MEMORY = "first_steps"
"""Name under which the view state stores ``shown`` or ``hidden`` for a conference."""
SKIPPED = "first_steps_skipped"
"""Name under which the view state stores the skipped steps, separated by spaces."""
MOST_NAMED = 3
"""Maximum number of people named as being in no session."""
COMMANDS = {DAY: "go_venue", PEOPLE: "go_people", MODERATORS: "go_cover", CALENDAR: "send"}
"""The commands that open the place where a step is done, by step."""


class FirstSteps(QObject):
    """The guide: a card while nothing is placed and there is room, else a strip below the timeline.

    It is hidden when the last step is done. While a session is dragged, the card is hidden.
    """

    strip_made = Signal(QWidget)

    def __init__(self, document: Document, timeline: Timeline, tray: Tray, below: QBoxLayout) -> None:
        super().__init__(timeline)
        self._document, self._timeline, self._tray, self._below = document, timeline, tray, below
        self.card: ChecklistCard | None = None
        self.strip: ChecklistStrip | None = None
        self.is_on = self._carries = self._had_all = False
        for news in (document.plan.changed, document.plan.day_changed, document.plan.view_state.days_changed):
            news.connect(self._update_guide)
        timeline.carried.connect(self._on_drag_changed)
        timeline.frame.installEventFilter(self)

    def show_if_wanted(self) -> None:
        """Show the guide if it was shown last or, at first, if nothing is placed; never in a read-only conference."""
        document = self._document
        kept = document.plan.view_state.conference_setting(MEMORY)
        if document.workspace.writable and (kept == "shown" or (not kept and not document.agenda.placed)):
            self.show(on=True)

    def toggle(self) -> None:
        """Show or hide the guide."""
        self.show(not self.is_on)

    def show(self, on: bool) -> None:
        """Show or hide the guide, and remember that for the conference."""
        self.is_on, self._had_all = on, len(self._done_steps) == len(STEPS)
        self._document.plan.view_state.remember_conference_setting(MEMORY, "shown" if on else "hidden")
        if on:
            self._update_guide()
        else:
            self._show_parts(card=False, strip=False)
        self._document.plan.view_state.changed.emit()

    @property
    def _done_steps(self) -> frozenset[str]:
        workspace = self._document.workspace
        done = steps_done(workspace.agenda, published=workspace.releases.last is not None)
        return done.union(self._document.plan.view_state.conference_setting(SKIPPED).split())

    def _skip_step(self, step: str) -> None:
        """Count a step as done from now on, and remember that."""
        view_state = self._document.plan.view_state
        view_state.remember_conference_setting(
            SKIPPED, " ".join((*view_state.conference_setting(SKIPPED).split(), step))
        )
        self._update_guide()

    def _on_drag_changed(self, session: str) -> None:
        if self._carries != bool(session):
            self._carries = bool(session)
            self._update_guide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out the card again when the timeline is resized."""
        if event.type() == QEvent.Type.Resize:
            self._update_guide()
        return False

    def _update_guide(self) -> None:
        """Update the card or strip to the conference, if the guide is shown; hide it when the last step is done."""
        if not self.is_on:
            return
        done = self._done_steps
        if len(done) == len(STEPS) and not self._had_all:
            self.show(on=False)
            self._document.status_reported.emit(self._document.presentation.words("All first steps are done."))
            return
        from ui.features.help.checklist import step_states  # the window starts without it

        card, strip = self._card_and_strip
        states = step_states(self._document.presentation.words, done, self._texts_by_step())
        card.show_steps(states)
        strip.show_steps(states)
        area = QRectF(self._timeline.frame.rect()).adjusted(RULER_WIDTH, HEADER_HEIGHT, 0, 0)
        empty = not self._document.agenda.placed and card.place_in_area(area)
        self._show_parts(card=empty, strip=not empty)

    def _show_parts(self, *, card: bool, strip: bool) -> None:
        self._tray.keep_unfolded(on=self.is_on, usual_day=card)
        for part, shown in ((self.card, card and not self._carries), (self.strip, strip)):
            if part and part.isHidden() == shown:
                held = part.isAncestorOf(QApplication.focusWidget() or self._timeline.canvas)
                part.setVisible(shown)
                if held:
                    self._timeline.canvas.setFocus()
                part.raise_()

    @property
    def _card_and_strip(self) -> tuple[ChecklistCard, ChecklistStrip]:
        """The card and the strip, created when first needed."""
        if self.card is None or self.strip is None:
            from ui.features.help.checklist import ChecklistCard, ChecklistStrip  # the window starts without it

            words, theme = self._document.presentation.words, self._document.presentation.theme
            acts = self._start_step, self._skip_step, lambda: self.show(on=False)
            self.card = ChecklistCard(words, theme, self._timeline.frame, *acts)
            self.strip = ChecklistStrip(words, theme, *acts)
            self.card.hide()
            self.strip.hide()
            self._below.insertWidget(1, self.strip)
            self.strip_made.emit(self.strip)
            for first, second in pairwise((self._timeline.canvas, *self.card.buttons, *self.strip.buttons)):
                QWidget.setTabOrder(first, second)
        return self.card, self.strip

    def _texts_by_step(self) -> dict[str, tuple[str, ...]]:
        """Return, by step, the texts of the step and of its button that replace the usual ones in this conference."""
        from ui.features.help.checklist import WORDS  # the window starts without it

        document, found = self._document, dict[str, tuple[str, ...]]()
        agenda, words = document.agenda, document.presentation.words
        rooms = ", ".join(agenda.room_names([room.id for room in agenda.rooms_in_order]))
        ends = dict.fromkeys((agenda.days_in_order[0], agenda.days_in_order[-1]))
        days = " – ".join(document.presentation.short_date(day.date) for day in ends)
        found[DAY] = (f"{days} · {rooms}" if rooms else days, words("Change rooms") if rooms else words("Add rooms"))
        if not agenda.day_sessions(document.plan.day.date):
            found[POINTS] = (words(WORDS[POINTS][1]), words("Add a usual day"))
        if waiting := len(agenda.tray):
            waits = words.plural("{n} session waits in “Not placed”.", "{n} sessions wait in “Not placed”.", waiting)
            detail = words("Drag each to a time and room. What clashes turns red and says why.")
            found[SESSIONS] = (f"{waits} {detail}", words("Show them"))
        elif agenda.placed and (names := people_without_session(agenda)):
            named = ", ".join(names[:MOST_NAMED]) + " …" * (len(names) > MOST_NAMED)
            found[SESSIONS] = (words("{names}: in no session").format(names=named), words(WORDS[SESSIONS][2]))
        return found

    def _start_step(self, step: str) -> None:
        """Do a step, or focus or open the place where it is done."""
        self._tray.unfold()
        if command := COMMANDS.get(step):
            self._timeline.command_requested.emit(command)
        elif step == SESSIONS:
            self._tray.focus_target.setFocus()
        elif step == POINTS and not self._document.agenda.day_sessions(self._document.plan.day.date):
            add_usual_day(self._document)
        else:
            self._tray.palette_chips.chips[0].setFocus()
