"""The widgets of the first steps: a card on the empty timeline, or else a strip below the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QWidget,
)

from planner.domain.first_steps import CALENDAR, DAY, MODERATORS, PEOPLE, POINTS, SESSIONS, STEPS
from planner.domain.text import N_
from planner.wording import Wording
from ui.kit.theme.painting import paint_card, paint_plain_text, paint_rounded, text_font
from ui.kit.theme.theme import Theme, add_shadow, announce, set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import ElidedLabel, column, name_widget, plain_label, row, tooltip_text

WIDTH, LEAST, AROUND, ABOVE = 520, 360, 16, 40
"""In pixels: usual and least width of the card, least space beside it, and most space above it, below the heads."""
MARK, RING, STRIP = 22, 2, 40
"""Diameter of a step's mark, space around it for the focus ring, and height of the strip, in pixels."""
READABLE = 120
"""Width in pixels below which the strip leaves out a step's description, unless that needs less."""
EDGE = 5
"""Frame and padding of a button without a visible frame, in pixels."""

WORDS: dict[str, tuple[str, str, str]] = {
    DAY: (N_("Day and rooms"), "", N_("Change rooms")),
    POINTS: (
        N_("Place the breaks"), N_("Coffee, lunch and registration lie at the left. Drag one onto the day."),
        N_("Drag in"),
    ),
    PEOPLE: (
        N_("Add people"), N_("Type names, or paste name, title, organisation and e-mail from Excel."),
        N_("Add people"),
    ),
    SESSIONS: (
        N_("Place the sessions"),
        N_(
            "Type titles or paste them from Excel, then drag each to a time and room. "
            "What clashes turns red and says why."
        ),
        N_("Type titles"),
    ),
    MODERATORS: (
        N_("Choose moderators"), N_("Drag a person onto a session, a room or the whole day."), N_("Moderators"),
    ),
    CALENDAR: (
        N_("Publish the calendar"), N_("One .ics file; sent again, it updates what people already have."),
        N_("Publish…"),
    ),
}  # fmt: skip
"""Each step's title, description and button text; the latter two are replaced where the conference has better ones."""


StepAct = Callable[[str], object]
"""A function that does something with a step, given its name."""


class StepState(NamedTuple):
    """The state of a step: its name, number and texts, and whether it is done or is the first that is not."""

    name: str
    number: int
    title: str
    detail: str
    act: str
    done: bool
    current: bool

    def spoken_text(self, words: Wording) -> str:
        """Return the step and its state as text for screen readers."""
        how = words("done") if self.done else words("next") if self.current else words("to do")
        said = words("Step {n} of {all}, {how}: {title}")
        return said.format(n=self.number, all=len(STEPS), how=how, title=self.title)


def step_states(words: Wording, done: Iterable[str], says: Mapping[str, Sequence[str]]) -> tuple[StepState, ...]:
    """Return the states of all steps.

    ``done`` are the names of finished steps; ``says`` has, by step, the description and button text that replace the
    usual ones.
    """
    finished = set(done)
    first = next((step for step in STEPS if step not in finished), "")
    found = []
    for n, step in enumerate(STEPS, 1):
        title, detail, act = map(words, WORDS[step])
        detail, act = says.get(step, (detail, act))
        found.append(StepState(step, n, title, detail, act, step in finished, step == first))
    return tuple(found)


class StepMark(QAbstractButton):
    """A step's mark: its number in a circle, filled if the step is next, or a tick if it is done.

    ``ring`` is the space in pixels around the circle for the ring that shows the focus.
    """

    def __init__(self, theme: Theme, ring: int = 0) -> None:
        super().__init__()
        self._theme, self._ring = theme, ring
        self._font, self._state = text_font(11, QFont.Weight.DemiBold), ("", False, False)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(MARK + 2 * self._ring, MARK + 2 * self._ring)

    def show_state(self, state: StepState, words: Wording) -> None:
        """Show the state of a step."""
        self._state = (str(state.number), state.done, state.current)
        self.setToolTip(tooltip_text(f"{state.title}: {state.act}"))
        name_widget(self, state.spoken_text(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        number, done, current = self._state
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            paint_rounded(painter, ring, ring.height() / 2, edge=theme.colour("accent"))
        disc = QRectF(self.rect()).adjusted(self._ring, self._ring, -self._ring, -self._ring)
        if done or current:
            paint_rounded(painter, disc, MARK / 2, fill=theme.colour("good" if done else "accent"))
        else:
            fill = theme.colour("hover" if self.underMouse() else "fill")
            paint_card(painter, disc, disc.height() / 2, fill=fill, edge=theme.edge())
        ink = theme.colour("on_accent" if done or current else "muted")
        if done:
            self._paint_tick(painter, disc.center(), ink)
        else:
            paint_plain_text(painter, self._font, ink, disc, number)

    @staticmethod
    def _paint_tick(painter: QPainter, at: QPointF, ink: QColor) -> None:
        painter.setPen(QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF([at + QPointF(-4, 0.5), at + QPointF(-1.3, 3.2), at + QPointF(4.2, -3)]))


def _skip_button(words: Wording) -> QPushButton:
    """Return a button to skip a step."""
    return push_button(words("Skip"), tip=words("This conference does not need the step"), flat=True, small=True)


def _hide_button(words: Wording, hide: Callable[[], object]) -> QPushButton:
    """Return a button to hide the first steps."""
    tip = words("Hide the first steps; the menu Help brings them back")
    return push_button(words("Hide"), hide, tip=tip, flat=True, small=True)


class StepRow(QWidget):
    """A step on the card: its mark, title and description, and a button that starts it."""

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__()
        self.mark = StepMark(theme)
        self.mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._detail = plain_label(wrap=False), plain_label(tone="muted")
        set_properties(self._detail, small=True)
        self.link = push_button(flat=True, small=True)
        self.lead, self.skip = push_button(primary=True), _skip_button(words)
        self.line = set_properties(QFrame(), part="rule")
        head = row(self._title, 0, self.link)
        self._led = row(self.lead, self.skip, 0)
        texts = column(head, self._detail, self._led, spacing=0)
        parts = row((self.mark, 0, Qt.AlignmentFlag.AlignTop), (texts, 1), margins=(0, 7, 0, 7), spacing=12)
        column(row(self.line, margins=(0, 0, EDGE, 0)), parts, inside=self, spacing=0)

    def show_state(self, state: StepState, words: Wording, *, short: bool) -> None:
        """Show the state of the step; if ``short``, without its description unless it is the next one."""
        self.mark.show_state(state, words)
        self._title.setText(state.title)
        set_properties(self._title, heading="" if state.done else "column", tone="muted" if state.done else "")
        self._detail.setText(state.detail)
        self._detail.setVisible(bool(state.detail) and (state.current or not short))
        self._led.setContentsMargins(0, 8 if state.current else 0, 0, 0)
        for button, text, shown in (
            (self.link, state.act, not state.current), (self.lead, state.act, state.current),
        ):  # fmt: skip
            button.setText(text)
            button.setAccessibleName(state.act)
            button.setAccessibleDescription(state.spoken_text(words))
            button.setVisible(shown)
        self.skip.setAccessibleDescription(state.spoken_text(words))
        self.skip.setVisible(state.current)
        self.updateGeometry()  # at once, as the card asks for its height


class ChecklistCard(QFrame):
    """The card with all steps; ``begin`` and ``skip`` get the name of a step, ``hide`` hides the first steps."""

    def __init__(
        self, words: Wording, theme: Theme, parent: QWidget, begin: StepAct, skip: StepAct, hide: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._words, self._states = words, tuple[StepState, ...]()
        set_properties(name_widget(self, words("First steps")), part="steps")
        add_shadow(self, theme)
        self._count, self.hide_button = plain_label(wrap=False, tone="muted"), _hide_button(words, hide)
        set_properties(self._count, small=True)
        self._progress = ProgressLine(theme)
        self.rows = {step: StepRow(words, theme) for step in STEPS}
        for step, one in self.rows.items():
            one.line.setVisible(step != STEPS[0])
            for button in (one.link, one.lead):
                button.clicked.connect(lambda _checked, step=step: begin(step))
            one.skip.clicked.connect(lambda _checked, step=step: skip(step))
        title = set_properties(QLabel(words("From nothing to a programme")), heading="window")
        self.buttons = [button for one in self.rows.values() for button in (one.lead, one.skip, one.link)]
        self.buttons.append(self.hide_button)
        head = row(title, 0, self._count, self.hide_button, spacing=4)
        progress = row(self._progress, margins=(0, 12, EDGE, 0))
        column(head, progress, *self.rows.values(), inside=self, margins=(24, 20, 24 - EDGE, 16), spacing=0)

    def show_steps(self, states: tuple[StepState, ...]) -> None:
        """Show the states of the steps."""
        self._states, done = states, sum(state.done for state in states)
        self._count.setText(self._words("{n} of {all}").format(n=done, all=len(states)) + " ·")
        self._progress.show_share(done / len(states))
        self._show_rows(short=False)

    def _show_rows(self, *, short: bool) -> None:
        for state in self._states:
            self.rows[state.name].show_state(state, self._words, short=short)

    def place_in_area(self, area: QRectF) -> bool:
        """Place the card in an area, with fewer descriptions if it is low; return whether there is room for it."""
        wide = min(WIDTH, round(area.width()) - 2 * AROUND)
        for short in (False, True):
            self._show_rows(short=short)
            box = self.layout()
            high = box.totalHeightForWidth(wide) if box else 0
            if high <= area.height() - AROUND:
                break
        spare = area.height() - high
        self.setGeometry(round(area.center().x() - wide / 2), round(area.y() + min(ABOVE, spare / 2)), wide, high)
        return wide >= LEAST and spare >= AROUND


class ProgressLine(QWidget):
    """A line that is green for the share of steps that are done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setFixedHeight(12)

    def show_share(self, share: float) -> None:
        """Show a share, from 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, self.width(), 4)
        paint_rounded(painter, whole, 2, fill=self._theme.colour("shade"))
        whole.setWidth(self.width() * self._share)
        paint_rounded(painter, whole, 2, fill=self._theme.colour("good"))


class ChecklistStrip(QFrame):
    """The strip with all steps on one line below the timeline: a mark for each, and the next step in words.

    ``begin`` and ``skip`` get the name of a step, ``hide`` hides the card and the strip.
    """

    def __init__(self, words: Wording, theme: Theme, begin: StepAct, skip: StepAct, hide: Callable[[], object]) -> None:
        super().__init__()
        self._words, self._current = words, ""
        set_properties(name_widget(self, words("First steps")), part="status")
        self.setFixedHeight(STRIP)
        self.marks = {step: StepMark(theme, RING) for step in STEPS}
        group = QButtonGroup(self)  # the arrow keys go from one to the next
        for step, mark in self.marks.items():
            group.addButton(mark)
            mark.setCursor(Qt.CursorShape.PointingHandCursor)
            mark.clicked.connect(lambda _checked, step=step: begin(step))
        self._title = set_properties(ElidedLabel(), heading="column")
        self._detail = set_properties(ElidedLabel(), tone="muted")
        self.lead, self.skip = push_button("", lambda: begin(self._current)), _skip_button(words)
        self.hide_button = _hide_button(words, hide)
        self.skip.clicked.connect(lambda: skip(self._current))
        self.buttons = [*self.marks.values(), self.lead, self.skip, self.hide_button]
        row(
            row(*self.marks.values(), spacing=0), self._title, self._detail, 0, self.lead, self.skip, self.hide_button,
            inside=self, margins=(12, 0, 8, 0),
        )  # fmt: skip

    def show_steps(self, states: tuple[StepState, ...]) -> None:
        """Show the states of the steps; if visible and the one that was next is done now, announce what is next."""
        for state in states:
            self.marks[state.name].show_state(state, self._words)
        now = next((state for state in states if state.current), None)
        if self._current and any(state.done and state.name == self._current for state in states) and self.isVisible():
            announce(self, now.spoken_text(self._words) if now else self._words("All first steps are done."))
        self._current = now.name if now else ""
        for step, mark in self.marks.items():
            by_tab = step == (self._current or CALENDAR)
            mark.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus)
        self._title.setText(now.title if now else self._words("All first steps are done."))
        self._title.setMinimumWidth(0)  # else its hint keeps it
        self._title.setMinimumWidth(self._title.sizeHint().width())  # the text beside it is cut first
        self._detail.setText(now.detail if now else "")
        self.lead.setText(now.act if now else "")
        self.lead.setAccessibleName(now.act if now else "")
        self.lead.setVisible(now is not None)
        self.skip.setVisible(now is not None)
        self._show_detail_if_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_detail_if_room()

    def _show_detail_if_room(self) -> None:
        """Show the description of the next step only if there is room to read it."""
        shown = [*self.marks.values(), self._title, self.lead, self.skip, self.hide_button]
        taken = sum(part.sizeHint().width() for part in shown if not part.isHidden()) + AROUND * 3
        self._detail.setVisible(self.width() - taken >= min(READABLE, self._detail.sizeHint().width()))
