"""Completes and checks the times of a table's sessions, finds implausible ones, and reads the looks of cells.

A missing end or *pm* is added; remarks are made on sessions that are too long or at night, and on names in titles.
Sessions that are hidden or struck through wait, and colours may mean tracks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from planner.domain.span import MINUTES_A_DAY, format_clock
from planner.domain.text import Plural, Text, clean_line
from planner.domain.title_kinds import kind_named_by_title, parse_kind
from planner.domain.value_objects import KINDS, Kind, Role
from planner.importing.cells.names import find_name
from planner.importing.cells.titles import is_room, names_only_people
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.records import MappedSheet, Record
from planner.importing.vocabulary import parse_state
from planner.tables.table import CellColours, LegendEntry

NOON, HALF_A_DAY = 12 * 60, 12 * 60
MORNING, EARLIEST, LATE = 8 * 60, 60, 5 * 60
LONGEST = 8 * 60
"""Length in minutes above which a session is doubtful."""
FEWEST_FILLED = 4
"""Minimum number of sessions lengthened to the next start for one of them to be called longer than usual."""
FEWEST_WITHIN = 2
"""Minimum number of titles with a name in them, but not after a sign, for a remark on each of these."""
FEWEST_SPOKEN = 4
"""Minimum number of sessions with the same speaker for a remark on these, if they are more than half of all."""
FEWEST_TITLES = 3
"""Minimum number of sessions with the same title for a remark on these, if they are more than half of all."""
_TIMES = frozenset({"start", "when", "end", "date"})


def note_implausible(drafts: Sequence[RowDraft]) -> None:
    """Add remarks on what seems implausible in sessions, such as a length over eight hours or a time without a day.

    A speaker in a break or in most sessions is remarked on too, as it may be a technician who is named in a run sheet.
    """
    spoken = Counter(key for draft in drafts for key, role in draft.people if role is Role.SPEAKER)
    often = {key for key, n in spoken.items() if n >= FEWEST_SPOKEN and n * 2 > len(drafts)}
    titles = Counter(draft.title.casefold() for draft in drafts if not (draft.kind and KINDS[draft.kind].plenary))
    most = {title for title, n in titles.items() if n >= FEWEST_TITLES and n * 2 > len(drafts)}
    for draft in drafts:
        slot = draft.slot
        if slot.minutes and slot.minutes > LONGEST:
            draft.remarks.append(Text("It is {hours} hours long.", hours=f"{slot.minutes / 60:.3g}"))
        if slot.start is not None and not slot.at and slot.start < LATE:
            draft.remarks.append(Text("It begins in the night, at {time}.", time=format_clock(slot.start)))
        if slot.start is not None and slot.day is None and not slot.doubted:
            draft.remarks.append(Text("It has a time but no day."))
        if draft.title.casefold() in most:
            draft.remarks.append(Text("Most sessions are called “{title}”.", title=draft.title[:60]))
        speakers = [key for key, role in draft.people if role is Role.SPEAKER]
        cell = draft.record.cell_name("speakers")
        if not often.isdisjoint(speakers):
            draft.remarks.append(Text("{cell}: who speaks here speaks in most sessions.", cell=cell))
        elif speakers and kind_named_by_title(draft.title) in (Kind.BREAK, Kind.MEAL):
            draft.remarks.append(Text("{cell}: somebody speaks in a break.", cell=cell))


def note_names_in_titles(drafts: Sequence[RowDraft]) -> None:
    """Add a remark to each session without people whose title seems to name a person.

    That is a name after a sign such as a dash, or, if several titles have one, a known given name with a surname. If
    most words of the titles are capitalised, nothing is remarked, as every part of them has the form of a name.
    """
    words = [word for draft in drafts for word in draft.title.split()[1:] if len(word) > _SHORT and word.isalpha()]
    if sum(word[0].isupper() for word in words) * 3 > len(words) * 2:
        return
    unnamed = [draft for draft in drafts if not draft.people]
    between = [_name_after_sign(draft.title[:LONGEST_TITLE]) for draft in unnamed]
    within = ["" if name else find_name(draft.title) for draft, name in zip(unnamed, between, strict=True)]
    several = len(list(filter(None, within))) >= FEWEST_WITHIN
    for draft, one, other in zip(unnamed, between, within, strict=True):
        if name := one or (several and other):
            draft.remarks.append(
                Text("{cell}: “{name}” may be a person.", cell=draft.record.cell_name("title"), name=name[:60])
            )


def _name_after_sign(title: str) -> str:
    """Return the first part of a title after a sign that names people and no room, or an empty text."""
    return next((part for part in _BETWEEN.split(title)[1:] if names_only_people(part) and not is_room(part)), "")


_SHORT, LONGEST_TITLE = 3, 300
_BETWEEN = re.compile(
    r"\s*[,;:|()]\s+|\s*[()]\s*|\s+[–—-]\s+|(?<=[?!])\s+|\s+(?:by|av|von|par|avec|med|with|mit|ved|door)\s+", re.I
)
"""The signs or words between a title and people."""


def move_times_to_afternoon(drafts: list[RowDraft]) -> None:
    """Move times that fall back after the morning to the afternoon if all fit a 12-hour clock without *am* and *pm*.

    Each of these sessions gets a remark. Lengths over twelve hours become twelve hours shorter.
    """
    timed = [draft for draft in drafts if draft.slot.start is not None and not draft.slot.at]
    starts = [(draft.slot.start or 0, draft.slot.minutes or 0) for draft in timed]
    if any(NOON + 60 <= moment < MINUTES_A_DAY for start, length in starts for moment in (start, start + length)):
        return
    after_morning: set[object] = set()
    fallen: list[RowDraft] = []
    for draft in timed:
        start = draft.slot.start or 0
        if start >= MORNING:
            after_morning.add(draft.slot.day)
        elif start >= EARLIEST and draft.slot.day in after_morning:
            fallen.append(draft)
    for draft in timed if fallen else ():
        slot = draft.slot
        if slot.minutes and slot.minutes > HALF_A_DAY:
            slot.minutes -= HALF_A_DAY
    for draft in fallen:
        written = draft.slot.start or 0
        draft.slot.start = written + HALF_A_DAY
        draft.remarks.append(
            Text("{cell}: {time} is read as {later}, as the times fall back after noon.",
                 cell=_cell_of_time(draft), time=format_clock(written), later=format_clock(written + HALF_A_DAY))
        )  # fmt: skip


def _cell_of_time(draft: RowDraft) -> str:
    return draft.record.cell_name("start" if "start" in draft.record.view.fields else "when")


def inherit_times(drafts: list[RowDraft]) -> None:
    """Give rows with empty time cells the time of the last row with one if their rooms differ, or else remark on them.

    Nothing is done above the first time, or if fewer than half of the rows have one.
    """
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
            and not slot.doubted
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


_LONGEST_GAP = timedelta(hours=4)
"""Maximum gap for which a session without an end lasts until the next one starts."""


def lengthen_to_next_start(drafts: list[RowDraft]) -> tuple[Text, ...]:
    """Let sessions without an end last until the next one begins; return remarks on missing times.

    The next one begins at most four hours later, and if sessions overlap, it must be one that has to follow.
    """
    timed = sorted(((begins, draft) for draft in drafts if (begins := draft.slot.begins)), key=lambda one: one[0])
    in_turn = all(  # without overlap, so that everybody can attend all of them
        begins > began and began + timedelta(minutes=draft.slot.minutes or 0) <= begins
        for (began, draft), (begins, _) in pairwise(timed)
    )
    waiting: list[tuple[datetime, RowDraft]] = []
    filled: list[RowDraft] = []
    for begins, draft in timed:
        waiting = [one for one in waiting if one[0] + _LONGEST_GAP >= begins]
        for began, other in waiting:
            if began < begins and (in_turn or _must_follow(other, draft)):
                other.slot.minutes = (begins - began) // timedelta(minutes=1)
                filled.append(other)
        waiting = [one for one in (*waiting, (begins, draft)) if one[1].slot.minutes is None]
    usual = median(draft.slot.minutes or 0 for draft in filled) if len(filled) >= FEWEST_FILLED else MINUTES_A_DAY
    for draft in filled:
        minutes = draft.slot.minutes or 0
        if draft.rooms and not draft.everywhere and minutes > usual * 3 / 2:
            draft.remarks.append(Text("Its {minutes} min until the next start are longer than usual.", minutes=minutes))
    timeless = [draft for draft in drafts if draft.slot.start is None and not draft.slot.doubted]
    dated, placed = sum(draft.slot.day is not None for draft in timeless), sum(bool(draft.rooms) for draft in timeless)
    remarks = (
        Plural("A session has no end in the table; it ends when the next one begins.",
               "{n} sessions have no end in the table; each ends when the next one begins.", len(filled)),
        Plural("A session has a day in the table but no time; it waits in “Not placed”.",
               "{n} sessions have a day in the table but no time; they wait in “Not placed”.", dated),
        Plural("A session has a room in the table but no time; it is not put into the room.",
               "{n} sessions have a room in the table but no time; they are not put into their rooms.", placed),
    )  # fmt: skip
    return tuple(one for n, one in zip((len(filled), dated, placed), remarks, strict=True) if n)


def _must_follow(one: RowDraft, other: RowDraft) -> bool:
    """Return whether the second session can only begin when the first has ended, as in the same room or as a break."""
    is_break = other.kind in (Kind.BREAK, Kind.MEAL) or (one.kind is not None and KINDS[one.kind].plenary)
    return is_break or not (one.rooms and other.rooms) or not set(one.rooms).isdisjoint(other.rooms)


def divide_shared_time(draft: RowDraft) -> None:
    """Give a session its part of the time that it shares with others, and a remark, if it shares one."""
    part, slot = draft.record.part, draft.slot
    if part is None or slot.start is None or not slot.minutes:
        return
    number, count = part
    draft.remarks.append(
        Text("Only its session's time is told, {n} min; its {count} parts follow each other in equal lengths.",
             n=slot.minutes, count=count)
    )  # fmt: skip
    first, last = slot.minutes * number // count, slot.minutes * (number + 1) // count
    slot.start, slot.minutes = slot.start + first, max(last - first, 1)
    slot.at = slot.at + timedelta(minutes=first) if slot.at else None


def move_nights_to_day_before(drafts: Iterable[RowDraft]) -> None:
    """Move sessions that begin soon after midnight to the day before, if that has any in the afternoon or evening."""
    slots = [draft.slot for draft in drafts if draft.slot.day and draft.slot.start is not None]
    evenings = {slot.day for slot in slots if (slot.start or 0) >= MINUTES_A_DAY // 2}
    for slot in slots:
        before = slot.day - timedelta(days=1) if slot.day else None
        if before in evenings and (slot.start or 0) < NIGHT_ENDS:
            slot.day, slot.start = before, (slot.start or 0) + MINUTES_A_DAY


_SHADE = r"(?:(?:light|dark|ljus|mörk|hell|dunkel)[\s-]*)?"
_COLOUR = (
    rf"{_SHADE}(?:red|green|blue|yellow|orange|purple|pink|gr[ae]y|violet|turquoise|brown|white|black|"
    r"röda?|rött|gröna?|grönt|blåa?|blått|gula?|gult|orangea?|lila|rosa|gråa?|grått|violetta?|turkosa?|bruna?|vita?|"
    r"svarta?|rot|grün|blau|gelb|grau|violett|türkis|braun|weiß|schwarz)"
)
_MEANING = re.compile(
    rf"^(?:{_COLOUR}\s*(?:[=:–—-]|->|→)\s*)?(?:(?:track|stream|strand|spår)\s*[:=]\s*)?(?P<name>.*?)"
    r"(?:[\s-]+(?:track|stream|strand|spår(?:et)?))?"
    rf"(?:\s*(?:[=:–—-]\s*{_COLOUR}|\(\s*{_COLOUR}\s*\)))?$",
    re.IGNORECASE,
)
"""An entry of a legend, with the name in it: *Security* in *Red = Security track*."""


class CellLooksReader:
    """Reads the looks of one sheet's cells, and applies them to its sessions."""

    def __init__(self, view: MappedSheet) -> None:
        self._view, self._looks = view, view.sheet.looks
        self._struck: dict[int, list[int]] = {}
        for row, column in sorted(self._looks.struck):
            if row < len(view.sheet.rows) and view.sheet.rows[row][column : column + 1] != (None,):
                self._struck.setdefault(row, []).append(column)
        self._colours = CellColours(self._looks)
        self._tracks = legend_tracks(self._looks.legend)
        self._drafts: list[tuple[RowDraft, str]] = []

    def reason_to_wait(self, record: Record, name: str = "title") -> Text | None:
        """Return why a record is not proposed: all its rows are hidden or have the title or name struck through.

        Otherwise return None.
        """
        if not (self._struck or self._looks.hidden):
            return None
        column = self._view.first_column(name) if record.column is None else record.column
        found = [self._look_remark(row, column) for row in _row_numbers(record)]
        return None if None in found else Text("{why} Tick it to take it in.", why=found[0] or "")

    def _look_remark(self, row: int, column: int) -> Text | None:
        cell = self._view.cell_name(row, column)
        if row in self._looks.hidden:
            return Text("{cell}: the row is hidden in the file.", cell=cell)
        return Text("{cell} is struck through in the file.", cell=cell) if column in self._struck.get(row, ()) else None

    def apply(self, draft: RowDraft) -> None:
        """Set why a session waits, or remark on its hidden rows and struck cells; set a missing track by its colour."""
        record, title = draft.record, [self._view.first_column("title")]
        draft.waits = self.reason_to_wait(record)
        if (self._struck or self._looks.hidden) and draft.waits is None and record.column is None:
            for row in _row_numbers(record):
                columns = title if row in self._looks.hidden else self._struck.get(row, [])
                draft.remarks += filter(None, (self._look_remark(row, column) for column in columns))
        if self._looks.colours:
            colour = self._record_colour(record)
            draft.track = draft.track or self._tracks.get(colour, "")
            self._drafts.append((draft, colour))

    def _record_colour(self, record: Record) -> str:
        """Return the colour behind a record's title, or else the only colour in a list's row, or an empty text."""
        if record.column is not None:
            return self._colours.colour_at(record.row, record.column)
        in_row = self._colours.row_colours(record.row)
        return self._colours.colour_at(record.row, self._view.first_column("title")) or (
            in_row.pop() if len(in_row) == 1 else ""
        )

    def remarks(self) -> list[Text]:
        """Return a remark on each colour that is read as a track."""
        cells = {one.colour: self._view.cell_name(one.row, one.column) for one in self._looks.legend}
        return [Text("{cell}: its colour is read as the track “{track}”.", cell=cells[colour], track=track)
                for colour, track in self._tracks.items()]  # fmt: skip

    def warnings(self) -> list[Text]:
        """Return a warning if sessions have colours that name no track and that nothing else in the sheet explains."""
        unknown = [draft for draft, colour in self._drafts if colour and colour not in self._tracks]
        if not unknown or _are_colours_explained(self._drafts):
            return []
        return [Text("{cell}: sessions have colours that name no track; what they mean is left out.",
                     cell=unknown[0].record.cell_name())]  # fmt: skip


def _row_numbers(record: Record) -> list[int]:
    return sorted({record.row, *(one.of.row for one in record.people if one.of)})


def _are_colours_explained(drafts: list[tuple[RowDraft, str]]) -> bool:
    """Return whether all colours are the same, two of them alternate, or they go with track, kind, rooms or day."""
    colours = [colour for _, colour in drafts]
    if len(set(colours)) == 1 or (len(colours) > 2 and colours == (colours[:2] * len(colours))[: len(colours)]):
        return True
    facts = zip(*((draft.track, draft.kind, draft.rooms, draft.slot.day) for draft, _ in drafts), strict=True)
    return any(len(set(zip(fact, colours, strict=True))) == len(set(fact)) for fact in facts)


def legend_tracks(legend: Iterable[LegendEntry]) -> dict[str, str]:
    """Return the tracks that a legend names, by their colours; none if any entry is empty, a kind or an answer."""
    found = {one.colour: _MEANING.sub(r"\g<name>", clean_line(one.text)).strip()[:300] for one in legend}
    others = any(not name or _is_kind(name) or parse_state(name) for name in found.values())
    return {} if others else found


def _is_kind(name: str) -> bool:
    """Return whether a name is a kind of sessions and nothing else, as *Workshops*, but not *Tours and talks*."""
    return bool(parse_kind(name) if len(name.split()) == 1 else kind_named_by_title(name))
