"""The interface that the menus' handlers need of the window they belong to."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAction

from ui.notice import Notice
from ui.planner_page import PlannerPage


class Host(Protocol):
    """A window with a page, a notice bar and actions by name."""

    page: PlannerPage | None
    notice: Notice
    actions_by_name: dict[str, QAction]


def say_done(host: Host, *more: str) -> None:
    """Show what was done last, with an offer to undo it, and further sentences."""
    page = host.page
    step = page.desk.workspace.last_step if page else None
    if page and step:
        desk, words = page.desk, page.desk.reader.words
        said = words("Done: {what}.").format(what=words.say(step.change.label)).replace("….", "…")
        host.notice.say(" ".join([said, *more]), [(words("Undo"), lambda: desk.dare(desk.workspace.undo))])
