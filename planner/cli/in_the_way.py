"""Files that lie where others are to be written: they are read, and refused unless they may be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.domain.text import EstradError, Plural, Text
from planner.programme.release import FREE, ExistingCalendar, FileOrigin, Part, file_origin_notice
from planner.workspace import Workspace


def replacing(
    workspace: Workspace, targets: Mapping[Path, Part], *, replace: bool, draft: bool = False
) -> Mapping[str, ExistingCalendar]:
    """Return the existing calendars at the target paths, by part key, if they may be overwritten.

    Unless ``replace`` is set, raise ``EstradError`` for any file but the one last sent there; if a draft is written,
    for any file but a draft.
    """
    found = workspace.outbox.lying(targets)
    free = (FileOrigin.NOTHING, FileOrigin.DRAFT) if draft else FREE
    in_the_way = [(path, found[part.key]) for path, part in targets.items() if found[part.key].file_origin not in free]
    if not replace:
        refuse_in_the_way([(path, file_origin_notice(lying, path.name)) for path, lying in in_the_way])
    return found


def refuse_in_the_way(found: Sequence[tuple[Path, Text]]) -> None:
    """Raise ``EstradError`` if something lies where files go that was not written last from here."""
    if found:
        (path, notice), more = found[0], len(found) - 1
        others = Plural(
            "There is {n} more such file. Say --replace to replace them, or choose another place.",
            "There are {n} more such files. Say --replace to replace them, or choose another place.",
            more,
        )
        remedy = Text("Say --replace to replace it, or choose another place.")
        raise EstradError(notice, others if more else remedy, file=path)
