"""Brings sessions back to the times and rooms that they had in a published version of the same conference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.commands.timeline import is_placed_and_pinned
from planner.domain.agenda import Agenda, Change, change
from planner.domain.clock_change import agenda_as_clocks_show
from planner.domain.entities import Room
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Placement, Status


@dataclass(frozen=True, slots=True)
class StayingSession:
    """A session that is not brought back, by its id and title, and the reason."""

    id: str
    title: str
    why: Text


@dataclass(frozen=True, slots=True)
class BringBackResult:
    """The change that brings sessions back, and those that are not brought back.

    ``unplaced`` are the ids of sessions that go back to the tray, as the version did not have them. ``called_off`` are
    the ids of cancelled sessions that are brought back to their place and stay cancelled.
    """

    change: Change
    staying: tuple[StayingSession, ...] = ()
    unplaced: tuple[str, ...] = ()
    called_off: tuple[str, ...] = ()


def bring_sessions_back(
    agenda: Agenda,
    then: Agenda,
    version: int,
    chosen: Collection[str] | None = None,
    former: Mapping[str, str] | None = None,
) -> BringBackResult:
    """Bring sessions back to the places that they had ``then``, in one step; return the change and what is left out.

    ``then`` is the ``programme_plan`` of a published programme: it knows sessions by their ids, but rooms only by their
    names, and times as clocks show them. ``former`` has the ids of rooms by earlier names. Only time, rooms
    and place text are brought back, for ``chosen`` sessions that the version had. Without ``chosen`` the
    whole version is meant: sessions placed now but not in it return to the tray, except cancelled and pinned ones.
    """
    rooms = {**(former or {}), **{room.name: room.id for room in reversed(agenda.rooms_in_order)}}
    shown, staying, moved = agenda_as_clocks_show(agenda), [], []
    for session, where in then.placed:
        if (chosen is not None and session.id not in chosen) or _has_placement(shown, session.id, then, where):
            continue
        names = then.room_names(where.rooms)
        if why := _obstacle(agenda, session.id, where, [name for name in names if rooms.get(name) not in agenda.rooms]):
            staying.append(StayingSession(session.id, agenda.sessions.get(session.id, session).title, why))
            continue
        now = agenda.sessions[session.id]
        place = replace(where, rooms=agenda.by_column(rooms[name] for name in names))
        after = replace(now, minutes=where.span.minutes, placement=place)
        moved += [(now, after)] if after != now else []  # only the room's name is another
    new = [s for s, _where in agenda.taking_place if s.id not in then.sessions] if chosen is None else []
    staying += [StayingSession(session.id, session.title, PINNED) for session in new if session.pinned]
    leaving = [session for session in new if not session.pinned]
    return BringBackResult(
        change(
            _bring_back_label(version, chosen is None, [now.title for now, _after in moved]),
            *moved,
            *((session, replace(session, placement=None)) for session in leaving),
        ),
        tuple(staying),
        tuple(session.id for session in leaving),
        tuple(now.id for now, _after in moved if now.status is Status.CANCELLED),
    )


PINNED = Text("it is pinned")
"""The reason why a pinned session stays where it is."""


def _has_placement(agenda: Agenda, session_id: str, then: Agenda, where: Placement) -> bool:
    """Return whether a session has the placement ``where`` of the plan ``then``, in rooms of the same names."""
    session = agenda.sessions.get(session_id)
    now = session.placement if session else None
    if now is None or (now.span, now.place) != (where.span, where.place):
        return False
    return set(agenda.room_names(now.rooms)) == set(then.room_names(where.rooms))


def _obstacle(agenda: Agenda, session_id: str, where: Placement, gone: list[str]) -> Text | None:
    """Return the reason why a session cannot be brought back, or None; ``gone`` are the names of missing rooms."""
    session = agenda.sessions.get(session_id)
    if session is None:
        return Text("it was deleted since")
    if agenda.day_with_date(where.span.day) is None:
        return Text("{date} is no day of the conference any more", date=where.span.day.isoformat())
    if gone:
        names = ", ".join(f"“{name}”" for name in gone)
        return Plural(
            "there is no room {names} any more", "there are no rooms {names} any more", len(gone), names=names
        )
    return PINNED if is_placed_and_pinned(session) else None


def _bring_back_label(version: int, whole: bool, titles: Sequence[str]) -> Text:
    """Return the label of a change that brings back these sessions, or the ``whole`` version."""
    if whole:
        return Text("Bring all placements back as in version {number}", number=version)
    if len(titles) == 1:
        return Text("Bring “{title}” back as in version {number}", title=titles[0], number=version)
    return Plural(
        "Bring {n} session back as in version {number}",
        "Bring {n} sessions back as in version {number}",
        len(titles),
        number=version,
    )


def room_ids_by_former_name(changes_newest_first: Iterable[Change]) -> dict[str, str]:
    """Return the ids of rooms by their names before changes; if several had a name, that of the last one to have it."""
    found: dict[str, str] = {}
    for edit in (edit for one in changes_newest_first for edit in one.edits):
        if isinstance(edit.before, Room):
            found.setdefault(edit.before.name, edit.before.id)
    return found
