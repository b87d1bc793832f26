"""The plan of an import: rows, each with a verdict, and the change that results from the ticked ones.

Replies in a table of people are the people's own answers, and also those for sessions, blocks and shifts where they
have no other answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import cast

from planner.commands.answers import people_or_chairs, with_answer, with_people_or_chairs
from planner.domain.agenda import Agenda, Change, Edit
from planner.domain.block import Block
from planner.domain.entities import Conference, Cover, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.span import LATEST, Span
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import Appearance, State
from planner.importing.comparing import Thing, with_changes, without_field_memory
from planner.importing.datetimes import Zone, ZoneContradiction
from planner.importing.incoming import Incoming, UnusedCells


class Verdict(StrEnum):
    """The result of comparing a row with the conference.

    *Conflict*: the conference and the file differ, and not only because the file has changed.
    """

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    SAME = "same"
    GONE = "gone"
    REFUSED = "refused"


VERDICTS: dict[Verdict, str] = {
    Verdict.NEW: N_("New"),
    Verdict.CHANGED: N_("Changed"),
    Verdict.CONFLICT: N_("Conflict"),
    Verdict.SAME: N_("Same"),
    Verdict.GONE: N_("Missing"),
    Verdict.REFUSED: N_("Rejected"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that would change; ``name`` is the message id of its label, ``key`` the field's name.

    ``before`` is the value here, ``after`` that of the file, ``last`` the value that both had at the last import, or
    None if unknown. ``fields`` are all fields that change with it.
    """

    name: str
    before: Text
    after: Text
    key: str = ""
    last: Text | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An entity of the file, or one that is missing from it; ``before`` and ``after`` are as in an ``Edit``.

    ``differences`` and then ``says`` are its messages. ``ticked`` is whether it is ticked at first. ``kept`` means that
    what was entered or deleted here stays so although the file differs. An entity that is both changed by the file and
    in conflict has two rows, which can be ticked separately. ``doubtful`` means that it can be imported but should be
    checked. ``cell`` is its position in a table.
    """

    key: str
    what: type[Entity]
    verdict: Verdict
    title: str
    line: int | None = None
    before: Entity | None = None
    after: Entity | None = None
    differences: tuple[Difference, ...] = ()
    says: tuple[Text, ...] = ()
    ticked: bool = False
    kept: bool = False
    doubtful: bool = False
    cell: str = ""

    def field_key(self, difference: Difference) -> str:
        """Return the key by which a single difference is ticked."""
        return f"{self.key}/{difference.key}"

    def entity_after(self, ticked: Collection[str]) -> Entity | None:
        """Return the entity as it will be with these keys ticked, which are those of rows or of single fields.

        It is None if the entity will not exist. If keys of its fields are ticked, only these fields are imported,
        whether or not the row's key is ticked.
        """
        chosen = [one for one in self.differences if self.field_key(one) in ticked]
        if chosen and len(chosen) < len(self.differences):
            before, after = cast(Thing, self.before), cast(Thing, self.after)
            return with_changes(before, before, after, {one.key: one.fields for one in chosen})
        return self.after if chosen or self.key in ticked else self.before

    @property
    def can_be_ticked(self) -> bool:
        """True if importing the row changes anything."""
        return self.before != self.after

    @property
    def texts(self) -> tuple[Text, ...]:
        """All messages of the row: its differences, then its remarks."""
        differences = (
            Text("{field}: {before} → {after}", field=Text(one.name), before=one.before, after=one.after)
            for one in self.differences
        )
        return (*differences, *self.says)

    @property
    def doubts(self) -> tuple[Text, ...]:
        """The remarks of a doubtful row, but for the first of a new entity, which describes it; empty for others."""
        return self.says[self.verdict is Verdict.NEW :] if self.doubtful else ()

    def changes_any_field(self, *names: str) -> bool:
        """Return whether the file, without a conflict, changes one of these fields of a session that is here."""
        both = self.verdict is Verdict.CHANGED and isinstance(self.before, Session) and isinstance(self.after, Session)
        return both and any(getattr(self.before, name) != getattr(self.after, name) for name in names)


IncomingCover = tuple[Cover, tuple[str, ...]]
"""A moderator's shift as the file has it, and the fingerprints to remember if it is so here after the import."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The effect of importing the file ``name`` into the agenda.

    ``new_things`` are new rooms, tracks, days and people by id, which are added with what needs them. ``remembered``
    are entities of which only their memory has changed, ``prints`` are fingerprints of the file's keys by id; any
    change has both, for the entities that exist after it. ``incoming_covers`` are the moderators' shifts of the file by
    their ids here. ``offered`` are the sessions that go into a new block if that is ticked, by its id; see
    ``BlockPlanner``. ``replies`` are people's replies in the file by their ids, which hold for their sessions too.
    ``warnings`` need attention before the import. ``contradiction`` tells why the times do not fit a zone that nobody
    has chosen, so that the user is asked for one first. ``left`` are columns and cells of a table that no field takes.
    """

    name: str
    agenda: Agenda
    rows: tuple[ImportRow, ...]
    new_things: Mapping[str, Entity]
    zone: Zone
    unmapped: Mapping[str, int]
    remarks: tuple[Text, ...] = ()
    remembered: Mapping[str, Thing] = field(default_factory=dict)
    prints: Mapping[str, str] = field(default_factory=dict)
    incoming_covers: Mapping[str, IncomingCover] = field(default_factory=dict)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replies: Mapping[str, State] = field(default_factory=dict)
    warnings: tuple[Text, ...] = ()
    contradiction: ZoneContradiction | None = None
    left: tuple[UnusedCells, ...] = ()

    @property
    def proposed_keys(self) -> frozenset[str]:
        """The keys of the rows that are ticked by default."""
        return frozenset(row.key for row in self.rows if row.ticked)

    @property
    def doubtful_rows(self) -> tuple[ImportRow, ...]:
        """The rows that the user should check."""
        return tuple(row for row in self.rows if row.doubtful)

    def unmapped_remark(self, most: int) -> Text | None:
        """Return a message that names at most ``most`` of the unmapped values, or None if there are none."""
        names = [f"{name} ({n})" for name, n in self.unmapped.items()]
        shown, more = ", ".join(names[:most]), len(names) - most
        if more > 0:
            return Text("Left out, as there is no field for it: {names} and {n} more.", names=shown, n=more)
        return Text("Left out, as there is no field for it: {names}.", names=shown) if names else None

    def counts(self, of: type[Entity] | None = None) -> dict[Verdict, int]:
        """Return the number of rows with each verdict, for one class of entity or for all."""
        found = Counter(row.verdict for row in self.rows if of is None or row.what is of)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def is_all_refused(self) -> bool:
        """True if the file has rows of sessions, all of them refused."""
        told = [row for row in self.rows if row.what is Session and row.verdict is not Verdict.GONE]
        return bool(told) and all(row.verdict is Verdict.REFUSED for row in told)

    def change(self, ticked: Collection[str] | None = None) -> Change:
        """Return the change of the ticked rows (by default the proposed ones), of what they need, and of the memory.

        ``ticked`` holds keys of rows, and keys of fields if only a part of a row is imported, see ``entity_after``.
        If no row changes anything, the memory does not change either.
        """
        edits = self._edits(ticked)
        return Change(Text("Import “{name}”", name=self.name), tuple(self._with_memory_edits(edits) if edits else ()))

    def _edits(self, ticked: Collection[str] | None) -> list[Edit]:
        """Return the edits of the ticked rows and of what they need, at most one for each entity."""
        keys = self.proposed_keys if ticked is None else frozenset(ticked)
        taken: dict[str, Edit] = {}
        for row in sorted(self.rows, key=lambda row: SORTS.index(row.what)):
            if (after := row.entity_after(keys)) != row.before:
                edit = Edit(row.before, after)
                known = taken.get(edit.entity.id)
                taken[edit.entity.id] = _merge_edits(known, edit) if known else edit
        self._add_block_edits(taken)
        self._add_reply_edits(taken)
        afters = [edit.after for edit in taken.values() if edit.after is not None]
        needed = [entity for entity in self.needed_entities(afters) if entity.id not in taken]
        return [*(Edit(None, entity) for entity in needed), *self._widened_days(afters), *taken.values()]

    def _add_block_edits(self, taken: dict[str, Edit]) -> None:
        """Put offered sessions into the blocks that are taken, and take sessions out of blocks that will not exist."""
        edited = {key: edit.after for key, edit in taken.items() if isinstance(edit.entity, Block)}
        for key in edited.keys() & self.offered.keys():
            for session in (self.agenda.sessions[name] for name in self.offered[key]):
                edit = taken.get(session.id, Edit(session, session))
                if isinstance(edit.after, Session):
                    taken[session.id] = Edit(session, replace(edit.after, block=key))
        there = {**self.agenda.blocks, **edited}
        members = [s for key, block in edited.items() if block is None for s in self.agenda.member_sessions(key)]
        for edit in (*(Edit(s, s) for s in members if s.id not in taken), *taken.values()):
            if isinstance(edit.after, Session) and edit.after.block and there.get(edit.after.block) is None:
                taken[edit.after.id] = Edit(edit.before, without_field_memory(replace(edit.after, block=None), "block"))

    def _add_reply_edits(self, taken: dict[str, Edit]) -> None:
        """Add edits of sessions, blocks and shifts, in which the people in ``taken`` get their new replies."""
        people = {
            key: (edit.before, edit.after)
            for key, edit in taken.items()
            if key in self.replies and isinstance(edit.before, Person) and isinstance(edit.after, Person)
        }
        agenda = self.agenda
        seats: list[Session | Block | Cover] = [
            *agenda.sessions.values(), *agenda.blocks.values(), *agenda.covers.values()
        ]  # fmt: skip
        for thing in seats if people else ():
            edit = taken.get(thing.id, Edit(thing, thing))
            now = with_replies(cast(Session | Block | Cover, edit.after), people) if edit.after else None
            if now != edit.after:
                taken[thing.id] = Edit(edit.before, now)

    def _with_memory_edits(self, edits: list[Edit]) -> list[Edit]:
        """Return the edits, together with those for everything that is to be remembered."""
        by_id = {edit.entity.id: edit for edit in edits}
        for key, after in self.remembered.items():
            known = by_id.get(key)
            if known is None:
                by_id[key] = Edit(self.agenda.find(type(after), key), after)
            elif known.after is not None:
                by_id[key] = _merge_edits(Edit(known.before, after), known)
        conference = self.agenda.conference
        there = by_id.keys() | {entity.id for entity in self.agenda.entities()}
        brought = [mark for key, mark in self.prints.items() if key in there]
        for key, (told, marks) in self.incoming_covers.items():
            now_here = by_id[key].after if key in by_id else self.agenda.find(Cover, key)
            brought += marks if now_here == told else ()
        imported = tuple(dict.fromkeys((*conference.imported, *brought)))
        if imported != conference.imported:
            now = by_id.get(conference.id, Edit(conference, conference)).after
            by_id[conference.id] = Edit(conference, replace(cast(Conference, now), imported=imported))
        return list(by_id.values())

    def new_entity_counts(self, ticked: Collection[str] | None = None) -> Counter[type[Entity]]:
        """Return the number of new entities of each class that the ticked rows bring."""
        return Counter(type(edit.entity) for edit in self._edits(ticked) if edit.before is None)

    def new_entity_texts(self, ticked: Collection[str] | None = None) -> tuple[Text, ...]:
        """Return messages that count new people, rooms, tracks and days, except those with a ticked row."""
        taken = set(self.proposed_keys) if ticked is None else ticked
        n = self.new_entity_counts(ticked)
        n.subtract(row.what for row in self.rows if row.before is None and row.key in taken)
        counted = (
            (n[Person], Plural("{n} new person", "{n} new people", n[Person])),
            (n[Room], Plural("{n} new room", "{n} new rooms", n[Room])),
            (n[Track], Plural("{n} new track", "{n} new tracks", n[Track])),
            (n[Day], Plural("{n} new day", "{n} new days", n[Day])),
        )
        return tuple(text for number, text in counted if number > 0)

    def create_conference(self, ticked: Collection[str] | None = None) -> Agenda:
        """Return a new conference: the plan's empty one with the ticked rows imported.

        If no row needs a day, it gets the first day of the file, or none if that has no days, such as a list of people.
        """
        agenda = self.agenda.after(self.change(ticked))
        days = [day for day in self.new_things.values() if isinstance(day, Day)]
        if agenda.days or not days:
            return agenda
        first = min(days, key=lambda day: day.date)
        return agenda.after(Change(Text("Add day {date}", date=first.date.isoformat()), (Edit(None, first),)))

    def needed_entities(self, afters: Iterable[Entity]) -> list[Entity]:
        """Return the new entities that these sessions, blocks and shifts need, in the order of their creation."""
        wanted = {key for entity in afters for key in _referenced_ids(entity)}
        return [
            thing
            for key, thing in self.new_things.items()
            if key in wanted or (isinstance(thing, Day) and thing.date in wanted)
        ]

    def _widened_days(self, afters: Iterable[Entity]) -> list[Edit]:
        """Return edits of the conference's days that must be extended for the sessions and blocks."""
        spans = [s.placement.span for s in afters if isinstance(s, Session | Block) and s.placement]
        edited = {day.id for day in afters if isinstance(day, Day)}
        days = [day for day in self.agenda.days_in_order if day.id not in edited]
        pairs = [(day, widen_day(day, [span for span in spans if span.day == day.date])) for day in days]
        return [Edit(day, wide) for day, wide in pairs if day != wide]


def _referenced_ids(entity: Entity) -> Iterable[str | date | None]:
    """Return the ids of the entities that a session, block or shift needs, and the date of its day."""
    if isinstance(entity, Cover):
        return entity.person, entity.room, entity.day
    if not isinstance(entity, Session | Block):
        return ()
    people = [appearance.person for appearance in people_or_chairs(entity)]
    placed = entity.placement
    return (*people, entity.track, *placed.rooms, placed.span.day) if placed else (*people, entity.track)


def _merge_edits(one: Edit, other: Edit) -> Edit:
    """Merge two edits of different fields of an entity."""
    before = cast(Thing, one.before)
    return Edit(before, with_changes(cast(Thing, one.after), before, cast(Thing, other.after)))


def widen_day(day: Day, spans: Collection[Span]) -> Day:
    """Return the day with opening hours extended to full hours that include the spans, at most to ``LATEST``."""
    opens = min((span.start // 60 * 60 for span in spans if span.start < day.opens), default=day.opens)
    closes = max((-(-span.end // 60) * 60 for span in spans if span.end > day.closes), default=day.closes)
    return replace(day, opens=opens, closes=min(LATEST, closes))


SORTS: tuple[type[Entity], ...] = (Conference, Venue, Day, Room, Track, Person, Block, Session, Cover)
"""The classes of entities in the order in which they are imported: those that others need come first."""


MOST_NAMES = 3
"""Maximum number of people with another answer that the warning names."""
_OPEN = frozenset({State.NOT_ASKED, State.INVITED})
"""The states in which a session, block or shift waits for an answer, and takes the one from a list."""


def replies(incoming: Incoming, found: Mapping[str, Person]) -> dict[str, State]:
    """Return the people's replies in the file that hold for their sessions and shifts too, by the people's ids.

    ``found`` are the people by their keys in the file. People whose ids the file has are left out, since a file of
    Estrad's own has the answers for each session.
    """
    told = (one for one in incoming.people if "state" in one.fields and not one.ours and one.key in found)
    return {found[one.key].id: one.fields["state"] for one in told}


def with_replies(
    thing: Session | Block | Cover, people: Mapping[str, tuple[Person, Person]]
) -> Session | Block | Cover:
    """Return a session, block or shift with the new replies of ``people``, given before and after the import.

    A seat takes the reply if it waits for an answer, or has the answer that the person had before.
    """
    if isinstance(thing, Cover):
        return replace(thing, state=people[thing.person][1].state) if _takes_reply(thing, people) else thing
    seats = (
        with_answer(a, people[a.person][1].state, None) if _takes_reply(a, people) else a
        for a in people_or_chairs(thing)
    )
    return with_people_or_chairs(thing, tuple(seats))


def _takes_reply(seat: Appearance | Cover, people: Mapping[str, tuple[Person, Person]]) -> bool:
    return seat.person in people and seat.state in _OPEN | {people[seat.person][0].state}


def omitted_reply_warning(agenda: Agenda, replies: Mapping[str, State]) -> tuple[Text, ...]:
    """Return a warning if people keep another answer than that in ``replies``, by person id; or nothing."""
    holders: list[Session | Block] = [*agenda.sessions.values(), *agenda.blocks.values()]
    seats: list[Appearance | Cover] = [a for holder in holders for a in people_or_chairs(holder)]
    others = (
        agenda.people[seat.person]
        for seat in [*seats, *agenda.covers.values()]
        if seat.person in replies and seat.state not in _OPEN | {agenda.people[seat.person].state, replies[seat.person]}
    )
    names = [*dict.fromkeys(person.name for person in others)]
    if not names:
        return ()
    said = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    return (
        Plural("{n} person has another answer in a session than in the list, and keeps it there: {names}.",
               "{n} people have another answer in a session than in the list, and keep it there: {names}.",
               len(names), names=said),
    )  # fmt: skip
