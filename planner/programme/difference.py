"""Compares two programmes as attendees see them, as a list of changes, as lines of text, and as a summary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import unconfirmed_people
from planner.domain.entities import Person
from planner.domain.span import Span, format_date_and_times, format_times
from planner.domain.text import N_, Plural, Text, join_with_commas
from planner.programme.profiles import profile_change_lines
from planner.programme.programme import Programme, ProgrammeItem, comparable_programmes
from planner.programme.release import Part, Release


class ChangeSort(StrEnum):
    """The sort of a change for attendees, the most important first."""

    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"
    """The session still takes place, but is not in this part of the programme any more."""
    MOVED = "moved"
    LONGER = "longer"
    SHORTER = "shorter"
    """The session begins as before and ends earlier; one that ends later is ``LONGER``."""
    NEW = "new"
    ROOM = "room"
    STATUS = "status"
    PEOPLE = "people"
    TITLE = "title"
    TEXT = "text"
    CONFERENCE = "conference"


SORT_NAMES: dict[ChangeSort, str] = {
    ChangeSort.CANCELLED: N_("Cancelled"),
    ChangeSort.ELSEWHERE: N_("No longer in it"),
    ChangeSort.MOVED: N_("Moved"),
    ChangeSort.LONGER: N_("Longer"),
    ChangeSort.SHORTER: N_("Shorter"),
    ChangeSort.NEW: N_("New"),
    ChangeSort.ROOM: N_("Other room"),
    ChangeSort.STATUS: N_("Status"),
    ChangeSort.PEOPLE: N_("People"),
    ChangeSort.TITLE: N_("Title"),
    ChangeSort.TEXT: N_("Text"),
    ChangeSort.CONFERENCE: N_("Conference"),
}

TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("the subtitle"), ("subtitle",)),
    (N_("the abstract"), ("abstract",)),
    (N_("the description"), ("description",)),
    (N_("the type"), ("kind",)),
    (N_("the track"), ("track", "track_colour")),
    (N_("the block"), ("block", "block_title")),
    (N_("the language"), ("language",)),
    (N_("the tags"), ("tags",)),
    (N_("the website"), ("website",)),
    (N_("the stream"), ("stream",)),
    (N_("the links"), ("links",)),
)
"""The fields of a session whose changes are only listed by name, with these names."""

ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("the subtitle"), ("subtitle",)),
    (N_("the theme"), ("theme",)),
    (N_("the focus"), ("focus",)),
    (N_("the description"), ("description",)),
    (N_("the address"), ("address",)),
    (N_("the place on the map"), ("latitude", "longitude", "map_link")),
    (N_("the way there"), ("directions",)),
    (N_("the organisers"), ("organisers",)),
    (N_("the partners"), ("partners",)),
    (N_("the contact address"), ("contact",)),
    (N_("the website"), ("website",)),
    (N_("the programme page"), ("programme_page",)),
    (N_("the registration page"), ("registration_page",)),
    (N_("the calendar's address"), ("calendar_address",)),
    (N_("the logo"), ("logo_address", "logo")),
    (N_("the colour"), ("colour",)),
    (N_("who stands behind a title in calendars"), ("speakers_in_title",)),
)
"""The fields of a programme whose changes are only listed by name, all in one line, with these names."""


MOST_NAMED = 5
"""The maximum number of sessions with only changed texts that get a line each; if there are more, all share one."""


@dataclass(frozen=True, slots=True)
class ProgrammeChange:
    """All changes that attendees see in one session, or one other change, such as of the conference itself.

    ``sort`` is that of the most important change. ``title`` is the session's title and ``session`` its id; both are
    empty for another change. The ``details`` of a session are notes such as “from 09:00–09:30 to 10:00–10:30”, those of
    another change are sentences. ``fields`` are the names of the texts that changed.
    """

    sort: ChangeSort
    title: str
    details: tuple[Text, ...]
    fields: tuple[str, ...] = ()
    session: str = ""

    @property
    def notes(self) -> Text:
        """The details and the names of the changed texts, joined by semicolons."""
        changed = (
            [Text("changed: {what}", what=join_with_commas([Text(name) for name in self.fields]))]
            if self.fields
            else []
        )
        return reduce(lambda first, second: Text("{first}; {second}", first=first, second=second),
                      [*self.details, *changed])  # fmt: skip

    @property
    def line(self) -> Text:
        """The change as one line."""
        if not self.title:
            return self.notes
        return Text("{sort}: “{title}”, {notes}", sort=Text(SORT_NAMES[self.sort]), title=self.title, notes=self.notes)


def change_lines(changes: Sequence[ProgrammeChange]) -> list[Text]:
    """Return a line for each change; more than ``MOST_NAMED`` sessions with only changed texts share one line."""
    texts = [change for change in changes if change.sort is ChangeSort.TEXT]
    if len(texts) <= MOST_NAMED:
        return [change.line for change in changes]
    first = changes.index(texts[0])
    rest = [change.line for change in changes if change.sort is not ChangeSort.TEXT]
    return [*rest[:first], text_changes_line(texts), *rest[first:]]


def text_changes_line(changes: Sequence[ProgrammeChange]) -> Text:
    """Return a line with the number of sessions in which only texts changed, and the names of these texts."""
    found = {name for change in changes for name in change.fields}
    what = join_with_commas([Text(name) for name, _fields in TEXTS if name in found])
    return Plural("{n} session with other texts: {what}", "{n} sessions with other texts: {what}",
                  len(changes), what=what)  # fmt: skip


def difference(before: Programme | None, after: Programme) -> list[ProgrammeChange]:
    """Return the changes that attendees will see, the most important sort first, one for each changed session.

    Each other change, such as of a name, the profiles or the conference, is one of its own. ``before`` is the programme
    that attendees have; if it is None, nothing was sent yet and every session is new. Two programmes that differ for
    attendees give at least one change, equal ones none.
    """
    if before is None:
        return [_addition_change(item) for item in after.items]
    before, after = comparable_programmes(before, after)
    old = {item.id: item for item in before.items}
    kept = {item.id for item in after.items}
    renamed = _renamed_people(before, after)
    found = [_removal_change(item, ChangeSort.CANCELLED) for item in old.values() if item.id not in kept]
    found += [_addition_change(item) for item in after.items if item.id not in old]
    for item in after.items:
        if item.id in old and old[item.id] is not item and (then := _with_new_names(old[item.id], renamed)) != item:
            found.append(_session_change(then, item))
    renamings = (Text("{old} is renamed {new}", old=name, new=new) for name, new in renamed.values())
    lines = [(ChangeSort.PEOPLE, line) for line in (*renamings, *_profile_lines(before, after))]
    lines += [(ChangeSort.CONFERENCE, line) for line in _conference_lines(before, after)]
    found += [ProgrammeChange(sort, "", (line,)) for sort, line in lines]
    return sorted_changes(found)


def sorted_changes(changes: Iterable[ProgrammeChange]) -> list[ProgrammeChange]:
    """Return changes sorted by importance, otherwise in their order."""
    order = list(ChangeSort)
    return sorted(changes, key=lambda change: order.index(change.sort))


def part_difference(before: Programme, held: Collection[str], after: Programme, part: Part) -> list[ProgrammeChange]:
    """Return the changes that readers of a part's calendar will see; ``held`` are the ids of the sessions it had.

    Profiles are not compared, as calendars have none.
    """
    then, now = replace(_reduced_programme(before, held), people=None), _reduced_programme(after, part.sessions)
    elsewhere = {item.id for item in after.items} - part.sessions
    left = [_removal_change(item, ChangeSort.ELSEWHERE) for item in then.items if item.id in elsewhere]
    stayed = replace(then, items=tuple(item for item in then.items if item.id not in elsewhere))
    return sorted_changes([*left, *difference(stayed, now)])


def _reduced_programme(shown: Programme, sessions: Collection[str]) -> Programme:
    """Return a programme reduced to the sessions with these ids, and to their blocks."""
    items = tuple(item for item in shown.items if item.id in sessions)
    inside = {item.block for item in items}
    return replace(shown, items=items, blocks=tuple(block for block in shown.blocks if block.id in inside))


def summary(before: Programme, after: Programme) -> Text | None:
    """Return a one-line summary such as “2 moved, 1 added”, or None if attendees would see no change.

    Each session is counted once: one that was moved is not also changed.
    """
    before, after = comparable_programmes(before, after)
    old = {item.id: item for item in before.items}
    both = [(old[item.id], item) for item in after.items if item.id in old]
    pairs = [(then, now) for then, now in both if then is not now and then != now]
    moved = sum(placement_key(then) != placement_key(now) for then, now in pairs)
    added, gone = len(after.items) - len(both), len(old) - len(both)
    counts = (
        Plural("{n} moved", "{n} moved", moved), Plural("{n} added", "{n} added", added),
        Plural("{n} cancelled", "{n} cancelled", gone), Plural("{n} changed", "{n} changed", len(pairs) - moved),
    )  # fmt: skip
    parts = [count for count in counts if count.number]
    if not parts:
        if _without_sessions(before) != _without_sessions(after):
            return Text("the conference's own text changed")
        if before.people != after.people:
            return Text("what people say of themselves changed")
        return Text("sessions in another order") if _is_reordered(before, after) else None
    return join_with_commas(parts)


def placement_key(item: ProgrammeItem) -> tuple[object, ...]:
    """Return the values by which a moved session is recognised: its start, place, rooms and day."""
    return item.span.start_datetime, item.place, item.rooms, item.span.day


def _is_reordered(before: Programme, after: Programme) -> bool:
    """Return whether the sessions whose time, place and rooms are unchanged stand in another order."""
    then, now = ({item.id: (item.span, item.place, item.rooms) for item in shown.items} for shown in (before, after))
    stayed = {key for key, where in then.items() if now.get(key) == where}
    return [key for key in then if key in stayed] != [key for key in now if key in stayed]


def _without_sessions(programme: Programme) -> Programme:
    """Return the programme without its sessions and people."""
    return replace(programme, items=(), people=None)


def _conference_lines(before: Programme, after: Programme) -> Iterator[Text]:
    """Yield lines for changes of the conference, its days and blocks; fields in ``ABOUT`` are only listed by name."""
    if before.title != after.title:
        yield Text("The conference is now called “{name}”", name=after.title)
    if before.venue != after.venue:
        named = Text("The venue is now “{name}”", name=after.venue)
        yield named if after.venue else Text("The venue is no longer named")
    if before.timezone != after.timezone:
        yield Text("The time zone is now {name}", name=after.timezone)
    if before.language != after.language:
        yield Text("The programme is now in another language")
    yield from _day_lines(before, after)
    things = [Text(name) for name, fields in ABOUT if any(getattr(before, f) != getattr(after, f) for f in fields)]
    if things:
        yield Text("About the conference there is something new: {what}", what=join_with_commas(things))
    yield from _block_lines(before, after)
    if _is_reordered(before, after):
        yield Text("Sessions at the same time stand in another order")


def _block_lines(before: Programme, after: Programme) -> Iterator[Text]:
    """Yield lines for blocks of both programmes with another heading or number of calendar entries, or another order.

    Changes of their sessions are not included.
    """
    old, new = ({block.id: block for block in shown.blocks} for shown in (before, after))
    for block in after.blocks:
        then = old.get(block.id, block)
        if replace(then, one_entry=block.one_entry) != block:
            yield Text("The block “{title}” has another heading", title=block.title)
        if block.one_entry and not then.one_entry:
            yield Text("The block “{title}” is one entry in calendars now", title=block.title)
        if then.one_entry and not block.one_entry:
            yield Text("Each session of the block “{title}” has an entry in calendars now", title=block.title)
    if list(old) != list(new) and old.keys() == new.keys():
        yield Text("Blocks stand in another order")


def _day_lines(before: Programme, after: Programme) -> Iterator[Text]:
    old, new = ({day.date: day.title for day in shown.days} for shown in (before, after))
    for when in sorted(old.keys() | new.keys()):
        said = when.isoformat()
        if when not in old:
            yield Text("{date} is a day of the conference now", date=said)
        elif when not in new:
            yield Text("{date} is no day of the conference any more", date=said)
        elif old[when] != new[when]:
            called = Text("{date} is now called “{name}”", date=said, name=new[when])
            yield called if new[when] else Text("{date} has no name any more", date=said)


def _addition_change(item: ProgrammeItem) -> ProgrammeChange:
    when = format_date_and_times(item.span)
    note = Text("{time}, {room}", time=when, room=item.where) if item.where else Text("{time}", time=when)
    return ProgrammeChange(ChangeSort.NEW, item.title, (note,), session=item.id)


def _removal_change(item: ProgrammeItem, sort: ChangeSort) -> ProgrammeChange:
    return ProgrammeChange(sort, item.title, (Text("{time}", time=format_date_and_times(item.span)),), session=item.id)


def _session_change(old: ProgrammeItem, new: ProgrammeItem) -> ProgrammeChange:
    """Return the change of a session that is in both programmes and differs."""
    found: list[tuple[ChangeSort, Text]] = []
    if old.span != new.span:
        found.append((_time_change_sort(old.span, new.span), _time_note(old.span, new.span)))
    if (old.place, old.rooms) != (new.place, new.rooms):
        found.append((ChangeSort.ROOM, _room_note(old, new)))
    if old.tentative != new.tentative:
        found.append((ChangeSort.STATUS, Text("now preliminary") if new.tentative else Text("no longer preliminary")))
    found += [(ChangeSort.PEOPLE, note) for note in _people_notes(old, new)]
    if old.title != new.title:
        found.append((ChangeSort.TITLE, Text("was called “{old}”", old=old.title)))
    fields = tuple(name for name, of in TEXTS if any(getattr(old, f) != getattr(new, f) for f in of))
    sort = found[0][0] if found else ChangeSort.TEXT
    return ProgrammeChange(sort, new.title, tuple(note for _sort, note in found), fields, new.id)


def _time_change_sort(old: Span, new: Span) -> ChangeSort:
    if (old.day, old.start_datetime) != (new.day, new.start_datetime):
        return ChangeSort.MOVED
    return ChangeSort.LONGER if old.end_datetime < new.end_datetime else ChangeSort.SHORTER


def _time_note(old: Span, new: Span) -> Text:
    if (old.start_datetime, old.end_datetime) == (new.start_datetime, new.end_datetime):
        return Text("now in the programme of {date}", date=new.day.isoformat())
    write = format_times if old.start_datetime.date() == new.start_datetime.date() else format_date_and_times
    return Text("from {old} to {new}", old=write(old), new=write(new))


def _room_note(old: ProgrammeItem, new: ProgrammeItem) -> Text:
    whole = Text("all rooms")
    then, now = old.where, new.where
    if then == now:  # the displayed place is the same
        then, now = ", ".join(old.rooms), ", ".join(new.rooms)
    if then == now or (old.place == new.place and set(old.rooms) == set(new.rooms)):
        return Text("its place is said otherwise")
    return Text("from {old} to {new}", old=then or whole, new=now or whole)


def _people_notes(old: ProgrammeItem, new: ProgrammeItem) -> Iterator[Text]:
    known, still = ([(credit.name, credit.role) for credit in item.credits] for item in (old, new))
    arrived = [name for name, role in still if (name, role) not in known]
    left = [name for name, role in known if (name, role) not in still]
    for message, names in (
        (N_("joined by {names}"), [name for name in arrived if name not in left]),
        (N_("left by {names}"), [name for name in left if name not in arrived]),
        (N_("{names} in another role"), [name for name in arrived if name in left]),
    ):
        if names:
            yield Text(message, names=", ".join(names))
    if not arrived and not left and old.credits != new.credits:
        yield Text("its people are presented otherwise")
    if (old.credits, old.kind) == (new.credits, new.kind) and old.names_nobody != new.names_nobody:
        yield Text("no speaker is announced") if new.names_nobody else Text("a speaker is to be announced")


def _renamed_people(before: Programme, after: Programme) -> dict[str, tuple[str, str]]:
    """Return the old and the new name, by person id, of everybody who is in both programmes and was renamed."""
    then, now = ({c.person: c.name for item in shown.items for c in item.credits} for shown in (before, after))
    both = {person: (name, now[person]) for person, name in then.items() if person and person in now}
    return {person: (old, new) for person, (old, new) in both.items() if old != new}


def _with_new_names(item: ProgrammeItem, renamed: Mapping[str, tuple[str, str]]) -> ProgrammeItem:
    """Return an item of the earlier programme with the new names of renamed people."""
    if not any(credit.person in renamed for credit in item.credits):
        return item
    new = (replace(c, name=renamed[c.person][1]) if c.person in renamed else c for c in item.credits)
    return replace(item, credits=tuple(new))


def _profile_lines(before: Programme, after: Programme) -> Iterator[Text]:
    known, still = (
        {who for item in shown.items for credit in item.credits for who in (credit.person, credit.name)}
        for shown in (before, after)
    )
    return profile_change_lines(before.people or (), after.people or (), known, still)


def newly_unconfirmed_people(agenda: Agenda, last: Release | None) -> tuple[Person, ...]:
    """Return the people who are named to attendees without having said yes, and were not named in the last release.

    Without a last release these are all who are named without a yes.
    """
    shown = last.programme if last else None
    named = [*(one.credits for one in shown.items), *(one.credits for one in shown.blocks)] if shown else []
    known = {credit.person or credit.name for credits in named for credit in credits}
    return tuple(person for person in unconfirmed_people(agenda) if not {person.id, person.name} & known)
