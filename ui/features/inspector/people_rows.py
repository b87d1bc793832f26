"""The rows of the people in a session's form: a photo, the name, and the role at the right; also of a shift."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QMenu,
    QSizePolicy,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from planner.domain.agenda import Agenda, moderating
from planner.domain.entities import Cover, Person, Session
from planner.domain.span import clock_range
from planner.domain.value_objects import Role
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import column, escape_mnemonic, named, plain_label, row, tooltip_text
from ui.state.document import Document

MOST_NAME, LEAST_NAME, PADS = 164, 64, 10
"""Widths of a name, in pixels: the greatest, the least, and what its button adds to the text."""
FACE, BESIDE, CROSS = 22, 224, 24
"""The side of a photo, the width of a row that name, role and cross share, and that of the cross, in pixels."""
ARROW = 4
"""Pixels at the right of the arrow of a role."""


class Face(QWidget):
    """A person's photo, or initials."""

    def __init__(self, document: Document, person: Person) -> None:
        super().__init__()
        self._document, self._person = document, person
        self.setFixedSize(FACE, FACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        photo = self._document.plan.pictures.photo(self._person.photo, FACE, self.devicePixelRatioF())
        theme = self._document.presentation.theme
        paint_photo(QPainter(self), QRectF(self.rect()), self._person.name, photo, theme)


def across(
    document: Document, person: Person, name: QToolButton, role: QToolButton, about: QLabel, *after: QWidget
) -> QBoxLayout:
    """Return the row of a person: photo, name, and the role at the right.

    If both do not fit beside each other, what the role says more than its first word stands below it.
    """
    if not about.text():
        about.hide()
    about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it has what the others leave
    about.setMinimumWidth(1)
    about.setContentsMargins(4, 0, 0, 0)
    who = (row(name, (about, 1), spacing=0), 1)
    face = (Face(document, person), 0, Qt.AlignmentFlag.AlignVCenter)
    room = BESIDE - sum(widget.sizeHint().width() for widget in after)
    if name.sizeHint().width() + role.sizeHint().width() <= room:
        return row(face, who, 0, role, *after, spacing=4)
    first, *more = re.split(" · |, ", role.text(), maxsplit=1)
    role.setText(first)
    below = plain_label("".join(more), wrap=False, tone="muted")
    if not more:
        below.hide()
    below.setContentsMargins(0, 0, sum(widget.sizeHint().width() + 4 for widget in after) + ARROW, 0)
    beside = row(who, 0, role, *after, spacing=4)
    lines = column(beside, (below, 0, Qt.AlignmentFlag.AlignRight), spacing=0)
    return row((face[0], 0, Qt.AlignmentFlag.AlignTop), (lines, 1), spacing=4)


class NameButton(QToolButton):
    """A button with a name, which is cut where there is no room for all of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setText(escape_mnemonic(name))
        self.setToolTip(tooltip_text(name))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = min(MOST_NAME, self.fontMetrics().horizontalAdvance(self._name)) + PADS
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_NAME, self.sizeHint().width()), super().sizeHint().height())

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, self.width() - PADS + 1)
        option.text = escape_mnemonic(shown)


def name_button(document: Document, person: Person) -> QToolButton:
    """Return the button with a person's name, which shows the person."""
    button = NameButton(person.name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda: document.plan.show(Person, person.id))
    return named(button, document.presentation.words("Show {name}").format(name=person.name))


class ShiftRow(QFrame):
    """Whoever moderates a session by a shift, dimmed; the menu shows the shift, or asks for somebody else here."""

    another_wanted = Signal()

    def __init__(self, document: Document, cover: Cover) -> None:
        super().__init__()
        set_properties(self, part="person")
        words, person = document.presentation.words, document.agenda.people[cover.person]
        hours = words("all day")
        if cover.start is not None and cover.end is not None:
            hours = clock_range(cover.start, cover.end)
        name = set_properties(name_button(document, person), tone="muted")
        role = set_properties(QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup), tone="muted")
        role.setText(words("Moderator, {hours}").format(hours=hours))
        named(role, words("Shift of {name}: {role}").format(name=person.name, role=role.text()))
        menu = QMenu(self)
        menu.addAction(words("Show the person")).triggered.connect(lambda: document.plan.show(Person, person.id))
        menu.addAction(words("Show the shift")).triggered.connect(lambda: document.plan.show(Cover, cover.id))
        another = menu.addAction(words("Somebody else for this session…"))
        another.setEnabled(document.workspace.writable)
        another.triggered.connect(self.another_wanted)
        role.setMenu(menu)
        set_properties(role, menu="true")
        column(across(document, person, name, role, QLabel()), inside=self, spacing=0)


def moderating_shifts(agenda: Agenda, session: Session) -> tuple[Cover, ...]:
    """Return the shifts by which a session is moderated, one for each moderator: the longest that reaches it."""
    own, where = {a.person for a in session.people if a.role is Role.MODERATOR}, session.placement
    who = [a.person for a in moderating(agenda, session) if a.person not in own]
    there = [cover for cover in agenda.covers_in_order if where and cover.counts and cover.reaches(where)]
    found = ([cover for cover in there if cover.person == one] for one in who)
    return tuple(min(covers, key=lambda cover: not cover.whole_day) for covers in found)
