"""Matches a file's blocks with the conference's, and tells which sessions the file puts into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date

from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import EstradError, Plural, Text
from planner.importing.comparing import FieldComparer, FileField
from planner.importing.findings import Findings, KnownThings, key_fingerprint
from planner.importing.incoming import ImportRefusal, IncomingBlock, IncomingSession
from planner.importing.name_keys import title_key, unique_keys
from planner.importing.plan import ImportRow
from planner.importing.plan_rows import gone_row, import_rows, key_of_row, new_row
from planner.importing.session_translation import SessionTranslator

GONE = Text("No longer in the file. Tick it to ungroup it; its sessions stay.")


class BlockPlanning:
    """A comparison of the blocks; each block here is matched with one of the file at most.

    A new block that holds a session which came without any block before is only offered: ``offered`` are the ids of
    those sessions by the id of the block, and they go into it with its tick. ``rows`` are those of the blocks. A file
    without blocks says nothing about them.
    """

    def __init__(self, findings: Findings, telling: SessionTranslator) -> None:
        self._findings, self._telling = findings, telling
        self._members = Counter(one.block for one in findings.incoming.sessions)
        self._tells = any(self._members.keys() - {""})
        self._met: dict[str, Block] = {}
        self.offered: dict[str, tuple[str, ...]] = {}
        self.rows: list[ImportRow] = []
        known = self._matched()
        for n, incoming in enumerate(findings.incoming.blocks):
            try:
                self.rows += self._rows(incoming, known.get(n))
            except EstradError as error:
                refusal = ImportRefusal(incoming.line, incoming.title, error, cell=incoming.cell)
                self.rows.append(findings.refused(refusal, Block))
        if findings.incoming.blocks:
            self.rows += self._gone({block.id for block in known.values()})

    def _matched(self) -> dict[int, Block]:
        """Return the existing blocks by index in the file: by id, by key, by title and day, or by title alone.

        A title alone counts if the block came from this file, or if one of the two has no day.
        """
        incoming, blocks = self._findings.incoming.blocks, list(self._findings.agenda.blocks.values())
        known_by = KnownThings(self._findings.agenda.blocks, self._findings.incoming)
        found: dict[int, Block] = {}
        for n, one in enumerate(incoming):
            here = known_by.find(one.ours, one.key)
            if here and here not in found.values():
                found[n] = here
        keys: tuple[Callable[[IncomingBlock | Block], Hashable], ...] = (
            lambda one: (title_key(one.title), _block_day(one)),
            lambda one: title_key(one.title),
        )
        for key_of in keys:
            ours = unique_keys([str(key_of(block)) for block in blocks])
            for key, n in unique_keys([str(key_of(one)) for one in incoming]).items():
                here = blocks[ours[key]] if key in ours else None
                days = {_block_day(incoming[n]), _block_day(here)} - {None} if here else ()
                moved = here and self._findings.incoming.has(here.origin)
                if here and n not in found and here not in found.values() and (moved or len(days) < 2):
                    found[n] = here
        return found

    def _rows(self, incoming: IncomingBlock, before: Block | None) -> list[ImportRow]:
        findings = self._findings
        said = self._telling.said_of_block(incoming, before)
        if before is None:
            return [self._new(incoming, said)]
        self._met[incoming.key] = before
        ours = before.id == incoming.ours
        compared = findings.compare(before, said, trusted=ours, since=incoming.since, here=self._telling.here)
        if not ours:
            findings.add_known(before, incoming.key)
        remembered = findings.remembered.get(before.id)
        rows = import_rows(compared, findings.showing, incoming.line, incoming.cell, remembered=remembered)
        return rows if compared.changed or compared.conflicts or compared.kept else []

    def _new(self, incoming: IncomingBlock, said: list[FileField]) -> ImportRow:
        findings, showing = self._findings, self._findings.showing
        by = FieldComparer(self._telling.here, findings.scope_of_new)
        block = by.new_with_fields(Block, said, id=findings.ids(), origin=incoming.key)
        self._met[incoming.key] = findings.new_blocks[block.id] = block
        findings.prints[block.id] = key_fingerprint(block, incoming.key)
        if incoming.waits:
            findings.waiting[block.id] = incoming.waits
        about = Plural(
            "{where} · {who} · {n} session", "{where} · {who} · {n} sessions", self._members[incoming.key],
            where=showing.place(block.placement) if block.placement else Text("not placed"),
            who=showing.chairs(block.chairs) if block.chairs else Text("no chair"),
        )  # fmt: skip
        doubts = [findings.doubts[one.person] for one in block.chairs if one.person in findings.doubts]
        kept = findings.was_here(block.id)
        return new_row(block, key_of_row(block), block.title, incoming.line, incoming.cell, about, doubts, kept=kept)

    def said(self, incoming: IncomingSession, before: Session | None) -> list[FileField]:
        """Return the value for the block of a session, if the file tells it and it is more than an offer."""
        if not incoming.block:
            return [FileField("block", {"block": None})] if self._tells or "block" in incoming.fields else []
        block = self._met.get(incoming.block)
        if block is None:
            return []
        asked = before is not None and before.id != incoming.ours and not self._telling.last_said(before, "block")
        if before is not None and asked and block.id in self._findings.new_blocks:
            self.offered[block.id] = (*self.offered.get(block.id, ()), before.id)
            return []
        return [FileField("block", {"block": block.id}, incoming.block, asked=asked)]

    def asking(self) -> list[ImportRow]:
        """Return the rows, those of blocks that are only offered with the reason; call it after all sessions."""
        return [self._asking(row, len(self.offered.get(row.after.id, ()))) if row.after else row for row in self.rows]

    def _asking(self, row: ImportRow, offered: int) -> ImportRow:
        if not offered or row.kept:
            return row
        why = Plural(
            "{n} session of it came by itself before. Tick it to put it into the block.",
            "{n} sessions of it came by themselves before. Tick it to put them into the block.", offered,
        )  # fmt: skip
        return replace(row, ticked=False, doubtful=True, says=(*row.says, why))

    def _gone(self, met: set[str]) -> list[ImportRow]:
        """Return the rows of the blocks that the file had and has no longer."""
        findings, incoming = self._findings, self._findings.incoming
        whole = findings.is_of_this and any(one.ours for one in incoming.blocks)
        return [
            gone_row(one, None, one.title, GONE)
            for one in findings.agenda.blocks_in_order
            if one.id not in met and (whole or incoming.has(one.origin))
        ]


def _block_day(block: IncomingBlock | Block) -> date | None:
    """Return the day of a block, or None if it waits."""
    if isinstance(block, Block):
        return block.placement.span.day if block.placement else None
    return block.begin.day if block.begin else None
