"""Says in the window what an erasure or a publishing still owes, and lets somebody look after it."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.published_files import unfinished
from planner.domain.text import EstradError, Plural
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


def show_unfinished(notice: NoticeBar, workspace: Workspace, words: Wording, finish: Callable[[], object]) -> None:
    """Show that a publishing was cut short, if one was and the conference can be written; ``finish`` ends it."""
    files = unfinished(workspace.releases.published()) if workspace.writable else ()
    if files:
        said = Plural(
            "Publishing version {version} was cut short: {n} file may still be as it was before.",
            "Publishing version {version} was cut short: {n} files may still be as they were before.",
            len(files),
            version=max(file.version for file in files),
        )
        notice.show_lasting(words.say(said), [(words("Publish again"), finish)])
