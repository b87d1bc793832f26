"""Compares the moderators' stretches of another conference's file with those here.

A stretch has no name and no memory of its own. It is known by its id, which a copy shares with its original, or else by
who moderates where and when. What the file said of it is remembered by the conference as fingerprints: of its key, and
of the key with the values, which tell whether a difference was made here, in the file or in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.entities import Cover, Person, Room
from planner.domain.fingerprint import fingerprint_of_key
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import N_, EstradError, Text
from planner.domain.zones import time_zone
from planner.importing.datetimes import Zone, span_of
from planner.importing.findings import Findings
from planner.importing.incoming import ImportRefusal, IncomingStart
from planner.importing.plan import Difference, ImportRow, Verdict
from planner.importing.plan_rows import BOTH, OTHER, gone_row, key_of_row, new_row

STRETCH = N_("stretch")


class CoverPlanning:
    """A comparison in progress; each stretch here is matched with one of the file at most.

    ``rooms`` are those of the file by its names, ``people`` by its keys.
    """

    def __init__(self, findings: Findings, zone: Zone, rooms: Mapping[str, Room], people: Mapping[str, Person]) -> None:
        self._findings, self._zone, self._rooms, self._people = findings, zone.zone, rooms, people
        self._left = dict(findings.agenda.covers)
        self._told = {told.id for told in findings.incoming.covers}
        others = (one for one in findings.agenda.covers_in_order if one.id not in self._told)
        self._alike = {_who_and_when(one): one for one in others}
        self._ids = {entity.id for entity in findings.agenda.entities()}
        self._seen = frozenset(findings.agenda.conference.imported)

    def rows(self) -> list[ImportRow]:
        """Return the rows of the stretches that differ, that are new and that the file no longer has."""
        rows = [self._row(told) for told in self._findings.incoming.covers]
        return [*(row for row in rows if row), *self._gone()]

    def _row(self, told: Cover) -> ImportRow | None:
        """Return the row of a stretch in the file, or None if it is the same here."""
        findings = self._findings
        try:
            cover = self._translated(told)
        except EstradError as error:
            names = (one.name for one in findings.incoming.people if one.key == told.person)
            return findings.refused(ImportRefusal(0, next(names, ""), error), Cover)
        before = self._match(told, cover)
        after = replace(cover, id=before.id) if before else cover
        marks = self._marks(told.id, after)
        findings.told_covers[after.id] = after, (*marks, self._marks(after.id, after)[0])
        if before:
            del self._left[before.id]
            return None if after == before else self._changed(told, before, after)
        kept, shown = marks[0] in self._seen, findings.showing
        return new_row(after, f"cover:{told.id}", shown.name(after.person), 0, "", shown.cover(after), kept=kept)

    def _gone(self) -> list[ImportRow]:
        """Return the rows of the stretches that the file had and has no longer."""
        says, shown = Text("No longer in the file. Tick it to delete the stretch."), self._findings.showing
        return [
            gone_row(one, None, shown.name(one.person), shown.cover(one), says)
            for one in self._findings.agenda.covers_in_order
            if one.id in self._left and self._marks(one.id, one)[0] in self._seen
        ]

    def _translated(self, told: Cover) -> Cover:
        """Return the stretch with the people, rooms and times of here; raise ``EstradError`` if it cannot be."""
        person, room = self._people.get(told.person), self._rooms.get(told.room or "")
        if person is None or (room is None and told.room):
            raise EstradError(Text("Its person or room cannot be taken in."))
        cover_id = self._findings.ids() if told.id in self._ids else told.id
        cover = replace(told, id=cover_id, person=person.id, room=room.id if room else None)
        here = time_zone(self._findings.agenda.conference.timezone)
        if told.whole_day or here.key == self._zone.key:
            return cover
        span = span_of(IncomingStart(told.day, told.span.begins, MINUTES_A_DAY), told.span.minutes, self._zone, here)
        return replace(cover, day=span.day, start=span.start, end=span.end)

    def _match(self, told: Cover, cover: Cover) -> Cover | None:
        """Return the stretch here by its id, by what the file said of it, or by who moderates where and when."""
        if told.id in self._left:
            return self._left[told.id]
        others = (one for one in self._left.values() if one.id not in self._told)
        if self._marks(told.id, cover)[0] in self._seen:  # rare, as it compares with each
            return next((one for one in others if self._marks(told.id, one)[1] in self._seen), None)
        alike = self._alike.get(_who_and_when(cover))
        return alike if alike and alike.id in self._left else None

    def _marks(self, key: str, cover: Cover) -> tuple[str, str]:
        """Return the fingerprints of the key, and of the key with these values."""
        key = self._findings.key("cover", key)
        values = " ".join(map(str, (*_who_and_when(cover), cover.state)))
        return fingerprint_of_key("Cover", key), fingerprint_of_key("Cover", f"{key} {values}")

    def _changed(self, told: Cover, before: Cover, after: Cover) -> ImportRow:
        """Return the row of a stretch that differs, by who changed it."""
        known, ours_is_told = (mark in self._seen for mark in self._marks(told.id, before))
        trusted, shown = not known and before.id == told.id, self._findings.showing
        was_told = self._marks(told.id, after)[1] in self._seen
        stale = was_told or (trusted and after in self._findings.states(before.id))
        key, title = key_of_row(before), shown.name(after.person)
        if stale and not ours_is_told:
            says = Text("Kept as it is here: {fields}.", fields=Text(STRETCH))
            return ImportRow(key, Cover, Verdict.SAME, title, None, before, before, (), (says,), kept=True)
        difference = Difference(STRETCH, shown.cover(before), shown.cover(after), key=STRETCH)
        if not stale and (ours_is_told or trusted):
            return ImportRow(key, Cover, Verdict.CHANGED, title, None, before, after, (difference,), ticked=True)
        says = BOTH if known else OTHER
        return ImportRow(f"conflict {key}", Cover, Verdict.CONFLICT, title, None, before, after, (difference,), (says,))


def _who_and_when(cover: Cover) -> tuple[object, ...]:
    return cover.person, cover.day, cover.start, cover.end, cover.room
