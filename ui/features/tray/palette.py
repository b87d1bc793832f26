"""The insert palette: chips for usual sessions and templates, which can be dragged onto the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from planner.commands.edit import move_in_order
from planner.commands.sessions import add_session, add_template, next_number
from planner.domain.agenda import Change
from planner.domain.entities import Conference, Session, Template
from planner.domain.text import N_, Plural
from planner.domain.value_objects import Kind
from ui.kit.theme.painting import paint_drag_dots, paint_rounded, text_font
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.plain_widgets import (
    TwoColumnLayout,
    column,
    escape_mnemonic,
    heading_label,
    length_text,
    name_widget,
    paint_text,
    tooltip_text,
)
from ui.kit.widgets.scrolling import vertical_scroll_area
from ui.plan.canvas.outside_drag import DragSource, DragTarget
from ui.state.command_table import CHIPS, match_binding
from ui.state.document import Document

LEAST_HEIGHT = 96
"""Height in pixels that the chips' area may always have; more chips than fit are scrolled."""
GAP = 8
"""Pixels between the heading and the chips."""
HIGH, CORNER = 28, 6
"""Height of a chip and radius of its corners, in pixels."""
SIDE, DOTS, BEFORE, BETWEEN = 4, 6, 4, 2
"""In a chip, in pixels: margin at each side, width of the grip, gap before the title, and gap before the length."""


INSERTS = (
    (N_("Coffee"), Kind.BREAK, 15),
    (N_("Lunch"), Kind.MEAL, 60),
    (N_("Reception"), Kind.SOCIAL, 60),
    (N_("Opening"), Kind.OPENING, 10),
    (N_("Registration"), Kind.REGISTRATION, 60),
)
"""Title, type and length in minutes of the sessions that the standard chips insert."""


class InsertChip(QPushButton):
    """A chip that inserts a session: a click adds it to the tray, a drag places it where it is dropped.

    ``make`` returns the session without id and number; it is called each time.
    """

    def __init__(self, make: Callable[[], Session], document: Document, timeline: DragTarget) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._make, self._document, self._timeline = make, document, timeline
        DragSource(document.plan, timeline, self, self._session_to_drag, draft=True)
        self._title = self._length = ""
        self._fonts = text_font(12), text_font(11)
        self.clicked.connect(self._add_to_tray)
        self.update_texts()

    def update_texts(self) -> None:
        """Update the chip's texts to the session that it inserts."""
        words, made = self._document.presentation.words, self._make()
        self._title, self._length = made.title, length_text(words, made.minutes)
        self.setText(escape_mnemonic(f"{self._title} {self._length}"))
        name = Plural("Drag in {title}, {n} minute", "Drag in {title}, {n} minutes", made.minutes, title=made.title)
        self.setAccessibleName(words.say(name))
        hint = words("Drag it into the timeline. A click puts it into “Not placed”; M places it with the arrow keys.")
        self.setToolTip(tooltip_text(f"{made.title}. {hint}"))

    def sizeHint(self) -> QSize:
        small = QFontMetricsF(self._fonts[1])
        texts = small.horizontalAdvance(self._title) + small.horizontalAdvance(self._length)
        return QSize(ceil(2 * SIDE + DOTS + BEFORE + BETWEEN + texts), HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._document.presentation.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        warm = self.isEnabled() and (self.underMouse() or self.isDown())
        edge = theme.colour("accent" if self.hasFocus() else "muted" if warm else "shade")
        paint_rounded(painter, rect, CORNER, fill=theme.colour("shade"), edge=edge)
        if self.isEnabled():
            paint_drag_dots(painter, SIDE, HIGH / 2, theme.colour("muted"))
        area = QRectF(self.rect()).adjusted(SIDE + DOTS + BEFORE, 0, -SIDE, 0)
        ink, right = theme.colour("muted"), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        usual, small = self._fonts
        area.setRight(area.right() - paint_text(painter, area, self._length, small, ink, right) - BETWEEN)
        fits = QFontMetricsF(usual).horizontalAdvance(self._title) + BETWEEN <= area.width()
        paint_text(painter, area, self._title, usual if fits else small, ink)

    def _new_session(self) -> Session:
        return replace(self._make(), id=self._document.workspace.new_id(), number=next_number(self._document.agenda))

    def _add_to_tray(self) -> None:
        draft = self._new_session()
        if self._document.apply(
            lambda agenda: add_session(
                agenda, draft.id, title=draft.title, kind=draft.kind, minutes=draft.minutes, track=draft.track
            )
        ):
            self._document.plan.select((draft.id,))

    def _session_to_drag(self) -> Session:
        self.setDown(False)
        return self._new_session()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.act(match_binding(CHIPS, event)):
            super().keyPressEvent(event)

    def act(self, binding: str) -> bool:
        """Run the action of a key binding, and return whether there is one."""
        if binding == "take":
            self._timeline.grab_by_keys(self._new_session(), draft=True)
        return binding == "take"


class TemplateChip(InsertChip):
    """The chip of a template, with a menu to edit, move and delete the template."""

    def __init__(self, template: Template, document: Document, timeline: DragTarget) -> None:
        made = Session(
            id="", number=0, title=template.title, kind=template.kind, minutes=template.minutes, track=template.track
        )
        super().__init__(lambda: made, document, timeline)
        self.template = template.id

    def act(self, binding: str) -> bool:
        if binding not in ("edit", "delete"):
            return super().act(binding)
        self._document.plan.show(Template, self.template)
        (self._document.edit_requested if binding == "edit" else self._document.delete_requested).emit()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # the click cancelled a drag
        words, menu = self._document.presentation.words, QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(words("Edit the template")).triggered.connect(lambda: self.act("edit"))
        menu.addAction(words("Move left")).triggered.connect(lambda: self._move_template(-1))
        menu.addAction(words("Move right")).triggered.connect(lambda: self._move_template(1))
        menu.addSeparator()
        menu.addAction(words("Delete template")).triggered.connect(lambda: self.act("delete"))
        menu.popup(event.globalPos())

    def _move_template(self, places: int) -> None:
        self._document.apply(lambda agenda: move_in_order(agenda, Template, self.template, places))


class InsertPalette(QWidget):
    """The palette: a heading and the chips, first the standard ones, then those of the organiser's templates."""

    new_requested = Signal()

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        _ = document.presentation.words
        self._document, self._timeline = document, timeline
        self._heading = heading_label(_("Drag in"))
        self._flow, self._inner = TwoColumnLayout(), QWidget()
        self._inner.setLayout(self._flow)
        self._area = vertical_scroll_area()
        self._area.setWidget(self._inner)
        self._usual = [InsertChip(partial(_chip_session, document, *item), document, timeline) for item in INSERTS]
        self._most = LEAST_HEIGHT
        self._newest: InsertChip | None = None
        self.chips: list[InsertChip] = []
        self._shown: tuple[Template, ...] | None = None
        self.more = name_widget(QPushButton(_("+ New…")), _("New session or template"))
        set_properties(self.more, flat=True, opens=True).setFixedHeight(HIGH)
        menu = QMenu(self.more)
        menu.addAction(_("New session")).triggered.connect(self.new_requested)
        menu.addAction(_("New template")).triggered.connect(self._add_template)
        self.more.setMenu(menu)
        column(self._heading, self._area, inside=self, spacing=GAP)
        document.plan.changed.connect(self._on_change)
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(Template):
            self.refresh()
        if change.touches(Conference):  # its language may have changed
            for chip in self._usual:
                chip.update_texts()
            self._fit_height()

    def refresh(self) -> None:
        """Reload the templates, and scroll to a new one."""
        if (templates := self._document.agenda.templates_in_order) == self._shown:
            return
        known = {template.id for template in self._shown or templates}
        self._shown, self._newest = templates, None
        while item := self._flow.takeAt(0):
            if isinstance(old := item.widget(), TemplateChip):
                old.hide()
                old.deleteLater()
        self.chips = [*self._usual, *(TemplateChip(template, self._document, self._timeline) for template in templates)]
        for widget in (*self.chips, self.more):
            self._flow.addWidget(widget)
            widget.show()  # a hidden widget has no size
        set_tab_order(self.more, self.chips)
        self._fit_height()
        added = [chip for chip in self.chips if isinstance(chip, TemplateChip) and chip.template not in known]
        if added:
            wide = self._area.viewport().width()
            self._inner.resize(wide, self._flow.heightForWidth(wide))
            self._flow.activate()
            self._newest = added[-1]
            self._area.ensureWidgetVisible(self._newest)

    def limit_height(self, most: int) -> None:
        """Limit the height to ``most`` pixels, though not below the minimum.

        A chip that was just added stays in sight even if a notice about it takes some of the height.
        """
        seen = self._newest if self._newest and not self._newest.visibleRegion().isEmpty() else None
        self._most = max(LEAST_HEIGHT, most - self._heading.sizeHint().height() - GAP)
        self._fit_height()
        if seen:
            self._area.ensureWidgetVisible(seen)

    def _fit_height(self) -> None:
        """Set the height to that of the chips, up to the limit; beyond it, show a scroll bar."""
        wanted, policies = self._flow.heightForWidth(self._area.width()), Qt.ScrollBarPolicy
        fits = wanted <= self._most  # the bar would take width, and so keep itself needed
        self._area.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)
        if min(self._most, wanted) != self._area.height():
            self._area.setFixedHeight(min(self._most, wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _add_template(self) -> None:
        document, new_id = self._document, self._document.workspace.new_id()
        title = document.workspace.wording("New template")
        if document.apply(lambda agenda: add_template(agenda, new_id, title=title)):
            document.plan.show(Template, new_id)
            document.edit_requested.emit()


def _chip_session(document: Document, title: str, kind: Kind, minutes: int) -> Session:
    """Return the session that a standard chip inserts, with its title in the conference's language."""
    return Session(id="", number=0, title=document.workspace.wording(title), kind=kind, minutes=minutes)
