"""Makes blocks of the parents of a table's sessions: headings between rows, parent rows, or names in a column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import combinations, count, takewhile
from operator import itemgetter

from planner.domain.text import N_, Text, clean_line
from planner.domain.value_objects import KINDS, Extra, Kind, Role
from planner.importing.incoming import IncomingBlock, filled
from planner.importing.mapping.drafts import RowDraft, row_start, session_key, to_prose
from planner.importing.mapping.heading_sessions import find_headings, is_pause, lend_time
from planner.importing.mapping.records import Record, RowTime
from planner.importing.mapping.table_people import RowPeople, name_of
from planner.importing.mapping.timing import RowTimeReader
from planner.wording import wording

_OF_PARENT = (N_("Session chair"), N_("About the session"))
"""Names of the extra fields for chair and text of a parent that is no block; its title is in *Session*."""
_MODERATORS = "moderators"
MOST = 500
"""Maximum number of other sessions in the time of a block that are looked at."""


@dataclass(slots=True)
class BlockDraft:
    """A parent with its time, its chairs by their keys, and its sessions on one day."""

    record: Record
    slot: RowTime
    chairs: tuple[tuple[str, Role], ...]
    drafts: list[RowDraft] = field(default_factory=list)


class RowBlocks:
    """Collects the parents of sessions, and makes blocks of those that their sessions bear out.

    A parent between rows ends at a break. One that only a column names is a block if it has a chair or several
    sessions, and a question if two of them are at the same time or another session is between them.
    """

    def __init__(self, namespace: str, language: str) -> None:
        self._namespace = namespace
        self._names = ("Session", *map(wording(language), _OF_PARENT))
        self._parents: dict[int, BlockDraft] = {}

    def meet(self, record: Record, timing: RowTimeReader, people: RowPeople) -> None:
        """Read the time and the chairs of the parent of a record, before its first session is read."""
        parent = record.parent
        if parent is None or id(parent) in self._parents or not clean_line(parent.text("title")):
            return
        timed = not {"start", "when"}.isdisjoint(parent.values)
        chairs = [one for one in parent.people if one.role == _MODERATORS]
        told = replace(parent, values=filled(moderators=parent.text(_MODERATORS)), people=chairs)
        found = tuple((key, role) for key, role in people.read(told) if role is Role.MODERATOR)
        self._parents[id(parent)] = BlockDraft(parent, timing.read(parent) if timed else RowTime(), found)

    def take_headings(self, drafts: Sequence[RowDraft]) -> set[int]:
        """Make parents of the sessions of a table that are headings of others; return their identities."""
        found = [*find_headings(drafts)]
        for draft, below in found:
            lend_time(draft, below)
            self._parents[id(draft.record)] = BlockDraft(draft.record, draft.slot, draft.people)
        return {id(draft) for draft, _ in found}

    def blocks(self, drafts: Sequence[RowDraft]) -> list[IncomingBlock]:
        """Return the blocks, and let their sessions name them; what is no sure block stays in extra fields."""
        families: dict[tuple[int, date | None], BlockDraft] = {}
        for draft in drafts:
            if parent := self._parents.get(id(draft.record.parent)):
                family = families.setdefault((id(parent), draft.slot.day), replace(parent, drafts=[]))
                family.drafts.append(draft)
        made: dict[str, IncomingBlock] = {}
        starts = sorted((at, n) for n, draft in enumerate(drafts) if (at := draft.slot.begins))
        timed = [(at, drafts[n]) for at, n in starts]
        for family in families.values():
            block, inside = self._block(family, timed), _until_break(family)
            if block is None:
                self._keep(family, family.drafts)
                continue
            keys = (block.key if n == 1 else f"{block.key}#{n}" for n in count(1))
            key = next(key for key in keys if key not in made)
            made[key] = replace(block, key=key)
            for draft in inside:
                draft.block = key
            self._keep(family, family.drafts if block.waits else family.drafts[len(inside) :])
        return list(made.values())

    def _keep(self, block: BlockDraft, drafts: Sequence[RowDraft]) -> None:
        """Put the title, the chair and the text of a parent into extra fields of its sessions."""
        record = block.record
        people = (name_of(one.values) for one in record.people if one.role == _MODERATORS)
        chairs = ", ".join(filter(None, (record.text(_MODERATORS), *people)))
        texts = (clean_line(record.text("title")), clean_line(chairs), _record_text(record))
        extras = tuple(Extra(name, text) for name, text in zip(self._names, texts, strict=True) if text)
        for draft in drafts:
            draft.fields["extra"] = (*draft.fields.get("extra", ()), *extras)

    def _block(self, block: BlockDraft, timed: Sequence[tuple[datetime, RowDraft]]) -> IncomingBlock | None:
        """Return the block of a parent, or None if nothing bears out that it is one; ``timed`` are all by time."""
        record, inside = block.record, _until_break(block)
        if not inside or (record.is_named and len(inside) == 1 and not block.chairs):
            return None
        title, day = clean_line(record.text("title")), inside[0].slot.day
        slot = block.slot if _holds(block.slot, inside) else RowTime()
        tracks = {one.track for one in inside}
        return IncomingBlock(
            line=record.line,
            key=_block_key(record, self._namespace) or f"{self._namespace}/block:{title[:200].casefold()}@{day or ''}",
            title=title,
            fields={"title": title} | filled(description=_record_text(record)),
            track=tracks.pop() if len(tracks) == 1 else "",
            people=block.chairs,
            begin=row_start(slot),
            minutes=slot.minutes,
            cell=record.cell(),
            waits=_doubt(inside, timed) if record.is_named else None,
        )


def _block_key(record: Record, namespace: str) -> str:
    """Return the key of a block by the id of its row, or an empty text if it has none."""
    key = session_key(record, namespace)
    return f"{namespace}/block:{key.partition('/')[2]}" if key else ""


def _record_text(record: Record) -> str:
    return to_prose(record.values.get("abstract")) or to_prose(record.values.get("description"))


def _until_break(block: BlockDraft) -> list[RowDraft]:
    """Return the sessions of a heading between rows before the first break or mere end, or all of another parent."""
    if not block.record.is_heading:
        return block.drafts
    return list(takewhile(lambda one: not is_pause(one) and (one.people or one.slot.minutes), block.drafts))


def _holds(slot: RowTime, drafts: Sequence[RowDraft]) -> bool:
    """Return whether the sessions begin within the time that a parent's row tells."""
    starts = [draft.slot.begins for draft in drafts if draft.slot.begins]
    begins, ends = slot.begins, slot.begins and slot.begins + timedelta(minutes=slot.minutes or 0)
    return bool(begins) and all(begins <= at and (not slot.minutes or at < ends) for at in starts if begins and ends)


def _doubt(inside: Sequence[RowDraft], timed: Sequence[tuple[datetime, RowDraft]]) -> Text | None:
    """Return why sessions that a column puts together may be no block, or None."""
    for one, other in combinations([draft for draft in inside if draft.slot.begins], 2):
        if _overlap(one, other):
            return Text("“{one}” and “{other}” are in it at the same time; perhaps it is no block.",
                        one=one.title[:60], other=other.title[:60])  # fmt: skip
    starts = [draft.slot.begins for draft in inside if draft.slot.begins]
    rooms = {room for draft in inside for room in draft.rooms or ()}
    ends = (min(starts), max(starts)) if starts else (datetime.min, datetime.min)
    first, last = bisect_right(timed, ends[0], key=itemgetter(0)), bisect_left(timed, ends[1], key=itemgetter(0))
    for _, draft in timed[first : min(last, first + MOST)]:
        apart = draft.record.parent is not inside[0].record.parent and not is_pause(draft)
        if apart and (rooms & {*(draft.rooms or ())} or not rooms):
            return Text("“{title}” is between its sessions; perhaps it is no block.", title=draft.title[:60])
    return None


def _overlap(one: RowDraft, other: RowDraft) -> bool:
    begins, begun = one.slot.begins, other.slot.begins
    if begins is None or begun is None:
        return False
    lasts, last = (
        timedelta(minutes=draft.slot.minutes or KINDS[draft.kind or Kind.TALK].minutes) for draft in (one, other)
    )
    return begins < begun + last and begun < begins + lasts
