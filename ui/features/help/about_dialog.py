"""The dialog about Estrad: its version, where its things lie, and a button that copies this for a report."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from planner import VERSION
from planner.environment import Environment
from planner.program_facts import Fact, program_facts, report
from ui.kit.dialogs.dialog_service import closing_button, set_default_button
from ui.kit.theme.theme import Presentation, announce, set_properties
from ui.kit.widgets.plain_widgets import EDGE, column, named, plain_label, row

MARK, WIDTH = QSize(40, 40), 560
"""The size of the program's sign, and the width of the dialog, in pixels."""


class AboutDialog(QDialog):
    """The dialog about Estrad; ``copied`` says that the report lies on the clipboard."""

    def __init__(self, presentation: Presentation, env: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = presentation.words
        self.setWindowTitle(words("About Estrad"))
        facts = program_facts(env)
        qt = Fact("qt", "Qt", f"{qVersion()}, {QApplication.platformName()}")
        self._facts = (*facts[:2], qt, *facts[2:])
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(MARK, self.devicePixelRatio()))
        title = set_properties(QLabel(f"Estrad {VERSION}"), heading="window")
        text = words(
            "Estrad plans conferences: people, sessions, rooms and days in one local file. "
            "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
        )
        alone = words("It looks for no newer version by itself and sends nothing.")
        self.copied = plain_label(tone="muted", wrap=False)
        buttons, close = closing_button(self)
        copy = buttons.addButton(words("Copy for a report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        box = column(
            row(mark, title, 1, spacing=12), plain_label(text), plain_label(alone, tone="muted"), self._table(),
            row(self.copied, 1, buttons), inside=self, margins=EDGE, spacing=12,
        )  # fmt: skip
        set_default_button(self, close)
        self.setFixedWidth(WIDTH)
        self.resize(WIDTH, box.totalHeightForWidth(WIDTH))

    def _table(self) -> QGridLayout:
        """Return the facts, whose texts can be selected."""
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(4)
        table.setColumnStretch(1, 1)
        for n, fact in enumerate(self._facts):
            label = self._words(fact.label)
            said = named(plain_label(fact.text), f"{label}: {fact.text}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            table.addWidget(plain_label(label, tone="muted", wrap=False), n, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(said, n, 1)
        return table

    def _copy(self) -> None:
        QApplication.clipboard().setText(report(self._facts, self._words))
        self.copied.setText(self._words("Copied."))
        announce(self.copied, self.copied.text())
