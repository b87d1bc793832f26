"""What can be inserted: chips for breaks, meals and the like, and for templates. Drag one into the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.commands.sessions import add_session
from planner.commands.templates import add_template, move_template
from planner.domain.change import Change
from planner.domain.entities import Conference, Session, Template
from planner.domain.kinds import Kind
from planner.domain.text import N_
from ui.desk import Desk
from ui.flow import Flow
from ui.keys import CHIPS, meant
from ui.labels import tip, unmarked
from ui.look import mark, tab_in_order
from ui.timeline.carrier import Carrier
from ui.timeline.timeline import Timeline

LEAST_HEIGHT = 96
"""Pixels that the chips may always have; more of them scroll."""
GAP = 8
"""Pixels between the heading and the chips."""
WIDEST = 170
"""Pixels of a template's title on its chip."""


@dataclass(frozen=True, slots=True)
class Insert:
    """A chip: a title in the conference's language, a kind and a length in minutes."""

    title: str
    kind: Kind
    minutes: int


INSERTS: tuple[Insert, ...] = (
    Insert(N_("Coffee"), Kind.BREAK, 15),
    Insert(N_("Lunch"), Kind.MEAL, 60),
    Insert(N_("Mingle"), Kind.SOCIAL, 60),
    Insert(N_("Opening"), Kind.OPENING, 10),
    Insert(N_("Registration"), Kind.REGISTRATION, 60),
)


class Chip(QPushButton):
    """One chip. Pressed, it makes a session in the tray; dragged, it makes one where it is dropped.

    ``make`` makes that session, without id and number, whenever it is asked: the chip says what it would be now.
    """

    def __init__(self, make: Callable[[], Session], desk: Desk, timeline: Timeline) -> None:
        super().__init__()
        self._make, self._desk, self._timeline = make, desk, timeline
        self._carrier = Carrier(timeline, self)
        mark(self, chip=True)
        self.clicked.connect(self._into_tray)
        self.say()

    def say(self) -> None:
        """Say what it inserts."""
        words, made = self._desk.reader.words, self._make()
        title = made.title
        shown = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, WIDEST)
        self.setText(unmarked(words("{title} {n}").format(title=shown, n=made.minutes)))
        self.setAccessibleName(words("Insert {title}, {n} minutes").format(title=title, n=made.minutes))
        hint = words("Drag it into the timeline. A click puts it into the tray; M places it with the arrow keys.")
        self.setToolTip(tip(hint if shown == title else f"{title}. {hint}"))

    def _draft(self) -> Session:
        workspace = self._desk.workspace
        return replace(self._make(), id=workspace.new_id(), number=self._desk.agenda.next_number())

    def _into_tray(self) -> None:
        draft = self._draft()
        if self._desk.perform(
            lambda agenda: add_session(
                agenda, draft.id, title=draft.title, kind=draft.kind, minutes=draft.minutes, track=draft.track
            )
        ):
            self._desk.select((draft.id,))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._carrier.press(event):
            super().mousePressEvent(event)

    def _taken(self) -> Session:
        self.setDown(False)
        return self._draft()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._carrier.move(event, self._taken, draft=True):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._carrier.release():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.act(meant(CHIPS, event)):
            super().keyPressEvent(event)

    def act(self, wanted: str) -> bool:
        """Do what a key means here; whether it means anything."""
        if wanted == "take":
            self._timeline.grab_by_keys(self._draft(), draft=True)
        return wanted == "take"


class TemplateChip(Chip):
    """The chip of a template; its menu edits, moves and deletes that."""

    def __init__(self, template: Template, desk: Desk, timeline: Timeline) -> None:
        made = Session(
            id="", number=0, title=template.title, kind=template.kind, minutes=template.minutes, track=template.track
        )
        super().__init__(lambda: made, desk, timeline)
        self.template = template.id

    def act(self, wanted: str) -> bool:
        if wanted not in ("edit", "delete"):
            return super().act(wanted)
        self._desk.show(Template, self.template)
        (self._desk.edit_wanted if wanted == "edit" else self._desk.delete_wanted).emit()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # it let go of what was carried
        words, menu = self._desk.reader.words, QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(words("Edit the template")).triggered.connect(lambda: self.act("edit"))
        menu.addAction(words("Move left")).triggered.connect(lambda: self._move(-1))
        menu.addAction(words("Move right")).triggered.connect(lambda: self._move(1))
        menu.addSeparator()
        menu.addAction(words("Delete template")).triggered.connect(lambda: self.act("delete"))
        menu.popup(event.globalPos())

    def _move(self, places: int) -> None:
        self._desk.perform(lambda agenda: move_template(agenda, self.template, places))


class Palette(QWidget):
    """The chips under their heading: what every conference inserts, then the organiser's own templates."""

    new_wanted = Signal()

    def __init__(self, desk: Desk, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self._desk, self._timeline = desk, timeline
        self._heading = QLabel(_("Insert").upper())
        mark(self._heading, heading="group")
        self._flow, self._inner = Flow(), QWidget()
        self._inner.setLayout(self._flow)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        self._usual = [Chip(partial(_session_of, insert, desk), desk, timeline) for insert in INSERTS]
        self._most = LEAST_HEIGHT
        self._newest: Chip | None = None
        self.chips: list[Chip] = []
        self._shown: tuple[Template, ...] | None = None
        self.more = QPushButton(_("+ New…"))
        self.more.setAccessibleName(_("New session or template"))
        mark(self.more, chip=True, opens=True)
        menu = QMenu(self.more)
        menu.addAction(_("New session")).triggered.connect(self.new_wanted)
        menu.addAction(_("New template")).triggered.connect(self._add_template)
        self.more.setMenu(menu)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._heading)
        box.addWidget(self._area)
        self.setEnabled(desk.workspace.writable)
        desk.changed.connect(self._on_change)
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(Template):
            self.refresh()
        if change.touches(Conference):  # its language may be another
            for chip in self._usual:
                chip.say()
            self._fit()

    def refresh(self) -> None:
        """Show the templates as they are now."""
        templates = self._desk.agenda.templates_in_order
        if templates == self._shown:
            return
        known = {template.id for template in self._shown or templates}
        self._shown, self._newest = templates, None
        while item := self._flow.takeAt(0):
            if isinstance(old := item.widget(), TemplateChip):
                old.hide()
                old.deleteLater()
        self.chips = [*self._usual, *(TemplateChip(template, self._desk, self._timeline) for template in templates)]
        for widget in (*self.chips, self.more):
            self._flow.addWidget(widget)
            widget.show()  # what is not shown yet has no size
        tab_in_order(self.more, self.chips)
        self._fit()
        added = [chip for chip in self.chips if isinstance(chip, TemplateChip) and chip.template not in known]
        if added:
            wide = self._area.viewport().width()
            self._inner.resize(wide, self._flow.heightForWidth(wide))
            self._flow.activate()
            self._newest = added[-1]
            self._area.ensureWidgetVisible(self._newest)

    def leave_room(self, most: int) -> None:
        """Be no higher than so many pixels, unless that is less than a few chips need.

        A chip that was just added stays in sight: the window says that it was, and takes room for that.
        """
        seen = self._newest if self._newest and not self._newest.visibleRegion().isEmpty() else None
        self._most = max(LEAST_HEIGHT, most - self._heading.sizeHint().height() - GAP)
        self._fit()
        if seen:
            self._area.ensureWidgetVisible(seen)

    def _fit(self) -> None:
        """As high as the chips are, up to a height; only from there on a scroll bar takes some of the width."""
        high = min(self._most, self._flow.heightForWidth(self._area.width()))
        if high != self._area.height():
            self._area.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add_template(self) -> None:
        desk, new_id = self._desk, self._desk.workspace.new_id()
        title = desk.workspace.wording("New template")
        if desk.perform(lambda agenda: add_template(agenda, new_id, title=title)):
            desk.show(Template, new_id)
            desk.edit_wanted.emit()


def _session_of(insert: Insert, desk: Desk) -> Session:
    title = desk.workspace.wording(insert.title)
    return Session(id="", number=0, title=title, kind=insert.kind, minutes=insert.minutes)
