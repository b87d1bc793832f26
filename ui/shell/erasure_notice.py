"""Says in the window what an erasure still owes, and lets somebody write down that it was looked after by hand."""

from __future__ import annotations

from planner.domain.text import EstradError
from planner.wording import Wording
from planner.workspace import Workspace
from ui.kit.widgets.notice_bar import NoticeBar


def show_debt(notice: NoticeBar, workspace: Workspace, words: Wording) -> None:
    """Show what is still to go of somebody erased, if anything is and the conference can be written."""
    debt = workspace.debt
    if not (workspace.writable and debt.left):
        return

    def close() -> None:
        try:
            debt.pay(debt.left)
        except EstradError as error:
            notice.show_error(error)

    faults = dict.fromkeys(words.say(fault.problem) for fault in debt.faults)
    sentence = " ".join([*map(words.say, debt.sentences()), *faults])
    notice.show_lasting(sentence, [(words("I have looked after it"), close)])
