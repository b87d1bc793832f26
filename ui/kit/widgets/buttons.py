"""Buttons made together with their action, name and tooltip, and a tinted line with a sentence and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QSizePolicy

from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, plain_label, row, tooltip_text

B = TypeVar("B", bound=QAbstractButton)
Act = Callable[..., object] | SignalInstance | None


def push_button(
    text: str = "", act: Act = None, *, name: str = "", tip: str = "", enabled: bool = True, **properties: str | bool
) -> QPushButton:
    """Return a button that Space and Enter press; ``properties`` are for the style sheet."""
    return prepare_button(QPushButton(text, autoDefault=True), act, name=name, tip=tip, enabled=enabled, **properties)


def prepare_button(
    button: B, act: Act = None, *, name: str = "", tip: str = "", enabled: bool = True, **properties: str | bool
) -> B:
    """Set up a button: its action, name for screen readers, tooltip, properties for the style sheet; return it."""
    if act:
        button.clicked.connect(act)
    if name:
        button.setAccessibleName(name)
    if tip:
        button.setToolTip(tooltip_text(tip))
    button.setEnabled(enabled)
    return set_properties(button, **properties)


Way = tuple[str, Callable[[], object]]
"""The text of a link, and the function that it calls."""


class LinkStrip(QFrame):
    """A tinted line with a sentence and links; with the ``tone`` *problem* it is red.

    A sentence that is too long is elided, unless ``wraps`` is true.
    """

    def __init__(
        self, sentence: str, ways: Iterable[Way] = (), tone: str = "plain", *, wraps: bool = False
    ) -> None:  # fmt: skip
        super().__init__()
        set_properties(self, part="tinted", tone=tone)
        self.sentence = plain_label(tone=tone) if wraps else set_properties(ElidedLabel(), tone=tone)
        self.sentence.setText(sentence)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ways = [push_button(text, act, flat=True) for text, act in ways]
        for link in self.ways:
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.setAccessibleDescription(sentence)
        row((self.sentence, 1), *self.ways, inside=self, margins=(12, 4, 8, 4), spacing=4)
