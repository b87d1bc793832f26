"""The interfaces by which features see the window and its page; what a window is given; a report of a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Placement
from planner.workspace import Environment
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.other_windows import OtherWindows
from ui.kit.theme.theme import Presentation
from ui.kit.widgets.notice_bar import NoticeBar
from ui.state.document import Document
from ui.state.view_state import Settings


class TimelineView(Protocol):
    """The timeline of the open conference, as features see it."""

    @property
    def canvas(self) -> QWidget:
        """The timeline's canvas."""

    def grab_by_keys(self, thing: Session | Block, *, draft: bool = False) -> None:
        """Start to move a session or block with the arrow keys, unless it is pinned or the file is read-only.

        Other selected sessions move with a selected one; if one of them is pinned, nothing moves. A ``draft`` is not in
        the conference yet.
        """

    def cancel(self) -> None:
        """Cancel a drag, or whatever else a tool of the canvas has begun, without a change."""

    def tile_rect(self, session_id: str) -> QRect:
        """Return the visible part of a session's tile in screen coordinates; empty if it is out of sight."""


class PlaceNavigator(Protocol):
    """The places of the open conference, as features see them; one is shown."""

    shown: str
    """The name of the place that is shown, one of ``ui.state.document.PLACES``."""

    def go(self, name: str) -> None:
        """Show the place with this name."""

    def show_timeline(self) -> None:
        """Show the timeline, unless it is already shown."""


class OpenPage(Protocol):
    """The page of an open conference, as features see it."""

    @property
    def document(self) -> Document:
        """The open conference."""

    @property
    def places(self) -> PlaceNavigator:
        """The places, one of which is shown."""

    @property
    def timeline(self) -> TimelineView:
        """The timeline."""

    @property
    def session(self) -> Session | None:
        """The first selected session, or None."""

    @property
    def insertion_point(self) -> Placement | None:
        """The place that was clicked on the empty grid; None if there is none or the timeline is not shown."""

    def commit(self) -> None:
        """Save what was typed in the inspector and in the places."""

    def show_session(self, session_id: str) -> None:
        """Show and select a session in the timeline, or in the tray if it is not placed."""

    def show_room(self, room_id: str) -> None:
        """Show and select a room's column in the timeline; if it has none on any day, the room in the list of rooms."""

    def show_track(self, track_id: str) -> None:
        """Show a track in the inspector, and the timeline with only its sessions undimmed if it has any."""

    def show_problems(self) -> None:
        """Show the timeline with the list of problems beside it, focused; if there are no problems, say so."""


class HostWindow(Protocol):
    """A window with the page of a conference, a notice bar and menu actions, as features see it."""

    @property
    def page(self) -> OpenPage | None:
        """The page of the open conference, or None on the start page."""

    @property
    def notice(self) -> NoticeBar:
        """The notice bar, which shows messages."""

    @property
    def actions_by_name(self) -> Mapping[str, QAction]:
        """The actions of all menus, by name."""

    def tell(self, error: EstradError) -> None:
        """Show an error."""


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The things that a window is given: environment, sample, presentation, settings, dialogs and other windows."""

    env: Environment
    sample: Callable[[], Agenda]
    presentation: Presentation
    settings: Settings
    dialogs: DialogService
    others: OtherWindows = field(default_factory=lambda: OtherWindows(None))


def run_after_saving(host: HostWindow, act: Callable[[OpenPage], object]) -> None:
    """Save what is typed, then call a function with the page; do nothing without an open conference."""
    if page := host.page:
        page.commit()
        act(page)


def report_last_change(host: HostWindow, *more: str) -> None:
    """Report the last change, if any, in the notice bar with a button to undo it, and add the sentences ``more``."""
    page = host.page
    step = page.document.workspace.history.last if page else None
    if page and step:
        document, words = page.document, page.document.presentation.words
        said = words("Done: {what}.").format(what=words.say(step.change.label)).replace("….", "…")
        host.notice.show_message(
            " ".join([said, *more]), [(words("Undo"), lambda: document.try_run(document.workspace.undo))]
        )
