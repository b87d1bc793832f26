"""A sentence on a tinted ground, with links to what can be done about it at its right."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, plain_label, row

Way = tuple[str, Callable[[], object]]
"""The text of a link, and what it does."""


class TintedLine(QFrame):
    """A sentence on one line, and links beside it; with the ``tone`` *problem* it is red.

    If there is no room for all of it, it is elided, unless it ``wraps``.
    """

    def __init__(
        self, sentence: str, ways: Iterable[Way] = (), tone: str = "plain", *, wraps: bool = False
    ) -> None:  # fmt: skip
        super().__init__()
        set_properties(self, part="tinted", tone=tone)
        self.sentence = plain_label(tone=tone) if wraps else set_properties(ElidedLabel(), tone=tone)
        self.sentence.setText(sentence)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ways = [self._link(*way) for way in ways]
        for link in self.ways:
            link.setAccessibleDescription(sentence)
        row((self.sentence, 1), *self.ways, inside=self, margins=(12, 4, 8, 4), spacing=4)

    @staticmethod
    def _link(text: str, act: Callable[[], object]) -> QPushButton:
        link = set_properties(QPushButton(text), flat=True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda _checked: act())
        return link
