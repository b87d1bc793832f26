"""Sessions on the system clipboard: in a format of Estrad's own for its windows, and as a table for other programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard

from planner.commands.clipboard import MIME, Clip, clip_from_bytes, clip_to_bytes, make_clip
from planner.domain.value_objects import KIND_NAMES, Status
from planner.exporting.tables.programme_table import programme_table
from planner.exporting.tables.table import OutTable, to_html, to_tsv
from planner.workspace import Workspace


def clip_table(workspace: Workspace, clip: Clip) -> OutTable:
    """Return copied sessions as a table of what attendees may see; of unplaced ones it has only title and type.

    Cancelled ones are left out.
    """
    table, words = programme_table(workspace.programme(), {session.id for session in clip.sessions}), workspace.wording
    waiting = (one for one in clip.sessions if one.placement is None and one.status is not Status.CANCELLED)
    more = (None,) * (len(table.columns) - 6)
    titles = ((None, None, None, None, one.title, words(KIND_NAMES[one.kind]), *more) for one in waiting)
    return replace(table, rows=(*table.rows, *titles))


def write_clip(
    clipboard: QClipboard, workspace: Workspace, sessions: Sequence[str], blocks: Collection[str] = ()
) -> Clip:
    """Copy sessions, and blocks with their sessions, to the clipboard, and return them as a clip."""
    clip = make_clip(workspace.agenda, sessions, workspace.pictures.read, block_ids=blocks)
    table, data = clip_table(workspace, clip), QMimeData()
    data.setData(MIME, QByteArray(clip_to_bytes(clip)))
    data.setText(to_tsv(table))
    data.setHtml(to_html(table))
    clipboard.setMimeData(data)
    return clip


def read_clip(clipboard: QClipboard) -> Clip | None:
    """Return the sessions on the clipboard, or None if there are none; raise ``EstradError`` if they are invalid."""
    data = clipboard.mimeData()
    return clip_from_bytes(bytes(data.data(MIME).data())) if data and data.hasFormat(MIME) else None
