"""The lists as data: their columns, filters and texts; and the filtered and sorted table model of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from planner.domain.agenda import Agenda
from planner.domain.entities import Entity, Person
from planner.domain.span import Span
from planner.domain.text import N_
from ui.forms.field import Field
from ui.forms.forms import FORMS, field_text, searchable_text
from ui.kit.widgets.plain_widgets import Index, tooltip_text
from ui.state.document import Document
from ui.state.view_state import Settings

Read = Callable[[Document, Any], str]


def empty_text(document: Document, entity: Any) -> str:
    """Return an empty string, as the text or tone of a column that has none."""
    return ""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its stable name, title, text and sort key; ``below`` returns a second, muted line.

    ``key`` returns None for an empty cell; without a ``key``, texts are sorted by the alphabet of the window's
    language. ``tone`` names the pill around the text (``good``, ``warning``, ``problem``; empty for plain text,
    ``quiet`` for muted text). ``pinned`` returns the word for the pin beside the text, or "". ``faces`` are people
    shown by photo or initials at the right; then only the tooltip and screen readers have ``below``. ``swatch`` returns
    the colour of a track as ``#rrggbb``, to be painted before the line ``below`` if there is one, else before the text,
    or "". A column is hidden while ``has_some`` returns False. ``width`` is in pixels; ``least`` is the width down to
    which the column shrinks before the list scrolls sideways, replaced by ``one_day``, unless 0, if the conference has
    one day. ``usual`` columns are shown unless the organiser chose others.
    """

    name: str
    title: str
    text: Read
    key: Callable[[Document, Any], Any] | None = None
    below: Read = empty_text
    tone: Read = empty_text
    pinned: Read = empty_text
    faces: Callable[[Document, Any], tuple[Person, ...]] = lambda document, entity: ()
    has_some: Callable[[Document], bool] = lambda document: True
    width: int = 140
    least: int = 64
    one_day: int = 0
    usual: bool = True
    bold: bool = False
    swatch: Read = empty_text

    def order(self, document: Document, entity: Entity) -> Any:
        """Return an entity's sort key in this column; None for an empty cell, which sorts last in either direction."""
        if self.key:
            return self.key(document, entity)
        text = self.text(document, entity)
        return document.presentation.rank(text) if text else None


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter of a list: its stable name, its label, and a function that returns whether an entity passes."""

    name: str
    label: str
    passes: Callable[[Document, Any], bool]


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A filter of a list by one of several options, such as a day: its stable name and its label.

    ``options`` returns the texts of the options by key, and ``keys`` the keys of the options that an entity has.
    """

    name: str
    label: str
    options: Callable[[Document], Mapping[str, str]]
    keys: Callable[[Document, Any], Collection[str]]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """The content of a list page: its stable name, type of entity, title, entities, columns, chips and texts.

    ``also`` returns additional text to search besides the entity's fields. ``choices`` filter beside the chips.
    """

    name: str
    kind: type[Entity]
    title: str
    read: Callable[[Agenda], Sequence[Entity]]
    columns: tuple[ListColumn, ...]
    chips: tuple[FilterChip, ...]
    search: str
    add_label: str
    empty: str
    also: Callable[[Document, Any], str] = empty_text
    choices: tuple[FilterChoice, ...] = ()


def shared_widths(columns: Sequence[ListColumn], room: int) -> dict[str, int]:
    """Return the widths, by name, of columns that share ``room`` pixels in proportion to ``width``.

    Each column gets at least ``least``, at the expense of the others; the widths add up to ``room`` unless the minimum
    widths exceed it.
    """
    widths: dict[str, int] = {}
    left = list(columns)
    while tight := [c for c in left if c.width * room < c.least * sum(other.width for other in left)]:
        widths |= {column.name: column.least for column in tight}
        room -= sum(column.least for column in tight)
        left = [column for column in left if column.name not in widths]
    usual = sum(column.width for column in left)
    for column in left:
        widths[column.name] = column.width * room // usual
        room, usual = room - widths[column.name], usual - column.width
    return widths


ALL = FilterChip("all", N_("All"), lambda document, entity: True)


def session_track_colour(document: Document, session: Any) -> str:
    """Return the colour of a session's track as ``#rrggbb``, or an empty string without a track."""
    track = document.agenda.tracks.get(session.track or "")
    return document.presentation.theme.track(track.colour).name() if track else ""


def _field_column(field: Field) -> ListColumn:
    def order(document: Document, entity: Any) -> Any:
        text, value = field_text(document, field, entity), field.value(document.agenda, entity)
        if isinstance(value, int | date) or (isinstance(value, tuple) and value and isinstance(value[0], Span)):
            return value if text else None
        return document.presentation.rank(text) if text else None

    return ListColumn(
        field.name,
        field.label,
        lambda document, entity: field_text(document, field, entity),
        order,
        usual=False,
        swatch=session_track_colour if field.name == "track" else empty_text,
    )


class ColumnChoice:
    """The columns of a list, with the organiser's choice among them and their widths, which the settings remember."""

    def __init__(self, settings: Settings, listing: ListSpec) -> None:
        self._settings, self._name = settings, listing.name
        taken = {column.name for column in listing.columns}
        self.all = (
            *listing.columns,
            *(_field_column(field) for field in FORMS[listing.kind] if field.name not in taken),
        )
        """The columns of the listing, and one, hidden by default, for each other field."""

    @property
    def chosen(self) -> tuple[ListColumn, ...]:
        """The columns that the organiser chose, or else the usual ones."""
        names = self._settings.columns(self._name)
        found = tuple(column for column in self.all if column.name in names)
        return found or tuple(column for column in self.all if column.usual)

    def visible_columns(self, document: Document) -> tuple[ListColumn, ...]:
        """Return the chosen columns whose ``has_some`` is true, with minimum widths for a conference of this length."""
        found = [column for column in self.chosen if column.has_some(document)]
        short = len(document.agenda.days) == 1
        return tuple(replace(column, least=column.one_day) if short and column.one_day else column for column in found)

    def remember_choice(self, names: Sequence[str]) -> None:
        self._settings.remember_columns(self._name, names)

    def widths(self, columns: Sequence[ListColumn], room: int) -> list[int]:
        """Return the widths of columns: those that the user set; the others, and the last, share the rest."""
        given = [*(self._settings.column_width(self._name, column.name) for column in columns[:-1]), 0]
        free = [column for column, width in zip(columns, given, strict=True) if not width]
        shared = shared_widths(free, room - sum(given))
        return [width or shared[column.name] for column, width in zip(columns, given, strict=True)]

    def set_width(self, column: ListColumn, width: int) -> None:
        """Remember the width that the user set for a column."""
        self._settings.remember_column_width(self._name, column.name, width)


CELL = Qt.ItemDataRole.UserRole + 1
ENTITY = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of a cell, ready to paint; the values are those of ``ListColumn``."""

    text: str
    below: str = ""
    tone: str = ""
    bold: bool = False
    pinned: str = ""
    faces: tuple[Person, ...] = ()
    swatch: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of the cell that are not empty."""
        return tuple(part for part in (self.text, self.pinned, self.below) if part)


class EntityTableModel(QAbstractTableModel):
    """A table model with a row for each entity of one type that passes the search and the filters.

    ``read`` returns all entities; ``also`` returns additional text to search.
    """

    def __init__(
        self,
        document: Document,
        read: Callable[[], Sequence[Entity]],
        columns: Sequence[ListColumn],
        also: Callable[[Document, Any], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._read, self._also = document, read, also
        self.columns: tuple[ListColumn, ...] = tuple(columns)
        self.chip, self._wanted, self._sorted, self._falling = ALL, list[str](), 0, False
        self._phrase: re.Pattern[str] | None = None
        self.picked: dict[FilterChoice, str] = {}
        """The options, by choice, that entities must have besides passing the chip."""
        self.ids: tuple[str, ...] = ()
        self.held: tuple[str, ...] = ()
        """The ids of rows that stay in place until the list is sorted, searched or filtered again; usually none."""
        self._things: dict[str, Entity] = {}
        self._rows: dict[str, int] = {}
        self._cells: dict[tuple[str, int], Cell] = {}
        self._searched: dict[str, tuple[tuple[object, ...], str]] = {}
        self.refresh()

    # filter, columns and order -------------------------------------------------------------------------

    def search(self, wanted: str) -> None:
        """Show only the entities that contain all of these words; those with them as one phrase come first.

        The phrase has to begin where a word begins.
        """
        self._wanted, self.held = wanted.casefold().split(), ()
        phrase = r"(?<!\w)" + re.escape(" ".join(self._wanted))
        self._phrase = re.compile(phrase) if len(self._wanted) > 1 else None
        self.refresh()

    def filter(self, chip: FilterChip) -> None:
        self.chip, self.held = chip, ()
        self.refresh()

    def filter_by_options(self, picked: Mapping[FilterChoice, str]) -> None:
        self.picked, self.held = dict(picked), ()
        self.refresh()

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Show these columns, and keep the sort column if it is among them."""
        current = self.sort_column.name
        self.beginResetModel()
        self.columns = tuple(columns)
        self._cells = {}
        names = [column.name for column in columns]
        self._sorted = names.index(current) if current in names else 0
        self.endResetModel()
        self.refresh()

    @property
    def sort_column(self) -> ListColumn:
        """The column by which the rows are sorted."""
        return self.columns[self._sorted]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = column, order is Qt.SortOrder.DescendingOrder
        if 0 <= column < len(self.columns) and (self.held or wanted != (self._sorted, self._falling)):
            (self._sorted, self._falling), self.held = wanted, ()
            self.refresh()

    def hold_rows(self, write: Callable[[], bool]) -> bool:
        """Call ``write``, which changes entities, and keep the rows in place if it returns True; return its result."""
        before, self.held = self.held, self.ids
        if not (done := write()):
            self.held = before
        return done

    def refresh(self) -> None:
        """Load the current snapshot; reset the model only if its rows change."""
        held = frozenset(self.held)
        things = {entity.id: entity for entity in self._read() if entity.id in held or self._passes(entity)}
        ids = self._sorted_ids(things)
        self._cells = {}
        if ids == self.ids:
            self._things = things
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.ids, self._things = ids, things
        self._rows = {entity_id: n for n, entity_id in enumerate(ids)}
        self.endResetModel()

    def _sorted_ids(self, things: Mapping[str, Entity]) -> tuple[str, ...]:
        """Return the ids in ``held``, then the others sorted by the sort column, empty cells last in either direction.

        In a search for several words, those of the others that contain them as one phrase come before the rest.
        """
        column, held = self.columns[self._sorted], dict.fromkeys(i for i in self.held if i in things)
        others = [entity_id for entity_id in things if entity_id not in held]
        keys = {entity_id: column.order(self._document, things[entity_id]) for entity_id in others}
        said = [entity_id for entity_id in others if keys[entity_id] is not None]
        said.sort(key=keys.__getitem__, reverse=self._falling)
        said += [entity_id for entity_id in others if keys[entity_id] is None]
        if phrase := self._phrase:
            said.sort(key=lambda entity_id: phrase.search(self._searched_text(things[entity_id])) is None)
        return (*held, *said)

    def _passes(self, entity: Entity) -> bool:
        if not self.chip.passes(self._document, entity):
            return False
        if any(option not in choice.keys(self._document, entity) for choice, option in self.picked.items()):
            return False
        text = self._searched_text(entity) if self._wanted else ""
        return all(word in text for word in self._wanted)

    def _searched_text(self, entity: Entity) -> str:
        agenda = self._document.agenda
        of = (entity, agenda.rooms, agenda.tracks)  # a session's text includes the names of its rooms and track
        known = self._searched.get(entity.id)
        if known is None or any(a is not b for a, b in zip(known[0], of, strict=True)):
            known = (of, searchable_text(self._document, entity))
            self._searched[entity.id] = known
        return known[1] + "\n" + self._also(self._document, entity).casefold()

    def count_passing(self, chip: FilterChip) -> int:
        """Return the number of entities that pass a chip, regardless of the search and of all other filters."""
        passes, document = chip.passes, self._document
        return sum(1 for entity in self._read() if passes(document, entity))

    def option_counts(self, choice: FilterChoice) -> Counter[str]:
        """Return the number of entities that have each option of a choice, regardless of the search and all filters."""
        return Counter(key for entity in self._read() for key in choice.keys(self._document, entity))

    def row(self, entity_id: str) -> int:
        """Return the row of an entity, or -1 if it is not shown."""
        return self._rows.get(entity_id, -1)

    # Qt model ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._document.presentation.words(self.columns[section].title)
        return None

    def cell(self, row: int, column: int) -> Cell:
        """Return the content of a cell, which is cached until the list is refreshed."""
        key = (self.ids[row], column)
        if (found := self._cells.get(key)) is None:
            document, entity, what = self._document, self._things[key[0]], self.columns[column]
            found = Cell(
                what.text(document, entity), what.below(document, entity), what.tone(document, entity), what.bold,
                what.pinned(document, entity), what.faces(document, entity), what.swatch(document, entity),
            )  # fmt: skip
            self._cells[key] = found
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ENTITY:
            return self._things[self.ids[index.row()]]
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell.lines)
        return tooltip_text(" – ".join(cell.lines)) or None if role == Qt.ItemDataRole.ToolTipRole else None
