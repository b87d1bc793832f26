"""Holds the sessions of a table beside each other: what is implausible there is mended where it is plain, and said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from planner.domain.span import MINUTES_A_DAY, clock
from planner.domain.text import Text
from planner.domain.value_objects import KINDS
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.records import MappedSheet

NOON, HALF_A_DAY = 12 * 60, 12 * 60
MORNING, EARLIEST, NIGHT_ENDS = 8 * 60, 60, 5 * 60
LONGEST = 8 * 60
"""Minutes beyond which a session is doubtful."""
FEWEST_TITLES = 3
"""Minimum number of sessions with one title that is a doubt if most have it."""
_TIMES = frozenset({"start", "when", "end", "date"})


def hold_together(drafts: list[RowDraft]) -> None:
    """Read the times of a 12-hour clock as afternoons, and an empty time as that above; both is said on the session."""
    of_sheets: dict[int, list[RowDraft]] = {}
    for draft in drafts:
        of_sheets.setdefault(id(draft.record.view), []).append(draft)
    for of_sheet in of_sheets.values():
        _take_afternoons(of_sheet)
        _take_times_above(of_sheet)


def note_implausible(drafts: Iterable[RowDraft]) -> None:
    """Add a remark to each session that is over eight hours long, at night, or called as most of the others."""
    told = list(drafts)
    titles = Counter(draft.title.casefold() for draft in told if not (draft.kind and KINDS[draft.kind].plenary))
    most = {title for title, n in titles.items() if n >= FEWEST_TITLES and n * 2 > len(told)}
    for draft in told:
        slot = draft.slot
        if slot.minutes and slot.minutes > LONGEST:
            hours = f"{slot.minutes / 60:.3g}"
            draft.remarks.append(Text("It is {hours} hours long.", hours=hours))
        if slot.start is not None and not slot.at and slot.start < NIGHT_ENDS:
            draft.remarks.append(Text("It begins in the night, at {time}.", time=clock(slot.start)))
        if draft.title.casefold() in most:
            draft.remarks.append(Text("Most sessions are called “{title}”.", title=draft.title[:60]))


_LEGEND = re.compile(
    r"(?:red|green|blue|yellow|orange|purple|violet|pink|grey|gray|brown|turquoise|röd\w*|grön\w*|blå\w*|gul\w*|lila"
    r"|rosa|grå\w*|brun\w*|turkos|rot|grün|blau|gelb|grau|braun|färg\w*|colou?r\w*)\s*[=:–-]\s*\S",
    re.IGNORECASE,
)


def note_legend(view: MappedSheet, drafts: Iterable[RowDraft]) -> None:
    """Add a remark to the sessions of a sheet without a track if a line beside it tells what colours mean."""
    legend = next((one for one in view.unused() if _LEGEND.match(one.name)), None)
    for draft in drafts if legend else ():
        if legend and not draft.track:
            draft.remarks.append(Text("{cell}: “{text}” may be of its colour, which is not read.",
                                      cell=legend.cell, text=legend.name))  # fmt: skip


def _take_afternoons(drafts: list[RowDraft]) -> None:
    """Move the times of a 12-hour clock without *am* and *pm* to the afternoon, where they fall back down a day."""
    timed = [draft for draft in drafts if draft.slot.start is not None and not draft.slot.at]
    moments = [moment for draft in timed for moment in (draft.slot.start or 0, _end(draft))]
    if any(NOON + 60 <= moment < MINUTES_A_DAY for moment in moments):
        return
    after_morning: set[object] = set()
    fallen: list[RowDraft] = []
    for draft in timed:
        start = draft.slot.start or 0
        if start >= MORNING:
            after_morning.add(draft.slot.day)
        elif start >= EARLIEST and draft.slot.day in after_morning:
            fallen.append(draft)
    if not fallen or not _rise(timed, fallen):
        return
    for draft in timed:
        slot = draft.slot
        if slot.minutes and slot.minutes > HALF_A_DAY:
            slot.minutes -= HALF_A_DAY
    for draft in fallen:
        written = draft.slot.start or 0
        draft.slot.start = written + HALF_A_DAY
        draft.remarks.append(
            Text("{cell}: {time} is read as {later}, as the times fall back after noon.",
                 cell=_cell_of_time(draft), time=clock(written), later=clock(written + HALF_A_DAY))
        )  # fmt: skip


def _rise(timed: list[RowDraft], fallen: list[RowDraft]) -> bool:
    """Return whether the starts rise down each day and room once the fallen ones are in the afternoon."""
    later = set(map(id, fallen))
    last: dict[object, int] = {}
    for draft in timed:
        start = (draft.slot.start or 0) + (HALF_A_DAY if id(draft) in later else 0)
        where = draft.slot.day, draft.rooms
        if start < last.get(where, 0):
            return False
        last[where] = start
    return True


def _cell_of_time(draft: RowDraft) -> str:
    return draft.record.cell("start" if "start" in draft.record.view.fields else "when")


def _end(draft: RowDraft) -> int:
    return (draft.slot.start or 0) + (draft.slot.minutes or 0)


def _take_times_above(drafts: list[RowDraft]) -> None:
    """Give a row without a time that of the row above if it is in another room; otherwise only say that it has none."""
    above: RowDraft | None = None
    rooms: set[str] = set()
    timed = sum(draft.slot.start is not None for draft in drafts)
    for draft in drafts:
        record, slot = draft.record, draft.slot
        if slot.start is not None:
            above, rooms = draft, set(draft.rooms or ())
            continue
        untold = (
            {"start", "when", "timed_title"} & record.view.fields
            and _TIMES.isdisjoint(record.values)
            and not slot.remarks
        )
        if not untold or above is None or timed * 2 < len(drafts):
            continue
        if draft.rooms and above.rooms and rooms.isdisjoint(draft.rooms):
            rooms |= set(draft.rooms)
            slot.day, slot.start, slot.at = above.slot.day, above.slot.start, above.slot.at
            slot.minutes = slot.minutes or above.slot.minutes
            draft.remarks.append(
                Text("{cell}: there is no time; that of the row above is taken.", cell=_cell_of_time(draft))
            )
        else:
            draft.remarks.append(Text("{cell}: there is no time, as other rows have.", cell=_cell_of_time(draft)))
