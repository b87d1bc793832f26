"""The interfaces of the window and the page of its open conference for features, its dependencies, and the notice of
what was done.
"""

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
    """The timeline of the open conference."""

    @property
    def canvas(self) -> QWidget:
        """The widget."""

    def grab_by_keys(self, thing: Session | Block, *, draft: bool = False) -> None:
        """Start moving a session or a block with the arrow keys; a ``draft`` is not in the conference yet."""

    def cancel(self) -> None:
        """End a drag without a change."""

    def tile_rect(self, session_id: str) -> QRect:
        """Return the part of a session's tile that is in sight, on the screen; empty if none is."""


class PlaceChoice(Protocol):
    """The places of the open conference, one of which is shown."""

    shown: str
    """The name of the place that is shown, one of ``ui.state.document.PLACES``."""

    def go(self, name: str) -> None:
        """Show a place."""

    def show_timeline(self) -> None:
        """Show the timeline, unless it is already shown."""


class OpenPage(Protocol):
    """The page of an open conference."""

    @property
    def document(self) -> Document:
        """The open conference."""

    @property
    def places(self) -> PlaceChoice:
        """The places."""

    @property
    def timeline(self) -> TimelineView:
        """The timeline."""

    @property
    def session(self) -> Session | None:
        """The first selected session, or None if none is selected."""

    @property
    def insertion_point(self) -> Placement | None:
        """The place on the empty grid that was clicked, or None if there is none or the timeline is not shown."""

    def commit(self) -> None:
        """Save what was typed in any field."""

    def show_session(self, session_id: str) -> None:
        """Show a session where it is, in the timeline or the tray."""

    def show_room(self, room_id: str) -> None:
        """Show a room's column in the timeline, or the room in its list if it has none."""

    def show_track(self, track_id: str) -> None:
        """Show the sessions of a track in the timeline, dimming all others, or the track if it has none."""

    def show_problems(self) -> None:
        """Show the list of problems and give it the keyboard focus."""


class HostWindow(Protocol):
    """A window with a page, a notice bar and actions by name."""

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
    """The environment, the sample, the presentation, the settings and the dialogs of a window, and other windows."""

    env: Environment
    sample: Callable[[], Agenda]
    presentation: Presentation
    settings: Settings
    dialogs: DialogService
    others: OtherWindows = field(default_factory=lambda: OtherWindows(None))


def act_on_saved(host: HostWindow, act: Callable[[OpenPage], object]) -> None:
    """Save what is typed, and do something on the page; do nothing without an open conference."""
    if page := host.page:
        page.commit()
        act(page)


def report_done(host: HostWindow, *more: str) -> None:
    """Show the last change in the notice bar with a button to undo it, followed by the sentences ``more``."""
    page = host.page
    step = page.document.workspace.history.last if page else None
    if page and step:
        document, words = page.document, page.document.presentation.words
        said = words("Done: {what}.").format(what=words.say(step.change.label)).replace("….", "…")
        host.notice.show_message(
            " ".join([said, *more]), [(words("Undo"), lambda: document.try_run(document.workspace.undo))]
        )
