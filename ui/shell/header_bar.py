"""The bar at the top of the window: the conference's name and the most used actions."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.kit.theme.theme import mark
from ui.kit.widgets.labels import ElidedLabel, tip
from ui.state.command_table import bare
from ui.state.document import Desk
from ui.state.places import AGENDA


class Follower(QObject):
    """Keeps a button in step with its action. The action lives as long as the window, the button as its page."""

    def __init__(self, button: QToolButton | QPushButton, action: QAction) -> None:
        super().__init__(button)
        self._button, self._action = button, action
        button.clicked.connect(action.trigger)
        action.changed.connect(self._take_over)
        self._take_over()

    def _take_over(self) -> None:
        name = bare(self._action.text())
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setEnabled(self._action.isEnabled())
        self._button.setAccessibleName(name)
        self._button.setToolTip(tip(f"{name} ({keys})" if keys else name))


def publish_label(desk: Desk) -> str:
    """Return the text of the publish button, with the number of the version if a new one would be made."""
    words, last = desk.reader.words, desk.workspace.last_release
    if last is not None and last.programme == desk.workspace.programme():
        return words("Publish…")
    return words("Publish v{n}…").format(n=last.number + 1 if last else 1)


class Head(QFrame):
    """The bar at the top: the conference's name, undo, redo, zoom, print and publish."""

    def __init__(self, desk: Desk, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self._desk = desk
        mark(self, part="bar")
        self.setFixedHeight(52)
        self._title, self._line = ElidedLabel(), ElidedLabel()
        mark(self._title, heading="window")
        mark(self._line, tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._line)
        row.addStretch()
        for name, text in (("undo", "↶ " + _("Undo")), ("redo", "↷")):
            row.addWidget(self._button(actions[name], text))
        self._zoom = [
            self._button(actions[name], text) for name, text in (("zoom_out", "−"), ("fit", _("Fit")), ("zoom_in", "+"))
        ]
        for button in self._zoom:
            row.addWidget(button)
        row.addWidget(self._push(actions["print"], _("Print…"), primary=False))
        self._send = self._push(actions["send"], _("Publish…"), primary=True)
        row.addWidget(self._send)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _button(self, action: QAction, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        Follower(button, action)
        return button

    def _push(self, action: QAction, text: str, *, primary: bool) -> QPushButton:
        button = QPushButton(text, autoDefault=True)
        mark(button, primary=primary)
        Follower(button, action)
        return button

    def refresh(self) -> None:
        """Show title, dates, venue and the next version from the current snapshot."""
        agenda, reader = self._desk.agenda, self._desk.reader
        days = agenda.days_in_order
        when = reader.day_name(days[0].date)
        if len(days) > 1:
            when += " – " + reader.day_name(days[-1].date)
        self._title.setText(agenda.conference.title)
        self._send.setText(publish_label(self._desk))
        self._line.setText(" · ".join(part for part in (when, agenda.venue.name) if part))

    def show_place(self, name: str) -> None:
        """Show the zoom buttons only beside the timeline."""
        for button in self._zoom:
            button.setVisible(name == AGENDA)
