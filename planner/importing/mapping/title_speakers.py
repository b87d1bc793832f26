"""Titles of a list that include the speakers, as in *Small bugs – Ada Lind*."""

from __future__ import annotations

from dataclasses import dataclass

from planner.importing.cells.titles import TitlePattern, pattern_of, read_talk
from planner.importing.mapping.grid import person_record
from planner.importing.mapping.records import MappedSheet, Record, text_of
from planner.importing.mapping.row_people import ROLES
from planner.importing.mapping.table_mapping import SheetShape
from planner.importing.vocabulary import kind_of_title

LOOKED_AT = 200
_LEAST = 2


@dataclass(frozen=True, slots=True)
class TitleSpeakers:
    """The way in which the titles of a list include people; ``known`` are casefolded names."""

    known: frozenset[str]
    pattern: TitlePattern

    @classmethod
    def of(cls, view: MappedSheet, known: frozenset[str]) -> TitleSpeakers | None:
        """Return the pattern by which at least half of a list's titles name people, or None.

        None too if a column names people.
        """
        named = any(field in ROLES or field.startswith("person.") for field in view.fields)
        if named or view.has_people or view.mapping.shape not in (SheetShape.SESSIONS, SheetShape.TITLES):
            return None
        column = view.column_of("title")
        rows = view.sheet.rows[view.mapping.first :][:LOOKED_AT]
        titles = [text for row in rows if column < len(row) and (text := text_of(row[column]))]
        titles = [text for text in titles if not kind_of_title(text)]
        pattern = pattern_of(titles, known)
        if pattern is None:
            return None
        found = sum(bool(read_talk(text, known, pattern).people) for text in titles)
        return cls(known, pattern) if found >= _LEAST and found * 2 >= len(titles) else None

    def taken_apart(self, record: Record) -> Record:
        """Move the people in a record's title to its people, and return the record."""
        talk = read_talk(record.text("title"), self.known, self.pattern)
        if talk.people:
            record.values["title"] = talk.title
            record.people = [person_record(one) for one in talk.people]
            if talk.track:
                record.values.setdefault("track", talk.track)
            if talk.text:
                record.values.setdefault("abstract", talk.text)
        return record
