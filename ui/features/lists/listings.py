"""The content of the three list pages, as data."""

from __future__ import annotations

from planner.commands.people import add_person
from planner.commands.sessions import add_session
from planner.commands.venue import add_room
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Person, Room, Session
from planner.domain.text import N_
from ui.features.lists.columns import ListSpec
from ui.features.lists.people_list import PEOPLE_CHIPS, PEOPLE_COLUMNS
from ui.features.lists.room_list import ROOM_CHIPS, ROOM_COLUMNS
from ui.features.lists.session_list import SESSION_CHIPS, SESSION_COLUMNS
from ui.state.command_table import SESSION_LIST
from ui.state.document import Document


def _new_person(document: Document, agenda: Agenda, new_id: str) -> Change:
    return add_person(agenda, new_id, name=document.presentation.words("New person"))


def _new_session(document: Document, agenda: Agenda, new_id: str) -> Change:
    return add_session(agenda, new_id, title=document.workspace.wording("New session"))


def new_room_name(document: Document, agenda: Agenda) -> str:
    """Return a numbered room name that is not in use yet."""
    taken = {room.name for room in agenda.rooms.values()}
    names = (document.presentation.words("Room {n}").format(n=n) for n in range(len(taken) + 1, 2 * len(taken) + 3))
    return next(name for name in names if name not in taken)


def _new_room(document: Document, agenda: Agenda, new_id: str) -> Change:
    return add_room(agenda, new_id, name=new_room_name(document, agenda))


def _sessions_of(document: Document, person: Person) -> str:
    return "\n".join(session.title for session, _ in document.appearances_of(person.id))


def _people_of(document: Document, session: Session) -> str:
    people = document.agenda.people
    return "\n".join(people[a.person].name for a in session.people if a.person in people)


PEOPLE = ListSpec(
    "people", Person, N_("People"), lambda agenda: agenda.people_in_order, PEOPLE_COLUMNS, PEOPLE_CHIPS,
    N_("Search people"), N_("Add person"), _new_person,
    N_("Nobody yet. Add a person, import a list, or paste one from a spreadsheet (Ctrl+V)."), _sessions_of,
)  # fmt: skip
SESSIONS = ListSpec(
    "sessions", Session, N_("Sessions"), lambda agenda: agenda.sessions_in_order, SESSION_COLUMNS, SESSION_CHIPS,
    N_("Search sessions"), N_("Add session"), _new_session,
    N_("No session yet. Add one, import a list, or paste one from a spreadsheet (Ctrl+V)."), _people_of, SESSION_LIST,
)  # fmt: skip
ROOMS = ListSpec(
    "rooms", Room, N_("Rooms"), lambda agenda: agenda.rooms_in_order, ROOM_COLUMNS, ROOM_CHIPS, N_("Search rooms"),
    N_("Add room"), _new_room, N_("No room yet: sessions are then placed over the whole venue. Add a room."),
)  # fmt: skip
