"""Makes blocks of the parents of a table's sessions: headings between rows, parent rows, or names in a column.

A session of a table may be only the heading of others, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import combinations, count, takewhile
from operator import itemgetter

from planner.domain.text import N_, Text, clean_line
from planner.domain.value_objects import KINDS, ExtraField, Kind, Role
from planner.importing.incoming import IncomingBlock, grouped, non_empty
from planner.importing.mapping.drafts import RowDraft, cell_to_plain_text, incoming_start, session_key
from planner.importing.mapping.records import Record, RowTime
from planner.importing.mapping.table_people import RowPeopleReader, person_name_in_row
from planner.importing.mapping.timing import RowTimeReader
from planner.wording import wording

_STARTS = frozenset({"start", "when"})
_TOLD_OF_A_HEADING = frozenset({"title", "abstract", "description", "extra", "status", "language"})
"""Fields of a heading that its block or the sessions below it take over, or that do not matter."""
LEAST_BELOW, MOST_BELOW = 2, 200
"""Minimum number of sessions below a heading, and maximum number of examined sessions in each of its rooms."""
SHORT_TALKS = re.compile(r"(?i)\b(?:lightning|blixt\w*|pecha\s?kucha)\b")
"""A title of several short talks that follow each other."""
SAYS_SO = re.compile(
    r"(?i)(?:parallel |invited |oral |poster )?(?:session|block|pass|sektion|section|séance|sesión|sessie|sessione)\b|"
    + SHORT_TALKS.pattern.removeprefix("(?i)")
)
"""Words in the title of a heading; with neither such a word nor a chair, a session is not a heading."""
NO_HEADING = frozenset({Kind.KEYNOTE, Kind.PANEL, Kind.WORKSHOP})


def find_headings(drafts: Sequence[RowDraft]) -> Iterator[tuple[RowDraft, list[RowDraft]]]:
    """Yield each session of a table that is only the heading of others, together with those others.

    A heading has a time and a length, and no people but moderators. The others come after it in the table: within its
    time and rooms, or directly below it, without other rooms, and all within its time or all without a time.
    """
    taken: set[int] = set()
    timed = [(at, n, room) for n, one in enumerate(drafts) if (at := one.slot.begins) for room in one.rooms or ()]
    of_rooms = {room: [(at, n) for at, n, _ in found] for room, found in grouped(sorted(timed), itemgetter(2)).items()}
    for n, draft in enumerate(drafts):
        if id(draft) not in taken and _may_be_heading(draft):
            near = sorted({at for room in draft.rooms or () for at in _starting_indexes(draft, of_rooms.get(room, []))})
            found = [*_following_sessions(draft, (drafts[m] for m in range(n + 1, len(drafts))))]
            found += [drafts[m] for m in near if m > n and _fits_heading(draft, drafts[m])]
            below = list({id(one): one for one in found if id(one) not in taken}.values())
            if len(below) >= LEAST_BELOW:
                taken |= {id(draft), *map(id, below)}
                yield draft, below


def _may_be_heading(draft: RowDraft) -> bool:
    """Return whether a session has the time, people and title of a heading, and nothing that a heading cannot have."""
    timed = draft.slot.begins is not None and draft.slot.minutes and draft.record.parent is None
    leads = all(role is Role.MODERATOR for _, role in draft.people)
    is_titled = bool(SAYS_SO.search(draft.title))
    more = any(value for name, value in draft.fields.items() if name not in _TOLD_OF_A_HEADING)
    kept = more or draft.waits or draft.kind in NO_HEADING or is_pause(draft)
    return bool(timed and leads and not kept and (is_titled or (draft.people and draft.rooms)))


def _starting_indexes(draft: RowDraft, of_room: Sequence[tuple[datetime, int]]) -> list[int]:
    """Return the indexes of a room's sessions that begin in the time of a possible heading, at most ``MOST_BELOW``."""
    begins = draft.slot.begins or datetime.min
    first, last = (
        bisect_left(of_room, (at, 0)) for at in (begins, begins + timedelta(minutes=draft.slot.minutes or 0))
    )
    return [n for _, n in of_room[first : min(last, first + MOST_BELOW)]]


def _fits_heading(draft: RowDraft, other: RowDraft) -> bool:
    """Return whether a session may belong to a heading by its time and rooms."""
    return bool(other.rooms) and set(other.rooms or ()) <= set(draft.rooms or ()) and _is_enclosed(draft, other)


def _is_enclosed(draft: RowDraft, other: RowDraft) -> bool:
    begins, at = draft.slot.begins, other.slot.begins
    if begins is None or at is None or other.record.parent is not None or is_pause(other):
        return False
    ends = begins + timedelta(minutes=draft.slot.minutes or 0)
    return begins <= at < ends and at + timedelta(minutes=other.slot.minutes or 0) <= ends


def _following_sessions(draft: RowDraft, others: Iterable[RowDraft]) -> Iterator[RowDraft]:
    """Yield the sessions that directly follow a heading and belong to it.

    They have no rooms or those of the heading. Either all have times within that of the heading, or none has a time.
    """
    untimed: bool | None = None
    for other in others:
        told = not _STARTS.isdisjoint(other.record.values)
        sure = draft.people or draft.rooms  # else what is within its time may be beside it
        fits = sure and _is_enclosed(draft, other) if told else other.people and not other.slot.doubted
        apart = untimed is not None and untimed == told
        if other.rooms not in (None, draft.rooms) or other.record.parent is not None or not fits or apart:
            return
        untimed = not told
        yield other


def is_pause(draft: RowDraft) -> bool:
    """Return whether a session is a break, a meal or the like."""
    return draft.kind is not None and KINDS[draft.kind].pause


def attach_to_heading(draft: RowDraft, below: Sequence[RowDraft]) -> None:
    """Make a heading the parent of sessions below it, and lend them what they lack.

    They get its extra fields, and its rooms, track and time where they have none. Those without a time follow each
    other by their lengths, or in equal parts if one has no length. The first one gets the remarks of the heading.
    """
    untimed = [one for one in below if _STARTS.isdisjoint(one.record.values)]
    after, lasts = 0, [one.slot.minutes or 0 for one in untimed]
    for n, one in enumerate(untimed):
        slot = one.slot
        slot.day, slot.start, slot.at = draft.slot.day, draft.slot.start, draft.slot.at
        if all(lasts) and slot.start is not None:
            slot.start, slot.at = slot.start + after, slot.at and slot.at + timedelta(minutes=after)
        else:
            slot.minutes, one.record.part = draft.slot.minutes, (n, len(untimed))
        after += lasts[n]
    below[0].remarks.extend(draft.remarks)
    extras = draft.fields.get("extra", ())
    for one in below:
        one.fields |= {"extra": (*one.fields.get("extra", ()), *extras)} if extras else {}
        one.rooms, one.track = one.rooms or draft.rooms, one.track or draft.track
        one.record.parent = draft.record


_OF_PARENT = (N_("Session chair"), N_("About the session"))
"""Names of the extra fields for the chair and the text of a parent; its title is in one called *Session*."""
_MODERATORS = "moderators"
MOST = 500
"""Maximum number of sessions between those of a block that are examined."""


@dataclass(slots=True)
class BlockDraft:
    """A parent of sessions with its time, its chairs by their keys, and its sessions on one day."""

    record: Record
    slot: RowTime
    chairs: tuple[tuple[str, Role], ...]
    drafts: list[RowDraft] = field(default_factory=list)


class RowBlocks:
    """Collects the parents of sessions, and makes blocks of those that seem to be blocks by their sessions.

    A block with a heading above its sessions ends at a break. A parent that is only named in a column is a block if it
    has a chair or several sessions; it is doubted if two of these overlap or another session is between them.
    """

    def __init__(self, namespace: str, language: str) -> None:
        self._namespace = namespace
        self._names = ("Session", *map(wording(language), _OF_PARENT))
        self._parents: dict[int, BlockDraft] = {}

    def read_parent(self, record: Record, timing: RowTimeReader, people: RowPeopleReader) -> None:
        """Read the time and the chairs of a record's parent, unless it has no title or was read before."""
        parent = record.parent
        if parent is None or id(parent) in self._parents or not clean_line(parent.text("title")):
            return
        timed = not {"start", "when"}.isdisjoint(parent.values)
        chairs = [one for one in parent.people if one.role == _MODERATORS]
        told = replace(parent, values=non_empty(moderators=parent.text(_MODERATORS)), people=chairs)
        found = tuple((key, role) for key, role in people.read(told) if role is Role.MODERATOR)
        self._parents[id(parent)] = BlockDraft(parent, timing.read(parent) if timed else RowTime(), found)

    def make_parents_of_headings(self, drafts: Sequence[RowDraft]) -> set[int]:
        """Make parents of those sessions of a table that are only headings; return the ``id()`` of their drafts."""
        found = [*find_headings(drafts)]
        for draft, below in found:
            attach_to_heading(draft, below)
            self._parents[id(draft.record)] = BlockDraft(draft.record, draft.slot, draft.people)
        return {id(draft) for draft, _ in found}

    def blocks(self, drafts: Sequence[RowDraft]) -> list[IncomingBlock]:
        """Return the blocks, and set their keys on their sessions.

        Sessions whose parent is not surely a block, or ends before them, keep it in extra fields.
        """
        families: dict[tuple[int, date | None], BlockDraft] = {}
        for draft in drafts:
            if parent := self._parents.get(id(draft.record.parent)):
                family = families.setdefault((id(parent), draft.slot.day), replace(parent, drafts=[]))
                family.drafts.append(draft)
        made: dict[str, IncomingBlock] = {}
        starts = sorted((at, n) for n, draft in enumerate(drafts) if (at := draft.slot.begins))
        timed = [(at, drafts[n]) for at, n in starts]
        for family in families.values():
            block, inside = self._make_block(family, timed), _sessions_until_break(family)
            if block is None:
                self._add_parent_extras(family, family.drafts)
                continue
            keys = (block.key if n == 1 else f"{block.key}#{n}" for n in count(1))
            key = next(key for key in keys if key not in made)
            made[key] = replace(block, key=key)
            for draft in inside:
                draft.block = key
            self._add_parent_extras(family, family.drafts if block.waits else family.drafts[len(inside) :])
        return list(made.values())

    def _add_parent_extras(self, block: BlockDraft, drafts: Sequence[RowDraft]) -> None:
        """Add the title, chair and text of a parent to the extra fields of sessions."""
        record = block.record
        people = (person_name_in_row(one.values) for one in record.people if one.role == _MODERATORS)
        chairs = ", ".join(filter(None, (record.text(_MODERATORS), *people)))
        texts = (clean_line(record.text("title")), clean_line(chairs), _abstract_or_description(record))
        extras = tuple(ExtraField(name, text) for name, text in zip(self._names, texts, strict=True) if text)
        for draft in drafts:
            draft.fields["extra"] = (*draft.fields.get("extra", ()), *extras)

    def _make_block(self, block: BlockDraft, timed: Sequence[tuple[datetime, RowDraft]]) -> IncomingBlock | None:
        """Return the block of a parent, or None if its sessions do not confirm that it is one.

        ``timed`` are all sessions by time.
        """
        record, inside = block.record, _sessions_until_break(block)
        if not inside or (record.is_named and len(inside) == 1 and not block.chairs):
            return None
        title, day = clean_line(record.text("title")), inside[0].slot.day
        slot = block.slot if _has_starts_within(block.slot, inside) else RowTime()
        known_as = session_key(record, self._namespace).partition("/")[2] or f"{title[:200].casefold()}@{day or ''}"
        tracks = {one.track for one in inside}
        return IncomingBlock(
            line=record.line,
            key=f"{self._namespace}/block:{known_as}",
            title=title,
            fields={"title": title} | non_empty(description=_abstract_or_description(record)),
            track=tracks.pop() if len(tracks) == 1 else "",
            people=block.chairs,
            begin=incoming_start(slot),
            minutes=slot.minutes,
            cell=record.cell_name(),
            waits=_block_doubt(inside, timed) if record.is_named else None,
        )


def _abstract_or_description(record: Record) -> str:
    return cell_to_plain_text(record.values.get("abstract")) or cell_to_plain_text(record.values.get("description"))


def _sessions_until_break(block: BlockDraft) -> list[RowDraft]:
    """Return the sessions of a heading up to the first break, or entry with neither people nor length.

    For a parent that is not a heading, return all of its sessions.
    """
    if not block.record.is_heading:
        return block.drafts
    return list(takewhile(lambda one: not is_pause(one) and (one.people or one.slot.minutes), block.drafts))


def _has_starts_within(slot: RowTime, drafts: Sequence[RowDraft]) -> bool:
    """Return whether all sessions begin within the time in a parent's row."""
    starts = [draft.slot.begins for draft in drafts if draft.slot.begins]
    begins, ends = slot.begins, slot.begins and slot.begins + timedelta(minutes=slot.minutes or 0)
    return bool(begins) and all(begins <= at and (not slot.minutes or at < ends) for at in starts if begins and ends)


def _block_doubt(inside: Sequence[RowDraft], timed: Sequence[tuple[datetime, RowDraft]]) -> Text | None:
    """Return why sessions with the same parent in a column may not be a block, or None."""
    spans = [
        (at, at + timedelta(minutes=one.slot.minutes or KINDS[one.kind or Kind.TALK].minutes), one)
        for one in inside
        if (at := one.slot.begins)
    ]
    for (begins, ends, one), (begun, ended, other) in combinations(spans, 2):
        if begins < ended and begun < ends:
            return Text("“{one}” and “{other}” are in it at the same time; perhaps it is no block.",
                        one=one.title[:60], other=other.title[:60])  # fmt: skip
    starts = [at for at, _, _ in spans] or [datetime.min]
    rooms = {room for draft in inside for room in draft.rooms or ()}
    first, last = (
        bisect_right(timed, min(starts), key=itemgetter(0)),
        bisect_left(timed, max(starts), key=itemgetter(0)),
    )
    for _, draft in timed[first : min(last, first + MOST)]:
        apart = draft.record.parent is not inside[0].record.parent and not is_pause(draft)
        if apart and (rooms & {*(draft.rooms or ())} or not rooms):
            return Text("“{title}” is between its sessions; perhaps it is no block.", title=draft.title[:60])
    return None
