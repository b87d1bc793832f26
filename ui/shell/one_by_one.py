"""Commands to show the next or previous entity of a type, and to add an entity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Cover, Day, Entity, Partner, Person, Room, Session, Template, Track
from planner.domain.text import N_
from ui.shell.planner_page import PlannerPage
from ui.state.new_entities import add_and_edit

ORDERS: dict[type[Entity], Callable[[Agenda], Sequence[Entity]]] = {
    Session: lambda agenda: (*(session for session, _ in agenda.placed), *agenda.tray),
    Person: lambda agenda: agenda.people_in_order, Room: lambda agenda: agenda.rooms_in_order,
    Track: lambda agenda: agenda.tracks_in_order, Day: lambda agenda: agenda.days_in_order,
    Partner: lambda agenda: agenda.partners_in_order, Cover: lambda agenda: agenda.covers_in_order,
    Template: lambda agenda: agenda.templates_in_order, Block: lambda agenda: agenda.blocks_in_order,
}  # fmt: skip
"""The entities of each type, in the order to go through them where no list is shown."""
NEW: dict[type[Entity], str] = {
    Session: N_("&New session"), Person: N_("&New person"), Room: N_("&New room"), Day: N_("&New day"),
    Track: N_("&New track"), Partner: N_("&New organisation"),
}  # fmt: skip
"""The label of the action that adds an entity, by its type."""


def kind_to_add(page: PlannerPage | None) -> type[Entity]:
    """Return the type of entity that the shown page lists, such as people on their page.

    If it lists none, return that of a day, track or organisation in the inspector, or else that of sessions.
    """
    kind = page.places.current.lists if page else None
    if page and not kind and page.document.plan.shown[0] in (Day, Track, Partner):
        kind = page.document.plan.shown[0]  # of the conference's lists, the one that something is shown of
    return kind or Session


def add_listed_entity(page: PlannerPage, add_session: Callable[[], object]) -> None:
    """Add an entity of the type that ``kind_to_add`` returns, and begin to edit its name."""
    kind = kind_to_add(page)
    if kind is Session and not page.places.current.add:
        add_session()
        return
    page.commit()
    if page.places.current.add:
        page.places.current.add()
    else:
        add_and_edit(page.document, kind)


def show_next_entity(page: PlannerPage, by: int) -> None:
    """Show the entity ``by`` steps on (back if negative) in the list in sight or in ``ORDERS``, or report the end.

    The focus stays where it is, so that the same field can be filled in for one after another.
    """
    document, place = page.document, page.places.current
    page.commit()
    kind = document.plan.shown[0] if document.plan.shown[0] in ORDERS else kind_to_add(page)
    listed = place.ids() if place.lists is kind else tuple(entity.id for entity in ORDERS[kind](document.agenda))
    at = listed.index(document.plan.shown[1]) if document.plan.shown[1] in listed else (-1 if by > 0 else len(listed))
    if 0 <= at + by < len(listed):
        document.plan.show(kind, listed[at + by])
    elif listed:
        words = document.presentation.words
        document.status_reported.emit(words("This is the last one.") if by > 0 else words("This is the first one."))
