"""The line of a session that is outside its block, with two ways out: leaving it, or a block that holds it too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from planner.commands.block_order import widen_block
from planner.commands.blocks import join
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.rules.blocks import SESSION_OUTSIDE_BLOCK
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import column, plain_label, row
from ui.state.document import Document


class OutsideBlock(QWidget):
    """Says that the one shown session is outside its block, and which; two buttons mend it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._session = document, ""
        self._said: QLabel = set_properties(plain_label(""), tone="warning")
        self._said.setWordWrap(True)
        self.leave = QPushButton(words("Take it out"), autoDefault=True)
        self.leave.clicked.connect(lambda: document.apply(lambda agenda: join(agenda, [self._session], None)))
        self.widen = QPushButton(words("Widen the block"), autoDefault=True)
        self.widen.clicked.connect(lambda: document.apply(lambda agenda: widen_block(agenda, self._session)))
        for button in (self.leave, self.widen):
            button.setEnabled(document.workspace.writable)
        column(self._said, row(self.leave, self.widen, 0), inside=self, spacing=4)

    def show_entities(self, entities: Sequence[Session | Block]) -> None:
        """Show the line if one session is shown and is outside its block."""
        self._session = entities[0].id if len(entities) == 1 else ""
        found = [c for c in self._document.plan.problems.of(self._session) if c.rule == SESSION_OUTSIDE_BLOCK.id]
        self.setVisible(bool(found))
        if found:
            agenda, session = self._document.agenda, self._document.agenda.sessions[self._session]
            block, where = agenda.blocks[session.block or ""].placement, session.placement
            self._said.setText(self._document.presentation.words.say(found[0].text))
            self.widen.setVisible(bool(block and where and block.span.day == where.span.day))
