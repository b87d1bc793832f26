"""Menu actions for the timeline's view: visible rooms, zoom to fit, steps of the grid, colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from planner.domain.entities import Room
from planner.layout.grid import SNAPS, columns_on
from ui.features.timeline.room_headers import hidden_on, shift_room
from ui.shell.planner_page import PlannerPage
from ui.state.view_state import MOST_DAYS, Colouring

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
