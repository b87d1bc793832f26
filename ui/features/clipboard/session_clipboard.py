"""Sessions on the system clipboard, for other Estrad windows and, as a table, for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard

from planner.commands.clipboard import MIME, Clip, clip_from_bytes, clip_to_bytes, copy_to_clip
from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_in
from planner.domain.entities import Session
from planner.domain.span import clock
from planner.domain.text import N_, guard_formula
from planner.domain.value_objects import KIND_NAMES, Placement
from planner.wording import Wording
from ui.state.fields.conference_fields import ROLE_NAMES, STATE_NAMES

Cell = Callable[[Agenda, Session, Wording], str]


def _where(agenda: Agenda, placement: Placement, words: Wording) -> str:
    return words("All rooms") if placement.everywhere else ", ".join(agenda.room_names(placement.rooms))


def _named(agenda: Agenda, session: Session, words: Wording) -> Iterator[str]:
    """Yield each person of the session whom attendees may read about, with role and state."""
    for who in named_in(agenda, session):
        yield f"{agenda.people[who.person].name} ({words(ROLE_NAMES[who.role])}, {words(STATE_NAMES[who.state])})"


COLUMNS: tuple[tuple[str, Cell], ...] = (
    (N_("No."), lambda a, s, w: str(s.number)),
    (N_("Title"), lambda a, s, w: s.title),
    (N_("Type"), lambda a, s, w: w(KIND_NAMES[s.kind])),
    (N_("Date"), lambda a, s, w: s.placement.span.begins.date().isoformat() if s.placement else ""),
    (N_("Start"), lambda a, s, w: clock(s.placement.span.start) if s.placement else ""),
    (N_("End"), lambda a, s, w: clock(s.placement.span.end) if s.placement else ""),
    (N_("Minutes"), lambda a, s, w: str(s.minutes)),
    (N_("Room"), lambda a, s, w: _where(a, s.placement, w) if s.placement else ""),
    (N_("Track"), lambda a, s, w: a.tracks[s.track].name if s.track else ""),
    (N_("People"), lambda a, s, w: ", ".join(_named(a, s, w))),
)  # fmt: skip


def table_of(agenda: Agenda, clip: Clip, words: Wording) -> str:
    """Return the sessions as tab-separated lines, below a line of headings."""
    rows = [[words(name) for name, _cell in COLUMNS]]
    sessions = [agenda.sessions[session.id] for session in clip.sessions]
    rows += [[cell(agenda, session, words) for _name, cell in COLUMNS] for session in sessions]
    return "".join("\t".join(guard_formula(" ".join(cell.split())) for cell in row) + "\n" for row in rows)


def write_clip(
    clipboard: QClipboard, agenda: Agenda, sessions: Sequence[str], words: Wording,
    picture: Callable[[str], bytes | None] | None = None,
) -> Clip:  # fmt: skip
    """Copy sessions to the clipboard and return the clip; ``picture`` returns the bytes of a photo by id."""
    clip = copy_to_clip(agenda, sessions, picture)
    data = QMimeData()
    data.setData(MIME, QByteArray(clip_to_bytes(clip)))
    data.setText(table_of(agenda, clip, words))
    clipboard.setMimeData(data)
    return clip


def read_clip(clipboard: QClipboard) -> Clip | None:
    """Return the clip on the clipboard, or None if there is none; raise ``EstradError`` if it is invalid."""
    data = clipboard.mimeData()
    return clip_from_bytes(bytes(data.data(MIME).data())) if data and data.hasFormat(MIME) else None
