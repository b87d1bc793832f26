"""Menu actions of the window, and of the timeline's view: rooms, zoom, steps of the grid, colours, scheme, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from planner.domain.entities import Room
from planner.layout.grid import SNAPS, columns_on
from planner.wording import LANGUAGES
from ui.features.timeline.day_view import hidden_on, shift_room
from ui.shell.planner_page import PlannerPage
from ui.state.settings import Settings
from ui.state.view_state import MOST_DAYS, Colouring
from ui.state.window_context import WindowContext

OnPage = Callable[[Callable[[PlannerPage], object]], None]
"""Calls a function with the page, if there is one."""
MENU_OF_ROOM = ("hide_room", "show_rooms", "room_left", "room_right")


def room_of(page: PlannerPage) -> str:
    """Return the id of the room in the inspector or of the first selected session; empty if it has no column."""
    document, found = page.document, ""
    if document.shown[0] is Room:
        found = document.shown[1]
    elif document.selected and (where := document.agenda.sessions[document.selected[0]].placement) and where.rooms:
        found = where.rooms[0]
    return found if found in columns_on(document.agenda, document.day, document.view_state.hidden) else ""


def handlers(do: OnPage) -> dict[str, Callable[[], object]]:
    """Return the handlers of the actions by name."""
    found: dict[str, Callable[[], object]] = {
        "fit_selection": lambda: do(_fit_selection),
        "fit_rooms": lambda: do(
            lambda page: page.document.view_state.fit_rooms(not page.document.view_state.rooms_fitted)
        ),
        "all_days": lambda: do(
            lambda page: page.document.view_state.show_all_days(not page.document.view_state.all_days)
        ),
        "hide_room": lambda: do(lambda page: page.document.hide_rooms(room_of(page))),
        "show_rooms": lambda: do(lambda page: page.document.view_state.show_rooms()),
        "room_left": lambda: do(lambda page: shift_room(page.document, room_of(page), -1)),
        "room_right": lambda: do(lambda page: shift_room(page.document, room_of(page), 1)),
        "pick": lambda: do(_pick),
    }
    for colouring in Colouring:
        found[f"colour_{colouring}"] = partial(do, partial(_colour, colouring))
    for minutes in SNAPS:
        found[f"snap_{minutes}"] = partial(do, partial(_snap, minutes))
    return found


def _snap(minutes: int, page: PlannerPage) -> None:
    page.document.view_state.snap_to(minutes)


def _colour(colouring: Colouring, page: PlannerPage) -> None:
    page.document.view_state.colour_by(colouring)


def _fit_selection(page: PlannerPage) -> None:
    page.places.show_timeline()
    page.timeline.fit_selection()


def _pick(page: PlannerPage) -> None:
    page.places.show_timeline()
    page.timeline_page.bar.open_picker()


def view_needs(page: PlannerPage | None) -> dict[str, bool]:
    """Return the needs of these actions, mapped to whether they are met."""
    room = room_of(page) if page else ""
    columns = len(columns_on(page.document.agenda, page.document.day, page.document.view_state.hidden)) if page else 0
    return {
        "room": bool(room) and columns > 1,
        "movable_room": bool(room) and columns > 1 and page is not None and page.document.workspace.writable,
        "hidden": page is not None and bool(hidden_on(page.document)),
        "days": page is not None and 1 < len(page.document.agenda.days) <= MOST_DAYS,
    }


def checked_commands(page: PlannerPage | None) -> dict[str, bool]:
    """Return the checkable actions by name, mapped to whether they are checked."""
    view_state = page.document.view_state if page else None
    colours = {
        f"colour_{colouring}": view_state is not None and view_state.colouring is colouring for colouring in Colouring
    }
    steps = {f"snap_{minutes}": view_state is not None and view_state.snap == minutes for minutes in SNAPS}
    return {
        **steps,
        "fit_rooms": view_state is not None and view_state.rooms_fitted,
        "all_days": view_state is not None and view_state.all_days,
        **colours,
    }


SCHEMES: tuple[str, ...] = ("system", "light", "dark")


def presentation_handlers(
    settings: Settings, request: Callable[[str, str], object]
) -> Mapping[str, Callable[[], object]]:
    """Return the handlers of the actions that choose a scheme or language, by name; ``request`` gets both."""

    def change(*, scheme: str = "", language: str = "") -> None:
        request(scheme or settings.scheme, language or settings.language)

    schemes = {f"scheme_{name}": partial(change, scheme=name) for name in SCHEMES}
    return schemes | {f"language_{name}": partial(change, language=name) for name in ("system", *LANGUAGES)}


def help_handlers(window: QWidget, context: WindowContext) -> dict[str, Callable[[], object]]:
    """Return the handlers of the Help menu, by name."""
    return {"keys": partial(_show_keys, window, context), "about": partial(_show_about, window, context)}


def _show_keys(window: QWidget, context: WindowContext) -> None:
    from ui.features.help.keys_dialog import KeysDialog  # the window starts without it

    context.dialogs.dialog(KeysDialog(context.presentation.words, window))


def _show_about(window: QWidget, context: WindowContext) -> None:
    words = context.presentation.words
    text = words(
        "Estrad plans conferences: people, sessions, rooms and days in one local file. "
        "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
    )
    context.dialogs.tell(window, words("About Estrad"), text)
