"""The entries of the command palette, for entities, actions and verbs, and the delegate that paints them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from planner.domain.agenda import Agenda, chair_and_shift_people, session_moderator_ids, session_names
from planner.domain.block import Block
from planner.domain.clock_change import conference_zone
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.search import SearchEntry, search_entry
from planner.domain.span import format_clock, format_clock_range, wall_time
from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES, ROLE_NAMES, Role, Status
from ui.features.command_palette.typed_verbs import BEGIN, CALL_OFF, END, SWAP, TypedVerb
from ui.forms.photo_editor import person_icon
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.painting import AFTER_SWATCH, paint_swatch, text_font
from ui.kit.widgets.plain_widgets import Index, paint_row_background, paint_text
from ui.state.command_table import COMMANDS, LINE, keys_text, without_mnemonic
from ui.state.document import Document
from ui.state.search_words import extra_search_words

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A search result: title, details, a word for its type, role or verb, and what it is.

    ``thing`` is an entity (its type and id), an action or a verb.
    """

    title: str
    detail: str
    sort: str
    thing: tuple[type[Entity], str] | QAction | TypedVerb
    person: str = ""
    """The id of the person under whom a session is listed, or an empty string."""
    swatch: str = ""
    """The colour before the title as ``#rrggbb``, or an empty string."""


def palette_entries(document: Document, actions: Mapping[str, QAction]) -> list[SearchEntry[PaletteEntry]]:
    """Return all entries to search: sessions, people, rooms, blocks, tracks and days, then the enabled actions."""
    things = (search_entry(entry, searched, entry.detail) for entry, searched in _entity_entries(document))
    return [*things, *_command_entries(document, actions)]


LATER = {END: (N_("Ends earlier"), N_("Ends later")), BEGIN: (N_("Begins earlier"), N_("Begins later"))}


def verb_entry(document: Document, verb: TypedVerb) -> PaletteEntry:
    """Return the entry of a typed verb, with day, time and room of each session that it names."""
    words, agenda = document.presentation.words, document.agenda
    sessions = [agenda.sessions[name] for name in verb.sessions]
    title = " ⇄ ".join(session.title for session in sessions)
    detail = " ⇄ ".join(_time_and_rooms(document, session, ends=True, dated=True) for session in sessions)
    if verb.act in (SWAP, CALL_OFF):
        return PaletteEntry(title, detail, words("Swap the two") if verb.act == SWAP else words("Call off"), verb)
    span = sessions[0].placement.span if sessions[0].placement else None
    assert span
    later = words("{n} min").format(n=f"{verb.minutes:+}".replace("-", "−"))
    then = format_clock_range(span.start + (verb.minutes if verb.act == BEGIN else 0), span.end + verb.minutes)
    return PaletteEntry(title, f"{detail} · {later}, {then}", words(LATER[verb.act][verb.minutes > 0]), verb)


def _entity_entries(document: Document) -> Iterator[tuple[PaletteEntry, str]]:
    """Yield an entry for each entity to be found, with the text that is searched besides its details."""
    agenda, _ = document.agenda, document.presentation.words
    sorts = {kind: _(name) for kind, name in KIND_NAMES.items()}
    for session in agenda.sessions_in_order:
        who = ", ".join(session_names(agenda, session))
        detail = " · ".join(part for part in (_time_and_rooms(document, session), who) if part)
        yield PaletteEntry(session.title, detail, sorts[session.kind], (Session, session.id)), session.title
    now, soon, shifts = conference_time(document), _("next: {where}"), _sessions_by_moderator(agenda, agenda.people)
    for person in agenda.people_in_order:
        to_come = next(
            (s for s, _role in _sessions_with_roles(document, person.id, shifts) if _is_current_or_upcoming(s, now)),
            None,
        )
        next_ = soon.format(where=_time_and_rooms(document, to_come)) if to_come else ""
        detail = ", ".join(part for part in (next_, person.title, person.organisation) if part)
        yield PaletteEntry(person.name, detail, _("Person"), (Person, person.id)), person.name
    for room in agenda.rooms_in_order:
        yield PaletteEntry(room.name, room.floor, _("Room"), (Room, room.id)), room.name
    for block in agenda.blocks_in_order:
        chairs = [agenda.people[chair.person].name for chair in block.expected_chairs]
        detail = " · ".join(filter(None, (_time_and_rooms(document, block), ", ".join(chairs))))
        yield PaletteEntry(block.title, detail, _("Block"), (Block, block.id)), block.title
    for track in agenda.tracks_in_order:
        swatch = document.presentation.theme.track(track.colour).name()
        yield PaletteEntry(track.name, "", _("Track"), (Track, track.id), swatch=swatch), track.name
    for day in agenda.days_in_order:
        name = document.presentation.full_date(day.date)
        yield PaletteEntry(name, day.title, _("Day"), (Day, day.id)), f"{name} {day.date.isoformat()}"


def conference_time(document: Document) -> datetime:
    """Return the time at the conference, without a zone; this computer's if it does not know the conference's zone."""
    return document.workspace.now().astimezone(conference_zone(document.agenda)).replace(tzinfo=None)


def _is_current_or_upcoming(session: Session, now: datetime) -> bool:
    """Return whether a session is going on or still to come, and not cancelled."""
    where = session.placement if session.status is not Status.CANCELLED else None
    return where is not None and where.span.day >= now.date() - DAY and wall_time(where.span.day, where.span.end) > now


def _sessions_by_moderator(agenda: Agenda, people: Iterable[str]) -> dict[str, list[Session]]:
    """Return the placed sessions that each person moderates, only for those who have a shift or chair a block.

    A list may be empty.
    """
    found: dict[str, list[Session]] = {person: [] for person in chair_and_shift_people(agenda) & {*people}}
    for session, _where in agenda.placed if found else ():
        for person in found.keys() & {*session_moderator_ids(agenda, session)}:
            found[person].append(session)
    return found


def _sessions_with_roles(
    document: Document, person: str, shifts: Mapping[str, list[Session]]
) -> list[tuple[Session, Role]]:
    """Return the sessions where a person is expected, with the role in each, also those moderated by a shift or block.

    They are sorted by time, those without a placement last.
    """
    found = [(session, one.role) for session, one in document.plan.find_appearances(person) if one.is_expected]
    if more := shifts.get(person):
        known = {session.id for session, _role in found}
        found += [(session, Role.MODERATOR) for session in more if session.id not in known]
        found.sort(key=lambda pair: pair[0].placement.span.absolute_start if pair[0].placement else math.inf)
    return found


def person_session_entries(document: Document, person: PaletteEntry, now: datetime) -> tuple[list[PaletteEntry], int]:
    """Return the entries of a person's sessions, then one for the person, and the index of the next or current session.

    The index is 0 if there is no such session.
    """
    assert isinstance(person.thing, tuple)
    words, rows, who = document.presentation.words, list[PaletteEntry](), person.thing[1]
    to_come: list[int] = []
    for session, role in _sessions_with_roles(document, who, _sessions_by_moderator(document.agenda, [who])):
        if _is_current_or_upcoming(session, now):
            to_come.append(len(rows))
        detail, sort = _time_and_rooms(document, session, ends=True), words(ROLE_NAMES[role])
        rows.append(PaletteEntry(session.title, detail, sort, (Session, session.id), who))
    rows.append(PaletteEntry(person.title, words("in the list of people"), person.sort, person.thing))
    return rows, to_come[0] if to_come else 0


def _time_and_rooms(document: Document, session: Session | Block, *, ends: bool = False, dated: bool = False) -> str:
    words = document.presentation.words
    if (where := session.placement) is None:
        return words("not placed")
    rooms = where.place_name(document.agenda.room_names(where.rooms)) or words("all rooms")
    day = f"{document.presentation.short_date(where.span.day)} " if dated or len(document.agenda.days) > 1 else ""
    times = format_clock_range(where.span.start, where.span.end) if ends else format_clock(where.span.start)
    return f"{day}{times} {rooms}"


def _command_entries(document: Document, actions: Mapping[str, QAction]) -> Iterator[SearchEntry[PaletteEntry]]:
    _ = document.presentation.words
    for row in COMMANDS:
        if row.name != LINE and (action := actions.get(row.name)) and action.isEnabled():
            text = without_mnemonic(action.text())
            title = (_(row.alone) if row.alone else text).rstrip("…")
            also = (
                text,
                without_mnemonic(_(row.within)),
                without_mnemonic(row.text),
                row.alone,
                extra_search_words(row.name, _),
            )
            yield search_entry(PaletteEntry(title, keys_text(row.keys, _), _("Command"), action), title, " ".join(also))


ROW, VERB, GAP = 34, 46, 12
"""In pixels: height of a row, height of a verb's row, and gap after a title."""


def entry_height(hit: PaletteEntry) -> int:
    """Return the height in pixels of a search result's row."""
    return VERB if isinstance(hit.thing, TypedVerb) else ROW


class PaletteDelegate(QStyledItemDelegate):
    """Paints a search result: portrait or swatch, title, details, and its type at the right.

    Up to a third of the width is kept for details; those of a verb are below its title, as they say which session is
    meant.
    """

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._theme = document, document.presentation.theme
        self._title, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        return QSize(200, entry_height(hit))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: PaletteEntry = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, muted, middle = QRectF(option.rect), self._theme.colour("muted"), Qt.AlignmentFlag.AlignVCenter
        paint_row_background(painter, option, rect, self._theme)
        area, detail = rect.adjusted(12, 0, -12, 0), hit.detail
        if isinstance(hit.thing, TypedVerb):
            paint_text(painter, area.adjusted(0, VERB / 2 - 2, 0, -4), detail, self._small, muted)
            area, detail = area.adjusted(0, 4, 0, 2 - VERB / 2), ""
        taken = paint_text(painter, area, hit.sort, self._small, muted, middle | Qt.AlignmentFlag.AlignRight) + 16
        title = area.adjusted(0, 0, -taken, 0)
        kept = min(QFontMetricsF(self._small).horizontalAdvance(detail) + GAP, title.width() / 3) if detail else 0
        if isinstance(hit.thing, tuple) and hit.thing[0] is Person:
            portrait = person_icon(self._document, self._document.agenda.people[hit.thing[1]])
            portrait.paint(painter, QRect(round(title.left()), round(title.center().y() - FACE / 2), FACE, FACE))
            title.setLeft(title.left() + FACE + AFTER_SWATCH)
        if hit.swatch:
            title.setLeft(paint_swatch(painter, title.left(), title.center().y(), QColor(hit.swatch)))
        left = title.adjusted(0, 0, -kept, 0)
        used = paint_text(painter, left, hit.title, self._title, self._theme.colour("ink")) + GAP
        paint_text(painter, title.adjusted(used, 0, 0, 0), detail, self._small, muted)
