"""The bars around the pages: the header with the most used actions, the navigation rail, and the status bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from planner.domain.text import Plural, Text
from planner.products import PRINTED
from planner.rules.rule import Severity, count_concerned_sessions, session_and_problem_count
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import SIDE, icon, set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, column, row, tooltip_text
from ui.state.command_table import without_mnemonic
from ui.state.document import AGENDA, PEOPLE, PLACES, SESSIONS, VENUE, Document

B = TypeVar("B", bound=QAbstractButton)


def bind_action(button: B, action: QAction) -> B:
    """Connect a button with an action, whose name, shortcut and availability it then shows; return the button."""
    ActionFollower(button, action)
    return button


class ActionFollower(QObject):
    """Keeps a button in sync with its action.

    The action lives as long as the window, the button only as long as its page.
    """

    def __init__(self, button: QAbstractButton, action: QAction) -> None:
        super().__init__(button)
        self._button, self._action = button, action
        button.clicked.connect(action.trigger)
        action.changed.connect(self._update_button)
        self._update_button()

    def _update_button(self) -> None:
        name = without_mnemonic(self._action.text())
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setEnabled(self._action.isEnabled())
        self._button.setAccessibleName(name)
        self._button.setToolTip(tooltip_text(f"{name} ({keys})" if keys else name))


SIDES, BETWEEN = 16, 8
GLYPH, LEAST, BOOKED = 16, 96, 200
"""Pixels of a header icon's side, least width of the title, and width that title and day tabs keep beside *Print*."""
LISTS = (PEOPLE, SESSIONS, VENUE)
"""The places that have a primary button of their own, so that *Publish* is not one there."""


def joined_buttons(document: Document, actions: dict[str, QAction], *parts: tuple[str, str]) -> QWidget:
    """Return a row of joined buttons; each part is the name of an action, and the name of an icon or a text to show."""
    theme, last = document.presentation.theme, len(parts) - 1
    buttons = []
    for n, (name, shown) in enumerate(parts):
        button = bind_action(QToolButton(), actions[name])
        set_properties(button, joined="first" if n == 0 else "last" if n == last else "middle")
        if shown in GLYPHS:
            button.setIcon(icon(shown, theme.ink, theme.ink, GLYPH, theme.muted))
            button.setIconSize(QSize(GLYPH, GLYPH))
        else:
            button.setText(shown)
        buttons.append(button)
    whole = QWidget()
    row(*buttons, inside=whole, spacing=0)
    return whole


GLYPHS = ("undo", "redo", "minus", "plus")


class HeaderBar(QFrame):
    """The header of the window: the conference's name, day tabs, undo and redo, zoom, filter, *Print* and *Publish*."""

    def __init__(
        self, document: Document, actions: dict[str, QAction], days: QWidget, finder: QWidget,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        _ = document.presentation.words
        self._document, self._days, self._place = document, QWidget(self), AGENDA
        row(days, inside=self._days)
        set_properties(self, part="bar")
        self.setFixedHeight(44)
        self._title = set_properties(ElidedLabel(), heading="window")
        self._line = set_properties(ElidedLabel(), tone="muted")
        self._print = bind_action(QPushButton(_("Print…"), autoDefault=True), actions[PRINTED[0].command])
        self._send = bind_action(QPushButton(_("Publish…"), autoDefault=True), actions["send"])
        self._undo = joined_buttons(document, actions, ("undo", "undo"), ("redo", "redo"))
        self._zoom = joined_buttons(
            document, actions, ("zoom_out", "minus"), ("fit", _("Whole day")), ("zoom_in", "plus")
        )
        self._finder = finder
        row(
            self._title, self._line, (self._days, 1), 0, self._undo, self._zoom, finder, self._print, self._send,
            inside=self, margins=(SIDES, 0, SIDES, 0), spacing=BETWEEN,
        )  # fmt: skip
        document.plan.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show title, dates and venue of the current snapshot.

        *Publish* is the primary button once a session is placed, except in the places of ``LISTS``.
        """
        agenda, presentation = self._document.agenda, self._document.presentation
        days = agenda.days_in_order
        when = " – ".join(presentation.full_date(day.date) for day in dict.fromkeys((days[0], days[-1])))
        self._title.setText(agenda.conference.title)
        self._title.setMinimumWidth(min(LEAST, self._title.sizeHint().width()))
        self._line.setText(" · ".join(part for part in (when, agenda.venue.name) if part))
        placed = any(session.placement for session in agenda.sessions.values())
        set_properties(self._send, primary=placed and self._place not in LISTS)
        self._hide_least_needed()

    def adapt_to_place(self, name: str) -> None:
        """Show days, zoom and filter with the timeline only; ``name`` is that of the place."""
        self._place = name
        for part in (self._days, self._zoom, self._finder):
            part.setVisible(name == AGENDA)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_least_needed()

    def _hide_least_needed(self) -> None:
        """Leave out dates, *Print*, undo and zoom, in this order, until the rest is readable at this width."""
        timeline = self._place == AGENDA
        yielding = [self._title, *([self._days, self._finder] if timeline else [])]
        optional = [self._line, self._print, self._undo, *([self._zoom] if timeline else [])]
        hints = {part: part.sizeHint().width() for part in (*yielding, *optional, self._send)}
        wanted = 2 * SIDES + sum(hints.values()) + BETWEEN * len(hints)
        cut = sum(max(0, hints[part] - BOOKED) for part in yielding[:2])
        least = sum(hints[part] - part.minimumSizeHint().width() for part in yielding[1:])
        least += hints[self._title] - self._title.minimumWidth()
        for part, saved in zip(optional, (0, cut, least, least), strict=False):
            part.setVisible(wanted - saved <= self.width())
            wanted -= (hints[part] + BETWEEN) * part.isHidden()


WIDTH, LONGEST = 72, 68
"""Width of the rail, and the longest label that fits in the usual size, in pixels."""


class RailButton(QToolButton):
    """A button of the rail: an icon above a label in smaller type if it is too long, and elided if it still is."""

    def __init__(self, label: str) -> None:
        super().__init__(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        usual, small = (QFontMetrics(text_font(size, QFont.Weight.DemiBold)) for size in (11, 10))
        long = usual.horizontalAdvance(label) > LONGEST
        set_properties(self, rail="long" if long else "short")
        metrics = small if long else usual
        self.setText(metrics.elidedText(label, Qt.TextElideMode.ElideRight, LONGEST))
        self.setAccessibleName(label)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 1, 52)


class NavigationRail(QFrame):
    """The column of buttons at the left, one for each place; ``go`` is called with the name of the chosen one."""

    def __init__(self, document: Document, actions: dict[str, QAction], go: Callable[[str], object]) -> None:
        super().__init__()
        words, theme = document.presentation.words, document.presentation.theme
        set_properties(self, part="rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(words("Pages"))
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for name, label in PLACES:
            keys = actions[f"go_{name}"].shortcut().toString()
            button = self.buttons[name] = RailButton(words(label))
            button.setIcon(icon(name, theme.muted, theme.accent))
            button.setToolTip(tooltip_text(f"{words(label)} ({keys})"))
            button.clicked.connect(lambda _checked, n=name: go(n))
            group.addButton(button)
        column(*self.buttons.values(), 0, inside=self, margins=(0, 8, 1, 8), spacing=2)

    def adapt_to_place(self, name: str) -> None:
        """Check the button of a place; Tab reaches only this one, and the arrow keys the others."""
        self.buttons[name].setChecked(True)
        for place, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == name else Qt.FocusPolicy.NoFocus)


GAP, FOOT, READABLE = 12, 24, 120
"""Pixels between the parts of the status bar, of both its edges together, and least width of a long text on changes."""


class StatusBar(QFrame):
    """The status bar: problems, counts, what changed since the last published version, and whether all is saved."""

    def __init__(
        self, document: Document, show_problems: Callable[[Severity | None], object], in_sight: QWidget,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        _ = document.presentation.words
        self._document, self._in_sight = document, in_sight
        set_properties(self, part="status")
        self.setFixedHeight(32)
        self.problems, self.warnings = QPushButton(autoDefault=True), QPushButton(autoDefault=True)
        for button, severity in ((self.problems, Severity.PROBLEM), (self.warnings, Severity.WARNING)):
            set_properties(button, status=True).setToolTip(_("Show the list of problems"))
            button.clicked.connect(lambda _on, wanted=severity: show_problems(self._severity_to_list(wanted)))
        self.counts, self.sent = set_properties(QLabel(), tone="muted"), set_properties(ElidedLabel(), tone="muted")
        self.saved, self._counted = QLabel(), ("", "")
        self.unsaved = QPushButton("○ " + _("Not saved"), autoDefault=True)
        set_properties(self.unsaved, status=True, tone="warning")
        row(
            self.problems, self.warnings, self.counts, in_sight, 0, self.sent, self.saved, self.unsaved,
            inside=self, margins=(8, 0, 16, 0), spacing=GAP,
        )  # fmt: skip
        document.plan.changed.connect(self.refresh)
        document.drafts.changed.connect(self._show_whether_saved)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in self._in_sight.findChildren(QWidget):
            part.updateGeometry()  # what the legend takes depends on the window's width
        self._hide_least_needed()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # such as how many rooms are hidden
            self._hide_least_needed()
        return super().event(event)

    def _hide_least_needed(self) -> None:
        """If not all fits, leave out what has changed, the number of sessions not placed, or both."""
        shown = [self.problems, self.warnings, self._in_sight, self.saved, self.unsaved]
        parts = [part.minimumSizeHint().width() for part in shown if not part.isHidden()]
        free = self.width() - sum(parts) - GAP * (len(parts) + 2) - FOOT
        long, short = (self.counts.fontMetrics().horizontalAdvance(text) for text in self._counted)
        since = min(READABLE, self.sent.sizeHint().width()) + GAP
        self.counts.setText(self._counted[long > free])
        self.sent.setVisible((short if long > free else long) + since <= free)

    def adapt_to_place(self, name: str) -> None:
        """Show the parts that are about the timeline only with it; ``name`` is that of the place."""
        self._in_sight.setVisible(name == AGENDA)

    def refresh(self) -> None:
        """Show counts and state of the current snapshot."""
        words, agenda = self._document.presentation.words, self._document.agenda
        found = self._document.plan.problems.all
        problems = [conflict for conflict in found if conflict.severity is Severity.PROBLEM]
        warnings = sum(conflict.severity is Severity.WARNING for conflict in found)
        count = session_and_problem_count(
            count_concerned_sessions(problems), Plural("{n} problem", "{n} problems", len(problems))
        )
        self.problems.setText("● " + words.say(count) if problems else "✓ " + words("No problems"))
        set_properties(self.problems, tone="problem" if problems else "good")
        self.warnings.setText("▲ " + words.plural("{n} warning", "{n} warnings", warnings))
        set_properties(self.warnings, tone="warning").setVisible(warnings > 0)
        sessions = words.plural("{n} session", "{n} sessions", len(agenda.sessions))
        self._counted = (sessions + " · " + words("{n} not placed").format(n=len(agenda.tray)), sessions)
        self.counts.setToolTip(self._counted[0])
        self.sent.setText(words.say(self._release_state_text()))
        self.saved.setText(words("Saved") if self._document.workspace.writable else words("Read-only"))
        set_properties(self.saved, tone="good" if self._document.workspace.writable else "muted")
        self._show_whether_saved()
        self._hide_least_needed()

    def _severity_to_list(self, severity: Severity) -> Severity | None:
        """Return the severity that a button lists; None, for all, if there are no such problems or no others."""
        found = {conflict.severity for conflict in self._document.plan.problems.all}
        return severity if severity in found and len(found) > 1 else None

    def _show_whether_saved(self) -> None:
        """Show *Not saved*, with the fields in its tooltip, only while some typed text is not in the file."""
        words, document = self._document.presentation.words, self._document
        found: list[str] = []
        if len(document.drafts):
            from ui.forms.unsaved import spot_label, unsaved_drafts  # the window starts without it

            found = [spot_label(document, spot) for spot, _draft in unsaved_drafts(document)]
            said = words("Typed, and not saved yet: {where}.").format(where=", ".join(found))
            self.unsaved.setToolTip(tooltip_text(said))
        self.saved.setVisible(not found)
        self.unsaved.setVisible(bool(found))

    def _release_state_text(self) -> Text:
        if (release := self._document.workspace.releases.last) is None:
            return Text("Not published")
        from planner.programme.difference import summary

        if (changed := summary(release.programme, self._document.workspace.programme())) is None:
            return Text("Same as v{n}", n=release.number)
        return Text("Changed since v{n}: {what}", n=release.number, what=changed)
