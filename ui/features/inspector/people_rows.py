"""The row of a person in a form: portrait, name above title, role above answer; also the row of a shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from planner.domain.agenda import Agenda, moderator_appearances
from planner.domain.entities import Cover, Person, Session
from planner.domain.span import format_clock_range
from planner.domain.value_objects import Role
from planner.wording import Wording
from ui.forms.conference_fields import ROLE_NAMES
from ui.kit.pictures.portrait import portrait_icon
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import Theme, set_properties
from ui.kit.theme.theme import icon as drawn
from ui.kit.widgets.plain_widgets import name_widget, paint_text, row, tooltip_text
from ui.state.document import Document

FACE, HEIGHT, STEP, PAD, ARROW, MOST = 28, 40, 16, 4, 10, 136
"""In pixels: side of a portrait, height of a row and of a line, padding of a line, side of the arrow, most width.

The last one is that of the button at the right.
"""


class TwoLineButton(QToolButton):
    """A button with two lines of text, one above the other; if one is elided, the tooltip has both in full.

    A line is a text, its font, and the token of its colour; one without text takes no room. With a ``menu``, the lines
    are aligned right, and an arrow follows the first.
    """

    def __init__(self, theme: Theme, lines: Sequence[tuple[str, QFont, str]], menu: QMenu | None = None) -> None:
        super().__init__()
        self._theme, self._lines = theme, [line for line in lines if line[0]]
        self._side, self._after = Qt.AlignmentFlag.AlignLeft, 0
        self._arrow = drawn("down-light", theme.muted, theme.muted, ARROW)
        self.whole = " · ".join(text for text, _font, _tone in self._lines)
        """The texts of both lines, for the accessible name and the tooltip, as the button has no text of Qt's."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if menu:
            self._side, self._after = Qt.AlignmentFlag.AlignRight, ARROW + PAD
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self.setMenu(menu)

    def sizeHint(self) -> QSize:
        wides = [QFontMetricsF(font).horizontalAdvance(text) for text, font, _tone in self._lines]
        return QSize(min(MOST, int(max(wides[0] + self._after, *wides)) + 1 + 2 * PAD), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the style's background, the lines and the arrow; set the tooltip if a line is elided."""
        option, painter = QStyleOptionToolButton(), QStylePainter(self)
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        top, whole = (self.height() - STEP * len(self._lines)) / 2, True
        for n, (text, font, tone) in enumerate(self._lines):
            place = QRectF(PAD, top + n * STEP, self.width() - 2 * PAD - (0 if n else self._after), STEP)
            align = self._side | Qt.AlignmentFlag.AlignVCenter
            wide = paint_text(painter, place, text, font, self._theme.colour(tone), align)
            whole = whole and wide >= QFontMetricsF(font).horizontalAdvance(text)
        if self._after:
            self._arrow.paint(painter, self.width() - PAD - ARROW, round(top + (STEP - ARROW) / 2), ARROW, ARROW)
        self.setToolTip("" if whole else tooltip_text(self.whole))


def name_button(document: Document, person: Person) -> TwoLineButton:
    """Return the button with a person's name above what is known about them; a click shows the person.

    Below the name are title and organisation, or “new” if both are empty and the person was just added.
    """
    known = " · ".join(part for part in (person.title, person.organisation) if part)
    about = known or (document.presentation.words("new") if person.id in document.introduced else "")
    lines = ((person.name, text_font(13, QFont.Weight.Medium), "ink"), (about, text_font(12), "muted"))
    button = TwoLineButton(document.presentation.theme, lines)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAccessibleDescription(about)
    button.clicked.connect(lambda: document.plan.show(Person, person.id))
    return name_widget(button, document.presentation.words("Show {name}").format(name=person.name))


def role_button(theme: Theme, role: str, answer: str, menu: QMenu, tone: str = "muted") -> TwoLineButton:
    """Return the button with a role above an answer, which has the colour ``tone``; a click opens the menu."""
    return TwoLineButton(theme, ((role, text_font(12), "muted"), (answer, text_font(12), tone)), menu)


def person_row(document: Document, person: Person, role: TwoLineButton, inside: QFrame) -> QBoxLayout:
    """Return the layout of a person's row; set the accessible name of the frame ``inside`` to the name and role."""
    face = name_widget(QLabel(), document.presentation.words("Portrait of {name}").format(name=person.name))
    icon = portrait_icon(document.plan.pictures, person.name, person.photo, FACE, document.presentation.theme)
    face.setPixmap(icon.pixmap(QSize(FACE, FACE), face.devicePixelRatioF()))
    set_properties(name_widget(inside, f"{person.name}, {role.whole}"), part="person")
    return row(face, (name_button(document, person), 1), role, spacing=4)


def shift_time_text(cover: Cover, words: Wording) -> str:
    """Return the hours of a shift, such as “09:00–12:00” or “The whole day”."""
    if cover.start is None or cover.end is None:
        return words("The whole day")
    return format_clock_range(cover.start, cover.end)


class ShiftRow(QFrame):
    """The row of a person who moderates a session by a shift; its menu shows the person or the shift.

    By ``ask_another``, the menu also asks for another moderator of this session.
    """

    def __init__(self, document: Document, cover: Cover, ask_another: Callable[[], object]) -> None:
        super().__init__()
        words, person = document.presentation.words, document.agenda.people[cover.person]
        menu = QMenu(self)
        menu.addAction(words("Show the person")).triggered.connect(lambda: document.plan.show(Person, person.id))
        menu.addAction(words("Show the shift")).triggered.connect(lambda: document.plan.show(Cover, cover.id))
        another = menu.addAction(words("Somebody else for this session…"))
        another.setEnabled(document.workspace.writable)
        another.triggered.connect(ask_another)
        role = role_button(
            document.presentation.theme, words(ROLE_NAMES[Role.MODERATOR]), shift_time_text(cover, words), menu
        )
        name_widget(role, words("Shift of {name}: {role}").format(name=person.name, role=role.whole))
        self.setLayout(person_row(document, person, role, self))


def moderating_shifts(agenda: Agenda, session: Session) -> tuple[Cover, ...]:
    """Return a shift for each moderator of a session whom the session itself does not name as one.

    A shift for the whole day is preferred. A chair of the session's block who has no shift is left out.
    """
    own, where = {a.person for a in session.people if a.role is Role.MODERATOR}, session.placement
    who = [a.person for a in moderator_appearances(agenda, session) if a.person not in own]
    there = [cover for cover in agenda.covers_in_order if where and cover.is_expected and cover.covers_placement(where)]
    found = ([cover for cover in there if cover.person == one] for one in who)
    return tuple(min(covers, key=lambda cover: not cover.whole_day) for covers in found if covers)
