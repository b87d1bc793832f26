"""Menu actions on an open conference, such as undo, delete, view, publishing, printing and export; the context menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from planner.commands.deleting import delete_entities
from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Conference, Entity, Person, Room, Session, Venue
from planner.domain.languages import LANGUAGES
from planner.domain.text import N_, Text
from planner.layout.grid import SNAPS, day_columns
from planner.product_types import PrintedProduct
from planner.products import PRINTED
from planner.workspace import Workspace
from ui.features.clipboard.clipboard_commands import ClipboardCommands
from ui.features.inspector.inspector import DELETIONS
from ui.features.rescheduling.reschedule_commands import BAR_ACTIONS, STEPS, RescheduleCommands, apply_or_ask
from ui.features.sessions.session_commands import SessionCommands, place_tray_sessions
from ui.features.timeline.timeline import move_room_column
from ui.features.tray.tray import add_usual_day
from ui.forms.unsaved import discard_refused_text
from ui.kit.dialogs.dialog_service import DialogService
from ui.plan.day.day_view import hidden_columns
from ui.shell.one_by_one import add_listed_entity, show_next_entity
from ui.shell.planner_page import PageHost, PlannerPage
from ui.state.command_table import LINE
from ui.state.document import AGENDA, MODERATORS, PEOPLE, PLACES, toggle_called_off
from ui.state.open_window import WindowContext
from ui.state.transfer import ImportSource
from ui.state.view_state import MOST_DAYS, Colouring, Settings, ViewState

MENU_OF_ROOM = ("hide_room", "show_rooms", "room_left", "room_right")
MENU_OF_OTHERS = ("edit", "delete")
MENU_OF_DAY = ("add", "paste", LINE, *BAR_ACTIONS, LINE, "fill_in_order")
MENUS: dict[type[Entity], tuple[str, ...]] = {
    Session: (
        "edit", "rename", "move", "swap", "pin", "unplace", LINE, "cut", "copy", "paste", "duplicate", LINE, "split",
        "merge", "keep_template", LINE, "group", "leave_block", LINE, "fill_in_order", "shift_rest", "insert_gap",
        "close_gaps", LINE, "call_off", "delete",
    ),
    Person: (
        "edit", LINE, "copy", "copy_addresses", "person_calendar", LINE, "merge_people", LINE, "delete", LINE,
        "erase_person",
    ),
    Room: ("edit", LINE, *MENU_OF_ROOM, LINE, "delete"),
    Block: ("edit", "move", "unplace", LINE, "cut", "copy", "paste", LINE, "ungroup", "delete"),
}  # fmt: skip
"""The names of the actions in an entity's context menu, by its type."""


T = TypeVar("T")


def current_room(page: PlannerPage) -> str:
    """Return the id of the room in the inspector or of the first selected session; empty if its column is not shown."""
    plan, found = page.document.plan, ""
    if plan.shown[0] is Room:
        found = plan.shown[1]
    elif plan.selected and (where := plan.agenda.sessions[plan.selected[0]].placement) and where.rooms:
        found = where.rooms[0]
    return found if found in day_columns(plan.agenda, plan.day, plan.view_state.hidden) else ""


def view_handlers(do: Callable[[Callable[[PlannerPage], object]], None]) -> dict[str, Callable[[], object]]:
    """Return the handlers of the actions on the timeline's view, by name; ``do`` calls one with the open page."""
    found: dict[str, Callable[[PlannerPage], object]] = {
        "fit_selection": _showing_timeline_first(lambda page: page.timeline.fit_selection()),
        "now": _showing_timeline_first(lambda page: page.timeline.view.go_to_now()),
        "fit_rooms": lambda page: _toggle_rooms_fitted(page.document.plan.view_state),
        "all_days": lambda page: page.document.plan.view_state.toggle_all_days(),
        "hide_room": lambda page: page.document.plan.hide_rooms(current_room(page)),
        "show_rooms": lambda page: page.document.plan.view_state.show_rooms(),
        "room_left": lambda page: move_room_column(page.document, current_room(page), -1),
        "room_right": lambda page: move_room_column(page.document, current_room(page), 1),
        "next_hit": _showing_timeline_first(lambda page: page.timeline.hits.step(1)),
        "previous_hit": _showing_timeline_first(lambda page: page.timeline.hits.step(-1)),
        "first_steps": _showing_timeline_first(lambda page: page.timeline_page.first_steps.toggle()),
        "pick": _showing_timeline_first(lambda page: page.timeline_page.bar.open_picker()),
    }
    found |= {f"colour_{by}": partial(_set_view_option, ViewState.set_colouring, by) for by in Colouring}
    found |= {f"snap_{minutes}": partial(_set_view_option, ViewState.set_snap, minutes) for minutes in SNAPS}
    return {name: partial(do, act) for name, act in found.items()}


def _showing_timeline_first(act: Callable[[PlannerPage], object]) -> Callable[[PlannerPage], object]:
    def shown(page: PlannerPage) -> None:
        page.places.show_timeline()
        act(page)

    return shown


def _go_to_place(name: str, page: PlannerPage) -> None:
    page.places.go(name)


def _set_view_option(choose: Callable[[ViewState, T], None], value: T, page: PlannerPage) -> None:
    choose(page.document.plan.view_state, value)


def _toggle_rooms_fitted(view_state: ViewState) -> None:
    view_state.fit_rooms(not view_state.rooms_fitted)


def met_view_needs(page: PlannerPage | None) -> dict[str, bool]:
    """Return the needs that only actions on the view of the timeline have, by name, and whether each is met."""
    room = current_room(page) if page else ""
    plan = page.document.plan if page else None
    columns = len(day_columns(plan.agenda, plan.day, plan.view_state.hidden)) if plan else 0
    return {
        "room": bool(room) and columns > 1,
        "movable_room": bool(room) and columns > 1 and page is not None and page.document.workspace.writable,
        "hidden": page is not None and bool(hidden_columns(page.document.plan)),
        "filter": page is not None and bool(page.document.plan.view_state.session_filter),
        "today": page is not None and page.document.plan.current_day is not None,
        "days": page is not None and 1 < len(page.document.agenda.days) <= MOST_DAYS,
    }


def command_check_states(page: PlannerPage | None) -> dict[str, bool]:
    """Return the checkable actions except those for language and appearance, by name, and whether each is checked."""
    seen, names = page.document.plan.view_state if page else None, [f"colour_{by}" for by in Colouring]
    ticked = {f"snap_{seen.snap}", f"colour_{seen.colouring}"} if seen else set()
    return {
        **{name: name in ticked for name in (*(f"snap_{minutes}" for minutes in SNAPS), *names)},
        "fit_rooms": seen is not None and seen.rooms_fitted,
        "all_days": seen is not None and seen.all_days,
        "gaps_first": seen is not None and seen.gaps_first,
        "first_steps": page is not None and page.timeline_page.first_steps.is_on,
    }


def presentation_handlers(
    settings: Settings, request: Callable[[str, str], object]
) -> Mapping[str, Callable[[], object]]:
    """Return the handlers that choose a colour scheme or language, by name; ``request`` is called with both."""

    def change(*, scheme: str = "", language: str = "") -> None:
        request(scheme or settings.scheme, language or settings.language)

    schemes = {f"scheme_{name}": partial(change, scheme=name) for name in SCHEMES}
    return schemes | {f"language_{name}": partial(change, language=name) for name in ("system", *LANGUAGES)}


def show_help(window: QWidget, context: WindowContext) -> None:
    """Open the help in a window of its own, or bring it to the front."""
    from ui.features.help.help_dialog import HelpDialog  # the window starts without it

    shown = next((one for one in window.findChildren(HelpDialog) if one.isVisible()), None)
    context.dialogs.show_beside_window(shown or HelpDialog(context.presentation, window))


def open_about(window: QWidget, context: WindowContext) -> None:
    """Show the dialog about Estrad: its version and licence, and where its files are."""
    from ui.features.help.help_dialog import AboutDialog  # the window starts without it

    context.dialogs.run_dialog(AboutDialog(context.presentation, context.env, window))


SCHEMES = ("system", "light", "dark")


class ConferenceCommands:
    """Handles the actions on an open conference for one window; ``bring`` imports what was pasted."""

    def __init__(
        self, window: QWidget, host: PageHost, dialogs: DialogService, settings: Settings,
        bring: Callable[[Sequence[ImportSource]], object],
    ) -> None:  # fmt: skip
        self._window, self._host, self._dialogs, self._settings = window, host, dialogs, settings
        self.reschedule = partial(apply_or_ask, host)
        self.sessions = SessionCommands(window, host, dialogs, self.reschedule)
        self.clipboard = ClipboardCommands(host, bring, lambda: self.run_on_page(self._copy_people))
        self.rescheduling = RescheduleCommands(host)

    def handlers(self) -> dict[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {
            "undo": self._undo,
            "redo": lambda: self._undo_or_redo(Workspace.redo, N_("Redone: {what}."), N_("Undo"), "undo"),
            "find": lambda: self.run_on_page(lambda page: page.places.focus_search()),
            "select_all": lambda: self.run_on_page(lambda page: page.places.current.select_all()),
            "zoom_in": lambda: self.run_on_page(lambda page: page.places.current.zoom(1.25)),
            "zoom_out": lambda: self.run_on_page(lambda page: page.places.current.zoom(0.8)),
            "fit": lambda: self.run_on_page(lambda page: page.places.current.fit()),
            "next_day": lambda: self.run_on_page(lambda page: page.timeline_page.day_tabs.step_days(1)),
            "previous_day": lambda: self.run_on_page(lambda page: page.timeline_page.day_tabs.step_days(-1)),
            "problems": lambda: self.run_on_page(lambda page: page.toggle_problems()),
            "conference": lambda: self.run_on_page(lambda page: page.side.show_conference()),
            "tray": lambda: self.run_on_page(lambda page: page.timeline_page.toggle_tray()),
            "rename": lambda: self.run_on_page(lambda page: page.rename()),
            "edit": lambda: self.run_on_page(lambda page: page.document.edit_requested.emit()),
            "fill_down": lambda: self.run_on_committed_page(lambda page: page.places.current.fill_down()),
            "paste_down": lambda: self.run_on_committed_page(lambda page: page.places.current.paste_down()),
            "next_one": lambda: self.run_on_page(lambda page: show_next_entity(page, 1)),
            "previous_one": lambda: self.run_on_page(lambda page: show_next_entity(page, -1)),
            "write": lambda: self.run_on_page(lambda page: page.document.writing_requested.emit("")),
            "history": lambda: self.run_on_page(lambda page: page.toggle_history()),
            "changed_today": lambda: self.run_on_committed_page(self._show_changes_today), "finder": self._show_palette,
            "call_off": lambda: self.run_on_committed_page(self._call_off),
            "delete": self.delete, "copy_addresses": lambda: self.run_on_page(self._copy_addresses),
            "send": lambda: self.run_on_committed_page(self.publish),
            "releases": lambda: self.run_on_committed_page(self._show_releases),
            "export_table": lambda: self.run_on_committed_page(self._export_table),
            "export_for_others": lambda: self.run_on_committed_page(self._export_for_others),
            "person_calendar": lambda: self.run_on_committed_page(self._save_person_calendar),
            "fill_in_order": lambda: self.run_on_page(partial(_fill_in_order, self._host)),
            "usual_day": lambda: self.run_on_page(lambda page: add_usual_day(page.document)),
        }  # fmt: skip
        found |= {f"go_{name}": partial(self.run_on_page, partial(_go_to_place, name)) for name, _label in PLACES}
        found |= {p.command: partial(self.run_on_committed_page, partial(self._print_product, p)) for p in PRINTED}
        found |= view_handlers(self.run_on_page) | self.sessions.handlers()
        found |= self.clipboard.handlers() | self.rescheduling.handlers()
        return found | {
            "add": lambda: self.run_on_page(lambda page: add_listed_entity(page, self.sessions.add_session))
        }

    def do(self, name: str) -> None:
        """Run a command of the timeline: a time step of ``STEPS``, or else the action with this name."""
        if name in STEPS:
            self.rescheduling.step(name)
        else:
            self._host.actions_by_name[name].trigger()

    def run_on_page(self, act: Callable[[PlannerPage], object]) -> None:
        """Call a function with the page of the open conference, if there is one."""
        if self._host.page:
            act(self._host.page)

    def run_on_committed_page(self, act: Callable[[PlannerPage], object]) -> None:
        """Save what was typed, then call a function with the page, if a conference is open."""
        if page := self._host.page:
            page.commit()
            act(page)

    def _undo(self) -> None:
        """Discard the last refused text, or else undo the last change."""
        if not self._host.page or not discard_refused_text(self._host.page.document):
            self._undo_or_redo(Workspace.undo, N_("Undone: {what}."), N_("Redo"), "redo")

    def _undo_or_redo(self, act: Callable[[Workspace], Change | None], said: str, back: str, command: str) -> None:
        """Undo or redo by ``act``, scroll to what changed, and report it.

        The notice is ``said``, with a button ``back`` that runs the ``command`` for the opposite.
        """
        if page := self._host.page:
            page.timeline.cancel()
            page.commit()
            if done := page.document.run_or_report(lambda: act(page.document.workspace)):
                page.timeline_page.reveal(done)
                words = page.document.presentation.words
                self._host.notice.show_message(
                    words.say(Text(said, what=done.label)),
                    [(words(back), self._host.actions_by_name[command].trigger)],
                )

    # changes -------------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the entities that the inspector shows, if their type can be deleted."""
        if (page := self._host.page) is None or page.document.plan.shown[0] not in DELETIONS:
            return
        page.commit()
        document, kind = page.document, page.document.plan.shown[0]
        ids = tuple(entity.id for entity in document.plan.shown_entities)
        if document.plan.selected_block_id:
            self.sessions.delete_shown_block(page)
            return
        document.apply(lambda agenda: delete_entities(agenda, kind, ids))

    def show_context_menu(self, point: QPoint) -> None:
        """Show the context menu of the selection at a point; in the timeline with nothing selected, that of the day."""
        if (page := self._host.page) is None:
            return
        names = MENUS.get(page.document.plan.shown[0], MENU_OF_OTHERS)
        if page.document.plan.shown[0] in (Conference, Venue):
            names = MENU_OF_DAY if page.places.shown == AGENDA else ()
        if page.places.current.lists and names:
            above = names[: names.index("delete")]
            end = len(above) - above[::-1].index(LINE) - 1 if LINE in above else len(above)
            names = (*names[:end], LINE, "fill_down", "paste_down", LINE, "export_table", *names[end:])
        actions = self._host.actions_by_name
        placed = page.session is not None and page.session.placement is not None
        hidden = ("fill_in_order",) if placed else ()  # only for sessions in the tray
        names = tuple(name for name in names if name == LINE or (actions[name].isEnabled() and name not in hidden))
        if not set(names) - {LINE}:
            return
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        for before, name in pairwise((LINE, *names)):
            if name != LINE:
                menu.addAction(actions[name])
            elif before != LINE:
                menu.addSeparator()
        menu.popup(point)

    def _call_off(self, page: PlannerPage) -> None:
        """Call off the selected sessions, or undo that.

        With nothing selected, open the command palette to choose one.
        """
        if not page.document.plan.selected:
            self._show_palette(page.document.presentation.words("Call off") + " ")
        else:
            toggle_called_off(page.document)

    def _show_palette(self, typed: str = "") -> None:
        from ui.features.command_palette.command_palette import show_palette  # the window starts without it

        show_palette(self._window, self._host, self.reschedule, typed)

    def _show_changes_today(self, page: PlannerPage) -> None:
        from ui.features.history.history_panel import show_changes_today  # the window starts without it

        show_changes_today(page.document, self._window)

    # publishing, export and print ----------------------------------------------------------------------

    def publish(self, page: PlannerPage, *, finish: bool = False) -> None:
        """Publish a version by the dialog; with ``finish``, finish one whose publishing was interrupted."""
        from planner.product_types import PrintFunctions
        from ui.features.printing.page_painter import measure, pdf
        from ui.features.publishing.publish_commands import finish_publishing, publish  # the window starts without it

        act = finish_publishing if finish else publish
        act(page, self._host.notice, self._settings, PrintFunctions(measure, pdf), self._window)

    def _save_person_calendar(self, page: PlannerPage) -> None:
        from ui.features.publishing.publish_commands import save_person_calendar  # the window starts without it

        save_person_calendar(page.document, self._host.notice, self._settings, self._window)

    def _show_releases(self, page: PlannerPage) -> None:
        from planner.product_types import PrintFunctions
        from ui.features.printing.page_painter import measure, pdf
        from ui.features.publishing.published_versions import show_releases  # the window starts without it
        from ui.features.publishing.version_copies import save_copy

        saving = partial(save_copy, page.document, self._host.notice, self._settings, PrintFunctions(measure, pdf))
        show_releases(page.document, self._dialogs, self._window, changing=True, saving=saving)

    def _export_table(self, page: PlannerPage) -> None:
        from ui.features.exporting.export_commands import export_table  # the window starts without it
        from ui.features.lists.list_export import list_export_offer

        in_sight = list_export_offer(page.document, page.places.current.inner)
        export_table(page.document, self._host.notice, self._window, in_sight)

    def _export_for_others(self, page: PlannerPage) -> None:
        from ui.features.exporting.export_commands import export_programme_table  # the window starts without it

        export_programme_table(page.document, self._host.notice, self._window)

    def _copy_people(self, page: PlannerPage) -> None:
        from ui.features.exporting.export_commands import copy_people  # the window starts without it
        from ui.features.lists.list_export import people_table

        copy_people(
            page.document,
            self._host.notice,
            lambda ids: people_table(page.document, page.places.find_place(PEOPLE).inner, ids),
        )

    def _copy_addresses(self, page: PlannerPage) -> None:
        from ui.features.exporting.export_commands import copy_addresses  # the window starts without it

        copy_addresses(page.document, self._host.notice)

    def _print_product(self, product: PrintedProduct, page: PlannerPage) -> None:
        from ui.features.printing.print_options import print_product  # the window starts without it

        print_product(product, page.document, self._dialogs, self._window, _preset_print_options(page))


def _fill_in_order(host: PageHost, page: PlannerPage) -> None:
    """Place the sessions of the tray, or the selected ones of them if there are several, in order on the shown day."""
    waiting = [name for name in page.document.plan.selected if page.document.agenda.sessions[name].placement is None]
    place_tray_sessions(host, waiting if len(waiting) > 1 else ())


def _preset_print_options(page: PlannerPage) -> dict[str, Entity]:
    """Return the day, and the room or person, if just one is in sight, by the print option that it presets."""
    document, place = page.document, page.places
    has_day = place.shown in (AGENDA, MODERATORS) and not document.plan.shows_all_days
    found: dict[str, Entity] = {"day": document.plan.day} if has_day else {}
    things = document.plan.shown_entities if place.current.lists or page.inspector.isVisible() else ()
    names = {Room: "room", Person: "person"}
    return found | {names[type(thing)]: thing for thing in things if len(things) == 1 and type(thing) in names}
