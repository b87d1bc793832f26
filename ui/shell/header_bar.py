"""The bar at the top of the window: the conference's name and the most used actions."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import ElidedLabel, tooltip_text
from ui.state.command_table import plain_label
from ui.state.document import Document
from ui.state.places import AGENDA


class ActionFollower(QObject):
    """Keeps a button in sync with its action. The action lives as long as the window, the button as its page."""

    def __init__(self, button: QToolButton | QPushButton, action: QAction) -> None:
        super().__init__(button)
        self._button, self._action = button, action
        button.clicked.connect(action.trigger)
        action.changed.connect(self._take_over)
        self._take_over()

    def _take_over(self) -> None:
        name = plain_label(self._action.text())
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setEnabled(self._action.isEnabled())
        self._button.setAccessibleName(name)
        self._button.setToolTip(tooltip_text(f"{name} ({keys})" if keys else name))


def publish_label(document: Document) -> str:
    """Return the text of the publish button, with the number of the version if publishing would create one."""
    words, last = document.presentation.words, document.workspace.releases.last
    if last is not None and last.programme == document.workspace.programme():
        return words("Publish…")
    return words("Publish v{n}…").format(n=last.number + 1 if last else 1)


class HeaderBar(QFrame):
    """The bar at the top: the conference's name, undo, redo, zoom, print and publish."""

    def __init__(self, document: Document, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self._document = document
        set_properties(self, part="bar")
        self.setFixedHeight(52)
        self._title, self._line = ElidedLabel(), ElidedLabel()
        set_properties(self._title, heading="window")
        set_properties(self._line, tone="muted")
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
        document.changed.connect(self.refresh)
        self.refresh()

    def _button(self, action: QAction, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        ActionFollower(button, action)
        return button

    def _push(self, action: QAction, text: str, *, primary: bool) -> QPushButton:
        button = QPushButton(text, autoDefault=True)
        set_properties(button, primary=primary)
        ActionFollower(button, action)
        return button

    def refresh(self) -> None:
        """Show title, dates, venue and the next version from the current snapshot."""
        agenda, presentation = self._document.agenda, self._document.presentation
        days = agenda.days_in_order
        when = presentation.day_name(days[0].date)
        if len(days) > 1:
            when += " – " + presentation.day_name(days[-1].date)
        self._title.setText(agenda.conference.title)
        self._send.setText(publish_label(self._document))
        self._line.setText(" · ".join(part for part in (when, agenda.venue.name) if part))

    def show_place(self, name: str) -> None:
        """Show the zoom buttons only beside the timeline."""
        for button in self._zoom:
            button.setVisible(name == AGENDA)
