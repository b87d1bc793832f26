"""Settings kept between starts (recent files, columns, appearance), and the state of a window's view of a timeline.

Neither is part of a conference file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal, SignalInstance

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.search import folded
from planner.domain.value_objects import Kind, Status
from planner.layout.grid import SNAPS

MOST_RECENT, MOST_TABLES = 8, 40


class Settings:
    """Window geometry, colours, language, recent files and choices, stored in the platform's settings."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def scheme(self) -> str:
        """The colour scheme: ``system``, ``light`` or ``dark``."""
        return _stored_text(self._store, "scheme", "system")

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._store.setValue("scheme", value)

    @property
    def language(self) -> str:
        """The code of the chosen language, or ``system``."""
        return _stored_text(self._store, "language", "system")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def geometry(self) -> QByteArray | None:
        """The stored geometry of the window, or None if there is none."""
        value: Any = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def all_recent_files(self) -> tuple[Path, ...]:
        """The recently opened files, latest first, including missing ones."""
        value: Any = self._store.value("recent", [])
        return tuple(map(Path, [value] if isinstance(value, str) else list(value or [])))

    @property
    def recent(self) -> tuple[Path, ...]:
        """The recently opened files that exist, latest first."""
        # os.path.exists, since Path.exists raises PermissionError for a folder that may not be read
        return tuple(path for path in self.all_recent_files if os.path.exists(path))

    def remove_recent_file(self, path: Path) -> None:
        """Remove a file from the recent files."""
        self._store.setValue("recent", [str(other) for other in self.all_recent_files if other != path])

    def publishing_settings(self, file: Path, conference: str) -> PublishingSettings:
        """Return the stored facts about publishing a conference, which is given by its file and id."""
        return PublishingSettings(self._store, file, conference)

    def columns(self, page: str) -> tuple[str, ...]:
        """Return the names of the columns chosen for a list page; empty if none were chosen."""
        return tuple(name for name in _stored_text(self._store, f"columns/{page}", "").split(",") if name)

    def remember_columns(self, page: str, names: Sequence[str]) -> None:
        """Store the columns chosen for a list page."""
        self._store.setValue(f"columns/{page}", ",".join(names))

    def column_width(self, page: str, column: str) -> int:
        """Return the stored width of a list page's column in pixels, or 0 if there is none."""
        found = _stored_text(self._store, f"widths/{page}/{column}", "0")
        return int(found) if found.isdecimal() else 0

    def remember_column_width(self, page: str, column: str, width: int) -> None:
        """Store the width of a list page's column in pixels."""
        self._store.setValue(f"widths/{page}/{column}", width)

    def table_mappings(self) -> dict[str, str]:
        """Return the column mappings chosen for imported tables, as JSON by the table's signature, latest last."""
        try:
            found = json.loads(_stored_text(self._store, "tables", "{}"))
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def remember_table_mapping(self, signature: str, choice: str) -> None:
        """Store the mapping chosen for tables with this signature; only the last ``MOST_TABLES`` are kept."""
        known = self.table_mappings()
        known.pop(signature, None)
        self._store.setValue("tables", json.dumps(dict([*known.items(), (signature, choice)][-MOST_TABLES:])))

    def hidden_rooms(self, conference: str) -> tuple[str, ...]:
        """Return the ids of the rooms hidden in the timeline of a conference, which is given by its id."""
        return tuple(room for room in _stored_text(self._store, f"hidden/{conference}", "").split(",") if room)

    def hide_rooms(self, conference: str, rooms: Iterable[str]) -> None:
        """Store the ids of the rooms hidden in the timeline of a conference."""
        self._store.setValue(f"hidden/{conference}", ",".join(rooms))

    def view_setting(self, name: str) -> str:
        """Return a stored setting of the view, or an empty string if there is none."""
        return _stored_text(self._store, f"seen/{name}", "")

    def remember_view_setting(self, name: str, value: str) -> None:
        """Store a setting of the view."""
        self._store.setValue(f"seen/{name}", value)

    def add_recent_file(self, path: Path) -> None:
        """Make a file the first of the recent files; only ``MOST_RECENT`` are kept."""
        names = [str(path.absolute())]
        names += [str(other) for other in self.all_recent_files if str(other) != names[0]]
        self._store.setValue("recent", names[:MOST_RECENT])


class PublishingSettings:
    """The stored facts about publishing a conference file: paths by name, and an unpublished version's note.

    The paths are those that calendars were last written to, and the folder published into. A copy of the file has none.
    """

    def __init__(self, store: QSettings, file: Path, conference: str) -> None:
        self._store, self._conference = store, conference
        # no character that the Windows registry forbids in a key
        self._key = f"sent/{sha256(os.fsencode(os.path.realpath(file))).hexdigest()[:32]}"

    def stored_path(self, which: str) -> Path | None:
        """Return the path stored under a name, such as a calendar's; None if there is none."""
        name = _stored_text(self._store, f"{self._key}/{self._conference}/{which}", "")
        return Path(name) if name else None

    def store_path(self, which: str, path: Path) -> None:
        """Store the path of a calendar or folder at once, so that it is not lost if the program is killed."""
        self._store.setValue(f"{self._key}/{self._conference}/{which}", str(path.absolute()))
        self._store.sync()

    @property
    def folders(self) -> frozenset[Path]:
        """The folders that the conference file was published into: those of calendars, and those stored as folders.

        They include those of any other conference that a file with this path had.
        """
        self._store.beginGroup(self._key)
        names = [_stored_text(self._store, key, "") for key in self._store.allKeys() if key != "note"]
        self._store.endGroup()
        paths = [Path(name) for name in names if os.path.isabs(name)]
        return frozenset(path.parent if path.suffix == ".ics" else path for path in paths)

    @property
    def unpublished_note(self) -> str:
        """The note typed for a version that was not published in the end, for the next attempt; may be empty."""
        return _stored_text(self._store, f"{self._key}/note", "")

    @unpublished_note.setter
    def unpublished_note(self, value: str) -> None:
        self._store.setValue(f"{self._key}/note", value)


def _stored_text(store: QSettings, key: str, default: str) -> str:
    return str(store.value(key, default))


DRAGS_TAUGHT = 10
"""Number of first drags whose label shows a hint about keys."""
MOST_DAYS = 5
"""Maximum number of days shown side by side, as more would leave too little width for rooms."""


class Colouring(StrEnum):
    """The property of a session that gives its tile the colour."""

    TRACK = "track"
    STATUS = "status"
    KIND = "kind"


STATUS_COLOURS: dict[Status, str] = {
    Status.CONFIRMED: "seagreen", Status.DRAFT: "goldenrod", Status.CANCELLED: "saddlebrown",
}  # fmt: skip
KIND_COLOURS: dict[Kind, str] = {
    Kind.TALK: "royalblue", Kind.KEYNOTE: "mediumorchid", Kind.PANEL: "darkorange", Kind.WORKSHOP: "teal",
    Kind.OPENING: "goldenrod", Kind.BREAK: "slategray", Kind.MEAL: "seagreen", Kind.REGISTRATION: "steelblue",
    Kind.SOCIAL: "hotpink",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """A filter of sessions: all words must be found, and in each group with picked values one of these must match."""

    text: str = ""
    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    people: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.split()) or self.value_count > 0

    @property
    def value_count(self) -> int:
        """The number of picked values."""
        return len(self.tracks) + len(self.kinds) + len(self.statuses) + len(self.people)

    def toggled(self, group: str, value: Any) -> SessionFilter:
        """Return the filter with a value added to a group, or removed if the group has it already."""
        return replace(self, **{group: getattr(self, group) ^ {value}})

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the filter's text, folded for comparison."""
        return tuple(folded(self.text).split())

    def fits(self, session: Session, said: str, words: Sequence[str], people: Iterable[str]) -> bool:
        """Return whether a session matches; ``said`` is its folded text, ``words`` are the filter's words.

        ``people`` are the ids of those in the session; they may be empty if the filter picks no people.
        """
        return (
            (not self.tracks or session.track in self.tracks)
            and (not self.kinds or session.kind in self.kinds)
            and (not self.statuses or session.status in self.statuses)
            and (not self.people or not self.people.isdisjoint(people))
            and all(word in said for word in words)
        )

    def without_missing(self, agenda: Agenda) -> SessionFilter:
        """Return the filter without tracks and people that are no longer in the conference."""
        return replace(self, tracks=self.tracks & agenda.tracks.keys(), people=self.people & agenda.people.keys())


class ViewState(QObject):
    """The state of a window's view of the timeline, with signals for its changes."""

    rooms_changed = Signal()
    """Emitted when the visible rooms, the width of columns or the steps of the grid have changed."""
    days_changed = Signal()
    filter_changed = Signal()
    tray_changed = Signal()
    changed = Signal()
    """Emitted with ``rooms_changed``, ``days_changed`` and ``filter_changed``.

    Emitted as well when ``colouring`` or ``gaps_first`` has changed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for signal in (self.rooms_changed, self.days_changed, self.filter_changed):
            signal.connect(self.changed)
        self._memory: tuple[Settings, str] | None = None
        self.hidden: frozenset[str] = frozenset()
        """The ids of the hidden rooms."""
        self.rooms_fitted = self.all_days = self.gaps_first = False
        self.colouring = Colouring.TRACK
        self.snap = 5
        self.tray = ""
        self.drags = 0
        """The number of drags of sessions by mouse on this computer; counted up to ``DRAGS_TAUGHT``."""
        self.session_filter = SessionFilter()

    def bind_settings(self, memory: Settings, conference: str) -> None:
        """Restore the state, but for the filter, from the settings ``memory``, and store changes there from now on.

        ``conference`` is an id.
        """
        self.hidden = frozenset(memory.hidden_rooms(conference))
        self._memory = memory, conference
        self.rooms_fitted = self.conference_setting("all_rooms") == "yes"
        self.all_days = memory.view_setting("all_days") == "yes"
        self.gaps_first = memory.view_setting("gaps_first") == "yes"
        found = memory.view_setting("colouring")
        self.colouring = Colouring(found) if found in set(Colouring) else Colouring.TRACK
        self.snap = next((step for step in SNAPS if memory.view_setting("snap") == str(step)), 5)
        self.tray = memory.view_setting("tray")
        self.drags = int(found) if (found := memory.view_setting("drags")).isdecimal() else 0
        for signal in (self.rooms_changed, self.days_changed, self.tray_changed):
            signal.emit()

    def _set_and_store(self, attribute: str, value: Any, changed: SignalInstance, saved: str) -> None:
        """Set an attribute, store it for all conferences as the text ``saved``, and emit a signal, if the value is new.

        Nothing is stored before ``bind_settings``.
        """
        if value != getattr(self, attribute):
            setattr(self, attribute, value)
            if self._memory:
                self._memory[0].remember_view_setting(attribute, saved)
            changed.emit()

    def conference_setting(self, name: str) -> str:
        """Return the text stored for this conference under a name; an empty string if there is none."""
        return self._memory[0].view_setting(f"{self._memory[1]}/{name}") if self._memory else ""

    def remember_conference_setting(self, name: str, value: str) -> None:
        """Store a text for this conference under a name; do nothing before ``bind_settings``."""
        if self._memory:
            self._memory[0].remember_view_setting(f"{self._memory[1]}/{name}", value)

    # rooms ---------------------------------------------------------------------------------------------

    def hide_rooms(self, rooms: Iterable[str]) -> None:
        """Hide rooms in addition to those that are hidden already."""
        self._set_hidden(self.hidden | set(rooms))

    def show_rooms(self, rooms: Iterable[str] | None = None) -> None:
        """Show these rooms again if they are hidden; for None, show all rooms."""
        self._set_hidden(self.hidden - (self.hidden if rooms is None else set(rooms)))

    def _set_hidden(self, hidden: frozenset[str]) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            if self._memory:
                self._memory[0].hide_rooms(self._memory[1], sorted(hidden))
            self.rooms_changed.emit()

    def fit_rooms(self, on: bool) -> None:
        """Make columns narrow, down to a least width, to show all rooms, or else wide enough to be readable."""
        if on != self.rooms_fitted:
            self.rooms_fitted = on
            self.remember_conference_setting("all_rooms", "yes" if on else "")
            self.rooms_changed.emit()

    def toggle_all_days(self) -> None:
        """Show all days side by side, or again one day only."""
        self._set_and_store("all_days", not self.all_days, self.days_changed, "" if self.all_days else "yes")

    def set_tray_folding(self, how: str) -> None:
        """Set the tray ``open`` or ``folded``; an empty text lets it fold by itself when nothing waits."""
        self._set_and_store("tray", how, self.tray_changed, how)

    def count_drag(self) -> None:
        """Count a drag of sessions by mouse, up to the number of drags that show a hint."""
        if self.drags < DRAGS_TAUGHT:
            self.drags += 1
            if self._memory:
                self._memory[0].remember_view_setting("drags", str(self.drags))

    def set_gaps_first(self, on: bool) -> None:
        """Choose if free gaps absorb a delay before later sessions move, or if all that follows keeps its distance."""
        self._set_and_store("gaps_first", on, self.changed, "yes" if on else "")

    # colours and dimming -------------------------------------------------------------------------------

    def set_colouring(self, colouring: Colouring) -> None:
        """Set the property of sessions that gives tiles their colour."""
        self._set_and_store("colouring", colouring, self.changed, colouring.value)

    def set_snap(self, minutes: int) -> None:
        """Set the grid's steps in minutes, one of ``SNAPS``."""
        self._set_and_store("snap", minutes, self.rooms_changed, str(minutes))

    def set_filter(self, session_filter: SessionFilter) -> None:
        """Set the filter; sessions that do not match it are dimmed."""
        if session_filter != self.session_filter:
            self.session_filter = session_filter
            self.filter_changed.emit()
