"""Commands on blocks: made around the selected sessions, ungrouped, left by a session, deleted with or without them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from planner.commands.blocks import delete_block, group, join
from planner.domain.block import Block
from ui.kit.dialogs.dialog_service import DialogService
from ui.state.document import ungroup
from ui.state.new_entities import next_block_title
from ui.state.open_window import HostWindow, OpenPage, act_on_saved


class BlockCommands:
    """Handles the actions on blocks for one window; without an open conference they do nothing."""

    def __init__(self, window: QWidget, host: HostWindow, dialogs: DialogService) -> None:
        self._window, self._host, self._dialogs = window, host, dialogs

    def handlers(self) -> dict[str, Callable[[], object]]:
        acts = {"group": self._group, "ungroup": lambda page: ungroup(page.document), "leave_block": self._leave}
        return {name: partial(act_on_saved, self._host, act) for name, act in acts.items()}

    def _group(self, page: OpenPage) -> None:
        """Make a block around the selected sessions, and select it."""
        document, new_id = page.document, page.document.workspace.new_id()
        title = next_block_title(document.agenda, document.workspace.wording)
        if document.apply(lambda agenda: group(agenda, document.plan.selected, new_id, title)):
            document.plan.show(Block, new_id)

    def _leave(self, page: OpenPage) -> None:
        chosen = page.document.plan.selected
        page.document.apply(lambda agenda: join(agenda, chosen, None))

    def delete(self, page: OpenPage) -> None:
        """Delete the selected block, and ask what becomes of its sessions if it has any."""
        document, words, found = page.document, page.document.presentation.words, 0
        block = document.agenda.blocks[document.plan.shown[1]]
        if n := len(document.agenda.member_sessions(block.id)):
            question = words("Delete block “{title}”?").format(title=block.title)
            more = words.plural("{n} session is in it.", "{n} sessions are in it.", n)
            answers = (words("The sessions stay"), words("The sessions go too"))
            picked = self._dialogs.which(self._window, question, more, *answers)
            if picked is None:
                return
            found = picked
        document.apply(lambda agenda: delete_block(agenda, block.id, with_sessions=found == 1))
